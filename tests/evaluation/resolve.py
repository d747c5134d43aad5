"""Names of laws: noisy titles, titles that are not held, and the laws of real list rows."""

from __future__ import annotations

import csv
import json
import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.catalogue import Catalogue, load_catalogue
from corpus.regions import region_of
from corpus.titles import short_title
from graph.model import Statute
from graph.names import NameIndex, name_key
from graph.resolve import Resolver
from ingest.citations import scan
from ingest.records import CiteContext
from tests.support.memory_library import MemoryLibrary

Row = tuple[str, str, str, str]
NATIONAL = {"宪法", "法律", "行政法规", "监察法规", "司法解释", "部门规章"}
COMMON = "的了和市县法规条例管理办安全保护环境城乡水土人民国家社会经济农业交通卫生教育文化建设"
FOLDS = 20


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation resolve``."""
    statutes = known_statutes(shared)
    return [*_noise(statutes), _left_out(statutes), *_list_rows(shared)]


def known_statutes(shared: Path) -> list[Statute]:
    """One statute a title of facts/laws.csv; books of a code and guides are no statutes."""
    with (shared / "facts" / "laws.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [r for r in csv.DictReader(file) if "·" not in r["title"] and r["level"] != "其他"]
    found: dict[str, Statute] = {}
    for r in rows:
        region = () if r["level"] in NATIONAL else region_of(r["title"])
        short = short_title(r["title"])
        found.setdefault(name_key(r["title"]), Statute(short, r["title"], short, r["level"], region=region))  # type: ignore[arg-type]
    return list(found.values())


def _noise(statutes: Sequence[Statute]) -> list[Row]:
    index = NameIndex(statutes)
    rows: list[Row] = []
    wrong: list[str] = []
    total: Counter[str] = Counter()
    for label, spoil in noises(random.Random(5)).items():
        seen: Counter[str] = Counter()
        for s in statutes:
            cited = spoil(s.title)
            if cited == s.title:
                continue
            names = index.lookup(cited).names
            outcome = "none" if not names else "ambiguous" if len(names) > 1 else "right"
            if outcome == "right" and names[0].key != name_key(s.title):
                outcome = "wrong"
                wrong.append(f"{cited}→{names[0].title}")
            seen[outcome] += 1
        total += seen
        rows.append((f"title noise: {label}", _share(seen["right"], seen), "",
                     f"n={sum(seen.values())} ambiguous {seen['ambiguous']} not found {seen['none']} wrong {seen['wrong']}"))
    rows.append(("title noise: wrong law of all", _share(total["wrong"], total), "≤0.3%", "; ".join(wrong[:6])))
    return rows


def noises(rnd: random.Random) -> dict[str, Callable[[str], str]]:
    """Ways to spoil a title."""
    def at(t: str, room: int = 0) -> int:
        return rnd.randrange(len(t) - room)

    def drop(t: str) -> str:
        i = at(t)
        return t[:i] + t[i + 1:]

    def swap(t: str) -> str:
        i = at(t, 1)
        return t[:i] + t[i + 1] + t[i] + t[i + 2:]

    def substitute(t: str) -> str:
        i = at(t)
        return t[:i] + rnd.choice(COMMON) + t[i + 1:]

    def double(t: str) -> str:
        i = at(t)
        return t[:i] + t[i] + t[i:]

    return {
        "a character dropped": drop, "two swapped": swap, "one replaced": substitute, "one doubled": double,
        "的 put in or left out": lambda t: t.replace("的", "", 1) if "的" in t else t[:-2] + "的" + t[-2:],
        "省/市 left out": lambda t: re.sub(r"^(..)[省市]", r"\1", t),
        "中华人民共和国 left out": lambda t: t.replace("中华人民共和国", ""),
        "inner marks left out": lambda t: re.sub("[《》〈〉]", "", t),
    }


def _left_out(statutes: Sequence[Statute]) -> Row:
    """Each title looked up in a library without it (and without a twentieth of the others)."""
    empty = Catalogue(())
    shuffled = sorted(statutes, key=lambda s: random.Random(s.title).random())
    wrong: list[str] = []
    for fold in range(FOLDS):
        index = NameIndex([s for i, s in enumerate(shuffled) if i % FOLDS != fold], empty)
        for s in shuffled[fold::FOLDS]:
            names = index.lookup(s.title).names
            if len(names) == 1:
                wrong.append(f"{s.title}→{names[0].title}")
    note = "titles not in the library taken for another: " + "; ".join(wrong)
    return "title not held: wrongly matched", f"{100 * len(wrong) / len(statutes):.2f}%", "≤0.3%", note


def _list_rows(shared: Path) -> list[Row]:
    """Laws of gold/list_rows.jsonl by the catalogue: found where known, and never another."""
    resolver = Resolver(MemoryLibrary(), as_of="2026-11-23")
    catalogue = load_catalogue()
    held = found = wrong = rows = whole = 0
    for line in (shared / "gold" / "list_rows.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        cited = scan(row["basis_raw"], CiteContext(mode="basis"), resolver.names_predicate())
        resolved = resolver.resolve(cited.citations, CiteContext(mode="basis"), cited.definitions)
        laws = {(name_key(r.citation.title or ""), r.citation.article): r.law for r in resolved}
        gold = [(name_key(g["title"]), g["article"]) for g in row["gold"]]
        rows += 1
        whole += sorted(gold, key=str) == sorted(((name_key(r.citation.title or ""), r.citation.article) for r in resolved), key=str)
        for key in gold:
            law = laws.get(key)
            known = bool(catalogue.by_title(key[0]))
            held += known
            found += known and law is not None and name_key(law) == key[0]
            wrong += not known and law is not None
    return [
        ("list rows: every (title, article) and nothing else", f"{whole}/{rows}", "≥90%", "the grammar's part"),
        ("list rows: laws known to the catalogue resolved", f"{found}/{held}", "98%", ""),
        ("list rows: unknown names linked to some law", str(wrong), "", "公共场所管理条例, a misprint in the gold row, is meant"),
    ]


def _share(n: int, of: Counter[str]) -> str:
    return f"{100 * n / max(1, sum(of.values())):.2f}%"
