"""Group E: is the list itself sound; conventions 10 and 11."""

from __future__ import annotations

import pytest

from tests.support.audited import audited, codes, one
from tests.support.laws import law

LAND = law("中华人民共和国田块法", """
第一条 为了保护田块，制定本法。
第二条 乡镇人民政府应当组织田块巡查。
第三条 乡镇人民政府应当与村民委员会签订田块保护责任书。
第四条 本法自2020年1月1日起施行。
""", date="2019-10-01")
B = "《田块法》第二条"


def row(name: str, **more: str) -> dict[str, str]:
    return {"name": name, "basis": B, "bearer": "某镇人民政府", **more}


@pytest.mark.parametrize(("second", "expected"), [
    (row("田块巡查"), True),
    (row("田块 巡查"), True),
    (row("负责田块巡查工作"), True),  # words that change nothing
    (row("本辖区内田块巡查"), True),
    (row("协助田块巡查"), False),
    (row("田块巡查工作", basis="《田块法》第三条"), False),  # not word for word, and on another basis
    (row("田块验收"), False),
    (row("田块巡查", bearer="某村"), False),
    (row("田块巡查", parent="另一主项"), False),
    (row("田块巡查", list="另一清单"), False),  # within one list only (convention 11)
])
def test_duplicate_item(second: dict[str, str], expected: bool) -> None:
    assert any("DUPLICATE_ITEM" in c for c in codes(audited([LAND], [row("田块巡查"), second]))) is expected


def test_nearly_the_same_long_names() -> None:
    long = "组织开展辖区内永久基本农田田块日常巡查和违法占用行为早期发现报告"
    assert "DUPLICATE_ITEM" in codes(audited([LAND], [row(long), row(long + "等")]))[1]
    assert codes(audited([LAND], [row(long + "（一）"), row(long + "（二）")])) == [set(), set()]


@pytest.mark.parametrize(("kind", "name", "expected"), [
    ("上级收回", "田块占用核查", True), ("配合履职", "田块占用核查", True), ("基本履职", "田块占用核查", False),
    ("上级收回", "开展田块占用核查工作", True), ("配合履职", "协助田块占用核查", False), ("上级收回", "对田块占用的处罚", False),
])
def test_lists_conflict(kind: str, name: str, expected: bool) -> None:
    found = codes(audited([LAND], [row("田块占用核查"), row(name, list="第二张", kind=kind)]))
    assert [("LISTS_CONFLICT" in c) for c in found] == [expected, expected]


@pytest.mark.parametrize(("name", "expected"), [
    ("完成招商引资任务指标", True), ("承担征地拆迁任务", True), ("与各村签订安全生产责任状", True), ("层层分解植树任务指标", True),
    ("优化营商环境、服务企业", False), ("协助做好征地拆迁政策宣传", False), ("制止乱摊派行为", False), ("田块巡查", False),
    ("负责辖区内招商引资工作", True), ("招商引资企业服务", False), ("实行末位排名通报考核", True),
])
def test_negative_list(name: str, expected: bool) -> None:
    assert ("NEGATIVE_LIST" in one([LAND], B, name)) is expected


def test_pledge_that_a_statute_asks_for_is_none() -> None:
    assert "NEGATIVE_LIST" not in one([LAND], "《田块法》第三条", "与村民委员会签订田块保护责任书")
    assert "NEGATIVE_LIST" in one([LAND], B, "与村民委员会签订田块保护责任书")


def test_taken_back_items_state_the_prohibition() -> None:
    assert "NEGATIVE_LIST" not in one([LAND], B, "招商引资任务指标", kind="上级收回", receiver="县商务局")


def test_no_bearer_only_where_others_name_one() -> None:
    rows = [row("田块巡查"), row("田块登记", bearer=""), row("田块公示", bearer="/")]
    assert [("NO_BEARER" in c) for c in codes(audited([LAND], rows))] == [False, True, True]
    assert not any("NO_BEARER" in c for c in codes(audited([LAND], [row("田块巡查", bearer="")])))


@pytest.mark.parametrize(("kind", "expected"), [
    ("行政许可", False), ("行政处罚", False), ("其他行政权力", False), ("行政强制措施", False), ("公共服务", False), ("", False),
    ("行政审批", True), ("行政许可权", True), ("便民服务", True), ("行政检查、行政处罚", False),
])
def test_power_type(kind: str, expected: bool) -> None:
    assert ("POWER_TYPE_UNKNOWN" in one([LAND], B, "田块巡查", power_type=kind)) is expected


@pytest.mark.parametrize(("body", "expected"), [
    ("县国土资源局", True), ("县安全生产监督管理局", True), ("县自然资源局", False), ("某镇人民政府", False), ("县应急管理局", False),
])
def test_obsolete_organ(body: str, expected: bool) -> None:
    assert ("OBSOLETE_ORGAN" in one([LAND], B, "田块巡查", bearer=body)) is expected
