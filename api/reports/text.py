"""Words that every report shares: names of verdicts and severities, one line an evidence, safe cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

VERDICTS = {"grounded": "有据", "doubtful": "存疑", "unsupported": "无据", "not_checkable": "无法核验"}
SEVERITIES = {"error": "错误", "warning": "存疑", "info": "提示"}
VERDICT_COLOURS = {"grounded": "#C6EFCE", "doubtful": "#FFEB9C", "unsupported": "#FFC7CE", "not_checkable": "#E7E6E6"}
GROUPS = (
    ("一、有无依据", ("NO_BASIS", "PLACEHOLDER_BASIS", "UNREADABLE_BASIS", "POLICY_ONLY", "WHOLE_LAW_ONLY", "SANDING_ONLY")),
    ("二、是否真实", ("LAW_NOT_IN_LIBRARY", "PROVISION_NOT_IN_LIBRARY", "TITLE_INEXACT", "TITLE_AMBIGUOUS",
                 "ARTICLE_NOT_FOUND", "SUBDIVISION_NOT_FOUND", "SINGLE_PARAGRAPH", "QUOTE_DIFFERS", "QUOTE_ELSEWHERE")),
    ("三、是否有效", ("REPEALED", "NOT_YET_EFFECTIVE", "ARTICLE_MOVED", "ARTICLE_AMENDED", "ARTICLE_DELETED")),
    ("四、是否适格", ("WRONG_TIER", "ASSIST_ONLY", "OUT_OF_JURISDICTION", "POWER_NOT_GRANTABLE", "NO_EMPOWERMENT",
                 "TOPIC_MISMATCH", "SANDING_GAP")),
    ("五、清单自身", ("DUPLICATE_ITEM", "LISTS_CONFLICT", "NEGATIVE_LIST", "NO_BEARER", "POWER_TYPE_UNKNOWN", "OBSOLETE_ORGAN")),
    ("六、应列未列", ("UNCOVERED_DUTY", "SOLE_BASIS")),
)
"""The check catalogue's groups, in its order."""

CELL_LIMIT = 32_000
"""A spreadsheet cell holds 32,767 characters."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def clean(text: object) -> str:
    """Text that any office file can hold: control characters off, over-long text cut with a note."""
    t = _CONTROL.sub("", "" if text is None else str(text)).replace("\r\n", "\n").replace("\r", "\n")
    return t if len(t) <= CELL_LIMIT else t[:CELL_LIMIT] + "……（原文过长，余略，请见原件）"


def csv_safe(text: object) -> str:
    """A CSV cell that no spreadsheet takes for a formula: a leading = + - @ tab is set off by an apostrophe."""
    t = clean(text)
    return "'" + t if t.lstrip(" \n")[:1] in ("=", "+", "-", "@", "\t") and t.strip() not in ("-", "+") else t


def findings_text(item: dict[str, Any], names: dict[str, str]) -> str:
    """Numbered findings of an item, one a line."""
    return _numbered([f"【{SEVERITIES[f['severity']]}】{names.get(f['code'], f['code'])}：{f['message']}" for f in item["findings"]])


def fixes_text(item: dict[str, Any]) -> str:
    """Fixes ready to paste, one a line; suggestions where there is no fix."""
    lines = list(dict.fromkeys(short_fix(f["fix"]["text"]) for f in item["findings"] if f["fix"]))
    lines += [f"可考虑：{s['cite']}" for s in item.get("suggestions", ())]
    return _numbered(lines)


def evidence_text(item: dict[str, Any]) -> str:
    """Evidence of an item's findings: what the list says against what the law says."""
    lines = []
    for f in item["findings"]:
        e = f["evidence"]
        parts = [f"清单：{shorten(e['cited'], 160)}" if e["cited"] else "", f"条文：{shorten(e['found'], 300)}" if e["found"] else "",
                 f"（{e['source']}）" if e.get("source") else ""]
        if any(parts):
            lines.append("".join(p + ("；" if p.startswith("清单") and parts[1] else "") for p in parts))
    return _numbered(list(dict.fromkeys(lines)))


def short_fix(text: str) -> str:
    """A fix that fits a cell."""
    return shorten(text, 500)


def shorten(text: str, limit: int) -> str:
    """Text on one line, cut at ``limit`` characters."""
    t = re.sub(r"\s*\n\s*", " ", text.strip())
    return t if len(t) <= limit else t[:limit] + "…"


def source_text(item: dict[str, Any]) -> str:
    """File, sheet and row of an item."""
    s = item["source"]
    return f"{s['file']}·{s['sheet']}·第{s['row']}行" if s["sheet"] else f"{s['file']}·第{s['row']}行"


def headline(data: dict[str, Any]) -> str:
    """One sentence with the figures."""
    s = data["summary"]
    return (
        f"截至{data['as_of']}，共体检{len(data['lists'])}张清单、{s['items']}项事项：有据{s['grounded']}项、存疑{s['doubtful']}项、"
        f"无据{s['unsupported']}项、无法核验{s['not_checkable']}项；发现错误{s['by_severity']['error']}处、"
        f"存疑{s['by_severity']['warning']}处、提示{s['by_severity']['info']}处；应列未列的法定职责{len(uncovered(data))}条。"
    )


def uncovered(data: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Uncovered duties only."""
    return [u for u in data["uncovered"] if u["code"] == "UNCOVERED_DUTY"]


def title_of(data: dict[str, Any]) -> str:
    """Title of the report: the place when all lists share one."""
    places = {entry["place"].replace("/", "") for entry in data["lists"]}
    return f"{places.pop() if len(places) == 1 else ''}职责清单法律依据体检报告"


def _numbered(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else "\n".join(f"{i}. {line}" for i, line in enumerate(lines, 1))
