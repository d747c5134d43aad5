"""OBSOLETE_ORGAN 机构名称已变更."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence, Fix


@check("OBSOLETE_ORGAN", "机构名称已变更", "info")
def obsolete_organ(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Names a body that was merged or renamed (国土资源局); gives the successor.

    Rule: 2018 and 2024 机构改革方案. Looks at the bodies that the list itself names, never at statute text quoted.
    """
    i = view.item
    seen: set[str] = set()
    for body in (i.bearer, i.receiver, i.original_body, *i.lead, *i.support):
        name = body.strip()
        if not name or name in seen:
            continue
        seen.add(name)
        found = context.organs.successor(name)
        if found is not None:
            year = f"（{found.year}年机构改革）" if found.year else ""
            yield Draft(
                f"“{name}”已变更为“{found.name}”{year}", evidence=Evidence(cited=name, found=found.name), fix=Fix(found.name),
            )
