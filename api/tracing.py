"""An item's chain of evidence: item → citations → provisions → laws, with verdicts. As data, text and svg."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from api.reports.data import code_names
from api.reports.text import SEVERITIES, VERDICTS, clean, shorten, source_text

STATE_NAMES = {"good": "核验通过", "doubtful": "存疑", "bad": "有误", "unknown": "无法核验"}
STATE_COLOURS = {"good": "#2e7d32", "doubtful": "#c77f00", "bad": "#c62828", "unknown": "#7a7a7a"}


def trace_data(item: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """The chain of one item of an audit's data. JSON-ready."""
    laws = {law["law"]: law for law in data["laws"]}
    links = []
    for i, c in enumerate(item["basis"]):
        findings = [f for f in item["findings"] if f["citation"] == i]
        fix = next((f["fix"] for f in findings if f["fix"] and f["fix"]["provision"]), None)
        law = laws.get(c["law"] or f"《{c['title']}》", {})
        links.append({
            "citation": c["text"], "status": c["status"], "state": _state(c, findings), "provision": c["provision"],
            "provision_text": c["provision_text"], "version": c["version"],
            "law": {"title": c["law"] or c["title"], "level": law.get("level", ""), "status": law.get("status", "法规库未收录"),
                    "issuer": law.get("issuer", "")},
            "findings": findings, "now": fix,
        })
    return {
        "item": {k: item[k] for k in ("id", "list", "seq", "name", "bearer", "basis_raw", "source")},
        "as_of": data["as_of"], "verdict": item["verdict"], "links": links,
        "findings": [f for f in item["findings"] if f["citation"] is None],
    }


def trace_text(trace: dict[str, Any]) -> str:
    """The chain as an indented outline."""
    names, item = code_names(), trace["item"]
    lines = [f"事项：{item['name']}", f"  清单：{item['list']}　{source_text(item)}", f"  结论：{VERDICTS[trace['verdict']]}（以{trace['as_of']}为准）"]
    lines += [f"  【{SEVERITIES[f['severity']]}】{names.get(f['code'], f['code'])}：{f['message']}" for f in trace["findings"]]
    for link in trace["links"]:
        lines.append(f"  └ 引用：{shorten(link['citation'], 80)}　〔{STATE_NAMES[link['state']]}〕")
        if link["provision"]:
            lines.append(f"      └ 条文：{link['provision']}　{shorten(link['provision_text'], 120)}")
        law = link["law"]
        facts = "，".join(x for x in (law["level"], law["status"], law["issuer"]) if x)
        lines.append(f"          └ 法规：{law['title'] or '（未能识别）'}（{facts}）")
        lines += [f"      【{SEVERITIES[f['severity']]}】{names.get(f['code'], f['code'])}：{f['message']}" for f in link["findings"]]
        if link["now"]:
            lines.append(f"      → 现应引：{shorten(link['now']['text'], 120)}")
    if not trace["links"]:
        lines.append("  └ 没有可追溯的引用")
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Box:
    """A box of the picture: a head, lines of text, a colour."""

    head: str
    lines: tuple[str, ...]
    colour: str

    @property
    def height(self) -> int:
        return 34 + 19 * len(self.lines)


COLUMNS = (("事项", 230), ("引用", 230), ("条文", 330), ("法规", 230))
GAP, TOP, PAD = 56, 92, 18


def trace_svg(trace: dict[str, Any]) -> str:
    """A picture of the chain that explains itself: four columns, coloured by verdict, with a legend. Stand-alone SVG."""
    rows = [_row(link) for link in trace["links"]]
    heights = [max(b.height for b in row) for row in rows] or [60]
    item_box = _item_box(trace)
    total = max(sum(heights) + PAD * (len(heights) - 1), item_box.height)
    lefts = [20]
    for _, width in COLUMNS[:-1]:
        lefts.append(lefts[-1] + width + GAP)
    width = lefts[-1] + COLUMNS[-1][1] + 20
    out: list[str] = []
    item_y = TOP + (total - item_box.height) // 2
    y = TOP
    for row, height in zip(rows, heights, strict=False):
        middle = y + height // 2
        colour = row[0].colour
        out.append(_curve(lefts[0] + COLUMNS[0][1], item_y + item_box.height // 2, lefts[1], middle, colour))
        for i, box in enumerate(row):
            if i:
                out.append(_curve(lefts[i] + COLUMNS[i][1], middle, lefts[i + 1], middle, colour))
            out.append(_draw(box, lefts[i + 1], middle - box.height // 2, COLUMNS[i + 1][1]))
        y += height + PAD
    out.append(_draw(item_box, lefts[0], item_y, COLUMNS[0][1]))
    heads = "".join(f'<text x="{x}" y="{TOP - 16}" class="head">{name}</text>' for x, (name, _) in zip(lefts, COLUMNS, strict=True))
    legend = _legend(TOP + total + 34)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {TOP + total + 60}" width="{width}" height="{TOP + total + 60}" '
        f'font-family="Noto Sans CJK SC, Microsoft YaHei, SimSun, sans-serif"><style>text{{font-size:13px;fill:#1f2733}}'
        f'.title{{font-size:18px;font-weight:600}}.head{{font-weight:600;fill:#5a6675}}.b{{font-weight:600}}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text x="20" y="34" class="title">{escape(clean(shorten(trace["item"]["name"], 44)))}　依据追溯</text>'
        f'<text x="20" y="56">以{trace["as_of"]}为准，结论：{VERDICTS[trace["verdict"]]}</text>{heads}{"".join(out)}{legend}</svg>\n'
    )


def _row(link: dict[str, Any]) -> tuple[_Box, _Box, _Box]:
    colour, names = STATE_COLOURS[link["state"]], code_names()
    tags = tuple(dict.fromkeys(names.get(f["code"], f["code"]) for f in link["findings"]))
    cite = _Box(STATE_NAMES[link["state"]], (*_wrap(link["citation"], 16, 3), *(f"▪ {t}" for t in tags[:3])), colour)
    text = _wrap(link["provision_text"] or "条文未收录或不存在", 23, 4)
    if link["now"]:
        text = (*text, *_wrap(f"→ 现应引 {link['now']['text']}", 23, 2))
    provision = _Box(shorten(link["provision"] or "（没有对应条文）", 30), text, colour)
    law = link["law"]
    facts = tuple(x for x in (law["level"], law["status"]) if x)
    return cite, provision, _Box("　".join(facts), _wrap(law["title"] or "（未能识别）", 16, 3), colour)


def _item_box(trace: dict[str, Any]) -> _Box:
    colour = {"grounded": "good", "doubtful": "doubtful", "unsupported": "bad", "not_checkable": "unknown"}[trace["verdict"]]
    names = code_names()
    tags = [f"▪ {names.get(f['code'], f['code'])}" for f in trace["findings"][:4]]
    return _Box(VERDICTS[trace["verdict"]], (*_wrap(trace["item"]["name"], 16, 4), *_wrap(trace["item"]["bearer"], 16, 2), *tags),
                STATE_COLOURS[colour])


def _state(c: dict[str, Any], findings: list[dict[str, Any]]) -> str:
    levels = {f["severity"] for f in findings}
    if "error" in levels:
        return "bad"
    if "warning" in levels:
        return "doubtful"
    return "good" if c["provision"] and c["status"] == "resolved" else "unknown"


def _wrap(text: str, width: int, most: int) -> tuple[str, ...]:
    """Lines of ``width`` full-width characters, ``most`` of them, the last one cut with …; no line begins with a stop."""
    flat = clean(" ".join(text.split()))
    lines = re.findall(f".{{1,{width}}}[，。；：、）》”]?", flat)
    return tuple(lines[:most]) if len(lines) <= most else (*lines[:most - 1], lines[most - 1][:-1] + "…")


def _draw(box: _Box, x: int, y: int, width: int) -> str:
    lines = "".join(f'<text x="{x + 12}" y="{y + 42 + 19 * i}">{escape(line)}</text>' for i, line in enumerate(box.lines))
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{box.height}" rx="6" fill="#fbfcfe" stroke="{box.colour}" stroke-width="1.5"/>'
        f'<rect x="{x}" y="{y}" width="5" height="{box.height}" rx="2" fill="{box.colour}"/>'
        f'<text x="{x + 12}" y="{y + 21}" class="b" style="fill:{box.colour}">{escape(clean(box.head))}</text>{lines}'
    )


def _curve(x1: int, y1: int, x2: int, y2: int, colour: str) -> str:
    middle = (x1 + x2) // 2
    return f'<path d="M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _legend(y: int) -> str:
    parts, x = [], 20
    for state, name in STATE_NAMES.items():
        parts.append(f'<rect x="{x}" y="{y - 11}" width="12" height="12" rx="2" fill="{STATE_COLOURS[state]}"/><text x="{x + 18}" y="{y}">{name}</text>')
        x += 110
    return "".join(parts)
