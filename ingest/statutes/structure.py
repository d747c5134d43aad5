"""Lines of a statute's body to articles and sections.

A label is taken as the next article only where ``sequence`` says so; everything else stays text, and what was
noticed is returned as warnings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.numerals import format_numeral
from ingest.records import Article, ReadWarning, Section
from ingest.statutes.article import ArticleDraft
from ingest.statutes.headings import Restored, restore_headings
from ingest.statutes.labels import (
    CLOSING_MARKS,
    HEADING_ALONE,
    SENTENCE_MARKS,
    annex_label,
    heading_label,
    is_heading_line,
    item_label,
)
from ingest.statutes.lines import Line
from ingest.statutes.runon import split_run_on
from ingest.statutes.sequence import own_labels

SectionKind = Literal["preamble", "numbered", "annex", "note"]

_TABLE_TITLE = re.compile(r"(?<!代)表|目录|清单|名单|标准|式样|图|范围")
_BARE_HEADING = re.compile(r"(?:总|分|附)[\s\u3000]*则$|序[\s\u3000]*言$|前[\s\u3000]*言$")
_CONTENTS = re.compile(r"目[\s\u3000]*[录次]$")
_LEADER = re.compile(r"[\s\u3000]*[.…·．]{3,}[\s\u3000]*\d*$")
_UNRANKED = 9  # rank of a heading that is no 编/分编/章/节
MAX_WARNINGS = 40


@dataclass(slots=True)
class Body:
    """What the body of a statute holds."""

    articles: list[Article] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)


def read_body(lines: Sequence[Line], *, quotes_others: bool) -> Body:
    """Articles and sections of body lines. ``quotes_others``: a 修正案 or amending decision, whose quoted articles
    are not its own."""
    lines, run_on = split_run_on(lines)
    body = _Reader(lines, quotes_others).read()
    if run_on:
        body.warnings.append(ReadWarning(
            "articles_on_one_line", f"有 {run_on} 行把多条排在一行，已按条号切开", "", "请核对各条、款的起止"))
    return body


class _Reader:
    def __init__(self, lines: Sequence[Line], quotes_others: bool) -> None:
        self.lines, self.quotes_others = lines, quotes_others
        self.sequenced = own_labels(lines, quotes_others)
        self.own = self.sequenced.own
        self.final_from = max(self.own, default=-1)  # the last article begins here
        first = min(self.own, default=-1)
        self.restored = Restored() if quotes_others or first < 0 else restore_headings(lines, self.own, first, self.final_from)
        self.body = Body(warnings=[*self.sequenced.warnings, *self.restored.warnings][:MAX_WARNINGS])
        self.path: list[tuple[int, int, str]] = []  # (rank, number of #, text)
        self.draft: ArticleDraft | None = None
        self.section: tuple[SectionKind, str, str] | None = None  # (kind, number, title)
        self.section_lines: list[str] = []
        self.in_quote = False
        self.after_heading = False
        self.tail = False  # past the last article: annexes, notes, signatures

    def read(self) -> Body:
        """One pass over the lines."""
        marks, own = self.sequenced.quote_marks, self.own
        for i, line in enumerate(self.lines):
            if i in own:
                self._start_article(i)
            elif i in self.sequenced.contents or i in self.restored.tails:
                continue
            elif i in self.restored.headings:
                rank, heading = self.restored.headings[i]
                self._push(rank, 0, heading)
            elif self.tail:
                self._tail_line(line)
            elif i == self.sequenced.restart_at:
                self._begin_tail("annex", "", "")
                self._tail_line(line)
            elif (i > self.final_from and self._opens_annex(line)) or self._heading(line, i):
                continue
            elif not own:
                self._numbered_line(line)
            elif self.draft is None:
                self._loose_line(line.text)
            else:
                self._article_line(self.draft, line, i)
            if i in marks:
                self.in_quote = marks[i]
        self._close_article()
        self._close_section()
        return self.body

    # ------------------------------------------------------------ headings

    def _heading(self, line: Line, i: int) -> bool:
        """Take a heading, the second half of one, or a table of contents mark; False for anything else."""
        text = line.text
        if line.table:
            return False
        if _CONTENTS.match(text):
            return True
        ranked = heading_label(text)
        if ranked is not None and (line.hashes or self._stands_as_heading(text)):
            return self._push(ranked[0], line.hashes, _LEADER.sub("", text) if len(text) < 120 else text)
        if self._label_alone() and self._is_heading_tail(text, i):  # 第一章, its name a line below
            rank, hashes, head = self.path[-1]
            self.path[-1] = (rank, hashes, f"{head}\u3000{text}")
            self.after_heading = False
            return True
        if line.hashes or (len(text) < 8 and _BARE_HEADING.match(text)):
            return self._push(_UNRANKED, line.hashes, text)
        if self.after_heading and self.own and self.path and self._is_heading_tail(text, i):
            rank, hashes, head = self.path[-1]
            self.path[-1] = (rank, hashes, head + text)
            return True
        if not (self.draft is not None and self.draft.mid_sentence()) and self._is_part_heading(text, i):
            return self._push(_UNRANKED, 2, text)
        return False

    def _stands_as_heading(self, text: str) -> bool:
        """A heading without #; in a 修正案 it belongs to the text that an article quotes."""
        if self.quotes_others and (self.draft is not None or self.in_quote):
            return False
        return is_heading_line(text) and not (self.draft is not None and self.draft.mid_sentence())

    def _push(self, rank: int, hashes: int, text: str) -> bool:
        """Enter a heading: those of its rank and below end; without a rank the number of # decides."""
        self._close_article()
        self._close_section()
        path = self.path
        if rank == _UNRANKED:
            while path and (not hashes or not path[-1][1] or path[-1][1] >= hashes):
                path.pop()
        else:
            while path and (path[-1][0] >= rank if path[-1][0] != _UNRANKED else not hashes or path[-1][1] >= hashes):
                path.pop()
        self.after_heading = True
        if "".join(text.split()) in ("序言", "前言"):
            self.section = ("preamble", "", text)
            return True
        path.append((rank, hashes, text))
        if not self.own:
            label = item_label(text)
            part = label is not None and label.style == "一、"
            self.section = ("numbered", label.printed, text[label.end:]) if label and part else ("numbered", "", text)
        return True

    def _label_alone(self) -> bool:
        """The line before was the label of a heading and nothing more."""
        return self.after_heading and bool(self.own and self.path) and HEADING_ALONE.fullmatch(self.path[-1][2]) is not None

    def _is_heading_tail(self, text: str, i: int) -> bool:
        """A heading broken over two lines: the tail has no closing mark and an article or a heading follows."""
        return (
            len(text) <= 40 and text[-1] not in CLOSING_MARKS and item_label(text) is None
            and any(j in self.own or self.lines[j].hashes or is_heading_line(self.lines[j].text) for j in range(i + 1, min(i + 3, len(self.lines))))
        )

    def _is_part_heading(self, text: str, i: int) -> bool:
        """二、回避 whose # was lost: short, no closing mark, and an article follows at once."""
        label = item_label(text)
        return (
            label is not None and label.style == "一、" and len(text) <= 30 and text[-1] not in CLOSING_MARKS
            and i + 1 in self.own
        )

    # ------------------------------------------------------------ articles

    def _start_article(self, i: int) -> None:
        self._close_article()
        self._close_section()
        self.after_heading = self.tail = False
        label = self.own[i]
        self.draft = ArticleDraft(label, self.lines[i].text, tuple([p[2] for p in self.path]))
        if label.irregular:
            self._warn("label_irregular", f"条号印作“{label.printed}”，已识读为{self.draft.number}", self.draft.number)

    def _article_line(self, draft: ArticleDraft, line: Line, i: int) -> None:
        closed = i > self.final_from and draft.closes()
        if line.table:
            if closed:
                self._begin_tail("annex", "", draft.take_title())
                self.section_lines.append(line.text)
            else:
                draft.add_row(line.text)
        elif not (closed and self._is_afterword(draft, line.text)):
            draft.add(line.text, line.turned)

    def _close_article(self) -> None:
        if self.draft is not None:
            if self.draft.broken:
                self._warn("hard_break", f"段落中间有 {self.draft.broken} 处硬换行，已接续", self.draft.number)
            if self.draft.lost:
                numbers = "".join(f"（{format_numeral(n)}）" for n in self.draft.lost)
                self._warn("item_label_lost", f"{numbers}项的序号漏印，按后文序号认定", self.draft.number)
            self.body.articles.append(self.draft.finish())
            self.draft = None

    # ------------------------------------------------------------ sections

    def _loose_line(self, text: str) -> None:
        """A line before the first article is preamble; one between a later heading and its article is a note."""
        if self.section is None:
            late = self.after_heading and bool(self.body.articles)
            self.section = ("note", "", self.path[-1][2] if self.path else "") if late else ("preamble", "", "")
        self.section_lines.append(text)

    def _numbered_line(self, line: Line) -> None:
        """A line of a document without articles: 一、 opens a part."""
        label = item_label(line.text) if not line.table and not self.in_quote else None
        if label is not None and label.style == "一、":
            self._close_section()
            rest = line.text[label.end:]
            titled = 0 < len(rest) <= 30 and rest[-1] not in CLOSING_MARKS
            self.section = ("numbered", label.printed, rest if titled else "")
            if rest and not titled:
                self.section_lines.append(rest)
            return
        if self.section is None:
            self.section = ("preamble", "", "")
        self.section_lines.append(line.text)

    def _opens_annex(self, line: Line) -> bool:
        if line.table or (self.draft is None and self.section is None and not self.body.articles):
            return False
        annex = annex_label(line.text)
        if annex is None or (not line.hashes and self.draft is not None and self.draft.mid_sentence()):
            return False
        self._begin_tail("annex", *annex)
        return True

    def _begin_tail(self, kind: SectionKind, number: str, title: str) -> None:
        self._close_article()
        self._close_section()
        self.section, self.tail = (kind, number, title), True

    def _tail_line(self, line: Line) -> None:
        annex = None if line.table else annex_label(line.text)
        if annex is None:
            self.section_lines.append(line.text)
        elif self.section is None or self.section_lines or self.section[1] != annex[0] or annex[1]:
            self._begin_tail("annex", *annex)

    def _is_afterword(self, draft: ArticleDraft, text: str) -> bool:
        """After the closing clause: a table's title, a footnote or a signature stands apart from the last article."""
        if text[0] == "①" or text.startswith(("注：", "注:")):
            self._begin_tail("note", "", "")
            self.section_lines.append(text)
            return True
        if len(text) > 40 or text[-1] in SENTENCE_MARKS or item_label(text) is not None or draft.goes_on(text):
            return False
        if _TABLE_TITLE.search(text):
            self._begin_tail("annex", "", text)
        else:
            self._begin_tail("note", "", "")
            self.section_lines.append(text)
        return True

    def _close_section(self) -> None:
        if self.section is not None:
            kind, number, title = self.section
            lines = self.section_lines
            if kind == "annex" and not title and lines and _is_annex_title(lines[0]):
                title, lines = lines[0], lines[1:]
            text = "\n".join(lines)
            if text or title:
                self.body.sections.append(Section(kind, number, title, text))
            self.section, self.section_lines = None, []

    def _warn(self, code: str, message: str, where: str) -> None:
        if len(self.body.warnings) < MAX_WARNINGS:
            self.body.warnings.append(ReadWarning(code, message, where))


def _is_annex_title(line: str) -> bool:
    return len(line) <= 40 and line[-1] not in SENTENCE_MARKS and line[0] not in "|¦" and item_label(line) is None
