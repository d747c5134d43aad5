"""Questions that have been answered before: near ones point to the provisions that answered them.

The memory ships as the term codes of each training question and the articles that answer it
(``models/asked.npz``, made by ``make train``); no question text is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.versions.identify import title_key
from search.index import Index
from search.postings import Postings, build_postings
from search.rank import Floats, Ints, add_up, best, read_query

MEAN_QUESTION = 20.0
NEAREST = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """An article that answered question number ``question``."""

    question: int
    title: str
    article: int
    suffix: int


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """Nearness (0..1 a question) summed and at best by document, and summed by statute; rows ascend."""

    docs: Ints
    total: Floats
    best: Floats
    statutes: Ints
    by_statute: Floats

    def at(self, docs: Ints) -> tuple[Floats, Floats]:
        """Sum and best for documents; 0 where no near question was answered by them."""
        row, known = _find(self.docs, docs)
        return np.where(known, self.total[row], 0), np.where(known, self.best[row], 0)

    def at_statutes(self, statutes: Ints) -> Floats:
        """Sum for statutes."""
        row, known = _find(self.statutes, statutes)
        return np.where(known, self.by_statute[row], 0)


NONE = Near(np.zeros(0, np.int64), np.zeros(1, np.float32), np.zeros(1, np.float32), np.zeros(0, np.int64),
            np.zeros(1, np.float32))


class Memory:
    """Answered questions, findable by their words."""

    def __init__(self, questions: Postings, answers: Sequence[Answer]) -> None:
        self.questions, self.answers = questions, tuple(answers)

    def near(self, index: Index, day: str, text: str, without: Collection[int] = ()) -> Near:
        """What near questions point to; ``without`` leaves questions out (training: the one asked, the held-out)."""
        query = read_query(text, [self.questions])
        full = float(query.weights.sum()) * 0.6
        scores = add_up(query, [self.questions]) / max(1e-6, full)
        if without:
            scores[list(without)] = 0
        nearest = best(scores, NEAREST)
        nearest = nearest[scores[nearest] > 0]
        starts, answers = self._answered(index, day)
        counts = starts[nearest + 1] - starts[nearest]
        if not counts.sum():
            return NONE
        before = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) + np.repeat(starts[nearest] - before, counts)
        return _near(index, answers[rows], np.repeat(np.minimum(scores[nearest], 1), counts))

    def _answered(self, index: Index, day: str) -> tuple[Ints, Ints]:
        """(starts, documents): ``documents[starts[q]:starts[q + 1]]`` answer question q in the versions shown on
        ``day``, as far as the library holds them. Kept with the index."""
        key = ("answered", self, day)
        known = index.memo.get(key)
        if known is None:
            known = index.memo[key] = self._places(index, day)
        return known

    def _places(self, index: Index, day: str) -> tuple[Ints, Ints]:
        h = index.holdings
        version = {
            title_key(h.statutes[h.versions[i].statute].title): h.versions[i].id for i in np.flatnonzero(h.on(day).shown)
        }
        found: list[list[int]] = [[] for _ in range(self.questions.n_docs)]
        for a in self.answers:
            doc = index.document(version[a.title], a.article, a.suffix) if a.title in version else None
            if doc is not None:
                found[a.question].append(doc)
        return np.cumsum([0, *map(len, found)]), np.array([d for docs in found for d in docs], np.int64)

    def save(self, path: Path) -> None:
        """Write the model file."""
        titles = sorted({a.title for a in self.answers})
        row = {t: i for i, t in enumerate(titles)}
        answers = np.array([(a.question, row[a.title], a.article, a.suffix) for a in self.answers], np.int32)
        q = self.questions
        np.savez_compressed(path, terms=q.terms, starts=q.starts, docs=q.docs, impacts=q.impacts, n=q.n_docs,
                            titles=np.array(titles), answers=answers)


def load_memory(path: Path) -> Memory:
    """Read what ``Memory.save`` wrote."""
    with np.load(path) as file:
        questions = Postings(int(file["n"]), file["terms"], file["starts"], file["docs"], file["impacts"])
        titles = file["titles"].tolist()
        answers = [Answer(q, titles[t], a, s) for q, t, a, s in file["answers"].tolist()]
    return Memory(questions, answers)


def build_memory(questions: Sequence[str], answers: Sequence[Answer]) -> Memory:
    """Memory over questions; ``answers`` name them by position."""
    return Memory(build_postings(questions, MEAN_QUESTION), answers)


def _near(index: Index, answers: Ints, weight: Floats) -> Near:
    """From the answers of near questions and how near these are."""
    order = np.argsort(answers, kind="stable")
    answers, weight = answers[order], weight[order]
    first = np.flatnonzero(np.diff(answers, prepend=-1))
    docs, total = answers[first], np.add.reduceat(weight, first)
    statutes, law = np.unique(index.holdings.statute_of[index.version[docs]], return_inverse=True)
    by_statute = np.bincount(law, total).astype(np.float32)
    return Near(docs, total, np.maximum.reduceat(weight, first), statutes.astype(np.int64), by_statute)


def _find(sorted_: Ints, wanted: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    if not len(sorted_):
        return np.zeros(len(wanted), np.int64), np.zeros(len(wanted), bool)
    row = np.minimum(np.searchsorted(sorted_, wanted), len(sorted_) - 1)
    return row, sorted_[row] == wanted
