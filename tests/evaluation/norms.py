"""Norms: tier of the nearest bearer of a provision's sentence, against sentences labelled by reading.

``tests/labelled/norms.jsonl`` names each sentence by file, article, the first characters and a hash; its text is
read from ../shared. ``held`` sentences were labelled before the reader was run on them; misses found there were
mended afterwards, so the figure at first sight stands in the note.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ingest.norms import find_norms, provision_tier
from ingest.numerals import parse_numeral
from ingest.records import Norm
from ingest.statutes import parse_statute

LABELS = Path(__file__).resolve().parent.parent / "labelled" / "norms.jsonl"
FIRST_SIGHT = {
    "dev": "134 of 140, 135 of 140, 102 of 110, 96 of 100 in four rounds", "held": "93 of 99",
    "round 6": "106 of 120 (bound or not 119)", "round 7": "110 of 118 (bound or not 116)",
    "round 8": "108 of 120 (bound or not 115)", "round 9": "113 of 120 (bound or not 119)",
    "round 10": "110 of 118 (bound or not 115)",
    "round 11": "109 of 119 (bound or not 119)", "round 12": "80 of 90 (bound or not 89)", "round 13": "58 of 60 (bound or not 60)",
}
"""What was right before anything was mended. Rounds 6 to 11 are drawn evenly from every folder of the corpus, a quarter
with words of the township and half with bodies that are no government; rounds 12 and 13 by lot. Misses at first sight lie
nearly all between excluded and none; bound or not tells how many sentences were rightly held to bind the township.
Four labels were set right afterwards by the set's own conventions (asked to act, approved by); the figures count them as
they first stood."""
BOUND = ("township", "included")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled sentence. ``modality`` is given where the tier is township."""

    half: str
    tier: str
    modality: str | None
    sentence: str
    norms: tuple[Norm, ...]


def labelled(shared: Path) -> Iterator[Labelled]:
    """Every labelled sentence with the norms that the reader finds in it. Raises LookupError for a lost text."""
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, at = _locate(shared, row)
        end = at + row["length"]
        norms = tuple(n for n in find_norms(text) if n.start < end and n.end > at)
        yield Labelled(row["half"], row["tier"], row.get("modality"), text[at:end], norms)


def evaluate(shared: Path) -> list[tuple[str, str, str, str]]:
    """Rows (measure, value, target, note)."""
    rows = list(labelled(shared))
    out = []
    for half in FIRST_SIGHT:
        part = [r for r in rows if r.half == half]
        right = sum(provision_tier(r.norms) == r.tier for r in part)
        misses = "; ".join(r.sentence[:14] for r in part if provision_tier(r.norms) != r.tier)
        out.append((
            f"bearer tier, {half}", f"{right}/{len(part)} = {right / len(part):.1%}", "97%",
            f"at first sight {FIRST_SIGHT[half]}; misses: {misses or 'none'}",
        ))
    right = sum((provision_tier(r.norms) in BOUND) == (r.tier in BOUND) for r in rows)
    out.append(("township bound or not, all", f"{right}/{len(rows)} = {right / len(rows):.1%}", "-", "what the checks ask"))
    town = [r for r in rows if r.modality is not None]
    right = sum(r.modality in {n.modality for n in r.norms if any(b.tier == "township" for b in n.bearers)} for r in town)
    out.append(("modality of the township's norm", f"{right}/{len(town)} = {right / len(town):.1%}", "-", ""))
    return out


def _locate(shared: Path, row: dict[str, object]) -> tuple[str, int]:
    number, suffix = _article_of(str(row["article"]))
    for article in _articles(shared / "corpus" / str(row["file"])):
        if (article[0], article[1]) != (number, suffix):
            continue
        text, at = article[2], -1
        for _ in range(int(str(row["occurrence"])) + 1):
            at = text.find(str(row["anchor"]), at + 1)
            if at < 0:
                break
        if at >= 0:
            found = re.sub(r"\s", "", text[at:at + int(str(row["length"]))])
            if hashlib.sha1(found.encode()).hexdigest()[:12] == row["sha1"]:
                return text, at
    raise LookupError(f"labelled sentence not found: {row['file']} {row['article']} {row['anchor']}")


@lru_cache(maxsize=512)
def _articles(path: Path) -> tuple[tuple[int, int, str], ...]:
    doc = parse_statute(path.read_text(encoding="utf-8"), path=str(path))
    return tuple((a.article, a.suffix, a.text) for a in doc.articles)


def _article_of(label: str) -> tuple[int, int]:
    m = re.match(r"第(.+)条(?:之(.+))?$", label)
    if m is None:
        raise LookupError(label)
    return parse_numeral(m[1]) or 0, (parse_numeral(m[2]) or 0) if m[2] else 0
