"""Suggestions for the items that need one: no basis, a basis off the topic, a repealed law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graph.address import parse_id
from graph.audit.run import AuditResult, ItemResult
from graph.store import LibraryReader

WANTED = frozenset({"NO_BASIS", "PLACEHOLDER_BASIS", "UNREADABLE_BASIS", "TOPIC_MISMATCH", "REPEALED", "ARTICLE_DELETED",
                    "ARTICLE_NOT_FOUND", "POLICY_ONLY", "WHOLE_LAW_ONLY"})
EACH, ASKED, ASKED_WITHIN = 3, 10, 120
"""How many to show; how many to ask for; and how many when only those of the law that the item names count."""
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
        item, place, within = r.view.item, r.view.list.place, _named_laws(r)
        key = (item.name, item.power_type, item.field, *place[:3], *sorted(within))
        if key not in known:
            found = suggest(
                index, reader, resolver, item.name, field=item.field, power_type=item.power_type, bearer=item.bearer,
                place=place, k=ASKED_WITHIN if within else ASKED, as_of=result.as_of,
            )
            known[key] = [
                {"provision": s.provision, "cite": cite_label(context, s.provision), "text": s.text, "reasons": list(s.reasons)}
                for s in found
                if s.highlights and (not within or parse_id(s.provision).statute in within) and likeness(item.name, f"{s.title}\n{s.text}").pairs >= FITS
            ][:EACH]
        if known[key]:
            out[r.view.id] = known[key]
    return out


def _named_laws(r: ItemResult) -> frozenset[str]:
    """Ids of the laws that an item names when all it lacks is the article: only their provisions are of use then."""
    if {f.code for f in r.findings if f.code in WANTED and f.fix is None} != {"WHOLE_LAW_ONLY"}:
        return frozenset()
    return frozenset(c.resolution.statute_id for c in r.view.basis if c.resolution.statute_id)
