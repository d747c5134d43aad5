"""Bad and hostile list files: a clear refusal, or read with what is odd said."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
import xlwt
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from ingest.duties import read_duties
from ingest.duties.assemble import assemble
from ingest.duties.grids import Tables, make_grid
from ingest.errors import InputError
from ingest.records import Source
from tests.ingest.test_files import ole_with_stream

HEAD = ["序号", "事项名称", "设定依据"]


def workbook(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def pdf(path: Path, *, password: str | None = None, text: str = "") -> Path:
    canvas = Canvas(str(path), encrypt=StandardEncryption(password) if password else None)
    canvas.rect(50, 50, 100, 100)
    if text:
        canvas.drawString(60, 700, text)
    canvas.showPage()
    canvas.save()
    return path


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda d: write(d / "a.xlsx", ole_with_stream("EncryptedPackage")), "加密"),
        (lambda d: write(d / "a.xls", ole_with_stream("Workbook")), "损坏"),
        (lambda d: write(d / "a.doc", ole_with_stream("WordDocument")), ".doc"),
        (lambda d: write(d / "a.xlsx", b""), "空"),
        (lambda d: write(d / "a.xlsx", b"PK\x03\x04 not a zip"), "损坏"),
        (lambda d: write(d / "a.pdf", b"%PDF-1.7 broken"), "损坏"),
        (lambda d: pdf(d / "locked.pdf", password="secret", text="x"), "加密"),
        (lambda d: pdf(d / "scan.pdf"), "没有文字层"),
        (lambda d: d / "none.csv", "不存在"),
    ],
)
def test_files_that_cannot_be_read(make: object, says: str, tmp_path: Path) -> None:
    path = make(tmp_path)  # type: ignore[operator]
    with pytest.raises(InputError) as caught:
        read_duties(path)
    assert says in caught.value.what and caught.value.remedy


@pytest.mark.parametrize(("name", "part"), [("bomb.xlsx", "xl/worksheets/sheet1.xml"), ("bomb.docx", "word/document.xml")])
def test_bombs_in_real_documents(name: str, part: str, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    if name.endswith("xlsx"):
        openpyxl.Workbook().save(buffer)
    else:
        docx.Document().save(buffer)
    path = tmp_path / name
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            target.writestr(member, b" " * (200 * 1024 * 1024) if member == part else source.read(member))
    with pytest.raises(InputError, match="炸弹"):
        read_duties(path)


def test_an_old_workbook_with_a_new_name(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("清单")
    for c, text in enumerate(HEAD):
        sheet.write(0, c, text)
        sheet.write(1, c, ["1", "甲事项", "《城乡规划法》第六十五条"][c])
    book.save(str(tmp_path / "renamed.xlsx"))
    read = read_duties(tmp_path / "renamed.xlsx")
    assert read.source.format == "xls"
    assert [(i.name, i.ref.row) for i in read.lists[0].items] == [("甲事项", 2)]


def test_a_stray_cell_at_the_end_of_the_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "far.xlsx", [HEAD, [1, "a", "b"]])
    book = openpyxl.load_workbook(path)
    book.active["XFD1048576"] = "x"
    book.save(path)
    with pytest.raises(InputError, match="1048576 行"):
        read_duties(path)


def test_formulas_without_a_value_show_themselves(tmp_path: Path) -> None:
    read = read_duties(workbook(tmp_path / "f.xlsx", [HEAD, ["=ROW()-1", "=A1&B1", "《X法》第一条"]]))
    item = read.lists[0].items[0]
    assert (item.seq, item.name) == ("=ROW()-1", "=A1&B1")
    assert "formula_without_value" in {w.code for w in read.warnings}


def test_a_formula_shows_its_stored_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "f.xlsx", [HEAD, [1, "占位", "《X法》第一条"]])
    data = {}
    with zipfile.ZipFile(path) as archive:
        data = {n: archive.read(n) for n in archive.namelist()}
    sheet = data["xl/worksheets/sheet1.xml"]
    data["xl/worksheets/sheet1.xml"] = sheet.replace(b'<c r="A2" t="n"><v>1</v></c>', b'<c r="A2"><f>ROW()-1</f><v>1</v></c>')
    assert data["xl/worksheets/sheet1.xml"] != sheet
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in data.items():
            archive.writestr(name, part)
    read = read_duties(path)
    assert read.lists[0].items[0].seq == "1"
    assert "formula_without_value" not in {w.code for w in read.warnings}


def test_text_that_looks_like_a_formula_is_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active.append([1, "a", "b"])
    book.active["B2"].value, book.active["B2"].data_type = "=1+1 的审核", "s"
    book.save(tmp_path / "t.xlsx")
    assert read_duties(tmp_path / "t.xlsx").lists[0].items[0].name == "=1+1 的审核"
    path = write(tmp_path / "t.csv", "序号,事项名称,设定依据\n1,=cmd|calc,@x\n".encode())
    item = read_duties(path).lists[0].items[0]
    assert (item.name, item.basis_raw) == ("=cmd|calc", "@x")


def test_control_characters_and_huge_cells(tmp_path: Path) -> None:
    long = "长" * 50_000
    path = write(tmp_path / "a.csv", f'序号,事项名称,设定依据\n1,甲\x00\x07事\u200b项,"{long}"\n'.encode())
    item = read_duties(path).lists[0].items[0]
    assert (item.name, len(item.basis_raw)) == ("甲事项", 50_000)


def test_error_values_are_said(tmp_path: Path) -> None:
    read = read_duties(workbook(tmp_path / "e.xlsx", [HEAD, [1, "a", "#REF!"]]))
    assert "formula_error" in {w.code for w in read.warnings}


def test_a_list_without_a_basis_column_is_read_and_said(tmp_path: Path) -> None:
    read = read_duties(workbook(tmp_path / "n.xlsx", [["序号", "事项名称"], [1, "a"]]))
    assert len(read.lists[0].items) == 1 and not read.lists[0].has_basis_column
    assert "table_without_basis" in {w.code for w in read.warnings}


def test_unbalanced_quotes_do_not_swallow_the_list(tmp_path: Path) -> None:
    rows = "".join(f"{i},事项{i},《甲法》第{i}条\n" for i in range(2, 3000))
    read = read_duties(write(tmp_path / "q.csv", f'序号,事项名称,设定依据\n1,"事项1,《甲法》\n{rows}'.encode()))
    assert len(read.lists[0].items) == 2999
    assert "unbalanced_quote" in {w.code for w in read.warnings}


def test_a_word_file_without_tables_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("关于公布清单的通知")
    document.save(str(tmp_path / "n.docx"))
    read = read_duties(tmp_path / "n.docx")
    assert not read.lists and [w.code for w in read.warnings] == ["no_list"]
    assert "关于公布清单的通知" in read.warnings[0].message


def test_an_html_page_of_nonsense_spans(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=99999999 colspan=99999>序号<td>事项名称<td>依据</tr><tr><td>a</table>" + "<table><tr><td><table>" * 50
    assert read_duties(write(tmp_path / "h.html", page.encode())).source.format == "html"


WORDS = st.sampled_from(["", "序号", "事项名称", "设定依据", "一、党建", "（一）", "1", "2", "a事项", "《甲法》第一条", "合计", "注：x", "主项", "子项", "编码", "类型", "公开依据", "无"])


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=9),
    st.lists(st.tuples(*[st.integers(0, 8), st.integers(0, 4)] * 2), max_size=3),
)
def test_any_table_is_read_without_a_crash(rows: list[list[str]], merges: list[tuple[int, int, int, int]]) -> None:
    grid = make_grid("表1", rows, merges)
    read = assemble(Tables((grid,)), Source("x.csv", "0", "csv"), None)
    for found in read.lists:
        for item in found.items:
            assert 1 <= item.ref.row <= len(rows) and item.ref.sheet == "表1"
