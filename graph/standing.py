"""What became of a provision that a citation leads to: 时效性, the repeal, and where the content stands on the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.catalogue import CatalogueRepeal
from corpus.correspondence import successor_table
from graph.address import parse_id, whole_article
from graph.model import Resolution, Version
from graph.store import LibraryReader
from graph.versions.catalogue_repeals import catalogue_repeal
from graph.versions.in_force import effectiveness, repeal_of
from graph.versions.places import places_without_text
from graph.versions.trace_forward import EXTENT_NOTES, alignments_between, successor_of


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``places``: ids of what stands in the place of a provision, main one first, down to the 款 where that is known, of
    a law that is held or not. ``note``: what is to be said behind them; ``sure``: whether they
    may be named without a caveat; ``lost``: whether what took the law's place was read and nothing there took it up."""

    places: tuple[str, ...] = ()
    note: str = ""
    sure: bool = True
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Renumbered:
    """The article that had this number in the text before, whose content stands elsewhere now. ``now``: () where it
    was deleted; ``sure``: whether that may be said without a caveat."""

    was: str
    now: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """``status``: 时效性 in the words of ``Effectiveness``; ``repeal``: by what, where, from when; ``now``: where the
    content stands."""

    status: str
    repeal: CatalogueRepeal | None = None
    now: Whereabouts = Whereabouts()


def standing(reader: LibraryReader, r: Resolution, as_of: str) -> Standing | None:
    """Of the law that ``r`` names, as of a day; None where it is in force, or nothing is known of it."""
    version = reader.version(r.version_id) if r.version_id else None
    if version is None:
        repeal = catalogue_repeal(r.law, as_of) if r.statute_id is None else None
        return Standing("已废止", repeal, whereabouts(reader, r, as_of, repeal.by_title)) if repeal else None
    versions, repeals = reader.versions(version.statute_id), reader.repeals_of(version.statute_id)
    status = effectiveness(version, versions, repeals, as_of)
    if status == "现行有效":
        return None
    stated = repeal_of(versions, repeals, as_of)
    by = parse_id(stated.repealing_version).statute if stated else ""
    repeal = CatalogueRepeal(by, stated.article, stated.date) if stated else catalogue_repeal(r.law, as_of)
    return Standing(status, repeal, whereabouts(reader, r, as_of, repeal.by_title if repeal else ""))


def renumbered(
    reader: LibraryReader, provision_id: str, version: Version, versions: Sequence[Version], as_of: str
) -> Renumbered | None:
    """What the number of an article of ``version`` meant in the text before, when that was something else."""
    before = [v for v in versions if v.date < version.date]
    if not before:
        return None
    was = f"{before[-1].id}#{provision_id.partition('#')[2]}"
    row = next((a for a in alignments_between(reader, before[-1].id, version.id) if a.old == was), None)
    if row is None or provision_id in row.new:
        return None
    forward = successor_of(reader, was, as_of)
    return None if forward.lost else Renumbered(was, forward.places, forward.is_sure)


def meant_before(reader: LibraryReader, r: Resolution, as_of: str) -> Renumbered | None:
    """What the cited number meant in the text before; None where the citation names its year, or the number is new or
    meant the same."""
    version = reader.version(r.version_id) if r.version_id else None
    c = r.citation
    if version is None or r.provision is None or c.article is None or c.article_end is not None or c.edition_year is not None:
        return None
    return renumbered(reader, whole_article(r.provision), version, reader.versions(version.statute_id), as_of)


def whereabouts(reader: LibraryReader, r: Resolution, as_of: str, by_title: str) -> Whereabouts:
    """Where the content of the cited provision stands on a day: by the texts held, else by the shipped table.

    ``by_title``: the law that repealed the one cited, "" when none did. Nothing is said of a 款 or 项 that the article
    does not have, of a range, nor of a year whose text is not known.
    """
    c = r.citation
    if c.article is None or c.article_end is not None or r.missing is not None:
        return Whereabouts()
    if r.provision is not None and r.edition_held and not _means_a_later_text(r, by_title):
        forward = successor_of(reader, r.provision, as_of)
        here = whole_article(r.provision)
        places = tuple(p for p in forward.places if whole_article(p) != here)
        if places or forward.is_deleted or not forward.placed:
            return Whereabouts(places, forward.note, forward.is_sure, not places)
    found = places_without_text(r.law or "", c, by_title) if by_title else None
    return Whereabouts(found.ids, EXTENT_NOTES[found.extent]) if found else Whereabouts()


def from_older_text(r: Resolution, provision_id: str) -> Resolution:
    """``r`` as if it named the year of the older text that ``provision_id`` stands in."""
    address = parse_id(provision_id)
    citation = replace(r.citation, edition_year=int((address.date or "0")[:4]))
    return replace(r, citation=citation, provision=provision_id, version_id=address.version_id, edition_held=True)


def _means_a_later_text(r: Resolution, by_title: str) -> bool:
    """Whether a number without a year is that of the law's last text, and an older one is held."""
    table = successor_table(r.law or "") if by_title else None
    held = parse_id(r.provision or "").date or ""
    return table is not None and r.citation.edition_year is None and held < table.old_date
