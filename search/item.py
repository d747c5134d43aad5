"""A listed item taken apart for ``suggest``: what it is about, what kind of power it is, whose it is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.tables import parse_table
from search.traits import Trait

_DATA = Path(__file__).parent / "data"
_TOWNSHIP = re.compile("乡|镇|街道|苏木")
_COUNTY = re.compile("县|市|区|局|委|部门|大队|中心")
_LABEL = re.compile(r"^(?:[\d一二三四五六七八九十]+[、.．]|[（(【\[〔][^（）()【】\[\]〔〕]{1,8}[）)】\]〕])\s*|^(行政[^\s：:，。]{2}|其他)[：:]\s*")
_LEADING = re.compile(r"^(?:(?:负责|协助|配合|开展|做好|落实|组织|承担)+)?(?:对)?")
_TRAILING_NOTE = re.compile(r"\s*[（(](?:直接赋权|下放|委托|含|仅限)[^（）()]*[）)]$|/[^/]{2,12}$")
_BRACKET = re.compile(r"\s*[（(][^（）()]{1,24}[）)]$")


@dataclass(frozen=True, slots=True)
class PowerType:
    """What the provision behind an item of this kind does (``data/power_types.tsv``)."""

    name: str
    cells: tuple[str, ...]
    wants: int
    shuns: int
    acts: tuple[str, ...]
    clauses: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """``core`` is the subject without the words of the power; ``township`` None when nothing says whose it is."""

    name: str
    core: str
    power: PowerType
    township: bool | None


def read_item(name: str, power_type: str = "", bearer: str = "", place: tuple[str, ...] = ()) -> Item:
    """Take an item apart.

    >>> read_item("对天然气用户拒绝入户安全检查的行政处罚").core
    '天然气用户拒绝入户安全检查'
    """
    bare, label = _bare(name)
    power = _power(power_type) or _power(label) or _power_of_name(bare)
    return Item(name, _core(bare, power), power, _tier(bearer, place))


def _bare(name: str) -> tuple[str, str]:
    """The name without its number, its labels and notes that follow the power; and the label that names a power."""
    text, power = name.strip(), ""
    while (m := _LABEL.match(text)) and len(text) - m.end() >= 2:
        power = power or m[1] or m[0].strip("（(【[〔）)】]〕 ")
        text = text[m.end() :]
    text = _TRAILING_NOTE.sub("", text)
    cut = _BRACKET.sub("", text)
    if cut != text and any(len(w) > 1 and cut.endswith(w) for p in power_types() for w in p.words):
        text = cut
    return text.removesuffix("权") if text.endswith(("处罚权", "许可权", "检查权", "强制权")) else text, power


def _core(bare: str, power: PowerType) -> str:
    core = _LEADING.sub("", bare)
    core = core if len(core) >= 4 else bare
    for word in sorted(power.words, key=len, reverse=True):
        if core.endswith(word) and len(core) - len(word) >= 4:
            return core[: -len(word)].rstrip("的 ")
    return core if len(core) >= 2 else bare


def _power(cell: str) -> PowerType | None:
    return next((p for p in power_types() if any(c and c in cell for c in p.cells)), None)


def _power_of_name(bare: str) -> PowerType:
    """By the words that the name ends with; names without any are duties (other)."""
    for power in power_types():
        if any(len(w) > 1 and bare.endswith(w) for w in power.words):
            return power
    return power_types()[-1]


def _tier(bearer: str, place: tuple[str, ...]) -> bool | None:
    if _TOWNSHIP.search(bearer):
        return True
    if _COUNTY.search(bearer):
        return False
    return True if len(place) > 3 else None


@cache
def power_types() -> tuple[PowerType, ...]:
    """The shipped table, ``other`` last."""
    rows = parse_table((_DATA / "power_types.tsv").read_text("utf-8"))
    return tuple(
        PowerType(name, tuple(cells.split("|")), _bits(wants), _bits(shuns), tuple(acts.split("|")),
                  tuple(filter(None, clauses.split("|"))), tuple(words.split("|")))
        for name, cells, wants, shuns, acts, clauses, words in rows
    )


@cache
def no_grounds() -> frozenset[str]:
    """Short titles of laws that found no administrative duty."""
    return frozenset(row[0] for row in parse_table((_DATA / "no_grounds.tsv").read_text("utf-8")))


def _bits(names: str) -> int:
    bits = 0
    for name in filter(None, names.split("|")):
        bits |= Trait[name].value
    return bits
