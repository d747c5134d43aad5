"""The second maker's Word and PDF files."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

from tests.support.listmaker.second import MAKERS, Wanted, maker, rows, wanted

__all__ = ["MAKERS", "converted"]

_HEADS = ["序号", "权力名称", "权力类别", "责任主体", "设定依据"]
_KEYS = ("seq", "name", "power_type", "bearer", "basis")
_WIDTHS = [36, 150, 70, 90, 300]


@maker
def docx_merged_and_repeated_header(folder: Path) -> tuple[Path, Wanted]:
    """Header row marked as repeat, bearer merged vertically over all rows, a table split in two by a page break."""
    document = docx.Document()
    document.add_paragraph("青石镇权力清单")
    data = rows()
    for part, headed in ((data[:7], True), (data[7:], False)):
        table = document.add_table(rows=0, cols=5)
        if headed:
            _fill(table.add_row(), _HEADS)
            table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        first = len(table.rows)
        for row in part:
            _fill(table.add_row(), [row[k] for k in _KEYS])
        for later in table.rows[first + 1 :]:
            later.cells[3].text = ""
        merged = table.cell(first, 3).merge(table.cell(len(table.rows) - 1, 3))
        merged.text = data[0]["bearer"]
        if headed:
            document.add_page_break()
    path = folder / "merged.docx"
    document.save(str(path))
    return path, [wanted(row) for row in data]


@maker
def docx_nested_and_numbered(folder: Path) -> tuple[Path, Wanted]:
    """The list stands in a layout table's cell; basis cells hold several paragraphs; names are tabbed."""
    document = docx.Document()
    outer = document.add_table(rows=1, cols=1)
    outer.cell(0, 0).text = "青石镇权力清单"
    table = outer.cell(0, 0).add_table(rows=0, cols=5)
    _fill(table.add_row(), _HEADS)
    found = []
    for i, row in enumerate(rows(), 2):
        cells = _fill(table.add_row(), [row[k] for k in _KEYS])
        cells[4].add_paragraph("《青石县管理办法》第九条")
        found.append(wanted(row, "seq name power_type bearer", basis_raw=row["basis"] + "\n《青石县管理办法》第九条", row=i))
    path = folder / "nested.docx"
    document.save(str(path))
    return path, found


@maker
def docx_word_numbers(folder: Path) -> tuple[Path, Wanted]:
    """Word's own numbering in the 序号 cells: the digits are not in the text."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=5)
    _fill(table.add_row(), _HEADS)
    data = rows()
    for row in data:
        cells = _fill(table.add_row(), ["", *(row[k] for k in _KEYS[1:])])
        cells[0].paragraphs[0].style = document.styles["List Number"]
    path = folder / "numbers.docx"
    document.save(str(path))
    return path, [wanted(row, "name power_type bearer basis") for row in data]


def _pdf(folder: Path, name: str, style: list[tuple[Any, ...]], *, repeat: int = 1, wide: bool = True, split: int = 0, height: int | None = None) -> tuple[Path, Wanted]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    text = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    data = rows(30)
    widths = _WIDTHS if wide else [30, 110, 60, 80, 190]
    cells = [[Paragraph(t, text) for t in line] for line in (_HEADS, *([row[k] for k in _KEYS] for row in data))]
    table = LongTable(cells, colWidths=widths, rowHeights=height, repeatRows=repeat, splitInRow=split, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *style]))
    path = folder / name
    title = Paragraph("青石镇权力清单", text)
    SimpleDocTemplate(str(path), pagesize=landscape(A4) if wide else A4).build([title, table])
    return path, [wanted(row) for row in data]


@maker
def pdf_grid_landscape(folder: Path) -> tuple[Path, Wanted]:
    """Full grid, landscape, the header on the first page only."""
    return _pdf(folder, "grid.pdf", [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], repeat=0)


@maker
def pdf_horizontal_rules(folder: Path) -> tuple[Path, Wanted]:
    """Lines between rows only."""
    return _pdf(folder, "rules.pdf", [("LINEBELOW", (0, 0), (-1, -1), 0.5, colors.black)])


@maker
def pdf_zebra(folder: Path) -> tuple[Path, Wanted]:
    """No lines, every other row shaded."""
    return _pdf(folder, "zebra.pdf", [("ROWBACKGROUNDS", (0, 1), (-1, -1), [colors.whitesmoke, colors.lightgrey])])


@maker
def pdf_bare(folder: Path) -> tuple[Path, Wanted]:
    """Neither lines nor shades, portrait."""
    return _pdf(folder, "bare.pdf", [], wide=False)


@maker
def pdf_bare_middle(folder: Path) -> tuple[Path, Wanted]:
    """No lines, cells centred vertically, header on page one only."""
    return _pdf(folder, "middle.pdf", [("VALIGN", (0, 0), (-1, -1), "MIDDLE")], repeat=0)


@maker
def pdf_split_rows(folder: Path) -> tuple[Path, Wanted]:
    """No lines; rows cut by the page end go on under the repeated header."""
    return _pdf(folder, "split.pdf", [], wide=False, split=1)


@maker
def pdf_split_rows_ruled(folder: Path) -> tuple[Path, Wanted]:
    """The same between lines, without a repeated header."""
    return _pdf(folder, "ruledsplit.pdf", [("GRID", (0, 0), (-1, -1), 0.5, colors.black)], wide=False, split=1, repeat=0)


@maker
def pdf_overflowing_rows(folder: Path) -> tuple[Path, Wanted]:
    """Rows lower than their text: words of one row lie over the lines, in the next row's cells."""
    return _pdf(folder, "over.pdf", [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")], height=16)


def converted(source: Path, folder: Path) -> Path | None:
    """``source`` as LibreOffice prints it to PDF; None where LibreOffice is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [program, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)],
        check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(folder)},
    )  # fmt: skip
    return folder / (source.stem + ".pdf")


def _fill(row: Any, texts: list[str]) -> Any:
    cells = row.cells
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    for cell in cells:
        borders = OxmlElement("w:tcBorders")
        for side in ("top", "left", "bottom", "right"):
            line = OxmlElement(f"w:{side}")
            line.set(qn("w:val"), "single")
            line.set(qn("w:sz"), "4")
            borders.append(line)
        cell._tc.get_or_add_tcPr().append(borders)
    return cells
