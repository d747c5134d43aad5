"""One self-contained page: filterable table, charts as inline svg, evidence unfolded on click; works offline."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from typing import Any

from jinja2 import BaseLoader, Environment
from markupsafe import Markup, escape

from api.reports.data import code_names
from api.reports.text import (
    GROUPS,
    SEVERITIES,
    VERDICT_COLOURS,
    VERDICTS,
    clean,
    headline,
    shorten,
    source_text,
    title_of,
    uncovered,
)

CHART_COLOURS = {"grounded": "#2e7d32", "doubtful": "#f9a825", "unsupported": "#c62828", "not_checkable": "#9e9e9e"}


def html_text(data: dict[str, Any]) -> str:
    """The whole page as text. Everything from input is escaped."""
    folder = resources.files("api.reports") / "templates"
    environment = Environment(autoescape=True, loader=BaseLoader(), trim_blocks=True, lstrip_blocks=True)
    environment.filters.update(clean=clean, shorten=shorten, diff=_diff, source=source_text)
    template = environment.from_string((folder / "audit.html.j2").read_text("utf-8"))
    return template.render(
        data=data, title=title_of(data), headline=headline(data), names=code_names(), verdicts=VERDICTS, severities=SEVERITIES,
        colours=VERDICT_COLOURS, groups=_groups(data), uncovered=uncovered(data),
        verdict_chart=_verdict_chart(data), code_chart=_code_chart(data),
        style=Markup((folder / "audit.css").read_text("utf-8")), script=Markup((folder / "audit.js").read_text("utf-8")),
    )


def _groups(data: dict[str, Any]) -> list[tuple[str, list[tuple[str, int]]]]:
    """Codes that occur, by group, with counts: the choices of the filter."""
    counts = data["summary"]["by_code"]
    return [(g, [(c, counts[c]) for c in codes if counts.get(c)]) for g, codes in GROUPS if any(counts.get(c) for c in codes)]


def _diff(ops: list[list[str]]) -> Markup:
    tags = {"delete": "del", "insert": "ins"}
    out = []
    for op, text in ops:
        body = escape(clean(text))
        out.append(Markup("<{0}>{1}</{0}>").format(Markup(tags[op]), body) if op in tags else body)
    return Markup("").join(out)


def _verdict_chart(data: dict[str, Any]) -> Markup:
    """One stacked bar of the verdicts, with a legend that has the figures."""
    total = max(data["summary"]["items"], 1)
    x, parts = 0.0, []
    for i, (v, name) in enumerate(VERDICTS.items()):
        n = data["summary"][v]
        width = 640 * n / total
        parts.append(Markup('<rect x="{:.1f}" y="0" width="{:.1f}" height="34" fill="{}"><title>{} {}项</title></rect>').format(
            x, width, CHART_COLOURS[v], name, n))
        parts.append(Markup('<rect x="{0}" y="48" width="14" height="14" fill="{2}"/><text x="{1}" y="60">{3} {4}</text>').format(
            i * 160, i * 160 + 20, CHART_COLOURS[v], name, n))
        x += width
    return Markup('<svg viewBox="0 0 640 66" role="img" aria-label="结论分布">{}</svg>').format(Markup("").join(parts))


def _code_chart(data: dict[str, Any]) -> Markup:
    """Horizontal bars of the most frequent errors and doubts; mere hints are left to the table."""
    names = code_names()
    serious = Counter(f["code"] for f in [f for i in data["items"] for f in i["findings"]] + data["uncovered"] if f["severity"] != "info")
    rows = sorted(serious.items(), key=lambda kv: (-kv[1], kv[0]))[:14]
    if not rows:
        return Markup("")
    top, parts = rows[0][1], []
    for i, (code, n) in enumerate(rows):
        y = i * 24
        parts.append(Markup(
            '<text x="150" y="{}" text-anchor="end">{}</text><rect x="158" y="{}" width="{:.1f}" height="16" rx="2" fill="#3f6fb5"/>'
            '<text x="{:.1f}" y="{}">{}</text>').format(y + 15, names.get(code, code), y + 2, 420 * n / top, 164 + 420 * n / top, y + 15, n))
    return Markup('<svg viewBox="0 0 640 {}" role="img" aria-label="问题分布">{}</svg>').format(len(rows) * 24, Markup("").join(parts))
