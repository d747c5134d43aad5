"""The shipped tables of law names."""

from __future__ import annotations

import pytest

from corpus.aliases import load_aliases
from corpus.catalogue import load_catalogue, names_its_issuer, normalise_doc_no
from corpus.titles import normalise_title


def test_a_current_law_is_known_with_its_versions() -> None:
    (entry,) = load_catalogue().by_title("会计法")
    assert [v.date for v in entry.versions] == sorted(v.date for v in entry.versions)
    assert load_catalogue().repeal(entry) is None
    assert entry.max_article() == max(v.max_article for v in entry.versions)


@pytest.mark.parametrize(("title", "by", "day", "has_text"), [
    ("水污染防治法", "生态环境法典", "2026-08-15", True),
    ("物权法", "民法典", "2021-01-01", False),
    ("旅行社管理条例", "旅行社条例", "2009-05-01", False),
])
def test_a_repealed_law_names_what_repealed_it(title: str, by: str, day: str, has_text: bool) -> None:
    (entry,) = load_catalogue().by_title(title)
    repeal = load_catalogue().repeal(entry)
    assert repeal is not None
    assert (normalise_title(repeal.by_title), repeal.date) == (by, day)
    assert bool(entry.versions) is has_text
    assert has_text or entry.max_article() is None


def test_every_alias_names_known_laws_and_is_no_title_itself() -> None:
    catalogue = load_catalogue()
    wrong = [
        a.key for a in load_aliases()
        if catalogue.by_title(a.key) or not all(catalogue.by_title(normalise_title(t)) for t in a.titles)
    ]
    assert wrong == []
    assert len({a.key for a in load_aliases()}) == len(load_aliases())


@pytest.mark.parametrize("text", ["国发〔2019〕5号", "国发[2019]5号", "国发（2019）5 号", "国发【2019】第５号"])
def test_document_numbers_compare_in_any_spelling(text: str) -> None:
    assert normalise_doc_no(text) == "国发〔2019〕5号"


@pytest.mark.parametrize(("doc_no", "answer"), [
    ("国发〔2019〕5号", True), ("中华人民共和国国务院令第656号", True), ("公告第八号", False), ("〔2019〕5号", False), ("第5号令", False), ("", False),
])
def test_only_a_number_with_its_issuer_can_name_a_law(doc_no: str, answer: bool) -> None:
    assert names_its_issuer(doc_no) is answer
