"""TITLE_INEXACT 名称不规范."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import parse_id, place_label
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.wording import evidence_of, quoted
from graph.model import Fix


@check("TITLE_INEXACT", "名称不规范", "warning")
def title_inexact(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Resolved only by similarity or by an everyday short name; gives the right title.

    Leaving out 中华人民共和国, nested 〈〉 and citations without 书名号 are no TITLE_INEXACT (Convention 2). One
    finding a name, at its first citation.
    """
    seen: set[str] = set()
    for cited in view.basis:
        r, title = cited.resolution, cited.citation.title
        if r.how not in ("similar", "alias") or r.law is None or not title or title in seen:
            continue
        seen.add(title)
        place = place_label(parse_id(r.provision)) if r.provision and "#" in r.provision else ""
        yield Draft(
            f"法规名称不规范：{quoted(title)}应为{quoted(r.law)}", cited.index, evidence_of(cited, cited=title, found=r.law),
            Fix(quoted(r.law) + place, r.provision),
        )
