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
from graph.importing.duties import import_duties
from graph.sqlite import open_library
from graph.store import LibraryReader
from tests.support.full_library import full_library
from tests.support.planting import Material, Row, faultless, planted

AS_OF = "2026-11-24"
PLACE = ("河南省", "许昌市", "临溪县")
FIXES = ("ARTICLE_MOVED", "REPEALED", "TITLE_INEXACT", "QUOTE_ELSEWHERE")
COLUMNS = ("序号", "事项名称", "职权类型", "责任主体", "承接部门", "牵头部门", "法律依据")


def evaluate(shared: Path, *, seed: int = 7, each: int = 45, most: int = 600, show: int = 4) -> list[tuple[str, str, str, str]]:
    """Import, audit, compare. ``show`` examples of each kind of error stand in the notes."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "y.db"
        shutil.copy(full_library(shared)[0], db)
        with open_library(db) as reader:
            material = Material(reader, AS_OF, PLACE, seed)
            sound, faulty = list(faultless(material, most)), list(planted(material, each))
        sound_items = _audit(db, Path(folder), sound, "清水镇")
        faulty_items = _audit(db, Path(folder), faulty, "柳河镇")
    return [*_faults(faulty, faulty_items, show), *_alarms(sound, sound_items, show), *_fixes(faulty, faulty_items, show)]


def _audit(db: Path, folder: Path, rows: Sequence[Row], town: str) -> dict[int, dict[str, Any]]:
    """Row number → audited item."""
    by_kind: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    for n, row in enumerate(rows, 1):
        by_kind[row.kind].append((n, row))
        if row.planted == "LISTS_CONFLICT":
            by_kind["上级收回"].append((-n, row))
        elif row.planted == "DUPLICATE_ITEM":
            by_kind[row.kind].append((-n, row))
    place = (*PLACE, town)
    for kind, numbered in by_kind.items():
        path = folder / f"{town}{kind}清单.csv"
        with path.open("w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f)
            writer.writerow(COLUMNS)
            for n, row in sorted(numbered, key=lambda x: (abs(x[0]), x[0])):
                receiver = row.extra.get("receiver", "县有关部门" if kind == "上级收回" else "")
                writer.writerow((n, row.name, row.power_type, row.bearer, receiver, row.extra.get("lead", ""), row.basis))
        import_duties(db, [path], place, kind)  # type: ignore[arg-type]
    with open_library(db) as reader:
        data = make_audit(reader, db, _lists(reader, place), AS_OF, place=place, suggest=False)
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
        hit, codes, examples = 0, Counter(), []
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
