"""Titles that are nearly a known one: misprints and words left out, never another law's name.

A title is taken for a slip of a known one only when place, kind (条例, 实施条例, 办法 …), 暂行/试行, numbers and
ordinals agree or are visibly damaged, when what differs is as small as a slip of the pen, and when what stands
there instead is no word: 航道 for 河道 is another subject. Two near candidates are both returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.regions import nearby_regions, split_region
from corpus.titles import title_words

if TYPE_CHECKING:
    from rapidfuzz.distance import Opcode

_KIND = re.compile(rf"({'|'.join(title_words('kind'))})$")
_TAIL = re.compile(r"（[^（）]*）$")
_FLAG = re.compile("|".join(title_words("flag")))
_NUMBER = re.compile(r"\d+|[〇零一二三四五六七八九十百]+(?=[）件部年届次号批])|（[一二三四五六七八九十]+）")
_OFTEN_LEFT_OUT = frozenset(title_words("left_out"))
_FILLERS = str.maketrans({"的": "", "与": "和", "及": "和"})
_AND = "和"  # 与 and 及 are folded into it
_NATION = "中华人民共和国"
_COMMON = 5  # a word rarer than this in jieba's counts is as likely a misprint
_ALL_KNOWN = {"法": 4, "条例": 4}
"""Kinds of which the nation's are all known, and how long a wording must be to bear a word too many."""
_SYNONYMS = frozenset({"保护", "保障"})  # said for each other in titles
_MANAGING = frozenset({"管理", "工作", "管理工作", "监督管理"})  # words that narrow no subject: 农药条例 for 农药管理条例
_TURNED = 4  # from this wording on two words that changed places are a slip, and a word of the same sound is
_LONG = 6  # from this wording on a single character left out is a slip, whatever word the rest makes


class Shape(NamedTuple):
    """What tells titles apart before their wording is compared."""

    region: tuple[str, ...]
    kind: str
    flags: tuple[str, ...]
    numbers: tuple[str, ...]
    rest: str  # without the place
    core: str  # without the place and the kind


@dataclass(frozen=True, slots=True)
class Like:
    """A known key near the one asked for, 0..100."""

    key: str
    score: float
    edits: int


class Likeness:
    """Known keys, compared only when a title is asked for that is not known."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._keys: dict[str, list[str]] = {}
        for key in keys:
            self._keys.setdefault(key.translate(_FILLERS), []).append(key)
        self._folded = list(self._keys)
        self._pairs = {a + b for key in self._folded for a, b in pairwise(key)}

    def find(self, key: str) -> list[Like]:
        """Known keys that ``key`` may be a slip of, best first; several mean that it cannot be told."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        cited = _without_damaged_nation(key).translate(_FILLERS)
        if cited in self._keys:
            return [Like(k, 100.0, 0) for k in self._keys[cited]]
        if len(cited) < 4:
            return []
        near = process.extract(cited, self._folded, scorer=OSA.distance, score_cutoff=3, limit=12)
        slips = [(int(d), known) for known, d, _ in near if self._is_slip(cited, known, int(d))]
        if not slips:
            others = self._reordered(cited) or self._managed(cited)
            return [Like(k, _score(2, cited, known), 2) for known in others for k in self._keys[known]]
        best = min(d for d, _ in slips)
        rivals = [(int(d), known) for known, d, _ in near if d <= best and _is_rival(cited, known)]
        found = dict.fromkeys(sorted({s for s in slips if s[0] <= best + 1} | set(rivals)))
        return [Like(k, _score(d, cited, known), d) for d, known in found for k in self._keys[known]]

    def _reordered(self, cited: str) -> list[str]:
        """Keys in which two neighbouring words stand the other way round: 优待抚恤 for 抚恤优待."""
        turned = (
            cited[:i] + cited[j:k] + cited[i:j] + cited[k:]
            for i in range(len(cited) - 4) for j in range(i + 2, i + 5) for k in range(j + 2, min(j + 5, len(cited)))
        )
        return [t for t in dict.fromkeys(turned) if t in self._keys and len(analyse(t).core) >= _TURNED]

    def _managed(self, cited: str) -> list[str]:
        """农药管理条例 for 农药条例: the state's regulations that say no more; [] where another one, or a place's,
        shares the subject."""
        a = analyse(cited)
        if a.kind != "条例" or a.region or a.flags or len(a.core) < 2 or a.core + a.kind != cited:
            return []
        of = [k for k in self._folded if k.startswith(a.core) and k.endswith("条例") and analyse(k).kind == "条例"]
        if any(k[len(a.core):-2] not in _MANAGING for k in of) or any(k.endswith(tuple(of)) and k not in of for k in self._folded):
            return []
        return of

    def _is_slip(self, cited: str, known: str, distance: int) -> bool:
        from rapidfuzz.distance import Levenshtein

        a, b = analyse(cited), analyse(known)
        if a.numbers != b.numbers or set(a.flags) - set(b.flags):
            return False
        if a.region != b.region:
            return not a.region and distance == 1 and _damaged_place(cited, known, b)
        ops = [op for op in Levenshtein.opcodes(cited, known) if op.tag != "equal"]
        if a.kind != b.kind and (a.kind or distance > 1 or (len(b.kind) < 2 and not _ends_by_sound(cited, known, ops))):
            return False
        if distance == 1 and len(cited) == len(known) and sum(x != y for x, y in zip(cited, known, strict=True)) == 2:
            return True  # two neighbours changed places
        if distance > 1 and a.flags != b.flags:
            return _only_provisional(ops, known, b) and len(a.core) >= _TURNED
        ops = [op for op in ops if not _only_joins(cited, known, op)]
        if not ops:
            return True
        if not b.region and (_only_law(ops, cited, known, b) or (b.kind in _ALL_KNOWN and _only_synonyms(ops, cited, known))):
            return True
        if len(ops) == 1 and ops[0].tag == "insert" and known[ops[0].dest_start:ops[0].dest_end] in _OFTEN_LEFT_OUT:
            return len(a.core) >= 4
        if len(ops) == 1 and ops[0].tag == "delete" and cited[ops[0].src_start:ops[0].src_end] in _OFTEN_LEFT_OUT:
            return b.kind in _ALL_KNOWN and not b.region and len(b.core) >= _ALL_KNOWN[b.kind]
        if len(ops) == 1 and ops[0].tag == "insert" and known[ops[0].dest_start:ops[0].dest_end].strip(_AND) in _words():
            return b.kind in _ALL_KNOWN and not b.region and len(a.core) >= _LONG  # any other word left out
        if len(ops) > _allowed(min(len(a.core), len(b.core))):
            return False
        if len(ops) == 1 and ops[0].tag == "insert" and ops[0].dest_end - ops[0].dest_start == 1 and len(a.core) >= _LONG:
            return True
        words = _words() if len(a.core) < _TURNED else frozenset()
        sounds = [_sounds_alike(cited, known, op) for op in ops]
        wording = len(cited) - len(a.kind)
        return all(
            self._is_misprint(cited, op, wording if same else len(cited), words if same else _words())
            for op, same in zip(ops, sounds, strict=True)
        )

    def _is_misprint(self, cited: str, op: Opcode, end_of_words: int, words: frozenset[str]) -> bool:
        """One character wrong, doubled, put in or left out, and no word stands in its place before ``end_of_words``:
        none of ``words``, and none that titles have (事物 is a word, but of no title)."""
        start, end = op.src_start, op.src_end
        if max(end - start, op.dest_end - op.dest_start) > 1:
            return False
        if op.tag == "delete" and cited[start] in (cited[start - 1:start], cited[start + 1:start + 2]):
            return True
        pairs = [cited[i:i + 2] for i in range(max(0, start - 1), min(end, end_of_words - 1))]
        return not any(p in self._pairs or p in words for p in pairs)


def _score(edits: int, cited: str, known: str) -> float:
    return round(100 * (1 - edits / max(len(cited), len(known))), 1)


def _only_joins(cited: str, known: str, op: Opcode) -> bool:
    """A conjunction put in or left out: 环境卫生 for 和环境卫生."""
    return {cited[op.src_start:op.src_end], known[op.dest_start:op.dest_end]} == {"", _AND}


def _only_provisional(ops: Sequence[Opcode], known: str, shape: Shape) -> bool:
    """A 条例 of the state said without its 暂行: all of them are known, so that no other is meant."""
    return (
        shape.kind == "条例" and not shape.region and len(ops) == 1 and ops[0].tag == "insert"
        and known[ops[0].dest_start:ops[0].dest_end] == "暂行"
    )


def _only_law(ops: Sequence[Opcode], cited: str, known: str, shape: Shape) -> bool:
    """土地管理实施条例 for 土地管理法实施条例: what is implemented is a law, said or not."""
    if len(ops) != 1 or ops[0].tag != "insert" or known[ops[0].dest_start:ops[0].dest_end] != "法":
        return False
    return shape.kind.startswith("实施") and known[ops[0].dest_end:] == shape.kind == cited[ops[0].src_start:]


def _only_synonyms(ops: Sequence[Opcode], cited: str, known: str) -> bool:
    """退役军人保护法 for 退役军人保障法: one word said for another that means the same."""
    if len(ops) != 1 or ops[0].tag != "replace":
        return False
    at = ops[0].src_start - 1
    words = {cited[at:at + 2], known[at:at + 2]}
    return words == _SYNONYMS and cited[:at] == known[:at] and cited[at + 2:] == known[at + 2:]


def _ends_by_sound(cited: str, known: str, ops: Sequence[Opcode]) -> bool:
    """The one character that says the kind is typed for another of its sound: 规划发 for 规划法."""
    return len(ops) == 1 and ops[0].src_start == len(cited) - 1 and _sounds_alike(cited, known, ops[0])


def _sounds_alike(cited: str, known: str, op: Opcode) -> bool:
    """One character typed for another of the same sound (规化法 for 规划法): that 化法 is found elsewhere says nothing."""
    if op.tag != "replace" or op.src_end - op.src_start != 1 or op.dest_end - op.dest_start != 1:
        return False
    return bool(_sounds(cited[op.src_start]) & _sounds(known[op.dest_start]))


@cache
def _sounds(character: str) -> frozenset[str]:
    """The readings of a character, without tones."""
    from pypinyin import Style, pinyin  # only a title that nothing else explains pays for its dictionary

    return frozenset(pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")[0]) if "\u4e00" <= character <= "\u9fff" else frozenset()


def analyse(key: str) -> Shape:
    """The shape of a title, and its wording without place and kind."""
    return _analyse(key)


@lru_cache(maxsize=8192)
def _analyse(key: str) -> Shape:
    region, rest = split_region(key)
    body = rest
    while _TAIL.search(body):
        body = _TAIL.sub("", body)
    m = _KIND.search(body)
    kind = m[1] if m else ""
    return Shape(region, kind, tuple(sorted(_FLAG.findall(rest))), tuple(_NUMBER.findall(rest)), rest, body.removesuffix(kind))


def _is_rival(cited: str, known: str) -> bool:
    """A known title that a misprint could as well have come from, whatever word stands in its place."""
    from rapidfuzz.distance import Levenshtein

    a, b = analyse(cited), analyse(known)
    if a.region != b.region or a.numbers != b.numbers or (a.kind and a.kind != b.kind):
        return False
    ops = (op for op in Levenshtein.opcodes(cited, known) if op.tag != "equal")
    return all(max(op.src_end - op.src_start, op.dest_end - op.dest_start) == 1 for op in ops)


def _damaged_place(cited: str, known: str, shape: Shape) -> bool:
    """Only the place's name is misprinted, and no other place has a name so near."""
    if not cited.endswith(shape.rest):
        return False
    return nearby_regions(cited.removesuffix(shape.rest)) == {shape.region}


def _allowed(length: int) -> int:
    """How many misprints a wording of this length may have."""
    return 1 if length < 12 else 2 if length < 24 else 3


def _without_damaged_nation(key: str) -> str:
    """中华民共和国, 中华人共民和国 in front: the name of the state misprinted."""
    from rapidfuzz.distance import OSA

    for size in (7, 6, 8):
        if OSA.distance(key[:size], _NATION, score_cutoff=1) <= 1:
            return key[size:]
    return key


@cache
def _words() -> frozenset[str]:
    """Words of two characters, from the dictionary that jieba ships (read without loading jieba)."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    with (Path(spec.origin).parent / "dict.txt").open(encoding="utf-8") as lines:
        rows = (line.split(" ") for line in lines)
        return frozenset(word for word, count, *_ in rows if len(word) == 2 and int(count) >= _COMMON)
