"""The whole corpus imported, counted against facts/: files, laws, versions, articles, duplicates, repeals."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from graph.sqlite.store import open_library
from graph.store import LibraryReader
from tests.support.full_library import full_library

Row = tuple[str, str, str, str]


def evaluate(shared: Path) -> list[Row]:
    """Rows (measure, value, target, note)."""
    path, report = full_library(shared)
    facts = _read(shared / "facts" / "laws.csv")
    with open_library(path) as store:
        rows = [
            ("files read without a crash", f"{report.read + report.unchanged + report.failed}", "all", f"{report.failed} failed, {report.ignored} no statutes"),
            *_laws(store, facts),
            *_links(store),
            ("problems found by the store's own check", str(len(store.check())), "0", ""),
        ]
    rows += [("warning", str(n), "", heading) for heading, n in report.warning_counts()]
    return rows


def _laws(store: LibraryReader, facts: list[dict[str, str]]) -> list[Row]:
    documents = store.documents()
    file_of = {d.path: d for d in documents if d.n == 0}
    held = [f for f in facts if not f["duplicate_of"] and f["status_2026_11_23"] != "part of 民法典 (in force)"]
    versions = {v.id: v for s in store.statutes() for v in store.versions(s.id)}
    right, differing = 0, Counter[str]()
    for fact in held:
        document = next((d for p, d in file_of.items() if p.endswith("/" + fact["file"])), None)
        version = versions.get(document.version_id or "") if document else None
        if version is None:
            differing["no version"] += 1
        elif version.n_articles != int(fact["n_articles"] or 0):
            differing["other number of articles"] += 1
        else:
            right += 1
    duplicates = sum(not d.kept for d in documents)
    return [
        ("statutes", str(len(store.statutes())), f"{len({f['title'] for f in facts})}", "target: distinct titles of facts/laws.csv"),
        ("versions", str(len(versions)), f"{len(held)}", "target: rows that are no duplicate and no part of 民法典"),
        ("documents that repeat a version", str(duplicates), f"{sum(bool(f['duplicate_of']) for f in facts)}", "target: duplicate_of"),
        ("files with the right number of articles", f"{right / len(held):.2%}", "99.9%", ", ".join(f"{k}: {n}" for k, n in differing.items())),
        ("laws in several versions", str(sum(len(store.versions(s.id)) > 1 for s in store.statutes())), "117 pairs", ""),
    ]


def _links(store: LibraryReader) -> list[Row]:
    names = store.names()
    known = [n for n, sid in names if sid]
    counts = store.citation_counts()
    pairs = store.alignment_pairs()
    return [
        ("names cited", str(len(names)), "", f"{len(known)} lead to a law of the library"),
        ("citations of other laws of the library", str(sum(counts.values())), "", f"most cited: {_most(counts)}"),
        ("provisions with a township duty", str(len({p for p, _ in store.township_norms()})), "", ""),
        ("texts aligned in pairs", str(len(pairs)), "", f"{sum(len(store.alignments(*p)) for p in pairs)} rows"),
        ("short names defined by texts", str(len(store.aliases())), "", ""),
    ]


def _most(counts: dict[str, int]) -> str:
    return ", ".join(f"{law} {n}" for law, n in sorted(counts.items(), key=lambda x: -x[1])[:3])


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
