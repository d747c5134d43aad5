"""Scores: BM25 over all documents, then what is known of each of the best for the reranker.

The first stage adds three things up: the document's bag, its chapter's bag, and a prior (level, citations that
the law receives, size of the law) that each task weighs for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analyse import CHAR_WEIGHT, PAIR_WEIGHT, Codes, fold, terms
from search.index import Index
from search.postings import FULL, K1, Postings

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CHAPTER_WEIGHT = 0.35
_SAMPLE = 64


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A text as terms. ``codes`` distinct, ``weights`` their share of a score with the idf in; ``pairs`` in
    text order, repeats kept, as rows of ``codes``."""

    codes: Codes
    weights: Floats
    pairs: Ints
    rows: tuple[Ints, ...]  # for each file, the row of each code
    counts: Ints  # documents that hold each code


def read_query(text: str, files: Sequence[Postings], weight: float = 1.0) -> Query:
    """Terms of ``text`` with their weight in these files."""
    pairs, singles = terms(fold(text))
    codes, inverse = np.unique(np.concatenate([pairs, singles]), return_inverse=True)
    rows = tuple(f.find(codes) for f in files)
    counts = sum((f.counts(r) for f, r in zip(files, rows, strict=True)), np.zeros(len(codes), np.int64))
    n = sum(f.n_docs for f in files)
    idf = np.log1p((n - counts + 0.5) / (counts + 0.5))
    base = np.where(codes > 0xFFFF, PAIR_WEIGHT, CHAR_WEIGHT)
    return Query(codes, (weight * base * idf * (K1 + 1)).astype(np.float32), inverse[: len(pairs)], rows, counts)


def add_up(query: Query, files: Sequence[Postings], out: Floats | None = None) -> Floats:
    """BM25 of every document of the files, one after the other; added to ``out`` when given."""
    scores = np.zeros(sum(f.n_docs for f in files), np.float32) if out is None else out
    weights, base = query.weights / np.float32(FULL), 0
    for file, rows in zip(files, query.rows, strict=True):
        part = scores[base : base + file.n_docs]
        base += file.n_docs
        for term in np.flatnonzero(rows >= 0).tolist():
            lo, hi = int(file.starts[rows[term]]), int(file.starts[rows[term] + 1])
            part[file.docs[lo:hi]] += weights[term] * file.impacts[lo:hi]  # a document stands once a term
    return scores


def covered(query: Query, files: Sequence[Postings]) -> Floats:
    """Share (0..1) of the query's weight that stands in each document, however often."""
    share = query.weights / max(1e-6, float(query.weights.sum()))
    parts = []
    for file, rows in zip(files, query.rows, strict=True):
        docs, _, term = file.gather(rows)
        parts.append(np.bincount(docs, share[term], file.n_docs))
    return np.concatenate([np.zeros(0), *parts]).astype(np.float32)


def matches(query: Query, files: Sequence[Postings], docs: Ints, bases: Sequence[int]) -> Floats:
    """Impact (0..1) of each code in each of ``docs``: codes × documents."""
    out = np.zeros((len(query.codes), len(docs)), np.float32)
    for i, (file, rows) in enumerate(zip(files, query.rows, strict=True)):
        mine = np.flatnonzero((docs >= bases[i]) & (docs < bases[i + 1]))
        if not len(mine):
            continue
        slot = np.full(file.n_docs, -1, np.int32)
        slot[docs[mine] - bases[i]] = mine
        held, impacts, term = file.gather(rows)
        at = slot[held]
        hit = np.flatnonzero(at >= 0)
        out[term[hit], at[hit]] = impacts[hit]
    return out / np.float32(FULL)


def best(scores: Floats, k: int) -> Ints:
    """The ``k`` highest, descending, ties by number."""
    k = min(k, len(scores))
    if k == 0:
        return np.zeros(0, np.int64)
    pool: Ints = np.zeros(0, np.int64)
    if len(scores) > _SAMPLE * 4 * k:  # a threshold from a sample spares partitioning everything
        sample = np.sort(scores[::_SAMPLE])
        pool = np.flatnonzero(scores >= sample[-max(2, 4 * k // _SAMPLE)])
    if len(pool) < k:
        pool = np.arange(len(scores))
    if len(pool) > k:
        pool = pool[np.argpartition(-scores[pool], k - 1)[:k]]
        floor = scores[pool].min()
        pool = np.concatenate([pool[scores[pool] > floor], np.flatnonzero(scores == floor)[:k]])
    return pool[np.lexsort((pool, -scores[pool]))][:k]


@dataclass(frozen=True, slots=True, eq=False)
class FirstStage:
    """Scores of every document: its own words, its chapter's."""

    query: Query
    own: Floats
    chapter: Floats  # by chapter


def first_stage(index: Index, text: str) -> FirstStage:
    """Score every provision against ``text``."""
    files = [s.text for s in index.segments]
    chapters = [s.chapters for s in index.segments]
    query = read_query(text, files)
    return FirstStage(query, add_up(query, files), add_up(read_query(text, chapters), chapters))
