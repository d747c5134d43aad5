"""Run every check over lists of a library: findings, verdicts, uncovered duties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.organs import Organs, load_organs
from graph.audit.context import AuditContext, ItemView
from graph.audit.registry import Check, Draft, all_checks
from graph.audit.verdict import verdict
from graph.model import Finding, Resolution, Severity, StoredItem, StoredList, Verdict
from graph.store import LibraryReader

Resolve = Callable[[StoredItem, StoredList], Sequence[Resolution]]
"""Resolves an item's citations as of the day of the audit, at the place of its list."""


@dataclass(frozen=True, slots=True)
class ItemResult:
    """One item with its verdict, its basis and its findings."""

    view: ItemView
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The outcome for some lists as of a day. ``uncovered`` are findings without an item."""

    as_of: str
    lists: tuple[StoredList, ...]
    items: tuple[ItemResult, ...]
    uncovered: tuple[Finding, ...]

    def by_code(self) -> dict[str, int]:
        """Findings by code, those without an item included."""
        return dict(Counter(f.code for f in self.all_findings()))

    def by_severity(self) -> dict[str, int]:
        """Findings by severity, all three keys always there."""
        count = Counter(f.severity for f in self.all_findings())
        return {s: count.get(s, 0) for s in ("error", "warning", "info")}

    def by_verdict(self) -> dict[str, int]:
        """Items by verdict, all four keys always there."""
        count = Counter(r.verdict for r in self.items)
        return {v: count.get(v, 0) for v in ("grounded", "doubtful", "unsupported", "not_checkable")}

    def all_findings(self) -> Iterator[Finding]:
        """Findings of items in order, then the uncovered duties."""
        for r in self.items:
            yield from r.findings
        yield from self.uncovered


def run_audit(
    reader: LibraryReader,
    lists: Sequence[StoredList],
    resolve: Resolve,
    as_of: str,
    *,
    place: tuple[str, ...] = (),
    organs: Organs | None = None,
    only: Collection[str] | None = None,
    severities: Mapping[str, Severity | str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> AuditResult:
    """Check ``lists`` as of a day. ``only`` keeps those codes; ``severities`` overrides defaults ("off" mutes).

    Raises KeyError for a code that no check has.
    """
    checks = all_checks()
    muted = {c for c, s in (severities or {}).items() if s == "off"}
    unknown = (set(only or ()) | set(severities or ())) - set(checks)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    active = [c for code, c in checks.items() if code not in muted and (not only or code in only)]
    context = AuditContext(reader, as_of, place or _common_place(lists), organs or load_organs())
    views = _views(reader, lists, resolve, context, progress)
    found: dict[str, list[Finding]] = {v.id: [] for v in views}
    uncovered: list[Finding] = []
    for check, draft in _drafts(active, views, lists, context):
        finding = _finish(check, draft, severities or {})
        if finding.item_id is None:
            uncovered.append(finding)
        else:
            found[finding.item_id].append(finding)
    order = {code: i for i, code in enumerate(CODE_ORDER)}
    results = []
    for v in views:
        findings = sorted(found[v.id], key=lambda f: (
            RANK[f.severity], -1 if f.citation is None else f.citation, order.get(f.code, len(order)), f.message))
        results.append(ItemResult(v, verdict(v, findings), tuple(findings)))
    return AuditResult(as_of, tuple(lists), tuple(results), tuple(uncovered))


RANK: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
"""Findings of one item are shown worst first."""

CODE_ORDER = (
    "NO_BASIS PLACEHOLDER_BASIS UNREADABLE_BASIS POLICY_ONLY WHOLE_LAW_ONLY SANDING_ONLY "
    "LAW_NOT_IN_LIBRARY PROVISION_NOT_IN_LIBRARY TITLE_INEXACT TITLE_AMBIGUOUS ARTICLE_NOT_FOUND "
    "SUBDIVISION_NOT_FOUND SINGLE_PARAGRAPH QUOTE_DIFFERS QUOTE_ELSEWHERE "
    "REPEALED NOT_YET_EFFECTIVE ARTICLE_MOVED ARTICLE_AMENDED ARTICLE_DELETED "
    "WRONG_TIER ASSIST_ONLY OUT_OF_JURISDICTION POWER_NOT_GRANTABLE NO_EMPOWERMENT TOPIC_MISMATCH SANDING_GAP "
    "DUPLICATE_ITEM LISTS_CONFLICT NEGATIVE_LIST NO_BEARER POWER_TYPE_UNKNOWN OBSOLETE_ORGAN "
    "UNCOVERED_DUTY SOLE_BASIS"
).split()
"""The order of the catalogue of checks, in which findings of one item are shown."""


def _views(
    reader: LibraryReader, lists: Sequence[StoredList], resolve: Resolve, context: AuditContext,
    progress: Callable[[int, int], None] | None,
) -> list[ItemView]:
    by_id = {entry.id: entry for entry in lists}
    total = sum(entry.n_items for entry in lists)
    views: list[ItemView] = []
    for stored in reader.items(list(by_id)):
        in_list = by_id[stored.list_id]
        views.append(context.view(stored, in_list, resolve(stored, in_list)))
        if progress is not None and len(views) % 100 == 0:
            progress(len(views), total)
    return views


def _drafts(
    checks: Sequence[Check], views: Sequence[ItemView], lists: Sequence[StoredList], context: AuditContext,
) -> Iterator[tuple[Check, Draft]]:
    for check in checks:
        if check.scope == "item":
            for view in views:
                for draft in check.run(view, context):
                    yield check, _at(draft, view.id)
        elif check.scope == "list":
            for entry in lists:
                for draft in check.run([v for v in views if v.list.id == entry.id], context):
                    yield check, draft
        else:
            for draft in check.run(views, context):
                yield check, draft


def _at(draft: Draft, item_id: str) -> Draft:
    return Draft(draft.message, draft.citation, draft.evidence, draft.fix, draft.severity, item_id)


def _finish(check: Check, draft: Draft, severities: Mapping[str, Severity | str]) -> Finding:
    severity = severities.get(check.code) or draft.severity or check.severity
    if severity not in ("error", "warning", "info"):
        raise ValueError(f"{check.code}: {severity}")
    return Finding(
        check.code, severity, draft.item_id, draft.message, draft.citation, draft.evidence, draft.fix,  # type: ignore[arg-type]
    )


def _common_place(lists: Sequence[StoredList]) -> tuple[str, ...]:
    places = [entry.place for entry in lists]
    if not places:
        return ()
    common = places[0]
    for p in places[1:]:
        n = 0
        while n < min(len(common), len(p)) and common[n] == p[n]:
            n += 1
        common = common[:n]
    return common
