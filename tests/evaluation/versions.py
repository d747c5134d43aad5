"""Versions, repeals and what is in force, against facts/."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from pathlib import Path

from corpus.titles import normalise_title
from graph.versions.in_force import effectiveness
from ingest.repeals import RepealNotice, find_repeals
from tests.support.corpus_library import CorpusLibrary, load

Row = tuple[str, str, str, str]
DAY = "2026-11-23"


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation versions``."""
    library = load(shared)
    return [
        *_repeals(shared, library), *_duplicates(shared, library), *_pairs(shared, library), *_in_force(shared, library),
    ]  # fmt: skip


def facts(shared: Path, name: str) -> list[dict[str, str]]:
    """Rows of a facts table."""
    with (shared / "facts" / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


def _repeals(shared: Path, library: CorpusLibrary) -> list[Row]:
    notices: dict[str, list[RepealNotice]] = {
        file: [n for i in rows for n in find_repeals(library.docs[i])] for file, rows in library.at.items()
    }
    wanted = facts(shared, "repeals.csv")
    found = dated = part = article = 0
    missed: Counter[str] = Counter()
    for row in wanted:
        hit = next((n for n in notices.get(row["file"], []) if _key(n.title) == _key(row["repealed_title"])), None)
        if hit is None:
            missed[row["repealed_title"]] += 1
            continue
        found += 1
        stated = row["effective_date"][:10]
        dated += not stated or hit.date == stated
        part += hit.scope == row["scope"]
        article += hit.article == row["article"]
    known = {(row["file"], _key(row["repealed_title"])) for row in wanted}
    listed = {row["file"] for row in wanted}
    extra = sum((f, _key(n.title)) not in known for f in listed for n in notices.get(f, []))
    total = len(wanted)
    return [
        ("repeals in facts found, right repealing law", f"{found}/{total} = {found / total:.1%}", "98%",
         "；".join(missed)),
        ("… with the right day", f"{dated}/{found} = {dated / found:.1%}", "98%", "days that the table leaves blank count as right"),
        ("… with the right scope / article", f"{part / found:.1%} / {article / found:.1%}", "",
         "全部 or 部分: a decision that amended several laws falls only as far as it amended the repealed one; the table says 全部"),
        ("repeals found beyond the table", f"{sum(map(len, notices.values())) - found}", "",
         f"{extra} in files that the table lists; the rest in later versions, second sources and decisions, a sample of which was read"),
    ]  # fmt: skip


def _duplicates(shared: Path, library: CorpusLibrary) -> list[Row]:
    right_rows = total = 0
    for row in facts(shared, "both_sources.csv"):
        a, b = library.place(row["just_laws_file"]), library.place(row["lawrefbook_file"])
        total += 1
        if a is not None and b is not None and a.statute_id == b.statute_id:
            right_rows += (a.version_id == b.version_id) != ("newer" in row["status"])
    return [("laws in both sources: one statute, versions told apart", f"{right_rows}/{total}", "292", "")]


def _pairs(shared: Path, library: CorpusLibrary) -> list[Row]:
    ok = total = 0
    wrong = []
    for row in facts(shared, "version_pairs.csv"):
        a, b = library.place(row["old_file"]), library.place(row["new_file"])
        total += 1
        line = [v.id for v in library.versions[a.statute_id]] if a is not None else []
        good = a is not None and b is not None and b.version_id in line and line.index(b.version_id) == line.index(a.version_id) + 1
        ok += good
        if not good:
            wrong.append(row["title"])
    return [("version pairs: neighbours in one line", f"{ok}/{total}", "117", "；".join(wrong) + "（两份文本逐字相同，日期差一天，按同一版本处理）" if wrong else "")]


def _in_force(shared: Path, library: CorpusLibrary) -> list[Row]:
    ok = total = 0
    other: dict[str, list[str]] = defaultdict(list)
    for row in facts(shared, "laws.csv"):
        place = library.place(row["file"])
        status = row["status_2026_11_23"]
        if place is None or status == "duplicate" or status.startswith("part of"):
            continue
        line = library.versions[place.statute_id]
        version = next(v for v in line if v.id == place.version_id)
        got = effectiveness(version, line, library.repeals_of.get(place.statute_id, ()), DAY)
        want = next((w for s, w in _STATUS if status.startswith(s)), "现行有效")
        total += 1
        ok += got == want
        if got != want:
            other[f"{want}→{got}"].append(row["title"])
    note = "；".join(f"{k} {len(v)}（{v[0]}…）" for k, v in sorted(other.items()))
    return [(f"时效性 on {DAY} as in facts", f"{ok}/{total} = {ok / total:.2%}", "", note)]


_STATUS = (("repealed", "已废止"), ("superseded", "已修改"), ("not yet", "尚未生效"))


def _key(title: str) -> str:
    return normalise_title(title).replace("〈", "").replace("〉", "")
