"""Lists of the second maker, field by field."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlwt
from xlwt.CompoundDoc import XlsDoc

from ingest.duties import read_duties
from ingest.errors import InputError
from tests.conftest import require_or_skip
from tests.support.listmaker.second import Wanted
from tests.support.listmaker.second_pages import MAKERS, converted

_UNSURE = {"pdf_overflowing_rows"}  # to be warned of, not read right
_PRINTED = ("docx_merged_and_repeated_header", "docx_nested_and_numbered", "docx_word_numbers")


@pytest.mark.parametrize("name", sorted(MAKERS.keys() - _UNSURE))
def test_reads_every_field(name: str, tmp_path: Path) -> None:
    path, wanted = MAKERS[name](tmp_path)
    assert _faults(path, wanted) == []


@pytest.mark.parametrize("name", _PRINTED)
def test_reads_what_an_office_program_prints(name: str, tmp_path: Path) -> None:
    source, wanted = MAKERS[name](tmp_path)
    path = converted(source, tmp_path)
    if path is None:
        require_or_skip("libreoffice", "no soffice on PATH")
        raise AssertionError("unreachable")
    for item in wanted:
        item.pop("row", None)
    assert _faults(path, wanted) == []


def test_says_that_a_basis_was_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("序号,事项名称,出处\n1,坝塘巡查,《水法》第八条\n2,路面巡查,《公路法》第九条\n", "utf-8")
    read = read_duties(path)
    assert [i.basis_raw for i in read.lists[0].items] == ["《水法》第八条", "《公路法》第九条"]
    assert [w.code for w in read.warnings if "依据列" in w.message] == ["basis_by_content"]


def test_takes_no_prose_column_for_a_basis(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("序号,事项名称,出处\n1,坝塘巡查,县里布置\n2,路面巡查,《公路法》第九条\n", "utf-8")
    read = read_duties(path)
    assert [i.basis_raw for i in read.lists[0].items] == ["", ""]
    assert "table_without_basis" in [w.code for w in read.warnings]


def test_reports_a_table_above_the_list_that_was_not_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("甲,乙,丙\nx,y,z\nx,y,z\n序号,事项名称,设定依据\n1,坝塘巡查,《水法》第八条\n", "utf-8")
    read = read_duties(path)
    assert [i.name for i in read.lists[0].items] == ["坝塘巡查"]
    assert any("第1–3行" in found.where for found in read.ignored)


def _faults(path: Path, wanted: Wanted) -> list[str]:
    items = [item for found in read_duties(path).lists for item in found.items]
    out = [] if len(items) == len(wanted) else [f"{len(items)} items, expected {len(wanted)}"]
    for item, want in zip(items, wanted, strict=False):
        for attribute, wish in want.items():
            got = getattr(item.ref if attribute in ("row", "sheet") else item, attribute)
            if path.suffix == ".pdf" and isinstance(got, str) and isinstance(wish, str):
                got, wish = "".join(got.split()), "".join(wish.split())  # a wrapped line may stop short
            if got != wish:
                out.append(f"{want['name']}: {attribute} {str(got)[:60]!r}, expected {str(wish)[:60]!r}")
    return out


def test_says_that_an_old_workbook_is_encrypted(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.add_sheet("清单").write(0, 0, "序号")
    stream = book.get_biff_data()
    start_of_file = 4 + int.from_bytes(stream[2:4], "little")
    file_pass = b"\x2f\x00\x36\x00\x01\x00\x01\x00\x01\x00" + bytes(range(48))  # FILEPASS, RC4 as Excel sets it
    path = tmp_path / "locked.xls"
    XlsDoc().save(str(path), stream[:start_of_file] + file_pass + stream[start_of_file:])
    with pytest.raises(InputError, match="加密"):
        read_duties(path)


def test_warns_of_text_that_lies_over_the_lines_of_a_pdf(tmp_path: Path) -> None:
    path, _ = MAKERS["pdf_overflowing_rows"](tmp_path)
    assert "text_over_lines" in [w.code for w in read_duties(path).warnings]
    path, _ = MAKERS["pdf_grid_landscape"](tmp_path)
    assert "text_over_lines" not in [w.code for w in read_duties(path).warnings]
