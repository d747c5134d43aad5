"""One unit of files to what the library needs of it. Runs in worker processes and knows no library."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from corpus.aliases import load_aliases
from corpus.catalogue import load_catalogue
from corpus.titles import normalise_title
from graph.importing.parcels import Digest, Parcel, addressed, pack
from graph.model import Link, Repeal
from graph.names import NameIndex, name_key
from ingest.citations import amended_law, apply_context, scan
from ingest.citations.context import amends_several
from ingest.errors import InputError
from ingest.files import read_bounded
from ingest.norms import find_norms
from ingest.records import Article, Citation, CiteContext, Norm, ReadWarning, StatuteDoc
from ingest.repeals import find_repeals
from ingest.statutes import Unit, read_unit

log = logging.getLogger(__name__)
QUOTING_KINDS = frozenset({"amendment", "decision"})
"""Kinds whose articles are another law's: they have no norms of their own."""


@dataclass(frozen=True, slots=True)
class UnitRead:
    """What a worker sends back for one unit. ``parcels`` None: the content is the same as before."""

    unit: Unit
    sha256: str
    parcels: tuple[Parcel, ...] | None
    problems: tuple[ReadWarning, ...] = ()
    ignored: str = ""


def read_units(batch: Sequence[tuple[Unit, str | None]]) -> list[UnitRead]:
    """Read units; the second member is the hash of the content already held, if any."""
    return [_read(unit, held) for unit, held in batch]


def digest(doc: StatuteDoc) -> Digest:
    """Citations, norms, definitions and repeals of a document, each with the address where it stands."""
    definitions: list[tuple[str, str, str]] = []
    defined: dict[str, str] = {}
    links: list[tuple[str, tuple[Link, ...]]] = []
    norms: list[tuple[str, tuple[Norm, ...]]] = []
    own = normalise_title(doc.title)
    for key, body in addressed(doc):
        text = body.text
        context = CiteContext(law=doc.title)
        if isinstance(body, Article):
            context = replace(context, article=body.article, suffix=body.suffix)
        found = scan(text, context, lambda name: name in defined or known_name(name))
        for d in found.definitions:
            if d.alias not in defined:
                defined[d.alias] = d.title
                definitions.append((d.alias, d.title, key))
        if targets := tuple(_links(found.citations, context, defined, own)):
            links.append((key, targets))
        if doc.kind not in QUOTING_KINDS and (duties := find_norms(text)):
            norms.append((key, tuple(duties)))
    repeals = tuple(
        Repeal(r.title, r.dated, "", r.article, r.date, r.scope, r.sentence, None, r.doc_no) for r in find_repeals(doc)
    )
    return Digest(tuple(links), tuple(norms), tuple(definitions), repeals)


def link_name(citation: Citation, defined: Mapping[str, str]) -> str:
    """The key under which the law that a citation names is looked up; "" when it names none."""
    title = citation.inner_title if citation.inner_title and citation.article is not None else citation.title
    if title:
        return name_key(defined.get(title, title))
    return citation.doc_no or ""


# ---------------------------------------------------------------- inside


def _read(unit: Unit, held: str | None) -> UnitRead:
    if held is not None and _content_hash(unit) == held:
        return UnitRead(unit, held, None)
    try:
        read = read_unit(unit)
        parcels = tuple(pack(d, digest(d)) for d in read.docs)
    except Exception as error:  # one file must not stop the thousands beside it: it is named, with the traceback logged
        log.exception("reading %s failed", unit.path)
        problem = ReadWarning("unreadable", f"程序处理该文件时出错（{type(error).__name__}：{error}）", unit.path, "请反馈该文件；其余文件不受影响")
        return UnitRead(unit, "", (), (problem,))
    return UnitRead(unit, read.sha256, parcels, read.problems, read.ignored)


def _content_hash(unit: Unit) -> str | None:
    """As ``read_unit`` computes it; None inside an archive, where reading is the cheapest way to know."""
    if unit.archive:
        return None
    h = hashlib.sha256()
    try:
        for part in unit.parts:
            h.update(read_bounded(Path(part)))
    except InputError:
        return None  # read_unit says what is wrong with it
    return h.hexdigest()


def _links(
    citations: Sequence[Citation], context: CiteContext, defined: Mapping[str, str], own: str
) -> Iterator[Link]:
    """Citations with where they lead; those that stay inside their own article are left out, and the numbers that a
    decision changes, which are those of an earlier text."""
    amended, several = amended_law(context.law), amends_several(context.law)
    for c in citations:
        there = apply_context(c, context)
        if amended is not None and there.kind in ("bare", "anaphor") and defined.get(there.title or "", there.title) == amended:
            continue
        if several and c.inherited and c.kind in ("bare", "relative"):  # of one of the laws, as it was
            continue
        name = link_name(there, defined)
        if there.title is not None and normalise_title(there.title) == own:
            name = ""
        elif not name:
            continue
        if not name and (there.article, there.suffix) == (context.article, context.suffix):
            continue
        yield Link(c, name, None, there.article, there.suffix)


@cache
def _known_names() -> NameIndex:
    """Names known without any library, so that names are cut alike in whatever order files are imported."""
    return NameIndex((), load_catalogue(), load_aliases())


@cache
def known_name(name: str) -> bool:
    """Whether the catalogue or the table of short names knows a name."""
    return _known_names().known(name)
