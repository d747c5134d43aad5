""".csv and tab separated text into one grid."""

from __future__ import annotations

import csv
import io

from ingest.duties.columns import lookup
from ingest.duties.grids import Tables, make_grid
from ingest.errors import InputError
from ingest.files import decode_text
from ingest.records import ReadWarning

_FIELD_LIMIT = 16 * 1024 * 1024
_SEPARATORS = ",\t;|"


def read_delimited(data: bytes, name: str) -> Tables:
    """One grid; row numbers count the records, the header among them."""
    text = decode_text(data, name=name).replace("\x00", "")
    separator = _separator(text)
    csv.field_size_limit(_FIELD_LIMIT)
    warnings: list[ReadWarning] = []
    try:
        records = list(csv.reader(io.StringIO(text), delimiter=separator))
    except csv.Error as exc:
        raise InputError("表格结构无法识别", name, "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入") from exc
    if len(records) < text.count("\n") // 50 and any(len(f) > 20_000 for r in records for f in r):
        records = list(csv.reader(io.StringIO(text), delimiter=separator, quoting=csv.QUOTE_NONE))
        warnings.append(ReadWarning("unbalanced_quote", "引号不成对，改按每行一条读入", name, "请核对首尾几行，或另存为 .xlsx"))
    if "\ufffd" in text:
        warnings.append(ReadWarning("broken_characters", "有无法识别的字符", name, "请另存为 UTF-8 编码后重新导入"))
    return Tables((make_grid("表1", records),), (), tuple(warnings))


def _separator(text: str) -> str:
    """The separator that shows most header words in one line; without any, most lines of one width."""
    lines = text[:65536].split("\n")[:60]
    head = "\n".join(lines)
    best, score = ",", (0, 0)
    for separator in _SEPARATORS:
        rows = [row for row in csv.reader(io.StringIO(head), delimiter=separator) if row]
        words = max((sum(lookup(cell.strip()) is not None for cell in row) for row in rows), default=0)
        widths = [len(row) for row in rows]
        common = max((widths.count(w) * (w - 1) for w in set(widths)), default=0)
        if (words, common) > score:
            best, score = separator, (words, common)
    return best
