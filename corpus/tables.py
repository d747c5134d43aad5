"""Read the tables of corpus/data: tab separated, ``#`` comments, then one header line."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"


def read_table(name: str) -> list[list[str]]:
    """Rows of ``corpus/data/<name>`` without comments and header, short rows filled up with ""."""
    return parse_table((DATA / name).read_text(encoding="utf-8"))


def parse_table(text: str) -> list[list[str]]:
    """The same for the text of a table kept elsewhere (a county's own)."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    width = lines[0].count("\t") + 1 if lines else 0
    return [cells + [""] * (width - len(cells)) for cells in (line.split("\t") for line in lines[1:])]
