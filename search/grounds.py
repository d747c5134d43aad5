"""Candidates for the ground of an item, and what speaks for each: documents × ``FEATURES``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.acts import act_columns
from search.index import Index
from search.item import Item, no_grounds
from search.prior import Scope, Weights
from search.query import read_words
from search.rank import Floats, Ints, best, matches, read_query, weighted_sum
from search.traits import Trait
from search.weighing import POOL, Scored, Weighed, coverage, weigh

CANDIDATES = 300
_LAWS_READ = 4  # laws of the best candidates whose fitting clauses are looked at too
_PRIOR = Weights(level=1.0, cited=0.5, size=0.0, elsewhere=-8.0, repealed=0.0)
_FIELD_WEIGHT = 0.3

FEATURES = (
    "own", "whole_name", "chapter", "title", "statute", "regulation", "local", "cited", "size", "elsewhere",
    "interpretation", "no_ground", "wants", "shuns", "township", "included", "county", "section", "general",
    "liability", "sanction", "coverage", "length", "law_sum", "law_count", "act",
    "does", "clause",
)


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """Candidate documents and their features."""

    item: Item
    docs: Ints
    x: Floats


def find_grounds(index: Index, item: Item, place: tuple[str, ...], day: str, field: str = "") -> Grounds:
    """Provisions in force at the place that may ground the item; without a place, local law of anywhere is kept
    as a distant possibility."""
    weighed = weigh(index, read_words(item.core), _PRIOR, Scope(day, place, in_force_only=True))
    found = _candidates(weighed, item, field)
    return Grounds(item, found.docs, _features(weighed, item, found, place))


def _candidates(weighed: Weighed, item: Item, field: str) -> Scored:
    """The best by words, and the clauses that do what the power type wants in the laws that lead."""
    index, holdings = weighed.index, weighed.index.holdings
    found = weighed.best(POOL)
    if not len(found.docs):
        return found
    total = found.total + (_score(index, field, found.docs, _FIELD_WEIGHT) if field else 0)
    order = np.lexsort((found.docs, -total))[:CANDIDATES]
    docs, total = found.docs[order], total[order]
    statute = holdings.statute_of[index.version[docs]]
    leading = best(np.bincount(statute, _soft(total), len(holdings.statutes)).astype(np.float32), _LAWS_READ)
    more = [
        d for s in leading.tolist() for v in holdings.versions_of.get(s, ()) for d in index.documents(holdings.versions[v].id)
        if index.traits[d] & item.power.wants
    ]
    return weighed.score(np.union1d(docs, np.array(more, np.int64)))


def _score(index: Index, text: str, docs: Ints, weight: float = 1.0) -> Floats:
    """Score of chosen documents against a text."""
    query = read_query(text, index.files, weight)
    return weighted_sum(query.weights, matches(query, index.files, docs))


def _soft(total: Floats) -> Floats:
    return np.exp((total - total.max(initial=0)) / 8)


def _features(weighed: Weighed, item: Item, found: Scored, place: tuple[str, ...]) -> Floats:
    index, docs = weighed.index, found.docs
    holdings = index.holdings
    version = index.version[docs]
    statute = holdings.statute_of[version]
    traits = index.traits[docs]
    kinds = _statute_flags(index)[statute]
    by_law = np.bincount(statute, _soft(found.total), len(holdings.statutes))
    count = np.bincount(statute, minlength=len(holdings.statutes))
    townships = (traits & Trait.TOWNSHIP.value) > 0
    whole = _score(index, item.name, docs) if item.core != item.name else found.own
    columns = [
        _share(found.own), _share(whole), _share(found.chapter), _share(weighed.titles()[statute]),
        kinds == 1, kinds == 2, (kinds == 4) & bool(place), holdings.cited_weight[statute], holdings.size_weight[version],
        (kinds == 4) & (not place), kinds == 3, kinds == 5,
        (traits & item.power.wants) > 0, (traits & item.power.shuns) > 0,
        townships & (item.township is not False), (traits & Trait.INCLUDED.value) > 0, (traits & Trait.COUNTY.value) > 0,
        (traits & Trait.SECTION.value) > 0, (traits & Trait.GENERAL.value) > 0, (traits & Trait.LIABILITY.value) > 0,
        (traits & Trait.SANCTION.value) > 0, coverage(weighed.query, found.held), np.log1p(index.length[docs]),
        np.log(by_law[statute] + 1e-3), np.log1p(count[statute]), _score(index, " ".join(item.power.acts), docs) / 10,
        *act_columns(index, item, docs),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _share(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Of the best candidate's."""
    return values / max(1e-6, float(values.max(initial=0)))


def _statute_flags(index: Index) -> NDArray[np.int8]:
    """``Holdings.kinds``, and 5 for laws that found no duty at all."""
    never = no_grounds()
    return np.where([s.short_title in never for s in index.holdings.statutes], 5, index.holdings.kinds).astype(np.int8)
