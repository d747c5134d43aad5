"""Workbooks (.xlsx, .xls) into grids: values, merges, hidden rows, formulas without a stored value."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from ingest.duties.grids import MAX_CELLS, Grid, Tables, make_grid
from ingest.errors import InputError
from ingest.files import MAX_OFFICE_BYTES, SafeZip, check_office, parse_xml
from ingest.records import IgnoredTable, ReadWarning

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_REL_ID = re.compile(r"^\{[^}]+/relationships\}id$")
_FILE_PASS = re.compile(rb"\x09\x08\x10\x00.{16}(?:\x86\x00\x00\x00)?\x2f\x00[\x04-\xff]\x00", re.S)
"""The record by which an old workbook says that it is encrypted, straight behind its beginning."""
_CELL_NAME = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")


@dataclass(slots=True)
class _SheetFacts:
    """What the value reader does not tell about a sheet of an .xlsx."""

    hidden_rows: set[int]
    lost_formulas: dict[tuple[int, int], str]
    errors: dict[tuple[int, int], str]
    rows: int = 0
    columns: int = 0


def read_workbook(data: bytes, fmt: str, name: str) -> Tables:
    """Grids of all sheets in order; hidden sheets are marked, charts left out; InputError when unreadable."""
    facts = _xlsx_facts(data, name) if fmt == "xlsx" else {}
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            if not book.sheets_metadata:
                raise InputError("工作簿里没有工作表，可能已损坏", name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")
            return _read_sheets(book, facts, name)
    except CalamineError as exc:
        if "password" in str(exc).lower() or (fmt == "xls" and _FILE_PASS.search(data)):
            raise InputError("文件已加密（设有打开密码）", name, "请去掉密码后另存再导入") from exc
        raise InputError("工作簿已损坏，无法打开", name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入") from exc


def _read_sheets(book: CalamineWorkbook, facts: dict[str, _SheetFacts], name: str) -> Tables:
    grids: list[Grid | str] = []
    ignored: list[IgnoredTable] = []
    warnings: list[ReadWarning] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            ignored.append(IgnoredTable(meta.name, "不是数据工作表（图表或宏表）"))
            continue
        known = facts.get(meta.name, _SheetFacts(set(), {}, {}))
        if known.rows * known.columns > MAX_CELLS:
            raise InputError(
                f"有内容的区域达 {known.rows} 行 × {known.columns} 列", f"{name} {meta.name}", "请删去表格以外远处的零星单元格后再导入"
            )
        sheet = book.get_sheet_by_name(meta.name)
        values = sheet.to_python(skip_empty_area=False) if sheet.height else []
        cells = [[_text(value) for value in row] for row in values]
        warnings.extend(_restore(cells, known, f"{name} {meta.name}"))
        merges = [(a[0], a[1], b[0], b[1]) for a, b in (sheet.merged_cell_ranges or [])]
        hidden = meta.visible != SheetVisibleEnum.Visible
        if not any(any(row) for row in cells):
            ignored.append(IgnoredTable(meta.name, "空工作表"))
            continue
        grids.append(make_grid(meta.name, cells, merges, hidden=hidden, hidden_rows=known.hidden_rows))
    return Tables(tuple(grids), tuple(ignored), tuple(warnings))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return "" if value is None else str(value)


def _restore(cells: list[list[str]], known: _SheetFacts, where: str) -> Iterator[ReadWarning]:
    """A formula that was never calculated shows its own text, an error value its name, rather than nothing."""
    for at, formula in known.lost_formulas.items():
        _put(cells, at, "=" + formula)
    for at, error in known.errors.items():
        _put(cells, at, error)
    if known.lost_formulas:
        r, c = min(known.lost_formulas)
        yield ReadWarning(
            "formula_without_value",
            f"{len(known.lost_formulas)} 个单元格是公式且没有存下结果（如第{r + 1}行第{c + 1}列），按公式原文读入",
            where,
            "请用 Excel 或 WPS 打开、保存一次后重新导入",
        )
    if known.errors:
        (r, c), error = min(known.errors.items())
        yield ReadWarning("formula_error", f"{len(known.errors)} 个单元格是公式错误值（如第{r + 1}行第{c + 1}列 {error}）", where, "请改正公式后重新导入")


def _put(cells: list[list[str]], at: tuple[int, int], text: str) -> None:
    r, c = at
    while len(cells) <= r:
        cells.append([])
    cells[r].extend([""] * (c + 1 - len(cells[r])))
    cells[r][c] = cells[r][c] or text


# ---------------------------------------------------------------- what only the XML tells


def _xlsx_facts(data: bytes, name: str) -> dict[str, _SheetFacts]:
    archive = check_office(data, name)
    return {title: _scan_sheet(archive.read(part, MAX_OFFICE_BYTES), name) for title, part in _sheet_parts(archive, name)}


def _sheet_parts(archive: SafeZip, name: str) -> list[tuple[str, str]]:
    """(sheet name, part) by the workbook's relations; relations that lead nowhere are left out."""
    members = {n.lower(): n for n in archive.names()}
    workbook = members.get("xl/workbook.xml")
    relations = members.get("xl/_rels/workbook.xml.rels")
    if workbook is None or relations is None:
        raise InputError("工作簿已损坏（缺少目录）", name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")
    targets = {
        rel.get("Id"): rel.get("Target", "") for rel in parse_xml(archive.read(relations), name) if isinstance(rel.tag, str)
    }
    parts: list[tuple[str, str]] = []
    for sheet in parse_xml(archive.read(workbook), name).iter(_MAIN + "sheet", _STRICT + "sheet"):
        rel_id = next((value for key, value in sheet.attrib.items() if _REL_ID.match(key)), None)
        target = targets.get(rel_id) or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if path.lower() in members:
            parts.append((sheet.get("name", ""), members[path.lower()]))
    return parts


def _scan_sheet(part: bytes, name: str) -> _SheetFacts:
    facts = _SheetFacts(set(), {}, {})
    row_number = column = 0
    try:
        events = etree.iterparse(
            io.BytesIO(part), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        for event, element in events:
            tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
            if event == "start":
                if tag == "row":
                    row_number, column = _int(element.get("r")) or row_number + 1, 0
                    if element.get("hidden") in ("1", "true"):
                        facts.hidden_rows.add(row_number - 1)
            elif tag == "c":
                column = _cell_facts(element, row_number, column, facts)
            elif tag == "row":
                element.clear()
    except etree.XMLSyntaxError as exc:
        raise InputError("工作表内容已损坏", name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入") from exc
    return facts


def _cell_facts(cell: Any, row_number: int, column: int, facts: _SheetFacts) -> int:
    """Note one <c>; returns its 1-based column."""
    found = _CELL_NAME.match(cell.get("r") or "")
    column = _column_number(found.group(1)) if found else column + 1
    row_number = int(found.group(2)) if found else row_number
    formula, has_value = None, False
    for child in cell:
        tag = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        if tag == "v" and cell.get("t") == "e":
            facts.errors[row_number - 1, column - 1] = child.text or ""
        if tag == "f":
            formula = child.text or ""
        elif (tag == "v" and child.text) or tag == "is":
            has_value = True
    if has_value or formula is not None:
        facts.rows, facts.columns = max(facts.rows, row_number), max(facts.columns, column)
    if formula is not None and not has_value and cell.get("t") != "str":
        facts.lost_formulas[row_number - 1, column - 1] = formula
    return column


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _int(text: str | None) -> int | None:
    return int(text) if text and text.isdigit() else None
