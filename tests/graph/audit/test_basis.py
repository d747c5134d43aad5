"""Group A: is there a basis at all."""

from __future__ import annotations

import pytest

from tests.support.audited import one
from tests.support.laws import law

RIVER = law("中华人民共和国河道保洁法", """
第一条 为了河道保洁，制定本法。
第二条 乡镇人民政府应当组织河道保洁巡查，清理水面漂浮物。
第三条 县级以上人民政府水行政主管部门负责河道保洁的监督管理。
第四条 本法自2020年1月1日起施行。
""", date="2019-10-01")
DOCS = [RIVER]
GOOD = "《中华人民共和国河道保洁法》第二条"


@pytest.mark.parametrize("basis", ["", "无", "/", "——", " 暂无 ", "《河道保洁许可证》", "《某镇权责清单》"])
def test_no_basis(basis: str) -> None:
    assert "NO_BASIS" in one(DOCS, basis)


@pytest.mark.parametrize("basis", ["有关法律法规", "各地配套政策法规文件", "国家有关规定", "上级文件要求", "法律、法规、规章的有关规定"])
def test_placeholder(basis: str) -> None:
    assert one(DOCS, basis) == {"PLACEHOLDER_BASIS"}


@pytest.mark.parametrize("basis", ["见附表第三栏", "同上", "依县里会上定的意思办"])
def test_unreadable(basis: str) -> None:
    assert one(DOCS, basis) == {"UNREADABLE_BASIS"}


@pytest.mark.parametrize("basis", [GOOD, "《河道保洁法》第二条", "河道保洁法第二条"])
def test_good_basis_is_silent(basis: str) -> None:
    assert one(DOCS, basis) == set()


@pytest.mark.parametrize(("basis", "expected"), [
    ("《某县人民政府关于加强河道保洁工作的意见》（某政〔2021〕3号）", True),
    ("某政办〔2021〕3号", True),
    ("《某县人民政府关于加强河道保洁工作的意见》（某政〔2021〕3号）；" + GOOD, False),
    ("《某某管理办法》（农业农村部令2021年第2号）第三条", False),  # a ministry rule is a ground (convention 9)
    ("《河道保洁办法》第三条", False),  # rank cannot be told: the benefit of the doubt
])
def test_policy_only(basis: str, expected: bool) -> None:
    assert ("POLICY_ONLY" in one(DOCS, basis)) is expected


def test_party_item_on_party_document_is_information() -> None:
    from tests.support.audited import audited

    rows = [{"name": "落实党建工作责任", "basis": "《中国共产党农村基层组织工作条例》第九条", "bearer": "某镇党委", "field": "党的建设"}]
    (result,) = audited(DOCS, rows).items
    assert [f.severity for f in result.findings if f.code == "POLICY_ONLY"] == ["info"]


@pytest.mark.parametrize(("basis", "expected"), [
    ("《中华人民共和国河道保洁法》", True),
    ("《中华人民共和国河道保洁法》第一章", True),
    (GOOD, False),
    ("《中华人民共和国河道保洁法》《河道保洁法》第二条", False),  # another citation names the article
    ("《某县人民政府关于加强河道保洁工作的意见》", False),  # policy documents are cited whole
])
def test_whole_law_only(basis: str, expected: bool) -> None:
    assert ("WHOLE_LAW_ONLY" in one(DOCS, basis)) is expected


@pytest.mark.parametrize(("basis", "sanding", "expected"), [
    ("", "某办文〔2022〕21号四、党政机构及职责（四）", True),
    ("《某镇职能配置、机构设置和人员编制规定》", "", True),
    (GOOD, "某办文〔2022〕21号四、（四）", False),
])
def test_sanding_only(basis: str, sanding: str, expected: bool) -> None:
    found = one(DOCS, basis, sanding_raw=sanding)
    assert ("SANDING_ONLY" in found) is expected
    assert not found & {"NO_BASIS", "POLICY_ONLY", "UNREADABLE_BASIS"}


def test_list_without_basis_column_is_not_reported_item_by_item() -> None:
    assert one(DOCS, "", has_basis=False) == set()
