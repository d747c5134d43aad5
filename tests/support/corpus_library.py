"""The shared corpus as identified statutes, versions in force and linked repeals, without a store."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graph.model import Repeal, Version
from graph.versions.identify import Identified, Place, identify
from graph.versions.in_force import amendment_days, intervals, link_repeals
from ingest.records import StatuteDoc
from ingest.repeals import find_repeals
from ingest.statutes import plan_units, read_unit


@dataclass(frozen=True)
class CorpusLibrary:
    """``docs[i]`` went to ``found.places[i]``; ``at[file]`` are the indexes of the documents of a corpus file."""

    docs: list[StatuteDoc]
    found: Identified
    at: dict[str, list[int]]
    repeals: list[Repeal]
    repeals_of: dict[str, list[Repeal]]
    versions: dict[str, list[Version]]

    def place(self, file: str) -> Place | None:
        """Where the first document of a file went."""
        rows = self.at.get(file, [])
        return self.found.places[rows[0]] if rows else None

    def articles(self, version_id: str) -> StatuteDoc:
        """The document whose text a version keeps."""
        return next(d for d, p in zip(self.docs, self.found.places, strict=True) if p.kept and p.version_id == version_id)


@lru_cache(maxsize=1)
def load(shared: Path) -> CorpusLibrary:
    """Read everything under corpus/ (half a minute on a quiet core)."""
    corpus = shared / "corpus"
    units, _ = plan_units([corpus])
    docs = [d for unit in units for d in read_unit(unit).docs]
    found = identify(docs)
    at: dict[str, list[int]] = defaultdict(list)
    for i, d in enumerate(docs):
        if d.source is not None:
            at[str(Path(d.source.path).relative_to(corpus))].append(i)
    held: dict[str, list[Version]] = defaultdict(list)
    for v in found.versions:
        held[v.statute_id].append(v)
    stated = [
        Repeal(n.title, n.dated, p.version_id, n.article, n.date, n.scope, n.sentence, doc_no=n.doc_no)
        for d, p in zip(docs, found.places, strict=True) if p.kept for n in find_repeals(d)
    ]  # fmt: skip
    repeals = link_repeals(stated, found.statutes, held)
    of: dict[str, list[Repeal]] = defaultdict(list)
    for r in repeals:
        if r.repealed_statute:
            of[r.repealed_statute].append(r)
    amended = amendment_days(found.statutes, held)
    versions = {s: intervals(v, of[s], amended.get(s)) for s, v in held.items()}
    return CorpusLibrary(docs, found, dict(at), repeals, dict(of), versions)
