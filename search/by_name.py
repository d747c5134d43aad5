"""Laws, listed duties and organs by name: words, pinyin initials, near spellings."""

from __future__ import annotations

import re
from collections import Counter

import numpy as np

from corpus.regions import covers
from corpus.titles import normalise_title
from graph.store import LibraryReader
from search.analyse import fold_text
from search.highlight import mark, wanted_pairs
from search.holdings import HeldStatute
from search.index import Index
from search.query import Words
from search.rank import best, covered, read_query
from search.result import Filters, Hit, Kind, SearchResult
from search.weighing import score_names

_TITLES_READ = {True: 8, False: 60}
_INITIALS = re.compile(r"[a-z]{2,20}$")
_NAMES_LAW = re.compile("^[^?？，。；]{2,30}(?:法|条例|办法|规定|细则|规则|解释)$")
_NEAR = 80.0  # rapidfuzz ratio from which a title is a likely misspelling
_COVERED = 0.6  # share of the query's weight that a name must hold to stand before provisions
_RELATED = 0.25  # and from which it is a result at all
_TITLE_COVERED = 0.75


def find_laws(
    index: Index, words: Words, most: int, filters: Filters, day: str, *, exact: bool = False
) -> SearchResult:
    """Laws whose title the query names, nearly names, or abbreviates. ``exact``: only those it surely names."""
    holdings = index.holdings
    scores = _initials(index, words.text)
    if scores is None:
        scores = _titles(index, words, exact)
    scores += np.where(scores > 0, 0.02 * holdings.cited_weight + 0.02 * holdings.level_weight, 0)
    if filters.levels or filters.place:
        scores = np.where([_allowed(s, filters) for s in holdings.statutes], scores, 0)
    statuses = holdings.on(day).statuses
    shown = holdings.on(day).shown
    pairs = wanted_pairs((words.text,))
    hits = []
    for row in best(scores.astype(np.float32), int(np.count_nonzero(scores > 0))).tolist():
        versions = [v for v in holdings.versions_of.get(row, ()) if shown[v]]
        status = statuses[versions[0]] if versions else ""
        if filters.status and status not in filters.status:
            continue
        hits.append((row, float(scores[row]), versions[0] if versions else None, status))
    return SearchResult(
        words.raw, day, 0, len(hits), tuple(_law_hit(index, *h, pairs) for h in hits[:most]), reference=False,
    )


def _law_hit(index: Index, row: int, score: float, version: int | None, status: str, pairs: frozenset[str]) -> Hit:
    statute = index.holdings.statutes[row]
    held = index.holdings.versions[version] if version is not None else None
    note = f"{held.date} 版，{held.articles} 条" if held else ""
    return Hit(
        "law", held.id if held else statute.id, statute.short_title, statute.title, score, statute.title, status=status,
        highlights=mark(statute.title, pairs), reason=note,
        extra={"level": statute.level, "region": "/".join(statute.region), "issuer": statute.issuer},
    )


def _titles(index: Index, words: Words, exact: bool) -> np.ndarray:
    """0..1 by how far query and title hold each other; near spellings where nothing fits."""
    shares = covered(read_query(words.text, [index.entries.titles]), [index.entries.titles])
    own = score_names(words, [index.entries.titles])
    asked = normalise_title(words.text)
    scores = np.zeros(len(index.holdings.statutes), np.float32)
    wanted = frozenset(wanted_pairs((words.text,)))
    for row in best(own, _TITLES_READ[exact]).tolist():
        statute = index.holdings.statutes[row]
        names = (statute.short_title, *statute.aliases)
        if asked in {normalise_title(n) for n in (statute.title, *names)}:
            scores[row] = 2.0
            continue
        share = float(shares[row])
        held = max(_share(wanted_pairs((n,)), wanted) for n in names)
        if not exact or (held >= _COVERED and share >= _TITLE_COVERED) or held >= 0.95:
            scores[row] = 0.5 * share + 0.5 * held
    named = not exact or bool(_NAMES_LAW.search(asked))
    if named and scores.max(initial=0) < 1.0 and len(asked) >= 4:
        from rapidfuzz import fuzz, process  # only a name that is misspelt needs it

        near = process.cdist([asked], [normalise_title(s.short_title) for s in index.holdings.statutes], scorer=fuzz.ratio)[0]
        scores = np.maximum(scores, np.where(near >= _NEAR, near / 80.0, 0)).astype(np.float32)
    return scores


def is_initials(text: str) -> bool:
    """Whether a query can only be pinyin initials."""
    return bool(_INITIALS.match(text.strip().lower()))


def _share(pairs: frozenset[str], wanted: frozenset[str]) -> float:
    return len(pairs & wanted) / max(1, len(pairs))


def _initials(index: Index, text: str) -> np.ndarray | None:
    """cxghf → 城乡规划法: whole initials before beginnings; None when the query is no such thing."""
    if not is_initials(text):
        return None
    asked = text.strip().lower()
    return np.array([2.0 if i == asked else 1.0 if i.startswith(asked) else 0.0 for i in index.entries.names.initials], np.float32)


def _allowed(statute: HeldStatute, filters: Filters) -> bool:
    return (not filters.levels or statute.level in filters.levels) and (
        not filters.place or covers(statute.region, filters.place)
    )


# ---------------------------------------------------------------- duties and organs


def find_named(
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
    matching = np.flatnonzero(scores)
    pairs = wanted_pairs((words.text, *(n for _, n in words.added)))
    rows = [r for r in best(scores, min(len(matching), max(most, 200))).tolist() if _literal(entries.names.names[r], words)]
    hits = tuple(
        _duty_hit(index, reader, r, float(scores[r]), pairs) if kind == "duty" else _organ_hit(index, r, float(scores[r]), pairs)
        for r in rows[:most]
    )
    total = len(rows) if words.phrases or words.excluded else len(matching)
    return SearchResult(words.raw, day, 0, total, hits, _duty_facets(index, matching) if kind == "duty" else {})


def _shares(index: Index, words: Words) -> np.ndarray:
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


def _duties_allowed(index: Index, filters: Filters) -> np.ndarray:
    """Entries whose list, power type and lead body pass the filters; a place sees its own lists and those below it."""
    entries, lists = index.entries, index.holdings.lists
    by_list = [
        (not filters.list_kinds or x.kind in filters.list_kinds)
        and (not filters.place or x.place[: len(filters.place)] == filters.place or filters.place[: len(x.place)] == x.place)
        for x in lists
    ]
    out = np.append(np.array(by_list, bool), False)[entries.list_row]
    if filters.power_types:
        out &= np.array([p in filters.power_types for p in entries.names.powers], bool)[entries.power]
    if filters.leads:
        wanted = {i for i, b in enumerate(entries.names.bodies) if b in filters.leads}
        out &= np.array([not wanted.isdisjoint(rows) for rows in entries.names.leads], bool)
    return out


def _duty_hit(index: Index, reader: LibraryReader, row: int, score: float, pairs: frozenset[str]) -> Hit:
    names = index.entries.names
    held = index.holdings.lists[names.list_row[row]]
    stored = reader.item(names.ids[row])
    item = stored.item if stored else None
    text = names.names[row]
    basis = item.basis_raw.strip() if item else ""
    return Hit(
        "duty", names.ids[row], text, text, score, highlights=mark(text, pairs), reason=f"{held.kind}清单事项",
        extra={
            "list_kind": held.kind, "place": "/".join(held.place), "power_type": names.powers[names.power[row]],
            "lead": [names.bodies[b] for b in names.leads[row]], "basis": basis,
        },
    )


def _organ_hit(index: Index, row: int, score: float, pairs: frozenset[str]) -> Hit:
    names = index.entries.names
    return Hit("organ", names.ids[row], names.names[row], names.notes[row] or names.names[row], score,
               highlights=mark(names.notes[row] or names.names[row], pairs), reason="机构名称相符")


def _duty_facets(index: Index, rows: np.ndarray) -> dict[str, list[tuple[str, int]]]:
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
    return {name: counter.most_common(12) for name, counter in counted.items()}
