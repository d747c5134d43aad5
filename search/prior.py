"""What stands before any word is read: which versions may answer, and how much their law weighs, per task."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.index import Index

OUT = np.float32(-1e6)  # added to what may not answer
_QUOTES_ANOTHER, _QUOTED = ("amendment", "decision"), -5.0  # 修正案: its text stands in the law that it amends
_REMEMBERED = 16


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a task leans on each part of the prior, and on what stands around a document's own words."""

    level: float
    cited: float
    size: float
    elsewhere: float  # local law when no place is given, or of another place
    repealed: float
    chapter: float = 0.35
    coverage: float = 0.0  # share of the query that stands in the document, however often
    beside: float = 0.0  # the better of the two articles next to it


QUESTION = Weights(
    level=2.0, cited=2.75, size=2.0, elsewhere=-12.0, repealed=-12.0, chapter=0.2, coverage=20.0, beside=0.2,
)
"""Lay questions: most are answered by the codes."""
WORDS = Weights(level=2.0, cited=2.0, size=1.0, elsewhere=-8.0, repealed=-12.0)
"""Officials' words: the special law is meant as often as the code."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which versions answer. No ``statuses``: one version a law; no ``levels``: all."""

    day: str
    place: tuple[str, ...] = ()
    levels: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    in_force_only: bool = False


def prior(index: Index, weights: Weights, scope: Scope) -> NDArray[np.float32]:
    """Version row → prior, ``OUT`` outside the scope; last, at -1, text no longer held. Kept for the next query."""
    key = (weights, scope)
    found = index.memo.get(key)
    if found is None:
        if len(index.memo) >= _REMEMBERED:
            index.memo.clear()
        found = index.memo[key] = _prior(index, weights, scope)
    return found


def _prior(index: Index, weights: Weights, scope: Scope) -> NDArray[np.float32]:
    holdings = index.holdings
    live = holdings.on(scope.day).live
    allowed = live if scope.in_force_only else holdings.on(scope.day).shown
    if scope.statuses:
        allowed = np.array([s in scope.statuses for s in holdings.on(scope.day).statuses], bool)
    statute = holdings.statute_of
    local = np.array([bool(s.region) for s in holdings.statutes], bool)
    here = holdings.at_place(scope.place)
    by_statute = weights.level * holdings.level_weight + weights.cited * holdings.cited_weight
    by_statute = by_statute + np.where([s.kind in _QUOTES_ANOTHER for s in holdings.statutes], _QUOTED, 0)
    if scope.place:
        by_statute = np.where(here, by_statute, OUT)
    else:
        by_statute = by_statute + np.where(local, weights.elsewhere, 0)
    if scope.levels:
        by_statute = np.where([s.level in scope.levels for s in holdings.statutes], by_statute, OUT)
    begun = np.array([v.begins <= scope.day for v in holdings.versions], bool)
    by_version = by_statute[statute] + weights.size * holdings.size_weight
    by_version = by_version + (0 if scope.statuses else np.where(begun & ~live, weights.repealed, 0))
    by_version = np.where(allowed, by_version, OUT).astype(np.float32)
    return np.append(by_version, OUT)
