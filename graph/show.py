"""``show``: a provision or a law, its place, its versions side by side, who cites it, which duties rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from corpus.catalogue import CatalogueEntry
from graph.address import parse_id, whole_article
from graph.audit.context import text_at
from graph.citing import Citing, citing_article
from graph.model import (
    Candidate,
    DiffOps,
    Effectiveness,
    Provision,
    Repeal,
    Resolution,
    Statute,
    StoredItem,
    Version,
)
from graph.refs import names_a_law, names_several, parse_ref
from graph.standing import Renumbered, Whereabouts, renumbered, whereabouts
from graph.store import LibraryReader
from graph.versions.catalogue_repeals import catalogue_repeal, repeal_by_catalogue
from graph.versions.diff import diff_text
from graph.versions.in_force import effectiveness, repeal_of, version_at
from graph.versions.trace_forward import alignments_between, successor_of
from ingest.errors import InputError
from ingest.records import Article, Citation, ReadWarning

if TYPE_CHECKING:
    from graph.resolve import Resolver


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of the law: its dates and 时效性, and what the provision was there."""

    version: Version
    status: Effectiveness
    provisions: tuple[Provision, ...] = ()  # main one first; () where the content did not stand yet or any more
    change: str = ""  # of the step to the version shown, in the words of ``Alignment.change``; "" for itself
    diff: DiffOps = ()  # from the older of the two texts, this one and the one shown, to the newer
    sure: bool = True  # whether these provisions may be named without a caveat


@dataclass(frozen=True, slots=True)
class CitedBy:
    """A provision that cites the one shown."""

    provision_id: str
    law: str
    label: str  # 第六十五条
    citation: Citation
    text: str
    then: str = ""  # id of the older provision that it names by number; "" for the one shown
    before: str = ""  # its day, where it is older than every text held: the number may have meant something else


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A duty item with a citation that leads here, and the citation."""

    item: StoredItem
    list_name: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show. ``provision`` None: the law as a whole, or a text that is not held (``note``)."""

    asked: str
    resolution: Resolution
    statute: Statute | None
    version: Version | None
    status: Effectiveness | None
    provision: Provision | None = None
    text: str = ""  # of the deepest step asked for that exists
    place: tuple[str, ...] = ()  # 编/章/节 that it stands under
    contents: tuple[tuple[str, int], ...] = ()  # of a law: headings with the number of articles under each
    editions: tuple[Edition, ...] = ()  # ascending by date
    cited_by: tuple[CitedBy, ...] = ()
    cited_by_total: int = 0
    duties: tuple[RestsOn, ...] = ()
    successor: tuple[str, ...] = ()  # provision ids of what stands in its place as of the day, when that is another
    successor_sure: bool = True
    successor_note: str = ""  # what is to be said behind it
    renumbered: Renumbered | None = None
    left_out: bool = False  # no provision in force is known to have taken its place; ``successor_sure``: it was deleted
    repeal: Repeal | None = None
    partial: tuple[Repeal, ...] = ()  # by which a part of the text shown is no longer applied
    warnings: tuple[ReadWarning, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    note: str = ""
    known: CatalogueEntry | None = None  # of a law whose text is not held: what the catalogue knows


def show(reader: LibraryReader, ref_text: str, resolver: Resolver, *, most_citing: int = 50) -> Shown:
    """Everything about a reference, as of the resolver's day. Raises InputError when ``ref_text`` names no law or provision."""
    as_of = resolver.as_of
    meant = parse_ref(ref_text, resolver)
    if (not meant or not meant[0].law) and names_several(ref_text, resolver):
        raise InputError(f"“{ref_text}”写了几条", remedy="请一次查一条，如“城乡规划法第六十五条”")
    if not meant and names_a_law(ref_text):
        raise InputError(f"法规库和法规目录中都没有“{ref_text}”", remedy="请核对名称，或先用 youju import laws 导入；按内容查找请用 youju search")
    if not meant:
        raise InputError(
            f"“{ref_text}”不是法规或条文", remedy="请写成“城乡规划法第六十五条”或“城规法65”；按内容查找请用 youju search"
        )
    resolution = meant[0]
    statute = reader.statute(resolution.statute_id) if resolution.statute_id else None
    if statute is None:
        ended = catalogue_repeal(resolution.law, as_of)
        now = whereabouts(reader, resolution, as_of, ended.by_title) if ended else Whereabouts()
        return Shown(
            ref_text, resolution, None, None, "已废止" if ended else None, candidates=resolution.candidates,
            note=_note(resolution), known=_known(resolver, resolution), successor=now.places, successor_note=now.note,
        )
    versions = reader.versions(statute.id)
    version = reader.version(resolution.version_id) if resolution.version_id else None
    version = version or version_at(versions, as_of) or (versions[-1] if versions else None)
    repeals = reader.repeals_of(statute.id)
    shown = Shown(
        ref_text, resolution, statute, version,
        effectiveness(version, versions, repeals, as_of) if version else None,
        repeal=_repeal(statute, versions, repeals, as_of),
        partial=_partial(version, repeals, as_of) if version else (),
        warnings=tuple(reader.version_warnings(version.id)) if version else (),
        note=_note(resolution) or (_earlier_text(version, versions, as_of) if version else "")
        or _renamed_since(resolver, statute),
    )
    if version is None:
        return shown
    if resolution.provision is None:
        return _law(reader, resolver, shown, statute, version, versions, repeals, most_citing)
    return _provision(reader, resolver, shown, version, versions, repeals, most_citing)


# ---------------------------------------------------------------- a law


def _law(
    reader: LibraryReader, resolver: Resolver, shown: Shown, statute: Statute, version: Version,
    versions: Sequence[Version], repeals: Sequence[Repeal], most: int,
) -> Shown:
    counts: dict[str, int] = {}
    for p in reader.provisions(version.id):
        if isinstance(p.body, Article):
            heading = " ".join(p.body.path)
            counts[heading] = counts.get(heading, 0) + 1
    citing = [Citing(pid, c) for pid, c in reader.cited_by(statute.id) if parse_id(pid).statute != statute.id]
    return replace(
        shown, contents=tuple(counts.items()),
        editions=tuple(Edition(v, effectiveness(v, versions, repeals, resolver.as_of)) for v in versions),
        cited_by=_cited_by(reader, citing[:most]), cited_by_total=len(citing), duties=_duties(reader, resolver, statute.id, None),
    )


# ---------------------------------------------------------------- a provision


def _provision(
    reader: LibraryReader, resolver: Resolver, shown: Shown, version: Version, versions: Sequence[Version],
    repeals: Sequence[Repeal], most: int,
) -> Shown:
    asked = shown.resolution.provision or ""
    provision = reader.provision(asked)
    if provision is None:
        return shown
    body = provision.body
    place = body.path if isinstance(body, Article) else (body.title,)
    number = (body.article, body.suffix) if isinstance(body, Article) else None
    editions = tuple(_edition(reader, provision, version, v, versions, repeals, resolver.as_of) for v in versions)
    citing = citing_article(reader, provision, versions)
    forward = successor_of(reader, asked, resolver.as_of) if number else None
    return replace(
        shown, partial=tuple(r for r in shown.partial if body.number in r.sentence.partition(r.repealed_title)[2]), provision=provision, text=text_at(provision, asked), place=tuple(x for x in place if x), editions=editions,
        cited_by=_cited_by(reader, citing[:most]), cited_by_total=len(citing),
        duties=_duties(reader, resolver, version.statute_id, number),
        renumbered=renumbered(reader, provision.id, version, versions, resolver.as_of),
        successor=tuple(p for p in forward.places if whole_article(p) != provision.id) if forward and forward.steps else (),
        successor_sure=forward is None or forward.is_sure,
        successor_note=forward.note if forward else "",
        left_out=forward is not None and (forward.is_deleted or not forward.placed) and not forward.places,
    )


def _edition(
    reader: LibraryReader, shown: Provision, at: Version, other: Version, versions: Sequence[Version],
    repeals: Sequence[Repeal], as_of: str,
) -> Edition:
    """What the shown provision was, or became, in another version."""
    status = effectiveness(other, versions, repeals, as_of)
    if other.id == at.id:
        return Edition(other, status, (shown,))
    if other.date < at.date:
        steps = [a for a in alignments_between(reader, other.id, at.id) if shown.id in a.new]
        steps.sort(key=lambda a: (a.new[0] != shown.id, -a.similarity))
        ids = [a.old for a in steps]
    else:
        steps = [a for a in alignments_between(reader, at.id, other.id) if a.old == shown.id]
        ids = [pid for a in steps for pid in a.new]
    found = tuple(p for pid in ids if (p := reader.provision(pid)))
    older, newer = (found[:1], (shown,)) if other.date < at.date else ((shown,), found[:1])
    diff = diff_text(older[0].text, newer[0].text) if found else ()
    return Edition(other, status, found, steps[0].change if steps else "", diff, all(a.sure for a in steps))


# ---------------------------------------------------------------- who cites, who rests


def _cited_by(reader: LibraryReader, rows: Sequence[Citing]) -> tuple[CitedBy, ...]:
    out = []
    for row in rows:
        p = reader.provision(row.provision_id)
        statute = reader.statute(parse_id(row.provision_id).statute)
        if p is not None and statute is not None:
            out.append(CitedBy(row.provision_id, statute.title, p.body.number, row.citation, p.text, row.then, row.before))
    return tuple(out)


def _duties(
    reader: LibraryReader, resolver: Resolver, statute_id: str, number: tuple[int, int] | None
) -> tuple[RestsOn, ...]:
    """Items whose citations name the law (and, where asked, this article)."""
    lists = {x.id: x.name for x in reader.lists()}
    found = []
    for item in reader.items_citing(statute_id):
        for c, r in zip(item.citations, resolver.resolve(item.citations), strict=True):
            if r.statute_id == statute_id and (number is None or _covers(c, number)):
                found.append(RestsOn(item, lists.get(item.list_id, item.list_id), c))
                break
    return tuple(found)


def _covers(c: Citation, number: tuple[int, int]) -> bool:
    if c.article is None:
        return False
    if c.article_end is not None:
        return c.article <= number[0] <= c.article_end
    return (c.article, c.suffix) == number


_NOTES = {
    "ambiguous": "名称可能指几部法规，请写明全称",
    "law_not_in_library": "法规库未收录",
    "article_not_found": "没有这一条",
    "unresolved": "没有说明是哪部法规",
}
_MISSING = {"paragraph": "该条没有这一款，显示全条", "item": "该条没有这一项，显示上一层", "subitem": "该项没有这一目，显示上一层"}


def _partial(version: Version, repeals: Sequence[Repeal], as_of: str) -> tuple[Repeal, ...]:
    """Repeals of a part of this version that apply on the day."""
    days = [(r, r.date or parse_id(r.repealing_version).date or "") for r in repeals if r.scope == "部分"]
    return tuple(r for r, day in days if version.date < day <= as_of)


def _known(resolver: Resolver, r: Resolution) -> CatalogueEntry | None:
    """The catalogue's entry of a law whose text is not held."""
    names = resolver.names.lookup(r.law).names if r.law else ()
    return names[0].entry if len(names) == 1 else None


def _repeal(statute: Statute, versions: Sequence[Version], repeals: Sequence[Repeal], as_of: str) -> Repeal | None:
    """What ended the law by the day, by the texts held or by the catalogue."""
    stated = repeal_of(versions, repeals, as_of) if versions else None
    known = None if stated or version_at(versions, as_of) is not None else repeal_by_catalogue(statute, versions)
    return stated or (known if known is not None and (known.date or "") <= as_of else None)


def _earlier_text(version: Version, versions: Sequence[Version], as_of: str) -> str:
    """A law that was older than every text held of it: what was in force on the day cannot be shown."""
    first = min((d for d in (version.adopted, version.promulgated) if d), default=version.date)
    if first > as_of or any((v.effective_from or v.date) <= as_of for v in versions) or first >= version.date:
        return ""
    return f"{as_of}施行的是更早的版本，法规库未收录；以下是{version.date}版"


def _renamed_since(resolver: Resolver, statute: Statute) -> str:
    """A text held under a title that the law bore before: the text under the new title is another statute's here."""
    later = resolver.names.renamed(statute)
    return f"据《{later.title}》题注，该法规修改前用的是这一名称，请核对改名后的文本" if later is not None else ""


def _note(r: Resolution) -> str:
    if r.missing:
        return _MISSING[r.missing]
    return r.reason or _NOTES.get(r.status, "")

