"""What a change of law does to the lists."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.impact import find_statute, impact, impact_json
from graph.model import Repeal, StoredItem
from graph.versions.trace_forward import successor_of
from ingest.errors import InputError
from ingest.records import CellRef, Citation, DutyItem, Quote
from tests.graph.test_align import MIDDLE, NEW, OLD
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

CODE = """
第一编 总则
第一条 为了保护生态环境，制定本法典。
第二编 河湖
第二条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第三条 乡镇人民政府应当组织清理河道内的垃圾、漂浮物，及时制止倾倒垃圾的行为。
第四条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。
第五条 本法典自2026年8月15日起施行。《河湖保护法》同时废止。
"""
REPEAL = Repeal("河湖保护法", None, "生态法典@2026-03-12", "第五条", "2026-08-15", "全部", "《河湖保护法》同时废止。", "河湖保护法")


def cite(article: int | None, title: str = "河湖保护法", **fields: object) -> Citation:
    return Citation(0, 4, "引用", "full", title=title, article=article, **fields)  # type: ignore[arg-type]


def item(name: str, *citations: Citation) -> StoredItem:
    return StoredItem(f"甲县/基本履职#{name}", "甲县/基本履职", DutyItem("1", name, CellRef("a.xlsx", "表", 2)), citations)


ITEMS = [
    item("清理河道", cite(3)),
    item("受理举报", cite(4)),
    item("采砂监管", cite(5), cite(8, paragraph=1)),
    item("看护鱼塘", cite(7)),
    item("宣传", cite(None)),
    item("新法已引", cite(4, edition_year=2024)),
    item("号错", cite(99)),
    item("别的法", cite(3, title="森林法")),
]


def library(*texts: tuple[str, str], code: bool = False) -> MemoryLibrary:
    docs = [law("中华人民共和国河湖保护法", text, date=date) for date, text in texts]
    if code:
        docs.append(law("中华人民共和国生态法典", CODE, date="2026-03-12", effective="2026-08-15"))
    cited = {i.id: [t for c in i.citations for t in [c.title] if t] for i in ITEMS}
    return MemoryLibrary(docs, items=ITEMS, cited=cited, repeals=[REPEAL] if code else [])


TWO = (("2010-01-01", OLD), ("2024-05-01", NEW))


def test_items_hit_by_an_amendment() -> None:
    found = impact(library(*TWO), "河湖保护法", as_of="2026-01-01")
    assert (found.law, found.from_date, found.to_date, found.to_law) == (
        "中华人民共和国河湖保护法", "2010-01-01", "2024-05-01", None)
    assert found.added == ("第二条",)
    assert {(i.name, i.citation): (i.now, i.action) for i in found.items} == {
        ("清理河道", "第三条"): ("第四条", "改引"),
        ("受理举报", "第四条"): ("第五条、第六条", "改引"),
        ("采砂监管", "第五条"): ("第七条", "改引"),
        ("采砂监管", "第八条第一款"): ("第八条", "核对"),
        ("看护鱼塘", "第七条"): ("", "删除"),
        ("宣传", "《河湖保护法》"): ("", "无需调整"),
        ("新法已引", "第四条"): ("第四条", "无需调整"),
        ("号错", "第九十九条"): ("", "核对"),
    }


@pytest.mark.parametrize(("item_name", "number", "quote", "now", "action", "sure"), [
    ("督促清理河道垃圾", 3, None, "第四条", "改引", True),  # words of the old text alone
    ("督促清理河道垃圾", 4, None, "第四条", "无需调整", True),  # the list cites the number in force already
    ("其他事项", 4, None, "第五条、第六条", "核对", False),  # neither tells
    ("其他事项", 3, "乡镇人民政府应当组织清理河道内的垃圾和漂浮物", "第四条", "改引", True),
])
def test_which_text_a_number_means(
    item_name: str, number: int, quote: str | None, now: str, action: str, sure: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = cite(number, quote=Quote(0, 1, quote) if quote else None)
    monkeypatch.setattr("tests.graph.test_impact.ITEMS", [item(item_name, given)])
    (hit,) = impact(library(*TWO), "河湖保护法", as_of="2026-01-01").items
    assert (hit.now, hit.action, hit.sure) == (now, action, sure)


def test_items_hit_by_a_repeal() -> None:
    found = impact(library(*TWO[:1], code=True), "中华人民共和国河湖保护法", as_of="2026-09-01")
    assert (found.to_law, found.to_date, found.added) == ("中华人民共和国生态法典", "2026-03-12", ())
    now = {(i.name, i.citation): (i.now, i.action) for i in found.items}
    assert now["清理河道", "第三条"] == ("《中华人民共和国生态法典》第三条", "改引")
    assert now["看护鱼塘", "第七条"] == ("", "核对")  # what a code took up in other words is not called deleted
    assert now["宣传", "《河湖保护法》"] == ("《中华人民共和国生态法典》", "改引")
    assert next(a.new for a in found.articles if a.old == "第三条") == ("生态法典@2026-03-12#3",)


def test_before_the_repeal_the_law_stands() -> None:
    found = impact(library(*TWO, code=True), "河湖保护法", as_of="2026-08-14")
    assert (found.to_law, found.to_date) == (None, "2024-05-01")


def test_through_the_repeal_to_what_stands_today() -> None:
    reader = library(*TWO[:1], code=True)
    assert successor_of(reader, "河湖保护法@2010-01-01#3", "2026-08-15").provisions == ("生态法典@2026-03-12#3",)
    assert successor_of(reader, "河湖保护法@2010-01-01#3", "2026-08-14").provisions == ("河湖保护法@2010-01-01#3",)
    assert successor_of(reader, "河湖保护法@2010-01-01#7", "2026-08-15").provisions == ()


LATER = (
    CODE.replace("第四条 ", "第五条 ", 1).replace("第五条 本", "第六条 本")
    .replace("第三条 乡镇人民政府应当组织清理", "第三条 村民委员会协助做好河湖保护宣传。\n第四条 乡镇人民政府应当组织清理")
)


def test_through_the_repeal_and_on_to_the_newest_text() -> None:
    docs = [law("中华人民共和国河湖保护法", OLD, date="2010-01-01"),
            law("中华人民共和国生态法典", CODE, date="2026-03-12", effective="2026-08-15"),
            law("中华人民共和国生态法典", LATER, date="2028-01-01", effective="2028-01-01")]  # fmt: skip
    reader = MemoryLibrary(docs, items=ITEMS, cited={i.id: ["河湖保护法"] for i in ITEMS}, repeals=[REPEAL])
    before, after = (impact(reader, "河湖保护法", as_of=day) for day in ("2027-01-01", "2028-06-01"))
    assert (before.to_date, after.to_date, after.to_law) == ("2026-03-12", "2028-01-01", "中华人民共和国生态法典")
    now = {(i.name, i.citation): (i.now, i.action) for i in after.items}
    assert now["清理河道", "第三条"] == ("《中华人民共和国生态法典》第四条", "改引")
    assert now["看护鱼塘", "第七条"] == ("", "核对")  # what a code took up in other words is not called deleted


def test_a_decision_that_repeals_takes_nothing_over() -> None:
    docs = [law("中华人民共和国河湖保护法", OLD, date="2010-01-01"),
            law("关于废止河湖保护法的决定", "第一条 废止《河湖保护法》。\n第二条 本决定自2020年1月1日起施行。", date="2020-01-01", kind="decision")]
    end = replace(REPEAL, repealing_version="关于废止河湖保护法的决定@2020-01-01", date="2020-01-01")
    reader = MemoryLibrary(docs, items=ITEMS, cited={i.id: ["河湖保护法"] for i in ITEMS}, repeals=[end])
    found = impact(reader, "河湖保护法", as_of="2026-01-01")
    assert {a.change for a in found.articles} == {"deleted"}
    assert {(i.now, i.action) for i in found.items} == {("", "删除")}
    assert successor_of(reader, "河湖保护法@2010-01-01#3", "2026-01-01").provisions == ("河湖保护法@2010-01-01#3",)


def test_nothing_is_deleted_by_a_text_that_is_not_whole() -> None:
    short = NEW.split("第八条")[0]
    docs = [law("中华人民共和国河湖保护法", OLD, date="2010-01-01"),
            law("中华人民共和国河湖保护法", short, date="2024-05-01", completeness="truncated")]  # fmt: skip
    reader = MemoryLibrary(docs, items=ITEMS, cited={i.id: ["河湖保护法"] for i in ITEMS})
    lost = successor_of(reader, "河湖保护法@2010-01-01#7", "2026-01-01")
    assert (lost.provisions, lost.lost) == ((), ("河湖保护法@2010-01-01#7",))
    found = impact(reader, "河湖保护法", as_of="2026-01-01")
    assert "deleted" not in {a.change for a in found.articles}
    assert {(i.now, i.action) for i in found.items if i.name == "看护鱼塘"} == {("", "核对")}


def test_dates_choose_the_texts() -> None:
    reader = library(("2010-01-01", OLD), ("2015-01-01", MIDDLE), ("2024-05-01", NEW))
    assert impact(reader, "河湖保护法", as_of="2026-01-01").from_date == "2015-01-01"
    assert impact(reader, "河湖保护法", "2010-01-01", as_of="2026-01-01").from_date == "2010-01-01"
    assert impact(reader, "河湖保护法", to_date="2015-01-01", as_of="2026-01-01").from_date == "2010-01-01"
    assert impact(reader, "河湖保护法", "2012-06-01", as_of="2020-01-01").to_date == "2015-01-01"


def test_what_is_not_sure_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    every = impact(library(*TWO), "河湖保护法", as_of="2026-01-01")
    monkeypatch.setattr("graph.versions.align.SURE", {True: 2.0, False: 2.0})
    doubted = impact(library(*TWO), "河湖保护法", as_of="2026-01-01")
    assert [(a.old, a.new) for a in doubted.articles] == [(a.old, a.new) for a in every.articles]
    assert {a.similarity == 1.0 for a in doubted.articles if a.sure} == {True}  # the same text is sure wherever it stands
    assert not all(a.sure for a in doubted.articles) and not all(i.sure for i in doubted.items)


def test_json_shape() -> None:
    out = impact_json(impact(library(*TWO), "河湖保护法", as_of="2026-01-01"))
    assert list(out) == ["law", "from", "to", "articles", "added", "items"]
    second = out["articles"][1]
    assert second == {"old": "第二条", "new": ["第三条"], "change": "moved", "similarity": 1.0, "sure": True,
                      "diff": [["equal", second["diff"][0][1]]]}  # fmt: skip
    assert {"id", "name", "citation", "now", "action", "sure"} == set(out["items"][0])
    assert "to_law" in impact_json(impact(library(*TWO[:1], code=True), "河湖保护法", as_of="2026-09-01"))


@pytest.mark.parametrize(("law_name", "texts", "needle"), [
    ("森林法", TWO, "法规库中没有“森林法”"),
    ("河湖保护法", TWO[:1], "没有可比较的两个版本"),
])  # fmt: skip
def test_says_what_is_missing(law_name: str, texts: tuple[tuple[str, str], ...], needle: str) -> None:
    with pytest.raises(InputError, match=needle):
        impact(library(*texts), law_name, as_of="2026-01-01")


def test_law_is_found_by_title_short_title_or_id() -> None:
    reader = library(*TWO)
    assert {find_statute(reader, n).id for n in ("河湖保护法", "中华人民共和国河湖保护法", "《河湖保护法》")} == {"河湖保护法"}
