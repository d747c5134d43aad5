"""What a search gives back, and its JSON."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["duty", "provision", "law", "organ"]
KINDS: tuple[Kind, ...] = ("duty", "provision", "law", "organ")


@dataclass(frozen=True, slots=True)
class Filters:
    """What may be found. Empty: everything. ``status`` are 时效性, ``levels`` 效力级别."""

    levels: frozenset[str] = frozenset()
    place: tuple[str, ...] = ()
    status: frozenset[str] = frozenset()
    list_kinds: frozenset[str] = frozenset()
    power_types: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hit:
    """One result. ``highlights`` are spans of ``text``; ``offset`` is where ``text`` begins when it is an excerpt."""

    kind: Kind
    id: str
    title: str
    text: str
    score: float
    law: str | None = None
    article: int | None = None
    suffix: int = 0
    status: str = ""
    highlights: tuple[tuple[int, int], ...] = ()
    reason: str = ""
    offset: int = 0
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits from ``offset`` on. ``facets``: name → [(value, count)]; ``warnings`` are for the user."""

    query: str
    as_of: str
    took_ms: float
    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    reference: bool = False  # answered by looking up, not by words
    article: bool = False  # the reference names an article, not a law as a whole


def result_json(result: SearchResult) -> dict[str, Any]:
    """The shape of ``search --json``."""
    return {
        "query": result.query, "as_of": result.as_of, "took_ms": round(result.took_ms, 1), "total": result.total,
        "reference": result.reference, "hits": [hit_json(h) for h in result.hits],
        "facets": {name: [[v, n] for v, n in rows] for name, rows in result.facets.items()},
        "warnings": list(result.warnings),
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """One hit of ``search --json``."""
    return {
        "kind": hit.kind, "id": hit.id, "law": hit.law, "article": hit.article, "suffix": hit.suffix,
        "title": hit.title, "text": hit.text, "offset": hit.offset, "highlights": [list(h) for h in hit.highlights],
        "score": round(hit.score, 3), "status": hit.status, "reason": hit.reason, **hit.extra,
    }
