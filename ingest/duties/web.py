"""Tables and paragraphs of an .html page, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from ingest.duties.grids import Grid, Span, Tables, clean_cell, make_grid
from ingest.errors import InputError
from ingest.files import declared_charset, decode_text

_BLOCK_TAGS = {"p", "div", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "section", "article", "ul", "ol", "dl", "center", "caption", "td", "th", "pre"}
_SKIP_TAGS = {"script", "style", "noscript", "template", "head", "select", "textarea", "nav", "footer"}
_BLANKS = re.compile(r"[ \t\n\r\f\xa0]+")
_MAX_SPAN = 1000
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def read_web(data: bytes, name: str) -> Tables:
    """Innermost tables as grids named 表1, 表2 …, with the paragraphs between them."""
    text = _DECLARATION.sub("", decode_text(data, declared_charset(data), name=name))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.replace("\x00", ""), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError) as exc:
        raise InputError("网页没有可读的内容", name, "请在浏览器中打开后另存为完整网页，再导入") from exc
    blocks: list[Grid | str] = []
    above: list[str] = []
    count = 0
    for block in _blocks(root):
        if isinstance(block, str):
            if cleaned := clean_cell(block):
                blocks.append(cleaned)
                above.append(cleaned)
            continue
        count += 1
        grid = _grid(block, f"表{count}", above)
        above = []
        if grid.width:
            blocks.append(grid)
    return Tables(tuple(blocks))


def _blocks(root: Any) -> Iterator[Any]:
    """Paragraph texts and innermost table elements; a table that only lays out other tables is looked through."""
    buffer: list[str] = []

    def flush() -> Iterator[str]:
        text = "".join(buffer)
        buffer.clear()
        yield from (line for line in text.split("\n") if line.strip())

    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        element, closing = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if closing:
            if tag in _BLOCK_TAGS:
                yield from flush()
            buffer.append(_flat(element.tail))
            continue
        if not tag or tag in _SKIP_TAGS or _is_hidden(element):
            buffer.append(_flat(element.tail))
            continue
        if tag == "table" and element.find(".//table") is None:
            yield from flush()
            yield element
            buffer.append(_flat(element.tail))
            continue
        if tag in _BLOCK_TAGS or tag == "table":
            yield from flush()
        if tag == "br":
            buffer.append("\n")
        buffer.append(_flat(element.text))
        stack.append((element, True))
        stack.extend((child, False) for child in reversed(element))
    yield from flush()


def _grid(table: Any, sheet: str, above: list[str]) -> Grid:
    rows = list(table.iter("tr"))
    cells: list[list[str]] = [[] for _ in rows]
    merges: list[Span] = []
    taken: dict[int, int] = {}  # column -> first row that is free again
    titles = [text for caption in table.iter("caption") if (text := clean_cell(_text(caption)))]
    for r, tr in enumerate(rows):
        row = cells[r]
        c = 0
        for td in tr:
            if td.tag not in ("td", "th"):
                continue
            while taken.get(c, 0) > r:
                c += 1
            wide, tall = _span_of(td, "colspan", _MAX_SPAN), _span_of(td, "rowspan", len(rows) - r)
            row.extend([""] * (c + wide - len(row)))
            row[c] = _text(td)
            if wide > 1 or tall > 1:
                merges.append((r, c, r + tall - 1, c + wide - 1))
            for covered in range(c, c + wide):
                taken[covered] = r + tall
            c += wide
    return make_grid(sheet, cells, merges, above=[*above[-12:], *titles])


def _text(element: Any) -> str:
    """Text of a cell: blocks and <br> break lines, other white space collapses."""
    parts: list[str] = []

    def walk(node: Any, depth: int) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag and tag not in _SKIP_TAGS and not _is_hidden(node):
            if tag == "br":
                parts.append("\n")
            block = tag in _BLOCK_TAGS and depth > 0
            if block:
                parts.append("\n")
            parts.append(_flat(node.text))
            if depth < 200:
                for child in node:
                    walk(child, depth + 1)
            if block:
                parts.append("\n")
        if depth > 0:
            parts.append(_flat(node.tail))

    walk(element, 0)
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _flat(text: str | None) -> str:
    return _BLANKS.sub(" ", text) if text else ""


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return bool(style) and "display:none" in style.replace(" ", "").lower()


def _span_of(td: Any, name: str, most: int) -> int:
    value = (td.get(name) or "").strip()
    if not value.isdigit():
        return 1
    wanted = int(value[:6])
    return max(1, min(most, wanted if wanted else most if name == "rowspan" else 1))
