"""Which documents are one law, which text is in force on a day, and what became of the others."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import Any

import pytest

from graph.model import Repeal, Version
from graph.versions.identify import Identified, group_key, identify
from graph.versions.in_force import (
    amendment_days,
    effectiveness,
    intervals,
    link_repeals,
    repeal_of,
    version_at,
)
from ingest.records import HistoryEvent, Source, StatuteDoc
from tests.support.laws import law

TEXT = "第一条 为了保护河湖，制定本条例。\n第二条 河长负责巡河。\n第三条 本条例自2011年1月1日起施行。"
TEXT_2 = "第一条 为了保护河湖，制定本条例。\n第二条 河长、湖长负责巡河。\n第三条 本条例自2011年1月1日起施行。"


def doc(title: str, date: str, text: str = TEXT, path: str = "", **fields: Any) -> StatuteDoc:
    return law(title, text, date=date, source=Source(path or f"{title}({date}).md", "0", "md"), **fields)


def version(date: str, start: str | None = None, statute: str = "河湖条例", **fields: Any) -> Version:
    return Version(f"{statute}@{date}", statute, date, adopted=date, effective_from=start or date, **fields)


def repeal(title: str, by: str, day: str | None, dated: str | None = None, scope: str = "全部") -> Repeal:
    return Repeal(title, dated, by, "第九条", day, scope, f"《{title}》同时废止。", repealed_statute=title)


# ---------------------------------------------------------------- identify


def ids(found: Identified) -> list[str]:
    return [v.id for v in found.versions]


def test_two_dates_are_two_versions_of_one_statute() -> None:
    found = identify([doc("中华人民共和国河湖法", "2020-01-01", TEXT_2), doc("河湖法", "2010-01-01")])
    assert [s.id for s in found.statutes] == ["河湖法"]
    assert found.statutes[0].title == "中华人民共和国河湖法"
    assert ids(found) == ["河湖法@2010-01-01", "河湖法@2020-01-01"]


@pytest.mark.parametrize(("a", "b"), [
    ("最高法院、最高检察院关于甲的解释", "最高法院 最高检察院关于甲的解释"),
    ("某省实施《中华人民共和国河湖法》办法", "某省实施<河湖法>办法"),
    ("某省河湖条例（试行）", "某省河湖条例(试行)"),
])  # fmt: skip
def test_titles_that_differ_in_marks_only(a: str, b: str) -> None:
    found = identify([doc(a, "2010-01-01", path="a.md"), doc(b, "2010-01-01", path="b.md")])
    assert len(found.versions) == 1
    assert sorted(p.kept for p in found.places) == [False, True]


@pytest.mark.parametrize(("event", "former"), [
    ("《关于修改〈河南省河湖暂行条例〉的决定》修正", ("河南省河湖暂行条例",)),
    ("《关于修改〈河南省河湖条例〉的决定》修正", ()),
    ("《关于修改〈河南省河湖条例〉和〈河南省河湖暂行条例〉的决定》修正", ()),  # on two laws
    ("《关于修改〈中华人民共和国河湖法〉的决定》修正", ()),  # of no place: a slip of the header
    ("《关于修改〈河南省道路暂行条例〉的决定》修正", ()),  # another subject: the same
])
def test_the_header_tells_what_a_law_was_called(event: str, former: tuple[str, ...]) -> None:
    renamed = replace(doc("河南省河湖条例", "2010-01-01"), history=(HistoryEvent("2005-01-01", event, "amended"),))
    assert identify([renamed]).statutes[0].former == former


def test_the_better_text_of_one_version_is_kept() -> None:
    whole, short = doc("河湖法", "2010-01-01", path="b.md"), doc("河湖法", "2010-01-01", "第一条 为了保护河湖。", "a.md")
    found = identify([replace(short, completeness="truncated"), whole])
    assert [p.kept for p in found.places] == [False, True]
    assert found.versions[0].n_articles == 3
    gist = doc("河湖法", "2010-01-01", path="a.md", text_kind="gist")
    assert [p.kept for p in identify([gist, whole]).places] == [False, True]


def test_same_text_undated_or_at_a_near_date_is_the_same_version() -> None:
    undated = replace(doc("河湖法", "", path="u.md"), version_date="", adopted=None, promulgated=None, effective=None)
    published = doc("河湖法", "2010-01-20", path="p.md")
    found = identify([undated, doc("河湖法", "2010-01-01"), published])
    assert ids(found) == ["河湖法@2010-01-20"]
    assert sum(p.kept for p in found.places) == 1
    assert len(identify([doc("河湖法", "2010-01-01"), doc("河湖法", "2018-01-01")]).versions) == 2


def test_namesakes_of_other_places_stay_apart() -> None:
    here = doc("城市绿化办法", "2010-01-01", region=("甲省",), level="地方性法规")
    there = doc("城市绿化办法", "2012-01-01", region=("乙省",), level="地方性法规")
    nation = doc("城市绿化办法", "1992-01-01", level="行政法规", path="n.md")
    assert [s.id for s in identify([here, there, nation]).statutes] == [
        "城市绿化办法", "城市绿化办法(乙省)", "城市绿化办法(甲省)",
    ]


def test_a_local_law_whose_header_lost_its_place_is_still_one() -> None:
    dated = doc("某市河湖条例", "2020-01-01", TEXT_2, region=("某市",), issuer="某市人民代表大会常务委员会")
    assert len(identify([dated, doc("某市河湖条例", "2010-01-01", issuer="")]).statutes) == 1


def test_rules_of_two_ministries_are_two() -> None:
    a = doc("行政处罚程序规定", "2010-01-01", level="部门规章", issuer="甲部", path="a.md")
    b = doc("行政处罚程序规定", "2015-01-01", level="部门规章", issuer="乙部", path="b.md")
    assert len(identify([a, b]).statutes) == 2


def test_decisions_of_one_name_are_no_versions_of_each_other() -> None:
    a = doc("关于修改部分法规的决定", "2010-01-01", kind="decision", path="a.md")
    b = doc("关于修改部分法规的决定", "2018-01-01", kind="decision", path="b.md")
    assert [s.id for s in identify([a, b]).statutes] == ["关于修改部分法规的决定", "关于修改部分法规的决定(2018-01-01)"]


def test_order_of_import_does_not_matter() -> None:
    docs = [doc("河湖法", "2020-01-01", TEXT_2), doc("河湖法", "2010-01-01"), doc("河湖法", "2010-01-01", path="x.md"),
            doc("森林法", "2010-01-01", TEXT_2)]  # fmt: skip
    first = identify(docs)
    for order in itertools.permutations(range(len(docs))):
        again = identify([docs[i] for i in order])
        assert (again.statutes, again.versions) == (first.statutes, first.versions)
        assert [again.places[order.index(i)] for i in range(len(docs))] == list(first.places)


def test_groups_are_independent() -> None:
    """A library that grows passes only the groups that changed."""
    docs = [doc("河湖法", "2010-01-01"), doc("森林法", "2010-01-01"), doc("河湖法", "2020-01-01", TEXT_2)]
    whole = identify(docs)
    part = identify([d for d in docs if group_key(d) == group_key(docs[0])])
    assert [v for v in whole.versions if v.statute_id == "河湖法"] == list(part.versions)


@pytest.mark.parametrize(("date", "stated", "start"), [
    ("2010-10-28", "2011-01-01", "2011-01-01"),  # a new law: the day it states
    ("2019-04-23", "2011-01-01", "2019-04-23"),  # amended in part: the last article still states the first day
    ("2019-04-23", None, "2019-04-23"),
])  # fmt: skip
def test_day_of_effect(date: str, stated: str | None, start: str) -> None:
    (version,) = identify([replace(doc("河湖法", date), effective=stated)]).versions
    assert version.effective_from == start
    assert version.effective_stated == (stated == start)
    assert [v.effective_stated for v in intervals(intervals([version]))] == [version.effective_stated]  # and stays so


# ---------------------------------------------------------------- in force

LINE = [version("2010-10-28", "2011-01-01"), version("2019-04-23"), version("2026-06-26", "2027-01-01")]

DAYS = [
    ("2010-12-31", None, ["尚未生效", "尚未生效", "尚未生效"]),
    ("2011-01-01", "河湖条例@2010-10-28", ["现行有效", "尚未生效", "尚未生效"]),
    ("2019-04-22", "河湖条例@2010-10-28", ["现行有效", "尚未生效", "尚未生效"]),
    ("2019-04-23", "河湖条例@2019-04-23", ["已修改", "现行有效", "尚未生效"]),
    ("2026-11-23", "河湖条例@2019-04-23", ["已修改", "现行有效", "尚未生效"]),
    ("2027-01-01", "河湖条例@2026-06-26", ["已修改", "已修改", "现行有效"]),
]


@pytest.mark.parametrize(("day", "held", "statuses"), DAYS)
def test_in_force_on_a_day(day: str, held: str | None, statuses: list[str]) -> None:
    line = intervals(LINE)
    found = version_at(line, day)
    assert (found.id if found else None) == held
    assert [effectiveness(v, line, (), day) for v in line] == statuses


def test_repeal_ends_the_line() -> None:
    end = repeal("河湖条例", "生态法典@2026-03-12", "2026-08-15")
    line = intervals(LINE[:2], [end])
    assert line[-1].effective_to == "2026-08-15"
    assert version_at(line, "2026-08-14") == line[1]
    assert version_at(line, "2026-08-15") is None
    assert [effectiveness(v, line, [end], "2026-08-15") for v in line] == ["已废止", "已废止"]
    assert [effectiveness(v, line, [end], "2026-08-14") for v in line] == ["已修改", "现行有效"]
    assert repeal_of(line, [end], "2026-08-15") == end
    assert repeal_of(line, [end], "2026-08-14") is None


@pytest.mark.parametrize(("end", "why"), [
    (repeal("河湖条例", "水法@2012-01-01", "2012-06-01", scope="部分"), "part of it only"),
    (repeal("河湖条例", "河湖条例@2019-04-23", "2019-04-23"), "a law repeals its own earlier self"),
    (repeal("河湖条例", "水法@2012-01-01", "2012-06-01", dated="1988-05-01"), "an older law of that name"),
    (repeal("河湖条例", "水法@1999-01-01", "1999-06-01"), "repealed before this one was made"),
])  # fmt: skip
def test_no_end_for_the_current_law(end: Repeal, why: str) -> None:
    line = intervals(LINE[:2], [end])
    assert version_at(line, "2024-01-01") == line[1], why
    assert repeal_of(line, [end], "2024-01-01") is None


def test_repeals_find_their_statute() -> None:
    docs = [doc("中华人民共和国水法", "2010-01-01"), doc("某部关于甲的规定", "2001-01-01", issuer="某部"),
            doc("中华人民共和国生态法典", "2026-03-12", issuer="某部"), doc("甲省水办法", "2005-01-01", region=("甲省",)),
            doc("乙省河湖条例", "2020-01-01", region=("乙省",))]  # fmt: skip
    found = identify(docs)
    versions = {s.id: [v for v in found.versions if v.statute_id == s.id] for s in found.statutes}

    def linked(title: str, by: str, dated: str | None = None) -> str | None:
        r = Repeal(title, dated, by, "第一条", "2026-08-15", "全部", f"某部《{title}》同时废止。")
        return link_repeals([r], found.statutes, versions)[0].repealed_statute

    code = "生态法典@2026-03-12"
    assert linked("中华人民共和国水法", code) == "水法"
    assert linked("水法", code, dated="1988-01-21") is None, "the namesake of 1988"
    assert linked("关于甲的规定", code) == "某部关于甲的规定", "the issuer stands before the brackets"
    assert linked("森林法", code) is None
    assert linked("甲省水办法", "乙省河湖条例@2020-01-01") is None, "another province"


def test_the_amending_text_tells_when_the_amendment_took_effect() -> None:
    docs = [doc("中华人民共和国刑事法", "2023-12-29", effective="1997-10-01"),
            doc("中华人民共和国刑事法修正案（十二）", "2023-12-29", kind="amendment", effective="2024-03-01")]  # fmt: skip
    found = identify(docs)
    versions = {s.id: [v for v in found.versions if v.statute_id == s.id] for s in found.statutes}
    days = amendment_days(found.statutes, versions)
    assert days == {"刑事法": {"2023-12-29": "2024-03-01"}}
    (amended,) = intervals(versions["刑事法"], (), days["刑事法"])
    assert (amended.effective_from, amended.effective_stated) == ("2024-03-01", True)


def test_an_amending_text_may_take_effect_at_once() -> None:
    docs = [doc("中华人民共和国刑事法", "2023-12-29", effective="1997-10-01"),
            doc("中华人民共和国刑事法修正案（十二）", "2023-12-29", kind="amendment", effective="2023-12-29")]  # fmt: skip
    found = identify(docs)
    versions = {s.id: [v for v in found.versions if v.statute_id == s.id] for s in found.statutes}
    (amended,) = intervals(versions["刑事法"], (), amendment_days(found.statutes, versions)["刑事法"])
    assert (amended.effective_from, amended.effective_stated) == ("2023-12-29", True)
