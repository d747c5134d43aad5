"""The time of a scan grows with the text: four times the text must not take much more than four times as long.

Both texts are timed in one run on this machine's clock of the process; what is refused (the square of the length gives 16,
a pattern that reads one text in many ways gives thousands) lies far from what a busy machine adds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from ingest.citations import scan
from ingest.citations.mode import guess_mode

NEAR_LINEAR = 10
LEAST = 0.1
"""Seconds below which a run says nothing of growth."""

LISTS = [
    ("水井管理法", "第二十三条、", "，对违法行为给予处罚。"),
    ("水井法", "第70条、", "。"),
    ("水井法", "第二十三条之一第（二）项、", "的，处罚款。"),
    ("水井法第一条", "二十三", "的"),
    ("", "第六十五条、", ""),
    ("《甲法》第三条：水井应当加盖", "；", "井。"),
]
RUNS = [
    ("", "《", ""), ("", "〈", ""), ("《甲法》第三条", "（一）", ""), ("", " ", ""), ("", "\n", ""), ("水井法", "\n \n", "第"), ("1.", " ", "《"),
    ("《甲法》第三条", "\n", ""), ("", "《甲法》（2019", ""), ("", "第一条（", ""), ("《甲法》第三条“", "某某；", ""),
    ("《甲法》第三条：水井应当加盖", " 1. ", "。"),
]


@pytest.mark.parametrize(("head", "unit", "tail"), LISTS)
def test_a_list_of_articles_is_read_in_one_way(head: str, unit: str, tail: str) -> None:
    """A dozen articles: where each may be read in two ways, the time is a multiple of 2 for each of them."""
    short, long = (_least_time(lambda n=n: guess_mode(head + unit * n + tail)) for n in (6, 12))  # type: ignore[misc]
    assert long < LEAST or long < NEAR_LINEAR * short


@pytest.mark.parametrize(("head", "unit", "tail"), LISTS + RUNS)
def test_time_grows_with_the_text(head: str, unit: str, tail: str) -> None:
    size = 3000 // len(unit)
    short, long = _least_time(lambda: scan(head + unit * size + tail)), _least_time(lambda: scan(head + unit * 4 * size + tail))
    assert long < LEAST or long < NEAR_LINEAR * short


def _least_time(run: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(2):
        begun = time.process_time()
        run()
        best = min(best, time.process_time() - begun)
    return best
