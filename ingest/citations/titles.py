"""Titles in brackets: 《》, 〈〉, <>, nested or with one bracket lost, and the note behind them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.citations.docnos import doc_no_at, doc_no_in, without_doc_nos

LONGEST_TITLE = 160
LONGEST_NOTE = 300

_OPENERS = {"《": "》", "〈": "〉", "<": ">", "＜": "＞", "﹤": "﹥"}
_ROUND = {"（": "）", "(": ")", "[": "]", "［": "］", "〔": "〕", "【": "】"}
_BROKEN = re.compile(r"[ \t\u3000\xa0]*[\r\n]+[ \t\u3000\xa0]*")
_NOT_A_TITLE = re.compile(r"第[\s]?[零〇一二三四五六七八九十百千两\d、]{1,12}[\s]?条(?!例)|[。；;]|(?>\r\n|\r|\n)\s*[\r\n]|\d[、.．]\s*《|[（(](?:根据|依据)?(?:19|20)\d\d[^《》（）()]*《")
_LOST_CLOSE = re.compile(r"《([^《》。；;，\r\n（(]{1,50}?(?:法|法典|条例|规定|办法|细则|规则|解释|决定)(?:（[^（）\d]{1,6}）)?)[〉>＞﹥）)」』】\]]?(?=\s{0,3}(?:第\s?[\d零〇一二三四五六七八九十百千两]|、\s?《|《|；|;|[（(\[〔【]))")
_LATIN = re.compile(r"[a-zA-Z/!]")
_EDITION = re.compile(r"\s*(?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六]次)?(?:修[订正改]|[公发颁]布|施行|通过|版|新修订)+本?\s*$")
"""What a bracket after a title says of its version, also where 〈〉 stand for （）."""
_BARE_EDITION = re.compile(r"((?:19|20)\d\d年?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:第[一二三四五六]次)?(?:修[订正改]|[公发颁]布|施行)版?本?)(?=[，,]?[\s\u3000]{0,2}第)")
_INNER = re.compile(r"(?:关于)?(?:印发|发布|公布|转发|颁发|颁布|下发|批转|修订印发|重新印发|批准)[^〈<《]{0,24}[〈<《＜﹤](.+)[〉>》＞﹥](?:的?|等[^〉]*)(?:通知|公告|通告|令|命令|决定|决议|函|批复)")
_SEQUEL = re.compile(r"(?:试行|暂行|草案|[一二三四五六七八九十]{1,3})$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=\D|\d{3,4}日|$)")
_ISSUER = re.compile(
    r"(?:国务院|最高人民法院|最高人民检察院|全国人大常委会|全国人民代表大会常务委员会|中共中央|中央|公安部"
    r"|[\u4e00-\u9fa5]{1,12}?(?:人民政府|人大常委会|人民代表大会常务委员会|委员会|总局|[部厅局署委会省市县]))"
    r"(?:、[\u4e00-\u9fa5]{2,12}[部委局署院])*(?:办公厅|办公室)?(?:发布的|公布的|印发的|制定的|令)?$"
)
_ISSUER_LAST = frozenset("院委部局厅署会府室省市县的令")
_LABEL = re.compile(r"【\s*([^【】]{2,14})\s*】\s*$")


@dataclass(frozen=True, slots=True)
class Title:
    """A bracketed title with its span; ``lost``: one bracket is missing; ``half``: brackets stand round a part only."""

    start: int
    end: int
    name: str
    inner: str | None
    lost: bool = False
    half: bool = False


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a title: ``end`` is where a locator may stand, ``stop`` the end of the notes."""

    end: int
    edition: str | None = None
    edition_year: int | None = None
    doc_no: str | None = None
    sequel: str = ""
    notes: tuple[tuple[int, int], ...] = ()


def find_titles(text: str) -> list[Title]:
    """Every bracketed title in text order; titles inside a title are part of it."""
    found: list[Title] = []
    openers = [c for c in _OPENERS if c in text]
    if not openers:
        return found
    at = {c: text.find(c) for c in openers}
    pos = 0
    while at:
        c = min(at, key=lambda k: at[k])
        start = at[c]
        title = _title_at(text, start, c)
        if title is not None:
            found.append(title)
        pos = title.end if title is not None else start + 1
        for k in list(at):
            if at[k] < pos:
                at[k] = text.find(k, pos)
                if at[k] < 0:
                    del at[k]
    return found


def read_tail(text: str, pos: int) -> Tail:
    """Bracket notes and document numbers behind a title or name: edition, year, number, （试行）."""
    edition: str | None = None
    doc: str | None = None
    sequel = ""
    notes: list[tuple[int, int]] = []
    spelled = False
    for _ in range(4):
        p = _skip(text, pos)
        if p < len(text) and text[p] in _OPENERS and (close := text.find(_OPENERS[text[p]], p, p + 24)) > 0 and _EDITION.match(text[p + 1:close]):
            edition = f"{edition}；{text[p + 1:close]}" if edition else text[p + 1:close]
            notes.append((p, close + 1))
            pos = close + 1
        elif p < len(text) and text[p] in _ROUND and (close := _close(text, p)) >= 0 and not _is_locator(text, p):
            note = text[p + 1 : close]
            if text[p] == "【" and not any(ch.isdigit() for ch in note):
                break
            if not notes and _SEQUEL.match(note):
                if len(note) < 2 and not text.startswith("第", _skip(text, close + 1)):
                    break
                sequel = f"（{note}）"
            elif "简称" not in note:
                edition = f"{edition}；{note}" if edition else note
                doc = doc or doc_no_in(note)
            notes.append((p, close + 1))
            pos = close + 1
        elif bare := _BARE_EDITION.match(text, p):
            edition = f"{edition}；{bare[1]}" if edition else bare[1]
            notes.append((p, bare.end()))
            pos = bare.end()
            spelled = True
        elif (number := doc_no_at(text, p)) is not None:
            doc = doc or number.text
            notes.append((p, number.end))
            pos = number.end
            spelled = True
        else:
            break
    if spelled:
        p = _skip(text, pos)
        if p < len(text) and text[p] in "，,":
            pos = p + 1
    return Tail(pos, edition, edition_year(edition) if edition else None, doc, sequel, tuple(notes))


def edition_year(note: str) -> int | None:
    """The year of the version that a note names: the last one outside document numbers and inner titles."""
    years = _YEAR.findall(re.sub(r"《[^》]*》", "", without_doc_nos(note)))
    return int(years[-1]) if years else None


def edition_year_in(name: str) -> int | None:
    """The year of a note inside 书名号: 《…法（2019修正）》."""
    m = re.search(r"[（(]([^（）()]*(?:19|20)\d\d[^（）()]*)[)）]$", name)
    return edition_year(m[1]) if m else None


def issuer_before(text: str, pos: int, floor: int) -> tuple[str | None, int]:
    """国务院《…》: the issuer that ends at ``pos`` and where it starts."""
    if pos <= floor or text[pos - 1] not in _ISSUER_LAST:
        return None, pos
    m = _ISSUER.search(text, max(floor, pos - 40), pos)
    return (m[0], m.start()) if m else (None, pos)


def label_before(text: str, pos: int) -> tuple[str | None, int]:
    """【行政法规】 that ends at ``pos`` and where it starts."""
    m = _LABEL.search(text, max(0, pos - 20), pos)
    return (m[1], m.start()) if m else (None, pos)


def clean_name(raw: str) -> str:
    """Line breaks out, outer blanks off."""
    return _BROKEN.sub("", raw).strip(" \t\u3000\xa0")


def inner_title(name: str) -> str | None:
    """X of 关于印发〈X〉的通知."""
    m = _INNER.search(name)
    return m[1].strip() if m else None


def _title_at(text: str, start: int, opener: str) -> Title | None:
    close = _match(text, start, opener, _OPENERS[opener])
    if close >= 0:
        raw = text[start + 1 : close]
        if opener != "《" and _EDITION.match(raw):
            return None
        if _NOT_A_TITLE.search(raw) is None and raw.strip() and (opener in "《〈" or _LATIN.search(raw) is None):
            name = clean_name(_once(raw))
            return Title(start, close + 1 + (opener == "《" and text[close + 1:close + 2] == "》"), name, inner_title(name))
    if opener == "《" and (m := _LOST_CLOSE.match(text, start)) is not None:
        name = clean_name(m[1])
        return Title(start, m.end(), name, inner_title(name), lost=True)
    return None


def _once(raw: str) -> str:
    """X of 《X》 or <X> inside brackets: doubled brackets are one pair."""
    if raw[0] in _OPENERS and raw[-1] == _OPENERS[raw[0]] and raw.count(raw[0]) == raw.count(raw[-1]) == 1:
        return raw[1:-1]
    return raw


def _match(text: str, start: int, opener: str, closer: str) -> int:
    """Index of the bracket that closes ``text[start]``, depth counted; -1 where none is near."""
    depth = 0
    limit = min(len(text), start + LONGEST_TITLE)
    if text.find(closer, start, limit) < 0:
        return -1
    for i in range(start, limit):
        c = text[i]
        if c == opener:
            depth += 1
        elif c == closer:
            depth -= 1
            if depth == 0:
                return i
    first = text.find(closer, start, limit)
    return first if depth == 2 and text.find(opener, start + 1, first) >= 0 else -1


def _close(text: str, start: int) -> int:
    opener, closer = text[start], _ROUND[text[start]]
    both = {"（": "）)", "(": ")）"}.get(opener, closer)
    depth = 0
    for i in range(start, min(len(text), start + LONGEST_NOTE)):
        c = text[i]
        if c == opener or (c in "（(" and opener in "（("):
            depth += 1
        elif c in both:
            depth -= 1
            if depth == 0:
                return i
    return -1


def _is_locator(text: str, pos: int) -> bool:
    """（一）项 or （第三条） open a bracket that is no note."""
    return re.match(r"[（(]\s?(?:第\s?[\d零〇一二三四五六七八九十百千两]+\s?条|[\d一二三四五六七八九十]{1,3}\s?[)）]\s?(?:、|和|至|项|[（(]))", text[pos : pos + 16]) is not None


def _skip(text: str, pos: int) -> int:
    end = min(len(text), pos + 6)
    while pos < end and text[pos] in " \t\r\n\u3000\xa0":
        pos += 1
    return pos
