"""Numerals of statutes and lists, both ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.numerals import article_label, format_numeral, parse_numeral

READ = [
    ("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("百二十", 120), ("一百", 100), ("一百零五", 105), ("一百一十", 110), ("一千零五十二", 1052),
    ("一千二百四十二", 1242), ("一二〇", 120), ("一○五", 105), ("两", 2), ("65", 65), ("１２", 12), ("三十－", 31), ("三十—", 31), ("第", None),
    ("", None), ("9" * 5000, None), ("九" * 5000, None), ("二 十", 20), ("1a", None), ("〇", 0),
]


@pytest.mark.parametrize(("text", "number"), READ)
def test_read(text: str, number: int | None) -> None:
    assert parse_numeral(text) == number


@pytest.mark.parametrize(("number", "text"), [(10, "十"), (12, "十二"), (110, "一百一十"), (1052, "一千零五十二"), (1260, "一千二百六十"), (9999, "九千九百九十九")])
def test_print(number: int, text: str) -> None:
    assert format_numeral(number) == text


@given(st.integers(1, 9999))
def test_round_trip(number: int) -> None:
    assert parse_numeral(format_numeral(number)) == number
    assert parse_numeral(str(number)) == number


@pytest.mark.parametrize(("number", "label"), [(0, "第0条"), (10000, "第10000条"), (99999, "第99999条")])
def test_a_number_that_no_statute_has_is_printed_in_digits(number: int, label: str) -> None:
    assert article_label(number) == label


@given(st.text(max_size=12))
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    assert parse_numeral(text) is None or parse_numeral(text) >= 0  # type: ignore[operator]


def test_label() -> None:
    assert article_label(120, 1) == "第一百二十条之一" and article_label(65) == "第六十五条"
