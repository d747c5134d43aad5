"""ARTICLE_MOVED 条号已变."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.address import listed, parse_id, whole_article
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import WHY_TEXT, intended
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, cited_label, evidence_of, source_label, version_label
from graph.model import Fix, Provision
from graph.versions.diff import diff_text
from graph.versions.places import find_places
from graph.versions.trace_forward import CAVEAT
from ingest.records import Article


@check("ARTICLE_MOVED", "条号已变", "error")
def article_moved(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The cited number held this content in an older version; gives the current number.

    Only when something shows that the older text is meant: the bracketed year, the quote, a number that is gone,
    or the item's words (which of them is said in the message).
    """
    for cited in view.basis:
        meant = intended(view, cited, context)
        if meant is None or meant.alignment is None or not meant.alignment.new:
            continue
        places, known = _places(meant.old, meant.alignment.new, cited, context)
        if not places or any(_same_number(meant.old.id, whole_article(p)) for p in places):
            continue
        labels = listed(cite_label(context, p) for p in places)
        now_at = f"现为{labels}" if meant.alignment.sure and known else f"可能现为{labels}{CAVEAT}"
        now = context.provision(places[0])
        assert now is not None
        yield Draft(
            f"{cited_label(cited)}是{version_label(meant.old_version)}的条号，该内容{now_at}（依据：{WHY_TEXT[meant.why]}）",
            cited.index,
            evidence_of(
                cited, found=now.text, diff=diff_text(meant.old.text, now.text),
                provision=places[0], source=source_label(meant.new_version), note=meant.old.text,
            ),
            Fix(cite_label(context, places[0]), places[0]),
        )


def _places(old: Provision, new: Sequence[str], cited: Cited, context: AuditContext) -> tuple[tuple[str, ...], bool]:
    """Ids of the articles ``new`` that are held, down to the 款 that took up a cited 款; and whether that is known."""
    held = [(p.id, p.body) for i in new if (p := context.provision(i)) is not None and isinstance(p.body, Article)]
    if not held or not isinstance(old.body, Article):
        return (), False
    c = cited.citation
    found = find_places(old.body, replace(parse_id(old.id), paragraph=c.paragraph, item=c.item), held)
    return found.ids, found.known


def _same_number(old_id: str, new_id: str) -> bool:
    return old_id.rsplit("#", 1)[-1] == new_id.rsplit("#", 1)[-1]
