"""Records linked: what a library holds and what resolving and auditing yield. Frozen, store-free.

Ids are readable and stable: ``城乡规划法@2019-04-23#65.2.3.1`` (条.款.项.目), ``…#120-1`` for 之一.
An id without ``#`` names a version, without ``@`` a statute.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records import (
    Article,
    AuthorityLevel,
    Citation,
    Completeness,
    DutyItem,
    ListKind,
    Section,
    StatuteDoc,
)

Effectiveness = Literal["现行有效", "已修改", "尚未生效", "已废止"]


@dataclass(frozen=True, slots=True)
class Statute:
    """法规. ``id`` is the short title (full title where two would collide)."""

    id: str
    title: str
    short_title: str
    level: AuthorityLevel
    issuer: str = ""
    doc_no: str = ""
    region: tuple[str, ...] = ()
    kind: str = "statute"
    former: tuple[str, ...] = ()  # earlier titles of the same law, as its header tells them


@dataclass(frozen=True, slots=True)
class Version:
    """One dated text of a statute. ``effective_to`` is exclusive (first day no longer in force)."""

    id: str  # 城乡规划法@2019-04-23
    statute_id: str
    date: str
    adopted: str | None = None
    promulgated: str | None = None
    effective_from: str | None = None
    effective_stated: bool = True  # False: the text does not say; ``effective_from`` is then the version's own date
    effective_to: str | None = None
    n_articles: int = 0
    max_article: int = 0
    completeness: Completeness = "complete"
    text_kind: str = "official"  # official | gist | catalogue (known, text not held)
    source_path: str = ""
    sha256: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """One article (or section) of a version, as held. ``body`` keeps 款/项/目."""

    id: str  # 城乡规划法@2019-04-23#65
    version_id: str
    seq: int
    body: Article | Section

    @property
    def text(self) -> str:
        return self.body.text


@dataclass(frozen=True, slots=True)
class Repeal:
    """One repeal that a text states (同时废止 and its kin). ``date`` is the day it takes effect."""

    repealed_title: str
    repealed_dated: str | None  # date given with the repealed title: tells it from a current law of that title
    repealing_version: str  # version id
    article: str  # 第一千二百四十二条
    date: str | None
    scope: str  # 全部 | 部分 (with the part named in ``sentence``)
    sentence: str
    repealed_statute: str | None = None  # statute id where known
    doc_no: str | None = None


@dataclass(frozen=True, slots=True)
class Alignment:
    """Old provision → new provision(s) between two versions of a law, or a law and its successor."""

    old: str  # provision id
    new: tuple[str, ...]  # provision ids, main successor first; () = deleted
    change: Literal["same", "amended", "moved", "moved_amended", "split", "merged", "deleted"]
    similarity: float  # 0..1 to the main successor
    sure: bool = True  # whether the main successor, or "deleted", may be named without a caveat


@dataclass(frozen=True, slots=True)
class Link:
    """Where one stored citation leads. ``name`` is the key under which its title is looked up, "" for the
    text's own law; when the library learns what a name means, every link under it follows."""

    citation: Citation
    name: str = ""
    statute_id: str | None = None
    article: int | None = None  # after 前条/本条 were counted out; None = the law as a whole
    suffix: int = 0


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A unit of files that was imported, so that the unchanged one is skipped next time."""

    path: str
    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """One statute document as read. The library's statutes and versions are a function of these, whatever
    the order of import. ``doc`` carries its articles only where no version holds them (a duplicate)."""

    path: str
    n: int
    doc: StatuteDoc
    definitions: tuple[tuple[str, str, str], ...] = ()  # (alias, full title, address of the article)
    repeals: tuple[Repeal, ...] = ()  # with ``repealing_version`` still ""
    version_id: str | None = None  # the version that it became or duplicates
    kept: bool = True  # False: another document gave that version its text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A law a name might mean."""

    statute_id: str
    title: str
    score: float  # 0..100


ResolveStatus = Literal[
    "resolved", "title_only", "law_not_in_library", "article_not_found", "ambiguous", "unresolved",
]
HowNamed = Literal["exact", "short", "alias", "defined", "inner", "context", "similar", "doc_no", "none"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """How one citation was resolved, and against which version on which day."""

    citation: Citation
    status: ResolveStatus
    how: HowNamed = "none"
    law: str | None = None  # canonical full title
    statute_id: str | None = None
    version_id: str | None = None
    provision: str | None = None  # provision id down to the 款/项/目 that exists
    candidates: tuple[Candidate, ...] = ()
    missing: str | None = None  # paragraph|item|subitem that the article does not have
    text_held: bool = False  # False: known by catalogue only, or from an incomplete text
    reason: str = ""  # Chinese, one line, why not
    edition_held: bool = True  # False: the year in brackets names a version that is not held; another was used


# ---------------------------------------------------------------- duties as stored


@dataclass(frozen=True, slots=True)
class StoredList:
    """A duty list in the library. ``place`` is the path 省/市/县[/乡]."""

    id: str
    name: str
    kind: ListKind
    place: tuple[str, ...]
    round: str
    source_path: str
    sha256: str
    n_items: int
    dated: str | None = None  # 编制日期, where the list or its title says (a day, or the last day of its year)
    has_basis: bool = True  # the list has a basis column at all


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A duty item in the library, with its citations as read (not resolved: that depends on the day)."""

    id: str
    list_id: str
    item: DutyItem
    citations: tuple[Citation, ...]


# ---------------------------------------------------------------- findings

Severity = Literal["error", "warning", "info"]
Verdict = Literal["grounded", "doubtful", "unsupported", "not_checkable"]
DiffOps = tuple[tuple[str, str], ...]  # ("equal"|"delete"|"insert", text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a finding rests on: the raw span, the provision text it was compared with, its version and source."""

    cited: str = ""
    found: str = ""
    diff: DiffOps = ()
    provision: str | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """Text ready to paste, and the provision it names."""

    text: str
    provision: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of one check. ``citation`` indexes the item's basis; None = about the item."""

    code: str
    severity: Severity
    item_id: str | None
    message: str
    citation: int | None = None
    evidence: Evidence = Evidence()
    fix: Fix | None = None
