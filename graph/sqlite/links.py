"""The read side of links: citations, norms, alignments."""

from __future__ import annotations

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from graph.model import Alignment
from graph.sqlite import codec
from ingest.records import Citation, Norm

Change = Literal["same", "amended", "moved", "moved_amended", "split", "merged", "deleted"]
_citation = codec.decoder(Citation)
_norms = codec.decoder(list[Norm])

_OF_PROVISION = "SELECT v.vid || '#' || p.key FROM provision p JOIN version v ON v.id = p.version WHERE p.id = "


class LinkReader(ABC):
    """Part of ``SqliteReader``; works on its connection."""

    _conn: sqlite3.Connection
    _latest: frozenset[int] | None

    @abstractmethod
    def _version_rows(self) -> dict[str, int]:
        """Version id -> row."""

    # ------------------------------------------------------------ citations

    def cited_by(self, statute_id: str, article: int | None = None, suffix: int = 0) -> Sequence[tuple[str, Citation]]:
        sql = """SELECT v.vid || '#' || p.key, v.id, c.record FROM citation c JOIN provision p ON p.id = c.provision
                 JOIN version v ON v.id = p.version WHERE c.statute = (SELECT id FROM statute WHERE sid = ?)"""
        args: list[object] = [statute_id]
        if article is not None:
            sql += " AND ((c.article = ? AND c.suffix = ?) OR (c.article < ? AND c.article_end >= ?))"
            args += [article, suffix, article, article]
        latest = self._latest_versions()
        rows = self._conn.execute(sql + " ORDER BY v.vid, p.id, c.n", args)
        return [(pid, _citation(raw)) for pid, version, raw in rows if version in latest]

    def citation_counts(self) -> dict[str, int]:
        sql = """SELECT s.sid, v.id, count(*) FROM citation c JOIN version v ON v.id = c.provision >> 20
                 JOIN statute s ON s.id = c.statute WHERE c.statute <> v.statute GROUP BY s.sid, v.id"""
        latest = self._latest_versions()
        counts: dict[str, int] = {}
        for statute_id, version, n in self._conn.execute(sql):
            if version in latest:
                counts[statute_id] = counts.get(statute_id, 0) + n
        return counts

    def _latest_versions(self) -> frozenset[int]:
        if self._latest is None:
            sql = "SELECT id, max(date) FROM version GROUP BY statute"
            self._latest = frozenset(r[0] for r in self._conn.execute(sql))
        return self._latest

    # ------------------------------------------------------------ norms

    def norms(self, provision_id: str) -> Sequence[Norm]:
        row = self._provision_row(provision_id)
        found = None if row is None else self._conn.execute("SELECT record FROM norm WHERE provision = ?", (row,)).fetchone()
        return () if found is None else _norms(found[0])

    def township_norms(self) -> Iterator[tuple[str, Norm]]:
        sql = """SELECT v.vid || '#' || p.key, n.record FROM norm n JOIN provision p ON p.id = n.provision
                 JOIN version v ON v.id = p.version WHERE n.township ORDER BY v.vid, p.id"""
        for provision_id, raw in self._conn.execute(sql):
            for norm in _norms(raw):
                if concerns_township(norm):
                    yield provision_id, norm

    def _provision_row(self, provision_id: str) -> int | None:
        version_id, _, key = provision_id.partition("#")
        version = self._version_rows().get(version_id)
        if codec.is_article_key(key):
            key = key.partition(".")[0]
        row = self._conn.execute("SELECT id FROM provision WHERE version = ? AND key = ?", (version, key)).fetchone()
        return None if row is None else row[0]

    # ------------------------------------------------------------ alignments

    def alignment_from(self, provision_id: str) -> Sequence[Alignment]:
        return self._alignments("a.old = ?", self._provision_row(provision_id))

    def alignment_to(self, provision_id: str) -> Sequence[Alignment]:
        return self._alignments(
            "a.id IN (SELECT alignment FROM alignment_new WHERE new = ?)", self._provision_row(provision_id)
        )

    def alignments(self, old_version: str, new_version: str) -> Sequence[Alignment]:
        rows = self._version_rows()
        return self._alignments(
            "a.pair = (SELECT id FROM pair WHERE old_version = ? AND new_version = ?)",
            rows.get(old_version), rows.get(new_version),
        )

    def alignment_pairs(self) -> Sequence[tuple[str, str]]:
        sql = """SELECT o.vid, n.vid FROM pair JOIN version o ON o.id = old_version JOIN version n ON n.id = new_version
                 ORDER BY 1, 2"""
        return self._conn.execute(sql).fetchall()

    def _alignments(self, where: str, *args: int | None) -> list[Alignment]:
        sql = f"""SELECT a.id, ({_OF_PROVISION} a.old), a.change, a.similarity, a.sure, ({_OF_PROVISION} w.new)
                  FROM alignment a JOIN pair ON pair.id = a.pair JOIN version v ON v.id = pair.new_version
                  LEFT JOIN alignment_new w ON w.alignment = a.id WHERE {where} ORDER BY v.vid, a.id, w.n"""
        found: dict[int, tuple[str, str, float, bool, list[str]]] = {}
        for row, old, change, similarity, sure, new in self._conn.execute(sql, args):
            entry = found.setdefault(row, (old, change, similarity, bool(sure), []))
            if new is not None:
                entry[4].append(new)
        return [
            Alignment(old, tuple(new), cast(Change, change), similarity, sure)
            for old, change, similarity, sure, new in found.values()
        ]


def concerns_township(norm: Norm) -> bool:
    """Whether a bearer is the township, by name or as one of 各级人民政府."""
    return any(b.tier in ("township", "included") for b in norm.bearers)
