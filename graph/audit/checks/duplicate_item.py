"""DUPLICATE_ITEM 重复事项."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.audit.context import AuditContext, ItemView
from graph.audit.item_names import bare_name, plain_name
from graph.audit.registry import Draft, check
from graph.model import Evidence

_DIFFERENT = re.compile(r"[0-9一二三四五六七八九十]+|不|未|无|非")
NEAR, LONG = 96, 12
"""Percent likeness from which two names of at least so many characters are the same item."""


@check("DUPLICATE_ITEM", "重复事项", "warning", scope="list")
def duplicate_item(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """Same or nearly the same item twice within one list (Convention 11).

    The same name under different main items, power types or responsible bodies is not the same item. Names that
    differ by a number or a negation differ in substance. Nearly the same names (负责…, …工作) need the same basis.
    """
    exact: dict[tuple[str, ...], list[ItemView]] = defaultdict(list)
    for v in views:
        exact[(plain_name(v.item.name), *_frame(v))].append(v)
    for group in exact.values():
        for again in group[1:]:
            yield _draft(group[0], again, "相同")
    yield from _near([g[0] for g in exact.values()])


def _near(views: Sequence[ItemView]) -> Iterator[Draft]:
    """Nearly the same names, compared inside blocks that share power type, bodies and basis."""
    from rapidfuzz import fuzz, process

    blocks: dict[tuple[str, ...], list[ItemView]] = defaultdict(list)
    for v in views:
        blocks[(plain_name(v.item.basis_raw), *_frame(v))].append(v)
    for block in blocks.values():
        names = [plain_name(v.item.name) for v in block]
        bare = [bare_name(v.item.name) for v in block]
        for i in range(1, len(block)):
            j = bare.index(bare[i])
            if j == i and len(names[i]) >= LONG:
                near = process.extract(names[i], names[:i], scorer=fuzz.ratio, score_cutoff=NEAR, limit=1)
                j = next((k for n, _, k in near if len(n) >= LONG and _DIFFERENT.findall(n) == _DIFFERENT.findall(names[i])), i)
            if j < i:
                yield _draft(block[j], block[i], "几乎相同")


def _frame(v: ItemView) -> tuple[str, ...]:
    i = v.item
    return tuple(map(plain_name, (i.parent, i.power_type, i.bearer, i.receiver, "".join(i.lead), i.own_duty, i.empowerment)))


def _draft(first: ItemView, again: ItemView, how: str) -> Draft:
    where = f"第{first.item.ref.row}行" + (f"（序号{first.item.seq}）" if first.item.seq else "")
    return Draft(
        f"与本清单{where}“{first.item.name}”{how}",
        evidence=Evidence(cited=again.item.name, found=first.item.name, note=where), item_id=again.id,
    )
