"""The doctor names what is wrong and what to do; a sound library has nothing but remarks."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from graph.doctor import Ailment, examine
from graph.importing.duties import import_duties
from graph.importing.laws import import_laws
from graph.sqlite.store import open_library
from tests.support import lawfiles

DAY = "2026-11-23"
OLD_PLANNING_LAW = """# 中华人民共和国城乡规划法

2007年10月28日 第十届全国人民代表大会常务委员会第三十次会议通过

<!-- INFO END -->

第一条 为了加强规划管理，制定本法。

第二条 本法自2008年1月1日起施行。
"""
OLD_WATER_LAW = OLD_PLANNING_LAW.replace("城乡规划法", "水污染防治法")


@pytest.fixture
def db(tmp_path: Path) -> Path:
    import_laws(tmp_path / "library.db", [lawfiles.write(tmp_path / "laws")])
    return tmp_path / "library.db"


def codes(path: Path) -> dict[str, Ailment]:
    with open_library(path) as store:
        return {a.code: a for a in examine(store, DAY)}


def test_a_sound_library_has_no_ailment(db: Path) -> None:
    assert codes(db) == {}


def test_an_empty_library_is_told_what_to_do(tmp_path: Path) -> None:
    with open_library(tmp_path / "x.db", "rw") as store:
        assert [a.code for a in examine(store, DAY)] == ["EMPTY"]


def test_an_incomplete_text_is_remarked(db: Path, tmp_path: Path) -> None:
    (tmp_path / "laws" / "池塘法(2020-12-01).md").write_text(lawfiles.PONDS_TRUNCATED, encoding="utf-8")
    import_laws(db, [tmp_path / "laws"])
    found = codes(db)["INCOMPLETE"]
    assert found.severity == "info" and "池塘法@2020-12-01" in found.where


def test_an_old_text_and_a_repealed_law_are_found_by_the_catalogue(db: Path, tmp_path: Path) -> None:
    for name, text in (("城乡规划法", OLD_PLANNING_LAW), ("水污染防治法", OLD_WATER_LAW)):
        (tmp_path / "laws" / f"{name}(2007-10-28).md").write_text(text, encoding="utf-8")
    import_laws(db, [tmp_path / "laws"])
    found = codes(db)
    assert "城乡规划法" in found["OUTDATED"].where and found["OUTDATED"].severity == "warning"
    assert "水污染防治法" in found["REPEALED_UNKNOWN"].where and "生态环境法典" in found["REPEALED_UNKNOWN"].where


def test_what_lists_cite_and_the_library_lacks_is_named(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "清单.csv"
    file.write_text(
        "序号,事项名称,责任主体,法律法规依据\n1,巡查,镇政府,《城乡规划法》第六十五条\n2,规划,镇政府,《城乡规划法》第三条、《水井法》第三条\n"
        "3,养路,镇政府,《某县村路养护若干规定》第二条\n", encoding="utf-8",
    )
    import_duties(db, [file], ("某省", "某市", "某县"), kind="基本履职")
    found = codes(db)
    assert "中华人民共和国城乡规划法（2 项）" in found["CITED_NOT_HELD"].where
    assert "某县村路养护若干规定（1 项）" in found["CITED_UNKNOWN"].where
    assert "水井法" not in found["CITED_NOT_HELD"].where + found["CITED_UNKNOWN"].where


def test_damage_is_an_error_and_comes_first(db: Path) -> None:
    with sqlite3.connect(db) as conn:
        conn.execute("DELETE FROM provision WHERE version = (SELECT id FROM version WHERE vid = '池塘法@2020-12-01')")
    with open_library(db) as store:
        found = examine(store, DAY)
    assert found[0].severity == "error"
    assert "池塘法@2020-12-01" in next(a for a in found if a.code == "NO_TEXT").where


def test_a_broken_file_is_reported_alone(db: Path) -> None:
    raw = bytearray(db.read_bytes())
    middle = len(raw) // 2 // 4096 * 4096
    raw[middle : middle + 5 * 4096] = b"\x5a" * (5 * 4096)
    db.write_bytes(bytes(raw))
    with open_library(db) as store:
        (found,) = examine(store, DAY)
    assert (found.code, found.severity) == ("DAMAGED", "error") and "备份" in found.remedy


def test_further_checks_are_asked(db: Path) -> None:
    stale = Ailment("INDEX_STALE", "warning", "检索索引已过期", "x", "重新建立")
    with open_library(db) as store:
        assert examine(store, DAY, [lambda: [stale]]) == [stale]


@pytest.mark.parametrize(("statement", "told"), [
    ("DROP TABLE name", "缺少表 name"),
    ("DROP TABLE document", "缺少表 document"),
    ("UPDATE statute SET sid = CAST(x'ffff' AS TEXT) WHERE sid = '池塘法'", "文字不是 UTF-8 编码"),
    ("UPDATE version SET record = x'ff'", "有记录读不出"),
    ("UPDATE version SET vid = CAST(x'fffe' AS TEXT) WHERE vid = '池塘法@2020-12-01'", "文字不是 UTF-8 编码"),
])
def test_damage_is_one_chinese_line_that_leads_to_a_backup(db: Path, statement: str, told: str) -> None:
    with sqlite3.connect(db) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        conn.execute(statement)
    with open_library(db) as store:
        found = examine(store, DAY)
    assert found[0].severity == "error" and told in found[0].what and "请从备份恢复" in found[0].remedy
    assert not any("doctor" in line or "\n" in line for line in (f"{a.what}{a.where}{a.remedy}" for a in found))


@pytest.mark.parametrize("page", range(2, 8))
def test_what_sqlite_says_of_broken_pages_is_translated(db: Path, page: int) -> None:
    raw = bytearray(db.read_bytes())
    raw[page * 4096 + 8 : page * 4096 + 200] = b"\xf7" * 192
    db.write_bytes(bytes(raw))
    with open_library(db) as store:
        found = examine(store, DAY)
    assert found[0].code == "DAMAGED" and "内容已损坏（" in found[0].what
    assert not re.search("[a-z]{4}", found[0].what + found[0].where + found[0].remedy)
