"""Whether the law that a citation names is repealed, by the library's texts or by the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.catalogue import load_catalogue
from corpus.titles import normalise_title
from graph.audit.context import AuditContext, Cited


@dataclass(frozen=True, slots=True)
class RepealFact:
    """A repeal in effect: by what, where, when, in which words."""

    by_title: str
    article: str
    date: str | None
    sentence: str


def repeal_of(cited: Cited, context: AuditContext) -> RepealFact | None:
    """The repeal of the law cited, in effect on the as-of day; None when the law stands or nothing is known.

    A law with a version in force is not repealed, whatever shares its name.
    """
    statute_id = cited.resolution.statute_id
    if statute_id is not None and context.current(statute_id) is not None:
        return None
    if statute_id is not None:
        for r in context.repeals(statute_id):
            by = context.reader.version(r.repealing_version)
            statute = context.statutes.get(by.statute_id) if by else None
            return RepealFact(statute.title if statute else r.repealing_version.split("@")[0], r.article, r.date, r.sentence)
    return _by_catalogue(cited, context)


def _by_catalogue(cited: Cited, context: AuditContext) -> RepealFact | None:
    title = cited.resolution.law
    if title is None:
        return None
    catalogue = load_catalogue()
    for entry in catalogue.by_title(normalise_title(title)):
        fact = catalogue.repeal(entry)
        if fact is not None and (fact.date is None or fact.date <= context.as_of):
            return RepealFact(fact.by_title, fact.article, fact.date, "")
        return None
    return None
