"""The whole corpus from files to a linked library, the same again, lookups, ``show``, the networkx view."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from graph.doctor import examine
from graph.importing.laws import import_laws
from graph.refs import parse_ref
from graph.resolve import Resolver
from graph.show import show
from graph.sqlite.store import open_library
from graph.view import as_networkx

DAY = "2026-11-23"
COLD = (
    "from graph.sqlite.store import open_library\nfrom graph.resolve import Resolver\nfrom graph.show import show\n"
    "import sys\nr = open_library(sys.argv[1])\nshow(r, '城乡规划法第六十五条', Resolver(r, as_of=sys.argv[2]))\n"
)


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """Rows (measure, value, note)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        stages: dict[str, float] = {}
        begun = time.perf_counter()
        report = import_laws(path, [shared / "corpus"], lambda stage, done, total: stages.setdefault(stage, time.perf_counter()) and None)
        first = time.perf_counter() - begun
        again = _seconds(lambda: import_laws(path, [shared / "corpus"]))
        ends = [*itertools.islice(stages.values(), 1, None), begun + first]
        parts = ", ".join(f"{s} {e - b:.1f}" for (s, b), e in zip(stages.items(), ends, strict=True))
        return [
            ("import of the corpus, 2 workers, s", f"{first:.1f}", f"target 40; {report.articles} articles; {parts}"),
            ("the same again, unchanged, s", f"{again:.2f}", "target 5"),
            ("library file, MB", f"{path.stat().st_size / 1e6:.0f}", ""),
            *_queries(path),
        ]


def _queries(path: Path) -> list[tuple[str, str, str]]:
    with open_library(path) as reader:
        versions = [v.id for s in reader.statutes() for v in reader.versions(s.id)]
        ids = [p.id for v in versions[::40] for p in reader.provisions(v)]
        lookup = _seconds(lambda: [reader.provision(i) for i in ids]) / len(ids)
        whole = _seconds(lambda: sum(1 for _ in reader.iter_provisions()))
        resolver = Resolver(reader, as_of=DAY)
        first = _seconds(lambda: show(reader, "城乡规划法第六十五条", resolver))
        warm = _seconds(lambda: show(reader, "民法典第一千零七十九条", resolver))
        ref = _seconds(lambda: [parse_ref("城规法65", resolver) for _ in range(200)]) / 200
        view = _seconds(lambda: as_networkx(reader, resolver, ("cites", "supersedes", "repeals", "amends", "based-on")))
        full = _seconds(lambda: as_networkx(reader, resolver))
        doctor = _seconds(lambda: examine(reader, DAY))
    cold = _seconds(lambda: subprocess.run([sys.executable, "-c", COLD, str(path), DAY], check=True))
    return [
        ("provision by id, µs", f"{lookup * 1e6:.1f}", f"target 20; {len(ids)} lookups"),
        ("every provision, s", f"{whole:.2f}", ""),
        ("show, first / next, ms", f"{first * 1e3:.1f} / {warm * 1e3:.1f}", "target 100"),
        ("show, cold process, s", f"{cold:.2f}", "target 0.5, Python's start included"),
        ("reference read and resolved, µs", f"{ref * 1e6:.0f}", ""),
        ("networkx view of links / of everything, s", f"{view:.1f} / {full:.1f}", ""),
        ("doctor, s", f"{doctor:.1f}", ""),
    ]


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun
