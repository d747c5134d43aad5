"""SINGLE_PARAGRAPH 单款条误引第一款."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.address import parse_id
from graph.audit.context import AuditContext, ItemView
from graph.audit.intended import intended
from graph.audit.registry import Draft, check
from graph.audit.repealed_by import repeal_of
from graph.audit.wording import cite_label, evidence_of
from graph.model import Fix
from ingest.records import Article


@check("SINGLE_PARAGRAPH", "单款条误引第一款", "info")
def single_paragraph(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The article has one 款: cite the article alone.

    Rule: 全国人大常委会法工委《立法技术规范》: an article of a single paragraph is cited as 第X条, not 第X条第一款.
    What is repealed or has moved is not to be cited there at all.
    """
    for cited in view.basis:
        p = cited.provision
        if cited.citation.paragraph != 1 or cited.resolution.missing or p is None or not isinstance(p.body, Article):
            continue
        if repeal_of(cited, context) is not None or intended(view, cited, context) is not None:
            continue
        if len(p.body.paragraphs) == 1:
            target = str(replace(parse_id(p.id), item=cited.citation.item))
            label = cite_label(context, target)
            yield Draft(f"该条只有一款，应引作{label}", cited.index, evidence_of(cited), Fix(label, target))
