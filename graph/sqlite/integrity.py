"""Is the file sound, and does everything it points at exist?"""

from __future__ import annotations

import sqlite3

_RESTORE = "请从备份恢复，或另建库文件重新导入"
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


def problems(conn: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """(what, where, what to do), Chinese; empty when sound."""
    try:
        damage = [r[0] for r in conn.execute("PRAGMA integrity_check(5)") if r[0] != "ok"]
    except sqlite3.DatabaseError as error:
        damage = [str(error)]
    if damage:
        return [("库文件已损坏", "；".join(damage), _RESTORE)]
    found: list[tuple[str, str, str]] = []
    for what, sql in _DANGLING:
        rows = [str(r[0]) for r in conn.execute(sql)]
        if rows:
            more = f" 等 {len(rows)} 处" if len(rows) > _SHOWN else ""
            found.append((what, "、".join(rows[:_SHOWN]) + more, _REIMPORT))
    return found
