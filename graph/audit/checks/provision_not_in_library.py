"""PROVISION_NOT_IN_LIBRARY 条文未收录."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.checks.not_yet_effective import only_later_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of, version_label


@check("PROVISION_NOT_IN_LIBRARY", "条文未收录", "info")
def provision_not_in_library(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The law is known by the catalogue or an incomplete text, the number is in range, its text is not held.

    Nothing more can be said of it (design, rule 2); a law known to be incomplete never yields "does not exist".
    """
    for cited in view.basis:
        r = cited.resolution
        if only_later_text(cited, context) and cited.version is not None:
            yield Draft(
                f"截至{context.as_of}施行的《{r.law}》文本未收录（法规库最早为{version_label(cited.version)}），内容无法核验",
                cited.index, evidence_of(cited, found=""),
            )
            continue
        if r.law is None or cited.citation.article is None or cited.provision is not None:
            continue
        if r.status in ("article_not_found", "ambiguous"):
            continue
        yield Draft(
            f"{cited_label(cited)}条文未收录，仅知该法存在，内容无法核验；可导入《{r.law}》全文后重新体检",
            cited.index, evidence_of(cited, note=r.reason),
        )
