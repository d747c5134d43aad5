"""The library as a networkx graph, for traversal that no lookup answers. Nodes are ids; every edge has its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx

from graph.address import article_id
from graph.model import StoredItem
from graph.store import LibraryReader
from graph.versions.in_force import version_at

if TYPE_CHECKING:
    from graph.resolve import Resolver

Kind = Literal["contains", "cites", "based-on", "assigned-to", "leads", "supports", "supersedes", "repeals", "amends"]
KINDS: tuple[Kind, ...] = (
    "contains", "cites", "based-on", "assigned-to", "leads", "supports", "supersedes", "repeals", "amends",
)
Edge = tuple[str, str, Kind, dict[str, Any]]


def as_networkx(reader: LibraryReader, resolver: Resolver, kinds: Collection[Kind] | None = None) -> nx.MultiDiGraph:
    """Nodes carry ``kind`` (statute, version, provision, list, item, organ, clause); edges have their kind as key
    and an ``evidence`` dict. A cited article is that of the version in force on the resolver's day."""
    wanted = set(KINDS if kinds is None else kinds)
    graph = nx.MultiDiGraph(revision=reader.revision(), as_of=resolver.as_of)
    for statute in reader.statutes():
        graph.add_node(statute.id, kind="statute", title=statute.title, level=statute.level)
    for row in reader.lists():
        graph.add_node(row.id, kind="list", title=row.name)
    for rule in reader.sanding_rules():
        for clause in rule.clauses:
            graph.add_node(f"三定:{rule.organ}#{''.join(clause.path)}", kind="clause", title=clause.text)
    for u, v, kind, evidence in _edges(reader, resolver, wanted):
        for node in (u, v):
            if node not in graph:
                graph.add_node(node, kind=_kind_of(node))
        graph.add_edge(u, v, key=kind, evidence=evidence)
    return graph


def _edges(reader: LibraryReader, resolver: Resolver, wanted: set[Kind]) -> Iterator[Edge]:
    if "contains" in wanted:
        yield from _contains(reader)
    for statute in reader.statutes():
        versions = reader.versions(statute.id)
        if "supersedes" in wanted:
            for old, new in pairwise(versions):
                yield new.id, old.id, "supersedes", {"from": new.effective_from}
        if "repeals" in wanted:
            for r in reader.repeals_of(statute.id):
                yield r.repealing_version, statute.id, "repeals", {"sentence": r.sentence, "article": r.article, "scope": r.scope}
        if "cites" in wanted and versions:
            here = version_at(versions, resolver.as_of) or versions[-1]
            for citing, c in reader.cited_by(statute.id):
                target = statute.id if c.article is None else article_id(here.id, c.article, c.suffix)
                yield citing, target, "cites", {"text": c.text, "span": (c.start, c.end)}
    if "amends" in wanted:
        for old_version, new_version in reader.alignment_pairs():
            for a in reader.alignments(old_version, new_version):
                for successor in a.new:
                    yield a.old, successor, "amends", {"change": a.change, "similarity": a.similarity}
    for item in reader.items():
        yield from _of_item(item, resolver, wanted)


def _contains(reader: LibraryReader) -> Iterator[Edge]:
    for statute in reader.statutes():
        for version in reader.versions(statute.id):
            yield statute.id, version.id, "contains", {"source": version.source_path}
            for p in reader.provisions(version.id):
                yield version.id, p.id, "contains", {"number": p.body.number}
    for item in reader.items():
        yield item.list_id, item.id, "contains", {"row": item.item.ref.row, "sheet": item.item.ref.sheet}


def _of_item(item: StoredItem, resolver: Resolver, wanted: set[Kind]) -> Iterator[Edge]:
    duty = item.item
    if "based-on" in wanted:
        for c, r in zip(item.citations, resolver.resolve(item.citations), strict=True):
            if target := r.provision or r.statute_id:
                yield item.id, target, "based-on", {"text": c.text, "span": (c.start, c.end), "status": r.status}
    bodies: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("assigned-to", (duty.bearer,) if duty.bearer else ()), ("leads", duty.lead), ("supports", duty.support),
    )
    for kind, organs in bodies:
        if kind in wanted:
            for organ in organs:
                ends = (item.id, f"机构:{organ}") if kind == "assigned-to" else (f"机构:{organ}", item.id)
                yield *ends, kind, {"text": organ, "row": duty.ref.row}


def _kind_of(node: str) -> str:
    if node.startswith("机构:"):
        return "organ"
    if "@" in node:
        return "provision" if "#" in node else "version"
    return "item" if "#" in node else "statute"
