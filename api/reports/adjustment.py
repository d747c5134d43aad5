"""动态调整建议表: the items that a change of law hits, each with what to write instead and room for the two opinions."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from api.files import write_whole
from api.output import console
from api.reports.text import clean, csv_safe, shorten
from graph.address import parse_id, place_label
from graph.impact import ArticleChange, Impact, ItemHit
from graph.store import LibraryReader
from graph.versions.trace_forward import CAVEAT

HEADER = ("序号", "清单", "事项名称", "责任主体", "现列依据", "调整情形", "建议依据", "调整建议", "编办意见", "司法局意见", "采纳情况")
WIDTHS = (6, 20, 32, 16, 34, 26, 34, 12, 16, 16, 12)
CHANGES = {
    "same": "未变", "amended": "条文修改", "moved": "条号变动", "moved_amended": "条号变动并修改", "split": "拆分", "merged": "合并",
    "deleted": "删除",
}


def adjustment_rows(found: Impact, reader: LibraryReader) -> list[tuple[str, ...]]:
    """Rows of the table under ``HEADER``."""
    why = f"《{found.law}》已废止，由《{found.to_law}》取代" if found.to_law else f"《{found.law}》由{found.from_date}版改为{found.to_date}版"
    lists = {x.id: x for x in reader.lists()}
    rows: list[tuple[str, ...]] = []
    for n, hit in enumerate(found.items, 1):
        stored = reader.item(hit.id)
        in_list = lists.get(stored.list_id) if stored else None
        body = (stored.item.bearer or stored.item.receiver or "、".join(stored.item.lead)) if stored else ""
        rows.append((str(n), in_list.name if in_list else "", hit.name, body, f"《{found.law}》{hit.citation}", why,
                     hit.now if "《" in hit.now or not hit.now else f"《{found.law}》{hit.now}", _advice(hit), "", "", ""))
    return rows


def _changed(a: ArticleChange) -> str:
    if a.change == "deleted" and not a.sure:
        return "未找到对应条文，请核对"
    return CHANGES[a.change] + (a.note if a.sure else CAVEAT)


def _label(place: str) -> str:
    """第十七条 as it stands; an id of another law's article by its number."""
    return place_label(parse_id(place)) if "#" in place else place


def _advice(hit: ItemHit) -> str:
    return hit.action + (hit.note if hit.sure else CAVEAT)


def write_adjustment(found: Impact, reader: LibraryReader, path: Path, as_of: str) -> None:
    """Write the table as .xlsx or .csv. Raises InputError when the file cannot be written."""
    rows = adjustment_rows(found, reader)
    if path.suffix.lower() == ".csv":
        write_whole(path, lambda part: _write_csv(rows, part))
    else:
        heading = f"清单动态调整建议表（《{found.law}》，以{as_of}为准）"
        write_whole(path, lambda part: _write_xlsx(rows, heading, part))


def _write_csv(rows: Sequence[Sequence[str]], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(HEADER)
        writer.writerows([csv_safe(c) for c in row] for row in rows)


def _write_xlsx(rows: Sequence[Sequence[str]], heading: str, path: Path) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#D9E1F2", "align": "center", "valign": "vcenter", "text_wrap": True})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "font_name": "宋体", "font_size": 10})
    sheet = book.add_worksheet("动态调整建议表")
    sheet.merge_range(0, 0, 0, len(HEADER) - 1, "", title)
    sheet.write_string(0, 0, clean(heading), title)
    sheet.set_row(0, 30)
    for i, (name, width) in enumerate(zip(HEADER, WIDTHS, strict=True)):
        sheet.set_column(i, i, width)
        sheet.write_string(1, i, name, head)
    for n, row in enumerate(rows, 2):
        for i, value in enumerate(row):
            sheet.write_string(n, i, clean(value), cell)
    sheet.data_validation(2, 10, max(len(rows) + 1, 2), 10, {"validate": "list", "source": ["采纳", "部分采纳", "不采纳"]})
    sheet.freeze_panes(2, 3)
    sheet.autofilter(1, 0, max(len(rows) + 1, 2), len(HEADER) - 1)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
    book.close()


def print_impact(found: Impact) -> None:
    """Old → new articles that changed, and the items hit, on the terminal."""
    from rich.markup import escape
    from rich.table import Table

    out = console()
    if found.to_law:
        out.print(escape(f"《{found.law}》（{found.from_date}版）已废止，由《{found.to_law}》（{found.to_date}版）取代"))
    else:
        out.print(escape(f"《{found.law}》{found.from_date}版 → {found.to_date}版"))
    table = Table(title="条文变化（未变的不列）", title_justify="left")
    for name in ("旧条", "现条", "变化", "相似度"):
        table.add_column(name, overflow="fold")
    for a in found.articles:
        if a.change != "same":
            table.add_row(escape(a.old), escape("、".join(map(_label, a.new)) or "—"), _changed(a), f"{a.similarity:.0%}")
    out.print(table)
    if found.added:
        out.print(escape(f"新增条文{len(found.added)}条：{shorten('、'.join(found.added), 200)}"))
    if not found.items:
        out.print("现有清单没有引用该法的事项。")
        return
    hits = Table(title=f"受影响的引用（{len(found.items)}处）", title_justify="left")
    for name in ("事项", "现列", "应为", "建议"):
        hits.add_column(name, overflow="fold")
    for hit in found.items:
        hits.add_row(escape(shorten(hit.name, 40)), escape(hit.citation), escape(hit.now), _advice(hit))
    out.print(hits)
