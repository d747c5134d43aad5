"""Statutes as they are copied and kept: words of a page in a .txt, orders below a page's title, running heads, footnotes,
files that Word leaves behind. Own-worded texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.documents import read_document
from ingest.statutes import parse_statute, plan_units
from tests.ingest.test_pages import read
from tests.ingest.test_pdf import _drawn

_TITLE = "青石市渡口管理办法"
_HEADER = "（2020年4月10日青石市人民政府令第66号公布）"
_BODY = ["第一条　为了加强渡口管理，制定本办法。", "第二条　渡口分为：", "（一）公益渡口；", "（二）经营渡口。", "第三条　本办法自2020年6月1日起施行。"]
_COUNTS = [(1, 1, 0), (2, 1, 2), (3, 1, 0)]


def counts(text: str) -> list[tuple[int, int, int]]:
    return [(a.article, len(a.paragraphs), sum(len(p.items) for p in a.paragraphs)) for a in parse_statute(text).articles]


@pytest.mark.parametrize("around", [
    ("首页 > 政务公开 > 规章\n{}\n发布时间：2020-05-10 来源：县民政局 字号：大 中 小\n", "【打印】 【关闭】\n上一篇：青石市公园管理办法\n"),
    ("{}\n2020-05-10 10:12 来源：市司法局\n", "扫一扫在手机打开当前页\n青石市人民政府\n"),
    ("当前位置：首页 > 规章\n索引号：01/2020\n{}\n", "相关链接\n《青石市渡口管理办法》解读\n"),
    ("法规标题：青石市渡口管理办法\n颁布日期：2020-04-10\n实施日期：2020-06-01\n{}\n", "（来源：青石市人民政府网）\n"),
    ("【法规名称】青石市渡口管理办法\n【颁布机构】青石市人民政府\n【效力属性】有效\n【类别】交通\n{}\n", ""),
    ("{}\n原创 青石司法 2020-04-12 09:30 某省\n点击上方蓝字关注我们\n", ""),
], ids=["breadcrumbs and buttons", "day and source", "particulars", "a data base's particulars", "particulars in brackets", "an account's words"])
def test_words_of_the_page_that_a_text_was_copied_from(around: tuple[str, str]) -> None:
    data = (around[0].format(_TITLE) + "\n".join([_HEADER, *_BODY]) + "\n" + around[1]).encode()
    read_text = read_document(data, "x.txt")
    doc = parse_statute(read_text.text)
    assert (doc.title, doc.version_date, doc.doc_no) == (_TITLE, "2020-04-10", "青石市人民政府令第66号")
    assert counts(read_text.text) == _COUNTS and not doc.sections and not doc.warnings and not read_text.warnings


def test_half_width_stops_end_sentences() -> None:
    lines = ["样山县农田水利设施维修养护办法", "第一条　为加强农田水利设施维修养护工作,制定本办法.", "第二条　乡镇人民政府负责维修养护,履行以下职责:", "组织日常巡查的,应当按照规定记录巡查的情况.",
             "村民委员会应当协助乡镇做好以上维修养护工作.", "第三条　本办法自2018年7月1日起施行."]
    text = read_document("\n".join(lines).encode(), "x.txt").text
    assert text.split("\n") == lines


_ORDER = (f"<p>青石市人民政府令</p><p>第 88 号</p><p>《{_TITLE}》已经2022年3月1日市人民政府第10次常务会议通过，现予公布，自2022年5月1日起施行。</p>"
          "<p>市　长　某某</p><p>2022年3月15日</p>")


@pytest.mark.parametrize("above", [f"<h1>{_TITLE}</h1>", f'<div class="bt">{_TITLE}</div>', ""], ids=["h1", "div", "page title only"])
def test_an_order_between_the_page_s_title_and_the_text_s(above: str) -> None:
    doc = read(f"{above}{_ORDER}<p>{_TITLE}</p>" + "".join(f"<p>{line}</p>" for line in _BODY), f"{_TITLE}_青石市人民政府")
    assert (doc.title, doc.doc_no, doc.version_date, doc.level) == (_TITLE, "青石市人民政府令第88号", "2022-03-15", "地方政府规章")
    assert len(doc.articles) == 3 and not doc.sections


def test_the_title_of_a_page_in_a_lower_heading() -> None:
    doc = read(f"<ul><li>政务</li><li>法规</li></ul><h3>{_TITLE}</h3><p>{_HEADER}</p>" + "".join(f"<p>{line}</p>" for line in _BODY), "法规全文")
    assert doc.title == _TITLE and doc.promulgated == "2020-04-10"


def _pages(heads: tuple[str, str], rows: list[str]) -> bytes:
    pages = [rows[k:k + 6] for k in range(0, len(rows), 6)]
    return _drawn([[(60.0, 810.0, heads[n % 2].format(n + 1)), *((60.0, 770.0 - 20 * r, row) for r, row in enumerate(page))] for n, page in enumerate(pages)])


def _rows(width: int = 30) -> list[str]:
    body = [*_BODY[:4], *(f"第{n}条　" + "渡口经营人应当对渡船定期检修并作记录，" * 4 + "不得超载。" for n in "三四五六七八"), "第九条　本办法自2020年6月1日起施行。"]
    return [_TITLE, _HEADER, *(text[i:i + width] for text in ("　　" + line for line in body) for i in range(0, len(text), width))]


@pytest.mark.parametrize("heads", [("{}　　青石市规章汇编", f"{_TITLE}　　{{}}"), (_TITLE, _TITLE)], ids=["odd and even pages", "title on every page"])
def test_a_title_that_is_the_running_head_too_stays_on_the_first_page(heads: tuple[str, str]) -> None:
    doc = parse_statute(read_document(_pages(heads, _rows()), "x.pdf").text)
    assert doc.title == _TITLE and not doc.warnings
    assert [len(a.paragraphs) for a in doc.articles] == [1] * 9 and all(_TITLE not in a.text for a in doc.articles)


def test_one_line_that_is_wider_than_the_rest_does_not_widen_the_page() -> None:
    rows = _rows(26)
    doc = parse_statute(read_document(_pages(("{}", "{}"), [rows[0], _HEADER[:-1] + "　自2020年6月1日起施行）", *rows[2:]]), "x.pdf").text)
    assert [len(a.paragraphs) for a in doc.articles] == [1] * 9 and not doc.warnings


def test_footnotes_of_a_pdf_s_pages_stand_below_the_text() -> None:
    rows = ["　　第一条　为了加强渡口管理，根据有关法律，结合本市实际情况，制", "定本办法。", "　　第二条　渡口的设置、迁移或者撤销，应当经县级人民政府审批；未经"]
    second = ["审批的，不得设置。", "　　第三条　乡镇人民政府负责渡口的日常安全管理工作，并确定专人负责", "渡口现场的安全检查。", "　　第四条　本办法自2020年6月1日起施行。"]
    first = [(60.0, 770.0 - 20 * k, row) for k, row in enumerate([_TITLE, _HEADER, *rows])]
    data = _drawn([[*first, (60.0, 90.0, "────────"), (60.0, 70.0, "①见本市公报2020年第4期。")], [(60.0, 770.0 - 20 * k, row) for k, row in enumerate(second)]])
    doc = parse_statute(read_document(data, "x.pdf").text)
    assert [len(a.paragraphs) for a in doc.articles] == [1] * 4 and doc.articles[1].text.endswith("未经审批的，不得设置。")
    assert [s.text for s in doc.sections] == ["①见本市公报2020年第4期。"]


def test_an_annex_at_the_edge_of_a_page_is_no_rest_of_the_line_before() -> None:
    rows = [_TITLE, "　　第一条　为了加强渡口管理，根据有关法律、法规，制定本", "办法。", "　　第二条　本办法自2020年6月1日起施行，有效期为五年。", "附件2", "　　　　渡口设置标准", "一级渡口"]
    doc = parse_statute(read_document(_drawn([[(60.0, 770.0 - 20 * k, row) for k, row in enumerate(rows)]]), "x.pdf").text)
    assert [(s.kind, s.number, s.title) for s in doc.sections] == [("annex", "附件2", "渡口设置标准")]


def test_a_local_organ_that_names_itself_in_the_title_is_the_issuer() -> None:
    doc = parse_statute("样山县民政局\n关于规范村级印章管理的通知\n样民〔2022〕18号\n各乡镇人民政府：\n现通知如下：\n一、甲。\n样山县民政局\n2022年4月6日")
    assert (doc.issuer, doc.level) == ("样山县民政局", "规范性文件")


def test_what_an_open_word_leaves_behind_is_no_file(tmp_path: Path) -> None:
    for name in ("~$渡口.docx", "渡口.md"):
        (tmp_path / name).write_text("# 甲\n\n第一条 乙。", "utf-8")
    units, problems = plan_units([tmp_path])
    assert [Path(u.path).name for u in units] == ["渡口.md"] and not problems


def test_hidden_copies_of_a_text_are_no_text() -> None:
    body = "".join(f"<p>{line}</p>" for line in _BODY)
    doc = read(f'<h1>{_TITLE}</h1><div style="display: none">第一条 摘要。第二条 摘要。</div><p>{_HEADER}</p>{body}<p hidden>第三条 摘要。</p>')
    assert [len(a.paragraphs) for a in doc.articles] == [1, 1, 1] and doc.promulgated == "2020-04-10" and not doc.sections and not doc.warnings


def test_a_text_that_a_script_shows_is_read() -> None:
    doc = read(f'<h1>{_TITLE}</h1><div style="display:none"><p>{_HEADER}</p>' + "".join(f"<p>{line}</p>" for line in _BODY) + "</div>")
    assert len(doc.articles) == 3


def test_a_gazette_page_that_is_headed_by_the_order() -> None:
    doc = read("<table><tr><td><h1>中华人民共和国国务院令<br>第790号</h1></td></tr></table><div><p>《样本服务条例》已经2024年8月30日国务院第40次常务会议通过，现予公布，自2025年1月1日起施行。</p>"
               "<p>总理　某某</p><p>2024年9月24日</p><p>样本服务条例</p><p>第一条　甲。</p><p>第二条　本条例自2025年1月1日起施行。</p></div>",
               "中华人民共和国国务院令（第790号） 样本服务条例__2024年第28号国务院公报")
    assert (doc.title, doc.doc_no, doc.version_date, doc.level) == ("样本服务条例", "中华人民共和国国务院令第790号", "2024-09-24", "行政法规")
    assert len(doc.articles) == 2 and not doc.sections


def test_a_cover_with_contents_before_the_text() -> None:
    cover = [(200.0, 740.0, _TITLE), (220.0, 700.0, "目　　录"), (60.0, 670.0, "第一章　总则 " + "." * 50 + " 1"), (60.0, 650.0, "第二章　附则 " + "." * 50 + " 2")]
    text = [_TITLE, _HEADER, "第一章　总则", *_BODY[:4], "第二章　附则", _BODY[4]]
    doc = parse_statute(read_document(_drawn([cover, [(60.0, 770.0 - 20 * k, row) for k, row in enumerate(text)]]), "x.pdf").text)
    assert (doc.title, doc.version_date) == (_TITLE, "2020-04-10") and not doc.sections and not doc.warnings
    assert [a.path for a in doc.articles] == [("第一章　总则",), ("第一章　总则",), ("第二章　附则",)]


def _printed(paragraphs: list[str], width: int, per_page: int, indent: float = 22.0, block: bool = False) -> bytes:
    """As Word prints: the first line of a paragraph stands in by two letters, or all of them (``block``), without blanks."""
    rows: list[tuple[float, str]] = [(200.0, _TITLE), (150.0, _HEADER)]
    for text in paragraphs:
        first = width if block else width - 2
        rows += [(60.0 + indent, text[:first]), *((60.0 + (indent if block else 0.0), text[i:i + width]) for i in range(first, len(text), width))]
    return _drawn([[(x, 770.0 - 20 * r, row) for r, (x, row) in enumerate(rows[k:k + per_page])] for k in range(0, len(rows), per_page)])


_FULL = "乡镇人民政府应当组织渡口经营人开展安全教育。" + "渡口经营人应当在渡口公示渡运时间和安全须知。"
_PARAGRAPHS = ["第一条　为了加强渡口安全管理，保障公民生命和财产安全，根据有关法律，制定本办法。", "第二条　" + "甲" * 19 + "。" + "渡口经营人应当服从管理。", "渡口由乡镇人民政府管理。",
               "第三条　" + _FULL, "第四条　本办法自2020年6月1日起施行。"]


@pytest.mark.parametrize("per_page", [20, 6, 9])
def test_indents_that_only_the_place_on_the_page_tells(per_page: int) -> None:
    """第二条's first line is full and ends in a full stop: only where the next line stands tells that it goes on."""
    doc = parse_statute(read_document(_printed(_PARAGRAPHS, 26, per_page), "x.pdf").text)
    assert [[p.text for p in a.paragraphs] for a in doc.articles] == [
        [_PARAGRAPHS[0][4:]], [_PARAGRAPHS[1][4:], _PARAGRAPHS[2]], [_PARAGRAPHS[3][4:]], [_PARAGRAPHS[4][4:]]]
    assert (doc.title, doc.version_date) == (_TITLE, "2020-04-10") and not doc.warnings


@pytest.mark.parametrize("indent", [0.0, 22.0])
def test_lines_that_all_stand_alike_are_joined_by_their_ends(indent: float) -> None:
    paragraphs = ["第一条　" + "渡口经营人应当遵守安全规定并接受监督" * 3 + "。", "第二条　" + "渡口应当设置警示标志和救生设备" * 4 + "。", "第三条　本办法自2020年6月1日起施行。"]
    doc = parse_statute(read_document(_printed(paragraphs, 26, 20, indent, block=True), "x.pdf").text)
    assert [[p.text for p in a.paragraphs] for a in doc.articles] == [[text[4:]] for text in paragraphs]


def test_blank_lines_tell_the_paragraphs_of_a_broken_text() -> None:
    rows = [_TITLE, _HEADER, *(text for text in _PARAGRAPHS)]
    text = read_document("\n\n".join("\n".join(row[i:i + 26] for i in range(0, len(row), 26)) for row in rows).encode(), "x.txt")
    assert [len(a.paragraphs) for a in parse_statute(text.text).articles] == [1, 2, 1, 1] and not text.warnings


def test_who_made_a_text_stands_before_the_day() -> None:
    doc = parse_statute(f"样山省裁量基准适用规定\n（样山省市场监督管理局2022年9月1日发布　自2022年10月1日起施行）\n{_BODY[0]}\n第二条　本规定自2022年10月1日起施行。")
    assert (doc.issuer, doc.level, doc.promulgated) == ("样山省市场监督管理局", "规范性文件", "2022-09-01")


def test_a_congress_s_signature_is_no_table() -> None:
    doc = parse_statute(f"样山市公园条例\n（2015年12月3日样山市第十五届人民代表大会常务委员会第二十六次会议通过）\n{_BODY[0]}\n第二条　本条例自2016年3月1日起施行。\n样山市人民代表大会常务委员会\n2016年1月20日")
    assert [(s.kind, s.title) for s in doc.sections] == [("note", "")]
