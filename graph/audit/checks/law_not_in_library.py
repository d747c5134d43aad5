"""LAW_NOT_IN_LIBRARY 法规库未收录."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of, quoted


@check("LAW_NOT_IN_LIBRARY", "法规库未收录", "info")
def law_not_in_library(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The title is well-formed and neither the library nor the catalogue knows it: not called wrong (design, rule 2).

    One finding a law, however many of its articles are cited.
    """
    seen: set[str] = set()
    for cited in view.basis:
        r = cited.resolution
        if r.status != "law_not_in_library" or r.law is not None:
            continue
        name = cited_label(cited) if cited.citation.article is None else quoted(cited.citation.title or cited.citation.text)
        key = cited.citation.title or cited.citation.text
        if key not in seen:
            seen.add(key)
            yield Draft(
                f"法规库和目录均未收录{name}，无法核验；可导入全文后重新体检",
                cited.index, evidence_of(cited, found="", note=r.reason),
            )
