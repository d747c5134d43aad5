"""Weights of what speaks for a ground, fitted on labelled duty items (tests/labelled/duty_items.jsonl) and list rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from graph.sqlite.store import open_library
from graph.store import LibraryReader
from graph.versions.identify import title_key
from graph.versions.trace_forward import successor_of
from search.grounds import FEATURES, Grounds, find_grounds
from search.index import Index, open_index
from search.item import read_item
from search.rerank import MODELS
from tests.train.questions import Answer, gold_documents

LABELLED = Path(__file__).parent.parent / "labelled" / "duty_items.jsonl"
FOLDS, SEED, PENALTY = 5, 0, 0.02
FIXED = {"local": 1.5, "elsewhere": -6.0, "township": 3.0}
"""Set by judgement: no labelled item has a place (local law of the item's place stands a little under national law,
that of another place far below); and the labelled items are mostly the township's own, so the data would overrate
provisions that name it."""


@dataclass(frozen=True, eq=False)
class Case:
    """An item with its candidates; ``right`` marks those that ground it. ``set`` is items or rows."""

    set: str
    name: str
    grounds: Grounds
    right: NDArray[np.bool_]


def train_items(library: Path, shared: Path) -> None:
    """Cross-validate by item, print the figures, fit on all, write the weights."""
    reader = open_library(library)
    index = open_index(library, reader)
    day = date.today().isoformat()
    cases = [*own_cases(index, day), *row_cases(index, day, shared)]
    followed = {c.name: c for c in row_cases(index, day, shared, reader)}
    fold = np.random.RandomState(SEED).permutation(len(cases)) % FOLDS
    places: dict[str, list[int]] = {}
    for f in range(FOLDS):
        weights = fit([c for i, c in enumerate(cases) if fold[i] != f])
        for c in (c for i, c in enumerate(cases) if fold[i] == f):
            places.setdefault(c.set, []).append(first_place(c, weights))
            if c.set == "rows":
                places.setdefault("rows, repealed law followed", []).append(first_place(followed[c.name], weights))
    weights = fit(cases)
    places["held-out items"] = [first_place(c, weights) for c in own_cases(index, day, held_out=True)]
    figures = {name: within(p) for name, p in places.items()}
    for name, figure in figures.items():
        print(f"{name}: {figure}")
    model = {
        "made": day, "data": f"{len(cases)} items: duty_items.jsonl (own wording) and gold/list_rows.jsonl, by name only for rows",
        "figures": {"measure": f"a right provision among the first 5 / 20 in percent, {FOLDS}-fold by item; the held-out items are fitted by none", **figures},
        "weights": {f: round(float(w), 4) for f, w in zip(FEATURES, weights, strict=True)},
    }
    (MODELS / "grounds.json").write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", "utf-8")


def own_cases(index: Index, day: str, *, held_out: bool = False) -> list[Case]:
    """The items that we labelled; those that are held out were never trained on, nor looked at while choosing."""
    rows = [json.loads(line) for line in LABELLED.read_text("utf-8").splitlines()]
    rows = [r for r in rows if (r["split"] == "held-out") is held_out]
    return [_case(index, day, "items", r["name"], r["power_type"], [(t, a) for t, a in r["gold"]]) for r in rows]


def row_cases(index: Index, day: str, shared: Path, reader: LibraryReader | None = None) -> list[Case]:
    """Rows of real lists whose law and article the library holds, by name only. With a reader, articles of a repealed
    law count as those that took them over: no law in force holds the cited ones."""
    cases = []
    for line in (shared / "gold" / "list_rows.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        gold = [(g["title"], g["article"]) for g in row["gold"] if g["article"] is not None]
        if any(d >= 0 for d in _documents(index, day, gold)):
            case = _case(index, day, "rows", row["item_name"], "", gold)
            cases.append(_followed(index, reader, day, case, _documents(index, day, gold)) if reader else case)
    return cases


def fit(cases: Sequence[Case]) -> NDArray[np.float64]:
    """Weights under which the right candidates have the highest softmax likelihood, with a square penalty."""
    from scipy.optimize import minimize

    fixed = np.array([FIXED.get(f, 0.0) for f in FEATURES])
    free = np.array([f not in FIXED for f in FEATURES])
    scale = np.std(np.concatenate([c.grounds.x for c in cases]), axis=0).astype(np.float64) + 1e-6
    data = [(c.grounds.x * free / scale, c.grounds.x @ fixed, c.right) for c in cases if c.right.any()]

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = 0.0, np.zeros_like(w)
        for x, given, right in data:
            z = x @ w + given
            p = np.exp(z - z.max())
            p /= p.sum()
            inside = p * right
            total -= np.log(inside.sum())
            slope -= x.T @ (inside / inside.sum() - p)
        return total / len(data) + PENALTY * float(w @ w), slope / len(data) + 2 * PENALTY * w

    return minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B").x / scale * free + fixed


def first_place(case: Case, weights: NDArray[np.float64]) -> int:
    """Rank of the first right candidate, 999 when there is none."""
    order = np.lexsort((case.grounds.docs, -(case.grounds.x @ weights)))
    at = np.flatnonzero(case.right[order])
    return int(at[0]) + 1 if len(at) else 999


def within(places: Sequence[int]) -> tuple[int, float, float]:
    """(items, share among the first 5, among the first 20) in percent."""
    n = len(places)
    return n, *(round(100 * sum(p <= k for p in places) / max(1, n), 1) for k in (5, 20))  # type: ignore[return-value]


def _case(index: Index, day: str, set_: str, name: str, power_type: str, gold: Iterable[tuple[str, int]]) -> Case:
    grounds = find_grounds(index, read_item(name, power_type), (), day)
    return Case(set_, name, grounds, np.isin(grounds.docs, list(_documents(index, day, gold))))


def _followed(index: Index, reader: LibraryReader, day: str, case: Case, gold: frozenset[int]) -> Case:
    now = {p for d in gold if d >= 0 for p in successor_of(reader, index.provision_id(d), day).provisions}
    return replace(case, right=case.right | np.array([index.provision_id(d) in now for d in case.grounds.docs.tolist()], bool))


def _documents(index: Index, day: str, gold: Iterable[tuple[str, int]]) -> frozenset[int]:
    return gold_documents(index, day, [Answer(0, title_key(t), a, 0) for t, a in gold])
