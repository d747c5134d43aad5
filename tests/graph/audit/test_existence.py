"""Group B: does it exist as cited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.support.audited import audited, one
from tests.support.laws import law

POND = law("中华人民共和国池塘管护法", """
第一条 为了管护池塘，制定本法。
第二条 乡镇人民政府应当组织池塘管护巡查，建立管护台账并且及时清理淤泥。
第三条 乡镇人民政府应当做好下列池塘管护工作：
（一）宣传池塘管护知识；
（二）设置池塘安全警示标志。
村民委员会应当予以协助，发现池塘险情的应当立即向乡镇人民政府报告。
第四条 县级人民政府水行政主管部门应当每年对池塘管护情况开展检查，检查结果向社会公布。
第五条 本法自2020年1月1日起施行。
""", date="2019-10-01")
DOCS = [POND]
TITLE = "《中华人民共和国池塘管护法》"


@pytest.mark.parametrize(("basis", "expected"), [
    (TITLE + "第二条", set()),
    (TITLE + "第九条", {"ARTICLE_NOT_FOUND"}),
    (TITLE + "第二条之一", {"ARTICLE_NOT_FOUND"}),
    (TITLE + "第三条第一款第（二）项", set()),
    (TITLE + "第三条第（二）项", set()),
    (TITLE + "第三条第三款", {"SUBDIVISION_NOT_FOUND"}),
    (TITLE + "第三条第（五）项", {"SUBDIVISION_NOT_FOUND"}),
    (TITLE + "第二条第一款", {"SINGLE_PARAGRAPH"}),
    (TITLE + "第三条第一款", set()),
    ("《池塘清淤疏浚服务保障办法》第三条", {"LAW_NOT_IN_LIBRARY"}),
])
def test_existence(basis: str, expected: set[str]) -> None:
    assert one(DOCS, basis, "池塘管护巡查") == expected


def test_swapped_paragraph_and_item_are_named() -> None:
    only_items = law("中华人民共和国水井法", """
第一条 为了管护水井，制定本法。
第二条 乡镇人民政府应当做好下列水井管护工作：
（一）登记水井；
（二）检测水质。
第三条 本法自2020年1月1日起施行。
""", date="2019-10-01")
    rows = [{"name": "水井水质检测", "basis": "《水井法》第二条第二款", "bearer": "某镇人民政府"}]
    (result,) = audited([only_items], rows).items
    (finding,) = [f for f in result.findings if f.code == "SUBDIVISION_NOT_FOUND"]
    assert finding.fix is not None and finding.fix.text == "《中华人民共和国水井法》第二条第（二）项"
    assert "之误" in finding.message


def test_incomplete_text_never_says_does_not_exist() -> None:
    assert one([replace(POND, completeness="truncated")], TITLE + "第九条") == {"PROVISION_NOT_IN_LIBRARY"}


def test_catalogue_knows_laws_without_text() -> None:
    assert one(DOCS, "《中华人民共和国食品安全法》第六条") == {"PROVISION_NOT_IN_LIBRARY"}
    assert one(DOCS, "《中华人民共和国食品安全法》第九百条") == {"ARTICLE_NOT_FOUND"}


@pytest.mark.parametrize(("title", "expected"), [
    ("《公共场所管理条例》第三条", True),
    ("《公共场所卫生管理条例》第三条", False),
    ("《食品安全法》第六条", False),  # 中华人民共和国 left out (convention 2)
    ("食品安全法第六条", False),  # no 书名号
    ("《食安法》第六条", True),
])
def test_title_inexact(title: str, expected: bool) -> None:
    assert ("TITLE_INEXACT" in one(DOCS, title)) is expected


def test_ambiguous_title_lists_candidates() -> None:
    rows = [{"name": "检查", "basis": "《交通法》第六条", "bearer": "某镇人民政府"}]
    (result,) = audited(DOCS, rows).items
    (finding,) = [f for f in result.findings if f.code == "TITLE_AMBIGUOUS"]
    assert "道路交通安全法" in finding.message and "海上交通安全法" in finding.message


@pytest.mark.parametrize(("quote", "expected"), [
    ("乡镇人民政府应当组织池塘管护巡查，建立管护台账并且及时清理淤泥。", None),
    ("乡镇人民政府应当组织池塘管护巡查,建立管护台账并且及时清理淤泥", None),  # punctuation does not count
    ("乡镇人民政府应当组织池塘管护巡查……及时清理淤泥。", None),  # an omission that says so
    ("乡镇人民政府应当组织池塘管护巡查，建立管护档案并且及时清理淤泥。", ("QUOTE_DIFFERS", "warning")),
    ("县级人民政府应当组织池塘管护巡查，建立管护台账并且及时清理淤泥。", ("QUOTE_DIFFERS", "error")),
    ("县级人民政府水行政主管部门应当每年对池塘管护情况开展检查，检查结果向社会公布。", ("QUOTE_ELSEWHERE", "warning")),
])
def test_quotes(quote: str, expected: tuple[str, str] | None) -> None:
    rows = [{"name": "池塘管护巡查", "basis": f"{TITLE}第二条：“{quote}”", "bearer": "某镇人民政府"}]
    (result,) = audited(DOCS, rows).items
    found = [(f.code, f.severity) for f in result.findings if f.code.startswith("QUOTE")]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(("basis", "expected"), [
    ("第三条第（二）项：“乡镇人民政府应当做好下列池塘管护工作：（二）设置池塘安全警示标志。”", set()),  # the lead-in and the 项
    ("第三条：乡镇人民政府应当做好下列池塘管护工作：1.宣传池塘管护知识；2.设置池塘安全警示标志。", set()),
    ("第三条：乡镇人民政府应当做好下列池塘管护工作：一、宣传池塘管护知识；", set()),
    ("第三条第（二）项：“县级人民政府应当做好下列池塘管护工作：（二）设置池塘安全警示标志。”", {"QUOTE_DIFFERS"}),
])
def test_quotes_of_items(basis: str, expected: set[str]) -> None:
    assert one(DOCS, TITLE + basis, "池塘管护知识宣传") == expected


def test_quote_elsewhere_names_the_article() -> None:
    quote = "县级人民政府水行政主管部门应当每年对池塘管护情况开展检查，检查结果向社会公布。"
    rows = [{"name": "池塘管护检查", "basis": f"{TITLE}第二条：{quote}", "bearer": "某镇人民政府"}]
    (result,) = audited(DOCS, rows).items
    (finding,) = [f for f in result.findings if f.code == "QUOTE_ELSEWHERE"]
    assert finding.fix is not None and finding.fix.provision == "池塘管护法@2019-10-01#4"


def test_references_inside_a_quote_are_no_bases() -> None:
    quote = "乡镇人民政府应当组织池塘管护巡查，依照第九十九条处理"
    rows = [{"name": "池塘管护巡查", "basis": f"{TITLE}第二条：“{quote}”", "bearer": "某镇人民政府"}]
    (result,) = audited(DOCS, rows).items
    assert [c.citation.article for c in result.view.basis] == [2]


@pytest.mark.parametrize(("basis", "articles"), [
    ("第二条（依照《食品安全法》第六条的规定，乡镇人民政府应当组织池塘管护巡查。）；《池塘管护法》第四条", [2, 4]),
    ("第二条（《食品安全法》第六条）", [2, 6]),  # a further basis, no quote
])
def test_text_in_round_brackets_is_a_quote(basis: str, articles: list[int]) -> None:
    rows = [{"name": "池塘管护巡查", "basis": TITLE + basis, "bearer": "某镇人民政府"}]
    (result,) = audited(DOCS, rows).items
    assert [c.citation.article for c in result.view.basis] == articles


def test_gist_is_not_compared_with_quotes() -> None:
    gist = replace(POND, text_kind="gist", completeness="partial")
    assert not one([gist], TITLE + "第二条：“完全不同的一段引文文字内容在这里出现了”", "池塘管护巡查") & {"QUOTE_DIFFERS", "QUOTE_ELSEWHERE"}
