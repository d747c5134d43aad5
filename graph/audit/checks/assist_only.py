"""ASSIST_ONLY 仅有协助义务."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.fitness import Basis, bases, side, unheld_grounds
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of
from ingest.records import Norm

_KINDS = frozenset({"基本履职", "法定职责"})


@check("ASSIST_ONLY", "仅有协助义务", "warning")
def assist_only(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """A 基本履职 or 主责 item rests on a provision by which the township only 协助 or 配合.

    Rule: 法律法规规定县级部门为主、乡镇配合的事项 belongs in the 配合履职 list (中办、国办《关于全面建立乡镇（街道）履行
    职责事项清单的意见》 and its four principles 法定、主导、派驻、责任). Silent where the same provision, or another of the
    item, gives the township work of its own, and where a further ground is not held.
    """
    if side(view) != "township" or not (view.item.kind in _KINDS or _leads_itself(view)):
        return
    found = bases(view, context)
    if not found or unheld_grounds(view, context):
        return
    helping = [b for b in found if _only_assists(b)]
    if not helping or any(b.tier in ("township", "included") and not _only_assists(b) for b in found):
        return
    for b in helping:
        norm = _town_norms(b)[0]
        yield Draft(
            f"{cited_label(b.cited)}只规定乡镇（街道）协助、配合，主责在其他部门，宜列入配合履职清单",
            b.cited.index, evidence_of(b.cited, found=b.provision.text, provision=b.provision.id,
                                       note=b.provision.text[norm.start:norm.end]),
        )


def _leads_itself(view: ItemView) -> bool:
    return view.item.kind == "属地管理" and any("乡" in x or "镇" in x or "街道" in x for x in view.item.lead)


def _town_norms(basis: Basis) -> list[Norm]:
    return [n for n in basis.norms if any(b.tier in ("township", "included") for b in n.bearers)]


def _only_assists(basis: Basis) -> bool:
    norms = _town_norms(basis)
    return bool(norms) and all(n.modality == "assist" and not {"mixed", "joint"} & set(n.tags) for n in norms)
