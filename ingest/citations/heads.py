"""What stands before a locator: a self word (本法, 该条例), a relative word (前款, 本条), a name without 书名号."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.citations.lexicon import SELF_NOUNS, words
from ingest.citations.locators import ARTICLE, ITEM, PARAGRAPH
from ingest.citations.titles import Title, clean_name, read_tail

KnownName = Callable[[str], bool]

_SELF = re.compile(rf"(?P<which>(?<![基根日版文样])(?<!(?<![构造完达形])成)本|该|(?<![合共协会])同|此|上述|前述)(?:实施|补充|暂行|若干|特别)?(?P<noun>{SELF_NOUNS})(?:(?<![规])规定)?$")
_SELF_ENDS = frozenset(noun[-1] for noun in SELF_NOUNS.split("|")) | {"定"}
_UNITS = frozenset("款条项")
_NO_LAW_ENDS = frozenset("同书议程约证照件表录一二三四五六七八九十0123456789０１２３４５６７８９")
"""Last letters, by which most places are told without a search."""
_RELATIVE = re.compile(r"(?:(?P<way>前|上|下)(?P<count>[一二两三四五六七八九十]?)(?P<unit>[款条项])|(?P<here>[本该])(?P<hunit>[款条项]))$")
RELATIVE = {
    "前": re.compile(r"前(?<![目提当之此]前)(?<!(?<!从)事前)[一二两三四五六七八九十]?(?:款(?![项额待式]|物(?!品))|条(?![件例款形])|项(?!目))"),
    "上": re.compile(r"上一?(?:款(?![项额]|物(?!品))|条(?![件例款形])|项(?!目))"),
    "本条": re.compile(r"本条(?=[ \u3000]?[（(])"),
    "本款": re.compile(r"本款(?=[ \u3000]?[（(])"),
}
"""Relative words that stand alone, each behind the literal it begins with."""
_NUMBERED = re.compile(r"(?:修正案|解释)（[一二三四五六七八九十]{1,3}）$")
_NOUN_END = re.compile(rf"(?:{SELF_NOUNS}|通则|守则|民法总则|修正案|{_NUMBERED.pattern[:-1]})$")
_RUN = re.compile(r"[\u4e00-\u9fa5（）〈〉<>、·“”]{2,60}$")
_BREAK = re.compile(r"[、“”]")
NAME_ENDS = frozenset("法典例定则办细")
"""Last letters of a law's name."""
_NOTE_END = "）)］]"
_NOTE_BEGINS = "（([［"
SHORTEST_GENERIC = 4
"""实施条例第三条 names some 实施条例 even where none is defined; 规定第一项 names nothing."""
_COUNT = {"": 1, "一": 1, "两": 2} | {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
_PART = re.compile(r"(?:(?<!民法)总则|分则|附则|(?<=[法典])(?!典)[\u4e00-\u9fa5]{2,5}编)$")
"""Named parts of a law between its name and the article: 刑法分则第八章, 民法典继承编第三条."""
_WHOSE = re.compile(r"(?:本(?:法典?|条例)(?:以?及|和))?其$|[该同本](?:法典?|条例)$")
_PLACE_BEFORE = re.compile(r"(?:省|市|自治[区州县]|县|区|旗|盟|州)$")
_NATIONAL = "中华人民共和国"
_OF_THE_STATE = ("法", "法典")
"""A place before the name of a regulation makes it that place's (甲省城市绿化条例); laws are the state's alone."""
_LOCATED = re.compile(r"\s{0,6}(?=第)")
_NO_LAW = re.compile(r"(?:(?:合同|协议书?|章程|规约|许可证|执照|证书)|附[件表录][一二三四五六七八九十\d]{0,3})$")


@dataclass(slots=True)
class Antecedent:
    """The citation that an elided title, 该法 or a lone 项 goes back to."""

    title: str | None
    inner: str | None
    doc_no: str | None
    edition: str | None
    edition_year: int | None
    article: int | None
    suffix: int
    paragraph: int | None
    end: int


@dataclass(frozen=True, slots=True)
class SelfWord:
    """本法, 该条例 …: ``own`` for 本, else the antecedent."""

    start: int
    text: str
    own: bool


@dataclass(frozen=True, slots=True)
class RelativeWord:
    """前款, 前两款, 本条 …: ``offsets`` one a target; ``antecedent`` for 该条, 该款; ``floor`` the unit's level."""

    start: int
    end: int
    unit: str
    offsets: tuple[int, ...]
    antecedent: bool
    floor: int
    counted: bool  # a target by itself (前款); 本条 needs a locator


@dataclass(frozen=True, slots=True)
class PlainName:
    """A name without 书名号."""

    start: int
    name: str
    note_start: int | None = None


def self_word_before(text: str, pos: int, floor: int) -> SelfWord | None:
    """本法 and the like that end at ``pos`` (blanks between allowed)."""
    end = _back(text, pos, floor)
    end = _before_part(text, end, floor)
    if text[end - 1:end] not in _SELF_ENDS:
        return None
    m = _SELF.search(text, max(floor, end - 8), end)
    return SelfWord(m.start(), m[0], m["which"] == "本") if m else None


def relative_word_before(text: str, pos: int, floor: int) -> RelativeWord | None:
    """前款, 本条 and the like that end at ``pos``."""
    end = _back(text, pos, floor)
    m = _RELATIVE.search(text, max(floor, end - 4), end) if text[end - 1:end] in _UNITS else None
    return _relative(m) if m else None


def relative_word_at(text: str, start: int, end: int) -> RelativeWord | None:
    """The relative word of a span found by ``RELATIVE``."""
    m = _RELATIVE.search(text, start, end)
    return _relative(m) if m else None


def plain_name_before(text: str, pos: int, floor: int, known: KnownName | None, defined: frozenset[str]) -> PlainName | None:
    """The law name that ends at ``pos``, a bracket note between them allowed; cut at the longest known name."""
    end = _back(text, pos, floor)
    end = _before_part(text, end, floor)
    note_start = None
    if end > floor and text[end - 1] in _NOTE_END and _NUMBERED.search(text, max(floor, end - 8), end) is None:
        for _ in range(3):  # 办法（试行）（国务院令第3号）
            low = max(floor, note_start or end) - 120
            opened = max(text.rfind(c, max(floor, low), note_start or end) for c in _NOTE_BEGINS)
            if opened <= floor or read_tail(text, opened).end < end:
                break
            note_start = opened
            if text[_back(text, opened, floor) - 1] not in _NOTE_END:
                break
        if note_start is not None:
            end = _back(text, note_start, floor)
    run = _RUN.search(text, max(floor, end - 60), end)
    if run is None or _NOUN_END.search(run[0]) is None:
        return None
    start = _cut(run[0], known, defined)
    if start is None:
        return None
    name = run[0][start:]
    return PlainName(run.start() + start, clean_name(name), note_start)


def stands_in_note(text: str, title: Title, floor: int, known: KnownName | None, defined: frozenset[str]) -> bool:
    """甲条例（根据《…的决定》修正）第九条: what the note behind a name without brackets names is no citation."""
    opened = max(text.rfind(c, max(floor, title.start - 40), title.start) for c in "（(")
    if opened <= 0 or text[opened - 1] not in NAME_ENDS or any(c in text[opened:title.start] for c in "）)"):
        return False
    end = read_tail(text, opened).end
    located = _LOCATED.match(text, end) if end >= title.end else None
    if located is None:
        return False
    name = plain_name_before(text, located.end(), floor, known, defined)
    return name is not None and name.note_start == opened


def rules_of(text: str, name: PlainName) -> tuple[bool, str] | None:
    """其实施条例, 该法实施细则: (they are this text's own, their name), as against those of the law named before."""
    rules = next((w for w in words("rules") if name.name.endswith(w)), None)
    if rules is None:
        return None
    m = _WHOSE.search(text, max(0, name.start - 6), name.start + len(name.name) - len(rules))
    return None if m is None else (m[0][0] == "本", rules)


def no_law_before(text: str, pos: int, floor: int) -> bool:
    """合同第三条, 附件二第三条: what stands before is no law, so the article is neither this text's nor an earlier law's."""
    end = _back(text, pos, floor)
    return text[end - 1:end] in _NO_LAW_ENDS and _NO_LAW.search(text, max(floor, end - 8), end) is not None


def _cut(run: str, known: KnownName | None, defined: frozenset[str]) -> int | None:
    """Where the name starts in a run of characters that ends with a law's noun; None when it is no name."""
    if any(run.endswith(w) for w in words("notlaw")) and not (known and known(run[-2:])):
        longest = _longest_known(run, known, defined)
        return longest
    longest = _longest_known(run, known, defined)
    if longest is not None and (
        _PLACE_BEFORE.search(run, 0, longest) is None or run.endswith(_OF_THE_STATE) or run.startswith(_NATIONAL, longest)
    ):
        return longest
    start = max((m.end() for m in _BREAK.finditer(run)), default=0)
    while run[start] in "）》〉>":  # （1）甲条例
        start += 1
    for word in words("edition"):  # 修改后的 before 修改
        if len(word) > 1 and (at := run.rfind(word, start)) >= 0 and len(run) - at - len(word) >= 2:
            start = at + len(word)
    for word in words("lead"):
        if (at := run.rfind(word, start)) >= 0 and len(run) - at - len(word) >= 2:
            start = max(start, at + len(word))
    for join in words("join"):
        if (at := run.rfind(join, start)) > start and _NOUN_END.search(run[:at]) and len(run) - at >= 3:
            start = at + 1
    changed = True
    while changed:
        changed = False
        for role in ("edition", "office"):
            for word in words(role):
                if run.startswith(word, start) and not run.startswith(words("keep"), start) and len(run) - start - len(word) >= 2:
                    start += len(word)
                    changed = True
        if run.startswith(words("keep"), start):
            break
        if run[start] in words("lead1") and len(run) - start >= 4:
            start += 1
            changed = True
    name = run[start:]
    if name in words("generic") and name not in defined and len(name) < SHORTEST_GENERIC:
        return None
    return start if len(name) >= 2 else None


def _longest_known(run: str, known: KnownName | None, defined: frozenset[str]) -> int | None:
    for i in range(len(run) - 1):
        if run[i] in "、·“”（）":
            continue
        name = run[i:]
        if name in defined or name in words("whole") or (known is not None and known(name)):
            return i
    return None


def _relative(m: re.Match[str]) -> RelativeWord:
    unit = m["unit"] or m["hunit"]
    floor = {"条": ARTICLE, "款": PARAGRAPH, "项": ITEM}[unit]
    if m["here"]:
        return RelativeWord(m.start(), m.end(), unit, (0,), m["here"] == "该", floor, False)
    n = _COUNT[m["count"]]
    offsets = (1,) if m["way"] == "下" else tuple(range(-n, 0))
    return RelativeWord(m.start(), m.end(), unit, offsets, False, floor, m["way"] != "下")


def _before_part(text: str, end: int, floor: int) -> int:
    """Where the name ends that a part's name follows; ``end`` where none does."""
    if end <= floor or text[end - 1] not in "则编":
        return end
    m = _PART.search(text, max(floor, end - 7), end)
    return m.start() if m else end


def _back(text: str, pos: int, floor: int) -> int:
    low = max(floor, pos - 6)
    while pos > low and text[pos - 1] in " \t\r\n\u3000\xa0":
        pos -= 1
    return pos
