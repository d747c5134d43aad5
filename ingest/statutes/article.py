"""One article as it is read: lines to 款, 项 and 目."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.records import Article, Item, Paragraph, Subitem
from ingest.statutes.labels import (
    BLANK,
    CLOSING_MARKS,
    SENTENCE_MARKS,
    ArticleLabel,
    ItemLabel,
    item_label,
    print_label,
)
from ingest.statutes.runon import split_items

CLOSING_WORDS = re.compile(r"施行|生效|废止|起(?:正式)?(?:实施|执行|试行)|解释权|负责解释")
"""What the closing clause of a statute speaks of."""
JOIN_FROM = 15
"""Shorter lines without a closing mark are titles or table cells more often than broken sentences."""
_LONGEST = 20_000
"""No 款 of a statute is longer; one that is stops growing, so that hostile text costs no more than its length."""
_CAPTION = re.compile(
    r"[\s\u3000]*(?:【([^】\n]{1,40})】|[（(](?![一二三四五六七八九十\d删废])([^（）()。；，\n]{2,20})[）)](?=[\s\u3000]|$))[\s\u3000]*"
)
_FORMULA = re.compile(r"[＝=×÷]")


@dataclass(slots=True)
class _Item:
    label: ItemLabel
    text: str
    subs: list[tuple[ItemLabel, str]] = field(default_factory=list)


@dataclass(slots=True)
class _Para:
    text: str
    items: list[_Item] = field(default_factory=list)


class ArticleDraft:
    """Collects the lines of one article. ``broken`` counts lines that were joined to the one before."""

    def __init__(self, label: ArticleLabel, text: str, path: tuple[str, ...]) -> None:
        self.number = print_label(label.article, label.suffix)
        self.label, self.path, self.caption, self.broken = label, path, "", 0
        self._paras: list[_Para] = []
        self._closed, self._looked, self._listing = False, 0, False
        rest = text[label.end:].lstrip(BLANK)
        if rest[:1] in ("【", "（", "("):
            m = _CAPTION.match(rest)
            if m:
                self.caption, rest = (m[1] or m[2]).strip(BLANK), rest[m.end():]
        elif rest[:1] in ("：", ":", "、", ".", "．"):
            rest = rest.lstrip("：:、.．" + BLANK)
        if rest:
            self.add(rest)

    def add(self, text: str) -> None:
        """One more line: an item, a subitem, the rest of a broken sentence, or a new 款."""
        for piece in split_items(text):
            label = item_label(piece)
            if label is not None:
                self._add_item(label, piece[label.end:])
            elif self._enumerates(piece):
                self._extend(piece)
                self._listing = piece[-1] in "，、"
            elif self.goes_on(piece):
                self.broken += 1
                self._extend(piece)
            else:
                self._paras.append(_Para(piece))

    def add_row(self, row: str) -> None:
        """A table row in the middle of an article: rows of one table make one 款."""
        last = self.last_text()
        if last[:1] in ("|", "¦") and len(last) < _LONGEST:
            self._extend("\n" + row)
        else:
            self._paras.append(_Para(row))

    def goes_on(self, text: str) -> bool:
        """The line before was broken off in mid-sentence and ``text`` is its rest."""
        last = self.last_text()
        if not last or len(last) > _LONGEST:
            return False
        if (text[0] in "，。；、：）”" and last[-1] not in "。；") or last[-1] in "，、":
            return True
        return len(last) >= JOIN_FROM and last[-1] not in CLOSING_MARKS and not _FORMULA.search(last)

    def _enumerates(self, text: str) -> bool:
        """Members without labels, a line each (由下列人员组成：／主任，／委员若干人。), are one 款 with their lead-in."""
        if len(text) >= JOIN_FROM:
            return False
        return self._listing or (text[-1] in "，、" and self.last_text()[-1:] in ("：", ":"))

    def mid_sentence(self) -> bool:
        """The last line ends in a comma or colon: what follows belongs to it."""
        last = self.last_text()
        return len(last) >= JOIN_FROM and last[-1] in "，、：:"

    def closes(self) -> bool:
        """This article holds the closing clause."""
        if not self._closed:  # the last 款 looked at may have grown since
            self._closed = any(CLOSING_WORDS.search(p.text) for p in self._paras[max(0, self._looked - 1):])
            self._looked = len(self._paras)
        return self._closed

    def last_text(self) -> str:
        """Text of the innermost part read last."""
        if not self._paras:
            return ""
        para = self._paras[-1]
        if not para.items:
            return para.text
        item = para.items[-1]
        return item.subs[-1][1] if item.subs else item.text

    def take_title(self) -> str:
        """Take off a short last 款 without a closing mark: it is the title of the table that follows."""
        if len(self._paras) > 1 and not self._paras[-1].items:
            text = self._paras[-1].text
            if len(text) <= 40 and text[-1] not in SENTENCE_MARKS:
                self._paras.pop()
                return text
        return ""

    def finish(self) -> Article:
        """The article as a record."""
        paragraphs = tuple([
            Paragraph(p.text, tuple([
                Item(it.label.printed, it.label.number, it.text,
                     tuple([Subitem(s.printed, s.number, text) for s, text in it.subs]), it.label.suffix)
                for it in p.items
            ])) for p in self._paras
        ])
        return Article(self.number, self.label.article, self.label.suffix, self.path, paragraphs, self.caption)

    def _add_item(self, label: ItemLabel, text: str) -> None:
        """A label of the style that the list began with is the next item, another one is below it; （一） beneath
        Arabic numbers begins a list of its own."""
        if not self._paras:
            self._paras.append(_Para(""))
        items = self._paras[-1].items
        if not items or label.style == items[0].label.style:
            items.append(_Item(label, text))
        elif label.style == "项" and items[0].label.style != "一、":
            self._paras.append(_Para("", [_Item(label, text)]))
        else:
            items[-1].subs.append((label, text))

    def _extend(self, text: str) -> None:
        para = self._paras[-1]
        if not para.items:
            para.text += text
        elif para.items[-1].subs:
            label, old = para.items[-1].subs[-1]
            para.items[-1].subs[-1] = (label, old + text)
        else:
            para.items[-1].text += text
