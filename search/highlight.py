"""Where the query's words stand in a text: spans of the raw text, an excerpt of long ones, the words themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from search.analyse import fold_text
from search.words import parts_of, telling_words

Spans = tuple[tuple[int, int], ...]
LONG = 600
_CONTEXT = 120


def wanted_words(texts: Iterable[str]) -> frozenset[str]:
    """Words to mark: those of the texts, see ``telling_words``."""
    return frozenset(w for t in texts for w in telling_words(t))


def mark(text: str, words: frozenset[str] | tuple[str, ...], dull: Collection[str] = ()) -> Spans:
    """Where the words stand, those that touch as one; of a word that the text lacks, the shorter words in it.
    Marks of nothing but ``dull`` pairs (规定, 应当) only where there is no other.

    >>> mark("对违法建设，责令拆除", ("违法", "建设", "强制拆除"))
    ((1, 5), (8, 10))
    """
    wanted, plain = _taken_apart(words)
    folded = text if plain else fold_text(text)
    found: list[tuple[int, int]] = []
    for word, parts in wanted:
        if (at := folded.find(word)) >= 0:
            _add_places(folded, word, at, found)
            continue
        for part in parts:
            if (at := folded.find(part)) >= 0:
                _add_places(folded, part, at, found)
    spans: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if spans and begin <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((begin, end))
    telling = [s for s in spans if any(folded[i : i + 2] not in dull for i in range(s[0], s[1] - 1))] if dull else spans
    return tuple(telling or spans)


def excerpt(text: str, spans: Spans) -> tuple[str, int, Spans]:
    """Long texts are cut to a window around the densest marks: (text, where it begins, spans in it)."""
    if len(text) <= LONG:
        return text, 0, spans
    starts = [s for s, _ in spans] or [0]
    best = max(starts, key=lambda s: sum(min(e, s + LONG) - b for b, e in spans if s <= b < s + LONG - _CONTEXT))
    lo = max(0, best - _CONTEXT)
    hi = min(len(text), lo + LONG)
    return text[lo:hi], lo, tuple((b - lo, e - lo) for b, e in spans if b >= lo and e <= hi)


def marked_words(text: str, spans: Spans, most: int = 4) -> list[str]:
    """The longest distinct marked words, for a reason a person can read."""
    words = dict.fromkeys(text[b:e] for b, e in sorted(spans, key=lambda s: (s[0] - s[1], s[0])))
    chosen: list[str] = []
    for word in words:
        if not any(word in other for other in chosen):
            chosen.append(word)
    return chosen[:most]


@lru_cache(maxsize=4096)
def words_in_name(name: str, words: frozenset[str], most: int = 2) -> tuple[str, ...]:
    """Marked words of a short text: laws and headings come again from hit to hit."""
    return tuple(marked_words(name, mark(name, words), most))


@lru_cache(maxsize=256)
def _taken_apart(words: frozenset[str] | tuple[str, ...]) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], bool]:
    """Words with the shorter words in them, and whether all are Chinese: these stand in a text as they do in its
    folded form."""
    return tuple((w, parts_of(w)) for w in words), all("一" <= c <= "鿿" for w in words for c in w)


def _add_places(folded: str, word: str, at: int, found: list[tuple[int, int]]) -> None:
    """Where a word stands from ``at`` on; letters and digits (65) not inside longer ones (165)."""
    size, latin = len(word), word[0].isascii() or word[-1].isascii()
    while at >= 0:
        end = at + size
        if not (latin and (_latin(folded[max(0, at - 1) : at + 1]) or _latin(folded[end - 1 : end + 1]))):
            found.append((at, end))
        at = folded.find(word, end)


def _latin(pair: str) -> bool:
    return len(pair) == 2 and pair.isascii() and pair.isalnum()
