"""Find the header block of a list (one to four rows) and say what each column is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.duties.columns import header_words, lookup, row_pattern
from ingest.duties.grids import Grid, one_line

MAX_HEADER_ROWS = 4
_NUMBER = re.compile(r"^[\d０-９.．、()（）\-]+$")
_CITES = re.compile(r"《|第[零〇○一二三四五六七八九十百千\d\s]+条|[〔\[【(（]\d{4}[〕\]】)）]?|条例|办法|规定|法律|通知|意见|决定|文件|法")
_CITES_ARTICLE = re.compile(r"《[^》]+》.{0,40}?第[零〇一二三四五六七八九十百千\d\s]+条", re.S)
_SHARED = {"basis", "basis_article", "lead", "support"}
"""Fields that several columns may feed together."""
_SUBJECT = {"name", "sub", "parent"}
_INHERITING = {"basis", "lead", "support", "bearer", "receiver", "original_body"}
"""A column under such a header belongs to it though its own words are unknown (设定依据 over 法律、规章)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: zero-based index, its header chain as printed, the field it is read as ("" = kept as is)."""

    index: int
    header: str
    field: str
    rank: int = 9


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``top``..``bottom`` of a grid as a list's header."""

    top: int
    bottom: int
    columns: tuple[Column, ...]

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(header_words(c.header) for c in self.columns)

    def of(self, field: str) -> list[Column]:
        """Columns read as ``field``, left to right."""
        return [c for c in self.columns if c.field == field]

    def first(self, field: str) -> Column | None:
        return next(iter(self.of(field)), None)

    @property
    def known(self) -> int:
        return sum(c.field != "" for c in self.columns)


def find_headers(grid: Grid) -> list[Header]:
    """Every header block of the grid, top to bottom; a block repeated on a new page is found again."""
    found: list[Header] = []
    r = 0
    while r < len(grid.rows):
        header = _block_at(grid, r)
        lower = _block_at(grid, r + 1) if header is not None and r + 1 < len(grid.rows) else None
        if header is None or (lower is not None and lower.known >= header.known and header.bottom >= lower.top):
            r += 1
            continue
        found.append(header)
        r = header.bottom + 1
    return found


def settle_columns(grid: Grid, header: Header, body: Sequence[int]) -> Header:
    """One column a field: ranks decide, and for 类型 and 依据 what the cells under them hold.

    A second column that is called a basis but cites nothing is kept under its own header (Convention 7).
    """
    columns = _settle_types(grid, list(header.columns), body)
    columns = _settle_bases(grid, columns, body)
    best: dict[str, Column] = {}
    for column in columns:
        rival = best.get(column.field)
        if rival is None or column.rank < rival.rank:
            best[column.field] = column
    settled = [
        c if c.field in _SHARED or c.field in ("", "keep") or best[c.field] is c else replace(c, field="")
        for c in columns
    ]
    if not any(c.field == "name" for c in settled):
        settled = _promote_name(settled)
    headed = {c.index for c in settled}
    for c in range(grid.width):  # a column without a header keeps its cells too
        if c not in headed and any(grid.rows[r][c] and grid.anchor(r, c)[1] == c for r in body):
            settled.append(Column(c, f"第{c + 1}列", ""))
    return replace(header, columns=tuple(sorted(settled, key=lambda c: c.index)))


def is_metadata(grid: Grid) -> bool:
    """Whether the grid is a page's metadata table (索引号, 发布机构 …)."""
    words = [lookup(text) for r in range(min(len(grid.rows), 12)) for _, text in grid.cells(r)]
    return sum(found is not None and found[0] == "meta" for found in words) >= 2


def is_disclosure(grid: Grid) -> bool:
    """Whether the grid is a 基层政务公开标准目录 (公开事项, 公开依据, 公开时限 …), whose bases ground no duty."""
    words = {header_words(text) for r in range(min(len(grid.rows), 6)) for _, text in grid.cells(r) if len(text) < 20}
    return sum(w.startswith(("公开", "渠道和载体")) for w in words) >= 3


# ---------------------------------------------------------------- finding a block


def _block_at(grid: Grid, top: int) -> Header | None:
    cells = grid.cells(top)
    if len(cells) < 2 or any(not grid.starts_here(top, c) for c, _ in cells):
        return None
    if any(len(text) > 60 or _NUMBER.match(text) for _, text in cells) or len({t for _, t in cells}) < 2:
        return None
    bottom = top
    while bottom + 1 < len(grid.rows) and bottom - top + 1 < MAX_HEADER_ROWS and _extends(grid, top, bottom + 1):
        bottom += 1
    columns = _named_by_its_ending(_read_columns(grid, top, bottom))
    known = [c for c in columns if c.field and c.field != "generic"]
    fields = {c.field for c in known}
    if "meta" in fields or len(known) < 2 or not fields & _SUBJECT:
        return None
    if _alternates(columns) or len(known) * 5 < len(columns) * 2 or (not fields - {"keep", "generic"} - _SUBJECT and len(known) < 3):
        return None
    return Header(top, bottom, tuple(columns))


def _named_by_its_ending(columns: list[Column]) -> list[Column]:
    """A numbered list with a basis but no known subject is named by its only unknown column that ends as one (…名称)."""
    fields = {c.field for c in columns}
    if not {"seq", "basis"} <= fields or fields & _SUBJECT:
        return columns
    likely = [c for c in columns if not c.field and row_pattern("subject").search(header_words(c.header))]
    return [replace(c, field="name") if likely == [c] else c for c in columns]


def _alternates(columns: list[Column]) -> bool:
    """Known and unknown words taking turns: the row of a card (key, value, key, value), no header.

    After 序号 it is one all the same: a card would have the number beside it.
    """
    turns = [bool(c.field) for c in columns]
    return columns[0].field != "seq" and len(turns) >= 2 and all(known == (i % 2 == 0) for i, known in enumerate(turns))


def _extends(grid: Grid, top: int, r: int) -> bool:
    """Whether row ``r`` still belongs to the header that began at ``top``."""
    fresh = [(c, text) for c, text in grid.cells(r) if grid.starts_here(r, c)]
    covered = any(not grid.starts_here(r, c) and grid.span(r, c)[0] >= top for c, _ in grid.cells(r))
    if not fresh:
        return covered
    known = 0
    for c, text in fresh:
        if len(text) > 40 or _NUMBER.match(text) or row_pattern("blank").match(text):
            return False
        above = grid.rows[r - 1][c]
        spans = grid.span(r - 1, c)
        nested = spans[3] > spans[1] and grid.span(r, c)[3] - grid.span(r, c)[1] < spans[3] - spans[1]
        found = lookup(text) is not None
        known += found or nested
        if not found and not nested and above:
            return False
    return known * 2 >= len(fresh)


def _read_columns(grid: Grid, top: int, bottom: int) -> list[Column]:
    columns: list[Column] = []
    for c in range(grid.width):
        chain: list[str] = []
        for r in range(top, bottom + 1):
            text = one_line(grid.rows[r][c]) or _parent_to_the_left(grid, top, bottom, r, c)
            if text and text not in chain:
                chain.append(text)
        if chain:
            field, rank = _field_of(chain)
            columns.append(Column(c, "/".join(chain), field, rank))
    return columns


def _parent_to_the_left(grid: Grid, top: int, bottom: int, r: int, c: int) -> str:
    """Without merges (CSV) an upper header stands over its first column only; blanks right of it belong to it."""
    below = any(grid.rows[q][c] for q in range(r + 1, bottom + 1))
    if r == bottom or not below or (r, c) in grid.spans:
        return ""
    for left in range(c - 1, -1, -1):
        if grid.rows[r][left]:
            under_left = any(grid.rows[q][left] for q in range(r + 1, bottom + 1))
            return one_line(grid.rows[r][left]) if under_left and (r, left) not in grid.spans else ""
    return ""


def _field_of(chain: list[str]) -> tuple[str, int]:
    leaf = lookup(chain[-1])
    upper = next((found for text in reversed(chain[:-1]) if (found := lookup(text)) is not None), None)
    if leaf is None:
        whole = lookup("".join(chain)) if len(chain) > 1 else None
        if whole is not None:
            return whole
        return upper if upper is not None and upper[0] in _INHERITING else ("", 9)
    weak = leaf[0] == "generic" or (header_words(chain[-1]).endswith("名称") and leaf[1] >= 3)
    if upper is not None and weak:
        if upper[0] == "basis" and header_words(chain[-1]) == "内容":
            return "basis_article", 4
        return upper
    if upper is not None and upper[0] == "keep" and leaf[0] in ("basis", "basis_article"):
        return upper
    return leaf if leaf[0] != "generic" else ("", 9)


# ---------------------------------------------------------------- settling


def _settle_types(grid: Grid, columns: list[Column], body: Sequence[int]) -> list[Column]:
    taken = {c.field for c in columns}
    out: list[Column] = []
    for column in columns:
        if column.field == "type":
            values = _values(grid, column, body)
            powers = sum(bool(row_pattern("power").search(v)) for v in values)
            field = "power_type" if powers * 2 >= len(values) else "field"
            if field in taken:
                field = "field" if field == "power_type" and "field" not in taken else ""
            taken.add(field)
            column = replace(column, field=field)
        out.append(column)
    return out


def _settle_bases(grid: Grid, columns: list[Column], body: Sequence[int]) -> list[Column]:
    bases = [c for c in columns if c.field == "basis"]
    if not bases:
        if not any(c.field == "basis_article" for c in columns):
            return _basis_by_content(grid, columns, body)
        return [replace(c, field="basis") if c.field == "basis_article" else c for c in columns]
    if len(bases) == 1:
        return columns
    shares = {c.index: _share_citing(_values(grid, c, body)) for c in bases}
    best = max(shares.values())
    keep = {i for i, share in shares.items() if share >= 0.3} if best > 0 else {min(bases, key=lambda c: c.rank).index}
    if not keep:
        keep = {max(shares, key=lambda i: shares[i])}
    return [replace(c, field="") if c.field == "basis" and c.index not in keep else c for c in columns]


def _basis_by_content(grid: Grid, columns: list[Column], body: Sequence[int]) -> list[Column]:
    """Without a column called a basis: the only column of unknown header that cites article by article."""
    likely = []
    for column in columns:
        values = _values(grid, column, body) if not column.field else []
        if values and sum(bool(_CITES_ARTICLE.search(v)) for v in values) * 5 >= len(values) * 4:
            likely.append(column)
    return [replace(c, field="basis") if likely == [c] else c for c in columns]


def _share_citing(values: list[str]) -> float:
    return sum(bool(_CITES.search(v)) for v in values) / len(values) if values else 0.0


def _values(grid: Grid, column: Column, body: Sequence[int]) -> list[str]:
    return [t for r in body[:400] if (t := grid.rows[r][column.index])]


def _promote_name(columns: list[Column]) -> list[Column]:
    """A list whose only subject column is 子项 or 主项 is named by it."""
    for field in ("sub", "parent"):
        for i, column in enumerate(columns):
            if column.field == field:
                return [*columns[:i], replace(column, field="name"), *columns[i + 1 :]]
    return columns
