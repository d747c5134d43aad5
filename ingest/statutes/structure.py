"""Lines of a statute's body to articles and sections.

A label is taken as the next article only where the sequence of numbers, the quotation marks around it and the
words after it agree; everything else stays text, and what was noticed is returned as warnings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.numerals import article_label as print_label
from ingest.records import Article, Item, Paragraph, ReadWarning, Section, Subitem
from ingest.statutes.labels import (
    BLANK,
    CLOSING_MARKS,
    SENTENCE_MARKS,
    ArticleLabel,
    ItemLabel,
    annex_label,
    article_label,
    heading_label,
    is_heading_line,
    item_label,
)
from ingest.statutes.lines import Line
from ingest.statutes.runon import split_items, split_run_on

_CAPTION = re.compile(r"[\s\u3000]*(?:【([^】\n]{1,40})】|[（(](?![一二三四五六七八九十\d])([^（）()。；，\n]{2,20})[）)](?=[\s\u3000]|$))[\s\u3000]*")
CLOSING_WORDS = re.compile(r"施行|生效|废止|实施|执行|有效期|适用本")
_TABLE_TITLE = re.compile(r"表|目录|清单|名单|标准|式样|图|范围")
_FORMULA = re.compile(r"[＝=×÷]")
_UNLABELLED_HEADING = re.compile(r"(?:总|分|附)[\s\u3000]*则$|序[\s\u3000]*言$|前[\s\u3000]*言$")
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]$")
_LEADER = re.compile(r"[\s\u3000]*[.…·．]{3,}[\s\u3000]*\d*$")
_JOIN_FROM = 15
"""Shorter lines without a closing mark are titles or table cells more often than broken sentences."""
MAX_WARNINGS = 40


@dataclass(slots=True)
class Body:
    """What the body of a statute holds."""

    articles: list[Article] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)


@dataclass(slots=True)
class _Para:
    text: str
    items: list[_Item] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    label: ItemLabel
    text: str
    subs: list[_Sub] = field(default_factory=list)


@dataclass(slots=True)
class _Sub:
    label: ItemLabel
    text: str


def read_body(lines: Sequence[Line], *, quotes_others: bool) -> Body:
    """Articles and sections of body lines. ``quotes_others``: a 修正案 or amending decision, whose quoted
    articles are not its own."""
    expanded, run_on = split_run_on(lines)
    labels = _labels(expanded)
    if quotes_others and labels and _numbered_before(expanded, min(labels)):
        labels = {}
    reader = _Reader(expanded, labels, quotes_others)
    body = reader.read()
    if run_on:
        body.warnings.append(ReadWarning(
            "articles_on_one_line", f"有 {run_on} 行把多条排在一行，已按条号切开", "", "请核对各条、款的起止"))
    return body


def _labels(lines: Sequence[Line]) -> dict[int, ArticleLabel]:
    """Lines that may begin an article."""
    found = {}
    for i, line in enumerate(lines):
        if line.text[0] in "第笫" and not line.table:
            label = article_label(line.text)
            if label is not None:
                found[i] = label
    return found


def _numbered_before(lines: Sequence[Line], first: int) -> bool:
    """True when a 一、 part opens before line ``first``."""
    for line in lines[:first]:
        label = item_label(line.text)
        if label is not None and label.style == "一、":
            return True
    return False


class _Reader:
    def __init__(self, lines: Sequence[Line], labels: dict[int, ArticleLabel], quotes_others: bool) -> None:
        self.lines, self.labels, self.quotes_others = lines, labels, quotes_others
        self.body = Body()
        self.order = sorted(labels)
        self.path: list[tuple[int, int, str]] = []  # (rank, hashes, text)
        self.last, self.last_suffix = 0, 0
        self.in_quote = False
        self.open: tuple[str, int, int, tuple[str, ...], str] | None = None  # the article being read
        self.paras: list[_Para] = []
        self.section: tuple[str, str, str] | None = None  # (kind, number, title)
        self.section_lines: list[str] = []
        self.after_heading = False
        self.tail = False  # past the last article: annexes, notes, signatures
        self.final_from = 0
        self.restart_at = -1

    # ------------------------------------------------------------ the pass

    def read(self) -> Body:
        """One pass over the lines."""
        own = self._own_labels()
        self.final_from = max(own) if own else -1
        numbered = not own
        for i, line in enumerate(self.lines):
            label = own.get(i)
            if label is not None:
                self._start_article(line, label)
            elif self.tail:
                self._tail_line(line)
            elif i == self.restart_at:
                self._begin_tail("annex", "", "")
                self._tail_line(line)
            elif i > self.final_from and self._opens_annex(line, i):
                continue
            elif self._heading(line, i, numbered):
                continue
            elif numbered:
                self._section_line(line)
            elif self.open is None:
                self._preamble_line(line)
            else:
                self._article_line(line, i)
            if "“" in line.text or "”" in line.text:
                self.in_quote = line.text.rfind("“") > line.text.rfind("”")
        self._close_article()
        self._close_section()
        return self.body

    def _own_labels(self) -> dict[int, ArticleLabel]:
        """Labels that open this document's own articles, with numbers mended where both neighbours agree."""
        own: dict[int, ArticleLabel] = {}
        last, suffix, quoted_until = 0, 0, self._quoted()
        for k, i in enumerate(self.order):
            label = self.labels[i]
            n, s = label.article, label.suffix
            expected = (n == last + 1 and s == 0) or (n == last and s == suffix + 1 and last > 0)
            if i in quoted_until and (self.quotes_others or not expected):
                continue
            if n == 1 and last > 1 and label.strong and 2 in self._next_numbers(k):
                self._warn("second_text", "文件后部另有一篇从第一条编起的文本，作为附件保留，未并入正文", print_label(last), "如是另一部法规，请单独成文件导入")
                self.restart_at = i
                break
            if expected:
                if (label.strong and not (label.refers and self._reference_only(i, label))) or not label.refers:
                    own[i], last, suffix = label, n, s
                continue
            if not label.strong or label.refers:
                continue
            if not last or self._jump_holds(k, last, n, s):
                if last and n > last:
                    self._gap(last, n, i)
                elif not last and n > 1:
                    self._warn("starts_late", f"正文从{label.printed}起，之前各条不在文件中", label.printed, "请核对是否为节选或残缺文本")
                own[i], last, suffix = label, n, s
            elif s == 0 and self._is_misprint(k, last):
                printed = print_label(last + 1)
                self._warn("label_mistyped", f"条号印作“{label.printed}”，按前后条号应为{printed}", printed, "请核对原文条号")
                own[i] = label._replace(article=last + 1)
                last, suffix = last + 1, 0
            else:
                self._warn("label_out_of_order", f"“{label.printed}”与前后条号不连续，按正文处理", print_label(last), "请核对该行是否为条文引语")
        return own

    def _reference_only(self, i: int, label: ArticleLabel) -> bool:
        """第六条 第一款规定… as a sentence of the article before: the real label follows later."""
        return any(
            self.labels[j].article == label.article and self.labels[j].suffix == label.suffix and not self.labels[j].refers
            for j in self.order if i < j < i + 60
        )

    def _quoted(self) -> set[int]:
        """Labelled lines that stand inside a quotation opened on an earlier line."""
        inside, quoted = False, set()
        for i, line in enumerate(self.lines):
            if inside and i in self.labels:
                quoted.add(i)
            if "“" in line.text or "”" in line.text:
                inside = line.text.rfind("“") > line.text.rfind("”")
        return quoted

    def _next_numbers(self, k: int) -> list[int]:
        return [self.labels[j].article for j in self.order[k + 1:k + 4] if self.labels[j].strong]

    def _jump_holds(self, k: int, last: int, n: int, s: int) -> bool:
        """A number ahead of the sequence is believed unless the next labels carry the sequence on."""
        if n < last or (n == last and s == 0):
            return False
        following = self._next_numbers(k)
        return not any(last < m < n or (m == last + 1) for m in following) and (s == 0 or n == last or n == last + 1)

    def _is_misprint(self, k: int, last: int) -> bool:
        following = self._next_numbers(k)
        return bool(following) and following[0] == last + 2

    def _gap(self, last: int, n: int, i: int) -> None:
        missing = print_label(last + 1) if n == last + 2 else f"{print_label(last + 1)}至{print_label(n - 1)}"
        self._warn("gap", f"缺{missing}（条号漏印或条文缺失）", f"{print_label(last)}后", "请对照官方文本补正；补正前不对缺失条号下结论")

    # ------------------------------------------------------------ headings

    def _heading(self, line: Line, i: int, numbered: bool) -> bool:
        text = line.text
        if line.table:
            return False
        if _CONTENTS.match(text):
            return True
        ranked = heading_label(text)
        if ranked is not None and (line.hashes or (is_heading_line(text) and not self._mid_sentence())):
            text = _LEADER.sub("", text)
            return self._push(ranked[0], line.hashes, text, numbered)
        if line.hashes or (_UNLABELLED_HEADING.match(text) and len(text) < 8):
            return self._push(-2 if not line.hashes else 9, line.hashes, text, numbered)
        if self.after_heading and not numbered and self._heading_tail(text, i):
            rank, hashes, head = self.path[-1]
            self.path[-1] = (rank, hashes, head + text)
            return True
        if not numbered and self.open is not None and not self._mid_sentence() and self._part_heading(text, i):
            return self._push(9, 2, text, numbered)
        return False

    def _push(self, rank: int, hashes: int, text: str, numbered: bool) -> bool:
        self._close_article()
        if rank in (0, 1, 2, 3):
            while self.path and (
                self.path[-1][0] >= rank if self.path[-1][0] < 9 else not hashes or self.path[-1][1] >= hashes
            ):
                self.path.pop()
        else:
            while self.path and (not hashes or not self.path[-1][1] or self.path[-1][1] >= hashes):
                self.path.pop()
        self.path.append((rank, hashes, text))
        self.after_heading = True
        self._close_section()
        if numbered:
            label = item_label(text)
            if label is not None and label.style == "一、":
                self.section = ("numbered", label.printed, text[label.end:])
            else:
                self.section = ("preamble" if _is_preamble(text) else "numbered", "", text)
        elif _is_preamble(text):
            self.section = ("preamble", "", text)
            self.path.pop()
        return True

    def _heading_tail(self, text: str, i: int) -> bool:
        """A heading broken over two lines: the tail has no closing mark and an article follows."""
        return (
            len(text) <= 40 and text[-1] not in CLOSING_MARKS and item_label(text) is None
            and i + 1 < len(self.lines) and (i + 1 in self.labels or self.lines[i + 1].hashes > 0)
        )

    def _part_heading(self, text: str, i: int) -> bool:
        """二、回避 whose # was lost: short, no closing mark, and an article follows at once."""
        label = item_label(text)
        return (
            label is not None and label.style == "一、" and len(text) <= 30 and text[-1] not in CLOSING_MARKS
            and i + 1 in self.labels
        )

    def _mid_sentence(self) -> bool:
        last = self._last_text()
        return bool(last) and last[-1] in "，、：:" and len(last) >= _JOIN_FROM

    # ------------------------------------------------------------ articles

    def _start_article(self, line: Line, label: ArticleLabel) -> None:
        self._close_article()
        self._close_section()
        self.after_heading = False
        rest = line.text[label.end:].lstrip(BLANK)
        caption = ""
        if rest and rest[0] in "【（(":
            m = _CAPTION.match(rest)
            if m and not (m[2] and _DELETED.match(m[2])):
                caption, rest = (m[1] or m[2]).strip(BLANK), rest[m.end():]
        rest = rest.lstrip("：:" + BLANK) if rest[:1] in "：:" else rest
        if label.irregular:
            self._warn("label_irregular", f"条号印作“{label.printed}”，已识读为{print_label(label.article, label.suffix)}",
                       print_label(label.article, label.suffix))
        self.open = (print_label(label.article, label.suffix), label.article, label.suffix, tuple(p[2] for p in self.path), caption)
        self.paras = []
        if rest:
            self._add_text(rest)

    def _article_line(self, line: Line, i: int) -> None:
        text = line.text
        if self.after_heading:
            self._note_line(text)
            return
        if line.table:
            if i > self.final_from and self._closed():
                self._begin_tail("annex", "", self._take_table_title())
                self.section_lines.append(text)
            else:
                self._add_row(text)
            return
        if i > self.final_from and self._closed() and self._is_afterword(text):
            return
        self._add_text(text)

    def _add_text(self, text: str) -> None:
        for piece in split_items(text):
            label = item_label(piece)
            if label is not None and self._add_item(label, piece[label.end:]):
                continue
            last = self._last_text()
            if label is None and last and self._broken(last, piece):
                self._warn("hard_break", "段落中间硬换行，已接续", self._where())
                self._append(piece)
            else:
                self.paras.append(_Para(piece))

    def _add_item(self, label: ItemLabel, text: str) -> bool:
        """Put an item or subitem where it belongs; False when the line is no item after all."""
        if not self.paras:
            self.paras.append(_Para(""))
        para = self.paras[-1]
        if not para.items:
            para.items.append(_Item(label, text))
            return True
        top = para.items[0].label.style
        if label.style == top and not (label.style in ("(1)", "①", "1.") and top == "项"):
            para.items.append(_Item(label, text))
            return True
        if top == "项" or (top in ("一、", "1.") and label.style not in ("项", "一、")):
            para.items[-1].subs.append(_Sub(label, text))
            return True
        if top == "一、" and label.style == "项":
            para.items[-1].subs.append(_Sub(label, text))
            return True
        if label.style == "项":
            self.paras.append(_Para("", [_Item(label, text)]))
            return True
        para.items[-1].subs.append(_Sub(label, text))
        return True

    def _broken(self, last: str, text: str) -> bool:
        """The paragraph before was broken off in mid-sentence and ``text`` goes on."""
        if text[0] in "，。；、：）”" and last[-1] not in "。；":
            return True
        return len(last) >= _JOIN_FROM and last[-1] not in CLOSING_MARKS and not _FORMULA.search(last)

    def _add_row(self, text: str) -> None:
        last = self._last_text()
        if last.startswith(("|", "¦")) or "\n|" in last or "\n¦" in last:
            self._append("\n" + text)
        else:
            self.paras.append(_Para(text))

    def _last_text(self) -> str:
        if not self.paras:
            return ""
        para = self.paras[-1]
        if not para.items:
            return para.text
        item = para.items[-1]
        return item.subs[-1].text if item.subs else item.text

    def _append(self, text: str) -> None:
        para = self.paras[-1]
        if not para.items:
            para.text += text
        elif para.items[-1].subs:
            para.items[-1].subs[-1].text += text
        else:
            para.items[-1].text += text

    def _closed(self) -> bool:
        return any(CLOSING_WORDS.search(p.text) for p in self.paras)

    def _close_article(self) -> None:
        if self.open is None:
            return
        number, article, suffix, path, caption = self.open
        self.body.articles.append(Article(number, article, suffix, path, tuple(map(_paragraph, self.paras)), caption))
        self.open, self.paras = None, []
        self.last, self.last_suffix = article, suffix

    # ------------------------------------------------------------ sections

    def _preamble_line(self, line: Line) -> None:
        if self.after_heading and self.body.articles:
            self._note_line(line.text)
            return
        if self.section is None:
            self.section = ("preamble", "", "")
        self.section_lines.append(line.text)

    def _note_line(self, text: str) -> None:
        """A line between a heading and its first article belongs to no article."""
        if self.section is None:
            self.section = ("note", "", self.path[-1][2] if self.path else "")
        self.section_lines.append(text)

    def _section_line(self, line: Line) -> None:
        label = item_label(line.text) if not line.table else None
        if label is not None and label.style == "一、" and not self.in_quote:
            self._close_section()
            rest = line.text[label.end:]
            titled = len(rest) <= 30 and rest[-1:] not in CLOSING_MARKS
            self.section = ("numbered", label.printed, rest if titled else "")
            if not titled:
                self.section_lines.append(rest)
            return
        if self.section is None:
            self.section = ("preamble", "", "")
        self.section_lines.append(line.text)

    def _opens_annex(self, line: Line, i: int) -> bool:
        if line.table or (self.open is None and not self.body.articles and self.section is None):
            return False
        annex = annex_label(line.text)
        if annex is None or (self._mid_sentence() and not line.hashes):
            return False
        self._begin_tail("annex", *annex)
        return True

    def _begin_tail(self, kind: str, number: str, title: str) -> None:
        self._close_article()
        self._close_section()
        self.section, self.tail = (kind, number, title), True

    def _tail_line(self, line: Line) -> None:
        annex = None if line.table else annex_label(line.text)
        if annex is not None:
            if self.section is not None and not self.section_lines and self.section[1] == annex[0] and not annex[1]:
                return
            self._begin_tail("annex", *annex)
        else:
            self.section_lines.append(line.text)

    def _is_afterword(self, text: str) -> bool:
        """After the closing clause: a table's title, a footnote, a signature, each apart from the last article."""
        last = self._last_text()
        if text[0] == "①" or text.startswith(("注：", "注:")):
            self._begin_tail("note", "", "")
            self.section_lines.append(text)
            return True
        if len(text) > 40 or text[-1] in SENTENCE_MARKS or item_label(text) is not None or self._broken(last, text):
            return False
        if _TABLE_TITLE.search(text):
            self._begin_tail("annex", "", text)
        else:
            self._begin_tail("note", "", "")
            self.section_lines.append(text)
        return True

    def _take_table_title(self) -> str:
        """A short last paragraph right above a table is the table's title."""
        if len(self.paras) > 1 and not self.paras[-1].items:
            text = self.paras[-1].text
            if len(text) <= 40 and text[-1] not in SENTENCE_MARKS:
                self.paras.pop()
                return text
        return ""

    def _close_section(self) -> None:
        if self.section is None:
            return
        kind, number, title = self.section
        text = "\n".join(self.section_lines)
        if text or title:
            self.body.sections.append(Section(kind, number, title, text))  # type: ignore[arg-type]
        self.section, self.section_lines = None, []

    # ------------------------------------------------------------ warnings

    def _where(self) -> str:
        return self.open[0] if self.open else ""

    def _warn(self, code: str, message: str, where: str = "", remedy: str = "") -> None:
        if len(self.body.warnings) < MAX_WARNINGS:
            self.body.warnings.append(ReadWarning(code, message, where, remedy))


_DELETED = re.compile(r"删|废")


def _is_preamble(text: str) -> bool:
    return "".join(text.split()) in ("序言", "前言")


def _paragraph(p: _Para) -> Paragraph:
    return Paragraph(p.text, tuple(
        Item(it.label.printed, it.label.number, it.text,
             tuple(Subitem(s.label.printed, s.label.number, s.text) for s in it.subs), it.label.suffix)
        for it in p.items
    ))
