"""From findings to one verdict an item: 有据 / 存疑 / 无据 / 无法核验."""

from __future__ import annotations

from collections.abc import Sequence

from graph.audit.context import Cited, ItemView
from graph.model import Finding, Verdict

GROUNDLESS = frozenset({"NO_BASIS", "PLACEHOLDER_BASIS", "POWER_NOT_GRANTABLE"})
"""Errors about the item as a whole that leave it without ground."""

UNKNOWN = frozenset({"LAW_NOT_IN_LIBRARY", "PROVISION_NOT_IN_LIBRARY"})
"""The library cannot tell: never counted as wrong (rule 2 of the design)."""


def verdict(view: ItemView, findings: Sequence[Finding]) -> Verdict:
    """One verdict. An item is 有据 only when some basis is verified and nothing asks for a correction.

    Every basis wrong → 无据; nothing verifiable → 无法核验; anything between → 存疑.
    """
    if any(f.code in GROUNDLESS and f.severity == "error" for f in findings):
        return "unsupported"
    states = [_state(cited, findings) for cited in view.basis]
    if not states:
        if any(f.severity != "info" for f in findings):
            return "doubtful"
        return "not_checkable"
    if all(s == "bad" for s in states):
        return "unsupported"
    if any(f.severity in ("error", "warning") for f in findings):
        return "doubtful"
    return "grounded" if "good" in states else "not_checkable"


def _state(cited: Cited, findings: Sequence[Finding]) -> str:
    """``good`` only where the text was found: what nothing was said about is not verified by that."""
    own = [f for f in findings if f.citation == cited.index]
    if any(f.severity == "error" for f in own):
        return "bad"
    if any(f.severity == "warning" for f in own):
        return "doubtful"
    if any(f.code in UNKNOWN for f in own) or cited.resolution.status not in ("resolved", "title_only"):
        return "unknown"
    return "good"
