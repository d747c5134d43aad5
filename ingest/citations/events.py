"""Where a citation may start, in text order: titles, document numbers, relative words, locators."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.citations.docnos import DocNo
from ingest.citations.heads import RELATIVE
from ingest.citations.locators import ANCHOR, ANCHOR_MISPRINT, find_items, find_unmarked
from ingest.citations.titles import Title

TITLE, DOC_NO, RELATIVE_WORD, LOCATOR, UNMARKED = range(5)


def anchors_in(text: str) -> list[int]:
    """Where 第 opens a locator, misprinted or not."""
    found = [m.start() for m in ANCHOR.finditer(text)]
    if "笫" in text:
        found = sorted([*found, *(m.start() for m in ANCHOR_MISPRINT.finditer(text))])
    return found


def events(titles: list[Title], anchors: list[int], text: str, doc_nos: list[DocNo]) -> Iterator[tuple[int, int, object]]:
    """Everything that may start a citation, in text order; at one place titles come first."""
    found: list[tuple[int, int, object]] = [(t.start, TITLE, t) for t in titles]
    found += [(d.start, DOC_NO, d) for d in doc_nos]
    for literal, pattern in RELATIVE.items():
        if literal in text:
            found += [(m.start(), RELATIVE_WORD, m.end()) for m in pattern.finditer(text)]
    found += [(a, LOCATOR, None) for a in anchors]
    found += [(a, UNMARKED, None) for a in find_unmarked(text)]
    found += [(a, LOCATOR, None) for a in find_items(text)]
    found.sort(key=lambda e: (e[0], e[1]))
    yield from found


def outside(anchors: list[int], titles: list[Title]) -> list[int]:
    """Anchors that do not stand inside a title."""
    out, i = [], 0
    for a in anchors:
        while i < len(titles) and titles[i].end <= a:
            i += 1
        if i == len(titles) or not titles[i].start <= a:
            out.append(a)
    return out
