"""Whether a provision speaks of an item's matter at all: character pairs and characters in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from corpus.titles import short_title
from graph.address import article_id
from graph.audit.context import AuditContext
from graph.audit.fitness import Basis
from graph.audit.topic import bigrams, key_bigrams
from ingest.numerals import parse_numeral
from ingest.records import Article

FEW_PAIRS, FEW_CHARACTERS, ENOUGH_WORDS = 0.10, 0.40, 3
"""Foreign: at most this share of the item's pairs and of its characters, of an item that has words enough."""

ONE_PAIR = 0.15
"""A single pair in common may be chance even where it makes this share of a short item's pairs."""

FITS = 0.30
"""From this share of pairs on, a citation fits its item, and the others of the item are taken as support."""

_EVERYDAY = frozenset(
    "的对和与及等在将未不为行政处罚检查许可强制管理工作规定有关相关人民政府法律条例依法应当组织开展做好负责协助进行行为个单位或者是以上其"
)
_REFERENCE = re.compile(r"本(?:法|条例|办法|规定|细则)第([零〇一二三四五六七八九十百千]+)条")


@dataclass(frozen=True, slots=True)
class Likeness:
    """Shares (0..1) of an item's pairs and characters that a text holds, and how many pairs the item has."""

    pairs: float
    characters: float
    words: int


@lru_cache(maxsize=8192)
def likeness(words: str, text: str) -> Likeness:
    """How much of an item's words a text holds."""
    keys = key_bigrams(words)
    letters = {c for pair in keys for c in pair} - _EVERYDAY
    held = set(text)
    return Likeness(
        len(keys & bigrams(text)) / len(keys) if keys else 1.0,
        len(letters & held) / len(letters) if letters else 1.0,
        len(keys),
    )


def is_foreign(fit: Likeness) -> bool:
    """Hardly anything in common."""
    few = ONE_PAIR if fit.pairs * fit.words < 1.5 else FEW_PAIRS
    return fit.words >= ENOUGH_WORDS and fit.pairs <= few and fit.characters <= FEW_CHARACTERS


def describes(basis: Basis, context: AuditContext) -> str:
    """All that says what a provision is about: the law's title, headings, its text, the articles that it refers to."""
    body = basis.provision.body
    title = basis.cited.statute.title if basis.cited.statute else ""
    path = " ".join(body.path) + " " + body.caption if isinstance(body, Article) else ""
    referred = [
        p.text for number in dict.fromkeys(_REFERENCE.findall(basis.provision.text)[:8])
        if (n := parse_numeral(number)) and (p := context.provision(article_id(basis.provision.version_id, n)))
    ]
    return "\n".join([title, path, basis.provision.text, *referred])


def is_general(basis: Basis) -> bool:
    """Whether the law grounds items of any subject."""
    statute = basis.cited.statute
    if statute is None:
        return True
    title = short_title(statute.title)
    return title in general_laws() or bool(re.search(r"乡镇|街道|综合行政执法|行政执法|行政处罚|行政强制|权限|赋权|赋予|基层", title))


@cache
def general_laws() -> frozenset[str]:
    """Short titles of data/general_laws.tsv."""
    text = resources.files("graph.audit").joinpath("data", "general_laws.tsv").read_text(encoding="utf-8")
    return frozenset(line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#"))
