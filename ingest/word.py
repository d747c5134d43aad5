"""The body of a .docx as Word shows it: counted numbers spelled out, changes accepted, content controls looked through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ingest.errors import InputError
from ingest.files import MAX_OFFICE_BYTES, SafeZip, check_office, parse_xml
from ingest.word_numbers import spell_out_numbers

_REMEDY = "请用 Word 或 WPS 打开后另存为 .docx 再导入"
_LOOKED_THROUGH = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"})
_NOT_SHOWN = frozenset({
    "del", "moveFrom", "Fallback", "pPr", "rPr", "instrText", "delText", "txbxContent", "pict", "drawing", "rt",
})


def read_body(data: bytes, name: str) -> Any:
    """The body element of a .docx, with the numbers that Word counts by itself put into the text."""
    archive = check_office(data, name)
    member = _main_part(archive)
    if member is None:
        raise InputError("Word 文档缺少正文", name, _REMEDY)
    root = parse_xml(archive.read(member, MAX_OFFICE_BYTES), name)
    folder = member.rpartition("/")[0]
    numbering, styles = (_part(archive, f"{folder}/{part}.xml", name) for part in ("numbering", "styles"))
    if numbering is not None:
        spell_out_numbers(root, numbering, styles)
    return next((child for child in root if tag(child) == "body"), root)


def blocks(parent: Any) -> Iterator[Any]:
    """Paragraph texts (str) and table elements, looking through content controls and tracked insertions."""
    yield from _blocks(parent, False)


def blocks_with_boxes(parent: Any) -> Iterator[Any]:
    """Like ``blocks``; what stands in a paragraph's text boxes comes before it."""
    yield from _blocks(parent, True)


def paragraph_text(paragraph: Any) -> str:
    """Text of a paragraph as shown: runs, breaks and tabs in order; what is marked deleted stays out."""
    parts: list[str] = []
    _collect(paragraph, parts)
    return "".join(parts)


def children(element: Any, wanted: str) -> Iterator[Any]:
    """Children of one name, looking through content controls and tracked insertions."""
    for child in element:
        name = tag(child)
        if name == wanted:
            yield child
        elif name in _LOOKED_THROUGH:
            yield from children(child, wanted)


def tag(element: Any) -> str:
    """An element's name without its namespace; "" for comments."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _blocks(parent: Any, boxes: bool) -> Iterator[Any]:
    held = ""  # of paragraphs whose end is marked deleted: they run on into the next
    for child in parent:
        name = tag(child)
        if name == "p":
            for box in _boxes(child) if boxes else ():
                yield from blocks(box)
            held += paragraph_text(child)
            if not _end_deleted(child):
                yield held
                held = ""
            continue
        if held and (name == "tbl" or name in _LOOKED_THROUGH):
            yield held
            held = ""
        if name == "tbl":
            yield child
        elif name in _LOOKED_THROUGH:
            yield from _blocks(child, boxes)
    if held:
        yield held


def _end_deleted(paragraph: Any) -> bool:
    """The paragraph mark itself is marked deleted or moved away."""
    return any(tag(mark) in ("del", "moveFrom") for properties in paragraph if tag(properties) == "pPr"
               for run in properties if tag(run) == "rPr" for mark in run)


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes of a paragraph, each once: Word writes them a second time for old programs (Fallback)."""
    for child in element:
        name = tag(child)
        if name == "txbxContent":
            yield child
        elif name not in ("Fallback", "del", "moveFrom"):
            yield from _boxes(child)


def _collect(element: Any, parts: list[str]) -> None:
    for child in element:
        name = tag(child)
        if name == "t":
            parts.append(child.text or "")
        elif name in ("br", "cr"):
            parts.append("\n")
        elif name == "tab":
            parts.append("\t")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name not in _NOT_SHOWN:
            _collect(child, parts)


def _main_part(archive: SafeZip) -> str | None:
    """The document part: word/document.xml, or what the package's relations call the document."""
    names = {n.lower(): n for n in archive.names()}
    if "word/document.xml" in names:
        return names["word/document.xml"]
    if "_rels/.rels" in names:
        for relation in parse_xml(archive.read(names["_rels/.rels"], MAX_OFFICE_BYTES)):
            if str(relation.get("Type", "")).endswith("/officeDocument"):
                return names.get(str(relation.get("Target", "")).lstrip("/").lower())
    return None


def _part(archive: SafeZip, member: str, name: str) -> Any | None:
    found = next((n for n in archive.names() if n.lower() == member.lower()), None)
    return None if found is None else parse_xml(archive.read(found, MAX_OFFICE_BYTES), name)
