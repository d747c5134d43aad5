"""The reranker for lay questions and the memory of answered ones, trained on gold/statute_questions.jsonl."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.sqlite.store import open_library
from graph.versions.identify import title_key
from search.asked import NONE, Answer, Near, build_memory
from search.by_words import RERANKED
from search.features import FEATURES, features
from search.index import Index, open_index
from search.prior import QUESTION, Scope
from search.query import read_words
from search.rerank import MODELS, Trees, from_dump
from search.weighing import weigh

FOLDS, SEED, ROUNDS = 5, 1, 150
ASKED = [i for i, f in enumerate(FEATURES) if f.startswith("asked")]
PARAMS: dict[str, Any] = {
    "objective": "lambdarank", "learning_rate": 0.1, "num_leaves": 8, "min_data_in_leaf": 50, "max_bin": 63,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "lambdarank_truncation_level": 30, "label_gain": [0, 1], "verbose": -1, "num_threads": 1, "seed": SEED,
    "deterministic": True, "force_row_wise": True,
}


@dataclass(frozen=True, eq=False)
class Case:
    """A question with its candidates, what is known of them, and the documents that answer it."""

    gold: frozenset[int]
    docs: NDArray[np.int64]
    x: NDArray[np.float32]


def train(library: Path, shared: Path) -> None:
    """Cross-validate by question, print the figures, fit on all questions, write the models and their card."""
    reader = open_library(library)
    index = open_index(library, reader)
    day = date.today().isoformat()
    questions = read_questions(shared)
    memory = build_memory([q for q, _ in questions], [a for _, answers in questions for a in answers])
    gold = [gold_documents(index, day, answers) for _, answers in questions]
    texts = [q for q, _ in questions]
    every = range(len(texts))
    untrained = [_case(index, day, t, g, NONE) for t, g in zip(texts, gold, strict=True)]
    figures = {"untrained": measure((c.gold, c.docs) for c in untrained)}
    fold = np.random.RandomState(SEED).permutation(len(texts)) % FOLDS
    ranked: list[tuple[frozenset[int], NDArray[np.int64]]] = []
    forgetful: list[tuple[frozenset[int], NDArray[np.int64]]] = []
    for f in range(FOLDS):
        held_out = set(np.flatnonzero(fold == f).tolist())
        cases = [_case(index, day, texts[i], gold[i], memory.near(index, day, texts[i], held_out | {i})) for i in every]
        answered = _answer([cases[i] for i in every if i not in held_out], [cases[i] for i in held_out])
        forgetful += _answer([untrained[i] for i in every if i not in held_out], [untrained[i] for i in held_out])
        print(f"fold {f + 1}/{FOLDS}: {measure(answered)}", flush=True)
        ranked += answered
    figures["cross-validated, without the memory"] = measure(forgetful)
    figures["cross-validated"] = measure(ranked)
    for name, figure in figures.items():
        print(f"{name}: {figure}", flush=True)
    final = _fit([_case(index, day, texts[i], gold[i], memory.near(index, day, texts[i], {i})) for i in every])
    MODELS.mkdir(exist_ok=True)
    final.save(MODELS / "questions.npz")
    memory.save(MODELS / "asked.npz")
    card = {
        "made": day, "made by": "make train", "library": {"provisions": index.n_docs, "statutes": len(index.holdings.statutes)},
        "data": "gold/statute_questions.jsonl (STARD, Su et al. 2024, MIT, © 2024 THUIR): "
                f"{len(texts)} lay questions with the articles that answer them; no question text is kept",
        "model": f"LightGBM lambdarank, {ROUNDS} trees of up to {PARAMS['num_leaves']} leaves over the best {RERANKED} candidates, {len(FEATURES)} features",
        "memory": "terms of the questions and the articles that answer them; a question never sees itself or its fold in training",
        "figures": {"measure": "macro R@10, R@100, MRR@10 in percent, all held laws, one version a law", **figures},
        "limits": "the questions that it was trained on find their own answers through the memory: measured on them the "
                  "shipped system looks far better than it is; half of the answers are articles of 民法典",
        "folds": f"{FOLDS} by question, seed {SEED}",
    }
    (MODELS / "card.json").write_text(json.dumps(card, ensure_ascii=False, indent=1) + "\n", "utf-8")


def read_questions(shared: Path) -> list[tuple[str, list[Answer]]]:
    """Questions with their answers, numbered in order."""
    rows = [json.loads(line) for line in (shared / "gold" / "statute_questions.jsonl").read_text("utf-8").splitlines()]
    return [
        (row["question"], [Answer(i, title_key(a["law"]), a["article"], a["sub"]) for a in row["relevant"]])
        for i, row in enumerate(rows)
    ]


def gold_documents(index: Index, day: str, answers: Iterable[Answer]) -> frozenset[int]:
    """Documents of the answers in the version shown on ``day``; one that is not held counts as never found."""
    key = ("gold", day)
    if key not in index.memo:
        h = index.holdings
        index.memo[key] = {
            title_key(h.statutes[h.versions[i].statute].title): h.versions[i].id for i in np.flatnonzero(h.on(day).shown)
        }
    version = index.memo[key]
    found = set()
    for n, a in enumerate(answers):
        doc = index.document(version[a.title], a.article, a.suffix) if a.title in version else None
        found.add(-1 - n if doc is None else doc)
    return frozenset(found)


def measure(ranked: Iterable[tuple[frozenset[int], Sequence[int] | NDArray[np.int64]]]) -> tuple[float, float, float]:
    """Macro R@10, R@100, MRR@10 in percent."""
    rows = []
    for gold, docs in ranked:
        order = [int(d) for d in docs]
        first = next((i for i, d in enumerate(order[:10], 1) if d in gold), None)
        rows.append((len(gold.intersection(order[:10])) / len(gold), len(gold.intersection(order[:100])) / len(gold), 1 / first if first else 0.0))
    r10, r100, mrr = (round(100 * float(v), 1) for v in np.mean(rows, axis=0))
    return r10, r100, mrr


def _case(index: Index, day: str, text: str, gold: frozenset[int], near: Near) -> Case:
    weighed = weigh(index, read_words(text), QUESTION, Scope(day), near)
    found = weighed.best(RERANKED)
    return Case(gold, found.docs, features(weighed, found))


def _answer(known: Sequence[Case], asked: Sequence[Case]) -> list[tuple[frozenset[int], NDArray[np.int64]]]:
    """What a model fitted on some cases makes of others."""
    model = _fit(known)
    return [(c.gold, c.docs[np.argsort(-model.score(c.x), kind="stable")]) for c in asked]


def _fit(cases: Sequence[Case]) -> Trees:
    import lightgbm

    kept = [c for c in cases if not c.gold.isdisjoint(c.docs.tolist())]
    labels = [np.isin(c.docs, list(c.gold)).astype(np.int32) for c in kept]
    data = lightgbm.Dataset(np.concatenate([c.x for c in kept]), np.concatenate(labels), group=[len(y) for y in labels])
    booster = lightgbm.train(PARAMS, data, ROUNDS)
    return from_dump(booster.dump_model(), len(FEATURES))
