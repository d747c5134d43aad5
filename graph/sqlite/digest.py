"""The library's revision: a digest of its content, so that it changes exactly when the content does.

Each version, pair and list carries the digest of what hangs on it; only those touched are computed anew.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from hashlib import blake2b

_SMALL_TABLES = (
    "SELECT sid, record FROM statute ORDER BY sid",
    "SELECT vid, record, warnings, digest FROM version ORDER BY vid",
    "SELECT name, sid FROM name JOIN statute ON statute.id = name.statute ORDER BY name",
    "SELECT alias, sid, defined_in FROM alias JOIN statute ON statute.id = alias.statute ORDER BY 1, 2, 3",
    "SELECT vid, repeal.record FROM repeal JOIN version ON version.id = repeal.version ORDER BY 1, 2",
    """SELECT o.vid, n.vid, pair.digest FROM pair JOIN version o ON o.id = old_version
       JOIN version n ON n.id = new_version ORDER BY 1, 2""",
    "SELECT lid, record, digest FROM list ORDER BY lid",
    "SELECT key, record FROM sanding ORDER BY key",
)
_OF_VERSION = (
    "SELECT key, body FROM provision WHERE id >= ? AND id < ? ORDER BY id",
    """SELECT c.provision & 1048575, c.n, name.name, s.sid, c.article, c.suffix, c.article_end, c.record FROM citation c
       LEFT JOIN name ON name.id = c.name LEFT JOIN statute s ON s.id = c.statute
       WHERE c.provision >= ? AND c.provision < ? ORDER BY c.provision, c.n""",
    "SELECT provision & 1048575, record FROM norm WHERE provision >= ? AND provision < ? ORDER BY provision",
)
_OF_LIST = (
    "SELECT iid, record, citations FROM item WHERE list = ? ORDER BY id",
    """SELECT iid, n, name.name, s.sid FROM item JOIN item_link l ON l.item = item.id LEFT JOIN name ON name.id = l.name
       LEFT JOIN statute s ON s.id = l.statute WHERE list = ? ORDER BY item.id, n""",
)
_OF_PAIR = (
    """SELECT o.key, a.change, a.similarity, a.sure, n.key FROM alignment a JOIN provision o ON o.id = a.old
       LEFT JOIN alignment_new w ON w.alignment = a.id LEFT JOIN provision n ON n.id = w.new
       WHERE a.pair = ? ORDER BY a.id, w.n""",
)


class Digests:
    """What one transaction touched; ``settle`` before its commit."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._versions: set[int] = set()
        self._pairs: set[int | None] = set()
        self._lists: set[int | None] = set()

    def touch_version(self, row: int) -> None:
        self._versions.add(row)

    def touch_pair(self, row: int | None) -> None:
        self._pairs.add(row)

    def touch_list(self, row: int | None) -> None:
        self._lists.add(row)

    def touch_citing(self, *, name: int | None = None, statute: int | None = None) -> None:
        """The versions and lists with links under a name, or to a statute."""
        column, value = ("name", name) if name is not None else ("statute", statute)
        sql = f"SELECT DISTINCT provision >> 20 FROM citation WHERE {column} = ?"
        self._versions.update(r[0] for r in self._conn.execute(sql, (value,)))
        sql = f"SELECT DISTINCT list FROM item_link l JOIN item ON item.id = l.item WHERE l.{column} = ?"
        self._lists.update(r[0] for r in self._conn.execute(sql, (value,)))

    def settle(self) -> None:
        """Bring the stored digests and the revision up to date; names that nothing is filed under go."""
        self._conn.execute(
            """DELETE FROM name WHERE NOT EXISTS (SELECT 1 FROM citation WHERE citation.name = name.id)
               AND NOT EXISTS (SELECT 1 FROM item_link WHERE item_link.name = name.id)"""
        )
        for row in self._versions:
            span = (row << 20, (row + 1) << 20)
            self._store("version", row, self._digest(_OF_VERSION, span))
        for pair in self._pairs:
            self._store("pair", pair, self._digest(_OF_PAIR, (pair,)))
        for list_row in self._lists:
            self._store("list", list_row, self._digest(_OF_LIST, (list_row,)))
        revision = self._digest(_SMALL_TABLES, ()).hex()
        self._conn.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('revision', ?)", (revision,))

    def _store(self, table: str, row: int | None, digest: bytes) -> None:
        self._conn.execute(f"UPDATE {table} SET digest = ? WHERE id = ?", (digest, row))

    def _digest(self, queries: Iterable[str], args: tuple[int | None, ...]) -> bytes:
        h = blake2b(digest_size=16)
        for sql in queries:
            for row in self._conn.execute(sql, args):
                for value in row:
                    h.update(value if isinstance(value, bytes) else repr(value).encode("utf-8"))
                    h.update(b"\x1f")
        return h.digest()
