"""Names that are only half in brackets: 甲省实施《水法》办法, 《土地管理法》实施条例, 关于适用《…》的解释.

What the brackets hold is then part of another document's name, and an article behind it is that document's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.citations.heads import KnownName
from ingest.citations.lexicon import words
from ingest.citations.titles import Title, clean_name, inner_title

_CARRYING = re.compile(r"(?:贯彻|组织|执行)?(?:实施|施行|贯彻|执行)[ \u3000]?$")
_ABOUT = re.compile(
    r"关于(?:贯彻)?(?:适用|执行|实施|施行|贯彻|落实|修改|修订|修正|废止|印发|发布|公布|转发|颁发|批转|下发)(?:[\u4e00-\u9fa5]{0,8}的)?[ \u3000]?$"
)
_WORK = r"(?:(?:补充|暂行|若干|具体)?(?:办法|细则|条例)|若干(?:问题的?)?(?:规定|意见)|的?若干(?:问题的?)?规定)"
_AFTER_CARRYING = re.compile(rf"[ \u3000]?的?{_WORK}(?:[（(](?:试行|暂行)[)）])?")
_AFTER_ABOUT = re.compile(
    r"[\u4e00-\u9fa5、〈〉（）]{0,24}?的?(?:解释|补充规定|规定|决定|决议|批复|意见|通知|办法|安排|答复|复函|公告|通告)"
    r"(?:[（(](?:试行|暂行|[一二三四五六七八九十]{1,3})[)）])?+(?=[\s\u3000]*(?:$|第\s?[\d一二三四五六七八九十百]|[（(〔\[，。；、：:《]|[中及和与等]))"
)
_AFTER_LAW = re.compile(r"[ \u3000]?(?:实施|施行)(?:条例|细则|办法)(?!律)")
_FIRST_AFTER_LAW = frozenset("实施 \u3000")
_LAST_BEFORE = frozenset("施行彻执用改订正止发布转下实落的 \u3000")
_MAKER = re.compile(
    r"(?:[\u4e00-\u9fa5]{1,8}?(?:省|市|自治区|自治州|自治县|县|区|旗|盟)){1,3}(?:人民代表大会常务委员会|人民代表大会|人大常委会|人民政府(?:办公[厅室])?)?$"
    r"|(?:国务院(?:办公厅)?|全国人民代表大会(?:常务委员会)?|全国人大常委会|最高人民法院(?:[、和]?最高人民检察院)?|最高人民检察院|中华人民共和国|[\u4e00-\u9fa5]{1,6}部)$"
)
_RUN = re.compile(r"[\u4e00-\u9fa5、]{1,36}$")
_LOCATED = re.compile(r"[\s\u3000]{0,3}(?:[（(][^（）()\n]{1,60}[)）])?[\s\u3000]{0,3}第[\s\u3000]?[\d０-９零〇一二三四五六七八九十百千]")


def compose(text: str, titles: Sequence[Title], known: KnownName | None) -> list[Title]:
    """Titles with every half-bracketed name as one; the others as they are."""
    out: list[Title] = []
    floor = 0
    for title in titles:
        wide = _widened(text, title, floor, known) if _may_go_on(text, title) else None
        out.append(wide or title)
        floor = out[-1].end
    return out


def _may_go_on(text: str, title: Title) -> bool:
    """A cheap look at both sides, which nearly every title fails."""
    if title.end >= len(text) or text[title.end] in "，。；、：第（(\n《":
        return False
    return text[title.end] in _FIRST_AFTER_LAW or (title.start > 0 and text[title.start - 1] in _LAST_BEFORE)


def _widened(text: str, title: Title, floor: int, known: KnownName | None) -> Title | None:
    before = max(floor, title.start - 24)
    if m := _ABOUT.search(text, before, title.start):
        after = _AFTER_ABOUT.match(text, title.end, title.end + 48)
    elif m := _CARRYING.search(text, before, title.start):
        after = _AFTER_CARRYING.match(text, title.end, title.end + 24)
    else:
        after = _AFTER_LAW.match(text, title.end)
        return _name(text, title, title.start, after.end()) if after else None
    if after is None:
        return None
    start = _start(text, m.start(), floor, text[m.start():after.end()], known)
    if start is None:
        if _LOCATED.match(text, after.end()) is None:
            return None
        start = m.start()
    return _name(text, title, start, after.end())


def _start(text: str, at: int, floor: int, rest: str, known: KnownName | None) -> int | None:
    """Where a name begins that goes on with ``rest`` at ``at``: at a known name, else at who made it; None for neither."""
    run = _RUN.search(text, max(floor, at - 36), at)
    if run is None:
        return at if known is not None and known(clean_name(rest)) else None
    words_before = run[0]
    if known is not None:
        for i in range(len(words_before) + 1):
            if known(clean_name(words_before[i:] + rest)):
                return run.start() + i
    cut = 0
    for word in words("lead"):
        if (found := words_before.rfind(word)) >= 0:
            cut = max(cut, found + len(word))
    maker = _MAKER.search(words_before, cut)
    if maker is None:
        return None
    start = maker.start()
    while start < len(words_before) - 2 and words_before[start] in (*words("lead1"), "、"):
        start += 1
    return run.start() + start


def _name(text: str, title: Title, start: int, end: int) -> Title:
    name = clean_name(text[start:end])
    return replace(title, start=start, end=end, name=name, inner=inner_title(name.replace("《", "〈").replace("》", "〉")), half=True)
