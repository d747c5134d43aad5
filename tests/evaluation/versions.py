"""Versions, repeals, what is in force, and alignment, against facts/ and gold/alignment.csv.

The alignment of a law is judged by weights fitted on the other laws of the gold file.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from corpus.titles import normalise_title
from graph.versions.align import align, load_model
from graph.versions.in_force import effectiveness
from ingest.repeals import RepealNotice, find_repeals
from tests.conftest import ROOT
from tests.support.corpus_library import CorpusLibrary, load
from tests.tools.train_alignment import Score, leave_one_out, load_ours, load_pairs, right

Row = tuple[str, str, str, str]
DAY = "2026-11-23"


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation versions``."""
    library = load(shared)
    return [
        *_repeals(shared, library), *_duplicates(shared, library), *_pairs(shared, library), *_in_force(shared, library),
        *_alignment(shared), *_code(library),
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


def _alignment(shared: Path) -> list[Row]:
    pairs = load_pairs(shared)
    fitted = load_model("ordered")
    rows: list[Row] = []
    left_out = seen = everything = Score()
    for law, weights in leave_one_out(pairs).items():
        pair = next(p for p in pairs if p.law == law)
        model = replace(fitted, weights=weights)
        of_law, all_rows = right(pair, model), right(pair, model, checked_only=False)
        left_out, everything, seen = left_out + of_law, everything + all_rows, seen + right(pair, fitted)
        if of_law.total:
            rows.append((f"  {law}", f"{of_law} ({of_law.lenient})", "", f"all rows {all_rows}"))
    head = [
        ("alignment, rows read by a person, law left out", str(left_out), "95%", _note(left_out)),
        ("… with the weights as shipped (saw these rows)", str(seen), "", _note(seen)),
        ("… all rows, law left out", str(everything), "", _note(everything)),
    ]
    for part, name in _PARTS.items():
        ours = sum((right(p, fitted) for p in load_ours(shared, part)), Score())
        rows.append((f"alignment, {name}", str(ours), "", _note(ours)))
    return head + rows


_PARTS = {
    "first": "hard rows of four laws never fitted on",
    "choose": "five more, used to choose features",
    "held": "five more, held out",
}


def _note(s: Score) -> str:
    return (f"{s.lenient}/{s.total} when any successor that the person named counts; {s.wrong} wrong links; "
            f"{s.sure_right}/{s.sure} right where it is sure")  # fmt: skip


def _code(library: CorpusLibrary) -> list[Row]:
    code = library.articles("生态环境法典@2026-03-12").articles
    labels: dict[str, list[tuple[int, set[int]]]] = defaultdict(list)
    for line in (ROOT / "tests" / "labelled" / "alignment_code.tsv").read_text("utf-8").splitlines():
        if not line.startswith(("#", "law\t")):
            law, article, answer = line.split("\t")
            labels[law].append((int(article), {int(x) for x in answer.split()}))
    ok = total = wrong = 0
    missed = []
    for law, cases in labels.items():
        last = library.versions[law][-1]
        rows = {r.old.article: r for r in align(library.articles(last.id).articles, code, ordered=False)}
        for number, accepted in cases:
            got = rows[number].new[0].article if rows[number].new else 0
            total += 1
            ok += got in accepted
            wrong += got not in accepted and got != 0
            if got not in accepted:
                missed.append(f"{law}{number}→{got}")
    return [("ten laws to 生态环境法典, hard rows", f"{ok}/{total} = {ok / total:.1%}", "", f"{wrong} wrong links; {'、'.join(missed)}")]


def _key(title: str) -> str:
    return normalise_title(title).replace("〈", "").replace("〉", "")
