"""``youju demo``: the main job from nothing, on the sample library and the sample county."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from api.commands.audit import make_audit
from api.output import say
from api.settings import as_of_option
from ingest.errors import InputError

KINDS = {"基本履职": "基本履职", "配合履职": "配合履职", "上级收回": "上级收回", "赋权": "赋权清单"}


@click.command(help="演示：导入样例法规库和样例清单（虚构的临溪县柳河镇），体检，打印小结并写出报告。")
@click.option("--dir", "folder", type=click.Path(file_okay=False, path_type=Path), default=Path("有据演示"), show_default=True,
              help="写到哪个文件夹（须是新的或上次演示留下的）。")
@as_of_option
def demo(folder: Path, as_of: str) -> None:
    """Import the sample, audit it, print the summary, write the reports."""
    from api.reports.flat import print_table
    from api.reports.write import write_report
    from api.tracing import trace_data, trace_svg
    from corpus.sample import LAWS, PLACE, SANDING
    from graph.importing.duties import import_duties, import_sanding
    from graph.importing.laws import import_laws
    from graph.sqlite.store import open_library
    from search import sync_index

    db = _fresh(folder)
    import_laws(db, [LAWS], workers=1)
    files = write_sample_lists(folder)
    import_duties(db, files, PLACE)
    import_sanding(db, sorted(SANDING.glob("*.txt")))
    reader = open_library(db)
    sync_index(db, reader)
    data = make_audit(reader, db, list(reader.lists()), as_of)
    print_table(data, limit=12)
    written = [write_report(data, fmt, folder / f"体检报告.{fmt}") for fmt in ("xlsx", "docx", "html", "csv", "json")]
    worst = max(data["items"], key=lambda i: sum(f["code"] == "REPEALED" for f in i["findings"]))
    picture = folder / "依据追溯.svg"
    picture.write_text(trace_svg(trace_data(worst, data)), "utf-8")
    say("")
    say("样例法规为自拟要旨，不是法条原文；临溪县及其清单、文件均为虚构，问题是有意设置的。")
    say(f"法规库：{db}　样例清单：{'、'.join(f.name for f in files)}")
    say("已写出：" + "、".join(str(p) for p in [*written, picture]))
    say(f"接着可试：youju --db {db} show 城规法65　　youju --db {db} search 秸秆焚烧　　youju --db {db} impact 大气污染防治法")


def _fresh(folder: Path) -> Path:
    """The folder's library file, with what an earlier demo left there taken away. Raises InputError on a foreign folder."""
    marker, db = folder / ".youju-demo", folder / "youju.db"
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise InputError("文件夹里已有别的东西", str(folder), "请用 --dir 另指定一个新文件夹")
    folder.mkdir(parents=True, exist_ok=True)
    marker.touch()
    for old in (db, Path(f"{db}-wal"), Path(f"{db}-shm")):
        old.unlink(missing_ok=True)
    return db


def write_sample_lists(folder: Path) -> list[Path]:
    """The sample lists as workbooks in the layout that counties use: a title row, a unit row, a header."""
    import xlsxwriter

    from corpus.sample import LISTS

    written = []
    for source in sorted(LISTS.glob("*.csv")):
        rows = list(csv.reader(source.read_text("utf-8").splitlines()))
        path = folder / f"{source.stem}.xlsx"
        book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
        cell = book.add_format({"text_wrap": True, "border": 1, "valign": "top"})
        head = book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#E2EFDA"})
        title = book.add_format({"bold": True, "font_size": 16, "align": "center"})
        sheet = book.add_worksheet(next(v for k, v in KINDS.items() if k in source.stem))
        sheet.merge_range(0, 0, 0, len(rows[0]) - 1, f"临溪县{source.stem}（2025年版）", title)
        for i, width in enumerate({"序号": 6, "领域": 10, "法律依据": 46, "执法依据": 46}.get(h, 24) for h in rows[0]):
            sheet.set_column(i, i, width)
        for n, row in enumerate(rows, 1):
            for i, value in enumerate(row):
                sheet.write_string(n, i, value, head if n == 1 else cell)
        book.close()
        written.append(path)
    return written


