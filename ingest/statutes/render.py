"""A StatuteDoc out again: our own Markdown (which parses back to the same structure), and the ``parse --json`` shape."""

from __future__ import annotations

from typing import Any

from ingest.records import Article, StatuteDoc
from ingest.statutes.labels import RANKS, heading_label

_HASHES = {rank: "#" * (rank + 2) for rank in RANKS.values()}


def render(doc: StatuteDoc) -> str:
    """Our Markdown: title, header events, <!-- INFO END -->, headings by rank, articles, parts and annexes."""
    out = [f"# {doc.title}"]
    out += [f"{_printed_date(e.date)} {e.event}" if e.date else e.event for e in doc.history]
    out.append("<!-- INFO END -->")
    out += [part for s in doc.sections if s.kind == "preamble" for part in _preamble(s.title, s.text)]
    notes = {s.title: s for s in doc.sections if s.kind == "note" and s.title}
    path: tuple[str, ...] = ()
    top = min((_HASHES[ranked[0]] for a in doc.articles if a.path and (ranked := heading_label(a.path[0]))), default="##")
    for article in doc.articles:
        for heading, text in _headings(path, article.path, top):
            out.append(heading)
            if text in notes:
                out += notes.pop(text).text.split("\n")
        path = article.path
        out += _article(article)
    for note in notes.values():
        out += [f"## {note.title}", *note.text.split("\n")]
    for s in doc.sections:
        if s.kind == "numbered":
            out.append(f"{s.number}{s.title}" if s.number else f"## {s.title}")
            if s.number and not s.title:
                out[-1] += s.text.split("\n", 1)[0]
                out += s.text.split("\n")[1:]
            else:
                out += s.text.split("\n")
    for s in doc.sections:
        if s.kind == "annex":
            out.append(f"## {s.number}：{s.title}".rstrip("：") if s.number else s.title)
        if s.kind == "annex" or (s.kind == "note" and not s.title):
            out += s.text.split("\n")
    return "\n\n".join(line for line in out if line) + "\n"


def to_json(doc: StatuteDoc) -> dict[str, Any]:
    """The object that ``parse --json`` prints."""
    return {
        "title": doc.title,
        "history": [{"date": e.date, "event": e.event, "kind": e.kind} for e in doc.history],
        "articles": [_article_json(a) for a in doc.articles],
        "sections": [{"kind": s.kind, "number": s.number, "title": s.title, "text": s.text} for s in doc.sections],
        "kind": doc.kind,
        "level": doc.level,
        "issuer": doc.issuer,
        "doc_no": doc.doc_no,
        "region": list(doc.region),
        "dates": {
            "adopted": doc.adopted,
            "promulgated": doc.promulgated,
            "amended": list(doc.amended),
            "effective": doc.effective,
            "effective_basis": doc.effective_basis,
            "version": doc.version_date,
        },
        "completeness": doc.completeness,
        "warnings": [{"code": w.code, "message": w.message, "where": w.where, "remedy": w.remedy} for w in doc.warnings],
    }


def _article_json(a: Article) -> dict[str, Any]:
    return {
        "number": a.number,
        "article": a.article,
        "suffix": a.suffix,
        "caption": a.caption,
        "path": list(a.path),
        "paragraphs": [
            {
                "text": p.text,
                "items": [
                    {
                        "number": it.number,
                        "item": it.item,
                        "suffix": it.suffix,
                        "text": it.text,
                        "subitems": [{"number": s.number, "subitem": s.subitem, "text": s.text} for s in it.subitems],
                    }
                    for it in p.items
                ],
            }
            for p in a.paragraphs
        ],
    }


def _printed_date(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def _preamble(title: str, text: str) -> list[str]:
    return ([f"## {title}"] if title else []) + text.split("\n")


def _headings(old: tuple[str, ...], new: tuple[str, ...], top: str) -> list[tuple[str, str]]:
    """(Markdown line, text) of the headings that change between two articles, with the # that the rank asks for, without
    a rank those of the ``top`` headings or one more than the heading above."""
    same = 0
    while same < len(old) and same < len(new) and old[same] == new[same]:
        same += 1
    if same == len(new) and len(old) > same:
        same = max(0, same - 1)
    out = []
    marks = top
    for at, text in enumerate(new):
        ranked = heading_label(text)
        marks = _HASHES[ranked[0]] if ranked else marks + "#" if at else top
        if at >= same:
            out.append((f"{marks} {text}", text))
    return out


def _article(a: Article) -> list[str]:
    head = a.number + (f"【{a.caption}】" if a.caption else "")
    lines: list[str] = []
    for k, p in enumerate(a.paragraphs):
        if p.text or not k:
            lines += p.text.split("\n")
        for it in p.items:
            lines.append(it.number + it.text)
            lines += [s.number + s.text for s in it.subitems]
    first = lines[0] if lines else ""
    return [f"{head} {first}".rstrip(), *lines[1:]]
