"""Chinese and Arabic numerals as statutes and lists write them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_DIGIT = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "Ｏ": 0} | {str(i): i for i in range(10)}
_UNIT = {"十": 10, "百": 100, "千": 1000}
NUMERAL_CHARS = "零〇○一二三四五六七八九十百千两"
"""Characters of a Chinese numeral as found in labels (for use inside a regex class)."""

_LONGEST = 18
"""Characters of a numeral that anything is numbered by; a longer run of digits is no number."""


def parse_numeral(text: str) -> int | None:
    """第(…)条 number to int: Chinese (一百二十, 百二十, 一二〇, 廿 not used), Arabic, full-width; None if neither.

    >>> parse_numeral("一千二百四十二"), parse_numeral("１２"), parse_numeral("三十－")
    (1242, 12, 31)
    """
    t = unicodedata.normalize("NFKC", "".join(text.split()))
    if len(t) > _LONGEST:
        return None
    t = t.replace("-", "一").replace("—", "一").replace("–", "一") if not t.isdigit() else t
    if not t:
        return None
    if t.isdecimal():
        return int(t)
    if any(c not in _DIGIT and c not in _UNIT for c in t):
        return None
    if not any(c in _UNIT for c in t):  # positional: 一二〇
        return int("".join(str(_DIGIT[c]) for c in t))
    total, current = 0, 0
    for c in t:
        if c in _UNIT:
            total += (current or 1) * _UNIT[c]
            current = 0
        else:
            current = _DIGIT[c]
    return total + current


@lru_cache(maxsize=2048)
def format_numeral(n: int) -> str:
    """Int to the statutes' form: 10 → 十, 12 → 十二, 110 → 一百一十, 1052 → 一千零五十二; digits outside 1–9999, which
    no statute numbers but a list may print by mistake (第0条, 第99999条)."""
    if not 0 < n < 10000:
        return str(n)
    out, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        d, n = divmod(n, unit)
        if d:
            out += ("零" if zero and out else "") + "零一二三四五六七八九"[d] + name
            zero = False
        elif out:
            zero = True
    return out[1:] if out.startswith("一十") else out


def article_label(article: int, suffix: int = 0) -> str:
    """第六十五条, 第一百二十条之一."""
    return f"第{format_numeral(article)}条" + (f"之{format_numeral(suffix)}" if suffix else "")
