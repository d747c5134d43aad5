"""Headings that lost their 第X章 or 第X节: short lines without any mark that stand right before an article.

A 款 ends in a full stop, a colon or a semicolon; a line that ends in no mark after a finished sentence is none.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from ingest.numerals import format_numeral
from ingest.records import ReadWarning
from ingest.statutes.labels import annex_label, article_label, heading_label, is_heading_line, item_label
from ingest.statutes.lines import Line

_LONGEST = 30
_MARKS = frozenset("。；：，？！;:,?!…“”\"《》〈〉（）()|¦＝=×÷〔〕[]【】.．")
_ENDED = frozenset("。；！？;”）)》】")
_CHAPTER, _SECTION = 2, 3
_PRINTED = {_CHAPTER: "章", _SECTION: "节"}


@dataclass(slots=True)
class Restored:
    """``headings``: line -> (rank, text) of a heading whose label is lost; ``tails``: second lines of such headings."""

    headings: dict[int, tuple[int, str]] = field(default_factory=dict)
    tails: set[int] = field(default_factory=set)
    warnings: list[ReadWarning] = field(default_factory=list)


def restore_headings(lines: Sequence[Line], own: Container[int], first: int, last: int) -> Restored:
    """Find headings without label between the first and the last article, with the number that those around them leave
    free. Where it is not plain whether 章 or 节 was lost, the line stays text; where no heading has a number, nothing is said."""
    out = Restored()
    at = {rank: number for line in lines[:first] if (ranked := _ranked(line)) for rank, number in [ranked]}
    known = [(i, ranked) for i in range(first + 1, last) if i not in own and (ranked := _ranked(lines[i]))]
    places = {i for i, _ in known}
    found: list[tuple[int, str]] = []
    if not at and first > 0 and _looks_so(lines[first - 1]) and "".join(lines[first - 1].text.split()) == "总则":
        found.append((first - 1, lines[first - 1].text))
    for i in range(first + 1, last):
        if _looks_so(lines[i]) and i not in own and _ended(lines[i - 1], i - 1 in places) and i not in out.tails:
            if lines[i].text[-1] != "、" and (i + 1 in own or i + 1 in places):
                found.append((i, lines[i].text))
            elif _looks_so(lines[i + 1]) and lines[i + 1].text[-1] != "、" and i + 2 in own:
                found.append((i, lines[i].text + lines[i + 1].text))
                out.tails.add(i + 1)
    ranks = {rank for _, (rank, _) in known} | set(at)
    if not found or ranks - {_CHAPTER, _SECTION}:
        out.tails.clear()
        return out
    for k, (place, (rank, number)) in enumerate([*known, (last, (0, 0))]):
        since = known[k - 1][0] if k else -1
        run = [(i, text) for i, text in found if since < i < place]
        if run:
            for (i, text), (r, n) in zip(run, _ranks(len(run), at, ranks, rank, number), strict=False):
                out.headings[i] = (r, f"第{format_numeral(n)}{_PRINTED[r]}\u3000{text}" if n else text)
                printed = f"，按前后序号应为第{format_numeral(n)}{_PRINTED[r]}" if n else ""
                if ranks:
                    out.warnings.append(ReadWarning("heading_label_lost", f"标题“{text}”的章节序号漏印{printed}", text, "请对照官方文本"))
        at[rank] = number
        if rank == _CHAPTER:
            at.pop(_SECTION, None)
    out.tails = {i for i in out.tails if i - 1 in out.headings}
    return out


def _ranks(count: int, at: dict[int, int], ranks: set[int], rank: int, number: int) -> list[tuple[int, int]]:
    """(rank, number) of headings lost before the next known one (rank 0: none follows); number 0 where none is borne out;
    [] where it is not plain what they are."""
    chapter, section = at.get(_CHAPTER, 0), at.get(_SECTION, 0)
    if _SECTION not in ranks:
        sure = rank == _CHAPTER and number - chapter - 1 == count
        return [(_CHAPTER, chapter + k + 1 if sure else 0) for k in range(count)]
    if count > 1:
        return []
    if (rank == _CHAPTER and number == chapter + 2) or (rank == _SECTION and number == 1):
        return [(_CHAPTER, chapter + 1)]
    if rank == _SECTION and number == section + 2:
        return [(_SECTION, section + 1)]
    if rank == _CHAPTER and number == chapter + 1 and section:
        return [(_SECTION, 0)]
    return []


def _ranked(line: Line) -> tuple[int, int] | None:
    return heading_label(line.text) if line.hashes or is_heading_line(line.text) else None


def _looks_so(line: Line) -> bool:
    text = line.text
    return (
        2 <= len(text) <= _LONGEST and not line.hashes and not line.table and not any(c in _MARKS or c.isdigit() for c in text)
        and item_label(text) is None and article_label(text) is None and annex_label(text) is None
        and heading_label(text) is None
    )


def _ended(line: Line, heading: bool) -> bool:
    """The line before is a finished sentence; after a heading such a line is its second half."""
    return not heading and line.text[-1] in _ENDED
