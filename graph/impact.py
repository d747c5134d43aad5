"""What a change of law does to the lists: old articles to new ones, and the items that rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus.correspondence import CorrespondenceTable
from corpus.titles import normalise_title
from graph.address import Address, article_id, parse_id, place_label
from graph.audit.intended import FIT, words_mean_old
from graph.audit.quotes import contains, is_comparable
from graph.audit.topic import LawTopics
from graph.model import Alignment, DiffOps, Statute, StoredItem, Version
from graph.names import is_generic
from graph.store import LibraryReader
from graph.versions.align import Change
from graph.versions.diff import diff_text
from graph.versions.in_force import repeal_of, version_at
from graph.versions.places import find_places, table_between
from graph.versions.trace_forward import (
    EXTENT_NOTES,
    NO_SUCCESSOR,
    alignments_along,
    next_version,
    only_repeals,
    whole,
)
from ingest.errors import InputError
from ingest.numerals import article_label
from ingest.records import Article, Citation

Action = Literal["改引", "核对", "删除", "无需调整"]


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """One old article. ``new``: labels (第十七条), or provision ids where another law took over."""

    old: str
    new: tuple[str, ...]
    change: Change
    similarity: float
    diff: DiffOps
    sure: bool = True
    note: str = ""  # how much of it is kept, where the shipped table says less than all


@dataclass(frozen=True, slots=True)
class ItemHit:
    """One citation of one item, and what to do about it. ``now`` is the text to cite, "" when nothing is left;
    ``sure``: whether that is said without a caveat; ``note``: how much of the part cited is kept, where it is not all."""

    id: str
    name: str
    citation: str
    now: str
    action: Action
    sure: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Impact:
    """``from_date``/``to_date`` name the versions compared; ``to_law`` the successor of a repealed law."""

    law: str
    from_date: str
    to_date: str
    articles: tuple[ArticleChange, ...]
    added: tuple[str, ...]
    items: tuple[ItemHit, ...]
    to_law: str | None = None


def impact(
    reader: LibraryReader, law: str, from_date: str | None = None, to_date: str | None = None, *, as_of: str
) -> Impact:
    """Compare two texts of a law, or a repealed law with its successor, and find the items that cite the old one.

    ``law`` is a statute id or a title. Dates name versions or days; without them the text in force on ``as_of``
    (for a law not yet replaced: the newest) is compared with the one before it. Raises InputError when the law
    is not held or has one text only.
    """
    statute = find_statute(reader, law)
    versions = reader.versions(statute.id)
    repeal = repeal_of(versions, whole(reader.repeals_of(statute.id)), to_date or as_of) if versions else None
    successor = reader.version(repeal.repealing_version) if repeal else None
    if successor is not None and (to_date is None or not any(v.date == to_date for v in versions)):
        old = _version(versions, from_date) if from_date else versions[-1]
        chain = _onward(reader, successor, to_date or as_of)
        return _compare(reader, statute, old, chain, reader.statute(chain[-1].statute_id))
    old, new = _two_texts(statute, versions, from_date, to_date, as_of)
    return _compare(reader, statute, old, [new], None)


def impact_json(found: Impact) -> dict[str, Any]:
    """The ``impact --json`` shape of the interface."""
    out: dict[str, Any] = {
        "law": found.law, "from": found.from_date, "to": found.to_date,
        "articles": [
            {"old": a.old, "new": list(a.new), "change": a.change, "similarity": a.similarity,
             "sure": a.sure, "diff": [[op, text] for op, text in a.diff]}
            for a in found.articles
        ],
        "added": list(found.added),
        "items": [
            {"id": i.id, "name": i.name, "citation": i.citation, "now": i.now, "action": i.action, "sure": i.sure} for i in found.items
        ],
    }  # fmt: skip
    if found.to_law is not None:
        out["to_law"] = found.to_law
    return out


def find_statute(reader: LibraryReader, law: str) -> Statute:
    """By id, title or short title; InputError when none or several answer."""
    held = reader.statute(law)
    if held is not None:
        return held
    key = normalise_title(law)
    hits = [s for s in reader.statutes() if key in (normalise_title(s.title), normalise_title(s.short_title))]
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise InputError(f"“{law}”对应多部法规：{'、'.join(s.id for s in hits)}", remedy="请用全称或编号再试")
    raise InputError(f"法规库中没有“{law}”", remedy="请核对名称，或先用 youju import laws 导入")


# ---------------------------------------------------------------- which texts


def _two_texts(
    statute: Statute, versions: Sequence[Version], from_date: str | None, to_date: str | None, as_of: str
) -> tuple[Version, Version]:
    if to_date:
        new = _version(versions, to_date)
    else:
        new = version_at(versions, as_of) or (versions[-1] if versions else None)
        if new is not None and from_date is None and new is versions[0] and len(versions) > 1:
            new = versions[1]  # the next text is not yet in force: show what it will do
    if from_date:
        old = _version(versions, from_date)
    else:
        before = [v for v in versions if new is not None and v.date < new.date]
        old = before[-1] if before else None
    if old is None or new is None or old.id == new.id:
        dates = "、".join(v.date for v in versions) or "无"
        raise InputError(
            f"《{statute.title}》没有可比较的两个版本（已收录版本：{dates}）", remedy="请导入修改前或修改后的文本，或用 --from、--to 指定版本日期"
        )
    return old, new


def _version(versions: Sequence[Version], day: str) -> Version | None:
    """The version of that date, else the one in force on that day."""
    return next((v for v in versions if v.date == day), None) or version_at(versions, day)


def _onward(reader: LibraryReader, repealing: Version, day: str) -> list[Version]:
    """The text that repealed a law, and those that took its own place by ``day``."""
    chain = [repealing]
    while (following := next_version(reader, chain[-1], day)) is not None and following not in chain:
        chain.append(following)
    return chain


# ---------------------------------------------------------------- the comparison


def _compare(
    reader: LibraryReader, statute: Statute, old: Version | None, chain: Sequence[Version], successor: Statute | None
) -> Impact:
    """``chain``: the texts after ``old`` up to the one compared with."""
    new = chain[-1]
    if old is None:
        raise InputError(f"《{statute.title}》在所指日期没有收录的文本", remedy="请换一个日期，或导入当时的文本")
    before = {p.id: p.body for p in reader.provisions(old.id) if isinstance(p.body, Article)}
    after = {p.id: p.body for p in reader.provisions(new.id) if isinstance(p.body, Article)}
    rows = _rows(reader, [old, *chain], before)
    table = table_between(old.id, new.id)
    articles = tuple(_article(a, before, after, table, successor is not None) for a in rows if a.old in before)
    reached = {n for a in rows for n in a.new}
    fresh = () if successor is not None else tuple(b.number for i, b in after.items() if i not in reached)
    return Impact(
        statute.title, old.date, new.date, articles, fresh,
        tuple(_items(reader, statute, old, new, {a.old: a for a in rows}, _Texts(before, after, LawTopics([a.text for a in after.values()])), successor)),
        successor.title if successor else None,
    )


def _rows(reader: LibraryReader, path: Sequence[Version], before: Iterable[str]) -> Sequence[Alignment]:
    if only_repeals(reader, path[-1]):
        return [Alignment(p, (), "deleted", 0.0) for p in before]
    return alignments_along(reader, [v.id for v in path])


def _article(
    a: Alignment, before: dict[str, Article], after: dict[str, Article], table: CorrespondenceTable | None, ids: bool
) -> ArticleChange:
    old = before[a.old]
    read = table.rows.get(old.article) if table is not None and not old.suffix else None
    new = after[a.new[0]].text if a.new else ""
    labels = a.new if ids else tuple(after[n].number for n in a.new)
    return ArticleChange(old.number, labels, a.change, a.similarity, diff_text(old.text, new), a.sure, EXTENT_NOTES[read.extent] if read else "")


# ---------------------------------------------------------------- the items


@dataclass(frozen=True, slots=True, eq=False)
class _Texts:
    """The articles of the two texts by id; ``topics``: what tells the articles of the new one apart."""

    before: dict[str, Article]
    after: dict[str, Article]
    topics: LawTopics

    def means_old(self, item: StoredItem, c: Citation, there: str, here: str) -> tuple[bool | None, bool]:
        """Whether the item means the number as of the old text, by its quote, else by its words (None: neither
        tells), and whether that is sure. ``there`` and ``here``: the number in the old and in the new text."""
        was, now = self.before[there].text, self.after[here].text
        if c.quote is not None and is_comparable(c.quote.text):
            in_old, in_new = contains(was, c.quote.text), contains(now, c.quote.text)
            return (in_old if in_old != in_new else None), True
        words = f"{item.item.name} {item.item.own_duty}"
        fit_old, fit_new = self.topics.affinity(words, was), self.topics.affinity(words, now)
        if fit_old > fit_new:
            return True, words_mean_old(fit_old, fit_new)
        return (False if fit_new >= FIT and fit_new > fit_old else None), True


def _items(
    reader: LibraryReader, statute: Statute, old: Version, new: Version, rows: dict[str, Alignment],
    texts: _Texts, successor: Statute | None,
) -> list[ItemHit]:  # fmt: skip
    names = {normalise_title(statute.title), normalise_title(statute.short_title)}
    names |= {normalise_title(alias) for alias, target, _ in reader.aliases() if target == statute.id and not is_generic(alias)}
    names |= {normalise_title(name) for name, target in reader.names() if target == statute.id}
    hits: dict[tuple[str, str], ItemHit] = {}
    for item in sorted(reader.items_citing(statute.id), key=lambda i: i.id):
        for c in item.citations:
            if c.title is None or normalise_title(c.title) not in names:
                continue
            hit = _hit(item, c, old, new, rows, texts, successor)
            hits.setdefault((hit.id, hit.citation), hit)
    return list(hits.values())


def _hit(
    item: StoredItem, c: Citation, old: Version, new: Version, rows: dict[str, Alignment],
    texts: _Texts, successor: Statute | None,
) -> ItemHit:  # fmt: skip
    label = _label(c)

    def hit(now: str, action: Action, sure: bool = True, note: str = "") -> ItemHit:
        return ItemHit(item.id, item.item.name, label, now, action, sure, note)

    law = f"《{successor.title}》" if successor else ""
    if successor and successor.kind in NO_SUCCESSOR:
        return hit("", "删除")
    if c.article is None:
        return hit(law, "改引") if successor else hit("", "无需调整")
    if c.edition_year is not None and new.date.startswith(str(c.edition_year)) and not successor:
        return hit(label, "无需调整")  # it cites the new text already
    sure = True
    there, here = article_id(old.id, c.article, c.suffix), article_id(new.id, c.article, c.suffix)
    row = rows.get(there)
    if not successor and c.edition_year is None and here in texts.after and there in texts.before and (row is None or here not in row.new):
        means_old, sure = texts.means_old(item, c, there, here)
        if means_old is False:
            return hit(label, "无需调整")  # by its words it means the number in force
        if means_old is None:
            return hit("、".join(texts.after[n].number for n in row.new) if row else "", "核对", False)
    if row is None:
        return hit("", "核对")
    if not row.new:
        return hit("", "删除" if row.sure else "核对", row.sure and sure)
    asked = Address(old.statute_id, old.date, c.article, c.suffix, c.paragraph, c.item)
    places = find_places(texts.before[there], asked, [(n, texts.after[n]) for n in row.new])
    if not places.ids:
        return hit("", "核对", False)  # nothing is known to have taken up the 款 or 项
    now, sure = law + "、".join(place_label(parse_id(i)) for i in places.ids), sure and places.known
    if row.change == "same" and not successor:
        return hit(now, "无需调整")
    stays = len(row.new) == 1 and not successor and parse_id(row.new[0]).article == c.article and parse_id(row.new[0]).suffix == c.suffix
    return hit(now, "核对" if stays else "改引", row.sure and sure, EXTENT_NOTES[places.extent])


def _label(c: Citation) -> str:
    """第七条第二款第（三）项 as far as the citation says; the law's name when it names no article."""
    if c.article is None:
        return f"《{c.title}》"
    out = article_label(c.article, c.suffix)
    if c.paragraph:
        out += f"第{article_label(c.paragraph)[1:-1]}款"
    if c.item:
        out += f"第（{article_label(c.item)[1:-1]}）项"
    return out
