"""Whether the law that a citation names is repealed, by the library's texts or by the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.titles import normalise_title
from graph.address import parse_id
from graph.audit.context import AuditContext, Cited
from graph.versions.catalogue_repeals import catalogue_repeal


@dataclass(frozen=True, slots=True)
class RepealFact:
    """A repeal in effect: by what, where, when, in which words. ``now_title``: the law that stands in its place on the
    day, where the repealing one is repealed too."""

    by_title: str
    article: str
    date: str | None
    sentence: str
    now_title: str


def repeal_of(cited: Cited, context: AuditContext) -> RepealFact | None:
    """The repeal of the law cited, in effect on the as-of day; None when the law stands or nothing is known.

    A law with a version in force is not repealed, whatever shares its name.
    """
    statute_id = cited.resolution.statute_id
    if statute_id is not None and context.current(statute_id) is not None:
        return None
    stated = _of_statute(statute_id, context) if statute_id is not None else None
    if stated is None:
        repeal = catalogue_repeal(cited.resolution.law, context.as_of)
        stated = (repeal.by_title, repeal.article, repeal.date, "") if repeal else None
    return RepealFact(*stated, _in_its_place(stated[0], context)) if stated else None


def _of_statute(statute_id: str, context: AuditContext) -> tuple[str, str, str | None, str] | None:
    """The repeal that the library's texts state."""
    for r in context.repeals(statute_id):
        by = context.reader.version(r.repealing_version)
        statute = context.statutes.get(by.statute_id) if by else None
        return statute.title if statute else parse_id(r.repealing_version).statute, r.article, r.date, r.sentence
    return None


def _in_its_place(title: str, context: AuditContext) -> str:
    """The law that ``title`` led to, through repeals of its own."""
    held = {normalise_title(s.title): s.id for s in context.statutes.values()}
    seen = {title}
    while True:
        statute_id = held.get(normalise_title(title))
        if statute_id is not None and context.current(statute_id) is not None:
            return title
        stated = _of_statute(statute_id, context) if statute_id else None
        repeal = None if stated else catalogue_repeal(title, context.as_of)
        following = stated[0] if stated else repeal.by_title if repeal else None
        if following is None or following in seen:
            return title
        seen.add(following)
        title = following
