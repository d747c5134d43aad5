"""Search by reference: the provision on top, then the duties that rest on it, then the provisions that cite it.

A number that belongs to an earlier text, or to a law that is repealed, is followed to where its content stands now.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from corpus.titles import normalise_title
from graph.address import article_id, listed, parse_id, place_label
from graph.cite import cite_text
from graph.citing import Citing, citing_article
from graph.model import Provision, Resolution, StoredItem
from graph.refs import parse_ref
from graph.resolve import Resolver
from graph.store import LibraryReader
from graph.versions.trace_forward import next_version, successor_of
from ingest.numerals import NUMERAL_CHARS, article_label
from ingest.records import Article
from search.filtering import facets_of, passes
from search.index import Index
from search.listed import sees
from search.result import Filters, Hit, Kind, SearchResult

_NAMED = ("resolved", "article_not_found", "title_only", "ambiguous")
_SHORTEST_RESPELT = 5
_PLACES = 40  # places named with a duty, at most
_TITLE_AND_NUMBER = re.compile(rf"[《〈]?([^\d第》〉]{{4,40}})[》〉]?\s*((?:第\s*)?[{NUMERAL_CHARS}\d].*)$")
_RANGE = re.compile(r"第?\s*(\d{1,4})\s*条?\s*[-－—–~～至到]\s*第?\s*(\d{1,4})\s*条?\s*$")
_BETWEEN = "、，, 　和及与或者以至到.。;；的"
_FILLER = re.compile("(?:监督|管理|安全|保护)+(?=条例$|办法$|规定$)")
_INITIALS_AND_NUMBER = re.compile(r"([a-z]{3,20})(\s*第?\s*\d.*)$")


def find_reference(
    index: Index, reader: LibraryReader, resolver: Resolver, query: str, kind: Kind | None, day: str, filters: Filters
) -> SearchResult | None:
    """What a reference names, or several with nothing else between them (城规法64-66); None when the query is
    none, so that its words are searched instead."""
    first = _meant(index, resolver, query)
    if first is not None and first.status == "ambiguous":
        hits = [_candidate(index, reader, first, c.statute_id, day, filters) for c in first.candidates]
        return _result(query, kind, day, filters, hits, ["名称可能指几部法规，请选定其一"], whole=True)
    meant = [first] if first is not None else _several(resolver, query)
    if not meant:
        return _not_held(resolver, query)
    warnings: list[str] = []
    above: list[Hit] = []
    for r in meant:
        if r.statute_id is not None:
            above += _named(index, reader, r, day, filters, warnings)
    resting = list(dict.fromkeys(i for r in meant if r.statute_id is not None for i in _resting(reader, r)))
    inherited = list(dict.fromkeys(i for r in meant if r.provision for i in _resting_on_repealed(reader, r)))
    duties = [*_duties(index, resting, filters.place, "以所查条文为依据"),
              *_duties(index, inherited, filters.place, "所引的旧法条文由所查条文承接")]
    if kind == "law" and all(h.kind != "law" for h in above):
        statuses = index.holdings.on(day).statuses
        above = [_law(index, r.statute_id, statuses, filters, "所查条文所在的法规") for r in meant if r.statute_id is not None]
    hits = [*above, *duties, *_citing(index, reader, meant, day)]
    whole = any(r.citation.article is not None or r.citation.kind == "doc_no" for r in meant)
    return _result(query, kind, day, filters, hits, warnings, whole)


def find_cited(
    index: Index, reader: LibraryReader, resolver: Resolver, query: str, kind: Kind | None, day: str, filters: Filters
) -> SearchResult | None:
    """The provisions that are cited among other words (刑法第十七条 未成年人), with the duties that rest on them;
    None when there are none."""
    statuses = index.holdings.on(day).statuses
    resolved = [r for r in cite_text(query, resolver) if r.status == "resolved" and r.provision and r.statute_id]
    cited = dict.fromkeys(r.provision for r in resolved if r.provision)
    found = [(i, p) for i in cited if (p := reader.provision(i)) is not None]
    hits = [_provision(index, p, statuses, 100.0, "按条号找到", i) for i, p in found]
    resting = list(dict.fromkeys(i for r in resolved for i in _resting(reader, r)))
    hits += _duties(index, resting, filters.place, "以所查条文为依据")
    kept = tuple(h for h in hits if kind in (None, h.kind) and passes(h, filters))
    return SearchResult(query, day, 0, len(kept), kept, facets_of(kept), reference=True) if kept else None


def _result(
    query: str, kind: Kind | None, day: str, filters: Filters, hits: Sequence[Hit], warnings: Sequence[str], whole: bool
) -> SearchResult | None:
    """The hits that kind and filters leave, once each. ``whole``: they answer the query, no words are searched."""
    found = {h.id: h for h in reversed(hits) if h.id}
    every = tuple(found[i] for i in dict.fromkeys(h.id for h in hits if h.id))
    of_kind = [h for h in every if kind in (None, h.kind)]
    kept = tuple(h for h in of_kind if passes(h, filters))
    if not every or not (of_kind or whole):
        return None
    if kept:
        said = tuple(dict.fromkeys(warnings))
    elif of_kind:
        said = (f"所查的引用不在所选筛选条件内，不筛选有{len(of_kind)}条",)
    else:
        said = ("没有以所查条文为依据的事项" if kind == "duty" else "所查的引用指法规或条文，请改选种类",)
    return SearchResult(query, day, 0, len(kept), kept, facets_of(kept), said, reference=True, article=whole or not kept)


# ---------------------------------------------------------------- what one reference brings


def _named(
    index: Index, reader: LibraryReader, r: Resolution, day: str, filters: Filters, warnings: list[str]
) -> list[Hit]:
    """The law or provision itself, and where an old one's content stands now."""
    assert r.statute_id is not None
    statuses = index.holdings.on(day).statuses
    if r.how == "similar":
        warnings.append(f"没有完全同名的法规，按最相近的《{r.law}》查找，请核对")
    if r.status == "title_only" and r.citation.article is None:
        law = _law(index, r.statute_id, statuses, filters, "即所查法规")
        return [law, *_taken_over(index, reader, law, statuses, day, warnings)]
    provision = reader.provision(r.provision) if r.provision else None
    if provision is not None:
        top = _provision(index, provision, statuses, 100.0, _found_reason(r), r.provision)
        return [top, *_moved(index, reader, provision, statuses, day, warnings, r.provision)]
    if r.citation.article is None:
        return []
    label = article_label(r.citation.article, r.citation.suffix)
    warnings.append(r.reason or f"《{r.law}》现行文本中没有{label}")
    old = _older(reader, r)
    if old is None:
        return [_law(index, r.statute_id, statuses, filters, f"没有{label}")]
    return [_provision(index, old, statuses, 100.0, f"{label}见于旧版本"), *_moved(index, reader, old, statuses, day, warnings)]


def _moved(
    index: Index, reader: LibraryReader, old: Provision, statuses: Sequence[str], day: str, warnings: list[str],
    asked: str | None = None,
) -> list[Hit]:  # fmt: skip
    """Where the content of a provision, or of the 款 of it that was ``asked`` for, stands now, when not where it
    stood; said in a line of its own."""
    forward = successor_of(reader, asked or old.id, day)
    now = [(i, p) for i in forward.places if (p := reader.provision(i)) is not None]
    row = index.holdings.version_row.get(old.version_id)
    status = statuses[row] if row is not None else ""
    moved = [_provision(index, p, statuses, 99.0, "该条内容现在所在的条文", place) for place, p in now if p.id != old.id]
    if moved:
        labels = listed(f"《{h.law}》{place_label(parse_id(h.extra['address']))}" for h in moved)
        warnings.append(f"{_titled(old)}{status or '不再有效'}，内容现见{labels}" + forward.note)
    elif status in ("已修改", "已废止"):
        gone = "该条已删去" if forward.is_deleted and forward.is_sure else "没有找到承接其内容的现行条文，请查阅取代它的文本"
        warnings.append(f"{_titled(old)}{status}，{gone}")
    return moved


def _titled(p: Provision) -> str:
    address = parse_id(p.id)
    label = article_label(address.article, address.suffix) if address.article else ""
    return f"《{address.statute}》（{address.date}）{label}"


def _candidate(index: Index, reader: LibraryReader, r: Resolution, statute_id: str, day: str, filters: Filters) -> Hit:
    """One of several laws that a name may mean: its article of that number, else the law."""
    statuses = index.holdings.on(day).statuses
    law = _law(index, statute_id, statuses, filters, "名称可能指这部法规")
    article = r.citation.article
    found = reader.provision(article_id(law.id, article, r.citation.suffix)) if article is not None and law.id else None
    return _provision(index, found, statuses, 100.0, "名称可能指这部法规") if found is not None else law


def _taken_over(
    index: Index, reader: LibraryReader, law: Hit, statuses: Sequence[str], day: str, warnings: list[str]
) -> list[Hit]:
    """The law that took the place of a repealed one."""
    version = reader.version(law.id) if law.status == "已废止" else None
    following = next_version(reader, version, day) if version is not None else None
    if following is None:
        return []
    successor = _law(index, following.statute_id, statuses, Filters(), f"取代了已废止的《{law.title}》")
    warnings.append(f"《{law.title}》已废止，由《{successor.title}》取代")
    return [successor]


def _citing(index: Index, reader: LibraryReader, meant: Sequence[Resolution], day: str) -> list[Hit]:
    """Provisions that cite an article, by its number or by the one that it had when they were written."""
    statuses = index.holdings.on(day).statuses
    reasons: dict[str, str] = {}
    for r in meant:
        if r.statute_id is None or r.citation.article is None or (p := reader.provision(r.provision or "")) is None:
            continue
        for c in citing_article(reader, p, reader.versions(r.statute_id)):
            reasons.setdefault(c.provision_id, _reason(c))
    found = ((reader.provision(i), reason) for i, reason in reasons.items())
    return [_provision(index, p, statuses, 50.0, reason) for p, reason in found if p is not None]


def _reason(c: Citing) -> str:
    if c.before:
        return f"{c.before}施行时引用了该条号，当时的文本未收录，条号可能不同"
    return f"引用了所查条文（时为{place_label(parse_id(c.then))}）" if c.then else "引用了所查条文"


# ---------------------------------------------------------------- what the query means


def _not_held(resolver: Resolver, query: str) -> SearchResult | None:
    """A document number or a known law that the library does not hold: said, before its words are searched."""
    for r in parse_ref(query, resolver):
        if r.status == "law_not_in_library" and (r.law or r.citation.kind == "doc_no"):
            name = f"《{r.law}》" if r.law else r.citation.doc_no
            return SearchResult(query, "", 0, 0, (), warnings=(f"法规库未收录{name}",), reference=True)
    return None


def _meant(index: Index, resolver: Resolver, query: str) -> Resolution | None:
    """What the resolver makes of the query; where it knows no such law, of the query under the one near name."""
    asked = _spelled_out(index, query)
    if (m := _RANGE.search(asked)) and "#" not in asked and "@" not in asked and int(m[1]) < int(m[2]):
        return None
    read = parse_ref(asked, resolver)
    found = next((r for r in read if r.status in _NAMED), None)
    if found is not None or any(r.law for r in read):  # a law that is known but not held is not another one
        return found
    respelled = _respelled(index, asked)
    again = next((r for r in parse_ref(respelled, resolver) if r.status in _NAMED), None) if respelled else None
    return replace(again, how="similar") if again else None


def _several(resolver: Resolver, query: str) -> list[Resolution]:
    """References that make up the whole query: a list, a range, a title with a note before the article."""
    asked = _RANGE.sub(_range, query) if "#" not in query and "@" not in query else query
    found = cite_text(asked, resolver)
    rest = "".join(c for i, c in enumerate(asked) if not any(r.citation.start <= i < r.citation.end for r in found))
    if not found or rest.strip(_BETWEEN) or any(r.status not in _NAMED for r in found):
        return []
    return [r for r in found if r.citation.article is not None]


def _range(m: re.Match[str]) -> str:
    """64-66 is a range, 120-1 is 第一百二十条之一."""
    return f"第{m[1]}条至第{m[2]}条" if int(m[1]) < int(m[2]) else m[0]


def _respelled(index: Index, query: str) -> str | None:
    """城乡规画法第六十五条, 物业条例19 → under the one law whose name differs by a character, or by
    a word that names leave out; it is shown as such."""
    m = _TITLE_AND_NUMBER.match(query.strip())
    if m is None:
        return None
    asked = normalise_title(m[1])
    titles = [normalise_title(s.short_title) for s in index.holdings.statutes]
    near = [row for _, _, row in process.extract(asked, titles, scorer=Levenshtein.distance, score_cutoff=1, limit=2)]
    if len(asked) < _SHORTEST_RESPELT or not near:
        near = _shortened(asked, titles)
    return f"《{index.holdings.statutes[near[0]].title}》{m[2]}" if len(near) == 1 else None


def _shortened(asked: str, titles: Sequence[str]) -> list[int]:
    """Titles that differ by words like 管理 before 条例 alone (物业条例, 物业管理条例)."""
    bare = _FILLER.sub("", asked)
    return [row for row, t in enumerate(titles) if _FILLER.sub("", t) == bare] if len(bare) > 3 else []


def _spelled_out(index: Index, query: str) -> str:
    """cxghf65 → 城乡规划法65, by the law cited most of those with these initials."""
    m = _INITIALS_AND_NUMBER.match(query.strip().lower())
    if m is None:
        return query
    holdings = index.holdings
    rows = [i for i, initials in enumerate(index.entries.names.initials) if initials == m[1]]
    if not rows:
        return query
    row = max(rows, key=lambda i: (holdings.statutes[i].cited, -i))
    return holdings.statutes[row].short_title + m[2].strip()


def _found_reason(r: Resolution) -> str:
    steps = {"paragraph": "款", "item": "项", "subitem": "目"}
    missing = f"；该条没有所指的{steps.get(r.missing, r.missing)}" if r.missing else ""
    return {"similar": "按相近的法规名称找到，请核对", "alias": "按简称找到"}.get(r.how, "按条号找到") + missing


def _older(reader: LibraryReader, r: Resolution) -> Provision | None:
    """The last earlier version that has the article."""
    assert r.statute_id is not None
    key = f"{r.citation.article}" + (f"-{r.citation.suffix}" if r.citation.suffix else "")
    for version in reversed(reader.versions(r.statute_id)):
        found = reader.provision(f"{version.id}#{key}")
        if found is not None:
            return found
    return None


def _resting(reader: LibraryReader, r: Resolution) -> list[StoredItem]:
    """Listed duties whose basis names the provision, or the law when the query names the law."""
    assert r.statute_id is not None
    items = reader.items_citing(r.statute_id)
    wanted = (r.citation.article, r.citation.suffix)
    if wanted[0] is None:
        return list(items)
    return [i for i in items if any((c.article, c.suffix) == wanted and _of_law(c.title, r) for c in i.citations)]


def _resting_on_repealed(reader: LibraryReader, r: Resolution) -> list[StoredItem]:
    """Listed duties that rest on the article of a repealed law whose place this one took."""
    out: list[StoredItem] = []
    for alignment in reader.alignment_to(r.provision or ""):
        old = parse_id(alignment.old)
        if old.statute != r.statute_id and old.article is not None and (statute := reader.statute(old.statute)):
            citation = replace(r.citation, article=old.article, suffix=old.suffix)
            out += _resting(reader, replace(r, citation=citation, statute_id=old.statute, law=statute.title))
    return out


def _of_law(title: str | None, r: Resolution) -> bool:
    """The item cites several laws: the citation counts when its title can be this law's."""
    if title is None or r.law is None:
        return True
    short = parse_id(r.statute_id or r.law).statute
    return title in r.law or r.law in title or short in title or title in short


def _provision(
    index: Index, p: Provision, statuses: Sequence[str], score: float, reason: str, address: str | None = None
) -> Hit:
    row = index.holdings.version_row.get(p.version_id)
    statute = index.holdings.statutes[index.holdings.versions[row].statute] if row is not None else None
    body = p.body
    article, suffix = (body.article, body.suffix) if isinstance(body, Article) else (None, 0)
    label = article_label(article, suffix) if article is not None else p.id.partition("#")[2]
    law = statute.title if statute else parse_id(p.id).statute
    short = statute.short_title if statute else law
    return Hit(
        "provision", p.id, f"{short} {label}", p.text, score, law, article, suffix,
        statuses[row] if row is not None else "", reason=reason,
        extra={"address": address or p.id, "version": parse_id(p.id).date or "", "level": statute.level if statute else "",
               "region": "/".join(statute.region) if statute else ""},
    )


def _law(index: Index, statute_id: str, statuses: Sequence[str], filters: Filters, reason: str) -> Hit:
    """The version in force, else the last; of the 时效性 asked for when there is one."""
    holdings = index.holdings
    row = holdings.statute_row.get(statute_id)
    if row is None:
        return Hit("law", "", statute_id, statute_id, 0.0)
    statute = holdings.statutes[row]
    rows = holdings.versions_of.get(row, [])
    rows = [v for v in rows if statuses[v] in filters.status] or rows
    current = next((v for v in reversed(rows) if statuses[v] == "现行有效"), rows[-1] if rows else None)
    return Hit(
        "law", holdings.versions[current].id if current is not None else statute_id, statute.short_title, statute.title,
        100.0, statute.title, status=statuses[current] if current is not None else "", reason=reason,
        extra={"level": statute.level, "region": "/".join(statute.region), "issuer": statute.issuer},
    )


def _duties(index: Index, items: Sequence[StoredItem], place: tuple[str, ...], reason: str) -> list[Hit]:
    """One hit an item, however many townships list it; of a place those of its own lists and of lists around it."""
    places = {x.id: "/".join(x.place) for x in index.holdings.lists if sees(place, x.place)}
    groups: dict[tuple[str, str, str], list[StoredItem]] = {}
    for stored in items:
        if stored.list_id in places:
            groups.setdefault((stored.item.name, stored.item.power_type, stored.item.kind), []).append(stored)
    return [_duty(same[0], [places[i.list_id] for i in same], reason) for same in groups.values()]


def _duty(stored: StoredItem, places: Sequence[str], reason: str) -> Hit:
    item = stored.item
    return Hit(
        "duty", stored.id, item.name, item.name, 80.0, reason=reason,
        extra={"list_kind": item.kind, "place": places[0], "power_type": item.power_type, "lead": list(item.lead),
               "basis": item.basis_raw.strip(), "lists": len(places), "places": list(places[:_PLACES])},
    )
