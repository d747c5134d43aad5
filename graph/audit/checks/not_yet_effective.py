"""NOT_YET_EFFECTIVE 尚未生效."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of


@check("NOT_YET_EFFECTIVE", "尚未生效", "error")
def not_yet_effective(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The version that is cited takes effect after the as-of day.

    Rule: 立法法第六十一条 (a law states its 施行日期; before it, nothing rests on it). A bracketed version not yet in
    force counts too (Convention 3). Where the law itself is older and only a later text of it is held, nothing is
    known of the text of the day: that is PROVISION_NOT_IN_LIBRARY.
    """
    for cited in view.basis:
        v = cited.version
        if v is None or not v.effective_from or v.effective_from <= context.as_of or only_later_text(cited, context):
            continue
        yield Draft(
            f"{cited_label(cited)}自{v.effective_from}起施行，截至{context.as_of}尚未生效", cited.index, evidence_of(cited),
        )


def only_later_text(cited: Cited, context: AuditContext) -> bool:
    """The law stood on the day, and the library holds only a text that came after it."""
    v = cited.version
    if v is None or cited.citation.edition_year is not None or v.adopted is None or v.effective_from is None:
        return False
    return v.effective_from > context.as_of and v.adopted < v.date and v.adopted <= context.as_of
