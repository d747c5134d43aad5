"""REPEALED 已废止."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import parse_id
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.registry import Draft, check
from graph.audit.repealed_by import RepealFact, repeal_of
from graph.audit.wording import cite_label, cited_label, evidence_of, quoted, source_label
from graph.model import Fix, Provision
from graph.versions.diff import diff_text
from graph.versions.trace_forward import CAVEAT, successor_of


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
    """Add the provision of the repealing law that holds the content today, when the texts show one."""
    evidence = evidence_of(cited, note=fact.sentence)
    if cited.provision is None or cited.citation.article is None:
        fix = Fix(quoted(fact.by_title)) if fact.by_title and cited.citation.article is None else None
        return Draft(message, cited.index, evidence, fix)
    places, sure = _standing(cited, context)
    if not places:
        look = f"，请查阅{quoted(fact.by_title)}" if fact.by_title else ""
        return Draft(f"{message}；未找到内容相同的现行条文{look}", cited.index, evidence)
    labels = "、".join(cite_label(context, p.id) for p in places[:3])
    new_version = context.current(parse_id(places[0].id).statute)
    return Draft(
        f"{message}；相应内容现为{labels}" if sure else f"{message}；相应内容可能现为{labels}{CAVEAT}", cited.index,
        evidence_of(
            cited, cited=cited.provision.text, found=places[0].text, diff=diff_text(cited.provision.text, places[0].text),
            provision=places[0].id, source=source_label(new_version), note=fact.sentence,
        ),
        Fix(cite_label(context, places[0].id), places[0].id),
    )


def _standing(cited: Cited, context: AuditContext) -> tuple[list[Provision], bool]:
    """Provisions in force that took the place of the cited one, main one first, and whether that is sure; kept in
    the context."""
    assert cited.provision is not None
    key = cited.provision.id
    return context.memo("standing", key, lambda: _in_force_after(key, context))


def _in_force_after(provision_id: str, context: AuditContext) -> tuple[list[Provision], bool]:
    forward = successor_of(context.reader, provision_id, context.as_of)
    found = [p for i in forward.provisions if (p := context.provision(i)) is not None]
    return [p for p in found if context.current(parse_id(p.id).statute) is not None], forward.is_sure
