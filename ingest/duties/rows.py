"""Body rows under a header into items: what is an item, a group heading, a total, a note, a continuation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.duties.columns import is_blank, row_pattern
from ingest.duties.grids import Grid, one_line
from ingest.duties.header import Column, Header
from ingest.duties.kinds import is_list_kind
from ingest.records import ListKind, ReadWarning

_ARABIC_SEQ = re.compile(r"^[（(]?\d{1,5}[)）]?[.．、]?$|^\d{1,4}(?:[.．\-—]\d{1,4}){1,3}[.．、]?$|^[A-Za-z]{1,4}-?\d{1,5}$")
_CHINESE_SEQ = re.compile(r"^[（(]?[零〇一二三四五六七八九十百]{1,5}[）)]?[、.．]?$")
_GROUP = re.compile(
    r"^(?P<mark>[（(][零〇一二三四五六七八九十百]{1,5}[）)]|[零〇一二三四五六七八九十百]{1,5}\s*[、.．]|第[零〇一二三四五六七八九十百\d]{1,5}(?:部分|类|章))"
)
_GROUP_WORDS = re.compile(r"(?:类|领域|板块|方面)(?:[（(].{0,20}[）)])?$|[（(]\s*共?\s*\d+\s*(?:大)?[项条][）)]?$")
_COUNT = re.compile(r"[（(\[【]?\s*共?(?:计)?\s*\d+\s*(?:大)?[项条类]\s*[）)\]】]?\s*[：:]?$")
_SUB_NAME = re.compile(r"^(?:[（(]\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})\s*[）)]|\d{1,3}\s*[.．、](?!\d)|[①-⑳]|\d{1,3}-\d{1,3})")
_SUB_SEQ = re.compile(r"^(\d{1,4})[.．\-—（(]\d{1,3}[）)]?$")
_LIST_WORDS = re.compile(r"清单|履职|履行职责|收回|上收")
_CELL_ORDER = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸")


@dataclass(slots=True)
class RawItem:
    """One item while its rows are gathered: texts by column index, in row order."""

    row: int
    seq: str
    name: str
    parent: str
    group: str
    kind: ListKind | None
    section: int
    cells: dict[int, list[str]] = field(default_factory=dict)
    is_sub: bool = False


@dataclass(slots=True)
class Body:
    """What the rows under one header held."""

    items: list[RawItem] = field(default_factory=list)
    section_titles: list[str] = field(default_factory=lambda: [""])
    notes: list[tuple[int, str]] = field(default_factory=list)  # source row, text
    warnings: list[ReadWarning] = field(default_factory=list)


def read_body(grid: Grid, header: Header, body: Sequence[int], where: str) -> Body:
    """Items of the rows ``body`` (grid row indexes below the header)."""
    return _BodyReader(grid, header, body, where).read()


def title_like(grid: Grid, r: int) -> bool:
    """Whether a row holds one text only, and that text is a list's title, an 附件 mark or a unit line."""
    texts = {one_line(t) for _, t in grid.cells(r)}
    if len(texts) != 1:
        return False
    text = texts.pop()
    return bool(row_pattern("title").search(text) and len(text) <= 80) or bool(row_pattern("heading").search(text))


class _BodyReader:
    def __init__(self, grid: Grid, header: Header, body: Sequence[int], where: str) -> None:
        self.grid, self.header, self.body, self.where = grid, header, body, where
        self.seq = header.first("seq")
        self.name = header.first("name") or header.columns[0]
        self.sub = header.first("sub")
        self.parent = header.first("parent")
        self.field = header.first("field")
        self.out = Body()
        self.groups: list[tuple[str, str]] = []  # (style, text)
        self.kind: ListKind | None = None
        self.section = 0
        self.current: RawItem | None = None
        self.main = ""
        self.in_notes = False
        self.fill: dict[int, str] = {}
        seqs = [self.text(r, self.seq) for r in body if self.seq]
        arabic = sum(bool(_ARABIC_SEQ.match(s)) for s in seqs)
        self.chinese_seq = sum(bool(_CHINESE_SEQ.match(s)) for s in seqs) > max(2, arabic)
        self.uses_seq = arabic + self.chinese_seq * len(seqs) >= max(1, len(seqs) // 4)

        self.unnumbered_items = any(
            self.seq is not None and not self.text(r, self.seq) and self.text(r, self.name) and len(grid.cells(r)) > 1
            for r in body
            if r not in grid.page_starts
        )

    def read(self) -> Body:
        for r in self.body:
            cells = self.grid.cells(r)
            if not cells or self._is_number_row(r, cells):
                continue
            texts = {one_line(t) for _, t in cells}
            if len(texts) == 1:
                self._single(r, cells[0][0], texts.pop(), len(cells) > 1)
            elif self._is_aside(cells):
                self.out.notes.append((self.grid.numbers[r], one_line(" ".join(t for _, t in cells))[:60]))
            elif not self._is_group_pair(r, cells):
                self.in_notes = False
                self._item_row(r)
        self._drop_bare_parents()
        return self.out

    # -------------------------------------------------- rows of one text

    def _single(self, r: int, c: int, text: str, repeated: bool) -> None:
        span = self.grid.span(r, c)
        tall = span[0] != r  # a merged cell reaching down into an otherwise empty row
        wide = span[3] > span[1] or repeated
        if tall:
            return
        if self._is_note(text) or (self.in_notes and not wide and c == self.name.index):
            self.in_notes = True
            self.out.notes.append((self.grid.numbers[r], text[:60]))
        elif wide or (self.seq is not None and c == self.seq.index):
            if not _ARABIC_SEQ.match(text):
                self._open_group(r, text)
        elif c == self.name.index:
            if _GROUP.match(text) and not self._names_are_marked():
                self._open_group(r, text)
            elif self._is_page_continuation(r):
                self._continue(r)
            elif _GROUP_WORDS.search(text) and self.uses_seq:
                self._open_group(r, text)
            else:
                self._item_row(r)
        elif self.sub is not None and c == self.sub.index:
            self._item_row(r)
        elif self.field is not None and c == self.field.index:
            self.fill[c] = text
        elif c == 0 and _GROUP.match(text):
            self._open_group(r, text)
        else:
            self._continue(r)

    def _is_note(self, text: str) -> bool:
        return bool(row_pattern("total").search(text) or row_pattern("note").search(text)) or bool(
            row_pattern("heading").search(text)
        )

    def _is_aside(self, cells: list[tuple[int, str]]) -> bool:
        """A total or signature row: told by its first cell, when no item name with a number stands in it."""
        first = one_line(cells[0][1])
        if row_pattern("total").search(first):
            return True
        if len(cells) > 1 and row_pattern("total").search(one_line(cells[1][1])) and len(cells) <= 3:
            return not _ARABIC_SEQ.match(first)
        return bool(row_pattern("note").search(first)) and not _ARABIC_SEQ.match(first)

    def _open_group(self, r: int, text: str) -> None:
        mark = _GROUP.match(text)
        style = "" if mark is None else ("（" if mark.group("mark")[0] in "（(" else "、")
        plain = group_name(text)
        kind = is_list_kind(plain) if _LIST_WORDS.search(plain) else None
        if kind is not None and style != "（":
            self.kind, self.groups = kind, []
            self.section += 1
            self.out.section_titles.append(text)
            self.current = None
            return
        if self.current is not None and style == "" and len(text) > 60:
            self.out.notes.append((self.grid.numbers[r], text[:60]))
            return
        styles = [s for s, _ in self.groups]
        keep = self.groups[: styles.index(style)] if style in styles else self.groups
        self.groups = [*keep, (style, plain)] if style == "（" else [(style, plain)]
        self.current = None

    def _is_group_pair(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """一 | 党的建设 and nothing else, in a list numbered 1, 2, 3: a heading in two cells."""
        if self.seq is None or self.chinese_seq or len(cells) > 2 or cells[0][0] != self.seq.index:
            return False
        mark = one_line(cells[0][1])
        if not _CHINESE_SEQ.match(mark) or not self.uses_seq:
            return False
        self._open_group(r, (mark if mark.endswith(("、", "）", ")")) else mark + "、") + one_line(cells[1][1]))
        return True

    def _names_are_marked(self) -> bool:
        """Whether names themselves begin with 一、 so that such a mark makes no heading."""
        marked = [r for r in self.body if _GROUP.match(self.text(r, self.name))]
        full = [r for r in marked if len({t for _, t in self.grid.cells(r)}) > 1]
        return len(full) * 2 > len(marked)

    def _is_number_row(self, r: int, cells: list[tuple[int, str]]) -> bool:
        """The row 1 2 3 4 (or 甲 乙 丙) under a header that numbers the columns."""
        if r > self.header.bottom + 1 or len(cells) < 3:
            return False
        texts = [one_line(t).strip("()（）") for _, t in cells]
        for first in (0, 1):
            if texts == [str(i + first) for i in range(len(texts))]:
                return True
        return texts == list(_CELL_ORDER[: len(texts)])

    # -------------------------------------------------- item rows

    def _item_row(self, r: int) -> None:
        name, own_name = self.text(r, self.name), self._own(r, self.name)
        sub = self.text(r, self.sub) if self.sub else ""
        own_sub = bool(self.sub) and self._own(r, self.sub)
        seq, own_seq = (self.text(r, self.seq), self._own(r, self.seq)) if self.seq else ("", False)
        if self._is_page_continuation(r):
            self._continue(r)
        elif not is_blank(sub) and own_sub:
            if not is_blank(name):
                self.main = name
            self._start(r, seq, sub, self._parent(r) or (self.main if self.main != sub else ""), is_sub=True)
        elif not is_blank(name) and own_name:
            self._named(r, seq, name)
        elif not is_blank(name) and own_seq and seq and self.current is not None and seq != self.current.seq:
            self._start(r, seq, name, self._parent(r))
        elif is_blank(name) and own_seq and seq:
            self._nameless(r, seq)
        else:
            self._continue(r)

    def _named(self, r: int, seq: str, name: str) -> None:
        parent = self._parent(r)
        is_sub = False
        if not parent and self.current is not None and self.uses_seq:
            nested = _SUB_SEQ.match(seq)
            if nested and any(i.seq.rstrip(".、") == nested.group(1) for i in self.out.items[-80:]):
                parent, is_sub = next(i.name for i in reversed(self.out.items) if i.seq.rstrip(".、") == nested.group(1)), True
            elif not seq and _SUB_NAME.match(name) and self.main:
                parent, is_sub = self.main, True
        if not is_sub:
            self.main = name
        self._start(r, seq, name, parent, is_sub=is_sub)

    def _nameless(self, r: int, seq: str) -> None:
        """A numbered row without a name: pre-numbered and empty, named by its 主题, or really nameless."""
        others = [t for c, t in self.grid.cells(r) if self.seq is None or c != self.seq.index]
        if not any(not is_blank(t) for t in others):
            return
        for column in (self.parent, self.field):
            if column is not None and self._own(r, column) and not is_blank(self.text(r, column)):
                self._start(r, seq, self.text(r, column), "")
                return
        self.out.warnings.append(
            ReadWarning("no_name", f"第{self.grid.numbers[r]}行有序号、没有事项名称", self.where, "请补上事项名称后重新导入")
        )
        self._start(r, seq, "", "")

    def _start(self, r: int, seq: str, name: str, parent: str, *, is_sub: bool = False) -> None:
        group = " / ".join(text for _, text in self.groups)
        item = RawItem(self.grid.numbers[r], seq, name, parent, group, self.kind, self.section, is_sub=is_sub)
        for column in self.header.columns:
            text = self.grid.rows[r][column.index]
            if not text and column.field in ("field", "kind"):
                text = self.fill.get(column.index, "")
            if text:
                item.cells[column.index] = [text]
                if column.field in ("field", "kind"):
                    self.fill[column.index] = text
        self.current = item
        self.out.items.append(item)

    def _continue(self, r: int) -> None:
        """A further row of the current item: its new texts are added under their columns."""
        broken = self._is_page_continuation(r)
        item = self.current
        for column in self.header.columns:
            text = self.grid.rows[r][column.index]
            if not text or not self._own(r, column):
                continue
            if item is None:
                self.out.notes.append((self.grid.numbers[r], one_line(text)[:60]))
                return
            held = item.cells.setdefault(column.index, [])
            if broken and held:
                held[-1] += text
                if column is self.name or column is self.sub:
                    item.name = one_line(held[-1])
            elif text not in held:
                held.append(text)

    def _is_page_continuation(self, r: int) -> bool:
        """The first row of a page that goes on with the row above: a number in every row but this one."""
        if self.unnumbered_items or r not in self.grid.page_starts or self.current is None or self.seq is None or not self.uses_seq:
            return False
        return not self.text(r, self.seq)

    def _drop_bare_parents(self) -> None:
        """A main item that only heads its sub-items (they carry the content, it has none) is their parent, no item."""
        identity = {c.index for c in self.header.columns if c.field in ("seq", "name", "sub", "parent", "field", "code", "kind")}
        kept: list[RawItem] = []
        for i, item in enumerate(self.out.items):
            following = self.out.items[i + 1] if i + 1 < len(self.out.items) else None
            heads = following is not None and following.is_sub and following.parent == item.name and not item.is_sub
            if not (heads and following is not None and self._bare(item, identity) and not self._bare(following, identity)):
                kept.append(item)
        self.out.items = kept

    @staticmethod
    def _bare(item: RawItem, identity: set[int]) -> bool:
        return all(is_blank(t) for c, texts in item.cells.items() if c not in identity for t in texts)

    # -------------------------------------------------- cells

    def text(self, r: int, column: Column | None) -> str:
        return one_line(self.grid.rows[r][column.index]) if column is not None else ""

    def _own(self, r: int, column: Column | None) -> bool:
        return column is not None and self.grid.starts_here(r, column.index)

    def _parent(self, r: int) -> str:
        text = self.text(r, self.parent) if self.parent else ""
        if not is_blank(text) and self.parent is not None:
            self.fill[self.parent.index] = text
            return text if text != self.text(r, self.name) else ""
        return self.fill.get(self.parent.index, "") if self.parent is not None and not text else ""


def group_name(text: str) -> str:
    """A heading's name: 一、党的建设（18项） → 党的建设."""
    plain = _GROUP.sub("", text, count=1).strip(" 　:：、.．")
    return _COUNT.sub("", plain).strip() or text
