"""Text out of web pages: the paragraphs of the main text, one a line, without what the page says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingest.errors import InputError
from ingest.page_words import AFTER_PAGE, about_page, stated_number_and_date

_BLOCKS = frozenset("p div section article h1 h2 h3 h4 h5 h6 li tr table ul ol br center blockquote pre dd dt body".split())
_NOISE = frozenset("script style nav header footer aside form button select iframe noscript svg head".split())
_NOISE_NAMES = re.compile(r"(?:^|[\s_-])(?:nav|menu|crumbs?|breadcrumbs?|position|location|footer|header|share|sidebar|copyright|pagination|toolbar|tools|search|login|related?|recommend)(?:$|[\s_-])", re.I)
LAW_NAME = re.compile(r"(?:法|法典|条例|规定|办法|细则|规则|决定|决议|解释|批复|意见|通知|规范|标准|章程|修正案)(?:[（(][^（()）]{1,12}[)）])*$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SOURCE_BREAK = re.compile(r"(?<=[^\x00-\xff条章节编])[ \t]*\n[ \t\n]*(?=[^\x00-\xff])")
"""A line break of the markup within Chinese text: no reader sees it."""
_LINE_KEPT = "\x0b"
_FIRST_ARTICLE = re.compile(r"第一条[\s\u3000]")
_ORDER = re.compile(r"[\u4e00-\u9fa5、\s\u3000]{2,40}(?:令|公告)$")
"""The head of the order that puts a text in force, which stands above it."""
_NUMBERED_ORDER = re.compile(r"^[\u4e00-\u9fa5、]{2,40}令[\s\u3000]*[（(]?第?[\s\u3000]*[\d一二三四五六七八九十百〇零]{1,6}[\s\u3000]*号[）)]?[\s\u3000]*(?=.)")
_PARTICULARS = 60
"""Lines at the head of a page among which it states the document's number and day."""
_FOOT = 6
"""Lines at the end among which a page names its source and its editor."""


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
    for element in root.xpath("//*[@hidden or contains(translate(@style, ' ', ''), 'display:none')]"):
        if 2 * _articles(element) <= _articles(root):
            _drop(element)
    main = _main_part(root)
    if not LAW_NAME.search(page_title):
        page_title = _headed(root) or page_title
    lines = list(_html_lines(main))
    stated = stated_number_and_date((lines if main is root else list(_html_lines(root)))[:_PARTICULARS])
    return "\n".join(_from_title(lines, page_title, stated))


# ---------------------------------------------------------------- helpers


def _is_noise(element: Any) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if not names.strip() or not _NOISE_NAMES.search(names):
        return False
    text = element.text_content()
    return len(text) < 600 and not _FIRST_ARTICLE.search(text)


def _holds_title(element: Any) -> bool:
    return element.tag not in ("script", "style") and any(LAW_NAME.search(h.text_content().strip()) for h in element.iter("h1", "h2"))


def _headed(root: Any) -> str:
    """The law's name in a lower heading, or in what the page calls its title, above the articles."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        if _FIRST_ARTICLE.match((element.text or "").strip()):
            break
        named = element.tag in ("h2", "h3", "h4") or _title_like(element)
        if named and 5 < len(text := "".join(element.text_content().split())) < 80 and LAW_NAME.search(text):
            return text
    return ""


def _from_title(lines: list[str], page_title: str, stated: list[str]) -> list[str]:
    """Lines from the statute's title on: an <h1> that names a law, else the line that the page's <title> names.

    What a page prints about itself (发布时间、来源、字号) is left out, and what it offers below (相关链接); what it has ``stated``
    of the document, its number and its day, stays below the title.
    """
    end = next((i for i, line in enumerate(lines) if i > len(lines) // 2 and AFTER_PAGE.match(line)), len(lines))
    lines = _without_particulars(lines[:end])
    names = [name.strip() for name in re.split(r"[_|]|\s[-–—]+\s|-{1,2}(?=[^-]*$)|-{2,}|——", page_title)]
    wanted = next((_NUMBERED_ORDER.sub("", name) for name in names if LAW_NAME.search(name)), "")
    for i, line in enumerate(lines):
        text = "".join(line.removeprefix("# ").split())
        if line.startswith("# ") and LAW_NAME.search(text):
            return [line, *stated, *lines[i + 1:]]
        if wanted and text == "".join(wanted.split()):
            order = next((k for k in range(i) if _ORDER.match(lines[k].removeprefix("# "))), i)
            return [f"# {text}", *stated, *(above.removeprefix("# ") for above in lines[order:i]), *(lines[i:i + 1] if order < i else ()), *lines[i + 1:]]
    lines = [line.removeprefix("# ") for line in lines]
    return [f"# {wanted}", *stated, *lines] if wanted else lines


def _without_particulars(lines: list[str]) -> list[str]:
    """Lines without what a page says of itself above and below the text; within the text such words are the text's."""
    first = next((i for i, line in enumerate(lines) if _FIRST_ARTICLE.match(line)), _PARTICULARS // 3)
    return [line for i, line in enumerate(lines) if first <= i < len(lines) - _FOOT or not about_page(line)]


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        element.drop_tree() if isinstance(element.tag, str) else parent.remove(element)


def _main_part(root: Any) -> Any:
    """The smallest container that holds most of the page's articles."""
    total = _articles(root)
    best = root
    while total:
        inner = next((c for c in best if isinstance(c.tag, str) and _articles(c) >= total * 0.98), None)
        if inner is None or inner.tag in ("p", "table", "tr", "td"):
            break
        if any(_title_like(c) or _heads(c) for c in best if c is not inner):
            break
        best = inner
    return best


def _articles(element: Any) -> int:
    return len(re.findall(r"第[零〇一二三四五六七八九十百千]{1,7}条", element.text_content()))


def _heads(element: Any) -> bool:
    """A heading within it names a law or the order that puts one in force."""
    if not isinstance(element.tag, str):
        return False
    texts = ("".join(h.text_content().split()) for h in element.iter("h1", "h2"))
    return any(LAW_NAME.search(text) or _ORDER.match(text) or _NUMBERED_ORDER.match(text + "。") for text in texts)


def _title_like(element: Any) -> bool:
    return isinstance(element.tag, str) and (element.tag in ("h1", "h2") or "title" in f"{element.get('class')}{element.get('id')}".lower())


def _html_lines(root: Any) -> Iterator[str]:
    buffer: list[str] = []

    def flush() -> Iterator[str]:
        text = _SOURCE_BREAK.sub("", "".join(buffer)).replace("\n", " ").replace("\xa0", "\u3000")
        buffer.clear()
        for line in text.split(_LINE_KEPT):
            if line := line.strip(" \t\u3000"):
                yield line

    def walk(element: Any, kept: bool) -> Iterator[str]:
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
        kept = kept or element.tag == "pre"
        if block:
            yield from flush()
            if element.tag == "h1":
                buffer.append("# ")
        buffer.append(_source(element.text, kept))
        for child in element:
            yield from walk(child, kept)
            buffer.append(_source(child.tail, kept))
        if block:
            yield from flush()

    yield from walk(root, False)
    yield from flush()


def _source(text: str | None, kept: bool) -> str:
    """Text of the markup; within <pre> its line breaks are meant."""
    return (text or "").replace("\n", _LINE_KEPT) if kept else text or ""


def _is_data_table(table: Any) -> bool:
    """Layout tables hold the articles themselves: one cell a row, or tables within. Data tables hold short cells."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[len(text) for c in row if c.tag in ("td", "th") and (text := c.text_content().strip())] for row in table.iter("tr")]
    if all(len(row) < 2 for row in rows):
        return False
    cells = [n for row in rows for n in row]
    return len(cells) > 3 and max(cells) < 400 and "条" not in table.text_content()[:20]
