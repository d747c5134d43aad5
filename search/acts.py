"""Whether a provision does what an item's power type wants, told by its own words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from search.index import Index
from search.item import Item
from search.rank import Floats, Ints, matches, read_query
from search.traits import Trait


def act_columns(index: Index, item: Item, docs: Ints) -> tuple[Floats, Floats]:
    """For each document: whether it names an act of the power (监督检查, 许可), and whether it is the clause that
    grounds such items (进行监督检查 outside 法律责任; 罚款 inside)."""
    power = item.power
    held = _phrases_held(index, (*power.acts, *power.clauses), docs)
    n = len(power.acts)
    liable = (index.traits[docs] & Trait.LIABILITY.value) > 0
    clause = held[n:].any(0) & (liable == bool(power.wants & Trait.LIABILITY.value))
    return np.asarray(held[:n].any(0), np.float32), np.asarray(clause, np.float32)


def _phrases_held(index: Index, phrases: Sequence[str], docs: Ints) -> NDArray[np.bool_]:
    """Phrases × documents: whether the document has every pair of the phrase."""
    query = read_query(" ".join(phrases), index.files)
    hit = matches(query, index.files, docs) > 0
    out = np.zeros((len(phrases), len(docs)), bool)
    at = 0
    for row, phrase in enumerate(phrases):
        pairs = query.pairs[at : at + len(phrase) - 1]
        at += len(phrase) - 1
        out[row] = hit[pairs].all(0)
    return out
