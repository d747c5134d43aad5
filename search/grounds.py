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
from search.rank import Floats, Ints, add_up, best, first_stage, matches, read_query
from search.traits import Trait
from search.weighing import IN_SCOPE, Weighed, weigh

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
    files = [s.text for s in index.segments]
    if field:
        extra = add_up(read_query(field, files, _FIELD_WEIGHT), files)
        weighed.total[:] += np.where(weighed.stage.own > 0, extra, 0)
    whole = first_stage(index, item.name).own if item.core != item.name else weighed.stage.own
    act = add_up(read_query(" ".join(item.power.acts), files), files)
    docs = _candidates(index, item, weighed)
    return Grounds(item, docs, _features(index, item, weighed, whole, act, docs, place))


def _candidates(index: Index, item: Item, weighed: Weighed) -> Ints:
    """The best by words, and the clauses that do what the power type wants in the laws that lead."""
    docs = weighed.best(CANDIDATES)
    if not len(docs):
        return docs
    holdings = index.holdings
    statute = holdings.statute_of[index.version[docs]]
    soft = np.exp((weighed.total[docs] - weighed.total[docs].max()) / 8)
    leading = best(np.bincount(statute, soft, len(holdings.statutes)).astype(np.float32), _LAWS_READ)
    more = [
        d for s in leading.tolist() for v in holdings.versions_of.get(s, ()) for d in index.documents(holdings.versions[v].id)
        if weighed.total[d] > IN_SCOPE and index.traits[d] & item.power.wants
    ]
    every = np.unique(np.concatenate([docs, np.array(more, np.int64)]))
    return every[np.lexsort((every, -weighed.total[every]))]


def _features(
    index: Index, item: Item, weighed: Weighed, whole: Floats, act: Floats, docs: Ints, place: tuple[str, ...]
) -> Floats:
    holdings = index.holdings
    version = index.version[docs]
    statute = holdings.statute_of[version]
    traits = index.traits[docs]
    stage = weighed.stage
    kinds = _statute_flags(index)[statute]
    hit = matches(stage.query, [s.text for s in index.segments], docs, index.bases)
    pairs = stage.query.pairs
    weight = stage.query.weights[pairs]
    coverage = (weight[:, None] * (hit[pairs] > 0)).sum(0) / max(1e-6, float(weight.sum()))
    soft = np.exp((weighed.total[docs] - weighed.total[docs].max(initial=0)) / 8)
    by_law = np.bincount(statute, soft, len(holdings.statutes))
    count = np.bincount(statute, minlength=len(holdings.statutes))
    townships = (traits & Trait.TOWNSHIP.value) > 0
    columns = [
        _share(stage.own[docs]), _share(whole[docs]), _share(stage.chapter[index.chapter[docs]]), _share(weighed.titles[statute]),
        kinds == 1, kinds == 2, (kinds == 4) & bool(place), holdings.cited_weight[statute], holdings.size_weight[version],
        (kinds == 4) & (not place), kinds == 3, kinds == 5,
        (traits & item.power.wants) > 0, (traits & item.power.shuns) > 0,
        townships & (item.township is not False), (traits & Trait.INCLUDED.value) > 0, (traits & Trait.COUNTY.value) > 0,
        (traits & Trait.SECTION.value) > 0, (traits & Trait.GENERAL.value) > 0, (traits & Trait.LIABILITY.value) > 0,
        (traits & Trait.SANCTION.value) > 0, coverage, np.log1p(index.length[docs]),
        np.log(by_law[statute] + 1e-3), np.log1p(count[statute]), act[docs] / 10,
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
