"""The audit on lists with planted faults over the full texts: recall by code, false alarms, fixes."""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from api.commands.audit import make_audit
from graph.importing.duties import import_duties, import_sanding
from graph.sqlite import open_library
from graph.store import LibraryReader
from tests.support.full_library import full_library
from tests.support.planting import Material, Row, faultless, planted
from tests.support.planting.fitness import SANDING

AS_OF = "2026-11-24"
PLACE = ("河南省", "许昌市", "临溪县")
PLACES = (PLACE, ("山东省", "潍坊市", "昌乐县"), ("浙江省", "杭州市", "桐庐县"))
"""Faults are planted at the first; rows without fault stand at each, on its province's law too."""
FIXES = ("ARTICLE_MOVED", "REPEALED", "TITLE_INEXACT", "QUOTE_ELSEWHERE")
COLUMNS = ("序号", "事项名称", "职权类型", "责任主体", "承接部门", "牵头部门", "法律依据")


def evaluate(shared: Path, *, seed: int = 7, each: int = 48, most: int = 500, show: int = 4) -> list[tuple[str, str, str, str]]:
    """Import, audit, compare. ``show`` examples of each kind of error stand in the notes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        db = folder / "y.db"
        shutil.copy(full_library(shared)[0], db)
        with open_library(db) as reader:
            material = Material(reader, AS_OF, PLACE, seed)
            faulty = list(planted(material, each))
            sound = [(place, row) for place in PLACES for row in faultless(Material(reader, AS_OF, place, seed), most)]
        rule = folder / "三定规定.txt"
        rule.write_text(SANDING, encoding="utf-8")
        import_sanding(db, [rule])
        sound_items: dict[int, dict[str, Any]] = {}
        for place in PLACES:
            part = [(n, row) for n, (at, row) in enumerate(sound, 1) if at == place]
            sound_items |= _audit(db, folder, part, (*place, "清水镇"))
        faulty_items: dict[int, dict[str, Any]] = {}
        groups = sorted({(row.planted, row.extra.get("as_of", AS_OF)) for row in faulty})
        for i, (code, as_of) in enumerate(groups):  # a township a code, so that rows do not repeat each other
            part = [(n, row) for n, row in enumerate(faulty, 1) if (row.planted, row.extra.get("as_of", AS_OF)) == (code, as_of)]
            faulty_items |= _audit(db, folder, part, (*PLACE, f"柳河{i}镇"), as_of)
    return [*_faults(faulty, faulty_items, show), *_alarms([row for _, row in sound], sound_items, show), *_fixes(faulty, faulty_items, show)]


def _audit(db: Path, folder: Path, rows: Sequence[tuple[int, Row]], place: tuple[str, ...], as_of: str = AS_OF) -> dict[int, dict[str, Any]]:
    """Row number → audited item; a row's second appearance bears the number with a minus."""
    by_list: dict[tuple[str, str], list[tuple[int, str, Row]]] = defaultdict(list)
    for n, row in rows:
        dated = row.extra.get("dated", "")
        by_list[(row.kind, dated)].append((n, row.name, row))
        again = row.extra.get("again", "")
        if row.planted == "LISTS_CONFLICT":
            by_list[("上级收回", "")].append((-n, row.name + again, row))
        elif row.planted == "DUPLICATE_ITEM":
            by_list[(row.kind, dated)].append((-n, again + row.name if again == "负责" else row.name + again, row))
    for (kind, dated), numbered in by_list.items():
        path = folder / f"{place[-1]}{kind}清单{f'（{dated}年版）' if dated else ''}.csv"
        with path.open("w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f)
            writer.writerow(COLUMNS)
            writer.writerow(("合", "法治宣传栏的更换", "", "镇综合办", "县司法局", "县司法局", "《中华人民共和国宪法》第五条"))
            for n, name, row in sorted(numbered, key=lambda x: (abs(x[0]), -x[0])):
                receiver = row.extra.get("receiver", "县有关部门" if kind == "上级收回" else "")
                writer.writerow((n, name, row.power_type, row.bearer, receiver, row.extra.get("lead", ""), row.basis))
        import_duties(db, [path], place, kind)  # type: ignore[arg-type]
    with open_library(db) as reader:
        data = make_audit(reader, db, _lists(reader, place), as_of, place=place, suggest=False)
    return {int(i["seq"]): i for i in data["items"] if i["seq"].lstrip("-").isdigit()}


def _lists(reader: LibraryReader, place: tuple[str, ...]) -> list[Any]:
    return [x for x in reader.lists() if x.place == place]


def _faults(rows: Sequence[Row], items: dict[int, dict[str, Any]], show: int) -> list[tuple[str, str, str, str]]:
    found: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed: dict[str, list[str]] = defaultdict(list)
    for n, row in enumerate(rows, 1):
        code = row.planted
        total[code] += 1
        got = {f["code"] for i in (n, -n) if i in items for f in items[i]["findings"]}
        if code in got:
            found[code] += 1
        else:
            missed[code].append(f"{row.name}｜{row.basis[:70]}｜{row.extra.get('sign', '')}→{sorted(got - {'SOLE_BASIS'})}")
    out = [("planted faults found with the right code", f"{sum(found.values()) / sum(total.values()):.1%}", "95%", f"{sum(found.values())}/{sum(total.values())}")]
    out += [(f"  {code}", f"{found[code]}/{total[code]}", "", " ¦ ".join(missed[code][:show])) for code in total]
    return out


def _alarms(rows: Sequence[Row], items: dict[int, dict[str, Any]], show: int) -> list[tuple[str, str, str, str]]:
    out = []
    for severity, target in (("error", "1%"), ("warning", "8%")):
        hit, codes, examples = 0, Counter[str](), list[str]()
        for n, row in enumerate(rows, 1):
            bad = [f for f in items[n]["findings"] if f["severity"] == severity]
            hit += bool(bad)
            codes.update({f["code"] for f in bad})
            examples += [f"{f['code']}：{row.name}｜{row.basis[:60]}｜{f['message'][:80]}" for f in bad[:1]]
        share = f"{hit / len(rows):.2%}"
        out.append((f"items without fault that get an {severity}", share, f"<{target}", f"{hit}/{len(rows)} {dict(codes)} " + " ¦ ".join(examples[:3 * show])))
    verdicts = Counter(items[n]["verdict"] for n in range(1, len(rows) + 1))
    out.append(("verdicts of items without fault", f"{verdicts['grounded'] / len(rows):.1%}", "", str(dict(verdicts))))
    return out


def _fixes(rows: Sequence[Row], items: dict[int, dict[str, Any]], show: int) -> list[tuple[str, str, str, str]]:
    out = []
    for code in FIXES:
        right, offered, wrong = 0, 0, []
        for n, row in enumerate(rows, 1):
            if row.planted != code:
                continue
            fixes = [f["fix"]["provision"] for f in items[n]["findings"] if f["code"] == code and f["fix"] and f["fix"]["provision"]]
            if not fixes:
                continue
            offered += 1
            if row.fix in {f.split(".")[0] for f in fixes}:
                right += 1
            else:
                wrong.append(f"{row.basis[:60]} wanted {row.fix} got {fixes}")
        out.append((f"fixes of {code}: right", f"{right}/{offered}", "95%", " ¦ ".join(wrong[:show])))
    return out
