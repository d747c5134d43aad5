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

_RANK = {"宪法": 0, "法律": 0, "行政法规": 1, "监察法规": 1, "地方性法规": 2, "经济特区法规": 2, "自治条例和单行条例": 2,
         "部门规章": 3, "地方政府规章": 3}
_OWN = frozenset({"must", "empowered"})
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
    """Every provision in force at the place that obliges or empowers a township government, in order of weight.

    Named outright first (laws, then regulations, then rules; own work before assistance and options), then concrete
    duties of 各级人民政府; provisions of one law stand together.
    """
    current = _in_force(context)
    by_article: dict[str, list[Norm]] = defaultdict(list)
    for provision_id, norm in context.reader.township_norms():
        if provision_id.split("#")[0] in current:
            by_article[provision_id].append(norm)
    duties: list[tuple[tuple[object, ...], Duty]] = []
    for provision_id, norms in by_article.items():
        statute, version = current[provision_id.split("#")[0]]
        named = tuple(n for n in norms if "government" in n.tags and "joint" not in n.tags)
        chosen = named or tuple(n for n in norms if _concrete(n))
        if not chosen:
            continue
        provision = context.provision(provision_id)
        if provision is None or not isinstance(provision.body, Article):
            continue
        duty = Duty(statute, version, provision, chosen, bool(named))
        duties.append((_weight(duty), duty))
    return [d for _, d in sorted(duties, key=lambda pair: pair[0])]


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
        if statute.kind != "statute" or statute.level not in _RANK:
            continue
        version = context.current(statute.id)
        if version is not None:
            out[version.id] = (statute, version)
    return out


def _concrete(norm: Norm) -> bool:
    return norm.modality == "must" and bool(_CONCRETE.match(norm.action)) and not _NO_DUTY.search(norm.action)


def _weight(duty: Duty) -> tuple[object, ...]:
    own = any(n.modality in _OWN for n in duty.norms)
    level = _RANK[duty.statute.level]
    group = (0 if own else 1) if duty.named else 2
    return (group, level, duty.statute.id, duty.provision.seq)


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
