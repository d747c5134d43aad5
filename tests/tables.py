"""Shared by evaluation and benchmarks: find the modules, print the tables."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType

from tests.conftest import shared_root


def shared_or_exit() -> Path:
    """The folder with corpus/, facts/ and gold/, or a message and exit code 2."""
    root = shared_root()
    if root is None:
        sys.exit("no shared corpus: put ../shared beside the project or set YOUJU_CORPUS")
    return root


def collect(package: str, function: str, wanted: Sequence[str]) -> Iterator[tuple[str, ModuleType]]:
    """Modules of a package that have the function, in order of name; only those ``wanted`` when any is."""
    folder = importlib.import_module(package).__path__
    names = sorted(m.name for m in pkgutil.iter_modules(folder) if not m.name.startswith("_"))
    unknown = set(wanted) - set(names)
    if unknown:
        sys.exit(f"no such module in {package}: {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    for name in names:
        if wanted and name not in wanted:
            continue
        module = importlib.import_module(f"{package}.{name}")
        if hasattr(module, function):
            yield name, module


def print_rows(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table under its name; the first column padded, the rest as they are."""
    print(f"\n== {name}")
    widths = [max(len(str(r[i])) for r in (header, *rows)) for i in range(len(header) - 1)]
    for row in (header, *rows):
        print("  ".join([*(str(c).ljust(w) for c, w in zip(row, widths, strict=False)), str(row[-1])]).rstrip(), flush=True)
