"""Tell a list cell (依据) from running text."""

from __future__ import annotations

import re
from typing import Literal

from ingest.citations.titles import find_titles, read_tail

_OPENING = re.compile(
    r"[\s\u3000]*(?:(?:[（(]?\d{1,2}[)）]?[.．、,，]?|[一二三四五六七八九十]{1,3}(?:、|是[，：]?)|[①-⑳●◆■▲·]|【[^】]{2,14}】"
    r"|(?:依据|法律依据|设定依据|实施依据|职权依据|处罚依据|执法依据)[：:]?)[\s\u3000]*){0,4}"
    r"(?:[\u4e00-\u9fa5]{2,12})?[《〈<＜﹤]"
)
_PROSE_VERB = re.compile(r"^[\s\u3000]*(?:[（(][一二三四五六七八九十]+[)）])?[\u4e00-\u9fa5]{0,30}(?:依照|按照|违反|符合|构成|适用|参照|有|对|在)[^《]{0,6}《")
_LABELLED = re.compile(r"(?:^|\n)(?:[^\S\n]|[#*])*+第[零〇一二三四五六七八九十百千\d]{1,7}条[\s\u3000]")
_HEADING = re.compile(r"(?:^|\n)(?:[^\S\n]|[#*])*+第[零〇一二三四五六七八九十百千\d]{1,5}[编章节][\s\u3000]")
_BARE_NAME = re.compile(
    r"[\s\u3000]*+(?:[（(]\d{1,2}[)）]|\d{1,2}[.．、]|[①-⑳●◆■▲·])?[\s\u3000]*+[“\"「『【\[（(〈]?[\u4e00-\u9fa5]{2,30}?(?:法典|法|条例|规定|办法|细则)"
    r"[〉”\"」』】\]）)]?(?:[\s\u3000]?[（(\[［][^（）()\[\]]{0,120}[)）\]］]){0,3}[\s\u3000]*(?:第[一二三四五六七八九十]{1,3}章)?"
    r"第?[\s\u3000]?[\d零〇一二三四五六七八九十百]{1,7}(?:[、至到和—-]第?[\d零〇一二三四五六七八九十百]{1,7})*[\s\u3000]?条"
)
_AFTER_TITLE = re.compile(r"[\s\u3000]*(?:$|第|[《、；;：:，,●\n\d—－-]|和|附件)")
_OWN_TEXT = re.compile(
    r"(?:之[一二三四五六七八九])?(?:[、，至到和及或—-]?第?[\d零〇一二三四五六七八九十百（）()]++[条款项]?(?:之[一二三四五六七八九])?)*+"
    r"(?:规定)?(?:[\s\u3000：:；;。“\"《]|[、，]《|$)"
)
"""What stands behind the first article of a cell: its text, a mark, the next citation. A list of articles is read in one
way only (possessive): nothing that may follow it can begin inside it."""
_LOST_OPEN = re.compile(r"[^《》。；;，,]{2,80}》")
"""A title whose 《 is lost opens the text."""
_LED_IN = re.compile(r"[\s\u3000]*[\u4e00-\u9fa5、]{0,32}(?:依照|按照|违反|符合|构成|适用|参照|根据|依据)")
_LONE_ARTICLE = re.compile(r"[\s\u3000]*第[\d零〇一二三四五六七八九十百]{1,7}条[\s\u3000]*$")
_SELF = re.compile(r"(?:本|该)(?:法|条例|办法|规定)第|前款|本条第|制定本")


def guess_mode(text: str) -> Literal["prose", "basis"]:
    """``basis`` where the text opens as a list cell does: [1.][【法律】][国务院]《…》第X条 …; else ``prose``."""
    opens = _OPENING.match(text) is not None
    if not opens and (lost := _LOST_OPEN.match(text)) is not None:
        return "basis" if _AFTER_TITLE.match(text, read_tail(text, lost.end()).end) and not _LED_IN.match(text) else "prose"
    bare = None if opens else _BARE_NAME.match(text)
    if not opens and bare is None:
        return "basis" if _LONE_ARTICLE.match(text) else "prose"
    if _HEADING.search(text):
        return "prose"
    if len(_LABELLED.findall(text)) > 2:
        return "basis" if opens else "prose"
    if _PROSE_VERB.match(text):
        return "prose"
    if opens:
        first = next(iter(find_titles(text[:400])), None)
        return "basis" if first is None or _AFTER_TITLE.match(text, read_tail(text, first.end).end) else "prose"
    its_own = bare is not None and _OWN_TEXT.match(text, bare.end()) is not None
    return "prose" if (_SELF.search(text[:60]) and not its_own) or _LED_IN.match(text) else "basis"
