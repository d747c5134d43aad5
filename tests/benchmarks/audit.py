"""Cold audits: one township of 340 items, a county of 20 townships with 7,000; seconds and peak memory of the process."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from graph.importing.duties import import_duties
from graph.sqlite import open_library
from search import sync_index
from tests.evaluation.audit import AS_OF, PLACE
from tests.support.full_library import full_library
from tests.support.planting import Material, Row, faultless, planted

TOWNS, ITEMS, OWN = 20, 350, 30
"""A county: townships, items each, and how many of them are the township's own (the rest are the county's master items)."""


_CODE = """
import resource, sys
from pathlib import Path
from api.cli import main
try:
    main(sys.argv[1:])
except SystemExit:
    status = Path("/proc/self/status")  # on Linux ru_maxrss of a new process begins with its parent's peak
    lines = status.read_text().splitlines() if status.exists() else ()
    kept = [int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmHWM")]
    print(kept[0] if kept else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, file=sys.stderr)
"""


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """Whole processes, reports included; the ratio of the two says whether time grows with items."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "town.db", Path(folder) / "county.db"
        shutil.copy(full_library(shared)[0], small)
        with open_library(small) as reader:
            material = Material(reader, AS_OF, PLACE, 3)
            rows = [*faultless(material, 500), *planted(material, 30)]
        shutil.copy(small, large)
        _import(small, Path(folder), rows[:340], "甲镇")
        for n in range(TOWNS):
            own = [rows[(n * OWN + i) % len(rows)] for i in range(OWN)]
            _import(large, Path(folder), [*rows[:ITEMS - OWN], *own], f"乙{n}镇")
        for db in (small, large):
            with open_library(db) as reader:
                sync_index(db, reader)
        town, county = _audit(small), _audit(large)
    note = "cold process, json to a file, suggestions included; target "
    return [
        ("township, 340 items", f"{town[0]:.1f} s, {town[1]:.0f} MB", note + "3 s"),
        (f"county, {TOWNS * ITEMS} items", f"{county[0]:.1f} s, {county[1]:.0f} MB", note + "15 s, 1.5 GB"),
        ("county / township", f"{county[0] / town[0]:.1f}×", f"{TOWNS * ITEMS / 340:.1f}× the items"),
    ]


def _import(db: Path, folder: Path, rows: Sequence[Row], town: str) -> None:
    path = folder / f"{town}.csv"
    with path.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(("序号", "事项名称", "职权类型", "责任主体", "法律依据"))
        for n, row in enumerate(rows, 1):
            writer.writerow((n, row.name, row.power_type, row.bearer, row.basis))
    import_duties(db, [path], (*PLACE, town), "基本履职")


def _audit(db: Path) -> tuple[float, float]:
    """(seconds, peak MB) of a fresh process."""
    out = db.with_suffix(".json")
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CODE, "--db", str(db), "audit", "--format", "json", "-o", str(out), "--as-of", AS_OF],
        capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    seconds = time.perf_counter() - begun
    return seconds, float(done.stderr.split()[-1])
