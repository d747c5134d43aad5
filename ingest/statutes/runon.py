"""Several articles, 款 or 项 run together on one line: cut where the labels' sequence proves it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.numerals import NUMERAL_CHARS, parse_numeral
from ingest.statutes.labels import ARTICLE, BLANK, article_label
from ingest.statutes.lines import Line

_INNER = re.compile(rf"(?<=[。；：”）])([{BLANK}]*)(?={ARTICLE.pattern})")
_PIECE = re.compile(rf"(?<=[。；：])[{BLANK}]+")
_GLUED_CLOSING = re.compile(
    rf"(?<=。)(第[{NUMERAL_CHARS}]{{1,4}}章附则)?(?=第[{NUMERAL_CHARS}]{{1,9}}条本[^，。；]{{1,6}}自[^，。；]{{4,20}}起(?:施行|实施)。)"
)
"""…处分。第六章附则第四十条本条例自…起施行。: a closing clause that lost its line and its blank."""
_HEADED = re.compile(
    rf"(第[{BLANK}]*[{NUMERAL_CHARS}]{{1,4}}[{BLANK}]*[章节][{BLANK}]+[^，。；：]{{1,30}}?)[{BLANK}]+(?=第[{NUMERAL_CHARS}]{{1,9}}条[{BLANK}])"
)
"""第二章　附则　第四条　…: a heading that shares the line of its first article."""
_SHORTEST = 6
"""Letters of the shortest article that another one may follow on its line."""
_NEAR = 40
"""Lines after a run-on line among which the next article begins."""
_INNER_ITEM = re.compile(rf"[；;。][{BLANK}]*[（(][二三四五六七八九十]{{1,3}}[）)]")
_FIRST_ITEM = re.compile(rf"(?<=[^（(]{{4}}[：:])[{BLANK}]*(?=[（(]一[）)])")
_INLINE_ITEM = re.compile(rf"(?:^|(?<=[：:；;。]))[{BLANK}]*[（(]([一二三四五六七八九十]{{1,3}})[）)]")


def split_run_on(lines: Sequence[Line]) -> tuple[Sequence[Line], int]:
    """Lines with run-together articles cut apart, and how many lines that were."""
    out: list[Line] = []
    cut = 0
    for i, line in enumerate(lines):
        text = line.text
        if text[0] in "第笫" and "条本" in text and (glued := _GLUED_CLOSING.search(text, 4)):
            out.append(replace(line, text=text[: glued.start()]))
            if glued[1]:
                out.append(replace(line, text=glued[1]))
            out.append(replace(line, text=text[glued.end():]))
            cut += 1
            continue
        if text[0] == "第" and not line.table and "条" in text and (headed := _HEADED.match(text)):
            out.append(replace(line, text=headed[1]))
            line, text = replace(line, text=text[headed.end():]), text[headed.end():]
            cut += 1
        if len(text) > _SHORTEST and text[0] in "第笫" and "条" in text[_SHORTEST:] and not line.table:
            pieces = _articles(text, lines[i + 1:i + 1 + _NEAR])
            if len(pieces) > 1:
                cut += 1
                for piece in pieces:
                    out.extend(replace(line, text=part) for part in _PIECE.split(piece) if part)
                continue
        out.append(line)
    return (out, cut) if cut else (lines, 0)


def split_items(text: str) -> list[str]:
    """One line with ：（一）…；（二）… into lead-in and items; cut only where the numbers run 一、二、三, or where a lead-in
    and its first item share the line."""
    if text.count("（") + text.count("(") < 2 or not _INNER_ITEM.search(text):
        m = _FIRST_ITEM.search(text) if "一" in text and text[-1] in "；;" else None
        return [text[: m.end()].rstrip(BLANK), text[m.end():]] if m else [text]
    starts: list[int] = []
    expected = 1
    for m in _INLINE_ITEM.finditer(text):
        number = parse_numeral(m[1])
        if number == expected or (number and not m.start() and not starts):
            starts.append(m.start())
            expected = number + 1
    if len(starts) < 2:
        return [text]
    bounds = [0, *starts] if starts[0] else starts
    pieces = [text[a:b].strip(BLANK) for a, b in zip(bounds, [*bounds[1:], len(text)], strict=True)]
    return [p for p in pieces if p]


def _articles(text: str, following: Sequence[Line]) -> list[str]:
    """The line cut before each 第N条 that continues the count from the line's own label. One alone with no blank
    before it is believed only where the lines that follow count on from it."""
    head = article_label(text)
    if head is None or head.refers:
        return [text]
    expected, cuts, spaced = head.article + 1, [0], 0
    for m in _INNER.finditer(text):
        label = article_label(text[m.end():m.end() + 40])
        if label is not None and label.article == expected and not label.refers:
            cuts.append(m.end())
            spaced += bool(m[1]) and label.strong
            expected += 1
    if len(cuts) == 1 or (not spaced and len(cuts) < 3 and _next_article(following) != expected):
        return [text]
    return [text[a:b].strip(BLANK) for a, b in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _next_article(lines: Sequence[Line]) -> int | None:
    """Number of the first article label at the start of a line."""
    labels = (article_label(line.text) for line in lines if line.text[0] in "第笫")
    return next((label.article for label in labels if label is not None and label.strong and not label.refers), None)
