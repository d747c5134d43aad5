"""``import_duties`` and ``import_sanding``: lists and 三定规定 into the library, each call one transaction."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graph.importing.linking import name_index, statute_named
from graph.importing.reading import link_name
from graph.model import Link, StoredItem, StoredList
from graph.names import NameIndex
from graph.sqlite.store import open_library
from graph.store import LibraryWriter
from ingest.citations import scan
from ingest.duties import read_duties
from ingest.errors import InputError
from ingest.records import (
    Citation,
    CiteContext,
    DutyFile,
    DutyItem,
    DutyList,
    IgnoredTable,
    ListKind,
    ReadWarning,
    SandingRule,
)
from ingest.sanding import read_sanding

Progress = Callable[[str, int, int], None]


@dataclass
class DutyReport:
    """What an import of lists or 三定规定 did."""

    lists: list[StoredList] = field(default_factory=list)  # written now
    unchanged: list[StoredList] = field(default_factory=list)
    rules: list[SandingRule] = field(default_factory=list)
    citations: int = 0
    ignored: list[tuple[str, IgnoredTable]] = field(default_factory=list)  # (path, table)
    warnings: list[tuple[str, ReadWarning]] = field(default_factory=list)  # (path, warning)
    failed: int = 0

    @property
    def items(self) -> int:
        return sum(x.n_items for x in self.lists)

    def lines(self) -> list[str]:
        """The summary in Chinese, one fact a line."""
        out = [f"{x.name}（{x.kind}）：{x.n_items} 项，编号 {x.id}" for x in self.lists]
        out += [f"{x.name}（{x.kind}）：{x.n_items} 项，未变动，跳过" for x in self.unchanged]
        out += [f"{r.title or r.organ}：{len(r.clauses)} 句" for r in self.rules]
        out += [f"未作为清单读入：{Path(path).name} {t.where}，{t.reason}" for path, t in self.ignored]
        out += [
            f"警告：{Path(path).name}{_at(path, w.where)}：{w.message}" + (f"（{w.remedy}）" if w.remedy else "")
            for path, w in self.warnings
        ]
        return out


def import_duties(
    path_db: str | Path, files: Sequence[Path], place: tuple[str, ...], kind: ListKind | None = None,
    round: str | None = None, list_date: str | None = None, progress: Progress | None = None,
) -> DutyReport:
    """Import the duty lists of ``files`` for ``place`` (省, 市, 县[, 乡]). The same file, place and round again
    replaces what it gave before; unchanged it is skipped. A file that cannot be read is in the report.

    Raises InputError when the library cannot be written or another process is writing it.
    """
    report = DutyReport()
    with open_library(path_db, "rw") as store, store.transaction():
        names = name_index(store)
        for n, file in enumerate(files):
            if progress:
                progress("读取清单", n, len(files))
            path = file.resolve()
            try:
                found = read_duties(path, kind)
            except InputError as error:
                _failed(report, path, error)
                continue
            report.warnings += [(str(path), w) for w in found.warnings]
            report.ignored += [(str(path), t) for t in found.ignored]
            _store_lists(store, names, path, found, place, round, list_date, report)
    return report


def import_sanding(path_db: str | Path, files: Sequence[Path]) -> DutyReport:
    """Import 三定规定; one of the same organ, number and title replaces the earlier."""
    report = DutyReport()
    with open_library(path_db, "rw") as store, store.transaction():
        for file in files:
            try:
                rule = read_sanding(file.resolve())
            except InputError as error:
                _failed(report, file, error)
                continue
            report.warnings += [(str(file), w) for w in rule.warnings]
            if rule.clauses:
                store.put_sanding(rule)
                report.rules.append(rule)
    return report


# ---------------------------------------------------------------- lists


def _store_lists(
    store: LibraryWriter, names: NameIndex, path: Path, found: DutyFile, place: tuple[str, ...], round: str | None,
    list_date: str | None, report: DutyReport,
) -> None:
    mine = {x.id: x for x in store.lists() if x.source_path == str(path) and x.place == place}
    others = {x.id for x in store.lists()} - mine.keys()
    made: set[str] = set()
    for duty_list in (x for x in found.lists if x.items):
        dated = last_day(list_date or duty_list.dated)
        edition = round if round is not None else (dated or "")[:4]
        list_id = _list_id(duty_list, place, edition, path, others, made)
        made.add(list_id)
        row = StoredList(
            list_id, duty_list.name, duty_list.kind, place, edition, str(path), found.source.sha256,
            len(duty_list.items), dated, duty_list.has_basis_column,
        )
        items = [_item(list_id, key, x, names) for key, x in zip(_item_keys(duty_list.items), duty_list.items, strict=True)]
        if mine.get(list_id) == row and list(store.items([list_id])) == items:
            report.unchanged.append(row)
            continue
        links = [[_link(c) for c in item.citations] for item in items]
        wanted = {link.name for row_links in links for link in row_links if link.name}
        store.put_list(row, items, links)
        store.put_names((n, statute_named(n, names)) for n in sorted(wanted))
        report.lists.append(row)
        report.citations += sum(map(len, links))
    rounds = {x.round for x in (*report.lists, *report.unchanged) if x.id in made}
    for gone in mine.values():
        if gone.id not in made and gone.round in rounds:
            store.delete_list(gone.id)


def _item(list_id: str, key: str, item: DutyItem, names: NameIndex) -> StoredItem:
    found = scan(item.basis_raw, CiteContext(mode="basis"), names.known).citations if item.basis_raw else ()
    return StoredItem(f"{list_id}#{key}", list_id, item, tuple(found))


def _link(citation: Citation) -> Link:
    return Link(citation, link_name(citation, {}), None, citation.article, citation.suffix)


def _list_id(
    duty_list: DutyList, place: tuple[str, ...], edition: str, path: Path, others: set[str], made: set[str]
) -> str:
    """``某省/某市/某县/基本履职/2025``, with the file's and the sheet's name where two lists would collide."""
    base = "/".join(x for x in (*place, duty_list.kind, edition) if x)
    sheet = duty_list.items[0].ref.sheet
    shared = f"{base}/{path.stem}" if _clean(base) in others else base
    tries = [base, shared, f"{shared}/{sheet}", *(f"{shared}/{sheet}/{n}" for n in range(2, 1000))]
    return next(_clean(t) for t in tries if _clean(t) not in others and _clean(t) not in made)


def _item_keys(items: Sequence[DutyItem]) -> list[str]:
    """Sequence numbers where each names one item, else rows."""
    seqs = Counter(x.seq for x in items)
    taken: set[str] = set()
    keys = []
    for item in items:
        base = key = _clean(item.seq) if item.seq and seqs[item.seq] == 1 else f"行{item.ref.row}"
        n = 2
        while key in taken:
            key = f"{base}~{n}"
            n += 1
        taken.add(key)
        keys.append(key)
    return keys


def _clean(text: str) -> str:
    return re.sub(r"[#\s]+", "", text)


def last_day(stated: str | None) -> str | None:
    """``2025`` → ``2025-12-31``, ``2025-06`` → ``2025-06-30``."""
    if not stated:
        return None
    year, month, day = [*stated.split("-"), "", ""][:3]
    if day:
        return stated
    last = month or "12"
    return f"{year}-{last}-{monthrange(int(year), int(last))[1]:02d}"


def _at(path: str, where: str) -> str:
    """The place in the file, blank when it only repeats the file."""
    return "" if where in ("", path, Path(path).name) else f" {where}"


def _failed(report: DutyReport, path: Path, error: InputError) -> None:
    report.failed += 1
    report.warnings.append((str(path), ReadWarning("unreadable", error.what, error.where, error.remedy)))
