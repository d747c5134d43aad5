"""Text of either Markdown dialect, or plain text, to clean lines: marks off, tables and noise told apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ingest.statutes.labels import BLANK

_FRONT = re.compile(r"\A\ufeff?\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.S)
_CELL_END = re.compile(r"</t[dh]\s*>", re.I)
_ROW_END = re.compile(r"</?tr\b[^>]*>", re.I)
_BREAK = re.compile(r"<br\s*/?>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")
_IMAGE = re.compile(r"!\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\((?:https?:|/|\.)[^()\n]{0,500}\)")
_RULE = re.compile(r"^\|?[\s:|\-]+\|?$")
_PAGE_NUMBER = re.compile(r"[-—–－·]+[ \u3000]*\d{1,4}[ \u3000]*[-—–－·]+$|第[ \u3000]*\d{1,4}[ \u3000]*页(?:[ \u3000/／，,]*共[ \u3000]*\d{1,4}[ \u3000]*页)?$")
_LISTED = re.compile(rf"[-*+] [{BLANK}]*[（(第笫\u4e00-\u9fa5《“①-⑳]")
"""A member of a Markdown list; — 3 — is a page number."""
_STRIP = BLANK + "\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

HEADER_END = "\x00header-end"
TABLE_GONE = "\x00table-gone"


@dataclass(frozen=True, slots=True)
class Line:
    """A clean line. ``hashes``: Markdown heading level or 0; ``table``: a row of a table; ``turned``: a page's number
    stood before it."""

    text: str
    hashes: int = 0
    table: bool = False
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A document as lines. ``header_end`` indexes the first line after <!-- INFO END -->, -1 without that mark."""

    lines: list[Line]
    header_end: int
    front_matter: str
    tables_gone: list[int]  # indexes of lines before which a <!-- TABLE --> mark stands with no table


def clean_lines(text: str) -> Text:
    """Cut a document into non-empty lines without Markdown, HTML and zero-width marks."""
    front = ""
    if "\x00" in text:
        text = text.replace("\x00", "")
    if m := _FRONT.match(text):
        front = m[1]
        text = text[m.end():]
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "<" in text:
        text = _without_html(text)
    for mark in ("\u200b", "\ufeff", "**"):
        if mark in text:
            text = text.replace(mark, "")
    if "![" in text:
        text = _IMAGE.sub(lambda m: f"图：{m[1]}" if m[1] else "", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)

    lines: list[Line] = []
    header_end = -1
    tables_gone: list[int] = []
    turned = False
    for raw in text.split("\n"):
        s = raw.strip(_STRIP)
        if not s:
            continue
        c = s[0]
        if c == "\x00":
            if s == HEADER_END and header_end < 0:
                header_end = len(lines)
            elif s == TABLE_GONE:
                tables_gone.append(len(lines))
            continue
        if c in "-—–－·第" and _PAGE_NUMBER.match(s):
            turned = True
            continue
        hashes = 0
        if c == "#":
            rest = s.lstrip("#")
            hashes = len(s) - len(rest)
            s = rest.strip(_STRIP + "#")
            if not s:
                continue
        elif c == "*" and s[-1] == "*" and len(s) > 2:
            s = s.strip("*").strip(_STRIP)
            if not s:
                continue
        elif c in ">" and s.lstrip("> "):
            s = s.lstrip("> ")
        elif c == ":" and s.startswith(":::"):
            continue
        elif c in "-*+" and _LISTED.match(s):
            s = s[2:].lstrip(_STRIP)
        table = c in "|¦"
        if table:
            if _RULE.match(s):
                continue
            if tables_gone and tables_gone[-1] == len(lines):
                tables_gone.pop()
        lines.append(Line(s, hashes, table, turned))
        turned = False
    return Text(lines, header_end, front, tables_gone)


def _without_html(text: str) -> str:
    text = _replace_blocks(text, "<!--", "-->", _comment)
    for tag in ("style", "script"):
        if f"<{tag}" in text:
            text = _replace_blocks(text, f"<{tag}", f"</{tag}>", lambda block: "")
    if "<table" in text:
        text = _replace_blocks(text, "<table", "</table>", _table_rows)
    if "</" in text or "<br" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    return text


def _replace_blocks(text: str, start: str, end: str, replace: Callable[[str], str]) -> str:
    """Each block from ``start`` to the next ``end`` replaced; in one pass, however many are left open."""
    out: list[str] = []
    at = 0
    while (a := text.find(start, at)) >= 0 and (b := text.find(end, a + len(start))) >= 0:
        b += len(end)
        out += (text[at:a], replace(text[a:b]))
        at = b
    return "".join([*out, text[at:]]) if out else text


def _comment(block: str) -> str:
    body = block[4:-3].strip()
    if body == "INFO END":
        return f"\n{HEADER_END}\n"
    return f"\n{TABLE_GONE}\n" if body == "TABLE" else ""


def _table_rows(html: str) -> str:
    """An HTML table as Markdown rows, one line each."""
    flat = " ".join(_BREAK.sub(" ", html).split())
    rows = _ROW_END.split(_CELL_END.sub(" | ", flat))
    cells = (" ".join(_TAG.sub("", row).split()) for row in rows)
    return "\n" + "\n".join("| " + row for row in cells if row.strip("| ")) + "\n"
