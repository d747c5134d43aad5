"""Characters to index terms: folded characters, and the pairs and single characters that stand in one bag.

Chinese needs no dictionary here: character pairs with half-weight single characters ranked best of all
segmentations measured (jieba's three modes, pairs alone), and two-character words work as any other.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.tables import parse_table

Chars = NDArray[np.uint16]
Codes = NDArray[np.uint32]

PAIR_WEIGHT, CHAR_WEIGHT = 1.0, 0.5
_SHORT = 40  # below, a look-up a character is faster
_CJK = range(0x3400, 0xA000)  # fold to themselves


def fold(text: str) -> Chars:
    """One folded character a UTF-16 unit; 0 where words end (punctuation, blanks, characters beyond the BMP)."""
    return _units()[np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)]


def fold_text(text: str) -> str:
    """The same folding as a string of the same length, so that offsets hold; word ends are blanks.

    >>> fold_text("ＡＢ１、（城乡）规划")
    'ab1  城乡 规划'
    """
    if len(text) > _SHORT and len(units := fold(text)) == len(text):
        return np.maximum(units, np.uint16(0x20)).tobytes().decode("utf-16-le")
    return text.translate(_table())


def terms(chars: Chars) -> tuple[Codes, Codes]:
    """Pair codes (first << 16 | second) and codes of single characters that are not common, in text order."""
    a, b = chars[:-1].astype(np.uint32), chars[1:].astype(np.uint32)
    return ((a << np.uint32(16)) | b)[(a > 0) & (b > 0)], chars[(chars > 0) & ~common_chars()[chars]].astype(np.uint32)


@cache
def common_chars() -> NDArray[np.bool_]:
    """Single characters too frequent in statutes to tell documents apart."""
    table = np.zeros(1 << 16, bool)
    text = (Path(__file__).parent / "data" / "common_chars.tsv").read_text("utf-8")
    for row in parse_table(text):
        table[ord(row[0])] = True
    return table


def _fold_char(char: str) -> int:
    folded = unicodedata.normalize("NFKC", char).lower()
    return ord(folded) if len(folded) == 1 and folded.isalnum() and ord(folded) < 0x10000 else 0


@cache
def _units() -> Chars:
    table = np.zeros(0x10000, np.uint16)
    table[_CJK.start : _CJK.stop] = np.arange(_CJK.start, _CJK.stop, dtype=np.uint16)
    for code in (*range(0x21, _CJK.start), *range(0xF900, 0xFFF0)):
        table[code] = _fold_char(chr(code))
    return table


class _Table(dict[int, int]):
    """``str.translate`` table filled as characters are met."""

    def __missing__(self, code: int) -> int:
        unit = int(_units()[code]) if code < 0x10000 else 0
        self[code] = unit or 0x20
        return self[code]


@cache
def _table() -> _Table:
    return _Table()
