"""Which 款 and 项 each line of an article's text is."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.numerals import NUMERAL_CHARS, parse_numeral
from ingest.records import CiteContext

_LABELS = (
    ("（一）", re.compile(rf"\s*[（(]\s?([{NUMERAL_CHARS}]{{1,4}})\s?[)）]")),
    ("一、", re.compile(rf"\s*([{NUMERAL_CHARS}]{{1,3}})、")),
    ("（1）", re.compile(r"\s*(?:[（(]\s?([\d０-９]{1,2})\s?[)）]|([①-⑳⑴-⒇]))")),
    ("1.", re.compile(r"\s*(?:([\d０-９]{1,2})\s?[.．、]|([⒈-⒛]))")),
)
"""Forms of the label of a 项 or 目, by which lists are told apart."""
_OPENS = frozenset("（(①②③⑴⑵⒈一二三四五六七八九十0123456789０１２３４５６７８９ \t\u3000")
_LABEL = re.compile(rf"[（(]([{NUMERAL_CHARS}]{{1,4}})[)）](?![、，项和至])")
_COLONS = frozenset("：:")
_FAR, _BRACKETS = 1000, 20
"""How far back, and past how many brackets, the item's label is looked for."""


@dataclass(slots=True)
class Places:
    """Line starts with the 款 and 项 of each line (lines as ``Article.text`` has them)."""

    starts: Sequence[int]
    at: Sequence[tuple[int, int | None]]

    def context(self, position: int, context: CiteContext) -> CiteContext:
        """The context of a position in the text."""
        paragraph, item = self.at[bisect_right(self.starts, position) - 1]
        return replace(context, paragraph=paragraph, item=item)


def item_at(text: str, position: int) -> int | None:
    """The 项 that a position stands in where items follow one another on one line: …：（一）…；（二）…."""
    floor = max(0, position - _FAR)
    at = position
    for _ in range(_BRACKETS):
        at = max(text.rfind("（", floor, at), text.rfind("(", floor, at))
        if at < 0:
            return None
        if at == 0 or text[at - 1] in "：:；;。\n":
            m = _LABEL.match(text, at)
            if m is not None:
                return parse_numeral(m[1])
    return None


def places_in(text: str) -> Places:
    """Count 款 and 项 over the lines of an article.

    A list opens with its first label behind a line without one, and labels of another form in it are its 目. A line
    without a label ends the list, except where the list goes on behind it: then it is a further sentence of its 项, or
    a 项 whose label is lost where the numbers leave one out.
    """
    lines = text.split("\n")
    labels = [_label(line) for line in lines]
    following: list[dict[str, int]] = [{}] * len(lines)
    ahead: dict[str, int] = {}
    for i in range(len(lines) - 1, -1, -1):
        following[i] = ahead
        if (found := labels[i]) is not None:
            ahead = {**ahead, found[0]: found[1]}
    starts: list[int] = []
    at: list[tuple[int, int | None]] = []
    paragraph, item, form, pos, colon = 0, None, "", 0, False
    for line, label, ahead in zip(lines, labels, following, strict=True):
        if label is not None and paragraph and not form and (label[1] == 1 or label[0] == "（一）"):
            form, item = label
        elif label is not None and label[0] == form:
            item = label[1]
        elif label is None and item is not None and (goes_on := ahead.get(form, 0)) > item:
            item += goes_on > item + 1
        elif label is None and paragraph and not form and colon and ahead.get("（一）", 0) > 1:
            form, item = "（一）", 1
        elif (label is None or not form) and line.strip():
            paragraph, item, form = paragraph + 1, None, ""
        colon = line.rstrip()[-1:] in _COLONS
        starts.append(pos)
        at.append((max(paragraph, 1), item))
        pos += len(line) + 1
    return Places(starts, at)


def _label(line: str) -> tuple[str, int] | None:
    """The form and number of the label that a line begins with."""
    if line[:1] not in _OPENS:
        return None
    for form, pattern in _LABELS:
        if (m := pattern.match(line)) is not None:
            digits = next(g for g in m.groups() if g)
            number = parse_numeral(unicodedata.normalize("NFKC", digits).strip("().")) if len(digits) == 1 and not digits.isdecimal() else parse_numeral(digits)
            if number is not None:
                return form, number
    return None
