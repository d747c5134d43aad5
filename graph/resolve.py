"""From citations to provisions: which law a name means, which version, which article, and how deep it reaches.

The resolver knows no grammar. It never guesses: two laws that a name may mean are an ambiguity with candidates,
and a text that is not held, or not whole, never yields "does not exist".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from corpus.catalogue import Catalogue, load_catalogue
from graph.address import parse_id
from graph.model import Candidate, HowNamed, Resolution
from graph.names import Match, Name, NameIndex, name_key
from graph.resolve_text import NOT_HELD, Texts, by_catalogue
from graph.store import LibraryReader
from ingest.citations import amended_law, apply_context
from ingest.citations.context import amends_several
from ingest.records import Citation, CiteContext

if TYPE_CHECKING:
    from ingest.citations import Definition


@dataclass(frozen=True, slots=True)
class _Named:
    """What a citation's law is: a match, and how it was named."""

    match: Match
    how: HowNamed


class Resolver:
    """Resolves citations over a library as of a day. ``place`` breaks ties between local laws only.

    ``list_date`` is the day of the list that the citations stand in: a number that the text in force no longer
    has is looked for in the version of that day first.
    """

    def __init__(
        self, reader: LibraryReader, *, as_of: str, place: tuple[str, ...] = (), list_date: str | None = None,
        catalogue: Catalogue | None = None, names: NameIndex | None = None,
    ) -> None:
        self.reader = reader
        self.as_of = as_of
        self.place = place
        self.list_date = list_date
        self.names = names if names is not None else NameIndex(reader.statutes(), catalogue or load_catalogue())
        self._texts = Texts(reader, as_of, list_date)

    def names_predicate(self) -> Callable[[str], bool]:
        """Is a string a law's name as it stands? Handed to the grammar to cut names without 书名号."""
        return self.names.known

    def resolve(
        self, citations: Sequence[Citation], context: CiteContext | None = None, definitions: Sequence[Definition] = (),
    ) -> list[Resolution]:
        """One resolution a citation, in order. ``definitions`` are the 以下简称 of the same text."""
        defined = {name_key(d.alias): d.title for d in definitions}
        if context is not None and context.law is not None:
            defined = {**self._defined_in(context.law), **defined}
        return [self._resolve(c, context, defined) for c in citations]

    # ---------------------------------------------------------------- one citation

    def _resolve(self, cited: Citation, context: CiteContext | None, defined: Mapping[str, str]) -> Resolution:
        c = _in_place(cited, context)
        named = self._named(c, context, defined)
        if named is None:
            return Resolution(c, "unresolved", reason="上下文中没有说明是哪部法规")
        match, how = named.match, named.how
        names = match.names
        year = c.edition_year or match.edition_year
        if len(names) > 1:
            names = self._chosen(names, year, c.edition or "")
        if not names:
            if match.generic:
                return Resolution(c, "unresolved", reason="只有文种名称，没有说明是哪部法规")
            return Resolution(c, "law_not_in_library", reason="法规库未收录")
        if len(names) > 1:
            scores = dict(zip((id(n) for n in match.names), match.scores, strict=True))
            candidates = tuple(
                Candidate(n.statute.id if n.statute else n.title, n.title, scores[id(n)]) for n in names
            )
            return Resolution(c, "ambiguous", how, candidates=candidates, reason="名称可能指几部法规")
        return self._in_law(c, names[0], how, year, context)

    def _in_law(self, c: Citation, name: Name, how: HowNamed, year: int | None, context: CiteContext | None) -> Resolution:
        statute = name.statute
        if context is not None and context.law is not None and _of_the_text_amended(c, name, how, context.law.split("@")[0]):
            return Resolution(
                c, "title_only", how, law=name.title, statute_id=statute.id if statute else None,
                reason="修改决定所说的条号是修改前的，请对照当时的文本",
            )
        if c.pointer is not None or (c.kind == "relative" and c.article is None and c.chapter is None):
            return Resolution(
                c, "unresolved", how, law=name.title, statute_id=statute.id if statute else None,
                reason="相对引用须结合所在条款确定",
            )
        edition = self._texts.edition(statute.id, year, c.edition or "") if statute is not None else None
        if statute is None or edition is None:
            found = Resolution(c, "title_only", how, law=name.title, statute_id=statute.id if statute else None, reason=NOT_HELD)
            return by_catalogue(found, c, name.entry)
        version = edition.version
        if how == "context" and context is not None and context.law is not None and "@" in context.law:
            version = next((v for v in self._texts.versions(statute.id) if v.id == context.law), version)
        if c.kind == "relative" and c.text.startswith("前条") and context is not None and context.suffix == 0:
            c = self._last_inserted(c, version.statute_id)
        found = Resolution(
            c, "title_only", how, law=statute.title, statute_id=statute.id, version_id=version.id, text_held=True,
            edition_held=edition.held, reason="" if edition.held else f"所注{year}年版本未收录，按{version.date}版核对",
        )
        return self._texts.place(found, c, version, name.entry)

    def _last_inserted(self, c: Citation, statute_id: str) -> Citation:
        """前条 of 第一百二十一条 is 第一百二十条之六 where such articles were inserted."""
        edition = self._texts.edition(statute_id, None)
        if edition is None or c.article is None or c.suffix:
            return c
        suffix = 0
        while self._texts.provision(edition.version, c.article, suffix + 1) is not None:
            suffix += 1
        return replace(c, suffix=suffix) if suffix else c

    # ---------------------------------------------------------------- the law

    def _named(self, c: Citation, context: CiteContext | None, defined: Mapping[str, str]) -> _Named | None:
        """The law by inner title, defined name, title, number or context; None when nothing names one."""
        if c.inner_title and (c.article is not None or c.chapter is not None):
            inner = self._lookup(c.inner_title, c)
            if inner.names:
                return _Named(inner, "inner")
        if c.title is not None:
            return self._titled(c, c.title, context, defined)
        if c.doc_no is not None:
            numbered = self.names.by_doc_no(c.doc_no)
            return _Named(Match("doc_no", numbered, tuple(100.0 for _ in numbered)), "doc_no")
        elsewhere = c.inherited or (c.self_word or "").startswith(("该", "同", "上述"))
        if context is not None and context.law is not None and context.mode == "prose" and not elsewhere:
            return _Named(self._own(context.law, c), "context")
        return None

    def _titled(self, c: Citation, title: str, context: CiteContext | None, defined: Mapping[str, str]) -> _Named:
        if context is not None and title == context.law and c.kind in ("anaphor", "relative", "bare"):
            return _Named(self._own(title, c), "context")
        full = defined.get(name_key(title))
        if full is not None and name_key(full) != name_key(title):
            return _Named(self._lookup(full, c), "defined")
        match = self._lookup(title, c)
        if not match.names and c.inner_title:
            inner = self._lookup(c.inner_title, c)
            if inner.names:
                return _Named(inner, "inner")
        return _Named(match, match.how)

    def _lookup(self, title: str, c: Citation) -> Match:
        return self.names.lookup(title, issuer=c.issuer, place=self.place)

    def _own(self, law: str, c: Citation) -> Match:
        """The law that the text stands in: given as a title, a statute id or a version id."""
        name = self.names.by_statute(law.split("@")[0])
        return Match("context", (name,), (100.0,)) if name is not None else self._lookup(law, c)

    def _chosen(self, names: Sequence[Name], year: int | None, note: str) -> tuple[Name, ...]:
        """Of several laws of one name: the one with the edition cited, else the one in force."""
        held = [n for n in names if n.statute is not None]
        if year is not None:
            of_year = [n for n in held if n.statute and (e := self._texts.edition(n.statute.id, year, note)) and e.held]
            if len(of_year) == 1:
                return tuple(of_year)
        if len(held) == len(names) and len({n.key for n in names}) == 1:
            live = [n for n in held if n.statute and self._texts.in_force(n.statute.id)]
            if len(live) == 1:
                return tuple(live)
        return tuple(names)

    def _defined_in(self, law: str) -> Mapping[str, str]:
        """Short names that a law of the library defines for itself, by key."""
        own = self._own(law, Citation(0, 0, "", "full")).names
        statute = own[0].statute if len(own) == 1 else None
        return self._own_definitions.get(statute.id, {}) if statute is not None else {}

    @cached_property
    def _own_definitions(self) -> dict[str, dict[str, str]]:
        out: dict[str, dict[str, str]] = {}
        for alias, statute_id, where in self.reader.aliases():
            target = self.names.by_statute(statute_id)
            if target is not None:
                out.setdefault(parse_id(where).statute, {})[name_key(alias)] = target.title
        return out


def _of_the_text_amended(c: Citation, name: Name, how: HowNamed, title: str) -> bool:
    """Whether a number stands in a decision for what it changes: then it is one of the text before."""
    if c.inherited and c.kind in ("bare", "relative") and amends_several(title):
        return True
    amended = amended_law(title)
    if amended is None or c.kind not in ("bare", "anaphor"):
        return False
    return c.title == amended or (how == "defined" and name.key == name_key(amended))


def _in_place(c: Citation, context: CiteContext | None) -> Citation:
    """The citation with what its place tells: 前款 counted out, a lone 第二款 in the article it stands in."""
    if context is None:
        return c
    c = apply_context(c, context)
    if c.kind != "relative" or c.pointer is not None or c.inherited or c.article is not None or context.article is None:
        return c
    paragraph = context.paragraph if c.paragraph is None and c.item is not None else c.paragraph
    return replace(c, article=context.article, suffix=context.suffix, paragraph=paragraph)
