"""Scan a text for citations: heads (titles, names, 本法, 前款), locators, lists, inheritance, quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from ingest.citations.asides import Asides
from ingest.citations.composite import compose
from ingest.citations.context import apply_context
from ingest.citations.definitions import Definition, definitions_among
from ingest.citations.docnos import DocNo, find_doc_nos
from ingest.citations.events import DOC_NO, LOCATOR, RELATIVE_WORD, TITLE, anchors_in, events, outside
from ingest.citations.heads import (
    NAME_ENDS,
    Antecedent,
    KnownName,
    PlainName,
    RelativeWord,
    no_law_before,
    plain_name_before,
    relative_word_at,
    relative_word_before,
    rules_of,
    self_word_before,
    stands_in_note,
)
from ingest.citations.labels import is_label, label_end
from ingest.citations.lexicon import BLANK, NUMBER, title_kind
from ingest.citations.locators import Locus, read_chain
from ingest.citations.lone import Trail, counted_behind
from ingest.citations.misprints import as_printed, mend
from ingest.citations.places import Places, item_at, places_in
from ingest.citations.recover import recover
from ingest.citations.runon import build_heads, is_cell, quote_after
from ingest.citations.titles import (
    Tail,
    Title,
    edition_year_in,
    find_titles,
    issuer_before,
    label_before,
    read_tail,
)
from ingest.records import Citation, CiteContext, Pointer

_SENTENCE_END = re.compile(r"[。；;]|\n\s*(?:\n|[|¦])|[：:]\s*[（(][一二三四五六七八九十]{1,3}[)）](?![、，和至项])")
"""What an elided title does not reach over: the sentence's end, and the opening of its 项."""
_ANNEX = re.compile(r"\s{0,4}(?:附[件表录][一二三四五六七八九十\d]{0,3}|[分总附]则|[\u4e00-\u9fa5]{2,5}编)\s{0,2}(?=第)")
_JOINT = re.compile(r"[ \u3000]?(?:的|之|中的?|[：:（(])[ \u3000]?(?=第[ \u3000]?[零〇一二三四五六七八九十百千\d０-９])")
"""《…》的第三条, 《…》：第三条, 《…》（第三条、第四条）."""
_CELL_JOINT = re.compile(r"[ \u3000]?[，,、\-－—–]{1,2}[ \u3000]?(?=第[ \u3000]?[零〇一二三四五六七八九十百千\d０-９])")
"""In a list cell also 《…》，第三条 and 《…》——第三条."""
_BRACKETS = frozenset("（(〔[")
_NOTED = re.compile(r"[^（）()《》。；\n]{0,40}[）)〕\]][ \u3000]?(?=第)")
_OF_CHAPTER = re.compile(r"(?:依照|按照|适用|根据|违反|符合|承担|执行)$")
_NAME_OR_NOTE_ENDS = NAME_ENDS | frozenset("）)］]")
_DOCUMENT = re.compile(r"(?:文件?|通知)?(?:的|中的?)?")
_FIRST = re.compile(rf"第{BLANK}[（(]?{NUMBER}[)）]?{BLANK}[条款项章](?:之{NUMBER})?(?:{BLANK}第{BLANK}[（(]?{NUMBER}[)）]?{BLANK}[款项目]){{0,3}}")
_COUNTED_ITEMS = re.compile(r"[的规所情行之措事内]")


@dataclass(frozen=True, slots=True)
class Scan:
    """Citations in text order, lists and ranges expanded; and the short names that the text defines."""

    citations: tuple[Citation, ...]
    definitions: tuple[Definition, ...]


def find_citations(text: str, context: CiteContext | None = None, names: KnownName | None = None) -> list[Citation]:
    """Citations of a text. ``names`` tells known law names, only to cut names without 书名号 exactly."""
    return list(scan(text, context, names).citations)


def scan(text: str, context: CiteContext | None = None, names: KnownName | None = None) -> Scan:
    """Citations and definitions of a text. ``raw[start:end] == text`` for each; never raises on text."""
    read = mend(text)
    found = _Scanner(read, context, names).run()
    return found if read is text else Scan(tuple(as_printed(c, text) for c in found.citations), found.definitions)


class _Scanner:
    """One pass over one text."""

    def __init__(self, text: str, context: CiteContext | None, names: KnownName | None) -> None:
        self.text = text
        self.context = context
        self.names = names
        self.titles = compose(text, recover(text, find_titles(text)), names)
        self.definitions = definitions_among(text, self.titles) if "称" in text else []
        self.defined = frozenset(d.alias for d in self.definitions)
        self.cell = is_cell(text, context)
        self.out: list[Citation] = []
        self.last: Antecedent | None = None
        self.pos = 0
        self.floor = 0  # before which no name may begin
        self.group = 0
        self.places: Places | None = None
        if context is not None and context.article is not None and context.paragraph is None and "\n" in text:
            self.places = places_in(text)
        self.trail = Trail(text, context, self.cell, self.places)
        self.asides = Asides(text, keeps=self.cell or context is None or context.law is None)

    def run(self) -> Scan:
        text = self.text
        anchors = anchors_in(text) if self.cell else [a for a in anchors_in(text) if label_end(text, a) is None]
        heads = []
        if self.cell:
            spans = [(t.start, t.end) for t in self.titles if self._counts(t, None)]
            bare: list[tuple[int, int]] = []
            for a in outside(anchors, self.titles):
                name = self._named_at(a)
                (spans if name else bare).append((name.start if name else a, _first_unit(text, a)))
            heads = build_heads(spans, bare, self._lead)
        doc_nos = find_doc_nos(text)
        for start, order, thing in events(self.titles, anchors, text, doc_nos):
            if start < self.pos:
                continue
            before = len(self.out)
            if self.asides.end is not None:
                self.last = self.asides.leave(start, self.last)
            if order == TITLE:
                self._title(thing)  # type: ignore[arg-type]
            elif order == DOC_NO:
                self._doc_no(thing)  # type: ignore[arg-type]
            elif order == RELATIVE_WORD:
                self._relative_alone(start, thing)  # type: ignore[arg-type]
            elif order == LOCATOR:
                self._locator(start)
            else:
                self._unmarked(start)
            if heads and len(self.out) > before and self.out[-1].article is not None:
                quote, go_on = quote_after(text, self.out[-1].end, heads)
                if quote is not None:
                    self.out[-1] = replace(self.out[-1], quote=quote)
                self.pos = max(self.pos, go_on)
            if len(self.out) > before:
                self.floor = self.pos
        found = [self._placed(c) for c in self.out]
        found.sort(key=lambda c: c.start)
        return Scan(tuple(found), tuple(self.definitions))

    # ---------------------------------------------------------------- events

    def _title(self, title: Title) -> None:
        text = self.text
        tail = read_tail(text, title.end)
        issuer, issuer_at = issuer_before(text, title.start, self.pos)
        label, _ = label_before(text, issuer_at)
        annex = _ANNEX.match(text, tail.end)
        joint = annex or _JOINT.match(text, tail.end) or (_CELL_JOINT.match(text, tail.end) if self.cell else None)
        loci, end = read_chain(text, joint.end() if joint else _skip(text, tail.end), title.start, unmarked=True)
        loci = [x for x in loci if not x.empty]
        self.pos = max(title.end, tail.notes[-1][1] if tail.notes else 0)
        if self._is_definition(title) or stands_in_note(text, title, self.floor, self.names, self.defined):
            return
        if not self._counts(title, tail, any(x.chapter is None or x.article is not None for x in loci)):
            if loci:  # articles of what is no law are nobody's
                self.pos, self.last = end, None
            return
        name = title.name + tail.sequel
        base = Citation(
            title.start, title.end, text[title.start:title.end], "short" if title.half else "full", name, title.inner, tail.doc_no,
            edition=tail.edition, edition_year=tail.edition_year or edition_year_in(title.name), issuer=issuer, label=label,
        )
        if loci:
            self._chain(base, loci)
            self.pos = end
        else:
            self.group += 1
            self._add(replace(base, group=self.group))

    def _doc_no(self, number: DocNo) -> None:
        if number.promulgates:
            return
        follows = _skip(self.text, number.end)
        if follows < len(self.text) and self.text[follows] in "《〈":
            return
        if self.text[number.start - 1:number.start] in _BRACKETS and (noted := _NOTED.match(self.text, number.end)):
            name = plain_name_before(self.text, noted.end(), self.floor, self.names, self.defined)
            if name is not None and name.note_start is not None and name.note_start < number.start:
                self._locator(noted.end())  # 森林防火条例（国务院令第541号）第五条
                return
        after = _DOCUMENT.match(self.text, number.end)
        loci, end = read_chain(self.text, after.end() if after else number.end, number.start)
        self.pos = max(number.end, end)
        base = Citation(number.start, number.end, number.text, "doc_no", doc_no=number.text)
        if loci and not loci[0].empty:
            self._chain(base, [x for x in loci if not x.empty])
            return
        self.pos = number.end
        self.group += 1
        self._add(replace(base, group=self.group))

    def _relative_alone(self, start: int, end: int) -> None:
        """前款, 前两款, 前条 by themselves; with a locator behind them they are read from here too."""
        word = relative_word_at(self.text, start, end)
        if word is not None and (word.counted or self.text[end:end + 2].strip()[:1] in ("（", "(")):
            self._relative(word)

    def _relative(self, word: RelativeWord) -> None:
        text = self.text
        loci, end = read_chain(text, _skip(text, word.end), word.start, word.floor)
        loci = [x for x in loci if not x.empty]
        if not loci and not word.counted:
            self.pos = word.end
            return
        self.group += 1
        if loci:
            pointer = Pointer(word.unit, word.offsets[-1])  # type: ignore[arg-type]
            for x in loci:
                self._add(self._from_locus(x, Citation(0, 0, "", "relative", pointer=pointer), word))
            self.pos = end
            return
        self.pos = word.end
        if self._counted_behind(word):
            return
        for offset in word.offsets:
            pointer = Pointer(word.unit, offset)  # type: ignore[arg-type]
            self._add(Citation(word.start, word.end, text[word.start:word.end], "relative", pointer=pointer, group=self.group))

    def _from_locus(self, x: Locus, base: Citation, word: RelativeWord | None = None) -> Citation:
        c = Citation(  # not ``replace``, which costs three times as much
            x.start, x.end, self.text[x.start:x.end], base.kind, base.title, base.inner_title, base.doc_no, x.article, x.suffix,
            x.article_end, x.paragraph, x.item, x.subitem, x.chapter, base.pointer, base.self_word, base.edition, base.edition_year,
            base.issuer, base.label, self.group, base.inherited, x.implied,
        )
        if word is not None and word.antecedent and self.last is not None and self.last.article is not None:
            c = replace(
                c, pointer=None, title=self.last.title, article=self.last.article, suffix=self.last.suffix, inherited=True,
                paragraph=c.paragraph if word.unit == "条" else self.last.paragraph,
            )
        return c

    def _locator(self, start: int) -> None:
        text = self.text
        word = relative_word_before(text, start, self.pos)
        if word is not None:
            before = len(self.out)
            self._relative(word)
            if self.pos < start:
                self.pos = start + 1
            if len(self.out) > before or self.pos > start or word.unit != "条":
                return  # else 本条第二十三条, a slip for 本条例
        own = self_word_before(text, start, self.pos)
        if own is not None:
            loci, end = read_chain(text, start, own.start)
            loci = [x for x in loci if not x.empty]
            self.pos = max(end, start + 1)
            if loci:
                title = None if own.own else (self.last.title if self.last else None)
                self._chain(Citation(0, 0, "", "anaphor", title, self_word=own.text, inherited=not own.own), loci)
            return
        name = plain_name_before(text, start, self.floor, self.names, self.defined)
        head = name.start if name else start
        loci, end = read_chain(text, start, head)
        if no_law_before(text, start, self.pos) and (name is None or self.names is None or not self.names(name.name)):
            self.pos, self.last = max(end, start + 1), None
            return
        loci = [x for x in loci if not x.empty]
        if name is not None and loci and loci[0].article is loci[0].chapter is None and not (self.names is not None and self.names(name.name)):
            name, loci[0].start = None, start  # 讨论决定第一款: a law is cited by its articles
        if not loci or (loci[0].article is None and loci[0].chapter is not None and name is None and not self._is_chapter(start, end)):
            self.pos = max(end, start + 1)
            return
        context = self.context
        follows = context is not None and context.article is not None and loci[0].article == context.article + 1
        if name is None and not self.cell and loci[0].article is not None and is_label(text, start, loci[0].end, follows):
            self.pos = start + 1
            return
        self.pos = max(end, start + 1)
        if name is not None:
            self._named(name, loci)
            return
        self._bare(start, loci)

    def _unmarked(self, start: int) -> None:
        """土地管理法44条: an article without 第 is cited where a law's name stands before it."""
        text = self.text
        own = self_word_before(text, start, self.pos)
        name = None if own else plain_name_before(text, start, self.floor, self.names, self.defined)
        if own is None and (name is None or not (self.names is None or name.name in self.defined or self.names(name.name))):
            return
        head = own.start if own is not None else name.start if name is not None else start
        loci, end = read_chain(text, start, head, unmarked=True)
        if not loci:
            return
        self.pos = end
        if own is not None:
            title = None if own.own else (self.last.title if self.last else None)
            self._chain(Citation(0, 0, "", "anaphor", title, self_word=own.text, inherited=not own.own), loci)
        elif name is not None:
            self._named(name, loci)

    def _named_at(self, at: int) -> PlainName | None:
        """The name without brackets that ends at an anchor of a cell, where names are known."""
        if self.names is None or self.text[max(0, at - 3):at].rstrip()[-1:] not in _NAME_OR_NOTE_ENDS or self_word_before(self.text, at, 0):
            return None
        return plain_name_before(self.text, at, 0, self.names, self.defined)

    def _named(self, name: PlainName, loci: list[Locus]) -> None:
        inner = None
        if rules := rules_of(self.text, name):
            parent = (self.context.law if self.context else None) if rules[0] else self.last.title if self.last else None
            inner = parent + rules[1] if parent else None
        tail = read_tail(self.text, name.note_start) if name.note_start is not None else Tail(0)
        self._chain(Citation(
            0, 0, "", "short", name.name + tail.sequel, inner, tail.doc_no, edition=tail.edition, edition_year=tail.edition_year,
        ), loci)

    def _bare(self, start: int, loci: list[Locus]) -> None:
        """A locator without a title of its own: inherits where it may (conventions 2 and 4, rules 1–3 of the grammar)."""
        last = self.last
        elides = self._may_elide(start)
        if loci[0].article is not None or loci[0].chapter is not None:
            base = Citation(0, 0, "", "bare")
            if elides and last is not None:
                base = replace(
                    base, title=last.title, inner_title=last.inner, doc_no=last.doc_no, edition=last.edition,
                    edition_year=last.edition_year, inherited=True,
                )
            self._chain(base, loci)
            return
        item_only = loci[0].paragraph is None
        base = Citation(0, 0, "", "relative", pointer=Pointer("款" if item_only else "条", 0))
        first = (loci[0].item if item_only else loci[0].paragraph) or 0
        owner = self.trail.owner_of(start, item_only, first, last, elides)
        if owner is not None:
            base = owner.give(base, loci)
        self._chain(base, loci)

    # ---------------------------------------------------------------- helpers

    def _chain(self, base: Citation, loci: list[Locus]) -> None:
        self.group += 1
        for x in loci:
            self._add(self._from_locus(x, base))

    def _add(self, c: Citation) -> None:
        self.out.append(c)
        self.trail.add(c)
        if c.kind == "relative" and c.title is None:
            return
        if c.title is not None or c.self_word is not None or c.kind in ("bare", "doc_no"):
            self.asides.enter(c.start, self.last)
            self.last = Antecedent(
                c.title, c.inner_title, c.doc_no, c.edition, c.edition_year, c.article, c.suffix, c.paragraph, c.end,
            )

    def _may_elide(self, start: int) -> bool:
        """Whether an earlier title reaches here: anywhere in a list cell; in prose within the sentence, or when no law is given."""
        if self.last is None:
            return False
        if self.cell or self.context is None or self.context.law is None:
            return True
        return _SENTENCE_END.search(self.text, self.last.end, start) is None

    def _counted_behind(self, word: RelativeWord) -> bool:
        """前三项 behind a locator are its first three; 前三项 that counts other things (…排序，对前三项征收) is no citation."""
        if self.out and self.out[-1].end == word.start and (more := counted_behind(self.out[-1], word.unit, len(word.offsets))):
            last = self.out.pop()
            for c in more:
                self._add(replace(c, end=word.end, text=self.text[last.start:word.end]))
            return True
        if word.unit != "项" or len(word.offsets) < 2 or self.context is None or self.context.item is not None:
            return False
        return not self.trail.at_item(word.start) and _COUNTED_ITEMS.match(self.text, word.end) is None

    def _is_chapter(self, start: int, end: int) -> bool:
        """第四章 behind a law's name or its other chapters, or 依照第五章规定 of the law that the text stands in."""
        if self.text.startswith("《", end):  # 香港法例第192章《…》
            return False
        if self._may_elide(start):
            return True
        if self.cell or self.context is None or self.context.law is None:
            return False
        return _OF_CHAPTER.search(self.text, max(0, start - 4), start) is not None and self.text.startswith(("规定", "的规定"), end)

    def _counts(self, title: Title, tail: Tail | None, located: bool = False) -> bool:
        """Whether a bracketed name is a citable document."""
        kind = title_kind(title.name)
        if kind in ("law", "paper"):
            return True
        if self.names is not None and self.names(title.name):
            return True
        if tail is None:
            tail = read_tail(self.text, title.end)
            located = bool(read_chain(self.text, _skip(self.text, tail.end), title.start)[0])
        if kind == "never":
            return False
        if kind in ("soft", "treaty"):
            return tail.doc_no is not None or (kind == "treaty" and located) or (located and self.cell)
        return located or tail.doc_no is not None or title.name in self.defined

    def _is_definition(self, title: Title) -> bool:
        k = bisect_left(self.definitions, title.start, key=lambda d: d.start) - 1
        return k >= 0 and title.start < self.definitions[k].end

    def _lead(self, start: int) -> int:
        _, at = issuer_before(self.text, start, 0)
        label, label_at = label_before(self.text, at)
        return label_at if label else at

    def _placed(self, c: Citation) -> Citation:
        if self.context is None:
            return c
        where = self.places.context(c.start, self.context) if self.places is not None else self.context
        if c.pointer is not None and c.pointer.unit == "项" and where.item is None:
            where = replace(where, item=item_at(self.text, c.start))
        return apply_context(c, where)


def _first_unit(text: str, pos: int) -> int:
    """Where the first article with its 款 and 项 ends."""
    m = _FIRST.match(text, pos)
    return m.end() if m else pos


def _skip(text: str, pos: int) -> int:
    end = min(len(text), pos + 6)
    while pos < end and text[pos] in " \t\r\n\u3000\xa0":
        pos += 1
    return pos
