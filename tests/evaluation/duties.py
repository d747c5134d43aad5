"""Items read of items written, every layout in every format that can hold it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ingest.duties import read_duties
from tests.support.listmaker import FORMATS, LAYOUTS, make_list, sample_rows
from tests.support.listmaker.compare import count_right, differences
from tests.support.listmaker.second_pages import MAKERS
from tests.support.listmaker.writers import can_write, suffix_of


def evaluate(shared: Path) -> list[tuple[str, str, str, str]]:
    """Rows (measure, value, target, note); the texts are our own, ``shared`` is not needed."""
    del shared
    rows: list[tuple[str, str, str, str]] = []
    with tempfile.TemporaryDirectory() as folder:
        for fmt in FORMATS:
            rows.append(_of_format(fmt, Path(folder)))
        rows.append(_of_second_maker(Path(folder)))
    return rows


def _of_format(fmt: str, folder: Path) -> tuple[str, str, str, str]:
    wanted = right = invented = layouts = 0
    faults: list[str] = []
    for layout, build in LAYOUTS.items():
        if not can_write(build(sample_rows()), fmt):
            continue
        path = folder / f"{layout}-{fmt}{suffix_of(fmt)}"
        expected = make_list(sample_rows(), layout, fmt, path)
        read = read_duties(path)
        found, extra = count_right(read, expected)
        layouts, wanted, right, invented = layouts + 1, wanted + len(expected), right + found, invented + extra
        if differences(read, expected):
            faults.append(layout)
    note = f"{layouts} layouts, {invented} invented" + (f"; not exact: {', '.join(faults)}" if faults else "; every field exact")
    if fmt == "pdf-gaps":
        return "duty items read, pdf without ruling lines", f"{right}/{wanted}", "best effort, with a warning", note
    return f"duty items read, {fmt}", f"{right}/{wanted}", "100%, none invented", note


def _of_second_maker(folder: Path) -> tuple[str, str, str, str]:
    """Files of the other maker; one that can only be warned of is left to the tests."""
    wanted = right = invented = 0
    for name in sorted(MAKERS.keys() - {"pdf_overflowing_rows"}):
        path, want = MAKERS[name](folder)
        left = [(i.name, i.basis_raw.replace("\n", "")) for found in read_duties(path).lists for i in found.items]
        for item in want:
            key = (str(item["name"]), str(item["basis_raw"]).replace("\n", ""))
            if key in left:
                left.remove(key)
                right += 1
        wanted, invented = wanted + len(want), invented + len(left)
    return "duty items read, second maker", f"{right}/{wanted}", "100%, none invented", f"{len(MAKERS) - 1} files, {invented} invented"
