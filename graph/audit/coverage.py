"""Duties that statutes in force lay on the township, and whether a list has them (应列未列)."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.regions import covers
from graph.address import article_id, parse_id
from graph.audit.context import AuditContext, ItemView
from graph.audit.topic import bigrams, key_bigrams
from graph.model import Provision, Statute, Version
from ingest.records import Article, Norm

MATCHES, ENOUGH_WORDS = 0.75, 4
"""An item matches a duty in words when the duty's sentence holds this share of the item's weight, and the item
has this many pairs of characters to go by."""

_BINDING = frozenset({
    "宪法", "法律", "行政法规", "监察法规", "地方性法规", "经济特区法规", "自治条例和单行条例", "部门规章", "地方政府规章",
})
_MODALITY = {"must": 1.0, "empowered": 1.8, "must_not": 1.4, "may": 0.6, "assist": -0.3}
_PLAIN_DUTY = re.compile(r"(?:均|都)?应当|负责|组织|做好")
_SOFT = re.compile(r"(?:应当|积极|依法|可以)*(?:支持|协助|接受|听取|充分听取|妥善保管|参照|参加|配合|设[乡镇]长)")
_BY_LEVEL = {"宪法": 0.6, "法律": 0.6, "行政法规": 0.3, "地方性法规": 0.3}
_PER_YEAR, _PER_CITATION, _PER_REPETITION = 0.05, 0.2, 0.1
_CONCRETE = re.compile(
    r"^(?:及其有关部门)?应当(?:及时|依法|定期|统一)?(?:组织|建立(?!健全)|设立|设置|制定|编制|公布|公开|公告|调解|处理|检查|巡查|救助|安置|登记|报告|配备|发放|疏散|转移|制止|受理|审核|核实|接受|设定|明确)"
)
_NO_DUTY = re.compile(r"加强.{0,12}领导|鼓励|支持|重视|提倡|促进|纳入.{0,20}(?:规划|预算|考核)|给予(?:表彰|奖励)|经费|表彰|奖励")


@dataclass(frozen=True, slots=True)
class Duty:
    """A provision in force that binds the township. ``named``: outright, not through 各级人民政府."""

    statute: Statute
    version: Version
    provision: Provision
    norms: tuple[Norm, ...]
    named: bool

    @property
    def sentences(self) -> str:
        """The sentences that bind the township."""
        text = self.provision.text
        return "".join(dict.fromkeys(text[n.start:n.end].strip() for n in self.norms))

    @property
    def bearer(self) -> str:
        """The township's name in the provision."""
        tiers = ("township",) if self.named else ("included",)
        return "、".join(dict.fromkeys(b.text for n in self.norms for b in n.bearers if b.tier in tiers))

    @property
    def asks(self) -> str:
        """What the provision asks, one clause a norm."""
        return "；".join(dict.fromkeys(n.action[:80] for n in self.norms))


def township_duties(context: AuditContext) -> list[Duty]:
    """Every provision in force at the place that obliges or empowers a township government, weightiest first.

    Named outright before concrete duties of 各级人民政府. Heavier are: own duties and decisions before options and
    assistance, duties of the township alone, laws before regulations, laws that other laws cite, newer texts
    (their duties are the likeliest to be missing), and a law's first duty before its tenth.
    """
    current = _in_force(context)
    by_article: dict[str, list[Norm]] = defaultdict(list)
    for provision_id, norm in context.reader.township_norms():
        if provision_id.split("#")[0] in current:
            by_article[provision_id].append(norm)
    duties: list[Duty] = []
    for provision_id, norms in by_article.items():
        statute, version = current[provision_id.split("#")[0]]
        provision = context.provision(provision_id)
        if provision is None or not isinstance(provision.body, Article):
            continue
        norms = [n for n in norms if _is_own(n, provision.text[n.start : n.end], context.place)]
        named = tuple(n for n in norms if "government" in n.tags and "joint" not in n.tags)
        chosen = named or tuple(n for n in norms if _concrete(n))
        if not chosen:
            continue
        duties.append(Duty(statute, version, provision, chosen, bool(named)))
    return _ranked(duties, context)


def uncovered(duties: Sequence[Duty], views: Sequence[ItemView], context: AuditContext) -> Iterator[Duty]:
    """Duties that no item rests on (as cited, or where its old number leads) or matches in words."""
    rested = _rested(views, context)
    left = [d for d in duties if d.provision.id not in rested]
    matcher = _Matcher({v.item.name for v in views} | {v.item.own_duty for v in views if v.item.own_duty})
    for duty in left:
        if not matcher.matches(duty.sentences):
            yield duty


def _in_force(context: AuditContext) -> dict[str, tuple[Statute, Version]]:
    """Version id → statute and version, for what is in force at the place on the day."""
    out = {}
    for statute in context.statutes.values():
        if statute.region and not covers(tuple(statute.region), context.place):
            continue
        if statute.kind != "statute" or statute.level not in _BINDING:
            continue
        version = context.current(statute.id)
        if version is not None:
            out[version.id] = (statute, version)
    return out


def _is_own(norm: Norm, sentence: str, place: tuple[str, ...]) -> bool:
    """Whether the body named is of the place's kind: a 乡镇 is no 街道办事处, and neither is the 派出机关 of a province
    (地方各级人民代表大会和地方各级人民政府组织法 on 派出机关). A place above them has both."""
    named = [b.text for b in norm.bearers if b.tier == "township"]
    if not named:
        return True
    if all("派出机关" in text for text in named):
        return bool(re.search("街道|乡|镇", sentence))
    if place and place[-1].endswith(("乡", "镇")):
        return any("街道" not in text or re.search("乡|镇", text) for text in named)
    return True


def _concrete(norm: Norm) -> bool:
    return norm.modality == "must" and bool(_CONCRETE.match(norm.action)) and not _NO_DUTY.search(norm.action)


def _ranked(duties: Sequence[Duty], context: AuditContext) -> list[Duty]:
    cited = context.reader.citation_counts()
    by_law: dict[str, list[tuple[float, Duty]]] = defaultdict(list)
    for duty in duties:
        by_law[duty.statute.id].append((_weight(duty, cited.get(duty.statute.id, 0)), duty))
    rows: list[tuple[bool, float, str, int, Duty]] = []
    for law, weighed in by_law.items():
        weighed.sort(key=lambda pair: (-pair[0], pair[1].provision.seq))
        for nth, (weight, duty) in enumerate(weighed):
            rows.append((not duty.named, _PER_REPETITION * nth - weight, law, duty.provision.seq, duty))
    rows.sort(key=lambda row: row[:4])
    return [row[4] for row in rows]


def _weight(duty: Duty, cited: int) -> float:
    best = max(_norm_weight(n, duty.provision.text) for n in duty.norms)
    year = int(duty.version.date[:4]) if duty.version.date[:4].isdigit() else 2000
    return best + _BY_LEVEL.get(duty.statute.level, 0.0) + _PER_YEAR * (year - 2000) + _PER_CITATION * math.log1p(cited)


def _norm_weight(norm: Norm, text: str) -> float:
    weight = _MODALITY[norm.modality]
    if norm.modality == "must" and _PLAIN_DUTY.match(norm.action):
        weight += 0.8
    if all(b.tier == "township" for b in norm.bearers):
        weight += 0.5
    if not text[norm.start:norm.bearers[0].start].strip():
        weight += 0.5
    if _SOFT.match(norm.action):
        weight -= 1.0
    if len(norm.action) < 8 and norm.modality != "empowered":
        weight -= 0.5
    return weight


def _rested(views: Iterable[ItemView], context: AuditContext) -> set[str]:
    rested: set[str] = set()
    for view in views:
        for cited in view.basis:
            r = cited.resolution
            if r.statute_id is None or r.citation.article is None:
                continue
            if r.provision is not None:
                a = parse_id(r.provision)
                if a.article is not None:
                    old = article_id(a.version_id, a.article, a.suffix)
                    rested.add(old)
                    for step in context.reader.alignment_from(old):
                        rested.update(step.new)
            now = context.current(r.statute_id)
            if now is not None:
                last = r.citation.article_end or r.citation.article
                rested.update(article_id(now.id, n, r.citation.suffix) for n in range(r.citation.article, last + 1))
    return rested


class _Matcher:
    """Finds whether some item's words stand in a sentence, by an inverted index of pairs of characters."""

    def __init__(self, names: set[str]) -> None:
        self._keys = [k for k in map(key_bigrams, sorted(names)) if len(k) >= ENOUGH_WORDS]
        df = Counter(pair for keys in self._keys for pair in keys)
        n = max(len(self._keys), 1)
        self._weights = {pair: math.log(1 + n / (0.5 + count)) for pair, count in df.items()}
        self._totals = [sum(self._weights[p] for p in keys) for keys in self._keys]
        self._postings: dict[str, list[int]] = defaultdict(list)
        for i, keys in enumerate(self._keys):
            for pair in keys:
                self._postings[pair].append(i)

    def matches(self, text: str) -> bool:
        held: dict[int, float] = defaultdict(float)
        for pair in bigrams(text):
            for i in self._postings.get(pair, ()):
                held[i] += self._weights[pair]
        return any(score >= MATCHES * self._totals[i] for i, score in held.items())
