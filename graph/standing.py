"""What became of a provision that a citation leads to: 时效性, the repeal, and where the content stands on the day."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.catalogue import CatalogueRepeal, load_catalogue
from corpus.correspondence import Extent
from corpus.titles import normalise_title
from graph.address import parse_id, whole_article
from graph.model import Resolution
from graph.store import LibraryReader
from graph.versions.in_force import effectiveness, repeal_of
from graph.versions.places import places_without_text
from graph.versions.trace_forward import successor_of


@dataclass(frozen=True, slots=True)
class Standing:
    """``status``: 时效性 in the words of ``Effectiveness``; ``repeal``: by what, where, from when; ``now``: ids of what
    stands in its place, main one first, whether that is ``sure``, and how much of the provision it holds."""

    status: str
    repeal: CatalogueRepeal | None = None
    now: tuple[str, ...] = ()
    sure: bool = True
    extent: Extent = "whole"


def standing(reader: LibraryReader, r: Resolution, as_of: str) -> Standing | None:
    """Of the law that ``r`` names, as of a day; None where it is in force, or nothing is known of it."""
    version = reader.version(r.version_id) if r.version_id else None
    if version is None:
        return _by_catalogue(r, as_of) if r.statute_id is None else None
    versions, repeals = reader.versions(version.statute_id), reader.repeals_of(version.statute_id)
    status = effectiveness(version, versions, repeals, as_of)
    if status == "现行有效":
        return None
    stated = repeal_of(versions, repeals, as_of)
    repeal = CatalogueRepeal(parse_id(stated.repealing_version).statute, stated.article, stated.date) if stated else None
    if r.provision is None or parse_id(r.provision).article is None:
        return Standing(status, repeal)
    forward = successor_of(reader, r.provision, as_of)
    here = whole_article(r.provision)
    return Standing(status, repeal, tuple(p for p in forward.places if whole_article(p) != here), forward.is_sure, forward.extent)


def _by_catalogue(r: Resolution, as_of: str) -> Standing | None:
    catalogue = load_catalogue()
    for entry in catalogue.by_title(normalise_title(r.law or "")):
        repeal = catalogue.repeal(entry)
        if repeal is None or (repeal.date or "") > as_of:
            return None
        found = places_without_text(entry.title, r.citation, repeal.by_title)
        return Standing("已废止", repeal, found.ids, extent=found.extent)
    return None
