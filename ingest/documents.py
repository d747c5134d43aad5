"""Text out of the forms that statutes are held in: .md, .txt, .html, .docx, .pdf with a text layer.

The result is plain text or Markdown, one paragraph a line, for ``ingest.statutes``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest import word
from ingest.errors import InputError
from ingest.files import declared_charset, decode_text, sniff
from ingest.records import ReadWarning

_BLOCKS = frozenset("p div section article h1 h2 h3 h4 h5 h6 li tr table ul ol br center blockquote pre dd dt body".split())
_NOISE = frozenset("script style nav header footer aside form button select iframe noscript svg head".split())
_NOISE_NAMES = re.compile(r"(?:^|[\s_-])(?:nav|menu|crumb|breadcrumb|footer|header|share|sidebar|copyright|pagination|toolbar|search|login|related?|recommend)(?:$|[\s_-])", re.I)
_CONTENT_NAMES = ("article", "content", "main", "TRS_Editor", "zoom", "UCAP-CONTENT", "detail", "text")
_LABEL_START = re.compile(r"[第笫]\s*[零〇○一二三四五六七八九十百千\d]{1,9}\s*(?:条|章|编|节|分编)(?:[\s\u3000]|之|$)|[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|附[件表录则]")
_LAW_NAME = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|决定|决议|解释|批复|意见|通知|规范|标准|章程|修正案)(?:[（(][^（()）]{1,12}[)）])*$")
_ABOUT_PAGE = re.compile(r"[【\[]?(?:发布|发文|成文|公开|更新)?(?:时间|日期|来源|作者|字号|字体|浏览次数|点击数?|索引号|打印|分享|编辑|责任编辑)[\s\u3000]*[：:【\[]")
_AFTER_PAGE = re.compile(r"[【\[]?(?:相关(?:链接|稿件|阅读|文章|解读|文件|政策|新闻|附件)|上一[篇条]|下一[篇条]|扫一扫|打印本[页文]|关闭(?:本页|窗口)|返回顶部)")
_PAGE_NUMBER = re.compile(r"^[\s\-—–·.]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?)[\s\-—–·.]*$")
_INDENT = re.compile(r"\u3000| {2}|\t|\xa0{2}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SOFT_HYPHENS = {0xFFFE: None, 0xAD: None}
_ENDS = "。；：！？”』」）)》|"


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text, its format by content, and what was noticed on the way."""

    text: str
    format: str
    warnings: tuple[ReadWarning, ...] = ()


def read_document(data: bytes, name: str) -> DocumentText:
    """Text of a document by its content. InputError (encrypted, no text layer, unknown form) says what to do."""
    if name.lower().endswith((".md", ".markdown")) and (text := _utf8(data)) is not None:
        return DocumentText(text, "md")
    fmt = sniff(data, name)
    if fmt in ("md", "txt", "csv"):
        text = decode_text(data, name=name)
        return DocumentText(unwrap(text) if fmt == "txt" else text, fmt)
    if fmt == "html":
        return DocumentText(html_text(decode_text(data, declared_charset(data), name=name), name), fmt)
    if fmt == "docx":
        return DocumentText(docx_text(data, name), fmt)
    if fmt == "pdf":
        return pdf_text(data, name)
    if fmt == "doc":
        raise InputError("是旧式 Word 文档（.doc）", name, "请用 Word 或 WPS 另存为 .docx 后导入")
    raise InputError(f"不是法规文本（{fmt}）", name, "法规请用 .docx、.html、.md、.txt 或带文字层的 .pdf；清单请用“导入清单”")


def unwrap(text: str) -> str:
    """Plain text with fixed-width lines: broken lines put back together. Other text comes back as it is."""
    lines = [line.rstrip() for line in text.split("\n")]
    filled = [line.strip() for line in lines if line.strip()]
    broken = sum(len(line) > 12 and line[-1] not in _ENDS for line in filled)
    if broken < 5 or broken * 4 < len(filled):
        return text
    return "\n".join(_joined_lines(lines))


def html_text(markup: str, name: str = "") -> str:
    """Paragraphs of a page's main text, one a line; tables as | rows; navigation left out."""
    from lxml import etree
    from lxml import html as lxml_html

    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", _CONTROL.sub("", markup))
    parser = lxml_html.HTMLParser(recover=True, no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.ParserError, ValueError) as exc:
        raise InputError("网页没有内容", name, "请在浏览器中打开后另存为网页，或复制到 .docx") from exc
    page_title = next(iter(root.xpath("//title/text()")), "")
    body = root.find("body")
    root = body if body is not None else root
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or ((element.tag in _NOISE or _is_noise(element)) and not _holds_title(element)):
            _drop(element)
    return "\n".join(_from_title(list(_html_lines(_main_part(root))), page_title))


def docx_text(data: bytes, name: str = "") -> str:
    """Paragraphs and tables of a .docx in document order, one paragraph a line, tables as | rows."""
    return "\n".join(_word_lines(word.read_body(data, name)))


def pdf_text(data: bytes, name: str = "") -> DocumentText:
    """Paragraphs of a PDF's text layer: pages joined, page numbers and running heads dropped, lines unwrapped."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        what = "PDF 已加密" if "assword" in str(exc) else "PDF 已损坏"
        raise InputError(what, name, "请另存为不加密的 PDF 或 .docx 后导入") from exc
    try:
        pages = []
        for page in document:
            text_page = page.get_textpage()
            pages.append(text_page.get_text_range().replace("\r", "\n").replace("\x00", " ").split("\n"))
            text_page.close()
            page.close()
    finally:
        document.close()
    pages = [[line.translate(_SOFT_HYPHENS).rstrip() for line in page if line.strip()] for page in pages]
    if sum(len(line) for page in pages for line in page) < 20 * max(1, len(pages)) // 2:
        raise InputError("PDF 没有文字层（扫描件）", name, "请提供 Word 原件，或先做文字识别")
    running = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]})
    lines = [
        line for page in pages for k, line in enumerate(page)
        if not _PAGE_NUMBER.match(line)
        and not (running[line.strip()] >= max(2, 0.4 * len(pages)) and (k < 2 or k >= len(page) - 2))
    ]
    warning = ReadWarning("from_pdf", "由 PDF 转换，换行和表格可能有误", "", "请核对，有 Word 原件时以原件为准")
    return DocumentText("\n".join(_joined_lines(lines)), "pdf", (warning,))


# ---------------------------------------------------------------- helpers


def _utf8(data: bytes) -> str | None:
    """Fast path for Markdown; None when it is not UTF-8 text."""
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n") if b"\r" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _joined_lines(lines: Sequence[str]) -> list[str]:
    """Broken lines to paragraphs. Where paragraphs are indented the indent decides; elsewhere a line as wide as the
    page that ends without a mark goes on in the next, unless that one bears a label."""
    filled = [line for line in lines if line.strip()]
    width = max((len(line) for line in filled), default=0)
    indented = sum(_INDENT.match(line) is not None for line in filled)
    by_indent = len(filled) * 0.15 < indented < len(filled) * 0.95
    out: list[str] = []
    full = False
    for raw in lines:
        line = raw.strip()
        if not line:
            full = full and by_indent
            continue
        starts = bool(_INDENT.match(raw)) if by_indent else bool(_LABEL_START.match(line))
        if out and full and not starts:
            out[-1] += line
        else:
            out.append(line)
        wide = len(raw) >= width * 0.8
        full = wide and (by_indent or line[-1] not in _ENDS or (len(raw) >= width - 1 and line[-1] not in "。；："))
    return out


def _is_noise(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(names.strip()) and bool(_NOISE_NAMES.search(names)) and len(element.text_content()) < 600


def _holds_title(element: Any) -> bool:
    return element.tag not in ("script", "style") and any(_LAW_NAME.search(h.text_content().strip()) for h in element.iter("h1", "h2"))


def _from_title(lines: list[str], page_title: str) -> list[str]:
    """Lines from the statute's title on: an <h1> that names a law, else the line that the page's <title> names.

    What a page prints about itself (发布时间、来源、字号) is left out, and what it offers below (相关链接).
    """
    end = next((i for i, line in enumerate(lines) if i > len(lines) // 2 and _AFTER_PAGE.match(line)), len(lines))
    lines = [line for line in lines[:end] if not (_ABOUT_PAGE.match(line) and len(line) < 120)]
    names = [name.strip() for name in re.split(r"[_|]|\s[-–—]+\s|-{2,}|——", page_title)]
    wanted = next((name for name in names if _LAW_NAME.search(name)), "")
    for i, line in enumerate(lines):
        text = "".join(line.removeprefix("# ").split())
        if line.startswith("# ") and _LAW_NAME.search(text):
            return lines[i:]
        if wanted and text == "".join(wanted.split()):
            return [f"# {text}", *lines[i + 1:]]
    lines = [line.removeprefix("# ") for line in lines]
    return [f"# {wanted}", *lines] if wanted else lines


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree() if isinstance(element.tag, str) else parent.remove(element)


def _main_part(root: Any) -> Any:
    """The smallest container that holds most of the page's articles."""
    def articles(element: Any) -> int:
        return len(re.findall(r"第[零〇一二三四五六七八九十百千]{1,7}条", element.text_content()))

    total = articles(root)
    best = root
    while total:
        inner = next((c for c in best if isinstance(c.tag, str) and articles(c) >= total * 0.98), None)
        if inner is None or inner.tag in ("p", "table", "tr", "td"):
            break
        if any(_title_like(c) for c in best if c is not inner):
            break
        best = inner
    return best


def _title_like(element: Any) -> bool:
    return isinstance(element.tag, str) and (element.tag in ("h1", "h2") or "title" in f"{element.get('class')}{element.get('id')}".lower())


def _html_lines(root: Any) -> Iterator[str]:
    buffer: list[str] = []

    def flush() -> Iterator[str]:
        text = " ".join("".join(buffer).replace("\xa0", "\u3000").split("\n")).strip(" \t\u3000")
        buffer.clear()
        if text:
            yield text

    def walk(element: Any) -> Iterator[str]:
        if not isinstance(element.tag, str):
            return
        if element.tag == "table" and _is_data_table(element):
            yield from flush()
            for row in element.iter("tr"):
                cells = [" ".join(c.text_content().split()) for c in row if c.tag in ("td", "th")]
                if any(cells):
                    yield "| " + " | ".join(cells) + " |"
            return
        block = element.tag in _BLOCKS or element.tag == "td"
        if block:
            yield from flush()
            if element.tag == "h1":
                buffer.append("# ")
        buffer.append(element.text or "")
        for child in element:
            yield from walk(child)
            buffer.append(child.tail or "")
        if block:
            yield from flush()

    yield from walk(root)
    yield from flush()


def _is_data_table(table: Any) -> bool:
    """Layout tables hold the articles themselves; data tables hold short cells."""
    cells = [len(c.text_content()) for c in table.iter("td", "th")]
    return len(cells) > 3 and max(cells, default=0) < 400 and "条" not in table.text_content()[:20]


def _word_lines(parent: Any) -> Iterator[str]:
    for block in word.blocks_with_boxes(parent):
        if isinstance(block, str):
            yield from (line.strip() for line in block.replace("\t", "\u3000").split("\n"))
            continue
        rows = [list(word.children(row, "tc")) for row in word.children(block, "tr")]
        if all(len(cells) < 2 for cells in rows):  # a frame around the text
            for cells in rows:
                for cell in cells:
                    yield from _word_lines(cell)
        else:
            yield from ("| " + " | ".join(_cell_text(cell) for cell in cells) + " |" for cells in rows)


def _cell_text(cell: Any) -> str:
    return " ".join(" ".join(_word_lines(cell)).split())
