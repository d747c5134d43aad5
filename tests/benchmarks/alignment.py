"""Speed of alignment and identification over the corpus, CPU seconds on one core."""

from __future__ import annotations

import time
from pathlib import Path

from graph.versions.align import align
from graph.versions.diff import diff_text
from graph.versions.identify import identify
from graph.versions.trace_forward import pairs_to_align
from tests.support.corpus_library import load


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """Rows for ``python -m tests.benchmarks alignment``."""
    library = load(shared)
    kept = {p.version_id: d.articles for d, p in zip(library.docs, library.found.places, strict=True) if p.kept}
    pairs = pairs_to_align(library.found.statutes, library.versions, library.repeals)
    start = time.process_time()
    rows = [align(kept[a], kept[b], ordered=ordered) for a, b, ordered in pairs]
    aligned = time.process_time() - start
    start = time.process_time()
    identify(library.docs)
    identified = time.process_time() - start
    changed = [(r.old.text, r.new[0].text) for found in rows for r in found if r.new and r.change not in ("same", "moved")]
    start = time.process_time()
    for a, b in changed:
        diff_text(a, b)
    compared = time.process_time() - start
    return [
        ("align every pair of the corpus", f"{aligned:.2f} s", f"{len(pairs)} pairs, {sum(map(len, rows))} old articles; target < 6 s"),
        ("identify every document", f"{identified:.2f} s", f"{len(library.docs)} documents"),
        ("diff of changed articles", f"{len(changed) / max(compared, 1e-9):,.0f} /s", f"{len(changed)} articles"),
    ]
