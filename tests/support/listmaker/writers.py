"""Models into files of every format; each returns the expected items with the rows as that format counts them."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import xlwt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer

from tests.support.listmaker.model import Expected, Model, Table

SHEET_FORMATS = ("xlsx", "xls", "csv", "csv-gb")


def write_model(model: Model, fmt: str, path: Path) -> list[Expected]:
    """Write the file and return what it holds."""
    return _WRITERS[fmt](model, path)


def can_write(model: Model, fmt: str) -> bool:
    """Whether the format can hold the layout: paragraphs need a document, merges and sheets need more than CSV."""
    if not model.tables:
        return fmt not in SHEET_FORMATS
    if any(t.hidden or t.hidden_rows for t in model.tables):
        return fmt in ("xlsx",)
    if fmt.startswith("csv"):
        return len({t.sheet for t in model.tables}) == 1 and not any(
            r1 > r0 for t in model.tables for r0, _, r1, _ in t.merges if r0 >= t.header_rows
        )
    return True


def _sheet_rows(tables: list[Table]) -> tuple[list[list[str]], list[tuple[int, int, int, int]], list[Expected]]:
    """Tables of one sheet beneath each other with their titles as merged rows."""
    rows: list[list[str]] = []
    merges: list[tuple[int, int, int, int]] = []
    expected: list[Expected] = []
    for table in tables:
        width = max(len(r) for r in table.cells)
        for title in table.titles:
            if width > 1:
                merges.append((len(rows), 0, len(rows), width - 1))
            rows.append([title, *[""] * (width - 1)])
        base = len(rows)
        rows += [list(r) for r in table.cells]
        merges += [(a + base, b, c + base, d) for a, b, c, d in table.merges]
        expected += [replace(e, sheet=table.sheet, row=0 if table.on_cards else base + r + 1) for r, e in table.expected]
        for text in table.below:
            rows.append([text, *[""] * (width - 1)])
        if table is not tables[-1]:
            rows.append([""] * width)
    return rows, merges, expected


def _by_sheet(model: Model) -> list[list[Table]]:
    groups: list[list[Table]] = []
    for table in model.tables:
        if table.same_sheet and groups:
            groups[-1].append(table)
        else:
            groups.append([table])
    return groups


def _write_xlsx(model: Model, path: Path) -> list[Expected]:
    book = openpyxl.Workbook()
    book.remove(book.active)
    found: list[Expected] = []
    for tables in _by_sheet(model):
        rows, merges, expected = _sheet_rows(tables)
        sheet = book.create_sheet(tables[0].sheet)
        for r, row in enumerate(rows, 1):
            for c, text in enumerate(row, 1):
                if text:
                    cell = sheet.cell(r, c, int(text) if text.isdigit() and len(text) < 6 else text)
                    if isinstance(text, str) and text.startswith("="):
                        cell.data_type = "s"
        for a, b, c_, d in merges:
            sheet.merge_cells(start_row=a + 1, start_column=b + 1, end_row=c_ + 1, end_column=d + 1)
        for r in tables[0].hidden_rows:
            sheet.row_dimensions[r + 1].hidden = True
        sheet.sheet_state = "hidden" if tables[0].hidden else "visible"
        found += expected
    book.save(path)
    return found


def _write_xls(model: Model, path: Path) -> list[Expected]:
    book = xlwt.Workbook(encoding="utf-8")
    found: list[Expected] = []
    for tables in _by_sheet(model):
        rows, merges, expected = _sheet_rows(tables)
        sheet = book.add_sheet(tables[0].sheet)
        anchors = {(a, b): (a, c, b, d) for a, b, c, d in merges}
        covered = {(r, k) for a, b, c, d in merges for r in range(a, c + 1) for k in range(b, d + 1)}
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if (r, c) in anchors:
                    sheet.write_merge(*anchors[r, c], text)
                elif text and (r, c) not in covered:
                    sheet.write(r, c, int(text) if text.isdigit() and len(text) < 6 else text)
        found += expected
    book.save(str(path))
    return found


def _write_csv(model: Model, path: Path, charset: str = "utf-8-sig") -> list[Expected]:
    rows, _, expected = _sheet_rows(model.tables)
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    path.write_bytes(buffer.getvalue().encode(charset))
    return [replace(e, sheet="") for e in expected]


def _write_csv_gb(model: Model, path: Path) -> list[Expected]:
    return _write_csv(model, path, "gb18030")


def _write_docx(model: Model, path: Path) -> list[Expected]:
    document = docx.Document()
    found: list[Expected] = []
    for n, table in enumerate(model.tables, 1):
        for title in table.titles:
            document.add_paragraph(title)
        width = max(len(r) for r in table.cells)
        grid = document.add_table(len(table.cells), width)
        for r, row in enumerate(table.cells):
            for c, text in enumerate(row):
                if text:
                    grid.cell(r, c).text = text.replace("\r", "")
        for a, b, c_, d in table.merges:
            keep = grid.cell(a, b).text
            merged = grid.cell(a, b).merge(grid.cell(c_, d))
            merged.text = keep
        found += [replace(e, sheet=f"表{n}", row=0 if table.on_cards else r + 1) for r, e in table.expected]
        for text in table.below or [""]:
            document.add_paragraph(text)
    for line in model.paragraphs:
        document.add_paragraph(line)
    document.save(str(path))
    return found + model.expected


def _write_html(model: Model, path: Path, charset: str = "utf-8") -> list[Expected]:
    out = [f"<html><head><meta charset='{charset}'><title>公开</title></head><body><div class=nav>首页 &gt; 公开</div>"]
    found: list[Expected] = []
    for n, table in enumerate(model.tables, 1):
        out += [f"<p style='text-align:center'>{html.escape(t)}</p>" for t in table.titles]
        out.append("<table border=1><tbody>")
        anchors = {(a, b): (c, d) for a, b, c, d in table.merges}
        covered = {(r, k) for a, b, c, d in table.merges for r in range(a, c + 1) for k in range(b, d + 1)} - set(anchors)
        for r, row in enumerate(table.cells):
            out.append("<tr>")
            for c, text in enumerate(row):
                if (r, c) in covered:
                    continue
                span = ""
                if (r, c) in anchors:
                    r1, c1 = anchors[r, c]
                    span = f" rowspan={r1 - r + 1} colspan={c1 - c + 1}"
                body = "<br/>".join(f"<span>{html.escape(part)}</span>" for part in text.replace("\r", "").split("\n"))
                out.append(f"<td{span}>\n  <p>{body}</p>\n</td>")
            out.append("</tr>")
        out.append("</tbody></table>")
        out += [f"<p>{html.escape(t)}</p>" for t in table.below]
        found += [replace(e, sheet=f"表{n}", row=0 if table.on_cards else r + 1) for r, e in table.expected]
    out += [f"<p>{html.escape(line)}</p>" for line in model.paragraphs]
    out.append("</body></html>")
    path.write_bytes("\n".join(out).encode(charset))
    return found + model.expected


def _write_html_gb(model: Model, path: Path) -> list[Expected]:
    return _write_html(model, path, "gb2312")


def _write_pdf(model: Model, path: Path, *, ruled: bool = True) -> list[Expected]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    story: list[object] = []
    found: list[Expected] = []
    for n, table in enumerate(model.tables, 1):
        story += [Paragraph(html.escape(t), style) for t in table.titles]
        width = max(len(r) for r in table.cells)
        cells = [
            [Paragraph("<br/>".join(html.escape(p) for p in text.strip().split("\n")), style) for text in row] for row in table.cells
        ]
        commands: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        if ruled:
            commands.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
        commands += [("SPAN", (b, a), (d, c)) for a, b, c, d in table.merges]
        long = [max(len(max(r[c].split("\n"), key=len)) for r in table.cells if c < len(r)) for c in range(width)]
        share = [min(max(n_, 4), 24) for n_ in long]
        total = 760.0
        grid = LongTable(cells, colWidths=[total * s / sum(share) for s in share], repeatRows=0 if table.on_cards else table.header_rows)
        grid.setStyle(commands)
        story += [grid, Spacer(1, 8), *[Paragraph(html.escape(t), style) for t in table.below]]
        found += [replace(e, sheet=f"表{n}", row=0 if table.on_cards else r + 1) for r, e in table.expected]
    for line in model.paragraphs:
        story.append(Paragraph(html.escape(line), style))
    SimpleDocTemplate(str(path), pagesize=landscape(A4), topMargin=36, bottomMargin=36, leftMargin=36, rightMargin=36).build(story)
    return found + model.expected


def _write_pdf_gaps(model: Model, path: Path) -> list[Expected]:
    return _write_pdf(model, path, ruled=False)


_WRITERS: dict[str, Callable[[Model, Path], list[Expected]]] = {
    "xlsx": _write_xlsx,
    "xls": _write_xls,
    "docx": _write_docx,
    "csv": _write_csv,
    "csv-gb": _write_csv_gb,
    "html": _write_html,
    "html-gb": _write_html_gb,
    "pdf": _write_pdf,
    "pdf-gaps": _write_pdf_gaps,
}
FORMATS = tuple(_WRITERS)


def suffix_of(fmt: str) -> str:
    """File name ending of a format."""
    return "." + fmt.split("-")[0]
