"""Suggestions for the items that need one: no basis, a basis off the topic, a repealed law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.audit.run import AuditResult
from graph.store import LibraryReader

WANTED = frozenset({"NO_BASIS", "PLACEHOLDER_BASIS", "UNREADABLE_BASIS", "TOPIC_MISMATCH", "REPEALED", "ARTICLE_DELETED",
                    "ARTICLE_NOT_FOUND", "POLICY_ONLY", "WHOLE_LAW_ONLY"})
EACH, ASKED = 3, 10
FITS = 0.25
"""Share of the item's word pairs that a provision must hold to be worth reading: a wrong suggestion is worse than none."""


def suggestions_for(result: AuditResult, reader: LibraryReader, db: Path) -> dict[str, list[dict[str, Any]]]:
    """Item id → up to three provisions that could found it. Same name, same place: asked once."""
    from api.settings import resolver_for
    from graph.audit.context import AuditContext
    from graph.audit.relevance import likeness
    from graph.audit.wording import cite_label
    from search import open_index, suggest

    needing = [r for r in result.items if any(f.code in WANTED and f.fix is None for f in r.findings)]
    if not needing:
        return {}
    index = open_index(db, reader)
    resolver = resolver_for(reader, result.as_of)
    context = AuditContext(reader, result.as_of)
    known: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    out: dict[str, list[dict[str, Any]]] = {}
    for r in needing:
        item, place = r.view.item, r.view.list.place
        key = (item.name, item.power_type, item.field, *place[:3])
        if key not in known:
            found = suggest(
                index, reader, resolver, item.name, field=item.field, power_type=item.power_type, bearer=item.bearer,
                place=place, k=ASKED, as_of=result.as_of,
            )
            known[key] = [
                {"provision": s.provision, "cite": cite_label(context, s.provision), "text": s.text, "reasons": list(s.reasons)}
                for s in found if likeness(item.name, f"{s.title}\n{s.text}").pairs >= FITS
            ][:EACH]
        if known[key]:
            out[r.view.id] = known[key]
    return out
