"""Citations found in passages of statutes and in list cells, against what a reader labelled."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from corpus.catalogue import load_catalogue
from graph.names import NameIndex
from ingest.citations import find_citations
from ingest.records import CiteContext, StatuteDoc
from ingest.statutes import parse_statute
from tests.support.cited import context, show

Row = tuple[str, str, str, str]
LABELLED = Path(__file__).resolve().parent.parent / "labelled" / "citations.jsonl"


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation citation_labels``."""
    names = NameIndex((), load_catalogue()).known
    cases = list(labelled(shared))
    rows: list[Row] = []
    for half in ("dev", "held-out", "second look", "third look"):
        for kind in ("passages", "cells"):
            chosen = [(text, place, expected) for h, text, place, expected in cases if h == half and (place is None) == (kind == "cells")]
            rows += _measure(f"{half} {kind}", chosen, names)
    return rows


def labelled(shared: Path) -> Iterator[tuple[str, str, CiteContext | None, list[str]]]:
    """Half, text, place (None for a list cell) and what a reader found; texts that changed since are an error."""
    for line in LABELLED.read_text("utf-8").splitlines():
        case = json.loads(line)
        if "text" in case:
            yield case["half"], case["text"], None, case["expected"]
            continue
        path = shared / "corpus" / case["file"]
        doc = _statute(path)
        if "at" in case:  # a text without articles, or a line of an amendment
            place = CiteContext(law=doc.title)
            text = path.read_text("utf-8")[slice(*case["at"])]
        else:
            place = context(doc.title, case["place"])
            text = _passage(doc, place)
        if hashlib.sha256(text.encode()).hexdigest()[:12] != case["sha"]:
            raise ValueError(f"{case['file']} {case.get('place', case.get('at'))}: not the text that was labelled")
        yield case["half"], text, place, [e.replace(" @ ", f" {doc.title} ") for e in case["expected"]]


@cache
def _statute(path: Path) -> StatuteDoc:
    return parse_statute(path.read_text("utf-8"), path=str(path))


def _passage(doc: StatuteDoc, place: CiteContext) -> str:
    article = next(a for a in doc.articles if (a.article, a.suffix) == (place.article, place.suffix))
    paragraph = article.paragraphs[(place.paragraph or 1) - 1]
    return next((i.text for i in paragraph.items if i.item == place.item), "") if place.item else paragraph.text


def _measure(name: str, cases: Sequence[tuple[str, CiteContext | None, list[str]]], names: Callable[[str], bool]) -> list[Row]:
    hits = found = wanted = whole = 0
    errors: list[str] = []
    for text, place, expected in cases:
        got = [show(c) for c in find_citations(text, place, names)]
        ours, theirs = Counter(_bare(s) for s in got), Counter(_bare(s) for s in expected)
        hits += (ours & theirs).total()
        found += ours.total()
        wanted += theirs.total()
        whole += got == expected
        if ours != theirs:
            errors.append(f"{text[:24]}… got {got} not {expected}")
    return [
        (f"{name}: precision", _share(hits, found), "98%", f"{found} found; {'; '.join(errors[:6])}"),
        (f"{name}: recall", _share(hits, wanted), "97%", f"{wanted} labelled"),
        (f"{name}: kind and number too, text exact", _share(whole, len(cases)), "", f"{len(cases)} texts"),
    ]


def _bare(shown: str) -> str:
    """Title and address without kind and number: 甲民 财政部 titles hold blanks, so cut from both ends."""
    return shown.partition(" ")[2]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"
