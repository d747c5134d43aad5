"""Short names that a text defines: 《…法》（以下简称《土地管理法》）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.citations.lexicon import title_kind
from ingest.citations.names import cut_name
from ingest.citations.titles import Title, find_titles

_SHORT = re.compile(
    r"称(?:(?<=简称)|(?<=以下统称)|(?<=以下称))(?:为|：|:)?\s?[“\"'‘]?(?:《([^《》]{2,40})》|〈([^〈〉]{2,40})〉|([\u4e00-\u9fa5]{2,40}(?:(?<=修正案)[（(][一二三四五六七八九十]{1,3}[）)])?))"
)
_ENDS_NAME = re.compile(r"(?:法典|法|条例|规定|办法|细则|规则|解释|决定|意见|通知|方案|纲要|规范|准则|批复|公约|协定|修正案(?:[（(].{1,3}[）)])?)$")
_NEXT = re.compile(r"\s?(?:、|，|和|及|以及|与)?\s?《([^《》]{2,40})》")
_JOINS = re.compile(r"\s?(?:、|，|和|及|以及|与)?\s?[\u4e00-\u9fff]{0,20}")  # with the issuer of the next one
_OPEN = re.compile(r"[（(][^（）()《》。；]{0,30}$")


@dataclass(frozen=True, slots=True)
class Definition:
    """``alias`` stands for ``title`` in this text; the span is that of the alias as printed."""

    alias: str
    title: str
    start: int
    end: int


def find_definitions(text: str) -> list[Definition]:
    """Every short name of a law that the text defines, in text order."""
    if "简称" not in text and "以下称" not in text and "以下统称" not in text:
        return []
    return definitions_among(text, find_titles(text))


def definitions_among(text: str, titles: Sequence[Title]) -> list[Definition]:
    """The same where the titles of the text are known already."""
    ends = {t.end: t for t in titles}
    found: list[Definition] = []
    for m in _SHORT.finditer(text):
        group = next(i for i in (1, 2, 3) if m[i])
        alias = m[group]
        if group == 3 and _ENDS_NAME.search(alias) is None:
            continue
        bracket = _OPEN.search(text, max(0, m.start() - 40), m.start())
        if bracket is None:
            continue
        before = bracket.start()
        while before > 0 and text[before - 1] in " \u3000\n":
            before -= 1
        listed = [(m[group], m.start(group), m.end(group)), *_more(text, m.end())]
        if len(listed) > 1:
            found += _one_each(text, listed, before, titles)
            continue
        if (title := _title_through_notes(text, before, ends)) is not None:
            name = title.name
        elif (cut := cut_name(text, before, 0)) is not None:
            name = text[cut[0] : cut[1]]
        else:
            continue
        found.append(Definition(alias.strip(), name, m.start(group), m.end(group)))
    return [d for d in found if title_kind(d.title) not in ("never", "soft")]  # 《经营许可证》（以下简称《许可证》） names no law


def _more(text: str, at: int) -> list[tuple[str, int, int]]:
    """Short names listed after the first: （以下分别简称《甲》、《乙》和《丙》）."""
    found = []
    while (m := _NEXT.match(text, at)) is not None:
        found.append((m[1], m.start(1), m.end(1)))
        at = m.end()
    return found


def _one_each(
    text: str, listed: Sequence[tuple[str, int, int]], end: int, titles: Sequence[Title]
) -> list[Definition]:
    """As many titles side by side before the bracket as it lists short names, in the same order; none where they are fewer."""
    row = [t for t in titles if t.end <= end][-len(listed):]
    beside = all(_JOINS.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
    if len(row) < len(listed) or not beside or row[-1].end != end:
        return []
    return [Definition(alias.strip(), t.name, start, stop) for (alias, start, stop), t in zip(listed, row, strict=True)]


def _title_through_notes(text: str, end: int, ends: dict[int, Title]) -> Title | None:
    """The title that ends at ``end``, or just before one more bracket note there."""
    if (title := ends.get(end)) is not None:
        return title
    if end and text[end - 1] in "）)":
        opening = max(text.rfind("（", max(0, end - 80), end), text.rfind("(", max(0, end - 80), end))
        return ends.get(opening)
    return None
