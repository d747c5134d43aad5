"""Find chains: a head (title, name, 本法, 前款, nothing) with the locators that hang on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ingest.citations.definitions import Definition
from ingest.citations.docnos import DocNo, find_doc_nos
from ingest.citations.lexicon import BLANK, NUMBER, TitleKind, number, title_kind
from ingest.citations.locators import ANCHOR, ANCHOR_MISPRINT, ARTICLE, ITEM, PARAGRAPH, Locus, read_chain
from ingest.citations.names import Known, cut_name, is_foreign, self_word_before
from ingest.citations.titles import Title, clean_name, issuer_before, label_before, read_tail
from ingest.records import CitationKind

Unit = Literal["条", "款", "项"]
_LEVEL: dict[str, int] = {"条": ARTICLE, "款": PARAGRAPH, "项": ITEM}
_COUNT = r"(?P<n>[一二两三四五六七八九十]{0,2})"
_UNIT = r"(?P<u>款(?![项物额待式])|条(?![件例款码线])|项(?!目))"
_RELATIVE = {
    "前": re.compile(rf"前{_COUNT}{_UNIT}"),
    "上": re.compile(r"上(?P<n>一?)(?P<u>款(?![项物额])|条(?=第|规定|的规定|所))"),
    "下": re.compile(r"下(?P<n>一?)(?P<u>款(?![项物额])|条(?=第|规定|的规定|所))"),
    "本": re.compile(rf"本(?P<n>)(?P<u>[条款项])(?={BLANK}(?:第|[（(]{NUMBER}[)）]))"),
}
_NO_RELATIVE_AFTER = frozenset("目当提之生日年先空支从以") - {"以", "从"}
_LOCATOR_GAP = re.compile(rf"{BLANK}(?:[：:]{BLANK})?(?:的|中的?|规定的)?{BLANK}(?:分则|总则|附则)?(?:所?附?附[件表][一二三四五六七八九十\d]{{0,2}})?{BLANK}[（(]?(?=第|笫|[一二三四五六七八九十百\d]{{1,6}}条|[（(])")
_LABEL_HEAD = re.compile(r"(?:^|\n)[#*>\s\u3000]*$")
_LABEL_TAIL = re.compile(r"[\s\u3000*【：:]|$")
_CITES_ON = re.compile(r"[（(]?(?:第|的|规定|所[称列指规述]|中|和|至|或|以及|及|、|，|,|修改|改为|调整|删|增|之)")
_FUNCTION = re.compile(
    r"(?:[依按遵比参对]照|依据|根据|违反|违背|符合|适用|属于|具有|有|除|与|和|及|由|在|将|对|把|以|按|经|据|或者?|是|为|至|到|见|如|因|从|用|受|即|的|了|规定|执行|援引|作为|认定|视为|增加|删除|删去|其中|原|该|其|同时|以及|不适用)$"
)


@dataclass(slots=True)
class Chain:
    """One head and its members, before titles are inherited. ``pointers``: (unit, offset) of 前款, 前两款."""

    start: int
    end: int
    kind: CitationKind
    loci: list[Locus]
    title: str | None = None
    inner: str | None = None
    doc_no: str | None = None
    edition: str | None = None
    edition_year: int | None = None
    issuer: str | None = None
    label: str | None = None
    outer_start: int = 0
    self_word: str | None = None
    pointers: list[tuple[Unit, int]] = field(default_factory=list)
    what: TitleKind = "law"
    foreign: bool = False
    tail: int = 0
    """End of the notes behind a title without locator."""

    @property
    def level(self) -> int:
        """Level of the first number: ARTICLE for 第三条, PARAGRAPH for a lone 第二款; -1 without one."""
        if not self.loci:
            return -1
        first = self.loci[0]
        if first.article is not None or first.chapter is not None:
            return ARTICLE
        return PARAGRAPH if first.paragraph is not None else ITEM


def find_chains(
    text: str, titles: Sequence[Title], definitions: Sequence[Definition], known: Known | None, *, keep_labels: bool
) -> list[Chain]:
    """Chains in text order. ``keep_labels``: a line that begins 第三条 is a citation, not the label of an article."""
    return _Scanner(text, titles, definitions, known, keep_labels).run()


class _Scanner:
    def __init__(
        self, text: str, titles: Sequence[Title], definitions: Sequence[Definition], known: Known | None, keep_labels: bool
    ) -> None:
        self.text = text
        self.titles = titles
        self.keep_labels = keep_labels
        self.title_ends = {t.end for t in titles}
        self.alias_starts = [d.start for d in definitions]
        self.aliases = {d.alias for d in definitions}
        self.known = self._known(known)
        self.chains: list[Chain] = []
        self.cursor = 0
        self.doc_no_ahead: DocNo | None = None

    def _known(self, known: Known | None) -> Known | None:
        aliases = self.aliases
        if known is None:
            return (lambda name: name in aliases) if aliases else None
        memo: dict[str, bool] = {}

        def check(name: str) -> bool:
            if name not in memo:
                memo[name] = name in aliases or known(name)
            return memo[name]

        return check

    def run(self) -> list[Chain]:
        for pos, what in self._events():
            if pos < self.cursor:
                continue
            if isinstance(what, Title):
                self._title(what)
            elif isinstance(what, DocNo):
                self._doc_no(what)
            elif isinstance(what, re.Match):
                self._relative(what)
            else:
                self._locator(pos)
        return self.chains

    def _events(self) -> list[tuple[int, Title | DocNo | re.Match[str] | None]]:
        text = self.text
        events: list[tuple[int, Title | DocNo | re.Match[str] | None]] = [(t.start, t) for t in self.titles]
        if "第" in text:
            events.extend((m.start(), None) for m in ANCHOR.finditer(text))
        if "笫" in text:
            events.extend((m.start(), None) for m in ANCHOR_MISPRINT.finditer(text))
        for first, pattern in _RELATIVE.items():
            if first in text:
                events.extend((m.start(), m) for m in pattern.finditer(text))
        if "号" in text or "〔" in text:
            events.extend((d.start, d) for d in find_doc_nos(text))
        events.sort(key=lambda e: e[0])
        return events

    def _title(self, title: Title) -> None:
        text = self.text
        if text[max(0, title.start - 4) : title.start].rstrip("为：:“").endswith(("简称", "统称", "下称")):
            self.cursor = title.end
            return
        tail = read_tail(text, title.end)
        name = title.name + tail.sequel
        start = title.start
        self_word = None
        if start > self.cursor and text[start - 1] in "本该" and title_kind(name) == "law" and len(name) <= 4:
            self_word, start = text[start - 1] + name, start - 1
        loci, end = self._locators(tail.end, start)
        if not loci and tail.sequel:
            name = title.name + tail.sequel
        label, issuer, outer = None, None, start
        issuer, outer = issuer_before(text, start, self.cursor)
        label, outer = label_before(text, outer)
        chain = Chain(
            start, end if loci else title.end, "anaphor" if self_word else "full", loci, name, title.inner, tail.doc_no, tail.edition,
            tail.edition_year, issuer, label, outer, self_word, what=title_kind(name), tail=tail.end,
        )
        if chain.doc_no is None and self.doc_no_ahead is not None and start - self.doc_no_ahead.end <= 12:
            chain.doc_no = self.doc_no_ahead.text
        if self_word and not loci:
            self.cursor = title.end
            return
        chain.foreign = not self._names_law(chain)
        self.chains.append(chain)
        self.cursor = max(chain.end, tail.end)

    def _names_law(self, chain: Chain) -> bool:
        """Whether what stands in 《》 is a law or an official document, not a certificate, plan or contract."""
        name = chain.title or ""
        if chain.what in ("law", "paper") or (self.known is not None and self.known(name)):
            return True
        if chain.what == "treaty":
            return bool(chain.loci)
        if chain.what == "soft":
            return chain.doc_no is not None
        return chain.what == "unknown" and (chain.doc_no is not None or chain.level == ARTICLE)

    def _locators(self, pos: int, start: int) -> tuple[list[Locus], int]:
        """Members behind a head that ends at ``pos``."""
        gap = _LOCATOR_GAP.match(self.text, pos)
        if gap is None:
            return [], pos
        loci, end = read_chain(self.text, gap.end(), start)
        loci = [x for x in loci if not x.empty]
        return loci, end

    def _relative(self, m: re.Match[str]) -> None:
        text, start = self.text, m.start()
        if start and m[0][0] in "前上下" and text[start - 1] in _NO_RELATIVE_AFTER:
            return
        if m[0][0] in "上下" and start and text[start - 1] == "以" and m["u"] == "款" and text.startswith("项", m.end()):
            return
        unit: Unit = m["u"]  # type: ignore[assignment]
        count = number(m["n"]) or 1 if m["n"] else 1
        if m[0][0] == "本":
            pointers: list[tuple[Unit, int]] = [(unit, 0)]
        elif m[0][0] == "下":
            pointers = [(unit, 1)]
        else:
            pointers = [(unit, -k) for k in range(min(count, 50), 0, -1)]
        loci, end = read_chain(text, _blank_end(text, m.end()), start, floor=_LEVEL[unit])
        loci = [x for x in loci if not x.empty]
        if not loci:
            if m[0][0] == "本":
                return
            loci, end = [Locus(start, m.end())], m.end()
        self.chains.append(Chain(start, end, "relative", loci, pointers=pointers, outer_start=start))
        self.cursor = end

    def _locator(self, pos: int) -> None:
        text = self.text
        loci, end = read_chain(text, pos, pos)
        if not loci:
            self.cursor = max(self.cursor, min(end, len(text)), pos + 1)
            return
        filled = [x for x in loci if not x.empty]
        if not filled or (not self.keep_labels and self._is_label(pos, end, loci[0])):
            self.cursor = end
            return
        chain = Chain(pos, end, "bare", filled, outer_start=pos)
        if loci[0].article is None and loci[0].chapter is None:
            chain.kind = "relative"
            chain.pointers = [("条", 0)] if loci[0].paragraph is not None else [("款", 0)]
        else:
            self._head(chain)
        if chain.loci[0].start == pos:
            chain.loci[0].start = chain.start
            for locus in chain.loci:
                if locus.implied and locus.start == pos:
                    locus.start = chain.start
        self.chains.append(chain)
        self.cursor = end

    def _head(self, chain: Chain) -> None:
        """Look left of 第X条 for 本法, a name, a title with a lost bracket."""
        text, pos = self.text, chain.start
        before = pos
        while before > self.cursor and text[before - 1] in " \t\r\n\u3000\xa0" and pos - before < 6:
            before -= 1
        self_word = self_word_before(text, before, self.cursor)
        if self_word is not None:
            chain.kind = "relative" if self_word.endswith("条") else "anaphor"
            chain.self_word, chain.start, chain.outer_start = self_word, before - len(self_word), before - len(self_word)
            return
        if before != pos and "\n" in text[before:pos] and before and text[before - 1] not in "）)》":
            name_end, tail = None, None
        else:
            name_end, tail = self._before_note(before)
        if name_end is None:
            chain.foreign = False
            return
        lost = text[name_end - 1] == "》" and name_end not in self.title_ends
        cut = cut_name(text, name_end - lost, self.cursor, self.known)
        if cut is None:
            if not lost and tail is None:
                chain.foreign = self._unreadable(before)
            return
        start, stop = cut
        name = clean_name(text[start:stop])
        chain.kind = "full" if lost else "short"
        chain.title = name
        if tail is not None:
            chain.title += tail[0]
            chain.edition, chain.edition_year, chain.doc_no = tail[1], tail[2], tail[3]
        chain.start = start
        chain.issuer, chain.outer_start = issuer_before(text, start, self.cursor)
        chain.label, chain.outer_start = label_before(text, chain.outer_start)
        chain.foreign = is_foreign(name) and not (self.known is not None and self.known(name))
        chain.what = title_kind(name)
        if chain.foreign and chain.what == "treaty":
            chain.foreign = False

    def _before_note(self, end: int) -> tuple[int | None, tuple[str, str | None, int | None, str | None] | None]:
        """End of the name left of an optional bracket note that ends at ``end``, and what the note says."""
        text = self.text
        if end <= self.cursor:
            return None, None
        if text[end - 1] not in "）)":
            return end, None
        opening = max(text.rfind("（", max(self.cursor, end - 80), end), text.rfind("(", max(self.cursor, end - 80), end))
        if opening <= self.cursor:
            return None, None
        tail = read_tail(text, opening)
        if tail.end != end and not tail.sequel:
            return None, None
        return opening, (tail.sequel, tail.edition, tail.edition_year, tail.doc_no)

    def _unreadable(self, pos: int) -> bool:
        """A noun stands before 第X条 that is no name we can read: nothing may be inherited or assumed."""
        before = self.text[max(self.cursor, pos - 8) : pos]
        if not before or not "\u4e00" <= before[-1] <= "\u9fa5":
            return False
        return _FUNCTION.search(before) is None

    def _is_label(self, pos: int, end: int, first: Locus) -> bool:
        """第三条 at the head of a line is the article's own label unless the sentence goes on from it."""
        text = self.text
        if pos and text[pos - 1] not in "\n\r \t\u3000*#>":
            return False
        if _LABEL_HEAD.search(text, max(0, pos - 12), pos) is None or (first.article is None and first.chapter is None):
            return False
        return _LABEL_TAIL.match(text, end) is not None or _CITES_ON.match(text, end) is None

    def _doc_no(self, doc: DocNo) -> None:
        self.doc_no_ahead = doc
        if doc.promulgates or self.text.startswith("《", _blank_end(self.text, doc.end)):
            self.cursor = max(self.cursor, doc.end)
            return
        loci, end = self._locators(doc.end, doc.start)
        self.chains.append(
            Chain(doc.start, end if loci else doc.end, "doc_no", loci, doc_no=doc.text, outer_start=doc.start, tail=doc.end)
        )
        self.cursor = end if loci else doc.end


def _blank_end(text: str, pos: int) -> int:
    end = min(len(text), pos + 6)
    while pos < end and text[pos] in " \t\r\n\u3000\xa0":
        pos += 1
    return pos
