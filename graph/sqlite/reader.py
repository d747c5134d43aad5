"""The read side over one connection. Ids of statutes and versions are few and kept in memory; texts are not."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Self

from graph.model import (
    HeldDocument,
    Provision,
    Repeal,
    SourceFile,
    Statute,
    StoredItem,
    StoredList,
    Version,
)
from graph.sqlite import codec
from graph.sqlite.links import LinkReader
from ingest.records import Citation, DutyItem, ReadWarning, SandingRule

SEQ_BITS = 20  # provision.id = version << SEQ_BITS | seq

_statute = codec.decoder(Statute)
_version = codec.decoder(Version)
_warnings = codec.decoder(list[ReadWarning])
_list = codec.decoder(StoredList)
_duty_item = codec.decoder(DutyItem)
_citations = codec.decoder(list[Citation])
_repeal = codec.decoder(Repeal)
_sanding = codec.decoder(SandingRule)
_document = codec.decoder(HeldDocument)


class SqliteReader(LinkReader):
    """``LibraryReader`` over a SQLite connection. Sees the library as of ``refresh()`` or of its making."""

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        self._conn = conn
        self.path = path
        self._forget()

    def refresh(self) -> None:
        """See what other processes have written since."""
        if self._conn.in_transaction:
            self._conn.execute("COMMIT")
        self._conn.execute("BEGIN")
        self._forget()
        self.revision()  # the snapshot begins with the first read

    def close(self) -> None:
        self._conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------ about the library

    def revision(self) -> str:
        return self.meta("revision") or ""

    def meta(self, key: str) -> str | None:
        return self._one("SELECT value FROM meta WHERE key = ?", key)

    # ------------------------------------------------------------ names

    def statutes(self) -> Sequence[Statute]:
        return list(self._all_statutes().values())

    def statute(self, statute_id: str) -> Statute | None:
        if self._statutes is not None:
            return self._statutes.get(statute_id)
        raw = self._one("SELECT record FROM statute WHERE sid = ?", statute_id)
        return None if raw is None else _statute(raw)

    def aliases(self) -> Sequence[tuple[str, str, str]]:
        sql = "SELECT alias, sid, defined_in FROM alias JOIN statute ON statute.id = alias.statute ORDER BY 1, 2, 3"
        return self._conn.execute(sql).fetchall()

    def names(self) -> Sequence[tuple[str, str | None]]:
        sql = "SELECT name, sid FROM name LEFT JOIN statute ON statute.id = name.statute ORDER BY name"
        return self._conn.execute(sql).fetchall()

    # ------------------------------------------------------------ versions and text

    def versions(self, statute_id: str) -> Sequence[Version]:
        return self._versions_by_statute().get(statute_id, ())

    def version(self, version_id: str) -> Version | None:
        raw = self._one("SELECT record FROM version WHERE vid = ?", version_id)
        return None if raw is None else _version(raw)

    def version_warnings(self, version_id: str) -> Sequence[ReadWarning]:
        raw = self._one("SELECT warnings FROM version WHERE vid = ?", version_id)
        return () if raw is None else _warnings(raw)

    def provision(self, provision_id: str) -> Provision | None:
        version_id, _, key = provision_id.partition("#")
        version = self._version_rows().get(version_id)
        if version is None or not key:
            return None
        if codec.is_article_key(key):
            key = key.partition(".")[0]
        row = self._conn.execute(
            "SELECT id, body FROM provision WHERE version = ? AND key = ?", (version, key)
        ).fetchone()
        return None if row is None else _provision(version_id, row[0], key, row[1])

    def provisions(self, version_id: str) -> Sequence[Provision]:
        version = self._version_rows().get(version_id)
        return [] if version is None else list(self._provisions(version, version_id))

    def iter_provisions(self, version_ids: Iterable[str] | None = None) -> Iterator[Provision]:
        rows = self._version_rows()
        for version_id in sorted(rows) if version_ids is None else version_ids:
            if version_id in rows:
                yield from self._provisions(rows[version_id], version_id)

    def repeals_of(self, statute_id: str) -> Sequence[Repeal]:
        return self._repeals("JOIN statute s ON s.id = repeal.statute WHERE s.sid = ?", statute_id)

    def repeals_by(self, version_id: str) -> Sequence[Repeal]:
        return self._repeals("WHERE v.vid = ?", version_id)

    # ------------------------------------------------------------ duties

    def lists(self, place: tuple[str, ...] | None = None) -> Sequence[StoredList]:
        rows = (_list(r[0]) for r in self._conn.execute("SELECT record FROM list ORDER BY lid"))
        return [x for x in rows if place is None or x.place[: len(place)] == place]

    def items(self, list_ids: Iterable[str] | None = None) -> Iterator[StoredItem]:
        sql = "SELECT iid, lid, item.record, citations FROM list JOIN item ON item.list = list.id"
        if list_ids is None:
            for row in self._conn.execute(sql + " ORDER BY lid, item.id"):
                yield _item(*row)
            return
        for list_id in list_ids:
            for row in self._conn.execute(sql + " WHERE lid = ? ORDER BY item.id", (list_id,)):
                yield _item(*row)

    def item(self, item_id: str) -> StoredItem | None:
        sql = "SELECT iid, lid, item.record, citations FROM item JOIN list ON item.list = list.id WHERE iid = ?"
        row = self._conn.execute(sql, (item_id,)).fetchone()
        return None if row is None else _item(*row)

    def items_citing(self, statute_id: str) -> Sequence[StoredItem]:
        sql = """SELECT DISTINCT iid, lid, item.record, citations FROM item_link l JOIN item ON item.id = l.item
                 JOIN list ON list.id = item.list JOIN statute s ON s.id = l.statute
                 WHERE s.sid = ? ORDER BY lid, item.id"""
        return [_item(*row) for row in self._conn.execute(sql, (statute_id,))]

    def sanding_rules(self) -> Sequence[SandingRule]:
        return [_sanding(r[0]) for r in self._conn.execute("SELECT record FROM sanding ORDER BY key")]

    # ------------------------------------------------------------ files

    def sources(self) -> Sequence[SourceFile]:
        sql = "SELECT path, size, mtime_ns, sha256 FROM source ORDER BY path"
        return [SourceFile(*row) for row in self._conn.execute(sql)]

    def source_hash(self, path: str) -> str | None:
        return self._one("SELECT sha256 FROM source WHERE path = ?", path)

    def documents(self) -> Sequence[HeldDocument]:
        return [_document(r[0]) for r in self._conn.execute("SELECT record FROM document ORDER BY path, n")]

    # ------------------------------------------------------------ inside

    def _forget(self) -> None:
        self._statutes: dict[str, Statute] | None = None
        self._rows: dict[str, int] | None = None
        self._by_statute: dict[str, list[Version]] | None = None
        self._latest: frozenset[int] | None = None

    def _one(self, sql: str, *args: object) -> Any:
        row = self._conn.execute(sql, args).fetchone()
        return None if row is None else row[0]

    def _all_statutes(self) -> dict[str, Statute]:
        if self._statutes is None:
            rows = self._conn.execute("SELECT sid, record FROM statute ORDER BY sid")
            self._statutes = {sid: _statute(raw) for sid, raw in rows}
        return self._statutes

    def _versions_by_statute(self) -> dict[str, list[Version]]:
        if self._by_statute is None:
            found: dict[str, list[Version]] = {}
            for (raw,) in self._conn.execute("SELECT record FROM version ORDER BY statute, date, vid"):
                version = _version(raw)
                found.setdefault(version.statute_id, []).append(version)
            self._by_statute = found
        return self._by_statute

    def _version_rows(self) -> dict[str, int]:
        """Version id -> row."""
        if self._rows is None:
            self._rows = dict(self._conn.execute("SELECT vid, id FROM version"))
        return self._rows

    def _provisions(self, version: int, version_id: str) -> Iterator[Provision]:
        low, high = version << SEQ_BITS, (version + 1) << SEQ_BITS
        sql = "SELECT id, key, body FROM provision WHERE id >= ? AND id < ? ORDER BY id"
        for row, key, raw in self._conn.execute(sql, (low, high)):
            yield _provision(version_id, row, key, raw)

    def _repeals(self, where: str, arg: str) -> list[Repeal]:
        sql = f"SELECT repeal.record FROM repeal JOIN version v ON v.id = repeal.version {where} ORDER BY v.vid, repeal.id"
        return [_repeal(r[0]) for r in self._conn.execute(sql, (arg,))]


def _provision(version_id: str, row: int, key: str, raw: bytes) -> Provision:
    return Provision(f"{version_id}#{key}", version_id, row & (1 << SEQ_BITS) - 1, codec.decode_body(key, raw))


def _item(item_id: str, list_id: str, record: bytes, citations: bytes) -> StoredItem:
    return StoredItem(item_id, list_id, _duty_item(record), tuple(_citations(citations)))

