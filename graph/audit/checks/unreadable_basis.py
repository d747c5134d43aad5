"""UNREADABLE_BASIS 依据无法识别."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.basis import is_empty, sanding_text
from graph.audit.checks.no_basis import no_basis
from graph.audit.checks.placeholder_basis import placeholder_basis
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence


@check("UNREADABLE_BASIS", "依据无法识别", "warning")
def unreadable_basis(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Text is there, no citation was found in it, and it is neither empty nor a placeholder.

    Rule 1 of the design: an unrecognised basis is said, never guessed.
    """
    raw = view.item.basis_raw.strip()
    if view.basis or is_empty(raw) or sanding_text(view):
        return
    if any(True for _ in no_basis(view, context)) or any(True for _ in placeholder_basis(view, context)):
        return
    shown = re.sub(r"\s+", " ", raw)[:60]
    yield Draft(f"依据栏有文字，但未识别出法律文件名称或条号：“{shown}”，请核对原文", evidence=Evidence(cited=raw[:500]))
