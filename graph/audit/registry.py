"""The catalogue of checks. A check is a generator of drafts; only the runner decides severity and exit code."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from graph.model import Evidence, Fix, Severity

Scope = Literal["item", "list", "library"]
"""``item``: called with each ItemView. ``list``: with the views of one list. ``library``: with all views."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a check yields. ``item_id`` is needed in list and library scope only; ``severity`` overrides the default."""

    message: str
    citation: int | None = None
    evidence: Evidence = Evidence()
    fix: Fix | None = None
    severity: Severity | None = None
    item_id: str | None = None


CheckFn = Callable[[Any, Any], Iterator[Draft]]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. ``rule`` is the docstring: the legal rule, with its source."""

    code: str
    name: str
    severity: Severity
    scope: Scope
    run: CheckFn
    rule: str


_CHECKS: dict[str, Check] = {}


def check(code: str, name: str, severity: Severity, scope: Scope = "item") -> Callable[[CheckFn], CheckFn]:
    """Register a check function ``(view(s), context) -> Iterator[Draft]``."""

    def register(fn: CheckFn) -> CheckFn:
        _CHECKS[code] = Check(code, name, severity, scope, fn, (fn.__doc__ or "").strip())
        return fn

    return register


def all_checks() -> dict[str, Check]:
    """Every check by code, in the order of file names. Imports each module of ``graph.audit.checks`` once."""
    package = importlib.import_module("graph.audit.checks")
    for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
        importlib.import_module(f"graph.audit.checks.{module}")
    return dict(_CHECKS)
