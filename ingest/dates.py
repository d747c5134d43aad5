"""Dates as Chinese documents write them."""

from __future__ import annotations

import re
import unicodedata

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "O": "0", "Ｏ": "0"}
_ARABIC = re.compile(r"((?:19|20)\d\d)\s*年\s*(?:(\d{1,2})\s*月(?:\s*(\d{1,2})\s*日)?)?")
_CHINESE = re.compile(r"([一二][九〇零○OＯ][一二三四五六七八九〇零○OＯ]{2})年(?:([一二三四五六七八九十]{1,2})月(?:([一二三四五六七八九十]{1,3})日)?)?")


def dates_in(text: str) -> list[str]:
    """ISO dates in text order, as precise as stated: ``1987-02-08``, ``1987-02``, ``1987``.

    >>> dates_in("１９９７年7月18日通过、一九九九年十二月二十五日修订")
    ['1997-07-18', '1999-12-25']
    """
    found: list[tuple[int, str]] = []
    plain = unicodedata.normalize("NFKC", text)
    for m in _ARABIC.finditer(plain):
        found.append((m.start(), "-".join([m[1], *(f"{int(g):02d}" for g in m.groups()[1:] if g)])))
    for m in _CHINESE.finditer(plain):
        year = "".join(_DIGITS[c] for c in m[1])
        found.append((m.start(), "-".join([year, *(f"{_small(g):02d}" for g in m.groups()[1:] if g)])))
    return [iso for _, iso in sorted(found)]


def _small(text: str) -> int:
    """1–99 in Chinese: 三, 十, 十二, 二十, 三十一."""
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int(_DIGITS.get(text, "0"))
    return (int(_DIGITS[tens]) if tens else 1) * 10 + (int(_DIGITS[ones]) if ones else 0)
