"""What every command is given: the library file and how to open it, the day, the place."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ingest.errors import InputError

if TYPE_CHECKING:
    from graph.resolve import Resolver
    from graph.store import LibraryReader


F = TypeVar("F", bound="Callable[..., Any]")


@dataclass
class Settings:
    """Options of the root command."""

    db: Path

    def reader(self) -> LibraryReader:
        """Open the library for reading. Raises InputError when the file is missing or foreign."""
        from graph.sqlite.store import open_library

        return open_library(self.db)

    def reader_or_empty(self) -> LibraryReader:
        """The library, or one that holds nothing when there is none yet (the shipped catalogue still answers)."""
        from graph.empty import EmptyLibrary

        return self.reader() if self.db.exists() else EmptyLibrary()


def resolver_for(reader: LibraryReader, as_of: str, place: tuple[str, ...] = (), list_date: str | None = None) -> Resolver:
    """A resolver over a library, or over the shipped catalogue alone where it holds nothing."""
    from graph.resolve import Resolver

    return Resolver(reader, as_of=as_of, place=place, list_date=list_date)


def today() -> str:
    """Today as YYYY-MM-DD."""
    return date.today().isoformat()


def parse_day(text: str) -> str:
    """A day given by the user: 2026-08-15, 2026/8/15, 2026年8月15日, 20260815. Raises InputError otherwise."""
    m = re.fullmatch(r"\s*(\d{4})\s*(?:[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?|(\d{2})(\d{2}))\s*", text)
    try:
        if m is None:
            raise ValueError
        month, day = (m[2], m[3]) if m[2] else (m[4], m[5])
        return date(int(m[1]), int(month), int(day)).isoformat()
    except ValueError:
        raise InputError(f"“{text}”不是日期", "--as-of", "请写成 2026-08-15 的形式") from None


class Day(click.ParamType):
    """A click type for days."""

    name = "日期"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return parse_day(str(value))


def as_of_option(f: F) -> F:
    """``--as-of`` of a command."""
    return click.option("--as-of", type=Day(), default=today, metavar="YYYY-MM-DD", help="以哪一天为准，默认今天。")(f)


def place_path(text: str | None) -> tuple[str, ...]:
    """河南省/许昌市/襄城县[/某镇] to its steps. Raises InputError on an empty step."""
    if not text:
        return ()
    from corpus.regions import parse_place

    place = tuple(parse_place(text))
    if not place:
        raise InputError(f"“{text}”不是地名路径", "--place", "请写成 河南省/许昌市/襄城县 或 河南省/许昌市/襄城县/某镇")
    return place
