"""``open_library``: the library file as a store."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Literal

from graph.sqlite.connect import connect_reader, connect_writer
from graph.sqlite.trouble import trouble
from graph.sqlite.writer import SqliteLibrary


def open_library(path: str | Path, mode: Literal["r", "rw"] = "r") -> SqliteLibrary:
    """Open a library file. ``r``: a snapshot that does not change until ``refresh()``; ``rw``: made if missing.

    Raises InputError: missing on read, not a library, made by another version, not writable.
    """
    file = Path(path)
    if mode == "rw":
        return SqliteLibrary(connect_writer(file), file)
    library = SqliteLibrary(connect_reader(file), file)
    try:
        library.refresh()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        library.close()
        raise trouble(error, file) from error
    return library
