"""Which 款 and 项 each line of an article's text is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.numerals import NUMERAL_CHARS, parse_numeral
from ingest.records import CiteContext

_ITEM = re.compile(rf"\s*[（(]\s?([{NUMERAL_CHARS}]{{1,4}})\s?[)）]")
_LABEL = re.compile(rf"[（(]([{NUMERAL_CHARS}]{{1,4}})[)）](?![、，项和至])")
_FAR, _BRACKETS = 1000, 20
"""How far back, and past how many brackets, the item's label is looked for."""
_SUBITEM = re.compile(r"\s*(?:\d{1,2}\s?[.．、]|[（(]\d{1,2}[）)]|[①-⑳⒈-⒛])")


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
    """Count 款 and 项 over the lines of an article."""
    starts: list[int] = []
    at: list[tuple[int, int | None]] = []
    paragraph, item, pos = 0, None, 0
    for line in text.split("\n"):
        label = _ITEM.match(line)
        if label is not None and paragraph:
            item = parse_numeral(label[1])
        elif not (paragraph and _SUBITEM.match(line)) and line.strip():
            paragraph, item = paragraph + 1, None
        starts.append(pos)
        at.append((max(paragraph, 1), item))
        pos += len(line) + 1
    return Places(starts, at)
