"""What a check is given: an item with its citations resolved, and the library as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from graph.model import Provision, Resolution, Statute, StoredItem, StoredList, Version
from graph.store import LibraryReader
from ingest.records import Citation, DutyItem, Norm


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


class AuditContext:
    """The library as of a day and a place, with what checks share cached."""

    def __init__(self, reader: LibraryReader, as_of: str, place: tuple[str, ...] = ()) -> None:
        self.reader = reader
        self.as_of = as_of
        self.place = place

    @cached_property
    def statutes(self) -> dict[str, Statute]:
        """Statutes of the library by id."""
        return {s.id: s for s in self.reader.statutes()}
