"""What planted rows are made from: the provisions of a library in force at a place, as duties and penalties in words."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from functools import cached_property

from graph.address import parse_id
from graph.model import Provision, Statute, Version
from graph.store import LibraryReader
from graph.versions.in_force import version_at
from ingest.norms import find_norms
from ingest.numerals import article_label
from ingest.records import Article, Norm, Paragraph

TOWNSHIP = re.compile(r"乡镇人民政府|乡（镇）人民政府|乡\(镇\)人民政府|乡、民族乡、镇的?人民政府|乡级人民政府|街道办事处")
DUTY = re.compile(r"(?:应当|负责)([^，。；：、]{6,26})[，。；]")
_PENALTY = re.compile(
    r"^(?:违反本(?:法|条例|办法)[^，]{0,12}规定，)?(?:有下列[^：]*：)?([^，。；：]{5,24})的，由([^，]{4,30}?(?:主管部门|行政部门))"
)
_COUNTY_DUTY = re.compile(r"^县(?:级以上(?:地方)?)?(?:各级)?人民政府([^，。]{2,16}(?:主管|行政|管理)部门)(?:应当|负责)([^，。；：、]{8,24})[，。]")
_OTHER_WORDS = re.compile(r"协助|配合|其他|下列|本法|前款|县级|部门|人民政府|强制|^(?:予以|根据|依照|按照|自|在|向|的|人|以|由|将|与|为|把)|，|（")
_HIGHER = re.compile(r"国务院|^省|省级|自治区|设区的市|市级以上|中央|国家")


@dataclass(frozen=True, slots=True)
class Row:
    """A list row: cells by field, the code planted ("" = faultless) and the fix expected (provision id).

    ``extra``: ``receiver``, ``lead``, ``empowerment``; ``dated`` (year of the list), ``as_of`` (day of the audit).
    """

    name: str
    basis: str
    kind: str = "基本履职"
    power_type: str = ""
    bearer: str = "柳河镇人民政府"
    extra: dict[str, str] = field(default_factory=dict)
    planted: str = ""
    fix: str | None = None


@dataclass
class Material:
    """What rows are made from, as of a day and a place."""

    reader: LibraryReader
    as_of: str
    place: tuple[str, ...]
    seed: int

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.statutes: dict[str, Statute] = {s.id: s for s in self.reader.statutes()}
        self.titles = {s.title for s in self.statutes.values()}
        self.current: dict[str, Version] = {}
        self._articles: dict[str, list[Provision]] = {}
        for s in self.statutes.values():
            v = version_at(self.reader.versions(s.id), self.as_of)
            if v is not None and v.completeness == "complete" and s.kind == "statute" and v.n_articles > 8:
                self.current[s.id] = v

    def national(self) -> list[str]:
        """Statutes in force of the whole country."""
        return sorted(i for i in self.current if self.statutes[i].level in ("法律", "行政法规"))

    def here(self) -> list[str]:
        """Statutes in force at the place: national, and its province's."""
        return sorted(i for i in self.current if not self.statutes[i].region or self.statutes[i].region == self.place[:1])

    def articles(self, statute_id: str) -> list[Provision]:
        """Articles in force."""
        if statute_id not in self._articles:
            rows = self.reader.provisions(self.current[statute_id].id)
            self._articles[statute_id] = [p for p in rows if isinstance(p.body, Article)]
        return self._articles[statute_id]

    def cite(self, p: Provision, *, deep: str = "", short: bool = False, note: str = "") -> str:
        """《…》第…条."""
        a = parse_id(p.id)
        s = self.statutes[a.statute]
        return f"《{s.short_title if short else s.title}》{note}{article_label(a.article or 0, a.suffix)}{deep}"

    def township_duties(self) -> list[tuple[Provision, int, str]]:
        """(article, paragraph, duty in words) of paragraphs that oblige the township itself, in force here."""
        found = list(self._township_duties)
        self.random.shuffle(found)
        return found

    def department_penalties(self) -> list[tuple[Provision, str]]:
        """(article, behaviour) of penalties that the statute gives to a county department."""
        found = list(self._department_penalties)
        self.random.shuffle(found)
        return found

    def department_duties(self) -> list[tuple[Provision, str, str]]:
        """(article, department, duty) of duties of county departments."""
        found = list(self._department_duties)
        self.random.shuffle(found)
        return found

    def assisting(self) -> list[tuple[Provision, int]]:
        """(article, paragraph) of paragraphs by which the township only assists."""
        found = [
            (p, i) for statute_id in self.here() for p in self.articles(statute_id) if "协助" in p.text or "配合" in p.text
            for i, paragraph in enumerate(body_of(p).paragraphs, 1) if _only_assists(paragraph)
        ]
        self.random.shuffle(found)
        return found

    @cached_property
    def _township_duties(self) -> list[tuple[Provision, int, str]]:
        found, names = [], set()
        for statute_id in self.here():
            for p in self.articles(statute_id):
                for i, paragraph in enumerate(body_of(p).paragraphs, 1):
                    if paragraph.items or TOWNSHIP.search(paragraph.text) is None:
                        continue
                    for norm in find_norms(paragraph.text):
                        words = _own_duty(paragraph.text, norm)
                        if words and words not in names:
                            names.add(words)
                            found.append((p, i, words))
                            break
        return found

    @cached_property
    def _department_penalties(self) -> list[tuple[Provision, str]]:
        found, names = [], set()
        for statute_id in self.here():
            for p in self.articles(statute_id):
                m = _PENALTY.match(p.text)
                if m and "罚款" in p.text and "乡" not in p.text and "街道" not in p.text and "下列" not in m[1]:
                    plain = re.sub(r"\W", "", m[1])
                    if not _HIGHER.search(m[2]) and "国务院" not in p.text and plain not in names and not re.match("违反|前款|未履行本", m[1]):
                        names.add(plain)
                        found.append((p, m[1]))
        return found

    @cached_property
    def _department_duties(self) -> list[tuple[Provision, str, str]]:
        found = []
        for statute_id in self.here():
            for p in self.articles(statute_id):
                m = _COUNTY_DUTY.match(body_of(p).paragraphs[0].text) if body_of(p).paragraphs else None
                if m and len(body_of(p).paragraphs) == 1 and not re.search(r"乡|街道|各级|基层|当地", p.text):
                    found.append((p, m[1], m[2]))
        return found


def body_of(p: Provision) -> Article:
    """The article that a provision is."""
    assert isinstance(p.body, Article)
    return p.body


def listed(words: str, n: int) -> str:
    """A duty as lists word it, in one of several ways."""
    return (words, f"负责{words}", f"{words}工作", f"开展{words}", words)[n % 5] if len(words) < 18 else words


def _own_duty(text: str, norm: Norm) -> str | None:
    if norm.modality != "must" or not any(b.tier == "township" for b in norm.bearers) or "government" not in norm.tags:
        return None
    if {"mixed", "joint"} & set(norm.tags):
        return None
    m = DUTY.search(text, norm.start, norm.end + 1)
    return m[1] if m and not _OTHER_WORDS.search(m[1]) else None


def _only_assists(paragraph: Paragraph) -> bool:
    if paragraph.items or TOWNSHIP.search(paragraph.text) is None:
        return False
    town = [n for n in find_norms(paragraph.text) if any(b.tier in ("township", "included") for b in n.bearers)]
    return bool(town) and all(n.modality == "assist" and not {"mixed", "joint"} & set(n.tags) for n in town)
