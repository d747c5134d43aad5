"""Document numbers (发文字号, 令号): 国发〔2019〕5号 with every bracket in use, 国务院令第649号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.citations.lexicon import words

_ISSUED = r"[〔\[【（(﹝［](?:19|20)\d\d(?:\s?[〕\]】)）﹞］]\s?第?\s?\d{1,4}\s?号|\d{1,4}号|\d{2,3}(?![\d年月.\-〕\]】)）]))"
_ORDER = r"(?:令|公告)\s?(?:[（(〔\[]?(?:19|20)\d\d[)）〕\]]?年?)?\s?第?\s?(?:[0-9０-９]{1,4}|[一二三四五六七八九十百零〇]{1,6})\s?号"
_ORDER_AFTER = r"第?(?:[0-9０-９]{1,4}|[一二三四五六七八九十百零〇]{1,6})号令"
_ANY = re.compile(f"{_ISSUED}|{_ORDER}|{_ORDER_AFTER}")
_ANCHORED = [re.compile(re.escape(c) + p) for c, p in (
    *((b, _ISSUED.replace(r"[〔\[【（(﹝［]", "", 1)) for b in "〔[【（(﹝［"), ("令", _ORDER.removeprefix("(?:令|公告)")), ("公告", _ORDER.removeprefix("(?:令|公告)")))]
_AGENCY = re.compile(r"(?:(?![年月日号第令的了])[\u4e00-\u9fa5·]|第(?=[一二三四五六七八九十]{1,3}届)){1,32}$")
_JOINS = re.compile(r"以及|或者|[和及与或]")
_PROMULGATES = re.compile(r"[\s，,]{0,2}(?:自?[^《。；\n]{0,4})?(?:发布|公布|颁布|修订|修正|修改|颁发|批准|施行|通过)")


@dataclass(frozen=True, slots=True)
class DocNo:
    """A document number in the text; ``promulgates``: 公布, 修订 follow, so it dates a text and cites nothing."""

    start: int
    end: int
    text: str
    promulgates: bool = False


def doc_no_at(text: str, pos: int, limit: int = 40) -> DocNo | None:
    """A document number that starts at ``pos`` with its agency (国务院令第711号), or None."""
    m = _ANY.search(text, pos, min(len(text), pos + limit))
    if m is None:
        return None
    gap = text[pos : m.start()]
    if gap and (_AGENCY.match(gap) is None or gap.endswith("》")):
        return None
    return DocNo(pos, m.end(), text[pos : m.end()])


def doc_no_in(note: str) -> str | None:
    """The first document number of a bracket note: 公安部令第120号，2012年11月1日施行 → 公安部令第120号."""
    m = _ANY.search(note)
    if m is None:
        return None
    start = m.start()
    if (agency := _AGENCY.search(note, 0, start)) is not None:
        start = agency.start()
    return note[start : m.end()].strip()


def without_doc_nos(note: str) -> str:
    """The note without its document numbers, whose years name no version."""
    return _ANY.sub("", note)


def find_doc_nos(text: str) -> list[DocNo]:
    """Every document number with its agency, in text order."""
    found: list[DocNo] = []
    for pattern in _ANCHORED:
        if pattern.pattern.lstrip("\\")[0] not in text:
            continue
        for m in pattern.finditer(text):
            start = _agency_start(text, m.start())
            if start < m.start():
                found.append(DocNo(start, m.end(), text[start : m.end()], _PROMULGATES.match(text, m.end()) is not None))
    found.sort(key=lambda d: d.start)
    return found


def _agency_start(text: str, pos: int) -> int:
    agency = _AGENCY.search(text, max(0, pos - 24), pos)
    if agency is None:
        return pos
    start = agency.start()
    for word in words("lead"):
        if (at := text.rfind(word, start, pos)) >= 0 and at + len(word) < pos:
            start = at + len(word)
    if start and text[start - 1] in "号》、" and pos - start > 2 and (join := _JOINS.match(text, start, pos - 1)):
        start = join.end()
    for i in range(pos - 1, start, -1):  # 我院以法〔1998〕86号
        if text[i - 1] in "以按见由据":
            return i
    return start
