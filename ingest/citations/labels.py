"""Labels of articles and headings in the text of a statute: 第十四条 at the start of a line is the article itself."""

from __future__ import annotations

import re

from ingest.citations.lexicon import NUMBER

_LABEL = re.compile(rf"第{NUMBER}条(?:之{NUMBER})?\*{{0,2}}[ \t\u3000\xa0]")
_HEADING = re.compile(rf"第{NUMBER}(?:分?编|章|节)(?:[ \t\u3000\xa0][^，。；\n]{{0,40}})?(?:\n|$)")
_LINE = re.compile(r"(?:^|\n)[ \t\u3000#*]*$|[。；][ \t\u3000]+$")
_BEFORE = frozenset("\n \t\u3000#*")
_AFTER = re.compile(r"\*{0,2}[ \t\u3000\xa0]")
_BACK, _HEADING_BACK = 40, 12


def label_end(text: str, start: int) -> int | None:
    """Where the label ends that stands at ``start``, at once behind a line break; or a heading on its own line."""
    if start and text[start - 1] not in _BEFORE:
        return None
    if (start == 0 or text[start - 1] in "\n*") and (label := _LABEL.match(text, start)):
        return label.end()
    if _LINE.search(text, max(0, start - _HEADING_BACK), start) and (heading := _HEADING.match(text, start)):
        return heading.end()
    return None


def is_label(text: str, start: int, end: int, follows: bool) -> bool:
    """Whether 第十四条 is an article's label: at the start of a line or behind a full stop and a blank, its text behind a
    blank too; ``follows``: it is the article after the one the text stands in, so that the blank behind it may be missing."""
    if start and text[start - 1] not in _BEFORE:
        return False
    opens = _LINE.search(text, max(0, start - _BACK), start)
    if opens is None:
        return False
    return _AFTER.match(text, end) is not None or (follows and opens[0][:1] in "。；")
