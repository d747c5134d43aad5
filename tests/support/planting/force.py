"""Faults of group C: numbers and texts of older versions, repealed laws, versions still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from graph.address import article_id, parse_id, place_label
from graph.model import Alignment, Version
from graph.versions.in_force import version_at
from graph.versions.trace_forward import alignments_between, successor_of
from ingest.records import Article
from tests.support.planting.material import DUTY, Material, Row

EARLIER = "2020-06-01"


def changed(m: Material) -> Iterator[Row]:
    """Old numbers: moved (with quote, with the bracketed year, by words alone), amended and deleted articles."""
    pool: list[Row] = []
    for old, now, rows in _versions(m):
        for p in m.reader.provisions(old.id):
            if not isinstance(p.body, Article) or p.id not in rows:
                continue
            a = rows[p.id]
            address, text = parse_id(p.id), p.body.paragraphs[0].text if p.body.paragraphs else ""
            d = DUTY.search(text)
            if d is None or len(text) < 30:
                continue
            name, title = d[1], m.statutes[address.statute].title
            here = article_id(now.id, address.article or 0, address.suffix)
            year, number = old.date[:4], place_label(address)
            if a.change in ("moved", "moved_amended") and a.similarity > 0.75 and here not in a.new:
                for sign, basis in (
                    ("year", f"《{title}》（{year}年修正）{number}"), ("quote", f"《{title}》{number}：“{text}”"),
                    ("words", f"《{title}》{number}"), ("year and quote", f"《{title}》（{year}年修正本）{number} {text}"),
                ):
                    pool.append(Row(name, basis, planted="ARTICLE_MOVED", fix=a.new[0], extra={"sign": sign}))
            elif a.change == "amended" and a.similarity < 0.97 and a.new == (here,):
                pool.append(Row(name, f"《{title}》（{year}年修正）{number}", planted="ARTICLE_AMENDED"))
                if _differ(text, m.reader.provision(here)):
                    pool.append(Row(name, f"《{title}》{number}：“{text}”", planted="ARTICLE_AMENDED", extra={"sign": "quote"}))
                pool.append(Row(name, f"《{title}》{number}", planted="ARTICLE_AMENDED",
                                extra={"sign": "date", "dated": str(int((old.effective_from or old.date)[:4]) + 1)}))
            elif a.change == "deleted":
                pool.append(Row(name, f"《{title}》（{year}年修正）{number}", planted="ARTICLE_DELETED"))
    m.random.shuffle(pool)
    by_code: dict[str, list[Row]] = {code: [r for r in pool if r.planted == code] for code in ("ARTICLE_MOVED", "ARTICLE_AMENDED", "ARTICLE_DELETED")}
    for group in zip_longest(*by_code.values()):
        yield from (r for r in group if r is not None)


def repealed(m: Material) -> Iterator[Row]:
    pool = []
    for statute_id, s in sorted(m.statutes.items()):
        if statute_id in m.current or s.region not in ((), m.place[:1]) or not m.reader.repeals_of(statute_id):
            continue
        versions = m.reader.versions(statute_id)
        if not versions or version_at(versions, m.as_of):
            continue
        for p in m.reader.provisions(versions[-1].id):
            if not isinstance(p.body, Article) or not p.body.paragraphs:
                continue
            d = DUTY.search(p.body.paragraphs[0].text)
            if d:
                to = [i for i in successor_of(m.reader, p.id, m.as_of).provisions if version_at(m.reader.versions(parse_id(i).statute), m.as_of)]
                pool.append(Row(d[1], m.cite(p), "配合履职", planted="REPEALED", fix=to[0] if to else None, bearer="", extra={"lead": "县水利局"}))
    m.random.shuffle(pool)
    yield from pool


def to_come(m: Material) -> Iterator[Row]:
    """A version still to come, by its year; laws that are new, on a day before they began."""
    for statute_id, s in sorted(m.statutes.items()):
        for v in m.reader.versions(statute_id):
            if (v.effective_from or "") > m.as_of:
                for p in list(m.reader.provisions(v.id))[8:30]:
                    yield Row(_about(p.text), f"《{s.title}》（{v.date[:4]}年修订）{place_label(parse_id(p.id))}", "配合履职", bearer="",
                              extra={"lead": "县市场监督管理局"}, planted="NOT_YET_EFFECTIVE")
    for statute_id in m.national():
        versions = m.reader.versions(statute_id)
        first = versions[0]
        if EARLIER < (first.adopted or first.date) < (first.effective_from or "") and m.statutes[statute_id].level == "法律" and first.adopted == first.date:
            p = m.articles(statute_id)[6]
            yield Row(_about(p.text), m.cite(p), "配合履职", bearer="", extra={"lead": "县司法局", "as_of": EARLIER}, planted="NOT_YET_EFFECTIVE")


MAKERS = (changed, repealed, to_come)


def _versions(m: Material) -> Iterator[tuple[Version, Version, dict[str, Alignment]]]:
    for statute_id in sorted(m.current):
        now = m.current[statute_id]
        if m.statutes[statute_id].region not in ((), m.place[:1]):
            continue
        for old in m.reader.versions(statute_id):
            if old.date < now.date and old.completeness == "complete":
                yield old, now, {a.old: a for a in alignments_between(m.reader, old.id, now.id)}


def _differ(text: str, new: object) -> bool:
    """The old paragraph is not word for word in the new article."""
    from graph.audit.quotes import contains
    from graph.model import Provision

    return isinstance(new, Provision) and not contains(new.text, text)


def _about(text: str) -> str:
    return re.split(r"[，。；：]", text)[0][:24]
