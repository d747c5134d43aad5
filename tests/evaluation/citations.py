"""Citations against the real list rows and the example spans of the shared facts."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from corpus.catalogue import load_catalogue
from graph.names import NameIndex
from ingest.citations import scan
from ingest.records import CiteContext

FULL_WIDTH = str.maketrans("(),:;<>", "（），：；〈〉")
NOT_CITED = ("本法", "本条", "K", "X", "章节")
"""Shapes that are no citation without a number (convention 9), or that 编 and 节 make (convention 8)."""


def evaluate(shared: Path) -> list[tuple[str, str, str, str]]:
    """Rows complete and nothing extra; example spans reproduced."""
    known = NameIndex((), load_catalogue()).known
    return [*_rows(shared, known), _spans(shared, known)]


def _rows(shared: Path, known: object) -> list[tuple[str, str, str, str]]:
    rows = [json.loads(line) for line in (shared / "gold" / "list_rows.jsonl").read_text("utf-8").splitlines()]
    out = []
    for name, table in (("as printed", {}), ("full-width punctuation", FULL_WIDTH)):
        right, wrong = 0, []
        for r in rows:
            text = r["basis_raw"].translate(table)
            got = {(c.title, c.article) for c in scan(text, CiteContext(mode="basis"), known).citations}  # type: ignore[arg-type]
            want = {(g["title"].translate(table), g["article"]) for g in r["gold"]}
            right += got == want
            wrong += [] if got == want else [f"{text[:40]} {sorted(map(str, got ^ want))}"]
        out.append((f"list rows, {name}: all found, nothing extra", f"{right}/{len(rows)}", "90%", " ¦ ".join(wrong[:3])))
    return out


def _spans(shared: Path, known: object) -> tuple[str, str, str, str]:
    """Spans 【…】 of the examples with a locator; the rest are no citations by the conventions."""
    right, total, wrong = 0, 0, Counter[str]()
    for line in (shared / "facts" / "citation_examples.jsonl").read_text("utf-8").splitlines():
        r = json.loads(line)
        marked = r["text"]
        parts = set(r["shape"].split())
        if marked.count("【") != 1 or parts & {"《》", "《》×n", "章节", "（…）"} or r["shape"] in NOT_CITED or "本条" in parts:
            continue
        start, end = marked.index("【"), marked.index("】") - 1
        text = marked.replace("【", "").replace("】", "")
        spans = [(c.start, c.end) for c in scan(text, CiteContext(law=r["law"]), known).citations if c.start < end and c.end > start]  # type: ignore[arg-type]
        total += 1
        good = bool(spans) and max(e for _, e in spans) == end and min(s for s, _ in spans) <= start
        right += good
        wrong.update([] if good else [r["shape"]])
    return ("example spans with a locator reproduced", f"{right}/{total} = {right / total:.1%}", "", ", ".join(f"{s} {n}" for s, n in wrong.most_common(6)))
