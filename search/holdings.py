"""What the library holds, for search: statutes, versions, their days and weight; texts stay in the library.

Kept beside the index so that a cold start need not read the library's records; written anew at every sync.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from math import log, log1p
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.regions import covers
from graph.store import LibraryReader


class HeldVersion(msgspec.Struct, array_like=True, frozen=True):
    """One version: ``begins``/``ends`` are its interval in force ("" = open)."""

    id: str
    statute: int
    date: str
    begins: str
    ends: str
    articles: int


class HeldStatute(msgspec.Struct, array_like=True, frozen=True):
    """One statute with what ranking and filters need of it."""

    id: str
    title: str
    short_title: str
    level: str
    issuer: str
    region: tuple[str, ...]
    kind: str
    cited: int
    aliases: tuple[str, ...] = ()


class HeldList(msgspec.Struct, array_like=True, frozen=True):
    """One duty list."""

    id: str
    kind: str
    place: tuple[str, ...]


class Tables(msgspec.Struct, array_like=True, frozen=True):
    """The file's content."""

    statutes: list[HeldStatute]
    versions: list[HeldVersion]
    lists: list[HeldList]


_FAR = "9999-99-99"
_KINDS = {"宪法": 1, "法律": 1, "行政法规": 2, "监察法规": 2, "司法解释": 3}
_LEVEL_WEIGHT = {"宪法": 2.0, "法律": 2.0, "行政法规": 1.0, "司法解释": 1.0, "监察法规": 1.0}


class Holdings:
    """Lookups and per-version arrays over ``Tables``."""

    def __init__(self, tables: Tables) -> None:
        self.statutes, self.versions, self.lists = tables.statutes, tables.versions, tables.lists
        self._days: dict[str, _Day] = {}

    @cached_property
    def version_row(self) -> dict[str, int]:
        return {v.id: i for i, v in enumerate(self.versions)}

    @cached_property
    def statute_row(self) -> dict[str, int]:
        return {s.id: i for i, s in enumerate(self.statutes)}

    @cached_property
    def statute_of(self) -> NDArray[np.int32]:
        """Version row → statute row."""
        return np.array([v.statute for v in self.versions], np.int32)

    @cached_property
    def versions_of(self) -> dict[int, list[int]]:
        """Statute row → version rows by date."""
        found: dict[int, list[int]] = {}
        for i, v in enumerate(self.versions):
            found.setdefault(v.statute, []).append(i)
        return {s: sorted(rows, key=lambda i: self.versions[i].date) for s, rows in found.items()}

    def on(self, day: str) -> _Day:
        """What stands on a day; kept, since queries ask of the same day again and again."""
        if day not in self._days:
            self._days = {day: _Day(self, day)}
        return self._days[day]

    def at_place(self, place: tuple[str, ...]) -> NDArray[np.bool_]:
        """Statutes in force at a place: its own, those of the places above it, national ones."""
        return np.array([covers(s.region, place) for s in self.statutes], bool)

    @cached_property
    def level_weight(self) -> NDArray[np.float32]:
        """Statute → weight of its 效力级别."""
        return np.array([_LEVEL_WEIGHT.get(s.level, 0.0) for s in self.statutes], np.float32)

    @cached_property
    def kinds(self) -> NDArray[np.int8]:
        """Statute → 1 法律, 2 行政法规, 3 司法解释, 4 local, 0 other."""
        return np.array([4 if s.region else _KINDS.get(s.level, 0) for s in self.statutes], np.int8)

    @cached_property
    def cited_weight(self) -> NDArray[np.float32]:
        """Statute → ln(1 + citations it receives)."""
        return np.array([log1p(s.cited) for s in self.statutes], np.float32)

    @cached_property
    def size_weight(self) -> NDArray[np.float32]:
        """Version → ln(1 + its articles): codes treat their subject in full."""
        return np.array([log(1 + v.articles) for v in self.versions], np.float32)


class _Day:
    """The library on one day."""

    def __init__(self, holdings: Holdings, day: str) -> None:
        self._holdings, self._day = holdings, day

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Versions in force; of two that overlap, the later."""
        h, day = self._holdings, self._day
        out = np.zeros(len(h.versions), bool)
        for rows in h.versions_of.values():
            now = [i for i in rows if h.versions[i].begins <= day < (h.versions[i].ends or _FAR)]
            if now:
                out[max(now, key=lambda i: (h.versions[i].begins, h.versions[i].date))] = True
        return out

    @cached_property
    def shown(self) -> NDArray[np.bool_]:
        """One version a law: the one in force, else the last that was, else the first to come."""
        h = self._holdings
        out = self.live.copy()
        for rows in h.versions_of.values():
            if not out[rows].any():
                begun = [i for i in rows if h.versions[i].begins <= self._day]
                out[begun[-1] if begun else rows[0]] = True
        return out

    @cached_property
    def statuses(self) -> list[str]:
        """时效性 of every version, by the rule of ``graph.versions.in_force.effectiveness``."""
        h, day = self._holdings, self._day
        standing = {int(s) for s in h.statute_of[self.live]}
        return [
            "尚未生效" if v.begins > day
            else "现行有效" if day < (v.ends or _FAR)
            else "已修改" if v.statute in standing
            else "已废止"
            for v in h.versions
        ]

    @cached_property
    def facets(self) -> dict[str, tuple[list[str], NDArray[np.int32]]]:
        """Facet → (its values, version row → number of its value)."""
        h = self._holdings
        of = [h.statutes[v.statute] for v in h.versions]
        return {
            "level": _numbered(s.level for s in of),
            "place": _numbered(s.region[0] if s.region else "全国" for s in of),
            "status": _numbered(self.statuses),
            "law": _numbered(s.short_title for s in of),
        }


def _numbered(values: Iterable[str]) -> tuple[list[str], NDArray[np.int32]]:
    """Distinct values, and the number of each in turn."""
    rows: dict[str, int] = {}
    codes = np.array([rows.setdefault(v, len(rows)) for v in values], np.int32)
    return list(rows), codes


def read_holdings(reader: LibraryReader) -> Tables:
    """The tables as the library stands."""
    from graph.names import is_generic  # only building pays for the names of laws

    cited = reader.citation_counts()
    aliases: dict[str, list[str]] = {}
    for alias, statute_id, _ in reader.aliases():
        if not is_generic(alias):  # 《条例》 means a law in one text only
            aliases.setdefault(statute_id, []).append(alias)
    statutes = sorted(reader.statutes(), key=lambda s: s.id)
    held = [
        HeldStatute(s.id, s.title, s.short_title, s.level, s.issuer, s.region, s.kind, cited.get(s.id, 0),
                    tuple(sorted(set(aliases.get(s.id, ())))))
        for s in statutes
    ]
    versions = [
        HeldVersion(v.id, i, v.date, v.effective_from or v.date, v.effective_to or "", v.n_articles)
        for i, s in enumerate(statutes) for v in reader.versions(s.id)
    ]
    lists = [HeldList(x.id, x.kind, x.place) for x in reader.lists()]
    return Tables(held, versions, lists)


def save_holdings(tables: Tables, path: Path) -> None:
    """Write the tables."""
    path.write_bytes(msgspec.msgpack.encode(tables))


def load_holdings(path: Path) -> Holdings:
    """Read what ``save_holdings`` wrote. Raises OSError or msgspec.DecodeError."""
    return Holdings(msgspec.msgpack.decode(path.read_bytes(), type=Tables))
