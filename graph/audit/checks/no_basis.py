"""NO_BASIS 无依据."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.basis import is_empty, sanding_text
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.model import Evidence

_NAMES = re.compile(r"《[^《》]*》")
_SELF = re.compile(r"清单|证|证明|执照|许可证|证书|告知书|表$")


@check("NO_BASIS", "无依据", "error")
def no_basis(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The basis is empty, "无" or "/", or names only a certificate or the list itself.

    Rule: 职权法定; 权责清单 must state the ground of every item (中办发〔2015〕21号). A list without any basis
    column is reported once, at import, not item by item.
    """
    raw = view.item.basis_raw
    if view.basis or not view.list.has_basis or sanding_text(view):
        return
    if is_empty(raw):
        shown = raw.strip() or "（空）"
        yield Draft(f"依据栏为“{shown}”，没有法律依据", evidence=Evidence(cited=raw.strip()))
        return
    names = _NAMES.findall(raw)
    rest = _NAMES.sub("", raw)
    if names and all(_SELF.search(n.strip("《》")) for n in names) and not re.search(r"法|条例|规定|办法", rest):
        yield Draft("依据栏只有证照、文书或清单名称，不是法律依据", evidence=Evidence(cited=raw.strip()[:200]))
