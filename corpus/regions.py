"""Places: which province, city and county a text, an issuer or a title belongs to.

A region is a path from the province down, ``("河南省", "许昌市", "襄城县")``; ``()`` is the whole country.
Counties that the province holds itself (济源市) and districts of a 直辖市 follow the province directly.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from corpus.tables import read_table

Region = tuple[str, ...]

_FREE_TRADE_ZONE = re.compile(r"^中国（([^）]{2,8})）自由贸易试验区")
_SEPARATOR = re.compile(r"[/／>＞\\\s　·、]+")
_MIDDLE_WORDS = {"市辖区", "县", "省直辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", "中国", "全国"}
_PROVINCE_TAIL = re.compile(r"(省|市|壮族自治区|回族自治区|维吾尔自治区|自治区|特别行政区)$")
_PEOPLES = "藏族|彝族|羌族|苗族|侗族|布依族|土家族|朝鲜族|傣族|景颇族|白族|哈尼族|壮族|傈僳族|回族|蒙古族|蒙古|哈萨克|柯尔克孜"
_PREFECTURE_TAIL = re.compile(rf"(市|地区|盟|(?:{_PEOPLES})+自治州)$")


def region_of(text: str) -> Region:
    """The place that a title or an organ's name begins with, () if none.

    >>> region_of("河南省洛阳市城市绿化条例"), region_of("彭水苗族土家族自治县城乡建设管理条例")
    (('河南省', '洛阳市'), ('重庆市', '彭水苗族土家族自治县'))
    """
    return split_region(text)[0]


def region_of_issuer(issuer: str) -> Region:
    """Where an issuer's documents are in force; () for national bodies and unknown ones."""
    return region_of(issuer.lstrip("（("))


def split_region(text: str) -> tuple[Region, str]:
    """The leading place and what follows it: ``(("河南省",), "消防条例")``."""
    if zone := _FREE_TRADE_ZONE.match(text):
        return region_of(zone[1]), text
    table = _table()
    path: Region = ()
    at = 0
    while step := table.longest(text, at, path):
        path, at = step
    return path, text[at:]


def parse_place(text: str) -> Region:
    """A place as users write it, ``河南省/许昌市/襄城县/某镇`` or run together; unknown steps are kept as given.

    >>> parse_place("河南/许昌/襄城县/某镇"), parse_place("襄城县")
    (('河南省', '许昌市', '襄城县', '某镇'), ('河南省', '许昌市', '襄城县'))
    """
    path: Region = ()
    table = _table()
    for step in _SEPARATOR.split(text.strip()):
        rest = "" if step in _MIDDLE_WORDS else step
        at = 0
        while rest and (found := table.longest(rest, at, path, anywhere=not path)):
            path, at = found
        if rest[at:]:
            path = table.county(path, rest[at:]) or (*path, rest[at:])
    return path


def is_known(place: Region) -> bool:
    """Whether a place begins with a province, city or county of the table."""
    return bool(place) and any(place[0] == path[0] for paths in _table().paths.values() for path in paths)


def covers(law_region: Region, place: Region) -> bool:
    """Whether a law of ``law_region`` is in force at ``place``: the region is the place or one above it.

    An empty place (not said) is covered by national law only.
    """
    return tuple(place[: len(law_region)]) == tuple(law_region)


def nearby_regions(name: str) -> set[Region]:
    """Places whose name is one slip of the pen away from ``name`` (泽菏市): more than one cannot be told apart."""
    from rapidfuzz.distance import OSA

    table = _table()
    found: set[Region] = set()
    for known, paths in table.paths.items():
        if abs(len(known) - len(name)) <= 1 and OSA.distance(name, known, score_cutoff=1) <= 1:
            found.update(paths)
    return found


@dataclass(frozen=True, slots=True)
class _Table:
    paths: dict[str, tuple[Region, ...]]  # full, former and customary names
    short: dict[str, Region]  # 河南, 洛阳
    longest_name: int

    def longest(self, text: str, at: int, path: Region, *, anywhere: bool = False) -> tuple[Region, int] | None:
        """The longest place name at ``at`` that lies under ``path``, as (its path, where it ends)."""
        for end in range(min(len(text), at + self.longest_name), at + 1, -1):
            name = text[at:end]
            found = [p for p in self.paths.get(name, ()) if len(p) > len(path) and p[: len(path)] == path]
            if len(found) == 1 and (path or anywhere or _stands_alone(name, found[0])):
                return found[0], end
            short = self.short.get(name)
            if short is not None and len(short) > len(path) and short[: len(path)] == path:
                return short, end
        return None

    def county(self, path: Region, stem: str) -> Region | None:
        """襄城 under 许昌市: the one county, city or district of that stem."""
        found = [
            p for tail in "县市区旗" for p in self.paths.get(stem + tail, ())
            if path and len(p) == len(path) + 1 and p[: len(path)] == path
        ]
        return found[0] if len(found) == 1 else None


def _stands_alone(name: str, path: Region) -> bool:
    """Short names of districts and counties (矿区, 和县) are ordinary words unless a province precedes them."""
    return len(path) == 1 or len(name) > (3 if name.endswith("区") else 2)


@cache
def _table() -> _Table:
    rows = read_table("regions.tsv")
    current = {code: name for code, name, kind in rows if not kind}
    words = {name for _, name, kind in rows if kind == "word"}
    paths: dict[str, list[Region]] = {}
    short: dict[str, Region] = {}
    for code, name, kind in rows:
        if kind == "word":
            continue
        path = _path(code, current)
        paths.setdefault(name, []).append(path)
        if kind or not code.endswith("00"):
            continue
        tail = _PROVINCE_TAIL if code.endswith("0000") else _PREFECTURE_TAIL
        stem = tail.sub("", name)
        for form in (stem, stem + "州") if name.endswith("自治州") else (stem,):
            if len(form) > 1 and form not in words:
                short.setdefault(form, path)
    return _Table({n: tuple(p) for n, p in paths.items()}, short, max(map(len, paths)))


def _path(code: str, names: dict[str, str]) -> Region:
    steps = (code[:2] + "0000", code[:4] + "00", code)
    return tuple(dict.fromkeys(names[c] for c in steps if c in names))
