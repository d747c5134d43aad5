"""DUPLICATE_ITEM 重复事项."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence

_PLAIN = re.compile(r"[\W_]+")
_DIFFERENT = re.compile(r"[0-9一二三四五六七八九十]+|不|未|无|非")
NEAR = 96
"""Percent likeness from which two names of at least 12 characters are the same item."""


@check("DUPLICATE_ITEM", "重复事项", "warning", scope="list")
def duplicate_item(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """Same or nearly the same item twice within one list (Convention 11).

    The same name under different main items, power types or responsible bodies is not the same item. Names that
    differ by a number or a negation differ in substance.
    """
    exact: dict[tuple[str, ...], list[ItemView]] = defaultdict(list)
    for v in views:
        exact[_key(v)].append(v)
    for group in exact.values():
        for again in group[1:]:
            yield _draft(group[0], again, "相同")
    yield from _near([g[0] for g in exact.values()])


def _near(views: Sequence[ItemView]) -> Iterator[Draft]:
    """Nearly the same names, compared inside blocks that share power type and bearer."""
    from rapidfuzz import fuzz, process

    blocks: dict[tuple[str, ...], list[ItemView]] = defaultdict(list)
    for v in views:
        blocks[_key(v)[1:]].append(v)
    for block in blocks.values():
        block = [v for v in block if len(_plain(v.item.name)) >= 12]
        names = [_plain(v.item.name) for v in block]
        for i, name in enumerate(names):
            for _, _, j in process.extract(name, names[:i], scorer=fuzz.ratio, score_cutoff=NEAR, limit=1):
                if _DIFFERENT.findall(name) == _DIFFERENT.findall(names[j]) and _same_ground(block[i], block[j]):
                    yield _draft(block[j], block[i], "几乎相同")


def _key(v: ItemView) -> tuple[str, ...]:
    i = v.item
    return tuple(map(_plain, (i.name, i.parent, i.power_type, i.bearer, i.receiver, "".join(i.lead), i.own_duty, i.empowerment)))


def _same_ground(a: ItemView, b: ItemView) -> bool:
    return _plain(a.item.basis_raw) == _plain(b.item.basis_raw)


def _plain(text: str) -> str:
    return _PLAIN.sub("", text)


def _draft(first: ItemView, again: ItemView, how: str) -> Draft:
    where = f"第{first.item.ref.row}行" + (f"（序号{first.item.seq}）" if first.item.seq else "")
    return Draft(
        f"与本清单{where}“{first.item.name}”{how}",
        evidence=Evidence(cited=again.item.name, found=first.item.name, note=where), item_id=again.id,
    )
