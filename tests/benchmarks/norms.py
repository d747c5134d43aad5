"""Speed of the norm reader over every tenth statute of the corpus."""

from __future__ import annotations

import time
from pathlib import Path

from ingest.norms import find_norms
from ingest.statutes import parse_statute


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """Rows (measure, value, note)."""
    files = sorted((shared / "corpus").rglob("*.md"))[::10]
    texts = [a.text for f in files for a in parse_statute(f.read_text(encoding="utf-8"), path=str(f)).articles]
    size = sum(len(t.encode()) for t in texts)
    began = time.process_time()
    found = sum(len(find_norms(t)) for t in texts)
    spent = time.process_time() - began
    return [("norms, MB/s of article text", f"{size / spent / 1e6:.1f}", f"{len(texts)} articles, {found} norms; target 5")]
