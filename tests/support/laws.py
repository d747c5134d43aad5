"""Small statutes in our own words, written as lines: ``第一条 …`` with 款 as lines, 项 as ``（一）…``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ingest.numerals import parse_numeral
from ingest.records import Article, Item, Paragraph, StatuteDoc, Subitem

_ARTICLE = re.compile(r"^(第([零〇一二三四五六七八九十百千]+)条(?:之([一二三四五六七八九十]+))?)\s*(.*)$")
_CHAPTER = re.compile(r"^第[一二三四五六七八九十百]+[编章节]\s")
_ITEM = re.compile(r"^(（([一二三四五六七八九十]+)）)(.*)$")
_SUBITEM = re.compile(r"^((\d+)\.)(.*)$")


def law(title: str, text: str, *, date: str, **fields: Any) -> StatuteDoc:
    """A document from an own-worded text. ``fields`` are passed on to ``StatuteDoc``."""
    return replace(
        StatuteDoc(title, (), tuple(_articles(text)), level="法律", adopted=date, promulgated=date,
                   effective=date, version_date=date),
        **fields,
    )


def _articles(text: str) -> list[Article]:
    out: list[Article] = []
    path: tuple[str, ...] = ()
    for line in filter(None, (raw.strip() for raw in text.splitlines())):
        if _CHAPTER.match(line):
            path = (line,)
        elif m := _ARTICLE.match(line):
            lead = (Paragraph(m[4]),) if m[4] else ()
            out.append(Article(m[1], _number(m[2]), _number(m[3]) if m[3] else 0, path, lead))
        else:
            out[-1] = replace(out[-1], paragraphs=_append(out[-1].paragraphs, line))
    return out


def _append(paragraphs: tuple[Paragraph, ...], line: str) -> tuple[Paragraph, ...]:
    if m := _ITEM.match(line):
        *before, last = paragraphs
        return (*before, replace(last, items=(*last.items, Item(m[1], _number(m[2]), m[3]))))
    if m := _SUBITEM.match(line):
        *before, last = paragraphs
        *items, item = last.items
        sub = Subitem(m[1], int(m[2]), m[3])
        return (*before, replace(last, items=(*items, replace(item, subitems=(*item.subitems, sub)))))
    return (*paragraphs, Paragraph(line))


def _number(text: str) -> int:
    value = parse_numeral(text)
    assert value is not None, text
    return value


def laws(rows: Sequence[tuple[str, str, str]]) -> list[StatuteDoc]:
    """Documents from (title, date, text) rows."""
    return [law(title, text, date=date) for title, date, text in rows]
