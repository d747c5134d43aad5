"""Search over a small library: what is found, in which order, marked how."""

from __future__ import annotations

from typing import Any

import pytest

from graph.resolve import Resolver
from graph.sqlite.store import SqliteLibrary
from search import Filters, Index, SearchResult, result_json, search


@pytest.fixture
def find(index: Index, reader: SqliteLibrary, resolver: Resolver) -> Any:
    """``find(query, …)`` over the small library."""
    def find(query: str, **options: Any) -> SearchResult:
        return search(index, reader, resolver, query, **options)

    return find


@pytest.mark.parametrize(("query", "kind", "first"), [
    ("河流法第三条", None, "河流法@2020-01-01#3"),
    ("河流法3", None, "河流法@2020-01-01#3"),
    ("《中华人民共和国河流法》第五条之一", None, "河流法@2020-01-01#5-1"),
    ("河流法5之一", None, "河流法@2020-01-01#5-1"),
    ("hlf3", None, "河流法@2020-01-01#3"),
    ("建房管里条例第二条", None, "建房管理条例@2019-05-01#2"),
    ("建房条例2", None, "建房管理条例@2019-05-01#2"),
    ("河流法", None, "河流法@2020-01-01"),
    ("jfgltl", None, "建房管理条例@2019-05-01"),
    ("jfgl", "law", "建房管理条例@2019-05-01"),
    ("建房管里条例", "law", "建房管理条例@2019-05-01"),
    ("采砂", "provision", "河流法@2020-01-01#5-1"),
    ("水务部门许可采砂", "provision", "河流法@2020-01-01#4"),
    ("违建", "provision", "建房管理条例@2019-05-01#1"),
    ("低保", "provision", "建房管理条例@2019-05-01#3"),
    ("往河里倒垃圾怎么处罚？", None, "河流法@2020-01-01#2"),
    ("河道巡查", "duty", "襄城县/基本履职#1"),
    ("河道巡查", None, "襄城县/基本履职#1"),
    ("水务局", "organ", "水务局"),
])
def test_first_hit(find: Any, query: str, kind: str | None, first: str) -> None:
    hits = find(query, kind=kind).hits
    assert hits, query
    assert hits[0].id == first


def test_reference_brings_duties_that_rest_on_it(find: Any) -> None:
    hits = find("河流法第三条").hits
    assert [h.kind for h in hits] == ["provision", "duty", "duty"]
    assert {h.id for h in hits[1:]} == {"襄城县/基本履职#1", "襄城县/基本履职#2"}


def test_other_article_has_no_duties(find: Any) -> None:
    assert [h.kind for h in find("河流法第四条").hits] == ["provision"]


def test_article_of_nowhere_is_said(find: Any) -> None:
    result = find("河流法第九十九条")
    assert result.reference and result.warnings
    assert all(h.kind != "provision" for h in result.hits)


def test_reference_among_words_comes_first(find: Any) -> None:
    hits = find("河流法第四条 巡查 垃圾").hits
    assert hits[0].id == "河流法@2020-01-01#4" and len(hits) > 1
    assert [h.kind for h in find("依据河流法第三条巡查").hits][:3] == ["provision", "duty", "duty"]


def test_law_named_among_words_is_meant(find: Any) -> None:
    assert find("河流法 河道", kind="provision").hits[0].law == "中华人民共和国河流法"
    assert find("洛阳市河道条例 河道", kind="provision").hits[0].law == "洛阳市河道条例"
    assert find("hlf 河道", kind="provision").hits[0].law == "中华人民共和国河流法"
    assert [h.kind for h in find("河流法 河道巡查").hits].count("duty") == 1


def test_number_that_is_not_held_is_said(find: Any) -> None:
    for number in ("国发〔1901〕5号", "主席令第七十四号", "国务院令第9999号"):
        assert f"未收录{number}" in find(number).warnings[0]


def test_misspelt_reference_is_said(find: Any) -> None:
    assert "建房管理条例" in find("建房管里条例第二条").warnings[0]


@pytest.mark.parametrize(("query", "there", "not_there"), [
    ("河道 -采砂", "河流法@2020-01-01#3", "河流法@2020-01-01#4"),
    ("“倾倒垃圾” 河道", "河流法@2020-01-01#5", "河流法@2020-01-01#4"),
    ("河道 -“倾倒垃圾”", "河流法@2020-01-01#4", "河流法@2020-01-01#5"),
])
def test_phrases_and_exclusions(find: Any, query: str, there: str, not_there: str) -> None:
    ids = {h.id for h in find(query, kind="provision").hits}
    assert there in ids and not_there not in ids


def test_one_version_a_law(find: Any) -> None:
    ids = [h.id for h in find("河流 垃圾", kind="provision", k=50).hits]
    assert not any("@2001" in i for i in ids)


def test_as_of_an_earlier_day(find: Any) -> None:
    hits = find("倒垃圾", kind="provision", as_of="2010-06-01").hits
    assert hits[0].id == "河流法@2001-01-01#2" and hits[0].status == "现行有效"


@pytest.mark.parametrize(("filters", "ids"), [
    (Filters(status=frozenset({"已修改"})), {"河流法@2001-01-01#1", "河流法@2001-01-01#2"}),
    (Filters(levels=frozenset({"行政法规"})), set()),
    (Filters(place=("河南省", "洛阳市")), {"洛阳市河道条例@2018-03-01#1"}),
])
def test_filters(find: Any, filters: Filters, ids: set[str]) -> None:
    found = {h.id for h in find("河流 河道", kind="provision", k=50, filters=filters).hits}
    assert ids <= found
    if filters.status:
        assert found <= ids
    if filters.levels:
        assert all(h.startswith("建房") for h in found)


def test_place_sees_no_other_places_law(find: Any) -> None:
    here = {h.id for h in find("河道", kind="provision", filters=Filters(place=("河南省", "许昌市"))).hits}
    assert here and not any(i.startswith("洛阳市") for i in here)


def test_repealed_law_is_marked_and_last(find: Any) -> None:
    hits = find("露天焚烧秸秆", kind="provision").hits
    assert [h.status for h in hits if h.id.startswith("焚烧法")] == ["已废止"]


def test_highlights_are_spans_of_the_raw_text(find: Any) -> None:
    hit = find("限期拆除", kind="provision").hits[0]
    assert [hit.text[b:e] for b, e in hit.highlights] == ["限期拆除"]
    assert "限期拆除" in hit.reason


def test_paging_is_stable(find: Any) -> None:
    whole = [h.id for h in find("河道 垃圾 乡镇", kind="provision", k=6).hits]
    pages = [h.id for at in (0, 2, 4) for h in find("河道 垃圾 乡镇", kind="provision", k=2, offset=at).hits]
    assert whole == pages and len(set(whole)) == len(whole)


def test_a_question_is_answered_by_what_is_in_force_first(find: Any) -> None:
    hits = find("露天焚烧秸秆或者向河道倾倒垃圾怎么处罚？", kind="provision", k=50).hits
    live = [h.status == "现行有效" for h in hits]
    assert True in live and False in live and live == sorted(live, reverse=True)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_a_word_more_to_leave_out_never_adds_results(find: Any) -> None:
    plain, without = find("河道", kind="provision", k=50), find("河道 -采砂", kind="provision", k=50)
    assert {h.id for h in without.hits} < {h.id for h in plain.hits}
    assert sum(n for _, n in plain.facets["status"]) == plain.total == len(plain.hits)


def test_the_total_stays_from_page_to_page(find: Any) -> None:
    totals = {find("河流法 河道 垃圾", kind="provision", k=2, offset=at).total for at in (0, 2, 4, 50)}
    assert len(totals) == 1
    assert len(find("河流法 河道 垃圾", kind="provision", k=100).hits) == totals.pop()


def test_the_list_ends_with_a_word(find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.find.DEEPEST", 3)
    page = find("河道", kind="provision", k=2, offset=2)
    assert len(page.hits) == 1 and "只列出最相关的3条" in page.warnings[-1]
    assert not find("河道", kind="provision", k=2).warnings


@pytest.mark.parametrize(("query", "says"), [
    ("“的”", ""), ("“违法建设” “的”", ""), ("“没有的话”", "没有一字不差含“没有的话”的结果"),
    ("“河道” -河道", "没有一字不差含“河道”而不含“河道”的结果"),
])
def test_phrases_of_common_characters_are_read(find: Any, query: str, says: str) -> None:
    found = find(query, kind="provision")
    assert bool(found.hits) == (not says)
    assert all("的" in h.text for h in found.hits)
    assert not says or says in found.warnings[0]


def test_what_is_only_partly_read_says_so(find: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.by_words._LOOKED_THROUGH", 1)
    assert any("只逐字核对了最相关的1条" in w for w in find("“河道”", kind="provision").warnings)


def test_a_law_beside_a_question_leaves_its_asking_words_out(find: Any) -> None:
    from search.find import _laws_meant
    from search.query import read_words

    asked = read_words("河流法 往河里倒垃圾怎么处罚？")
    index, _, resolver = (c.cell_contents for c in find.__closure__)
    laws, left = _laws_meant(index, resolver, asked)
    assert laws and "怎么" not in left.subject and "河流法" not in left.subject and "垃圾" in left.subject


def test_facets_count_all_matches(find: Any) -> None:
    result = find("河道", kind="provision", k=1)
    assert sum(n for _, n in result.facets["level"]) == result.total > 1


def test_duty_filters_and_facets(find: Any) -> None:
    result = find("巡查", kind="duty", filters=Filters(leads=frozenset({"水务局"}), list_kinds=frozenset({"基本履职"})))
    assert result.total == 2 and result.facets["lead"] == [("水务局", 2)]
    assert find("巡查", kind="duty", filters=Filters(list_kinds=frozenset({"上级收回"}))).total == 0


@pytest.mark.parametrize("query", ["", "   ", "？", "-", "“”", "\x00", "a" * 5000, "第" * 300, "😀😀", "《》", "第条", "#", "@#1"])
def test_odd_queries_answer(find: Any, query: str) -> None:
    assert isinstance(result_json(find(query))["hits"], list)


def test_json_has_the_promised_keys(find: Any) -> None:
    data = result_json(find("河流法第三条"))
    assert {"query", "as_of", "took_ms", "total", "hits"} <= set(data)
    assert {"kind", "id", "law", "article", "suffix", "title", "text", "highlights", "score", "status"} <= set(data["hits"][0])
    assert data["hits"][0]["law"] == "中华人民共和国河流法"


@pytest.mark.parametrize(("query", "ids"), [
    ("河流法第二条、第三条", ["2", "3"]),
    ("河流法第二、四条", ["2", "4"]),
    ("河流法2-4", ["2", "3", "4"]),
    ("河流法第2条至第3条", ["2", "3"]),
    ("《中华人民共和国河流法》（2020年修订）第四条", ["4"]),
    ("ｈｌｆ３", ["3"]),
    ("ＨＬＦ３", ["3"]),
    ("河流法5-1", ["5-1"]),
])
def test_several_provisions_at_once(find: Any, query: str, ids: list[str]) -> None:
    result = find(query)
    assert [h.id for h in result.hits if h.kind == "provision" and h.reason != "引用了所查条文"] == [f"河流法@2020-01-01#{i}" for i in ids]
    assert result.total == len(result.hits)


def test_old_number_says_where_its_content_is(find: Any) -> None:
    result = find("河流法@2001-01-01#2")
    assert [h.id for h in result.hits][:1] == ["河流法@2001-01-01#2"]
    assert "河流法" in result.warnings[0] and "第二条已修改" in result.warnings[0]


@pytest.mark.parametrize(("filters", "kinds"), [
    (Filters(list_kinds=frozenset({"基本履职"})), {"duty"}),
    (Filters(power_types=frozenset({"行政检查"})), {"duty"}),
    (Filters(leads=frozenset({"水务局"})), {"duty"}),
    (Filters(levels=frozenset({"法律"})), {"provision"}),
    (Filters(status=frozenset({"现行有效"})), {"provision"}),
    (Filters(levels=frozenset({"法律"}), leads=frozenset({"水务局"})), set()),
])
@pytest.mark.parametrize("query", ["河道巡查", "河流法第三条"])
def test_filters_leave_out_what_cannot_have_the_property(find: Any, query: str, filters: Filters, kinds: set[str]) -> None:
    result = find(query, filters=filters, k=50)
    assert {h.kind for h in result.hits} <= kinds
    assert result.hits or result.warnings


@pytest.mark.parametrize(("query", "options", "said"), [
    ("垙垙垙", {}, "没有找到"),
    ("！！", {}, "请输入"),
    ("-河道", {}, "排除"),
    ("“河道龘垃圾”", {}, "一字不差"),
    ("河道", {"filters": Filters(levels=frozenset({"司法解释"}))}, "效力级别"),
    ("河道", {"kind": "law", "filters": Filters(leads=frozenset({"水务局"}))}, "牵头部门"),
    ("河流法第三条", {"filters": Filters(levels=frozenset({"行政法规"}))}, "筛选"),
    ("xqz", {}, "没有找到"),
    ("罚", {"kind": "provision"}, "两个字以上"),
])
def test_nothing_found_says_why(find: Any, query: str, options: dict[str, Any], said: str) -> None:
    result = find(query, **options)
    assert not result.hits and result.total == 0
    assert said in result.warnings[0]


def test_number_without_a_law_asks_for_the_law(find: Any) -> None:
    assert "法规名称" in find("第三条").warnings[0]


@pytest.mark.parametrize(("query", "kind", "ids", "said"), [
    ("河流法第三条", "law", ["河流法@2020-01-01"], ""),
    ("河流法", "law", ["河流法@2020-01-01"], ""),
    ("河流法第三条", "duty", ["襄城县/基本履职#1", "襄城县/基本履职#2"], ""),
    ("河流法第四条", "duty", [], "没有以所查条文为依据的事项"),
    ("河流法第三条", "organ", [], "请改选种类"),
])
def test_reference_of_a_kind(find: Any, query: str, kind: str, ids: list[str], said: str) -> None:
    result = find(query, kind=kind)
    assert [h.id for h in result.hits] == ids
    assert said in "".join(result.warnings) and bool(said) == bool(result.warnings)


def test_article_of_an_unknown_law_is_said(find: Any) -> None:
    assert "采砂条例" in find("采砂条例第三条").warnings[0]


def test_repealed_version_of_a_law_by_status(find: Any) -> None:
    hits = find("河流法", kind="law", filters=Filters(status=frozenset({"已修改"}))).hits
    assert [(h.id, h.status) for h in hits] == [("河流法@2001-01-01", "已修改")]


@pytest.mark.parametrize(("query", "kind", "said"), [
    ("巡查垃圾清理", "duty", "事项名称含“垃圾清理”、“巡查”；基本履职清单"),
    ("限期拆除", "provision", "条文含“限期拆除”"),
    ("水务局", "organ", "机构名称含“水务局”"),
    ("河道条例", "law", "法规名称含“河道条例”"), ("hlf", "law", "拼音首字母相符"),
])
def test_reasons_are_whole_words(find: Any, query: str, kind: str, said: str) -> None:
    assert find(query, kind=kind).hits[0].reason.startswith(said)


def test_facets_of_a_reference(find: Any) -> None:
    facets = find("河流法第三条").facets
    assert facets["kind"] == [("duty", 2), ("provision", 1)] and facets["list_kind"] == [("基本履职", 2)]


@pytest.mark.parametrize(("query", "held"), [
    ("采砂", ("采砂",)), ("养犬", ("养犬",)), ("许可", ("许可",)), ("违建", ("违法建设",)), ("低保", ("最低生活保障",)),
])
def test_a_short_word_is_meant_as_it_stands(find: Any, query: str, held: tuple[str, ...]) -> None:
    hits = find(query, kind="provision", k=50).hits
    assert hits and all(any(h in f"{hit.law}{hit.text}" for h in held) for hit in hits)


def test_a_short_word_that_stands_nowhere_is_searched_by_its_parts(find: Any) -> None:
    assert find("河砂", kind="provision").hits
