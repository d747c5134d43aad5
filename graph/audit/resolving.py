"""Resolve the citations of duty items as of a day: one resolver a place and list date, one answer a basis text."""

from __future__ import annotations

from collections.abc import Sequence

from graph.audit.run import Resolve
from graph.model import Resolution, StoredItem, StoredList
from graph.resolve import Resolver
from graph.store import LibraryReader
from ingest.records import Citation, CiteContext


def item_resolver(reader: LibraryReader, as_of: str) -> Resolve:
    """A function that resolves an item's citations. A county's townships repeat most items: answers are kept."""
    resolvers: dict[tuple[tuple[str, ...], str | None], Resolver] = {}
    answers: dict[tuple[object, ...], tuple[Resolution, ...]] = {}
    context = CiteContext(mode="basis")

    def resolve(stored: StoredItem, in_list: StoredList) -> Sequence[Resolution]:
        where = (in_list.place[:3], in_list.dated)
        key: tuple[object, ...] = (where, stored.citations)
        if key not in answers:
            if where not in resolvers:
                resolvers[where] = Resolver(reader, as_of=as_of, place=in_list.place, list_date=in_list.dated)
            citations: Sequence[Citation] = stored.citations
            answers[key] = tuple(resolvers[where].resolve(citations, context))
        return answers[key]

    return resolve
