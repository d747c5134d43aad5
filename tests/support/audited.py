"""Audit rows over a library in memory, through the real grammar and resolver: what codes come out, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.audit.run import AuditResult, run_audit
from graph.model import Repeal, StoredItem, StoredList
from graph.resolve import Resolver
from graph.versions.align import align, to_alignments
from ingest.citations import scan
from ingest.norms import find_norms
from ingest.records import CellRef, CiteContext, DutyItem, StatuteDoc
from tests.support.memory_library import MemoryLibrary

PLACE = ("河南省", "许昌市", "襄城县", "某镇")
AS_OF = "2026-11-23"


def audited(
    docs: Sequence[StatuteDoc], rows: Sequence[dict[str, Any]], *, as_of: str = AS_OF, repeals: Sequence[Repeal] = (),
    place: tuple[str, ...] = PLACE, dated: str | None = None, has_basis: bool = True, only: Sequence[str] | None = None,
) -> AuditResult:
    """Run the audit over ``rows`` (``name``, ``basis``, ``list`` and the other fields of an item)."""
    plain = MemoryLibrary(docs)
    pairs = [(vs[i], vs[i + 1]) for s in plain.statutes() for vs in [plain.versions(s.id)] for i in range(len(vs) - 1)]
    alignments = []
    for old, new in pairs:
        before, after = ([p.body for p in plain.provisions(v.id)] for v in (old, new))
        alignments += to_alignments(align(before, after), old.id, new.id)  # type: ignore[arg-type]
    names = list(dict.fromkeys(str(r.get("list", "基本履职清单")) for r in rows))
    lists, items = [], []
    for name in names:
        own = [r for r in rows if r.get("list", "基本履职清单") == name]
        kind = own[0].get("kind", "基本履职")
        lists.append(StoredList(name, name, kind, place, "", "清单.xlsx", "", len(own), dated, has_basis))
        for n, r in enumerate(own, 1):
            fields = {k: v for k, v in r.items() if k not in ("list", "basis", "kind")}
            item = DutyItem(str(n), ref=CellRef("清单.xlsx", name, n + 1), kind=kind, basis_raw=r["basis"], **fields)
            items.append(StoredItem(f"{name}#{n}", name, item, scan(r["basis"], CiteContext(mode="basis")).citations))
    library = MemoryLibrary(docs, norms=find_norms, lists=lists, items=items, alignments=alignments, repeals=repeals)
    resolver = Resolver(library, as_of=as_of, place=place)
    return run_audit(
        library, lists, lambda stored, entry: resolver.resolve(stored.citations, CiteContext(mode="basis")), as_of, place=place, only=only,
    )


def codes(result: AuditResult) -> list[set[str]]:
    """Codes of each item in order, SOLE_BASIS left out."""
    return [{f.code for f in r.findings} - {"SOLE_BASIS"} for r in result.items]


def one(docs: Sequence[StatuteDoc], basis: str, name: str = "河道保洁巡查", **more: Any) -> set[str]:
    """Codes of a single item."""
    keys = {"as_of", "repeals", "place", "dated", "has_basis", "only"}
    options = {k: v for k, v in more.items() if k in keys}
    row = {"name": name, "basis": basis, "bearer": "某镇人民政府", **{k: v for k, v in more.items() if k not in keys}}
    return codes(audited(docs, [row], **options))[0]
