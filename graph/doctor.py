"""Is the library sound and up to date? Every ailment says what, where and what to do."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from corpus.catalogue import Catalogue, CatalogueEntry, load_catalogue
from corpus.titles import normalise_title
from graph.model import Severity, Statute, Version
from graph.names import NameIndex
from graph.sqlite.integrity import DAMAGED
from graph.sqlite.trouble import trouble
from graph.store import LibraryReader, LibraryWriter
from graph.versions.in_force import repeal_of
from ingest.errors import InputError
from ingest.records import Completeness


@dataclass(frozen=True, slots=True)
class Ailment:
    """One finding of the doctor, Chinese."""

    code: str
    severity: Severity
    what: str
    where: str
    remedy: str


Check = Callable[[], Iterable[Ailment]]


def examine(store: LibraryWriter, as_of: str, further: Iterable[Check] = ()) -> list[Ailment]:
    """All checks, worst first. ``further``: checks of what lies beside the library (the search index)."""
    damage = [Ailment("DAMAGED", "error", *row) for row in store.check()]
    if any(a.what.startswith(DAMAGED) for a in damage):
        return damage
    try:
        found = [*damage, *_without_text(store), *_incomplete(store), *_outdated(store, as_of), *_cited_not_held(store)]
    except (InputError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        line = error if isinstance(error, InputError) else trouble(error)
        return [*damage, Ailment("DAMAGED", "error", line.what, line.where, line.remedy)]
    for check in further:
        found += check()
    if not store.statutes():
        found.append(Ailment("EMPTY", "warning", "法规库里还没有法规", "", "请先运行 youju import laws 导入法规"))
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(found, key=lambda a: rank[a.severity])


# ---------------------------------------------------------------- texts

_STATES: dict[Completeness, str] = {
    "truncated": "疑似不完整（正文中断）", "empty": "只有标题、没有正文", "gapped": "条号不连续", "partial": "只收录了部分条文",
}
_SHOWN = 8


def _without_text(store: LibraryReader) -> Iterator[Ailment]:
    for version in _versions(store):
        if version.completeness != "empty" and not store.provisions(version.id):
            yield Ailment("NO_TEXT", "error", "版本没有条文", version.id, f"请重新导入 {version.source_path}")


def _incomplete(store: LibraryReader) -> Iterator[Ailment]:
    by_state: dict[Completeness, list[Version]] = {}
    for version in _versions(store):
        if version.completeness != "complete":
            by_state.setdefault(version.completeness, []).append(version)
    for state, versions in by_state.items():
        yield Ailment(
            "INCOMPLETE", "info", f"{_STATES[state]}的文本 {len(versions)} 部：其中查不到的条文不会判为不存在",
            _some(v.id for v in versions), "请找到完整文本后重新导入",
        )


# ---------------------------------------------------------------- against the catalogue


def _outdated(store: LibraryReader, as_of: str) -> Iterator[Ailment]:
    """Laws of which the catalogue knows a newer text, or a repeal that the library's texts do not state."""
    catalogue = load_catalogue()
    newer: list[str] = []
    gone: list[str] = []
    for statute in store.statutes():
        versions = store.versions(statute.id)
        entry = _entry(catalogue, statute)
        if entry is None or not versions:
            continue
        dates = [v.date for v in entry.versions if v.date and (v.effective or v.date) <= as_of]
        if dates and max(dates) > versions[-1].date:
            newer.append(f"{statute.id}（库中 {versions[-1].date}，已知 {max(dates)}）")
        repeal = catalogue.repeal(entry)
        is_past = repeal is not None and repeal.date is not None and versions[-1].date < repeal.date <= as_of
        if repeal is not None and is_past and repeal_of(versions, store.repeals_of(statute.id), as_of) is None:
            gone.append(f"{statute.id}（{repeal.date} 由《{repeal.by_title}》{repeal.article}废止）")
    if newer:
        yield Ailment("OUTDATED", "warning", f"库中不是最新文本的法规 {len(newer)} 部", _some(newer), "请导入新文本")
    if gone:
        yield Ailment(
            "REPEALED_UNKNOWN", "warning", f"已废止、但库中没有废止依据的法规 {len(gone)} 部", _some(gone), "请导入废止它的法规",
        )


def _entry(catalogue: Catalogue, statute: Statute) -> CatalogueEntry | None:
    same = [e for e in catalogue.by_title(normalise_title(statute.title)) if e.versions and e.region == statute.region]
    return same[0] if len(same) == 1 else None


# ---------------------------------------------------------------- against the lists


def _cited_not_held(store: LibraryReader) -> Iterator[Ailment]:
    """Laws that the lists cite and the library does not hold, most cited first: what to import next."""
    names = NameIndex(store.statutes(), load_catalogue())
    known: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    for item in store.items():
        for title in {c.title for c in item.citations if c.title}:
            match = names.lookup(title)
            if any(n.statute for n in match.names):
                continue
            if len(match.names) == 1:
                known[match.names[0].title] += 1
            elif not match.generic:
                unknown[title] += 1
    for code, what, counts in (
        ("CITED_NOT_HELD", "清单引用、目录中有、库中没有的法规", known), ("CITED_UNKNOWN", "清单引用、目录和库中都没有的文件", unknown),
    ):
        if counts:
            where = _some(f"{title}（{n} 项）" for title, n in sorted(counts.items(), key=lambda x: (-x[1], x[0])))
            yield Ailment(code, "info", f"{what} {len(counts)} 部", where, "请先导入引用最多的；未收录不等于不存在")


def _versions(store: LibraryReader) -> Iterator[Version]:
    for statute in store.statutes():
        yield from store.versions(statute.id)


def _some(rows: Iterable[str]) -> str:
    listed = list(rows)
    return "、".join(listed[:_SHOWN]) + (f" 等 {len(listed)} 部" if len(listed) > _SHOWN else "")
