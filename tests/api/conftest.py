"""A library with the sample county, made once; and a way to run the command line as a script would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DAY = "2026-11-24"


@dataclass(frozen=True)
class Done:
    """What a command did."""

    code: int
    out: str
    err: str


def youju(*args: str | Path, db: Path | None = None, stdin: str | bytes = "", cwd: Path | None = None) -> Done:
    """Run ``youju`` in a process of its own."""
    head = ["--db", str(db)] if db else []
    raw = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "api.cli", *head, *map(str, args)], input=raw, capture_output=True, cwd=cwd, check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}, timeout=120,
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``youju demo`` leaves."""
    folder = tmp_path_factory.mktemp("demo") / "out"
    done = youju("demo", "--dir", folder, "--as-of", DAY)
    assert done.code == 0, done.err
    return folder


@pytest.fixture
def db(demo_folder: Path, tmp_path: Path) -> Path:
    """A copy of the sample library that a test may change."""
    copy = tmp_path / "youju.db"
    shutil.copy(demo_folder / "youju.db", copy)
    return copy
