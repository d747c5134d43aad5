"""Bracket notes with citations in them: what a note names does not reach what follows outside of it.

第一百一十四条（《甲法修正案》第一条）……第一百一十五条 speaks of one law, 第五条（参见《乙条例》第三条）、第七条 too.
"""

from __future__ import annotations

from ingest.citations.heads import Antecedent

_BACK, _ON = 120, 300  # how far a note is looked for, in characters
_OPENS, _CLOSES = "（(", "）)"
_STOPS = "。\n"
_BETWEEN = " \u3000" + _OPENS


class Asides:
    """The note that the last citation stood in, and what was named before it."""

    def __init__(self, text: str, keeps: bool) -> None:
        self._text = text
        self._keeps = keeps  # where nothing was named before the note, what it names goes on
        self.end: int | None = None
        self._before: Antecedent | None = None

    def enter(self, start: int, last: Antecedent | None) -> None:
        """A citation begins at ``start``; ``last`` is what was named before it."""
        if self.end is None and (end := _note_around(self._text, start)) is not None:
            self.end, self._before = end, last

    def leave(self, start: int, last: Antecedent | None) -> Antecedent | None:
        """What an elided title at ``start`` means: behind a note what was named before it, unless it follows directly."""
        if self.end is None or start <= self.end or not self._text[self.end + 1:start].strip(_BETWEEN):
            return last
        before, self.end = self._before, None
        return last if before is None and self._keeps else before


def _note_around(text: str, at: int) -> int | None:
    """Where the bracket that ``at`` stands in closes; None outside of brackets."""
    before = text[max(0, at - _BACK + 1):at]
    before = before[max(before.rfind(stop) for stop in _STOPS) + 1:]
    if "（" not in before and "(" not in before:
        return None  # nearly always
    depth = 0
    for i in range(at - 1, at - 1 - len(before), -1):
        depth += (text[i] in _CLOSES) - (text[i] in _OPENS)
        if depth < 0:
            break
    else:
        return None
    depth = 0
    for i in range(at, min(len(text), at + _ON)):
        depth += (text[i] in _OPENS) - (text[i] in _CLOSES)
        if depth < 0:
            return i
    return None
