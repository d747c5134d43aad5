"""One query scored over provisions: its own words, its chapter's, its neighbours', and the task's prior.

Two steps. The telling words of the query (all but the most frequent, which weigh next to nothing and stand
nearly everywhere) find candidates among all documents; the best of these are then scored in full. What only the
frequent words would have found does not answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from search.asked import NONE, Near
from search.index import Index
from search.postings import Postings
from search.prior import OUT, Scope, Weights, prior
from search.query import Words
from search.rank import Flags, Floats, Ints, Query, add_up, best, matches, read_text, weighted_sum

ADDED_WEIGHT = 0.6
NEAR_WEIGHT = np.float32(20.0)
IN_SCOPE = OUT / 2
UNSAID, ENOUGH = 0.1, 30_000  # share of the query's weight that need not look for candidates; postings that do
READ, POOL = 1200, 400
_NAMED_LAW = np.float32(40.0)  # lifts a law that the query names above all others
_MATCHING = 0.35  # of the best score: what still counts as a result


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """Documents with their scores, best first. ``held``: codes of the query × documents, impact 0..1;
    of the first documents only where there are several pools."""

    docs: Ints
    total: Floats
    own: Floats
    chapter: Floats
    held: Floats

    def first(self, k: int) -> Scored:
        """The best ``k``."""
        return Scored(self.docs[:k], self.total[:k], self.own[:k], self.chapter[:k], self.held[:, :k])


@dataclass(frozen=True, slots=True, eq=False)
class Weighed:
    """A query weighed against the library. ``telling``: score of every document by the telling words; ``chapters``
    of every chapter; ``standing``: prior by version row."""

    index: Index
    words: Words
    query: Query
    weights: Weights
    telling: Floats
    chapters: Floats
    standing: Floats
    near: Near
    candidates: Ints  # all in scope that have a telling word, answered a near question, or are asked for by law or phrase
    rough: Floats  # of candidates: their telling words, their law, near questions

    def best(self, k: int) -> Scored:
        """The best ``k``. A look at the surroundings of the ``READ`` best by words and law orders them; pool by pool
        they are then scored in full. Each step keeps to its own stretch of the order, so that pages stay stable:
        the best ``k`` are always the head of the best ``k + n``."""
        pools: list[Scored] = []
        found = 0
        for lo in range(0, max(1, len(self.candidates)), READ):
            rows = best(self.rough, lo + READ)[lo:]
            docs = self.candidates[rows]
            around = self._around(docs)
            order = np.argsort(-(self.rough[rows] + around), kind="stable")
            for i in range(0, max(1, len(docs)), POOL):
                pool = order[i : i + POOL]
                scored = self._scored(docs[pool], around[pool])
                pools.append(scored if found < POOL else replace(scored, held=scored.held[:, :0]))
                found += len(scored.docs)
                if found >= k:
                    return _joined(pools).first(k)
        return _joined(pools)

    def score(self, docs: Ints) -> Scored:
        """Documents in scope scored in full, whether they hold a word of the query or not."""
        return self._scored(docs, self._around(docs), any_word=False)

    def _scored(self, docs: Ints, around: Floats, *, any_word: bool = True) -> Scored:
        ascending = np.argsort(docs)  # a stable sort by score then leaves ties in the order of numbers
        docs, around = docs[ascending], around[ascending]
        held = matches(self.query, self.index.files, docs)
        own = weighted_sum(self.query.weights, held)
        total = own + around + self.standing[self.index.version[docs]]
        if self.weights.coverage:
            total += np.float32(self.weights.coverage) * coverage(self.query, held)
        if len(self.near.docs):
            for values in self.near.at(docs):
                total += NEAR_WEIGHT * values
        order = np.argsort(-total, kind="stable")
        if any_word and len(self.query.codes):
            order = order[own[order] > 0]
        order = order[total[order] > IN_SCOPE]
        chapter = self.chapters[self.index.chapter[docs[order]]]
        return Scored(docs[order], total[order], own[order], chapter, held[:, order])

    def titles(self) -> Floats:
        """Score of every statute by its title."""
        return score_names(self.words, [self.index.entries.titles])

    def matching(self) -> Ints:
        """Documents that count as results: in scope, with a fair share of what the best scores by its telling words."""
        scores = self.telling[self.candidates]
        return self.candidates[scores > _MATCHING * scores.max(initial=0)]

    def _around(self, docs: Ints) -> Floats:
        """What a document's surroundings add: its chapter, the articles beside it."""
        total = np.float32(self.weights.chapter) * self.chapters[self.index.chapter[docs]]
        if self.weights.beside:
            total += np.float32(self.weights.beside) * beside(self.index, self.telling, docs, (-1, 1)).max(axis=0)
        return total


def weigh(
    index: Index, words: Words, weights: Weights, scope: Scope, near: Near = NONE, laws: frozenset[int] = frozenset(),
    only: Flags | None = None,
) -> Weighed:
    """Weigh the library's provisions against a query. ``near``: what answered questions point to; ``laws``: statutes
    that the query names; ``only``: documents that may answer, whether they hold a telling word or not."""
    beside = tuple((name, ADDED_WEIGHT) for _, name in words.added)
    said = read_text(words.subject)
    query = read_text(words.subject, 1.0, beside).within(index.files) if beside else said.within(index.files)
    telling = add_up(query, index.files, query.telling(UNSAID, ENOUGH))
    chapters = add_up(said.within(index.chapter_files), index.chapter_files)
    standing = prior(index, weights, scope)
    found = telling > 0
    found[near.docs] = True
    if laws:
        named = np.append(np.isin(index.holdings.statute_of, list(laws)), False)
        standing = standing + named.astype(np.float32) * _NAMED_LAW
        found |= named[index.version]
    docs = np.flatnonzero(found if only is None else only)
    law = standing[index.version[docs]]
    held = law > IN_SCOPE
    docs, law = docs[held], law[held]
    rough = telling[docs] + law
    if len(near.docs) and len(docs):
        at = np.searchsorted(docs, near.docs)
        at[at == len(docs)] = 0
        held = docs[at] == near.docs
        rough[at[held]] += NEAR_WEIGHT * near.total[held]
    return Weighed(index, words, query, weights, telling, chapters, standing, near, docs, rough)


def beside(index: Index, telling: Floats, docs: Ints, steps: Sequence[int]) -> Floats:
    """Scores of the articles next to each document in its version, 0 where there is none: steps × documents."""
    at = docs + np.array(steps)[:, None]
    outside = (at < 0) | (at >= len(telling))
    at[outside] = 0
    return np.where((index.version[at] == index.version[docs]) & ~outside, telling[at], np.float32(0))


def coverage(query: Query, held: Floats) -> Floats:
    """Share (0..1) of the text's pairs, by rarity, that stands in each document."""
    idf = query.idf[query.pairs]
    there = (held > 0).astype(np.float32)[query.pairs]
    return weighted_sum(idf, there) / np.float32(max(1e-6, float(idf.sum())))


def score_names(words: Words, files: Sequence[Postings]) -> Floats:
    """Score short texts (titles, duties, organs) against a query."""
    beside = tuple((name, ADDED_WEIGHT) for _, name in words.added)
    return add_up(read_text(words.text, 1.0, beside).within(files), files)


def _joined(parts: Sequence[Scored]) -> Scored:
    """Pools one after the other; a later one never scores above an earlier."""
    if len(parts) == 1:
        return parts[0]
    docs, total, own, chapter, held = (
        np.concatenate([getattr(p, f) for p in parts], axis=-1) for f in ("docs", "total", "own", "chapter", "held")
    )
    return Scored(docs, np.minimum.accumulate(total), own, chapter, held)
