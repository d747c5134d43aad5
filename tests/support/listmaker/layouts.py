"""Named layouts: rows into tables as real lists lay them out."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.listmaker.model import Expected, Model, Span, Table

Rows = list[dict[str, str]]
Layout = Callable[[Rows], Model]

_HEADS = {
    "seq": "序号", "code": "事项编码", "field": "领域", "name": "事项名称", "parent": "主项名称", "sub": "子项名称",
    "power_type": "权力类型", "bearer": "责任主体", "basis": "设定依据", "sanding": "“三定规定”对应职责",
    "lead": "对应上级部门", "support": "配合部门", "lead_duty": "上级部门职责", "own_duty": "乡镇（街道）配合职责",
    "receiver": "承接部门", "way": "工作方式", "original_body": "原实施主体", "remark": "备注",
    "public_basis": "公开依据", "duty_basis": "责任事项依据",
}  # fmt: skip


def _expect(row: dict[str, str], **other: str) -> Expected:
    base = {k: row.get(k, "") for k in ("seq", "name", "basis", "parent", "power_type", "field")}
    return Expected(**{**base, **other})


def _table(rows: Rows, keys: list[str], heads: dict[str, str] | None = None, **other: object) -> Table:
    names = {**_HEADS, **(heads or {})}
    cells = [[names[k] for k in keys], *([row.get(k, "") for k in keys] for row in rows)]
    expected = []
    for i, row in enumerate(rows, 1):
        blank = {k: "" for k in ("seq", "basis", "power_type", "field", "parent") if k not in keys}
        expected.append((i, _expect(row, **blank)))
    return Table(cells, expected=expected, **other)  # type: ignore[arg-type]


_PLAIN = ["seq", "field", "name", "power_type", "bearer", "basis", "remark"]


def plain(rows: Rows) -> Model:
    return Model([_table(rows, _PLAIN)])


def titled(rows: Rows) -> Model:
    return Model([_table(rows, _PLAIN, titles=["附件1", "清河镇权力清单和责任清单（2025年版）", "填报单位：清河镇人民政府（盖章）"],
                         below=["注：本清单由县委编办负责解释。", "填表人：王某　　联系电话：0374-0000000"])])  # fmt: skip


def bracketed_headers(rows: Rows) -> Model:
    heads = {"seq": "序 号", "name": "赋权事项\n名称", "basis": "法律法规依据\n（条款）", "bearer": "赋权 街镇", "original_body": "原行使部门"}
    return Model([_table(rows, ["seq", "name", "original_body", "bearer", "basis"], heads, titles=["镇街综合行政执法事项清单"])])


def short_reference(rows: Rows) -> Model:
    return Model([_table(rows, ["seq", "name", "power_type", "basis", "bearer", "original_body"], {"name": "赋权事项", "basis": "法律法规依据"},
                         titles=["乡镇行政权力事项目录清单（第一批）"])])  # fmt: skip


def two_level(rows: Rows) -> Model:
    head = [["序号", "职权类型", "职权名称", "", "职权依据", "实施主体", "责任事项", "备注"], ["", "", "项目", "子项", "", "", "", ""]]
    cells = head + [[r["seq"], r["power_type"], r["name"], "", r["basis"], r["bearer"], "受理、审查、决定", ""] for r in rows]
    merges: list[Span] = [(0, 2, 0, 3), *[(0, c, 1, c) for c in (0, 1, 4, 5, 6, 7)]]
    return Model([Table(cells, merges, ["街道权责清单（试行）"], header_rows=2,
                        expected=[(i + 2, _expect(r, field="")) for i, r in enumerate(rows)])])  # fmt: skip


def three_level(rows: Rows) -> Model:
    head = [
        ["序号", "联合检查事项", "检查对象", "事项类别", "发起部门", "", "", "", "参与部门"],
        ["", "", "", "", "部门名称", "检查", "", "依据", ""],
        ["", "", "", "", "", "检查内容", "检查方式", "", ""],
    ]
    merges: list[Span] = [*[(0, c, 2, c) for c in (0, 1, 2, 3, 8)], (0, 4, 0, 7), (1, 5, 1, 6), (1, 4, 2, 4), (1, 7, 2, 7)]
    cells = head + [[r["seq"], r["name"], "辖区企业", "一般检查事项", "县应急局", "制度建立情况", "现场检查", r["basis"], "县公安局"] for r in rows]
    return Model([Table(cells, merges, ["联合抽查事项清单"], header_rows=3,
                        expected=[(i + 3, _expect(r, power_type="一般检查事项", field="")) for i, r in enumerate(rows)])])  # fmt: skip


def merged_basis(rows: Rows) -> Model:
    """One basis cell over up to nine rows; the category is merged too."""
    table = _table(rows, ["seq", "field", "name", "bearer", "basis"], {"basis": "检查依据", "name": "检查事项"}, titles=["双随机检查事项"])
    out: list[tuple[int, Expected]] = []
    for start in range(0, len(rows), 9):
        group = rows[start : start + 9]
        for i, row in enumerate(group):
            r = start + 1 + i
            table.cells[r][4] = group[0]["basis"] if i == 0 else ""
            table.cells[r][1] = group[0]["field"] if i == 0 else ""
            out.append((r, _expect(row, basis=group[0]["basis"], field=group[0]["field"], power_type="")))
        if len(group) > 1:
            table.merges += [(start + 1, c, start + len(group), c) for c in (1, 4)]
    table.expected = out
    return Model([table])


def category_rows(rows: Rows) -> Model:
    """Full-width heading rows 一、党的建设（1项）, not merged columns but one merged row."""
    cells, merges, expected = [["序号", "事项名称", "权力类型", "依据"]], list[Span](), list[tuple[int, Expected]]()
    last = ""
    for row in rows:
        if row["field"] != last:
            last = row["field"]
            count = sum(r["field"] == last for r in rows)
            number = "一二三四五六七八九十"[len(merges)]
            merges.append((len(cells), 0, len(cells), 3))
            cells.append([f"{number}、{last}（{count}项）", "", "", ""])
        expected.append((len(cells), _expect(row)))
        cells.append([row["seq"], row["name"], row["power_type"], row["basis"]])
    return Model([Table(cells, merges, ["镇基本履职事项清单"], expected=expected)])


def category_pairs(rows: Rows) -> Model:
    """Headings in two cells: 一 | 党的建设."""
    cells, expected = [["序号", "履职事项", "类型", "办理依据"]], list[tuple[int, Expected]]()
    last, n = "", 0
    for row in rows:
        if row["field"] != last:
            last = row["field"]
            cells.append(["一二三四五六七八九十"[n], last, "", ""])
            n += 1
        expected.append((len(cells), _expect(row)))
        cells.append([row["seq"], row["name"], row["power_type"], row["basis"]])
    return Model([Table(cells, [], ["镇履行职责事项清单"], expected=expected)])


def sub_items(rows: Rows) -> Model:
    """A 主项 repeated in every row, each 子项 an item."""
    main = "城乡建设管理方面的处罚"
    cells = [["事项编码", "权责事项", "子项名称", "设定依据", "事项类别", "内设机构或责任单位", "行使层级", "备注"]]
    cells += [[r["code"], main, r["name"], r["basis"], r["power_type"], "综合执法队", "乡级", ""] for r in rows]
    return Model([Table(cells, expected=[(i, _expect(r, parent=main, seq="", field="")) for i, r in enumerate(rows, 1)])])


def sub_rows(rows: Rows) -> Model:
    """A bare numbered main row, then its sub-items without a number: （1）…"""
    cells, expected = [["序号", "项目名称", "权力类型", "实施依据"]], list[tuple[int, Expected]]()
    for n, start in enumerate(range(0, len(rows), 3), 1):
        main = f"第{n}大项工作的办理"
        cells.append([str(n), main, "", ""])
        for k, row in enumerate(rows[start : start + 3], 1):
            name = f"（{k}）{row['name']}"
            expected.append((len(cells), _expect(row, seq="", name=name, parent=main, field="")))
            cells.append(["", name, row["power_type"], row["basis"]])
    return Model([Table(cells, expected=expected)])


def repeated_header(rows: Rows) -> Model:
    """The header typed again every five rows, blank rows, a total beneath."""
    table = _table(rows, ["seq", "name", "power_type", "basis"])
    head, cells, expected = table.cells[0], [table.cells[0]], list[tuple[int, Expected]]()
    for i, row in enumerate(rows):
        if i and i % 5 == 0:
            cells += [["", "", "", ""], list(head)]
        expected.append((len(cells), _expect(row, field="")))
        cells.append(table.cells[i + 1])
    cells.append(["合计", f"{len(rows)}项", "", ""])
    return Model([Table(cells, [], ["某镇权力清单"], expected=expected, below=["备注：以上事项自公布之日起执行。"])])


def number_row(rows: Rows) -> Model:
    """A row 1 2 3 4 5 numbers the columns beneath the header."""
    table = _table(rows, ["seq", "name", "power_type", "bearer", "basis"])
    table.cells.insert(1, ["1", "2", "3", "4", "5"])
    table.expected = [(r + 1, e) for r, e in ((r, _strip_field(e)) for r, e in table.expected)]
    return Model([table])


def repeated_column(rows: Rows) -> Model:
    """Two columns called 抽查依据: the second holds the way of checking."""
    cells = [["序号", "事项名称", "抽查内容", "抽查依据", "抽查主体", "抽查依据", "备注"]]
    cells += [[r["seq"], r["name"], "台账是否齐全", r["basis"], r["bearer"], "现场抽查", ""] for r in rows]
    return Model([Table(cells, expected=[(i, _expect(r, power_type="", field="")) for i, r in enumerate(rows, 1)])])


def other_bases(rows: Rows) -> Model:
    """公开依据 and 责任事项依据 beside the real basis; 三定 in a column of its own."""
    rows = [{**r, "public_basis": "《政府信息公开条例》", "duty_basis": "《行政处罚法》第五十四条"} for r in rows]
    return Model([_table(rows, ["seq", "public_basis", "name", "power_type", "sanding", "basis", "duty_basis"], {"basis": "职权依据"})])


def no_basis_column(rows: Rows) -> Model:
    return Model([_table(rows, ["seq", "name"], titles=["青石街道基本履职事项清单"])])


def split_basis(rows: Rows) -> Model:
    """依据名称 and 条款 in two columns."""
    cells = [["序号", "事项名称", "设定依据", ""], ["", "", "依据名称", "条款"]]
    merges: list[Span] = [(0, 2, 0, 3), (0, 0, 1, 0), (0, 1, 1, 1)]
    expected = []
    for i, row in enumerate(rows):
        cells.append([row["seq"], row["name"], "《中华人民共和国城乡规划法》", f"第{'六七八九'[i % 4]}条"])
        expected.append((i + 2, _expect(row, basis="".join(cells[-1][2:]), power_type="", field="")))
    return Model([Table(cells, merges, header_rows=2, expected=expected)])


def narrow(rows: Rows) -> Model:
    """Narrow columns break words; cells wrapped in quotes; stray carriage returns."""
    cells = [["序\n号", "事项\n名称", "事项\n类型", "事项依据", "事项主体", "实施\n主体", "备注"]]
    for r in rows:
        name = r["name"]
        cells.append([r["seq"], f'"{name[:4]}\n{name[4:]}"', r["power_type"], f"{r['basis']}\r", "镇政府", "乡镇\n人民\n政府", ""])
    return Model([Table(cells, [], ["行政执法检查事项清单"], expected=[(i, _expect(r, field="")) for i, r in enumerate(rows, 1)])])


def rows_of_steps(rows: Rows) -> Model:
    """办理环节 unfolded by rows: the item's cells merged over them."""
    cells = [["序号", "职权名称", "职权类别", "设定依据", "办理环节", "责任科室"]]
    merges, expected = list[Span](), list[tuple[int, Expected]]()
    for row in rows:
        start = len(cells)
        expected.append((start, _expect(row, field="")))
        for k, step in enumerate(("受理", "审查", "决定")):
            lead = [row["seq"], row["name"], row["power_type"], row["basis"]] if k == 0 else [""] * 4
            cells.append([*lead, step, "综合执法办公室"])
        merges += [(start, c, start + 2, c) for c in range(4)]
    return Model([Table(cells, merges, expected=expected)])


def metadata_above(rows: Rows) -> Model:
    meta = Table([["索引号", "XQ-2025-001", "发布机构", "清河镇"], ["发文日期", "2025-04-27", "主题分类", "综合政务"],
                  ["内容概述", "序号 权力类型 权力事项名称 实施依据", "", ""]], [(2, 1, 2, 3)], sheet="信息")  # fmt: skip
    table = _table(rows, ["seq", "power_type", "name", "basis", "remark"], {"name": "权力事项名称", "basis": "实施依据"}, sheet="清单")
    table.expected = [(r, _strip_field(e)) for r, e in table.expected]
    return Model([meta, table])


def with_instructions(rows: Rows) -> Model:
    """填表说明, a hidden older copy, a look-up sheet, and the list."""
    explain = Table([["填表说明"], ["1.事项名称应规范完整。"], ["2.设定依据应写明条、款、项。"]], sheet="填表说明")
    words = Table([["权力类型", "说明"], ["行政许可", ""], ["行政处罚", ""]], sheet="字典")
    old = _table(rows[:3], ["seq", "name", "basis"], sheet="旧版", hidden=True)
    old.expected = []
    table = _table(rows, ["seq", "name", "power_type", "basis"], sheet="权责清单")
    table.expected = [(r, _strip_field(e)) for r, e in table.expected]
    return Model([explain, table, words, old])


def hidden_rows(rows: Rows) -> Model:
    table = _table(rows, ["seq", "name", "basis"], hidden_rows=[2, 3])
    table.expected = [(r, _bare(e)) for r, e in table.expected]
    return Model([table])


def three_lists(rows: Rows) -> Model:
    """基本、配合、上级收回 each on a sheet (table) of its own."""
    a = _table(rows, ["seq", "name", "basis"], sheet="基本履职", titles=["清河镇基本履职事项清单"])
    b = _table(rows, ["seq", "name", "lead", "lead_duty", "own_duty", "basis"], {"name": "配合履职事项"}, sheet="配合履职", titles=["清河镇配合履职事项清单"])
    c = _table(rows, ["seq", "name", "receiver", "way", "basis"], {"basis": "依据"}, sheet="上级收回", titles=["清河镇上级部门收回事项清单"])
    for table, kind in ((a, "基本履职"), (b, "配合履职"), (c, "上级收回")):
        table.expected = [(r, _expect_kind(e, kind)) for r, e in table.expected]
    return Model([a, b, c])


def stacked_lists(rows: Rows) -> Model:
    """The three lists beneath each other on one sheet."""
    model = three_lists(rows)
    for table in model.tables:
        table.sheet = "Sheet1"
    for table in model.tables[1:]:
        table.same_sheet = True
    return model


def by_kind_rows(rows: Rows) -> Model:
    """One table whose heading rows change the kind of list."""
    cells, merges, expected = [["序号", "事项名称", "依据"]], list[Span](), list[tuple[int, Expected]]()
    for number, kind, title in (("一", "基本履职", "基本履职事项清单"), ("二", "配合履职", "配合履职事项清单"), ("三", "上级收回", "上级部门收回事项清单")):
        merges.append((len(cells), 0, len(cells), 2))
        cells.append([f"{number}、{title}（{len(rows)}项）", "", ""])
        for row in rows:
            expected.append((len(cells), _expect(row, kind=kind, field="", power_type="")))
            cells.append([row["seq"], row["name"], row["basis"]])
    return Model([Table(cells, merges, ["清河镇履行职责事项清单"], expected=expected)])


def cards(rows: Rows) -> Model:
    """One two-column card an item, a table each."""
    tables = []
    for n, row in enumerate(rows, 1):
        cells = [["职权名称", row["name"]], ["编码", row["code"]], ["类型", row["power_type"]], ["法定依据", row["basis"]],
                 ["实施机构", row["bearer"]], ["管理权限", "乡镇权限"], ["责任事项", "受理；审查；决定"], ["监督方式", ""]]  # fmt: skip
        tables.append(Table(cells, sheet=f"事项{n}", expected=[(0, _expect(row, seq="", field=""))], on_cards=True))
    return Model(tables)


def cards_four(rows: Rows) -> Model:
    """Cards of four columns, keys and values alternating, beneath each other in one table."""
    cells, merges, expected = list[list[str]](), list[Span](), list[tuple[int, Expected]]()
    for row in rows:
        expected.append((len(cells), _expect(row, seq="", field="")))
        cells += [["事项编码", row["code"], "职权类别", row["power_type"]], ["事项名称", row["name"], "责任主体", row["bearer"]],
                  ["设定依据", row["basis"], "", ""], ["流程图", "", "公开范围", "社会"]]  # fmt: skip
        merges.append((len(cells) - 2, 1, len(cells) - 2, 3))
    return Model([Table(cells, merges, expected=expected, on_cards=True)])


def side_by_side(rows: Rows) -> Model:
    """Keys down the first column, items side by side."""
    chosen = rows[:4]
    keys = [("序号", "seq"), ("事项名称", "name"), ("权力类型", "power_type"), ("设定依据", "basis"), ("责任主体", "bearer")]
    cells = [[head, *(r[key] for r in chosen)] for head, key in keys]
    return Model([Table(cells, expected=[(0, _expect(r, field="")) for r in chosen], on_cards=True)])


def paragraph_cards(rows: Rows) -> Model:
    lines = ["承留镇权力和责任清单"]
    for row in rows:
        lines += [f"事项编码：{row['code']}", f"职权类别：{row['power_type']}", f"事项名称：{row['name']}", f"实施主体：{row['bearer']}",
                  f"“三定规定”对应职责：{row['sanding']}", f"设定依据：{row['basis']}", "责任事项：1.受理责任 2.审查责任"]  # fmt: skip
    return Model([], lines, [_expect(r, seq="", field="") for r in rows])


def cell_paragraphs(rows: Rows) -> Model:
    """Every cell became a paragraph."""
    lines = ["镇街综合行政执法事项清单", "序号", "事项名称", "事项类型", "执法主体", "执法依据"]
    for row in rows:
        lines += [row["seq"], row["name"], row["power_type"], row["bearer"], row["basis"]]
    return Model([], lines, [_expect(r, field="") for r in rows])


def _strip_field(e: Expected) -> Expected:
    return Expected(e.seq, e.name, e.basis, e.sheet, e.row, e.parent, e.power_type, "", e.kind)


def _bare(e: Expected) -> Expected:
    return Expected(e.seq, e.name, e.basis, e.sheet, e.row)


def _expect_kind(e: Expected, kind: str) -> Expected:
    return Expected(e.seq, e.name, e.basis, e.sheet, e.row, "", "", "", kind)


LAYOUTS: dict[str, Layout] = {
    f.__name__: f
    for f in (plain, titled, bracketed_headers, short_reference, two_level, three_level, merged_basis, category_rows,
              category_pairs, sub_items, sub_rows, repeated_header, number_row, repeated_column, other_bases, no_basis_column,
              split_basis, narrow, rows_of_steps, metadata_above, with_instructions, hidden_rows, three_lists, stacked_lists,
              by_kind_rows, cards, cards_four, side_by_side, paragraph_cards, cell_paragraphs)
}  # fmt: skip
