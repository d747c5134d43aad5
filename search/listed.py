"""Listed duties and organs by words. The same item on the lists of several townships is one result with its places."""

from __future__ import annotations

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from graph.store import LibraryReader
from ingest.records import DutyItem
from search.analyse import fold_text
from search.filtering import FACET_VALUES
from search.highlight import Spans, mark, marked_words, wanted_words
from search.index import Index
from search.query import Words
from search.rank import Floats, best, covered, read_query
from search.result import Filters, Hit, Kind, SearchResult
from search.weighing import score_names

_COVERED = 0.6  # share of the query's weight that a name must hold to stand before provisions
_RELATED = 0.25  # and from which it is a result at all
_PLACES = 40  # places named with a result, at most


def find_listed(
    index: Index, reader: LibraryReader, words: Words, kind: Kind, most: int, filters: Filters, day: str, *, close: bool = False
) -> SearchResult:
    """Listed duties, or organs. ``close``: only those whose name holds most of the query."""
    entries = index.entries
    if not entries.n:
        return SearchResult(words.raw, day, 0, 0, ())
    scores = score_names(words, entries.files)
    shares = _shares(index, words)
    is_duty = entries.list_row >= 0
    allowed = is_duty & _duties_allowed(index, filters) if kind == "duty" else ~is_duty
    floor = _COVERED if close else _RELATED
    scores = np.where(allowed & (shares >= floor), scores, 0).astype(np.float32)
    ordered = best(scores, int(np.count_nonzero(scores)))
    if words.phrases or words.excluded:
        ordered = np.array([r for r in ordered.tolist() if _literal(entries.names.names[r], words)], np.int64)
    wanted = wanted_words((words.text, *(n for _, n in words.added)))
    if kind == "organ":
        hits = tuple(_organ_hit(index, r, float(scores[r]), wanted) for r in ordered[:most].tolist())
        return SearchResult(words.raw, day, 0, len(ordered), hits)
    group = entries.group[ordered]
    _, first = np.unique(group, return_index=True)
    first.sort()
    hits = tuple(
        _duty_hit(index, reader, int(ordered[i]), float(scores[ordered[i]]), wanted, ordered[group == group[i]])
        for i in first[:most].tolist()
    )
    return SearchResult(words.raw, day, 0, len(first), hits, _duty_facets(index, ordered))


def sees(place: tuple[str, ...], list_place: tuple[str, ...]) -> bool:
    """A place sees its own lists, those below it and those above it; no place sees all."""
    short = min(len(place), len(list_place))
    return place[:short] == list_place[:short]


def _shares(index: Index, words: Words) -> Floats:
    """How much of the query each name holds; an everyday word counts by its legal name too."""
    files = index.entries.files
    shares = covered(read_query(words.subject, files), files)
    for word, name in words.added:
        whole = len(word) / max(1, len(words.subject.replace(" ", "")))
        shares = np.maximum(shares, whole * covered(read_query(name, files), files))
    return shares


def _literal(name: str, words: Words) -> bool:
    folded = fold_text(name)
    return all(fold_text(p) in folded for p in words.phrases) and not any(fold_text(x) in folded for x in words.excluded)


def _duties_allowed(index: Index, filters: Filters) -> NDArray[np.bool_]:
    """Entries whose list, power type and lead body pass the filters; a place sees its own lists and those below it."""
    entries, lists = index.entries, index.holdings.lists
    by_list = [
        (not filters.list_kinds or x.kind in filters.list_kinds)
        and sees(filters.place, x.place)
        for x in lists
    ]
    out = np.append(np.array(by_list, bool), False)[entries.list_row]
    if filters.power_types:
        out &= np.array([p in filters.power_types for p in entries.names.powers], bool)[entries.power]
    if filters.leads:
        wanted = {i for i, b in enumerate(entries.names.bodies) if b in filters.leads}
        out &= np.array([not wanted.isdisjoint(rows) for rows in entries.names.leads], bool)
    return out


def _duty_hit(
    index: Index, reader: LibraryReader, row: int, score: float, wanted: frozenset[str], same: NDArray[np.int64]
) -> Hit:
    names = index.entries.names
    held = index.holdings.lists[names.list_row[row]]
    stored = reader.item(names.ids[row])
    item = stored.item if stored else None
    text = names.names[row]
    basis = item.basis_raw.strip() if item else ""
    spans = mark(text, wanted)
    return Hit(
        "duty", names.ids[row], text, text, score, highlights=spans, reason=f"{_reason(text, spans, item, wanted)}；{held.kind.removesuffix('清单')}清单",
        extra={
            "list_kind": held.kind, "place": "/".join(held.place), "power_type": names.powers[names.power[row]],
            "lead": [names.bodies[b] for b in names.leads[row]], "basis": basis, "lists": len(same),
            "places": ["/".join(index.holdings.lists[names.list_row[r]].place) for r in same[:_PLACES].tolist()],
        },
    )


def _reason(name: str, spans: Spans, item: DutyItem | None, wanted: frozenset[str]) -> str:
    """Where the words stand: in the name, else in the first cell that has them."""
    if words := marked_words(name, spans):
        return "事项名称含" + "、".join(f"“{w}”" for w in words)
    cells = (("领域", item.field), ("职权类型", item.power_type), ("责任主体", item.bearer), ("牵头部门", "、".join(item.lead)),
             ("配合部门", "、".join(item.support)), ("依据", item.basis_raw)) if item else ()
    for cell, text in cells:
        if words := marked_words(text, mark(text, wanted)):
            return f"{cell}含" + "、".join(f"“{w}”" for w in words)
    return "事项名称相近"


def _organ_hit(index: Index, row: int, score: float, wanted: frozenset[str]) -> Hit:
    names = index.entries.names
    own = marked_words(names.names[row], mark(names.names[row], wanted))
    reason = ("机构名称含" if own else "别称或原名含") + "、".join(f"“{w}”" for w in own or marked_words(names.notes[row], mark(names.notes[row], wanted)))
    return Hit("organ", names.ids[row], names.names[row], names.notes[row] or names.names[row], score,
               highlights=mark(names.notes[row] or names.names[row], wanted), reason=reason)


def _duty_facets(index: Index, rows: NDArray[np.int64]) -> dict[str, list[tuple[str, int]]]:
    names, lists = index.entries.names, index.holdings.lists
    kinds: Counter[str] = Counter()
    powers: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    places: Counter[str] = Counter()
    for r in rows.tolist():
        held = lists[names.list_row[r]]
        kinds[held.kind] += 1
        places["/".join(held.place)] += 1
        powers[names.powers[names.power[r]] or "未注明"] += 1
        leads.update(names.bodies[b] for b in names.leads[r])
    counted = {"list_kind": kinds, "power_type": powers, "lead": leads, "list_place": places}
    return {name: counter.most_common(FACET_VALUES) for name, counter in counted.items()}
