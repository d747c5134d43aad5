"""Word lists of the citation grammar, read once from ``data/*.tsv``."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import Literal

from corpus.tables import parse_table
from ingest.numerals import NUMERAL_CHARS, parse_numeral

TitleKind = Literal["law", "paper", "treaty", "soft", "never", "unknown"]

BLANK = r"[ \t\r\n\u3000\xa0]{0,6}"
"""Blanks and line breaks that may stand inside a citation."""
DIGITS = NUMERAL_CHARS + "0-9０-９"
NUMBER = rf"[{DIGITS}](?:[ \t\r\n\u3000\xa0]{{0,2}}[{DIGITS}]){{0,9}}"
RINGS = "㈠-㈩⑴-⒇"
"""Numbers of 项 that bring their brackets along (for use inside a regex class)."""
SELF_NOUNS = "法典|法|条例|办法|规定|细则|规则|解释|决定|章程|意见|通知|准则|规范|标准|方案|公约|协定|条约|批复|安排|通则|条令"
HIGHEST = 99999
"""A greater number after 第 is something else. No statute has 3,000 articles, nor one of the number 0: a citation that
prints such a number is kept, so that it can be said that there is no such article."""

_RING_CHARS = "".join(chr(c) for low, high in ("㈠㈩", "⑴⒇") for c in range(ord(low), ord(high) + 1))
_TRAILER = re.compile(r"[（(][^（）()]{1,12}[）)]$")


@lru_cache(maxsize=4096)
def number(text: str) -> int | None:
    """Value of a number after 第, or None where it cannot be one."""
    n = parse_numeral(unicodedata.normalize("NFKC", text).strip("()") if text[0] in _RING_CHARS else text)
    return n if n is not None and n <= HIGHEST else None


@lru_cache(maxsize=8192)
def title_kind(name: str) -> TitleKind:
    """What a name in 《》 is, by its ending; （试行）, （二） and the like at the end are looked through."""
    core = name.rstrip("》〉>＞”\"")
    while (shorter := _TRAILER.sub("", core)) != core and shorter:
        core = shorter
    core = core.strip()
    endings = _endings()
    for n in range(min(5, len(core)), 0, -1):
        if (kind := endings.get(core[-n:])) is not None:
            return kind
    return "unknown"


@cache
def words(role: str) -> tuple[str, ...]:
    """Words of one role, longest first."""
    return tuple(sorted((w for w, r in _rows("words.tsv") if r == role), key=len, reverse=True))


@cache
def _endings() -> dict[str, TitleKind]:
    return {ending: kind for ending, kind in _rows("titles.tsv")}  # type: ignore[misc]


def _rows(name: str) -> list[tuple[str, str]]:
    text = resources.files(__package__).joinpath("data", name).read_text("utf-8")
    return [(row[0], row[1]) for row in parse_table(text)]
