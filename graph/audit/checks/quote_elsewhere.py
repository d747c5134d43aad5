"""QUOTE_ELSEWHERE 引文在别条."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import article_id, parse_id
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import intended
from graph.audit.quotes import contains, is_comparable, parts_of, plain
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, cited_label, evidence_of, version_label
from graph.model import Fix, Provision, Version
from ingest.records import Article

NEAR, FAR = 0.9, 0.6
"""A quote that is not word for word elsewhere counts as found there from NEAR likeness, if the cited article is below FAR."""


@check("QUOTE_ELSEWHERE", "引文在别条", "warning")
def quote_elsewhere(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The quote stands in another article of the same law, or in another version, which is named."""
    for cited in view.basis:
        quote = cited.citation.quote
        if quote is None or not is_comparable(quote.text) or intended(view, cited, context) is not None:
            continue
        place = place_of_quote(cited, context)
        if place is None:
            continue
        found, version, current = place
        if any(c.index != cited.index and c.provision is not None and c.provision.id == found.id for c in view.basis):
            continue  # the quote belongs to another basis of this item
        where = cite_label(context, found.id)
        if current:
            yield Draft(
                f"{cited_label(cited)}所附引文实为{where}的内容", cited.index,
                evidence_of(cited, cited=quote.text[:2000], found=found.text, provision=found.id), Fix(where, found.id),
            )
        else:
            yield Draft(
                f"{cited_label(cited)}所附引文出自该法旧版本（{version_label(version)}）第{parse_id(found.id).article}条",
                cited.index, evidence_of(cited, cited=quote.text[:2000], found=found.text, provision=found.id),
            )


def place_of_quote(cited: Cited, context: AuditContext) -> tuple[Provision, Version, bool] | None:
    """Where a quote that is not in the cited article stands: (article, version, is that version in force).

    None when it is in the cited article, cannot be compared, or stands nowhere in the law. Kept in the context.
    """
    quote, r = cited.citation.quote, cited.resolution
    if quote is None or r.statute_id is None or cited.citation.article is None:
        return None
    return context.memo("quotes", (r.provision or r.statute_id, quote.text), lambda: _search(cited, quote.text, context))


def _search(cited: Cited, quote: str, context: AuditContext) -> tuple[Provision, Version, bool] | None:
    if cited.provision is not None and contains(cited.provision.text, quote):
        return None
    statute_id = cited.resolution.statute_id
    assert statute_id is not None
    now = context.latest(statute_id)
    versions = ([now] if now else []) + [v for v in reversed(context.versions(statute_id)) if now is None or v.id != now.id]
    for v in versions:
        if v.text_kind != "official":
            continue
        hits = [p for p in _articles(v, context) if contains(p.text, quote)]
        if hits:
            own = article_id(v.id, cited.citation.article or 0, cited.citation.suffix)
            best = next((p for p in hits if p.id == own), hits[0])
            if len(hits) > 1 and best.id != own and sum(map(len, parts_of(quote))) < 16:
                return None  # a phrase that several articles share proves nothing
            return best, v, now is not None and v.id == now.id
    return _nearly(cited, quote, now, context) if now is not None else None


def _nearly(cited: Cited, quote: str, now: Version, context: AuditContext) -> tuple[Provision, Version, bool] | None:
    from rapidfuzz import fuzz, process  # loaded only when a quote is nowhere word for word

    needle = "".join(parts_of(quote))
    if now.text_kind != "official" or len(needle) < 16 or cited.provision is None:
        return None
    if fuzz.partial_ratio(needle, plain(cited.provision.text)) >= FAR * 100:
        return None
    articles = [p for p in _articles(now, context) if len(plain(p.text)) >= len(needle) * 0.8]
    best = process.extract(needle, [plain(p.text) for p in articles], scorer=fuzz.partial_ratio, limit=2)
    if best and best[0][1] >= NEAR * 100 and (len(best) < 2 or best[1][1] < best[0][1] - 5):
        return articles[best[0][2]], now, True
    return None


def _articles(version: Version, context: AuditContext) -> list[Provision]:
    return [p for p in context.provisions(version.id) if isinstance(p.body, Article)]
