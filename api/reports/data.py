"""The audit result as plain data: schema youju.audit/1, the single source of every report format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graph.audit.context import AuditContext
from graph.audit.registry import all_checks
from graph.audit.run import AuditResult, ItemResult
from graph.cite import resolution_json
from graph.model import Finding, StoredList
from graph.store import LibraryReader
from graph.versions.in_force import effectiveness

SCHEMA = "youju.audit/1"


def audit_data(
    result: AuditResult, reader: LibraryReader, suggestions: Mapping[str, Sequence[dict[str, Any]]] | None = None,
) -> dict[str, Any]:
    """JSON-ready dict: no time stamps, same input gives the same bytes. ``suggestions``: item id → what could ground it."""
    verdicts = result.by_verdict()
    return {
        "schema": SCHEMA,
        "as_of": result.as_of,
        "lists": [_list(entry) for entry in result.lists],
        "summary": {
            "items": len(result.items),
            "grounded": verdicts["grounded"], "doubtful": verdicts["doubtful"],
            "unsupported": verdicts["unsupported"], "not_checkable": verdicts["not_checkable"],
            "by_code": result.by_code(), "by_severity": result.by_severity(),
        },
        "items": [_item(r, (suggestions or {}).get(r.view.id, ())) for r in result.items],
        "uncovered": [_uncovered(f) for f in result.uncovered],
        "laws": _laws(result, reader),
    }


def code_names() -> dict[str, str]:
    """Chinese name of each check code."""
    return {code: check.name for code, check in all_checks().items()}


def _list(entry: StoredList) -> dict[str, Any]:
    return {
        "name": entry.name, "place": "/".join(entry.place), "kind": entry.kind, "round": entry.round, "items": entry.n_items,
    }


def _item(r: ItemResult, suggestions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    item, ref = r.view.item, r.view.item.ref
    out: dict[str, Any] = {
        "id": r.view.id, "list": r.view.list.name, "list_kind": item.kind, "place": "/".join(r.view.list.place),
        "seq": item.seq, "name": item.name,
        "field": item.field, "power_type": item.power_type, "bearer": item.bearer or item.receiver or "、".join(item.lead),
        "basis_raw": item.basis_raw,
        "source": {"file": ref.file.replace("\\", "/").rsplit("/", 1)[-1], "sheet": ref.sheet, "row": ref.row},
        "verdict": r.verdict,
        "basis": [resolution_json(c.resolution) | {"provision_text": c.text} for c in r.view.basis],
        "findings": [finding_data(f) for f in r.findings],
    }
    if suggestions:
        out["suggestions"] = list(suggestions)
    return out


def finding_data(f: Finding) -> dict[str, Any]:
    """One finding as the schema has it."""
    e = f.evidence
    evidence: dict[str, Any] = {"cited": e.cited, "found": e.found, "diff": [list(op) for op in e.diff]}
    for key, value in (("provision", e.provision), ("source", e.source), ("note", e.note)):
        if value:
            evidence[key] = value
    return {
        "code": f.code, "severity": f.severity, "message": f.message, "citation": f.citation, "evidence": evidence,
        "fix": {"text": f.fix.text, "provision": f.fix.provision} if f.fix else None,
    }


def _uncovered(f: Finding) -> dict[str, Any]:
    return {
        "code": f.code, "severity": f.severity, "provision": f.evidence.provision, "text": f.evidence.found,
        "bearer": f.evidence.cited, "message": f.message, "source": f.evidence.source, "asks": f.evidence.note,
    }


def _laws(result: AuditResult, reader: LibraryReader) -> list[dict[str, Any]]:
    """Laws relied on, with status on the day and how many items rest on each; most used first."""
    context = AuditContext(reader, result.as_of)
    used: Counter[tuple[str, str]] = Counter()
    for r in result.items:
        used.update({(c.resolution.law or f"《{c.citation.title}》", c.resolution.statute_id or "")
                     for c in r.view.basis if c.resolution.law or c.citation.title})
    rows = []
    for (law, statute_id), count in sorted(used.items(), key=lambda kv: (-kv[1], kv[0])):
        statute = context.statutes.get(statute_id)
        versions = context.versions(statute_id) if statute else ()
        latest = context.latest(statute_id) if statute else None
        status = effectiveness(latest, versions, context.repeals(statute_id), result.as_of) if latest else "法规库未收录"
        rows.append({
            "law": law, "level": statute.level if statute else "", "status": status,
            "version": latest.date if latest else "", "effective_from": latest.effective_from if latest and latest.effective_stated else "未载明" if latest else None,
            "issuer": statute.issuer if statute else "", "items": count,
        })
    return rows
