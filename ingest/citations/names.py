"""Names of laws written without 《》 in front of the definition of a short name: 根据治安管理处罚法（以下简称…）."""

from __future__ import annotations

import re

from ingest.citations.lexicon import words

LONGEST_NAME = 60

_RUN = re.compile(r"[\u4e00-\u9fa5〈〉]{1,60}$")
_STRONG = re.compile(r"(?:法典|法|条例|宪法|宪章|公约|条约|协定|议定书|修正案)$")
_WEAK = re.compile(r"(?:规定|办法|细则|规则|解释|决定|意见|通知|安排|批复|章程|合同|协议|标准|规范|准则|条令)$")
_FOREIGN = re.compile(r"(?:章程|合同|协议|公约|条约|协定|议定书|宪章)$")
_ABOUT = re.compile(
    r"(?:最高人民法院|最高人民检察院|国务院|全国人民代表大会(?:常务委员会)?|全国人大常委会|[\u4e00-\u9fa5]{2,8}(?:省|市|部|委员会|总局|政府))?"
    r"关于[\u4e00-\u9fa5、〈〉]{2,50}的(?:若干)?(?:规定|解释|决定|意见|通知|批复|安排|办法|决议)$"
)
_NOISE = re.compile(r"(?:[条款项目章节编分][\u4e00-\u9fa5]{0,2}|[有相]关|下列|上述|前[款条项述]|明确|上级|统一|另行|国家)(?:法律|规定|解释|决定|办法|意见|通知|标准|规范)$")
_SHORTEST_WEAK = 6


def cut_name(text: str, pos: int, floor: int) -> tuple[int, int] | None:
    """(start, end) of the name that ends at ``pos``, as the words around it tell; None where there is none."""
    m = _RUN.search(text, max(floor, pos - LONGEST_NAME), pos)
    if m is None:
        return None
    run, base = m[0], m.start()
    strong = _STRONG.search(run) is not None
    if not strong and _WEAK.search(run) is None:
        return None
    at = _cut(run)
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
    if role == "office":
        return word == "国家" or run.startswith(("关于", "组织", "办公"), at + len(word))
    return run.startswith(words("keep"), at)


def _join() -> frozenset[str]:
    return frozenset(words("join"))
