"""POWER_NOT_GRANTABLE 设定权不足."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.fitness import Power, power_of, row_text
from graph.audit.rank import Rank, rank_of
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label
from graph.model import Evidence, Fix

_REGULATIONS: frozenset[Rank] = frozenset({"law", "regulation", "local_regulation"})
_RULES: frozenset[Rank] = frozenset({"ministry_rule", "provincial_rule", "city_rule", "rule"})

_MAY_CREATE: dict[Power, tuple[frozenset[Rank], str, str]] = {
    "处罚": (_REGULATIONS | _RULES, "法律、法规、规章", "《中华人民共和国行政处罚法》第十六条：其他规范性文件不得设定行政处罚"),
    "许可": (_REGULATIONS | {"provincial_rule"}, "法律、行政法规（国务院决定）、地方性法规、省级政府规章",
             "《中华人民共和国行政许可法》第十四条、第十五条、第十七条：其他规范性文件一律不得设定行政许可"),
    "强制措施": (_REGULATIONS, "法律、法规", "《中华人民共和国行政强制法》第十条：法律、法规以外的其他规范性文件不得设定行政强制措施"),
    "强制执行": (frozenset({"law"}), "法律", "《中华人民共和国行政强制法》第十三条：行政强制执行由法律设定"),
    "强制": (_REGULATIONS, "法律、法规", "《中华人民共和国行政强制法》第十条、第十三条"),
}


@check("POWER_NOT_GRANTABLE", "设定权不足", "error")
def power_not_grantable(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """A power that rests only on documents too low to create it.

    Rule: 行政处罚 needs 法律、法规 or 规章 (行政处罚法第十六条); 行政许可 those of 行政许可法第十四、十五条 (第十七条);
    行政强制措施 法律 or 法规 (行政强制法第十条); 行政强制执行 a 法律 (行政强制法第十三条). 行政强制 without saying
    which is judged as a measure. One document whose rank cannot be told is enough to stay silent.
    """
    power = power_of(view.item)
    if power is None or not view.basis:
        return
    ranks = [rank_of(c) for c in view.basis]
    enough, needed, rule = _MAY_CREATE[power]
    if any(r in enough or r == "unknown" for r in ranks):
        return
    if power == "许可" and "rule" in ranks:
        return
    if _names_law_elsewhere(view):
        return
    names = "、".join(dict.fromkeys(cited_label(c) for c in view.basis))
    kind = {"处罚": "行政处罚", "许可": "行政许可", "强制措施": "行政强制措施", "强制执行": "行政强制执行", "强制": "行政强制"}[power]
    yield Draft(
        f"{kind}须由{needed}设定，本事项仅依据{names[:80]}", evidence=Evidence(cited=view.item.basis_raw[:500], note=rule),
        fix=Fix(f"补充设定该{kind}的{needed}条款；没有的，不得列为{kind}事项"),
    )


def _names_law_elsewhere(view: ItemView) -> bool:
    """Another column of the row names a law (赋权依据 beside 法律依据)."""
    rest = row_text(view.item).replace(view.item.basis_raw, "")
    return any(mark in rest for mark in ("法》", "条例》"))
