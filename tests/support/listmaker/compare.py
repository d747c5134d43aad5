"""Compare what a reader found with what was written."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.records import DutyFile, DutyItem
from tests.support.listmaker.model import Expected


def found_items(read: DutyFile) -> list[DutyItem]:
    """Items of all lists in file order."""
    return [item for found in read.lists for item in found.items]


def differences(read: DutyFile, expected: Sequence[Expected]) -> list[str]:
    """What is missing, invented or misread; empty when all is right."""
    items = found_items(read)
    out = [f"{len(items)} items, expected {len(expected)}"] if len(items) != len(expected) else []
    for item, want in zip(items, expected, strict=False):
        for what, got, wish in (
            ("seq", item.seq, want.seq),
            ("name", item.name, want.name),
            ("basis", _flat(item.basis_raw), _flat(want.basis)),
            ("parent", item.parent, want.parent),
            ("power_type", item.power_type, want.power_type),
            ("field", item.field, want.field),
        ):
            if got != wish:
                out.append(f"{want.seq} {want.name}: {what} {got!r}, expected {wish!r}")
        if want.kind and item.kind != want.kind:
            out.append(f"{want.name}: kind {item.kind}, expected {want.kind}")
        if want.row and (item.ref.row != want.row or (want.sheet and item.ref.sheet != want.sheet)):
            out.append(f"{want.name}: at {item.ref.sheet} row {item.ref.row}, expected {want.sheet} row {want.row}")
    return out


def count_right(read: DutyFile, expected: Sequence[Expected]) -> tuple[int, int]:
    """(expected items found by name and basis, items invented)."""
    left = [(item.name, _flat(item.basis_raw)) for item in found_items(read)]
    right = 0
    for want in expected:
        key = (want.name, _flat(want.basis))
        if key in left:
            left.remove(key)
            right += 1
    return right, len(left)


def _flat(text: str) -> str:
    return "".join(text.split())
