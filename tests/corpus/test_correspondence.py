"""The table of where the articles of repealed laws stand: its rows, and what reads them."""

from __future__ import annotations

import pytest

from corpus.catalogue import load_catalogue
from corpus.correspondence import CorrespondenceTable, Target, _target, correspondence_tables, successor_table
from corpus.tables import read_table
from corpus.titles import normalise_title

TABLES = [t for title in sorted({row[0] for row in read_table("correspondences.tsv")}) for t in correspondence_tables(title)]
INTO_A_CODE = [t for t in TABLES if not t.is_of_one_law]


def named(table: CorrespondenceTable) -> str:
    return f"{table.old_title}{table.old_date}"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("332", Target(332)),
        ("332.2", Target(332, (2,))),
        ("12-1.2", Target(12, (2,), suffix=1)),
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


@pytest.mark.parametrize("table", TABLES, ids=named)
def test_rows_are_within_the_two_texts(table: CorrespondenceTable) -> None:
    catalogue = load_catalogue()

    def last_article(title: str, date: str) -> int:
        return next(v.max_article for e in catalogue.by_title(normalise_title(title)) for v in e.versions if v.date == date)

    old, new = last_article(table.old_title, table.old_date), last_article(table.new_title, table.new_date)
    assert all(1 <= n <= old for n in table.rows)
    assert all(1 <= t.article <= new for row in table.rows.values() for t in row.targets)
    assert all(bool(row.targets) == (row.extent != "none") for row in table.rows.values())
    if not table.is_of_one_law:
        assert list(table.rows) == list(range(1, old + 1))


def test_no_row_is_there_twice() -> None:
    keys = [tuple(row[:5]) for row in read_table("correspondences.tsv")]
    assert len(keys) == len(set(keys))


def test_the_catalogue_knows_each_law_as_repealed_by_the_new_one() -> None:
    catalogue = load_catalogue()
    assert len(INTO_A_CODE) == 10
    for table in INTO_A_CODE:
        repeals = [catalogue.repeal(e) for e in catalogue.by_title(normalise_title(table.old_title))]
        assert {r.by_title for r in repeals if r} == {table.new_title}


def test_any_spelling_of_the_title() -> None:
    assert successor_table("水污染防治法") is successor_table("中华人民共和国水污染防治法") is not None
    assert successor_table("某某条例") is None and correspondence_tables("某某条例") == ()
