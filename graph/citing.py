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
    itself. ``before``: the day of a citing text that is older than every version held, whose number is taken as it stands."""

    provision_id: str
    citation: Citation
    then: str = ""
    before: str = ""


def citing_article(reader: LibraryReader, provision: Provision, versions: Sequence[Version]) -> list[Citing]:
    """Provisions that cite an article of one version, and those that cite what it was in the older versions held.

    Where the version that a citing text could mean is not held, its number is taken as it stands; a text from before
    the law was made means another law of its name, and is left out.
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
    made = min((day for v in versions for day in (v.adopted, v.promulgated, v.date) if day), default="")
    for provision_id, citation in reader.cited_by(statute, article.article, article.suffix):
        day = _day_of(reader, versions, provision_id)
        if day is None:  # the law itself
            meant: str | None = parse_id(provision_id).version_id
        else:
            held = version_at(versions, day)
            meant = held.id if held is not None else None
        older = day if day and not any((v.effective_from or v.date) <= day for v in versions) else ""
        if meant == version_id or (meant is None and not then and not (day and day < made)):
            yield Citing(provision_id, citation, then, older)


def _day_of(reader: LibraryReader, versions: Sequence[Version], citing: str) -> str | None:
    """The day when the citing text took effect; None for a text of the law itself, "" where it does not say."""
    by = parse_id(citing)
    if any(v.id == by.version_id for v in versions):
        return None
    text = reader.version(by.version_id)
    return (text.effective_from or text.date) if text is not None else by.date or ""
