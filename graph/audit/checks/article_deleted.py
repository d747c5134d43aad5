"""ARTICLE_DELETED 条文已删除."""

from __future__ import annotations

from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.intended import WHY_TEXT, intended
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of, source_label, version_label
from graph.versions.trace_forward import CAVEAT


@check("ARTICLE_DELETED", "条文已删除", "error")
def article_deleted(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The item means an article of an older version whose content the version in force no longer has."""
    for cited in view.basis:
        meant = intended(view, cited, context)
        if meant is None or (meant.alignment is not None and meant.alignment.new):
            continue
        if meant.alignment is None and meant.why != "number":
            continue  # not aligned: nothing is known of where it went
        gone = "已无此内容" if meant.alignment is None or meant.alignment.sure else f"可能已无此内容{CAVEAT}"
        yield Draft(
            f"{cited_label(cited)}见于{version_label(meant.old_version)}，现行{version_label(meant.new_version)}"
            f"{gone}（依据：{WHY_TEXT[meant.why]}）",
            cited.index,
            evidence_of(cited, found="", note=meant.old.text, provision=meant.old.id, source=source_label(meant.old_version)),
        )
