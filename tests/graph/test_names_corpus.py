"""Names over every title of the shared corpus: the measures of tests/evaluation/resolve.py, held to their targets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from corpus.catalogue import Catalogue
from graph.model import Statute
from graph.names import NameIndex, name_key
from tests.evaluation.resolve import known_statutes, noises


@pytest.fixture(scope="module")
def statutes(shared: Path) -> list[Statute]:
    return known_statutes(shared)


def test_titles_are_found_and_only_they(statutes: list[Statute]) -> None:
    index = NameIndex(statutes)
    assert [s.title for s in statutes if [n.key for n in index.lookup(s.title).names] != [name_key(s.title)]] == []


def test_spoilt_titles_lead_to_no_other_law(statutes: list[Statute]) -> None:
    index = NameIndex(statutes)
    sample = statutes[::4]
    right = wrong = total = 0
    for spoil in noises(random.Random(11)).values():
        for s in sample:
            cited = spoil(s.title)
            keys = [n.key for n in index.lookup(cited).names]
            total += 1
            right += keys == [name_key(s.title)]
            wrong += len(keys) == 1 and keys != [name_key(s.title)]
    assert wrong <= 0.003 * total
    assert right >= 0.85 * total


def test_titles_that_are_not_held_are_not_taken_for_others(statutes: list[Statute]) -> None:
    shuffled = random.Random(3).sample(statutes, len(statutes))
    held, absent = shuffled[300:], shuffled[:300]
    index = NameIndex(held, Catalogue(()))
    taken = [s.title for s in absent if len(index.lookup(s.title).names) == 1]
    assert len(taken) <= 3, taken
