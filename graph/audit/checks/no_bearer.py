"""NO_BEARER 无责任主体."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graph.audit.basis import is_empty
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check


@check("NO_BEARER", "无责任主体", "warning", scope="list")
def no_bearer(views: Sequence[ItemView], context: AuditContext) -> Iterator[Draft]:
    """The item names no responsible body although its list has such a column.

    A list in which no item names one has no such column: its items are the township's own by the list's title, and
    nothing is reported.
    """
    def bodies(v: ItemView) -> list[str]:
        i = v.item
        return [b for b in (i.bearer, i.receiver, *i.lead, i.original_body) if b.strip() and not is_empty(b)]

    if not any(bodies(v) for v in views):
        return
    for v in views:
        if not bodies(v):
            yield Draft("没有写明责任主体", item_id=v.id)
