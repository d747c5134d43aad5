"""PROVISION_NOT_IN_LIBRARY 条文未收录."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.checks.not_yet_effective import only_later_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of, quoted, version_label


@check("PROVISION_NOT_IN_LIBRARY", "条文未收录", "info")
def provision_not_in_library(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The law is known by the catalogue or an incomplete text, the number is in range, its text is not held.

    Nothing more can be said of it (design, rule 2); a law known to be incomplete never yields "does not exist".
    """
    for cited in view.basis:
        r = cited.resolution
        if only_later_text(cited, context) and cited.version is not None:
            yield Draft(
                f"截至{context.as_of}施行的{quoted(r.law or '')}文本未收录（法规库最早为{version_label(cited.version)}），内容无法核验",
                cited.index, evidence_of(cited, found=""),
            )
            continue
        if r.law is None or cited.citation.article is None or cited.provision is not None:
            continue
        if r.status in ("article_not_found", "ambiguous"):
            continue
        known = "收录的文本不完整" if cited.version is not None else "仅知该法存在"
        yield Draft(
            f"{cited_label(cited)}条文未收录，{known}，内容无法核验；可导入{quoted(r.law)}全文后重新体检",
            cited.index, evidence_of(cited, note=r.reason),
        )
