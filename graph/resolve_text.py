"""Inside a law whose name is settled: which version is meant, and which provision of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import CatalogueEntry
from graph.address import Address, article_id
from graph.model import Provision, Resolution, Version
from graph.store import LibraryReader
from graph.versions.in_force import version_at
from ingest.numerals import article_label, format_numeral, parse_numeral
from ingest.records import Article, Citation, Paragraph, Section

NOT_HELD = "条文未收录"
NOT_WHOLE = "收录的文本不完整，缺失的条文无法核验"
BEYOND = "超出该法规已知各版本的条数"
_CHAPTER = re.compile(r"^第(.+?)章")


@dataclass(frozen=True, slots=True)
class Edition:
    """The version that a citation means. ``held`` False: it names a year whose text is not held, and
    ``version`` is the one in force instead."""

    version: Version
    held: bool = True


class Texts:
    """Versions and provisions of a library, each read once."""

    def __init__(self, reader: LibraryReader, as_of: str, list_date: str | None) -> None:
        self._reader = reader
        self._as_of = as_of
        self._list_date = list_date
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._editions: dict[tuple[str, int | None, bool], Edition | None] = {}
        self._provisions: dict[str, Provision | None] = {}
        self._outlines: dict[str, tuple[frozenset[int], dict[int, str]]] = {}

    def versions(self, statute_id: str) -> tuple[Version, ...]:
        """Versions whose text is held, oldest first."""
        found = self._versions.get(statute_id)
        if found is None:
            found = self._versions[statute_id] = tuple(self._reader.versions(statute_id))
        return found

    def in_force(self, statute_id: str) -> bool:
        """Whether a version is in force on the as-of day."""
        return version_at(self.versions(statute_id), self._as_of) is not None

    def edition(self, statute_id: str, year: int | None, note: str = "") -> Edition | None:
        """The version of the year in brackets (checks.md, convention 3); else the one in force on the day, else
        the last that was, else the first to come. None when no text is held."""
        by_start = "施行" in note or "实施" in note or "生效" in note
        key = (statute_id, year, by_start)
        if key not in self._editions:
            self._editions[key] = self._edition(statute_id, year, by_start)
        return self._editions[key]

    def provision(self, version: Version, article: int, suffix: int) -> Provision | None:
        """An article of a version; a numbered part (一、) where the text has no articles."""
        key = article_id(version.id, article, suffix)
        if key not in self._provisions:
            found = self._reader.provision(key)
            if found is None and version.n_articles == 0 and not suffix:
                part = self._outline(version.id)[1].get(article)
                found = self._reader.provision(part) if part else None
            self._provisions[key] = found
        return self._provisions[key]

    def place(self, found: Resolution, c: Citation, version: Version, entry: CatalogueEntry | None) -> Resolution:
        """Complete a resolution whose law and version are known: the provision, how deep it goes, or why not."""
        if c.article is None:
            return found if c.chapter is None else self._chapter(found, c.chapter, version)
        provision = self.provision(version, c.article, c.suffix)
        if provision is None and found.edition_held:
            for other in self._others(version):
                if provision := self.provision(other, c.article, c.suffix):
                    version = other
                    found = replace(found, version_id=other.id, reason=f"现行文本无此条，{other.date}版有")
                    break
        if provision is None:
            return self._absent(found, c, version, entry)
        if not isinstance(provision.body, Article):
            return replace(found, status="resolved", provision=provision.id)
        address = Address(version.statute_id, version.date, c.article, c.suffix)
        address, missing, reason = deepen(address, provision.body, c)
        found = replace(found, status="resolved", provision=str(address), missing=missing, reason=reason or found.reason)
        if missing and not _is_whole(version):
            return replace(found, missing=None, text_held=False, reason=NOT_WHOLE)
        if c.article_end is not None and self.provision(version, c.article_end, 0) is None and _is_whole(version):
            return replace(found, status="article_not_found", reason=f"{version.date}版没有{article_label(c.article_end)}")
        return found

    # ---------------------------------------------------------------- versions

    def _edition(self, statute_id: str, year: int | None, by_start: bool) -> Edition | None:
        versions = self.versions(statute_id)
        if not versions:
            return None
        if year is not None:
            of_year = [v for v in versions if v.date[:4] == str(year)]
            if not of_year and by_start:
                of_year = [v for v in versions if (v.effective_from or "")[:4] == str(year)]
            if of_year:
                return Edition(of_year[-1])
        begun = [v for v in versions if (v.effective_from or v.date) <= self._as_of]
        current = version_at(versions, self._as_of) or (begun[-1] if begun else versions[0])
        return Edition(current, year is None)

    def _others(self, version: Version) -> list[Version]:
        """Other versions to look for a number in: that of the list's day, then newest first, those to come last."""
        versions = [v for v in self.versions(version.statute_id) if v.id != version.id]
        then = version_at(versions, self._list_date) if self._list_date else None
        past = [v for v in versions if v.date < version.date and v is not then]
        future = [v for v in versions if v.date > version.date and v is not then]
        return ([then] if then else []) + past[::-1] + future

    # ---------------------------------------------------------------- what is not there

    def _absent(self, found: Resolution, c: Citation, version: Version, entry: CatalogueEntry | None) -> Resolution:
        """No text held has the article. That it does not exist is said only of whole texts, or of a number
        beyond what the catalogue is certain of; never of an edition that is not held."""
        assert c.article is not None
        if found.edition_held:
            held = self.versions(version.statute_id)
            if all(_is_whole(v) for v in held) and not _elsewhere(entry, held, c):
                return replace(found, status="article_not_found", reason=f"{version.date}版没有{article_label(c.article, c.suffix)}")
            if beyond(entry, c):
                return replace(found, status="article_not_found", text_held=False, reason=BEYOND)
        reason = NOT_HELD if _is_whole(version) else NOT_WHOLE
        return replace(found, status="law_not_in_library", text_held=False, reason=found.reason or reason)

    def _chapter(self, found: Resolution, chapter: int, version: Version) -> Resolution:
        chapters = self._outline(version.id)[0]
        if chapter in chapters:
            return replace(found, status="resolved")
        if _is_whole(version) and found.edition_held and len(chapters) == max(chapters, default=0):  # no heading was lost
            return replace(found, status="article_not_found", reason=f"{version.date}版没有第{format_numeral(chapter)}章")
        return replace(found, status="law_not_in_library", text_held=False, reason=NOT_WHOLE)

    def _outline(self, version_id: str) -> tuple[frozenset[int], dict[int, str]]:
        """Numbers of a version's chapters, and the ids of its numbered parts (一、)."""
        if version_id not in self._outlines:
            chapters: set[int] = set()
            parts: dict[int, str] = {}
            for p in self._reader.provisions(version_id):
                if isinstance(p.body, Section):
                    number = parse_numeral(p.body.number.strip("、.．（）() ")) if p.body.kind == "numbered" else None
                    if number is not None:
                        parts.setdefault(number, p.id)
                    continue
                for heading in p.body.path:
                    if (m := _CHAPTER.match(heading.replace(" ", ""))) and (n := parse_numeral(m[1])) is not None:
                        chapters.add(n)
            self._outlines[version_id] = frozenset(chapters), parts
        return self._outlines[version_id]


def by_catalogue(found: Resolution, c: Citation, entry: CatalogueEntry | None) -> Resolution:
    """A law whose text is not held: only what its highest number says."""
    if c.article is None and c.chapter is None:
        return found
    if beyond(entry, c):
        return replace(found, status="article_not_found", reason=BEYOND)
    return replace(found, status="law_not_in_library", reason=NOT_HELD)


def beyond(entry: CatalogueEntry | None, c: Citation) -> bool:
    """Greater than the highest number of every version that the catalogue knows, where it is certain."""
    highest = entry.max_article() if entry is not None else None
    return highest is not None and c.article is not None and c.edition_year is None and c.article > highest


def deepen(address: Address, article: Article, c: Citation) -> tuple[Address, str | None, str]:
    """The deepest 款/项/目 that exists, the first step that does not, and a remark.

    Units are 条、款、项、目 (立法法第六十五条). 第X条第Y项 falls into the one 款 that has that 项.
    """
    paragraphs: Sequence[Paragraph] = article.paragraphs
    if c.paragraph is not None:
        if not 1 <= c.paragraph <= len(paragraphs):
            return address, "paragraph", ""
        address = replace(address, paragraph=c.paragraph)
        paragraphs = paragraphs[c.paragraph - 1:c.paragraph]
    if c.item is None:
        return address, None if c.subitem is None else "item", ""
    holders = [
        (n, item) for n, p in enumerate(paragraphs, c.paragraph or 1) for item in p.items
        if item.item == c.item and not item.suffix
    ]
    if not holders:
        return address, "item", ""
    if len(holders) > 1:
        return address, None, f"本条有{len(holders)}款含第{format_numeral(c.item)}项，未注明第几款"
    paragraph, item = holders[0]
    address = replace(address, paragraph=paragraph, item=c.item)
    if c.subitem is None:
        return address, None, ""
    if not any(s.subitem == c.subitem for s in item.subitems):
        return address, "subitem", ""
    return replace(address, subitem=c.subitem), None, ""


def _is_whole(version: Version) -> bool:
    return version.completeness == "complete" and version.text_kind == "official"


def _elsewhere(entry: CatalogueEntry | None, held: Sequence[Version], c: Citation) -> bool:
    """Whether a version that the catalogue knows and the library does not hold may have the article."""
    if entry is None or c.article is None:
        return False
    dates = {v.date for v in held}
    return any(
        v.date not in dates and (not v.certain or (v.suffixed > 0 if c.suffix else v.max_article >= c.article))
        for v in entry.versions
    )
