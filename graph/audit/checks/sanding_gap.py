"""SANDING_GAP 三定无此职责."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Draft, check
from graph.audit.relevance import ENOUGH_WORDS, likeness
from graph.model import Evidence
from ingest.records import SandingRule

NO_MATCH = 0.15
"""Below this share of the item's pairs, in every sentence of the rule, no sentence matches."""

_SPLIT = re.compile(r"[、，,；;/\s]+")
_PLACE = re.compile(r"^[\u4e00-\u9fff]{0,8}?(?:省|市(?!场)|县|区(?!域)|旗|州)(?=[\u4e00-\u9fff]{2,}(?:局|委|委员会|办公室|厅)$)")
_TAIL = re.compile(r"(?:委员会|委)$")


@check("SANDING_GAP", "三定无此职责", "warning")
def sanding_gap(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """The lead (or receiving) department's 三定规定, when in the library, has no sentence that matches the item.

    Rule: a department's duties are those of its 三定规定 (《“三定”规定制定和实施办法》, 中办发); who leads an item must
    have it there. Silent when the rule is not held, names several departments of which one matches, or when the
    item has too few words to tell.
    """
    leads = [n for raw in (*view.item.lead, view.item.receiver) for n in _SPLIT.split(raw) if n]
    rules = [(name, rule) for name in leads if (rule := _rule_of(name, context)) is not None]
    if not rules or len(rules) < len(leads):
        return
    words = [w for w in (view.item.name, view.item.lead_duty) if w]
    for _, rule in rules:
        for clause in rule.clauses:
            if any(_speaks_of(w, clause.text) for w in words):
                return
    name, rule = rules[0]
    yield Draft(
        f"{name}的三定规定中没有与本事项对应的职责",
        evidence=Evidence(cited=view.item.name, found="", source=rule.title, note="；".join(
            c.text[:40] for c in rule.clauses if c.kind == "duty")[:400]),
    )


def _speaks_of(words: str, text: str) -> bool:
    fit = likeness(words, text)
    return fit.words < ENOUGH_WORDS or fit.pairs > NO_MATCH or fit.characters > 0.5


def _rule_of(name: str, context: AuditContext) -> SandingRule | None:
    rules = context.memo("sanding", None, lambda: {
        _plain(organ): rule for rule in context.reader.sanding_rules() for organ in (rule.organ, *rule.aliases)
    })
    return rules.get(_plain(name))


def _plain(organ: str) -> str:
    """An organ's name without its place: 襄城县农业农村局 and 县农业农村局 are 农业农村局."""
    return _TAIL.sub("委", _PLACE.sub("", organ.strip()))
