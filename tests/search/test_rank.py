"""Scores, the best of them, and the trees that reorder: each against a plain reckoning."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search import postings, rank
from search.analyse import fold, fold_text, terms
from search.features import FEATURES
from search.postings import build_postings
from search.rank import add_up, best, covered, matches, read_query
from search.rerank import MODELS, from_dump, load_trees, model_card

TEXTS = ["违法建设由乡镇查处", "乡镇查处", "", "秸秆焚烧 秸秆", "ＡＢ１", "违法、建设"]


@pytest.mark.parametrize(("query", "order"), [
    ("乡镇查处", [1, 0]), ("秸秆", [3]), ("ab1", [4]), ("法建", [0]), ("没有的词", []),
])
def test_order_of_a_few_texts(query: str, order: list[int]) -> None:
    files = [build_postings(TEXTS, 10.0)]
    scores = add_up(read_query(query, files), files)
    assert [i for i in best(scores, 6).tolist() if scores[i] > 0] == order


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("违法建设乡镇查处的，A1", max_size=12), min_size=1, max_size=8), st.text("违法建设乡镇查处的，A1", max_size=10))
def test_split_files_score_as_each_text_alone(texts: list[str], query: str) -> None:
    """Postings of several files, and the matrix of matches, agree with counting by hand."""
    files = [build_postings(texts, 10.0), build_postings(texts[::-1], 10.0)]
    q = read_query(query, files)
    every = np.arange(2 * len(texts))
    impacts = matches(q, files, every)
    held = impacts > 0
    for many in (postings._MANY, 0):  # 0: every term is looked up document by document
        with patch.multiple(postings, _MANY=many, _FAR=0):
            assert np.array_equal(matches(q, files, every[::-1]), impacts[:, ::-1])
            assert np.array_equal(matches(q, files, every[::2]), impacts[:, ::2])
    for d, text in enumerate((*texts, *texts[::-1])):
        here = set(np.concatenate(terms(fold(text))).tolist())
        assert [bool(h) for h in held[:, d]] == [int(c) in here for c in q.codes]
    assert np.allclose(covered(q, files), (held * (q.weights / max(1e-6, q.weights.sum()))[:, None]).sum(0), atol=1e-5)
    assert ((add_up(q, files) > 0) == held.any(axis=0)).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 600), st.integers(1, 40), st.integers(0, 40), st.integers(0, 1000))
def test_best_is_the_head_of_the_sorted(n: int, distinct: int, k: int, seed: int) -> None:
    scores = np.random.RandomState(seed).randint(0, distinct, n).astype(np.float32)
    wanted = sorted(range(n), key=lambda i: (-scores[i], i))[:k]
    for sample in (4, 64, 1024):
        with patch.object(rank, "_SAMPLE", sample):
            assert best(scores, k).tolist() == wanted


@given(st.text())
def test_folding_keeps_offsets(text: str) -> None:
    assert len(fold_text(text)) == len(text)


def test_topical_files_keep_what_is_said_twice() -> None:
    file = build_postings(["水利水利工程"], 10.0, topical=True)
    assert [chr(c >> 16) + chr(c & 0xFFFF) for c in file.terms.tolist()] == ["水利"]


# ---------------------------------------------------------------- trees


def _grow(rng: np.random.RandomState, depth: int) -> dict[str, Any]:
    if depth == 0 or rng.rand() < 0.2:
        return {"leaf_value": float(rng.randn())}
    return {
        "split_feature": int(rng.randint(5)), "threshold": float(np.float32(rng.randn())),
        "left_child": _grow(rng, depth - 1), "right_child": _grow(rng, depth - 1),
    }


def _walk(node: dict[str, Any], row: np.ndarray) -> float:
    while "leaf_value" not in node:
        node = node["left_child"] if row[node["split_feature"]] <= np.float32(node["threshold"]) else node["right_child"]
    return node["leaf_value"]


def test_masks_give_what_walking_the_trees_gives() -> None:
    rng = np.random.RandomState(7)
    dump = {"tree_info": [{"tree_structure": _grow(rng, 3)} for _ in range(40)]}
    x = rng.randn(50, 5).astype(np.float32)
    expected = [sum(_walk(t["tree_structure"], row) for t in dump["tree_info"]) for row in x]
    assert np.allclose(from_dump(dump, 5).score(x), expected, atol=1e-4)


def test_shipped_model_fits_the_code_and_is_small() -> None:
    trees = load_trees(MODELS / "questions.npz")
    assert len(trees.edges) == len(FEATURES)
    assert sum(f.stat().st_size for f in MODELS.iterdir()) < 5_000_000
    assert {"made", "data", "figures"} <= set(model_card())


def test_model_of_other_features_is_refused(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    trees = load_trees(MODELS / "questions.npz")
    monkeypatch.setattr("search.rerank.FEATURES", FEATURES[:-1])
    trees.save(tmp_path / "other.npz")
    monkeypatch.undo()
    with pytest.raises(ValueError, match="make train"):
        load_trees(tmp_path / "other.npz")
