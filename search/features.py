"""What the reranker sees of each candidate: plain numbers, all from the index, none from the text itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.rank import Floats
from search.traits import Trait
from search.weighing import Scored, Weighed, beside, coverage

FEATURES = (
    "own", "total", "below_best", "own_share", "chapter", "chapter_share", "title", "cited", "statute", "regulation",
    "interpretation", "local", "size", "length", "coverage", "distinct", "rarest", "run", "run_weight", "run_share",
    "top3", "head", "tail", "law_sum", "law_count", "law_gap", "law_rank", "near_max", "near_sum", "general",
    "liability", "query_pairs", "query_best", "rank", "asked", "asked_best", "asked_law",
)


def features(weighed: Weighed, top: Scored) -> Floats:
    """What the reranker sees of ``top``: documents × ``FEATURES``."""
    index, query, docs, k = weighed.index, weighed.query, top.docs, len(top.docs)
    holdings = index.holdings
    version = index.version[docs]
    statute = holdings.statute_of[version]
    pairs = query.pairs
    idf = query.idf[pairs]
    held = (top.held[pairs] > 0).astype(np.float32)
    weighted = idf[:, None] * held
    run, run_weight = _runs(held, idf)
    half = len(pairs) // 2
    law_sum, law_count, law_gap, law_rank = _by_law(statute, top.total)
    around = beside(index, weighed.telling, docs, (-2, -1, 1, 2))
    traits = index.traits[docs]
    levels = holdings.kinds[statute]
    best_own = float(top.own.max(initial=0))
    columns: list[NDArray] = [
        top.own, top.total, top.total - top.total.max(initial=0), top.own / max(1.0, best_own), top.chapter,
        top.chapter / max(1.0, float(weighed.chapters.max(initial=0))), weighed.titles()[statute],
        holdings.cited_weight[statute], levels == 1, levels == 2, levels == 3, levels == 4, holdings.size_weight[version],
        np.log1p(index.length[docs]),
        coverage(query, top.held), (top.held[np.unique(pairs)] > 0).mean(0) if len(pairs) else np.zeros(k),
        weighted.max(0, initial=0), run, run_weight, run / max(1, len(pairs)), _top(weighted, 3),
        _held_of(weighted[:half], idf[:half]), _held_of(weighted[half:], idf[half:]),
        law_sum, law_count, law_gap, law_rank, around[1:3].max(0), around.sum(0), (traits & Trait.GENERAL.value) > 0,
        (traits & Trait.LIABILITY.value) > 0,
        np.full(k, len(pairs)), np.full(k, best_own), np.arange(k),
        *weighed.near.at(docs), weighed.near.at_statutes(statute.astype(np.int64)),
    ]
    return np.stack(columns, 1).astype(np.float32)


def _top(weighted: Floats, n: int) -> Floats:
    """Sum of the ``n`` heaviest pairs of each document."""
    if len(weighted) > n:
        weighted = np.partition(weighted, len(weighted) - n, axis=0)[-n:]
    return weighted.sum(0)


def _held_of(weighted: Floats, idf: Floats) -> Floats:
    return weighted.sum(0) / max(1e-6, float(idf.sum()))


def _runs(held: Floats, idf: Floats) -> tuple[Floats, Floats]:
    """Longest run of consecutive query pairs that a document holds: pairs, and their weight."""
    n, k = held.shape
    if not n:
        return np.zeros(k, np.float32), np.zeros(k, np.float32)
    at = np.arange(1, n + 1, dtype=np.int32)[:, None]
    broken = np.maximum.accumulate(np.where(held > 0, np.int32(0), at), axis=0)  # last pair that is not held
    weight = np.concatenate([np.zeros(1, np.float32), np.cumsum(idf)])
    return (at - broken).max(0).astype(np.float32), (weight[1:, None] - weight[broken]).max(0).astype(np.float32)


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
