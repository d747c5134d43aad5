"""Everyday short names of laws (城规法, 治安法), from corpus/data/aliases.tsv. Ambiguous ones name several titles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from corpus.tables import read_table
from corpus.titles import normalise_title


@dataclass(frozen=True, slots=True)
class Alias:
    """A short name and the titles it may stand for: one, or several when it is ambiguous."""

    key: str
    titles: tuple[str, ...]


@cache
def load_aliases() -> tuple[Alias, ...]:
    """The shipped table."""
    return tuple(Alias(normalise_title(name), tuple(titles.split("|"))) for name, titles, *_ in read_table("aliases.tsv"))
