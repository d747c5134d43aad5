"""Citations of any text, resolved; and their JSON."""

from __future__ import annotations

from typing import Any

from graph.model import Resolution
from graph.resolve import Resolver
from ingest.citations import scan
from ingest.records import CiteContext


def cite_text(text: str, resolver: Resolver, context: CiteContext | None = None) -> list[Resolution]:
    """Every citation of a text in order, resolved where the library can."""
    found = scan(text, context, resolver.names_predicate())
    return resolver.resolve(found.citations, context, found.definitions)


def resolution_json(r: Resolution) -> dict[str, Any]:
    """The cite object of the interface; every key is always there."""
    c = r.citation
    title = c.title.partition("@")[0] if c.title else c.title  # a context may name its law by the id of a version
    return {
        "start": c.start, "end": c.end, "text": c.text, "kind": c.kind, "title": title, "doc_no": c.doc_no,
        "article": c.article, "suffix": c.suffix, "article_end": c.article_end,
        "paragraph": c.paragraph, "item": c.item, "subitem": c.subitem, "chapter": c.chapter,
        "status": r.status, "law": r.law, "provision": r.provision,
        "version": r.version_id.rsplit("@", 1)[-1] if r.version_id else None,
        "candidates": [x.title for x in r.candidates],
        "quote": c.quote.text if c.quote else None,
    }
