"""What the reranker sees of each candidate: plain numbers, all from the index, none from the text itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.analyse import PAIR_WEIGHT
from search.asked import Near
from search.index import Index
from search.rank import FirstStage, Floats, Ints, matches
from search.traits import Trait

FEATURES = (
    "own", "total", "below_best", "own_share", "chapter", "chapter_share", "title", "cited", "statute", "regulation",
    "interpretation", "local", "size", "length", "coverage", "distinct", "rarest", "run", "run_weight", "run_share",
    "top3", "head", "tail", "law_sum", "law_count", "law_gap", "law_rank", "near_max", "near_sum", "general",
    "liability", "query_pairs", "query_best", "rank", "asked", "asked_best", "asked_law",
)


def features(
    index: Index, stage: FirstStage, total: Floats, docs: Ints, titles: Floats, near: Near
) -> Floats:
    """What the reranker sees: documents × ``FEATURES``. ``docs`` by descending ``total``; ``titles`` by statute;
    ``near``: what answered questions point to."""
    query, k = stage.query, len(docs)
    holdings = index.holdings
    version = index.version[docs]
    statute = holdings.statute_of[version]
    own, all_, chapter = stage.own[docs], total[docs], stage.chapter[index.chapter[docs]]
    hit = matches(query, [s.text for s in index.segments], docs, index.bases)
    pairs = query.pairs
    idf = query.weights[pairs] / np.float32(PAIR_WEIGHT)
    held = (hit[pairs] > 0).astype(np.float32)
    weighed = idf[:, None] * held
    distinct = np.unique(pairs)
    run, run_weight = _runs(held, idf)
    half = len(pairs) // 2
    law_sum, law_count, law_gap, law_rank = _by_law(statute, all_)
    near_max, near_sum = _neighbours(stage.own, index.version, docs)
    traits = index.traits[docs]
    levels = holdings.kinds[statute]
    columns: list[NDArray] = [
        own, all_, all_ - all_.max(initial=0), own / max(1.0, float(stage.own.max(initial=0))), chapter,
        chapter / max(1.0, float(stage.chapter.max(initial=0))), titles[statute],
        holdings.cited_weight[statute], levels == 1, levels == 2, levels == 3, levels == 4, holdings.size_weight[version],
        np.log1p(index.length[docs]),
        weighed.sum(0) / max(1e-6, float(idf.sum())), (hit[distinct] > 0).mean(0) if len(distinct) else np.zeros(k),
        weighed.max(0, initial=0), run, run_weight, run / max(1, len(pairs)),
        -np.sort(-weighed, axis=0)[:3].sum(0) if len(pairs) else np.zeros(k),
        weighed[:half].sum(0) / max(1e-6, float(idf[:half].sum())), weighed[half:].sum(0) / max(1e-6, float(idf[half:].sum())),
        law_sum, law_count, law_gap, law_rank, near_max, near_sum, (traits & Trait.GENERAL.value) > 0,
        (traits & Trait.LIABILITY.value) > 0,
        np.full(k, len(pairs)), np.full(k, stage.own.max(initial=0)), np.arange(k),
        *near.at(docs), near.at_statutes(statute.astype(np.int64)),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _runs(held: Floats, idf: Floats) -> tuple[Floats, Floats]:
    """Longest run of consecutive query pairs that a document holds: pairs, and their weight."""
    k = held.shape[1]
    run, weight, longest, heaviest = (np.zeros(k, np.float32) for _ in range(4))
    for row, w in zip(held, idf, strict=True):
        run = (run + 1) * row
        weight = (weight + w) * row
        np.maximum(longest, run, out=longest)
        np.maximum(heaviest, weight, out=heaviest)
    return longest, heaviest


def _by_law(statute: NDArray[np.int32], total: Floats) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Of each document's law among the candidates: soft sum, count, distance to its best, rank inside it."""
    if not len(statute):
        return (np.zeros(0),) * 4
    _, law = np.unique(statute, return_inverse=True)
    n = int(law.max()) + 1
    soft = np.exp((total - total.max()) / 8)
    top = np.full(n, -np.inf)
    np.maximum.at(top, law, total)
    order = np.argsort(law, kind="stable")
    starts = np.searchsorted(law[order], np.arange(n))
    rank = np.empty(len(law))
    rank[order] = np.arange(len(law)) - starts[law[order]]
    return np.bincount(law, soft, n)[law], np.bincount(law, minlength=n)[law], total - top[law], rank


def _neighbours(own: Floats, version: NDArray[np.int32], docs: Ints) -> tuple[Floats, Floats]:
    """Scores of the articles next to each: the better of two, the sum of four."""
    around = []
    for step in (-2, -1, 1, 2):
        at = np.clip(docs + step, 0, len(own) - 1)
        around.append(np.where(version[at] == version[docs], own[at], 0))
    return np.maximum(around[1], around[2]), np.sum(around, axis=0)
