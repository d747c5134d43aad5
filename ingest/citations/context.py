"""Relative references made absolute from where a text stands. Arithmetic only; no library."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ingest.records import Citation, CiteContext

_AMENDS = re.compile(r"关于修[改订正][《〈<]([^《》]+(?:《[^《》]+》[^《》]*)?)[》〉>](?:的|部分条款的|个别条款的|若干条款的)(?:决定|决议)(?:[（(][^（）()]*[)）])?$")
_AMENDMENT = re.compile(r"([^关《》]{2,40})修正案(?:草案)?(?:[（(][^（）()]{1,12}[)）])?$")
_AMENDING = re.compile(r"关于修[改订正].*(?:决定|决议)(?:[（(][^（）()]*[)）])?$")
_CRIMES = re.compile(r"关于执行《([^《》]+)》\s?确定罪名的(?:补充)?规定")
"""Lists the articles of a law with the crime of each."""
_OWN_WORD = re.compile(r"本(?:决定|修正案)")


@lru_cache(maxsize=4096)
def amended_law(title: str | None) -> str | None:
    """The law whose articles an amendment speaks of: X of 关于修改《X》的决定 or of X修正案; None for other titles."""
    m = (_AMENDS.search(title) or _AMENDMENT.match(title) or _CRIMES.search(title)) if title else None
    return m[1] if m else None


def amends_several(title: str | None) -> bool:
    """Whether a text is a decision that amends 等二十件…, whose 第三条 is of one of these, which its title does not tell."""
    return title is not None and "关于修" in title and amended_law(title) is None and _AMENDING.search(title) is not None


def apply_context(citation: Citation, context: CiteContext) -> Citation:
    """前款, 本条第二款, 前条, 本法 … with article, paragraph and item filled in where the context tells them.

    What cannot be known (前款 without a paragraph to count from, 前条 of 第一条) keeps its pointer, so that
    the caller sees it is not resolved. 前条 of 第五条之二 is 第五条之一; of 第五条之一 it is 第五条; of 第五条 it is
    第四条, where a library may know a 第四条之一.
    """
    own = citation.self_word is not None and citation.self_word[0] in "本此"
    title = citation.title
    if title is None and (citation.kind == "relative" or own or (citation.kind == "bare" and context.mode == "prose")):
        title = context.law
        if not _OWN_WORD.match(citation.self_word or ""):
            if (amended := amended_law(title)) is not None:
                title = amended
                if citation.kind == "relative":  # in an article of the law amended, which its place does not tell
                    return replace(citation, title=title, pointer=None, inherited=True)
            elif amends_several(title):
                return replace(citation, title=None, pointer=None, inherited=True)
    pointer = citation.pointer
    if pointer is None or citation.article is not None:
        return replace(citation, title=title) if title != citation.title else citation
    if pointer.unit == "条":
        if context.article is None:
            return replace(citation, title=title)
        article, suffix = _step_article(context.article, context.suffix, pointer.offset)
        if article < 1:
            return replace(citation, title=title)
        return replace(citation, title=title, article=article, suffix=suffix, pointer=None)
    if context.article is None:
        return replace(citation, title=title)
    placed = replace(citation, title=title, article=context.article, suffix=context.suffix)
    if pointer.unit == "款":
        if context.paragraph is None:
            # 第二项 alone stands in an article of one paragraph, or in one we are not told
            return replace(placed, pointer=None) if pointer.offset == 0 and citation.item is not None else replace(citation, title=title)
        paragraph = context.paragraph + pointer.offset
        return replace(placed, paragraph=paragraph, pointer=None) if paragraph > 0 else replace(citation, title=title)
    if pointer.unit == "项" and context.item is not None and context.item + pointer.offset > 0:
        return replace(placed, paragraph=context.paragraph, item=context.item + pointer.offset, pointer=None)
    return replace(citation, title=title)


def _step_article(article: int, suffix: int, offset: int) -> tuple[int, int]:
    if offset < 0 and suffix:
        return (article, suffix + offset) if suffix + offset >= 0 else (article + suffix + offset, 0)
    return article + offset, suffix if offset == 0 else 0
