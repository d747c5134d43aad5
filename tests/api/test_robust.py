"""Things that go wrong around the command line: unwritable places, closed pipes, interruption, its own faults."""

from __future__ import annotations

import os
import pkgutil
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import api.cli
from api.files import write_whole
from ingest.errors import InputError
from tests.api.conftest import DAY, ROOT, youju

PLACE = "河南省/许昌市/临溪县/柳河镇"


def one_line(err: str) -> str:
    (line,) = err.strip().splitlines()
    assert "Traceback" not in line
    return line


@pytest.mark.parametrize("args", [
    ["audit", "--as-of", DAY], ["trace", "完成招商引资任务指标"], ["impact", "大气污染防治法"],
])
def test_output_where_nothing_can_be_written(args: list[str], db: Path, tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    suffix = "svg" if args[0] == "trace" else "xlsx"
    done = youju(*args, "-o", tmp_path / "文件" / f"a.{suffix}", db=db)
    assert done.code == 2 and "写不进去" in one_line(done.err) and "文件夹" in done.err


def test_missing_output_folder_is_made(db: Path, tmp_path: Path) -> None:
    assert youju("audit", "-o", tmp_path / "新" / "夹" / "体检.csv", "--only", "NO_BASIS", db=db).code == 1
    assert [p.name for p in (tmp_path / "新" / "夹").iterdir()] == ["体检.csv"]  # and nothing half written


def test_a_failed_write_keeps_the_earlier_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.html"
    path.write_text("旧")

    def fail(part: Path) -> None:
        part.write_text("半")
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="磁盘已满"):
        write_whole(path, fail)
    assert [(p.name, p.read_text()) for p in tmp_path.iterdir()] == [("报告.html", "旧")]


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_whole(pipe, lambda part: part.write_bytes(b"whole"))
    assert os.read(reader, 100) == b"whole" and pipe.is_fifo()
    os.close(reader)


@pytest.mark.parametrize("args", [["--db"], ["cite"], ["parse"], ["import", "duties", "--place", PLACE], ["import", "sanding"]])
def test_a_folder_where_a_file_is_meant(args: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    done = youju(*args, folder, *(["audit"] if args == ["--db"] else []), cwd=tmp_path)
    assert done.code == 2 and done.out == "" and "Traceback" not in done.err and done.err.strip().splitlines()[-1].count("；") <= 2


def test_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "空夹").mkdir()
    done = youju("import", "laws", tmp_path / "空夹", db=tmp_path / "y.db")
    assert done.code == 2 and "没有读到法规" in done.err.splitlines()[-1]


def test_binary_on_stdin(db: Path) -> None:
    done = youju("cite", "-", "--json", db=db, stdin=bytes(range(256)) * 40)
    assert done.code == 2 and done.out == "" and "编码" in one_line(done.err)
    done = youju("cite", "--jsonl", db=db, stdin=b"\xff\xfe\x00garbage\n" + '{"id": 7, "text": "城规法第65条"}\n'.encode())
    assert done.code == 0 and '"id": 7' in done.out and "error" in done.out.splitlines()[0]


def test_closed_pipe_is_quiet(db: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "api.cli", "--db", str(db), "audit", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    assert running.stdout is not None and running.stderr is not None
    running.stdout.read(10)
    running.stdout.close()
    err = running.stderr.read()
    running.stderr.close()
    assert running.wait(60) in (0, 1) and err == b""


def test_interruption_is_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(api.cli.cli, "main", interrupted)
    with pytest.raises(SystemExit) as stopped:
        api.cli.main(["audit"])
    assert stopped.value.code == 130 and "已中止" in one_line(capsys.readouterr().err)


def test_own_faults_are_one_line_with_a_log(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise KeyError("内部")

    monkeypatch.setattr(api.cli.cli, "main", broken)
    monkeypatch.delenv("YOUJU_DEBUG", raising=False)
    with pytest.raises(SystemExit) as stopped:
        api.cli.main(["audit"])
    line = one_line(capsys.readouterr().err)
    assert stopped.value.code == 2 and line.startswith("程序出错：KeyError")
    log = Path(line[line.index("请把 ") + 3:line.index(" 交给")])
    assert "in broken" in log.read_text("utf-8")
    log.unlink()
    monkeypatch.setenv("YOUJU_DEBUG", "1")
    with pytest.raises(KeyError):
        api.cli.main(["audit"])


@pytest.fixture
def read_only(db: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    """The sample library in a folder in which nothing can be written, also not by root (who is nobody meanwhile)."""
    folder = Path(tempfile.mkdtemp())
    shutil.copy(db, folder / "youju.db")
    folder.chmod(0o555)
    root = os.geteuid() == 0
    run_here("--db", db, "doctor")  # nobody may not read the program itself: all of it is loaded before
    run_here("--db", db, "backup", folder.with_name(folder.name + ".db"))
    capsys.readouterr()
    if root:
        os.seteuid(65534)
    yield folder / "youju.db"
    if root:
        os.seteuid(0)
    folder.chmod(0o755)
    shutil.rmtree(folder)
    folder.with_name(folder.name + ".db").unlink()


def run_here(*args: str | Path) -> int:
    with pytest.raises(SystemExit) as stopped:
        api.cli.main([str(a) for a in args])
    return int(stopped.value.code or 0)


def test_doctor_and_backup_read_where_nothing_can_be_written(read_only: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_here("--db", read_only, "doctor", "--as-of", DAY) == 1  # the sample has its remarks
    told = capsys.readouterr()
    assert told.err == "" and "损坏" not in told.out and "存疑" in told.out
    copy = Path(tempfile.mkdtemp()) / "备份.db"
    assert run_here("--db", read_only, "backup", copy) == 0
    assert copy.stat().st_size == read_only.stat().st_size
    shutil.rmtree(copy.parent)
    assert run_here("--db", read_only, "backup", read_only.with_name("备份.db")) == 2
    assert "备份没有写成" in one_line(capsys.readouterr().err.splitlines()[-1])


@pytest.mark.parametrize("command", [["doctor"], ["backup", "b.db"], ["show", "城乡规划法第六十五条"], ["audit"]])
def test_a_broken_library_is_one_line_that_leads_to_a_backup(command: list[str], db: Path, tmp_path: Path) -> None:
    raw = bytearray(db.read_bytes())
    raw[100:4096] = b"\x5a" * 3996
    db.write_bytes(bytes(raw))
    done = youju(*command, db=db, cwd=tmp_path)
    assert done.code == 2 and done.out == ""
    assert "内容已损坏（" in one_line(done.err) and "请从备份恢复" in done.err and "doctor" not in done.err and "不能写入" not in done.err


def test_a_lost_table_is_named_wherever_it_is_missed(db: Path) -> None:
    with sqlite3.connect(db) as conn:
        conn.execute("DROP TABLE statute")
    done = youju("show", "城乡规划法第六十五条", db=db)
    assert done.code == 2 and "已损坏（缺少表 statute）" in one_line(done.err) and "doctor" not in done.err
    done = youju("doctor", db=db)
    assert done.code == 1 and done.err == "" and "缺少表 statute" in done.out and len(done.out.splitlines()) == 1


LAW = "# 某县水塘管理办法\n\n2020年1月2日 某县人民政府公布\n\n第一条 水塘应当设置护栏。\n\n第二条 本办法自2020年3月1日起施行。\n"


@pytest.mark.parametrize(("where", "call", "told"), [
    ("search.sync_index", 1, "法规已导入；检索索引未建完，下次检索时自动补建"),  # after the commit
    ("graph.sqlite.writer.SqliteLibrary.close", 2, "法规已导入；检索索引未建完，下次检索时自动补建"),  # just after it
    ("graph.importing.laws.link_names", 1, "已中止，法规库保持原样"),
])
def test_interrupted_import_says_what_the_library_holds(
    where: str, call: int, told: str, db: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "某县水塘管理办法.md").write_text(LAW, "utf-8")
    whole = pkgutil.resolve_name(where)
    calls: list[object] = []

    def press(*args: object, **kwargs: object) -> object:
        calls.append(args)
        done = whole(*args, **kwargs)
        if len(calls) == call:
            raise KeyboardInterrupt
        return done

    monkeypatch.setattr(where, press)
    assert run_here("--db", db, "import", "laws", tmp_path / "某县水塘管理办法.md") == 130
    assert told in capsys.readouterr().err.splitlines()[-1]
    monkeypatch.undo()
    assert (youju("show", "某县水塘管理办法第一条", db=db).out.count("护栏") > 0) == ("已导入" in told)


@pytest.mark.parametrize(("name", "content", "told"), [
    (None, b"", "没有可读的文件"),
    ("a.xyz", b"x", "没有可读的文件"),
    ("README.md", "本文件夹存放资料。\n".encode(), "都没有法规内容"),
    ("a.docx", bytes(range(9)) * 500, "法规请另存为 .docx、.pdf"),
])
def test_nothing_read_is_explained(name: str | None, content: bytes, told: str, tmp_path: Path) -> None:
    folder = tmp_path / "夹"
    folder.mkdir()
    if name:
        (folder / name).write_bytes(content)
    done = youju("import", "laws", folder, db=tmp_path / "y.db")
    last = done.err.splitlines()[-1]
    assert done.code == 2 and told in done.out + done.err
    assert ("上面的原因" in last) == (name == "a.docx")  # whose reason is told
