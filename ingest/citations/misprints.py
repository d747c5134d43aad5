"""Characters of a locator that a scan or an input method got wrong, put right one for one, so that offsets stand."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.citations.lexicon import DIGITS
from ingest.records import Citation

_DASHES = "-－—–ー"
_TRADITIONAL = re.compile(rf"(?<=[{DIGITS}）)])([ \u3000]?)([條項])")
_MODERN = {"條": "条", "項": "项"}
_DASH = re.compile(rf"(第[ \u3000]?[（(]?)[{_DASHES}](?=[)）]?[ \u3000]?(?:[条款项章编目]|百))")
_DASH_IN_BRACKETS = [re.compile(rf"({b})[{_DASHES}](?=[)）][ \u3000]?(?:[项、，和至]|$))") for b in ("（", r"\(")]  # a literal is found fast
_LETTERS = re.compile(r"第[ \u3000]?(?=\d?[\dOoIl]*[OoIl])[\dOoIl]{1,4}(?=[ \u3000]?[条款项])")
_DIGIT = str.maketrans("OoIl", "0011")
_PLUS = re.compile(r"第[一二三四五六七八九]?[+＋][一二三四五六七八九]?(?=条)")


def mend(text: str) -> str:
    """The text with 第—条 (第一条), 第6O条 (第60条), 第二＋条 (第二十条), 第三條 as they are meant; of the same length.

    Only what can be read in one way: between 第 and its unit stands a number, so a lone dash there is 一 and a
    letter is the digit that looks like it. The text itself where nothing is to be mended.
    """
    if "條" in text or "項" in text:
        text = _TRADITIONAL.sub(lambda m: m[1] + _MODERN[m[2]], text)
    if "-" in text or "—" in text or "－" in text or "–" in text or "ー" in text:
        text = _DASH.sub(r"\1一", text)
        for pattern in _DASH_IN_BRACKETS:
            text = pattern.sub(r"\1一", text)
    if "O" in text or "l" in text or "o" in text or "I" in text:
        text = _LETTERS.sub(lambda m: m[0].translate(_DIGIT), text)
    if "+" in text or "＋" in text:
        text = _PLUS.sub(lambda m: m[0].replace("+", "十").replace("＋", "十"), text)
    return text


def as_printed(c: Citation, text: str) -> Citation:
    """A citation found in the mended text, with the words of the raw one."""
    quote = replace(c.quote, text=text[c.quote.start:c.quote.end]) if c.quote else None
    return replace(c, text=text[c.start:c.end], quote=quote)
