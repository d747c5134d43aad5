"""WHOLE_LAW_ONLY 未指明条款."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.basis import ground_of
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label
from graph.model import Evidence


@check("WHOLE_LAW_ONLY", "未指明条款", "warning")
def whole_law_only(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """A law, regulation or rule is named without an article.

    Rule: 权责清单编制 asks for the provision, not the law. Policy documents are often cited whole: not reported.
    A law that another citation of the same item names with an article is not reported again.
    """
    with_article = {c.resolution.statute_id or c.citation.title for c in view.basis if c.citation.article is not None}
    for cited in view.basis:
        c = cited.citation
        if c.article is not None or c.item is not None or c.title is None:
            continue
        if (cited.resolution.statute_id or c.title) in with_article or ground_of(cited) not in ("law", "rule"):
            continue
        where = f"（只指到第{c.chapter}章）" if c.chapter is not None else ""
        yield Draft(f"{cited_label(cited)}只列法名{where}，未指明条款", cited.index, Evidence(cited=c.text))
