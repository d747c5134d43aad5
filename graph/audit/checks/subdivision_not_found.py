"""SUBDIVISION_NOT_FOUND 款项不存在."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.address import parse_id
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import intended
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, cited_label, evidence_of
from graph.model import Fix
from ingest.numerals import format_numeral
from ingest.records import Article

_NAMES = {"paragraph": "款", "item": "项", "subitem": "目"}


@check("SUBDIVISION_NOT_FOUND", "款项不存在", "error")
def subdivision_not_found(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The article is there, that 款/项/目 is not; says when 款 and 项 look swapped (第二十条第二款 for 第(二)项).

    Rule: 立法法第六十五条 divides 条 into 款、项、目. An article known to have moved is judged by its move alone.
    """
    for cited in view.basis:
        missing, provision = cited.resolution.missing, cited.provision
        if missing is None or provision is None or not isinstance(provision.body, Article):
            continue
        if cited.version is not None and cited.version.completeness == "truncated" and _is_last(cited, context):
            continue
        if intended(view, cited, context) is not None:
            continue
        swapped = _swapped(cited, provision.body)
        have = len(provision.body.paragraphs)
        note = f"，该条共{have}款" if missing == "paragraph" else ""
        fix = None
        if swapped is not None:
            target = str(replace(parse_id(provision.id), paragraph=swapped[0], item=swapped[1]))
            fix = Fix(cite_label(context, target), target)
            note = f"，疑为第（{format_numeral(swapped[1])}）项之误" if swapped[1] else f"，疑为第{format_numeral(swapped[0] or 1)}款之误"
        yield Draft(
            f"{cited_label(cited)}不存在：该条没有所引的{_NAMES[missing]}{note}", cited.index,
            evidence_of(cited, found=provision.text), fix,
        )


def _swapped(cited: Cited, article: Article) -> tuple[int | None, int | None] | None:
    """(paragraph, item) that was probably meant, if 款 and 项 look swapped; None otherwise."""
    c = cited.citation
    holders = [i for i, p in enumerate(article.paragraphs, 1) if p.items]
    if c.paragraph is not None and c.item is None and len(holders) == 1:
        items = article.paragraphs[holders[0] - 1].items
        if any(it.item == c.paragraph for it in items):
            return (holders[0] if len(article.paragraphs) > 1 else None, c.paragraph)
    if c.item is not None and c.paragraph is None and not holders and 1 < c.item <= len(article.paragraphs):
        return (c.item, None)
    return None


def _is_last(cited: Cited, context: AuditContext) -> bool:
    provisions = context.provisions(cited.version.id) if cited.version else ()
    articles = [p for p in provisions if isinstance(p.body, Article)]
    return bool(articles) and cited.provision is not None and articles[-1].id == cited.provision.id
