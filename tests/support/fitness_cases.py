"""Items with their basis resolved by hand, for checks that are given a view: no grammar, no resolver."""

from __future__ import annotations

import importlib
import itertools
import re
from collections.abc import Sequence
from typing import Any

from graph.address import Address
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft
from graph.model import Resolution, StoredItem, StoredList
from ingest.norms import find_norms
from ingest.numerals import parse_numeral
from ingest.records import CellRef, Citation, DutyItem, SandingRule, StatuteDoc
from tests.support.memory_library import MemoryLibrary

AS_OF = "2026-11-23"
_IDS = itertools.count(1)
PLACE = ("河南省", "许昌市", "襄城县")

_CITED = re.compile(
    r"《((?:[^《》])+)》(?:（([^）]*)）)?(?:第([零一二三四五六七八九十百千]+)条)?(?:第([一二三四五六七八九十]+)款)?(?:第（?([一二三四五六七八九十]+)）?项)?"
)


def context_of(docs: Sequence[StatuteDoc], place: tuple[str, ...] = PLACE, sanding: Sequence[SandingRule] = ()) -> AuditContext:
    """A library in memory with norms read on demand, as of the day of the tests."""
    return AuditContext(MemoryLibrary(docs, norms=find_norms, sanding=sanding), AS_OF, place)  # type: ignore[arg-type]


def view_of(
    context: AuditContext, name: str, basis: str, *, kind: str = "基本履职", place: tuple[str, ...] = PLACE,
    list_name: str = "乡镇履职事项清单", **fields: Any,
) -> ItemView:
    """An item whose ``basis`` is written 《X法》第四条第二款第（一）项; what the library does not hold stays unresolved."""
    item = DutyItem("1", name, CellRef("清单.xlsx", "表1", 2), kind=kind, basis_raw=basis, **fields)  # type: ignore[arg-type]
    citations = tuple(_citation(m) for m in _CITED.finditer(basis))
    entry = StoredList("清单", list_name, kind, place, "2025", "清单.xlsx", "", 1)  # type: ignore[arg-type]
    stored = StoredItem(f"清单#{next(_IDS)}", entry.id, item, citations)
    return context.view(stored, entry, [_resolve(c, context) for c in citations])


def drafts(code: str, view: ItemView, context: AuditContext) -> list[Draft]:
    """What one item check, a function in a module of its own name, yields for one view."""
    module = importlib.import_module(f"graph.audit.checks.{code.lower()}")
    return list(getattr(module, code.lower())(view, context))


def _citation(m: re.Match[str]) -> Citation:
    number = [parse_numeral(g) if g else None for g in m.groups()[2:]]
    return Citation(
        m.start(), m.end(), m[0], "full", title=m[1], article=number[0], paragraph=number[1], item=number[2],
        doc_no=m[2] if m[2] and "号" in m[2] else None,
    )


def _resolve(c: Citation, context: AuditContext) -> Resolution:
    statute = next((s for s in context.statutes.values() if c.title in (s.title, s.short_title)), None)
    if statute is None:
        return Resolution(c, "law_not_in_library")
    version = context.latest(statute.id)
    assert version is not None
    if c.article is None:
        return Resolution(c, "title_only", "exact", statute.title, statute.id, version.id)
    address = Address(statute.id, version.date, c.article, c.suffix, c.paragraph, c.item)
    held = context.provision(str(address)) is not None
    return Resolution(
        c, "resolved" if held else "article_not_found", "exact", statute.title, statute.id, version.id,
        str(address) if held else None, text_held=held,
    )
