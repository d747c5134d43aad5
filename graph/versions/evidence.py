"""How much an article of one text looks like an article of another: the features that alignment weighs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from ingest.numerals import parse_numeral
from ingest.records import Article

Matrix = npt.NDArray[np.float64]

FEATURES = ("covered", "covers", "log_cosine", "row_margin", "column_margin", "heading", "sentences", "lead",
            "context_log_cosine", "context_row_margin", "context_column_margin", "one")  # fmt: skip
"""What each column of ``evidence`` says of (old i, new j):

covered – share of the words of i that stand in j (containment, weighted by rarity)
covers – share of the words of j that stand in i
log_cosine – log of the cosine of character bigrams, tf-idf
row_margin, column_margin – lead of the cosine over the best other j for i, over the best other i for j
heading – likeness of the headings that they stand under
sentences – share of i's sentences that find themselves best in j
lead – share of i's first sentence that stands in j
context_… – the same with half the words of the articles that each refers to (第X条) added
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """``features`` (old, new, len(FEATURES)); ``cosine`` (old, new); for each sentence of the old text its
    article (``owner``), its ``length``, and the share of its words that each new article holds (``held``)."""

    features: Matrix
    cosine: Matrix
    owner: npt.NDArray[np.int64]
    length: Matrix
    held: Matrix


def evidence(old: Sequence[Article], new: Sequence[Article]) -> Evidence:
    """Compare every article of ``old`` with every article of ``new``; both must have some."""
    old_full, new_full = [a.text for a in old], [a.text for a in new]
    # references to the law's own articles say nothing of the content: their numbers go
    old_text, new_text = [_SELF_REFERENCE.sub("", t) for t in old_full], [_SELF_REFERENCE.sub("", t) for t in new_full]
    space = _Space(old_text, new_text)
    cosine = space.cosine()
    covered, covers = space.containment()
    context = space.cosine(_references(old, old_full), _references(new, new_full))
    owner, length, held = _sentences(old_text, new_text)
    sentences, lead = _shares(owner, length, held, len(old))
    row, column = _margin(cosine), _margin(cosine.T).T
    context_row, context_column = _margin(context), _margin(context.T).T
    columns = (covered, covers, np.log(cosine + 0.03), row, column, _headings(old, new), sentences, lead,
               np.log(context + 0.03), context_row, context_column, np.ones_like(cosine))  # fmt: skip
    return Evidence(np.stack(columns, axis=-1), cosine, owner, length, held)


# ---------------------------------------------------------------- words

_SELF_REFERENCE = re.compile(
    r"本(?:法|法典|条例|办法|规定|细则|规则|解释)(?:(?:第[零〇一二三四五六七八九十百千]+条(?:之[一二三四五六七八九十]+)?"
    r"(?:第[一二三四五六七八九十]+款)?(?:第[（(]?[一二三四五六七八九十]+[）)]?项)?)[、，和或者及至]*)+"
)
_NUMBER = re.compile(r"第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?")
_NOT_WORD = re.compile(r"[^\w\n]+|_+")
_END = ord("\n")


def _references(articles: Sequence[Article], texts: Sequence[str]) -> sparse.csr_matrix:
    """Row-normalised matrix of which article refers to which."""
    index = {(a.article, a.suffix): k for k, a in enumerate(articles)}
    rows, cols = [], []
    for k, text in enumerate(texts):
        targets = set()
        for run in _SELF_REFERENCE.finditer(text):
            for m in _NUMBER.finditer(run[0]):
                t = index.get((parse_numeral(m[1]) or 0, (parse_numeral(m[2]) or 0) if m[2] else 0))
                if t is not None and t != k:
                    targets.add(t)
        rows += [k] * len(targets)
        cols += sorted(targets)
    n = len(articles)
    m = sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(n, n))
    return _scaled(m, np.asarray(m.sum(axis=1)).ravel())


class _Space:
    """Character bigrams of two sets of texts in one tf-idf space."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.n = len(old)
        total = len(old) + len(new)
        doc, gram, width = _bigrams([*old, *new])
        counts = sparse.coo_matrix((np.ones(len(doc)), (doc, gram)), shape=(total, width)).tocsr()  # adds up
        frequency = np.bincount(counts.indices, minlength=width)
        self.idf = np.log((total + 1) / (frequency + 0.5))
        self.tfidf = counts.copy()
        self.tfidf.data = (1 + np.log(counts.data)) * self.idf[counts.indices]
        self.binary = counts
        self.binary.data = np.ones_like(counts.data)

    def cosine(self, old_links: sparse.csr_matrix | None = None, new_links: sparse.csr_matrix | None = None) -> Matrix:
        m = self.tfidf
        if old_links is not None and new_links is not None:
            m = m + 0.5 * (sparse.block_diag([old_links, new_links], format="csr") @ m)
        m = _scaled(m, np.sqrt(np.asarray(m.multiply(m).sum(axis=1)).ravel()))
        return np.asarray((m[: self.n] @ m[self.n :].T).todense())

    def containment(self) -> tuple[Matrix, Matrix]:
        weighted = self.binary @ sparse.diags(self.idf)
        shared = np.asarray((weighted[: self.n] @ self.binary[self.n :].T).todense())
        size = np.maximum(np.asarray(weighted.sum(axis=1)).ravel(), 1e-9)
        return shared / size[: self.n, None], shared / size[None, self.n :]


def _bigrams(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], int]:
    """(text number, bigram number) of every character pair, punctuation out, and how many bigrams there are."""
    joined = _NOT_WORD.sub("", "\n".join(t.replace("\n", "") for t in texts))
    codes = np.frombuffer(joined.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    end = codes == _END
    pair = ~(end[:-1] | end[1:])
    text = np.cumsum(end)[:-1][pair]
    letters = _numbered(codes)
    n = int(letters.max(initial=0)) + 1
    grams = _numbered((letters[:-1] * n + letters[1:])[pair])
    return text, grams, int(grams.max(initial=0)) + 1


def _numbered(values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Values numbered densely in their order: a table look-up, which for small values beats sorting."""
    top = int(values.max(initial=0)) + 1
    if top > 20_000_000:
        return np.unique(values, return_inverse=True)[1]
    seen = np.zeros(top, dtype=bool)
    seen[values] = True
    return (np.cumsum(seen) - 1)[values]


def _scaled(m: sparse.csr_matrix, size: Matrix) -> sparse.csr_matrix:
    return sparse.diags(1 / np.where(size > 0, size, 1.0)) @ m


def _margin(s: Matrix) -> Matrix:
    """Lead of each cell over the best other cell of its row; negative where it is not the best."""
    if s.shape[1] < 2:
        return s.copy()
    top = np.partition(s, -2, axis=1)
    best, second = top[:, -1:], top[:, -2:-1]
    return np.where(s == best, s - second, s - best)


# ---------------------------------------------------------------- sentences and headings


def _sentences(old: Sequence[str], new: Sequence[str]) -> tuple[npt.NDArray[np.int64], Matrix, Matrix]:
    parts: list[str] = []
    owner: list[int] = []
    for k, text in enumerate(old):
        cut = [s for s in re.split(r"[。；\n]", text) if len(s) >= 8] or [text]
        parts += cut
        owner += [k] * len(cut)
    held, _ = _Space(parts, new).containment()
    return np.array(owner), np.array([float(len(p)) for p in parts]), held


def _shares(owner: npt.NDArray[np.int64], length: Matrix, held: Matrix, n: int) -> tuple[Matrix, Matrix]:
    """Per article: share of its sentences that stand best in each new article; how much of its first one does."""
    share = np.zeros((n, held.shape[1]))
    np.add.at(share, (owner, held.argmax(axis=1)), length * held.max(axis=1))
    share /= np.maximum(share.sum(axis=1, keepdims=True), 1e-9)
    return share, held[np.r_[True, owner[1:] != owner[:-1]]]


def _headings(old: Sequence[Article], new: Sequence[Article]) -> Matrix:
    """Jaccard of the bigrams of the innermost headings."""

    def grams(heading: str) -> frozenset[str]:
        words = re.sub(r"^第[零〇一二三四五六七八九十百]+(?:分编|[编章节])", "", re.sub(r"\s", "", heading))
        return frozenset(words[i : i + 2] for i in range(len(words) - 1)) or frozenset((words,))

    a = [x.path[-1] if x.path else "" for x in old]
    b = [x.path[-1] if x.path else "" for x in new]
    left, right = sorted(set(a)), sorted(set(b))
    right_grams = [grams(y) for y in right]
    table = np.array([[len(x & y) / len(x | y) for y in right_grams] for x in map(grams, left)])
    return table[np.ix_([left.index(x) for x in a], [right.index(y) for y in b])]
