"""The learned order: an ensemble of small regression trees, evaluated with bit masks in numpy.

Every tree has at most 8 leaves. A node that is false rules out the leaves under its left branch; the lowest
leaf left over is the tree's answer (Lucchese et al., QuickScorer, SIGIR 2015). No tree library at run time.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from search.features import FEATURES

LEAVES = 8
MODELS = Path(__file__).parent / "models"


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """``edges[f]`` are the thresholds of feature f, ascending. Nodes are slots × trees: ``feature`` and ``bin``
    (true when the value lies above edge number ``bin``), ``keep`` the leaves left when true."""

    edges: tuple[NDArray[np.float32], ...]
    feature: NDArray[np.int32]
    bin: NDArray[np.uint8]
    keep: NDArray[np.uint8]
    values: NDArray[np.float32]  # trees × LEAVES

    def score(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        """Documents × features → one score a document."""
        binned = np.empty((len(self.edges), len(x)), np.uint8)
        for f, (edges, column) in enumerate(zip(self.edges, np.ascontiguousarray(x.T), strict=True)):
            binned[f] = edges.searchsorted(column)
        gone = np.zeros((len(self.values), len(x)), np.uint8)  # leaves ruled out
        for feature, edge, drop in zip(self.feature, self.bin[..., None], ~self.keep[..., None], strict=True):
            gone |= (binned[feature] > edge) * drop
        leaf = _lowest_bit().take(~gone) + np.arange(0, self.values.size, LEAVES, dtype=np.int32)[:, None]
        return self.values.ravel().take(leaf).sum(0)

    def save(self, path: Path) -> None:
        """Write the model file."""
        np.savez_compressed(
            path, feature=self.feature.astype(np.int16), bin=self.bin, keep=self.keep, values=self.values,
            edges=np.concatenate(self.edges), counts=np.array([len(e) for e in self.edges], np.int32),
            names=np.array(FEATURES),
        )


def load_trees(path: Path) -> Trees:
    """Read a model. Raises ValueError when it was trained on other features than this code computes."""
    with np.load(path) as file:
        if tuple(file["names"].tolist()) != FEATURES:
            raise ValueError(f"{path.name} was trained on other features: run `make train`")
        edges = np.split(file["edges"], np.cumsum(file["counts"])[:-1])
        return Trees(tuple(edges), file["feature"].astype(np.int32), file["bin"], file["keep"], file["values"])


@cache
def question_trees() -> Trees:
    """The shipped model for lay questions."""
    return load_trees(MODELS / "questions.npz")


def from_dump(dump: dict[str, Any], n_features: int) -> Trees:
    """Trees from LightGBM's ``dump_model()``; numerical splits only."""
    trees = [t["tree_structure"] for t in dump["tree_info"]]
    nodes = [_nodes(t) for t in trees]
    edges = [sorted({n[1] for tree in nodes for n in tree[0] if n[0] == f}) for f in range(n_features)]
    if any(len(e) > 255 for e in edges):
        raise ValueError("more than 255 thresholds on one feature: train with max_bin=255 or fewer trees")
    slots = max(len(tree[0]) for tree in nodes)
    feature = np.zeros((slots, len(trees)), np.int32)
    bins = np.full((slots, len(trees)), 255, np.uint8)  # never above: an empty slot rules out nothing
    keep = np.full((slots, len(trees)), 0xFF, np.uint8)
    values = np.zeros((len(trees), LEAVES), np.float32)
    for t, (splits, leaves) in enumerate(nodes):
        values[t, : len(leaves)] = leaves
        for s, (f, threshold, under) in enumerate(splits):
            feature[s, t], bins[s, t], keep[s, t] = f, edges[f].index(threshold), 0xFF & ~under
    return Trees(tuple(np.array(e, np.float32) for e in edges), feature, bins, keep, values)


def _nodes(tree: dict[str, Any]) -> tuple[list[tuple[int, float, int]], list[float]]:
    """(feature, threshold, mask of the leaves under the left branch) of every split; leaf values left to right."""
    splits: list[tuple[int, float, int]] = []
    leaves: list[float] = []

    def walk(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return 1 << (len(leaves) - 1)
        left = walk(node["left_child"])
        splits.append((node["split_feature"], float(np.float32(node["threshold"])), left))
        return left | walk(node["right_child"])

    walk(tree)
    if len(leaves) > LEAVES:
        raise ValueError(f"at most {LEAVES} leaves a tree, got {len(leaves)}")
    return splits, leaves


@cache
def _lowest_bit() -> NDArray[np.uint8]:
    """8-bit mask → number of its lowest set bit."""
    n = np.arange(1 << LEAVES, dtype=np.uint32)
    low = n & (~n + np.uint32(1))
    return np.where(n > 0, np.log2(np.maximum(low, 1)), 0).astype(np.uint8)


def model_card() -> dict[str, Any]:
    """Data, date and figures of the shipped models."""
    return json.loads((MODELS / "card.json").read_text("utf-8"))
