"""Write a report in a format: to a file (replaced whole) or to the terminal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.files import write_whole
from ingest.errors import InputError


def write_report(data: dict[str, Any], fmt: str, output: Path | None) -> Path | None:
    """Write ``data`` as table, json, csv, xlsx, docx or html. Returns the file, None when printed.

    Raises InputError when the file cannot be written.
    """
    if output is None:
        _print(data, fmt)
        return None
    write_whole(output, lambda path: _fill(data, fmt, path))
    return output


def _print(data: dict[str, Any], fmt: str) -> None:
    from api.reports.flat import csv_text, json_text, print_table

    if fmt == "json":
        click.echo(json_text(data), nl=False)
    elif fmt == "csv":
        click.echo(csv_text(data), nl=False)
    elif fmt == "html":
        from api.reports.html import html_text

        click.echo(html_text(data), nl=False)
    else:
        print_table(data)


def _fill(data: dict[str, Any], fmt: str, path: Path) -> None:
    from api.reports import flat

    if fmt == "xlsx":
        from api.reports.xlsx import write_xlsx

        write_xlsx(data, path)
    elif fmt == "docx":
        from api.reports.docx import write_docx

        write_docx(data, path)
    elif fmt == "html":
        from api.reports.html import html_text

        path.write_text(html_text(data), "utf-8")
    elif fmt == "csv":
        path.write_bytes(flat.csv_text(data).encode("utf-8"))
    elif fmt == "json":
        path.write_text(flat.json_text(data), "utf-8")
    else:
        raise InputError("表格只在终端显示", str(path), "写文件请用 xlsx、docx、html、csv 或 json")
