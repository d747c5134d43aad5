"""Two steps find what scoring every document in full finds; deep pages follow the first ones."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from graph.sqlite.store import open_library
from search import Index, open_index, weighing
from search.asked import Near
from search.prior import WORDS, Scope
from search.query import read_words
from search.rank import read_query
from search.weighing import weigh
from tests.search.conftest import fill
from tests.support.laws import law

BEGINS = "2019-01-01"
SUBJECTS = ("河道", "耕地", "消防", "燃气", "养犬", "秸秆", "学校", "养老")
ACTS = ("巡查", "登记", "许可", "处罚", "报告", "宣传")
DAY = "2026-11-24"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Articles enough for several pools once these are small."""
    folder = tmp_path_factory.mktemp("weighing")
    docs = [
        law(f"{s}管理条例", "\n".join(f"第{n}条 县级人民政府应当对{s}{a}作出规定，{s}由主管部门{b}。"
                                 for n, (a, b) in zip("一二三四五六", zip(ACTS, ACTS[::-1], strict=True), strict=True)), date=BEGINS)
        for s in SUBJECTS
    ]
    path = folder / "y.db"
    with open_library(path, "rw") as library:
        fill(library, docs)
    with open_library(path) as reader:
        yield open_index(path, reader)


@pytest.mark.parametrize("query", ["河道巡查", "对养犬登记作出规定", "县级人民政府", "规定 消防", "秸秆"])
def test_two_steps_find_what_one_does(large: Index, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    exact = weigh(large, read_words(query), WORDS, Scope(DAY)).score(np.arange(large.n_docs))
    monkeypatch.setattr(weighing, "ENOUGH", 1)
    monkeypatch.setattr(weighing, "READ", 16)
    monkeypatch.setattr(weighing, "POOL", 8)
    found = weigh(large, read_words(query), WORDS, Scope(DAY)).best(3)
    assert found.docs.tolist()[:1] == exact.docs.tolist()[:1]
    assert np.allclose(found.total[:1], exact.total[:1], atol=0.1)  # neighbours count by their telling words only


def test_deep_pages_follow_the_first(large: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weighing, "READ", 12)
    monkeypatch.setattr(weighing, "POOL", 4)
    weighed = weigh(large, read_words("县级人民政府应当巡查"), WORDS, Scope(DAY))
    deep = weighed.best(40).docs.tolist()
    assert len(deep) == len(set(deep)) == 40
    for k in (1, 4, 5, 12, 13, 30):
        assert weighed.best(k).docs.tolist() == deep[:k]


def test_frequent_words_alone_still_answer(large: Index) -> None:
    weighed = weigh(large, read_words("应当"), WORDS, Scope(DAY))
    assert len(weighed.best(100).docs) == len(weighed.matching()) == large.n_docs


def test_the_most_frequent_words_are_left_out_only_within_their_weight(large: Index) -> None:
    query = read_query("县级人民政府应当对河道巡查作出规定", large.files)
    telling = query.telling(0.1, 1)
    left = query.weights[~telling].sum()
    assert 0 < left <= 0.1 * query.weights.sum()
    assert query.counts[~telling].min() >= query.counts[telling].max()
    assert query.telling(0.1, 10**9).all()


def test_a_named_law_answers_even_by_frequent_words(large: Index) -> None:
    named = next(i for i, s in enumerate(large.holdings.statutes) if s.title.startswith("燃气"))
    top = weigh(large, read_words("县级人民政府"), WORDS, Scope(DAY), laws=frozenset([named])).best(6).docs
    assert set(large.holdings.statute_of[large.version[top]].tolist()) == {named}


def test_answered_questions_lift_their_answers(large: Index) -> None:
    doc = large.document(next(v.id for v in large.holdings.versions if v.id.startswith("养犬")), 3)
    assert doc is not None
    one = np.ones(1, np.float32)
    near = Near(np.array([doc]), one, one, np.array([0]), one)
    assert weigh(large, read_words("许可"), WORDS, Scope(DAY), near).best(1).docs.tolist() == [doc]
