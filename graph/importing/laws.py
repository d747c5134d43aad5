"""``import_laws``: files of statutes into the library, in one transaction.

The library is a function of the documents it was given, in whatever order they came: a law's documents are
identified together again whenever one of them is new or changed, and what follows from all of them (names,
repeals, days in force, alignments) is derived anew and written where it differs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from graph.importing.groups import GroupWriter
from graph.importing.linking import link_articles, link_documents, link_names, name_index
from graph.importing.pool import runner
from graph.importing.reading import UnitRead, read_units
from graph.importing.report import ImportReport
from graph.model import SourceFile
from graph.sqlite.store import open_library
from graph.store import LibraryWriter
from ingest.records import ReadWarning
from ingest.statutes import FileProblem, Unit, plan_units

Progress = Callable[[str, int, int], None]
"""(stage in Chinese, done, total)."""

READING_VERSION = "6"
"""Raised when reading changes so that unchanged files must be read again."""
BATCH_BYTES = 600_000


def import_laws(
    path_db: str | Path, paths: Sequence[Path], progress: Progress | None = None, workers: int = 2
) -> ImportReport:
    """Import files, folders and archives. What cannot be read is in the report; the rest goes on.

    Raises InputError when the library cannot be written or another process is writing it.
    """
    with open_library(path_db, "rw") as store:
        return import_into(store, paths, progress, workers)


def import_into(
    store: LibraryWriter, paths: Sequence[Path], progress: Progress | None = None, workers: int = 2
) -> ImportReport:
    """``import_laws`` into an open library of any store."""
    begun = time.perf_counter()
    say = progress or _silent
    report = ImportReport()
    say("查找文件", 0, 1)
    units, problems = plan_units([p.resolve() for p in paths])
    _report_problems(report, problems)
    with store.transaction():
        jobs = _jobs(store, units, report)
        if jobs:
            _read_and_store(store, jobs, report, say, workers)
    report.seconds = time.perf_counter() - begun
    return report


def _read_and_store(
    store: LibraryWriter, jobs: list[tuple[Unit, str | None]], report: ImportReport, say: Progress, workers: int
) -> None:
    with runner(workers, len(jobs)) as run:
        reads: list[UnitRead] = []
        for batch in run(read_units, _batches(jobs)):
            reads += batch
            say("读取法规", len(reads), len(jobs))
        reads.sort(key=lambda r: r.unit.path)
        changed = [r for r in reads if r.parcels is not None]
        _count(report, reads)
        if changed:
            writer = GroupWriter(store, report)
            writer.write(changed, lambda done, total: say("写入法规库", done, total))
            say("识别名称和废止关系", 0, 1)
            names = name_index(store)
            link_names(store, names)
            repeals = link_documents(store, store.documents(), names)
            link_articles(store, repeals, run, lambda done, total: say("对照新旧条文", done, total))
    store.put_sources(SourceFile(r.unit.path, r.unit.size, r.unit.mtime_ns, r.sha256) for r in reads if r.sha256 and not _failed(r))
    store.set_meta("laws_reading", READING_VERSION)


def _jobs(store: LibraryWriter, units: Sequence[Unit], report: ImportReport) -> list[tuple[Unit, str | None]]:
    """Units that must be opened, with the hash of what is held of them."""
    held = {s.path: s for s in store.sources()} if store.meta("laws_reading") == READING_VERSION else {}
    jobs = []
    for unit in units:
        source = held.get(unit.path)
        if source and (source.size, source.mtime_ns) == (unit.size, unit.mtime_ns):
            report.unchanged += 1
        else:
            jobs.append((unit, source.sha256 if source else None))
    return jobs


def _batches(jobs: Iterable[tuple[Unit, str | None]]) -> list[list[tuple[Unit, str | None]]]:
    """Jobs in batches of some size, the largest units first so that no worker is left with one at the end."""
    batches: list[list[tuple[Unit, str | None]]] = []
    room = 0
    for job in sorted(jobs, key=lambda j: (-j[0].size, j[0].path)):
        if room <= 0:
            batches.append([])
            room = BATCH_BYTES
        batches[-1].append(job)
        room -= job[0].size + 1000
    return batches


def _count(report: ImportReport, reads: Sequence[UnitRead]) -> None:
    for r in reads:
        if r.parcels is None:
            report.unchanged += 1
            continue
        report.read += 1
        report.ignored += bool(r.ignored)
        report.failed += _failed(r)
        report.warnings += [(r.unit.path, w) for w in r.problems]


def _failed(read: UnitRead) -> bool:
    """Nothing came of the file although it should have: it is tried, and named, again the next time."""
    return read.parcels == () and not read.ignored


def _report_problems(report: ImportReport, problems: Sequence[FileProblem]) -> None:
    report.failed += len(problems)
    report.warnings += [(p.path, ReadWarning("unreadable", p.message, p.path, p.remedy)) for p in problems]


def _silent(stage: str, done: int, total: int) -> None:
    """No progress is shown."""
