"""The workbook: 汇总, 逐项意见 (with columns for 编办 and 司法局 to fill in), 应列未列, 所依法规.

Every cell from input is written as a string: no formula can come out of a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.reports.data import code_names
from api.reports.text import (
    GROUPS,
    SEVERITIES,
    VERDICT_COLOURS,
    VERDICTS,
    clean,
    evidence_text,
    findings_text,
    fixes_text,
    headline,
    source_text,
    title_of,
    uncovered,
)

ITEM_COLUMNS = (
    ("清单", 12), ("序号", 6), ("领域", 9), ("事项名称", 22), ("职权类型", 9), ("责任主体", 12), ("法律依据（原文）", 28),
    ("结论", 9), ("问题", 34), ("证据", 34), ("建议改为", 24), ("编办意见", 11), ("司法局意见", 11), ("采纳情况", 10), ("出处", 14),
)


def write_xlsx(data: dict[str, Any], path: Path) -> None:
    """Write the workbook of an audit. The file is replaced whole."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True,
    })
    book.set_properties({"title": title_of(data), "comments": "由“有据”生成"})
    styles = _Styles(book)
    _summary(book.add_worksheet("汇总"), data, styles)
    _items(book.add_worksheet("逐项意见"), data, styles)
    _uncovered(book.add_worksheet("应列未列"), data, styles)
    _laws(book.add_worksheet("所依法规"), data, styles)
    book.close()


class _Styles:
    """Cell formats, made once a workbook."""

    def __init__(self, book: Any) -> None:
        base = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True, "border": 1}
        self.title = book.add_format({"font_name": "黑体", "font_size": 16, "bold": True})
        self.plain = book.add_format({"font_name": "宋体", "font_size": 11, "text_wrap": True, "valign": "top"})
        self.head = book.add_format({**base, "bold": True, "bg_color": "#D9E1F2", "valign": "vcenter", "align": "center"})
        self.cell = book.add_format(base)
        self.number = book.add_format({**base, "align": "right"})
        self.fill = book.add_format({**base, "bg_color": "#FFFDE7"})
        self.verdict = {
            v: book.add_format({**base, "bg_color": c, "align": "center", "bold": True}) for v, c in VERDICT_COLOURS.items()
        }


def _summary(sheet: Any, data: dict[str, Any], st: _Styles) -> None:
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 6, 13)
    sheet.set_row(0, 28)
    sheet.write_string(0, 0, clean(title_of(data)), st.title)
    sheet.merge_range(1, 0, 1, 6, "", st.plain)
    sheet.write_string(1, 0, clean(headline(data)), st.plain)
    sheet.set_row(1, 50)
    row = _table(sheet, 3, ("结论", "项数"), [(VERDICTS[v], data["summary"][v]) for v in VERDICTS], st)
    names, counts = code_names(), data["summary"]["by_code"]
    worst = _severity_of_codes(data)
    problems = [(group.split("、", 1)[1], names.get(code, code), SEVERITIES[worst[code]], counts[code])
                for group, codes in GROUPS for code in codes if counts.get(code)]
    row = _table(sheet, row + 1, ("类别", "问题", "级别", "处数"), problems, st)
    rows = [(e["name"], e["place"], e["kind"], e["round"], e["items"]) for e in data["lists"]]
    _table(sheet, row + 1, ("清单", "地区", "类型", "批次", "项数"), rows, st)
    _print_setup(sheet, landscape=False)


def _items(sheet: Any, data: dict[str, Any], st: _Styles) -> None:
    names = code_names()
    for i, (title, width) in enumerate(ITEM_COLUMNS):
        sheet.set_column(i, i, width)
        sheet.write_string(0, i, title, st.head)
    sheet.set_row(0, 24)
    for n, item in enumerate(data["items"], 1):
        row = (
            item["list"], item["seq"], item["field"], item["name"], item["power_type"], item["bearer"], item["basis_raw"],
            VERDICTS[item["verdict"]], findings_text(item, names), evidence_text(item), fixes_text(item), "", "", "", source_text(item),
        )
        for i, value in enumerate(row):
            style = st.verdict[item["verdict"]] if i == 7 else st.fill if 11 <= i <= 13 else st.cell
            sheet.write_string(n, i, clean(value), style)
        sheet.set_row(n, row_height(row, [w for _, w in ITEM_COLUMNS]))
    last = max(len(data["items"]), 1)
    sheet.freeze_panes(1, 4)
    sheet.autofilter(0, 0, last, len(ITEM_COLUMNS) - 1)
    sheet.data_validation(1, 13, last, 13, {"validate": "list", "source": ["采纳", "部分采纳", "不采纳"]})
    _print_setup(sheet, landscape=True)
    sheet.repeat_rows(0)


def _uncovered(sheet: Any, data: dict[str, Any], st: _Styles) -> None:
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 2, 20)
    sheet.set_column(3, 3, 70)
    sheet.set_column(4, 5, 16)
    rows = [(i, u["message"], u["bearer"], u["text"], "", "") for i, u in enumerate(uncovered(data), 1)]
    for n, row in enumerate(rows, 1):
        sheet.set_row(n, row_height(row, (6, 40, 20, 70, 16, 16)))
    _table(sheet, 0, ("序号", "法定职责", "责任主体", "条文", "是否列入", "理由"), rows, st)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), 5)
    _print_setup(sheet, landscape=True)
    sheet.repeat_rows(0)


def _laws(sheet: Any, data: dict[str, Any], st: _Styles) -> None:
    for i, width in enumerate((48, 14, 16, 13, 13, 26, 10)):
        sheet.set_column(i, i, width)
    rows = [(law["law"], law["level"], law["status"], law["version"], law["effective_from"] or "", law["issuer"], law["items"])
            for law in data["laws"]]
    _table(sheet, 0, ("法规名称", "效力级别", "时效性", "所用版本", "施行日期", "制定机关", "涉及事项"), rows, st)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(rows), 1), 6)
    _print_setup(sheet, landscape=True)
    sheet.repeat_rows(0)


def _table(sheet: Any, top: int, header: Sequence[str], rows: Sequence[Sequence[object]], st: _Styles) -> int:
    """Write a table; return the first free row below it."""
    for i, title in enumerate(header):
        sheet.write_string(top, i, title, st.head)
    for n, row in enumerate(rows, top + 1):
        for i, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(n, i, value, st.number)
            else:
                sheet.write_string(n, i, clean(value), st.cell)
    return top + 1 + len(rows)


def row_height(row: Sequence[object], widths: Sequence[float]) -> float:
    """Points that a row of wrapped 10-point cells needs (not every office program works it out); 409 is the limit."""
    lines = 1
    for value, width in zip(row, widths, strict=True):
        text = clean(value)
        cell = sum(1 + (len(line) + sum(c > "\u2e7f" for c in line)) // max(int(width) - 1, 1) for line in text.split("\n"))
        lines = max(lines, cell)
    return min(13.5 * lines + 3, 409)


def _print_setup(sheet: Any, *, landscape: bool) -> None:
    sheet.set_paper(8 if landscape else 9)  # A3 or A4
    if landscape:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页，共 &N 页")


def _severity_of_codes(data: dict[str, Any]) -> dict[str, str]:
    rank = {"error": 0, "warning": 1, "info": 2}
    worst: dict[str, str] = {}
    for f in [f for item in data["items"] for f in item["findings"]] + data["uncovered"]:
        if f["code"] not in worst or rank[f["severity"]] < rank[worst[f["code"]]]:
            worst[f["code"]] = f["severity"]
    return worst
