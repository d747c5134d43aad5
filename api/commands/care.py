"""``youju doctor`` and ``youju backup``: looking after the library file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import click

from api.output import print_json, say
from api.settings import Settings, as_of_option
from ingest.errors import InputError


@click.command(help="检查法规库是否完好、缺什么、哪些文本不完整，并说明怎么办。发现错误或存疑时以 1 退出。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@as_of_option
@click.pass_obj
def doctor(settings: Settings, as_json: bool, as_of: str) -> int:
    """Examine the library."""
    from graph.doctor import Ailment, examine
    from graph.sqlite.store import open_library
    from search import index_state

    if not settings.db.exists():
        raise InputError("法规库不存在", str(settings.db), "请先运行 youju import laws，或用 --db 指定")
    store = open_library(settings.db)  # for reading: a library on a disc or a share is examined where it lies

    def index_check() -> Iterator[Ailment]:
        state = index_state(settings.db, store)
        texts = {
            "missing": ("info", "检索索引还没有建立"), "stale": ("info", "检索索引落后于法规库"), "damaged": ("warning", "检索索引已损坏"),
        }
        if state in texts:
            severity, what = texts[state]
            yield Ailment(f"INDEX_{state.upper()}", severity, what, f"{settings.db}.index", "下次检索时会自动重建，不必处理")  # type: ignore[arg-type]

    found = examine(store, as_of, [index_check])
    store.close()
    if as_json:
        print_json([{"code": a.code, "severity": a.severity, "what": a.what, "where": a.where, "remedy": a.remedy} for a in found])
    else:
        names = {"error": "错误", "warning": "存疑", "info": "提示"}
        for a in found:
            click.echo(f"【{names[a.severity]}】{a.what}" + (f"：{a.where}" if a.where else "") + (f"。{a.remedy}" if a.remedy else ""))
        if not found:
            click.echo("法规库完好。")
    return int(any(a.severity != "info" for a in found))


@click.command(help="把法规库备份成一个文件（导入进行中也可以备份）。")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="目标已存在时覆盖。")
@click.pass_obj
def backup(settings: Settings, target: Path, force: bool) -> None:
    """Copy the library with SQLite's own online backup."""
    import sqlite3

    from graph.sqlite.connect import connect_reader
    from graph.sqlite.trouble import primary_code, trouble

    if not settings.db.exists():
        raise InputError("法规库不存在", str(settings.db), "请用 --db 指定法规库")
    if target.resolve() == settings.db.resolve():
        raise InputError("备份不能写到法规库自己", str(target), "请换一个文件名")
    if target.exists() and not force:
        raise InputError("文件已存在", str(target), "请换一个文件名，或加 --force 覆盖")
    if not target.resolve().parent.is_dir():
        raise InputError("备份的文件夹不存在", str(target.parent), "请先建好文件夹")
    source = connect_reader(settings.db)  # a foreign file is refused with a clear line
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        with closing(source), closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        part.replace(target)
    except (sqlite3.Error, OSError) as e:
        if isinstance(e, sqlite3.DatabaseError) and primary_code(e) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise trouble(e, settings.db) from e
        raise InputError("备份没有写成", str(target), "请检查磁盘空间和文件夹权限") from e
    finally:
        with suppress(OSError):  # a folder that cannot be written has nothing to clear away
            part.unlink(missing_ok=True)
    say(f"已备份到 {target}（{target.stat().st_size / 1_000_000:.1f} MB）")
