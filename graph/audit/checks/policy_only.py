"""POLICY_ONLY 仅有规范性文件依据."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.basis import grounds, is_party_item, sanding_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label
from graph.model import Evidence


@check("POLICY_ONLY", "仅有规范性文件依据", "warning")
def policy_only(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Nothing above 规范性文件, party document or minutes: they support a duty but do not found it.

    Rule: 法律、法规、规章 and 三定规定 are grounds (行政规范性文件不得增设职权, 国办发〔2018〕37号). Party-building
    items rest on party documents: information only. A name whose rank cannot be told is given the benefit.
    """
    kinds = grounds(view)
    if not kinds or sanding_text(view) or any(k not in ("policy", "party") for k in kinds):
        return
    party = is_party_item(view)
    names = "、".join(dict.fromkeys(cited_label(c) for c in view.basis))
    yield Draft(
        f"依据均为规范性文件或党内文件（{names[:80]}），没有法律、法规、规章或三定规定作为依据",
        evidence=Evidence(cited=view.item.basis_raw[:500]), severity="info" if party else None,
    )
