"""A table of cells with its merges, whatever file it came from.

A ``Grid`` is rectangular. A merged cell's text stands in every cell it covers; ``anchor`` says where it began, so
that a merged basis reaches all its rows (Convention 8) while a merged item is still one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ingest.files import clean_control
from ingest.records import IgnoredTable, ReadWarning

MAX_CELLS = 5_000_000
"""Rows times columns of one sheet; beyond it the sheet is refused (a stray cell at XFD1048576)."""

Span = tuple[int, int, int, int]
"""First row, first column, last row, last column; zero-based, inclusive."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. ``numbers`` are the source's 1-based row numbers, ``above`` the paragraphs before the table."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]
    spans: dict[tuple[int, int], Span] = field(default_factory=dict)
    numbers: tuple[int, ...] = ()
    above: tuple[str, ...] = ()
    page_starts: frozenset[int] = frozenset()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    def span(self, r: int, c: int) -> Span:
        """The merged range that covers the cell (the cell itself when unmerged)."""
        return self.spans.get((r, c), (r, c, r, c))

    def anchor(self, r: int, c: int) -> tuple[int, int]:
        """Top left cell of the merged range."""
        return self.span(r, c)[:2]

    def starts_here(self, r: int, c: int) -> bool:
        """Whether the cell's text begins in this row (not merged down from above)."""
        return self.span(r, c)[0] == r

    def cells(self, r: int) -> list[tuple[int, str]]:
        """Non-empty (column, text) of a row, every merged range once."""
        seen: set[tuple[int, int]] = set()
        out: list[tuple[int, str]] = []
        for c, text in enumerate(self.rows[r]):
            at = self.anchor(r, c)
            if text and at not in seen:
                seen.add(at)
                out.append((c, text))
        return out


@dataclass(frozen=True, slots=True)
class Tables:
    """What a file holds, in reading order: grids and the paragraphs between them."""

    blocks: tuple[Grid | str, ...]
    ignored: tuple[IgnoredTable, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()

    @property
    def grids(self) -> list[Grid]:
        return [b for b in self.blocks if isinstance(b, Grid)]


def make_grid(
    sheet: str,
    cells: Sequence[Sequence[str]],
    merges: Iterable[Span] = (),
    *,
    numbers: Sequence[int] | None = None,
    above: Sequence[str] = (),
    page_starts: Iterable[int] = (),
    hidden: bool = False,
    hidden_rows: Iterable[int] = (),
) -> Grid:
    """Rectangular grid with cleaned text; merged ranges carry their anchor's text; outer empty columns go."""
    width = max((len(row) for row in cells), default=0)
    rows = [[clean_cell(text) for text in row] + [""] * (width - len(row)) for row in cells]
    spans: dict[tuple[int, int], Span] = {}
    for r0, c0, r1, c1 in merges:
        r1, c1 = min(r1, len(rows) - 1), min(c1, width - 1)
        if r1 < r0 or c1 < c0 or (r0 == r1 and c0 == c1):
            continue
        text = rows[r0][c0] or _hidden_text(rows, r0, c0, r1, c1)
        for r in range(r0, r1 + 1):
            for c in range(c0, c1 + 1):
                spans[r, c] = (r0, c0, r1, c1)
                rows[r][c] = text
    while width and not any(row[width - 1] for row in rows):
        width -= 1
    return Grid(
        sheet,
        tuple(tuple(row[:width]) for row in rows),
        spans,
        tuple(numbers) if numbers is not None else tuple(range(1, len(rows) + 1)),
        tuple(above),
        frozenset(page_starts),
        hidden,
        frozenset(hidden_rows),
    )


_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MANY_NEWLINES = re.compile(r"\n\s*\n+")


def clean_cell(text: str) -> str:
    """Cell text without control characters, spreadsheet escapes, outer blanks and one pair of wrapping quotes."""
    if not text:
        return ""
    if "_x" in text:
        text = _ESCAPE.sub(lambda m: chr(int(m.group(1), 16)), text)
    text = clean_control(text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")).strip()
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('""', ""):
        text = text[1:-1].replace('""', '"').strip()
    return _MANY_NEWLINES.sub("\n", text) if "\n" in text else text


def one_line(text: str) -> str:
    """Text with hard line breaks taken out: none between Chinese characters, a blank between Latin words."""
    if "\n" not in text:
        return text.strip()
    out = ""
    for line in (part.strip() for part in text.split("\n")):
        gap = " " if out and line and out[-1].isascii() and line[0].isascii() and out[-1].isalnum() else ""
        out += gap + line
    return out


def _hidden_text(rows: list[list[str]], r0: int, c0: int, r1: int, c1: int) -> str:
    """Some writers keep text in a covered cell only; take the first that has any."""
    for r in range(r0, r1 + 1):
        for c in range(c0, c1 + 1):
            if rows[r][c]:
                return rows[r][c]
    return ""
