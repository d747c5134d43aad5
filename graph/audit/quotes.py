"""Compare the text that a list quotes with the provision that it cites, punctuation and blanks aside."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LABEL = re.compile(
    r"(?m)[（(][一二三四五六七八九十百]{1,4}[)）]|[（(]\d{1,2}[)）]|[①-⑳]"
    r"|(?:^|(?<=[：:；;。]))\s*(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d))"
)
_OMISSION = re.compile(r"…+|\.{3,}|。{3,}|〔略〕|（略）|\(略\)")
_NOISE = re.compile(r"[\W_]+")
MIN_QUOTE = 8
"""Shorter quotes (in letters, without punctuation) say too little to be compared."""

_TIER = re.compile(
    r"省级|市级|县级|区级|乡级|镇级|村级|设区的市|不设区的市|市辖区|乡镇|乡（镇）|街道办事处|街道|国务院|县级以上|省、自治区|直辖市"
    r"|各级|县|(?<![小社地景校园辖厂库灾政])区(?![域别分间])|市(?![场价民容值面政])|省(?!略)|乡|镇(?![静痛])|人民政府|主管部门|行政部门|公安机关|管理部门|执法部门|机构|居民委员会|村民委员会"
)


@dataclass(frozen=True, slots=True)
class Match:
    """How a quote compares: 1.0 = every part stands in the text; else the likeness of the best window."""

    score: float
    window: str  # the part of the (plain) text that the quote compares with


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Letters and digits only, width folded, item labels off: what two printings of one text share."""
    return _NOISE.sub("", _LABEL.sub("", unicodedata.normalize("NFKC", text).replace("(", "（").replace(")", "）")))


def parts_of(quote: str) -> list[str]:
    """The quote cut at its omissions (……) and at the labels of its 项, as plain text; parts of under four letters dropped.

    To quote the lead-in and the one 项 that is cited is usual, and leaves the 项 between them out.
    """
    return [p for s in _OMISSION.split(quote[:6000]) for p in map(plain, _LABEL.split(s)) if len(p) >= 4]


def is_comparable(quote: str) -> bool:
    """Long enough to say anything."""
    return sum(map(len, parts_of(quote))) >= MIN_QUOTE


def contains(text: str, quote: str) -> bool:
    """Every part of the quote stands in the text, in order."""
    haystack, at = plain(text), 0
    for part in parts_of(quote):
        found = haystack.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def compare(text: str, quote: str) -> Match:
    """The best window of ``text`` for ``quote``. Score 0..1."""
    from rapidfuzz import fuzz  # loaded only when a quote differs

    if contains(text, quote):
        return Match(1.0, "")
    haystack, needle = plain(text), "".join(parts_of(quote))
    if not haystack or not needle:
        return Match(0.0, "")
    if len(needle) >= len(haystack):
        return Match(fuzz.ratio(needle, haystack) / 100, haystack)
    best = fuzz.partial_ratio_alignment(needle, haystack)
    if best is None:
        return Match(0.0, "")
    return Match(min(best.score / 100, 0.999), haystack[best.dest_start:best.dest_end])


def bearer_changed(diff: tuple[tuple[str, str], ...]) -> str | None:
    """The first change that touches a bearer or tier word, as "县级→区级"; None when none does."""
    i = 0
    while i < len(diff):
        op, text = diff[i]
        if op == "equal":
            i += 1
            continue
        old = text if op == "delete" else ""
        new = text if op == "insert" else ""
        if i + 1 < len(diff) and diff[i + 1][0] not in ("equal", op):
            old, new = (old, diff[i + 1][1]) if op == "delete" else (diff[i + 1][1], new)
            i += 1
        if old and new:
            before = diff[i - 2][1][-1:] if i >= 2 and diff[i - 2][0] == "equal" else ""
            after = diff[i + 1][1][:3] if i + 1 < len(diff) and diff[i + 1][0] == "equal" else ""
            was, now = before + old + after, before + new + after
            if len(old) <= 12 and len(new) <= 12 and _TIER.findall(was) != _TIER.findall(now):
                return f"{old}→{new}"
        i += 1
    return None
