"""Where a provision stands now, said in one way: by the texts held, by the table, or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

import corpus.correspondence
from api.commands.texts import what_became
from corpus.correspondence import Correspondence, CorrespondenceTable, Target
from graph.audit.run import ItemResult
from graph.cite import cite_text
from graph.importing.laws import import_laws
from graph.model import Alignment, Finding, Repeal
from graph.resolve import Resolver
from graph.show import show
from graph.sqlite.store import open_library
from graph.standing import standing
from graph.versions.in_force import effectiveness
from graph.versions.places import places_without_text
from graph.versions.trace_forward import successor_of
from ingest.records import Citation
from tests.support.audited import audited
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

OLD = law("中华人民共和国山塘法", """
第一条 乡镇人民政府应当每年检查山塘。
第二条 山塘应当设置警示标志，标明水深和禁止游泳。
山塘管护人员应当每月清理一次溢洪道，保持溢洪道畅通。
第三条 本法自2010年1月1日起施行。
""", date="2009-10-01", effective="2010-01-01")
LAST = law("中华人民共和国山塘法", """
第一条 为了管护山塘，制定本法。
第二条 乡镇人民政府应当每季度检查山塘。
第三条 山塘管护人员应当每月清理两次溢洪道，保持溢洪道畅通。
第四条 山塘应当设置警示标志，标明水深和禁止游泳。
第五条 本法自2016年1月1日起施行。
""", date="2015-10-01", effective="2016-01-01")
CODE = law("中华人民共和国水利法典", """
第一条 为了兴修水利，制定本法典。
第二条 水库和山塘应当设置警示标志，标明水深和禁止游泳。
第三条 水库和山塘管护人员应当清理溢洪道，保持溢洪道畅通。
第四条 乡镇人民政府应当每季度检查水库和山塘。
第五条 本法典自2020年1月1日起施行。《中华人民共和国山塘法》同时废止。
""", date="2019-10-01", effective="2020-01-01")
REPEAL = Repeal("中华人民共和国山塘法", None, "水利法典@2019-10-01", "第五条", "2020-01-01", "全部", "《中华人民共和国山塘法》同时废止。", "山塘法")
ROWS = {
    1: Correspondence(1, (Target(1),)), 2: Correspondence(2, (Target(4),)), 3: Correspondence(3, (Target(3),)),
    4: Correspondence(4, (Target(2),)), 5: Correspondence(5, (), "none"),
}  # fmt: skip
T, DAY = "《山塘法》", "2026-01-01"


@pytest.fixture(autouse=True)
def table(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table from the last text of the law, where the program looks for the shipped one."""
    made = CorrespondenceTable(LAST.title, "2015-10-01", CODE.title, "2019-10-01", ROWS)
    shipped = corpus.correspondence._tables()

    def tables() -> Mapping[str, tuple[CorrespondenceTable, ...]]:
        return {**shipped, "山塘法": (made,)}

    monkeypatch.setattr(corpus.correspondence, "_tables", tables)


def repealed(basis: str, *docs: object, name: str = "山塘检查") -> Finding:
    rows = [{"name": name, "basis": basis, "bearer": "某镇人民政府"}]
    result: ItemResult = audited(docs, rows, repeals=[REPEAL], as_of=DAY).items[0]  # type: ignore[arg-type]
    (finding,) = [f for f in result.findings if f.code == "REPEALED"]
    return finding


@pytest.mark.parametrize(("basis", "docs", "fix"), [
    (T + "第二条", (OLD, LAST, CODE), "第四条"),
    (T + "第二条", (OLD, CODE), "第四条"),  # a number without a year is that of the last text, held or not
    (T + "（2009年公布）第二条第一款", (OLD, LAST, CODE), "第二条"),  # the year names the older text: 警示标志
    (T + "（2009年公布）第二条第二款", (OLD, LAST, CODE), "第三条"),
    (T + "（2015年修订）第二条", (OLD, LAST, CODE), "第四条"),
    (T + "（2012年修正）第二条", (LAST, CODE), None),  # that year's text is not known
    (T + "（2012年修正）第二条", (OLD, LAST, CODE), None),
    (T + "第二条：“山塘管护人员应当每月清理一次溢洪道，保持溢洪道畅通。”", (OLD, LAST, CODE), "第二条"),  # quoted from the older text
    (T + "第九条", (LAST, CODE), None),
    (T + "第二条第三款", (OLD, LAST, CODE), None),  # no such 款
    (T + "第一条至第三条", (OLD, LAST, CODE), "第一条"),  # expanded, each on its own
])
def test_the_text_that_is_meant_decides(basis: str, docs: tuple[object, ...], fix: str | None) -> None:
    rows = [{"name": "山塘检查", "basis": basis, "bearer": "某镇人民政府"}]
    result = audited(docs, rows, repeals=[REPEAL], as_of=DAY).items[0]  # type: ignore[arg-type]
    finding = next(f for f in result.findings if f.code == "REPEALED")
    assert (finding.fix.text if finding.fix else None) == (f"《中华人民共和国水利法典》{fix}" if fix else None)


@pytest.mark.parametrize(("basis", "said"), [
    (T + "第五条", True),  # the code was read and has nothing for it
    (T + "（2012年修正）第二条", False),  # that year's text is not known: nothing was looked for
])
def test_only_what_was_looked_for_is_said_to_be_missing(basis: str, said: bool) -> None:
    finding = repealed(basis, OLD, LAST, CODE)
    assert ("未找到承接其内容的现行条文" in finding.message) is said and finding.message.endswith("请查阅《中华人民共和国水利法典》")


def test_a_part_is_followed_leg_by_leg() -> None:
    reader = MemoryLibrary([OLD, LAST, CODE], repeals=[REPEAL])
    first, second = (successor_of(reader, f"山塘法@2009-10-01#2.{n}", DAY) for n in (1, 2))
    assert (first.places, second.places) == (("水利法典@2019-10-01#2",), ("水利法典@2019-10-01#3",))
    assert first.is_sure and second.is_sure
    none = successor_of(reader, "山塘法@2009-10-01#2.3", DAY)
    assert not none.is_sure  # there is no such 款: nothing is said for sure


def test_what_was_lost_on_the_way_is_not_deleted() -> None:
    part = law(CODE.title, "第一条 为了兴修水利，制定本法典。", date="2019-10-01", effective="2020-01-01", completeness="sample")
    known = [Alignment("山塘法@2015-10-01#1", ("水利法典@2019-10-01#1",), "amended", 0.5)]
    lost = successor_of(MemoryLibrary([LAST, part], repeals=[REPEAL], alignments=known), "山塘法@2015-10-01#2", DAY)
    assert lost.lost == ("山塘法@2015-10-01#2",) and not lost.is_deleted and not lost.is_sure
    gone = [Alignment("山塘法@2015-10-01#2", (), "deleted", 0.0)]
    assert successor_of(MemoryLibrary([LAST, part], repeals=[REPEAL], alignments=gone), "山塘法@2015-10-01#2", DAY).is_deleted


def test_an_old_number_is_followed_beyond_the_repeal() -> None:
    reader = MemoryLibrary([OLD, LAST, CODE], repeals=[REPEAL])
    shown = show(reader, "山塘法@2015-10-01#2", Resolver(reader, as_of=DAY))
    assert shown.renumbered is not None
    assert set(shown.renumbered.now) == {"水利法典@2019-10-01#2", "水利法典@2019-10-01#3"}
    assert show(reader, "山塘法@2015-10-01#2", Resolver(reader, as_of="2018-01-01")).renumbered is not None


def test_the_whole_law_leads_to_the_one_in_force() -> None:
    again = law("中华人民共和国大水利法典", "第一条 为了兴修水利，制定本法典。\n第二条 《中华人民共和国水利法典》同时废止。",
                date="2024-10-01", effective="2025-01-01")
    second = Repeal(CODE.title, None, "大水利法典@2024-10-01", "第二条", "2025-01-01", "全部", "同时废止。", "水利法典")
    rows = [{"name": "山塘检查", "basis": T, "bearer": "某镇人民政府"}]
    result = audited([LAST, CODE, again], rows, repeals=[REPEAL, second], as_of=DAY).items[0]
    finding = next(f for f in result.findings if f.code == "REPEALED")
    assert finding.fix is not None and finding.fix.text == "《中华人民共和国大水利法典》"


@pytest.mark.parametrize("text", ["《山塘法》第二条", "《山塘法》第三条", "《山塘法》（2009年公布）第二条第二款"])
def test_cite_and_audit_agree(text: str) -> None:
    reader = MemoryLibrary([OLD, LAST, CODE], repeals=[REPEAL])
    (r,) = cite_text(text, Resolver(reader, as_of=DAY))
    found = standing(reader, r, DAY)
    finding = repealed(text, OLD, LAST, CODE)
    assert found is not None and finding.fix is not None and found.now.places[0] == finding.fix.provision


@pytest.mark.parametrize(("text", "lost"), [("《山塘法》第五条", True), ("《山塘法》第二条", False), ("《山塘法》", False)])
def test_what_nothing_took_up_is_said(text: str, lost: bool) -> None:
    reader = MemoryLibrary([LAST, CODE], repeals=[REPEAL])
    (r,) = cite_text(text, Resolver(reader, as_of=DAY))
    found = standing(reader, r, DAY)
    assert found is not None and found.now.lost is lost
    said = what_became(found)
    assert ("没有找到承接其内容的现行条文" in said) is lost and ("现行内容见《水利法典》第四条" in said) is (text == "《山塘法》第二条")


@pytest.mark.parametrize(("article", "known"), [
    ({"article": 2}, True),
    ({"article": 6}, False),  # the readings leave its place open
    ({"article": 2, "suffix": 1}, False),
    ({"article": 2, "article_end": 4}, False),
    ({"article": 2, "edition_year": 2015}, True),
    ({"article": 2, "edition_year": 2009}, False),
    ({"article": 9}, False),
])
def test_without_text_only_what_is_certain_is_named(article: dict[str, int], known: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = {**ROWS, 6: Correspondence(6, (Target(4),), sure=False)}
    made = CorrespondenceTable(LAST.title, "2015-10-01", CODE.title, "2019-10-01", rows)
    monkeypatch.setattr(corpus.correspondence, "_tables", lambda: {"山塘法": (made,)})
    cited = Citation(0, 1, "引", "full", title="山塘法", **article)
    assert bool(places_without_text("山塘法", cited, CODE.title).ids) is known
    assert places_without_text("山塘法", cited, "另一部法").ids == ()


WATER = """# 中华人民共和国水污染防治法

1984年5月11日 第六届全国人民代表大会常务委员会第五次会议通过
2017年6月27日 第十二届全国人民代表大会常务委员会第二十八次会议修正

<!-- INFO END -->

第一条 为了防治水污染，制定本法。

第二条 本法自2008年6月1日起施行。
"""


def test_a_law_is_not_in_force_because_the_text_that_ended_it_is_missing(tmp_path: Path) -> None:
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "水污染防治法(2017-06-27).md").write_text(WATER, encoding="utf-8")
    import_laws(tmp_path / "x.db", [tmp_path / "laws"])
    with open_library(tmp_path / "x.db") as reader:
        (version,) = reader.versions("水污染防治法")
        days = {d: effectiveness(version, [version], reader.repeals_of("水污染防治法"), d) for d in ("2026-08-14", "2026-08-15")}
        assert days == {"2026-08-14": "现行有效", "2026-08-15": "已废止"}
        shown = show(reader, "水污染防治法", Resolver(reader, as_of="2026-09-01"))
        assert shown.repeal is not None and shown.repeal.repealing_version == "生态环境法典@2026-03-12"
        assert show(reader, "水污染防治法", Resolver(reader, as_of="2026-08-14")).repeal is None
        (r,) = cite_text("《水污染防治法》第二条第一款", Resolver(reader, as_of="2026-09-01"))
        became = standing(reader, r, "2026-09-01")
        assert became is not None and became.status == "已废止" and became.repeal is not None
