"""The table of where the articles of repealed laws stand: its rows, and what reads them."""

from __future__ import annotations

import pytest

from corpus.catalogue import load_catalogue
from corpus.correspondence import Target, _target, correspondence_table
from corpus.tables import read_table
from corpus.titles import normalise_title

LAWS = sorted({(row[0], row[1]) for row in read_table("correspondences.tsv")})


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("332", Target(332)),
        ("332.2", Target(332, (2,))),
        ("332.1-3", Target(332, (1, 2, 3))),
        ("2:335", Target(335, (), (2, None))),
        ("2.1:335.4", Target(335, (4,), (2, 1))),
        (".3:1107", Target(1107, (), (None, 3))),
    ],
)
def test_targets_are_read(text: str, target: Target) -> None:
    assert _target(text) == target


@pytest.mark.parametrize("text", ["", "三百", "2:", "335.", "2:3:4"])
def test_what_is_no_target_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a target"):
        _target(text)


@pytest.mark.parametrize(("title", "date"), LAWS)
def test_every_article_of_a_law_has_one_row_within_the_new_law(title: str, date: str) -> None:
    table = correspondence_table(title, date)
    assert table is not None
    catalogue = load_catalogue()
    old = next(v for e in catalogue.by_title(normalise_title(title)) for v in e.versions if v.date == date)
    new = next(v for e in catalogue.by_title(normalise_title(table.new_title)) for v in e.versions if v.date == table.new_date)
    rows = [row for row in read_table("correspondences.tsv") if row[0] == title]
    assert [int(row[4]) for row in rows] == list(range(1, old.max_article + 1))
    assert all(1 <= t.article <= new.max_article for row in table.rows.values() for t in row.targets)
    assert all(bool(targets) == (kind != "无") for *_, targets, kind, _doubt in rows)


def test_the_catalogue_knows_each_law_as_repealed_by_the_new_one() -> None:
    catalogue = load_catalogue()
    for title, _ in LAWS:
        table = correspondence_table(title)
        repeals = [catalogue.repeal(e) for e in catalogue.by_title(normalise_title(title))]
        assert table is not None
        assert {r.by_title for r in repeals if r} == {table.new_title}


def test_any_spelling_of_the_title_and_only_the_text_that_was_read() -> None:
    assert correspondence_table("水污染防治法") is correspondence_table("中华人民共和国水污染防治法")
    assert correspondence_table("水污染防治法", "2008-02-28") is None
    assert correspondence_table("某某条例") is None
