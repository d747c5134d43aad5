"""What is known of laws before any document is read: names, dates, article counts, repeals. No text.

The table is corpus/data/catalogue.tsv, written by tests/tools/build_catalogue.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.regions import Region
from corpus.tables import read_table
from corpus.titles import normalise_title


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """A dated text that is known to exist. ``certain``: its numbers run to ``max_article`` without a gap."""

    date: str
    effective: str | None
    articles: int
    max_article: int
    suffixed: int  # articles numbered 第X条之N
    certain: bool


@dataclass(frozen=True, slots=True)
class CatalogueRepeal:
    """What repealed a law, by which article, from which day."""

    by_title: str
    article: str
    date: str | None


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A law. ``versions`` ascend by date; () where only the name is known (repealed, no text)."""

    title: str
    level: str
    issuer: str
    doc_no: str
    region: Region
    versions: tuple[CatalogueVersion, ...]
    dated: str | None = None  # the date that its repeal names it by
    repeal: CatalogueRepeal | None = None

    def max_article(self) -> int | None:
        """The highest number that any version has; None where that is not certain."""
        if not self.versions or not all(v.certain for v in self.versions):
            return None
        return max(v.max_article for v in self.versions)


class Catalogue:
    """Entries by title and by document number."""

    def __init__(self, entries: Sequence[CatalogueEntry]) -> None:
        self.entries = tuple(entries)
        self._by_title: dict[str, list[CatalogueEntry]] = {}
        self._by_doc_no: dict[str, list[CatalogueEntry]] = {}
        for entry in self.entries:
            self._by_title.setdefault(normalise_title(entry.title), []).append(entry)
            if names_its_issuer(entry.doc_no):
                self._by_doc_no.setdefault(normalise_doc_no(entry.doc_no), []).append(entry)

    def by_title(self, normalised: str) -> Sequence[CatalogueEntry]:
        """Entries of a title in its normal form (``normalise_title``)."""
        return self._by_title.get(normalised, ())

    def titles(self) -> Iterator[tuple[str, Sequence[CatalogueEntry]]]:
        """Every title in its normal form with its entries."""
        yield from self._by_title.items()

    def by_doc_no(self, doc_no: str) -> Sequence[CatalogueEntry]:
        """Entries of a document number in any of its spellings."""
        return self._by_doc_no.get(normalise_doc_no(doc_no), ())

    def repeal(self, entry: CatalogueEntry) -> CatalogueRepeal | None:
        """The repeal of a law as a whole; None for one in force. A current law that took over a repealed
        law's name is an entry of its own without repeal (checks.md, convention 4)."""
        return entry.repeal


_BRACKETS = str.maketrans("[【［(（﹝〖", "〔〔〔〔〔〔〔")
_CLOSING = str.maketrans("]】］)）﹞〗", "〕〕〕〕〕〕〕")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def normalise_doc_no(text: str) -> str:
    """A document number to compare by: 国发[2019] 5 号 and 国发〔2019〕第5号 are the same.

    >>> normalise_doc_no("国发[2019] 第5 号")
    '国发〔2019〕5号'
    """
    t = "".join(text.split()).translate(_BRACKETS).translate(_CLOSING).translate(_FULL_WIDTH)
    return t.replace("〕第", "〕").replace("令第", "令").removeprefix("中华人民共和国")


def names_its_issuer(doc_no: str) -> bool:
    """Whether a number tells whose it is: 国发〔2019〕5号 and 国务院令第5号 do, 公告第八号 does not."""
    return re.search(r"[\u4e00-\u9fff]{2,}(?:〔\d{4}〕|令)", normalise_doc_no(doc_no)) is not None


@cache
def load_catalogue() -> Catalogue:
    """The shipped catalogue, read once a process."""
    entries: dict[tuple[str, str], CatalogueEntry] = {}
    versions: dict[tuple[str, str], list[CatalogueVersion]] = {}
    for row in read_table("catalogue.tsv"):
        (title, level, issuer, doc_no, region, date, effective, articles, highest, suffixed, certain,
         by, by_article, on) = row
        key = (title, region)
        repeal = CatalogueRepeal(by, by_article, on or None) if by else None
        held = versions.setdefault(key, [])
        if articles:
            held.append(CatalogueVersion(date, effective or None, int(articles), int(highest), int(suffixed), certain == "1"))
        before = entries.get(key)
        entries[key] = CatalogueEntry(
            title, level, issuer, doc_no, tuple(region.split("/")) if region else (), (),
            None if articles else date or None, repeal or (before.repeal if before else None),
        )
    return Catalogue([
        CatalogueEntry(e.title, e.level, e.issuer, e.doc_no, e.region, tuple(sorted(versions[key], key=lambda v: v.date)),
                       e.dated, e.repeal)
        for key, e in entries.items()
    ])
