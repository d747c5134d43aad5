"""The library in one SQLite file: the embedded store, no server."""
