"""One query scored over provisions: its own words, the legal names of everyday words, the task's prior."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.asked import NONE, Near
from search.index import Index
from search.postings import Postings
from search.prior import OUT, Scope, Weights, prior
from search.query import Words
from search.rank import CHAPTER_WEIGHT, FirstStage, Floats, Ints, add_up, best, first_stage, read_query

ADDED_WEIGHT = 0.6
NEAR_WEIGHT = np.float32(20.0)
IN_SCOPE = OUT / 2


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """Scores of every provision. ``total`` lies below ``IN_SCOPE`` for what may not answer."""

    stage: FirstStage
    total: Floats
    titles: Floats  # by statute

    def best(self, k: int) -> Ints:
        """The best ``k`` that may answer and share a word with the query."""
        docs = best(self.total, k)
        return docs[(self.total[docs] > IN_SCOPE) & (self.stage.own[docs] > 0)]

    def matching(self, best_docs: Ints, share: float = 0.35) -> Ints:
        """Documents that count as results: in scope, with a fair share of what the best of ``best_docs`` score."""
        top = float(self.stage.own[best_docs].max(initial=0.0))
        docs = np.flatnonzero(self.stage.own > share * top) if top else np.zeros(0, np.int64)
        return docs[self.total[docs] > IN_SCOPE]


def weigh(index: Index, words: Words, weights: Weights, scope: Scope, near: Near = NONE) -> Weighed:
    """Score the library's provisions against a query. ``near``: what answered questions point to."""
    stage = first_stage(index, words.subject)
    for _, name in words.added:
        add_up(read_query(name, [s.text for s in index.segments], ADDED_WEIGHT), [s.text for s in index.segments], stage.own)
    total = stage.chapter[index.chapter]
    total *= np.float32(CHAPTER_WEIGHT)
    total += stage.own
    total += prior(index, weights, scope)
    if len(near.docs):
        total[near.docs] += NEAR_WEIGHT * (near.total + near.best)
    return Weighed(stage, total, score_names(words, [index.entries.titles]))


def score_names(words: Words, files: Sequence[Postings]) -> Floats:
    """Score short texts (titles, duties, organs) against a query."""
    scores = add_up(read_query(words.text, files), files)
    for _, name in words.added:
        add_up(read_query(name, files, ADDED_WEIGHT), files, scores)
    return scores
