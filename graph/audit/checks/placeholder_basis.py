"""PLACEHOLDER_BASIS 占位依据."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.basis import is_empty, is_placeholder, sanding_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence


@check("PLACEHOLDER_BASIS", "占位依据", "error")
def placeholder_basis(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """“有关法律法规”“各地配套政策法规文件”: words that promise law and name nothing that can be looked up.

    Rule: a ground must be traceable to a provision (职权法定); only fires when the cell holds no citation at all.
    """
    raw = view.item.basis_raw.strip()
    if view.basis or is_empty(raw) or sanding_text(view) or len(raw) > 120 or "《" in raw:
        return
    if is_placeholder(raw):
        yield Draft(f"依据“{raw[:40]}”没有指明任何法律文件，无从查证", evidence=Evidence(cited=raw))
