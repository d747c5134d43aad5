"""The rank of a cited document as far as it can be known: what it may create depends on it."""

from __future__ import annotations

import re
from typing import Literal

from corpus.regions import region_of
from corpus.titles import normalise_title
from graph.audit.basis import ground_of
from graph.audit.context import Cited

Rank = Literal["law", "regulation", "local_regulation", "ministry_rule", "provincial_rule", "city_rule", "rule",
               "policy", "sanding", "unknown"]
"""法律 | 行政法规 (also 国务院决定) | 地方性法规 | 部门规章 | 省级政府规章 | 设区的市规章 | 规章 of an unknown maker | below."""

_BY_LEVEL: dict[str, Rank] = {
    "宪法": "law", "法律": "law", "行政法规": "regulation", "监察法规": "regulation",
    "地方性法规": "local_regulation", "自治条例和单行条例": "local_regulation", "经济特区法规": "local_regulation",
    "部门规章": "ministry_rule", "规范性文件": "policy", "党内法规": "policy",
}
_LAW_TITLE = re.compile(r"(?:法典|宪法|(?<![办做方书])法)(?:（[^）]*）)*$")
_COUNCIL_DECISION = re.compile(r"国务院.{0,40}决定")


def rank_of(cited: Cited) -> Rank:
    """The rank of a citation's document: the library's record first, then label, name and number."""
    title = normalise_title(cited.resolution.law or cited.citation.title or "")
    if cited.statute is not None and cited.statute.level != "其他":
        if cited.statute.level == "地方政府规章":
            return "provincial_rule" if len(cited.statute.region) == 1 else "city_rule"
        known = _BY_LEVEL.get(cited.statute.level, "unknown")
        return "regulation" if known == "policy" and _COUNCIL_DECISION.search(title) else known
    if _COUNCIL_DECISION.search(title) or (cited.citation.issuer == "国务院" and title.endswith("决定")):
        return "regulation"
    ground = ground_of(cited)
    if ground in ("policy", "party"):
        return "policy"
    if ground == "sanding":
        return "sanding"
    if ground == "law":
        return _law_rank(title)
    if ground == "rule":
        area = region_of(title)
        if not area:
            return "rule" if "政府" in (cited.citation.label or "") else "ministry_rule"
        return "provincial_rule" if len(area) == 1 else "city_rule"
    return "policy" if _made_by_county(title) else "unknown"


def _made_by_county(title: str) -> bool:
    """A county that is not autonomous makes no law of any rank (立法法第八十一条、第八十五条、第九十三条)."""
    area = region_of(title)
    return bool(area) and area[-1].endswith(("县", "区", "旗")) and not area[-1].endswith(("自治县", "自治旗", "自治区"))


def _law_rank(title: str) -> Rank:
    if _LAW_TITLE.search(title):
        return "law"
    return "local_regulation" if region_of(title) else "regulation"
