"""Gathered rows and cards into DutyItem records; the raw cells stay what they were."""

from __future__ import annotations

import re

from ingest.duties.bodies import join_body_lines, split_bodies, split_roles
from ingest.duties.columns import is_blank
from ingest.duties.grids import one_line
from ingest.duties.header import Column
from ingest.duties.kinds import is_list_kind
from ingest.duties.rows import RawItem
from ingest.records import CellRef, DutyItem, ListKind

_PLAIN = ("code", "power_type", "lead_duty", "own_duty", "way", "empowerment", "remark")
_KEPT = ("", "keep", "generic", "type")
_ARTICLE_FIRST = re.compile(r"^\s*第\s*[零〇一二三四五六七八九十百千\d]+\s*条")
_HAS_ARTICLE = re.compile(r"第\s*[零〇一二三四五六七八九十百千\d]+\s*条")


def make_item(
    raw: RawItem, columns: tuple[Column, ...], file: str, sheet: str, kind: ListKind, *, on_card: bool = False
) -> DutyItem:
    """The record of one gathered item. ``kind`` holds unless the row itself states one."""
    values: dict[str, str] = {}
    for column in columns:
        if column.field in _PLAIN or column.field in ("bearer", "receiver", "original_body", "sanding", "field", "kind"):
            values.setdefault(column.field, "\n".join(raw.cells.get(column.index, [])))
    lead, support = _bodies(raw, columns)
    own_kind = is_list_kind(values.get("kind", "")) if values.get("kind") else None
    group = one_line(values.get("field", ""))
    return DutyItem(
        seq=raw.seq.rstrip("、.． "),
        name=raw.name,
        ref=CellRef(file, sheet, raw.row, _places(raw, columns, on_card)),
        kind=own_kind or kind,
        code=one_line(values.get("code", "")),
        field=raw.group if is_blank(group) else group,
        parent=raw.parent,
        power_type=one_line(values.get("power_type", "")),
        bearer=join_body_lines(values.get("bearer", "")),
        lead=lead,
        support=support,
        lead_duty=values.get("lead_duty", ""),
        own_duty=values.get("own_duty", ""),
        receiver=join_body_lines(values.get("receiver", "")),
        original_body=join_body_lines(values.get("original_body", "")),
        way=values.get("way", ""),
        empowerment=one_line(values.get("empowerment", "")),
        basis_raw=_basis(raw, columns),
        sanding_raw=values.get("sanding", ""),
        remark=values.get("remark", ""),
        extra=tuple(
            (column.header, "\n".join(raw.cells[column.index]))
            for column in columns
            if column.field in _KEPT and column.index in raw.cells
        ),
    )


def _places(raw: RawItem, columns: tuple[Column, ...], on_card: bool) -> tuple[tuple[str, int], ...]:
    if on_card:
        return ()
    return tuple((c.field, c.index + 1) for c in columns if c.field not in _KEPT)


def _bodies(raw: RawItem, columns: tuple[Column, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead: list[str] = []
    support: list[str] = []
    for column in columns:
        text = "\n".join(raw.cells.get(column.index, []))
        if column.field == "lead":
            first, second = split_roles(text)
            lead.extend(first)
            support.extend(second)
        elif column.field == "support":
            support.extend(split_bodies(text))
    return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(support))


def _basis(raw: RawItem, columns: tuple[Column, ...]) -> str:
    """All basis columns; a column of article numbers goes straight behind the law's name."""
    text = ""
    for column in columns:
        if column.field not in ("basis", "basis_article"):
            continue
        for part in raw.cells.get(column.index, []):
            if not text or is_blank(text):
                text = part
            elif is_blank(part):
                continue
            elif column.field == "basis_article" and _ARTICLE_FIRST.match(part) and not _HAS_ARTICLE.search(text.rsplit("\n", 1)[-1]):
                text += part
            else:
                text += "\n" + part
    return text
