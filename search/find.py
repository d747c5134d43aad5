"""Search: a reference is looked up, words are ranked; provisions, laws, listed duties and organs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from graph.store import LibraryReader
from search.by_name import find_laws, is_initials
from search.by_words import find_provisions
from search.index import Index
from search.listed import find_listed
from search.query import Words, holds_reference, may_be_reference, read_words
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
    named = _named(index, reader, resolver, query, kind, day, chosen)
    if named is None or not named.hits:
        literal = words if named is None else read_words(f"“{query.strip('《》〈〉 ')}”")
        found = _by_words(index, reader, resolver, literal, kind, offset + k, chosen, day)
        if named is not None:
            found = replace(found, warnings=(*named.warnings, *found.warnings))
    elif named.article or kind not in (None, "provision"):
        found = named
    else:
        found = _then_words(named, _by_words(index, reader, resolver, words, "provision", offset + k, chosen, day))
    took = (perf_counter() - started) * 1000
    return SearchResult(
        query, day, took, found.total, found.hits[offset : offset + k], found.facets, found.warnings, found.reference, found.article,
    )


def _named(
    index: Index, reader: LibraryReader, resolver: Resolver, query: str, kind: Kind | None, day: str, filters: Filters
) -> SearchResult | None:
    """What the query names by reference, as a whole or among other words; None when it names nothing."""
    whole = may_be_reference(query) or resolver.names_predicate()(query.strip())
    if not whole and not holds_reference(query):
        return None
    from search.by_reference import (  # bring the grammar of citations along: not for words
        find_cited,
        find_reference,
    )

    found = find_reference(index, reader, resolver, query, kind, day, filters) if whole else None
    return found if found is not None else find_cited(index, reader, resolver, query, kind, day)


def _then_words(named: SearchResult, words: SearchResult) -> SearchResult:
    """A law by its name, then provisions by the words of the name."""
    known = {h.id for h in named.hits}
    more = tuple(h for h in words.hits if h.id not in known)
    return replace(named, hits=(*named.hits, *more), total=named.total + words.total, facets=words.facets)


def _by_words(
    index: Index, reader: LibraryReader, resolver: Resolver, words: Words, kind: Kind | None, most: int, filters: Filters, day: str
) -> SearchResult:
    if not words.text:
        return SearchResult(words.raw, day, 0, 0, (), warnings=("请输入要查的词、法规名称或条号",))
    if kind == "law":
        return find_laws(index, words, most, filters, day)
    if kind in ("duty", "organ"):
        return find_listed(index, reader, words, kind, most, filters, day)
    if kind is None and is_initials(words.text) and (laws := find_laws(index, words, most, filters, day)).hits:
        return laws
    meant, left = _laws_meant(index, resolver, words)
    provisions = find_provisions(index, reader, left, most, filters, day, meant)
    if kind == "provision":
        return provisions
    nothing = SearchResult(words.raw, day, 0, 0, ())
    laws = nothing if words.is_question else find_laws(index, words, 3, filters, day, exact=True)
    duties = find_listed(index, reader, words, "duty", most, filters, day, close=True)
    organs = find_listed(index, reader, words, "organ", 3, filters, day, close=True)
    head: list[Hit] = [*laws.hits, *organs.hits, *duties.hits[:_DUTIES_FIRST]]
    return SearchResult(
        words.raw, day, 0, laws.total + organs.total + duties.total + provisions.total,
        (*head, *provisions.hits, *duties.hits[_DUTIES_FIRST:])[:most],
        {**provisions.facets, **{n: f for n, f in duties.facets.items() if f}},
        (*provisions.warnings, *duties.warnings),
    )


def _laws_meant(index: Index, resolver: Resolver, words: Words) -> tuple[frozenset[int], Words]:
    """Statutes that stand by name among the words (城乡规划法 违法建设): their provisions are meant, and what is
    left of the words tells which."""
    known = resolver.names_predicate()
    names = [w for w in words.text.split() if known(w)]
    rest = " ".join(w for w in words.text.split() if w not in names)
    if not names or not rest:
        return frozenset(), words
    rows = (
        index.holdings.statute_row.get(n.statute.id)
        for name in names for n in resolver.names.lookup(name, place=resolver.place).names if n.statute
    )
    laws = frozenset(r for r in rows if r is not None)
    return laws, replace(words, subject=rest) if laws else words
