"""Queries taken apart, texts marked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analyse import fold_text
from search.highlight import LONG, excerpt, mark, marked_words, wanted_words
from search.query import holds_reference, may_be_reference, read_words, synonyms
from search.words import words_of

LABELLED = Path(__file__).parent.parent / "labelled"


@pytest.mark.parametrize(("raw", "text", "phrases", "excluded", "question"), [
    ("违建 乡镇", "违建 乡镇", (), (), False),
    ("“限期拆除” 违建", "限期拆除 违建", ("限期拆除",), (), False),
    ("河道 -采砂 －“倾倒垃圾”", "河道", (), ("采砂", "倾倒垃圾"), False),
    ("2019-04-23 施行", "2019-04-23 施行", (), (), False),
    ("宅基地可以卖给城里人吗？", "宅基地可以卖给城里人吗？", (), (), True),
    ("名为“合伙”实为借贷的如何认定？", "名为 合伙 实为借贷的如何认定？", (), (), True),
    ("谁管", "谁管", (), (), False),
])
def test_parts_of_a_query(raw: str, text: str, phrases: tuple[str, ...], excluded: tuple[str, ...], question: bool) -> None:
    w = read_words(raw)
    assert (w.text, w.phrases, w.excluded, w.is_question) == (text, phrases, excluded, question)


def test_words_that_only_ask_are_left_out() -> None:
    assert read_words("承包地应当如何流转？").subject.split() == ["承包地", "流转？"]
    assert read_words("什么是什么吗？？").subject


@pytest.mark.parametrize(("raw", "added"), [
    ("违建", {"违法建设", "违法建筑"}), ("办低保", {"最低生活保障"}), ("计生服务", {"人口与计划生育"}),
    ("秸秆焚烧", {"露天焚烧秸秆"}), ("违法建设", set()),
])
def test_everyday_words_bring_their_legal_names(raw: str, added: set[str]) -> None:
    assert {n for _, n in read_words(raw).added} == added


def test_synonyms_are_many_and_never_themselves() -> None:
    assert len(synonyms()) >= 150
    assert all(word not in names and all(names) for word, names in synonyms().items())


@pytest.mark.parametrize(("raw", "whole"), [
    ("城乡规划法第六十五条", True), ("城规法65", True), ("《城乡规划法》65条2款", True), ("国发〔2019〕5号", True),
    ("刑法120之一", True), ("规划法六十五", True), ("城乡规划法@2019-04-23#65", True), ("《城乡规划法》", True),
    ("违法建设", False), ("", False), ("第六十五条说了什么？", False),
])
def test_what_may_be_a_reference(raw: str, whole: bool) -> None:
    assert may_be_reference(raw) is whole


def test_reference_among_words() -> None:
    assert holds_reference("依照刑法第十七条处理") and not holds_reference("第三人称")


@pytest.mark.parametrize(("text", "query", "marked"), [
    ("对违法建设，责令拆除", "违法建设拆除", ["违法建设", "拆除"]),
    ("ＡＢ公司", "ab", ["ＡＢ"]),
    ("违法。建设", "违法建设", ["违法", "建设"]),
    ("无关", "违法建设", []),
    ("在乡镇区域内养区", "禁养区乡镇", ["乡镇"]),
    ("禁养的规定", "禁养区", ["禁养"]),
    ("第165号、第65号", "65号", ["65号"]),
    ("农村村民住宅", "农村住宅", ["农村", "住宅"]),
    ("", "违法", []),
])
def test_marks(text: str, query: str, marked: list[str]) -> None:
    assert [text[b:e] for b, e in mark(text, wanted_words((query,)))] == marked


@pytest.mark.parametrize(("text", "words"), [
    ("对未取得乡村建设规划许可证进行建设的处罚", "对 未 取得 乡村 建设 规划 许可证 进行 建设 的 处罚"),
    ("露天焚烧秸秆", "露天 焚烧 秸秆"),
    ("控辍保学工作", "控辍保学 工作"),
    ("违建和低保", "违建 和 低保"),
    ("ＡＢ１２级、（城乡）规划", "ab12级 城乡 规划"),
    ("", ""),
])
def test_words_are_cut_whole(text: str, words: str) -> None:
    assert words_of(text) == tuple(words.split())


@given(st.text(alphabet="对违法建设的处罚城乡规划条12ab 、区镇"))
def test_words_hold_all_that_is_written(text: str) -> None:
    assert "".join(words_of(text)) == fold_text(text).replace(" ", "")


@pytest.mark.parametrize("module", ["jieba", "rjieba"])
def test_words_are_mostly_those_of_jieba(module: str) -> None:
    segmenter = pytest.importorskip(module)
    names = [json.loads(line)["name"] for line in (LABELLED / "duty_items.jsonl").read_text("utf-8").splitlines()]
    theirs = [{w for w in segmenter.cut(n) if len(w) > 1} for n in names]
    shared = sum(len(t.intersection(words_of(n))) for t, n in zip(theirs, names, strict=True))
    assert shared > 0.9 * sum(map(len, theirs))


def test_dull_words_are_marked_only_alone() -> None:
    words, dull = wanted_words(("违法规定",)), frozenset({"规定"})
    assert [s for s in mark("规定：违法", words, dull)] == [(3, 5)]
    assert mark("规定", words, dull) == ((0, 2),)


def test_excerpt_holds_the_densest_marks() -> None:
    text = "拆除" + "空" * 2000 + "违法建设拆除" + "空" * 2000
    cut, at, spans = excerpt(text, mark(text, wanted_words(("违法建设拆除",))))
    assert len(cut) <= LONG and text[at : at + len(cut)] == cut
    assert "违法建设拆除" in [cut[b:e] for b, e in spans]


def test_marked_words_are_distinct_and_longest_first() -> None:
    assert marked_words("违法建设和违法", ((0, 4), (5, 7))) == ["违法建设"]
