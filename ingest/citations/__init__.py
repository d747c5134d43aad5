"""Citations (引用) of laws in any text: exact spans, expanded lists, inherited titles. Knows no library."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ingest.citations.context import amended_law, apply_context

if TYPE_CHECKING:
    from ingest.citations.definitions import Definition, find_definitions
    from ingest.citations.find import Scan, find_citations, scan

__all__ = ["Definition", "Scan", "amended_law", "apply_context", "find_citations", "find_definitions", "scan"]

_GRAMMAR = {
    "Definition": "definitions", "find_definitions": "definitions", "Scan": "find", "find_citations": "find", "scan": "find",
}


def __getattr__(name: str) -> Any:
    """The grammar, read when first asked for: its patterns take a tenth of a second to compile, and who searches by
    words needs none."""
    if name not in _GRAMMAR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_GRAMMAR[name]}"), name)
