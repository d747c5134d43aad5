"""Documents into statutes and versions: the same law of several dates, the same text from several sources."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from hashlib import blake2b

from corpus.titles import normalise_title, short_title
from graph.likeness import analyse
from graph.model import Statute, Version
from ingest.records import StatuteDoc


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document went. ``kept`` False: another document of the same version gave the text."""

    statute_id: str
    version_id: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Identified:
    """``places[i]`` is where ``docs[i]`` went. ``effective_to`` of the versions is still open (see ``in_force``)."""

    statutes: tuple[Statute, ...]
    versions: tuple[Version, ...]
    places: tuple[Place, ...]


def identify(docs: Sequence[StatuteDoc]) -> Identified:
    """Statutes, versions and duplicates among ``docs``, whatever their order.

    Groups of ``group_key`` do not touch each other: a library that grows needs to pass only the groups in
    which something changed, each with all its documents.
    """
    groups: dict[str, list[int]] = defaultdict(list)
    for i, doc in enumerate(docs):
        groups[group_key(doc)].append(i)
    statutes: list[Statute] = []
    versions: list[Version] = []
    places: list[Place | None] = [None] * len(docs)
    for key in sorted(groups):
        members = [_Member(i, docs[i]) for i in groups[key]]
        for statute, editions in _named(_separate(members)):
            statutes.append(statute)
            for edition in editions:
                version = _version(statute, edition)
                versions.append(version)
                for member in edition.members:
                    places[member.index] = Place(statute.id, version.id, member is edition.best)
    return Identified(tuple(statutes), tuple(versions), tuple(p for p in places if p is not None))


def group_key(doc: StatuteDoc) -> str:
    """Documents of one key may be one law: title without the nation's name, blanks, 、 and bracket styles."""
    return title_key(doc.title)


def title_key(title: str) -> str:
    """``group_key`` of a bare title, for repeals and other mentions."""
    return re.sub(r"[、〈〉\s]", "", normalise_title(title)).replace("中华人民共和国", "")


# ---------------------------------------------------------------- one group


@dataclass(frozen=True, slots=True, eq=False)
class _Member:
    index: int
    doc: StatuteDoc

    @property
    def date(self) -> str:
        """The date that names the version; an undated file takes the day it says it took effect."""
        d = self.doc
        return d.version_date or d.promulgated or d.adopted or d.effective or ""

    @property
    def dated(self) -> bool:
        return bool(self.doc.version_date or self.doc.promulgated or self.doc.adopted)


@dataclass(frozen=True, slots=True)
class _Edition:
    """One version: its documents, the one whose text is kept, its date."""

    date: str
    best: _Member
    members: tuple[_Member, ...]


def _separate(members: Sequence[_Member]) -> list[list[_Member]]:
    """Split namesakes: other region, other ministry, and each amending decision by its date."""
    heaps: dict[tuple[str, ...], list[_Member]] = defaultdict(list)
    regions = {m.doc.region for m in members if m.doc.region}
    for m in members:
        # a local law whose header names no place stands with its namesake when there is only one place
        region = m.doc.region or (next(iter(regions)) if len(regions) == 1 and not m.doc.issuer else ())
        heaps[(*region, "")].append(m)
    out: list[list[_Member]] = []
    for _, heap in sorted(heaps.items()):
        if all(m.doc.kind in ("decision", "amendment") for m in heap):
            out += _by(heap, lambda m: m.date)
        elif all(m.doc.level in ("部门规章", "规范性文件") for m in heap) and all(m.doc.issuer for m in heap):
            out += _by(heap, lambda m: m.doc.issuer)
        else:
            out.append(heap)
    return out


def _by(heap: Iterable[_Member], key: Callable[[_Member], str]) -> list[list[_Member]]:
    parts: dict[str, list[_Member]] = defaultdict(list)
    for m in heap:
        parts[key(m)].append(m)
    return [parts[k] for k in sorted(parts)]


def _named(heaps: Sequence[Sequence[_Member]]) -> list[tuple[Statute, list[_Edition]]]:
    """Give ids: the short title to the first in rank, the title with its place, issuer or date to the others."""
    made = [(_statute(heap), _editions(heap)) for heap in heaps]
    made.sort(key=lambda pair: (len(pair[0].region), pair[0].level not in ("宪法", "法律", "行政法规"), pair[0].region,
                                pair[0].issuer, pair[1][0].date))
    taken: set[str] = set()
    out = []
    for statute, editions in made:
        name = statute.id
        for mark in ("/".join(statute.region), statute.issuer, editions[0].date, str(len(taken))):
            if name not in taken:
                break
            name = f"{statute.id}({mark})" if mark else name
        taken.add(name)
        out.append((replace(statute, id=name), editions))
    return out


def _statute(heap: Sequence[_Member]) -> Statute:
    newest = sorted(heap, key=lambda m: (m.date, _rank(m)), reverse=True)
    titles = sorted((m.doc.title for m in newest), key=lambda t: ("、" in t, len(t), t), reverse=True)
    full = next((t for t in titles if t.startswith("中华人民共和国")), titles[0])
    title = re.sub(r"\s+", "", full)

    def first(field: str) -> str:
        return next((v for m in newest if (v := getattr(m.doc, field))), "")

    short = short_title(title)
    return Statute(
        id=re.sub(r"[@#]", "", short), title=title, short_title=short, level=newest[0].doc.level, issuer=first("issuer"),
        doc_no=first("doc_no"), region=next((m.doc.region for m in newest if m.doc.region), ()), kind=newest[0].doc.kind,
        former=_former_titles(heap, title),
    )


_AMENDED = re.compile(r"关于修[改订正][《〈](?P<title>[^《》〈〉]+(?:[《〈][^《》〈〉]+[》〉][^《》〈〉]*)?)[》〉](?:(?:部分|有关|若干|个别)条款)?的决定")


def _former_titles(heap: Sequence[_Member], title: str) -> tuple[str, ...]:
    """Titles under which decisions on this law alone amended it before it was renamed: 《关于修改〈X暂行条例〉的决定》修正
    in the header of X条例. A name of another place, or with little of the title in it, is a slip of the header."""
    if any(m.doc.kind in ("decision", "amendment") for m in heap):
        return ()
    named = {m["title"] for x in heap for e in x.doc.history for m in _AMENDED.finditer(e.event)}
    return tuple(sorted(t for t in named if title_key(t) != title_key(title) and _renamed(title_key(t), title_key(title))))


def _renamed(was: str, now: str) -> bool:
    there, here = analyse(was), analyse(now)
    same = SequenceMatcher(None, there.core, here.core, autojunk=False).find_longest_match().size
    return there.region == here.region and 2 * same >= max(1, min(len(there.core), len(here.core)))


def _editions(heap: Sequence[_Member]) -> list[_Edition]:
    """Versions by date; one text under two near dates, or undated, is one version."""
    by_date: dict[str, list[_Member]] = defaultdict(list)
    for m in sorted(heap, key=lambda m: (not m.dated, m.date)):
        by_date[_same_text(m, by_date) or m.date].append(m)
    out = []
    for members in by_date.values():
        day = max(m.date for m in members if m.dated or not any(o.dated for o in members))
        out.append(_Edition(day, max(members, key=_rank), tuple(members)))
    return sorted(out, key=lambda e: e.date)


_NEAR = 400  # days between adoption, approval and publication of one text


def _same_text(m: _Member, by_date: dict[str, list[_Member]]) -> str | None:
    """The date under which the same text stands already, when that can only be another date of the same version."""
    if not by_date or m.date in by_date:
        return None
    mine = ""
    for day, members in by_date.items():
        other = members[0]
        if len(other.doc.articles) != len(m.doc.articles) or (m.dated and not _near(m.date, day)):
            continue
        mine = mine or fingerprint(m.doc)
        if fingerprint(other.doc) == mine:
            return day
    return None


def _near(a: str, b: str) -> bool:
    try:
        return abs((date.fromisoformat(a) - date.fromisoformat(b)).days) <= _NEAR
    except ValueError:
        return False


def fingerprint(doc: StatuteDoc) -> str:
    """Hash of the words of a document's articles (of its sections where it has none): blanks, punctuation and
    width do not count, nor what one source appends and another leaves out."""
    h = blake2b(digest_size=12)
    for part in doc.articles or doc.sections:
        h.update(re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", part.text)).encode())
    return h.hexdigest()


_COMPLETE = {"complete": 4, "gapped": 3, "partial": 2, "truncated": 1, "empty": 0}
_HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:()](?=[\u4e00-\u9fff])")


def _rank(m: _Member) -> tuple[object, ...]:
    """Which text of one version to keep: complete, official, fuller, cleaner; the path decides a draw."""
    d = m.doc
    half = sum(len(_HALF_WIDTH.findall(a.text)) for a in d.articles[:12])
    return (
        _COMPLETE[d.completeness], d.text_kind == "official", len(d.articles), -len(d.warnings), -half,
        [-ord(c) for c in (d.source.path if d.source else "")],
    )


# ---------------------------------------------------------------- versions


def _version(statute: Statute, edition: _Edition) -> Version:
    docs = [edition.best.doc, *(m.doc for m in edition.members if m is not edition.best)]
    best = docs[0]

    def first(field: str) -> str | None:
        return next((v for d in docs if (v := getattr(d, field))), None)

    numbers = [a.article for a in best.articles]
    begins, stated = _effective_from(docs, edition.date)
    return Version(
        id=f"{statute.id}@{edition.date}", statute_id=statute.id, date=edition.date, adopted=first("adopted"),
        promulgated=first("promulgated"), effective_from=begins, effective_stated=stated,
        n_articles=len(numbers), max_article=max(numbers, default=0), completeness=best.completeness,
        text_kind=best.text_kind, source_path=best.source.path if best.source else "",
        sha256=best.source.sha256 if best.source else "", licence=best.source.licence if best.source else "",
    )


def _effective_from(docs: Sequence[StatuteDoc], day: str) -> tuple[str | None, bool]:
    """The day this version took effect, and whether the text says so: the stated one unless it is the original
    text's, kept by an amendment.

    A partial amendment leaves 自…起施行 of the first text standing, so a stated day before the version's own
    date cannot be meant; then the version's date is the best that the text supports.
    """
    stated = [d.effective for d in docs if d.effective]
    events = [e.date for d in docs for e in d.history if e.kind == "effective" and e.date]
    later = sorted(x for x in (*stated, *events) if x >= day)
    if later:
        return later[0], True
    return (day, False) if day else (stated[0], True) if stated else (None, False)
