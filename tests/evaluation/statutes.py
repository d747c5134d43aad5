"""How well statutes are read: the whole corpus, the gold articles, the facts of every file, and the other forms."""

from __future__ import annotations

import csv
import json
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from ingest.documents import read_document
from ingest.records import Article, StatuteDoc
from ingest.statutes import parse_statute, plan_units, read_unit, render
from tests.support.statute_forms import as_docx, as_html, as_pdf, as_txt

Row = tuple[str, str, str, str]
Documents = dict[str, StatuteDoc]
FORMS: dict[str, Callable[[list[str]], bytes]] = {
    "docx": as_docx, "html": as_html, "txt": as_txt, "txt 38 wide": lambda lines: as_txt(lines, 38),
    "pdf": lambda lines: as_pdf(lines, 38, 24),
}
SAMPLE = 60
NOTES = {
    "n_articles": "民法典 8 个分编文件合为一部（1260 条）；两件末条粘在上一条句末（“。第四十二条本条例自…起施行。”），一件第十四条接在第十三条句末，已切开，各多 1 条",
    "title": "民法典分编文件合为一部，题名不带“·某编”",
    "level": "宪法和宪法修正案自成一级（facts 记“法律”）；自治条例另列一级",
    "adopted": "facts 缺两高联合通过、表头溢出、题名下另有一行的题注等；两院同日不同时取后一日",
    "promulgated": "facts 缺“发布”“令”类表头",
    "amendments": "facts 缺刑法、宪法逐次修正和断行、书名号未闭合的修正行",
    "effective_date": "“自公布之日起”：报批的地方性法规取批准日（facts 取通过日，其时尚未批准）；facts 漏读全角日期、“从…起”、表头施行日",
    "effective_basis": "同上：facts 漏读的施行规定",
    "version_date": "一件批复的表头断在正文里，一件决议的题注前另有一行题名，facts 为空",
}


def evaluate(shared: Path) -> list[Row]:
    """Rows for ``python -m tests.evaluation statutes``."""
    documents, rows = read_corpus(shared)
    rows += gold_rows(shared, documents)
    rows += fact_rows(shared, documents)
    rows += form_rows(list(documents.values()))
    return rows


def read_corpus(shared: Path) -> tuple[Documents, list[Row]]:
    """Every document of the corpus by its path inside it, and the rows about reading."""
    corpus = shared / "corpus"
    units, problems = plan_units([corpus])
    documents: Documents = {}
    troubles, ignored = len(problems), 0
    for unit in units:
        read = read_unit(unit)
        troubles += len(read.problems)
        ignored += bool(read.ignored)
        for k, doc in enumerate(read.docs):
            assert doc.source is not None
            path = doc.source.path.removeprefix(f"{corpus}/")
            documents[path if path not in documents else f"{path}#{k}"] = doc
    warned = Counter(w.code for d in documents.values() for w in d.warnings)
    articles = sum(len(d.articles) for d in documents.values())
    return documents, [
        ("corpus read without a problem", f"{len(units) - troubles}/{len(units)} units", "100%",
         f"{len(documents)} documents, {articles} articles, {ignored} files that are no statutes"),
        ("warnings", str(sum(warned.values())), "", "; ".join(f"{k} {n}" for k, n in warned.most_common())),
    ]


def gold_rows(shared: Path, documents: Documents) -> list[Row]:
    """Usable gold articles found word for word, white space aside, and width of punctuation aside."""
    texts: dict[tuple[str, str], set[str]] = {}
    for doc in documents.values():
        for a in doc.articles:
            texts.setdefault((doc.title, a.number), set()).add(squeeze(a.text))
    gold = [g for g in map(json.loads, (shared / "gold/articles.jsonl").open(encoding="utf-8")) if g["gold_usable"]]
    exact = sum(squeeze(g["text"]) in texts.get((g["law"], g["article"]), ()) for g in gold)
    folded = {key: {fold(t) for t in found} for key, found in texts.items()}
    width = sum(fold(squeeze(g["text"])) in folded.get((g["law"], g["article"]), ()) for g in gold)
    return [
        ("gold articles identical", f"{exact}/{len(gold)}", "100%", "the gold has one half-width ; where both sources print ；"),
        ("gold articles identical, width folded", f"{width}/{len(gold)}", "100%", ""),
    ]


def fact_rows(shared: Path, documents: Documents) -> list[Row]:
    """Agreement with facts/laws.csv column by column."""
    facts = [r for r in csv.DictReader((shared / "facts/laws.csv").open(encoding="utf-8")) if r["file"] in documents]
    columns: dict[str, Callable[[StatuteDoc], str]] = {
        "n_articles": lambda d: str(len(d.articles)),
        "title": lambda d: d.title,
        "level": lambda d: d.level,
        "province": lambda d: re.sub(r"[省市]$", "", d.region[0]) if d.region else "",
        "adopted": lambda d: d.adopted or "",
        "promulgated": lambda d: d.promulgated or "",
        "amendments": lambda d: " ".join(d.amended),
        "version_date": lambda d: d.version_date,
        "effective_date": lambda d: d.effective or "",
        "effective_basis": lambda d: d.effective_basis,
    }
    rows = []
    for name, ours in columns.items():
        theirs = (lambda r: " ".join(sorted(set(re.findall(r"\d{4}-\d\d-\d\d", r["amendments"]))))) if name == "amendments" else (
            lambda r, name=name: r[name])
        same = sum(ours(documents[r["file"]]) == theirs(r) for r in facts)
        rows.append((f"facts: {name}", f"{same}/{len(facts)}", "99.9%" if name == "n_articles" else "", NOTES.get(name, "")))
    suspects = {r["file"]: r["truncation"] for r in facts if r["truncation"]}
    caught = sum(documents[f].completeness in ("truncated", "empty") for f in suspects)
    more = sum(documents[r["file"]].completeness == "truncated" for r in facts if not r["truncation"])
    rows.append(("truncated or empty files flagged", f"{caught}/{len(suspects)}", "100%",
                 f"{more} more flagged: their last article is no closing one either"))
    return rows


def form_rows(documents: list[StatuteDoc]) -> list[Row]:
    """A sample of statutes written in each form and read back: the same articles, title and dates?"""
    sample = random.Random(20261124).sample([d for d in documents if d.articles], SAMPLE)
    same: Counter[str] = Counter()
    for doc in sample:
        again = parse_statute(render(doc), path=doc.source.path if doc.source else "")
        same["render"] += (again.articles, again.sections, again.history) == (doc.articles, doc.sections, doc.history)
        lines = [re.sub(r"^#+ ", "", line) for line in render(doc).split("\n") if line and not line.startswith("<!--")]
        for form, write in FORMS.items():
            name = f"x.{form.split()[0]}"
            read = parse_statute(read_document(write(lines), name).text, path=name)
            same[form] += (
                [signature(a) for a in read.articles] == [signature(a) for a in doc.articles]
                and squeeze(read.title) == squeeze(doc.title)
                and (read.adopted, read.amended) == (doc.adopted, doc.amended)
            )
    return [(f"read back from {form}", f"{same[form]}/{len(sample)}", "100%", "articles, 款项目, path, title, dates")
            for form in ("render", *FORMS)]


def signature(a: Article) -> tuple[object, ...]:
    """An article without white space: number, path, 款 with their 项 and 目."""
    return (a.article, a.suffix, tuple(map(squeeze, a.path)), tuple(
        (squeeze(p.text), tuple((i.item, squeeze(i.text), tuple(squeeze(s.text) for s in i.subitems)) for i in p.items))
        for p in a.paragraphs))


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)
