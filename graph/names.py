"""Names of laws: from a title as cited to the laws it may mean. Precision first: a wrong link is worse than none.

``NameIndex.lookup`` tries, in order: the exact title (中华人民共和国 and inner marks do not count), the issuer put
in front, the table of everyday short names, titles of before a renaming, known variants of one title, and likeness
(``graph.likeness``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpus.aliases import Alias, load_aliases
from corpus.catalogue import Catalogue, CatalogueEntry, load_catalogue, names_its_issuer, normalise_doc_no
from corpus.regions import Region, covers, region_of_issuer, split_region
from corpus.titles import normalise_title, title_words
from graph.likeness import Likeness
from graph.model import HowNamed, Statute
from graph.names_forms import Interpretation, asked_interpretations, contracted, interpretation

_MARKS = str.maketrans("", "", "、，〈〉“”\"")
_EDITION_TAIL = re.compile(r"（(?:(\d{4})年?(?:\d+月)?(?:\d+日)?)?(?:最新|现行|第?[一二三四五]?次?(?:修正|修订|修改)|公布|发布|施行|版|本|稿)+）$|（(\d{4})(?:年版|年)?）$")
_ISSUER = re.compile(rf"^(?:{'|'.join(title_words('issuer'))})+(?=\S{{4}})")
_LOCAL_BODY = re.compile(r"(?:省|市|州|县|区|盟|旗|乡|镇)(?:级)?(?:(?:人民)?政府|人大|人民代表大会)")
_IMPLEMENTING = (
    re.compile(r"^(?:贯彻)?实施(.+?法)(?:的)?(办法|细则|条例|规定|若干规定|暂行办法)$"),
    re.compile(r"^(?:贯彻)?(.+?法)(?:的)?实施(?:的)?(办法|细则|条例|规定|若干规定|暂行办法)$"),
)
_KIND_OF_PLACE = re.compile(r"^(?:本|我|全)?([省市县])")
_IMPLEMENTS = re.compile(r"(.+法)(实施(?:条例|细则|办法))$")
_GENERIC = re.compile(
    r"^(?:本|该|此|原|上述|前述)?(?:实施|暂行|若干|有关|补充|管理)?(?:法律?|条例|办法|规定|细则|规则|解释|意见|通知|决定|决议|批复|方案|规范|标准"
    r"|章程|公告|通告|暂行规定|暂行条例|暂行办法|实施方案|实施意见)$"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A law that can be named: held in the library (``statute``), known to the catalogue (``entry``), or both."""

    key: str
    title: str
    region: Region
    statute: Statute | None = None
    entry: CatalogueEntry | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a title may mean. One name: found; several: ambiguous; none: unknown (or ``generic``: no title at all)."""

    how: HowNamed
    names: tuple[Name, ...] = ()
    scores: tuple[float, ...] = ()
    edition_year: int | None = None  # of a note inside the title, 《…（2019修正）》
    generic: bool = False


class NameIndex:
    """Laws by name. Build it once a library revision; lookups are cached."""

    def __init__(
        self, statutes: Iterable[Statute], catalogue: Catalogue | None = None, aliases: Sequence[Alias] | None = None,
    ) -> None:
        self._names: dict[str, list[Name]] = {}
        self._aliases = {a.key: a for a in (load_aliases() if aliases is None else aliases)}
        self._former: dict[str, list[Name]] = {}
        self._statutes: dict[str, Name] = {}
        self._cache: dict[tuple[str, str | None, Region], Match] = {}
        self._catalogue = load_catalogue() if catalogue is None else catalogue
        entries = {name_key(n): e for n, e in self._catalogue.titles()}
        for s in statutes:
            key = name_key(s.title)
            found = [e for e in entries.get(key, ()) if not e.region or not s.region or e.region == s.region]
            name = Name(key, s.title, s.region, s, found[0] if found else None)
            self._names.setdefault(key, []).append(name)
            self._statutes[s.id] = name
            for former in {name_key(title) for title in s.former}:
                self._former.setdefault(former, []).append(name)
        for key, known in entries.items():
            held = self._names.setdefault(key, [])
            seen = {id(n.entry) for n in held}
            held += [Name(key, e.title, e.region, None, e) for e in known if id(e) not in seen]

    def __iter__(self) -> Iterator[Name]:
        for names in self._names.values():
            yield from names

    def known(self, name: str) -> bool:
        """Whether a string is a law's name as it stands: its title, an earlier one or an everyday short name."""
        key = name_key(name)
        return key in self._names or key in self._aliases or key in self._former

    def by_statute(self, statute_id: str) -> Name | None:
        """The name of a statute that the library holds."""
        return self._statutes.get(statute_id)

    def renamed(self, statute: Statute) -> Statute | None:
        """The held law whose header tells that it bore this law's title before; None where none or several do."""
        later = [n.statute for n in self._former.get(name_key(statute.title), ()) if n.statute and n.statute.id != statute.id]
        return later[0] if len(later) == 1 and later[0].region == statute.region else None

    def by_doc_no(self, doc_no: str) -> tuple[Name, ...]:
        """Laws that bear a document number."""
        return tuple(self._doc_nos.get(normalise_doc_no(doc_no), ()))

    def lookup(self, title: str, *, issuer: str | None = None, place: Region = ()) -> Match:
        """The laws that a title may mean. ``place`` only separates candidates that nothing else does."""
        at = (title, issuer, place)
        found = self._cache.get(at)
        if found is None:
            found = self._cache[at] = self._lookup(title, issuer, place)
        return found

    def certain(self, title: str) -> Name | None:
        """The one law that a title means without a guess: by itself, by an everyday name, in a customary form."""
        names = self._as_known(title, None, ()).names
        return names[0] if len(names) == 1 else None

    # ---------------------------------------------------------------- the steps

    def _lookup(self, title: str, issuer: str | None, place: Region) -> Match:
        match = self._as_known(title, issuer, place)
        if match.names or match.generic:
            return match
        key, year = _without_edition(name_key(title))
        close = self._likeness.find(name_key(title)) or self._likeness.find(key)
        if not close:
            return match
        found = {n: like.score for like in close for n in _issued_by(issuer, title, self._names[like.key])}
        if not place and not _of_the_state(title):  # as well some place's law, which is not said
            found |= dict.fromkeys(self._regionless.get(key, ()), 100.0)
        return Match("similar", tuple(found), tuple(found.values()), year)

    def _as_known(self, title: str, issuer: str | None, place: Region) -> Match:
        """All steps but likeness."""
        key, year = name_key(title), None
        if key not in self._names:
            key, year = _without_edition(key)
        named: HowNamed = "exact"
        several = False
        names = _issued_by(issuer, title, self._names.get(key, ()))
        if names and "中华人民共和国" in names[0].title and "中华人民共和国" not in title:
            named = "short"
        if names and not any(n.statute for n in names) and (held := self._held_with_issuer(key)):
            named, names = "alias", held
        if not names and issuer:
            names = self._names.get(name_key(issuer) + key, ())
        if not names and key in self._aliases:
            named = "alias"
            several = len(self._aliases[key].titles) > 1
            names = [n for t in self._aliases[key].titles for n in self._names.get(name_key(t), ())]
        if not names and (implementing := _IMPLEMENTS.match(key)) and (of := self._aliases.get(implementing[1])) and len(of.titles) == 1:
            named, names = "alias", self._names.get(name_key(of.titles[0]) + implementing[2], ())
        if not names and key in self._former:
            named, names = "alias", self._former[key]
        if names:
            return self._match(named, names, issuer, place, year, several=several)
        if _GENERIC.match(key):
            return Match("none", generic=True)
        if variants := _issued_by(issuer, title, self._variants(key, region_of_issuer(issuer or "") or place, _of_the_state(title))):
            return self._match("alias", variants, issuer, place, year, several=len({n.region for n in variants}) > 1)
        if read := self._interpretations_asked(key):
            return self._match("alias", read, issuer, place, year, several=True)
        return Match("none", edition_year=year)

    def _match(
        self, how: HowNamed, names: Sequence[Name], issuer: str | None, place: Region, year: int | None, *, several: bool = False,
    ) -> Match:
        """``several``: the names are of different laws, so that holding the text of one is no reason to mean it."""
        chosen = _narrow(names, issuer, place, several)
        return Match(how, tuple(chosen), tuple(100.0 for _ in chosen), year)

    def _held_with_issuer(self, key: str) -> list[Name]:
        """关于…的解释 is the title of a repealed one without text; and, but for the issuer in front, of one that is held."""
        return [n for n in self._issuerless.get(key, ()) if n.statute] if key.startswith("关于") else []

    def _variants(self, key: str, place: Region, national: bool) -> list[Name]:
        region, rest = split_region(key)
        for form in _forms(region, rest):
            if found := self._variant_forms.get(form):
                return found
        if bare := self._issuerless.get(_without_issuer(key)) or self._contracted.get(contracted(key)):
            return bare
        if region or national:
            return []
        if not place:  # several places have such a law; one alone might still be another place's
            everywhere = self._regionless.get(key, [])
            return everywhere if len({n.region for n in everywhere}) > 1 else []
        local = [n for n in self._of_places(key) if covers(n.region, place)]
        for depth in range(len(place), 0, -1):
            for form in _forms(place[:depth], key):
                local += [n for n in self._variant_forms.get(form, ()) if n not in local]
        deepest = max((len(n.region) for n in local), default=0)
        return [n for n in local if len(n.region) == deepest]

    def _of_places(self, key: str) -> list[Name]:
        """Local laws that a title without a place may mean, also with the kind of place only: 省消防条例."""
        if found := self._regionless.get(key):
            return list(found)
        of = _KIND_OF_PLACE.match(key)
        return [n for n in self._regionless.get(key[of.end():], ()) if n.region[-1].endswith(of[1])] if of else []

    def _interpretations_asked(self, key: str) -> list[Name]:
        """Judicial interpretations by a short name: the one of the number said; of none said, all of that subject."""
        found: list[Name] = []
        for asked in asked_interpretations(key, self._in_full):
            same = self._interpretations.get((asked.of, asked.kind), [])
            found += [name for read, name in same if asked.number in (0, read.number)]
            if not asked.number and len(same) == 1 and same[0][0].number > 1:
                found.pop()  # where there is a second, a first is not known here
        return found

    def _in_full(self, short: str) -> str:
        """民事诉讼法 for 民诉法, and what follows it."""
        law, mark, rest = short.partition("法")
        alias = self._aliases.get(law + mark)
        return name_key(alias.titles[0]) + rest if alias is not None and len(alias.titles) == 1 else short

    # ---------------------------------------------------------------- tables that only misses need

    @cached_property
    def _contracted(self) -> dict[str, list[Name]]:
        """Laws of the state by their titles in short words."""
        out: dict[str, list[Name]] = {}
        for name in self:
            if not name.region:
                out.setdefault(contracted(name.key), []).append(name)
        return out

    @cached_property
    def _interpretations(self) -> dict[tuple[str, str], list[tuple[Interpretation, Name]]]:
        out: dict[tuple[str, str], list[tuple[Interpretation, Name]]] = {}
        for name in self:
            if (read := interpretation(name.key)) is not None:
                out.setdefault((read.of, read.kind), []).append((read, name))
        return out

    @cached_property
    def _variant_forms(self) -> dict[tuple[str, ...], list[Name]]:
        out: dict[tuple[str, ...], list[Name]] = {}
        for name in self:
            region, rest = split_region(name.key)
            for form in _forms(region, rest):
                out.setdefault(form, []).append(name)
        return out

    @cached_property
    def _regionless(self) -> dict[str, list[Name]]:
        """Local laws by what follows the place."""
        out: dict[str, list[Name]] = {}
        for name in self:
            region, rest = split_region(name.key)
            if region and rest != name.key:
                out.setdefault(rest, []).append(name)
        return out

    @cached_property
    def _issuerless(self) -> dict[str, list[Name]]:
        """关于适用…的解释 without 最高人民法院 in front; and plain titles, for an issuer written in front of them."""
        out: dict[str, list[Name]] = {}
        for name in self:
            out.setdefault(_without_issuer(name.key), []).append(name)
        return out

    @cached_property
    def _doc_nos(self) -> dict[str, list[Name]]:
        out: dict[str, list[Name]] = {}
        for name in self:
            doc_no = (name.statute.doc_no if name.statute else "") or (name.entry.doc_no if name.entry else "")
            if names_its_issuer(doc_no):
                out.setdefault(normalise_doc_no(doc_no), []).append(name)
        return out

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(self._names)


def name_key(title: str) -> str:
    """A title to look up by: normal form without inner marks, so 《X省实施〈Y法〉办法》 equals X省实施Y法办法."""
    return normalise_title(title).translate(_MARKS)


def is_generic(title: str) -> bool:
    """《条例》, 《实施办法》: a word for a kind of document, no law's name."""
    return _GENERIC.match(name_key(title)) is not None


def _forms(region: Region, rest: str) -> Iterator[tuple[str, ...]]:
    """X省实施Y法办法 and X省Y法实施办法 are one form; 河南城乡规划条例 and 河南省城乡规划条例 another; the last in short words."""
    if not region:
        return
    for pattern in _IMPLEMENTING:
        if m := pattern.match(rest):
            yield ("实施", *region, m[1], m[2])
            yield ("实施 short", *region, contracted(m[1]), m[2])
            return
    yield ("", *region, rest)
    yield ("short", *region, contracted(rest))


def _of_the_state(title: str) -> bool:
    """《中华人民共和国消防条例》 is no province's."""
    return "中华人民共和国" in title[:9]


def _without_issuer(key: str) -> str:
    """关于适用…的解释; a rest that is too short to tell laws apart (议事规则, 组织条例) keeps its issuer."""
    rest = _ISSUER.sub("", key)
    return rest if len(rest) >= 8 or rest.startswith("关于") or key.startswith("国务院") else key


def _without_edition(key: str) -> tuple[str, int | None]:
    m = _EDITION_TAIL.search(key)
    if m is None:
        return key, None
    year = m[1] or m[2]
    return key[: m.start()], int(year) if year else None


def _issued_by(issuer: str | None, title: str, names: Sequence[Name]) -> Sequence[Name]:
    """The names that a body written before the title can have issued: a province's government no regulation of the
    state. Before a 法, which no place makes, it is no issuer at all."""
    if not issuer or not names or _of_the_state(title) or title.endswith(("法", "法典")) or _LOCAL_BODY.search(issuer) is None:
        return names
    region = region_of_issuer(issuer)
    return [n for n in names if n.region and (not region or n.region == region)]


def _narrow(names: Sequence[Name], issuer: str | None, place: Region, several: bool) -> Sequence[Name]:
    """Fewer candidates where the issuer, or the place, leaves exactly those that fit."""
    if len(names) > 1 and issuer:
        names = [n for n in names if n.statute and issuer in n.statute.issuer] or names
    if len(names) > 1 and place:
        names = [n for n in names if covers(n.region, place)] or names
    if len(names) > 1 and not several:  # a held text before a bare name of the catalogue
        names = [n for n in names if n.statute] or names
    return names
