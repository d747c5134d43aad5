"""csv, json and the terminal table of an audit."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from api.output import console
from api.reports.data import code_names
from api.reports.text import (
    GROUPS,
    SEVERITIES,
    VERDICTS,
    csv_safe,
    evidence_text,
    findings_text,
    fixes_text,
    headline,
    shorten,
    source_text,
    title_of,
    uncovered,
)


def json_text(data: dict[str, Any]) -> str:
    """Sorted keys, no time stamps: the same input gives the same bytes."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def csv_text(data: dict[str, Any]) -> str:
    """One row an item; a BOM so that office programs take it for UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("清单", "序号", "领域", "事项名称", "职权类型", "责任主体", "法律依据", "结论", "问题代码", "问题", "证据", "建议改为", "出处"))
    names = code_names()
    for item in data["items"]:
        codes = "；".join(dict.fromkeys(f["code"] for f in item["findings"]))
        row = (item["list"], item["seq"], item["field"], item["name"], item["power_type"], item["bearer"], item["basis_raw"],
               VERDICTS[item["verdict"]], codes, findings_text(item, names), evidence_text(item), fixes_text(item), source_text(item))
        writer.writerow([csv_safe(v) for v in row])
    return "\ufeff" + out.getvalue()


TERMINAL_LIMIT = 200
"""Items a terminal shows; a county has thousands, which belong in a file."""


def print_table(data: dict[str, Any], *, limit: int = TERMINAL_LIMIT) -> None:
    """Summary and problem items on the terminal; ``limit`` items at most (the worst when there are more), the rest counted."""
    from rich.markup import escape
    from rich.table import Table

    out, names = console(), code_names()
    out.print(f"[bold]{escape(title_of(data))}[/bold]")
    out.print(escape(headline(data)))
    counts = data["summary"]["by_code"]
    table = Table(title="问题分类", title_justify="left")
    for column in ("类别", "问题", "代码"):
        table.add_column(column)
    table.add_column("处数", justify="right")
    for group, codes in GROUPS:
        for code in codes:
            if counts.get(code):
                table.add_row(group.split("、", 1)[1], names.get(code, code), code, str(counts[code]))
    if counts:
        out.print(table)
    shown = [i for i in data["items"] if any(f["severity"] != "info" for f in i["findings"])]
    if len(shown) > limit:
        shown.sort(key=lambda i: not any(f["severity"] == "error" for f in i["findings"]))
    colour = {"grounded": "green", "doubtful": "yellow", "unsupported": "red", "not_checkable": "bright_black"}
    for item in shown[:limit]:
        out.print(f"\n[{colour[item['verdict']]}]{VERDICTS[item['verdict']]}[/] [bold]{escape(item['name'])}[/bold] "
                  f"[dim]{escape(source_text(item))}[/dim]", soft_wrap=True)
        for f in (f for f in item["findings"] if f["severity"] != "info"):
            out.print(escape(f"  【{SEVERITIES[f['severity']]}】{names.get(f['code'], f['code'])}：{f['message']}"), soft_wrap=True)
            if f["fix"]:
                out.print(escape(f"    改为：{shorten(f['fix']['text'], 120)}"), soft_wrap=True)
        for s in item.get("suggestions", ())[:3]:
            out.print(escape(f"    可考虑：{s['cite']}　{shorten(s['text'], 60)}"), soft_wrap=True)
    if len(shown) > limit:
        out.print(f"\n……另有{len(shown) - limit}项有问题，见报告文件（-o 体检报告.xlsx）。")
    missing = uncovered(data)
    if missing:
        out.print(f"\n[bold]应列未列的法定职责[/bold]（共{len(missing)}条{'，列前5条' if len(missing) > 5 else ''}）")
        for u in missing[:5]:
            out.print(escape(f"  {u['message']}"), soft_wrap=True)
