"""Search: a reference is looked up, words are ranked; provisions, laws, listed duties and organs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from graph.store import LibraryReader
from search.by_name import find_laws, find_named, is_initials
from search.by_words import find_provisions
from search.index import Index
from search.query import Words, may_be_reference, read_words
from search.result import Filters, Hit, Kind, SearchResult

if TYPE_CHECKING:
    from graph.resolve import Resolver

K = 20
_DUTIES_FIRST = 5  # listed duties that match by name stand before provisions, this many at most


def search(
    index: Index,
    reader: LibraryReader,
    resolver: Resolver,
    query: str,
    *,
    kind: Kind | None = None,
    k: int = K,
    offset: int = 0,
    filters: Filters | None = None,
    as_of: str | None = None,
) -> SearchResult:
    """Find what ``query`` names or describes, ``k`` results from ``offset`` on; ``kind`` None: one list of all kinds.

    The index must fit the library as ``reader`` sees it (``open_index``); a stale one raises ``ValueError``.
    """
    started = perf_counter()
    if index.revision != reader.revision():
        raise ValueError("index and library differ: open the index again")
    day = as_of or resolver.as_of or date.today().isoformat()
    chosen = filters or Filters()
    words = read_words(query)
    found = None
    if may_be_reference(query) or resolver.names_predicate()(query.strip()):
        from search.by_reference import find_reference  # brings the grammar of citations along: not for words

        found = find_reference(index, reader, resolver, query, kind, day, chosen)
    if found is None:
        found = _by_words(index, reader, words, kind, offset + k, chosen, day)
    elif not found.article and kind in (None, "provision"):
        found = _then_words(found, _by_words(index, reader, words, "provision", offset + k, chosen, day))
    took = (perf_counter() - started) * 1000
    return SearchResult(
        query, day, took, found.total, found.hits[offset : offset + k], found.facets, found.warnings, found.reference, found.article,
    )


def _then_words(named: SearchResult, words: SearchResult) -> SearchResult:
    """A law by its name, then provisions by the words of the name."""
    known = {h.id for h in named.hits}
    more = tuple(h for h in words.hits if h.id not in known)
    return replace(named, hits=(*named.hits, *more), total=named.total + words.total, facets=words.facets)


def _by_words(
    index: Index, reader: LibraryReader, words: Words, kind: Kind | None, most: int, filters: Filters, day: str
) -> SearchResult:
    if not words.text:
        return SearchResult(words.raw, day, 0, 0, (), warnings=("请输入要查的词、法规名称或条号",))
    if kind == "law":
        return find_laws(index, words, most, filters, day)
    if kind in ("duty", "organ"):
        return find_named(index, reader, words, kind, most, filters, day)
    if kind is None and is_initials(words.text) and (laws := find_laws(index, words, most, filters, day)).hits:
        return laws
    provisions = find_provisions(index, reader, words, most, filters, day)
    if kind == "provision":
        return provisions
    nothing = SearchResult(words.raw, day, 0, 0, ())
    laws = nothing if words.is_question else find_laws(index, words, 3, filters, day, exact=True)
    duties = find_named(index, reader, words, "duty", most, filters, day, close=True)
    organs = find_named(index, reader, words, "organ", 3, filters, day, close=True)
    head: list[Hit] = [*laws.hits, *organs.hits, *duties.hits[:_DUTIES_FIRST]]
    return SearchResult(
        words.raw, day, 0, laws.total + organs.total + duties.total + provisions.total,
        (*head, *provisions.hits, *duties.hits[_DUTIES_FIRST:])[:most],
        {**provisions.facets, **{n: f for n, f in duties.facets.items() if f}},
        (*provisions.warnings, *duties.warnings),
    )
