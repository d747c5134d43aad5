"""One statute in the forms that users hold: Markdown of either dialect, .txt, .html, .docx, .pdf.

``paragraphs`` are plain lines: title, bracketed header, 目录, headings, articles, as a published page prints them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

PUBLISHED = [
    "青石省河道清淤条例",
    "（2019年3月28日青石省第十三届人民代表大会常务委员会第十次会议通过　根据2022年9月30日青石省第十三届人民代表大会"
    "常务委员会第三十七次会议《关于修改〈青石省河道清淤条例〉等三件地方性法规的决定》第一次修正）",
    "目　　录",
    "第一章　总　　则",
    "第二章　清淤管理",
    "第一节　计　　划",
    "第二节　实　　施",
    "第三章　附　　则",
    "第一章　总　　则",
    "第一条　为了加强河道清淤，保障行洪安全，根据有关法律，结合本省实际，制定本条例。",
    "第二条　本省行政区域内的河道清淤及其监督管理，适用本条例。",
    "前款所称河道，包括湖泊、人工水道。",
    "第二章　清淤管理",
    "第一节　计　　划",
    "第三条　清淤计划应当包括下列内容：",
    "（一）清淤范围，按照下列顺序确定：",
    "1．城镇河段；",
    "2．乡村河段；",
    "（二）清淤方式；",
    "（三）淤泥处置。",
    "乡镇人民政府应当协助编制清淤计划。",
    "第二节　实　　施",
    "第四条　清淤单位应当按照批准的计划施工，并在施工现场设置公示牌，公示清淤范围、施工期限、监督电话以及淤泥去向，接受社会监督，不得擅自扩大清淤范围。",
    "第五条　违反本条例第四条规定的，由水行政主管部门责令改正；拒不改正的，处一千元以上一万元以下罚款。",
    "第三章　附　　则",
    "第六条　本条例自2019年6月1日起施行。",
]
"""Own wording. A 目录, 章 and 节, 项 and 目, a 款 after items, a long paragraph."""

EXPECTED = [
    (1, ("第一章　总　　则",), 1, 0),
    (2, ("第一章　总　　则",), 2, 0),
    (3, ("第二章　清淤管理", "第一节　计　　划"), 2, 3),
    (4, ("第二章　清淤管理", "第二节　实　　施"), 1, 0),
    (5, ("第二章　清淤管理", "第二节　实　　施"), 1, 0),
    (6, ("第三章　附　　则",), 1, 0),
]
"""Of PUBLISHED: (article, path, paragraphs, items of the first paragraph)."""


def as_docx(lines: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> bytes:
    """A .docx as the national law database gives it: centred title and headings, full-width blanks as indent."""
    document = Document()
    for k, line in enumerate(lines):
        indent = "" if k == 0 or line.startswith("目") else "　　"
        paragraph = document.add_paragraph()
        paragraph.add_run(indent + line[:5]).bold = True
        paragraph.add_run(line[5:])
        if k == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(lines: Sequence[str], charset: str = "utf-8") -> bytes:
    """A page as government sites publish it: navigation, a share bar, articles in <p>, a footer."""
    body = "\n".join(f'<p style="text-indent:2em">&nbsp;&nbsp;{line[:3]}<span>{line[3:]}</span></p>' for line in lines[1:])
    page = f"""<!DOCTYPE html><html><head><meta charset="{charset}"><title>{lines[0]}_某网站</title>
<style>p {{ margin: 0 }}</style><script>var a = "第九条 不是条文";</script></head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/fg">法规</a></div>
<div class="main"><h1>{lines[0]}</h1><div class="share">分享到：微信</div>
<div class="content">{body}</div></div>
<div class="footer">版权所有 备案号 12345</div></body></html>"""
    return page.encode(charset)


def as_txt(lines: Sequence[str], width: int = 0, charset: str = "utf-8") -> bytes:
    """Plain text; ``width`` breaks lines hard at so many characters, as mail and old sites do."""
    out: list[str] = []
    for k, line in enumerate(lines):
        text = line if k == 0 else "　　" + line
        out += [text[i:i + width] for i in range(0, len(text), width)] if width else [text]
    return "\r\n".join(out).encode(charset)


def as_pdf(lines: Sequence[str], width: int = 30, per_page: int = 18) -> bytes:
    """A PDF with a text layer: lines broken at the margin, a running head and a page number on each page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    rows: list[str] = []
    for k, line in enumerate(lines):
        text = line if k == 0 else "　　" + line
        rows += [text[i:i + width] for i in range(0, len(text), width)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page, start in enumerate(range(0, len(rows), per_page), 1):
        canvas.setFont("STSong-Light", 10)
        canvas.drawString(60, 810, "青石省法规汇编")
        for r, row in enumerate(rows[start:start + per_page]):
            canvas.drawString(60, 770 - 36 * r, row)
        canvas.drawString(290, 30, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
