"""The word lists of the norm reader, compiled once from data/*.tsv."""

from __future__ import annotations

import re
from importlib import resources
from typing import Literal

CueRole = Literal["agent", "help", "approve", "receive", "join", "ask", "object"]


def _rows(name: str) -> list[list[str]]:
    text = resources.files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


def _cue(word: str, not_before: str, not_after: str) -> str:
    behind = f"(?<![{not_after}])" if not_after else ""
    ahead = f"(?![{not_before}])" if not_before else ""
    return word[0] + (f"(?<![{not_after}]{word[0]})" if not_after else "") + word[1:] + ahead if behind else word + ahead


_CUE_ROWS = [[*r, "", "", ""][:4] for r in _rows("cues.tsv")]
CUE_ROLE: dict[str, CueRole] = {r[0]: r[1] for r in _CUE_ROWS}  # type: ignore[misc]
"""What a cue makes of the body after it."""

CUE = re.compile("|".join(
    _cue(word, before, after) for word, _, before, after in sorted(_CUE_ROWS, key=lambda r: -len(r[0]))
))
"""Finds cues; each match is a key of CUE_ROLE."""



def _tail(word: str, behind: str, ahead: str) -> str:
    """A tail as a pattern that begins with its first character, so that a search can jump to it."""
    first, marks = word[0], behind[1:].split()
    if behind.startswith("+"):
        guard = f"(?<=[{''.join(marks)}]{first})"
    elif behind.startswith("^"):
        guard = f"(?<![^{''.join(marks)}]{first})"
    else:
        guard = "".join(f"(?<!{mark}{first})" for mark in marks)
    return first + guard + re.escape(word[1:]) + ahead


TAILS: tuple[str, ...] = tuple(
    _tail(word, behind, ahead) for words, behind, ahead, *_ in ([*r, "", ""] for r in _rows("tails.tsv")) for word in words.split()
)
"""Patterns of the words that end a public body's name, in the order of data/tails.tsv."""

_GROUPS = {group: words.split() for group, words in _rows("words.tsv")}


def _any(group: str) -> str:
    return "|".join(sorted(_GROUPS[group], key=len, reverse=True))


DECIDE = re.compile(rf"(?:的)?(?:依法|组成合议庭|书面|初步|集体|共同|事先|预先)?(?:{_any('decide')})")
POWER = re.compile(rf"(?:依法|(?:主要)?负责人|依照[^，。；]{{0,30}}|按照[^，。；]{{0,30}}|根据[^，。；]{{0,30}}|予以|应当|可以|有权|组织|及时|分别|没收[^，。；]{{0,20}}|，)*(?:{_any('power')})")
RELATIVE = re.compile(rf"(?:在[^，。；的]{{1,16}}(?:中|时|内|期间))?(?:依法|所|已|未|已经|另行|统一)?(?:{_any('relative')})(?:(?:、|和|或者|或|并)[\u4e00-\u9fff]{{2,4}}|{_any('relative')})?的")
PERSONS = re.compile(rf"(?:及其|的)?(?:{_any('persons')})(?!口)")
CHIEF_DECIDES = re.compile(rf"(?:的)?(?:主要|分管|行政)?(?:负责人|负责同志|领导|首长)(?:{_any('decide')})")
BARE = re.compile(rf"(?:{_any('bare')})(?!人员|员[的应在，、]|笔录)")
