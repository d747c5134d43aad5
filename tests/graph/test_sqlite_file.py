"""The library as a file: what is refused, who may read while who writes, what a killed writer leaves."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.sqlite import codec
from graph.sqlite.connect import SCHEMA_VERSION
from graph.sqlite.store import open_library
from graph.sqlite.trouble import trouble
from graph.store import LibraryWriter
from ingest.errors import InputError
from ingest.records import Citation, Quote
from tests.support import stores as s


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with s.sqlite_store(tmp_path) as store:
        s.fill(store)
    return tmp_path / "library.db"


def test_a_missing_library_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"法规库不存在.*youju import laws"):
        open_library(tmp_path / "none.db")
    with pytest.raises(InputError, match="文件夹不存在"):
        open_library(tmp_path / "none" / "x.db", "rw")


@pytest.mark.parametrize("mode", ["r", "rw"])
@pytest.mark.parametrize(("content", "message"), [
    (b"not a library, only some text", "不是有据的法规库文件"),
    (b"SQLite format 3\x00" + b"\xff" * 500, "法规库"),
])
def test_other_files_are_refused_and_left_alone(tmp_path: Path, mode: str, content: bytes, message: str) -> None:
    other = tmp_path / "other.db"
    other.write_bytes(content)
    with pytest.raises(InputError, match=message):
        open_library(other, mode)  # type: ignore[arg-type]
    assert other.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as conn:
        conn.execute("CREATE TABLE t (x)")
    with pytest.raises(InputError, match="不是有据的法规库文件"):
        open_library(tmp_path / "other.db", "rw")


@pytest.mark.parametrize(("version", "message"), [(SCHEMA_VERSION + 1, "请升级有据"), (SCHEMA_VERSION - 1, "重新导入")])
def test_another_schema_is_refused(path: Path, version: int, message: str) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(InputError, match=message):
        open_library(path)


def test_a_read_only_library_cannot_be_written(path: Path) -> None:
    with open_library(path) as reader, pytest.raises((InputError, sqlite3.OperationalError)), reader.transaction():
        reader.put_statutes([s.WELLS])


def test_readers_see_the_library_as_it_was_until_they_refresh(path: Path) -> None:
    with open_library(path, "rw") as writer, open_library(path) as one, open_library(path) as two:
        with writer.transaction():
            writer.delete_statutes(["水井法"])
            assert one.statute("水井法") is not None  # not blocked, not shown half of it
        assert one.statute("水井法") is not None and len(two.provisions(s.WELLS_NEW.id)) == 4
        one.refresh()
        assert one.statute("水井法") is None
        assert two.statute("水井法") is not None


def test_a_second_writer_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.sqlite.connect.WRITER_WAIT_MS", 50)
    with open_library(path, "rw") as one, open_library(path, "rw") as two:
        with one.transaction(), pytest.raises(InputError, match="另一个程序正在写入"), two.transaction():
            raise AssertionError("two writers at once")
        with two.transaction():
            two.set_meta("note", "later")


def test_a_killed_writer_leaves_the_library_as_it_was(path: Path) -> None:
    before = content(path)
    script = (
        "import os, signal, sys\n"
        "from graph.sqlite.store import open_library\n"
        "from tests.support import stores as s\n"
        "store = open_library(sys.argv[1], 'rw')\n"
        "with store.transaction():\n"
        "    store.put_provisions(s.provision(s.ROADS_ONLY.id, n, s.article(n + 1, '长' * 5000)) for n in range(20000))\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], env={**os.environ, "PYTHONPATH": os.getcwd()}, check=False)
    assert done.returncode == -signal.SIGKILL
    assert content(path) == before
    with open_library(path, "rw") as store:
        assert store.check() == []


def test_damage_is_found(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("DELETE FROM provision WHERE key = '2'")
        conn.execute("DELETE FROM statute WHERE sid = '水井法'")
    with open_library(path) as reader:
        whats = [what for what, _, _ in reader.check()]
    assert whats == ["版本没有对应的法规", "引用没有对应的条文", "引用指向不存在的法规", "规范没有对应的条文",
                     "新旧条文对照没有对应的条文", "简称指向不存在的法规"]


@pytest.mark.parametrize("raw", [b"", b"\x00\x00", b'{"number": 3', b'{"number": 5}', b"\xff\xfe"])
def test_a_damaged_record_is_one_clear_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"已损坏.*请从备份恢复"):
        codec.decode_body("3", raw)


def test_sparse_records_come_back_whole() -> None:
    citation = Citation(3, 12, "《水井法》第二条", "full", title="水井法", article=2, quote=Quote(12, 14, "水井"))
    raw = codec.encode_sparse(citation)
    assert codec.decoder(Citation)(raw) == citation
    assert b"pointer" not in raw


def content(path: Path) -> tuple[str, list[str], list[str]]:
    with open_library(path) as store:
        return store.revision(), [p.id + p.text for p in store.iter_provisions()], sorted(store.citation_counts())


def test_sqlite_library_is_a_library_writer(tmp_path: Path) -> None:
    with open_library(tmp_path / "x.db", "rw") as store:
        as_protocol: LibraryWriter = store  # the type checker compares every signature
        assert as_protocol.revision() == ""


@contextmanager
def as_nobody() -> Iterator[None]:
    """Permissions mean nothing to root."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def read_only(path: Path) -> Iterator[Path]:
    """The library in a folder in which nothing can be written."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(path, folder / "library.db")
    (folder / "library.db").chmod(0o444)
    folder.chmod(0o555)
    yield folder / "library.db"
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_library_that_cannot_be_written_is_read_and_not_called_damaged(read_only: Path) -> None:
    with as_nobody():
        with open_library(read_only) as reader:
            assert reader.statute("水井法") is not None and reader.check() == []
        with pytest.raises(InputError, match="法规库所在文件夹不能写入；请复制到可写的文件夹再用"):
            open_library(read_only, "rw")


def test_a_library_without_its_first_table_is_damaged(path: Path) -> None:
    with sqlite3.connect(path) as conn:
        conn.execute("DROP TABLE meta")
    with pytest.raises(InputError, match=r"已损坏（缺少表 meta）；请从备份恢复"):
        open_library(path)


def test_what_only_the_log_holds_is_not_passed_over(read_only: Path) -> None:
    read_only.with_name("library.db-wal").write_bytes(b"")
    with as_nobody(), open_library(read_only) as reader:
        assert reader.statute("水井法") is not None
    read_only.with_name("library.db-wal").write_bytes(b"frames")
    with as_nobody(), pytest.raises(InputError, match="请复制到可写的文件夹再用"):
        open_library(read_only)


@pytest.mark.parametrize("locked", [False, True])
def test_a_full_disk_leaves_the_library_and_gives_the_space_back(path: Path, locked: bool) -> None:
    before = content(path)
    with pytest.raises(InputError, match="磁盘空间不足，法规库保持原样；请腾出空间后再导入"), open_library(path, "rw") as store:
        store._conn.execute("PRAGMA cache_size = 5")  # so that pages are written before the commit
        store._conn.execute("PRAGMA max_page_count = 60")
        if locked:  # PRAGMA optimize fails, too
            store._conn.set_authorizer(lambda action, arg, *_: sqlite3.SQLITE_DENY if arg == "optimize" else sqlite3.SQLITE_OK)
        with store.transaction():
            store.put_provisions(s.provision(s.ROADS_ONLY.id, n, s.article(n + 1, "长" * 5000)) for n in range(200))
    assert content(path) == before
    assert not path.with_name("library.db-wal").exists() or not path.with_name("library.db-wal").stat().st_size


def test_the_log_is_cut_back_while_the_library_stays_open(path: Path) -> None:
    with open_library(path, "rw") as store:
        store._conn.execute("PRAGMA cache_size = 5")
        with pytest.raises(KeyError), store.transaction():
            store.put_provisions(s.provision(s.ROADS_ONLY.id, n, s.article(n + 1, "长" * 5000)) for n in range(200))
            raise KeyError
        assert path.with_name("library.db-wal").stat().st_size == 0


@pytest.mark.parametrize(("code", "text", "told"), [
    (sqlite3.SQLITE_READONLY, "attempt to write a readonly database", "不能写入"),
    (sqlite3.SQLITE_CANTOPEN, "unable to open database file", "不能写入"),
    (sqlite3.SQLITE_FULL, "database or disk is full", "磁盘空间不足"),
    (sqlite3.SQLITE_IOERR_WRITE, "disk I/O error", "磁盘读写出错"),
    (sqlite3.SQLITE_BUSY, "database is locked", "另一个程序"),
    (sqlite3.SQLITE_NOMEM, "out of memory", "读写出错"),
    (sqlite3.SQLITE_CORRUPT, "database disk image is malformed", "已损坏（数据页读不出）；请从备份恢复"),
    (sqlite3.SQLITE_NOTADB, "file is not a database", "已损坏（文件头读不出）"),
    (sqlite3.SQLITE_ERROR, "no such table: name", "已损坏（缺少表 name）"),
    (None, "Could not decode to UTF-8 column 'sid' with text '\xff\n'", "已损坏（文字不是 UTF-8 编码）"),
])
def test_only_what_is_broken_is_called_damaged(code: int | None, text: str, told: str) -> None:
    error = sqlite3.DatabaseError(text)
    if code is not None:
        error.sqlite_errorcode = code
    line = str(trouble(error, Path("x.db")))
    assert told in line and ("已损坏" in line) == ("已损坏" in told) and "\n" not in line


def test_the_log_holds_nothing_committed_when_a_transaction_begins(tmp_path: Path) -> None:
    """On a full disk a log with something to keep could not be emptied, and would go on filling the disk."""
    with open_library(tmp_path / "new.db", "rw") as store:
        assert (tmp_path / "new.db").stat().st_size < 100_000  # the tables stand in the log
        with store.transaction():
            assert (tmp_path / "new.db").stat().st_size > 100_000
