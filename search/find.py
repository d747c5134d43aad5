"""Search: a reference is looked up, words are ranked; provisions, laws, listed duties and organs."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TYPE_CHECKING

from graph.store import LibraryReader
from search.by_name import find_laws, is_initials, with_initials
from search.by_words import find_provisions
from search.filtering import kinds_left, why_nothing
from search.index import Index
from search.listed import find_listed
from search.query import Words, holds_reference, may_be_reference, read_words
from search.result import Filters, Kind, SearchResult

if TYPE_CHECKING:
    from graph.resolve import Resolver

K = 20
DEEPEST = 2000  # results that are listed
_FEW = 3  # laws and organs before other results, at most
_NARROW = {c: c - 0xFEE0 for c in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_NO_TITLE = re.compile(r"第\s*[零〇一二三四五六七八九十百千\d]+\s*条\S{0,12}$")
_UNKNOWN = re.compile(
    r"[《〈]?([^\s《》〈〉，。；、]{1,40}(?:法|法典|条例|办法|规定|细则|规则))[》〉]?\s*"
    r"(?:第\s*[零〇一二三四五六七八九十百千\d]+\s*条\S{0,12}|\d+\s*条?\S{0,6})$"
)
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
    task = _Task(index, reader, resolver, day, kind, min(offset + k, DEEPEST))
    chosen = filters or Filters()
    asked = query.translate(_NARROW)
    found = _found(task, asked, chosen)
    if said := _misread(asked.strip(), found):
        found = replace(found, warnings=(f"{said}；以下按词查找" if found.hits else said, *found.warnings))
    elif not found.hits and not found.warnings:
        why = why_nothing(read_words(asked), kind, chosen, lambda f: _found(task, asked, f).total)
        found = replace(found, warnings=(why,))
    if offset + k > DEEPEST and found.total > DEEPEST:
        found = replace(found, warnings=(*found.warnings, f"只列出最相关的{DEEPEST}条；加词或筛选可缩小范围"))
    took = (perf_counter() - started) * 1000
    return replace(found, query=query, as_of=day, took_ms=took, hits=found.hits[offset : offset + k])


@dataclass(frozen=True, slots=True)
class _Task:
    """What stays the same while a query is answered."""

    index: Index
    reader: LibraryReader
    resolver: Resolver
    day: str
    kind: Kind | None
    most: int


def _misread(query: str, found: SearchResult) -> str:
    """What keeps a query that looks like a reference from being one."""
    if found.reference:
        return ""
    if _NO_TITLE.match(query):
        return "请在条号前写上法规名称，如 城乡规划法第六十五条"
    unknown = _UNKNOWN.match(query) if not found.warnings else None
    return f"法规库中没有能确定为“{unknown[1]}”的法规" if unknown else ""


def _found(task: _Task, query: str, filters: Filters) -> SearchResult:
    """The first ``task.most`` results."""
    words = read_words(query)
    if task.kind not in (None, *kinds_left(filters)) or not kinds_left(filters):
        return SearchResult(query, task.day, 0, 0, ())
    named = _named(task, query, filters)
    if named is None or not (named.hits or named.article):
        literal = words if named is None else read_words(f"“{query.strip('《》〈〉 ')}”")
        found = _by_words(task, literal, filters)
        return found if named is None else replace(found, warnings=(*named.warnings, *found.warnings))
    if named.article or task.kind not in (None, "provision"):
        return named
    return _then_words(task, named, words, filters)


def _named(task: _Task, query: str, filters: Filters) -> SearchResult | None:
    """What the query names by reference, as a whole or among other words; None when it names nothing."""
    whole = may_be_reference(query) or task.resolver.names_predicate()(query.strip())
    if not whole and not holds_reference(query):
        return None
    from search.by_reference import (  # bring the grammar of citations along: not for words
        find_cited,
        find_reference,
    )

    found = find_reference(task.index, task.reader, task.resolver, query, task.kind, task.day, filters)
    return found if found is not None else find_cited(task.index, task.reader, task.resolver, query, task.kind, task.day, filters)


def _then_words(task: _Task, named: SearchResult, words: Words, filters: Filters) -> SearchResult:
    """A law by its name, then provisions: its own first, by the words of the name."""
    laws = [h.id.partition("@")[0] for h in named.hits if h.kind == "law"][:1]
    rows = frozenset(task.index.holdings.statute_row[i] for i in laws if i in task.index.holdings.statute_row)
    if laws:
        words = read_words(laws[0])
    more = find_provisions(task.index, task.reader, words, task.most, filters, task.day, rows)
    known = {h.id for h in named.hits}
    hits = (*named.hits, *(h for h in more.hits if h.id not in known))
    return replace(named, hits=hits, total=named.total + more.total, facets={**more.facets, **named.facets, **_merged(named, more)})


def _merged(named: SearchResult, more: SearchResult) -> dict[str, list[tuple[str, int]]]:
    """Facets that both have, added up."""
    both = [n for n in named.facets if n in more.facets]
    return {n: (Counter(dict(named.facets[n])) + Counter(dict(more.facets[n]))).most_common() for n in both}


def _by_words(task: _Task, words: Words, filters: Filters) -> SearchResult:
    index, reader, kind, most, day = task.index, task.reader, task.kind, task.most, task.day
    nothing = SearchResult(words.raw, day, 0, 0, ())
    if not words.text:
        return nothing
    kinds = kinds_left(filters)
    if kind == "law":
        return find_laws(index, words, most, filters, day)
    if kind in ("duty", "organ"):
        return find_listed(index, reader, words, kind, most, filters, day)
    warnings: tuple[str, ...] = ()
    if kind is None and is_initials(words.text) and "law" in kinds:
        if (laws := find_laws(index, words, most, filters, day)).hits:
            return laws
        warnings = (f"没有简称首字母为“{words.text}”的法规，以下按词查找",)
    provisions = nothing
    meant, left = _laws_meant(index, task.resolver, words)
    if "provision" in kinds:
        provisions = find_provisions(index, reader, left, most, filters, day, meant)
    if kind == "provision":
        return provisions
    laws = find_laws(index, words, _FEW, filters, day, exact=True) if "law" in kinds and not words.is_question else nothing
    duties = find_listed(index, reader, left, "duty", most, filters, day, close=kinds != {"duty"}) if "duty" in kinds else nothing
    organs = find_listed(index, reader, words, "organ", _FEW, filters, day, close=True) if "organ" in kinds else nothing
    hits = (*laws.hits, *organs.hits, *duties.hits[:_DUTIES_FIRST], *provisions.hits, *duties.hits[_DUTIES_FIRST:])
    counts = [("law", len(laws.hits)), ("organ", len(organs.hits)), ("duty", duties.total), ("provision", provisions.total)]
    found = replace(
        nothing, hits=hits[:most], total=sum(n for _, n in counts), warnings=(*provisions.warnings, *duties.warnings),
        facets={"kind": [c for c in counts if c[1]], **provisions.facets, **{n: f for n, f in duties.facets.items() if f}},
    )
    return replace(found, warnings=(*warnings, *found.warnings)) if found.hits else found


def _laws_meant(index: Index, resolver: Resolver, words: Words) -> tuple[frozenset[int], Words]:
    """Statutes that stand by name or initials among the words (城乡规划法 违法建设, cxghf 违建): their provisions are
    meant, and what is left of the words tells which."""
    known = resolver.names_predicate()
    parts = words.text.split()
    if len(parts) < 2:
        return frozenset(), words
    laws: set[int] = set()
    rest = []
    for word in parts:
        found = with_initials(index, word)
        if not found and known(word):
            names = resolver.names.lookup(word.strip("《》〈〉"), place=resolver.place).names
            found = [row for n in names if n.statute and (row := index.holdings.statute_row.get(n.statute.id)) is not None]
        laws.update(found)
        if not found:
            rest.append(word)
    if not laws or not rest:
        return frozenset(), words
    subject = " ".join(w for w in words.subject.split() if w not in set(parts) - set(rest))
    return frozenset(laws), replace(words, subject=subject or " ".join(rest))
