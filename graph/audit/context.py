"""What a check is given: an item with its citations resolved, and the library as of a day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from corpus.organs import Organs, load_organs
from graph.address import article_id, parse_id
from graph.model import Provision, Repeal, Resolution, Statute, StoredItem, StoredList, Version
from graph.store import LibraryReader
from graph.versions.in_force import version_at
from ingest.records import Article, Citation, DutyItem, Norm, Paragraph, article_text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cited:
    """One basis of an item: the citation, how it resolved (against the version the item means), and what is there."""

    index: int
    resolution: Resolution
    statute: Statute | None
    version: Version | None  # the version the resolution used
    provision: Provision | None  # the article there, if its text is held
    text: str  # text of the cited 条/款/项 (the deepest step that exists), "" if not held
    norms: tuple[Norm, ...] = ()  # norms of the article, spans relative to Article.text

    @property
    def citation(self) -> Citation:
        return self.resolution.citation


@dataclass(frozen=True, slots=True)
class ItemView:
    """A duty item as a check sees it."""

    stored: StoredItem
    list: StoredList
    basis: tuple[Cited, ...]

    @property
    def id(self) -> str:
        return self.stored.id

    @property
    def item(self) -> DutyItem:
        return self.stored.item


@dataclass
class AuditContext:
    """The library as of a day and a place, with what checks share cached."""

    reader: LibraryReader
    as_of: str
    place: tuple[str, ...] = ()
    organs: Organs = field(default_factory=load_organs)  # a county may add its own

    def __post_init__(self) -> None:
        self._provisions: dict[str, Provision | None] = {}
        self._versions: dict[str, tuple[Version, ...]] = {}
        self._bodies: dict[str, tuple[Provision, ...]] = {}
        self._norms: dict[str, tuple[Norm, ...]] = {}
        self._repeals: dict[str, tuple[Repeal, ...]] = {}
        self._memo: dict[str, dict[Hashable, Any]] = {}

    def memo(self, about: str, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, worked out once an audit for each ``key`` of the subject ``about``."""
        kept = self._memo.setdefault(about, {})
        if key not in kept:
            kept[key] = make()
        return kept[key]

    @cached_property
    def statutes(self) -> dict[str, Statute]:
        """Statutes of the library by id."""
        return {s.id: s for s in self.reader.statutes()}

    def versions(self, statute_id: str) -> tuple[Version, ...]:
        """Held versions of a statute, oldest first."""
        if statute_id not in self._versions:
            self._versions[statute_id] = tuple(self.reader.versions(statute_id))
        return self._versions[statute_id]

    def current(self, statute_id: str) -> Version | None:
        """The version in force on the as-of day; None when repealed, not yet in force, or not held."""
        return version_at(self.versions(statute_id), self.as_of)

    def latest(self, statute_id: str) -> Version | None:
        """The version in force, else the newest one already in force once (a repealed law's last text)."""
        now = self.current(statute_id)
        if now is not None:
            return now
        begun = [v for v in self.versions(statute_id) if (v.effective_from or v.date) <= self.as_of]
        return begun[-1] if begun else None

    def provision(self, provision_id: str) -> Provision | None:
        """The article that an id of any depth stands in."""
        address = parse_id(provision_id)
        key = provision_id
        if address.article is not None:
            key = article_id(address.version_id, address.article, address.suffix)
        if key not in self._provisions:
            self._provisions[key] = self.reader.provision(key)
        return self._provisions[key]

    def provisions(self, version_id: str) -> tuple[Provision, ...]:
        """Every provision of a version, in order."""
        if version_id not in self._bodies:
            self._bodies[version_id] = tuple(self.reader.provisions(version_id))
        return self._bodies[version_id]

    def norms(self, provision_id: str) -> tuple[Norm, ...]:
        """Norms of an article."""
        if provision_id not in self._norms:
            self._norms[provision_id] = tuple(self.reader.norms(provision_id))
        return self._norms[provision_id]

    def repeals(self, statute_id: str) -> tuple[Repeal, ...]:
        """Whole repeals of a statute that have taken effect by the as-of day."""
        if statute_id not in self._repeals:
            self._repeals[statute_id] = tuple(
                r for r in self.reader.repeals_of(statute_id)
                if r.scope == "全部" and (r.date is None or r.date <= self.as_of)
            )
        return self._repeals[statute_id]

    def view(self, stored: StoredItem, in_list: StoredList, resolutions: Sequence[Resolution]) -> ItemView:
        """Join an item's resolutions with the texts that they point to."""
        return ItemView(stored, in_list, tuple(self._cited(i, r) for i, r in enumerate(resolutions)))

    def _cited(self, index: int, r: Resolution) -> Cited:
        statute = self.statutes.get(r.statute_id) if r.statute_id else None
        version = None
        if r.version_id and r.statute_id:
            version = next((v for v in self.versions(r.statute_id) if v.id == r.version_id), None)
        provision = self.provision(r.provision) if r.provision and "#" in r.provision else None
        text = ""
        norms: tuple[Norm, ...] = ()
        if provision is not None and r.provision is not None:
            text = text_at(provision, r.provision)
            norms = self.norms(provision.id)
        return Cited(index, r, statute, version, provision, text, norms)


def text_at(provision: Provision, provision_id: str) -> str:
    """Text of the 款/项/目 that an id names inside its article; of the whole article when it names no deeper step."""
    body = provision.body
    if not isinstance(body, Article):
        return body.text
    a = parse_id(provision_id)
    paragraphs: Iterable[Paragraph] = body.paragraphs
    if a.paragraph is not None:
        paragraphs = body.paragraphs[a.paragraph - 1:a.paragraph]
    if a.item is None:
        return article_text(tuple(paragraphs))
    for paragraph in paragraphs:
        for item in paragraph.items:
            if item.item != a.item:
                continue
            if a.subitem is not None:
                return next((s.text for s in item.subitems if s.subitem == a.subitem), item.text)
            return "\n".join([item.text, *(s.number + s.text for s in item.subitems)])
    return article_text(tuple(paragraphs))
