"""Header lines of a statute: what happened when, and the 发文字号.

Known shapes: one event a line (``2007年10月28日 …通过``), several events on one line (``…修正  根据…``), one bracket
over all (``（…通过　根据…修正）``), a list of dates that share one verb (``根据A通过的《…》、B通过的《…》修正``), full-width
and Chinese digits, a bracket left open or closed without being opened.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from ingest.numerals import parse_numeral
from ingest.records import HistoryEvent

EventKind = Literal["adopted", "approved", "promulgated", "amended", "revised", "effective", "repealed", "other"]

_DIGIT = "0-9０-９"
_CN = "零〇○Ｏ一二三四五六七八九十"
DATE = re.compile(
    rf"([{_DIGIT}]{{4}}|[{_CN}]{{4}})[\s\u3000]*年[\s\u3000]*([{_DIGIT}]{{1,2}}|[{_CN}]{{1,3}}|元)[\s\u3000]*月"
    rf"[\s\u3000]*([{_DIGIT}]{{1,2}}|[{_CN}]{{1,3}})[\s\u3000]*[日号]"
)
_TITLE = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^<>]*>|〈[^〈〉]*〉")
_VERBS: tuple[tuple[EventKind, re.Pattern[str]], ...] = (
    ("repealed", re.compile(r"废止$|失效$")),
    ("amended", re.compile(r"修正|修改")),
    ("revised", re.compile(r"修订|重新公布|重新发布")),
    ("approved", re.compile(r"批准(?!.*(?:公布|发布|颁布))|批转")),
    ("adopted", re.compile(r"通过(?!.*(?:公布|发布|颁布)施?行?$)|制定")),
    ("promulgated", re.compile(r"公布|发布|颁布|印发|颁发|令第|第.{1,6}号令|公告|成文")),
    ("effective", re.compile(r"施行|实施|生效|执行")),
    ("adopted", re.compile(r"通过|会议")),
)
_MAKER = re.compile(r"[\u4e00-\u9fa5、\s\u3000]{2,40}(?:人民政府|[部委局厅院署会]|办公[厅室])")
_LISTED_ORDER = re.compile(r"[^《》，；公发颁]{0,30}令[\s\u3000]*第.{1,6}号[\s\u3000]*[、和及][\s\u3000]*")
"""2004年7月1日省政府令第168号、2010年…令第240号修正: members of a list share the verb behind it."""
_EFFECTIVE_FROM = re.compile(r"自[\s\u3000]*$")
_DOC_NO = re.compile(
    r"[\u4e00-\u9fa5]{1,12}[〔\[【（(［]\s*[12]\d{3}\s*[〕\]】）)］]\s*(?:第\s*)?\d{1,5}\s*号"
    r"|[\u4e00-\u9fa5、，（）]{0,40}令[\s\u3000]*[（(]?[\s\u3000]*(?:[12]\d{3}[\s\u3000]*年[\s\u3000]*)?(?:第[\s\u3000]*)?[\d０-９零〇一二三四五六七八九十百]{1,5}[\s\u3000]*号"
    r"|[\u4e00-\u9fa5、]{2,40}公告[\s\u3000]*[12]\d{3}[\s\u3000]*年[\s\u3000]*第[\s\u3000]*\d{1,4}[\s\u3000]*号"
    r"|第[\s\u3000]*[\d０-９]{1,4}[\s\u3000]*号令"
    r"|(?:公告|主席令)[\s\u3000]*第?[\s\u3000]*[\d０-９〇一二三四五六七八九十百]{1,5}[\s\u3000]*号"
)


_LONGEST, _MOST_LINES = 8000, 300
"""The longest real header line (刑法's amendments) has 900 characters; more is no header, and would cost time."""
DOC_NO_LINE = re.compile(rf"[（(]?(?:{_DOC_NO.pattern})[）)]?$")
"""A line that is nothing but a 发文字号."""


def read_history(lines: Iterable[str]) -> tuple[HistoryEvent, ...]:
    """Events of the header, in the order printed. A line without a date keeps its text with date None."""
    events: list[HistoryEvent] = []
    for line in _joined(lines):
        text = line.strip("（）() \t\u3000\xa0")
        if not text:
            continue
        spans = _starts(text)
        if not spans:
            events.append(HistoryEvent(None, text, "other"))
            continue
        events.extend(_events(text, spans))
    return tuple(events)


def read_date(text: str) -> str | None:
    """First date in a text as YYYY-MM-DD, None when there is none or it is no calendar day."""
    m = DATE.search(text)
    return _iso(m) if m else None


def find_doc_no(lines: Iterable[str]) -> str:
    """发文字号 or 令号 named in header lines, blanks off; "" when none. Later numbers (of the last revision) win only
    when the line says 修订."""
    found = ""
    for line in lines:
        outside = DATE.sub("；", _TITLE.sub("", line))
        m = _DOC_NO.search(outside)
        if m and (not found or ("修订" in outside and "修正" not in outside)):
            found = re.sub(r"[\s\u3000]", "", m[0]).lstrip("，、（）由经以")
    return found


def is_header_line(line: str, opened: bool) -> bool:
    """A line that belongs to the header: dated event, bracketed event, 令号 or number; ``opened``: a bracket is open."""
    if opened:
        return True
    if line[0] in "（(" and (DATE.search(line[:60]) or "通过" in line or "公布" in line):
        return True
    head = line.removeprefix("根据").lstrip()
    if DATE.fullmatch(line):
        return True
    if DATE.match(head):
        if line[-1] in "。：；，" and len(line) > 40:
            return False
        return event_kind(head) != "other" and (head is not line or len(_TITLE.sub("", line)) < 220)
    return bool(DOC_NO_LINE.match(line)) or (len(line) < 60 and line[-1] not in "。：；" and bool(_DOC_NO.match(line)))


def event_kind(text: str) -> EventKind:
    """What an event is, by its verbs outside 《》; a title 《…修正案》 passed by a later congress is an amendment."""
    outside = _TITLE.sub("《》", text).strip("（）() \u3000、，。；")
    if "通过并" in outside:  # 通过并于同日公布施行
        return "adopted"
    for kind, verb in _VERBS:
        if verb.search(outside):
            if kind in ("adopted", "promulgated") and re.search(r"《[^》]{0,200}(?:修正案|修改)", text):
                return "amended"
            if kind == "adopted" and "通过的" in outside and outside.rstrip("等").endswith("《》"):
                return "amended"
            return kind
    if re.search(r"《[^》]{0,200}修[正改订]", text):
        return "amended"
    return "other"


def _joined(lines: Iterable[str]) -> list[str]:
    """Header lines with continuations put back: a line that opens with no date belongs to the one before."""
    out: list[str] = []
    for raw in islice(lines, _MOST_LINES):
        line = raw.strip()[:_LONGEST]
        head = line.lstrip("（( \u3000").removeprefix("根据").lstrip()
        if out and len(out[-1]) < _LONGEST and not DATE.match(head) and not _complete(out[-1]) and not _DOC_NO.match(line):
            out[-1] += line
        else:
            out.append(line)
    return out


def _complete(line: str) -> bool:
    return bool(re.search(r"(?:通过|批准|修[正订改]|[公发颁]布|施行|实施|生效|印发|废止|号)[\s\u3000]*[）)。；]?[\s\u3000]*$", _TITLE.sub("", line)))


def _starts(text: str) -> list[re.Match[str]]:
    """Dates that begin an event: not inside 《》."""
    covered = [m.span() for m in _TITLE.finditer(text)]
    return [m for m in DATE.finditer(text) if not any(a <= m.start() < b for a, b in covered)]


def _events(text: str, spans: Sequence[re.Match[str]]) -> list[HistoryEvent]:
    """One event a date; a date whose stretch has no verb takes the verb of the next one."""
    out: list[HistoryEvent] = []
    lead = text[: spans[0].start()].strip()
    for k, m in enumerate(spans):
        end = spans[k + 1].start() if k + 1 < len(spans) else len(text)
        stretch = text[m.end():end]
        effective = bool(_EFFECTIVE_FROM.search(text[: m.start()]))
        event = re.sub(r"(?:根据|自|和|、|，|；|,|;|\s|\u3000)+$", "", stretch).strip("\u3000 起，；、")
        kind: EventKind = "effective" if effective else event_kind(stretch)
        if kind == "promulgated" and _LISTED_ORDER.fullmatch(stretch):
            kind = "other"
        out.append(HistoryEvent(_iso(m), event.strip("）)" if event.count("）") > event.count("（") else ""), kind))
    if out[0].kind == "adopted" and (made_by := re.search(r"(?:已由|已经|经)(.{4,60})于$", lead)):
        out[0] = HistoryEvent(out[0].date, made_by[1] + out[0].event, "adopted")
    for k in range(len(out) - 2, -1, -1):
        if out[k].kind == "other":
            out[k] = HistoryEvent(out[k].date, out[k].event, out[k + 1].kind)
    if lead.strip("根据自由经于 ，") and len(out) == 1 and out[0].kind == "other":
        out[0] = HistoryEvent(out[0].date, lead + out[0].event, event_kind(lead))
    if _MAKER.fullmatch(lead) and re.match(r"(?:公布|发布|颁布|印发|颁发|制定)", out[0].event):  # 某局2022年9月1日发布
        out[0] = HistoryEvent(out[0].date, lead + out[0].event, out[0].kind)
    if len(out) > 1 and out[-1].kind == "amended" and lead.startswith("根据"):
        out = [HistoryEvent(e.date, e.event, "amended") if e.kind == "adopted" else e for e in out]
    return out


def _iso(m: re.Match[str]) -> str | None:
    year, month, day = (_number(g) for g in m.groups())
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _number(text: str) -> int:
    folded = unicodedata.normalize("NFKC", text).replace("O", "〇")
    return 1 if text == "元" else parse_numeral(folded) or 0
