"""What a generated file holds before it is written in a format."""

from __future__ import annotations

from dataclasses import dataclass, field

Span = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Expected:
    """An item that a reader must find. ``row`` is as the written format counts it (0: not asked)."""

    seq: str
    name: str
    basis: str
    sheet: str = ""
    row: int = 0
    parent: str = ""
    power_type: str = ""
    field: str = ""
    kind: str = ""


@dataclass(slots=True)
class Table:
    """One table: ``titles`` stand above it (rows in a sheet, paragraphs elsewhere), ``expected`` index its rows."""

    cells: list[list[str]]
    merges: list[Span] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    sheet: str = "Sheet1"
    hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    expected: list[tuple[int, Expected]] = field(default_factory=list)  # row index in cells, item
    header_rows: int = 1
    same_sheet: bool = False  # stands beneath the table before it on one sheet
    widths: list[int] = field(default_factory=list)
    on_cards: bool = False


@dataclass(slots=True)
class Model:
    """A whole file: tables, or paragraphs only."""

    tables: list[Table]
    paragraphs: list[str] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)  # for paragraphs
