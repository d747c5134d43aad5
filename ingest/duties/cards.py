"""Vertical key-value cards, one item each: in tables (two or four columns, or items side by side) and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.duties.columns import header_words, is_blank, lookup
from ingest.duties.grids import Grid, one_line
from ingest.duties.header import Column, Header
from ingest.duties.rows import RawItem

_PAIR = re.compile(r"^\s*[【\[]?\s*([^：:]{1,24}?)\s*[】\]]?\s*[：:]\s*(.*)$", re.S)
_BRACKET_PAIR = re.compile(r"^\s*[【\[]\s*([^】\]]{1,20})\s*[】\]]\s*[：:]?\s*(.*)$", re.S)
_KEY_ENDS = re.compile(r"^[一-鿿“”（）()/·]{2,10}(?:电话|时间|方式|地点|流程|网址|期限|时限|标准|条件|材料|对象|范围|名称|日期|编号|科室|机构|情形|权限|层级|频次|渠道)$")
_SUBJECT = {"name", "sub"}
_WITNESS = {"basis", "power_type", "type", "bearer", "code", "sanding", "lead", "own_duty", "receiver", "original_body", "seq"}
_SHORT = {"seq", "code", "name", "sub", "parent", "type", "power_type", "field"}
_INSTRUCTION = re.compile(r"填写|填报|请填|应填|必填|选填|如实填")

Pair = tuple[str, str]
Card = list[Pair]


@dataclass(frozen=True, slots=True)
class CardItem:
    """A card as the row of a list of its own: its keys are the columns."""

    raw: RawItem
    columns: tuple[Column, ...]


def read_card_grid(grid: Grid, name_above: str = "") -> list[Card]:
    """Cards of a table; empty when it is none. A card without a name takes ``name_above`` (a page for each item)."""
    side_by_side = _side_by_side(grid)
    if side_by_side:
        return side_by_side
    keys = _key_columns(grid)
    if not keys:
        return []
    pairs: list[tuple[Pair, bool]] = []
    for r in range(len(grid.rows)):
        pairs.extend(_row_pairs(grid, r, keys))
    cards = _split(pairs)
    if len(cards) == 1 and name_above and not any(_field(key) in _SUBJECT for key, _ in cards[0]):
        cards = [[("事项名称", name_above), *cards[0]]]
    return [card for card in cards if _is_card(card)]


def read_card_paragraphs(lines: Sequence[str]) -> list[Card]:
    """Cards of running paragraphs 事项名称：…／设定依据：…; empty when there are none."""
    pairs: list[tuple[Pair, bool]] = []
    for line in (part for block in lines for part in block.split("\n") if part.strip()):
        pair = _line_pair(line)
        if pair is not None:
            pairs.append((pair, False))
        elif pairs and (_field(pairs[-1][0][0]) not in _SHORT or not pairs[-1][0][1]):
            pairs.append(((pairs[-1][0][0], line.strip()), True))
    return [card for card in _split(pairs) if _is_card(card)]


def card_item(card: Card, number: int) -> CardItem:
    """The card as a gathered item; ``number`` is the card's number in the file."""
    columns: list[Column] = []
    cells: dict[int, list[str]] = {}
    taken: dict[str, int] = {}
    for index, (key, value) in enumerate(card):
        found = lookup(key)
        field, rank = found if found is not None and found[0] not in ("generic", "meta") else ("", 9)
        if field == "type":
            field = "power_type"
        if field in taken and field not in ("basis", "basis_article", "lead", "support", "keep", ""):
            if rank >= columns[taken[field]].rank:
                field = ""
            else:
                loser = columns[taken[field]]
                columns[taken[field]] = Column(loser.index, loser.header, "", loser.rank)
        if field not in ("", "keep"):
            taken[field] = index
        columns.append(Column(index, key, field, rank))
        if value:
            cells[index] = [value]
    texts = {c.field: one_line(cells[c.index][0]) for c in columns if c.field and c.index in cells}
    name, parent = texts.get("name", ""), texts.get("parent", "")
    sub = texts.get("sub", "")
    if not is_blank(sub) and sub != name:
        name, parent = sub, parent or name
    raw = RawItem(number, texts.get("seq", ""), name or parent, parent if name else "", "", None, 0, cells)
    return CardItem(raw, tuple(columns))


def as_header(items: Sequence[CardItem]) -> Header:
    """The union of the cards' keys, for showing what each was read as."""
    seen: dict[str, Column] = {}
    for item in items:
        for column in item.columns:
            seen.setdefault(header_words(column.header), Column(len(seen), column.header, column.field, column.rank))
    return Header(0, 0, tuple(seen.values()))


def read_stacked(lines: Sequence[str]) -> tuple[list[str], list[list[str]]] | None:
    """A table whose every cell became a paragraph: (header words, records); None when there is none.

    A record begins at its number (1, 2, 3 …); what is over after the columns are filled belongs to the last.
    """
    for start in range(len(lines)):
        width = 0
        while start + width < len(lines) and width < 14 and lookup(lines[start + width]) is not None:
            width += 1
        fields = [found[0] for line in lines[start : start + width] if (found := lookup(line)) is not None]
        if width < 3 or fields[0] != "seq" or "name" not in fields:
            continue
        header, rest = list(lines[start : start + width]), lines[start + width :]
        records: list[list[str]] = []
        for line in rest:
            if line.strip().rstrip(".、．") == str(len(records) + 1) and (not records or len(records[-1]) >= width - 1):
                records.append([line.strip()])
            elif records and len(records[-1]) < width:
                records[-1].append(line.strip())
            elif records:
                records[-1][-1] += "\n" + line.strip()
        if records:
            return header, records
    return None


# ---------------------------------------------------------------- tables


def _side_by_side(grid: Grid) -> list[Card]:
    """Keys down the first column, one item in each column right of it."""
    keys = [one_line(grid.rows[r][0]) for r in range(len(grid.rows))]
    fields = [_field(key) for key in keys]
    if grid.width < 3 or sum(f is not None for f in fields) < 3 or not {"name"} & set(fields):
        return []
    at = fields.index("name")
    names = [text for c, text in grid.cells(at) if c > 0]
    if len(names) < 2 or any(_field(one_line(text)) for r in range(len(grid.rows)) for c, text in grid.cells(r) if c > 0):
        return []
    cards: list[Card] = []
    for c, _ in grid.cells(at):
        if c > 0:
            cards.append([(key, grid.rows[r][c]) for r, key in enumerate(keys) if key])
    return [card for card in cards if _is_card(card)]


def _key_columns(grid: Grid) -> set[int]:
    """Columns in which most cells are known keys."""
    known: dict[int, int] = {}
    total: dict[int, int] = {}
    for r in range(len(grid.rows)):
        for c, text in grid.cells(r):
            if grid.starts_here(r, c):
                total[c] = total.get(c, 0) + 1
                known[c] = known.get(c, 0) + (_field(text) is not None or _line_pair(text) is not None)
    return {c for c, n in known.items() if n * 2 >= total[c] and n >= 1}


def _row_pairs(grid: Grid, r: int, keys: set[int]) -> list[tuple[Pair, bool]]:
    out: list[tuple[Pair, bool]] = []
    key, fresh, values = "", True, list[str]()

    def close() -> None:
        if key:
            out.append(((key, "\n".join(values)), not fresh))

    cells = grid.cells(r)
    if len(cells) == 1 and _field(cells[0][1]) is None and _line_pair(cells[0][1]) is None and grid.starts_here(r, cells[0][0]):
        return [] if cells[0][0] in keys else [(("", cells[0][1]), True)]
    for c, text in cells:
        is_key = _field(text) is not None or (c in keys and len(text) <= 16 and (not key or bool(values)))
        if is_key and (not key or values or _field(text) is not None):
            close()
            key, fresh, values = one_line(text).rstrip("：:"), grid.starts_here(r, c), []
        elif key:
            values.append(text)
        elif (pair := _line_pair(text)) is not None:
            out.append((pair, False))
    close()
    return out


# ---------------------------------------------------------------- pairs into cards


def _line_pair(line: str) -> Pair | None:
    for pattern in (_BRACKET_PAIR, _PAIR):
        found = pattern.match(line)
        if found:
            key = re.sub(r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．])\s*", "", found.group(1))
            if _field(key) is not None or _KEY_ENDS.match(key):
                return key, found.group(2).strip()
    return (line.strip(), "") if len(line) <= 14 and _field(line) is not None else None


def _split(pairs: list[tuple[Pair, bool]]) -> list[Card]:
    """A new card begins where the first key of the last comes again, or a second name."""
    cards: list[Card] = []
    for (key, value), more in pairs:
        words = header_words(key)
        card = cards[-1] if cards else None
        if more and not words:  # a row of one text under the values goes on with the last of them
            if card is not None and card[-1][1]:
                card[-1] = (card[-1][0], f"{card[-1][1]}\n{value}")
            continue
        if card is not None and more:
            at = max((i for i, (k, _) in enumerate(card) if header_words(k) == words), default=-1)
            if at >= 0:
                held = card[at][1]
                card[at] = (card[at][0], held if value in held.split("\n") else f"{held}\n{value}".strip("\n"))
                continue
        again = card is not None and (
            words == header_words(card[0][0]) or (_field(key) == "name" and any(_field(k) == "name" and header_words(k) == words for k, _ in card))
        )
        if card is None or again:
            cards.append([(key, value)])
        else:
            card.append((key, value))
    return cards


def _is_card(card: Card) -> bool:
    fields = {f for key, _ in card if (f := _field(key)) is not None}
    named = any(_field(key) in _SUBJECT and not is_blank(value) for key, value in card)
    instructions = sum(bool(_INSTRUCTION.search(value)) for _, value in card)
    return named and "meta" not in fields and bool(fields & _WITNESS) and len(fields) >= 3 and instructions * 3 <= len(card)


def _field(text: str) -> str | None:
    found = lookup(text.strip().rstrip("：:"))
    return found[0] if found is not None and found[0] != "generic" else None
