"""An immutable inverted file over at most 65,535 documents: term → documents with their BM25 impact.

Impacts are computed when the file is built (one byte each), so that scoring is one gather and one addition a
posting. Document length is measured against a fixed mean: a file never changes because another one does.
Four plain arrays, mapped from disk: nothing is read before a query needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.analyse import Codes, common_chars, fold

K1, B = 1.2, 0.75
FULL = 255.0
MAX_DOCS = (1 << 16) - 1  # a document number, and a count of documents, fit in two bytes
_MANY, _FAR = 4000, 16  # so many postings, and so many a document, make looking up cheaper than reading all
_ARRAYS = ("terms", "steps", "docs", "impacts")


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """``docs[starts[i]:starts[i+1]]`` hold ``terms[i]``, ascending, with ``impacts`` (0..255) beside them."""

    n_docs: int
    terms: Codes
    starts: NDArray[np.uint32]
    docs: NDArray[np.uint16]
    impacts: NDArray[np.uint8]

    def find(self, codes: Codes) -> NDArray[np.int64]:
        """Row of each code, -1 where the term does not occur."""
        if not len(self.terms):
            return np.full(len(codes), -1)
        rows = np.searchsorted(self.terms, codes)
        rows[rows == len(self.terms)] = 0
        return np.where(self.terms[rows] == codes, rows, -1)

    def counts(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        """Documents that hold each row's term."""
        safe = np.maximum(rows, 0)
        n = self.starts[safe + 1].astype(np.int64) - self.starts[safe] if len(self.terms) else np.zeros(len(rows), np.int64)
        return np.where(rows < 0, 0, n)

    def gather(self, rows: NDArray[np.int64]) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.int64]]:
        """Documents and impacts of all terms, and for each posting the position of its term in ``rows``."""
        present = np.flatnonzero(rows >= 0)
        starts, ends = self.starts[rows[present]], self.starts[rows[present] + 1]
        spans = [slice(lo, hi) for lo, hi in zip(starts.tolist(), ends.tolist(), strict=True)]
        docs = np.concatenate([self.docs[:0], *map(self.docs.__getitem__, spans)])
        impacts = np.concatenate([self.impacts[:0], *map(self.impacts.__getitem__, spans)])
        return docs, impacts, np.repeat(present, ends - starts)

    def look_up(
        self, rows: NDArray[np.int64], counts: NDArray[np.int64], docs: NDArray[np.int64], out: NDArray[np.float32],
        slot: NDArray[np.int32],
    ) -> None:
        """Write the impact of each term in each of ``docs`` (ascending) into ``out``, terms × documents. ``counts``
        are those of ``rows``; ``slot``: room for a number a document, -1 before and after."""
        long = counts > max(_MANY, _FAR * len(docs))
        for row in np.flatnonzero(long).tolist():  # few documents in many: each is looked for
            lo, hi = int(self.starts[rows[row]]), int(self.starts[rows[row] + 1])
            listed = self.docs[lo:hi]
            places = np.searchsorted(listed, docs.astype(np.uint16))
            places[places == len(listed)] = 0
            out[row] = np.where(listed[places] == docs, self.impacts[lo:hi][places], 0)
        slot[docs] = np.arange(len(docs))
        held, impacts, term = self.gather(np.where(long, -1, rows))
        at = slot[held]
        hit = np.flatnonzero(at >= 0)
        out[term[hit], at[hit]] = impacts[hit]
        slot[docs] = -1

    def save(self, folder: Path, name: str) -> None:
        """Write ``<name>.<array>.npy`` files; of ``starts`` only the steps, half the size."""
        steps = np.diff(self.starts).astype(np.uint16)
        arrays: tuple[NDArray[np.generic], ...] = (self.terms, steps, self.docs, self.impacts)
        for array, values in zip(_ARRAYS, arrays, strict=True):
            np.save(folder / f"{name}.{array}.npy", values)


def load_postings(folder: Path, name: str, n_docs: int) -> Postings:
    """Map what ``save`` wrote. Raises OSError or ValueError when a file is missing or cut short."""
    terms, steps, docs, impacts = (np.load(folder / f"{name}.{a}.npy", mmap_mode="r").view(np.ndarray) for a in _ARRAYS)
    starts = np.zeros(len(steps) + 1, np.uint32)
    np.cumsum(steps, out=starts[1:])
    if len(terms) != len(steps) or len(docs) != starts[-1] or len(impacts) != starts[-1]:
        raise ValueError(f"{name}: arrays do not belong together")
    return Postings(n_docs, terms, starts, docs, impacts)


def build_postings(texts: Sequence[str], mean_length: float, *, topical: bool = False) -> Postings:
    """Index bags of text. ``topical``: only pairs that stand more than once, for long texts: their topic remains."""
    if len(texts) > MAX_DOCS:
        raise ValueError(f"at most {MAX_DOCS} documents a file, got {len(texts)}")
    chars = fold("\n".join(texts))
    units = np.array([len(t.encode("utf-16-le", "surrogatepass")) // 2 + 1 for t in texts], np.int64)
    doc = np.repeat(np.arange(len(texts), dtype=np.uint64), units)[: len(chars)]
    length = np.bincount(doc[chars > 0].astype(np.int64), minlength=len(texts)).astype(np.float32)
    keys, count = _count(_keys(chars, doc, singles=not topical))
    if topical:
        keys, count = keys[count > 1], count[count > 1]
    docs = (keys & np.uint64(0xFFFF)).astype(np.uint16)
    code = (keys >> np.uint64(16)).astype(np.uint32)
    first = np.flatnonzero(np.diff(code, prepend=np.uint32(0)) != 0) if len(code) else np.zeros(0, np.int64)
    norm = (K1 * (1 - B + B * length / mean_length)).astype(np.float32)
    tf = count.astype(np.float32)
    impacts = np.maximum(1, np.rint(FULL * tf / (tf + norm[docs]))).astype(np.uint8)
    starts = np.append(first, len(code)).astype(np.uint32)
    return Postings(len(texts), code[first], starts, docs, impacts)


def _keys(chars: NDArray[np.uint16], doc: NDArray[np.uint64], singles: bool) -> NDArray[np.uint64]:
    """term << 16 | document, unsorted, repeats kept; pairs first, then single characters that are not common."""
    a, b = chars[:-1].astype(np.uint64), chars[1:].astype(np.uint64)
    pair = (a > 0) & (b > 0)
    pairs = (((a[pair] << np.uint64(16)) | b[pair]) << np.uint64(16)) | doc[:-1][pair]
    single = (chars > 0) & ~common_chars()[chars] if singles else np.zeros(len(chars), bool)
    keys = np.concatenate([pairs, (chars[single].astype(np.uint64) << np.uint64(16)) | doc[single]])
    keys.sort()
    return keys


def _count(keys: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Distinct sorted keys and how often each stands."""
    if not len(keys):
        return keys, np.zeros(0, np.int64)
    first = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    return keys[first], np.diff(np.append(first, len(keys)))
