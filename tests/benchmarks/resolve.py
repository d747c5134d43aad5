"""Speed of names and resolving."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from corpus.catalogue import load_catalogue
from graph.names import NameIndex
from graph.resolve import Resolver
from ingest.records import Citation
from tests.evaluation.resolve import known_statutes
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

Row = tuple[str, str, str]
COLD = "from corpus.catalogue import load_catalogue; from graph.names import NameIndex; NameIndex((), load_catalogue()).known('x')"


def bench(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.benchmarks resolve``."""
    statutes = known_statutes(shared)
    load_catalogue()
    start = time.perf_counter()
    index = NameIndex(statutes)
    built = time.perf_counter() - start
    index.lookup("没有这样的条例")
    start = time.perf_counter()
    for n in range(200):
        index.lookup(f"没有第{n}种这样的条例")
    missed = (time.perf_counter() - start) / 200
    text = "\n".join(f"第{n}条 内容。" for n in "一二三四五六七八九")
    library = MemoryLibrary([law(f"试验{i}法", text, date="2020-01-01") for i in range(200)])
    cited = [
        Citation(0, 9, "", "full", title=f"试验{i % 200}法", article=1 + i % 9, paragraph=1) for i in range(30_000)
    ]
    resolver = Resolver(library, as_of="2026-01-01")
    start = time.perf_counter()
    resolver.resolve(cited)
    rate = len(cited) / (time.perf_counter() - start)
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    cold = time.perf_counter() - start
    return [
        ("name index of all titles and the catalogue", f"{1000 * built:.0f} ms", f"{len(statutes)} statutes"),
        ("a title that is not known", f"{1000 * missed:.2f} ms", "likeness over all titles; first one loads the words"),
        ("citations resolved", f"{rate:,.0f}/s", "exact titles, down to 款"),
        ("cold process: catalogue and names", f"{1000 * cold:.0f} ms", "with the interpreter's own start"),
    ]
