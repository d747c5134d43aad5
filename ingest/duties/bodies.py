"""Bodies named in a cell: 牵头、配合部门, split where the cell separates them."""

from __future__ import annotations

import re

from ingest.duties.columns import is_blank
from ingest.duties.grids import one_line

_ORGAN_END = re.compile(
    r"(?:局|委|委员会|办|办公室|部|政府|中心|队|支队|大队|站|所|会|院|厅|处|街道|办事处|镇|乡|公司|法院|联合会|总工会)(?:[（(][^（）()]*[）)])?$"
)
_LABEL = re.compile(r"(?:^|[；;。，,\s])(牵头|主责|主办|配合|协助|协办|参与)(?:部门|单位)?\s*[：:]")
_OPEN, _CLOSE = "（(【[", "）)】]"


def split_bodies(text: str) -> tuple[str, ...]:
    """Names in a cell, split on 、，,；; and on line breaks that stand between whole names; never inside brackets."""
    if is_blank(text):
        return ()
    names = [n for line in _lines(text) for n in _split_line(line)]
    return tuple(dict.fromkeys(n for n in names if not is_blank(n)))


def split_roles(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(lead, support) of a cell that says 牵头部门：甲局；配合部门：乙局; without such labels all of it leads."""
    marks = list(_LABEL.finditer(text))
    if not marks:
        return split_bodies(text), ()
    lead: list[str] = list(split_bodies(text[: marks[0].start()]))
    support: list[str] = []
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        names = split_bodies(text[mark.end() : following.start() if following else len(text)])
        (lead if mark.group(1) in ("牵头", "主责", "主办") else support).extend(names)
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support))


def join_body_lines(text: str) -> str:
    """A single body broken over lines (乡镇/人民/政府) as one line; whole names on lines of their own get a 、."""
    return "、".join(_lines(text))


def _lines(text: str) -> list[str]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return lines
    whole = all(len(line) >= 3 and _ORGAN_END.search(line.rstrip("、，,；;。")) for line in lines)
    return lines if whole else [one_line(text)]


def _split_line(line: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for i, char in enumerate(line):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in "、，,；;" and not depth:
            parts.append(line[start:i])
            start = i + 1
    return [p.strip(" 。.") for p in (*parts, line[start:]) if p.strip(" 。.")]
