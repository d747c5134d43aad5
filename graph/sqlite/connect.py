"""Open the library file: what it is, which schema it has, how it is locked.

WAL mode: readers see the library as it was when they began and never wait for a writer; a writer that is
killed leaves it as it was.
"""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path
from typing import Final
from urllib.parse import quote

from graph.sqlite.trouble import primary_code, trouble
from ingest.errors import InputError

SCHEMA_VERSION: Final = 2
APPLICATION_ID: Final = 0x596A_6C69  # "Yjli": tells a library from any other SQLite file
WRITER_WAIT_MS: Final = 3_000


def connect_reader(path: Path) -> sqlite3.Connection:
    """A read-only connection, also where nothing can be written.

    Raises InputError if the file is missing, foreign, damaged or of another schema.
    """
    if not path.exists():
        raise InputError("法规库不存在", str(path), "请先运行 youju import laws 导入法规，或用 --db 指明库文件")
    _must_look_like_sqlite(path)
    conn = _open(path, "mode=ro")
    try:
        conn.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone()
    except sqlite3.DatabaseError as error:
        # A folder that may not be written to cannot hold the -shm file that WAL needs; nobody else can write either.
        conn.close()
        if primary_code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) or _has_wal(path):
            raise trouble(error, path) from error
        conn = _open(path, "mode=ro&immutable=1")
    _check(conn, path)
    conn.execute("PRAGMA query_only = ON")
    return _tuned(conn)


def connect_writer(path: Path) -> sqlite3.Connection:
    """A read-write connection; a missing or empty file becomes an empty library."""
    if not path.parent.is_dir():
        raise InputError("文件夹不存在", str(path.parent), "请先建立文件夹，或用 --db 指明别处")
    fresh = not path.exists() or path.stat().st_size == 0
    if not fresh:
        _must_look_like_sqlite(path)
    try:
        conn = _open(path, "mode=rwc")
        if fresh:
            _create(conn)
        else:
            _check(conn, path)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA synchronous = NORMAL")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise trouble(error, path) from error
    return _tuned(conn)


def _open(path: Path, options: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.resolve()))}?{options}"
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    conn.execute(f"PRAGMA busy_timeout = {WRITER_WAIT_MS}")
    return conn


def _tuned(conn: sqlite3.Connection) -> sqlite3.Connection:
    conn.execute("PRAGMA cache_size = -65536")  # 64 MB
    conn.execute("PRAGMA mmap_size = 1073741824")
    conn.execute("PRAGMA temp_store = MEMORY")
    return conn


def _create(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("BEGIN IMMEDIATE")
    if conn.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:  # another process was quicker
        conn.execute("ROLLBACK")
        return
    for statement in files("graph.sqlite").joinpath("schema.sql").read_text("utf-8").split(";\n"):
        conn.execute(statement)
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
    conn.execute("COMMIT")


def _must_look_like_sqlite(path: Path) -> None:
    if path.is_dir():
        raise InputError("这是文件夹，不是法规库文件", str(path), "请用 --db 指明库文件")
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise InputError(f"法规库打不开（{error.strerror or error}）", str(path), "请检查文件和文件夹的权限") from error
    if head != b"SQLite format 3\x00":
        raise _foreign(path)


def _check(conn: sqlite3.Connection, path: Path) -> None:
    try:
        application = conn.execute("PRAGMA application_id").fetchone()[0]
        version = conn.execute("PRAGMA user_version").fetchone()[0]
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise trouble(error, path) from error
    if application != APPLICATION_ID:
        raise _foreign(path)
    if version > SCHEMA_VERSION:
        raise InputError("法规库由更新版本的有据建立，本程序读不了", str(path), "请升级有据")
    if version < SCHEMA_VERSION:
        raise InputError("法规库由旧版本的有据建立", str(path), "请另建库文件，重新导入法规和清单")


def _foreign(path: Path) -> InputError:
    return InputError("不是有据的法规库文件", str(path), "请用 --db 指明正确的库文件")


def _has_wal(path: Path) -> bool:
    """Whether what was written last may still stand in the log: without it the library would be read as it was before."""
    wal = path.with_name(path.name + "-wal")
    return wal.exists() and wal.stat().st_size > 0
