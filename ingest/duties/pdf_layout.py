"""Geometry of a PDF page: characters and drawn lines into table cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.duties.grids import Span

_NEAR = 2.5
"""Points within which two lines are one line, and a line touches another."""


@dataclass(frozen=True, slots=True)
class Char:
    """A character with its box in page points (y grows upwards)."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float

    @property
    def x(self) -> float:
        return (self.left + self.right) / 2

    @property
    def y(self) -> float:
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A drawn line: ``at`` is its x (vertical) or y (horizontal), ``start``..``end`` its extent."""

    vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class PageTable:
    """One table on a page; ``edges`` are its column borders from left to right."""

    edges: tuple[float, ...]
    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    spans: tuple[Span, ...] = field(default=())

    def holds(self, char: Char) -> bool:
        return self.bottom <= char.y <= self.top and self.edges[0] - _NEAR <= char.x <= self.edges[-1] + _NEAR


def ruled_tables(edges: Sequence[Edge], chars: Sequence[Char]) -> list[PageTable]:
    """Tables drawn with lines, top to bottom; single boxes are no tables."""
    tables = []
    for component in _components(edges):
        xs = _cluster([e.at for e in component if e.vertical])
        ys = sorted(_cluster([e.at for e in component if not e.vertical]), reverse=True)
        if len(xs) >= 3 and len(ys) >= 2:
            table = _ruled_table(component, xs, ys, chars)
            if any(any(row) for row in table.rows):
                tables.append(table)
    return sorted(tables, key=lambda t: -t.top)


def struck_through(edges: Sequence[Edge], chars: Sequence[Char]) -> int:
    """How many characters a horizontal line runs through: text that does not fit its row."""
    level = sorted((e for e in edges if not e.vertical), key=lambda e: e.at)
    heights = [e.at for e in level]
    count = 0
    for char in chars:
        margin = (char.top - char.bottom) * 0.2
        crossed = level[bisect_right(heights, char.bottom + margin) : bisect_right(heights, char.top - margin)]
        count += bool(char.text.strip()) and any(e.start <= char.x <= e.end for e in crossed)
    return count


def text_lines(chars: Sequence[Char]) -> list[str]:
    """Lines of running text, top to bottom."""
    return [line_text(line) for line in char_lines(chars)]


# ---------------------------------------------------------------- ruled


def _components(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Lines that touch each other, directly or over others."""
    parent = list(range(len(edges)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    vertical = sorted((i for i, e in enumerate(edges) if e.vertical), key=lambda i: edges[i].at)
    places = [edges[i].at for i in vertical]
    for j, h in enumerate(edges):
        if h.vertical:
            continue
        k = bisect_right(places, h.start - _NEAR)
        while k < len(vertical) and places[k] <= h.end + _NEAR:
            v = edges[vertical[k]]
            if v.start - _NEAR <= h.at <= v.end + _NEAR:
                parent[root(vertical[k])] = root(j)
            k += 1
    groups: dict[int, list[Edge]] = {}
    for i, edge in enumerate(edges):
        groups.setdefault(root(i), []).append(edge)
    return [g for g in groups.values() if len(g) > 3]


def _ruled_table(edges: list[Edge], xs: list[float], ys: list[float], chars: Sequence[Char]) -> PageTable:
    columns, rows = len(xs) - 1, len(ys) - 1
    walls = _drawn([e for e in edges if e.vertical], xs)
    floors = _drawn([e for e in edges if not e.vertical], ys)
    parent = {(r, c): (r, c) for r in range(rows) for c in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while parent[cell] != cell:
            cell = parent[cell]
        return cell

    for r in range(rows):
        for c in range(columns):
            if c + 1 < columns and not _covers(walls[c + 1], (ys[r] + ys[r + 1]) / 2):
                parent[root((r, c + 1))] = root((r, c))
            if r + 1 < rows and not _covers(floors[r + 1], (xs[c] + xs[c + 1]) / 2):
                parent[root((r + 1, c))] = root((r, c))
    regions: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for cell in parent:
        regions.setdefault(root(cell), []).append(cell)
    spans: dict[tuple[int, int], Span] = {}
    for cells in regions.values():
        span = (min(r for r, _ in cells), min(c for _, c in cells), max(r for r, _ in cells), max(c for _, c in cells))
        for cell in cells:
            spans[cell] = span
    texts = _fill(chars, xs, ys, spans)
    grid = tuple(tuple(texts.get((r, c), "") if spans[r, c][:2] == (r, c) else "" for c in range(columns)) for r in range(rows))
    merged = tuple(sorted({s for s in spans.values() if s[:2] != s[2:]}))
    return PageTable(tuple(xs), ys[0], ys[-1], grid, merged)


def _fill(
    chars: Sequence[Char], xs: list[float], ys: list[float], spans: dict[tuple[int, int], Span]
) -> dict[tuple[int, int], str]:
    rising = [-y for y in ys]
    held: dict[tuple[int, int], list[Char]] = {}
    for char in chars:
        c, r = bisect_right(xs, char.x) - 1, bisect_right(rising, -char.y) - 1
        if 0 <= c < len(xs) - 1 and 0 <= r < len(ys) - 1:
            held.setdefault(spans[r, c][:2], []).append(char)
    return {at: cell_text(own, xs[spans[at][3] + 1]) for at, own in held.items()}


def _drawn(edges: list[Edge], places: list[float]) -> list[list[tuple[float, float]]]:
    """For each border the stretches of it that are drawn."""
    out: list[list[tuple[float, float]]] = [[] for _ in places]
    for edge in edges:
        nearest = min(range(len(places)), key=lambda i: abs(places[i] - edge.at))
        out[nearest].append((edge.start - _NEAR, edge.end + _NEAR))
    return out


def _covers(stretches: list[tuple[float, float]], at: float) -> bool:
    return any(start <= at <= end for start, end in stretches)


def _cluster(values: list[float]) -> list[float]:
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _NEAR:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(group) / len(group) for group in out]


# ---------------------------------------------------------------- text


def char_lines(chars: Sequence[Char]) -> list[list[Char]]:
    """Characters grouped by line, top to bottom, each line left to right."""
    lines: list[list[Char]] = []
    level = 0.0
    for char in sorted(chars, key=lambda c: (-c.y, c.left)):
        if lines and abs(level - char.y) <= char.size * 0.45:
            lines[-1].append(char)
        else:
            lines.append([char])
            level = char.y
    return [sorted(line, key=lambda c: c.left) for line in lines]


def line_text(line: Sequence[Char]) -> str:
    """Text of a line; blanks stay only between Latin words."""
    text = "".join(c.text for c in line)
    if " " not in text:
        return text
    words = text.split()
    out = words[0] if words else ""
    for word in words[1:]:
        latin = out[-1].isascii() and word[0].isascii() and out[-1].isalnum() and word[0].isalnum()
        out += (" " if latin else "") + word
    return out


def cell_text(chars: Sequence[Char], right: float) -> str:
    """Text of a cell; a line that stops well before the border ends a paragraph, others were wrapped."""
    out = ""
    lines = char_lines([c for c in chars if c.text.strip() or c.text == " "])
    reach = max((line[-1].right for line in lines), default=right)
    for i, line in enumerate(lines):
        out += line_text(line)
        if i + 1 < len(lines) and line[-1].right < reach - line[-1].size * 1.6:
            out += "\n"
    return out
