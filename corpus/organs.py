"""Organs (机构): what a body was renamed to or merged into. From corpus/data/organs.tsv; a county adds its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.regions import split_region
from corpus.tables import parse_table, read_table

_BLANK = re.compile(r"\s+")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]$")
_LEVEL = re.compile(r"^(?:本|全|各|原|省级|市级|县级|区级|县（市、区）|县\(市、区\)|省委|市委|县委|区委|自治区|地区|省|市(?![场政容])|州|盟|县|旗|区(?!域))+")
_HEADER = ("name", "successor", "year", "kind", "generic", "note")


@dataclass(frozen=True, slots=True)
class Successor:
    """Where an organ's work went. ``year`` is that of the reform; None when the table does not say."""

    name: str
    year: int | None
    kind: str  # renamed | merged | moved
    note: str = ""


@dataclass(frozen=True, slots=True)
class Organs:
    """Organs by name: obsolete ones with their successors, and other names of ones that stand."""

    successors: dict[str, Successor]
    aliases: dict[str, str]

    def successor(self, name: str) -> Successor | None:
        """What an obsolete organ became, with the place and the 县/市 in front kept; None for one that stands.

        >>> load_organs().successor("襄城县国土资源局").name
        '襄城县自然资源局'
        """
        clean = _BRACKETED.sub("", _BLANK.sub("", name))
        for front, bare in _fronts(clean):
            found = self.successors.get(bare)
            if found is None:
                continue
            if not found.name:
                return None
            national = found.name.startswith("国家") or (found.name.endswith("部") and not found.name.startswith("党委"))
            return Successor(found.name if national else front + found.name, found.year, found.kind, found.note)
        return None

    def normalise(self, name: str) -> str:
        """A name to compare bodies by: place, level, brackets off; today's name for an obsolete one."""
        bare = _bare(_BRACKETED.sub("", _BLANK.sub("", name)))
        bare = self.aliases.get(bare, bare)
        found = self.successors.get(bare)
        return found.name if found is not None and found.name else bare


def successor(name: str) -> Successor | None:
    """What an obsolete organ became, by the shipped table."""
    return load_organs().successor(name)


def normalise_organ(name: str) -> str:
    """A name to compare bodies by (县农业局 and 农业农村局 are one), by the shipped table."""
    return load_organs().normalise(name)


@cache
def load_organs(extra: Path | None = None) -> Organs:
    """The shipped table, with a county's own rows over it (same columns). Raises ValueError (Chinese, for the user) on a bad file."""
    rows = read_table("organs.tsv")
    if extra is not None:
        rows = rows + _own_rows(extra)
    successors: dict[str, Successor] = {}
    aliases: dict[str, str] = {}
    for name, became, year, kind, generic, note in rows:
        successors.pop(name, None)
        aliases.pop(name, None)
        if kind in ("alias", "partial"):
            if kind == "alias":
                aliases[name] = became or name
            continue
        for old, new in [(name, became), *(_at_level(name, became, form) for form in ("厅", "部") if generic == "1")]:
            if old == name or old not in successors:
                successors[old] = Successor(new, int(year) if year else None, kind, note)
    return Organs(successors, aliases)


def _own_rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"机构对照表打不开：{path.name}（{error}）；请存为 UTF-8 的制表符分隔文本") from error
    rows = parse_table(text)
    for n, row in enumerate(rows, 1):
        if len(row) != len(_HEADER) or (row[2] and not row[2].isdecimal()):
            raise ValueError(f"机构对照表第{n}行列数或年份不对：{path.name}；各列依次为 {'、'.join(_HEADER)}")
    return rows


def _at_level(name: str, became: str, form: str) -> tuple[str, str]:
    """国土资源局 → 自然资源局 holds for 国土资源厅 → 自然资源厅."""
    new = became[:-1] + form if became.endswith("局") else became
    return name[:-1] + form, new


def _fronts(name: str) -> list[tuple[str, str]]:
    """A name cut into what stands in front (place, 县, 人民政府) and the organ, longest organ first."""
    region, rest = split_region(name)
    cuts = {"": name, name[: len(name) - len(rest)] if region else "": rest if region else name}
    if level := _LEVEL.match(rest):
        cuts[name[: len(name) - len(rest)] + level[0]] = rest[level.end():]
    fronts = ((front.removeprefix("原").removesuffix("委"), bare) for front, bare in cuts.items())
    return sorted(fronts, key=lambda cut: -len(cut[1]))


def _bare(name: str) -> str:
    return _fronts(name)[-1][1] or name
