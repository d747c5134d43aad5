"""Citation scanning: plain text in, records out; and that its time grows with the text, not with its square."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

from corpus.catalogue import load_catalogue
from graph.names import NameIndex
from ingest.citations import scan

FILES, SEED = 400, 1


def bench(shared: Path) -> list[tuple[str, str, str]]:
    """MB (UTF-8) a second of CPU over a sample of whole files, best of three; ratios of n to 4n."""
    files = sorted((shared / "corpus").rglob("*.md"))
    texts = [f.read_text("utf-8") for f in random.Random(SEED).sample(files, min(FILES, len(files)))]
    size = sum(len(t.encode()) for t in texts) / 1e6
    known = NameIndex((), load_catalogue()).known
    plain, found = _best(texts, None)
    named, _ = _best(texts, known)
    return [
        ("scan, no names", f"{size / plain:.1f} MB/s", f"target 20; {size:.1f} MB, {found} citations"),
        ("scan, names of the catalogue", f"{size / named:.1f} MB/s", "as an import does"),
        ("list of 25,000 and 100,000 members", _ratio([_members(25_000), _members(100_000)]), "4 = linear"),
        ("random 第条款项 of 100,000 and 400,000", _ratio([_noise(100_000), _noise(400_000)]), "4 = linear"),
    ]


def _best(texts: list[str], known: Callable[[str], bool] | None) -> tuple[float, int]:
    best, found = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        found = sum(len(scan(t, None, known).citations) for t in texts)
        best = min(best, time.process_time() - begun)
    return best, found


def _members(n: int) -> str:
    return "《某法》" + "、".join(f"第{i % 2000 + 1}条" for i in range(n))


def _noise(n: int) -> str:
    return "".join(random.Random(SEED).choices("第条款项一二三之、（）", k=n))


def _ratio(texts: list[str]) -> str:
    seconds = []
    for t in texts:
        begun = time.process_time()
        scan(t)
        seconds.append(time.process_time() - begun)
    return f"{seconds[1] / seconds[0]:.1f}× ({seconds[1]:.2f} s)"
