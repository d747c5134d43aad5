"""Alignment of two texts: as read article by article where a table is shipped, by their words otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from corpus.correspondence import Correspondence
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
    held = {(a.article, a.suffix): a for a in new}
    read = {a.article: _places(table.rows[a.article], held) for a in old if not a.suffix and a.article in table.rows}
    by_words = [] if len(read) == len(old) else to_alignments(align(old, new, ordered=ordered), old_version, new_version)
    rows = {r.old: r for r in by_words}
    for number in read:
        rows.pop(article_id(old_version, number), None)
    main = Counter(r.new[0] for r in rows.values() if r.new)
    main.update(_id(new_version, places[0]) for places in read.values() if places)
    for article in old:
        places = None if article.suffix else read.get(article.article)
        if places is not None:
            row = _row(old_version, article, new_version, places, main)
            # that a code takes up nothing of an article is for its reader to say
            sure = table.rows[article.article].sure and (bool(places) or table.is_of_one_law)
            rows[row.old] = replace(row, sure=sure)
    in_order = (rows.get(_id(old_version, a)) for a in old)
    return [r for r in in_order if r is not None]


def _row(old_version: str, old: Article, new_version: str, places: Sequence[Article], main: Mapping[str, int]) -> Alignment:
    """``main``: how many old articles have a new one as their main successor."""
    ids = tuple(_id(new_version, p) for p in places)
    likeness = similarity(old.text, places[0].text) if places else 0.0
    change = change_of(old, places, likeness, shared=bool(ids) and main[ids[0]] > 1)
    return Alignment(_id(old_version, old), ids, change, round(likeness, 3))


def _id(version_id: str, article: Article) -> str:
    return article_id(version_id, article.article, article.suffix)


def _places(row: Correspondence, held: Mapping[tuple[int, int], Article]) -> list[Article] | None:
    """The articles that took up an old one by the table, main one first; None where the main one is not held."""
    numbers = list(dict.fromkeys(t.number for t in row.targets))
    if numbers and numbers[0] not in held:
        return None
    return [held[n] for n in numbers if n in held]
