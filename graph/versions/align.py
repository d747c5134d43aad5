"""Articles of an old text to articles of a new one: kept, moved, amended, split, merged, deleted, added.

The likeness of each pair of articles (``evidence``) is weighed into odds; where the new text keeps the order of
the old one, a walk over the new text with steps, skips and leaps (forward–backward) sharpens them. What stays
unlikely everywhere is deleted rather than guessed.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel

from graph.address import article_id
from graph.model import Alignment
from graph.versions.evidence import FEATURES, Evidence, Matrix, evidence
from ingest.records import Article

Change = Literal["same", "amended", "moved", "moved_amended", "split", "merged", "deleted"]


SURE = {True: 0.99, False: 0.8}
"""By ``ordered``: confidence from which a decision may be named without a caveat. Of the hard rows that a person read,
19 of 20 are right from here on; below it two of three between versions of a law (``tests.evaluation versions``)."""


@dataclass(frozen=True, slots=True)
class ArticleAlignment:
    """One old article. ``new``: main successor first, () when deleted; ``confidence``: 0..1 in that decision;
    ``sure``: whether it may be named without a caveat (``SURE``)."""

    old: Article
    new: tuple[Article, ...]
    change: Change
    similarity: float
    confidence: float
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Model:
    """Weights of the features and the habits of redrafting, fitted by tests/tools/train_alignment.py."""

    weights: Matrix
    leap: float  # chance that the next article stands anywhere
    wander: float  # chance that it stands in the wider neighbourhood
    near: float  # decay of a step forward
    wide: float  # decay of the wider neighbourhood
    sharpness: float  # exponent of the odds
    deleted: float  # chance above which "deleted" is the answer


def align(
    old: Sequence[Article], new: Sequence[Article], *, ordered: bool = True, model: Model | None = None
) -> list[ArticleAlignment]:
    """Successors of every old article, in the order of ``old``.

    ``ordered``: the new text is a version of the old one and mostly keeps its order; False for a law taken up
    into a code, where only neighbours tend to stay together and most doubt means deleted.
    """
    if not old:
        return []
    if not new:
        return [ArticleAlignment(a, (), "deleted", 0.0, 1.0) for a in old]
    model = model or load_model("ordered" if ordered else "code")
    seen = evidence(old, new)
    log_odds = seen.features @ model.weights * model.sharpness
    match, gone = _posterior(log_odds, model)
    if not ordered:
        held = _sure(match, seen.cosine)
        match, gone = _posterior(log_odds + _home(held, new), model)
        match, gone = _at_home(match, gone, _foreign(held, new), model)
    main = [_main(match[i], gone[i], model, ordered) for i in range(len(old))]
    also = [() if j is None else _further(i, j, main, match, seen, 0.0 if ordered else _FOREIGN) for i, j in enumerate(main)]
    shared = Counter(j for j in main if j is not None)
    out = []
    for i, (article, j) in enumerate(zip(old, main, strict=True)):
        if j is None:
            chance = round(float(gone[i]), 3)
            # what a code took up in other words is not to be called deleted
            out.append(ArticleAlignment(article, (), "deleted", 0.0, chance, ordered and chance >= SURE[ordered]))
            continue
        successors = tuple(new[k] for k in (j, *also[i]))
        likeness = similarity(article.text, new[j].text)
        change = change_of(article, successors, likeness, shared[j] > 1)
        chance = round(float(match[i, j]), 3)
        sure = likeness == 1.0 or chance >= SURE[ordered]
        out.append(ArticleAlignment(article, successors, change, round(likeness, 3), chance, sure))
    return out


def added(rows: Iterable[ArticleAlignment], new: Sequence[Article]) -> list[Article]:
    """Articles of the new text that continue none of the old."""
    reached = {(a.article, a.suffix) for row in rows for a in row.new}
    return [a for a in new if (a.article, a.suffix) not in reached]


def to_alignments(rows: Iterable[ArticleAlignment], old_version: str, new_version: str) -> list[Alignment]:
    """The rows as the library stores them, articles named by id."""
    return [
        Alignment(
            old=article_id(old_version, r.old.article, r.old.suffix),
            new=tuple(article_id(new_version, a.article, a.suffix) for a in r.new),
            change=r.change, similarity=r.similarity, sure=r.sure,
        )
        for r in rows
    ]


def similarity(a: str, b: str) -> float:
    """0..1, share of characters kept in order, punctuation, width and blanks aside."""
    if a == b:
        return 1.0
    return float(Indel.normalized_similarity(_folded(a), _folded(b)))


def change_of(old: Article, new: Sequence[Article], likeness: float, shared: bool) -> Change:
    """What became of ``old``. ``likeness``: to the main successor; ``shared``: it is another old article's too."""
    if not new:
        return "deleted"
    if len(new) > 1:
        return "split"
    same_number = (old.article, old.suffix) == (new[0].article, new[0].suffix)
    if likeness == 1.0:
        return "same" if same_number else "moved"
    if shared and likeness < 0.9:
        return "merged"
    return "amended" if same_number else "moved_amended"


@cache
def load_model(name: str) -> Model:
    """The fitted model ``ordered`` or ``code`` of data/alignment.tsv."""
    text = (files("graph.versions") / "data" / "alignment.tsv").read_text("utf-8")
    rows = csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t")
    value = {row["name"]: float(row[name]) for row in rows}
    weights = np.array([value[f] for f in FEATURES])
    return Model(weights, **{k: value[k] for k in ("leap", "wander", "near", "wide", "sharpness", "deleted")})


def _main(match: Matrix, gone: float, model: Model, ordered: bool) -> int | None:
    """Index of the main successor, or None for deleted. In a code a place that is not likelier than all others
    together is no answer."""
    best = int(match.argmax())
    if gone > model.deleted:
        return None
    if not ordered and match[max(0, best - _AROUND) : best + _AROUND + 1].sum() < 0.5:
        return None
    return best


# ---------------------------------------------------------------- the walk

_REACH = 60  # articles on either side that a step may cover


def _posterior(log_odds: Matrix, model: Model) -> tuple[Matrix, Matrix]:
    """Probability that old i continues as new j, and that it is deleted: forward–backward over the new text.

    Every old article has a place in the new text whether it is kept or not; its odds say how much better than
    a deleted one it fits there. ``log_odds`` are against "deleted", for a place taken at random.
    """
    n, m = log_odds.shape
    odds = np.exp(np.clip(log_odds + np.log(m), -30, 30))
    fit = 0.5 * odds + 0.5
    steps = _steps(model)

    def move(p: Matrix, kernel: Matrix) -> Matrix:
        return (1 - model.leap) * np.convolve(p, kernel)[_REACH : _REACH + m] + model.leap * p.sum() / m

    forward = np.empty((n, m))
    start = np.zeros(m + 1)
    start[0] = 1.0
    p = (1 - model.leap) * np.convolve(start, steps)[_REACH + 1 : _REACH + 1 + m] + model.leap / m
    for i in range(n):
        p = p * fit[i]
        p /= p.sum()
        forward[i] = p
        p = move(p, steps)
    backward = np.empty((n, m))
    p = np.ones(m) / m
    for i in range(n - 1, -1, -1):
        backward[i] = p
        p = move(p * fit[i], steps[::-1])
        p /= p.sum()
    place = forward * backward
    place /= place.sum(axis=1, keepdims=True)
    match = place * (0.5 * odds / fit)
    return match, 1 - match.sum(axis=1)


def _steps(model: Model) -> Matrix:
    """Chance of each distance from one old article's place to the next one's, leaps aside."""
    d = np.arange(-_REACH, _REACH + 1)
    near = np.where(d > 0, model.near ** (d - 1.0), np.where(d == 0, 0.4, 0.3 * model.near ** (-d - 1.0)))
    wide = np.where(d > 0, model.wide ** (d - 1.0), model.wide ** (-d * 1.0))
    share = model.wander / max(1e-9, 1 - model.leap)
    return (1 - share) * near / near.sum() + share * wide / wide.sum()


# ---------------------------------------------------------------- parts of a code

_SETTLED, _ALIKE = 0.8, 0.5  # probability and cosine of a match that tells where the old law's matter went
_HOME = 0.75  # weight of the parts of the code in the odds
_AROUND = 6  # articles on either side of the main successor that count as the same place
_ENOUGH = 5  # sure matches that say what parts of a code a law went to
_ABROAD = 0.02  # share of the sure matches below which a part on another matter is foreign to the law
_BOOK = re.compile(r"第[一二三四五六七八九十百]+(?:分)?编")
_COMMON = re.compile("总则|通则|一般规定|法律责任|附则")  # headings of what holds for every matter


def _sure(match: Matrix, cosine: Matrix) -> Matrix:
    """Weight of each new article as the place of sure matches."""
    return np.asarray((match * ((match >= _SETTLED) & (cosine >= _ALIKE))).sum(axis=0))


def _home(held: Matrix, new: Sequence[Article]) -> Matrix:
    """Log prior of each new article by the parts of the code it stands in: where the sure matches of the whole
    law lie. The parts on other matters hold look-alikes (大气 for 水) that are not its successors."""
    prior = np.zeros(len(new))
    if held.sum() < _ENOUGH:
        return prior
    for depth in (1, 2):  # 编, 分编 or 章: deeper parts are too small to tell
        share, size = _shares(held, [a.path[:depth] for a in new])
        prior += np.log((share + 0.01) / (size + 0.01))
    return np.clip(_HOME * prior, -4.0, 2.0)


def _foreign(held: Matrix, new: Sequence[Article]) -> npt.NDArray[np.bool_]:
    """Which new articles stand in a 编 or 分编 on another matter, where next to nothing of the law went."""
    parts = [tuple(h for h in a.path[:2] if _BOOK.match(h)) for a in new]
    if held.sum() < _ENOUGH or not any(parts):
        return np.zeros(len(new), dtype=bool)
    share, _ = _shares(held, parts)
    return (share < _ABROAD) & ~np.array([any(map(_COMMON.search, a.path[:2])) for a in new])


def _shares(held: Matrix, parts: Sequence[tuple[str, ...]]) -> tuple[Matrix, Matrix]:
    """For each new article: share of ``held`` in the part it stands in, and share of all articles there."""
    number: dict[tuple[str, ...], int] = {}
    part = np.array([number.setdefault(p, len(number)) for p in parts])
    return (np.bincount(part, held) / held.sum())[part], (np.bincount(part) / len(parts))[part]


def _at_home(
    match: Matrix, gone: Matrix, foreign: npt.NDArray[np.bool_], model: Model
) -> tuple[Matrix, Matrix]:
    """The probabilities, where an old article whose place is in a foreign part is held to the law's own and the
    common parts, if they hold a likely place for it once the foreign ones are out of the question; else it stays."""
    match, gone = match.copy(), gone.copy()
    for i, row in enumerate(match):
        j = _main(row, gone[i], model, ordered=False)
        if j is not None and foreign[j]:
            here = np.where(foreign, 0.0, row)
            rest = here.sum() + gone[i]
            if _main(here / rest, gone[i] / rest, model, ordered=False) is not None:
                match[i], gone[i] = here / rest, gone[i] / rest
    return match, gone


# ---------------------------------------------------------------- what became of it

_SENTENCE_HELD = 0.6  # a sentence stands in an article that holds this share of its words
_SENTENCE_GAIN = 0.3  # and holds so much more of them than the main successor
_FOREIGN = 5e-4  # in a code, a place less likely than this only shares phrases
_RIVAL = 0.35  # probability that makes the second candidate worth naming


def _further(
    i: int, j: int, main: Sequence[int | None], match: Matrix, seen: Evidence, least: float
) -> tuple[int, ...]:
    """Other articles that took up part of old ``i``: sentences that went elsewhere, to a place likelier than
    ``least``, and a near rival of ``j``."""
    found: dict[int, float] = {}
    for s in np.flatnonzero(seen.owner == i):
        row = seen.held[s]
        k = int(row.argmax())
        if k == j or row[k] < _SENTENCE_HELD or row[k] - row[j] < _SENTENCE_GAIN or seen.length[s] < 12:
            continue
        if match[i, k] <= least:
            continue  # out of the question: the sentence is a turn of phrase (有违法所得的，没收违法所得)
        owners = [h for h, t in enumerate(main) if t == k and h != i]
        if any(seen.cosine[h, k] > seen.cosine[i, k] for h in owners):
            continue  # another old article lives there; the sentence only resembles it
        found[k] = found.get(k, 0.0) + seen.length[s] * row[k]
    for rival in np.flatnonzero(match[i] >= _RIVAL).tolist():
        if rival != j:
            found[rival] = found.get(rival, 0.0) + 1.0
    return tuple(sorted(found, key=lambda k: (-found[k], k)))


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))
