"""Two lists printed beside each other on one sheet are read one after the other, left first."""

from __future__ import annotations

import itertools
from dataclasses import replace

from ingest.duties.columns import header_words
from ingest.duties.grids import Grid
from ingest.duties.header import Column, Header, find_headers


def side_by_side(grid: Grid) -> list[Grid]:
    """The grid, or one grid a list; each keeps its cells where they stood, and the rows above the header."""
    headers = find_headers(grid)
    if not headers:
        return [grid]
    header = headers[0]
    parts = _parts(grid, header)
    if len(parts) < 2 or not all(_is_list(part) for part in parts):
        return [grid]
    alike = len({tuple(header_words(c.header) for c in part) for part in parts}) == 1
    apart = all(_blank_between(grid, header, a[-1].index, b[0].index) for a, b in itertools.pairwise(parts))
    if not alike and not apart:
        return [grid]
    bounds = [0, *(part[0].index for part in parts[1:]), grid.width]
    return [_only(grid, header.top, lo, hi) for lo, hi in itertools.pairwise(bounds)]


def _parts(grid: Grid, header: Header) -> list[list[Column]]:
    """The header's columns, cut where its first column's words come again."""
    parts: list[list[Column]] = []
    first = header_words(header.columns[0].header)
    for column in header.columns:
        again = header_words(column.header) == first and grid.anchor(header.top, column.index)[1] == column.index
        if not parts or again:
            parts.append([])
        parts[-1].append(column)
    return parts


def _is_list(part: list[Column]) -> bool:
    return part[0].field == "seq" and any(c.field == "name" for c in part)


def _blank_between(grid: Grid, header: Header, left: int, right: int) -> bool:
    return any(not any(row[c] for row in grid.rows[header.top :]) for c in range(left + 1, right))


def _only(grid: Grid, top: int, lo: int, hi: int) -> Grid:
    rows = [
        tuple(text if r < top or lo <= c < hi else "" for c, text in enumerate(row)) for r, row in enumerate(grid.rows)
    ]
    spans = {at: span for at, span in grid.spans.items() if at[0] < top or lo <= at[1] < hi}
    return replace(grid, rows=tuple(rows), spans=spans)
