"""Importing a part of the shared corpus in which both sources hold the same laws."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from graph.importing.laws import import_laws
from graph.sqlite import open_library

PARTS = ("laws_justlaws/social", "laws_lawrefbook/社会法", "laws_lawrefbook/刑法", "laws_justlaws/criminal-law")


@pytest.fixture(scope="module")
def at_once(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corpus") / "at-once.db"
    import_laws(path, [shared / "corpus" / part for part in PARTS])
    return path


def test_folder_by_folder_is_the_same_as_at_once(shared: Path, at_once: Path, tmp_path: Path) -> None:
    for part in reversed(PARTS):
        import_laws(tmp_path / "x.db", [shared / "corpus" / part])
    with open_library(at_once) as one, open_library(tmp_path / "x.db") as other:
        assert one.revision() == other.revision()


def test_articles_and_duplicates_are_those_of_the_facts(shared: Path, at_once: Path) -> None:
    with (shared / "facts" / "laws.csv").open(encoding="utf-8-sig", newline="") as file:
        facts = {f["file"]: f for f in csv.DictReader(file) if f["file"].startswith(tuple(PARTS))}
    assert len(facts) > 70
    with open_library(at_once) as store:
        documents = {d.path.partition("/corpus/")[2]: d for d in store.documents() if d.n == 0}
        versions = {v.id: v for s in store.statutes() for v in store.versions(s.id)}
        assert store.check() == []
    wrong = {
        file: (versions[documents[file].version_id or ""].n_articles, fact["n_articles"]) for file, fact in facts.items()
        if file in documents and not fact["duplicate_of"] and documents[file].kept
        and versions[documents[file].version_id or ""].n_articles != int(fact["n_articles"] or 0)
    }
    assert wrong == {}
    titles = Counter(fact["title"] for fact in facts.values())
    twice = [f for f, fact in facts.items() if fact["duplicate_of"] and titles[fact["title"]] > 1]
    assert len(twice) > 20
    apart = [f for f in twice if sum(d.version_id == documents[f].version_id for d in documents.values()) < 2]
    assert apart == []
