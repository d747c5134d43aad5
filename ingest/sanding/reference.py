"""References to a 三定规定: 济区办文〔2022〕21号四、党政机构及职责(四), 第三条（三）."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.numerals import format_numeral, parse_numeral
from ingest.records import SandingClause, SandingRule

DOC_NO = re.compile(r"[一-鿿]{1,12}[〔\[（(【]\s*(?:19|20)\d{2}\s*[〕\]）)】]\s*(?:第\s*)?\d{1,4}\s*号")
_LABEL = re.compile(
    r"第\s*(?P<article>[零〇一二三四五六七八九十百\d]{1,5})\s*条"
    r"|(?<![一-鿿])(?P<part>[一二三四五六七八九十]{1,3})、"
    r"|[（(]\s*(?P<item>[一二三四五六七八九十]{1,3})\s*[）)]"
    r"|(?<![\d〔\[])(?P<sub>\d{1,2})[.．、](?!\d)"
    r"|[（(]\s*(?P<subsub>\d{1,2})\s*[）)]"
    r"|第\s*(?P<sentence>\d{1,2})\s*句"
)


@dataclass(frozen=True, slots=True)
class SandingReference:
    """A cell's reference: document number (or "") and the labels of the path, as ``SandingClause.path`` has them."""

    doc_no: str
    path: tuple[str, ...]


def parse_reference(text: str) -> SandingReference:
    """What a “三定规定”对应职责 cell points at; an empty path when it names none."""
    found = DOC_NO.search(text)
    rest = text[found.end() :] if found else text
    path = tuple(label for mark in _LABEL.finditer(rest) if (label := _label(mark)))
    return SandingReference("".join(found.group().split()) if found else "", path)


def clauses_at(rule: SandingRule, path: tuple[str, ...]) -> tuple[SandingClause, ...]:
    """Clauses under a path: all sentences of 四、（四）; one where the path ends in 第N句."""
    return tuple(clause for clause in rule.clauses if path and clause.path[: len(path)] == path)


def _label(mark: re.Match[str]) -> str:
    kind, digits = mark.lastgroup or "", mark.group(mark.lastgroup or 0)
    if kind in ("sub", "subsub", "sentence"):
        return {"sub": "{}.", "subsub": "（{}）", "sentence": "第{}句"}[kind].format(int(digits))
    number = parse_numeral(digits)
    if not number:
        return ""
    return {"article": "第{}条", "part": "{}、", "item": "（{}）"}[kind].format(format_numeral(number))
