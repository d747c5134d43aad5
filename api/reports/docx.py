"""The report in official form (公文版式): summary with figures, problems by kind, item appendix with texts and diff."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from api.reports.data import code_names
from api.reports.text import (
    GROUPS,
    SEVERITIES,
    VERDICTS,
    clean,
    headline,
    shorten,
    source_text,
    title_of,
    uncovered,
)

RED, BLUE, GREY = RGBColor(0xC0, 0, 0), RGBColor(0, 0x52, 0xA3), RGBColor(0x66, 0x66, 0x66)
LIST_LIMIT, TEXT_LIMIT, APPENDIX_LIMIT = 30, 1200, 1000
"""Items named per kind in the body (all are in the appendix); characters of a provision's text; entries of the appendix."""


def write_docx(data: dict[str, Any], path: Path) -> None:
    """Write the report of an audit as a Word document."""
    page = _Page()
    page.title(title_of(data))
    page.centred(f"（以{data['as_of']}为准）")
    page.heading("一、总体情况")
    page.body(headline(data))
    page.body("本报告由计算机逐项比对清单所列依据与法规库条文得出，结论须经编办、司法局复核。“法规库未收录”“条文未收录”只说明无法核验，不表示依据有误。")
    _lists(page, data)
    page.heading("二、问题分类")
    _problems(page, data)
    page.heading("三、应列未列的法定职责")
    _missing(page, data)
    page.heading("四、所依法规的时效性")
    _laws(page, data)
    page.heading("附件　逐项意见")
    _appendix(page, data)
    page.save(path)


def _lists(page: _Page, data: dict[str, Any]) -> None:
    page.table(("清单", "类型", "项数"), [(e["name"], e["kind"], str(e["items"])) for e in data["lists"]], (9.5, 3.5, 2.5))


def _problems(page: _Page, data: dict[str, Any]) -> None:
    names = code_names()
    by_code: dict[str, list[tuple[dict[str, Any], dict[str, Any]]]] = {}
    for item in data["items"]:
        for f in item["findings"]:
            by_code.setdefault(f["code"], []).append((item, f))
    if not by_code:
        page.body("未发现问题。")
    for group, codes in GROUPS:
        present = [c for c in codes if c in by_code]
        if not present:
            continue
        page.subheading(f"（{group[0]}）{group.split('、', 1)[1]}")
        for code in present:
            found = by_code[code]
            if all(f["severity"] == "info" for _, f in found):
                page.body(f"{names.get(code, code)}（提示），{len(found)}处，见附件和工作簿。")
                continue
            page.body(f"{names.get(code, code)}，{len(found)}处：", bold=True)
            for item, f in found[:LIST_LIMIT]:
                page.body(f"“{shorten(item['name'], 60)}”：{shorten(f['message'], 200)}。")
            if len(found) > LIST_LIMIT:
                page.body(f"其余{len(found) - LIST_LIMIT}处见附件。")


def _missing(page: _Page, data: dict[str, Any]) -> None:
    rows = uncovered(data)
    page.body(f"现行法规对乡镇（街道）设定职责而清单未列、也无相近事项的条款共{len(rows)}条。" if rows else "未发现。")
    for i, u in enumerate(rows[:LIST_LIMIT * 2], 1):
        page.body(f"{i}．{shorten(u['message'], 160)}：{shorten(u['text'], 220)}")
    if len(rows) > LIST_LIMIT * 2:
        page.body(f"其余{len(rows) - LIST_LIMIT * 2}条见工作簿“应列未列”表。")


def _laws(page: _Page, data: dict[str, Any]) -> None:
    rows = [(x["law"], x["status"], x["version"], str(x["items"])) for x in data["laws"]]
    page.table(("法规名称", "时效性", "所用版本", "涉及事项"), rows, (8.5, 2.8, 2.6, 1.9))


def _appendix(page: _Page, data: dict[str, Any]) -> None:
    names = code_names()
    shown = [i for i in data["items"] if i["verdict"] != "grounded" or any(f["code"] != "SOLE_BASIS" for f in i["findings"])]
    entries = _entries(shown)
    page.body(f"有问题、有提示或无法核验的事项共{len(shown)}项，逐项列明（几张清单中完全相同的合并为一条）。"
              f"其余{len(data['items']) - len(shown)}项依据核验无误，不再列出。")
    if len(entries) > APPENDIX_LIMIT:
        page.body(f"条目过多，以下按无据、存疑、其他的顺序列前{APPENDIX_LIMIT}条，其余{len(entries) - APPENDIX_LIMIT}条见工作簿“逐项意见”表。")
        entries = sorted(entries, key=lambda e: ("unsupported", "doubtful").index(e[0]["verdict"]) if e[0]["verdict"] in ("unsupported", "doubtful") else 2)
    for n, same in enumerate(entries[:APPENDIX_LIMIT], 1):
        item = same[0]
        page.subheading(f"{n}．{shorten(item['name'], 80)}　【{VERDICTS[item['verdict']]}】")
        page.note(f"{item['list']}　序号{item['seq'] or '—'}　责任主体：{item['bearer'] or '—'}　{source_text(item)}")
        if len(same) > 1:
            page.note(f"同此共{len(same)}项，另见：" + shorten("；".join(f"{i['list']}序号{i['seq'] or '—'}" for i in same[1:]), 600))
        page.field("清单依据", shorten(item["basis_raw"], TEXT_LIMIT) or "（空）")
        for f in (f for f in item["findings"] if f["code"] != "SOLE_BASIS"):
            _finding(page, f, names)
        for s in item.get("suggestions", ()):
            page.field("可考虑", f"{s['cite']}：{shorten(s['text'], 200)}")
        page.field("编办意见", "")
        page.field("司法局意见", "")


def _entries(items: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Items gathered where all that would be said of them is the same (a county's master items, list after list)."""
    groups: dict[tuple[object, ...], list[dict[str, Any]]] = {}
    for i in items:
        said = tuple((f["code"], f["message"], f["fix"]["text"] if f["fix"] else "", f["evidence"]["found"]) for f in i["findings"])
        groups.setdefault((i["name"], i["bearer"], i["basis_raw"], i["verdict"], said), []).append(i)
    return list(groups.values())


def _finding(page: _Page, f: dict[str, Any], names: dict[str, str]) -> None:
    e = f["evidence"]
    page.field(SEVERITIES[f["severity"]], f"{names.get(f['code'], f['code'])}。{f['message']}", RED if f["severity"] == "error" else None)
    if e["diff"]:
        page.diff(e["diff"])
    elif e["found"]:
        page.field("条文" if e.get("provision") else "对照", shorten(e["found"], TEXT_LIMIT))
    if e.get("source"):
        page.note(e["source"])
    if f["fix"]:
        page.field("建议改为", shorten(f["fix"]["text"], TEXT_LIMIT), BLUE)


class _Page:
    """A document being written from top to bottom, with the few paragraph kinds that the report needs."""

    def __init__(self) -> None:
        self._doc = Document()
        section = self._doc.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
        self._end = self._doc.element.body.sectPr
        _page_number(section.footer.paragraphs[0])

    def save(self, path: Path) -> None:
        """Write the file."""
        self._doc.save(str(path))

    def title(self, text: str) -> None:
        """The document's title."""
        p = self._paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        p.paragraph_format.space_after = Pt(12)
        _run(p, text, "方正小标宋简体", 22, bold=True)

    def centred(self, text: str) -> None:
        """A line under the title."""
        p = self._paragraph()
        p.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(p, text, "楷体", 14)

    def heading(self, text: str) -> None:
        """一、…"""
        p = self._paragraph(outline=0)
        p.paragraph_format.space_before = Pt(12)
        _run(p, text, "黑体", 16)

    def subheading(self, text: str) -> None:
        """（一）…"""
        p = self._paragraph(outline=1)
        p.paragraph_format.space_before = Pt(8)
        _run(p, text, "楷体", 14, bold=True)

    def body(self, text: str, *, bold: bool = False) -> None:
        """A paragraph of text, first line set in by two characters."""
        p = self._paragraph()
        p.paragraph_format.first_line_indent = Pt(28)
        _run(p, text, "仿宋", 14, bold=bold)

    def note(self, text: str) -> None:
        """A small grey line."""
        _run(self._paragraph(), text, "仿宋", 10.5, colour=GREY)

    def field(self, label: str, text: str, colour: RGBColor | None = None) -> None:
        """标签：内容."""
        p = self._paragraph()
        _run(p, f"{label}：", "黑体", 12)
        for i, line in enumerate(text.split("\n")):
            if i:
                p.add_run().add_break()
            _run(p, line, "仿宋", 12, colour=colour)

    def diff(self, ops: Sequence[Sequence[str]]) -> None:
        """对照: deleted text struck out in red, inserted text underlined in blue."""
        p = self._paragraph()
        _run(p, "对照：", "黑体", 12)
        for op, text in ops:
            run = _run(p, shorten(text, TEXT_LIMIT), "仿宋", 12, colour={"delete": RED, "insert": BLUE}.get(op))
            run.font.strike = op == "delete" or None
            run.font.underline = op == "insert" or None

    def table(self, header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A ruled table; ``widths`` in cm."""
        table = self._doc.add_table(rows=1 + len(rows), cols=len(header))
        table.style = "Table Grid"
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for r, (row, cells) in enumerate(zip((header, *rows), table._tbl.tr_lst, strict=True)):
            for c, (text, tc) in enumerate(zip(row, cells.tc_lst, strict=True)):
                tc.width = Cm(widths[c])
                _run(Paragraph(tc.p_lst[0], table), text, "黑体" if r == 0 else "仿宋", 10.5)
        self._paragraph()

    def _paragraph(self, outline: int | None = None) -> Paragraph:
        """Appended in constant time (the library's own call scans the whole body)."""
        element = OxmlElement("w:p")
        self._end.addprevious(element)
        p = Paragraph(element, self._doc._body)
        p.paragraph_format.space_after = Pt(2)
        if outline is not None:
            level = OxmlElement("w:outlineLvl")
            level.set(qn("w:val"), str(outline))
            element.get_or_add_pPr().append(level)
        return p


def _run(p: Paragraph, text: str, font: str, size: float, *, bold: bool = False, colour: RGBColor | None = None) -> Any:
    run = p.add_run(clean(text))
    run.font.size = Pt(size)
    run.font.name = font
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    run.font.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _page_number(p: Paragraph) -> None:
    p.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(p, "— ", "宋体", 12)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = p.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._element.append(mark)
    _run(p, " —", "宋体", 12)
