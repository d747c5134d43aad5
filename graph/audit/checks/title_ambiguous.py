"""TITLE_AMBIGUOUS 名称有歧义."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import evidence_of, quoted


@check("TITLE_AMBIGUOUS", "名称有歧义", "warning")
def title_ambiguous(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Two or more laws could be meant; lists them and picks none (design, rule 1). One finding a name."""
    seen: set[str] = set()
    for cited in view.basis:
        r, title = cited.resolution, cited.citation.title or cited.citation.text
        if r.status != "ambiguous" or title in seen:
            continue
        seen.add(title)
        names = "、".join(quoted(c.title) for c in r.candidates[:5])
        yield Draft(f"{quoted(title)}可能指：{names}，请写明全称", cited.index, evidence_of(cited, found=names))
