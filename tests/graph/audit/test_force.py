"""Group C: is it in force, as of the day; conventions 3 and 4."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.model import Finding, Repeal
from tests.support.audited import audited, one
from tests.support.laws import law

OLD = law("中华人民共和国村井法", """
第一条 为了管护村井，制定本法。
第二条 乡镇人民政府应当组织村井水质检测，检测结果每季度在村务公开栏公布。
第三条 乡镇人民政府应当建立村井巡护制度，落实巡护人员和巡护经费。
第四条 乡镇人民政府应当每年组织一次村井封填验收。
第五条 本法自2010年1月1日起施行。
""", date="2009-10-01", effective="2010-01-01")
NEW = law("中华人民共和国村井法", """
第一条 为了保护和管护村井，保障饮水安全，制定本法。
第二条 村井管护坚持政府主导、村民参与的原则，任何人不得污染村井。
第三条 国家鼓励社会资本参与村井管护，给予必要的支持和奖励。
第四条 乡镇人民政府应当组织村井水质检测，检测结果每季度在村务公开栏公布。
第五条 乡镇人民政府应当建立村井巡护制度，落实巡护人员和巡护经费，并且为巡护人员购买意外伤害保险。
第六条 本法自2020年1月1日起施行。
""", date="2019-10-01", effective="2020-01-01")
BOTH = [OLD, NEW]
T = "《中华人民共和国村井法》"


@pytest.mark.parametrize(("basis", "name", "expected"), [
    (T + "第四条", "村井水质检测", set()),
    (T + "第二条", "村井水质检测", {"ARTICLE_MOVED"}),  # told by the item's words
    (T + "（2009年公布）第二条", "村井水质检测", {"ARTICLE_MOVED"}),  # told by the year
    (T + "第二条：“乡镇人民政府应当组织村井水质检测，检测结果每季度在村务公开栏公布。”", "水质工作", {"ARTICLE_MOVED"}),  # by the quote
    (T + "（2009年公布）第四条", "村井封填验收", {"ARTICLE_DELETED"}),
    (T + "第四条、第二条", "村井水质检测", set()),  # another citation fits by today's number
    (T + "第二条", "村井管护原则宣传", set()),  # the words fit the law in force
])
def test_numbers_of_an_older_version(basis: str, name: str, expected: set[str]) -> None:
    relevant = {"ARTICLE_MOVED", "ARTICLE_AMENDED", "ARTICLE_DELETED", "ARTICLE_NOT_FOUND", "QUOTE_ELSEWHERE", "QUOTE_DIFFERS"}
    assert one(BOTH, basis, name) & relevant == expected


def test_moved_gives_the_current_number() -> None:
    rows = [{"name": "村井水质检测", "basis": T + "第二条", "bearer": "某镇人民政府"}]
    (result,) = audited(BOTH, rows).items
    (finding,) = [f for f in result.findings if f.code == "ARTICLE_MOVED"]
    assert finding.fix is not None
    assert (finding.fix.text, finding.fix.provision) == ("《中华人民共和国村井法》第四条", "村井法@2019-10-01#4")
    assert finding.severity == "error" and finding.evidence.found.startswith("乡镇人民政府应当组织村井水质检测")


@pytest.mark.parametrize(("basis", "repeals", "code"), [
    (T + "（2009年公布）第三条", [], "ARTICLE_MOVED"),
    (T + "（2009年公布）第四条", [], "ARTICLE_DELETED"),
    (T + "第四条", "CODE", "REPEALED"),
])
def test_a_place_that_is_not_sure_is_named_with_a_caveat(
    basis: str, repeals: object, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{"name": "村井巡护", "basis": basis, "bearer": "某镇人民政府"}]
    docs, stated = ([NEW, CODE_AMENDED], [REPEAL]) if repeals else (BOTH, [])

    def found() -> Finding:
        (result,) = audited(docs, rows, repeals=stated).items
        return next(f for f in result.findings if f.code == code)

    sure = found()
    monkeypatch.setattr("graph.versions.align.SURE", {True: 2.0, False: 2.0})
    doubted = found()
    assert "请核对" not in sure.message and "请核对" in doubted.message and "可能" in doubted.message
    assert doubted.fix == sure.fix


AMENDED = [
    law("中华人民共和国山塘法", """
第一条 为了管护山塘，制定本法。
第二条 乡镇人民政府应当每年组织一次山塘安全检查，并将检查结果报县级人民政府。
第三条 本法自2010年1月1日起施行。
""", date="2009-10-01", effective="2010-01-01"),
    law("中华人民共和国山塘法", """
第一条 为了管护山塘，制定本法。
第二条 乡镇人民政府应当每季度组织一次山塘安全检查，并将检查结果报县级人民政府水行政主管部门。
第三条 本法自2010年1月1日起施行。
""", date="2019-10-01", effective="2019-10-01"),
]


@pytest.mark.parametrize(("basis", "dated", "expected"), [
    ("《山塘法》第二条", None, False),
    ("《山塘法》第二条", "2015-12-31", True),  # the list is older than the amendment
    ("《山塘法》第二条", "2021-12-31", False),
    ("《山塘法》（2009年公布）第二条", None, True),
    ("《山塘法》第二条：“乡镇人民政府应当每年组织一次山塘安全检查，并将检查结果报县级人民政府。”", None, True),
    ("《山塘法》（2009年公布）第一条", None, False),  # unchanged text
])
def test_article_amended(basis: str, dated: str | None, expected: bool) -> None:
    assert ("ARTICLE_AMENDED" in one(AMENDED, basis, "山塘安全检查", dated=dated)) is expected


def test_as_of_a_day_before_the_new_version_the_old_numbers_are_right() -> None:
    assert one(BOTH, T + "第二条", "村井水质检测", as_of="2015-06-01") == set()


def test_not_yet_effective() -> None:
    future = law("中华人民共和国桥梁法", "第一条 为了管护桥梁，制定本法。\n第二条 乡镇人民政府应当组织桥梁巡查。\n第三条 本法自2027年1月1日起施行。",
                 date="2026-10-01", effective="2027-01-01")
    assert one([future], "《桥梁法》第二条", "桥梁巡查") == {"NOT_YET_EFFECTIVE"}
    assert one([future], "《桥梁法》第二条", "桥梁巡查", as_of="2027-01-01") == set()


def test_bracketed_version_not_yet_in_force() -> None:
    """Convention 3."""
    docs = [NEW, law("中华人民共和国村井法", "第一条 为了管护村井，制定本法。\n第二条 乡镇人民政府应当组织村井水质检测。", date="2026-10-01", effective="2027-01-01")]
    assert one(docs, T + "（2026年修订）第二条", "村井水质检测") == {"NOT_YET_EFFECTIVE"}


def test_older_law_of_which_only_a_later_text_is_held() -> None:
    later = replace(AMENDED[1], adopted="2009-10-01")
    assert one([later], "《山塘法》第二条", "山塘安全检查", as_of="2015-06-01") == {"PROVISION_NOT_IN_LIBRARY"}
    assert one([later], "《山塘法》（2019年修正）第二条", "山塘安全检查", as_of="2015-06-01") == {"NOT_YET_EFFECTIVE"}
    assert one([later], "《山塘法》第二条", "山塘安全检查", as_of="2008-06-01") == {"NOT_YET_EFFECTIVE"}


CODE = law("中华人民共和国水体法典", """
第一条 为了保护水体，制定本法。
第二条 乡镇人民政府应当组织村井水质检测，检测结果每季度在村务公开栏公布。
第三条 本法自2026年8月15日起施行。《中华人民共和国村井法》同时废止。
""", date="2026-03-12", effective="2026-08-15")
CODE_AMENDED = law("中华人民共和国水体法典", """
第一条 为了保护水体，制定本法。
第二条 乡镇人民政府应当每月组织村井水质检测，检测结果每季度在村务公开栏公布。
第三条 本法自2026年8月15日起施行。《中华人民共和国村井法》同时废止。
""", date="2026-03-12", effective="2026-08-15")
REPEAL = Repeal("中华人民共和国村井法", None, "水体法典@2026-03-12", "第三条", "2026-08-15", "全部", "《中华人民共和国村井法》同时废止。", "村井法")


def test_repealed_leads_to_what_stands_today() -> None:
    docs = [NEW, CODE]
    rows = [{"name": "村井水质检测", "basis": T + "第四条", "bearer": "某镇人民政府"}]
    (result,) = audited(docs, rows, repeals=[REPEAL]).items
    (finding,) = [f for f in result.findings if f.code == "REPEALED"]
    assert finding.fix is not None and finding.fix.provision == "水体法典@2026-03-12#2"
    assert "第三条" in finding.message and result.verdict == "unsupported"


def test_partial_repeal_and_reused_title_are_no_repeal() -> None:
    partial = Repeal("中华人民共和国村井法", None, "水体法典@2026-03-12", "第三条", "2026-08-15", "部分", "", "村井法")
    assert "REPEALED" not in one([NEW, CODE], T + "第四条", "村井水质检测", repeals=[partial])
    own = Repeal("中华人民共和国村井法", "2009-10-01", "村井法@2019-10-01", "第六条", "2020-01-01", "全部", "", "村井法")
    assert "REPEALED" not in one(BOTH, T + "第四条", "村井水质检测", repeals=[own])


def test_catalogue_knows_repeals_without_text() -> None:
    assert "REPEALED" in one([], "《中华人民共和国大气污染防治法》第七十七条")
    assert "REPEALED" not in one([], "《中华人民共和国大气污染防治法》第七十七条", as_of="2026-08-14")


PARTS = [
    law("中华人民共和国渡口法", """
第一条 乡镇人民政府应当建立渡口安全责任制，落实渡口安全管理人员。
渡船应当配备救生设备，不得超载。
第二条 本法自2010年1月1日起施行。
""", date="2009-10-01", effective="2010-01-01"),
    law("中华人民共和国渡口法", """
第一条 为了保障渡口安全，制定本法。
第二条 国家支持渡口改桥，给予补助。
第三条 渡口经营人对渡口安全负责。
渡船应当配备救生设备，不得超载、冒险航行。
乡镇人民政府应当建立渡口安全责任制，落实渡口安全管理人员和经费。
第四条 本法自2020年1月1日起施行。
""", date="2019-10-01", effective="2020-01-01"),
]


@pytest.mark.parametrize(("place", "fix"), [("第一条第一款", "第三条第三款"), ("第一条第二款", "第三条第二款"), ("第一条", "第三条")])
def test_moved_names_the_paragraph_that_took_up_a_cited_one(place: str, fix: str) -> None:
    rows = [{"name": "渡口安全管理", "basis": f"《渡口法》（2009年公布）{place}", "bearer": "某镇人民政府"}]
    (result,) = audited(PARTS, rows).items
    (finding,) = [f for f in result.findings if f.code == "ARTICLE_MOVED"]
    assert finding.fix is not None and finding.fix.text == f"《中华人民共和国渡口法》{fix}"


@pytest.mark.parametrize(("place", "expected"), [
    ("第一条第二款", {"ARTICLE_MOVED"}),  # the text in force has one 款 there, the one before had two
    ("第一条第三款", {"SUBDIVISION_NOT_FOUND"}),  # no text had three
])
def test_a_part_that_only_the_older_text_has_means_the_older_text(place: str, expected: set[str]) -> None:
    assert one(PARTS, f"《渡口法》{place}", "便民服务") & {"ARTICLE_MOVED", "SUBDIVISION_NOT_FOUND"} == expected


def test_a_repealed_law_is_not_to_be_cited_better() -> None:
    rows = [{"name": "村井巡护", "basis": T + "第四条第一款", "bearer": "某镇人民政府"}]
    (result,) = audited([NEW, CODE_AMENDED], rows, repeals=[REPEAL]).items
    assert {f.code for f in result.findings} - {"SOLE_BASIS", "TOPIC_MISMATCH"} == {"REPEALED"}
