"""Suggestions while typing: law names (characters or pinyin initials), listed duties, organs, everyday words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ingest.numerals import NUMERAL_CHARS
from search.analyse import fold_text
from search.by_name import is_initials
from search.index import Index
from search.query import synonyms

K = 8
_BEGINS, _CONTAINS = 1.0, 0.4
_LONGEST_ABBREVIATION = 6
_LOCATOR = re.compile(f"(?:第[{NUMERAL_CHARS}\\d]*|\\d+)(?:条.*)?$")


@dataclass(frozen=True, slots=True)
class Completion:
    """What the user may be typing. ``note``: level of a law, legal name of an everyday word."""

    text: str
    kind: Literal["law", "duty", "word", "organ"]
    note: str = ""


def complete(index: Index, prefix: str, k: int = K) -> list[Completion]:
    """At most ``k`` completions, laws that are cited most first; [] for nothing typed."""
    typed = fold_text(prefix).strip().removeprefix("中华人民共和国")
    if not typed:
        return []
    named = _LOCATOR.sub("", typed) or typed  # 城乡规划法第六: the law is typed already
    found = [*_laws(index, typed), *_words(typed), *_duties(index, typed), *_organs(index, typed)]
    found = found or _laws(index, named) or _abbreviated(index, named)
    best: dict[tuple[str, str], tuple[float, Completion]] = {}
    for weight, c in found:
        if (c.kind, c.text) not in best or best[c.kind, c.text][0] < weight:
            best[c.kind, c.text] = (weight, c)
    ordered = sorted(best.values(), key=lambda x: (-x[0], len(x[1].text), x[1].text))
    return [c for _, c in ordered[:k]]


def _laws(index: Index, typed: str) -> list[tuple[float, Completion]]:
    initials = index.entries.names.initials if is_initials(typed) else None
    out = []
    for row, s in enumerate(index.holdings.statutes):
        if initials:
            fit = _BEGINS if initials[row].startswith(typed) else 0.0
        else:
            fit = max(_fit(n, typed) for n in (s.short_title, *s.aliases))
        if fit:
            weight = fit + 0.05 * float(index.holdings.cited_weight[row]) + (0.0 if s.region else 0.3)
            out.append((weight, Completion(s.short_title, "law", s.level)))
    return out


def _duties(index: Index, typed: str) -> list[tuple[float, Completion]]:
    return [(0.9 * fit, Completion(name, "duty")) for name in index.entries.duty_names if (fit := _fit(name, typed))]


def _organs(index: Index, typed: str) -> list[tuple[float, Completion]]:
    return [(0.7 * fit, Completion(name, "organ")) for name in index.entries.organ_names if (fit := _fit(name, typed))]


def _abbreviated(index: Index, typed: str) -> list[tuple[float, Completion]]:
    """城规法 → 城乡规划法: names that begin alike and hold the rest in order, the shorter the better."""
    if not 2 <= len(typed) <= _LONGEST_ABBREVIATION or typed.isascii():
        return []
    pattern = re.compile(".*".join(map(re.escape, typed)))
    out = []
    for row, s in enumerate(index.holdings.statutes):
        if pattern.match(s.short_title):
            weight = len(typed) / len(s.short_title) + 0.05 * float(index.holdings.cited_weight[row])
            out.append((weight, Completion(s.short_title, "law", s.level)))
    return out


def _words(typed: str) -> list[tuple[float, Completion]]:
    return [
        (0.8, Completion(word, "word", "、".join(names))) for word, names in synonyms().items() if word.startswith(typed)
    ]


def _fit(name: str, typed: str) -> float:
    return _BEGINS if name.startswith(typed) else _CONTAINS if typed in name and len(typed) > 1 else 0.0
