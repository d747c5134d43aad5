"""What follows from the whole library: what names mean, who repeals whom, which day a text holds from and until,
which article became which. Each step writes only what differs from what is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from corpus.catalogue import load_catalogue
from graph.importing.parcels import open_articles, pack_articles
from graph.model import Alignment, HeldDocument, Repeal, Statute, Version
from graph.names import NameIndex
from graph.store import LibraryReader, LibraryWriter
from graph.versions.catalogue_repeals import repeal_by_catalogue
from graph.versions.in_force import amendment_days, intervals, link_repeals
from graph.versions.read_alignment import align_versions
from graph.versions.trace_forward import pairs_to_align
from ingest.records import Article

Versions = Mapping[str, Sequence[Version]]
Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterator[Any]]


def link_names(store: LibraryWriter, names: NameIndex) -> None:
    """Look up every name under which citations are filed; a law that came later finds those that named it before."""
    store.put_names(
        (name, now) for name, before in list(store.names()) if (now := statute_named(name, names)) != before
    )


def statute_named(name: str, names: NameIndex) -> str | None:
    """The one statute of the library that a name certainly means, else None."""
    if (meant := names.certain(name)) is not None:
        return meant.statute.id if meant.statute else None
    numbered = {n.statute.id for n in names.by_doc_no(name) if n.statute}
    return numbered.pop() if len(numbered) == 1 else None


def link_documents(store: LibraryWriter, documents: Sequence[HeldDocument], names: NameIndex) -> list[Repeal]:
    """Aliases and repeals of the documents whose text is held, with the statutes they mean. Returns the repeals."""
    kept = [d for d in documents if d.kept and d.version_id]
    store.put_aliases(sorted({
        (alias, statute, f"{d.version_id}#{address}")
        for d in kept for alias, title, address in d.definitions
        if (statute := statute_named(title, names))
    }))
    statutes = store.statutes()
    versions = {s.id: store.versions(s.id) for s in statutes}
    stated = [replace(r, repealing_version=d.version_id or "") for d in kept for r in d.repeals]
    stated.sort(key=lambda r: (r.repealing_version, r.article, r.repealed_title, r.scope, r.sentence))
    linked = link_repeals(stated, statutes, versions)
    store.put_repeals(linked)
    stated_of = {r.repealed_statute for r in linked if r.scope == "全部"}
    known = [r for s in statutes if s.id not in stated_of and (r := repeal_by_catalogue(s, versions[s.id]))]
    _close_intervals(store, statutes, versions, [*linked, *known])
    return linked


def link_articles(store: LibraryWriter, repeals: Sequence[Repeal], run: Run, say: Callable[[int, int], None]) -> int:
    """Align neighbouring versions, and a repealed law with the one that took its place. Returns the pairs made."""
    statutes = store.statutes()
    versions = {s.id: store.versions(s.id) for s in statutes}
    wanted = {(old, new): ordered for old, new, ordered in pairs_to_align(statutes, versions, repeals)}
    have = set(store.alignment_pairs())
    for old, new in sorted(have - wanted.keys()):
        store.delete_alignments(old, new)
    missing = sorted(wanted.keys() - have)
    jobs = [(old, new, wanted[old, new], _articles(store, old), _articles(store, new)) for old, new in missing]
    jobs.sort(key=lambda job: -len(job[3]) * len(job[4]))  # no worker is left with a long one at the end
    say(0, len(jobs))
    complete = {v for pair in missing for v in pair if (held := store.version(v)) and held.completeness == "complete"}
    for n, (old, new, rows) in enumerate(run(align_pair, jobs), 1):
        # of a text that is not whole nothing is said to be missing
        store.put_alignments(old, new, [r for r in rows if r.new or new in complete])
        say(n, len(jobs))
    return len(jobs)


def align_pair(job: tuple[str, str, bool, bytes, bytes]) -> tuple[str, str, list[Alignment]]:
    """Runs in a worker."""
    old, new, ordered, old_articles, new_articles = job
    return old, new, align_versions(old, new, open_articles(old_articles), open_articles(new_articles), ordered=ordered)


def name_index(reader: LibraryReader) -> NameIndex:
    """Names of the library's statutes and of the catalogue."""
    return NameIndex(reader.statutes(), load_catalogue())


# ---------------------------------------------------------------- inside


def _close_intervals(store: LibraryWriter, statutes: Sequence[Statute], versions: Versions, repeals: Sequence[Repeal]) -> None:
    by_statute: dict[str, list[Repeal]] = {}
    for r in repeals:
        if r.repealed_statute:
            by_statute.setdefault(r.repealed_statute, []).append(r)
    amended = amendment_days(statutes, versions)
    changed: list[Version] = []
    for s in statutes:
        now = intervals(versions[s.id], by_statute.get(s.id, ()), amended.get(s.id))
        changed += [v for v in now if v not in versions[s.id]]
    store.put_versions([(v, store.version_warnings(v.id)) for v in changed])


def _articles(store: LibraryReader, version_id: str) -> bytes:
    return pack_articles([p.body for p in store.provisions(version_id) if isinstance(p.body, Article)])
