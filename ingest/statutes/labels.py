"""Labels of statutes: 条, 编/分编/章/节, 项, 目, 附件, as printed and as misprinted."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ingest import numerals
from ingest.numerals import NUMERAL_CHARS

BLANK = " \t\u3000\xa0\u2002\u2003\u2009\u200b\ufeff"
_NUM = NUMERAL_CHARS + "0-9０-９"
_DASH = "－—–―\\-"

ARTICLE = re.compile(
    rf"[第笫][{BLANK}]*([{_NUM}{_DASH}][{_NUM}{_DASH}{BLANK}]{{0,12}}?)[{BLANK}]*条"
    rf"(?:[{BLANK}]?之([一二三四五六七八九十]{{1,3}})(?![日类种者]))?"
)
_HALF_LOST = re.compile(rf"(?:([{NUMERAL_CHARS}]{{1,7}})条|第([{NUMERAL_CHARS}]{{1,7}}))[{BLANK}]+(?=[^{BLANK}])")
_IRREGULAR = re.compile(rf"[笫{BLANK}{_DASH}]")
_HEADING = re.compile(rf"第[{BLANK}]*([{_NUM}]{{1,7}})[{BLANK}]*(分编|编|篇|章|节)")
HEADING_ALONE = re.compile(rf"{_HEADING.pattern}[{BLANK}]*")
"""第一章 without its name."""
_REFERENCE = re.compile(
    rf"[{BLANK}]*(?:第[{_NUM}]+[条款项]|规定|所|的|和|与|至|到|、(?=[第本《{_NUM}])|，|以及|或者?|中[的，]|及|。|；|之规定|关于.{{0,20}}的规定)"
)
_ITEM = re.compile(rf"[（(][{BLANK}]*([一二三四五六七八九十百零〇]{{1,5}})(?:之([一二三四五六七八九十]))?[{BLANK}]*[）)](?:之([一二三四五六七八九十]))?(?!至|、?[（(]|[和及或][（(]|项(?!目))[{BLANK}]*")
"""（一）…; （一）至（三）项, （四）、（五）项 and （二）项 at the start of a line refer to items."""
_PAREN_NUMBER = re.compile(rf"[（(][{BLANK}]*([0-9０-９]{{1,3}})[{BLANK}]*[）)][{BLANK}]*")
_DOT_NUMBER = re.compile(rf"([0-9０-９]{{1,3}})[{BLANK}]*(?:[.．](?![0-9０-９])|、|([)）]))[{BLANK}]*")
_PART = re.compile(rf"([一二三四五六七八九十百]{{1,5}})[{BLANK}]*、[{BLANK}]*")
_ANNEX = re.compile(
    rf"(附件|附表|附图|附录|附)[{BLANK}]*([一二三四五六七八九十0-9０-９]{{0,3}})(?:[{BLANK}]*[：:、.．][{BLANK}]*|[{BLANK}]+|$)(.{{0,80}})$"
)
_CIRCLED = {c: i for i, c in enumerate("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", 1)}
_BRACKETED = {c: i for i, c in enumerate("㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩", 1)}
_CIRCLED |= {c: i for i, c in enumerate("⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛", 1)}
_CIRCLED |= {c: i for i, c in enumerate("⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇", 1)}

CLOSING_MARKS = "。；：！？…”’』」）〉》】;:.!?)|．"
"""A paragraph that ends otherwise was broken off by a hard line break."""
SENTENCE_MARKS = "。；：！？，;:!?,"

RANKS = {"编": 0, "篇": 0, "分编": 1, "章": 2, "节": 3}


parse_numeral = lru_cache(maxsize=8192)(numerals.parse_numeral)
print_label = lru_cache(maxsize=8192)(numerals.article_label)


class ArticleLabel(NamedTuple):
    """第X条 at the start of a line. ``strong``: a blank, bracket or line end follows, as it should."""

    printed: str
    article: int
    suffix: int
    end: int
    strong: bool
    refers: bool  # what follows reads like a reference (第X条第二款规定的…)
    irregular: bool  # 笫, a dash for 一, a blank inside
    half: bool = False  # its 第 or its 条 is lost


def article_label(line: str) -> ArticleLabel | None:
    """The article label that a line starts with, or None."""
    m = ARTICLE.match(line)
    if m is None:
        return None
    number = parse_numeral(m[1])
    if not number or number > 9999:
        return None
    suffix = (parse_numeral(m[2]) or 0) if m[2] else 0
    rest = line[m.end():m.end() + 40]
    refers = bool(_REFERENCE.match(rest))
    strong = not rest or rest[0] in BLANK or rest[0] in "【（(：:[“" or (rest[0] in "、.．" and not refers)
    printed = m[0]
    irregular = bool(_IRREGULAR.search(printed))
    return ArticleLabel(printed, number, suffix, m.end(), strong, refers, irregular)


def half_lost_label(line: str) -> ArticleLabel | None:
    """A label that lost its 第 or its 条 (三条　…, 第三　…); only the numbers around it can tell that it is one."""
    m = _HALF_LOST.match(line)
    number = parse_numeral(m[1] or m[2]) if m else None
    if m is None or not number:
        return None
    return ArticleLabel(m[0].strip(BLANK), number, 0, m.end(), True, bool(_REFERENCE.match(line[m.end():m.end() + 40])), True, True)


def heading_label(line: str) -> tuple[int, int] | None:
    """(rank, number) of 第X编/分编/章/节 at the start of a line."""
    m = _HEADING.match(line)
    if m is None:
        return None
    return RANKS[m[2]], parse_numeral(m[1]) or 0


def is_heading_line(line: str) -> bool:
    """第三章 法律责任 standing alone without # (as in .docx, .txt and where the mark was lost)."""
    m = _HEADING.match(line)
    if m is None or len(line) > 60:
        return False
    rest = line[m.end():]
    if line[-1] in SENTENCE_MARKS:  # 第五节　生活、卫生。
        return line[-1] == "。" and rest[0] in BLANK and len(rest) <= 15 and "，" not in rest and not _REFERENCE.match(rest)
    if not rest or rest[0] in BLANK:
        return True
    return len(rest) <= 25 and not _REFERENCE.match(rest) and not any(c in rest for c in "，。；：")


class ItemLabel(NamedTuple):
    """A 项 or 目 label. ``style``: 项 for （一）, part for 一、, 目 for Arabic and circled numbers."""

    printed: str
    number: int
    suffix: int
    end: int
    style: str


def item_label(line: str) -> ItemLabel | None:
    """The label of a 项 (（一）, 一、) or 目 (1. ⒈ ① （1）) that a line starts with, or None."""
    c = line[0]
    if c in "（(":
        m = _ITEM.match(line)
        if m:
            n, suffix = parse_numeral(m[1]), m[2] or m[3]  # （二）之一, （二之一）
            return ItemLabel(m[0].rstrip(BLANK), n, parse_numeral(suffix) or 0 if suffix else 0, m.end(), "项") if n else None
        m = _PAREN_NUMBER.match(line)
        return ItemLabel(m[0].rstrip(BLANK), int(m[1]), 0, m.end(), "(1)") if m else None
    if c in _BRACKETED:
        return ItemLabel(c, _BRACKETED[c], 0, 1 + len(line[1:]) - len(line[1:].lstrip(BLANK)), "项")
    if c in _CIRCLED:
        return ItemLabel(c, _CIRCLED[c], 0, 1 + len(line[1:]) - len(line[1:].lstrip(BLANK)), "①")
    if c.isdigit():
        m = _DOT_NUMBER.match(line)
        return ItemLabel(m[0].rstrip(BLANK), int(m[1]), 0, m.end(), "1)" if m[2] else "1.") if m else None
    if c in "一二三四五六七八九十百":
        m = _PART.match(line)
        if m:
            n = parse_numeral(m[1])
            return ItemLabel(m[0].rstrip(BLANK), n, 0, m.end(), "一、") if n else None
    return None


def annex_label(line: str) -> tuple[str, str] | None:
    """(附件一, title) of a line that opens an annex; None for 附则 and for sentences."""
    if not line.startswith("附") or "".join(line.split())[:2] == "附则":
        return None
    m = _ANNEX.match(line)
    if m is None or m[3].endswith(("。", "；", "，")):
        return None
    return m[1] + m[2], m[3].strip(BLANK)
