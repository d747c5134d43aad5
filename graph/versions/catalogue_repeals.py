"""Repeals that the shipped catalogue knows: a law is not in force because the library lacks the text that ended it."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.catalogue import CatalogueEntry, CatalogueRepeal, load_catalogue
from corpus.titles import normalise_title, short_title
from graph.model import Repeal, Statute, Version


def catalogue_repeal(title: str | None, as_of: str) -> CatalogueRepeal | None:
    """The repeal of a law as a whole, in effect on a day."""
    entry = _entry(title or "")
    repeal = load_catalogue().repeal(entry) if entry else None
    return repeal if repeal is not None and (repeal.date or "") <= as_of else None


def repeal_by_catalogue(statute: Statute, versions: Sequence[Version]) -> Repeal | None:
    """The same for a law that is held, as a record whose repealing text need not be held. A text dated on or after
    the repeal is another law that took over the title."""
    entry = _entry(statute.title)
    repeal = load_catalogue().repeal(entry) if entry and entry.title == statute.title else None
    if repeal is None or repeal.date is None or any(v.date >= repeal.date for v in versions):
        return None
    by = _entry(repeal.by_title)
    dates = [v.date for v in by.versions if v.date <= repeal.date] if by else []
    version_id = f"{short_title(repeal.by_title)}@{max(dates, default=repeal.date)}"
    return Repeal(statute.title, None, version_id, repeal.article, repeal.date, "全部", "", statute.id)


def _entry(title: str) -> CatalogueEntry | None:
    return next(iter(load_catalogue().by_title(normalise_title(title))), None)
