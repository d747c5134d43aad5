"""Speed of search: one process, one thread, the whole corpus; and ten times the corpus."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from graph.model import Provision
from graph.resolve import Resolver
from graph.sqlite.store import SqliteLibrary, open_library
from search import Index, complete, open_index, search, suggest, sync_index
from search.entries import Entries
from search.holdings import Holdings, Tables
from search.index import index_folder
from tests.conftest import ROOT
from tests.support.full_library import full_library
from tests.train.items import LABELLED
from tests.train.questions import read_questions

Row = tuple[str, str, str]
COPIES = 10
EVERY = 8  # of the questions
DAY = "2026-11-23"
PREFIXES = ("城", "城乡", "cxgh", "土地管理", "违建", "村民委员会")
COLD = """
import sys, time
started = time.perf_counter()
from graph.resolve import Resolver
from graph.sqlite.store import open_library
from search import open_index, search
reader = open_library(sys.argv[1])
index = open_index(sys.argv[1], reader)
search(index, reader, Resolver(reader, as_of="2026-11-23"), sys.argv[2])
print(time.perf_counter() - started)
"""


def bench(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.benchmarks search``."""
    path, _ = full_library(shared)
    with open_library(path) as reader:
        rows = _build(path, reader)
        index = open_index(path, reader)
        resolver = Resolver(reader, as_of=DAY)
        questions = [q for q, _ in read_questions(shared)][::EVERY]
        names = [json.loads(line)["name"] for line in LABELLED.read_text("utf-8").splitlines()]
        rows += _latency(f"{index.n_docs:,} provisions", index, reader, resolver, questions, names)
        rows.append(_row("completions", [lambda p=p: complete(index, p) for p in PREFIXES * 5], "target under 20 ms"))
        rows += _cold(path)
        large, reader_of_copies = _copies(index, reader)
        rows += _latency(f"{large.n_docs:,} provisions (synthetic)", large, reader_of_copies, resolver, questions[:60], names[:60])
    return rows


def _build(path: Path, reader: SqliteLibrary) -> list[Row]:
    folder = index_folder(path)
    if folder.exists():
        (folder / "manifest.json").unlink(missing_ok=True)
    started = time.perf_counter()
    sync_index(path, reader)
    seconds = time.perf_counter() - started
    size = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())
    started = time.perf_counter()
    sync_index(path, reader)
    again = time.perf_counter() - started
    return [
        ("index build, one process", f"{seconds:.1f} s", "whole corpus; target under 20 s"),
        ("index on disk", f"{size / 1e6:.1f} MB", "target under 60 MB"),
        ("sync of an unchanged library", f"{again * 1000:.0f} ms", ""),
    ]


def _latency(
    size: str, index: Index, reader: Any, resolver: Resolver, questions: Sequence[str], names: Sequence[str]
) -> list[Row]:
    for warm in (questions[0], names[0]):
        search(index, reader, resolver, warm)
    suggest(index, reader, resolver, names[0])
    targets = "target 12 / 50" if "synthetic" in size else "target 4 / 15"
    asked = [lambda q=q: search(index, reader, resolver, q) for q in questions]
    worded = [lambda q=q: search(index, reader, resolver, q) for q in names]
    return [
        _row(f"questions, {size}", asked, f"20 hits with texts, highlights, facets, reranked; {targets}"),
        _row(f"official words, {size}", worded, f"20 hits with texts, highlights, facets; {targets}"),
        _row(f"questions and official words together, {size}", [*asked, *worded], f"{len(asked)} and {len(worded)}; {targets}"),
        _row(f"suggest, {size}", [lambda q=q: suggest(index, reader, resolver, q) for q in names], "10 grounds with reasons"),
    ]


def _row(name: str, calls: Sequence[Callable[[], object]], note: str) -> Row:
    times = []
    for call in calls:
        started = time.perf_counter()
        call()
        times.append((time.perf_counter() - started) * 1000)
    p50, p99 = np.percentile(times, [50, 99])
    return (name, f"p50 {p50:.1f} ms, p99 {p99:.1f} ms", note)


def _cold(path: Path) -> list[Row]:
    rows = []
    for kind, query in (("words", "秸秆焚烧"), ("a reference", "城规法65"), ("a question", "宅基地可以卖给城里人吗？")):
        seconds = min(
            float(subprocess.run([sys.executable, "-c", COLD, str(path), query], cwd=ROOT, check=True, capture_output=True).stdout)
            for _ in range(3)
        )
        rows.append((f"first query of a cold process: {kind}", f"{seconds:.2f} s", "imports, opening, query; target under 0.5 s"))
    return rows


# ---------------------------------------------------------------- ten times the corpus


class _CopiedLibrary:
    """The library as ten: texts of copies are those of the originals."""

    def __init__(self, reader: SqliteLibrary) -> None:
        self._reader = reader

    def provision(self, provision_id: str) -> Provision | None:
        statute, _, rest = provision_id.partition("@")
        return self._reader.provision(f"{statute.partition('~')[0]}@{rest}")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reader, name)


def _copies(index: Index, reader: SqliteLibrary) -> tuple[Index, _CopiedLibrary]:
    """The index ``COPIES`` times over, every copy under names of its own."""
    h = index.holdings
    n = len(h.statutes)
    change = msgspec.structs.replace
    statutes = [change(s, id=f"{s.id}~{c}" if c else s.id) for c in range(COPIES) for s in h.statutes]
    versions = [change(v, id=_copy_id(v.id, c), statute=v.statute + c * n) for c in range(COPIES) for v in h.versions]
    segments = tuple(
        replace(s, name=f"{s.name}~{c}", spans=tuple(replace(x, version_id=_copy_id(x.version_id, c)) for x in s.spans))
        for c in range(COPIES) for s in index.segments
    )
    names = msgspec.structs.replace(index.entries.names, initials=index.entries.names.initials * COPIES)
    entries = Entries(names, index.entries.files, replace(index.entries.titles, n_docs=n * COPIES))
    holdings = Holdings(Tables(statutes, versions, h.lists))
    return replace(index, segments=segments, holdings=holdings, entries=entries, memo={}), _CopiedLibrary(reader)


def _copy_id(version_id: str, copy: int) -> str:
    statute, _, date = version_id.partition("@")
    return f"{statute}~{copy}@{date}" if copy else version_id
