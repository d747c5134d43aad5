"""Names of laws written without 《》: where 依照出境入境管理法第六十一条 begins its name."""

from __future__ import annotations

import re
from collections.abc import Callable

from ingest.citations.lexicon import SELF_NOUNS, words

Known = Callable[[str], bool]
LONGEST_NAME = 60

_RUN = re.compile(r"[\u4e00-\u9fa5〈〉]{1,60}$")
_SELF = re.compile(rf"(?:(?:[本该此]|上述|同)(?:{SELF_NOUNS})|同条|该条)$")
_NOT_SELF = frozenset("基根成日版文样资剧脚书原课副张抄")
_STRONG = re.compile(r"(?:法典|法|条例|宪法|宪章|公约|条约|协定|议定书|修正案)$")
_WEAK = re.compile(r"(?:规定|办法|细则|规则|解释|决定|意见|通知|安排|批复|章程|合同|协议|标准|规范|准则|条令)$")
_FOREIGN = re.compile(r"(?:章程|合同|协议|公约|条约|协定|议定书|宪章)$")
_ABOUT = re.compile(
    r"(?:最高人民法院|最高人民检察院|国务院|全国人民代表大会(?:常务委员会)?|全国人大常委会|[\u4e00-\u9fa5]{2,8}(?:省|市|部|委员会|总局|政府))?"
    r"关于[\u4e00-\u9fa5、〈〉]{2,50}的(?:若干)?(?:规定|解释|决定|意见|通知|批复|安排|办法|决议)$"
)
_NOISE = re.compile(r"(?:[条款项目章节编分][\u4e00-\u9fa5]{0,2}|[有相]关|下列|上述|前[款条项述]|明确|上级|统一|另行|国家)(?:法律|规定|解释|决定|办法|意见|通知|标准|规范)$")
_SHORTEST_WEAK = 6


def self_word_before(text: str, pos: int, floor: int) -> str | None:
    """本法, 该条例, 同法, 同条 that ends at ``pos``; None for 基本法 and other names."""
    m = _SELF.search(text, max(floor, pos - 6), pos)
    if m is None or (m[0][0] == "本" and m.start() > 0 and text[m.start() - 1] in _NOT_SELF):
        return None
    return m[0]


def cut_name(text: str, pos: int, floor: int, known: Known | None) -> tuple[int, int] | None:
    """(start, end) of the name that ends at ``pos``, or None. ``known`` decides where it can, else words do.

    A name is cut only in front of a locator, so ``pos`` is where 第X条 or the note before it begins.
    """
    m = _RUN.search(text, max(floor, pos - LONGEST_NAME), pos)
    if m is None:
        return None
    run, base = m[0], m.start()
    strong = _STRONG.search(run) is not None
    if not strong and _WEAK.search(run) is None:
        return None
    at = _cut(run)
    if known is not None:
        if at is not None and known(run[at:]) and not _grows(run, at, known):
            return base + at, pos
        for i in range(len(run) - 1):
            if known(run[i:]):
                return base + i, pos
    if (about := _ABOUT.search(run)) is not None:
        return base + about.start(), pos
    if at is None:
        return None
    name = run[at:]
    if _NOISE.search(name) or name.endswith(words("notlaw")):
        return None
    if strong:
        return (base + at, pos) if len(name) > 1 else None
    if len(name) >= _SHORTEST_WEAK or name in words("generic") or _FOREIGN.search(name):
        return base + at, pos
    return None


def is_foreign(name: str) -> bool:
    """合同第三条, 章程第五条: a document, not a law of the library."""
    return _FOREIGN.search(name) is not None


def _grows(run: str, at: int, known: Known) -> bool:
    """A longer known name ends here: the cut fell inside 对外贸易法 or 出让和转让暂行条例."""
    return any(known(run[i:]) for i in range(max(0, at - 24), at))


def _cut(run: str) -> int | None:
    """Where the name starts after leading verbs, prepositions, editions and issuers."""
    at = 0
    for word in words("lead"):
        i = run.rfind(word)
        if i >= 0 and i + len(word) < len(run) and i + len(word) > at:
            at = i + len(word)
    i = run.rfind("的", at)
    if i >= 0 and len(run) - i > 3 and "关于" not in run[at:i]:
        at = i + 1
    for i in range(at + 1, len(run) - 1):  # 民法典和刑法
        if run[i] in _join() and _STRONG.search(run[at:i]):
            at = i + 1
    stripped = True
    while stripped:
        stripped = False
        for role in ("edition", "lead1", "office"):
            for word in words(role):
                if run.startswith(word, at) and len(run) - at - len(word) >= 2 and not _kept(run, at, word, role):
                    at += len(word)
                    stripped = True
                    break
    return at if len(run) - at >= 2 else None


def _kept(run: str, at: int, word: str, role: str) -> bool:
    """Words that look like prefixes but belong to the name: 对外贸易法, 国家赔偿法, 国务院关于…."""
    rest = run[at + len(word) :]
    if role == "lead1":
        return run.startswith(("对外", "有线", "以工", "用水", "用人", "因公", "经济", "经营", "受贿", "受理", "为民", "即期"), at)
    if role == "office":
        return word == "国家" or rest.startswith(("关于", "组织", "办公"))
    return run.startswith(("原产地", "原子", "旧机动车", "旧货"), at)


def _join() -> frozenset[str]:
    return frozenset(words("join"))
