"""Geometry of a PDF page: characters and drawn lines into table cells."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.duties.columns import lookup, row_pattern
from ingest.duties.grids import Span
from ingest.numerals import parse_numeral

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


def gap_tables(chars: Sequence[Char], known_edges: Sequence[float] | None) -> list[PageTable]:
    """Tables without lines: columns by the header's words and the white gaps between them, rows by numbers.

    ``known_edges`` are the columns of the page before, for a page without a header. A second header with other
    words begins a second table. Columns that stand too close to be told apart give no table.
    """
    lines = _lines(chars)
    heads = _head_lines(lines)
    if not heads:
        table = _gap_table(lines, known_edges) if known_edges is not None else None
        return [table] if table is not None else []
    starts = [heads[0]]
    starts += [i for i in heads[1:] if _line_text(lines[i]) != _line_text(lines[starts[-1]])]
    found = [_gap_table(lines[a:b], None) for a, b in itertools.pairwise([*starts, len(lines)])]
    return [table for table in found if table is not None]


def text_lines(chars: Sequence[Char]) -> list[str]:
    """Lines of running text, top to bottom."""
    return [_line_text(line) for line in _lines(chars)]


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
    return {at: _cell_text(own, xs[spans[at][3] + 1]) for at, own in held.items()}


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


def _lines(chars: Sequence[Char]) -> list[list[Char]]:
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


def _line_text(line: Sequence[Char]) -> str:
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


def _cell_text(chars: Sequence[Char], right: float) -> str:
    """Text of a cell; a line that stops well before the border ends a paragraph, others were wrapped."""
    out = ""
    lines = _lines([c for c in chars if c.text.strip() or c.text == " "])
    reach = max((line[-1].right for line in lines), default=right)
    for i, line in enumerate(lines):
        out += _line_text(line)
        if i + 1 < len(lines) and line[-1].right < reach - line[-1].size * 1.6:
            out += "\n"
    return out


# ---------------------------------------------------------------- without lines


def _gap_table(body: list[list[Char]], known_edges: Sequence[float] | None) -> PageTable | None:
    """The table that begins with the first line (its header, unless ``known_edges`` are given)."""
    heads = [(w[0].left + w[-1].right) / 2 for w in _words(body[0])] if known_edges is None else []
    while len(body) > 1 and _stands_alone(body[-1], heads):
        body = body[:-1]
    alone = {i for i, line in enumerate(body) if _stands_alone(line, heads)}
    flat = [c for i, line in enumerate(body) if i not in alone for c in line if c.text.strip()]
    edges = _gap_columns(flat) if known_edges is None else list(known_edges)
    alone = {i for i in alone if not _keeps_to_columns(body[i], edges)}
    if len(edges) < 3 or not flat or len(edges) - 1 < len(heads):
        return None  # fewer columns than header words: they cannot be told apart
    cells = []
    for group in _gap_rows(body, edges, alone):
        own = [c for line in group for c in line]
        if len(group) == 1 and any(group[0] is body[i] for i in alone):
            cells.append((_line_text(group[0]).strip(), *[""] * (len(edges) - 2)))
        else:
            cells.append(tuple(_cell_text([c for c in own if lo <= c.x < hi], hi) for lo, hi in _pairs(edges)))
    everything = [c for line in body for c in line]
    return PageTable(tuple(edges), max(c.top for c in everything) + 1, min(c.bottom for c in everything) - 1, tuple(cells))


def _words(line: Sequence[Char]) -> list[list[Char]]:
    words: list[list[Char]] = []
    for char in line:
        if not char.text.strip():
            continue
        if words and char.left - words[-1][-1].right <= char.size * 1.3:
            words[-1].append(char)
        else:
            words.append([char])
    return words


def has_header(chars: Sequence[Char]) -> bool:
    """Whether a line of the page reads as a list's header."""
    return any(_is_head(line) for line in _lines(chars))


def _is_head(line: Sequence[Char]) -> bool:
    found = [lookup(_line_text(word)) for word in _words(line)]
    known = [f for f in found if f is not None]
    return len(known) >= 2 and len(known) * 2 >= len(found) and any(f[0] in ("name", "sub", "basis") for f in known)


def _head_lines(lines: list[list[Char]]) -> list[int]:
    """First lines of headers; a further header line counts only after a numbered row."""
    out: list[int] = []
    for i, line in enumerate(lines):
        if _is_head(line) and (not out or _first_number(lines, out[-1]) < i):
            out.append(i)
    return out


def _first_number(lines: list[list[Char]], after: int) -> int:
    """Index of the first line below ``after`` that begins with a row number, or a code (letters and digits)."""
    for i in range(after + 1, len(lines)):
        words = _words(lines[i])
        first = _line_text(words[0]).strip("（）().、．") if words else ""
        if first and (parse_numeral(first) is not None or (first.isascii() and any(c.isdigit() for c in first))):
            return i
    return len(lines)


def _stands_alone(line: Sequence[Char], heads: list[float]) -> bool:
    """A note across columns, or a heading, a total: a row by itself whose text keeps to no column."""
    words = _words(line)
    if any(sum(w[0].left < x < w[-1].right for x in heads) >= 2 for w in words):
        return True
    text = _line_text(words[0]) if len(words) == 1 else ""
    return bool(text) and any(row_pattern(what).search(text) for what in ("total", "note", "group", "heading", "title"))


def _keeps_to_columns(line: list[Char], edges: Sequence[float]) -> bool:
    """Whether a full line leaves the strip at every column border white: a row set tight, no text across columns."""
    written = [c for c in line if c.text.strip()]
    inner = [x for x in edges if written[0].left < x < written[-1].right] if written else []
    white = all(c.right < x - 0.8 or c.left > x + 0.8 for c in written for x in inner)
    return white and len(inner) >= 2 and len(inner) >= len(edges) - 3


def _gap_columns(chars: list[Char]) -> list[float]:
    """Column borders: the middles of white strips that run through all lines."""
    events = sorted((c.left, c.right) for c in chars)
    edges = [events[0][0] - 1] if events else []
    reach = events[0][1] if events else 0.0
    for left, right in events:
        if left - reach > 2.0:
            edges.append((left + reach) / 2)
        reach = max(reach, right)
    return [*edges, reach + 1]


def _gap_rows(lines: list[list[Char]], edges: list[float], alone: set[int]) -> list[list[list[Char]]]:
    """Lines grouped into records: cut at the widest white strip between one row's start and the next's."""
    heads = _head_lines(lines)
    starts = [
        i
        for i, line in enumerate(lines)
        if i in alone or i in heads or (i > (heads or [-1])[0] and any(c.x < edges[1] and c.text.strip() for c in line))
    ]
    starts = [i for i in starts if i in heads or not (heads and heads[0] < i < _first_number(lines, heads[0]) and i not in alone)]
    if not starts:
        return [[line] for line in lines]
    cuts = [0]
    for here, following in itertools.pairwise(starts):
        if here in alone:
            cuts.append(here + 1)
        if following in alone:
            cuts.append(following)
        elif here not in alone:
            cuts.append(max(range(here + 1, following + 1), key=lambda i: _gap(lines, i)))
    if starts[-1] in alone:
        cuts.append(starts[-1] + 1)
    cuts.extend(_end_of_carried(lines, starts[0], cuts[1:]))
    cuts.extend(_rows_without_number(lines, edges, cuts))
    bounds = sorted({*cuts, len(lines)})
    return [lines[a:b] for a, b in itertools.pairwise(bounds) if b > a]


def _end_of_carried(lines: list[list[Char]], first: int, cuts: list[int]) -> list[int]:
    """Where lines above a page's first number end that belong to the row of the page before.

    They stand off by about as much as rows do; lines closer than that are the first row's own, its number centred.
    """
    if first == 0:
        return []
    widest = max(range(1, first + 1), key=lambda i: _gap(lines, i))
    usual = sorted(_gap(lines, i) for i in cuts)
    return [widest] if not usual or _gap(lines, widest) >= usual[len(usual) // 2] * 0.6 else []


def _rows_without_number(lines: list[list[Char]], edges: Sequence[float], cuts: list[int]) -> list[int]:
    """Further cuts, where rows stand well apart: as wide a strip, with text of two columns or more below it."""
    between = sorted(_gap(lines, i) for i in cuts if i)
    within = sorted(_gap(lines, i) for i in range(1, len(lines)) if i not in cuts)
    if len(between) < 3 or not within:
        return []
    usual = between[len(between) // 2]
    size = lines[0][0].size
    if usual < max(size * 0.7, within[0] * 1.6):
        return []
    return [
        i
        for i in range(1, len(lines))
        if i not in cuts
        and _gap(lines, i) >= usual * 0.9
        and sum(any(lo <= c.x < hi and c.text.strip() for c in lines[i]) for lo, hi in _pairs(edges)) >= 2
    ]


def _gap(lines: list[list[Char]], i: int) -> float:
    """White space between line i-1 and line i."""
    return min(c.bottom for c in lines[i - 1]) - max(c.top for c in lines[i])


def _pairs(edges: Sequence[float]) -> list[tuple[float, float]]:
    return list(itertools.pairwise(edges))
