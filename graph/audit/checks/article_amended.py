"""ARTICLE_AMENDED 条文已修改."""

from __future__ import annotations

from collections.abc import Iterator

from graph.address import article_id
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import align_to, intended
from graph.audit.quotes import plain
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of, source_label, version_label
from graph.model import Provision, Version
from graph.versions.diff import diff_text
from graph.versions.in_force import version_at


@check("ARTICLE_AMENDED", "条文已修改", "warning")
def article_amended(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """Same number, text changed since the list's date or the quoted version; shows the diff.

    Needs a sign of the older text (bracketed year, quote, the list's own date); a change of punctuation is none.
    """
    for cited in view.basis:
        older = _older(view, cited, context)
        if older is None:
            continue
        old, version, new = older
        if plain(old.text) == plain(new.text):
            continue
        yield Draft(
            f"{cited_label(cited)}在{version_label(version)}之后已修改，请按现行条文核对", cited.index,
            evidence_of(
                cited, cited=old.text, found=new.text, diff=diff_text(old.text, new.text),
                provision=new.id, source=source_label(context.latest(cited.resolution.statute_id or "")),
            ),
        )


def _older(view: ItemView, cited: Cited, context: AuditContext) -> tuple[Provision, Version, Provision] | None:
    c, statute_id = cited.citation, cited.resolution.statute_id
    if statute_id is None or c.article is None:
        return None
    now = context.current(statute_id)
    here = context.provision(article_id(now.id, c.article, c.suffix)) if now else None
    if now is None or here is None:
        return None
    meant = intended(view, cited, context)
    if meant is not None:
        if meant.alignment is None or here.id not in meant.alignment.new:
            return None
        return meant.old, meant.old_version, here
    dated = view.list.dated
    if c.quote is not None or c.edition_year is not None or not dated or dated >= (now.effective_from or now.date):
        return None
    then = version_at(context.versions(statute_id), dated)
    old = context.provision(article_id(then.id, c.article, c.suffix)) if then and then.id != now.id else None
    if old is None or then is None:
        return None
    alignment = align_to(old.id, then, now, context)
    return (old, then, here) if alignment is not None and here.id in alignment.new else None
