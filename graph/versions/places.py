"""Where in its successors a cited 款 or 项 stands: by the shipped table, else by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from corpus.correspondence import (
    Correspondence,
    CorrespondenceTable,
    Extent,
    Target,
    correspondence_tables,
    successor_table,
)
from corpus.titles import normalise_title, short_title
from graph.address import Address, parse_id, whole_article
from ingest.records import Article, Citation, article_text


@dataclass(frozen=True, slots=True)
class Places:
    """``ids``: provisions down to the 款 where that is known, main one first; ``known``: False where the article went
    somewhere, but not, as far as is known, the cited part of it; ``extent``: how much of it they hold, "whole" unless the
    table says less of the article as a whole."""

    ids: tuple[str, ...]
    known: bool = True
    extent: Extent = "whole"


def table_between(old_version: str, new_version: str) -> CorrespondenceTable | None:
    """The shipped table from one text to the other."""
    old, new = parse_id(old_version), parse_id(new_version)
    wanted = (old.date, normalise_title(new.statute), new.date)
    tables = correspondence_tables(old.statute)
    return next((t for t in tables if (t.old_date, normalise_title(t.new_title), t.new_date) == wanted), None)


def find_places(old: Article, cited: Address, successors: Sequence[tuple[str, Article]]) -> Places:
    """Where the cited 款 or 项 of ``old`` stands in its ``successors`` (id and article, main one first).

    ``cited``: its address in the text of ``old``; without 款 the whole article is meant, which in a later text of the
    same law is the whole article again.
    """
    new = parse_id(successors[0][0])
    if cited.paragraph is None and cited.item is None and cited.statute == new.statute:
        return Places(tuple(i for i, _ in successors))
    table = table_between(cited.version_id, new.version_id)
    row = table.rows.get(old.article) if table is not None and not old.suffix else None
    if row is not None and {t.number for t in row.targets} >= {(a.article, a.suffix) for _, a in successors}:
        found = places_in_table(row, cited, Address(new.statute, new.date))
        held = dict(successors)
        kept = tuple(_as_held(i, held[whole_article(i)]) for i in found.ids if whole_article(i) in held)
        return replace(found, ids=kept, known=found.known and (bool(kept) or not found.ids))
    return _by_words(old, cited, successors)


def places_in_table(row: Correspondence, cited: Address, new: Address) -> Places:
    """The targets of ``row`` that took up the cited 款 or 项. ``new``: the version they stand in.

    A part that the row does not name went nowhere that is known: none comes back, not ``known``.
    """
    fitting = [t for t in row.targets if _fits(t, cited)]
    if cited.item is not None and any(t.of[1] == cited.item for t in fitting):
        fitting = [t for t in fitting if t.of[1] == cited.item]  # 项 two, not the 款 that has none
    marked = cited.paragraph is not None or cited.item is not None
    extent = "whole" if marked and any(t.of != (None, None) for t in row.targets) else row.extent
    return Places(_ids(fitting, new), bool(fitting) or not row.targets, extent)


def places_without_text(title: str, cited: Citation, by_title: str) -> Places:
    """Places in the law that repealed ``title``, for texts that are not held: by the table of the law's last text, where the readings behind it leave no doubt. None where it does not say, or another text may be meant."""
    table = successor_table(title)
    if table is None or cited.suffix or cited.article_end or normalise_title(table.new_title) != normalise_title(by_title):
        return Places((), known=False)
    if cited.edition_year is not None and str(cited.edition_year) != table.old_date[:4]:
        return Places((), known=False)
    row = table.rows.get(cited.article or 0)
    if row is None or not row.sure:
        return Places((), known=False)
    asked = Address(table.old_title, table.old_date, cited.article, 0, cited.paragraph, cited.item)
    found = places_in_table(row, asked, Address(short_title(table.new_title), table.new_date))
    return found if found.known else Places((), known=False)


# ---------------------------------------------------------------- the table


def _fits(target: Target, cited: Address) -> bool:
    paragraph, item = target.of
    if paragraph is not None and cited.paragraph is not None and paragraph != cited.paragraph:
        return False
    return item is None or cited.item is None or item == cited.item


def _as_held(provision_id: str, article: Article) -> str:
    """The id, without a 款 that the text held (a gist) does not have."""
    there = (parse_id(provision_id).paragraph or 0) <= len(article.paragraphs)
    return provision_id if there else whole_article(provision_id)


def _ids(targets: Sequence[Target], new: Address) -> tuple[str, ...]:
    """One id an article; its 款 where the targets name a single one."""
    paragraphs: dict[tuple[int, int], set[int | None]] = {}
    for t in targets:
        paragraphs.setdefault(t.number, set()).update(t.paragraphs or (None,))
    return tuple(
        str(replace(new, article=article, suffix=suffix, paragraph=next(iter(found)) if len(found) == 1 else None))
        for (article, suffix), found in paragraphs.items()
    )


# ---------------------------------------------------------------- words

_HELD, _LEAD = 0.6, 0.3  # share of the cited part's words, and its lead, that tell one successor from the others
_IN_ONE, _ELSEWHERE = 0.5, 0.15  # share that one 款 must hold, and that the rest of the article may add to it
_NOT_WORD = re.compile(r"[\W_]+")


def _by_words(old: Article, cited: Address, successors: Sequence[tuple[str, Article]]) -> Places:
    """A successor that holds clearly more of the cited 款 than the others stands alone."""
    part = _part(old, cited)
    if part is None:
        return Places(tuple(i for i, _ in successors), known=cited.paragraph is None)
    words = _bigrams(part)
    held = [_share(words, article.text) for _, article in successors]
    chosen = list(successors)
    if cited.paragraph is not None and len(successors) > 1:
        best, second = sorted(held, reverse=True)[:2]
        if best >= _HELD and best - second >= _LEAD:
            chosen = [successors[held.index(best)]]
    known = cited.paragraph is None or len(chosen) == 1
    return Places(tuple(_deepened(i, words, article) for i, article in chosen), known)


def _part(old: Article, cited: Address) -> str | None:
    """Text of the cited 款, or of an article that has one only; None where the whole of several is meant."""
    if cited.paragraph is not None:
        return article_text(old.paragraphs[cited.paragraph - 1 : cited.paragraph]) or None
    return old.text if len(old.paragraphs) == 1 else None


def _deepened(provision_id: str, words: frozenset[str], article: Article) -> str:
    """The id of the one 款 of ``article`` that holds the words; of the article where none alone does."""
    if len(article.paragraphs) < 2 or not words:
        return provision_id
    shares = [_share(words, article_text((p,))) for p in article.paragraphs]
    best = max(range(len(shares)), key=lambda k: (shares[k], -k))
    others = _bigrams(article_text(tuple(p for k, p in enumerate(article.paragraphs) if k != best)))
    added = len((words & others) - _bigrams(article_text((article.paragraphs[best],)))) / len(words)
    if shares[best] < _IN_ONE or added > _ELSEWHERE:
        return provision_id
    return str(replace(parse_id(provision_id), paragraph=best + 1))


def _share(words: frozenset[str], text: str) -> float:
    return len(words & _bigrams(text)) / len(words) if words else 0.0


@lru_cache(maxsize=4096)
def _bigrams(text: str) -> frozenset[str]:
    plain = _NOT_WORD.sub("", text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1))
