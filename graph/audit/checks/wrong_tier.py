"""WRONG_TIER 主体层级不符."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.fitness import Basis, bases, bearer_names, power_of, side, unheld_grounds
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of
from graph.model import Evidence

_KINDS = frozenset({"基本履职", "法定职责", "属地管理", "权责清单", "检查清单", "其他"})
_VAGUE = re.compile(r"^(?:其他)?(?:有关|相关|各|主管|责任|职能|的)*(?:主管|职能|行政|监管)?(?:部门|机构|机关)$")
_TOWN_OFFICE = re.compile(r"(?:^|[。；\n])(?:乡镇|乡（镇）|乡、镇|乡、民族乡、镇|街道)(?:级)?(?:人民政府|办事处|[^，。；]{0,6}机构)")
"""A sentence whose subject is an office of the township, even where the reader of norms takes nobody from it."""

_HIGH = re.compile(r"^(?:国务院|中央|省|自治区|直辖市|设区的市|全国人民代表大会)")
_COUNTY = re.compile(r"县|旗|区人民政府|(?<!自治)区(?:（|、)|各级|地方|有关|当地")


@check("WRONG_TIER", "主体层级不符", "warning")
def wrong_tier(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Every bearer in the cited provision excludes the township (县级以上人民政府及其部门, 省级…).

    Rule: powers are those that statutes give to the body itself (职权法定; 地方各级人民代表大会和地方各级人民政府组织法
    第七十六条). 各级人民政府, 地方各级人民政府, 基层人民政府 and coordinated names (县、乡级) include the township.
    Silent where one citation of the item does bind it, where a further ground is not held, for 配合 lists (the
    lead department's provision belongs there), and for penalties and coercion, which NO_EMPOWERMENT judges.
    A 上级收回 list is judged at the receiving department's tier: only 国务院、省级、设区的市 exclude it.
    """
    found = bases(view, context)
    if not found or unheld_grounds(view, context):
        return
    if side(view) == "department":
        if view.item.kind == "上级收回" and all(_above_county(b) for b in found):
            yield from (_draft(b, f"承接部门（{view.item.receiver or '县级部门'}）") for b in found)
        return
    if view.item.kind not in _KINDS or power_of(view.item) in ("处罚", "强制", "强制措施", "强制执行"):
        return
    if all(b.tier == "excluded" and _outspoken(b) and not _TOWN_OFFICE.search(b.cited.text) for b in found):
        yield from (_draft(b, "乡镇（街道）") for b in found)


def _outspoken(basis: Basis) -> bool:
    """Some bearer says its tier or its department; 有关部门 and 各级人民政府有关部门 alone prove nothing."""
    return any(
        b.tier == "excluded" and not _VAGUE.match(b.text) and not ("各级人民政府" in b.text and "以上" not in b.text)
        for n in basis.norms for b in n.bearers
    )


def _above_county(basis: Basis) -> bool:
    bearers = [b.text for n in basis.norms for b in n.bearers if b.tier != "other"]
    return bool(bearers) and all(_HIGH.match(t) and not _COUNTY.search(t) for t in bearers)


def _draft(basis: Basis, who: str) -> Draft:
    names = bearer_names(basis.norms)
    return Draft(
        f"{cited_label(basis.cited)}规定的主体是{names}，不包括{who}",
        basis.cited.index, _evidence(basis, f"条文主体：{names}"),
    )


def _evidence(basis: Basis, note: str) -> Evidence:
    if basis.provision is basis.cited.provision:
        return evidence_of(basis.cited, note=note)
    return evidence_of(basis.cited, found=basis.provision.text, provision=basis.provision.id, note=note)
