"""What ``youju show`` prints: a provision or a law, as text and as JSON."""

from __future__ import annotations

from typing import Any

from api.reports.text import clean, shorten
from corpus.catalogue import CatalogueEntry
from graph.address import listed, parse_id, place_label, provision_label
from graph.cite import resolution_json
from graph.show import CitedBy, Edition, Shown
from graph.standing import Renumbered
from graph.versions.trace_forward import CAVEAT
from ingest.records import Article

CHANGES = {"": "", "same": "内容相同", "amended": "条文修改", "moved": "条号变动", "moved_amended": "条号变动并修改", "split": "拆分",
           "merged": "合并", "deleted": "删除"}
CITING, RESTING = 10, 20
"""How many citing provisions and duties the text names; JSON has all that were asked for."""


def show_text(s: Shown) -> str:
    """Plain text for the terminal."""
    if s.statute is None:
        names = "、".join(f"《{c.title}》" for c in s.candidates)
        lines = _known(s.known, s.status == "已废止") if s.known is not None else []
        now = f"现行内容见：{listed(map(provision_label, s.successor))}{s.successor_note}" if s.successor else ""
        return "\n".join(x for x in (*lines, s.note or "没有找到", now, f"可能是：{names}" if names else "") if x)
    title = s.statute.title + (place_label(parse_id(s.resolution.provision)) if s.resolution.provision else "")
    lines = [title]
    facts = [s.statute.level, s.status or "", s.statute.issuer, s.statute.doc_no]
    if s.version is not None:
        facts.append(f"{s.version.date}版，{_since(s.version.effective_from, s.version.effective_stated) or '施行日期不详'}")
    lines.append("　".join(f for f in facts if f))
    if s.repeal is not None:
        lines.append(f"已废止：{s.repeal.date or ''} 被{provision_label(s.repeal.repealing_version)}{s.repeal.article}废止")
    lines += [f"部分不再适用：{r.date or ''}起，见{provision_label(r.repealing_version)}{r.article}：{shorten(r.sentence, 120)}" for r in s.partial]
    if s.note:
        lines.append(f"注意：{s.note}")
    if s.version is not None and s.version.text_kind == "gist":
        lines.append("以下为要旨，非法条原文")
    lines += [f"注意：{w.message}" + (f"（{w.where}）" if w.where else "") for w in s.warnings]
    if s.provision is not None:
        lines += ["", "　".join(s.place), s.text] if s.place else ["", s.text]
        lines += ["", f"编号：{s.provision.id}"]
    if s.successor:
        lines.append("现行内容见：" + "、".join(f"{provision_label(p)}（编号：{p}）" for p in s.successor) + s.successor_note)
    if s.renumbered is not None:
        lines.append("注意：" + renumbered_note(s.renumbered))
    if s.left_out:
        lines.append("现行内容：该条已删去" if s.successor_sure else "现行内容：没有找到承接该条的现行条文，请查阅取代它的文本")
    if s.contents:
        lines += ["", "目录"] + [f"  {heading}（{n}条）" for heading, n in s.contents]
    lines += _editions(s)
    if s.cited_by:
        lines += ["", f"被引用（{s.cited_by_total}处）"]
        lines += [f"  《{c.law}》{c.label}{_as_then(c)}：{shorten(c.text, 70)}" for c in s.cited_by[:CITING]]
        if s.cited_by_total > CITING:
            lines.append(f"  ……另有{s.cited_by_total - CITING}处")
    if s.duties:
        lines += ["", f"以此为据的事项（{len(s.duties)}项）"]
        lines += [f"  {d.list_name}　{d.item.item.name}（引作{d.citation.text}）" for d in s.duties[:RESTING]]
        if len(s.duties) > RESTING:
            lines.append(f"  ……另有{len(s.duties) - RESTING}项")
    return clean("\n".join(lines))


def show_json(s: Shown) -> dict[str, Any]:
    """Everything about the reference."""
    v = s.version
    return {
        "asked": s.asked, "resolution": resolution_json(s.resolution), "status": s.status, "note": s.note,
        "law": None if s.statute is None else {
            "id": s.statute.id, "title": s.statute.title, "level": s.statute.level, "issuer": s.statute.issuer,
            "doc_no": s.statute.doc_no, "region": "/".join(s.statute.region),
        },
        "version": None if v is None else {
            "id": v.id, "date": v.date, "effective_from": v.effective_from, "effective_stated": v.effective_stated, "effective_to": v.effective_to,
            "text_kind": v.text_kind, "completeness": v.completeness, "source": v.source_path,
        },
        "repeal": None if s.repeal is None else {
            "by": s.repeal.repealing_version, "article": s.repeal.article, "date": s.repeal.date, "sentence": s.repeal.sentence,
        },
        "partly_repealed": [
            {"by": r.repealing_version, "article": r.article, "date": r.date, "sentence": r.sentence} for r in s.partial
        ],
        "provision": s.provision.id if s.provision else None, "place": list(s.place), "text": s.text,
        "contents": [[heading, n] for heading, n in s.contents], "versions": [_edition(e) for e in s.editions],
        "cited_by": [{"provision": c.provision_id, "law": c.law, "label": c.label, "citation": c.citation.text, "text": c.text,
                      "then": c.then or None, "before": c.before or None}
                     for c in s.cited_by],
        "cited_by_total": s.cited_by_total,
        "duties": [{"id": d.item.id, "name": d.item.item.name, "list": d.list_name, "citation": d.citation.text} for d in s.duties],
        "known": None if s.known is None else {
            "title": s.known.title, "level": s.known.level, "issuer": s.known.issuer,
            "versions": [{"date": v.date, "effective_from": v.effective, "articles": v.articles} for v in s.known.versions],
            "repealed_by": s.known.repeal.by_title if s.known.repeal else None,
            "repealed_on": s.known.repeal.date if s.known.repeal else None,
        },
        "renumbered": None if s.renumbered is None else {
            "was": s.renumbered.was, "now": list(s.renumbered.now), "sure": s.renumbered.sure,
        },
        "successor": list(s.successor), "successor_sure": s.successor_sure, "successor_note": s.successor_note, "left_out": s.left_out,
        "candidates": [c.title for c in s.candidates],
        "warnings": [{"code": w.code, "message": w.message, "where": w.where, "remedy": w.remedy} for w in s.warnings],
    }


def renumbered_note(r: Renumbered) -> str:
    """修改前（2015-04-24版）的第六十条是另一内容，内容现见第六十五条."""
    was = parse_id(r.was)
    there = listed(place_label(parse_id(p)) if parse_id(p).statute == was.statute else provision_label(p) for p in r.now)
    became = f"内容现见{there}" if there else "已删去" if r.sure else "没有找到承接其内容的条文"
    return f"修改前（{was.date}版）的{place_label(was)}是另一内容，{became}" + ("" if r.sure or not there else CAVEAT)


def _since(day: str | None, stated: bool) -> str:
    """2015-01-01起施行. An amended text keeps the first day of the law and often does not say when it took effect."""
    if not day:
        return ""
    return f"{day}起施行" if stated else "修改后的施行日期未载明"


def _known(entry: CatalogueEntry, is_repealed: bool) -> list[str]:
    """What is known of a law whose text is not held; ``is_repealed`` on the day asked."""
    lines = [entry.title, "　".join(x for x in (entry.level, entry.issuer, entry.doc_no) if x)]
    lines += ["，".join(x for x in (f"{v.date}版", _since(v.effective, (v.effective or "") >= v.date), f"{v.articles}条") if x) for v in entry.versions]
    if entry.repeal is not None and is_repealed:
        lines.append(f"已废止：{entry.repeal.date or ''} 被《{entry.repeal.by_title}》{entry.repeal.article}废止")
    return lines


def _as_then(c: CitedBy) -> str:
    """（引的是2012-10-26版第二十三条）: an older text's number; and where that text is not held, that it is not."""
    if c.before:
        return f"（{c.before}施行，所引是更早的文本，法规库未收录，条号可能不同）"
    if not c.then:
        return ""
    was = parse_id(c.then)
    return f"（引的是{was.date}版{place_label(was)}）"


def _edition(e: Edition) -> dict[str, Any]:
    return {
        "version": e.version.id, "effective_from": e.version.effective_from, "effective_to": e.version.effective_to,
        "status": e.status, "provisions": [p.id for p in e.provisions], "text": "\n".join(p.text for p in e.provisions),
        "change": e.change, "sure": e.sure, "diff": [list(op) for op in e.diff],
    }


def _editions(s: Shown) -> list[str]:
    if not s.editions:
        return []
    lines = ["", "各版本"]
    for e in s.editions:
        numbers = "、".join(p.body.number for p in e.provisions if isinstance(p.body, Article))
        since = _since(e.version.effective_from, e.version.effective_stated).removesuffix("施行")
        until = f"至{e.version.effective_to}止" if e.version.effective_to else ""
        parts = (f"{e.version.date}版", e.status, since + until, numbers, CHANGES.get(e.change, e.change) + ("" if e.sure else CAVEAT))
        lines.append("  " + "　".join(p for p in parts if p))
        if e.diff and e.change not in ("", "same", "moved"):
            lines.append("    " + shorten("".join(f"［-{t}-］" if op == "delete" else f"［+{t}+］" if op == "insert" else t for op, t in e.diff), 300))
    return lines
