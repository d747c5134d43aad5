"""Where a cited 款 or 项 of a repealed or older text stands today: by the shipped table, else by its words."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus.correspondence
from corpus.correspondence import Correspondence, CorrespondenceTable, Target, _tables
from graph.address import Address, article_id, listed, parse_id
from graph.impact import impact
from graph.model import Repeal
from graph.resolve import Resolver
from graph.show import show
from graph.versions.places import find_places, places_in_table
from graph.versions.read_alignment import align_versions
from graph.versions.trace_forward import successor_of
from ingest.records import Article
from ingest.statutes import plan_units, read_unit
from tests.support.audited import audited
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

WELLS = law("中华人民共和国水窖法", """
第一条 乡镇人民政府应当组织水窖水质检测，检测结果每季度公布。
县级人民政府应当把水窖维修列入年度财政预算，保障维修经费。
第二条 有下列行为之一的，处五百元罚款：
（一）向水窖倾倒垃圾的；
（二）毁坏水窖盖板的。
第三条 国家鼓励村民互助清理水窖。
第四条 本法自2010年1月1日起施行。
""", date="2009-10-01", effective="2010-01-01")
CODE = law("中华人民共和国饮水法典", """
第一条 为了保障饮水安全，制定本法典。
第二条 饮水设施的维修经费由县级人民政府列入年度财政预算，予以保障。
第三条 国务院水行政主管部门制定饮水标准。
乡镇人民政府应当组织水窖和水井的水质检测，检测结果每季度公布。
第四条 向饮水设施倾倒垃圾的，责令清除，处一千元罚款。
第五条 毁坏饮水设施盖板的，责令修复。
第六条 本法典自2020年1月1日起施行。《中华人民共和国水窖法》同时废止。
""", date="2019-10-01", effective="2020-01-01")
REPEAL = Repeal("中华人民共和国水窖法", None, "饮水法典@2019-10-01", "第六条", "2020-01-01", "全部", "《中华人民共和国水窖法》同时废止。", "水窖法")
NEW = Address("饮水法典", "2019-10-01")
ROWS = {
    1: Correspondence(1, (Target(3, (2,), (1, None)), Target(2, (), (2, None)))),
    2: Correspondence(2, (Target(4, (), (None, 1)), Target(5, (), (None, 2)))),
    3: Correspondence(3, (), "none"),
}


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> CorrespondenceTable:
    """A table for the two texts of this file, where the program looks for the shipped one."""
    made = CorrespondenceTable(WELLS.title, "2009-10-01", CODE.title, "2019-10-01", ROWS)

    def tables() -> Mapping[str, tuple[CorrespondenceTable, ...]]:
        return {"水窖法": (made,)}

    monkeypatch.setattr(corpus.correspondence, "_tables", tables)
    return made


def cited(article: int, paragraph: int | None = None, item: int | None = None) -> Address:
    return Address("水窖法", "2009-10-01", article, 0, paragraph, item)


@pytest.mark.parametrize(("address", "ids", "known"), [
    (cited(1), ("3.2", "2"), True),
    (cited(1, 1), ("3.2",), True),
    (cited(1, 2), ("2",), True),
    (cited(1, 3), (), False),  # no row says where a third 款 went
    (cited(2), ("4", "5"), True),
    (cited(2, 1), ("4", "5"), True),
    (cited(2, None, 2), ("5",), True),
    (cited(2, 1, 1), ("4",), True),
    (cited(2, None, 3), (), False),
    (cited(3), (), True),
])
def test_the_table_leads_a_part_where_it_went(address: Address, ids: tuple[str, ...], known: bool) -> None:
    found = places_in_table(ROWS[address.article or 0], address, NEW)
    assert (found.ids, found.known) == (tuple(f"饮水法典@2019-10-01#{i}" for i in ids), known)


def test_several_paragraphs_of_an_article_are_named_as_the_article() -> None:
    row = Correspondence(1, (Target(3, (1,), (1, None)), Target(3, (2,), (2, None)), Target(2, (1, 2))))
    assert places_in_table(row, cited(1), NEW).ids == ("饮水法典@2019-10-01#3", "饮水法典@2019-10-01#2")
    assert places_in_table(row, cited(1, 2), NEW).ids == ("饮水法典@2019-10-01#3.2", "饮水法典@2019-10-01#2")


def by_words(address: Address, successors: list[int]) -> tuple[str, ...]:
    new = {a.article: a for a in CODE.articles}
    old = WELLS.articles[(address.article or 0) - 1]
    found = find_places(old, address, [(article_id("饮水法典@2019-10-01", n), new[n]) for n in successors])
    return tuple(i.partition("#")[2] for i in found.ids)


@pytest.mark.parametrize(("address", "successors", "ids"), [
    (cited(1, 1), [3], ("3.2",)),
    (cited(1, 1), [2, 3], ("3.2",)),  # the successor that clearly holds the 款 stands alone
    (cited(1, 2), [3, 2], ("2",)),
    (cited(1), [3, 2], ("3", "2")),  # two 款 have no one 款 in common
    (cited(3), [3], ("3",)),  # the words are in no 款
])
def test_words_lead_a_part_where_no_table_does(address: Address, successors: list[int], ids: tuple[str, ...]) -> None:
    assert by_words(address, successors) == ids


def test_the_article_of_a_later_text_of_the_law_is_not_narrowed() -> None:
    later = [("水窖法@2019-10-01#3", CODE.articles[2])]
    assert find_places(WELLS.articles[2], cited(3), later).ids == ("水窖法@2019-10-01#3",)
    assert find_places(WELLS.articles[0], cited(1, 1), later).ids == ("水窖法@2019-10-01#3.2",)


def test_a_paragraph_that_the_text_held_does_not_have_is_not_named(table: CorrespondenceTable) -> None:
    gist = law(CODE.title, "第三条 国家定饮水标准，乡镇测水质。", date="2019-10-01").articles[0]
    found = find_places(WELLS.articles[0], cited(1, 1), [("饮水法典@2019-10-01#3", gist)])
    assert (found.ids, found.known) == (("饮水法典@2019-10-01#3",), True)


def test_a_table_stands_before_the_words(table: CorrespondenceTable) -> None:
    rows = align_versions("水窖法@2009-10-01", "饮水法典@2019-10-01", WELLS.articles, CODE.articles, ordered=False)
    by_old = {parse_id(r.old).article: r for r in rows}
    assert [parse_id(n).article for n in by_old[1].new] == [3, 2]
    assert (by_old[1].change, by_old[1].sure) == ("split", True)
    assert (by_old[3].new, by_old[3].change, by_old[3].sure) == ((), "deleted", False)
    assert 4 in by_old  # articles that the table does not have are compared by their words


def test_no_look_alike_is_named_where_the_place_by_the_table_is_not_held(table: CorrespondenceTable) -> None:
    part = tuple(a for a in CODE.articles if a.article in (2, 4))
    rows = align_versions("水窖法@2009-10-01", "饮水法典@2019-10-01", WELLS.articles[:2], part, ordered=False)
    assert [(parse_id(r.old).article, [parse_id(n).article for n in r.new]) for r in rows] == [(2, [4])]


def library() -> MemoryLibrary:
    rows = align_versions("水窖法@2009-10-01", "饮水法典@2019-10-01", WELLS.articles, CODE.articles, ordered=False)
    return MemoryLibrary([WELLS, CODE], repeals=[REPEAL], alignments=rows)


def test_a_part_is_followed_through_the_repeal(table: CorrespondenceTable) -> None:
    reader = library()
    whole = successor_of(reader, "水窖法@2009-10-01#1", "2026-01-01")
    part = successor_of(reader, "水窖法@2009-10-01#1.2", "2026-01-01")
    lost = successor_of(reader, "水窖法@2009-10-01#1.3", "2026-01-01")
    assert whole.places == ("饮水法典@2019-10-01#3.2", "饮水法典@2019-10-01#2") and whole.is_sure
    assert part.places == part.provisions == ("饮水法典@2019-10-01#2",) and part.is_sure
    assert lost.places == () and not lost.is_sure and not lost.is_deleted
    assert show(reader, "水窖法第一条第一款", Resolver(reader, as_of="2026-01-01")).successor == ("饮水法典@2019-10-01#3.2",)


@pytest.mark.parametrize(("basis", "fix"), [
    ("《水窖法》第一条", "《中华人民共和国饮水法典》第三条第二款"),
    ("《水窖法》第一条第二款", "《中华人民共和国饮水法典》第二条"),
    ("《水窖法》第二条第（二）项", "《中华人民共和国饮水法典》第五条"),
])
def test_the_fix_names_the_paragraph(basis: str, fix: str, table: CorrespondenceTable) -> None:
    rows = [{"name": "水窖水质检测", "basis": basis, "bearer": "某镇人民政府"}]
    (result,) = audited([WELLS, CODE], rows, repeals=[REPEAL]).items
    (finding,) = [f for f in result.findings if f.code == "REPEALED"]
    assert finding.fix is not None and finding.fix.text == fix
    place = parse_id(finding.fix.provision or "")
    held = CODE.articles[(place.article or 0) - 1].paragraphs[(place.paragraph or 1) - 1]
    assert "请核对" not in finding.message and finding.evidence.found == held.text


@pytest.mark.parametrize(("basis", "fix"), [
    ("《水污染防治法》第八十三条第（三）项", "《中华人民共和国生态环境法典》第一千一百零八条"),
    ("《水污染防治法》第四条第二款", "《中华人民共和国生态环境法典》第八条第二款"),
    ("《水污染防治法》第一百条", None),  # nothing took it up
    ("《水污染防治法》（2008年修订）第四条", None),  # another text may be meant
])
def test_the_shipped_table_answers_without_any_text(basis: str, fix: str | None) -> None:
    rows = [{"name": "水污染防治巡查", "basis": basis, "bearer": "某镇人民政府"}]
    (result,) = audited([], rows).items
    (finding,) = [f for f in result.findings if f.code == "REPEALED"]
    assert (finding.fix.text if finding.fix else None) == fix


def test_impact_says_which_paragraph_to_cite(table: CorrespondenceTable) -> None:
    rows = [{"name": "水窖维修", "basis": "《水窖法》第一条第二款", "bearer": "某镇人民政府"},
            {"name": "水窖检测", "basis": "《水窖法》第一条第一款", "bearer": "某镇人民政府"}]  # fmt: skip
    items = [result.view.stored for result in audited([WELLS, CODE], rows, repeals=[REPEAL]).items]
    reader = MemoryLibrary([WELLS, CODE], repeals=[REPEAL], items=items, cited={i.id: ["水窖法"] for i in items})
    found = impact(reader, "水窖法", as_of="2026-01-01")
    assert [(i.now, i.action) for i in found.items] == [
        ("《中华人民共和国饮水法典》第二条", "改引"), ("《中华人民共和国饮水法典》第三条第二款", "改引"),
    ]  # fmt: skip


def test_the_shipped_table_fits_the_texts(shared: Path) -> None:
    """Every part that the table names exists in the texts."""
    with (shared / "facts" / "laws.csv").open(encoding="utf-8") as f:
        files = {(row["title"], row["version_date"]): row["file"] for row in csv.DictReader(f)}

    def articles(title: str, date: str) -> dict[tuple[int, int], Article]:
        doc = max(read_unit(plan_units([shared / "corpus" / files[title, date]])[0][0]).docs, key=lambda d: len(d.articles))
        return {(a.article, a.suffix): a for a in doc.articles}

    for found in (t for held in _tables().values() for t in held):
        old, new = articles(found.old_title, found.old_date), articles(found.new_title, found.new_date)
        for row in found.rows.values():
            paragraphs = old[row.article, 0].paragraphs
            for t in row.targets:
                paragraph, item = t.of
                assert all(n <= len(new[t.number].paragraphs) for n in t.paragraphs), (found.old_title, row)
                assert paragraph is None or paragraph <= len(paragraphs), (found.old_title, row)
                assert item is None or any(i.item == item for p in paragraphs for i in p.items), (found.old_title, row)


@pytest.mark.parametrize(("labels", "text"), [
    (["《甲法》第七条", "《甲法》第八条第二款", "《乙法》第一条", "《甲法》第九条"], "《甲法》第七条、第八条第二款、《乙法》第一条、《甲法》第九条"),
    (["《甲省实施〈乙法〉办法》第一条", "《甲省实施〈乙法〉办法》第二条"], "《甲省实施〈乙法〉办法》第一条、第二条"),
    (["《甲法》", "《甲法》"], "《甲法》、《甲法》"),
    ([], ""),
])
def test_a_title_is_said_once(labels: list[str], text: str) -> None:
    assert listed(labels) == text


@pytest.mark.parametrize(("row", "address", "extent"), [
    (Correspondence(1, (Target(3),), "general"), cited(1), "general"),
    (Correspondence(1, (Target(3),), "part"), cited(1, 1), "part"),  # the whole article went there, less something
    (Correspondence(1, (Target(3, (), (1, None)), Target(2, (), (2, None))), "part"), cited(1), "part"),
    (Correspondence(1, (Target(3, (), (1, None)), Target(2, (), (2, None))), "part"), cited(1, 1), "whole"),  # said of the article
])
def test_what_is_less_than_the_whole_is_said_of_what_was_asked(row: Correspondence, address: Address, extent: str) -> None:
    assert places_in_table(row, address, NEW).extent == extent


@pytest.mark.parametrize(("basis", "said"), [
    ("《水污染防治法》第十条", "第一百五十一条（未设专条，适用一般规定）"),
    ("《水污染防治法》第五十六条", "第三百零九条"),
    ("《噪声污染防治法》第八十八条", "（部分内容未保留）"),
])
def test_the_finding_says_how_much_is_kept(basis: str, said: str) -> None:
    (result,) = audited([], [{"name": "水污染防治巡查", "basis": basis, "bearer": "某镇人民政府"}]).items
    (finding,) = [f for f in result.findings if f.code == "REPEALED"]
    assert finding.message.endswith(said)


def test_impact_says_how_much_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {1: Correspondence(1, (Target(3, (2,)),), "general"), 2: Correspondence(2, (Target(4),), "part"), 4: Correspondence(4, (Target(6),))}
    made = CorrespondenceTable(WELLS.title, "2009-10-01", CODE.title, "2019-10-01", kept)
    monkeypatch.setattr(corpus.correspondence, "_tables", lambda: {"水窖法": (made,)})
    rows = [{"name": "水窖检测", "basis": "《水窖法》第一条", "bearer": "某镇人民政府"}]
    items = [result.view.stored for result in audited([WELLS, CODE], rows, repeals=[REPEAL]).items]
    reader = MemoryLibrary([WELLS, CODE], repeals=[REPEAL], items=items, cited={i.id: ["水窖法"] for i in items})
    found = impact(reader, "水窖法", as_of="2026-01-01")
    notes = {a.old: a.note for a in found.articles}
    assert (notes["第一条"], notes["第二条"], notes["第四条"]) == ("（未设专条，适用一般规定）", "（部分内容未保留）", "")
    assert found.items[0].note == "（未设专条，适用一般规定）"
