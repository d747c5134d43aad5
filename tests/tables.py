"""Shared by evaluation and benchmarks: find the modules, print the tables."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import re
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


def against_record(folder: Path, name: str, rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """Rows with what was last recorded put after each value, and by how much each of its figures has changed.

    ``YOUJU_RECORD=1`` records this run in ``records/figures.json``. Times of another machine differ as a whole: there
    their ratio to one another tells.
    """
    path = folder / "records" / "figures.json"
    every: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    before = every.get(name, {})
    if os.environ.get("YOUJU_RECORD"):
        path.parent.mkdir(exist_ok=True)
        every[name] = {measure: value for measure, value, *_ in rows}
        path.write_text(json.dumps(dict(sorted(every.items())), ensure_ascii=False, indent=0) + "\n", "utf-8")
    return [(measure, value, _change(value, before.get(measure)), *rest) for measure, value, *rest in rows]


_FIGURE = re.compile(r"(?<![A-Za-z\d.])\d[\d,]*(?:\.\d+)?")


def _change(value: str, before: str | None) -> str:
    """``55.5 / 77.1`` against ``54.5 / 76.3`` → ``54.5 / 76.3 (+1 / +0.8)``."""
    if before is None:
        return "none"
    if before == value:
        return "the same"
    now, then = ([float(f.replace(",", "")) for f in _FIGURE.findall(v)] for v in (value, before))
    if len(now) != len(then):
        return before
    return f"{before} ({' / '.join(f'{round(a - b, 4):+g}' for a, b in zip(now, then, strict=True))})"


def print_rows(name: str, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table under its name; the first column padded, the rest as they are."""
    print(f"\n== {name}")
    widths = [max(len(str(r[i])) for r in (header, *rows)) for i in range(len(header) - 1)]
    for row in (header, *rows):
        print("  ".join([*(str(c).ljust(w) for c, w in zip(row, widths, strict=False)), str(row[-1])]).rstrip(), flush=True)
