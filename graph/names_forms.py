"""Other forms in which one title is customarily said: 人大 for 人民代表大会, 民诉法解释 for 最高人民法院关于适用〈民事诉讼法〉的解释.

A form is a key: two titles of one form are one title, so a form that several laws share is ambiguous, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from corpus.tables import read_table
from ingest.numerals import parse_numeral

_JOINS = str.maketrans({"的": "", "与": "和", "及": "和"})
_COURT = r"(?:最高人民法院|最高人民检察院)"
_COURT_ASKED = r"(?:最高人民法院|最高人民检察院|最高院|最高法|最高检|两高)"
_CASES = r"(?:(?:刑事|民事|行政|民商事)*(?:纠纷)?(?:刑事|民事)*案件|纠纷)"
_QUESTIONS = r"(?:如何|具体)?(?:(?:适用|应用)法律|法律适用)?(?:若干|有关)?(?:问题)?(?:若干)?"
_TITLE = re.compile(rf"^{_COURT}+关于(?:审理|办理|适用|执行)(?:涉及|有关)?(?P<of>.+?){_CASES}?{_QUESTIONS}(?P<kind>解释|规定)(?:（(?P<n>[一二三四五六七八九十]+)）)?$")
_ASKED = re.compile(
    rf"^{_COURT_ASKED}*(?P<of>(?!关于|适用)[^若关]{{2,}}?){_CASES}?(?P<kind>司法解释|解释)"
    r"(?:（?(?P<n>[一二三四五六七八九十]+|\d)）?)?$"
)


class Interpretation(NamedTuple):
    """What a judicial interpretation (司法解释) is about, and which of several of one name it is (0: not said)."""

    of: str
    kind: str
    number: int


def contracted(key: str) -> str:
    """A title's key with every word of corpus/data/contractions.tsv in its short form."""
    for word, short in _contractions():
        key = key.replace(word, short)
    return key


def interpretation(key: str) -> Interpretation | None:
    """The full title of an interpretation: 最高人民法院关于审理X案件适用法律若干问题的解释（二）."""
    m = _TITLE.match(key.translate(_JOINS))
    return Interpretation(_subject(m["of"]), m["kind"], parse_numeral(m["n"] or "") or 0) if m else None


def asked_interpretations(key: str, in_full: Callable[[str], str]) -> tuple[Interpretation, ...]:
    """Interpretations that a short name may mean, 司法解释 also those called 规定; ``in_full`` writes out 民诉法."""
    m = _ASKED.match(key.translate(_JOINS))
    if m is None:
        return ()
    kinds = ("解释", "规定") if m["kind"] == "司法解释" else ("解释",)
    return tuple(Interpretation(_subject(in_full(m["of"])), kind, parse_numeral(m["n"] or "") or 0) for kind in kinds)


def _subject(of: str) -> str:
    """民法典有关担保制度 and 民法典担保制度 are one subject."""
    return re.sub(r"(?<=[法典])有关", "", of)


@cache
def _contractions() -> tuple[tuple[str, str], ...]:
    return tuple((word, short) for word, short, *_ in read_table("contractions.tsv"))
