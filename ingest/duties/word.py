"""Tables and paragraphs of a .docx, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.duties.grids import Grid, Span, Tables, clean_cell, make_grid
from ingest.errors import InputError
from ingest.files import MAX_OFFICE_BYTES, check_office, parse_xml

_MAX_SPAN = 512


def read_word(data: bytes, name: str) -> Tables:
    """Body tables (nested ones too) as grids named 表1, 表2 …, with the paragraphs between them."""
    archive = check_office(data, name)
    member = next((n for n in archive.names() if n.lower() == "word/document.xml"), None)
    if member is None:
        raise InputError("Word 文档缺少正文", name, "请用 Word 或 WPS 打开后另存为 .docx 再导入")
    root = parse_xml(archive.read(member, MAX_OFFICE_BYTES), name)
    blocks: list[Grid | str] = []
    above: list[str] = []
    body = next((child for child in root if _tag(child) == "body"), root)
    count = 0
    for block in _blocks(body):
        if isinstance(block, str):
            if text := clean_cell(block):
                blocks.append(text)
                above.append(text)
            continue
        for table in (block, *_nested(block)):
            count += 1
            grid = _grid(table, f"表{count}", above)
            above = []
            if grid.width:
                blocks.append(grid)
    return Tables(tuple(blocks))


def _blocks(parent: Any) -> Iterator[Any]:
    """Paragraph texts and table elements, looking through content controls and tracked insertions."""
    for child in parent:
        tag = _tag(child)
        if tag == "p":
            yield _paragraph(child)
        elif tag == "tbl":
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child)


def _grid(table: Any, sheet: str, above: list[str]) -> Grid:
    cells: list[list[str]] = []
    merges: dict[tuple[int, int], Span] = {}
    open_merges: dict[int, tuple[int, int]] = {}  # first column -> (first row, last column)
    for tr in _children(table, "tr"):
        r = len(cells)
        row: list[str] = [""] * _grid_offset(tr, "gridBefore")
        for tc in _children(tr, "tc"):
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
    return "\n".join(block for block in _blocks(tc) if isinstance(block, str))


def _nested(table: Any) -> Iterator[Any]:
    """Tables inside a table's cells, depth first, the table itself left out."""
    for tr in _children(table, "tr"):
        for tc in _children(tr, "tc"):
            for block in _blocks(tc):
                if not isinstance(block, str):
                    yield block
                    yield from _nested(block)


def _paragraph(p: Any) -> str:
    parts: list[str] = []
    _collect(p, parts)
    return "".join(parts)


def _collect(element: Any, parts: list[str]) -> None:
    for child in element:
        tag = _tag(child)
        if tag == "t":
            parts.append(child.text or "")
        elif tag in ("br", "cr"):
            parts.append("\n")
        elif tag == "tab":
            parts.append("\t")
        elif tag == "noBreakHyphen":
            parts.append("-")
        elif tag not in ("del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "txbxContent", "pict", "drawing"):
            _collect(child, parts)


def _children(element: Any, wanted: str) -> Iterator[Any]:
    for child in element:
        tag = _tag(child)
        if tag == wanted:
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, wanted)


def _property(element: Any, holder: str, name: str) -> Any | None:
    for child in element:
        if _tag(child) == holder:
            for item in child:
                if _tag(item) == name:
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


def _tag(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
