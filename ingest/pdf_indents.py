"""Indents of a PDF's lines: a printed page begins its paragraphs further in, which the text layer itself does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

INDENT = "\u3000\u3000"
_LEAST = 1.5
_MOST = 2.6
"""Letters by which a line must stand in; an indent is two."""
_LABEL = re.compile(r"[第笫][零〇一二三四五六七八九十百千\d]{1,9}[条章编节]|[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、]|附[件表录]")
_ENDS = "。；：！？”）)》.;:"
_BLANKS = " \t\u3000\xa0"
_SHORT = 8
_SHARE = 0.15


class PageLine(NamedTuple):
    """A line of a page: ``width`` are the letters of its column's widest line, 0 on a page of one column; its left and
    right edge in points, both 0 where they are not known."""

    text: str
    width: int = 0
    left: float = 0.0
    right: float = 0.0


def with_indents(pages: Sequence[Sequence[PageLine]]) -> list[list[PageLine]]:
    """Pages with blanks before the lines that stand in from the margin, which left and right pages have each their own.
    Where lines have blanks of their own, their place is not known or few stand in by two letters, nothing is added."""
    lines = [line for page in pages for line in page]
    if any(line.text[:1] in _BLANKS or not line.right for line in lines):
        return [list(page) for page in pages]
    sizes = [(line.right - line.left) / len(line.text) for line in lines if len(line.text) > 1]
    letter = median(sizes) if sizes else 0.0
    margins = [_margin([line for page in pages[side::2] for line in page]) for side in (0, 1)]
    margins = [margin or max(margins) for margin in margins]
    if _LEAST * letter <= abs(margins[0] - margins[1]) <= _MOST * letter:  # the pages of one side hold nothing but first lines
        margins = [min(margins)] * 2
    first = sum(_LEAST * letter <= line.left - margins[n % 2] <= _MOST * letter for n, page in enumerate(pages) for line in page)
    if first < _SHARE * len(lines):
        return [list(page) for page in pages]
    return [
        [line._replace(text=INDENT + line.text) if inside else line for line, inside in zip(page, _inside(page, margins[n % 2], letter), strict=True)]
        for n, page in enumerate(pages)
    ]


def _margin(lines: Sequence[PageLine]) -> float:
    """Where the lines of left or right pages begin; page numbers, which may stand further out, are short."""
    return min((line.left for line in lines if len(line.text) >= _SHORT), default=0.0)


def _inside(page: Sequence[PageLine], margin: float, letter: float) -> list[bool]:
    """Which lines stand in. Where the line before stands in alike and is full without an end, the paragraph as a whole
    stands in and the line is its rest."""
    edge = max((line.right for line in page), default=0.0)
    out: list[bool] = []
    for k, line in enumerate(page):
        inside = line.left - margin >= _LEAST * letter > 0
        if inside and k and not _LABEL.match(line.text):
            before = page[k - 1]
            inside = not (abs(before.left - line.left) < letter / 2 and edge - before.right < letter * 1.5 and before.text[-1] not in _ENDS)
        out.append(inside)
    return out
