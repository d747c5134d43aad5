"""Is the file sound, and does everything it points at exist?"""

from __future__ import annotations

import re
import sqlite3
from importlib.resources import files

from graph.sqlite.trouble import RESTORE, detail

_REIMPORT = "请重新导入有关法规；仍有问题时另建库文件"

# (what, query that yields where)
_DANGLING = (
    ("版本没有对应的法规", "SELECT vid FROM version WHERE statute NOT IN (SELECT id FROM statute)"),
    ("条文没有对应的版本", "SELECT DISTINCT '版本行 ' || version FROM provision WHERE version NOT IN (SELECT id FROM version)"),
    ("引用没有对应的条文", "SELECT DISTINCT '条文行 ' || provision FROM citation WHERE provision NOT IN (SELECT id FROM provision)"),
    ("引用指向不存在的法规", "SELECT DISTINCT '法规行 ' || statute FROM citation WHERE statute IS NOT NULL AND statute NOT IN (SELECT id FROM statute)"),
    ("规范没有对应的条文", "SELECT '条文行 ' || provision FROM norm WHERE provision NOT IN (SELECT id FROM provision)"),
    ("新旧条文对照没有对应的条文", """SELECT DISTINCT '对照行 ' || id FROM alignment WHERE old NOT IN (SELECT id FROM provision)
        UNION SELECT DISTINCT '对照行 ' || alignment FROM alignment_new WHERE new NOT IN (SELECT id FROM provision)"""),
    ("废止记录没有对应的版本", "SELECT '废止行 ' || id FROM repeal WHERE version NOT IN (SELECT id FROM version)"),
    ("简称指向不存在的法规", "SELECT alias FROM alias WHERE statute NOT IN (SELECT id FROM statute)"),
    ("事项没有对应的清单", "SELECT iid FROM item WHERE list NOT IN (SELECT id FROM list)"),
    ("事项依据没有对应的事项", "SELECT DISTINCT '事项行 ' || item FROM item_link WHERE item NOT IN (SELECT id FROM item)"),
)
_SHOWN = 5
DAMAGED = "库文件内容已损坏"

# how a row of integrity_check begins -> what is broken; a row that begins otherwise is of a page
_INTEGRITY = (
    (r"row \d+ missing from index|wrong # of entries in index|non-unique entry in index", "索引与内容对不上"),
    (r"(NULL|NUMERIC|TEXT|non-\w+) value in|CHECK constraint|row not in PRIMARY KEY", "有记录的值不合规"),
)


def problems(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(what, where, what to do), Chinese; empty when sound."""
    try:
        damage = [_translated(r[0]) for r in conn.execute("PRAGMA integrity_check(5)") if r[0] != "ok"]
        damage += [f"缺少表 {name}" for name in _missing_tables(conn)]
        dangling = [] if damage else [(what, [str(r[0]) for r in conn.execute(sql)]) for what, sql in _DANGLING]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        damage = [detail(error)]
    if damage:
        return [(f"{DAMAGED}（{'、'.join(dict.fromkeys(damage))}）", "", RESTORE)]
    found: list[tuple[str, str, str]] = []
    for what, rows in dangling:
        if rows:
            more = f" 等 {len(rows)} 处" if len(rows) > _SHOWN else ""
            found.append((what, "、".join(rows[:_SHOWN]) + more, _REIMPORT))
    return found


def _missing_tables(conn: sqlite3.Connection) -> list[str]:
    held = {r[0] for r in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    schema = files("graph.sqlite").joinpath("schema.sql").read_text("utf-8")
    return [name for name in re.findall(r"^CREATE TABLE (\w+)", schema, re.M) if name not in held]


def _translated(line: str) -> str:
    """What a row of integrity_check means: which pages and cells are broken helps nobody who restores a backup."""
    return next((told for start, told in _INTEGRITY if re.match(start, line)), "数据页读不出")
