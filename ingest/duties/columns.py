"""Header words and the fields they stand for, from ``data/columns.tsv``; row words from ``data/rows.tsv``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

MAX_HEADER_CHARS = 40

_BRACKETED = re.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[）)\]】〕]")
_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉<>（）()\[\]【】〔〕:：、，,。·*＊#/／\\|\-—_.．]+")
_PLACE_WORD = re.compile(r"^(?:X+|×+|某)")


def lookup(text: str) -> tuple[str, int] | None:
    """(field, rank) of a header cell; None when the words are not known.

    Brackets are tried both ways: 乡镇（街道）配合职责 with and without what they hold.
    """
    if not text or len(text) > MAX_HEADER_CHARS:
        return None
    return _lookup(text)


def header_words(text: str) -> str:
    """A header cell without blanks, line breaks, quotes, brackets and separators."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, 无, /, —."""
    return not text or bool(row_pattern("blank").search(text.strip()))


@cache
def row_pattern(what: str) -> re.Pattern[str]:
    """All patterns of one kind in ``rows.tsv`` as one."""
    found = [cells[1] for cells in read_table("rows.tsv") if cells[0] == what]
    return re.compile("|".join(f"(?:{p})" for p in found), re.I)


@cache
def read_table(name: str) -> tuple[tuple[str, ...], ...]:
    """Rows of a data file: tab separated, # comments and the header line left out."""
    text = files("ingest.duties").joinpath("data", name).read_text("utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(tuple(line.split("\t")) for line in lines[1:])


@cache
def _lookup(text: str) -> tuple[str, int] | None:
    exact, patterns = _tables()
    bare = header_words(text)
    short = header_words(_BRACKETED.sub("", unicodedata.normalize("NFKC", text)))
    forms = [f for f in dict.fromkeys((bare, short, _PLACE_WORD.sub("", short))) if f]
    for form in forms:
        if form in exact:
            return exact[form]
    for form in forms:
        for pattern, found in patterns:
            if pattern.fullmatch(form):
                return found
    return None


@cache
def _tables() -> tuple[dict[str, tuple[str, int]], list[tuple[re.Pattern[str], tuple[str, int]]]]:
    exact: dict[str, tuple[str, int]] = {}
    starred: list[tuple[str, tuple[str, int]]] = []
    for header, name, rank in read_table("columns.tsv"):
        if "*" in header:
            starred.append((header, (name, int(rank))))
        else:
            exact[header_words(header)] = (name, int(rank))
    # what is never a basis is told before what ends in 依据; then the longer pattern first
    starred.sort(key=lambda row: (row[1][0] != "keep", row[1][1], -len(row[0])))
    return exact, [(re.compile(".{0,12}".join(map(re.escape, h.split("*")))), found) for h, found in starred]
