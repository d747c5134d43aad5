"""A user's query taken apart: words, “phrases”, -exclusions, everyday names and what they are called in law."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.organs import normalise_organ
from corpus.tables import parse_table
from search.analyse import fold_text

_PHRASE = re.compile(r"[\"“”「『＂]([^\"“”「」『』＂]+)[\"“”」』＂]")
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)[-－—]([^\s\"“”「『]+|[\"“「『][^\"“”」』]+[\"”」』])")
_QUESTION = re.compile(
    "[?？]|吗|呢|如何|怎么|怎样|怎么办|是否|能否|可否|什么|何时|哪|谁|多少|多久|多长|可不可以|能不能|会不会|是不是|要不要|该不该|有没有|为何|几[个天年次种]|算不算|有效$|合法$"
)
_BODY = re.compile("[一-鿿](?:[局委办科站所队]|中心)$")
_SHORTEST_QUESTION = 7
_LOCATOR = re.compile(r"[法例定则〉》典释\d）)]\s*第\s*[零〇一二三四五六七八九十百千\d０-９]{1,8}\s*条|法\s*\d{1,4}\s*条")
_REFERENCE = re.compile(
    r"^[\s《〈<]*[^\s?？，。；]{1,60}?[》〉>]?\s*第?\s*[零〇一二三四五六七八九十百千\d０-９]+\s*条?(?:之|[-－—～~至到、，和及.条款项目第（(]|$)"
    r"|[〔\[【（(]\s*(?:19|20)\d\d\s*[〕\]】）)]\s*第?\d+号|[#＃@]|^[《〈].+[》〉]$|[令第]\s*第?\s*[零〇一二三四五六七八九十百千\d]+\s*号"
)


@dataclass(frozen=True, slots=True)
class Words:
    """``text`` holds words and phrases in order; ``subject`` is it without the words that only ask.
    ``added`` are legal names of everyday words."""

    raw: str
    text: str
    subject: str
    phrases: tuple[str, ...]
    excluded: tuple[str, ...]
    added: tuple[tuple[str, str], ...]  # (everyday word in the query, what is searched beside it)
    is_question: bool


def read_words(raw: str) -> Words:
    """Take a query apart. Quotes in a question are the asker's own and ask for no literal match.

    >>> w = read_words("违建 “限期拆除” -城市")
    >>> w.text, w.phrases, w.excluded
    ('违建 限期拆除', ('限期拆除',), ('城市',))
    """
    excluded = tuple(m[1].strip("\"“”「」『』") for m in _EXCLUDED.finditer(raw))
    kept = _EXCLUDED.sub(" ", raw)
    is_question = len(kept.strip()) >= _SHORTEST_QUESTION and bool(_QUESTION.search(kept))
    phrases = () if is_question else tuple(m[1].strip() for m in _PHRASE.finditer(kept) if m[1].strip())
    text = " ".join(_PHRASE.sub(r" \1 ", kept).split())
    subject = _asking_words().sub(" ", text) if is_question else text
    return Words(raw, text, subject if len(subject.replace(" ", "")) > 1 else text, phrases, excluded, _expansions(text), is_question)


def may_be_reference(raw: str) -> bool:
    """Whether the query is worth asking the resolver: it has a number, a bracketed year or 《》 in the right place."""
    text = raw.strip()
    return 0 < len(text) <= 120 and bool(_REFERENCE.search(text)) and not text.endswith(("?", "？", "吗"))


def holds_reference(raw: str) -> bool:
    """Whether an article is cited among other words."""
    return len(raw) <= 300 and bool(_LOCATOR.search(raw))


def _expansions(text: str) -> tuple[tuple[str, str], ...]:
    folded = fold_text(text).replace(" ", "")
    found = [(word, name) for word, names in synonyms().items() if word in folded for name in names if name not in folded]
    found += [(w, full) for w in text.split() if _BODY.search(w) and (full := normalise_organ(w)) and full not in folded]
    longest = {w for w, _ in found}
    return tuple((w, n) for w, n in found if not any(w != o and w in o for o in longest))


@cache
def _asking_words() -> re.Pattern[str]:
    words = [row[0] for row in parse_table((Path(__file__).parent / "data" / "question_words.tsv").read_text("utf-8"))]
    return re.compile("|".join(sorted(words, key=len, reverse=True)))


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Everyday word → names in law, from ``data/synonyms.tsv``."""
    rows = parse_table((Path(__file__).parent / "data" / "synonyms.tsv").read_text("utf-8"))
    return {word: tuple(names.split("|")) for word, names, *_ in rows}
