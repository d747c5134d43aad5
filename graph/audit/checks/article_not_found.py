"""ARTICLE_NOT_FOUND 条款不存在."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import article_id
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of


@check("ARTICLE_NOT_FOUND", "条款不存在", "error")
def article_not_found(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """No version has that article.

    Only said of a law whose text is complete, or whose number of articles the catalogue knows for certain. An
    article that an older version has is ARTICLE_MOVED or ARTICLE_DELETED instead.
    """
    for cited in view.basis:
        r, c = cited.resolution, cited.citation
        if r.status != "article_not_found" or c.article is None:
            continue
        if r.statute_id and any(
            context.provision(article_id(v.id, c.article, c.suffix)) for v in context.versions(r.statute_id)
        ):
            continue
        last = max((v.max_article for v in context.versions(r.statute_id)), default=0) if r.statute_id else 0
        extent = f"，该法共{last}条" if last and last < c.article else ""
        yield Draft(f"{cited_label(cited)}不存在{extent}", cited.index, evidence_of(cited, found="", note=r.reason))
