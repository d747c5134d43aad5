"""Read locators: 第三条第二款第（一）项, lists (第三、四条), ranges (第五条至第九条)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.citations.lexicon import BLANK, DIGITS, NUMBER, RINGS, number

LONGEST_RANGE = 50
"""A range of more articles is one citation with ``article_end`` (interface: cite)."""

PART, DIVISION, CHAPTER, SECTION, ARTICLE, PARAGRAPH, ITEM, SUBITEM = range(8)
_LEVEL = {"编": PART, "分编": DIVISION, "章": CHAPTER, "节": SECTION, "款": PARAGRAPH, "项": ITEM, "目": SUBITEM}
_FIELD = {CHAPTER: "chapter", ARTICLE: "article", PARAGRAPH: "paragraph", ITEM: "item", SUBITEM: "subitem"}

_UNIT = re.compile(
    rf"{BLANK}(?:(?P<art>条)(?!件|例(?!外)|款|约(?!定)|码|线)(?:{BLANK}之{BLANK}(?P<suffix>[一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}}))?"
    r"|(?P<unit>款(?![项额待式]|物(?!品))|项(?!目)|目(?![标录的前次])|章(?!程)|节(?![日目能水点约气])|分?编(?![制号码辑办纂入外写著排])))"
)
_ONE = re.compile(
    rf"(?P<mark>[第笫]{BLANK})?(?:[（(]{BLANK}(?P<bracketed>{NUMBER}){BLANK}[)）]|(?P<ring>[{RINGS}])|(?:[（(](?={NUMBER}{BLANK}项))?(?P<plain>{NUMBER}(?:[-－—–](?={BLANK}[条款项]))?))"
)
_RUN = re.compile(rf"{BLANK}(?P<sep>、|和|以及|及|或者|或|与|至|到|[-－—–~～]|，|,)?{BLANK}")
_JOIN = re.compile(
    rf"{BLANK}(?:(?P<range>起?[至到]|[-－—–~～]{{1,2}})|(?:[、，,]{BLANK})?(?:以及|及|和|或者|或|与)|[、，,]){BLANK}"
)
_LOST_ARTICLE = re.compile(rf"{BLANK}第{BLANK}(?:{NUMBER}{BLANK}[款项]|[（(]{NUMBER}[)）]{BLANK}项)")
_MORE_SUFFIX = re.compile(r"(、|和|及|以及|至|到|[-—～~])之([一二三四五六七八九十]{1,3})(?![日类种者])")
_LONE_ITEM = re.compile(r"[（(]([一二三四五六七八九十]{1,3})[)）]")
_LONE_ITEMS = re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）](?:[、，和及]{0,1}[（(][一二三四五六七八九十]{1,3}[)）])*(?=[ \u3000]?(?:[；;。]|$))")
"""Items that end a citation without the word 项: 第九十一条（一）、（二）。"""
_SEPARATED = r"[、,，和]"
_DIGITS = re.compile(r"[0-9０-９]+")
_BARE_UNIT = re.compile(rf"([0-9０-９]{{1,2}}(?:{_SEPARATED}[0-9０-９]{{1,2}})*|[一二三四五六七八九十]{{1,3}})(款(?![项额待式]|物(?!品))|项(?!目)|目(?![标录的前次]))")
_OF = re.compile(rf"(?:的|之|中的?)(?=第{BLANK}[（(]?{NUMBER}[)）]?{BLANK}[款项目])|[（(【](?=(?:第{BLANK}[（(]?{NUMBER}[)）]?{BLANK}[款项目][、，和及]?)+[)）】])")
"""第三十八条的第二款, 第三十八条中第二款, 第三十八条（第二款）: one locator."""
_OF_BEGINS = frozenset("的之中（(【")
_IN_PAIRS = re.compile(r"[一二三四五六七八九]款(?:第?[（(]?[一二三四五六七八九十]{1,3}[)）]?项|[、，,。；;）)\s]|$|的?规定)")
_ONE_OF = re.compile(r"的?[，,；;。]|的")
_RANGE_MARKS = frozenset("至到-－—–~～")

ANCHOR = re.compile(rf"第{BLANK}[（(]?{BLANK}[{DIGITS}{RINGS}]")
ANCHOR_MISPRINT = re.compile(rf"笫{BLANK}[（(]?{BLANK}[{DIGITS}{RINGS}]")


_LISTED = [re.compile(b + r"[一二三四五六七八九十]{1,3}[)）](?:[、，和及至或]{1,2}[（(][一二三四五六七八九十]{1,3}[)）])+项(?!目)") for b in ("（", r"\(")]
_UNMARKED = [
    (c, re.compile(rf"{c}[ \u3000]?((?:[0-9０-９]{{1,4}}[ \u3000]?|[一二三四五六七八九十百千零〇]{{2,8}})条(?![件例款约码线]))"))
    for c in "法例典则定）"
]


def find_unmarked(text: str) -> list[int]:
    """Where an article without 第 stands behind what may be a law's name: 土地管理法44条, 刑法一百二十条."""
    return sorted(m.start(1) for c, pattern in _UNMARKED if c in text for m in pattern.finditer(text))


def find_items(text: str) -> list[int]:
    """Where 项 listed without 第 begin: （二）、（四）项."""
    return [m.start() for pattern in _LISTED for m in pattern.finditer(text)] if "）项" in text or ")项" in text else []


@dataclass(slots=True)
class Locus:
    """One target inside a law; ``start``/``end`` are its span, head included for the first member."""

    start: int
    end: int
    chapter: int | None = None
    article: int | None = None
    suffix: int = 0
    article_end: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    implied: bool = False

    @property
    def empty(self) -> bool:
        """No number that a citation can hold (only 编 or 节)."""
        return self.chapter is self.article is self.paragraph is self.item is self.subitem is None


@dataclass(slots=True)
class _Step:
    level: int
    values: list[tuple[int, int, int, bool]]  # number, start, end, ends a range
    suffix: int
    end: int


def read_chain(text: str, pos: int, start: int, floor: int = -1, *, unmarked: bool = False) -> tuple[list[Locus], int]:
    """Members from ``pos`` on, the first with span from ``start`` (its head); and where reading ended.

    ``floor`` is the level of a head such as 前款, under which the first unit must lie. No members:
    ``end`` tells how far a run of numbers without a unit went, so that it is not read again. ``unmarked``:
    the first 条 may lack its 第, and 款 and 项 below it too (《土地管理法》44条2款).
    """
    step, fail = _read_step(text, pos, CHAPTER if unmarked else PART - 1, None)
    unmarked = unmarked and step is not None and text[pos] not in "第笫"
    if step is None or step.level <= floor:
        return [], fail
    loci: list[Locus] = []
    ranges: list[tuple[int, int]] = []
    prev = Locus(start, pos)
    _take(loci, ranges, prev, step, None)
    level = step.level
    end = _more_suffixes(text, step.end, loci, ranges) if step.suffix else step.end
    while True:
        step = _deeper(text, end, level, unmarked) or _read_step(text, _skip(text, end), level, None)[0]
        if step is None and level in (ARTICLE, PARAGRAPH) and text[end:end + 1] in _OF_BEGINS and (of := _OF.match(text, end)):
            step, _ = _read_step(text, of.end(), level, None)
            step = step if step is not None and step.level > level else None
        if step is not None and step.level > level:
            last = loci.pop()
            _take(loci, ranges, last, step, None)
        elif step is not None and step.level == level and level >= PARAGRAPH:
            _take(loci, ranges, _child(loci[-1], step), step, None)
        else:
            join = _JOIN.match(text, end)
            if join is None:
                break
            step, _ = _read_step(text, join.end(), level, loci[-1])
            if step is None or step.level <= floor:
                break
            before = loci[-1] if join["range"] else None
            _take(loci, ranges, _child(loci[-1], step), step, before)
        level, end = step.level, step.end
        if step.suffix:
            end = _more_suffixes(text, end, loci, ranges)
    _mend_one_of(text, loci)
    return _expand(loci, ranges), max(loci[-1].end, start)


def _read_step(text: str, pos: int, level: int, prev: Locus | None) -> tuple[_Step | None, int]:
    """One unit with its numbers: 第三条, 第三、四条, 第（一）至（三）项; (None, where it failed) otherwise."""
    m = _ONE.match(text, pos)
    if m is None:
        return None, pos
    values: list[tuple[int, int, int, bool]] = []
    bare = m["mark"] is None and m["plain"] is not None
    if bare and prev is None and level not in (CHAPTER, SECTION):
        return None, m.end()
    ends_range = False
    while True:
        n = number(m["bracketed"] or m["ring"] or m["plain"])
        if n is None:
            return None, m.end()
        values.append((n, m.start(), m.end(), ends_range))
        unit = _UNIT.match(text, m.end())
        if unit is None and text.startswith(("）项", ")项"), m.end()):  # 第二）项
            unit = _UNIT.match(text, m.end() + 1)
        if unit is not None:
            break
        if m["plain"] and m["mark"] and _LOST_ARTICLE.match(text, m.end()):
            return _Step(ARTICLE, values, 0, m.end()), m.end()
        sep = _RUN.match(text, m.end())
        if sep is None:
            return None, m.end()
        following = _ONE.match(text, sep.end())
        if following is None or not _may_follow(m, sep["sep"], following):
            return None, m.end()
        ends_range = sep["sep"] is not None and sep["sep"] in _RANGE_MARKS
        m = following
    own = ARTICLE if unit["art"] else _LEVEL[unit["unit"]]
    first_number, n_start, _n_end, _ = values[0]
    if bare:
        if prev is None:
            if own != ARTICLE:
                return None, unit.end()
        elif own not in (level, ARTICLE) or first_number <= (getattr(prev, _FIELD.get(own, "item")) or 0):
            return None, unit.end()
    if own != ITEM and text[n_start] in f"（({RINGS}":
        return None, unit.end()
    values[-1] = (values[-1][0], values[-1][1], unit.end(), values[-1][3])
    return _Step(own, values, (number(unit["suffix"]) or 0) if unit["suffix"] else 0, unit.end()), unit.end()


def _more_suffixes(text: str, pos: int, loci: list[Locus], ranges: list[tuple[int, int]]) -> int:
    """之二, 至之六 behind 第一百二十条之一; and where they end."""
    while m := _MORE_SUFFIX.match(text, pos):
        n = number(m[2])
        if n is None or n <= loci[-1].suffix:
            break
        if m[1] in _RANGE_MARKS:
            ranges.append((len(loci), ARTICLE))
        loci.append(replace(loci[-1], start=m.start(2) - 1, end=m.end(), suffix=n))
        pos = m.end()
    return pos


def _deeper(text: str, pos: int, level: int, unmarked: bool) -> _Step | None:
    """2款 at once behind 44条, 3项 behind 2款: a unit without 第 by its digits, in Chinese only where 条 has none either."""
    if level in (ARTICLE, PARAGRAPH) and (alone := _LONE_ITEMS.match(text, pos)):
        return _Step(ITEM, [(number(m[1]) or 0, pos + m.start(), pos + m.end(), False) for m in _LONE_ITEM.finditer(alone[0])], 0, alone.end())
    m = _BARE_UNIT.match(text, pos) if ARTICLE <= level < SUBITEM else None
    if m is None or not (unmarked or m[1][0].isdigit() or level == PARAGRAPH or _IN_PAIRS.match(text, pos)) or _LEVEL[m[2]] <= level or (n := number(re.split(_SEPARATED, m[1])[0])) is None:
        return None
    numbers = list(_DIGITS.finditer(m[1]))
    if len(numbers) < 2:
        return _Step(_LEVEL[m[2]], [(n, pos, m.end(), False)], 0, m.end())
    values = [(number(d[0]) or 0, pos + d.start(), pos + d.end(), False) for d in numbers]
    values[-1] = (values[-1][0], values[-1][1], m.end(), False)
    return _Step(_LEVEL[m[2]], values, 0, m.end())


def _may_follow(m: re.Match[str], sep: str | None, following: re.Match[str]) -> bool:
    if sep is None:  # 第（一）（二）项
        return m["plain"] is None and following["plain"] is None and following["mark"] is None
    return not (sep in "，," and following["mark"])  # 第一，第五条规定…


def _take(loci: list[Locus], ranges: list[tuple[int, int]], locus: Locus, step: _Step, before: Locus | None) -> None:
    """Add the step's numbers: the first completes ``locus``, each further one is a new member."""
    for k, (n, start, end, ends_range) in enumerate(step.values):
        if k:
            locus = _child(locus, step)
            locus.start = start
        locus.end = end
        if step.level in _FIELD:
            setattr(locus, _FIELD[step.level], n)
        if step.level == ARTICLE:
            locus.suffix = step.suffix if k == len(step.values) - 1 else 0
        loci.append(locus)
        if ends_range or (k == 0 and before is not None):
            ranges.append((len(loci) - 1, step.level))


def _child(prev: Locus, step: _Step) -> Locus:
    """A new member that keeps what stands above the step's level."""
    level, start = step.level, step.values[0][1]
    return Locus(
        start, start,
        chapter=prev.chapter if level > CHAPTER else None,
        article=prev.article if level > ARTICLE else None,
        suffix=prev.suffix if level > ARTICLE else 0,
        paragraph=prev.paragraph if level > PARAGRAPH else None,
        item=prev.item if level > ITEM else None,
    )


def _expand(loci: list[Locus], ranges: list[tuple[int, int]]) -> list[Locus]:
    """Put the members that a range implies between its ends."""
    if not ranges:
        return loci
    ends = dict(ranges)
    out: list[Locus] = []
    for k, last in enumerate(loci):
        if k in ends and out:
            first = out[-1]
            implied = _between(first, last, ends[k])
            if implied is None:
                out[-1] = replace(first, end=last.end, article_end=last.article)
                continue
            out.extend(implied)
        out.append(last)
    return out


def _between(first: Locus, last: Locus, level: int) -> list[Locus] | None:
    """Implied members of a range; None where it is too long to expand."""
    if level not in _FIELD:
        return []
    field = _FIELD[level]
    low, high = getattr(first, field), getattr(last, field)
    if low is None or high is None:
        return []
    whole = replace(last, start=first.start, end=last.end, implied=True, suffix=0 if level <= ARTICLE else last.suffix)
    if level == ARTICLE:
        whole = replace(whole, paragraph=None, item=None, subitem=None)
        if low == high:
            return [replace(whole, suffix=s) for s in range(first.suffix + 1, last.suffix)]
        if high - low > LONGEST_RANGE:
            return None
        high += bool(last.suffix)
    implied = [replace(whole) for _ in range(low + 1, min(high, low + 4 * LONGEST_RANGE))]
    for n, locus in enumerate(implied, low + 1):
        setattr(locus, field, n)
    return implied


def _mend_one_of(text: str, loci: list[Locus]) -> None:
    """第三条、第四条之一的: one of them, not article 4-1."""
    last = loci[-1]
    if len(loci) > 1 and last.suffix == 1 and last.paragraph is last.item is None and text[last.end - 2 : last.end] == "之一":
        earlier = loci[-2]
        if earlier.article != last.article and not any(x.suffix for x in loci[:-1]) and _ONE_OF.match(text, last.end) and text[last.end:last.end + 3] != "的规定":
            last.suffix = 0
            last.end -= 2


def _skip(text: str, pos: int) -> int:
    end = min(len(text), pos + 6)
    while pos < end and text[pos] in " \t\r\n\u3000\xa0":
        pos += 1
    return pos
