"""Citations (引用) of laws in any text: exact spans, expanded lists, inherited titles. Knows no library."""

from ingest.citations.context import amended_law, apply_context
from ingest.citations.definitions import Definition, find_definitions
from ingest.citations.find import Scan, find_citations, scan

__all__ = ["Definition", "Scan", "amended_law", "apply_context", "find_citations", "find_definitions", "scan"]
