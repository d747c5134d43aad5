"""Text out of the forms that statutes are held in: .md, .txt, .html, .docx, .pdf with a text layer.

The result is plain text or Markdown, one paragraph a line, for ``ingest.statutes``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ingest import word
from ingest.errors import InputError
from ingest.files import declared_charset, decode_text, sniff
from ingest.pages import LAW_NAME, html_text
from ingest.pdf_columns import page_lines
from ingest.pdf_indents import with_indents
from ingest.records import ReadWarning

_LABEL_START = re.compile(r"[第笫]\s*[零〇○一二三四五六七八九十百千\d]{1,9}\s*(?:条|章|编|节|分编)(?:[\s\u3000]|之|$)|[（(][一二三四五六七八九十\d]{1,4}[）)]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.．、](?!\d)|附[件表录则]")
_CENTRED = re.compile(r"第[零〇○一二三四五六七八九十百千\d]{1,7}(?:章|编|节|分编)[\s\u3000]|目[\s\u3000]*[录次]$|附[件表图录][一二三四五六七八九十\d]{0,3}[：:]?$")
"""Headings stand in the middle of a page and 附件 at its edge, so that a PDF gives them without an indent."""
_PAGE_NUMBER = re.compile(r"^[\s\-—–·.]*(?:第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?)[\s\-—–·.]*$")
_PAGE_MARK = re.compile(r"^[\d\s\-—–·.]+|[\d\s\-—–·.]+$")
_LEADER = re.compile(r"(?<![.…·．])[.…·．]{3,}\s*\d{0,4}$")
"""A line of a table of contents."""
_NOTE_RULE = re.compile(r"\s*[─━—_－-]{4,}\s*$")
_NOTE = re.compile(r"\s*(?:[①-⑳*※]|[\[〔［]\d{1,2}[\]〕］]|注[：:])")
_INDENT = re.compile(r"\u3000| {2}|\t|\xa0{2}")
_LEAST_BLOCKS = 4
_NARROW = 60
"""Letters of the widest line that a program or a person breaks by hand."""
_ENDS = "。；：！？”』」）)》|.;:!?"


_UNSURE = ReadWarning("unwrapped", "按固定宽度断行，段首又没有缩进，恰在行末断句处款的划分可能有误", "", "请核对各款，有 Word 原件时以原件为准")


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
        if fmt != "txt":
            return DocumentText(text, fmt)
        whole = unwrap(text)
        sure = whole == text or bool(_blocks(text)) or _by_indent([line for line in text.split("\n") if line.strip()])
        return DocumentText(whole, fmt, () if sure else (_UNSURE,))
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
    broken = [line for line in filled if len(line) > 12 and line[-1] not in _ENDS]
    width = max((len(line) for line in lines), default=0)
    at_margin = width <= _NARROW and sum(len(line) >= width * 0.85 for line in broken) * 5 >= max(2, len(broken)) * 4
    if not at_margin and (len(broken) < 5 or len(broken) * 4 < len(filled)):
        return text
    return "\n".join(_blocks(text) or _joined_lines(lines))


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
        drawn = []
        for page in document:
            drawn.append(page_lines(page))
            page.close()
    finally:
        document.close()
    pages = [[(line.text, line.width) for line in page] for page in with_indents(drawn)]
    if sum(len(line) for page in pages for line, _ in page) < 20 * max(1, len(pages)) // 2:
        raise InputError("PDF 没有文字层（扫描件）", name, "请提供 Word 原件，或先做文字识别")
    notes = [_cut_notes(page) for page in pages]
    running = Counter(head for page in pages for head in {_unnumbered(line) for line, _ in (*page[:2], *page[-2:]) if not _LEADER.search(line)})
    heads = {head for head, count in running.items() if len(head) > 1 and count >= max(2, 0.4 * len(pages))}
    title = _title_line([line for line, _ in pages[0]], heads)
    below = {(n, k) for n, page in enumerate(pages) for k, (line, _) in enumerate(page[:-1])
             if LAW_NAME.search(line.strip()) and page[k + 1][0].strip()[0] in "（("}  # a title, its header below it
    lines = [
        (line, width) for n, page in enumerate(pages) for k, (line, width) in enumerate(page)
        if (n, k) == (0, title) or (n, k) in below or not (_PAGE_NUMBER.match(line) or (_unnumbered(line) in heads and (k < 2 or k >= len(page) - 2)))
    ]
    lines += [(line, 0) for page in notes for line in page]
    warning = ReadWarning("from_pdf", "由 PDF 转换，换行和表格可能有误", "", "请核对，有 Word 原件时以原件为准")
    return DocumentText("\n".join(_joined_lines([line for line, _ in lines], [width for _, width in lines])), "pdf", (warning,))


# ---------------------------------------------------------------- helpers


def _utf8(data: bytes) -> str | None:
    """Fast path for Markdown; None when it is not UTF-8 text."""
    if b"\x00" in data:
        return None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n") if b"\r" in data else data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _by_indent(filled: Sequence[str]) -> bool:
    """Paragraphs begin with an indent, and only they do."""
    indented = sum(_INDENT.match(line) is not None for line in filled)
    return len(filled) * 0.15 < indented < len(filled) * 0.95


def _blocks(text: str) -> list[str]:
    """Paragraphs that blank lines tell: every line but the last of a block is as wide as the page, only the first may bear
    a label; [] where blank lines do not tell them."""
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n\s*\n", text.strip())]
    width = max(len(line) for block in blocks for line in block)
    if len(blocks) < _LEAST_BLOCKS or any(
        len(line) < width * 0.8 or _LABEL_START.match(rest) for block in blocks for line, rest in pairwise(block)
    ):
        return []
    return ["".join(block) for block in blocks]


def _unnumbered(line: str) -> str:
    """A running head without the number of the page."""
    return _PAGE_MARK.sub("", line.strip())


def _cut_notes(page: list[tuple[str, int]]) -> list[str]:
    """Take the footnotes off a page: what stands below a rule near its end and opens with the mark of a note."""
    at = next((k for k in range(len(page) // 2, len(page) - 1) if _NOTE_RULE.match(page[k][0]) and _NOTE.match(page[k + 1][0])), -1)
    if at < 0:
        return []
    found = [line for line, _ in page[at + 1:] if not _PAGE_NUMBER.match(line)]
    del page[at:]
    return found


def _title_line(page: Sequence[str], heads: Collection[str]) -> int:
    """Index of the title on the first page where its pages bear that title as a running head too; -1 if they do not."""
    found = [k for k, line in enumerate(page[:3]) if _unnumbered(line) in heads and LAW_NAME.search(_unnumbered(line))]
    return found[-1] if found else -1


def _joined_lines(lines: Sequence[str], columns: Sequence[int] = ()) -> list[str]:
    """Broken lines to paragraphs. Where paragraphs are indented the indent decides; elsewhere a line as wide as the
    page that ends without a mark goes on in the next, unless that one bears a label; so does one that ends in a semicolon
    at the margin, as no 款 does. ``columns``: for each line the width of its column, 0 for that of the page."""
    filled = [line for line in lines if line.strip()]
    widths = sorted(len(line) for line in filled if not _LEADER.search(line))
    by_indent = _by_indent(filled)
    page_width = widths[-2] if by_indent and len(widths) > 1 else max(widths, default=0)  # one centred line may be wider
    out: list[str] = []
    full = False
    for k, raw in enumerate(lines):
        line = raw.strip()
        width = (columns[k] if columns else 0) or page_width
        if not line:
            full = full and by_indent
            continue
        starts = bool(_INDENT.match(raw) or _CENTRED.match(line)) if by_indent else bool(_LABEL_START.match(line))
        if out and full and not starts:
            out[-1] += line
        else:
            out.append(line)
        wide = len(raw) >= width * 0.8 and not _LEADER.search(line)
        at_margin = len(raw) >= width - 1
        item = _LABEL_START.match(out[-1]) is not None and out[-1][0] not in "第笫附"
        full = wide and (by_indent or line[-1] not in _ENDS or (at_margin and (line[-1] not in "。；：.;:" or (line[-1] in "；;" and not item))))
    return out


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
