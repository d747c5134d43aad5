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
_TURNED = 4
"""The same where a page ends in between."""
_BULLETS = "—●•◆■▪◇"
"""Members that a dash or a dot marks are part of the 款 that leads them in."""
_LONGEST = 20_000
"""No 款 of a statute is longer; one that is stops growing, so that hostile text costs no more than its length."""
_CAPTION = re.compile(
    r"[\s\u3000]*(?:【([^】\n]{1,40})】|[（(](?![一二三四五六七八九十\d删废])([^（）()。；，\n]{2,20})[）)])[\s\u3000]*"
)
_FORMULA = re.compile(r"[＝=×÷]")


@dataclass(slots=True)
class _Item:
    label: ItemLabel
    text: str
    subs: list[tuple[ItemLabel, str]] = field(default_factory=list)
    nested: str = ""  # style of the labels below a 目, which stay in its text


@dataclass(slots=True)
class _Para:
    text: str
    items: list[_Item] = field(default_factory=list)


class ArticleDraft:
    """Collects the lines of one article. ``broken`` counts lines that were joined to the one before; ``lost`` are numbers
    of items whose labels are missing."""

    def __init__(self, label: ArticleLabel, text: str, path: tuple[str, ...]) -> None:
        self.number = print_label(label.article, label.suffix)
        self.label, self.path, self.caption, self.broken = label, path, "", 0
        self.lost: list[int] = []
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

    def add(self, text: str, turned: bool = False) -> None:
        """One more line: an item, a subitem, the rest of a broken sentence, or a new 款. ``turned``: it begins a page."""
        for piece in split_items(text):
            label = item_label(piece)
            if label is not None and not self._no_label(label):
                self._add_item(label, piece[label.end:])
            elif piece[0] in _BULLETS and self._paras:
                self._extend("\n" + piece)
            elif self._enumerates(piece):
                self._extend(piece)
                self._listing = piece[-1] in "，、"
            elif self.goes_on(piece, _TURNED if turned else JOIN_FROM):
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

    def goes_on(self, text: str, join_from: int = JOIN_FROM) -> bool:
        """The line before was broken off in mid-sentence and ``text`` is its rest."""
        last = self.last_text()
        if not last or len(last) > _LONGEST:
            return False
        if (text[0] in "，。；、：）”" and last[-1] not in "。；") or last[-1] in "，、":
            return True
        return len(last) >= join_from and last[-1] not in CLOSING_MARKS and not _FORMULA.search(last)

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
        if not self._paras[-1].items and label.number > 1:
            self._take_up_list(label)
        items = self._paras[-1].items
        if not items or label.style == items[0].label.style:
            items.append(_Item(label, text))
        elif label.style == "项" and items[0].label.style != "一、":
            if self._fold_numbered(label):
                self._paras[-1].items.append(_Item(label, text))
            else:
                self._paras.append(_Para("", [_Item(label, text)]))
        else:
            self._add_subitem(items[-1], label, text)

    def _no_label(self, label: ItemLabel) -> bool:
        """二、三类疫病 at the start of a line: 一、二、 count from one and without a gap, else they are words."""
        if label.style != "一、" or label.number == 1:
            return False
        items = next((p.items for p in reversed(self._paras) if p.items), [])
        return not items or items[0].label.style != "一、" or label.number != items[-1].label.number + 1

    def _take_up_list(self, label: ItemLabel) -> None:
        """A number above one at the start of a 款 goes on with the list before it. What stands in between are further
        sentences of its last item or, as many as the numbers that are missing, items that lost their labels."""
        paras = self._paras
        at = next((k for k in range(len(paras) - 1, -1, -1) if paras[k].items), -1)
        if at >= 0:
            last = paras[at].items[-1]
            if paras[at].items[0].label.style != label.style:
                return
            between = label.number - last.label.number - 1
            rest = [p.text for p in paras[at + 1:]]
            if between not in (0, len(rest)):
                return
        else:
            at = len(paras) - label.number
            if at < 0 or paras[at].text[-1:] not in ("：", ":"):
                return
            rest = [p.text for p in paras[at + 1:]]
            between = len(rest)
        if between and not all(text[-1:] in ("；", ";", "。") for text in rest):
            return
        del paras[at + 1:]
        if not between:
            for text in rest:
                self._extend("\n" + text)
            return
        for number, text in enumerate(rest, label.number - between):
            paras[at].items.append(_Item(ItemLabel("", number, 0, 0, label.style), text))
        self.lost.extend(range(label.number - between, label.number))

    def _fold_numbered(self, label: ItemLabel) -> bool:
        """（七） beneath 1. 2. 3. goes on with the list before them, whose （六） the sentences and numbers in between belong
        to; False where no such list is open."""
        paras = self._paras
        at = next((k for k in range(len(paras) - 1, -1, -1) if paras[k].items and paras[k].items[0].label.style == "项"), -1)
        if at < 0 or paras[at].items[-1].label.number + 1 != label.number:
            return False
        last = paras[at].items[-1]
        for para in paras[at + 1:]:
            self._paras = paras[:at + 1]
            self._extend("\n" + para.text)
            last.subs.extend((item.label, item.text) for item in para.items)
        return True

    def _add_subitem(self, item: _Item, label: ItemLabel, text: str) -> None:
        """A label of another style that counts anew below a 目 is part of it: there is no level under 目 (立法法第六十五条)."""
        subs = item.subs
        if subs and label.style != subs[0][0].style and (label.number == 1 or label.style == item.nested):
            item.nested = label.style
            self._extend(f"\n{label.printed}{text}")
        else:
            subs.append((label, text))

    def _extend(self, text: str) -> None:
        para = self._paras[-1]
        if not para.items:
            para.text += text
        elif para.items[-1].subs:
            label, old = para.items[-1].subs[-1]
            para.items[-1].subs[-1] = (label, old + text)
        else:
            para.items[-1].text += text
