"""Duty lists (清单) as counties keep them: workbooks, Word tables, CSV, web pages, PDF."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ingest.duties.assemble import assemble
from ingest.duties.grids import Tables, clean_cell
from ingest.errors import InputError
from ingest.files import decode_text, read_bounded, sniff
from ingest.records import DutyFile, ListKind, Source


def read_duties(path: Path, kind: ListKind | None = None) -> DutyFile:
    """Every list in the file, each item traced to its sheet, row and columns; ``kind`` overrides recognition.

    InputError for a file that cannot be opened. A file without a list comes back empty with the warning
    ``no_list``; tables that are no lists are named in ``ignored``.
    """
    data = read_bounded(path)
    fmt = sniff(data, path.name)
    source = Source(path.name, hashlib.sha256(data).hexdigest(), fmt, len(data))
    return assemble(_read_tables(data, fmt, path.name), source, kind)


def _read_tables(data: bytes, fmt: str, name: str) -> Tables:
    # readers are imported when asked for: a CSV needs neither the PDF nor the workbook library
    if fmt in ("xlsx", "xls"):
        from ingest.duties.sheets import read_workbook

        return read_workbook(data, fmt, name)
    if fmt == "csv":
        from ingest.duties.delimited import read_delimited

        return read_delimited(data, name)
    if fmt == "docx":
        from ingest.duties.word import read_word

        return read_word(data, name)
    if fmt == "html":
        from ingest.duties.web import read_web

        return read_web(data, name)
    if fmt == "pdf":
        from ingest.duties.pdf import read_pdf

        return read_pdf(data, name)
    if fmt in ("txt", "md"):
        return Tables(tuple(text for line in decode_text(data, name=name).split("\n") if (text := clean_cell(line))))
    remedy = {"doc": "请用 Word 或 WPS 另存为 .docx 再导入", "zip": "请解开后逐个导入"}
    raise InputError(f"清单不能从 .{fmt} 读入", name, remedy.get(fmt, "请另存为 .xlsx 再导入"))
