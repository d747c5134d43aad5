"""Importing statutes: whole or not at all, the same in any order, nothing when nothing changed."""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.cite import cite_text
from graph.importing.laws import import_laws
from graph.importing.reading import digest
from graph.resolve import Resolver
from graph.sqlite.store import open_library
from ingest.records import CiteContext, Section
from search.holdings import read_holdings
from tests.support import lawfiles
from tests.support.laws import law

OLD, NEW, ROADS, METHODS, PONDS = lawfiles.ALL


def content(path: Path) -> tuple[str, list[str]]:
    with open_library(path) as store:
        assert store.check() == []
        return store.revision(), [p.id + p.text for p in store.iter_provisions()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lawfiles.write(tmp_path / "laws")


@pytest.fixture
def db(tmp_path: Path, folder: Path) -> Path:
    import_laws(tmp_path / "library.db", [folder])
    return tmp_path / "library.db"


def test_what_is_imported_is_there_and_linked(db: Path) -> None:
    with open_library(db) as store:
        assert {s.id for s in store.statutes()} == {"水井法", "村路条例", "村路养护办法", "池塘法"}
        assert [(v.date, v.effective_from, v.effective_to) for v in store.versions("水井法")] == [
            ("2001-03-01", "2001-05-01", "2011-09-01"), ("2011-06-30", "2011-09-01", None),
        ]
        assert store.versions("村路养护办法")[0].effective_to == "2005-06-01"
        assert [r.article for r in store.repeals_of("村路养护办法")] == ["第四条"]
        assert [pid for pid, _ in store.cited_by("水井法", 3)] == ["村路条例@2005-04-04#2", "水井法@2011-06-30#5"]
        assert [pid for pid, _ in store.cited_by("池塘法", 1)] == ["村路条例@2005-04-04#2"]
        assert store.citation_counts()["水井法"] == 3
        assert ("井法", "水井法", "村路条例@2005-04-04#1") in store.aliases()
        assert [a.new for a in store.alignment_from("水井法@2001-03-01#2")] == [("水井法@2011-06-30#3",)]
        duties = {pid for pid, n in store.township_norms()}
        assert {"水井法@2011-06-30#4", "村路条例@2005-04-04#3"} <= duties
        assert all(store.version(v.id) == v for s in store.statutes() for v in store.versions(s.id))


def test_a_law_in_another_customary_form_is_linked(tmp_path: Path) -> None:
    head = "# {}\n\n2015年4月4日 河南省第十二届人民代表大会常务委员会第十三次会议通过\n\n<!-- INFO END -->\n\n"
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "a.md").write_text(head.format("河南省实施《中华人民共和国水井法》办法") + "第一条 水井应当加盖。\n\n第二条 本办法自2015年5月1日起施行。\n", "utf-8")
    (folder / "b.md").write_text(head.format("河南省水塔条例") + "第一条 水塔依照《河南省〈水井法〉实施办法》第一条管理，参照《河南省水景法实施办法》。\n", "utf-8")
    import_laws(tmp_path / "library.db", [folder])
    with open_library(tmp_path / "library.db") as store:
        assert [p for p, _ in store.cited_by("河南省实施《中华人民共和国水井法》办法")] == ["河南省水塔条例@2015-04-04#1"]
        assert dict(store.names())["河南省水景法实施办法"] is None  # a slip is no link


def test_a_decision_links_no_number_that_it_changes() -> None:
    text = "对《茶园登记办法》（以下简称《办法》）作如下修改：将《办法》第二条调整为第三条，第五条删除。"
    decision = law("关于修改《茶园登记办法》的决定", "", date="2020-01-01", kind="decision", sections=(Section("numbered", "一、", "", text),))
    assert [link.article for _, links in digest(decision).links for link in links] == [None, 2]
    text = "修改《茶园登记办法》\n1.将第二条修改为：“依照《水塔法》第四条登记。”"
    decision = law("关于修改《茶园登记办法》等三件规章的决定", "", date="2020-01-01", kind="decision", sections=(Section("numbered", "一、", "", text),))
    assert [(link.name, link.article) for _, links in digest(decision).links for link in links] == [("茶园登记办法", None), ("水塔法", 4)]


def test_a_short_name_that_only_says_the_kind_holds_in_its_own_text(tmp_path: Path, folder: Path) -> None:
    (folder / "x.md").write_text(
        "# 村路条例实施细则\n\n2016年4月4日 交通部发布\n\n<!-- INFO END -->\n\n第一条 根据《村路条例》（以下简称《条例》），制定本细则。\n\n"
        "第二条 村路依照《条例》第三条保障。\n", "utf-8")
    import_laws(tmp_path / "library.db", [folder])
    with open_library(tmp_path / "library.db") as store:
        resolver = Resolver(store, as_of="2024-06-01")
        (inside,) = cite_text("依照《条例》第三条处理。", resolver, CiteContext(law="村路条例实施细则", article=5))
        assert (inside.how, inside.provision) == ("defined", "村路条例@2005-04-04#3")
        (outside,) = cite_text("依照《条例》第三条处理。", resolver, CiteContext(law="池塘法", article=1))
        assert (outside.status, outside.provision) == ("unresolved", None)
        assert {s.id: s.aliases for s in read_holdings(store).statutes}["村路条例"] == ()  # no name to search by


def test_again_changes_nothing(db: Path, folder: Path) -> None:
    before = content(db)
    report = import_laws(db, [folder])
    assert (report.read, report.unchanged, report.changed) == (0, 5, False)
    assert content(db) == before


def test_touched_but_equal_files_are_not_read_again(db: Path, folder: Path) -> None:
    before = content(db)
    for file in folder.iterdir():
        os.utime(file, (1, 1))
    report = import_laws(db, [folder])
    assert (report.read, report.unchanged) == (0, 5)
    assert content(db) == before
    with open_library(db) as store:
        assert {s.mtime_ns for s in store.sources()} == {10**9}


@pytest.mark.parametrize("order", [*itertools.permutations([OLD, NEW, ROADS, PONDS])][::5])
def test_any_order_gives_the_same_library(db: Path, folder: Path, tmp_path: Path, order: tuple[str, ...]) -> None:
    other = tmp_path / "other.db"
    for name in (*order, METHODS):
        import_laws(other, [folder / name])
    assert content(other) == content(db)


def test_a_better_text_takes_the_place_of_a_poorer_one(tmp_path: Path, folder: Path, db: Path) -> None:
    poorer = tmp_path / "poorer"
    poorer.mkdir()
    (poorer / PONDS).write_text(lawfiles.PONDS_TRUNCATED, encoding="utf-8")
    libraries = {}
    for name, order in {"worse first": (poorer, folder), "better first": (folder, poorer)}.items():
        path = tmp_path / f"{name}.db"
        reports = [import_laws(path, [source]) for source in order]
        libraries[name] = content(path)
        with open_library(path) as store:
            assert [p.id for p in store.provisions("池塘法@2020-12-01")][-1] == "池塘法@2020-12-01#3"
            assert store.versions("池塘法")[0].completeness == "complete"
        if name == "better first":
            assert [v for _, v in reports[1].duplicates] == ["池塘法@2020-12-01"]
    assert libraries["worse first"] == libraries["better first"]


def test_a_changed_file_replaces_what_it_gave(db: Path, folder: Path) -> None:
    (folder / PONDS).write_text(lawfiles.PONDS.replace("应当清淤", "应当每年清淤"), encoding="utf-8")
    report = import_laws(db, [folder])
    assert (report.read, report.unchanged) == (1, 4)
    with open_library(db) as store:
        provision = store.provision("池塘法@2020-12-01#1")
        assert provision is not None and provision.text == "池塘应当每年清淤。"
        assert len(store.documents()) == len(store.sources()) == 5


def test_a_file_that_became_another_law_leaves_nothing_behind(db: Path, folder: Path, tmp_path: Path) -> None:
    (folder / PONDS).write_text(lawfiles.PONDS.replace("池塘法", "堰塘法"), encoding="utf-8")
    import_laws(db, [folder])
    fresh = tmp_path / "fresh.db"
    import_laws(fresh, [folder])
    assert content(db) == content(fresh)
    with open_library(db) as store:
        assert store.statute("池塘法") is None and dict(store.names())["池塘法"] is None


def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path: Path, folder: Path) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "README.md").write_text("# 说明\n\n这里是法规。\n", encoding="utf-8")
    report = import_laws(tmp_path / "x.db", [folder, tmp_path / "无此文件夹"])
    assert (report.statutes, report.failed) == (4, 2)
    assert report.ignored == 1
    shown = report.warning_lines()
    assert any("坏.docx" in line for line in shown) and any("无此文件夹" in line for line in shown)
    again = import_laws(tmp_path / "x.db", [folder])
    assert (again.read, again.failed, again.statutes) == (1, 1, 0)  # named again, for it is still missing


def test_an_archive_is_read_like_a_folder(tmp_path: Path, folder: Path) -> None:
    with zipfile.ZipFile(tmp_path / "laws.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"行政法/{file.name}")
    report = import_laws(tmp_path / "x.db", [tmp_path / "laws.zip"])
    assert (report.read, report.statutes, report.versions, report.failed) == (5, 4, 5, 0)
    assert import_laws(tmp_path / "x.db", [tmp_path / "laws.zip"]).unchanged == 5


def test_progress_and_summary_are_told(tmp_path: Path, folder: Path) -> None:
    (folder / PONDS).write_text(lawfiles.PONDS_TRUNCATED, encoding="utf-8")
    stages: list[str] = []
    report = import_laws(tmp_path / "x.db", [folder], lambda stage, done, total: stages.append(stage))
    assert list(dict.fromkeys(stages)) == ["查找文件", "读取法规", "写入法规库", "识别名称和废止关系", "对照新旧条文"]
    assert any("不完整" in heading for heading, _ in report.warning_counts())
    assert any(line.startswith("新增法规 4 部、版本 5 个") for line in report.lines())


def test_summary_names_no_single_article(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text(
        "# 样县水窖管理办法\n\n（2022年1月6日样县人民政府令第11号公布）\n\n第一章 总则\n\n第一条 禁止下列行为：\n\n侵占；\n\n（二）排污。\n\n管理\n\n"
        "笫二条 甲。\n\n第三章 附则\n\n第三条 本办法自2022年3月1日起施行。\n", encoding="utf-8")
    counts = dict(import_laws(tmp_path / "x.db", [tmp_path / "x.md"]).warning_counts())
    assert counts == {"条号印法有误，已识读": 1, "章节标题漏印序号": 1, "项的序号漏印，已按后文认定": 1}


KILLED = """
import os, signal, sys
from pathlib import Path
from graph.importing import laws
def stop(*args): os.kill(os.getpid(), signal.SIGKILL)
setattr(laws, sys.argv[3], stop)
laws.import_laws(sys.argv[1], [Path(sys.argv[2])])
"""


@pytest.mark.parametrize("step", ["link_documents", "link_articles", "SourceFile"])
def test_killed_half_way_the_library_is_as_it_was_and_a_second_run_completes(
    tmp_path: Path, folder: Path, step: str
) -> None:
    path, whole = tmp_path / "x.db", tmp_path / "whole.db"
    import_laws(path, [folder / OLD])
    import_laws(whole, [folder])
    before = content(path)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(folder), step],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, check=False,
    )
    assert done.returncode == -signal.SIGKILL
    assert content(path) == before
    import_laws(path, [folder])
    assert content(path) == content(whole)


def test_two_read_while_one_imports(db: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / PONDS).write_text(lawfiles.PONDS.replace("池塘", "堰塘"), encoding="utf-8")
    seen: list[bool] = []

    def look(stage: str, done: int, total: int) -> None:
        with open_library(db) as one, open_library(db) as two:
            seen.append(one.statute("池塘法") is not None and two.statute("堰塘法") is None)

    import_laws(db, [folder], look)
    assert len(seen) > 3 and all(seen)
    with open_library(db) as store:
        assert store.statute("堰塘法") is not None


def test_workers_give_the_same_library(db: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.importing.pool.WORTH_A_PROCESS", 1)
    import_laws(tmp_path / "x.db", [folder], workers=2)
    assert content(tmp_path / "x.db") == content(db)


RULE = "# 巡查办法\n\n{date} {ministry}令第1号公布\n\n<!-- INFO END -->\n\n第一条 {text}。\n\n第二条 本办法自{date}起施行。\n"


def test_namesakes_of_two_ministries_keep_apart_in_any_order(tmp_path: Path) -> None:
    files = []
    for ministry, date, text in (("水利部", "2003年3月3日", "水利设施应当巡查"), ("农业部", "2004年4月4日", "农业设施应当巡查")):
        files.append(tmp_path / f"巡查办法（{ministry}）.md")
        files[-1].write_text(RULE.format(ministry=ministry, date=date, text=text), encoding="utf-8")
    libraries = []
    for n, order in enumerate((files, files[::-1])):
        path = tmp_path / f"{n}.db"
        for file in order:
            import_laws(path, [file])
        libraries.append(content(path))
        with open_library(path) as store:
            held = {s.id: next(p.text for v in store.versions(s.id) for p in store.provisions(v.id)) for s in store.statutes()}
            assert len(held) == 2 and set(held.values()) == {"水利设施应当巡查。", "农业设施应当巡查。"}
    assert libraries[0] == libraries[1]


def test_a_reader_that_fails_on_one_file_does_not_stop_the_rest(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graph.importing import reading

    whole = reading.read_unit

    def fails_on_ponds(unit):  # type: ignore[no-untyped-def]
        if "池塘法" in unit.path:
            raise RecursionError("too deep")
        return whole(unit)

    monkeypatch.setattr(reading, "read_unit", fails_on_ponds)
    report = import_laws(tmp_path / "x.db", [folder])
    assert (report.statutes, report.failed) == (3, 1)
    assert any("池塘法" in line and "RecursionError" in line for line in report.warning_lines())
    monkeypatch.undo()
    assert import_laws(tmp_path / "x.db", [folder]).read == 1  # it is tried again
