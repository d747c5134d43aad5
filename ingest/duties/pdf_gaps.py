"""Tables of a PDF page without drawn lines: columns by header words and white gaps, rows by numbers and strips."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from ingest.duties.columns import lookup, row_pattern
from ingest.duties.pdf_layout import Char, PageTable, cell_text, char_lines, line_text
from ingest.numerals import parse_numeral


def gap_tables(chars: Sequence[Char], known_edges: Sequence[float] | None) -> list[PageTable]:
    """Tables without lines: columns by the header's words and the white gaps between them, rows by numbers.

    ``known_edges`` are the columns of the page before, for a page without a header. A second header with other
    words begins a second table. Columns that stand too close to be told apart give no table.
    """
    lines = char_lines(chars)
    heads = _head_lines(lines)
    if not heads:
        table = _gap_table(lines, known_edges) if known_edges is not None else None
        return [table] if table is not None else []
    starts = [heads[0]]
    starts += [i for i in heads[1:] if line_text(lines[i]) != line_text(lines[starts[-1]])]
    found = [_gap_table(lines[a:b], None) for a, b in itertools.pairwise([*starts, len(lines)])]
    return [table for table in found if table is not None]


def has_header(chars: Sequence[Char]) -> bool:
    """Whether a line of the page reads as a list's header."""
    return any(_is_head(line) for line in char_lines(chars))


# ---------------------------------------------------------------- one table


def _gap_table(body: list[list[Char]], known_edges: Sequence[float] | None) -> PageTable | None:
    """The table that begins with the first line (its header, unless ``known_edges`` are given)."""
    heads = [(w[0].left + w[-1].right) / 2 for w in _words(body[0])] if known_edges is None else []
    while len(body) > 1 and _stands_alone(body[-1], heads):
        body = body[:-1]
    alone = {i for i, line in enumerate(body) if _stands_alone(line, heads)}
    flat = [c for i, line in enumerate(body) if i not in alone for c in line if c.text.strip()]
    edges = _named_columns(_gap_columns(flat), body, flat) if known_edges is None else list(known_edges)
    alone = {i for i in alone if not _keeps_to_columns(body[i], edges)}
    if len(edges) < 3 or not flat or len(edges) - 1 < len(heads):
        return None  # fewer columns than header words: they cannot be told apart
    cells = []
    for group in _gap_rows(body, edges, alone):
        own = [c for line in group for c in line]
        if len(group) == 1 and any(group[0] is body[i] for i in alone):
            cells.append((line_text(group[0]).strip(), *[""] * (len(edges) - 2)))
        else:
            cells.append(tuple(cell_text([c for c in own if lo <= c.x < hi], hi) for lo, hi in _pairs(edges)))
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


def _is_head(line: Sequence[Char]) -> bool:
    found = [lookup(line_text(word)) for word in _words(line)]
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
        first = line_text(words[0]).strip("（）().、．") if words else ""
        if first and (parse_numeral(first) is not None or (first.isascii() and any(c.isdigit() for c in first))):
            return i
    return len(lines)


def _stands_alone(line: Sequence[Char], heads: list[float]) -> bool:
    """A note across columns, or a heading, a total: a row by itself whose text keeps to no column."""
    words = _words(line)
    if any(sum(w[0].left < x < w[-1].right for x in heads) >= 2 for w in words):
        return True
    text = line_text(words[0]) if len(words) == 1 else ""
    return bool(text) and any(row_pattern(what).search(text) for what in ("total", "note", "group", "heading", "title"))


def _named_columns(edges: list[float], body: list[list[Char]], flat: list[Char]) -> list[float]:
    """Borders without those that a fullwidth mark opened inside a column: no wider than a character, under no header word."""
    head = [c for line in body[: _first_number(body, 0)] for c in line if c.text.strip()]
    kept = edges[:1]
    for lo, hi in _pairs(edges):
        named = any(lo <= c.x < hi for c in head)
        left = max((c.right for c in flat if c.x < lo), default=lo - 99)
        near = min(c.left for c in flat if c.x >= lo) - left <= flat[0].size * 1.1
        if lo != edges[0] and (named or not near):
            kept.append(lo)
    return [*kept, edges[-1]] if edges else []


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
