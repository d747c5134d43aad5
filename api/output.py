"""Printing: JSON on stdout and nothing else there; everything for people's eyes through rich; progress on stderr."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import click

from ingest.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console


def print_json(value: Any, *, compact: bool = False) -> None:
    """UTF-8 JSON on stdout. ``compact``: one line."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=None if compact else 1))


def console(*, stderr: bool = False) -> Console:
    """A rich console that writes plain text when not on a terminal, at a width that tables need."""
    from rich.console import Console

    out = Console(stderr=stderr, highlight=False, soft_wrap=False)
    if not out.is_terminal:
        out.width = 120
    return out


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr as ``update(done, total)``; silent when stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        console=console(stderr=True), transient=True,
    ) as bar:
        task = bar.add_task(title, total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield update


class Problem(Protocol):
    """Anything with what, where and what to do."""

    @property
    def message(self) -> str: ...
    @property
    def where(self) -> str: ...
    @property
    def remedy(self) -> str: ...


def say(text: str) -> None:
    """One line for the user on stderr."""
    click.echo(text, err=True)


def problem_line(p: Problem) -> str:
    """where：what；what to do."""
    head = f"{p.where}：{p.message}" if p.where else p.message
    return f"{head}；{p.remedy}" if p.remedy else head


def read_text(source: str) -> str:
    """Text of a file, or of stdin for "-", character by character; of a .docx, .pdf or .html the text that it holds.

    Raises InputError when it cannot be read.
    """
    from ingest.files import decode_text, read_bounded

    if source == "-":
        return decode_text(sys.stdin.buffer.read(), as_it_is=True)
    path = Path(source)
    if path.is_dir():
        raise InputError("这是文件夹，不是文件", source, "请指定其中的文件")
    if not path.exists():
        raise InputError("文件不存在", source, "请核对路径")
    data = read_bounded(path)
    if path.suffix.lower() in (".docx", ".pdf", ".html", ".htm", ".doc"):
        from ingest.documents import read_document

        return read_document(data, path.name).text
    return decode_text(data, as_it_is=True)


def json_lines() -> Iterator[tuple[dict[str, Any] | None, str]]:
    """Objects of stdin, one a line: (object, "") or (None, what is wrong with the line). Blank lines are passed over."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        text = line.decode("utf-8", "replace").strip("\ufeff \t\r\n")
        if not text:
            continue
        try:
            value = json.loads(text)
        except json.JSONDecodeError as e:
            yield None, f"第{number}行不是 JSON（第{e.colno}个字符处），请写成一行一个 JSON 对象"
            continue
        if isinstance(value, dict):
            yield value, ""
        else:
            yield None, f"第{number}行应是 JSON 对象"
