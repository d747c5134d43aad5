"""From an old provision to what stands in its place on a day: through versions, and through a repeal to the successor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.correspondence import Extent
from graph.address import parse_id, whole_article
from graph.model import Alignment, Repeal, Statute, Version
from graph.store import LibraryReader
from graph.versions.in_force import repeal_of
from graph.versions.places import Places, find_places
from ingest.records import Article

CAVEAT = "（对应关系未能确定，请核对）"
"""Said where an alignment is not sure, by the words or by the readings behind the shipped table."""
EXTENT_NOTES: Mapping[Extent, str] = {"whole": "", "part": "（部分内容未保留）", "general": "（未设专条，适用一般规定）", "none": ""}
"""Said behind the places, where the shipped table knows it."""
NO_SUCCESSOR = frozenset({"decision", "amendment"})
"""Kinds of statute that hold no law of their own: they end or change another."""


@dataclass(frozen=True, slots=True)
class Forward:
    """``places``: what stands on the day, main one first, down to the 款 where that is known; () when the content was
    deleted on the way. ``provisions``: their articles.
    ``steps``: the alignments followed, oldest first; none when the provision itself still stands.
    ``lost``: provisions beyond which nothing is known, for the next text that is held is not whole.
    ``placed``: False where the 款 or 项 asked for is not among what is known to have been taken up.
    ``extent``: how much of it they hold, as far as the shipped table says."""

    places: tuple[str, ...]
    steps: tuple[Alignment, ...] = ()
    lost: tuple[str, ...] = ()
    placed: bool = True
    extent: Extent = "whole"

    @property
    def provisions(self) -> tuple[str, ...]:
        """The articles of the places, once each."""
        return tuple(dict.fromkeys(map(whole_article, self.places)))

    @property
    def is_sure(self) -> bool:
        """Whether every step is, and the part asked for was followed."""
        return self.placed and not self.lost and all(step.sure for step in self.steps)

    @property
    def is_deleted(self) -> bool:
        """Whether the content is known to be gone, for sure if ``is_sure``."""
        return bool(self.steps) and not self.places and not self.lost and self.placed

    @property
    def note(self) -> str:
        """What is to be said behind the places."""
        return EXTENT_NOTES[self.extent] if self.is_sure else CAVEAT


def successor_of(reader: LibraryReader, provision_id: str, as_of: str) -> Forward:
    """Follow an article to the texts in force on ``as_of``, and a 款 or 项 of it as far as is known.

    Splits keep every part, the main successor first; of a cited 款 only those that took it up. Where the law is
    repealed and nothing that is held takes its place, the article of its last text comes back, without steps beyond it.
    """
    address = parse_id(provision_id)
    if address.date is None or address.article is None:
        return Forward((provision_id,))
    here: tuple[str, ...] = (str(replace(address, subitem=None)),)
    version = reader.version(address.version_id)
    forward = Forward(here)
    seen: set[str] = set()
    while version is not None and forward.places and version.id not in seen:
        seen.add(version.id)
        following = next_version(reader, version, as_of)
        if following is None:
            break
        by_old = {a.old: a for a in alignments_between(reader, version.id, following.id)}
        if not by_old and is_whole(following):
            break
        forward = _onward(reader, forward, by_old)
        version = following
    return forward if forward.steps or forward.lost else Forward((whole_article(provision_id),))


def _onward(reader: LibraryReader, forward: Forward, by_old: Mapping[str, Alignment]) -> Forward:
    """One text further."""
    places: list[str] = []
    placed, extent = forward.placed, forward.extent
    taken, lost = list(forward.steps), list(forward.lost)
    for place in forward.places:
        row = by_old.get(whole_article(place))
        if row is None:
            lost.append(whole_article(place))
            continue
        if row not in taken:
            taken.append(row)
        found = _places(reader, place, row.new)
        places += found.ids
        placed = placed and found.known
        extent = found.extent if extent == "whole" else extent
    return Forward(tuple(dict.fromkeys(places)), tuple(taken), tuple(lost), placed, extent)


def _places(reader: LibraryReader, place: str, new: Sequence[str]) -> Places:
    """Where the part ``place`` of an article stands in its successors ``new``."""
    cited = parse_id(place)
    if not new or (cited.paragraph is None and cited.item is None and cited.statute == parse_id(new[0]).statute):
        return Places(tuple(new))
    body = article_of(reader, place)
    successors = [(i, a) for i in new if (a := article_of(reader, i)) is not None]
    if body is None or len(successors) < len(new):
        return Places(tuple(new), known=cited.paragraph is None and cited.item is None)
    return find_places(body, cited, successors)


def article_of(reader: LibraryReader, provision_id: str) -> Article | None:
    """The article that an id of any depth stands in."""
    found = reader.provision(provision_id)
    return found.body if found is not None and isinstance(found.body, Article) else None


def next_version(reader: LibraryReader, version: Version, as_of: str) -> Version | None:
    """The text that took the place of ``version`` by ``as_of``: the next version of the law, else the law that
    repealed it. A future version is not skipped to."""
    versions = reader.versions(version.statute_id)
    later = [v for v in versions if v.date > version.date and (v.effective_from or v.date) <= as_of]
    if later:
        return min(later, key=lambda v: v.date)
    repeal = repeal_of(versions, whole(reader.repeals_of(version.statute_id)), as_of)
    by = reader.version(repeal.repealing_version) if repeal else None
    return None if by is None or only_repeals(reader, by) else by


def only_repeals(reader: LibraryReader, version: Version) -> bool:
    """Whether ``version`` is a decision: it says that a law is gone and puts nothing in its place."""
    statute = reader.statute(version.statute_id)
    return statute is not None and statute.kind in NO_SUCCESSOR


def is_whole(version: Version | None) -> bool:
    """Whether what ``version`` does not hold may be called deleted."""
    return version is not None and version.completeness == "complete"


def whole(repeals: Iterable[Repeal]) -> list[Repeal]:
    """Repeals of a law as a whole."""
    return [r for r in repeals if r.scope == "全部"]


def alignments_between(reader: LibraryReader, old_version: str, new_version: str) -> Sequence[Alignment]:
    """Alignment of any two texts: as stored, else joined over the versions between them, else computed now.

    An article without a row is one of which nothing is known: a text that is not whole deletes nothing.
    """
    stored = reader.alignments(old_version, new_version)
    if stored or old_version == new_version:
        return stored
    statute = parse_id(old_version).statute
    if parse_id(new_version).statute == statute:
        chain = [v.id for v in reader.versions(statute)]
        if old_version in chain and new_version in chain:
            path = chain[chain.index(old_version) : chain.index(new_version) + 1]
            legs = [reader.alignments(a, b) for a, b in pairwise(path)]
            if len(legs) > 1 and all(legs):
                return _joined(legs)
    target = reader.version(new_version)
    if target is None or not target.n_articles:
        return []
    old, new = _articles(reader, old_version), _articles(reader, new_version)
    ordered = parse_id(new_version).statute == statute
    from graph.versions.read_alignment import align_versions  # numpy and scipy: only where nothing is stored

    rows = align_versions(old_version, new_version, old, new, ordered=ordered)
    return [r for r in rows if r.new or is_whole(target)]


def alignments_along(reader: LibraryReader, path: Sequence[str]) -> Sequence[Alignment]:
    """Alignment of the first text of ``path`` with the last, over those between: through a repeal to the law that
    took over and on through its own versions."""
    return _joined([alignments_between(reader, a, b) for a, b in pairwise(path)])


def pairs_to_align(
    statutes: Iterable[Statute], versions: Mapping[str, Sequence[Version]], repeals: Iterable[Repeal]
) -> list[tuple[str, str, bool]]:
    """(old version, new version, ordered) that a library keeps aligned: neighbours in the line of a law, and the
    last text of a repealed law with the law that repealed it. ``ordered`` is for ``align``."""
    known = {s.id: s for s in statutes}
    by_id = {v.id: v for held in versions.values() for v in held}
    pairs: dict[tuple[str, str], bool] = {}
    for held in versions.values():
        line = sorted((v for v in held if v.n_articles), key=lambda v: v.date)
        pairs.update({(a.id, b.id): True for a, b in pairwise(line)})
    for r in whole(repeals):
        new = by_id.get(r.repealing_version)
        if r.repealed_statute is None or new is None or not new.n_articles or new.statute_id == r.repealed_statute:
            continue
        if NO_SUCCESSOR & {known[new.statute_id].kind, known[r.repealed_statute].kind}:
            continue  # a decision only says that a law is gone; what it amended is in the law itself
        day = r.date or new.date
        old = [v for v in versions.get(r.repealed_statute, ()) if v.date < day and v.n_articles]
        if old:
            pairs.setdefault((max(old, key=lambda v: v.date).id, new.id), False)
    return [(a, b, ordered) for (a, b), ordered in sorted(pairs.items())]


def _joined(legs: Sequence[Sequence[Alignment]]) -> list[Alignment]:
    """One alignment over several: the change is that of the whole way."""
    rows = {a.old: a for a in legs[0]}
    for leg in legs[1:]:
        onward = {a.old: a for a in leg}
        joined = {old: _over(a, onward) for old, a in rows.items()}
        rows = {old: a for old, a in joined.items() if a is not None}
    return list(rows.values())


def _over(a: Alignment, onward: Mapping[str, Alignment]) -> Alignment | None:
    """``a`` and what became of its successors; None where that is not known."""
    parts = [onward[n] for n in a.new if n in onward]
    if a.new and not parts:
        return None
    new = tuple(dict.fromkeys(n for p in parts for n in p.new))
    if not new:
        return Alignment(a.old, (), "deleted", 0.0, a.sure and all(p.sure for p in parts))
    first = next(p for p in parts if p.new)
    sure = a.sure and first.sure
    similarity = round(a.similarity * first.similarity, 3)
    if len(new) > 1:
        return Alignment(a.old, new, "split", similarity, sure)
    if "merged" in (a.change, first.change):
        return Alignment(a.old, new, "merged", similarity, sure)
    kept = a.change in ("same", "moved") and first.change in ("same", "moved")
    moved = parse_id(a.old).article != parse_id(new[0]).article or parse_id(a.old).suffix != parse_id(new[0]).suffix
    if kept:
        return Alignment(a.old, new, "moved" if moved else "same", similarity, sure)
    return Alignment(a.old, new, "moved_amended" if moved else "amended", similarity, sure)


def _articles(reader: LibraryReader, version_id: str) -> list[Article]:
    return [p.body for p in reader.provisions(version_id) if isinstance(p.body, Article)]
