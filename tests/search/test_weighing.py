"""Scores against a plain reckoning; two steps find what scoring every document does; deep pages follow the first."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from graph.sqlite.store import open_library
from search import Index, open_index, weighing
from search.asked import NONE, Answer, Near, build_memory
from search.prior import OUT, QUESTION, WORDS, Scope, Weights, prior
from search.query import read_words
from search.rank import Floats, add_up, covered, matches, read_query
from search.weighing import weigh
from tests.search.conftest import fill
from tests.support.laws import law

BEGINS = "2019-01-01"
SUBJECTS = ("河道", "耕地", "消防", "燃气", "养犬", "秸秆", "学校", "养老")
ACTS = ("巡查", "登记", "许可", "处罚", "报告", "宣传")
DAY = "2026-11-24"
QUERIES = ["河道巡查", "对养犬登记作出规定", "县级人民政府", "规定 消防", "秸秆", "学校的养老"]


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Articles enough for several pools once these are small."""
    docs = [
        law(f"{s}管理条例", "\n".join(
            f"第{n}条 " + (f"县级人民政府应当对{s}{a}作出规定，{s}由主管部门{b}。" if k % 3 else f"{s}的{a}办法另行制定。" + f"{a}、" * k)
            for k, (n, a, b) in enumerate(zip("一二三四五六", ACTS, ACTS[::-1], strict=True))), date=BEGINS)
        for s in SUBJECTS
    ]
    path = tmp_path_factory.mktemp("weighing") / "y.db"
    with open_library(path, "rw") as library:
        fill(library, docs)
    with open_library(path) as reader:
        yield open_index(path, reader)


def reckoned(index: Index, text: str, weights: Weights, near: Near = NONE) -> Floats:
    """Every document's score, added up over all documents at once."""
    query = read_query(text, index.files)
    own = add_up(query, index.files)
    standing = prior(index, weights, Scope(DAY))[index.version]
    chapters = add_up(read_query(text, index.chapter_files), index.chapter_files)[index.chapter]
    before, after = np.append(0, own[:-1]), np.append(own[1:], 0)
    version = index.version
    before[np.append(True, version[1:] != version[:-1])] = 0
    after[np.append(version[1:] != version[:-1], True)] = 0
    pairs = [w[i : i + 2] for w in text.split() for i in range(len(w) - 1)]
    idf = {p: float(read_query(p, index.files).idf[-1]) for p in pairs}
    share = sum(idf[p] * (covered(_one_pair(p, index), index.files) > 0) for p in pairs) / sum(idf[p] for p in pairs)
    total = own + standing + weights.chapter * chapters + weights.beside * np.maximum(before, after) + weights.coverage * share
    for d, t, b in zip(near.docs, near.total, near.best, strict=False):
        total[d] += weighing.NEAR_WEIGHT * (t + b)
    return np.where(own > 0, total, OUT)


def _one_pair(pair: str, index: Index):  # type: ignore[no-untyped-def]
    """A query of the pair alone, without its characters."""
    query = read_query(pair, index.files)
    keep = query.codes > 0xFFFF
    rows = tuple(np.where(keep, r, -1) for r in query.rows)
    return type(query)(query.codes, query.weights, query.idf, query.pairs, rows, query.held_by, query.counts)


@pytest.mark.parametrize("weights", [WORDS, QUESTION], ids=["words", "question"])
@pytest.mark.parametrize("query", QUERIES)
def test_scores_are_what_a_plain_reckoning_gives(large: Index, query: str, weights: Weights) -> None:
    wanted = reckoned(large, query, weights)
    found = weigh(large, read_words(query), weights, Scope(DAY)).best(1000)
    assert sorted(found.docs.tolist()) == np.flatnonzero(wanted > OUT / 2).tolist()
    assert np.allclose(found.total, wanted[found.docs], atol=2e-3)
    assert (np.diff(found.total) <= 0).all()
    assert np.array_equal(found.held, matches(read_query(query, large.files), large.files, found.docs))
    assert np.allclose(found.own, add_up(read_query(query, large.files), large.files)[found.docs], atol=1e-3)


@pytest.mark.parametrize("query", QUERIES)
def test_few_candidates_find_the_first_of_all(large: Index, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = reckoned(large, query, WORDS)
    monkeypatch.setattr(weighing, "ENOUGH", 1)
    monkeypatch.setattr(weighing, "READ", 16)
    monkeypatch.setattr(weighing, "POOL", 8)
    found = weigh(large, read_words(query), WORDS, Scope(DAY)).best(3)
    assert wanted[found.docs[0]] >= wanted.max() - 0.1  # neighbours count by their telling words only


@pytest.mark.parametrize("named", [None, "燃气"])
@pytest.mark.parametrize("query", ["县级人民政府应当巡查", "登记许可", "养犬"])
def test_pages_are_stretches_of_one_order(large: Index, query: str, named: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents of a named law that hold no word fall away: the pages close up over them."""
    monkeypatch.setattr(weighing, "READ", 12)
    monkeypatch.setattr(weighing, "POOL", 4)
    laws = frozenset(i for i, s in enumerate(large.holdings.statutes) if named and s.title.startswith(named))
    weighed = weigh(large, read_words(query), WORDS, Scope(DAY), laws=laws)
    whole = weighed.best(1000).docs.tolist()
    assert len(whole) == len(set(whole))
    assert set(whole) == set(np.flatnonzero(reckoned(large, query, WORDS) > OUT / 2).tolist())
    for k in range(1, len(whole) + 1):
        assert weighed.best(k).docs.tolist() == whole[:k]


def test_frequent_words_alone_still_answer(large: Index) -> None:
    weighed = weigh(large, read_words("作出"), WORDS, Scope(DAY))
    assert len(weighed.best(100).docs) == len(weighed.matching()) == 4 * len(SUBJECTS)


def test_the_most_frequent_words_are_left_out_only_within_their_weight(large: Index) -> None:
    query = read_query("县级人民政府应当对河道巡查作出规定", large.files)
    telling = query.telling(0.1, 1)
    left = query.weights[~telling].sum()
    assert 0 < left <= 0.1 * query.weights.sum()
    assert query.counts[~telling].min() >= query.counts[telling].max()
    assert query.telling(0.1, 10**9).all()


def test_a_named_law_answers_first(large: Index) -> None:
    named = next(i for i, s in enumerate(large.holdings.statutes) if s.title.startswith("燃气"))
    top = weigh(large, read_words("县级人民政府"), WORDS, Scope(DAY), laws=frozenset([named])).best(4).docs
    assert set(large.holdings.statute_of[large.version[top]].tolist()) == {named}


def _doc(index: Index, subject: str, article: int) -> int:
    doc = index.document(next(v.id for v in index.holdings.versions if v.id.startswith(subject)), article)
    assert doc is not None
    return doc


def test_answered_questions_lift_their_answers(large: Index) -> None:
    """One of eight like articles, and not the first of them."""
    doc = _doc(large, "秸秆", 3)
    near = Near(np.array([doc]), np.array([0.6], np.float32), np.array([0.3], np.float32), np.array([0]), np.ones(1, np.float32))
    plain = weigh(large, read_words("许可"), WORDS, Scope(DAY)).best(100).docs.tolist()
    assert plain[0] != doc
    lifted = weigh(large, read_words("许可"), WORDS, Scope(DAY), near).best(100)
    assert lifted.docs[0] == doc
    assert np.allclose(lifted.total, reckoned(large, "许可", WORDS, near)[lifted.docs], atol=2e-3)


def test_nearness_is_added_up_by_answer_and_law(large: Index) -> None:
    """Two near questions, one answer in common; a far one counts for nothing."""
    title = "秸秆管理条例"
    memory = build_memory(
        ["焚烧秸秆怎么处罚", "露天焚烧秸秆", "养老金何时发放"],
        [Answer(0, title, 3, 0), Answer(1, title, 3, 0), Answer(1, title, 5, 0), Answer(2, "养老管理条例", 1, 0), Answer(2, "没有的法", 1, 0)],
    )
    near = memory.near(large, DAY, "焚烧秸秆怎么处罚")
    both, one = _doc(large, "秸秆", 3), _doc(large, "秸秆", 5)
    assert near.docs.tolist() == sorted([both, one])
    total = dict(zip(near.docs.tolist(), near.total.tolist(), strict=True))
    best = dict(zip(near.docs.tolist(), near.best.tolist(), strict=True))
    assert best[both] == 1.0 and 0 < best[one] == total[one] < 1.0
    assert np.isclose(total[both], best[both] + best[one])
    assert np.isclose(near.by_statute.sum(), total[both] + total[one])
    assert memory.near(large, DAY, "焚烧秸秆怎么处罚", without={0}).total.max() < 1.0


def test_the_ends_of_the_index_have_one_neighbour(large: Index) -> None:
    telling = np.arange(1, large.n_docs + 1, dtype=np.float32)
    at = weighing.beside(large, telling, np.array([0, 1, large.n_docs - 1]), (-2, -1, 1, 2))
    assert at[:, 0].tolist() == [0, 0, 2, 3] and at[:, 1].tolist() == [0, 1, 3, 4]
    assert at[:, 2].tolist() == [large.n_docs - 2, large.n_docs - 1, 0, 0]
