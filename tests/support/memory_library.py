"""A library in memory for tests: the reader protocol over statute documents, without a store.

Grouping is plain on purpose: documents of one short title are one statute, versions follow each other by
date. Pass ``statutes``/``versions`` made elsewhere when a test needs the real identification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from corpus.titles import short_title
from graph.address import article_id, parse_id
from graph.model import (
    Alignment,
    HeldDocument,
    Provision,
    Repeal,
    SourceFile,
    Statute,
    StoredItem,
    StoredList,
    Version,
)
from graph.versions.in_force import intervals
from ingest.records import Citation, Norm, ReadWarning, SandingRule, StatuteDoc


class MemoryLibrary:
    """``LibraryReader`` over documents. What is not given is empty; ``norms`` is called on demand."""

    def __init__(
        self,
        docs: Iterable[StatuteDoc] = (),
        *,
        repeals: Sequence[Repeal] = (),
        aliases: Sequence[tuple[str, str, str]] = (),
        alignments: Sequence[Alignment] = (),
        citations: Mapping[str, Sequence[tuple[Citation, str | None]]] | None = None,
        norms: Callable[[str], Sequence[Norm]] | None = None,
        lists: Sequence[StoredList] = (),
        items: Sequence[StoredItem] = (),
        cited: Mapping[str, Sequence[str]] | None = None,
        sanding: Sequence[SandingRule] = (),
    ) -> None:
        """``citations``: provision id -> its citations with the statute each names;
        ``cited``: item id -> statute ids that its basis names."""
        self._statutes: dict[str, Statute] = {}
        self._versions: dict[str, list[Version]] = {}
        self._provisions: dict[str, dict[str, Provision]] = {}
        self._warnings: dict[str, tuple[ReadWarning, ...]] = {}
        self._repeals = list(repeals)
        self._aliases = list(aliases)
        self._alignments = list(alignments)
        self._citations = dict(citations or {})
        self._find_norms = norms
        self._lists = list(lists)
        self._items = {i.id: i for i in items}
        self._cited = dict(cited or {})
        self._sanding = list(sanding)
        for doc in docs:
            self._add(doc)
        for statute_id in self._versions:
            self._close_intervals(statute_id)

    # ------------------------------------------------------------ names

    def revision(self) -> str:
        return f"{len(self._statutes)}/{len(self._provisions)}/{len(self._items)}"

    def statutes(self) -> Sequence[Statute]:
        return list(self._statutes.values())

    def statute(self, statute_id: str) -> Statute | None:
        return self._statutes.get(statute_id)

    def aliases(self) -> Sequence[tuple[str, str, str]]:
        return self._aliases

    def names(self) -> Sequence[tuple[str, str | None]]:
        return []

    # ------------------------------------------------------------ versions and text

    def versions(self, statute_id: str) -> Sequence[Version]:
        return self._versions.get(statute_id, [])

    def version(self, version_id: str) -> Version | None:
        return next((v for v in self.versions(parse_id(version_id).statute) if v.id == version_id), None)

    def version_warnings(self, version_id: str) -> Sequence[ReadWarning]:
        return self._warnings.get(version_id, ())

    def provision(self, provision_id: str) -> Provision | None:
        a = parse_id(provision_id)
        held = self._provisions.get(a.version_id, {})
        if a.article is None:
            return held.get(provision_id)
        return held.get(article_id(a.version_id, a.article, a.suffix))

    def provisions(self, version_id: str) -> Sequence[Provision]:
        return list(self._provisions.get(version_id, {}).values())

    def iter_provisions(self, version_ids: Iterable[str] | None = None) -> Iterator[Provision]:
        for version_id in self._provisions if version_ids is None else version_ids:
            yield from self._provisions.get(version_id, {}).values()

    # ------------------------------------------------------------ links

    def repeals_of(self, statute_id: str) -> Sequence[Repeal]:
        return [r for r in self._repeals if r.repealed_statute == statute_id]

    def repeals_by(self, version_id: str) -> Sequence[Repeal]:
        return [r for r in self._repeals if r.repealing_version == version_id]

    def alignment_from(self, provision_id: str) -> Sequence[Alignment]:
        return [a for a in self._alignments if a.old == provision_id]

    def alignment_to(self, provision_id: str) -> Sequence[Alignment]:
        return [a for a in self._alignments if provision_id in a.new]

    def alignments(self, old_version: str, new_version: str) -> Sequence[Alignment]:
        return [
            a for a in self._alignments
            if a.old.startswith(old_version + "#") and all(n.startswith(new_version + "#") for n in a.new)
        ]

    def cited_by(self, statute_id: str, article: int | None = None, suffix: int = 0) -> Sequence[tuple[str, Citation]]:
        return [
            (provision_id, c)
            for provision_id, rows in self._citations.items()
            for c, target in rows
            if target == statute_id and (article is None or (c.article, c.suffix) == (article, suffix))
        ]

    def citation_counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for provision_id, rows in self._citations.items():
            for _, target in rows:
                if target is not None and target != parse_id(provision_id).statute:
                    counts[target] = counts.get(target, 0) + 1
        return counts

    def norms(self, provision_id: str) -> Sequence[Norm]:
        provision = self.provision(provision_id)
        if provision is None or self._find_norms is None:
            return ()
        return self._find_norms(provision.text)

    def township_norms(self) -> Iterator[tuple[str, Norm]]:
        for provision in self.iter_provisions():
            for norm in self.norms(provision.id):
                if any(b.tier in ("township", "included") for b in norm.bearers):
                    yield provision.id, norm

    # ------------------------------------------------------------ duties and files

    def lists(self, place: tuple[str, ...] | None = None) -> Sequence[StoredList]:
        return [x for x in self._lists if place is None or x.place[: len(place)] == place]

    def items(self, list_ids: Iterable[str] | None = None) -> Iterator[StoredItem]:
        wanted = None if list_ids is None else set(list_ids)
        return (i for i in self._items.values() if wanted is None or i.list_id in wanted)

    def item(self, item_id: str) -> StoredItem | None:
        return self._items.get(item_id)

    def items_citing(self, statute_id: str) -> Sequence[StoredItem]:
        return [i for i in self._items.values() if statute_id in self._cited.get(i.id, ())]

    def sanding_rules(self) -> Sequence[SandingRule]:
        return self._sanding

    def source_hash(self, path: str) -> str | None:
        return next((v.sha256 for vs in self._versions.values() for v in vs if v.source_path == path), None)

    def alignment_pairs(self) -> Sequence[tuple[str, str]]:
        return sorted({(a.old.partition("#")[0], n.partition("#")[0]) for a in self._alignments for n in a.new[:1]})

    def sources(self) -> Sequence[SourceFile]:
        return []

    def documents(self) -> Sequence[HeldDocument]:
        return []

    def meta(self, key: str) -> str | None:
        return None

    def close(self) -> None:
        return None

    # ------------------------------------------------------------ building

    def _add(self, doc: StatuteDoc) -> None:
        short = short_title(doc.title)
        statute = self._statutes.setdefault(
            short,
            Statute(short, doc.title, short, doc.level, doc.issuer, doc.doc_no, doc.region, doc.kind),
        )
        version_id = f"{statute.id}@{doc.version_date}"
        rows = [
            Provision(article_id(version_id, a.article, a.suffix), version_id, n, a) for n, a in enumerate(doc.articles)
        ] + [
            Provision(f"{version_id}#{s.number or s.kind}", version_id, len(doc.articles) + n, s)
            for n, s in enumerate(doc.sections)
        ]
        self._provisions[version_id] = {p.id: p for p in rows}
        self._warnings[version_id] = doc.warnings
        self._versions.setdefault(statute.id, []).append(Version(
            id=version_id, statute_id=statute.id, date=doc.version_date, adopted=doc.adopted,
            promulgated=doc.promulgated, effective_from=doc.effective or doc.version_date,
            n_articles=len(doc.articles), max_article=max((a.article for a in doc.articles), default=0),
            completeness=doc.completeness, text_kind=doc.text_kind,
            source_path=doc.source.path if doc.source else "", sha256=doc.source.sha256 if doc.source else "",
        ))

    def _close_intervals(self, statute_id: str) -> None:
        self._versions[statute_id] = intervals(self._versions[statute_id], self.repeals_of(statute_id))
