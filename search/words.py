"""Words of a text, for what people read: marks, reasons. Ranking needs none (see ``search.analyse``).

The word list ships with the package (``models/words.txt``, made by ``make train`` with jieba from the statutes,
the most frequent first), because jieba's own dictionary takes half a second to load. A text is cut the way jieba
cuts it: into the words whose frequencies make the likeliest whole.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import numpy as np

from corpus.tables import parse_table
from search.analyse import fold_text
from search.query import synonyms

WORDS = Path(__file__).parent / "models" / "words.txt"
_SINGLE = 14.0  # cost of a character that is in no word: more than of the rarest word
_SHIFT = 50.0  # Zipf's law holds from here on
_EVERYDAY = 5.0  # of an everyday word from data/synonyms.tsv: always taken whole


@lru_cache(maxsize=1024)
def words_of(text: str) -> tuple[str, ...]:
    """Words in order, folded; single characters of no word stand together as one, particles alone.

    >>> words_of("对露天禁烧的处罚")
    ('对', '露天', '禁烧', '的', '处罚')
    """
    found: list[str] = []
    for run in fold_text(text).split():
        found += _joined(_cut(run)) if not run.isascii() else [run]
    return tuple(found)


@lru_cache(maxsize=1024)
def telling_words(text: str) -> tuple[str, ...]:
    """Distinct words of two characters and more; a single character with the word before it (住宅, 住宅区).

    >>> telling_words("农民的住宅区")
    ('农民', '住宅', '住宅区')
    """
    out: dict[str, None] = {}
    for run in fold_text(text).split():
        words = words_of(run)
        for i, word in enumerate(words):
            if len(word) > 1:
                out[word] = None
            elif i and len(words[i - 1]) > 1 and word not in particles():
                out[words[i - 1] + word] = None
    return tuple(out) or tuple(fold_text(text).split())


@lru_cache(maxsize=1024)
def parts_of(word: str) -> tuple[str, ...]:
    """Shorter words inside a word, for a text that lacks the whole: of three characters the first two (禁养区,
    禁养; 生物质 is no 物质), of more the words in it, its pairs where it holds none."""
    n = len(word)
    if n <= 3:
        return (word[:2],) if n == 3 else ()
    costs = _costs()
    spans = [
        (i, j) for size in range(min(n - 1, _longest()), 1, -1) for i in range(n - size + 1) if word[i : (j := i + size)] in costs
    ]
    outer = [word[i:j] for i, j in spans if not any(a <= i and j <= b and (a, b) != (i, j) for a, b in spans)]
    return tuple(outer) or tuple(word[i : i + 2] for i in range(n - 1))


@cache
def particles() -> frozenset[str]:
    """Characters that belong to no neighbour."""
    return frozenset(row[0] for row in parse_table((WORDS.parent.parent / "data" / "particles.tsv").read_text("utf-8")))


def _cut(run: str) -> list[str]:
    """The cheapest way through a run without blanks."""
    costs, longest = _costs(), _longest()
    n = len(run)
    best = [0.0] * (n + 1)
    step = [1] * n
    for i in range(n - 1, -1, -1):
        best[i] = _SINGLE + best[i + 1]
        for j in range(i + 2, min(n, i + longest) + 1):
            cost = costs.get(run[i:j])
            if cost is not None and cost + best[j] < best[i]:
                best[i], step[i] = cost + best[j], j - i
    out, i = [], 0
    while i < n:
        out.append(run[i : i + step[i]])
        i += step[i]
    return out


def _joined(words: list[str]) -> list[str]:
    """Neighbouring single characters are a word that the list lacks; particles are not."""
    out: list[str] = []
    open_ = False
    for word in words:
        single = len(word) == 1 and word not in particles()
        if single and open_:
            out[-1] += word
        else:
            out.append(word)
        open_ = single
    return out


@cache
def _costs() -> dict[str, float]:
    """Word → what it costs to use it: by its place in the list."""
    words = WORDS.read_text("utf-8").split("\n")[1:-1]
    costs = dict(zip(words, np.log(np.arange(len(words)) + _SHIFT).tolist(), strict=True))
    costs |= dict.fromkeys(synonyms(), _EVERYDAY)
    return costs


@cache
def _longest() -> int:
    return max(map(len, _costs()))
