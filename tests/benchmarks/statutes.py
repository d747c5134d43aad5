"""Speed of reading statutes: megabytes of Markdown a second on one core, decoding excluded and included."""

from __future__ import annotations

import time
from pathlib import Path

from ingest.statutes import parse_statute, plan_units, read_unit

EVERY = 8


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """Rows for ``python -m tests.benchmarks statutes``, over every eighth file; best of three."""
    files = sorted((shared / "corpus").rglob("*.md"))[::EVERY]
    texts = [(str(f), f.read_bytes()) for f in files]
    size = sum(len(data) for _, data in texts) / 1e6
    parse = min(_seconds(lambda: [parse_statute(data.decode("utf-8"), path=path) for path, data in texts]) for _ in range(3))
    units, _ = plan_units(files)
    read = min(_seconds(lambda: [read_unit(unit) for unit in units]) for _ in range(3))
    plan = _seconds(lambda: plan_units([shared / "corpus"]))
    return [
        ("parse Markdown", f"{size / parse:.1f} MB/s", f"{size:.1f} MB, {len(files)} files, CPU time"),
        ("read files (open, hash, parse)", f"{size / read:.1f} MB/s", "CPU time"),
        ("plan the whole corpus", f"{plan * 1000:.0f} ms", "names and sizes only"),
    ]


def _seconds(work: object) -> float:
    assert callable(work)
    start = time.process_time()
    work()
    return time.process_time() - start
