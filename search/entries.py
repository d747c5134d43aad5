"""What is found by name: laws, listed duties, organs. Small texts, written anew at every sync."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from graph.model import StoredItem
from graph.store import LibraryReader
from search.holdings import Tables
from search.postings import MAX_DOCS, Postings, build_postings, load_postings

MEAN_NAME = 20.0


class Names(msgspec.Struct, array_like=True, frozen=True):
    """Parallel lists: one entry a listed duty, then one an organ."""

    ids: list[str]  # item id, or the organ's name
    names: list[str]
    list_row: list[int]  # row in Tables.lists; -1 for organs
    group: list[int]  # the same item on several lists of a kind has one number
    power: list[int]  # row in ``powers``
    leads: list[list[int]]  # rows in ``bodies``
    powers: list[str]
    bodies: list[str]
    notes: list[str]  # organs: aliases and what they are known from
    initials: list[str]  # of statutes: 城乡规划法 → cxghf


class Entries:
    """Duties and organs with their inverted files, and the titles of laws with theirs."""

    def __init__(self, names: Names, files: Sequence[Postings], titles: Postings) -> None:
        self.names, self.files, self.titles = names, tuple(files), titles
        self.list_row: NDArray[np.int32] = np.array(names.list_row, np.int32)
        self.power: NDArray[np.int32] = np.array(names.power, np.int32)
        self.group: NDArray[np.int32] = np.array(names.group, np.int32)

    @cached_property
    def duty_names(self) -> list[str]:
        """Distinct names of listed duties."""
        return list(dict.fromkeys(n for n, row in zip(self.names.names, self.names.list_row, strict=True) if row >= 0))

    @cached_property
    def organ_names(self) -> list[str]:
        """Names of organs."""
        return [n for n, row in zip(self.names.names, self.names.list_row, strict=True) if row < 0]

    @property
    def n(self) -> int:
        return len(self.names.ids)


def write_entries(folder: Path, reader: LibraryReader, tables: Tables) -> None:
    """Index laws by title, listed duties and organs by name into ``folder``."""
    rows = {x.id: i for i, x in enumerate(tables.lists)}
    powers, bodies, groups = _Numbers(), _Numbers(), _Numbers()
    out = Names([], [], [], [], [], [], powers.names, bodies.names, [], _initials(tables))
    bags: list[str] = []
    for stored in reader.items():
        item = stored.item
        lead, list_row = _lead_bodies(stored), rows.get(stored.list_id, -1)
        kind = tables.lists[list_row].kind if list_row >= 0 else item.kind
        group = groups["\t".join((item.name, kind, item.power_type, *lead))]
        _add(out, stored.id, item.name, list_row, group, powers[item.power_type.strip()], [bodies[b] for b in lead], "")
        bags.append(_duty_bag(stored))
    for name, note in _organs(reader, bodies.names):
        _add(out, name, name, -1, groups[f"\t{name}"], powers[""], [], note)
        bags.append(f"{name}\n{note}")
    for i in range(0, max(len(bags), 1), MAX_DOCS):
        build_postings(bags[i : i + MAX_DOCS], MEAN_NAME).save(folder, f"names{i // MAX_DOCS}")
    titles = ["\n".join((s.short_title, *s.aliases)) for s in tables.statutes]
    build_postings(titles[:MAX_DOCS], MEAN_NAME).save(folder, "titles")
    (folder / "names.msgpack").write_bytes(msgspec.msgpack.encode(out))


def load_entries(folder: Path, n_statutes: int) -> Entries:
    """Map what ``write_entries`` wrote."""
    names = msgspec.msgpack.decode((folder / "names.msgpack").read_bytes(), type=Names)
    sizes = [min(MAX_DOCS, len(names.ids) - i) for i in range(0, max(len(names.ids), 1), MAX_DOCS)]
    files = [load_postings(folder, f"names{i}", size) for i, size in enumerate(sizes)]
    return Entries(names, files, load_postings(folder, "titles", min(n_statutes, MAX_DOCS)))


class _Numbers:
    """Strings numbered in order of first use."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._rows: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        row = self._rows.get(name)
        if row is None:
            row = self._rows[name] = len(self.names)
            self.names.append(name)
        return row


def _add(out: Names, id_: str, name: str, list_row: int, group: int, power: int, leads: list[int], note: str) -> None:
    out.ids.append(id_)
    out.names.append(name)
    out.list_row.append(list_row)
    out.group.append(group)
    out.power.append(power)
    out.leads.append(leads)
    out.notes.append(note)


def _initials(tables: Tables) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # its dictionaries take a while: needed when writing only

    return ["".join(p[0] for p in lazy_pinyin(s.short_title, style=Style.FIRST_LETTER) if p) for s in tables.statutes]


def _lead_bodies(stored: StoredItem) -> list[str]:
    item = stored.item
    return list(dict.fromkeys(b for b in (*item.lead, item.receiver.strip()) if b))


def _duty_bag(stored: StoredItem) -> str:
    """Name twice: it outweighs what stands in the other cells."""
    item = stored.item
    titles = dict.fromkeys(c.title for c in stored.citations if c.title)
    parts = (item.name, item.name, item.parent, item.field, item.power_type, item.bearer, *item.lead, *item.support,
             item.receiver, *titles)
    return "\n".join(p for p in parts if p)


def _organs(reader: LibraryReader, lead_bodies: Iterable[str]) -> list[tuple[str, str]]:
    """(organ, note): those with 三定规定, then the lead bodies that lists name."""
    found: dict[str, str] = {}
    for rule in reader.sanding_rules():
        found[rule.organ] = "、".join((*rule.aliases, rule.title))
    for body in lead_bodies:
        found.setdefault(body, "清单牵头部门")
    return sorted(found.items())
