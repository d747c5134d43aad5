"""Web pages: layout tables, kept and hidden line breaks, breadcrumbs, tables of particulars, notices that hand a text on."""

from __future__ import annotations

import pytest

from ingest.pages import html_text
from ingest.records import StatuteDoc
from ingest.statutes import parse_statute

_TITLE = "青石市停车管理办法"
_HEADER = "（2020年4月10日青石市人民政府令第66号公布）"
_BODY = ["第一条　为了加强停车管理，制定本办法。", "第二条　停车场分为：", "（一）公共停车场；", "（二）专用停车场。", "第三条　本办法自2020年6月1日起施行。"]


def read(body: str, title: str = "规章库") -> StatuteDoc:
    return parse_statute(html_text(f"<html><head><title>{title}</title></head><body>{body}</body></html>"))


def lines(tag: str = "p") -> str:
    return "".join(f"<{tag}>{line}</{tag}>" for line in _BODY)


PAGES = [
    ("layout tables within tables", f"<table><tr><td><table><tr><td>首页</td><td>规章</td></tr></table></td></tr><tr><td><table><tr><td>{_TITLE}</td></tr>"
     f"<tr><td>{_HEADER}</td></tr><tr><td>{lines()}</td></tr></table></td></tr></table>", _TITLE),
    ("one cell a row", f"<table><tr><td>{_TITLE}</td></tr><tr><td>{_HEADER}</td></tr>" + "".join(f"<tr><td>{line}</td></tr>" for line in _BODY) + "</table>", _TITLE),
    ("preformatted", f"<pre>\n　　{_TITLE}\n{_HEADER}\n" + "\n".join("    " + line for line in _BODY) + "</pre>", "规章库"),
    ("markup broken within a word", f"<h1>青石市停车\n    管理办法</h1><p>{_HEADER}</p>" + lines().replace("加强停车", "加强\n      停车"), "规章库"),
    ("where the reader is", f'<div class="weizhi">您现在的位置：<a>首页</a> &gt; <a>规章</a></div><div>{_TITLE}</div><div>{_HEADER}</div>'
     f"<div>【字体：<a>大</a> <a>小</a>】 【打印本页】</div>{lines('div')}", "规章库"),
    ("particulars in a list", f"<ul><li>标题：{_TITLE}</li><li>发布机构：青石市人民政府</li></ul><h1>{_TITLE}</h1><p>{_HEADER}</p>{lines()}<p>责任编辑：某某</p>", "规章库"),
]


@pytest.mark.parametrize(("name", "body", "title"), PAGES, ids=[p[0] for p in PAGES])
def test_the_text_of_a_page(name: str, body: str, title: str) -> None:
    doc = read(body, title)
    assert (doc.title, doc.promulgated, doc.effective) == (_TITLE, "2020-04-10", "2020-06-01")
    assert [a.text for a in doc.articles] == ["为了加强停车管理，制定本办法。", "停车场分为：\n（一）公共停车场；\n（二）专用停车场。", "本办法自2020年6月1日起施行。"]
    assert not doc.sections and not doc.warnings


def test_words_of_a_page_within_the_text_are_the_text_s() -> None:
    doc = read(f"<h1>{_TITLE}</h1><p>{_HEADER}</p>{lines()}<p>附件：</p><p>登记表式样</p><p>编号：</p><p>名称：</p><p>来源：</p>" + "<p>说明。</p>" * 7)
    assert "编号：\n名称：\n来源：" in doc.sections[0].text


PARTICULARS = [
    "<table><tr><td>索引号：</td><td>01/2023</td><td>主题分类：</td><td>农业</td></tr><tr><td>发文机关：</td><td>样山县人民政府</td><td>成文日期：</td>"
    "<td>2023年03月09日</td></tr><tr><td>发文字号：</td><td>样政〔2023〕5号</td><td>发布日期：</td><td>2023年03月10日</td></tr></table>",
    "<ul><li>文　　号： 样政〔2023〕5号</li><li>成文日期： 2023-03-09</li></ul>",
]


@pytest.mark.parametrize("particulars", PARTICULARS, ids=["table", "list"])
def test_a_notice_that_hands_a_text_on(particulars: str) -> None:
    """The articles are the handed-on text's, as in a Word file of the same notice; number and day are the page's word."""
    notice = "样山县人民政府关于印发样山县秸秆禁烧管理办法的通知"
    doc = read(f'{particulars}<div class="content"><p>{notice}</p><p>各乡镇人民政府：</p><p>现将《样山县秸秆禁烧管理办法》印发给你们，请遵照执行。</p>'
               "<p>样山县秸秆禁烧管理办法</p><p>第一条　甲。</p><p>第二条　本办法自2023年4月1日起施行。</p></div>", f"{notice}_样山县人民政府")
    assert (doc.title, doc.doc_no, doc.version_date) == ("样山县秸秆禁烧管理办法", "样政〔2023〕5号", "2023-03-09")
    assert (len(doc.articles), doc.level, doc.issuer) == (2, "规范性文件", "样山县人民政府")
