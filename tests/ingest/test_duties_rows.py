"""Small tables row by row: what is an item, a heading, a note; what each header word means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import openpyxl
import pytest

from ingest.duties import read_duties
from ingest.duties.bodies import join_body_lines, split_bodies, split_roles
from ingest.duties.columns import lookup
from ingest.duties.grids import Tables, clean_cell, make_grid, one_line
from ingest.duties.kinds import kind_of_text
from ingest.records import DutyFile

B = "《城乡规划法》第六十五条"
HEAD = ["序号", "事项名称", "设定依据"]
Rows = Sequence[Sequence[str]]


def read(tmp_path: Path, rows: Rows, merges: Sequence[str] = (), sheet: str = "Sheet1") -> DutyFile:
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append([text or None for text in row])
    for merged in merges:
        page.merge_cells(merged)
    book.save(tmp_path / "清单文件.xlsx")
    return read_duties(tmp_path / "清单文件.xlsx")


# (what, rows, merges, [(row, seq, name, basis, field, parent)])
TABLES: list[tuple[str, Rows, Sequence[str], list[tuple[int, str, str, str, str, str]]]] = [
    ("unmerged titles", [["附件1"], ["甲镇基本履职事项清单"], ["填报单位：甲镇", "", "2025年"], HEAD, ["1", "a", B]], [], [(5, "1", "a", B, "", "")]),
    ("heading in the first column", [HEAD, ["一、党建（2项）"], ["1", "a", B], ["二、经济"], ["2", "b", ""]], [],
     [(3, "1", "a", B, "党建", ""), (5, "2", "b", "", "经济", "")]),
    ("two levels of headings", [HEAD, ["一、许可"], ["（一）农业"], ["1", "a", B], ["（二）林业"], ["2", "b", B], ["二、处罚"], ["3", "c", B]], [],
     [(4, "1", "a", B, "许可 / 农业", ""), (6, "2", "b", B, "许可 / 林业", ""), (8, "3", "c", B, "处罚", "")]),
    ("heading in the name column", [HEAD, ["", "（一）经济发展", ""], ["1", "a", B], ["2", "没有依据的事项", ""]], [],
     [(3, "1", "a", B, "经济发展", ""), (4, "2", "没有依据的事项", "", "经济发展", "")]),
    ("numbers with a dot", [HEAD, ["1", "大项甲", ""], ["1.1", "子项a", B], ["2", "大项乙", B], ["2.1", "子项b", B]], [],
     [(3, "1.1", "子项a", B, "", "大项甲"), (4, "2", "大项乙", B, "", ""), (5, "2.1", "子项b", B, "", "大项乙")]),
    ("two levels in two columns", [["序号", "一级事项", "二级事项", "依据"], ["1", "甲", "子a", B], ["", "", "子b", B], ["2", "乙", "", B]], [],
     [(2, "1", "子a", B, "", "甲"), (3, "", "子b", B, "", "甲"), (4, "2", "乙", B, "", "")]),
    ("merged main item", [["序号", "主项", "子项", "依据"], ["1", "甲", "子a", B], ["", "", "子b", "《土地管理法》第一条"], ["2", "乙", "/", B]], ["A2:A3", "B2:B3"],
     [(2, "1", "子a", B, "", "甲"), (3, "1", "子b", "《土地管理法》第一条", "", "甲"), (4, "2", "乙", B, "", "")]),
    ("basis by level of law", [["序号", "事项名称", "设定依据", "", ""], ["", "", "法律", "行政法规", "规章"], ["1", "a", "《甲法》第一条", "", "《乙办法》第二条"]],
     ["A1:A2", "B1:B2", "C1:E1"], [(3, "1", "a", "《甲法》第一条\n《乙办法》第二条", "", "")]),
    ("odd numbers", [HEAD, ["01", "a", B], ["2、", "b", B], ["（3）", "c", B], ["A-4", "d", B]], [],
     [(2, "01", "a", B, "", ""), (3, "2", "b", B, "", ""), (4, "（3）", "c", B, "", ""), (5, "A-4", "d", B, "", "")]),
    ("Chinese numbers", [HEAD, ["一", "a", B], ["二", "b", ""], ["三", "c", B], ["四", "d", ""]], [],
     [(2, "一", "a", B, "", ""), (3, "二", "b", "", "", ""), (4, "三", "c", B, "", ""), (5, "四", "d", "", "", "")]),
    ("notes between and beneath", [HEAD, ["1", "a", B], ["备注：以上为重点"], ["2", "b", B], ["共2项"], ["注：1.由编办解释"], ["2.自发布之日起施行"]], ["A3:C3"],
     [(2, "1", "a", B, "", ""), (4, "2", "b", B, "", "")]),
    ("no numbers", [["事项名称", "设定依据"], ["a", B], ["b", ""], ["合计", ""], ["注：解释权归编办", ""], ["另见附件说明", ""]], [],
     [(2, "", "a", B, "", ""), (3, "", "b", "", "", "")]),
    ("list not at A1", [[], [], ["", "", *HEAD], ["", "", "1", "a", B]], [], [(4, "1", "a", B, "", "")]),
    ("metadata over the list", [["索引号", "1", "发布机构", "镇"], ["发文日期", "2025", "主题分类", "综合"], [""], ["序号", "权力类型", "事项名称", "依据"], ["1", "行政处罚", "a", B]], [],
     [(5, "1", "a", B, "", "")]),
    ("numbered rows without content", [HEAD, ["1", "a", B], ["2", "", ""], ["3", "", ""]], [], [(2, "1", "a", B, "", "")]),
    ("further bases in rows of their own", [HEAD, ["1", "a", B], ["", "", "《土地管理法》第二条"], ["2", "b", B]], [],
     [(2, "1", "a", B + "\n《土地管理法》第二条", "", ""), (4, "2", "b", B, "", "")]),
    ("theme names the item where its cell is empty", [["序号", "主题", "检查事项", "依据"], ["1", "种子", "经营档案", B], ["2", "农药", "", B]], [],
     [(2, "1", "经营档案", B, "种子", ""), (3, "2", "农药", B, "农药", "")]),
    ("a column of the county's own after the number", [["序号", "自设列", "事项名称"], ["1", "x", "a"]], [], [(2, "1", "a", "", "", "")]),
    ("page header typed again with its title", [["甲镇清单"], HEAD, ["1", "a", B], ["甲镇清单"], HEAD, ["2", "b", B]], ["A1:C1", "A4:C4"],
     [(3, "1", "a", B, "", ""), (6, "2", "b", B, "", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "merges", "expected"), TABLES, ids=[t[0] for t in TABLES])
def test_rows(
    what: str, rows: Rows, merges: Sequence[str], expected: list[tuple[int, str, str, str, str, str]], tmp_path: Path
) -> None:
    found = [i for li in read(tmp_path, rows, merges).lists for i in li.items]
    assert [(i.ref.row, i.seq, i.name, i.basis_raw, i.field, i.parent) for i in found] == expected, what


def word(tmp_path: Path, *blocks: str | list[list[str]]) -> DutyFile:
    document = docx.Document()
    for block in blocks:
        if isinstance(block, str):
            document.add_paragraph(block)
            continue
        table = document.add_table(len(block), len(block[0]))
        for r, row in enumerate(block):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    document.save(str(tmp_path / "清单.docx"))
    return read_duties(tmp_path / "清单.docx")


def test_a_table_that_goes_on_without_a_header(tmp_path: Path) -> None:
    read_back = word(tmp_path, "甲镇基本履职事项清单", [HEAD, ["1", "a", B]], "", [["2", "b", B], ["3", "c", ""]])
    assert [(i.seq, i.name, i.ref.sheet, i.ref.row) for i in read_back.lists[0].items] == [
        ("1", "a", "表1", 2), ("2", "b", "表2", 1), ("3", "c", "表2", 2),
    ]  # fmt: skip


def test_a_table_of_other_things_does_not_go_on(tmp_path: Path) -> None:
    read_back = word(tmp_path, "甲镇基本履职事项清单", [HEAD, ["1", "a", B]], "", [["1", "张三", "0374"], ["2", "李四", "0374"]])
    assert [i.name for li in read_back.lists for i in li.items] == ["a"]
    assert [i.where for i in read_back.ignored] == ["表2"]


def test_a_card_named_by_the_line_above(tmp_path: Path) -> None:
    card = [["类别", "行政处罚"], ["实施主体", "县住建局"], ["实施依据", B]]
    read_back = word(tmp_path, "行政权力清单", "对违规施工的处罚", card, "对违规排水的处罚", card)
    assert [(i.name, i.power_type, i.bearer, i.basis_raw, i.ref.row) for i in read_back.lists[0].items] == [
        ("对违规施工的处罚", "行政处罚", "县住建局", B, 1),
        ("对违规排水的处罚", "行政处罚", "县住建局", B, 2),
    ]


def test_roles_in_one_cell(tmp_path: Path) -> None:
    head = ["序号", "事项名称", "对应上级部门", "上级部门职责", "乡镇（街道）\n配合职责"]
    rows = [head, ["1", "a", "县应急管理局\n县公安局", "甲", "乙"], ["2", "b", "牵头部门：县水利局；配合部门：县农业农村局、县林业局", "甲", "乙"]]
    found = read(tmp_path, rows)
    assert [(i.lead, i.support) for i in found.lists[0].items] == [
        (("县应急管理局", "县公安局"), ()),
        (("县水利局",), ("县农业农村局", "县林业局")),
    ]
    assert found.lists[0].kind == "配合履职"
    assert "table_without_basis" in {w.code for w in found.warnings}


def test_kinds_given_row_by_row(tmp_path: Path) -> None:
    rows = [["序号", "清单类型", "事项名称", "依据"], ["1", "基本履职", "a", B], ["2", "配合履职", "b", B], ["3", "基本履职", "c", B]]
    assert [(li.kind, [i.name for i in li.items]) for li in read(tmp_path, rows).lists] == [("基本履职", ["a", "c"]), ("配合履职", ["b"])]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([["序号", "公开事项", "公开内容", "公开依据", "公开时限", "公开主体"], ["1", "救助", "x", "《条例》", "20日", "镇"]], "政务公开"),
        ([["索引号", "1"], ["发布机构", "镇"], ["发文日期", "2025"]], "元数据"),
        ([["字段", "填写说明"], ["事项名称", "填写规范名称"], ["设定依据", "填写条款"], ["责任主体", "填写单位"]], "没有识别到"),
        ([["姓名", "电话"], ["张三", "1"]], "没有识别到"),
        ([HEAD, ["", "", ""]], "没有事项"),
    ],
)
def test_tables_that_are_no_lists(rows: Rows, reason: str, tmp_path: Path) -> None:
    found = read(tmp_path, rows)
    assert not found.lists
    assert any(reason in i.reason for i in found.ignored)
    assert [w.code for w in found.warnings] == ["no_list"] and found.warnings[0].remedy


def test_a_nameless_row_is_kept_and_said(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["1", "a", B], ["2", "", B]])
    assert [i.name for i in found.lists[0].items] == ["a", ""]
    assert any(w.code == "no_name" and "第3行" in w.message for w in found.warnings)


def test_columns_without_a_header_are_kept(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["1", "a", B, "不要丢"]])
    assert found.lists[0].items[0].extra == (("第4列", "不要丢"),)


def test_the_mapping_is_shown(tmp_path: Path) -> None:
    found = read(tmp_path, [["序 号", "事项\n名称", "公开依据", "法律法规依据（条款）", "自设列"], ["1", "a", "x", B, "y"]])
    assert [(c.column, c.header, c.field) for c in found.lists[0].columns] == [
        (1, "序 号", "seq"), (2, "事项名称", "name"), (3, "公开依据", ""), (4, "法律法规依据（条款）", "basis"), (5, "自设列", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("设定依据", "basis"), ("赋权事项的执法依据", "basis"), ("法律法规依据（条款）", "basis"), ("行政检查依据", "basis"),
        ("公开依据", "keep"), ("责任事项依据", "keep"), ("追责情形及依据", "keep"), ("收费依据", "keep"),
        ("“三定规定”对应职责", "sanding"), ("乡镇（街道）配合职责", "own_duty"), ("对应上级部门", "lead"), ("上级部门职责", "lead_duty"),
        ("承接部门", "receiver"), ("工作方式", "way"), ("赋权 街镇", "bearer"), ("原行使部门", "original_body"), ("赋权方式", "empowerment"),
        ("事项编码(待定)", "code"), ("履责方式·办理环节", "way"), ("实施主体·责任主体", "bearer"), ("序\n号", "seq"), ("子项名称", "sub"),
    ],
)  # fmt: skip
def test_header_words(header: str, field: str) -> None:
    found = lookup(header)
    assert found is not None and found[0] == field


@pytest.mark.parametrize("text", ["行政处罚", "第一条 为了", "镇人民政府", "2025年", ""])
def test_words_that_are_no_headers(text: str) -> None:
    assert lookup(text) is None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("清河镇基本履行职责事项清单", "基本履职"), ("配合履职事项清单", "配合履职"), ("上级部门收回事项清单", "上级收回"), ("上收事项清单", "上级收回"),
        ("乡镇职责负面清单", "负面清单"), ("镇街属地管理事项清单", "属地管理"), ("权力清单和责任清单", "权责清单"), ("赋权事项清单", "赋权清单"),
        ("行政执法检查事项清单", "检查清单"), ("履行职责事项清单", None), ("基本履职、配合履职、上级收回事项清单", None), ("", None),
    ],
)  # fmt: skip
def test_kinds_from_titles(text: str, kind: str | None) -> None:
    assert kind_of_text(text) == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县公安局、县林业局", ("县公安局", "县林业局")),
        ("县公安局，县林业局；县水利局", ("县公安局", "县林业局", "县水利局")),
        ("县公安局\n县林业局", ("县公安局", "县林业局")),
        ("县自然资\n源局", ("县自然资源局",)),
        ("县直部门（公安、司法）、各乡镇", ("县直部门（公安、司法）", "各乡镇")),
        ("/", ()), ("无", ()), ("", ()),
    ],
)  # fmt: skip
def test_bodies(text: str, names: tuple[str, ...]) -> None:
    assert split_bodies(text) == names


def test_role_labels_and_broken_words() -> None:
    assert split_roles("牵头：甲局；配合：乙局、丙局") == (("甲局",), ("乙局", "丙局"))
    assert join_body_lines("乡镇\n人民\n政府") == "乡镇人民政府"
    assert one_line("对擅自\n建设的处罚") == "对擅自建设的处罚"
    assert clean_cell('"外层引号"') == "外层引号" and clean_cell("a_x000D_\nb\x07") == "a\nb"


def test_a_merged_cell_reaches_all_its_rows() -> None:
    grid = make_grid("s", [["a", "x"], ["b", ""], ["c", ""]], [(0, 1, 2, 1)])
    assert [row[1] for row in grid.rows] == ["x", "x", "x"]
    assert grid.starts_here(0, 1) and not grid.starts_here(2, 1)
    assert Tables((grid,)).grids == [grid]
