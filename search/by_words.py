"""Provisions by words: ranked, counted, filtered by phrase and exclusion, marked and explained."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np

from graph.address import parse_id
from graph.model import Provision
from graph.store import LibraryReader
from ingest.numerals import article_label
from ingest.records import Article
from search.analyse import fold_text
from search.asked import NONE, Memory, load_memory
from search.features import features
from search.filtering import FACET_VALUES
from search.highlight import excerpt, mark, marked_words, wanted_words, words_in_name
from search.index import Index
from search.prior import QUESTION, WORDS, Scope
from search.query import Words
from search.rank import Flags, Floats, Ints, best, covered, read_query
from search.rerank import MODELS, question_trees
from search.result import Filters, Hit, SearchResult
from search.weighing import Weighed, weigh

RERANKED = 200
_LOOKED_THROUGH = 2000  # provisions read for phrases and exclusions
_ALL = 0.999
_SHORT = 3  # characters of a lone word
_DULL = 0.08  # pairs in more than this share of all provisions mark nothing


def find_provisions(
    index: Index, reader: LibraryReader, words: Words, most: int, filters: Filters, day: str,
    laws: frozenset[int] = frozenset(),
) -> SearchResult:
    """The best ``most`` provisions, with facets over all that match. ``laws``: statutes that the query names."""
    scope = Scope(day, filters.place, filters.levels, filters.status)
    near = _memory().near(index, day, words.text) if words.is_question else NONE
    weighed = weigh(index, words, QUESTION if words.is_question else WORDS, scope, near, laws, _holding(index, words))
    matching = weighed.matching()
    if words.phrases or words.excluded:
        docs, scores = _literal(index, reader, words, weighed, _LOOKED_THROUGH if words.phrases else max(len(matching), RERANKED))
        matching, total = docs, len(docs)
    else:
        docs, scores = _order(words, weighed, most, index.holdings.on(day).live)
        total = max(len(matching), min(len(docs), RERANKED))
        matching = matching if len(matching) == total else docs[:total]  # what is counted is what is listed
    statuses = index.holdings.on(day).statuses
    dull = _dull_pairs(index, weighed)
    pairs = wanted_words((words.text, *(n for _, n in words.added)))
    hits = [
        provision_hit(index, reader, int(d), float(s), statuses, pairs, dull)
        for d, s in zip(docs[:min(most, total)], scores[:min(most, total)], strict=True)
    ]
    said = _unread(weighed) if words.phrases else ()
    return SearchResult(words.raw, day, 0, total, tuple(hits), _facets(index, matching, day), said)


def provision_hit(
    index: Index, reader: LibraryReader, doc: int, score: float, statuses: Sequence[str], pairs: frozenset[str],
    dull: frozenset[str] = frozenset(),
) -> Hit:
    """A provision as a result: its text, marked, and why it is here."""
    row = int(index.version[doc])
    statute = index.holdings.statutes[index.holdings.versions[row].statute]
    provision_id = index.provision_id(doc)
    provision = reader.provision(provision_id)
    text = provision.text if provision else ""
    shown, at, spans = excerpt(text, mark(text, pairs, dull))
    article, suffix, title = _where(provision, provision_id, statute.short_title)
    return Hit(
        "provision", provision_id, title, shown, score, statute.title, article, suffix, statuses[row], spans,
        _reason(provision, shown, spans, statute.short_title, pairs), at,
        {"level": statute.level, "version": index.holdings.versions[row].date, "region": "/".join(statute.region)},
    )


# ---------------------------------------------------------------- order


def _order(words: Words, weighed: Weighed, most: int, live: Flags) -> tuple[Ints, Floats]:
    """Documents and scores. Questions are reordered by the learned model at the top, what is in force (``live``, by
    version) before what is not: the model knows nothing of days. Below, the first stage stands."""
    found = weighed.best(max(most, RERANKED))
    if not words.is_question or not len(found.docs):
        return found.docs, found.total
    head = found.first(RERANKED)
    learned = question_trees().score(features(weighed, head))
    order = np.argsort(-learned, kind="stable")
    order = order[np.argsort(~live[weighed.index.version[head.docs[order]]], kind="stable")]
    below = found.total[len(head.docs):]
    top = np.minimum.accumulate(learned[order]) - learned.min() + below.max(initial=0)
    return np.concatenate([head.docs[order], found.docs[len(head.docs):]]), np.concatenate([top, below])


@cache
def _memory() -> Memory:
    return load_memory(MODELS / "asked.npz")


def _holding(index: Index, words: Words) -> Flags | None:
    """Documents that may hold every phrase: a bag that lacks one of its pairs cannot. A lone short word (养犬) is
    meant as it stands, or by its legal name, where any document has it; None: all documents."""
    if not words.phrases:
        if words.is_question or len(words.text) > _SHORT:
            return None
        held = np.zeros(index.n_docs, bool)
        for name in (words.text, *(n for _, n in words.added)):
            held |= _held(index, name, otherwise=False)
        return held if held.any() else None
    held = np.ones(index.n_docs, bool)
    for phrase in words.phrases:  # of one without terms (的) only reading tells
        held &= _held(index, phrase, otherwise=True)
    return held


def _held(index: Index, text: str, *, otherwise: bool) -> Flags:
    """Documents that hold every term; ``otherwise`` where the text has none."""
    query = read_query(text, index.files)
    return np.asarray(covered(query, index.files) > _ALL, bool) if len(query.codes) else np.full(index.n_docs, otherwise)


def _unread(weighed: Weighed) -> tuple[str, ...]:
    """Said where more provisions may fit than are read."""
    if len(weighed.candidates) <= _LOOKED_THROUGH:
        return ()
    return (f"可能相符的条文较多，只逐字核对了最相关的{_LOOKED_THROUGH}条；加词或筛选可缩小范围",)


def _literal(index: Index, reader: LibraryReader, words: Words, weighed: Weighed, most: int) -> tuple[Ints, Floats]:
    """Those of the ``most`` best whose text or title holds every phrase and no excluded word, and their scores."""
    phrases = [fold_text(p).replace(" ", "") for p in words.phrases]
    excluded = [fold_text(x).replace(" ", "") for x in words.excluded]
    found = weighed.best(min(most, _LOOKED_THROUGH))
    kept = []
    for row, d in enumerate(found.docs.tolist()):
        provision = reader.provision(index.provision_id(d))
        title = index.holdings.statutes[index.holdings.versions[int(index.version[d])].statute].title
        folded = fold_text(f"{title}\n{provision.text if provision else ''}").replace(" ", "")
        if all(p in folded for p in phrases) and not any(x in folded for x in excluded):
            kept.append(row)
    return found.docs[kept], found.total[kept]


# ---------------------------------------------------------------- what is said of a hit


def _where(provision: Provision | None, provision_id: str, law: str) -> tuple[int | None, int, str]:
    if provision is not None and isinstance(provision.body, Article):
        body = provision.body
        return body.article, body.suffix, f"{law} {article_label(body.article, body.suffix)}"
    section = parse_id(provision_id).section or ""
    if provision is not None and not isinstance(provision.body, Article):
        section = provision.body.number or provision.body.title or section
    return None, 0, f"{law} {section}".strip()


def _reason(
    provision: Provision | None, text: str, spans: Sequence[tuple[int, int]], law: str, pairs: frozenset[str]
) -> str:
    """条文含“…”；法名含“…”；在“…”一章"""
    parts = []
    if words := marked_words(text, tuple(spans)):
        parts.append("条文含" + "、".join(f"“{w}”" for w in words))
    if named := words_in_name(law, pairs):
        parts.append("法名含" + "、".join(f"“{w}”" for w in named))
    if provision is not None and isinstance(provision.body, Article) and provision.body.path:
        heading = provision.body.path[-1]
        if words_in_name(heading, pairs):
            parts.append(f"在“{heading.strip()}”之下")
    return "；".join(parts) or "同章条文与所查内容相近"


def _dull_pairs(index: Index, weighed: Weighed) -> frozenset[str]:
    query = weighed.query
    often = query.codes[(query.counts > _DULL * index.n_docs) & (query.codes > 0xFFFF)]
    return frozenset(chr(c >> 16) + chr(c & 0xFFFF) for c in often.tolist())


def _facets(index: Index, docs: Ints, day: str) -> dict[str, list[tuple[str, int]]]:
    """Counts over all matching provisions, the most first."""
    versions = index.version[docs]
    out = {}
    for name, (values, code) in index.holdings.on(day).facets.items():
        counts = np.bincount(code[versions], minlength=len(values))
        order = best(counts.astype(np.float32), FACET_VALUES)
        out[name] = [(values[i], int(counts[i])) for i in order.tolist() if counts[i]]
    return out
