"""The library in one SQLite file: the embedded store, no server."""

from graph.sqlite.store import open_library
from graph.sqlite.writer import SqliteLibrary

__all__ = ["SqliteLibrary", "open_library"]
