"""Imports run downwards only: api → search → graph → ingest → corpus."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ["corpus", "ingest", "graph", "search", "api"]
FILES = [p for layer in LAYERS for p in sorted((ROOT / layer).rglob("*.py"))]


def imported_layers(path: Path) -> set[str]:
    """Top-level packages of ours that a file imports, wherever in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {a.name.split(".")[0] for a in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.split(".")[0])
    return found & set(LAYERS)


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_downwards(path: Path) -> None:
    own = LAYERS.index(path.relative_to(ROOT).parts[0])
    above = {layer for layer in imported_layers(path) if LAYERS.index(layer) > own}
    assert not above, f"{path.relative_to(ROOT)} imports upwards: {sorted(above)}"


def test_every_layer_is_seen() -> None:
    assert {p.relative_to(ROOT).parts[0] for p in FILES} == set(LAYERS)
