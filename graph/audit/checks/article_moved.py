"""ARTICLE_MOVED 条号已变."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.intended import WHY_TEXT, intended
from graph.audit.registry import Draft, check
from graph.audit.wording import cite_label, cited_label, evidence_of, source_label, version_label
from graph.model import Fix
from graph.versions.diff import diff_text
from graph.versions.trace_forward import CAVEAT


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
        now = [context.provision(i) for i in meant.alignment.new]
        places = [p for p in now if p is not None]
        if not places or any(_same_number(meant.old.id, p.id) for p in places):
            continue
        labels = "、".join(cite_label(context, p.id) for p in places)
        now_at = f"现为{labels}" if meant.alignment.sure else f"可能现为{labels}{CAVEAT}"
        yield Draft(
            f"{cited_label(cited)}是{version_label(meant.old_version)}的条号，该内容{now_at}（依据：{WHY_TEXT[meant.why]}）",
            cited.index,
            evidence_of(
                cited, found=places[0].text, diff=diff_text(meant.old.text, places[0].text),
                provision=places[0].id, source=source_label(meant.new_version), note=meant.old.text,
            ),
            Fix(cite_label(context, places[0].id), places[0].id),
        )


def _same_number(old_id: str, new_id: str) -> bool:
    return old_id.rsplit("#", 1)[-1] == new_id.rsplit("#", 1)[-1]
