"""Provisions in force that could ground a listed item, each with its reasons.

A penalty rests on the clause that threatens it *and* on the duty that it enforces: the partner stands beside
the one found. A permit wants the clause that sets it, a duty one that names a bearer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from graph.address import parse_id
from graph.store import LibraryReader
from ingest.numerals import article_label
from ingest.records import Article
from search.grounds import FEATURES, Grounds, find_grounds
from search.highlight import mark, marked_words, wanted_words
from search.index import Index
from search.item import Item, read_item
from search.partners import Partner, partner_of
from search.query import read_words
from search.rerank import MODELS
from search.traits import Trait

if TYPE_CHECKING:
    from graph.resolve import Resolver

K = 10
_TAKEN_OVER = 2  # articles of repealed laws named, at most
_PAIRED = 3  # leading provisions whose partner is looked for


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A provision that could ground the item. ``pair`` names its partner: the duty that a sanction enforces, or back."""

    provision: str
    law: str
    article: int | None
    suffix: int
    title: str
    text: str
    score: float
    level: str
    reasons: tuple[str, ...]
    highlights: tuple[tuple[int, int], ...] = ()
    pair: str | None = None


def suggest(
    index: Index,
    reader: LibraryReader,
    resolver: Resolver,
    name: str,
    *,
    field: str = "",
    power_type: str = "",
    bearer: str = "",
    place: tuple[str, ...] = (),
    k: int = K,
    as_of: str | None = None,
) -> list[Suggestion]:
    """The ``k`` best grounds for an item, best first. Empty when nothing in force shares a word with it."""
    if index.revision != reader.revision():
        raise ValueError("index and library differ: open the index again")
    day = as_of or resolver.as_of or date.today().isoformat()
    item = read_item(name, power_type, bearer, place)
    found = find_grounds(index, item, place, day, field)
    scores = found.x @ _weights()
    order = np.lexsort((found.docs, -scores))
    ranked = [(int(found.docs[i]), float(scores[i])) for i in order[: max(k, 20)]]
    pairs: dict[int, Partner] = {}
    if item.power.name == "penalty":
        ranked, pairs = _with_partners(index, reader, item, ranked)
    known = {int(d): i for i, d in enumerate(found.docs)}
    return [_suggestion(index, reader, found, known.get(d), d, s, pairs.get(d)) for d, s in ranked[:k]]


def suggestions_json(found: list[Suggestion]) -> list[dict[str, Any]]:
    """Hits of ``suggest --json`` in the shape of ``search --json``, with ``reasons``."""
    return [
        {
            "kind": "provision", "id": s.provision, "law": s.law, "article": s.article, "suffix": s.suffix, "title": s.title,
            "text": s.text, "highlights": [list(h) for h in s.highlights], "score": round(s.score, 3), "status": "现行有效",
            "level": s.level, "reasons": list(s.reasons), "pair": s.pair,
        }
        for s in found
    ]


# ---------------------------------------------------------------- weights and partners


@cache
def _weights() -> np.ndarray:
    model = json.loads((MODELS / "grounds.json").read_text("utf-8"))
    return np.array([model["weights"][f] for f in FEATURES], np.float32)


def _with_partners(
    index: Index, reader: LibraryReader, item: Item, ranked: list[tuple[int, float]]
) -> tuple[list[tuple[int, float]], dict[int, Partner]]:
    """The first provision followed by its partner, and who belongs to whom among the leading ones."""
    docs = [doc for doc, _ in ranked]
    pairs: dict[int, Partner] = {}
    for doc in docs[:_PAIRED]:
        if (partner := partner_of(index, reader, doc, item.core, docs)) is not None:
            pairs[doc] = partner
            pairs.setdefault(partner.doc, Partner(doc, partner.sure))
    if not docs or docs[0] not in pairs:
        return ranked, pairs
    beside = pairs[docs[0]].doc
    return [ranked[0], (beside, ranked[0][1]), *(r for r in ranked[1:] if r[0] != beside)], pairs


# ---------------------------------------------------------------- what is said


def _suggestion(
    index: Index, reader: LibraryReader, found: Grounds, row: int | None, doc: int, score: float, partner: Partner | None
) -> Suggestion:
    statute = index.holdings.statutes[index.holdings.versions[int(index.version[doc])].statute]
    provision_id = index.provision_id(doc)
    provision = reader.provision(provision_id)
    body = provision.body if provision else None
    article, suffix = (body.article, body.suffix) if isinstance(body, Article) else (None, 0)
    label = article_label(article, suffix) if article is not None else parse_id(provision_id).section or ""
    text = provision.text if provision else ""
    words = read_words(found.item.core)
    spans = mark(text, wanted_words((words.text, *(n for _, n in words.added))))
    reasons = _reasons(index, found.item, doc, statute.region, marked_words(text, spans))
    reasons += _takes_over(reader, provision_id, statute.id)
    pair = index.provision_id(partner.doc) if partner is not None else None
    if partner is not None and pair is not None:
        number = parse_id(pair)
        other = article_label(number.article, number.suffix) if number.article else pair
        sanction = bool(index.traits[doc] & Trait.LIABILITY.value)
        inferred = "" if partner.sure else "（对应关系未能确定，请核对）"
        reasons.append((f"所执行的义务见{other}" if sanction else f"相应罚则见{other}") + inferred)
    return Suggestion(provision_id, statute.title, article, suffix, f"{statute.short_title} {label}", text, score,
                      statute.level, tuple(reasons), spans, pair)


def _takes_over(reader: LibraryReader, provision_id: str, statute_id: str) -> list[str]:
    """Articles of repealed laws whose content stands here now: lists often still cite them."""
    olds = (parse_id(a.old) for a in reader.alignment_to(provision_id))
    names = [f"《{o.statute}》{article_label(o.article, o.suffix)}" for o in olds if o.statute != statute_id and o.article]
    return ["承接已废止的" + "、".join(names[:_TAKEN_OVER])] if names else []


_DOES = (
    ("penalty", Trait.LIABILITY, "法律责任条款"), ("penalty", Trait.FORBID, "禁止性规定"), ("permit", Trait.PERMIT, "设定许可、审批或登记"),
    ("inspect", Trait.INSPECT, "规定监督检查"), ("force", Trait.FORCE, "规定强制措施"), ("ruling", Trait.RULING, "规定争议处理"),
    ("grant", Trait.GRANT, "规定救助或补助"), ("confirm", Trait.CONFIRM, "规定确认或认定"), ("reward", Trait.REWARD, "规定表彰奖励"),
    ("levy", Trait.LEVY, "规定征收"),
)


def _reasons(index: Index, item: Item, doc: int, region: tuple[str, ...], words: list[str]) -> list[str]:
    traits = int(index.traits[doc])
    out = []
    if words:
        out.append("条文含" + "、".join(f"“{w}”" for w in words))
    out += [said for power, trait, said in _DOES if power == item.power.name and traits & trait.value]
    if item.township is not False:
        if traits & Trait.TOWNSHIP.value:
            out.append("条文写明乡镇（街道）")
        elif traits & Trait.INCLUDED.value:
            out.append("条文以各级人民政府包括乡镇")
    if region:
        out.append("地方性规定，只适用于" + "".join(region))
    return out or ["与事项同属一部法规的有关条款"]
