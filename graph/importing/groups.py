"""Documents of one law, old and new, identified together and written where they differ from what is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from graph.importing.parcels import Digest, Parcel, addressed, open_digest, open_doc
from graph.importing.reading import UnitRead, digest
from graph.importing.report import ImportReport
from graph.model import HeldDocument, Link, Provision, Version
from graph.store import LibraryWriter
from graph.versions.identify import Place, group_key, identify
from ingest.records import Article, Section, StatuteDoc


@dataclass(frozen=True, slots=True)
class _Member:
    """A document of a group: just read (``parcel``), or held already."""

    path: str
    n: int
    held: HeldDocument | None = None
    parcel: Parcel | None = None


class GroupWriter:
    """Writes what was read, group by group: memory holds the objects of one law at a time."""

    def __init__(self, store: LibraryWriter, report: ImportReport) -> None:
        self._store = store
        self._report = report

    def write(self, reads: Sequence[UnitRead], say: Callable[[int, int], None]) -> None:
        """Put the documents of ``reads`` in the place of what their paths held before."""
        renewed = {r.unit.path for r in reads}
        members: dict[str, list[_Member]] = defaultdict(list)
        for r in reads:
            for n, parcel in enumerate(r.parcels or ()):
                members[parcel.group].append(_Member(r.unit.path, n, parcel=parcel))
        before = self._store.documents()
        gone: dict[str, list[HeldDocument]] = defaultdict(list)
        for d in before:
            if d.path in renewed:
                gone[group_key(d.doc)].append(d)
        touched = members.keys() | gone.keys()
        for d in before:
            if d.path not in renewed and group_key(d.doc) in touched:
                members[group_key(d.doc)].append(_Member(d.path, d.n, held=d))
        self._store.delete_documents(renewed)
        for done, key in enumerate(sorted(touched)):
            if done % 50 == 0:
                say(done, len(touched))
            self._write_group(members[key], gone[key])
        say(len(touched), len(touched))

    # ------------------------------------------------------------ one group

    def _write_group(self, members: Sequence[_Member], gone: Sequence[HeldDocument]) -> None:
        members = sorted(members, key=lambda m: (m.path, m.n))
        docs = [self._doc(m) for m in members]
        now = identify(docs)
        old = [*gone, *(m.held for m in members if m.held)]
        self._remove(old, {s.id for s in now.statutes}, {v.id for v in now.versions})
        new_statutes = [s for s in now.statutes if self._store.statute(s.id) is None]
        self._store.put_statutes([s for s in now.statutes if self._store.statute(s.id) != s])
        self._report.statutes += len(new_statutes)
        versions = {v.id: v for v in now.versions}
        documents: list[HeldDocument] = []
        for member, doc, place in zip(members, docs, now.places, strict=True):
            documents.append(self._place(member, doc, place, versions[place.version_id]))
        self._store.put_documents(documents)

    def _doc(self, m: _Member) -> StatuteDoc:
        """A document whole, its articles taken from the version that holds them."""
        if m.parcel is not None:
            return open_doc(m.parcel)
        assert m.held is not None
        if not m.held.kept or m.held.version_id is None:
            return m.held.doc
        bodies = [p.body for p in self._store.provisions(m.held.version_id)]
        return replace(
            m.held.doc, articles=tuple(b for b in bodies if isinstance(b, Article)),
            sections=tuple(b for b in bodies if isinstance(b, Section)),
        )

    def _remove(self, old: Sequence[HeldDocument], statutes: set[str], versions: set[str]) -> None:
        """Versions and statutes that no document of the group makes any more."""
        left = {d.version_id for d in old if d.version_id} - versions
        self._store.delete_versions(sorted(v for v in left if self._store.version(v)))
        parents = {d.version_id.partition("@")[0] for d in old if d.version_id} - statutes
        self._store.delete_statutes(sorted(s for s in parents if self._store.statute(s)))

    def _place(self, m: _Member, doc: StatuteDoc, place: Place, version: Version) -> HeldDocument:
        """Store a document's text if it is the one to keep and is not there already; returns its record."""
        said = open_digest(m.parcel) if m.parcel else None
        if not place.kept:
            if m.parcel:
                self._report.duplicates.append((m.path, place.version_id))
        elif m.held and m.held.kept and m.held.version_id == version.id:
            self._put_record(version, doc)
        else:
            said = said or digest(doc)
            self._put_text(version, doc, said)
        if m.parcel:
            self._report.warnings += [(m.path, w) for w in doc.warnings]
        light = replace(doc, articles=(), sections=()) if place.kept else doc
        facts = said or m.held
        assert facts is not None
        return HeldDocument(m.path, m.n, light, facts.definitions, facts.repeals, version.id, place.kept)

    def _put_record(self, version: Version, doc: StatuteDoc) -> None:
        """The version's own record; its days in force are closed later, when all laws are known."""
        self._report.versions += self._store.version(version.id) is None
        self._store.put_versions([(version, doc.warnings)])

    def _put_text(self, version: Version, doc: StatuteDoc, said: Digest) -> None:
        self._put_record(version, doc)
        self._store.put_provisions(
            Provision(f"{version.id}#{key}", version.id, seq, body) for seq, (key, body) in enumerate(addressed(doc))
        )
        self._store.put_citations((f"{version.id}#{key}", _own(links, version.statute_id)) for key, links in said.links)
        self._store.put_norms((f"{version.id}#{key}", norms) for key, norms in said.norms)
        self._report.articles += len(doc.articles)
        self._report.citations += sum(len(links) for _, links in said.links)


def _own(links: Sequence[Link], statute_id: str) -> list[Link]:
    """Links without a name lead to the law itself."""
    return [link if link.name else replace(link, statute_id=statute_id) for link in links]
