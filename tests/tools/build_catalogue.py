"""Write corpus/data/catalogue.tsv: what is known about laws before any document is read. Facts only, no text.

``python -m tests.tools.build_catalogue ../shared`` reads facts/laws.csv, facts/repeals.csv and, for the highest
article numbers, the statute files themselves.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from corpus.regions import region_of
from corpus.tables import DATA
from corpus.titles import normalise_title
from ingest.records import StatuteDoc
from ingest.statutes import plan_units, read_unit

HEADER = (
    "title", "level", "issuer", "doc_no", "region", "date", "effective", "articles", "max_article", "suffixed",
    "certain", "repealed_by", "repealed_article", "repealed_on",
)
NATIONAL = ("宪法", "法律", "行政法规", "监察法规", "司法解释", "部门规章")
NOTE = (
    "# Names, dates and article counts of laws: facts taken from public statute texts as of 2026-11-23, no text.\n"
    "# One row a dated version; a row without articles is a law known by name only (repealed before the texts begin).\n"
    "# certain = 1: the text was complete and its numbers run without a gap, so a higher number does not exist.\n"
)
_REPEALED_BY = re.compile(r"^(.+?)(?: (第\S+条\S*))?(?: (\d{4}-\d\d-\d\d)\S*)?$")


def main(shared: Path) -> None:
    laws = read(shared / "facts" / "laws.csv")
    rows = list(held_rows(laws, parsed(shared / "corpus")))
    known = {normalise_title(r["title"]) for r in rows}
    rows += repealed_rows(read(shared / "facts" / "repeals.csv"), known)
    rows.sort(key=lambda r: (not r["articles"], NATIONAL.index(r["level"]) if r["level"] in NATIONAL else 9,
                             r["title"], r["date"]))
    lines = ["\t".join(HEADER), *("\t".join(r[c] for c in HEADER) for r in rows)]
    (DATA / "catalogue.tsv").write_text(NOTE + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows, {sum(not r['articles'] for r in rows)} known by name only")


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def parsed(corpus: Path) -> dict[str, StatuteDoc]:
    """The document of each file, by the file's path in the corpus."""
    units, _ = plan_units([corpus])
    docs = (d for unit in units for d in read_unit(unit).docs if d.source is not None)
    return {str(Path(d.source.path).relative_to(corpus)): d for d in docs if d.source is not None}


def held_rows(laws: Iterable[dict[str, str]], docs: dict[str, StatuteDoc]) -> Iterable[dict[str, str]]:
    """One row a statute version: duplicates merged, the complete text preferred over a truncated one."""
    groups: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for law in laws:
        if law["level"] != "其他" and "·" not in law["title"]:  # a guide, and a book of 民法典, are no laws
            groups[normalise_title(law["title"]), law["version_date"]].append(law)
    for group in groups.values():
        law = max(group, key=lambda x: (not x["truncation"], int(x["n_articles"])))
        doc = next((docs[x["file"]] for x in (law, *group) if x["file"] in docs), None)
        articles = doc.articles if doc is not None else ()
        highest = max((a.article for a in articles), default=0)
        suffixed = sum(1 for a in articles if a.suffix)
        whole = doc is not None and doc.completeness == "complete" and not law["truncation"]
        certain = whole and highest > 0 and len(articles) == highest + suffixed
        repealed = next((x["repealed_by"] for x in group if x["repealed_by"]), "")
        by, article, day = split_repealed_by(repealed)
        level = law["level"]
        yield {
            "title": law["title"], "level": level, "issuer": doc.issuer if doc else "", "doc_no": doc.doc_no if doc else "",
            "region": "" if level in NATIONAL else "/".join(region_of(law["title"])),
            "date": law["version_date"], "effective": law["effective_date"], "articles": law["n_articles"],
            "max_article": str(highest), "suffixed": str(suffixed), "certain": "1" if certain else "0",
            "repealed_by": by, "repealed_article": article, "repealed_on": day,
        }


def repealed_rows(repeals: Iterable[dict[str, str]], known: set[str]) -> list[dict[str, str]]:
    """Laws that texts repeal whole and that have no text of their own."""
    out: dict[str, dict[str, str]] = {}
    for row in repeals:
        key = normalise_title(row["repealed_title"])
        if key in known or row["scope"] != "全部" or row["same_title"] == "yes":
            continue
        day = row["effective_date"][:10]
        found = out.get(key)
        if found is not None and found["repealed_on"] >= day:
            continue
        national = row["level"] in NATIONAL and not region_of(row["repealed_title"])
        region = region_of(row["repealed_title"]) or (() if national else region_of(row["repealing_title"]))
        out[key] = dict.fromkeys(HEADER, "") | {
            "title": row["repealed_title"], "region": "/".join(region), "date": row["repealed_dated"],
            "repealed_by": row["repealing_title"], "repealed_article": row["article"], "repealed_on": day,
        }
    return list(out.values())


def split_repealed_by(text: str) -> tuple[str, str, str]:
    """``中华人民共和国学位法 第四十五条 2025-01-01`` in its three parts."""
    if not text:
        return "", "", ""
    m = _REPEALED_BY.match(text)
    if m is None:
        raise ValueError(f"repealed_by not understood: {text!r}")
    return m[1], m[2] or "", m[3] or ""



if __name__ == "__main__":
    main(Path(sys.argv[1]))
