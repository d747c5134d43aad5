"""Chains into citations: who inherits which title, and what a relative reference hangs on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.citations.locators import ARTICLE, ITEM, Locus
from ingest.citations.scanner import Chain
from ingest.records import Citation, CiteContext, Pointer

_SENTENCE_END = re.compile(r"[。；;\n]|本(?:法典|法|条例|办法|规定|细则|规则|解释|决定)")
_STOP = re.compile(r"[。\n]")
_PARAGRAPH_END = re.compile(r"\n\s*\n|\n\s*第[零〇一二三四五六七八九十百千两\d]{1,7}条[\s\u3000]")
_REACH = 400
"""Farther away than this an elided title is not inherited in running text."""


class Settler:
    """Turns chains into citations in text order and remembers what later ones may inherit."""

    def __init__(self, text: str, context: CiteContext | None) -> None:
        self.text = text
        self.context = context
        self.law = context.law if context else None
        self.citations: list[Citation] = []
        self.titled: Chain | None = None
        """The chain whose title an elided one inherits; None after something unreadable."""
        self.named: list[Chain] = []
        self.last: Chain | None = None
        self.last_locus: Locus | None = None
        self.groups = 0

    def prose(self, chains: Sequence[Chain]) -> list[Citation]:
        """Running text: an article without title inherits within its sentence, else belongs to this text."""
        for chain in chains:
            if chain.foreign:
                self.drop(chain)
            elif chain.kind == "bare":
                self.add(chain, self.titled if self._may_inherit(chain) else None)
            else:
                self.add(chain, None)
        return self.citations

    def drop(self, chain: Chain) -> None:
        """Something in 《》 or a noun before 第X条 that is no law: nothing is inherited across it."""
        if chain.loci:
            self.titled = None
            if chain.kind == "bare":
                self._emit(chain, None, unreadable=True)
        self.last, self.last_locus = None, None

    def add(self, chain: Chain, heir_of: Chain | None) -> None:
        """One chain; ``heir_of``: the chain whose title it takes."""
        if chain.kind == "anaphor":
            heir_of = self._antecedent(chain)
        elif chain.self_word in ("同条", "该条"):
            heir_of = self.titled
        if chain.kind == "relative":
            self._continue(chain)
        self._emit(chain, heir_of)
        if chain.kind in ("full", "short", "doc_no"):
            self.titled = chain
            self.named.append(chain)
        elif chain.kind == "anaphor":
            self.titled = heir_of if heir_of is not None and heir_of.title else chain
        elif chain.kind == "bare" and heir_of is None and self.law:
            self.titled = None
        self.last = chain
        self.last_locus = chain.loci[-1] if chain.loci else None

    def _emit(self, chain: Chain, heir: Chain | None, *, unreadable: bool = False) -> None:
        self.groups += 1
        text = self.text
        title, inner, doc_no = chain.title, chain.inner, chain.doc_no
        inherited = False
        if heir is not None and heir is not chain:
            title, inner, doc_no, inherited = heir.title, heir.inner, heir.doc_no, True
        own_self = chain.kind == "relative" or (chain.kind == "anaphor" and chain.self_word is not None and chain.self_word[0] in "本此")
        if own_self and not inherited and not unreadable:
            title = title if chain.kind == "relative" and title else self.law
        kind = "short" if unreadable else chain.kind
        edition, year = (heir.edition, heir.edition_year) if inherited and heir else (chain.edition, chain.edition_year)
        pointers = [Pointer(u, o) for u, o in chain.pointers] or [None]
        loci = chain.loci or [Locus(chain.start, chain.end)]
        append = self.citations.append
        for k, locus in enumerate(loci):
            for pointer in pointers:
                append(
                    Citation(
                        locus.start, locus.end, text[locus.start : locus.end], kind, title, inner, doc_no,
                        locus.article, locus.suffix, locus.article_end, locus.paragraph, locus.item, locus.subitem,
                        locus.chapter, pointer, chain.self_word, edition, year, chain.issuer, chain.label,
                        self.groups, inherited or (k > 0 and title is not None), locus.implied,
                    )
                )

    def _may_inherit(self, chain: Chain) -> bool:
        last = self.last
        if last is None or self.titled is None or chain.start - last.end > _REACH:
            return False
        gap = self.text[max(last.end, last.tail) : chain.start]
        return (_SENTENCE_END if self.law else _PARAGRAPH_END).search(gap) is None

    def _antecedent(self, chain: Chain) -> Chain | None:
        """The law that 该条例 or 同法 points back to: the nearest one of that kind."""
        word = chain.self_word or ""
        if word[:1] in "本此":
            return None
        noun = word.removeprefix("上述")[0 if word.startswith("上述") else 1 :].strip("《》")
        for earlier in reversed(self.named[-50:]):
            if (earlier.title or "").rstrip("〉》").split("（")[0].endswith(noun) or (noun == "法" and (earlier.title or "").endswith("法典")):
                return earlier
        return self.named[-1] if word.startswith("同") and self.named else None

    def _continue(self, chain: Chain) -> None:
        """第二项 after 第一项 of an earlier citation, 同条第二款: take what stands above from there."""
        last, locus = self.last, self.last_locus
        if last is None or locus is None:
            return
        if chain.self_word in ("同条", "该条"):
            if locus.article is not None:
                for mine in chain.loci:
                    mine.article, mine.suffix = locus.article, locus.suffix
                chain.pointers = []
                self._take_title(chain, last)
            return
        if chain.level != ITEM or chain.pointers != [("款", 0)] or locus.item is None:
            return
        if chain.loci[0].item == locus.item or _STOP.search(self.text, last.end, chain.start):
            return
        chain.pointers = list(last.pointers)
        for mine in chain.loci:
            mine.article, mine.suffix, mine.paragraph = locus.article, locus.suffix, locus.paragraph
        self._take_title(chain, last)

    def _take_title(self, chain: Chain, last: Chain) -> None:
        source = last if last.title else self.titled
        if last.kind in ("anaphor", "relative") and not last.title:
            chain.self_word = chain.self_word or last.self_word
            source = None
        if source is not None:
            chain.title, chain.inner, chain.doc_no = source.title, source.inner, source.doc_no


def is_article_chain(chain: Chain) -> bool:
    """第X条 or a chapter heads the chain."""
    return chain.level == ARTICLE
