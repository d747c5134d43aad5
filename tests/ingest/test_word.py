"""What Word shows and its XML hides: counted numbers, content controls, changes, text boxes, frames around the text."""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.oxml import parse_xml

from ingest.documents import read_document
from ingest.duties.word import read_word
from ingest.statutes import parse_statute

_NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    f'<w:p {_NS} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>'
    '<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent></wps:txbx>'
    '</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>'
    "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
)
_LEVELS = """<w:abstractNum {ns} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlRestart w:val="0"/><w:suff w:val="space"/>
<w:lvlText w:val="第%2条"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%3）"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>"""
_TITLE = ("样县公园管理办法", "（2019年1月1日样县人民政府令第9号公布）")


def _paragraph(inner: str, properties: str = "") -> str:
    return f"<w:p {_NS}><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _counted(text: str, level: int) -> str:
    return _paragraph(_run(text), f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="91"/></w:numPr>')


def _word(paragraphs: Sequence[str]) -> bytes:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(_LEVELS.format(ns=_NS)))
    numbering.append(parse_xml(f'<w:num {_NS} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    body = document.element.body
    for paragraph in paragraphs:
        body.insert(len(body) - 1, parse_xml(paragraph))
    return _saved(document)


def _saved(document: Document) -> bytes:  # type: ignore[valid-type]
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def test_articles_that_word_counts_keep_their_numbers() -> None:
    data = _word([
        *(_paragraph(_run(line)) for line in _TITLE),
        _counted("总则", 0), _counted("为了加强公园管理，制定本办法。", 1), _counted("公园内禁止下列行为：", 1),
        _counted("攀折花木；", 2), _counted("乱扔垃圾。", 2),
        _counted("附则", 0), _counted("违反第二条规定的，责令改正：", 1), _counted("个人；", 2), _counted("单位。", 2),
        _counted("不计数的一段。", 3), _counted("本办法自2019年3月1日起施行。", 1),
    ])
    doc = parse_statute(read_document(data, "x.docx").text)
    assert [a.number for a in doc.articles] == ["第一条", "第二条", "第三条", "第四条"]
    assert [a.path for a in doc.articles] == [("第一章\u3000总则",)] * 2 + [("第二章\u3000附则",)] * 2
    assert [(i.number, i.text) for i in doc.articles[1].paragraphs[0].items] == [("（一）", "攀折花木；"), ("（二）", "乱扔垃圾。")]
    assert [i.number for i in doc.articles[2].paragraphs[0].items] == ["（一）", "（二）"]


def test_numbers_that_word_counts_in_a_list_table() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {_NS} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:suff w:val="nothing"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {_NS} w:numId="91"><w:abstractNumId w:val="90"/></w:num>'))
    table = document.add_table(rows=3, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "序号", "事项名称"
    for row, name in enumerate(("河道巡查", "秸秆禁烧"), 1):
        cell = table.cell(row, 0)
        cell._tc.replace(cell.paragraphs[0]._p, parse_xml(_counted("", 0)))
        table.cell(row, 1).text = name
    grid = next(b for b in read_word(_saved(document), "x.docx").blocks if not isinstance(b, str))
    assert [row[0] for row in grid.rows] == ["序号", "1", "2"]


def test_content_controls_changes_and_boxes() -> None:
    control = f"<w:sdt {_NS}><w:sdtContent>{_paragraph(_run('第二条　公园内禁止攀折花木。'))}</w:sdtContent></w:sdt>"
    changed = _paragraph(
        _run("第一条　为了加强") + '<w:del w:id="1" w:author="a"><w:r><w:delText>旧</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>公园</w:t></w:r></w:ins>'
        '<w:moveFrom w:id="3" w:author="a"><w:r><w:t>移走</w:t></w:r></w:moveFrom>' + _run("管理，制定本办法。"))
    data = _word([_BOX.format(_TITLE[0]), _paragraph(_run(_TITLE[1])), changed, control, _paragraph(_run("第三条　本办法自2019年3月1日起施行。"))])
    doc = parse_statute(read_document(data, "x.docx").text)
    assert doc.title == _TITLE[0]
    assert [a.text for a in doc.articles] == ["为了加强公园管理，制定本办法。", "公园内禁止攀折花木。", "本办法自2019年3月1日起施行。"]


def test_a_frame_around_the_text_is_no_table() -> None:
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for line in (*_TITLE, "第一条　甲。", "第二条　本办法自2019年3月1日起施行。"):
        cell.add_paragraph(line)
    doc = parse_statute(read_document(_saved(document), "x.docx").text)
    assert (doc.title, [a.text for a in doc.articles]) == (_TITLE[0], ["甲。", "本办法自2019年3月1日起施行。"])


def test_a_paragraph_whose_end_is_deleted_runs_on() -> None:
    gone = '<w:rPr><w:del w:id="4" w:author="a"/></w:rPr>'
    deleted = '<w:del w:id="5" w:author="a"><w:r><w:delText>第二条　旧文。</w:delText></w:r></w:del>'
    data = _word([
        *(_paragraph(_run(line)) for line in _TITLE), _paragraph(_run("第一条　乡镇人民政府应当"), gone), _paragraph(_run("协助管理公园。")),
        _paragraph(deleted, gone), _paragraph(_run("第二条　本办法自2019年3月1日起施行。"))])
    doc = parse_statute(read_document(data, "x.docx").text)
    assert [a.text for a in doc.articles] == ["乡镇人民政府应当协助管理公园。", "本办法自2019年3月1日起施行。"] and not doc.warnings
