"""Fitness and coverage: what faultless items are told, what planted faults are found, which duties surface.

Faultless items are the township duties of facts/statutory_duties.jsonl, named by their gist. Faults are planted by
plain patterns on the corpus, not by the norm reader: provisions of 县级以上 only, of pure assistance, of penalties
by departments, local law of other places, provisions drawn by lot.
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graph.address import article_id
from graph.audit.context import AuditContext, ItemView
from graph.audit.coverage import township_duties, uncovered
from graph.model import Provision
from ingest.numerals import article_label, parse_numeral
from ingest.records import Article
from tests.support.corpus_library import load
from tests.support.corpus_reader import corpus_reader
from tests.support.fitness_cases import AS_OF, drafts, view_of

ITEM_CHECKS = ("WRONG_TIER", "ASSIST_ONLY", "OUT_OF_JURISDICTION", "POWER_NOT_GRANTABLE", "NO_EMPOWERMENT", "TOPIC_MISMATCH")
SAMPLE = 300
NAMES = Path(__file__).resolve().parent.parent / "labelled" / "faultless_items.tsv"

_NEAR = re.compile(r"乡|镇|街道|苏木|(?<!地方)各级人民政府|基层|当地|地方人民政府|行政机关|国家机关|有关人民政府|本级|所在地")
_COUNTY = re.compile(r"县级以上(?:地方)?(?:各级)?人民政府[^，。；]{0,30}应当")
_PENALTY = re.compile(r"由县级以上[^，。；]{0,30}(?:部门|机关)责令[^。]{0,60}罚款")
_ASSIST = re.compile(r"乡[^，。；]{0,12}人民政府[^，。；]{0,16}?(?:应当)?(?:予以|给予|做好)?(?:协助|配合)[^，。；]*[。；]")


def evaluate(shared: Path) -> list[tuple[str, str, str, str]]:
    """Rows (measure, value, target, note)."""
    reader = corpus_reader(shared)
    context = AuditContext(reader, AS_OF)  # type: ignore[arg-type]
    faultless = list(faultless_items(shared, context))
    told = Counter(code for v in faultless for code in ITEM_CHECKS if drafts(code, v, context))
    national = _provisions(context, "法律", "行政法规")
    rows = [(
        "faultless items told anything, of mine", f"{sum(told.values())}/{len(faultless)}", "<2%",
        ", ".join(f"{c} {n}" for c, n in sorted(told.items())) or "none",
    )]
    rows += _planted(context, national)
    rows += _topic(faultless, context, national)
    rows += _coverage(faultless, context)
    return rows


def faultless_items(shared: Path, context: AuditContext) -> Iterator[ItemView]:
    """Township duties as items: by the first clause of their gist, and again as lists would name them.

    Each rests on its article and 款 as facts/statutory_duties.jsonl has them.
    """
    duties = {}
    for line in (shared / "facts" / "statutory_duties.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        duties[row["rank"]] = row
        yield from _resting(row, re.split("[，；（(]", row["gist"])[0], context, shared)
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        if not line.startswith(("#", "rank")):
            rank, name, power_type, kind = line.split("\t")
            yield from _resting(
                duties[int(rank)], name, context, shared, power_type=power_type, kind=kind, bearer="乡镇人民政府")


def _resting(row: dict[str, Any], name: str, context: AuditContext, shared: Path, **fields: str) -> Iterator[ItemView]:
    place = load(shared).place(row["file"])
    if place is not None and context.current(place.statute_id) is not None:
        paragraph = f"第{'零一二三四五六七八九'[row['paragraph']]}款" if row["paragraph"] > 1 else ""
        title = context.statutes[place.statute_id].title
        yield view_of(context, name, f"《{title}》{row['article']}{paragraph}", field=row["domain"], **fields)


def _provisions(context: AuditContext, *levels: str) -> list[Provision]:
    out = []
    for s in sorted(context.statutes.values(), key=lambda s: s.id):
        version = context.current(s.id)
        if version is not None and s.level in levels and s.kind == "statute" and "《" not in s.title:
            out += [p for p in context.provisions(version.id) if isinstance(p.body, Article) and not p.body.suffix]
    return out


def _planted(context: AuditContext, national: list[Provision]) -> list[tuple[str, str, str, str]]:
    pick = random.Random(7)
    county = [p for p in national if _COUNTY.search(p.text) and not _NEAR.search(p.text)]
    fines = [p for p in national if _PENALTY.search(p.text) and not _NEAR.search(p.text)]
    helps = [p for p in _provisions(context, "法律", "行政法规", "地方性法规") if (m := _ASSIST.search(p.text)) and not _NEAR.search(p.text.replace(m[0], ""))]
    decision = "\n《河南省人民政府关于赋予乡镇人民政府、街道办事处部分行政处罚权的决定》（豫政〔2021〕18号）"
    notice = "\n《襄城县人民政府办公室关于乡镇行使部分行政处罚权的通知》（襄政办〔2021〕8号）"
    rows = []
    for code, pool, tail, fields, target in (
        ("WRONG_TIER", county, "", {}, "95%"),
        ("ASSIST_ONLY", helps, "", {}, "80%"),
        ("NO_EMPOWERMENT", fines, "", {"power_type": "行政处罚"}, "95%"),
        ("NO_EMPOWERMENT", fines, notice, {"power_type": "行政处罚"}, "95%"),
        ("NO_EMPOWERMENT", fines, decision, {"power_type": "行政处罚"}, "0%"),
    ):
        chosen = pick.sample(pool, min(SAMPLE, len(pool)))
        hits = sum(bool(drafts(code, view_of(context, "某项工作", _cite(p, context) + tail, **fields), context)) for p in chosen)
        what = "with the provincial decision" if tail == decision else "with a county notice" if tail else "planted"
        rows.append((f"{code} found, {what}", f"{hits}/{len(chosen)} = {hits / max(len(chosen), 1):.1%}", target, ""))
    local = [s for s in context.statutes.values() if s.level == "地方性法规" and s.region and s.region[0] != "河南省" and "《" not in s.title]
    hits = sum(bool(drafts("OUT_OF_JURISDICTION", view_of(context, "某项工作", f"《{s.title}》第一条"), context)) for s in local)
    rows.append(("OUT_OF_JURISDICTION found, planted", f"{hits}/{len(local)} = {hits / max(len(local), 1):.1%}", "99%", ""))
    return rows


def _topic(faultless: list[ItemView], context: AuditContext, national: list[Provision]) -> list[tuple[str, str, str, str]]:
    pick = random.Random(11)
    hits = total = 0
    for view in faultless:
        for p in pick.sample(national, 5):
            total += 1
            hits += bool(drafts("TOPIC_MISMATCH", view_of(context, view.item.name, _cite(p, context)), context))
    wrong = sum(bool(drafts("TOPIC_MISMATCH", v, context)) for v in faultless)
    return [
        ("TOPIC_MISMATCH on true pairs", f"{wrong}/{len(faultless)}", "<2%", ""),
        ("TOPIC_MISMATCH on pairs by lot", f"{hits}/{total} = {hits / total:.0%}", "-",
         "the rest: too little to tell, or a law of general_laws.tsv"),
    ]


def _coverage(faultless: list[ItemView], context: AuditContext) -> list[tuple[str, str, str, str]]:
    list(context.reader.township_norms())
    began = time.process_time()
    duties = township_duties(context)
    ranked = [d.provision.id for d in uncovered(duties, [], context)]
    spent = time.process_time() - began
    wanted = set()
    for v in faultless:
        c = v.basis[0]
        now = context.current(c.resolution.statute_id or "")
        if now is not None and c.citation.article is not None:
            wanted.add(article_id(now.id, c.citation.article, c.citation.suffix))
    near = sum(i in wanted for i in ranked[:200])
    left = {d.provision.id for d in uncovered(duties, faultless, context)}
    named = sum(d.named for d in duties)
    return [
        ("duties found with an empty list", f"{len(wanted & set(ranked))}/{len(wanted)}", "100%", f"{named} named, {len(duties) - named} included"),
        ("duties among the first 200", f"{near}/{len(wanted)} = {near / len(wanted):.0%}", "95%", "without citation counts, which the library has"),
        ("duties still asked for when cited", f"{len(wanted & left)}/{len(wanted)}", "0", ""),
        ("seconds for the whole library", f"{spent:.2f}", "3", "norms already read"),
    ]


def _cite(p: Provision, context: AuditContext) -> str:
    assert isinstance(p.body, Article)
    statute = context.statutes[p.id.split("@")[0]]
    assert parse_numeral(p.body.number.strip("第条")) is not None or p.body.suffix
    return f"《{statute.title}》{article_label(p.body.article)}"
