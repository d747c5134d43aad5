"""REPEALED 已废止."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import article_id, listed, parse_id
from graph.audit.context import AuditContext, Cited, ItemView, text_at
from graph.audit.quotes import contains, is_comparable
from graph.audit.registry import Draft, check
from graph.audit.repealed_by import RepealFact, repeal_of
from graph.audit.wording import cite_label, cited_label, evidence_of, quoted, source_label
from graph.model import Fix
from graph.standing import Whereabouts, from_older_text, whereabouts
from graph.versions.diff import diff_text


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
        return Draft(message, cited.index, evidence, Fix(quoted(fact.now_title)) if fact.now_title else None)
    now = _standing(cited, fact, context)
    places = [p for p in now.places if not _is_past(p, context)]
    if not places:
        look = f"，请查阅{quoted(fact.now_title)}" if fact.now_title else ""
        unfound = "；未找到承接其内容的现行条文" if now.lost else ""
        return Draft(message + unfound + look, cited.index, evidence)
    labels = listed(cite_label(context, place) for place in places[:_NAMED]) + ("等" if len(places) > _NAMED else "")
    said = f"{message}；相应内容{'现为' if now.sure else '可能现为'}{labels}{now.note}"
    held = context.provision(places[0])
    if held is None:
        return Draft(said, cited.index, evidence, Fix(cite_label(context, places[0])))
    text = text_at(held, places[0])
    return Draft(
        said, cited.index,
        evidence_of(
            cited, cited=cited.text, found=text, diff=diff_text(cited.text, text), provision=places[0],
            source=source_label(context.current(parse_id(places[0]).statute)), note=fact.sentence,
        ),
        Fix(cite_label(context, places[0]), places[0]),
    )


_NAMED = 3  # places that a message names


def _standing(cited: Cited, fact: RepealFact, context: AuditContext) -> Whereabouts:
    """Where the content stands; of the older text that the item's quote comes from, when it does. Kept in the context."""
    r = cited.resolution
    older = _quoted_from(cited, context)
    c = r.citation
    key = older or (r.law, r.provision, c.article, c.suffix, c.paragraph, c.item, c.edition_year)
    meant = from_older_text(r, older) if older else r
    return context.memo("standing", key, lambda: whereabouts(context.reader, meant, context.as_of, fact.by_title))


def _quoted_from(cited: Cited, context: AuditContext) -> str | None:
    """The article of that number in an older text, where the item's quote stands in it and not in the last one."""
    c = cited.citation
    if c.quote is None or cited.provision is None or cited.version is None or not is_comparable(c.quote.text):
        return None
    if contains(cited.provision.text, c.quote.text):
        return None
    for version in reversed(context.versions(cited.version.statute_id)):
        found = context.provision(article_id(version.id, c.article or 0, c.suffix))
        if version.date < cited.version.date and found is not None and contains(found.text, c.quote.text):
            return found.id
    return None


def _is_past(provision_id: str, context: AuditContext) -> bool:
    """Whether the law of a place is held and not in force on the day."""
    statute = parse_id(provision_id).statute
    return statute in context.statutes and context.current(statute) is None
