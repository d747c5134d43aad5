"""QUOTE_DIFFERS 引文与条文不符."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.checks.quote_elsewhere import place_of_quote
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import intended
from graph.audit.quotes import bearer_changed, compare, contains, is_comparable, parts_of, plain
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of
from graph.model import Fix
from graph.versions.diff import diff_text

ALIKE = 0.6
"""From this likeness on, the quote is a rendering of the provision; below, it is some other text."""


@check("QUOTE_DIFFERS", "引文与条文不符", "warning")
def quote_differs(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The quoted text differs from the cited provision beyond punctuation, with a character diff.

    ``error`` where a bearer or tier word was changed (县级 → 区级): that changes whose power it is. A quote that
    stands elsewhere in the law, or in an older version of the article, is QUOTE_ELSEWHERE, ARTICLE_MOVED or
    ARTICLE_AMENDED instead. Texts in our own words (要旨) are not compared.
    """
    for cited in view.basis:
        quote = cited.citation.quote
        if quote is None or cited.provision is None or not is_comparable(quote.text):
            continue
        if cited.version is None or cited.version.text_kind != "official":
            continue
        if contains(cited.provision.text, quote.text) or intended(view, cited, context) is not None:
            continue
        if _covered_by_neighbours(view, cited) or place_of_quote(cited, context) is not None:
            continue
        match = compare(cited.provision.text, quote.text)
        if match.score < ALIKE and not _is_marked(view.item.basis_raw, quote.start):
            continue
        wrote = "".join(parts_of(quote.text))
        diff = diff_text(match.window, wrote) if match.score >= ALIKE else ()
        changed = bearer_changed(diff)
        if changed:
            message = f"{cited_label(cited)}引文改动了主体或层级：{changed}"
        elif diff:
            message = f"{cited_label(cited)}引文与条文不一致（相似度{match.score:.0%}）"
        else:
            message = f"{cited_label(cited)}引文不是该条内容，该法中也未找到"
        yield Draft(
            message, cited.index,
            evidence_of(cited, cited=quote.text[:2000], found=cited.provision.text, diff=diff),
            Fix(cited.provision.text, cited.provision.id), "error" if changed else None,
        )


def _covered_by_neighbours(view: ItemView, cited: Cited) -> bool:
    """A quote after a list of articles (第一条、第二条：…) may run over all of them."""
    quote = cited.citation.quote
    assert quote is not None
    group = [c for c in view.basis if c.citation.group == cited.citation.group and c.provision is not None]
    if len(group) < 2:
        return False
    texts = [plain(c.provision.text) for c in group if c.provision is not None]
    return all(any(part in t for t in texts) or any(part in a + b for a in texts for b in texts) for part in parts_of(quote.text))


def _is_marked(raw: str, start: int) -> bool:
    """The quote is announced by a quotation mark or a colon."""
    return bool(re.search(r"[“\"「：:]\s*$", raw[:start + 1]) or (start < len(raw) and raw[start] in "“\"「"))
