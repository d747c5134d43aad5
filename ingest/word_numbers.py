"""Numbers that Word counts by itself (第一条, （一）, 1.): spelled out in the text, where a reader of the XML sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.numerals import format_numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = frozenset({
    "chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographTraditional", "taiwaneseCounting",
    "taiwaneseCountingThousand",
})
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SUFFIX = {"space": " ", "nothing": ""}
_PLACE = re.compile(r"%(\d)")
_MOST = 9999


@dataclass(slots=True)
class _Level:
    start: int
    shape: str
    text: str
    suffix: str
    restart: int | None  # the 1-based level that starts this one anew; 0 never; None any above it
    style: str


@dataclass(slots=True)
class _List:
    """One counted list: what its levels look like and how far each has counted."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)

    def next(self, at: int) -> str:
        """The label of the next paragraph at a level; "" where the level prints none."""
        level = self.levels.get(at)
        if level is None:
            return ""
        self.counts[at] = min(self.counts.get(at, level.start - 1) + 1, _MOST)
        for deeper, other in self.levels.items():
            if deeper > at and (other.restart is None or at < other.restart):
                self.counts.pop(deeper, None)
        if level.shape in ("bullet", "none") or not _PLACE.search(level.text):
            return ""
        label = _PLACE.sub(lambda m: self._printed(int(m[1]) - 1), level.text)
        return label + _SUFFIX.get(level.suffix, "\u3000")

    def _printed(self, at: int) -> str:
        level = self.levels.get(at)
        return "" if level is None else _shaped(self.counts.get(at, level.start), level.shape)


def spell_out_numbers(root: Any, numbering: Any, styles: Any | None) -> None:
    """Put the label of every counted paragraph into its text, in document order."""
    lists = _lists(numbering)
    if not lists:
        return
    by_style = _style_numbers(styles, lists) if styles is not None else {}
    for paragraph in root.iter(f"{W}p"):
        found = _numbering_of(paragraph, by_style)
        if found is None or (counted := lists.get(found[0])) is None:
            continue
        if label := counted.next(found[1]):
            run = paragraph.makeelement(f"{W}r")
            text = run.makeelement(f"{W}t")
            text.text = label
            run.append(text)
            properties = paragraph.find(f"{W}pPr")
            paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def _lists(numbering: Any) -> dict[str, _List]:
    """numId -> list; ids of one abstract list count on together unless one starts anew."""
    abstract = {_attr(a, "abstractNumId"): _levels(a) for a in numbering.iter(f"{W}abstractNum")}
    shared: dict[str, _List] = {}
    out: dict[str, _List] = {}
    for num in numbering.iter(f"{W}num"):
        kind = _child_value(num, "abstractNumId")
        levels = abstract.get(kind)
        if not levels:
            continue
        overrides = {
            _number(_attr(o, "ilvl")): _number(_child_value(o, "startOverride"), 1)
            for o in num.iter(f"{W}lvlOverride") if o.find(f"{W}startOverride") is not None
        }
        if overrides:
            own = {
                n: _Level(overrides.get(n, x.start), x.shape, x.text, x.suffix, x.restart, x.style) for n, x in levels.items()
            }
            out[_attr(num, "numId")] = _List(own)
        else:
            out[_attr(num, "numId")] = shared.setdefault(kind, _List(levels))
    return out


def _levels(abstract: Any) -> dict[int, _Level]:
    out: dict[int, _Level] = {}
    for level in abstract.iter(f"{W}lvl"):
        restart = _child_value(level, "lvlRestart")
        out[_number(_attr(level, "ilvl"))] = _Level(
            _number(_child_value(level, "start"), 1), _child_value(level, "numFmt") or "decimal", _child_value(level, "lvlText"),
            _child_value(level, "suff"), _number(restart) if restart else None, _child_value(level, "pStyle"),
        )
    return out


def _style_numbers(styles: Any, lists: dict[str, _List]) -> dict[str, tuple[str, int]]:
    """Style -> (numId, level) for paragraph styles that bring their numbering along, inherited ones too."""
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        name = _attr(style, "styleId")
        if parent := _child_value(style, "basedOn"):
            based[name] = parent
        for number in style.iter(f"{W}numPr"):
            num_id = _child_value(number, "numId")
            counted = lists.get(num_id)
            stated = _child_value(number, "ilvl")
            linked = next((n for n, x in counted.levels.items() if x.style == name), 0) if counted else 0
            own[name] = (num_id, _number(stated) if stated else linked)
    return {name: found for name in {*own, *based} if (found := next((own[s] for s in _ancestry(name, based) if s in own), None))}


def _ancestry(name: str, based: dict[str, str]) -> Iterator[str]:
    for _ in range(20):
        yield name
        if name not in based:
            return
        name = based[name]


def _numbering_of(paragraph: Any, by_style: dict[str, tuple[str, int]]) -> tuple[str, int] | None:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        return None
    styled = by_style.get(_child_value(properties, "pStyle"))
    number = properties.find(f"{W}numPr")
    if number is None:
        return styled
    num_id = _child_value(number, "numId") or (styled[0] if styled else "")
    level = _child_value(number, "ilvl")
    return num_id, _number(level) if level else (styled[1] if styled else 0)


def _shaped(n: int, shape: str) -> str:
    """A count in one of Word's shapes; unknown shapes print as digits."""
    if shape in _CHINESE and n > 0:
        return format_numeral(n)
    if shape == "ideographDigital":
        return "".join("〇一二三四五六七八九"[int(d)] for d in str(n))
    if shape == "decimalZero":
        return f"{n:02d}"
    if shape.startswith("decimalEnclosedCircle") and 0 < n <= len(_CIRCLED):
        return _CIRCLED[n - 1]
    if shape in ("upperLetter", "lowerLetter") and 0 < n <= 26:
        return chr((65 if shape == "upperLetter" else 97) + n - 1)
    return str(n)


def _child_value(element: Any, name: str) -> str:
    child = element.find(f"{W}{name}")
    return "" if child is None else _attr(child, "val")


def _attr(element: Any, name: str) -> str:
    return str(element.get(f"{W}{name}", ""))


def _number(text: str, default: int = 0) -> int:
    return int(text) if text.isdigit() and len(text) < 6 else default
