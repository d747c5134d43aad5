"""Laws by name: words, pinyin initials, near spellings."""

from __future__ import annotations

import re

import numpy as np

from corpus.regions import covers
from corpus.titles import normalise_title
from search.analyse import fold_text
from search.highlight import mark, marked_words, wanted_words
from search.holdings import HeldStatute
from search.index import Index
from search.query import Words
from search.rank import best, covered, read_query
from search.result import Filters, Hit, SearchResult
from search.weighing import score_names

_TITLES_READ = {True: 8, False: 60}
_INITIALS = re.compile(r"[a-z]{2,20}$")
_NAMES_LAW = re.compile("^[^?？，。；]{2,30}(?:法|条例|办法|规定|细则|规则|解释)$")
_NEAR = 80.0  # rapidfuzz ratio from which a title is a likely misspelling
_COVERED = 0.6  # share of the title that the query must name for the law to be surely meant
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
    wanted = wanted_words((words.text,))
    unmarked = "拼音首字母相符" if is_initials(words.text) else "法规名称或简称相符"
    hits = []
    for row in best(scores.astype(np.float32), int(np.count_nonzero(scores > 0))).tolist():
        versions = holdings.versions_of.get(row, [])
        versions = [v for v in versions if (statuses[v] in filters.status if filters.status else shown[v])][-1:]
        if filters.status and not versions:
            continue
        hits.append((row, float(scores[row]), versions[0] if versions else None, statuses[versions[0]] if versions else ""))
    return SearchResult(
        words.raw, day, 0, len(hits), tuple(_law_hit(index, *h, wanted, unmarked) for h in hits[:most]), reference=False,
    )


def _law_hit(index: Index, row: int, score: float, version: int | None, status: str, wanted: frozenset[str], unmarked: str) -> Hit:
    statute = index.holdings.statutes[row]
    held = index.holdings.versions[version] if version is not None else None
    spans = mark(statute.title, wanted)
    said = "、".join(f"“{w}”" for w in marked_words(statute.title, spans))
    note = f"法规名称含{said}" if said else unmarked
    if held:
        note += f"；{held.date} 版" + (f"，{held.articles} 条" if held.articles else "")
    return Hit(
        "law", held.id if held else statute.id, statute.short_title, statute.title, score, statute.title, status=status,
        highlights=spans, reason=note,
        extra={"level": statute.level, "region": "/".join(statute.region), "issuer": statute.issuer},
    )


def _titles(index: Index, words: Words, exact: bool) -> np.ndarray:
    """0..1 by how far query and title hold each other; near spellings where nothing fits."""
    shares = covered(read_query(words.text, [index.entries.titles]), [index.entries.titles])
    own = score_names(words, [index.entries.titles])
    asked = normalise_title(words.text)
    scores = np.zeros(len(index.holdings.statutes), np.float32)
    wanted = _pairs(words.text)
    for row in best(own, _TITLES_READ[exact]).tolist():
        statute = index.holdings.statutes[row]
        names = (statute.short_title, *statute.aliases)
        if asked in {normalise_title(n) for n in (statute.title, *names)}:
            scores[row] = 2.0
            continue
        share = float(shares[row])
        held = max(_share(_pairs(n), wanted) for n in names)
        if (not exact and (held or not wanted)) or (held >= _COVERED and share >= _TITLE_COVERED) or held >= 0.95:
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


def _pairs(text: str) -> frozenset[str]:
    folded = fold_text(text)
    return frozenset(p for i in range(len(folded) - 1) if " " not in (p := folded[i : i + 2]))


def with_initials(index: Index, text: str) -> list[int]:
    """Statutes whose pinyin initials are just these."""
    return [i for i, initials in enumerate(index.entries.names.initials) if initials == text.lower()] if is_initials(text) else []


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
