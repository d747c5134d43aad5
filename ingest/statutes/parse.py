"""One statute's text to a StatuteDoc."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.page_words import AFTER_PAGE, BUTTONS, SOURCE, about_page, stated_number_and_date
from ingest.records import HistoryEvent, ReadWarning, StatuteDoc
from ingest.statutes.classify import classify, kind_of
from ingest.statutes.completeness import judge
from ingest.statutes.dates import derive_dates
from ingest.statutes.header import DATE, DOC_NO_LINE, find_doc_no, is_header_line, read_date, read_history
from ingest.statutes.labels import BLANK, article_label, is_heading_line, item_label
from ingest.statutes.lines import Line, Text, clean_lines
from ingest.statutes.structure import read_body

_FILE_NAME_DATE = re.compile(r"[(（]\d{4}-\d{2}-\d{2}[)）]")
_ENDS_EVENT = re.compile(r"(?:通过|修正|修订|批准|公布|发布|施行)[）)]?$|^[^（(]{1,40}[）)]$")
_ORDER = re.compile(r"《([^《》]*(?:[《〈][^《》〈〉]*[》〉][^《》]*)*)》.{0,80}(?:现予公布|予以公布|现予发布|现公布)", re.S)
_ISSUING = re.compile(r"关于(?:修订)?(?:印发|转发|发布|公布|颁发|批转)(.{4,80}?)的(?:通知|公告|通告)")
"""A notice that hands on a text of its own title, which stands alone below it."""
_SIGNED = re.compile(r"^[\u4e00-\u9fa5、\s\u3000]{2,40}(?:人民政府|[部委局厅院署会]|办公[厅室])$")
_ORDER_NUMBER = re.compile(r"[（(]?(?:[12]\d{3}[\s\u3000]*年[\s\u3000]*)?第?[\s\u3000]*[\d０-９〇零一二三四五六七八九十百]{1,6}[\s\u3000]*号[）)]?$")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?([^\"'\n]{2,120})", re.M)
_ISO_DATE = re.compile(r"(?<!\d)([12]\d{3})[-./](\d{1,2})[-./](\d{1,2})(?!\d)")
_SUBTITLE = re.compile(r"(?:总则|分则|附则|序言|.{1,8}编)$")
_TITLE_SUFFIX = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|试行|暂行|修订|\d{4}年?)[）)]$")
_TITLE_LINES = 4
_HEAD_LINES = 60
_CONTENTS_LINES = 300
_BETWEEN = 4
_ABOVE, _BELOW = 12, 8
"""Lines at the head and at the end of a text that may be words of the page it was copied from."""

GIST_MARK = "要旨（非法条原文）"
"""A header line of its own: the articles are gists in other words, and only some of the law's."""
_OF_WHOLE_TEXTS = frozenset({"gap", "starts_late", "truncated"})


def parse_statute(text: str, *, path: str = "", title_hint: str = "") -> StatuteDoc:
    """Structure of one statute from decoded text (either Markdown dialect, or plain lines). Never raises on text.

    ``path`` gives the version's date and, failing better, the level; ``title_hint`` serves when no title is found.
    """
    cleaned = _of_the_text(clean_lines(text))
    title, body_at, subtitle = _title(cleaned)
    warnings: list[ReadWarning] = []
    if not title and (m := _FRONT_TITLE.search(cleaned.front_matter)):
        title = _flat(m[1])
    if not title:
        title = title_hint or _name_title(path)
        warnings.append(ReadWarning("no_title", "未找到标题，暂用文件名", "文件开头", "请核对法规名称"))
    header, first = _header(cleaned, body_at, title)
    is_gist = GIST_MARK in header
    history = read_history([line for line in header if line != GIST_MARK])
    if not any(e.date for e in history) and (signed := _signed(cleaned.lines[first:])):
        history = (*history, HistoryEvent(signed, "成文", "promulgated"))
    kind = kind_of(title)
    lines: Sequence[Line] = cleaned.lines[first:]
    if subtitle:
        lines = [Line(subtitle, 1), *lines]
    body = read_body(lines, quotes_others=kind in ("amendment", "decision"))
    doc_no = find_doc_no([*header, *(s.text[:80] for s in body.sections[:1] if s.kind == "preamble")])
    cls = classify(title, history, doc_no, path, _notice(cleaned.lines[:body_at]))
    dates = derive_dates(history, body.articles, body.sections, path)
    gapped = any(w.code in ("gap", "starts_late") for w in body.warnings) and kind != "amendment"
    completeness, found = judge(body.articles, body.sections, cls.kind, cls.level, gapped)
    if is_gist:
        completeness = "partial"
        body_warnings = [w for w in (*body.warnings, *found) if w.code not in _OF_WHOLE_TEXTS]
    else:
        body_warnings = [*body.warnings, *found]
    if cleaned.tables_gone:
        warnings.append(ReadWarning("table_missing", "原文有表格，文件中没有表格内容", "", "请对照官方文本补充附表"))
    if not dates.version_date:
        warnings.append(ReadWarning("no_date", "未找到通过、公布或修改日期", "标题下", "请补充日期后导入，否则无法判断时效"))
    return StatuteDoc(
        title=title, history=history, articles=tuple(body.articles), sections=tuple(body.sections), kind=cls.kind,
        level=cls.level, issuer=cls.issuer, doc_no=doc_no, region=cls.region, adopted=dates.adopted,
        promulgated=dates.promulgated, amended=dates.amended, effective=dates.effective,
        effective_basis=dates.effective_basis, version_date=dates.version_date, completeness=completeness,
        text_kind="gist" if is_gist else "official", warnings=(*warnings, *body_warnings),
    )


def _of_the_text(text: Text) -> Text:
    """Without what was copied along with a page: its words above the title, its offers below the text."""
    lines = text.lines
    if text.header_end >= 0 or text.tables_gone:
        return text
    start = next((i for i, line in enumerate(lines[:_ABOVE]) if not about_page(line.text)), 0)
    foot = max(start, len(lines) - _BELOW)
    end = next((i for i in range(foot, len(lines)) if AFTER_PAGE.match(lines[i].text) or BUTTONS.match(lines[i].text)
                or (i >= len(lines) - 3 and SOURCE.match(lines[i].text))), len(lines))
    return text if start == 0 and end == len(lines) else replace(text, lines=lines[start:end])


def _title(text: Text) -> tuple[str, int, str]:
    """(title, index of the first line after it, subtitle such as 合同编)."""
    lines = text.lines
    for i, line in enumerate(lines[:12]):
        if line.hashes == 1:
            after = i + 1
            if (m := _ISSUING.search(_flat(line.text))) and (handed := _standing_alone(lines, after, _first_label(lines), m[1])):
                return handed
            if text.header_end < 0 and (again := _printed_again(lines, after, line.text)):
                return line.text, again, ""
            if after < len(lines) and lines[after].hashes == 1 and _SUBTITLE.match(_flat(lines[after].text)):
                return line.text, after + 1, lines[after].text
            return line.text, after, ""
        if _is_label(line.text):
            break
    title, after, subtitle = _plain_title(lines)
    return title, _printed_again(lines, after, title) or after, subtitle


def _plain_title(lines: Sequence[Line]) -> tuple[str, int, str]:
    """Title of a text without #: the first lines, or what an order promulgates or a notice hands on, where that stands
    alone."""
    first_label = _first_label(lines)
    head = "\n".join(line.text for line in lines[:first_label])
    m = _ORDER.search(head) or _ISSUING.search(_flat(head).replace("\n", ""))
    if m and (handed := _standing_alone(lines, 0, first_label, m[1])):
        return handed
    parts: list[str] = []
    for i, line in enumerate(lines[: _TITLE_LINES + 1]):
        s = line.text
        if i == _TITLE_LINES or _is_label(s) or is_header_line(s, False) or s[-1] in "。：；，" or len(s) > 80 or _is_contents(s) or s[0] in "（(":
            return _flat("".join(parts)), i, ""
        parts.append(s)
        if parts and re.search(r"(?:法|条例|规定|办法|细则|规则|决定|决议|解释|批复)(?:[（(][^）)]{1,12}[）)])?$", s) and "关于" not in s[-6:]:
            if i + 1 < len(lines) and _TITLE_SUFFIX.match(lines[i + 1].text):
                return _flat("".join(parts) + lines[i + 1].text), i + 2, ""
            return _flat("".join(parts)), i + 1, ""
    return _flat("".join(parts)), min(len(parts), len(lines)), ""


def _printed_again(lines: Sequence[Line], start: int, title: str) -> int:
    """Index after the title where it stands alone once more above the first article, below the order that puts the text
    in force or below the contents; 0 where it does not."""
    end = next((i for i, line in enumerate(lines[:_CONTENTS_LINES]) if (label := article_label(line.text)) and label.strong), 0)
    found = _standing_alone(lines, start + 1, end, title) if title else None
    return found[1] if found else 0


def _first_label(lines: Sequence[Line]) -> int:
    """Index of the first article or heading among the first lines."""
    return next((i for i, line in enumerate(lines[:_HEAD_LINES]) if _is_label(line.text)), min(len(lines), _HEAD_LINES))


def _standing_alone(lines: Sequence[Line], start: int, end: int, title: str) -> tuple[str, int, str] | None:
    """The title that an order or a notice hands on, where it stands alone on up to three lines; as ``_title`` gives it."""
    wanted = _flat(title).strip("《》〈〉")
    for i in range(start, end):
        joined = ""
        for j in range(i, min(i + 3, end)):
            joined += _flat(lines[j].text)
            if joined.strip("《》") in (wanted, "中华人民共和国" + wanted):
                return joined.strip("《》"), j + 1, ""
    return None


def _header(text: Text, start: int, title: str) -> tuple[list[str], int]:
    """Header lines after the title and the index of the first body line; a title printed again is passed over."""
    lines = text.lines
    if text.header_end >= start:
        header = [line.text for line in lines[start:text.header_end]]
        i = text.header_end
        while i < len(lines) and i < text.header_end + 3 and _spills(lines[i], header):
            header.append(lines[i].text)
            i += 1
        i = _after_title(lines, i, title)
        while i < len(lines) and DOC_NO_LINE.match(lines[i].text):
            header.append(lines[i].text)
            i += 1
        return header, i
    number, order = _order_lines(lines[:start])
    header, i, opened, begun = [], _after_title(lines, start, title), False, False
    written: list[str] = []
    while i < len(lines) and not lines[i].hashes and not _is_label(lines[i].text) and not _is_contents(lines[i].text):
        s = _ISO_DATE.sub(r"\1年\2月\3日", lines[i].text)
        if not opened and about_page(s):
            stated = stated_number_and_date([s])
            number += [x for x in stated if DOC_NO_LINE.match(x)]
            written += [x for x in stated if DATE.search(x)]
            i += 1
            continue
        known = is_header_line(s, opened)
        if not known and (begun or not _header_follows(lines, i)):
            break
        begun = begun or known
        header.append(s)
        opened = (s.count("（") + s.count("(") > s.count("）") + s.count(")")) if not opened else not s.endswith(("）", ")"))
        i += 1
    dated = any(DATE.search(s) for s in header)
    return [*number, *(() if dated else order or written), *header], i


def _header_follows(lines: Sequence[Line], at: int) -> bool:
    """A short line between the title and its bracketed header: a second title, the maker's name."""
    for line in lines[at:at + _BETWEEN]:
        s = line.text
        if s[0] in "（(" and DATE.search(s[:60]) and is_header_line(s, False):
            return True
        if line.hashes or line.table or len(s) > 40 or s[-1] in "。：；，" or _is_label(s) or _is_contents(s) or item_label(s):
            return False
    return False


def _notice(lines: Sequence[Line]) -> str:
    """Title of the notice above a text that it hands on, as far as 关于; "" when there is none."""
    for i, line in enumerate(lines):
        if "关于" in line.text and _ISSUING.search(_flat("".join(x.text for x in lines[i:i + 2]))):
            head = line.text.partition("关于")[0]
            return _flat(head or (lines[i - 1].text if i else ""))
    return ""


def _signed(lines: Sequence[Line]) -> str | None:
    """成文日期: a date alone on one of the last lines, below the issuer's name."""
    for line in lines[-4:]:
        m = DATE.fullmatch(line.text)
        if m:
            return read_date(m[0])
    return None


def _after_title(lines: Sequence[Line], start: int, title: str) -> int:
    """Past lines that together print the title once more; ``start`` when they do not."""
    joined, wanted = "", _letters(title)
    for i in range(start, min(start + 6, len(lines))):
        joined += _letters(lines[i].text)
        if joined == wanted:
            return i + 1
        if not wanted.startswith(joined):
            break
    return start


def _letters(s: str) -> str:
    """Without blanks and punctuation."""
    return re.sub(r"[\W_]+", "", s)


def _order_lines(lines: Sequence[Line]) -> tuple[list[str], list[str]]:
    """Of the order or notice above the title: its number, and the lines that tell a date, a date alone with the organ
    that signed above it."""
    number: list[str] = []
    dated: list[str] = []
    texts = [line.text for line in lines]
    for before, s in zip(["", *texts], texts, strict=False):
        if number and number[-1].endswith("令") and _ORDER_NUMBER.match(s):
            number[-1] += s
        elif s.endswith("令") or DOC_NO_LINE.match(s):
            number.append(_flat(s))  # 农业农村部　自然资源部令 is one order
        elif len(s) < 160 and (m := DATE.search(s)):
            dated.append(s if len(s) > len(m[0]) else s + (before if _SIGNED.search(before) else "") + "公布")
    return number, dated


def _spills(line: Line, header: Sequence[str]) -> bool:
    """A header line that overflowed past <!-- INFO END -->: the end of an event, or a bracketed date."""
    s = line.text
    if line.hashes or line.table or _is_label(s) or len(s) > 200:
        return False
    return (bool(_ENDS_EVENT.search(s)) and item_label(s) is None) or (bool(header) and bool(DATE.match(s)) and is_header_line(s, False))


def _is_label(s: str) -> bool:
    if s[0] not in "第笫":
        return False
    label = article_label(s)
    return (label is not None and label.strong) or is_heading_line(s)


def _is_contents(s: str) -> bool:
    return _flat(s) in ("目录", "目次")


def _flat(s: str) -> str:
    """Without blanks between Chinese characters; a blank beside Latin text stays."""
    s = s.strip(BLANK)
    return re.sub(rf"(?<![A-Za-z0-9])[{BLANK}]+|[{BLANK}]+(?![A-Za-z0-9])", "", s)


def _name_title(path: str) -> str:
    stem = re.sub(r"\.[A-Za-z]{1,5}$", "", path.replace("\\", "/").rsplit("/", 1)[-1])
    return _FILE_NAME_DATE.sub("", stem).strip() or "未命名"
