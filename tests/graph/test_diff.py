"""Character diff: both texts come back from it, and it reads well."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.versions.diff import diff_text

CASES: list[tuple[str, str, tuple[tuple[str, str], ...]]] = [
    ("", "", ()),
    ("同", "同", (("equal", "同"),)),
    ("", "新增。", (("insert", "新增。"),)),
    ("删去。", "", (("delete", "删去。"),)),
    ("由县级人民政府批准。", "由市级人民政府批准。",
     (("equal", "由"), ("delete", "县"), ("insert", "市"), ("equal", "级人民政府批准。"))),
    ("甲应当登记。乙应当备案。", "乙应当备案。", (("delete", "甲应当登记。"), ("equal", "乙应当备案。"))),
    # one character in common between two changes is no anchor
    ("环境保护主管部门", "生态环境主管部门",
     (("insert", "生态"), ("equal", "环境"), ("delete", "保护"), ("equal", "主管部门"))),
    ("处五百元罚款。", "处二千元以下罚款。",
     (("equal", "处"), ("delete", "五百元"), ("insert", "二千元以下"), ("equal", "罚款。"))),
]  # fmt: skip


@pytest.mark.parametrize(("a", "b", "ops"), CASES)
def test_operations(a: str, b: str, ops: tuple[tuple[str, str], ...]) -> None:
    assert diff_text(a, b) == ops


words = st.text(alphabet="甲乙丙丁应当可以，。；\n", max_size=120)


@given(words, words)
def test_both_texts_come_back(a: str, b: str) -> None:
    ops = diff_text(a, b)
    assert "".join(t for op, t in ops if op != "insert") == a
    assert "".join(t for op, t in ops if op != "delete") == b
    assert all(t for _, t in ops)
    for (first, _), (second, _) in pairwise(ops):
        assert first != second, "neighbours of one kind are one operation"
        assert (first, second) != ("insert", "delete"), "deletions come first"


def test_long_texts_without_a_common_clause_are_still_compared() -> None:
    a, b = "甲" * 9000, "乙" * 9000
    assert diff_text(a, b) == (("delete", a), ("insert", b))
