"""LISTS_CONFLICT 清单间矛盾."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.audit.context import AuditContext, ItemView
from graph.audit.item_names import bare_name
from graph.audit.registry import Draft, check
from graph.model import Evidence

KEPT, BACK = frozenset({"基本履职", "配合履职"}), "上级收回"


@check("LISTS_CONFLICT", "清单间矛盾", "error", scope="library")
def lists_conflict(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """One item both kept (基本/配合) and taken back (上级收回), or led by the township and by a department at once.

    Rule: 中办、国办《关于全面建立乡镇（街道）履行职责事项清单的意见》: the three lists exclude each other. Looks across
    the lists of one place (Convention 11), by what the items are about (负责…, …工作 change nothing); the same
    names in different townships are no conflict. Two leading bodies conflict only where the items do not say that
    they differ by situation.
    """
    by_name: dict[tuple[tuple[str, ...], str], list[ItemView]] = defaultdict(list)
    for v in views:
        by_name[(v.list.place, bare_name(v.item.name))].append(v)
    for (_, name), group in by_name.items():
        if len(name) < 4 or len({v.list.id for v in group}) < 2:
            continue
        kept = [v for v in group if v.item.kind in KEPT]
        back = [v for v in group if v.item.kind == BACK]
        for v in kept:
            if back:
                yield _draft(v, back[0], f"同一事项既列入{v.item.kind}清单，又列入{BACK}清单（{_where(back[0])}）")
        for v in back:
            if kept:
                yield _draft(v, kept[0], f"同一事项既列入{BACK}清单，又列入{kept[0].item.kind}清单（{_where(kept[0])}）")
        if not back:
            yield from _two_leads(kept)


def _two_leads(kept: Sequence[ItemView]) -> Iterator[Draft]:
    basic = [v for v in kept if v.item.kind == "基本履职"]
    assist = [v for v in kept if v.item.kind == "配合履职"]
    for v in basic:
        if assist:
            yield _draft(v, assist[0], f"同一事项既由乡镇主责（基本履职），又由上级部门主责（{_where(assist[0])}）")
    for v in assist:
        if basic:
            yield _draft(v, basic[0], f"同一事项既由上级部门主责（配合履职），又由乡镇主责（{_where(basic[0])}）")


def _draft(v: ItemView, other: ItemView, message: str) -> Draft:
    return Draft(message, evidence=Evidence(cited=v.item.name, found=other.item.name, note=_where(other)), item_id=v.id)


def _where(v: ItemView) -> str:
    return f"{v.list.name}第{v.item.ref.row}行"

