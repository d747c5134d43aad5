"""Titles whose 《 is lost (水土保持法》第四十八条), or that stand in other marks (“畜牧法”第三十九条)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.citations.lexicon import title_kind, words
from ingest.citations.titles import Title, clean_name, inner_title

_RUN = re.compile(r"[\u4e00-\u9fa5（）()〈〉、·“”]{2,80}$")
_INSIDE = re.compile(r"《[^》]*$")
_LEADS = re.compile(r"(?:[一二三四五六七八九十]是|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）])")
_PREPOSITIONS = ("依照", "按照", "根据", "依据", "违反", "参照")
_MARKED = [
    (opener, re.compile(
        rf"{re.escape(opener)}([\u4e00-\u9fa5]{{2,40}}(?:法|法典|条例|规定|办法|细则|规则)){re.escape(closer)}"
        r"(?=\s{0,3}(?:[（(〔\[][^（）()\n]{1,60}[)）〕\]]\s{0,3})?第\s?[\d０-９零〇一二三四五六七八九十百千]{1,7}\s?条)"
    ))
    for opener, closer in ("“”", "「」", "『』", "【】", "［］", "[]", '""')
]
_CLOSERS = "》〉＞"
LONGEST = 80


def recover(text: str, titles: Sequence[Title]) -> list[Title]:
    """The titles with those that ``find_titles`` cannot see, in text order."""
    found = [*_without_opening(text, titles), *_in_other_marks(text, titles)]
    return sorted([*titles, *found], key=lambda t: t.start) if found else list(titles)


def _without_opening(text: str, titles: Sequence[Title]) -> list[Title]:
    found: list[Title] = []
    if "〉" not in text and "＞" not in text and text.count("》") == sum(text.count("》", t.start, t.end) for t in titles):
        return found
    for closer in _CLOSERS:
        at, k = text.find(closer), 0
        while at >= 0:
            while k < len(titles) and titles[k].end <= at:
                k += 1
            if k == len(titles) or titles[k].start > at:
                floor = titles[k - 1].end if k else 0
                if (title := _lost(text, at, max(floor, found[-1].end if found and found[-1].end <= at else 0))) is not None:
                    found.append(title)
            at = text.find(closer, at + 1)
    return found


def _lost(text: str, close: int, floor: int) -> Title | None:
    """The title that ends at a closing mark nobody opened; None where the words before it are no law's name."""
    run = _RUN.search(text, max(floor, close - LONGEST), close)
    if run is None or _INSIDE.search(text, max(floor, close - LONGEST), close) or title_kind(run[0]) not in ("law", "paper"):
        return None
    start = run.start()
    about = text.rfind("关于", start, close)
    head = about if about >= 0 else close
    start = max(start, text.rfind("、", start, head) + 1)
    if m := _LEADS.match(text, start, close):
        start = m.end()
    for word in _PREPOSITIONS:
        if (found := text.rfind(word, start, head)) >= 0 and close - found - len(word) >= 3:
            start = found + len(word)
    stripped = True
    while stripped:
        stripped = False
        for word in (*words("lead"), "和", "及", "与", "或", "）", ")"):
            if text.startswith(word, start) and close - start - len(word) >= 3:
                start, stripped = start + len(word), True
    opened = start
    while text[start] in "〈（(" and text.count(text[start], opened, close) > text.count({"〈": "〉", "（": "）", "(": ")"}[text[start]], opened, close):
        start += 1
    name = clean_name(text[start:close])
    if len(name) < 2 or title_kind(name) not in ("law", "paper"):
        return None
    return Title(opened, close + 1, name, inner_title(name), lost=True)


def _in_other_marks(text: str, titles: Sequence[Title]) -> list[Title]:
    """Names in quotation marks or brackets with their article behind them."""
    found: list[Title] = []
    for opener, pattern in _MARKED:
        if opener not in text:
            continue
        k = 0
        for m in pattern.finditer(text):
            while k < len(titles) and titles[k].end <= m.start():
                k += 1
            if k == len(titles) or titles[k].start >= m.end():
                found.append(Title(m.start(), m.end(), m[1], None, half=True))
    return found
