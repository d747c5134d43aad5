"""Does the text look whole? Nothing may be called non-existent in a text that is not."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.numerals import article_label
from ingest.records import Article, AuthorityLevel, Completeness, ReadWarning, Section, StatuteKind
from ingest.statutes.article import CLOSING_WORDS

_NEED_NO_CLOSING = frozenset({"宪法", "司法解释"})
"""Their day of effect stands in the announcement, not in the last article."""
_REMEDY = "请换用完整文本（国家法律法规数据库）重新导入；在此之前不对缺失条文下结论"


def judge(
    articles: Sequence[Article], sections: Sequence[Section], kind: StatuteKind, level: AuthorityLevel, gapped: bool
) -> tuple[Completeness, tuple[ReadWarning, ...]]:
    """empty: no text; gapped: numbers missing; truncated: none of the last three articles closes the law
    (施行、生效、废止), the rule measured in the corpus."""
    has_text = any(s.text for s in sections) or any(a.paragraphs for a in articles)
    if not has_text:
        return "empty", (ReadWarning("empty", "只有标题和日期，没有正文", "", _REMEDY),)
    if not articles or kind in ("amendment", "decision"):
        return "complete", ()
    last = articles[-1]
    label = article_label(last.article, last.suffix)
    if level not in _NEED_NO_CLOSING and not _closes(articles, level):
        message = f"文本止于{label}，最后三条没有施行、生效或废止的规定，疑似截断"
        return "truncated", (ReadWarning("truncated", message, label, _REMEDY),)
    if not last.paragraphs:
        return "truncated", (ReadWarning("truncated", f"{label}只有条号没有条文，疑似截断", label, _REMEDY),)
    return ("gapped" if gapped else "complete"), ()


def _closes(articles: Sequence[Article], level: AuthorityLevel) -> bool:
    """A closing clause in the last three articles, or a last chapter called 附则. Some early 法律 without chapters
    (国务院组织法) have neither and are whole."""
    if any(CLOSING_WORDS.search(a.text) for a in articles[-3:]):
        return True
    path = articles[-1].path
    if not path:
        return level == "法律"
    return "附则" in "".join(path[-1].split())
