"""Titles of laws: one normal form to compare by, one short form to show."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from corpus.tables import read_table

_BLANK = re.compile(r"[\s\u200b\u3000\xa0]+")
_NATION = "中华人民共和国"
_FOLD = str.maketrans({"<": "〈", ">": "〉", "＜": "〈", "＞": "〉", "(": "（", ")": "）", "《": "〈", "》": "〉",
                       "﹤": "〈", "﹥": "〉", "[": "（", "]": "）", ",": "，", "·": "、"})
_PLAIN = re.compile(r"[\u4e00-\u9fff（）〈〉、，]*")


@lru_cache(maxsize=16384)
def normalise_title(title: str) -> str:
    """Key to compare titles by: width folded, blanks and outer 《》 off, inner 《》<> as 〈〉, 中华人民共和国 off.

    >>> normalise_title("《河南省实施<中华人民共和国城乡规划法> 办法》")
    '河南省实施〈城乡规划法〉办法'
    """
    if _PLAIN.fullmatch(title):  # nearly all: nothing to fold
        t = title
    else:
        t = _BLANK.sub("", unicodedata.normalize("NFKC", title)).translate(_FOLD)
    if t.startswith("〈") and t.endswith("〉") and _closes_at_end(t):
        t = t[1:-1]
    return t.replace(_NATION, "") or t


def short_title(title: str) -> str:
    """Title to show and to build ids from: 中华人民共和国 off at the front, inner marks kept.

    >>> short_title("中华人民共和国城乡规划法")
    '城乡规划法'
    """
    t = _BLANK.sub("", title).strip("《》")
    return t.removeprefix(_NATION) or t


def title_words(role: Literal["issuer", "kind", "flag", "left_out"]) -> tuple[str, ...]:
    """Words of corpus/data/title_words.tsv that play a role in titles, longest first."""
    return tuple(sorted((w for w, r in read_table("title_words.tsv") if r == role), key=lambda w: (-len(w), w)))


def _closes_at_end(t: str) -> bool:
    depth = 0
    for i, c in enumerate(t):
        depth += (c == "〈") - (c == "〉")
        if depth == 0:
            return i == len(t) - 1
    return False
