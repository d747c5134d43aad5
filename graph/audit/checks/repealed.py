"""REPEALED 已废止."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.correspondence import successor_table
from graph.address import listed, parse_id, place_label
from graph.audit.context import AuditContext, Cited, ItemView, text_at
from graph.audit.registry import Draft, check
from graph.audit.repealed_by import RepealFact, repeal_of
from graph.audit.wording import cite_label, cited_label, evidence_of, quoted, source_label
from graph.model import Fix
from graph.versions.diff import diff_text
from graph.versions.places import places_without_text
from graph.versions.trace_forward import CAVEAT, EXTENT_NOTES, successor_of


@check("REPEALED", "已废止", "error")
def repealed(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The law is repealed as of the day; names the repealing law and article, and the matching provision there.

    Rule: 立法法 (a later law of the same body repeals the earlier by saying so). A current law that bears a repealed
    law's title is not repealed (Convention 4); a partial repeal is no repeal of the law.
    """
    for cited in view.basis:
        fact = repeal_of(cited, context)
        if fact is None:
            continue
        by = f"，被{quoted(fact.by_title)}{fact.article}废止" if fact.by_title else ""
        message = f"{cited_label(cited)}已于{fact.date or '较早时'}废止{by}" if fact.date else f"{cited_label(cited)}已废止{by}"
        yield _with_successor(cited, fact, message, context)


def _with_successor(cited: Cited, fact: RepealFact, message: str, context: AuditContext) -> Draft:
    """Add the provision of the repealing law that holds the content today, when the texts or the shipped table show one."""
    evidence = evidence_of(cited, note=fact.sentence)
    if cited.citation.article is None:
        return Draft(message, cited.index, evidence, Fix(quoted(fact.by_title)) if fact.by_title else None)
    places, sure, note = _standing(cited, context) if cited.provision is not None else ([], False, "")
    if not places:
        known, note = _by_table(cited, fact)
        if known:
            return Draft(f"{message}；相应内容现为{listed(known[:3])}{note}", cited.index, evidence, Fix(known[0]))
        look = f"，请查阅{quoted(fact.by_title)}" if fact.by_title else ""
        unfound = "；未找到承接其内容的现行条文" if cited.provision is not None else ""
        return Draft(message + unfound + look, cited.index, evidence)
    labels = listed(cite_label(context, place) for place in places[:3])
    now = context.provision(places[0])
    assert now is not None
    text = text_at(now, places[0])
    return Draft(
        f"{message}；相应内容现为{labels}{note}" if sure else f"{message}；相应内容可能现为{labels}{CAVEAT}", cited.index,
        evidence_of(
            cited, cited=cited.text, found=text, diff=diff_text(cited.text, text), provision=places[0],
            source=source_label(context.current(parse_id(places[0]).statute)), note=fact.sentence,
        ),
        Fix(cite_label(context, places[0]), places[0]),
    )


def _standing(cited: Cited, context: AuditContext) -> tuple[list[str], bool, str]:
    """Ids of the provisions in force that took the place of the cited one, main one first and down to the 款 where
    that is known, whether that is sure, and what is to be said of it; kept in the context."""
    key = cited.resolution.provision
    assert key is not None
    return context.memo("standing", key, lambda: _in_force_after(key, context))


def _in_force_after(provision_id: str, context: AuditContext) -> tuple[list[str], bool, str]:
    forward = successor_of(context.reader, provision_id, context.as_of)
    found = [i for i in forward.places if context.provision(i) is not None]
    return [i for i in found if context.current(parse_id(i).statute) is not None], forward.is_sure, EXTENT_NOTES[forward.extent]


def _by_table(cited: Cited, fact: RepealFact) -> tuple[list[str], str]:
    """How what took the place of the cited article is to be cited, where the texts are not held, and what is to be
    said of it."""
    title = cited.resolution.law or ""
    table = successor_table(title)
    if table is None or (cited.version is not None and cited.version.date != table.old_date):
        return [], ""  # an older text may be meant
    found = places_without_text(title, cited.citation, fact.by_title)
    return [quoted(table.new_title) + place_label(parse_id(i)) for i in found.ids], EXTENT_NOTES[found.extent]
