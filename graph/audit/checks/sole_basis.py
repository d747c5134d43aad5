"""SOLE_BASIS 依据单一."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.titles import normalise_title
from graph.audit.basis import ground_of, sanding_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import quoted
from graph.model import Evidence


@check("SOLE_BASIS", "依据单一", "info")
def sole_basis(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The item would lose all ground if one law went: every founding citation names the same law.

    No defect, but what a repeal or amendment of that law would hit. Policy documents do not count (they support,
    they do not found); a 三定规定 does.
    """
    laws: dict[str, str] = {}
    for c in view.basis:
        ground = ground_of(c)
        if ground in ("policy", "party"):
            continue
        if ground not in ("law", "rule", "sanding") or not (c.resolution.law or c.citation.title):
            return
        name = c.resolution.law or c.citation.title or ""
        laws.setdefault(c.resolution.statute_id or normalise_title(name), name)
    if len(laws) != 1 or sanding_text(view):
        return
    statute_id, name = next(iter(laws.items()))
    if statute_id in context.statutes and context.current(statute_id) is None:
        return
    yield Draft(f"全部依据出自{quoted(name)}一部，该法修改或废止时本事项须重新核定依据", evidence=Evidence(cited=view.item.basis_raw[:500]))
