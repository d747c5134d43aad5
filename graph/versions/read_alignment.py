"""Alignment of two texts: as read article by article where a table is shipped, by their words otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.correspondence import CorrespondenceTable
from graph.address import article_id
from graph.model import Alignment
from graph.versions.align import align, change_of, similarity, to_alignments
from graph.versions.places import table_between
from ingest.records import Article


def align_versions(
    old_version: str, new_version: str, old: Sequence[Article], new: Sequence[Article], *, ordered: bool
) -> list[Alignment]:
    """What became of every old article, in the order of ``old``; ``ordered`` as for ``align``.

    Rows of the shipped table stand before those that follow from the words. An article whose place by the table is
    not in the new text that is held has no row: its words would only find another.
    """
    table = table_between(old_version, new_version)
    if table is None:
        return to_alignments(align(old, new, ordered=ordered), old_version, new_version)
    read = {
        article_id(old_version, a.article): _as_read(table, a, old_version, new_version, new)
        for a in old if not a.suffix and a.article in table.rows
    }  # fmt: skip
    by_words = [] if len(read) == len(old) else to_alignments(align(old, new, ordered=ordered), old_version, new_version)
    rows = read | {a.old: a for a in by_words if a.old not in read}
    in_order = (rows.get(article_id(old_version, a.article, a.suffix)) for a in old)
    return [a for a in in_order if a is not None]


def _as_read(
    table: CorrespondenceTable, old: Article, old_version: str, new_version: str, new: Sequence[Article]
) -> Alignment | None:
    """The row of the table as the library stores it; None where the new text does not hold the main successor."""
    row = table.rows[old.article]
    held = {a.article: a for a in new if not a.suffix}
    numbers = list(dict.fromkeys(t.article for t in row.targets))
    if numbers and numbers[0] not in held:
        return None
    places = [held[n] for n in numbers if n in held]
    likeness = similarity(old.text, places[0].text) if places else 0.0
    shared = bool(places) and sum(r.targets[0].article == numbers[0] for r in table.rows.values() if r.targets) > 1
    return Alignment(
        article_id(old_version, old.article), tuple(article_id(new_version, a.article) for a in places),
        change_of(old, places, likeness, shared), round(likeness, 3), row.sure and bool(places),
    )  # fmt: skip
