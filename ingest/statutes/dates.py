"""Dates of a version: adoption, promulgation, amendments, the date that names it, the date it takes effect."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ingest.numerals import NUMERAL_CHARS, parse_numeral
from ingest.records import Article, HistoryEvent, Section
from ingest.statutes.header import DATE, read_date

_FILE_DATE = re.compile(r"[(（](\d{4}-\d{2}-\d{2})[)）]")
_FROM_DATE = re.compile(
    rf"(?:自|从|于|定于|在)?[\s\u3000]*{DATE.pattern}[\s\u3000]*(?:零时)?(?:起|开始)?[\s\u3000]*(?:正式)?(?:施行|实施|生效|执行|试行|实行)(?!的)"
    rf"|(?:施行|实施|生效)(?:日期|时间)为{DATE.pattern}")
_FROM_EVENT = re.compile(
    r"(?:[自从于](?:本[^，。；]{1,8})?|(?<=[法例定则释程典])(?=[^，。；]{2}之日起))(公布|发布|通过|颁布|印发|颁发|批准|签署)(?:之日|后|(?=之次日))?起?(?:，)?"
    r"(?P<wait>[^，。；]{0,12})(?:施行|实施|生效|执行|试行|实行)")
_NEXT_DAY = "之次日"
_WAIT = re.compile(rf"(?:满|第|之日)*(?P<n>[{NUMERAL_CHARS}]+|\d+)(?P<unit>日|天|个月|年|个工作日)(?:之?后|后起|起|内)?(?:正式|开始)?$")
"""自公布之日起30日后施行."""
_MAKING = ("adopted", "approved", "promulgated", "amended", "revised")
_SUBJECT = re.compile(r"(?:本|该|此|本件)?(?:法|法典|条例|规定|办法|细则|规则|决定|解释|修正案|决议|规范|标准|通则|章程|守则|准则|批复|通知|规程|纪律|意见|制度|方案)")


@dataclass(frozen=True, slots=True)
class Dates:
    """See the fields of the same names in StatuteDoc."""

    adopted: str | None
    promulgated: str | None
    amended: tuple[str, ...]
    effective: str | None
    effective_basis: str
    version_date: str


def derive_dates(
    history: Sequence[HistoryEvent], articles: Sequence[Article], sections: Sequence[Section], path: str
) -> Dates:
    """Dates from header events, the closing clause and, to name the version, the date in the file name or one that stands
    alone below the title."""
    def first(kind: str) -> str | None:
        return next((e.date for e in history if e.kind == kind and e.date), None)

    adopted = _adopted(history)
    promulgated = first("promulgated")
    amended = tuple(sorted({e.date for e in history if e.kind in ("amended", "revised") and e.date}))
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    file_date = m[1] if (m := _FILE_DATE.search(name)) else ""
    alone = next((e.date for e in history if e.kind == "other" and e.date and not e.event), None)
    issued = promulgated if any(e.kind in _MAKING and e.date for e in history) else promulgated or file_date or alone
    effective, basis = _effective(history, articles, sections, adopted, issued)
    header_date = max((e.date for e in history if e.date and e.kind in _MAKING), default="") or alone or ""
    return Dates(adopted, promulgated, amended, effective, basis, file_date or header_date)


def _adopted(history: Sequence[HistoryEvent]) -> str | None:
    """The first adoption; where two organs adopt together (…会议、…会议通过), the day the second one did."""
    found: str | None = None
    for e in history:
        if e.kind != "adopted" or not e.date:
            if found:
                break
            continue
        found = max(found, e.date) if found else e.date
        if "通过" in e.event:
            break
    return found


def _effective(
    history: Sequence[HistoryEvent], articles: Sequence[Article], sections: Sequence[Section],
    adopted: str | None, promulgated: str | None,
) -> tuple[str | None, str]:
    """The date that the text states, as it states it; a partial amendment leaves the original date standing."""
    texts = [a.text for a in articles[-4:]][::-1]
    texts += [s.text for s in sections if s.kind in ("numbered", "preamble")][-3:][::-1]
    for text in texts:
        if found := _stated(text, history, adopted, promulgated):
            return found
    for event in reversed(history):
        if event.kind == "effective" and event.date:
            return event.date, "header"
    for event in reversed(history):
        if (e := _FROM_EVENT.search(event.event)) and (day := _base(history, adopted, promulgated, e[1])):
            return _after(day, e["wait"]), f"{e[1]}之日"
    return None, ""


def _stated(
    text: str, history: Sequence[HistoryEvent], adopted: str | None, promulgated: str | None
) -> tuple[str | None, str] | None:
    for sentence in re.split(r"[。\n]", text.replace("年元月", "年1月")):
        if "行" not in sentence and "生效" not in sentence and "实施" not in sentence:
            continue
        if m := next((m for m in _FROM_DATE.finditer(sentence) if _is_own(sentence[: m.start()])), None):
            return read_date(m[0]), "stated"
        e = _FROM_EVENT.search(sentence)
        if e and _is_own(sentence[: e.start()]):
            return _after(_base(history, adopted, promulgated, e[1]), e["wait"]), f"{e[1]}之日"
    return None


def _after(day: str | None, wait: str) -> str | None:
    """``day`` and the time that a text lets pass before it takes effect; None where that cannot be counted (工作日)."""
    if wait.startswith(_NEXT_DAY) and day is not None and len(day) == 10:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    m = _WAIT.search(wait.replace("半年", "6个月"))
    if day is None or m is None:
        return day
    n = parse_numeral(m["n"])
    if n is None or m["unit"] == "个工作日" or len(day) != 10:
        return None
    start = date.fromisoformat(day)
    if m["unit"] in ("日", "天"):
        return (start + timedelta(days=n)).isoformat()
    months = start.month - 1 + n * (12 if m["unit"] == "年" else 1)
    year, month = start.year + months // 12, months % 12 + 1
    return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()


def _is_own(before: str) -> bool:
    """The clause speaks of this text as a whole, not of one article, another title or another event."""
    tail = re.split(r"[，；]", before)[-1]
    if "《" in tail and not re.search(r"本", tail):
        return False
    if re.search(r"第.{1,8}[条款项]|关于.{1,30}的规定$", tail):
        return False
    return not tail.strip() or bool(_SUBJECT.search(before)) or len(tail) <= 4


def _base(history: Sequence[HistoryEvent], adopted: str | None, promulgated: str | None, verb: str) -> str | None:
    """The day that 公布之日 means: of the last whole revision, else of the original text."""
    whole = [e.date for e in history if e.kind == "revised" and e.date and "《" not in e.event]
    if whole:
        return whole[-1]
    if verb == "通过":
        return adopted or promulgated
    approved = next((e.date for e in history if e.kind == "approved" and e.date), None)
    return promulgated or approved or adopted
