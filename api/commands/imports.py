"""``youju import laws | duties | sanding``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.output import problem_line, progress_bar, say
from api.settings import Day, Settings, place_path
from ingest.errors import InputError

if TYPE_CHECKING:
    from ingest.records import DutyFile

LIST_KINDS = ("基本履职", "配合履职", "上级收回", "法定职责", "属地管理", "负面清单", "权责清单", "赋权清单", "检查清单", "其他")
SHOWN = 20
"""Warnings of single files that a summary names; all of them with --verbose."""


@click.group(help="导入法规、清单、三定规定。再次导入时没有变化的文件自动跳过；中途停下，法规库保持原样。")
def group() -> None:
    """Imports by what is imported."""


@group.command(help="导入法规：文件、文件夹或 zip（.docx .html .md .txt .pdf）。")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--workers", type=click.IntRange(1, 16), default=2, show_default=True, help="同时工作的进程数。")
@click.option("-v", "--verbose", is_flag=True, help="逐个列出有警告的文件。")
@click.pass_obj
def laws(settings: Settings, paths: tuple[Path, ...], workers: int, verbose: bool) -> None:
    """Import statutes and bring the index in step."""
    from graph.importing.laws import import_laws

    _must_exist(paths)
    with told_if_stopped(settings, "法规"):
        with stages() as say_stage:
            report = import_laws(settings.db, paths, say_stage, workers)
        for line in report.lines():
            say(line)
        warned = [(path, w) for path, w in report.warnings]
        for path, w in warned if verbose else warned[:SHOWN]:
            say(f"  {Path(path).name}　{problem_line(w)}")
        if len(warned) > SHOWN and not verbose:
            say(f"  ……另有{len(warned) - SHOWN}条警告，用 -v 查看全部")
        _sync(settings)
    if not (report.versions or report.articles or report.unchanged or report.duplicates):
        raise InputError("没有读到法规", "、".join(str(p) for p in paths[:5]), report.remedy())


@group.command(help="导入清单（.xlsx .xls .docx .csv .html .pdf），一个文件里可以有几张清单。")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--place", metavar="省/市/县[/乡]", help="清单是哪里的（--dry-run 时可不写）。")
@click.option("--kind", type=click.Choice(LIST_KINDS), help="清单类型，不写则从表名、标题、列名识别。")
@click.option("--round", "round_", metavar="NAME", help="批次或版本名，如 2025年版。")
@click.option("--date", "list_date", type=Day(), metavar="DATE", help="清单编制日期，不写则从标题识别。")
@click.option("--dry-run", is_flag=True, help="只显示读到什么、各列怎么对应，不存。")
@click.pass_obj
def duties(
    settings: Settings, files: tuple[Path, ...], place: str | None, kind: str | None, round_: str | None,
    list_date: str | None, dry_run: bool,
) -> None:
    """Import duty lists, or show how they would be read."""
    _must_exist(files)
    if dry_run:
        _dry_run(files, kind)
        return
    where = place_path(place)
    if not where:
        raise InputError("没有写明清单是哪里的", "--place", "请加 --place 省/市/县 或 省/市/县/乡")
    from corpus.regions import is_known
    from graph.importing.duties import import_duties

    if not is_known(where):
        say(f"注意：“{'/'.join(where)}”不在行政区划表中，只能按国家法规核对，地方性法规一概视为不适用；如有误请写成 省/市/县[/乡] 重新导入")
    with told_if_stopped(settings, "清单"):
        with stages() as say_stage:
            report = import_duties(settings.db, files, where, kind, round_, list_date, say_stage)  # type: ignore[arg-type]
        for line in report.lines():
            say(line)
        _sync(settings)
    if not report.lists and not report.unchanged:
        raise InputError("没有读出清单", "、".join(f.name for f in files), "请用 --dry-run 查看原因")


@group.command(help="导入三定规定（.docx .txt .html）。")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_obj
def sanding(settings: Settings, files: tuple[Path, ...]) -> None:
    """Import 三定规定."""
    from graph.importing.duties import import_sanding

    _must_exist(files)
    with told_if_stopped(settings, "三定规定"):
        report = import_sanding(settings.db, files)
        for line in report.lines():
            say(line)
        _sync(settings)
    if not report.rules:
        raise InputError("没有读出三定规定", "、".join(f.name for f in files), "请确认文件是三定规定正文")


@contextmanager
def told_if_stopped(settings: Settings, what: str) -> Iterator[None]:
    """Ctrl-C once the library has taken the import: it is there, only the index is not. Before, nothing has happened."""
    before = _revision(settings)
    try:
        yield
    except KeyboardInterrupt:
        if _revision(settings) == before:
            raise
        click.echo(f"{what}已导入；检索索引未建完，下次检索时自动补建。", err=True)
        raise click.exceptions.Exit(130) from None


def _revision(settings: Settings) -> str:
    """What the library holds; "" when there is none that can be read (opening it for writing says why)."""
    if not settings.db.exists() or not settings.db.stat().st_size:
        return ""
    try:
        reader = settings.reader()
    except InputError:
        return ""
    revision = reader.revision()
    reader.close()
    return revision


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar an import stage, on stderr."""
    if not sys.stderr.isatty():
        yield lambda stage, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from api.output import console

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                  console=console(stderr=True)) as bar:
        tasks: dict[str, int] = {}

        def update(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield update


def _must_exist(paths: Sequence[Path]) -> None:
    missing = [str(p) for p in paths if not p.exists()]
    if missing:
        raise InputError("文件或文件夹不存在", "、".join(missing[:5]), "请核对路径")


def _sync(settings: Settings) -> None:
    """Bring the index in step with what the library now holds."""
    from search import sync_index

    reader = settings.reader()
    with progress_bar("检索索引") as update:
        sync_index(settings.db, reader, update)
    reader.close()


def _dry_run(files: Sequence[Path], kind: str | None) -> None:
    from ingest.duties import read_duties

    for file in files:
        try:
            found = read_duties(file, kind)  # type: ignore[arg-type]
        except InputError as e:
            say(f"读不了：{e}")
            continue
        _show_reading(file, found)


def _show_reading(file: Path, found: DutyFile) -> None:
    from rich.markup import escape
    from rich.table import Table

    from api.output import console

    out = console()
    for entry in found.lists:
        table = Table(title=escape(f"{file.name} · {entry.name}（{entry.kind}，{len(entry.items)}项）"), title_justify="left")
        for name in ("列", "表头", "读作"):
            table.add_column(name)
        for use in entry.columns:
            table.add_row(str(use.column), escape(use.header), FIELD_NAMES.get(use.field, use.field) or "（照原样保留）")
        out.print(table)
        for item in entry.items[:3]:
            out.print(escape(f"  第{item.ref.row}行　{item.name}　依据：{item.basis_raw[:60]}"), soft_wrap=True)
        if len(entry.items) > 3:
            out.print(f"  ……共{len(entry.items)}项")
    for ignored in found.ignored:
        out.print(escape(f"未作为清单读入：{ignored.where}，{ignored.reason}"), soft_wrap=True)
    for w in found.warnings:
        out.print(escape(f"注意：{problem_line(w)}"), soft_wrap=True)
    if not found.lists:
        out.print(escape(f"{file.name}：没有读出清单"))


FIELD_NAMES = {
    "seq": "序号", "name": "事项名称", "code": "事项编码", "field": "领域", "parent": "主项", "power_type": "职权类型",
    "bearer": "责任主体", "lead": "牵头部门", "support": "配合部门", "lead_duty": "上级部门职责", "own_duty": "乡镇配合职责",
    "receiver": "承接部门", "original_body": "原实施主体", "way": "工作方式", "empowerment": "赋权方式", "basis_raw": "法律依据",
    "basis": "法律依据", "sanding_raw": "三定对应职责", "sanding": "三定对应职责", "remark": "备注", "": "",
}
"""Chinese names of the fields that a column may be read as."""
