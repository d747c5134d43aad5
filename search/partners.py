"""A penalty rests on the clause that threatens it and on the duty that it enforces: who belongs to whom.

A sanction that cites its duty (违反本法第二条) settles it. Most newer ones cite none; then the duty is the article
of the same text that holds what the sanction punishes. Measured on sanctions that do cite one duty, the wording
alone names an article for 6 of 10, and 94 of 100 of these rightly: such a partner is shown as one to be checked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from graph.store import LibraryReader
from ingest.numerals import NUMERAL_CHARS, article_label, parse_numeral
from ingest.records import Article
from search.index import Index
from search.rank import Floats, Ints, matches, read_query
from search.traits import Trait

FIT, MARGIN = 0.45, 0.1  # share of the punished act's words that the duty must hold, and its lead over the next
_OWN_ARTICLE = re.compile(rf"本(?:法|条例|办法|规定|细则|法典)第([{NUMERAL_CHARS}]+)条(?:之([{NUMERAL_CHARS}]+))?")
_CONSEQUENCE = re.compile(
    "(?:由[^，。；]{2,60}(?:责令|处|给予|没收|依照|予以|对|批评)|责令|处[^，。；]{0,30}罚款|给予|没收|依照|并处)"
)
_OPENING = re.compile(
    "^(?:违反本(?:法|条例|办法|规定|细则)(?:规定|第[^，。；]{1,40}规定)?的?[，,]?|有下列(?:行为|情形)之一的?[，,]?)"
)
_SHORTEST_ACT = 4


@dataclass(frozen=True, slots=True)
class Partner:
    """``sure``: the text itself says so."""

    doc: int
    sure: bool


def partner_of(index: Index, reader: LibraryReader, doc: int, subject: str, others: Sequence[int]) -> Partner | None:
    """Of a sanction the duty that it enforces; of a duty the sanction that names it, or one of ``others`` that
    punishes its breach. ``subject`` tells which act of a sanction with several is meant."""
    here = reader.provision(index.provision_id(doc))
    if here is None or not isinstance(here.body, Article):
        return None
    version = index.holdings.versions[int(index.version[doc])].id
    if index.traits[doc] & Trait.SANCTION.value and (named := named_articles(here.text)):
        found = next((d for a, s in named if (d := index.document(version, a, s)) is not None and d != doc), None)
        return Partner(found, True) if found is not None else None
    if index.traits[doc] & Trait.LIABILITY.value:
        duty = enforced_duty(index, version, doc, here.body, subject)
        return Partner(duty, False) if duty is not None else None
    return _sanction(index, reader, version, doc, here.body, subject, others)


def _sanction(
    index: Index, reader: LibraryReader, version: str, doc: int, body: Article, subject: str, others: Sequence[int]
) -> Partner | None:
    label = re.compile(re.escape(article_label(body.article, body.suffix)) + "(?!之)")
    liable = [d for d in index.documents(version) if index.traits[d] & Trait.LIABILITY.value and d != doc]
    for other in liable:
        text = reader.provision(index.provision_id(other))
        if text is not None and label.search(text.text):
            return Partner(other, True)
    for other in (d for d in others if d in liable):
        found = reader.provision(index.provision_id(other))
        if found is None or not isinstance(found.body, Article) or named_articles(found.text):
            continue
        if enforced_duty(index, version, other, found.body, subject) == doc:
            return Partner(other, False)
    return None


def enforced_duty(index: Index, version: str, doc: int, body: Article, subject: str) -> int | None:
    """The one article outside 法律责任 that holds what the sanction punishes; None when none stands out."""
    acts = _acts(body)
    if not acts:
        return None
    asked = set(pairwise(subject))
    act = max(acts, key=lambda a: len(asked & set(pairwise(a))))
    docs = np.array(index.documents(version), np.int64)
    never = Trait.LIABILITY.value | Trait.SECTION.value | Trait.GENERAL.value
    fit = np.where((index.traits[docs] & never) == 0, _held(index, act, docs), 0)
    fit[docs == doc] = 0
    order = np.argsort(-fit, kind="stable")
    lead = float(fit[order[0]]) - (float(fit[order[1]]) if len(order) > 1 else 0.0)
    return int(docs[order[0]]) if fit[order[0]] >= FIT and lead >= MARGIN else None


def _acts(body: Article) -> list[str]:
    """What the sanction punishes: each 项 of a list, else each paragraph up to its consequence."""
    found: list[str] = []
    for p in body.paragraphs:
        if p.items:
            found += [i.text for i in p.items]
        else:
            end = _CONSEQUENCE.search(p.text, _SHORTEST_ACT)
            found.append(p.text[: end.start()] if end else p.text)
    acts = (_OPENING.sub("", a) for a in found)
    return [a for a in acts if len(a) >= _SHORTEST_ACT]


def _held(index: Index, text: str, docs: Ints) -> Floats:
    """Share of the text's pairs, by weight, that each document holds."""
    query = read_query(text, index.files)
    pairs = np.unique(query.pairs)
    weight = query.weights[pairs]
    hit = matches(query, index.files, docs)[pairs] > 0
    return np.asarray((weight[:, None] * hit).sum(0) / max(1e-6, float(weight.sum())), np.float32)


def named_articles(text: str) -> list[tuple[int, int]]:
    found = [(parse_numeral(m[1]), parse_numeral(m[2]) if m[2] else 0) for m in _OWN_ARTICLE.finditer(text)]
    return [(a, s or 0) for a, s in found if a]
