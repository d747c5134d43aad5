"""What ``suggest`` gives as a user sees it: held-out items, and penalties with the duty that they enforce."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from graph.address import parse_id
from graph.resolve import Resolver
from graph.sqlite.store import open_library
from graph.store import LibraryReader
from ingest.records import Article
from search import Index, open_index, suggest
from search.partners import enforced_duty, named_articles
from search.traits import Trait
from tests.support.full_library import full_library

Row = tuple[str, str, str, str]
DAY = "2026-11-23"
LABELLED = Path(__file__).parent.parent / "labelled" / "duty_items.jsonl"
SANCTIONS, SEED = 500, 5


def evaluate(shared: Path) -> list[Row]:
    """Rows (measure, value, target, note)."""
    path, _ = full_library(shared)
    items = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    with open_library(path) as reader:
        index, resolver = open_index(path, reader), Resolver(reader, as_of=DAY)
        held_out = [_places(index, reader, resolver, i) for i in items if i["split"] == "held-out"]
        both = [_places(index, reader, resolver, i) for i in items if i["power_type"] == "行政处罚" and len(i["gold"]) > 1]
        said, right, asked = _by_wording(index, reader)
    first = [min(p, default=999) for p in held_out]
    pairs = sum(sorted(p)[1] <= 5 for p in both if len(p) > 1)
    return [
        ("suggest on held-out items: first 5 / 20", f"{_share(first, 5)} / {_share(first, 20)}", "60 / 85",
         f"{len(first)} items, name and power type, partner of a penalty counted in"),
        ("suggest on penalties: sanction and duty both among the first 5", f"{pairs} of {len(both)}", "", "items labelled with both"),
        ("duty of a sanction told by its wording: right of those said", f"{right / max(1, said):.1%}", "90%",
         f"{asked} sanctions that cite one article, citation hidden; said for {said / max(1, asked):.0%}"),
    ]


def _places(index: Index, reader: LibraryReader, resolver: Resolver, item: dict[str, Any]) -> list[int]:
    """Ranks of the labelled provisions that are suggested."""
    found = suggest(index, reader, resolver, item["name"], power_type=item["power_type"], k=20)
    here = [(parse_id(s.provision).statute, s.article) for s in found]
    return [here.index((t, a)) + 1 for t, a in item["gold"] if (t, a) in here]


def _share(places: list[int], k: int) -> str:
    return f"{100 * sum(p <= k for p in places) / len(places):.1f}"


def _by_wording(index: Index, reader: LibraryReader) -> tuple[int, int, int]:
    """(duties named, rightly, sanctions asked) over a lot of sanctions in force that cite a single article."""
    live = index.holdings.on(DAY).live
    wanted = Trait.LIABILITY.value | Trait.SANCTION.value
    lot = [
        (v.id, d) for row, v in enumerate(index.holdings.versions) if live[row]
        for d in index.documents(v.id) if index.traits[d] & wanted == wanted
    ]
    random.Random(SEED).shuffle(lot)
    said = right = asked = 0
    for version, doc in lot:
        provision = reader.provision(index.provision_id(doc))
        if provision is None or not isinstance(provision.body, Article) or len(set(named := named_articles(provision.text))) != 1:
            continue
        if len(provision.body.paragraphs) != 1 or provision.body.paragraphs[0].items:
            continue
        duty = index.document(version, *named[0])
        if duty is None or index.traits[duty] & Trait.LIABILITY.value:
            continue
        asked += 1
        found = enforced_duty(index, version, doc, provision.body, "")
        said += found is not None
        right += found == duty
        if asked == SANCTIONS:
            break
    return said, right, asked
