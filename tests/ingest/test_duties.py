"""Lists in every real layout and format are read whole and nothing is invented."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.duties import read_duties
from tests.support.listmaker import LAYOUTS, make_list, sample_rows
from tests.support.listmaker.compare import differences
from tests.support.listmaker.writers import can_write, suffix_of

RULED = ("xlsx", "xls", "docx", "csv", "csv-gb", "html", "html-gb", "pdf")
CASES = [(f, layout) for f in RULED for layout, build in LAYOUTS.items() if can_write(build(sample_rows()), f)]
UNRULED = ("plain", "titled", "category_rows", "short_reference", "number_row", "no_basis_column", "hidden_rows")


def long_rows() -> list[dict[str, str]]:
    """Sixty items with short and long bases, sorted by field, so that pages break everywhere."""
    rows = [
        {**row, "name": f"{row['name']}（第{k}批）", "basis": row["basis"] + "：" + "乡镇人民政府应当做好相关工作，" * (k * 5)}
        for k in range(5)
        for row in sample_rows()
    ]
    rows.sort(key=lambda row: row["field"])
    return [{**row, "seq": str(i), "code": f"41{i:06d}"} for i, row in enumerate(rows, 1)]


@pytest.mark.parametrize(("fmt", "layout"), CASES)
def test_every_layout_in_every_format(fmt: str, layout: str, tmp_path: Path) -> None:
    path = tmp_path / f"list{suffix_of(fmt)}"
    expected = make_list(sample_rows(), layout, fmt, path)
    assert expected
    assert differences(read_duties(path), expected) == []


@pytest.mark.parametrize("layout", ["merged_basis", "category_rows", "sub_rows", "two_level", "cards"])
def test_tables_over_many_pages(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    expected = make_list(long_rows(), layout, "pdf", path)
    assert differences(read_duties(path), expected) == []


@pytest.mark.parametrize("fmt", ["xlsx", "csv"])
def test_long_lists_with_numeric_codes(fmt: str, tmp_path: Path) -> None:
    path = tmp_path / f"long.{fmt}"
    expected = make_list(long_rows(), "sub_items", fmt, path)
    assert differences(read_duties(path), expected) == []


@pytest.mark.parametrize("layout", [name for name in UNRULED if name != "hidden_rows"])
def test_pdf_tables_without_lines_are_read_with_a_warning(layout: str, tmp_path: Path) -> None:
    path = tmp_path / "gaps.pdf"
    expected = make_list(sample_rows(), layout, "pdf-gaps", path)
    read = read_duties(path)
    assert differences(read, expected) == []
    assert "table_without_lines" in {w.code for w in read.warnings}


def test_every_column_finds_its_field(tmp_path: Path) -> None:
    path = tmp_path / "清河镇.xlsx"
    make_list(sample_rows(), "three_lists", "xlsx", path)
    basic, assisting, taken_back = read_duties(path).lists
    assert [found.kind for found in (basic, assisting, taken_back)] == ["基本履职", "配合履职", "上级收回"]
    first = assisting.items[0]
    assert first.lead == ("县自然资源局", "县农业农村局")
    assert (first.lead_duty, first.own_duty) == ("负责组织排查，依法查处。", "协助做好巡查，发现问题及时报告。")
    last = taken_back.items[0]
    assert (last.receiver, last.way) == ("县市场监督管理局", "由承接部门直接受理并办结。")


def test_other_bases_stay_apart(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    make_list(sample_rows(), "other_bases", "xlsx", path)
    item = read_duties(path).lists[0].items[1]
    assert item.basis_raw == "《中华人民共和国城乡规划法》第六十五条"
    assert item.sanding_raw.startswith("襄办文〔2022〕22号")
    assert dict(item.extra) == {"公开依据": "《政府信息公开条例》", "责任事项依据": "《行政处罚法》第五十四条"}


def test_an_item_is_traced_to_its_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    make_list(sample_rows(), "titled", "xlsx", path)
    read = read_duties(path)
    ref = read.lists[0].items[0].ref
    assert (ref.file, ref.sheet, ref.row) == ("a.xlsx", "Sheet1", 5)
    assert dict(ref.columns) == {"seq": 1, "field": 2, "name": 3, "power_type": 4, "bearer": 5, "basis": 6, "remark": 7}
    assert (read.lists[0].name, read.lists[0].kind, read.lists[0].dated) == ("清河镇权力清单和责任清单（2025年版）", "权责清单", "2025")
    assert any("负责解释" in i.reason for i in read.ignored)


def test_what_is_no_list_is_named_with_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    make_list(sample_rows(), "with_instructions", "xlsx", path)
    reasons = {i.where: i.reason for i in read_duties(path).ignored}
    assert "说明" in reasons["填表说明"] and "隐藏" in reasons["旧版"] and "字典" in reasons["字典"]


def test_reading_twice_gives_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    make_list(sample_rows(), "rows_of_steps", "docx", path)
    assert read_duties(path) == read_duties(path)


def test_a_given_kind_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    make_list(sample_rows(), "titled", "csv", path)
    found = read_duties(path, "属地管理").lists[0]
    assert found.kind == "属地管理" and {i.kind for i in found.items} == {"属地管理"}
