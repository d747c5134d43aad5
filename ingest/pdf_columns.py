"""Lines of a PDF page in reading order: a page of two columns is read column by column, whatever order the file has."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from pypdfium2 import raw as pdfium_c

from ingest.pdf_indents import PageLine

Box = tuple[float, float, float, float]  # left, bottom, right, top

_SOFT_HYPHENS = {0xFFFE: None, 0xAD: None}
_LINE = re.compile(r"[^\r\n]+")
_LEAST_ROWS = 6
_FILLED = 0.28
"""Of the page's width: what a full line of a column takes up; cells of a table are narrower."""
_SHARE = 0.6
_RULES = 4
"""Lines drawn on a page that holds a table."""


def page_lines(page: Any) -> list[PageLine]:
    """Lines of a pypdfium2 page that bear letters; those of a page of one column with their place."""
    text_page = page.get_textpage()
    try:
        boxes = [text_page.get_rect(i) for i in range(text_page.count_rects())]
        width, height = page.get_size()
        found = gutter(boxes, width)
        if found is None or len(list(page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_PATH]))) >= _RULES:
            return _placed(text_page)
        x, top, bottom = found
        above, left, right, below = (
            _lines(text_page.get_text_bounded(*part))
            for part in ((0, top, width, height), (0, bottom, x, top), (x, bottom, width, top), (0, 0, width, bottom))
        )
        widest = max(len(line.rstrip()) for line in (*left, *right))
        return [*map(PageLine, above), *(PageLine(line, widest) for line in (*left, *right)), *map(PageLine, below)]
    finally:
        text_page.close()


def gutter(boxes: Sequence[Box], width: float) -> tuple[float, float, float] | None:
    """(x between two columns of running text, their top, their bottom); None where the text is not so set."""
    rows = _rows(boxes)
    paired = [row for row in rows if len(row) > 1]
    if len(paired) < _LEAST_ROWS:
        return None
    gaps = {(a[2] + b[0]) / 2 for row in paired for a, b in pairwise(row)}
    for x in sorted(gaps, key=lambda x: abs(x - width / 2)):
        if abs(x - width / 2) > width / 8:
            break
        apart = [row for row in rows if not any(b[0] < x < b[2] for b in row)]
        both = [row for row in apart if row[0][2] <= x <= row[-1][0]]
        if len(both) < max(_LEAST_ROWS, _SHARE * len(rows)):
            continue
        if all(sum(_extent(row, x, left) >= _FILLED * width for row in both) * 3 >= len(both) for left in (True, False)):
            top = max(b[3] for row in both for b in row)
            lowest = max((b[3] for row in rows if row not in apart for b in row if b[3] < both[-1][0][1]), default=0.0)
            return x, top + 0.5, max(min(b[1] for row in apart for b in row if b[1] > lowest) - 0.5, lowest)
    return None


def _rows(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes on one baseline, from left to right; rows from the top down."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda b: -b[1]):
        if rows and abs(rows[-1][0][1] - box[1]) < (box[3] - box[1]) / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row) for row in rows]


def _extent(row: Sequence[Box], x: float, left: bool) -> float:
    side = [b for b in row if (b[2] <= x) == left]
    return side[-1][2] - side[0][0] if side else 0.0


def _lines(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", " ").translate(_SOFT_HYPHENS).split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def _placed(text_page: Any) -> list[PageLine]:
    """Lines with the left edge of their first letter and the right edge of their last one, where letters can be placed."""
    text = text_page.get_text_range()
    if len(text) != text_page.count_chars():
        return list(map(PageLine, _lines(text)))
    out: list[PageLine] = []
    for m in _LINE.finditer(text):
        line = m[0].replace("\x00", " ").rstrip()
        if line:
            first = m.start() + len(line) - len(line.lstrip())
            left, right = text_page.get_charbox(first)[0], text_page.get_charbox(m.start() + len(line) - 1)[2]
            out.append(PageLine(line.translate(_SOFT_HYPHENS), 0, left, right))
    return out
