"""Everything a file holds into lists: which table is a list, what is ignored and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from ingest.duties.beside import side_by_side
from ingest.duties.cards import (
    Card,
    CardItem,
    as_header,
    card_item,
    read_card_grid,
    read_card_paragraphs,
    read_stacked,
)
from ingest.duties.columns import lookup, row_pattern
from ingest.duties.grids import Grid, Tables, make_grid, one_line
from ingest.duties.header import Header, find_headers, is_disclosure, is_metadata, settle_columns
from ingest.duties.items import make_item
from ingest.duties.kinds import kind_of_text, recognise_kind
from ingest.duties.rows import Body, read_body, title_like
from ingest.records import (
    ColumnUse,
    DutyFile,
    DutyItem,
    DutyList,
    IgnoredTable,
    ListKind,
    ReadWarning,
    Source,
)

_APPENDIX = re.compile(r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]*(?:[－\-][\d]+)?\s*[：:.、]?$")
_DATE = re.compile(r"(20\d{2})\s*(?:年\s*(?:(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日)?)?|版|[-./](\d{1,2})[-./](\d{1,2}))")
_DATED_LINE = re.compile(r"^[（(]?\s*20\d{2}\s*年.{0,12}[）)]?$|版|公布|印发|截至|截止")
_SUBJECTS = {"name", "sub", "parent"}


@dataclass(slots=True)
class _Work:
    """What has been found so far."""

    source: Source
    kind: ListKind | None
    lists: list[DutyList] = field(default_factory=list)
    ignored: list[IgnoredTable] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    cards: list[tuple[str, Card]] = field(default_factory=list)
    title: str = ""
    last: tuple[Header, int, DutyList] | None = None  # header, grid width, list: for tables that go on without a header


def assemble(tables: Tables, source: Source, kind: ListKind | None) -> DutyFile:
    """Lists of a file with all that was ignored and noticed; never raises on content."""
    work = _Work(source, kind)
    work.ignored.extend(tables.ignored)
    work.warnings.extend(tables.warnings)
    put_off: list[Grid] = []
    for grid in (g for g in tables.grids if g.width):
        if row_pattern("sheet").search(grid.sheet.strip()):
            put_off.append(grid)
        elif grid.hidden:
            work.ignored.append(IgnoredTable(grid.sheet, "隐藏的工作表，未读入；如需读入请先取消隐藏"))
        else:
            for part in side_by_side(grid):
                _read_grid(work, part)
    _close_cards(work)
    if not work.lists:
        _read_paragraphs(work, [b for b in tables.blocks if isinstance(b, str)])
    for grid in put_off:
        if work.lists:
            work.ignored.append(IgnoredTable(grid.sheet, "说明或字典表，不是清单"))
        else:
            _read_grid(work, grid)
    if not work.lists:
        work.warnings.append(_nothing_found(tables, source))
    return DutyFile(source, tuple(work.lists), tuple(work.ignored), tuple(work.warnings))


# ---------------------------------------------------------------- tables


def _read_grid(work: _Work, grid: Grid) -> None:
    headers = find_headers(grid)
    if is_disclosure(grid) and not any(header.of("basis") for header in headers):
        work.ignored.append(IgnoredTable(grid.sheet, "政务公开标准目录，其“公开依据”不是职责依据"))
        return
    if not headers:
        _read_headless(work, grid)
        return
    titles = _titles_above(grid, headers[0].top, 0)
    above = [r for r in range(headers[0].top) if len(grid.cells(r)) > 2]
    if len(above) > 2:
        place = f"{grid.sheet} 第{grid.numbers[above[0]]}–{grid.numbers[above[-1]]}行"
        work.ignored.append(IgnoredTable(place, "在清单表头之上，没有识别到自己的表头，未读入"))
    current: tuple[Header, list[int], list[str]] | None = None
    for i, header in enumerate(headers):
        end = headers[i + 1].top if i + 1 < len(headers) else len(grid.rows)
        body = list(range(header.bottom + 1, end))
        while i + 1 < len(headers) and body and (not grid.cells(body[-1]) or title_like(grid, body[-1])):
            body.pop()
        between = _titles_above(grid, header.top, headers[i - 1].bottom + 1) if i else titles
        if current is not None and header.signature == current[0].signature and not _new_list(between, current[2]):
            current[1].extend(body)
            continue
        if current is not None:
            _add_list(work, grid, *current)
        current = (header, body, between)
    if current is not None:
        _add_list(work, grid, *current)


def _new_list(titles: list[str], before: list[str]) -> bool:
    """Whether a repeated header begins a list of its own: another title stands over it."""
    return any(row_pattern("title").search(t) or _APPENDIX.match(t) for t in titles) and titles != before


def _read_headless(work: _Work, grid: Grid) -> None:
    if is_metadata(grid):
        work.ignored.append(IgnoredTable(grid.sheet, "页面元数据表（索引号、发布机构等），不是清单"))
        return
    cards = read_card_grid(grid, _card_name(grid))
    if cards:
        work.cards.extend((grid.sheet, card) for card in cards)
        work.title = work.title or _title([*_row_titles(grid), *reversed(grid.above)])
        return
    if _goes_on(work, grid):
        return
    seen = "、".join(one_line(t)[:12] for _, t in grid.cells(0)[:6]) if grid.rows else ""
    work.ignored.append(IgnoredTable(grid.sheet, f"没有识别到清单表头（首行：{seen}）"))


def _goes_on(work: _Work, grid: Grid) -> bool:
    """Take a table without a header for the rest of the list before it: as wide, and numbered on from its last item."""
    if work.last is None or work.last[1] != grid.width or any(row_pattern("title").search(t) for t in grid.above):
        return False
    header, _, before = work.last
    headless = replace(header, top=-1, bottom=-1)
    body = read_body(grid, headless, range(len(grid.rows)), _where(work, grid))
    last = next((i.seq for i in reversed(before.items) if i.seq), "")
    first = next((i.seq for i in body.items if i.seq), "")
    if not (last.isdecimal() and first.isdecimal() and int(first) == int(last) + 1):
        return False
    items = _make_items(work, grid, headless, body, before.kind)
    work.lists[-1] = replace(before, items=(*before.items, *items))
    work.last = (header, grid.width, work.lists[-1])
    return True


def _add_list(work: _Work, grid: Grid, header: Header, body: list[int], titles: list[str]) -> None:
    header = settle_columns(grid, header, body)
    where = _where(work, grid)
    for column in header.of("basis"):
        if not any(lookup(text) for text in column.header.split("/")):
            message = f"“{column.header}”一列逐项写有法律法规条款，按依据列读入"
            work.warnings.append(ReadWarning("basis_by_content", message, where, "如不是依据，请改列名为“责任事项依据”等后重新导入"))
    read = read_body(grid, header, body, where)
    work.warnings.extend(read.warnings)
    if hidden := sum(r in grid.hidden_rows for r in body):
        work.warnings.append(ReadWarning("hidden_rows", f"有 {hidden} 行被隐藏（或筛选掉），已一并读入", where, "不需要的请删除后重新导入"))
    for row, text in read.notes:
        work.ignored.append(IgnoredTable(f"{grid.sheet} 第{row}行", f"不是事项：{text}"))
    if not read.items:
        work.ignored.append(IgnoredTable(grid.sheet, "有清单表头，没有事项"))
        return
    kind = work.kind or recognise_kind(titles, grid.sheet, header, work.source.path)
    for section, section_title in enumerate(read.section_titles):
        of_section = [i for i in read.items if i.section == section]
        for own in dict.fromkeys(i.kind for i in of_section):
            part = Body([i for i in of_section if i.kind == own])
            settled = work.kind or own or kind
            items = _make_items(work, grid, header, part, settled or "其他")
            for item_kind in dict.fromkeys(i.kind for i in items):
                chosen = tuple(i for i in items if i.kind == item_kind)
                _append(work, grid.sheet, header, chosen, item_kind, [section_title, *titles] if section_title else titles)
    if kind is None and not any(i.kind for i in read.items) and all(i.kind == "其他" for li in work.lists[-1:] for i in li.items):
        work.warnings.append(ReadWarning("kind_unknown", "看不出是哪一种清单", where, "请用 --kind 指明，如 --kind 基本履职"))
    work.last = (header, grid.width, work.lists[-1])


def _make_items(work: _Work, grid: Grid, header: Header, body: Body, kind: ListKind) -> tuple[DutyItem, ...]:
    items = (make_item(raw, header.columns, work.source.path, grid.sheet, kind) for raw in body.items)
    return tuple(replace(i, kind=work.kind) if work.kind else i for i in items)


def _append(
    work: _Work, sheet: str, header: Header, items: tuple[DutyItem, ...], kind: ListKind, titles: list[str]
) -> None:
    has_basis = bool(header.of("basis"))
    name = _title(titles) or (sheet if kind_of_text(sheet) or not re.match(r"^(?:sheet|表|工作表)\s*\d+$", sheet, re.I) else PurePath(work.source.path).stem)
    columns = tuple(
        ColumnUse(c.index + 1, c.header, "" if c.field in ("keep", "generic") else c.field) for c in header.columns
    )
    where = f"{work.source.path} {sheet}"
    work.lists.append(DutyList(name, kind, items, where, columns, has_basis, _dated(name, titles)))
    if not has_basis:
        work.warnings.append(ReadWarning("table_without_basis", f"“{name}”没有依据列，{len(items)} 项均无依据可核", where, "请补上“设定依据”列后重新导入"))


# ---------------------------------------------------------------- cards and paragraphs


def _close_cards(work: _Work) -> None:
    if not work.cards:
        return
    numbered = [(sheet, card_item(card, n)) for n, (sheet, card) in enumerate(work.cards, 1)]
    _add_cards(work, numbered, [work.title] if work.title else [])


def _add_cards(work: _Work, numbered: list[tuple[str, CardItem]], titles: list[str]) -> None:
    header = as_header([item for _, item in numbered])
    kind = work.kind or recognise_kind(titles, "", header, work.source.path) or "其他"
    items = tuple(make_item(c.raw, c.columns, work.source.path, sheet, kind, on_card=True) for sheet, c in numbered)
    _append(work, numbered[0][0], header, items, kind, titles)


def _read_paragraphs(work: _Work, lines: Sequence[str]) -> None:
    """Cards, or a table whose every cell stands in a paragraph of its own."""
    flat = [part.strip() for block in lines for part in block.split("\n") if part.strip()]
    stacked = read_stacked(flat)
    titles = [t for t in flat[:12] if row_pattern("title").search(t) and len(t) <= 60]
    if stacked is not None:
        grid = make_grid("正文", [stacked[0], *stacked[1]], above=titles)
        _read_grid(work, grid)
        return
    cards = read_card_paragraphs(flat)
    if cards:
        _add_cards(work, [("正文", card_item(card, n)) for n, card in enumerate(cards, 1)], titles)


# ---------------------------------------------------------------- titles


def _titles_above(grid: Grid, top: int, start: int) -> list[str]:
    """One-text rows over a header, nearest first, then the paragraphs before the table."""
    titles = [one_line(grid.cells(r)[0][1]) for r in range(top - 1, start - 1, -1) if _one_text(grid, r)]
    if start:
        cut = next((i for i, t in enumerate(titles) if not (row_pattern("title").search(t) or _APPENDIX.match(t) or len(t) < 40)), len(titles))
        return titles[:cut]
    return titles + [one_line(t) for t in reversed(grid.above) if len(t) <= 80]


def _card_name(grid: Grid) -> str:
    """The line over a card, which names the item where the card itself has no name."""
    text = one_line(grid.above[-1]) if grid.above else ""
    told = any(row_pattern(what).search(text) for what in ("title", "heading", "note"))
    return text if 4 <= len(text) <= 80 and not told and not text.endswith(("。", "：", ":")) else ""


def _row_titles(grid: Grid) -> list[str]:
    return [one_line(grid.cells(r)[0][1]) for r in range(min(3, len(grid.rows))) if _one_text(grid, r)]


def _one_text(grid: Grid, r: int) -> bool:
    return len({t for _, t in grid.cells(r)}) == 1


def _title(titles: Sequence[str]) -> str:
    for text in titles:
        if row_pattern("title").search(text) and len(text) <= 80:
            return text
    return next((t for t in titles if 4 <= len(t) <= 40 and not _APPENDIX.match(t) and not row_pattern("heading").search(t)), "")


def _dated(name: str, titles: Sequence[str]) -> str | None:
    for text in (name, *(t for t in titles[:6] if _DATED_LINE.search(t))):
        if found := _DATE.search(text):
            year, month, day = found.group(1), found.group(2) or found.group(4), found.group(3) or found.group(5)
            return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
    return None


def _where(work: _Work, grid: Grid) -> str:
    return f"{work.source.path} {grid.sheet}"


def _nothing_found(tables: Tables, source: Source) -> ReadWarning:
    seen = [f"{g.sheet}：{'、'.join(one_line(t)[:10] for _, t in g.cells(0)[:5])}" for g in tables.grids[:3] if g.rows]
    if not seen:
        seen = [b[:20] for b in tables.blocks[:3] if isinstance(b, str)]
    return ReadWarning(
        "no_list",
        "没有找到清单" + (f"（见到 {'；'.join(seen)}）" if seen else "（文件里没有表格）"),
        source.path,
        "表头须有“事项名称”及“设定依据”等列；请核对文件，或参照示例清单整理后重新导入",
    )
