"""Write citations and places as tables of cases do: ``full 城乡规划法 65.2``, ``50-1.3``."""

from __future__ import annotations

from ingest.records import Citation, CiteContext


def show(c: Citation) -> str:
    """``kind title address [doc_no]``; ∅ where there is no title."""
    return f"{c.kind} {c.title or '∅'} {address(c)}" + (f" {c.doc_no}" if c.doc_no else "")


def address(c: Citation) -> str:
    """``条[-之].款.项.目``, ``ch4``, ``100~160``, or ``-`` for the whole text."""
    if c.article_end is not None:
        return f"{c.article}~{c.article_end}"
    if c.chapter is not None and c.article is None:
        return f"ch{c.chapter}"
    article = "" if c.article is None else f"{c.article}-{c.suffix}" if c.suffix else str(c.article)
    return ".".join([article, *("" if n is None else str(n) for n in (c.paragraph, c.item, c.subitem))]).rstrip(".") or "-"


def context(law: str, where: str) -> CiteContext:
    """``50-1.3.2`` in a law: 第五十条之一第三款第二项."""
    article, paragraph, item = [*where.split("."), "", ""][:3]
    number, _, suffix = article.partition("-")
    return CiteContext(law, int(number), int(suffix or 0), int(paragraph) if paragraph else None, int(item) if item else None)
