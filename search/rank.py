"""Scores: BM25 of texts against a query; over all documents, or of chosen ones term by term."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analyse import CHAR_WEIGHT, PAIR_WEIGHT, Codes, fold, terms
from search.postings import FULL, K1, Postings

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_SAMPLE = 1024  # scores looked at


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """A text as terms, with the texts searched beside it. ``codes`` distinct; ``weights`` what each can add to a
    score, the idf in; ``pairs`` those of the text itself, in order, repeats kept, as rows of ``codes``; ``idf`` by code."""

    codes: Codes
    weights: Floats
    idf: Floats
    pairs: Ints
    rows: tuple[Ints, ...]  # for each file, the row of each code
    held_by: tuple[Ints, ...]  # for each file, the documents that hold each code
    counts: Ints  # and in all files

    def telling(self, unsaid: float, enough: int) -> Flags:
        """The rarer codes: the most frequent ones are left out, as far as the others stand ``enough`` times and the
        ones left out hold at most ``unsaid`` of the weight."""
        order = np.argsort(self.counts, kind="stable")
        before = np.cumsum(self.counts[order]) - self.counts[order]
        from_here = np.cumsum(self.weights[order][::-1])[::-1]
        kept = (before < enough) | (from_here > unsaid * float(self.weights.sum()))
        out = np.empty(len(order), bool)
        out[order] = kept
        return out


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """Texts as terms, before any file is asked. ``share`` is the weight of the texts that hold each code."""

    codes: Codes
    share: Floats
    pairs: Ints

    def within(self, files: Sequence[Postings]) -> Query:
        """The terms with their weight in these files."""
        codes = self.codes
        rows = tuple(f.find(codes) for f in files)
        held_by = tuple(f.counts(r) for f, r in zip(files, rows, strict=True))
        counts = sum(held_by, np.zeros(len(codes), np.int64))
        n_docs = sum(f.n_docs for f in files)
        idf = (np.log1p((n_docs - counts + 0.5) / (counts + 0.5)) * (K1 + 1)).astype(np.float32)
        return Query(codes, self.share * idf, idf, self.pairs, rows, held_by, counts)


def read_text(text: str, weight: float = 1.0, beside: tuple[tuple[str, float], ...] = ()) -> Said:
    """Terms of ``text``, and of the texts ``beside`` it at weights of their own."""
    parts = [(text, weight), *beside]
    found = [terms(fold(t)) for t, _ in parts]
    codes, inverse = np.unique(np.concatenate([c for both in found for c in both]), return_inverse=True)
    share = np.zeros(len(codes), np.float32)
    at = 0
    for (pairs, singles), (_, w) in zip(found, parts, strict=True):
        end = at + len(pairs) + len(singles)
        there = np.zeros(len(codes), bool)  # a code counts once a text
        there[inverse[at:end]] = True
        share[there] += w
        at = end
    share *= np.where(codes > 0xFFFF, np.float32(PAIR_WEIGHT), np.float32(CHAR_WEIGHT))
    return Said(codes, share, inverse[: len(found[0][0])])


def read_query(text: str, files: Sequence[Postings], weight: float = 1.0) -> Query:
    """Terms of ``text`` with their weight in these files."""
    return read_text(text, weight).within(files)


def add_up(query: Query, files: Sequence[Postings], only: Flags | None = None) -> Floats:
    """BM25 of every document of the files, one after the other; ``only`` by some of the codes."""
    scores = np.zeros(sum(f.n_docs for f in files), np.float32)
    weights, base = query.weights / np.float32(FULL), 0
    for file, rows in zip(files, query.rows, strict=True):
        docs, impacts, term = file.gather(rows if only is None else np.where(only, rows, -1))
        np.add.at(scores[base : base + file.n_docs], docs, weights[term] * impacts)
        base += file.n_docs
    return scores


def covered(query: Query, files: Sequence[Postings]) -> Floats:
    """Share (0..1) of the query's weight that stands in each document, however often."""
    share = query.weights / max(1e-6, float(query.weights.sum()))
    parts = []
    for file, rows in zip(files, query.rows, strict=True):
        docs, _, term = file.gather(rows)
        parts.append(np.bincount(docs, share[term], file.n_docs))
    return np.concatenate([np.zeros(0), *parts]).astype(np.float32)


def matches(query: Query, files: Sequence[Postings], docs: Ints) -> Floats:
    """Impact (0..1) of each code in each of ``docs`` (numbered through the files): codes × documents."""
    if np.any(docs[1:] < docs[:-1]):
        order = np.argsort(docs, kind="stable")
        out = np.empty((len(query.codes), len(docs)), np.float32)
        out[:, order] = matches(query, files, docs[order])
        return out
    out = np.zeros((len(query.codes), len(docs)), np.float32)
    ends = np.searchsorted(docs, np.cumsum([f.n_docs for f in files])).tolist()
    slot = np.full(max((f.n_docs for f in files), default=0), -1, np.int32)
    base = first = 0
    for file, rows, counts, end in zip(files, query.rows, query.held_by, ends, strict=True):
        if end > first:
            file.look_up(rows, counts, docs[first:end] - base, out[:, first:end], slot)
        base, first = base + file.n_docs, end
    out /= np.float32(FULL)
    return out


def weighted_sum(weights: Floats, rows: Floats) -> Floats:
    """Rows added up by weight. Without BLAS: its threads cost more than they save on so little."""
    return np.einsum("i,ij->j", weights, rows)


def best(scores: Floats, k: int) -> Ints:
    """The ``k`` highest, descending, ties by number."""
    k = min(k, len(scores))
    if k == 0:
        return np.zeros(0, np.int64)
    pool = np.arange(0)
    step = len(scores) // _SAMPLE
    if step > 1 and len(scores) > 4 * k:  # a threshold from a sample spares partitioning everything
        sample = np.sort(scores[::step])
        floor = sample[-min(len(sample), 8 + 3 * k // (2 * step))]
        pool = np.flatnonzero(scores > floor)
        if len(pool) < k:  # many alike, as where most score nothing
            pool = np.concatenate([pool, np.flatnonzero(scores == floor)[: k - len(pool)]])
    if len(pool) < k:
        pool = np.arange(len(scores))
    if len(pool) > k:
        floor = np.partition(scores[pool], len(pool) - k)[len(pool) - k]
        above = pool[scores[pool] > floor]
        pool = np.concatenate([above, pool[scores[pool] == floor][: k - len(above)]])
    return pool[np.lexsort((pool, -scores[pool]))]
