"""Where articles of an earlier text of a law stand in the next, or in the law that took it up, as read: numbers, no text.

The table is corpus/data/correspondences.tsv. Its rows hold for one text of the old law and one of the new; what they do
not name is compared by its words (graph/versions/align.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from corpus.tables import read_table
from corpus.titles import normalise_title

Extent = Literal["whole", "part", "general", "none"]
"""How much of an old article is taken up: all of it; not something of weight; only by provisions for every matter; nothing."""
_EXTENTS: Mapping[str, Extent] = {"承接": "whole", "部分承接": "part", "一般规定": "general", "无": "none"}


@dataclass(frozen=True, slots=True)
class Target:
    """An article of the new law that took up an old one. ``paragraphs``: in which 款, () for the whole article;
    ``of``: the 款 and 项 of the old article that went there, (None, None) for all of it."""

    article: int
    paragraphs: tuple[int, ...] = ()
    of: tuple[int | None, int | None] = (None, None)
    suffix: int = 0  # N of 第…条之N

    @property
    def number(self) -> tuple[int, int]:
        """Article and suffix."""
        return self.article, self.suffix


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What became of an old article. ``targets``: main one first, () when nothing takes it up; ``sure``: whether the
    readings leave no doubt of the main one."""

    article: int
    targets: tuple[Target, ...]
    extent: Extent = "whole"
    sure: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class CorrespondenceTable:
    """The rows from one text to another, by old article number (articles 之N are left to their words). Dates are those
    of the versions; articles without a row keep their place, as their words show."""

    old_title: str
    old_date: str
    new_title: str
    new_date: str
    rows: Mapping[int, Correspondence]


    @property
    def is_of_one_law(self) -> bool:
        """Whether it leads from text to text of a law, and not to the law that repealed it."""
        return self.old_title == self.new_title


def correspondence_tables(title: str) -> tuple[CorrespondenceTable, ...]:
    """The tables that lead on from the texts of a law, any spelling of its title, oldest first."""
    return _tables().get(normalise_title(title), ())


def successor_table(title: str) -> CorrespondenceTable | None:
    """The table that leads from the last text of a law to the law that repealed it."""
    return next((t for t in correspondence_tables(title) if not t.is_of_one_law), None)


@cache
def _tables() -> Mapping[str, tuple[CorrespondenceTable, ...]]:
    rows: dict[tuple[str, str, str, str], dict[int, Correspondence]] = {}
    for old, old_date, new, new_date, article, targets, kind, doubt in read_table("correspondences.tsv"):
        row = Correspondence(int(article), tuple(map(_target, targets.split())), _EXTENTS[kind], not doubt)
        rows.setdefault((old, old_date, new, new_date), {})[row.article] = row
    tables: dict[str, list[CorrespondenceTable]] = {}
    for key, found in sorted(rows.items()):
        tables.setdefault(normalise_title(key[0]), []).append(CorrespondenceTable(*key, MappingProxyType(found)))
    return {title: tuple(held) for title, held in tables.items()}


_TARGET = re.compile(r"(?:(?P<paragraph>\d*)(?:\.(?P<item>\d+))?:)?(?P<article>\d+)(?:-(?P<suffix>\d+))?(?:\.(?P<first>\d+)(?:-(?P<last>\d+))?)?")


def _target(text: str) -> Target:
    """332, 12-1 (第十二条之一), 332.2, 332.1-2; with what went there before it: 2: for 款2, 2.1: for its 项1, .1: for 项1 of the only 款."""
    m = _TARGET.fullmatch(text)
    if m is None:
        raise ValueError(f"not a target: {text!r}")
    first = int(m["first"] or 0)
    paragraphs = tuple(range(first, int(m["last"] or first) + 1)) if first else ()
    of = (int(m["paragraph"]) if m["paragraph"] else None, int(m["item"]) if m["item"] else None)
    return Target(int(m["article"]), paragraphs, of, int(m["suffix"] or 0))
