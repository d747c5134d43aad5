"""SANDING_ONLY 仅以三定规定为据."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.basis import grounds, sanding_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence


@check("SANDING_ONLY", "仅以三定规定为据", "info")
def sanding_only(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The only ground is a 三定规定. It founds a duty inside the administration, so this is information, never POLICY_ONLY."""
    text = sanding_text(view)
    untitled = {c.index for c in view.basis if c.citation.title is None and c.resolution.law is None}  # “三定”规定第三条
    if text and all(k in ("sanding", "policy", "party") or i in untitled for i, k in enumerate(grounds(view))):
        yield Draft("仅以三定规定为据，没有法律、法规、规章条款", evidence=Evidence(cited=text[:500]))
