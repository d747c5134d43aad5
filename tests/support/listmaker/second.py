"""A second, independent maker of lists that are hard to read: one function writes one file as some office would.

Every maker takes a folder and returns (file, what each item must be: attribute of DutyItem -> value).
"""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

Wanted = list[dict[str, object]]
Maker = Callable[[Path], tuple[Path, Wanted]]

MAKERS: dict[str, Maker] = {}

_NAMES = (
    "村庄道路养护情况巡查", "对在河道内倾倒垃圾行为的处罚", "高龄津贴申请的受理和初审", "农机安全检查",
    "对损毁界桩界标行为的处罚", "小型水库防汛值守", "临时用地复垦情况的监督检查与情况上报", "困境儿童信息的采集",
    "秸秆露天焚烧的劝阻和制止", "乡镇公益性公墓日常管理", "对不履行防疫义务的处罚", "基层科普活动的组织开展",
)  # fmt: skip
_LAWS = ("公路法", "河道管理条例", "老年人权益保障法", "农业机械化促进法", "城乡规划法", "水法", "土地管理法", "未成年人保护法", "大气污染防治法", "殡葬管理条例", "动物防疫法", "科学技术普及法")  # fmt: skip
_TYPES = ("行政检查", "行政处罚", "行政给付", "行政检查", "行政处罚", "其他行政权力", "行政检查", "其他行政权力", "行政强制", "其他行政权力", "行政处罚", "公共服务")  # fmt: skip


def rows(count: int = 12) -> list[dict[str, str]]:
    """``count`` rows in our own words; every fourth basis is long."""
    out = []
    for i in range(count):
        k = i % len(_NAMES)
        basis = f"《中华人民共和国{_LAWS[k]}》第{'一二三四五六七八九'[i % 9]}十{'一二三四五六七八九'[i % 7]}条"
        if i % 4 == 3:
            basis += "：" + "各单位应当按照职责分工做好本辖区内的相关工作，发现问题及时处理并向上级主管部门报告情况。" * 3
        name = _NAMES[k] + (f"（第{i // len(_NAMES) + 1}片区）" if i >= len(_NAMES) else "")
        out.append(
            {
                "seq": str(i + 1), "name": name, "power_type": _TYPES[k], "bearer": "青石镇人民政府", "basis": basis,
                "lead": "县水利局", "support": "县公安局、县财政局", "lead_duty": "统筹部署，组织培训，依法查处。",
                "own_duty": "开展日常巡查，及时劝阻和上报。",
            }
        )  # fmt: skip
    return out


def maker(function: Maker) -> Maker:
    """Register a maker under its function's name."""
    MAKERS[function.__name__] = function
    return function


def wanted(row: dict[str, str], keys: str = "seq name power_type bearer basis", /, **other: object) -> dict[str, object]:
    """What a reader must give for ``row`` when the columns ``keys`` were written."""
    out: dict[str, object] = {}
    for key in keys.split():
        value: object = row[key]
        if key in ("lead", "support"):
            value = tuple(row[key].split("、"))
        out["basis_raw" if key == "basis" else key] = value
    return {**out, **other}


def _book() -> tuple[Any, Any]:
    book = openpyxl.Workbook()
    return book, book.active


@maker
def xlsx_tall_title_and_header(folder: Path) -> tuple[Path, Wanted]:
    """Title merged over three rows, header over three, first column and row empty, numbers as floats, notes at the right."""
    book, sheet = _book()
    sheet["B2"] = "青石镇权责清单\n（2024年版）"
    sheet.merge_cells("B2:G4")
    for c, head in enumerate(["序号", "职权类别", "主要职责", "实施主体", "法规依据"], 2):
        sheet.cell(5, c, head)
        sheet.merge_cells(start_row=5, start_column=c, end_row=7, end_column=c)
    found = []
    for i, row in enumerate(rows()):
        r = 8 + i
        for c, value in enumerate([float(row["seq"]), row["power_type"], row["name"], row["bearer"], row["basis"]], 2):
            sheet.cell(r, c, value)
        found.append(wanted(row, row=r))
    sheet["J9"] = "此处由审核人填写意见"
    return _saved(book, folder / "tall.xlsx"), found


@maker
def xlsx_side_by_side(folder: Path) -> tuple[Path, Wanted]:
    """Two lists beside each other with an empty column between; left first."""
    book, sheet = _book()
    data = rows()
    for start, part in ((1, data[:6]), (6, data[6:])):
        for c, head in enumerate(["序号", "事项名称", "权力类型", "设定依据"]):
            sheet.cell(1, start + c, head)
        for r, row in enumerate(part, 2):
            for c, key in enumerate(("seq", "name", "power_type", "basis")):
                sheet.cell(r, start + c, row[key])
    found = [wanted(row, "seq name power_type basis", row=i % 6 + 2) for i, row in enumerate(data)]
    return _saved(book, folder / "beside.xlsx"), found


@maker
def xlsx_one_below_another(folder: Path) -> tuple[Path, Wanted]:
    """Two lists with other columns on one sheet, numbers restarted, sub-totals and category rows merged across."""
    book, sheet = _book()
    data, found, r = rows(), [], 1
    sheet.cell(r, 1, "一、基本履职事项清单")
    r += 1
    sheet.append(["序号", "工作内容", "履职依据"])
    for group, part in (("（一）综合治理领域", data[:3]), ("（二）农业农村领域", data[3:6])):
        r += 1
        sheet.cell(r, 1, group)
        sheet.merge_cells(start_row=r, start_column=1, end_row=r, end_column=3)
        for n, row in enumerate(part, 1):
            r += 1
            for c, value in enumerate([n, row["name"], row["basis"]], 1):
                sheet.cell(r, c, value)
            found.append(wanted(row, "name basis", seq=str(n), row=r, kind="基本履职"))
        r += 1
        sheet.cell(r, 1, "小计")
        sheet.cell(r, 2, len(part))
    r += 2
    sheet.cell(r, 1, "二、配合履职事项清单")
    r += 1
    for c, head in enumerate(["序号", "配合事项", "牵头单位", "县级部门职责", "镇街职责", "政策依据"], 1):
        sheet.cell(r, c, head)
    for n, row in enumerate(data[6:], 1):
        r += 1
        for c, key in enumerate(("seq", "name", "lead", "lead_duty", "own_duty", "basis"), 1):
            sheet.cell(r, c, n if key == "seq" else row[key])
        found.append(wanted(row, "name lead lead_duty own_duty basis", seq=str(n), row=r, kind="配合履职"))
    return _saved(book, folder / "below.xlsx"), found


@maker
def xlsx_rich_hidden_and_other_sheets(folder: Path) -> tuple[Path, Wanted]:
    """Rich text, a hidden column, a date column, very long cells; sheets 说明, 目录 and 汇总 beside the list."""
    book, sheet = _book()
    sheet.title = "说明"
    for line in ("填写要求", "一、各单位按职责填写", "二、依据写到条"):
        sheet.append([line])
    index = book.create_sheet("目录")
    for entry in (("序号", "清单名称", "页码"), (1, "权责清单", 3), (2, "配合清单", 9)):
        index.append(entry)
    summary = book.create_sheet("汇总")
    for count in (("权力类型", "数量"), ("行政处罚", 3), ("行政检查", 3), ("合计", 12)):
        summary.append(count)
    sheet = book.create_sheet("权责清单")
    sheet.append(["序号", "权力名称", "权力类别", "启用日期", "职责来源", "内部编码", "备注"])
    found = []
    for i, row in enumerate(rows(), 2):
        basis = row["basis"] + ("第一款规定的内容如下：" + "依照职责开展工作。" * 900 if i == 4 else "")
        sheet.append([row["seq"], row["name"], row["power_type"], dt.date(2024, 5, 6), basis, f"N{i}", None])
        sheet.cell(i, 2).value = CellRichText([TextBlock(InlineFont(b=True), row["name"][:3]), row["name"][3:]])
        found.append(wanted(row, "seq name power_type", basis_raw=basis, row=i, sheet="权责清单"))
    sheet.column_dimensions["F"].hidden = True
    return _saved(book, folder / "sheets.xlsx"), found


@maker
def csv_semicolons_bom_crlf(folder: Path) -> tuple[Path, Wanted]:
    """Semicolons, a BOM, line breaks inside quotes, doubled quotes."""
    lines = ["序号;职责名称;牵头单位;配合单位;县级部门职责;镇街职责;法律法规依据"]
    found = []
    for i, row in enumerate(rows(), 2):
        basis = row["basis"] + '\r\n《条例》""第三条""'
        lines.append(";".join([row["seq"], row["name"], row["lead"], row["support"], row["lead_duty"], f'"{row["own_duty"]}"', f'"{basis}"']))
        read = row["basis"] + '\n《条例》"第三条"'
        found.append(wanted(row, "seq name lead support lead_duty own_duty", basis_raw=read, row=i))
    path = folder / "semi.csv"
    path.write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    return path, found


@maker
def csv_tabs_gb18030(folder: Path) -> tuple[Path, Wanted]:
    """Tabs, GB18030, a title line, trailing empty columns."""
    lines = ["青石镇权责清单\t\t\t\t\t", "序号\t行政职权名称\t职权类型\t责任单位\t法定依据\t"]
    lines += ["\t".join([r["seq"], r["name"], r["power_type"], r["bearer"], r["basis"], ""]) for r in rows()]
    path = folder / "tabs.csv"
    path.write_bytes("\n".join(lines).encode("gb18030"))
    return path, [wanted(row, row=i) for i, row in enumerate(rows(), 3)]


@maker
def html_word_export(folder: Path) -> tuple[Path, Wanted]:
    """Word export: mso styles and conditional comments, gb2312 declared but GB18030 used, a layout table around."""
    body = "".join(
        "<tr style='mso-yfti-irow:1'>" + "".join(f"<td><p class=MsoNormal><span lang=EN-US>{html.escape(row[k])}<o:p></o:p></span>&nbsp;</p></td>" for k in ("seq", "name", "power_type", "bearer", "basis")) + "</tr>"
        for row in rows()
    )
    page = (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<style><!-- /* Font Definitions */ @font-face {font-family:宋体;} --></style></head><body><!--[if gte mso 9]><xml></xml><![endif]-->"
        "<table><tr><td>首页</td><td>政务公开</td></tr><tr><td colspan=2><p>青石镇权责清单（镕）</p><table class=MsoNormalTable>"
        "<tr><td><b>序&nbsp;号</b></td><td>权力<br>名称</td><td>权力类别</td><td>责任主体</td><td>依&nbsp;&nbsp;据</td></tr>"
        f"{body}</table></td></tr></table></body></html>"
    )
    path = folder / "word.html"
    path.write_bytes(page.encode("gb18030"))
    return path, [wanted(row, row=i) for i, row in enumerate(rows(), 2)]


@maker
def html_span_errors(folder: Path) -> tuple[Path, Wanted]:
    """A title cell with too wide a colspan, a rowspan beyond the table's end, unclosed cells, thead and tbody."""
    data = rows()
    head = "<thead><tr><td colspan=99>青石镇行政执法事项清单<tr><th>序号<th>执法事项名称<th>执法类别<th>执法主体<th>执法依据</thead>"
    body = "".join(
        f"<tr><td>{row['seq']}<td>{row['name']}<td>{row['power_type']}" + (f"<td rowspan=40>{row['bearer']}" if i == 0 else "") + f"<td>{row['basis']}"
        for i, row in enumerate(data)
    )
    path = folder / "spans.html"
    path.write_text(f"<meta charset=utf-8><table>{head}<tbody>{body}</table>", "utf-8")
    return path, [wanted(row, row=i) for i, row in enumerate(data, 3)]


def _saved(book: Any, path: Path) -> Path:
    book.save(path)
    return path
