"""Search and suggestions measured on questions, items and references; compared with the last recorded run.

Questions that the shipped model was trained on are never scored with it: the trained figures are those of the
cross-validation that ``make train`` wrote into the card; the untrained ones are measured here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from graph.resolve import Resolver
from graph.sqlite.store import open_library
from graph.store import LibraryReader
from search import Index, open_index, search
from search.prior import QUESTION, WORDS, Scope, Weights
from search.query import read_words
from search.rank import Flags, add_up, best, read_query
from search.rerank import MODELS, model_card
from search.weighing import weigh
from tests.support.full_library import full_library
from tests.train.items import Case, own_cases, row_cases, within
from tests.train.questions import gold_documents, measure, read_questions

Row = tuple[str, str, str, str]
DAY = "2026-11-23"
RECORD = Path(__file__).parent / "records" / "search.json"
REFERENCES = Path(__file__).parent.parent / "labelled" / "reference_queries.jsonl"
NOWHERE = ("各地之外",)  # a place without local law sees national law only


def evaluate(shared: Path) -> list[Row]:
    """Rows (measure, value, target, note); gains and losses against ``records/search.json``."""
    path, _ = full_library(shared)
    with open_library(path) as reader:
        index = open_index(path, reader)
        places: dict[str, int] = {}
        rows = [*_questions(index, shared, places), *_items(index, shared, places), *_references(index, reader, places)]
    return [*rows, *_compare(places)]


def _questions(index: Index, shared: Path, places: dict[str, int]) -> list[Row]:
    questions = read_questions(shared)
    gold = [gold_documents(index, DAY, answers) for _, answers in questions]
    local = np.array([bool(s.region) for s in index.holdings.statutes], bool)[index.holdings.statute_of]
    national = ~np.append(local, True)[index.version]
    steps = {
        "plain BM25": lambda text: _plain(index, text, national),
        "untrained": lambda text: _ranked(index, text, QUESTION, NOWHERE),
        "untrained, prior of official words": lambda text: _ranked(index, text, WORDS, NOWHERE),
    }
    rows: list[Row] = []
    for name, rank in steps.items():
        ranked = [(g, rank(text)) for (text, _), g in zip(questions, gold, strict=True)]
        rows.append((f"questions, {name}: R@10 / R@100 / MRR@10", _percent(measure(ranked)),
                     "55 / 77 / 46" if name == "untrained" else "", "national texts, one version a law"))
        if name == "untrained":
            places |= {f"question {i}": _first(g, docs) for i, (g, docs) in enumerate(ranked)}
    card = model_card()
    rows.append(("questions, reranked: R@10 / R@100 / MRR@10", _percent(card["figures"]["cross-validated"]), "61 / 81 / 51",
                 f"{card['folds']}, over all held laws, from the card of {card['made']}"))
    rows.append(("questions, reranked without the memory", _percent(card["figures"]["cross-validated, without the memory"]), "",
                 card["limits"]))
    return rows


def _items(index: Index, shared: Path, places: dict[str, int]) -> list[Row]:
    grounds = json.loads((MODELS / "grounds.json").read_text("utf-8"))
    rows: list[Row] = []
    targets = {"items": ("60 / 85", "labelled by us, worded as lists do"), "rows": ("50 / 75", "gold/list_rows.jsonl, item name only")}
    for name, cases in (("items", own_cases(index, DAY)), ("rows", row_cases(index, DAY, shared))):
        target, note = targets[name]
        n, five, twenty = grounds["figures"][name]
        plain = [_first(_right(c), _plain(index, c.name, None)) for c in cases]
        rows += [
            (f"grounds of {name}: first 5 / 20", f"{five} / {twenty}", target, f"{note}; {n} items, cross-validated by item"),
            (f"grounds of {name}, plain BM25: first 5 / 20", "{1} / {2}".format(*within(plain)), "", "all held provisions in force"),
            (f"grounds of {name}, words search: first 5 / 20",
             "{1} / {2}".format(*within([_first(_right(c), _ranked(index, c.name, WORDS)) for c in cases])), "",
             "what ``search`` gives for the name"),
        ]
        if name == "items":
            n, five, twenty = grounds["figures"]["held-out items"]
            rows.append(("grounds of held-out items: first 5 / 20", f"{five} / {twenty}", target, f"{n} items that no weight was fitted on; 81.7 / 93.3 when first asked, before everyday words were added"))
        else:
            n, five, twenty = grounds["figures"]["rows, repealed law followed"]
            rows.append(("grounds of rows, repealed law followed: first 5 / 20", f"{five} / {twenty}", target,
                         "an article of a repealed law counts as the article in force that took it over"))
        places |= {f"{name} {i}": p for i, p in enumerate(plain)}
    return rows


def _references(index: Index, reader: LibraryReader, places: dict[str, int]) -> list[Row]:
    resolver = Resolver(reader, as_of=DAY)
    cases = [json.loads(line) for line in REFERENCES.read_text("utf-8").splitlines()]
    wrong: dict[str, list[str]] = {}
    for c in cases:
        hits = search(index, reader, resolver, c["query"], k=1).hits
        right = bool(hits) and hits[0].id.partition("@")[0] == c["statute"] and (
            (hits[0].article, hits[0].suffix) == (c["article"], c["suffix"])
            and hits[0].kind == ("law" if c["article"] is None else "provision")
        )
        places[f"reference {c['query']}"] = 1 if right else 999
        if not right:
            wrong.setdefault(c["form"], []).append(c["query"])
    n = sum(map(len, wrong.values()))
    return [("references: right first hit", f"{1 - n / len(cases):.1%}", "99%",
             f"{len(cases)} queries" + "".join(f"; {form}: {'、'.join(q)}" for form, q in wrong.items()))]


# ---------------------------------------------------------------- rankings to compare with


def _ranked(index: Index, text: str, weights: Weights, place: tuple[str, ...] = ()) -> Sequence[int]:
    return weigh(index, read_words(text), weights, Scope(DAY, place)).best(100).docs.tolist()


def _plain(index: Index, text: str, only: Flags | None) -> Sequence[int]:
    """BM25 and nothing else, over one version a law."""
    allowed = index.holdings.on(DAY).shown[index.version]
    scores = add_up(read_query(text, index.files), index.files)
    return best(np.where(allowed if only is None else allowed & only, scores, np.float32(-1)), 100).tolist()


def _right(case: Case) -> frozenset[int]:
    return frozenset(case.grounds.docs[case.right].tolist())


def _first(gold: Iterable[int], docs: Sequence[int]) -> int:
    wanted = set(gold)
    return next((i for i, d in enumerate(docs, 1) if d in wanted), 999)


def _percent(figures: Sequence[float]) -> str:
    return " / ".join(f"{f:.1f}" for f in figures)


# ---------------------------------------------------------------- gains and losses


def _compare(places: dict[str, int]) -> list[Row]:
    """What entered or left the first ten since the recorded run; ``YOUJU_RECORD=1`` records this one."""
    before: dict[str, int] = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    both = [k for k in places if k in before]
    gained = [k for k in both if places[k] <= 10 < before[k]]
    lost = [k for k in both if before[k] <= 10 < places[k]]
    if os.environ.get("YOUJU_RECORD"):
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(places, ensure_ascii=False, indent=0) + "\n", "utf-8")
    return [
        ("entered the first ten since the record", str(len(gained)), "", "、".join(gained[:8])),
        ("left the first ten since the record", str(len(lost)), "0", "、".join(lost[:8])),
    ]
