"""The write side. Everything happens inside ``transaction()``: one writer, all of it lands or none."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from graph.model import (
    Alignment,
    HeldDocument,
    Link,
    Provision,
    Repeal,
    SourceFile,
    Statute,
    StoredItem,
    StoredList,
    Version,
)
from graph.sqlite import codec, connect
from graph.sqlite.digest import Digests
from graph.sqlite.integrity import problems
from graph.sqlite.links import concerns_township
from graph.sqlite.reader import SEQ_BITS, SqliteReader
from graph.sqlite.trouble import trouble
from ingest.records import Norm, ReadWarning, SandingRule

log = logging.getLogger(__name__)


class SqliteLibrary(SqliteReader):
    """``LibraryWriter`` over a SQLite connection."""

    _statute_rows: dict[str, int] | None  # ids to rows, filled when needed
    _written: dict[str, int]  # provision ids to rows of the version written last
    _name_rows: dict[str, tuple[int, int | None]]
    _digests: Digests

    def __init__(self, conn: sqlite3.Connection, path: Path) -> None:
        super().__init__(conn, path)
        self._start_over()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits at the end, rolls back on any error. Raises InputError when another process is writing, when nothing
        can be written here, and when the disk is full."""
        try:
            # what the log still holds goes to the file now: on a full disk it could not, and the log would stay
            self._conn.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._conn.execute("BEGIN IMMEDIATE")
        except sqlite3.DatabaseError as error:
            raise trouble(error, self.path) from error
        self._start_over()
        try:
            yield
            self._digests.settle()
            self._conn.execute("COMMIT")
        except sqlite3.DatabaseError as error:
            self._undo()
            if isinstance(error, (sqlite3.IntegrityError, sqlite3.ProgrammingError)):  # a fault of the program's
                raise
            raise trouble(error, self.path) from error
        except BaseException:
            self._undo()
            raise
        finally:
            self._start_over()

    def check(self) -> list[tuple[str, str, str]]:
        return problems(self._conn)

    def close(self) -> None:
        try:
            if not self._conn.in_transaction:
                self._conn.execute("PRAGMA optimize")
        except sqlite3.DatabaseError as error:  # advice to the planner only: on a full disk it must not hide what failed
            log.info("could not optimise %s: %s", self.path, error)
        finally:
            super().close()

    # ------------------------------------------------------------ statutes, versions, provisions

    def put_statutes(self, rows: Iterable[Statute]) -> None:
        known = self._all_statute_rows()
        for s in rows:
            known[s.id] = self._conn.execute(
                """INSERT INTO statute (sid, record) VALUES (?, ?)
                   ON CONFLICT (sid) DO UPDATE SET record = excluded.record RETURNING id""",
                (s.id, codec.encode_sparse(s)),
            ).fetchone()[0]
        self._statutes = None

    def put_versions(self, rows: Iterable[tuple[Version, Sequence[ReadWarning]]]) -> None:
        known = self._version_rows()
        for v, warnings in rows:
            row = self._conn.execute(
                """INSERT INTO version (vid, statute, date, record, warnings) VALUES (?, ?, ?, ?, ?)
                   ON CONFLICT (vid) DO UPDATE SET date = excluded.date, record = excluded.record, warnings = excluded.warnings
                   RETURNING id""",
                (v.id, self._statute_row(v.statute_id), v.date, codec.encode_sparse(v), codec.encode(list(warnings))),
            ).fetchone()
            known[v.id] = row[0]
        self._by_statute = self._latest = None

    def put_provisions(self, rows: Iterable[Provision]) -> None:
        for version_id, provisions in groupby(rows, key=lambda p: p.version_id):
            version = self._version_row(version_id)
            self._clear_version(version)
            self._written = {}
            values = []
            for p in provisions:
                row = self._written[p.id] = version << SEQ_BITS | p.seq
                values.append((row, version, p.id.partition("#")[2], codec.encode_body(p.body)))
            self._conn.executemany("INSERT INTO provision (id, version, key, body) VALUES (?, ?, ?, ?)", values)

    def put_citations(self, rows: Iterable[tuple[str, Sequence[Link]]]) -> None:
        for provision_id, links in rows:
            row = self._must_provision(provision_id)
            self._conn.execute("DELETE FROM citation WHERE provision = ?", (row,))
            self._conn.executemany(
                """INSERT INTO citation (provision, n, name, statute, article, suffix, article_end, record)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
                [
                    (row, n, *self._target(link), link.article, link.suffix, link.citation.article_end,
                     codec.encode_sparse(link.citation))
                    for n, link in enumerate(links)
                ],
            )

    def put_names(self, rows: Iterable[tuple[str, str | None]]) -> None:
        for name, statute_id in rows:
            row, before = self._name_row(name)
            after = None if statute_id is None else self._statute_row(statute_id)
            if before == after:
                continue
            self._conn.execute("UPDATE name SET statute = ? WHERE id = ?", (after, row))
            self._name_rows[name] = (row, after)
            self._digests.touch_citing(name=row)
            self._conn.execute("UPDATE citation SET statute = ? WHERE name = ?", (after, row))
            self._conn.execute("UPDATE item_link SET statute = ? WHERE name = ?", (after, row))

    def put_norms(self, rows: Iterable[tuple[str, Sequence[Norm]]]) -> None:
        self._conn.executemany(
            "INSERT OR REPLACE INTO norm (provision, township, record) VALUES (?, ?, ?)",
            (
                (self._must_provision(pid), any(map(concerns_township, norms)), codec.encode_all_sparse(norms))
                for pid, norms in rows
            ),
        )

    def put_aliases(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self._conn.execute("DELETE FROM alias")
        self._conn.executemany(
            "INSERT INTO alias (alias, statute, defined_in) VALUES (?, ?, ?)",
            [(alias, self._statute_row(sid), where) for alias, sid, where in rows],
        )

    def put_repeals(self, rows: Iterable[Repeal]) -> None:
        self._conn.execute("DELETE FROM repeal")
        self._conn.executemany(
            "INSERT INTO repeal (version, statute, record) VALUES (?, ?, ?)",
            [
                (self._version_row(r.repealing_version),
                 None if r.repealed_statute is None else self._statute_row(r.repealed_statute),
                 codec.encode_sparse(r))
                for r in rows
            ],
        )

    def put_alignments(self, old_version: str, new_version: str, rows: Iterable[Alignment]) -> None:
        self.delete_alignments(old_version, new_version)
        old, new = self._version_row(old_version), self._version_row(new_version)
        pair = self._conn.execute("INSERT INTO pair (old_version, new_version) VALUES (?, ?)", (old, new)).lastrowid
        for a in rows:
            row = self._conn.execute(
                "INSERT INTO alignment (pair, old, change, similarity, sure) VALUES (?, ?, ?, ?, ?)",
                (pair, self._must_provision(a.old), a.change, a.similarity, a.sure),
            ).lastrowid
            self._conn.executemany(
                "INSERT INTO alignment_new (alignment, n, new) VALUES (?, ?, ?)",
                [(row, n, self._must_provision(pid)) for n, pid in enumerate(a.new)],
            )
        self._digests.touch_pair(pair)

    # ------------------------------------------------------------ duties

    def put_list(self, row: StoredList, items: Sequence[StoredItem], links: Sequence[Sequence[Link]]) -> None:
        self.delete_list(row.id)
        list_row = self._conn.execute(
            "INSERT INTO list (lid, record, digest) VALUES (?, ?, x'')", (row.id, codec.encode_sparse(row))
        ).lastrowid
        for item, targets in zip(items, links, strict=True):
            item_row = self._conn.execute(
                "INSERT INTO item (list, iid, record, citations) VALUES (?, ?, ?, ?)",
                (list_row, item.id, codec.encode_sparse(item.item), codec.encode_all_sparse(item.citations)),
            ).lastrowid
            self._conn.executemany(
                "INSERT INTO item_link (item, n, name, statute) VALUES (?, ?, ?, ?)",
                [(item_row, n, *self._target(link)) for n, link in enumerate(targets)],
            )
        self._digests.touch_list(list_row)

    def put_sanding(self, rule: SandingRule) -> None:
        key = "\t".join((rule.organ, rule.doc_no, rule.title))
        self._conn.execute("INSERT OR REPLACE INTO sanding (key, record) VALUES (?, ?)", (key, codec.encode_sparse(rule)))

    # ------------------------------------------------------------ files

    def put_sources(self, rows: Iterable[SourceFile]) -> None:
        self._conn.executemany(
            "INSERT OR REPLACE INTO source (path, size, mtime_ns, sha256) VALUES (?, ?, ?, ?)",
            [(s.path, s.size, s.mtime_ns, s.sha256) for s in rows],
        )

    def put_documents(self, rows: Iterable[HeldDocument]) -> None:
        self._conn.executemany(
            "INSERT OR REPLACE INTO document (path, n, record) VALUES (?, ?, ?)",
            [(d.path, d.n, codec.encode_sparse(d)) for d in rows],
        )

    def set_meta(self, key: str, value: str) -> None:
        self._conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    # ------------------------------------------------------------ removal

    def delete_statutes(self, statute_ids: Iterable[str]) -> None:
        for statute_id in list(statute_ids):
            row = self._statute_row(statute_id)
            self.delete_versions([v.id for v in self.versions(statute_id)])
            self._digests.touch_citing(statute=row)
            for table in ("name", "citation", "item_link", "repeal"):
                self._conn.execute(f"UPDATE {table} SET statute = NULL WHERE statute = ?", (row,))
            self._conn.execute("DELETE FROM alias WHERE statute = ?", (row,))
            self._conn.execute("DELETE FROM statute WHERE id = ?", (row,))
            self._all_statute_rows().pop(statute_id)
            self._name_rows, self._statutes = {}, None

    def delete_versions(self, version_ids: Iterable[str]) -> None:
        for version_id in list(version_ids):
            row = self._version_row(version_id)
            self._clear_version(row)
            self._conn.execute("DELETE FROM repeal WHERE version = ?", (row,))
            self._conn.execute("DELETE FROM version WHERE id = ?", (row,))
            del self._version_rows()[version_id]
            self._by_statute = self._latest = None

    def delete_alignments(self, old_version: str, new_version: str) -> None:
        self._delete_pairs("old_version = ? AND new_version = ?", self._version_row(old_version), self._version_row(new_version))

    def delete_documents(self, paths: Iterable[str]) -> None:
        rows = [(p,) for p in paths]
        self._conn.executemany("DELETE FROM document WHERE path = ?", rows)
        self._conn.executemany("DELETE FROM source WHERE path = ?", rows)

    def delete_list(self, list_id: str) -> None:
        row = self._one("SELECT id FROM list WHERE lid = ?", list_id)
        self._conn.execute("DELETE FROM item_link WHERE item IN (SELECT id FROM item WHERE list = ?)", (row,))
        self._conn.execute("DELETE FROM item WHERE list = ?", (row,))
        self._conn.execute("DELETE FROM list WHERE id = ?", (row,))

    # ------------------------------------------------------------ inside

    def _undo(self) -> None:
        """Roll back, and give the space of the log back to the disk. On a full disk SQLite has rolled back by itself."""
        try:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
            self._conn.execute("PRAGMA busy_timeout = 0")  # a reader may hold the log: then it stays, at no harm
            self._conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self._conn.execute(f"PRAGMA busy_timeout = {connect.WRITER_WAIT_MS}")
        except sqlite3.DatabaseError as error:  # the caller is told of the first error, not of this one
            log.info("could not undo cleanly in %s: %s", self.path, error)

    def _start_over(self) -> None:
        self._forget()
        self._statute_rows = None
        self._written = {}
        self._name_rows = {}
        self._digests = Digests(self._conn)

    def _clear_version(self, version: int) -> None:
        """Remove a version's provisions and what hangs on them."""
        self._written = {}
        span = (version << SEQ_BITS, (version + 1) << SEQ_BITS)
        self._conn.execute("DELETE FROM citation WHERE provision >= ? AND provision < ?", span)
        self._conn.execute("DELETE FROM norm WHERE provision >= ? AND provision < ?", span)
        self._conn.execute("DELETE FROM provision WHERE id >= ? AND id < ?", span)
        self._delete_pairs("old_version = ? OR new_version = ?", version, version)
        self._digests.touch_version(version)

    def _delete_pairs(self, where: str, *args: int) -> None:
        for (pair,) in self._conn.execute(f"SELECT id FROM pair WHERE {where}", args).fetchall():
            self._conn.execute(
                "DELETE FROM alignment_new WHERE alignment IN (SELECT id FROM alignment WHERE pair = ?)", (pair,))
            self._conn.execute("DELETE FROM alignment WHERE pair = ?", (pair,))
            self._conn.execute("DELETE FROM pair WHERE id = ?", (pair,))

    def _target(self, link: Link) -> tuple[int | None, int | None]:
        """(name row, statute row). A name that is known keeps its meaning: ``put_names`` changes it."""
        if link.name:
            return self._name_row(link.name)
        return None, None if link.statute_id is None else self._statute_row(link.statute_id)

    def _name_row(self, name: str) -> tuple[int, int | None]:
        known = self._name_rows.get(name)
        if known is None:
            known = self._conn.execute("SELECT id, statute FROM name WHERE name = ?", (name,)).fetchone()
            if known is None:
                row = self._conn.execute("INSERT INTO name (name) VALUES (?)", (name,)).lastrowid
                assert row is not None
                known = (row, None)
            self._name_rows[name] = known
        return known

    def _statute_row(self, statute_id: str) -> int:
        return self._all_statute_rows()[statute_id]

    def _all_statute_rows(self) -> dict[str, int]:
        if self._statute_rows is None:
            self._statute_rows = dict(self._conn.execute("SELECT sid, id FROM statute"))
        return self._statute_rows

    def _version_row(self, version_id: str) -> int:
        return self._version_rows()[version_id]

    def _must_provision(self, provision_id: str) -> int:
        row = self._written.get(provision_id) or self._provision_row(provision_id)
        if row is None:
            raise KeyError(provision_id)
        self._digests.touch_version(row >> SEQ_BITS)
        return row
