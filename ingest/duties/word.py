"""Tables and paragraphs of a .docx, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.duties.grids import Grid, Span, Tables, clean_cell, make_grid
from ingest.word import blocks, children, read_body, tag

_MAX_SPAN = 512


def read_word(data: bytes, name: str) -> Tables:
    """Body tables (nested ones too) as grids named 表1, 表2 …, with the paragraphs between them."""
    body = read_body(data, name)
    found: list[Grid | str] = []
    above: list[str] = []
    count = 0
    for block in blocks(body):
        if isinstance(block, str):
            if text := clean_cell(block):
                found.append(text)
                above.append(text)
            continue
        for table in (block, *_nested(block)):
            count += 1
            grid = _grid(table, f"表{count}", above)
            above = []
            if grid.width:
                found.append(grid)
    return Tables(tuple(found))


def _grid(table: Any, sheet: str, above: list[str]) -> Grid:
    cells: list[list[str]] = []
    merges: dict[tuple[int, int], Span] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # first column -> (first row, last column)
    for tr in children(table, "tr"):
        r = len(cells)
        row: list[str] = [""] * _grid_offset(tr, "gridBefore")
        for tc in children(tr, "tc"):
            c, wide = len(row), _grid_span(tc)
            merge = _vertical_merge(tc)
            started = open_merges.get(c)
            if merge == "continue" and started is not None:
                merges[started[0], c] = (started[0], c, r, started[1])
            else:
                open_merges.pop(c, None)
                if merge == "restart":
                    open_merges[c] = (r, c + wide - 1)
                if wide > 1:
                    merges[r, c] = (r, c, r, c + wide - 1)
            row.extend([_cell_text(tc)] + [""] * (wide - 1))
        cells.append(row)
    return make_grid(sheet, cells, merges.values(), above=above[-12:])


def _cell_text(tc: Any) -> str:
    return "\n".join(block for block in blocks(tc) if isinstance(block, str))


def _nested(table: Any) -> Iterator[Any]:
    """Tables inside a table's cells, depth first, the table itself left out."""
    for tr in children(table, "tr"):
        for tc in children(tr, "tc"):
            for block in blocks(tc):
                if not isinstance(block, str):
                    yield block
                    yield from _nested(block)


def _property(element: Any, holder: str, name: str) -> Any | None:
    for child in element:
        if tag(child) == holder:
            for item in child:
                if tag(item) == name:
                    return item
    return None


def _value(element: Any) -> str | None:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "val"), None)


def _grid_span(tc: Any) -> int:
    span = _property(tc, "tcPr", "gridSpan")
    value = _value(span) if span is not None else None
    return min(_MAX_SPAN, max(1, int(value))) if value and value.isdigit() else 1


def _grid_offset(tr: Any, name: str) -> int:
    offset = _property(tr, "trPr", name)
    value = _value(offset) if offset is not None else None
    return min(_MAX_SPAN, int(value)) if value and value.isdigit() else 0


def _vertical_merge(tc: Any) -> str | None:
    merge = _property(tc, "tcPr", "vMerge")
    return None if merge is None else (_value(merge) or "continue")
