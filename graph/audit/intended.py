"""Which version's text an item means by the number that it cites.

A list written under an older version cites numbers of that version. The signs, strongest first: a version year
in brackets, a quote that stands in one version only, a number, 款 or 项 that the law in force no longer has, words of the
item that fit the old text and not the new one, the date of the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graph.address import article_id
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.quotes import contains, is_comparable
from graph.audit.topic import LawTopics
from graph.model import Alignment, Provision, Version
from graph.versions.trace_forward import alignments_between
from ingest.records import Article, Citation

Why = Literal["edition", "quote", "number", "part", "topic", "date"]

WHY_TEXT: dict[str, str] = {
    "edition": "清单括注的版本", "quote": "清单所附引文", "number": "现行版本已无此条号",
    "part": "现行版本该条无此款、项，旧版本有",
    "topic": "事项内容", "date": "清单编制日期",
}

FIT, MARGIN = 0.30, 2.0
"""The old text must hold this share of the item's words, and this many times the share that the new one holds."""

FITS_WELL = 0.6
"""A text that holds this share of the item's words is the one meant."""


@dataclass(frozen=True, slots=True)
class Intended:
    """The item means ``old`` (an article of an older version); ``alignment`` leads to where its content stands now."""

    old: Provision
    old_version: Version
    new_version: Version
    alignment: Alignment | None
    why: Why


def intended(view: ItemView, cited: Cited, context: AuditContext) -> Intended | None:
    """The older text that the item means; None when it means the law in force or nothing can be said.

    Asked by several checks, so the answer is kept in the context.
    """
    return context.memo("intended", (view.id, cited.index), lambda: _intended(view, cited, context))


def _intended(view: ItemView, cited: Cited, context: AuditContext) -> Intended | None:
    c, r = cited.citation, cited.resolution
    if r.statute_id is None or c.article is None:
        return None
    now = context.current(r.statute_id)
    if now is None:
        return None
    older = [v for v in context.versions(r.statute_id) if v.date < now.date]
    if not older:
        return None
    held = [(v, p) for v in reversed(older) if (p := context.provision(article_id(v.id, c.article, c.suffix)))]
    here = context.provision(article_id(now.id, c.article, c.suffix))
    if c.edition_year is not None and cited.version is not None and cited.version.id != now.id:
        return _made(held, cited.version, now, context, "edition")
    if c.edition_year is not None and now.date[:4] == str(c.edition_year):
        return None
    if c.quote is not None and is_comparable(c.quote.text):
        if here is not None and contains(here.text, c.quote.text):
            return None
        for v, p in held:
            if contains(p.text, c.quote.text):
                return _made([(v, p)], v, now, context, "quote")
        return None
    if not held:
        return None
    if here is None:
        if now.completeness != "complete":
            return None
        return _made(held, held[0][0], now, context, "number")
    if r.missing is not None and now.completeness == "complete":
        with_part = [(v, p) for v, p in held if _has_part(p, c)]
        return _made(with_part, with_part[0][0], now, context, "part") if with_part else None
    return None if _cites_today(view, cited, now, context) else _by_words(view, here, held, now, context)


def _has_part(provision: Provision, c: Citation) -> bool:
    """Whether the article has the cited 款 and 项."""
    if not isinstance(provision.body, Article):
        return False
    paragraphs = provision.body.paragraphs
    if c.paragraph is not None:
        paragraphs = paragraphs[c.paragraph - 1 : c.paragraph]
    return bool(paragraphs) and (c.item is None or any(i.item == c.item for p in paragraphs for i in p.items))


def _cites_today(view: ItemView, cited: Cited, now: Version, context: AuditContext) -> bool:
    """Another citation of the same law fits the item by its number in force: then words prove no older text."""
    words, topics = _words(view), law_topics(now.id, context)
    others = (c for c in view.basis if c.index != cited.index and c.version is not None and c.version.id == now.id)
    return any(c.provision is not None and topics.affinity(words, _described(c.provision)) >= FITS_WELL for c in others)


def _words(view: ItemView) -> str:
    return f"{view.item.name} {view.item.own_duty}"


def _by_words(
    view: ItemView, here: Provision, held: list[tuple[Version, Provision]], now: Version, context: AuditContext,
) -> Intended | None:
    words, topics = _words(view), law_topics(now.id, context)
    fit_now = topics.affinity(words, _described(here))
    for v, p in held:
        found = _made([(v, p)], v, now, context, "topic")
        if found is None or found.alignment is None or here.id in found.alignment.new:
            continue
        fit_old = topics.affinity(words, _described(p))
        if words_mean_old(fit_old, fit_now):
            return found
        dated = view.list.dated
        if dated and now.effective_from and dated < now.effective_from and fit_old > fit_now and fit_old >= FIT:
            return Intended(p, v, now, found.alignment, "date")
    return None


def words_mean_old(fit_old: float, fit_new: float) -> bool:
    """Whether an item's words show by themselves that the older text of a number is meant: the shares of them that
    the two texts hold."""
    return fit_old >= FIT and fit_old >= MARGIN * fit_new


def law_topics(version_id: str, context: AuditContext) -> LawTopics:
    """Bigram weights of a version, kept in the context."""
    return context.memo("topics", version_id, lambda: LawTopics([_described(p) for p in context.provisions(version_id)]))


def _described(p: Provision) -> str:
    """An article's text with its headings."""
    return p.text + "\n" + " ".join(p.body.path) if isinstance(p.body, Article) else p.text


def _made(
    held: list[tuple[Version, Provision]], version: Version, now: Version, context: AuditContext, why: Why,
) -> Intended | None:
    old = next((p for v, p in held if v.id == version.id), None)
    if old is None:
        return None
    return Intended(old, version, now, align_to(old.id, version, now, context), why)


def align_to(old_id: str, version: Version, now: Version, context: AuditContext) -> Alignment | None:
    """The alignment of an old article in the version in force; kept in the context."""
    rows = context.memo(
        "alignments", (version.id, now.id),
        lambda: {a.old: a for a in alignments_between(context.reader, version.id, now.id)},
    )
    return rows.get(old_id)
