"""The shared corpus as a library, made once a process; ``YOUJU_FULL_DB`` names a file to keep it in."""

from __future__ import annotations

import os
import tempfile
from functools import lru_cache
from pathlib import Path

from graph.importing.laws import import_laws
from graph.importing.report import ImportReport

_FOLDER = tempfile.TemporaryDirectory(prefix="youju-full-")


@lru_cache(maxsize=1)
def full_library(shared: Path) -> tuple[Path, ImportReport]:
    """(library file, report of the import that made it, or of the one that found nothing changed)."""
    path = Path(os.environ.get("YOUJU_FULL_DB") or Path(_FOLDER.name) / "full.db")
    return path, import_laws(path, [shared / "corpus"])
