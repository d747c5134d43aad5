"""List cells: which text after a citation is its quote, and where the next citation of the item begins."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.citations.mode import guess_mode
from ingest.records import CiteContext, Quote

_OPEN = re.compile(r"(?:的?规定)?[ \t\r\n\u3000\xa0]*+[：:，,]?[ \t\r\n\u3000\xa0]*+([“\"「『‘])")
_COLON = re.compile(r"(?:的?规定)?[ \t\u3000\xa0]*[：:]\s*")
_BLANK = re.compile(r"[ \t\r\n\u3000\xa0]+")
_CLOSE = {"“": "”", "\"": "\"", "「": "」", "『": "』", "‘": "’"}
_CLOSERS = "”\"」』’"
_NO_QUOTE = re.compile(r"[、，,；;。.)）】〕等的之和与及或规所中]|以及|或者|$")
_ENUMERATOR = re.compile(r"(?:\d{1,2}\s?[.．、](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|(?<![\u4e00-\u9fa5])[一二三四五六七八九十]是[，：]?|[①-⑳●•◆■★▪]|【[^】]{2,14}】)\s*$")
_TAIL = re.compile(r"(?:[\s；;●•◆■]++|(?<=[。；;\s”\"」])\d{1,2}\s?[.．、]\s*+|[（(][\d一二三四五六七八九十]{1,3}[)）]\s*$|【[^】]{2,14}】\s*+)++$")
_TOP_BEFORE = frozenset("。；;”\"」』】)）…●•◆■★▪\n\r")
_IN_SENTENCE = re.compile(r"(?!的?规定[：:])[的规所之](?:规定|规|称|列|定)?")
_GOES_ON = frozenset("照据反按合用法例定办及和或与由对受违背第、，,：:（(")
"""Before blanks: the words that follow belong to what stands before (依照 第三条)."""
_HEADS_TEXT = re.compile(r"[ \t\u3000\xa0]+[\u4e00-\u9fa5（(]|[：:]")
_FULL_STOP = re.compile(r"[\u4e00-\u9fa5）)】”\"’]\.")
_LETTERS = re.compile(r"[\u4e00-\u9fa5]")
_BRACKETED = re.compile(r"[（(](?![《〈<\d])((?:[^（）()]|[（(][^（）()]*[)）])*。)[)）]")
_SAID = re.compile(r"规定[，,]?")
_JOINT = re.compile(
    r"[、，,；;。.)）】〕的之等或与]|和|及(?!时)|以及|或者|规定|所(?:[列称述指规]|作)|中(?![华央国])|授权|委托|要求|明确|精神|有关|相关|结合|依据|依照|按照|根据|参照|同时|并|对应|第"
)
"""What goes on with the citation's own sentence."""
_SENTENCE = re.compile(r"([^，。；：,;\n]{1,200}+)(?:[^。；;.\n]|\n(?!\s*(?:[《【\d①-⑳●]|第[^第\n]{1,8}条))|(?<![\u4e00-\u9fa5）)”\"])\.){0,800}+[。；;.]")
RUN_ON = 12
"""Letters of article text that follows its citation without any mark."""
LONGEST_NOTE = 80
"""Letters that may stand between a title and its article."""
LONGEST_TAIL = 200
"""Characters of blanks, marks and enumerators that are looked through at the end of a quote."""
SHORTEST, BRACKETED = 4, 12
"""Letters that a quote has at least; and one that is set in round brackets, full stop and all."""


@dataclass(frozen=True, slots=True)
class Head:
    """A place where a citation of the item may begin: a bracketed title (with its label and issuer) or a bare article."""

    start: int  # of the title or locator
    lead: int  # with label, issuer, enumerator before it
    bare: bool
    end: int


def is_cell(text: str, context: CiteContext | None) -> bool:
    """Whether a text is a list cell rather than prose: as the context says, else as it opens."""
    if context is not None and (context.mode == "basis" or context.law is not None):
        return context.mode == "basis"
    return guess_mode(text) == "basis"


def quote_after(text: str, end: int, heads: Sequence[Head]) -> tuple[Quote | None, int]:
    """The quote that follows a citation ending at ``end`` and where scanning goes on."""
    opened = _OPEN.match(text, end)
    if opened is not None:
        start = opened.end()
        stop = _closing(text, start, _CLOSE[opened[1]], heads)
        return _quote(text, start, stop), max(stop, end)
    colon = _COLON.match(text, end)
    if colon is not None:
        stop = next_head(text, colon.end(), heads)
        return _quote(text, colon.end(), stop), max(stop, end)
    bracketed = _BRACKETED.match(text, end)
    if bracketed is not None and len(_LETTERS.findall(bracketed[1])) >= BRACKETED:
        return _quote(text, bracketed.start(1), bracketed.end(1)), bracketed.end()
    blank = _BLANK.match(text, end)
    at = blank.end() if blank else end
    if blank is None and at < len(text) and text[at] not in "….":
        return _unmarked(text, end, heads)
    if at >= len(text) or _NO_QUOTE.match(text, at) or _article_at(text, at, heads):
        return None, end
    if text[at] not in "…." and not _LETTERS.match(text, at) and text[at] not in "（(":
        return None, end
    stop = next_head(text, at, heads)
    return _quote(text, at, stop), max(stop, end)


def _unmarked(text: str, end: int, heads: Sequence[Head]) -> tuple[Quote | None, int]:
    """Article text that follows at once (…第三十条从事屠宰的单位应当…。): a whole sentence that speaks for itself.

    What is refused is refused by a look at that sentence, so that a long text is not searched again and again.
    """
    said = _SAID.match(text, end)
    start = said.end() if said else end
    if _JOINT.match(text, start) or not _LETTERS.match(text, start):
        return None, end
    sentence = _SENTENCE.match(text, start)
    if sentence is None or "《" in sentence[1] or len(_LETTERS.findall(sentence[0])) < RUN_ON:
        return None, end
    stop = next_head(text, start, heads)
    return _quote(text, start, stop), max(stop, end)


def _article_at(text: str, pos: int, heads: Sequence[Head]) -> bool:
    """The item's next article begins here (第4条 第5条), and no quote that opens with one (第三条规定的…)."""
    i = bisect_left(heads, pos, key=lambda h: h.start)
    return i < len(heads) and heads[i].bare and heads[i].start == pos and _IN_SENTENCE.match(text, heads[i].end) is None


def next_head(text: str, pos: int, heads: Sequence[Head]) -> int:
    """Where the next citation of the item begins, label and issuer included; the end of the text when none does."""
    for i in range(bisect_left(heads, pos, key=lambda h: h.start), len(heads)):
        if is_top(text, heads[i], pos):
            return max(heads[i].lead, pos)
    return len(text)


def is_top(text: str, head: Head, floor: int) -> bool:
    """Whether a title or article inside run-on text opens a new citation of the item, and is none of the quote's own."""
    at = head.lead
    while at > floor and text[at - 1] in " \t\u3000\xa0":
        at -= 1
    before = text[at - 1] if at > floor else "\n"
    numbered = _ENUMERATOR.search(text, max(floor, at - 18), at) is not None
    if head.bare and at < head.lead and before not in _GOES_ON and _HEADS_TEXT.match(text, head.end):
        numbered = True  # …受理申请 第四十八条 救助金…
    if not numbered and before not in _TOP_BEFORE and not (before == "." and (text[at - 2:at] == ".." or _FULL_STOP.match(text, at - 2))):
        return False
    if head.bare:
        if before in "\r\n" and text[:at].rstrip()[-1:] == "》":  # 《…》⏎第三条: the title's
            return False
        return _IN_SENTENCE.match(text, head.end) is None and text[head.end:head.end + 1] not in "、和及，"
    return True


def _closing(text: str, start: int, closer: str, heads: Sequence[Head]) -> int:
    """Index of the closing mark; the next head when it is lost. Quotes within the quote are balanced."""
    crossing = _crossing(text, start, heads)
    opener = {"”": "“", "」": "「", "』": "『", "’": "‘"}.get(closer)
    depth = 0
    for at in range(start, crossing):
        c = text[at]
        if c == opener:
            depth += 1
        elif c == closer or (closer == "”" and c == "\"" and depth == 0):
            if depth == 0:
                return at
            depth -= 1
    return next_head(text, start, heads)


def _crossing(text: str, start: int, heads: Sequence[Head]) -> int:
    """Where the next citation with a quote of its own stands: a mark behind it does not close this quote."""
    for i in range(bisect_left(heads, start, key=lambda h: h.start), len(heads)):
        head = heads[i]
        located = i + 1 < len(heads) and heads[i + 1].bare and heads[i + 1].start - head.end <= LONGEST_NOTE
        end = heads[i + 1].end if located and not head.bare else head.end
        if _OPEN.match(text, end) and is_top(text, head, start):
            return head.start
    return len(text)


def _quote(text: str, start: int, stop: int) -> Quote | None:
    tail = _TAIL.search(text, max(start, stop - LONGEST_TAIL), stop)
    end = tail.start() if tail else stop
    while end > start and text[end - 1] in _CLOSERS + " \t\r\n\u3000":
        end -= 1
    while start < end and text[start] in " \t\r\n\u3000\xa0":
        start += 1
    body = text[start:end]
    return Quote(start, end, body) if len(_LETTERS.findall(body)) >= SHORTEST else None


def build_heads(
    titles: Sequence[tuple[int, int]], anchors: Sequence[tuple[int, int]], leads: Callable[[int], int],
) -> list[Head]:
    """Heads in text order from spans of titles and of bare articles; ``leads`` gives where a title's label begins."""
    heads = [Head(s, leads(s), False, e) for s, e in titles] + [Head(s, s, True, e) for s, e in anchors]
    return sorted(heads, key=lambda h: h.start)
