"""Where the query's words stand in a text: spans of the raw text, an excerpt of long ones, the words themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from search.analyse import fold_text

Spans = tuple[tuple[int, int], ...]
LONG = 600
_CONTEXT = 120


def wanted_pairs(texts: Iterable[str]) -> frozenset[str]:
    """Character pairs to mark: those of the texts, not across word ends."""
    pairs = {f[i : i + 2] for t in texts if (f := fold_text(t)) for i in range(len(f) - 1)}
    return frozenset(p for p in pairs if " " not in p)


def mark(text: str, pairs: Collection[str], dull: Collection[str] = ()) -> Spans:
    """Maximal runs of wanted pairs; runs of nothing but ``dull`` pairs (规定, 应当) only where there is no other.

    >>> mark("对违法建设，责令拆除", {"违法", "法建", "建设", "拆除"})
    ((1, 5), (8, 10))
    """
    folded = fold_text(text)
    spans: list[tuple[int, int]] = []
    for i in range(len(folded) - 1):
        if folded[i : i + 2] in pairs:
            if spans and spans[-1][1] >= i + 1:
                spans[-1] = (spans[-1][0], i + 2)
            else:
                spans.append((i, i + 2))
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
