"""Tables of a PDF with a text layer: ruled cells where lines are drawn, columns by gaps where not."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from ingest.duties.columns import lookup
from ingest.duties.grids import Grid, Span, Tables, clean_cell, make_grid, one_line
from ingest.duties.pdf_gaps import gap_tables, has_header
from ingest.duties.pdf_layout import Char, Edge, PageTable, ruled_tables, struck_through, text_lines
from ingest.errors import InputError
from ingest.records import ReadWarning

MAX_PAGES = 3000
_PAGE_NUMBER = re.compile(r"[—\-–－第]*\d{1,4}[—\-–－页]*(?:[/／共]+\d{1,4}页?)?")
_FEW_STRUCK = 3  # characters of a page that may lie over a line without a word said
_SAME_COLUMN = 4.0  # points by which a column may shift from page to page


@dataclass(slots=True)
class _Run:
    """A table that goes on over pages."""

    edges: tuple[float, ...]
    rows: list[list[str]]
    spans: list[Span]
    above: list[str]
    page_starts: set[int] = field(default_factory=set)


def read_pdf(data: bytes, name: str) -> Tables:
    """Grids named 表1 …; a table continued on the next page is one grid without its repeated header rows."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if "password" in str(exc).lower():
            raise InputError("PDF 已加密（设有打开密码）", name, "请去掉密码后再导入") from exc
        raise InputError("PDF 已损坏，无法打开", name, "请重新下载或另存后再导入") from exc
    try:
        return _read_document(document, name)
    finally:
        document.close()


def _read_document(document: pdfium.PdfDocument, name: str) -> Tables:
    if len(document) > MAX_PAGES:
        raise InputError(f"PDF 超过 {MAX_PAGES} 页", name, "请拆分后再导入")
    runs: list[_Run] = []
    blocks: list[_Run | str] = []
    pending: list[str] = []
    blank_pages: list[int] = []
    gap_pages: list[int] = []
    lost_pages: list[int] = []
    struck_pages: list[int] = []
    for number in range(len(document)):
        page = document[number]
        chars = _without_page_number(_page_chars(page), number + 1)
        if not chars:
            blank_pages.append(number + 1)
            continue
        drawn = _page_edges(page)
        tables = ruled_tables(drawn, chars)
        if tables and struck_through(drawn, chars) > _FEW_STRUCK:
            struck_pages.append(number + 1)
        if not tables:
            last = runs[-1].edges if runs and not pending else None
            tables = gap_tables(chars, last)
            if tables:
                gap_pages.append(number + 1)
            elif has_header(chars):
                lost_pages.append(number + 1)
        cursor = float("inf")
        for table in tables:
            pending.extend(_between(chars, tables, cursor, table.top))
            if runs and not pending and _continues(runs[-1], table):
                _append(runs[-1], table)
            else:
                run = _Run(table.edges, [list(r) for r in table.rows], list(table.spans), pending[-12:])
                runs.append(run)
                blocks.extend(pending)
                blocks.append(run)
            pending = []
            cursor = table.bottom
        pending.extend(_between(chars, tables, cursor, float("-inf")))
    blocks.extend(pending)
    if len(blank_pages) == len(document):
        raise InputError("PDF 没有文字层（是扫描件或图片）", name, "请提供 Word、Excel 原件，或先做文字识别（OCR）")
    warnings = []
    if blank_pages:
        warnings.append(ReadWarning("page_without_text", f"第 {_some(blank_pages)} 页没有文字层，未读入", name, "请核对这些页，必要时提供原件"))
    if lost_pages:
        warnings.append(ReadWarning("columns_not_separable", f"第 {_some(lost_pages)} 页的表格没有框线，列也分不开，未读入", name, "请提供 Word、Excel 原件"))
    if struck_pages:
        warnings.append(ReadWarning("text_over_lines", f"第 {_some(struck_pages)} 页有文字超出单元格、压在框线上，可能串行", name, "请逐行核对，或提供 Word、Excel 原件"))
    if gap_pages:
        warnings.append(ReadWarning("table_without_lines", f"第 {_some(gap_pages)} 页的表格没有框线，按文字间距还原", name, "请逐行核对，或提供 Word、Excel 原件"))
    return Tables(_as_blocks(blocks), (), tuple(warnings))


def _as_blocks(blocks: Sequence[_Run | str]) -> tuple[Grid | str, ...]:
    out: list[Grid | str] = []
    for block in blocks:
        if isinstance(block, str):
            out.append(block)
        else:
            sheet = f"表{sum(isinstance(b, Grid) for b in out) + 1}"
            out.append(make_grid(sheet, block.rows, block.spans, above=block.above, page_starts=block.page_starts))
    return tuple(out)


# ---------------------------------------------------------------- pages joined


def _continues(run: _Run, table: PageTable) -> bool:
    return len(run.edges) == len(table.edges) and all(
        abs(a - b) <= _SAME_COLUMN for a, b in zip(run.edges, table.edges, strict=True)
    )


def _append(run: _Run, table: PageTable) -> None:
    skip = _repeated_rows(run.rows, table.rows)
    base = len(run.rows) - skip
    if skip < len(table.rows):
        run.page_starts.add(len(run.rows))
    first = len(run.rows)
    run.rows.extend([list(r) for r in table.rows[skip:]])
    for r0, c0, r1, c1 in table.spans:
        if r0 >= skip:
            run.spans.append((r0 + base, c0, r1 + base, c1))
    _carry_merges(run, first)


def _repeated_rows(held: list[list[str]], rows: Sequence[Sequence[str]]) -> int:
    """Rows at the top of a page that repeat the header rows of the first page."""
    for start in range(min(6, len(held))):
        count = 0
        if not _reads_as_header(held[start]):
            continue
        while count < min(4, len(rows)) and start + count < min(8, len(held)) and list(rows[count]) == held[start + count]:
            count += 1
        if count:
            return count
    return 0


def _reads_as_header(row: Sequence[str]) -> bool:
    texts = [text for text in row if text]
    known = sum(lookup(one_line(text)) is not None for text in texts)
    return known >= 2 and known * 4 >= len(texts) * 3


def _carry_merges(run: _Run, first: int) -> None:
    """A cell merged over several rows and cut by the page end goes on: blank and again merged on the new page."""
    for i, (r0, c0, r1, c1) in enumerate(run.spans):
        if r0 != first or r1 == r0 or run.rows[r0][c0]:
            continue
        above = next(((j, s) for j, s in enumerate(run.spans) if s[2] == first - 1 and s[1] == c0 and s[3] == c1 and s[2] > s[0]), None)
        if above is not None:
            run.spans[above[0]] = (above[1][0], c0, r1, c1)
            del run.spans[i]
            _carry_merges(run, first)
            return


def _between(chars: list[Char], tables: list[PageTable], high: float, low: float) -> list[str]:
    """Paragraph lines between two heights that belong to no table."""
    free = [c for c in chars if low < c.y < high and not any(t.holds(c) for t in tables)]
    return [cleaned for line in text_lines(free) if (cleaned := clean_cell(line))]


def _without_page_number(chars: list[Char], number: int) -> list[Char]:
    """A page's characters without its page number in the top or bottom line."""
    for extreme in (min, max):
        if not chars:
            break
        outer = extreme(chars, key=lambda c: c.y)
        line = [c for c in chars if abs(c.y - outer.y) <= outer.size * 0.45]
        text = "".join("".join(c.text for c in sorted(line, key=lambda c: c.left)).split())
        if _PAGE_NUMBER.fullmatch(text) and (text == str(number) or not text.isdigit()):
            chars = [c for c in chars if c not in line]
    return chars


def _some(pages: list[int]) -> str:
    return "、".join(map(str, pages[:8])) + ("等" if len(pages) > 8 else "")


# ---------------------------------------------------------------- reading a page


def _page_chars(page: pdfium.PdfPage) -> list[Char]:
    text_page = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    out: list[Char] = []
    for i in range(text_page.count_chars()):
        code = raw.FPDFText_GetUnicode(text_page, i)
        if code < 32 or 0xD800 <= code < 0xE000:
            continue
        raw.FPDFText_GetCharBox(text_page, i, left, right, bottom, top)
        size = raw.FPDFText_GetFontSize(text_page, i)
        if top.value - bottom.value <= 0 and right.value - left.value <= 0:
            continue
        char = chr(code)
        if 0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF:
            char = unicodedata.normalize("NFKC", char)
        out.append(Char(char, left.value, right.value, bottom.value, top.value, float(size) or 10.0))
    text_page.close()
    return out


def _page_edges(page: pdfium.PdfPage) -> list[Edge]:
    """Drawn horizontal and vertical lines of a page, thin rectangles and cell shadings among them."""
    width, height = page.get_size()
    edges: list[Edge] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for obj in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,), max_depth=4):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(obj, fill, stroke)
        if not fill.value and not stroke.value:
            continue
        left, bottom, right, top = obj.get_bounds()
        if right - left > width * 0.97 and top - bottom > height * 0.97:
            continue
        matrix = obj.get_matrix()
        points: list[tuple[float, float]] = []
        start = None
        for i in range(raw.FPDFPath_CountSegments(obj)):
            segment = raw.FPDFPath_GetPathSegment(obj, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = matrix.on_point(x.value, y.value)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                start, points = point, [point]
                continue
            if points:
                _add_edge(edges, points[-1], point)
            points = [point]
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                _add_edge(edges, point, start)
    return edges


def _add_edge(edges: list[Edge], a: tuple[float, float], b: tuple[float, float]) -> None:
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    if dy <= 1.0 and dx > 3.0:
        edges.append(Edge(False, (a[1] + b[1]) / 2, min(a[0], b[0]), max(a[0], b[0])))
    elif dx <= 1.0 and dy > 3.0:
        edges.append(Edge(True, (a[0] + b[0]) / 2, min(a[1], b[1]), max(a[1], b[1])))
