"""Who cites an article, by the text that each citing law could mean: a number of 2021 is read in the version of 2021."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.address import parse_id
from graph.model import Provision, Version
from graph.store import LibraryReader
from graph.versions.in_force import version_at
from graph.versions.trace_forward import alignments_between
from ingest.records import Article, Citation


@dataclass(frozen=True, slots=True)
class Citing:
    """A provision that cites an article. ``then``: id of the older provision whose number it gives, "" for the article
    itself."""

    provision_id: str
    citation: Citation
    then: str = ""


def citing_article(reader: LibraryReader, provision: Provision, versions: Sequence[Version]) -> list[Citing]:
    """Provisions that cite an article of one version, and those that cite what it was in the older versions held.

    Where the version that a citing text could mean is not held, its number is taken as it stands.
    """
    if not isinstance(provision.body, Article):
        return []
    address = parse_id(provision.id)
    found = list(_meaning(reader, versions, address.version_id, provision.body, ""))
    for older in versions:
        if older.id == address.version_id or older.date >= (address.date or ""):
            continue
        for step in alignments_between(reader, older.id, address.version_id):
            if provision.id in step.new and (was := reader.provision(step.old)) and isinstance(was.body, Article):
                found += _meaning(reader, versions, older.id, was.body, step.old)
    return found


def _meaning(
    reader: LibraryReader, versions: Sequence[Version], version_id: str, article: Article, then: str
) -> Iterator[Citing]:
    """Citations of a number by texts that could mean this version."""
    statute = parse_id(version_id).statute
    for provision_id, citation in reader.cited_by(statute, article.article, article.suffix):
        meant = _version_meant(reader, versions, provision_id)
        if meant == version_id or (meant is None and not then):
            yield Citing(provision_id, citation, then)


def _version_meant(reader: LibraryReader, versions: Sequence[Version], citing: str) -> str | None:
    """The version in force when the citing text took effect; None where none is held of that day."""
    by = parse_id(citing)
    if any(v.id == by.version_id for v in versions):
        return by.version_id  # the law itself
    text = reader.version(by.version_id)
    day = (text.effective_from or text.date) if text is not None else by.date or ""
    meant = version_at(versions, day)
    return meant.id if meant is not None else None
