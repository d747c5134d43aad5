"""What a 款 or 项 without a 条 of its own belongs to: 违反第二款, …；第六项, 有第一项情形."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ingest.citations.context import amended_law
from ingest.citations.heads import Antecedent
from ingest.citations.locators import Locus
from ingest.citations.places import Places, item_at
from ingest.records import Citation, CiteContext, Pointer

_BREACH = re.compile(r"违反了?$")
_BREACH_ENDS = frozenset("反了")
_ACTS = re.compile(r"[^，。；\n]{1,60}?行为")
_PARALLEL = re.compile(r"(?:以及|未按照?|未依照?|未)$")
_CHANGE = re.compile(r"(?:作为|改为|列为|调整为|移至)$")
_OWN_ITEMS = re.compile(r"[：:]\s*$|[：:；;]\s*[（(][一二三四五六七八九十]{1,3}[)）]")
_LINE = "\n"
_FAR = 1000
"""How far back in a line the label of its 项 is looked for."""


@dataclass(slots=True)
class Owner:
    """Article, 款 and title that a lone 款 or 项 takes; ``unknown``: it has one, but this text does not tell which."""

    title: str | None = None
    inner: str | None = None
    doc_no: str | None = None
    edition: str | None = None
    edition_year: int | None = None
    article: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    pointer: Pointer | None = None
    unknown: bool = False

    def give(self, base: Citation, loci: list[Locus]) -> Citation:
        """The start of the citations of ``loci``, which get the owner's article and 款."""
        for x in loci:
            x.article, x.suffix = self.article, self.suffix
            if x.paragraph is None:
                x.paragraph = self.paragraph
        return replace(
            base, pointer=self.pointer, title=self.title, inner_title=self.inner, doc_no=self.doc_no, edition=self.edition,
            edition_year=self.edition_year, inherited=True,
        )


@dataclass(slots=True)
class Trail:
    """The citations seen so far that a lone 款 or 项 may go on from."""

    text: str
    context: CiteContext | None
    cell: bool
    places: Places | None
    recent: Citation | None = None
    breached: Citation | None = None
    amending: bool = field(init=False)

    def __post_init__(self) -> None:
        self.amending = self.context is not None and amended_law(self.context.law) is not None

    def add(self, c: Citation) -> None:
        """Remember a citation; a member of a list stands under the verb of its first."""
        listed = self.recent is not None and self.recent is self.breached and self.recent.group == c.group
        if c.article is not None and (listed or (self.text[c.start - 1:c.start] in _BREACH_ENDS and _BREACH.search(self.text, max(0, c.start - 8), c.start))):
            self.breached = c
        self.recent = c

    def at_item(self, at: int) -> bool:
        """Whether a position is in a 项."""
        if self.places is None or self.context is None:
            return item_at(self.text, at) is not None
        if self.places.context(at, self.context).item is not None:
            return True
        line = self.text[max(self.text.rfind("\n", 0, at) + 1, at - _FAR):at]
        return item_at(line, len(line)) is not None

    def owner_of(self, start: int, item_only: bool, first: int, last: Antecedent | None, elides: bool) -> Owner | None:
        """Whose 款 or 项 begins at ``start`` with number ``first``; None: of the article that the text stands in."""
        breach = _BREACH.search(self.text, max(0, start - 8), start) is not None or (
            item_only and self.text[start - 1:start] == "有" and _ACTS.match(self.text, start) is not None and self._in_item(start)
        )
        may = last is not None and last.article is not None and elides
        if self.cell or self.context is None:
            return _of(last) if may and last and (self.cell or item_only or self._follows_change(last, start)) else None
        if breach and self.breached is not None and self._may_breach(self.breached.start, start, item_only, first):
            return _from(self.breached, item_only)
        if may and last and (item_only or self._follows_change(last, start)):
            return _of(last)
        if self.amending:
            return _of(last) if last is not None and last.article is not None else Owner(unknown=True)
        if item_only:
            return self._item(start, breach)
        if may and last and (last.paragraph or first) < first and _PARALLEL.search(self.text, max(0, start - 4), start):
            return _of(last)
        return None

    def _item(self, start: int, breach: bool) -> Owner | None:
        recent = self.recent
        if recent is not None and _LINE not in self.text[recent.end:start] and (recent.item is not None or recent.kind == "relative"):
            return _from(recent, True)
        context = self.context
        if context is None or context.article is None:
            return None
        if self._in_item(start):
            return Owner(unknown=True) if breach else None
        return self._earlier_paragraph(context.paragraph if self.places is None else self.places.context(start, context).paragraph)

    def _in_item(self, at: int) -> bool:
        return (self.context is not None and self.context.item is not None) or self.at_item(at)

    def _earlier_paragraph(self, paragraph: int | None) -> Owner | None:
        """The 款 with 项 before a 款 that has none: where the text shows it, or where only one stands before."""
        if paragraph is None or paragraph < 2:
            return None
        if self.places is not None:
            listing = {p for p, i in self.places.at if i is not None}
            if paragraph in listing or not (before := [p for p in listing if p < paragraph]):
                return None
            return Owner(pointer=Pointer("条", 0), paragraph=max(before))
        if _OWN_ITEMS.search(self.text):
            return None
        return Owner(pointer=Pointer("条", 0), paragraph=1 if paragraph == 2 else None)

    def _may_breach(self, one: int, other: int, item_only: bool, first: int) -> bool:
        """Whether 违反第二款 goes on from 违反第九条 at ``one``: in one 款, or where the own article has no such 款 or 项 before."""
        if self.places is None or self.context is None:
            return True
        there, here = self.places.context(one, self.context).paragraph, self.places.context(other, self.context).paragraph
        if there == here or here is None:
            return True
        return all(p != here or i is None for p, i in self.places.at) if item_only else first >= here

    def _follows_change(self, last: Antecedent, start: int) -> bool:
        """…第五条增加一款，作为第一款: a 款 that a change puts into the article named before."""
        return _CHANGE.search(self.text, max(last.end, start - 4), start) is not None


def counted_behind(c: Citation, unit: str, count: int) -> list[Citation] | None:
    """第三十二条第三款前三项: the first three of what stands before; None where that has such a number of its own."""
    if count < 2 or c.article is None or c.article_end is not None or c.item is not None or (unit == "款" and c.paragraph is not None) or unit == "条":
        return None
    named = "paragraph" if unit == "款" else "item"
    return [replace(c, **{named: n}) for n in range(1, count + 1)]  # type: ignore[arg-type]


def _of(last: Antecedent) -> Owner:
    return Owner(last.title, last.inner, last.doc_no, last.edition, last.edition_year, last.article, last.suffix, last.paragraph)


def _from(c: Citation, item_only: bool) -> Owner:
    return Owner(
        c.title, c.inner_title, c.doc_no, c.edition, c.edition_year, c.article, c.suffix, c.paragraph if item_only else None, c.pointer,
    )
