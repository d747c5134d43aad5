"""Where the articles of a repealed law stand in the law that took it up, read article by article: numbers, no text.

The table is corpus/data/correspondences.tsv. Its rows hold for one text of the old law and one of the new; other
texts of them are compared by their words (graph/versions/align.py).
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
    """The rows from one text to another, by old article number. Dates are those of the versions."""

    old_title: str
    old_date: str
    new_title: str
    new_date: str
    rows: Mapping[int, Correspondence]


def correspondence_table(title: str, date: str | None = None) -> CorrespondenceTable | None:
    """The table that leads on from a law, any spelling of its title; of the text of ``date`` where one is given."""
    table = _tables().get(normalise_title(title))
    return table if table is not None and date in (None, table.old_date) else None


@cache
def _tables() -> Mapping[str, CorrespondenceTable]:
    rows: dict[tuple[str, str, str, str], dict[int, Correspondence]] = {}
    for old, old_date, new, new_date, article, targets, kind, doubt in read_table("correspondences.tsv"):
        row = Correspondence(int(article), tuple(map(_target, targets.split())), _EXTENTS[kind], not doubt)
        rows.setdefault((old, old_date, new, new_date), {})[row.article] = row
    return {normalise_title(key[0]): CorrespondenceTable(*key, MappingProxyType(found)) for key, found in rows.items()}


_TARGET = re.compile(r"(?:(?P<paragraph>\d*)(?:\.(?P<item>\d+))?:)?(?P<article>\d+)(?:\.(?P<first>\d+)(?:-(?P<last>\d+))?)?")


def _target(text: str) -> Target:
    """332, 332.2, 332.1-2; with what went there before it: 2: for 款2, 2.1: for its 项1, .1: for 项1 of the only 款."""
    m = _TARGET.fullmatch(text)
    if m is None:
        raise ValueError(f"not a target: {text!r}")
    first = int(m["first"] or 0)
    paragraphs = tuple(range(first, int(m["last"] or first) + 1)) if first else ()
    return Target(int(m["article"]), paragraphs, (int(m["paragraph"]) if m["paragraph"] else None, int(m["item"]) if m["item"] else None))
