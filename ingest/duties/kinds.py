"""Which kind of list this is, told from titles, sheet and file names, and columns (``data/kinds.tsv``)."""

from __future__ import annotations

import re
from functools import cache
from typing import cast, get_args

from ingest.duties.columns import header_words, read_table
from ingest.duties.header import Header
from ingest.records import ListKind

_POWER_COLUMNS = ("责任事项", "追责情形")
_CHECK_COLUMNS = ("检查事项", "抽查事项", "检查项目", "检查依据", "抽查依据")


def kind_of_text(text: str, *, worst_rank: int = 9) -> ListKind | None:
    """The one kind that a title or sheet name states; None when it states none, or two at once."""
    best, found = worst_rank + 1, set[str]()
    for pattern, kind, rank in _patterns():
        if rank <= best and pattern.search(text):
            found = {kind} if rank < best else found | {kind}
            best = rank
    return cast(ListKind, found.pop()) if len(found) == 1 else None


def kind_of_columns(header: Header) -> ListKind | None:
    """The kind that a list's columns imply; None when they fit any."""
    fields = {c.field for c in header.columns}
    words = {header_words(part) for c in header.columns for part in c.header.split("/")}
    if "receiver" in fields:
        return "上级收回"
    if "own_duty" in fields or ("lead_duty" in fields and "lead" in fields):
        return "配合履职"
    if "empowerment" in fields or "original_body" in fields or any(w.startswith("赋权") for w in words):
        return "赋权清单"
    if words & set(_CHECK_COLUMNS):
        return "检查清单"
    if words & set(_POWER_COLUMNS) or "sanding" in fields or ("power_type" in fields and "basis" in fields):
        return "权责清单"
    return None


def recognise_kind(titles: list[str], sheet: str, header: Header, file_name: str) -> ListKind | None:
    """Nearest title first, then the sheet's name, a precise file name, the columns, a vague file name."""
    for text in (*titles, sheet):
        if text and (kind := kind_of_text(text)) is not None:
            return kind
    return kind_of_text(file_name, worst_rank=1) or kind_of_columns(header) or kind_of_text(file_name)


def is_list_kind(text: str) -> ListKind | None:
    """A cell that names a kind outright (基本履职, 基本履职事项清单)."""
    for kind in get_args(ListKind):
        if text.strip() == kind:
            return cast(ListKind, kind)
    return kind_of_text(text, worst_rank=1)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, int], ...]:
    return tuple((re.compile(p), kind, int(rank)) for p, kind, rank in read_table("kinds.tsv"))
