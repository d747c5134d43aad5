"""What kind of ground a basis is: statute, rule, policy document, 三定规定, placeholder, nothing."""

from __future__ import annotations

import re
from typing import Literal

from corpus.titles import normalise_title
from graph.audit.context import Cited, ItemView

Ground = Literal["law", "rule", "policy", "party", "sanding", "unknown"]
"""``law``: 法律、法规 (also 司法解释, 自治条例); ``rule``: 规章; ``policy``: 规范性文件, minutes, notices;
``party``: 党内法规 and party documents; ``sanding``: 三定规定; ``unknown``: cannot be told from the name."""

_EMPTY = re.compile(r"^[\s/／\\\-—–_.。、·*×xX]*(?:无|暂无|无依据|空|没有|待定|待补充|未明确|不涉及|N/?A|nan|None)?[\s/／\\\-—–_.。、·*]*$", re.I)
_SANDING = re.compile(r"三定|职能配置|主要职责.{0,4}内设机构|机构编制.{0,4}规定|机构改革方案|机构设置.{0,6}方案")
_PLACEHOLDER = re.compile(
    r"(?:有关|相关|相应|现行|其他|国家|各地|配套|上级|上位|本地|地方)[^，。；《》]{0,8}?(?:法律|法规|规章|政策|文件|规定|要求|精神|制度|部署|安排)"
    r"|法律、?法规(?:、?规章)?(?:的)?(?:等|有关|相关)?(?:规定|文件|政策)?|工作(?:需要|要求|安排|惯例)|上级(?:交办|要求|安排|部署)|领导(?:交办|批示)|职责(?:要求|分工)"
)
_PARTY = re.compile(r"中国共产党|^党的|党章|党组|党员|中共|党委|支部|党内|纪律处分条例|巡视工作")
_POLICY_TAIL = re.compile(
    r"(?:通知|意见|方案|纲要|规划|计划|指南|指引|目录|清单|要点|纪要|批复|函|通报|公报|报告|讲话|规程|标准|细化表|基准|公告|通告|制度|措施|责任书)"
    r"(?:（[^）]*）)*$"
)
_LAW_TAIL = re.compile(r"(?:法典|(?<!办)法|宪法|条例|修正案)(?:（[^）]*）)*$")
_LOCAL_LAW = re.compile(r"(?:实施|贯彻)?〈?.{2,40}法〉?(?:实施)?办法$")
_ORDER = re.compile(r"令")
_DOC_NO = re.compile(r"[〔\[【(（]\s*(?:19|20)\d{2}")
_LABEL = {"法律": "law", "行政法规": "law", "地方性法规": "law", "部门规章": "rule", "政府规章": "rule",
          "省政府规章": "rule", "地方政府规章": "rule", "规章": "rule", "规范性文件": "policy", "党内法规": "party"}
_LEVEL: dict[str, Ground] = {
    "宪法": "law", "法律": "law", "行政法规": "law", "监察法规": "law", "地方性法规": "law",
    "自治条例和单行条例": "law", "经济特区法规": "law", "司法解释": "law",
    "部门规章": "rule", "地方政府规章": "rule", "规范性文件": "policy", "党内法规": "party",
}


def ground_of(cited: Cited) -> Ground:
    """The kind of ground one citation gives, from the library's record, else from its name, number and label."""
    if cited.statute is not None and cited.statute.level in _LEVEL:
        return _LEVEL[cited.statute.level]
    c = cited.citation
    title = normalise_title(cited.resolution.law or c.title or "")
    if _SANDING.search(title):
        return "sanding"
    if c.label:
        for label, ground in _LABEL.items():
            if label in c.label and "及" not in c.label:
                return ground  # type: ignore[return-value]
    return ground_of_name(title, " ".join(filter(None, (c.doc_no, c.edition))))


def ground_of_name(title: str, doc_no: str = "") -> Ground:
    """The kind of ground that a name and a number promise; ``unknown`` when they do not say."""
    if _PARTY.search(title):
        return "party"
    if not title:
        return "policy" if _DOC_NO.search(doc_no) else "unknown"
    if _POLICY_TAIL.search(title):
        return "policy"
    if _LAW_TAIL.search(title) or (_LOCAL_LAW.search(title) and "〈" in title):
        return "law"
    if _ORDER.search(doc_no):
        return "rule"
    if _DOC_NO.search(doc_no):
        return "policy"
    return "unknown"


def grounds(view: ItemView) -> tuple[Ground, ...]:
    """The kind of each citation of an item, in order."""
    return tuple(ground_of(c) for c in view.basis)


def sanding_text(view: ItemView) -> str:
    """The item's reference to a 三定规定, wherever it stands."""
    if view.item.sanding_raw.strip() and not is_empty(view.item.sanding_raw):
        return view.item.sanding_raw
    return view.item.basis_raw if _SANDING.search(view.item.basis_raw) else ""


def is_empty(raw: str) -> bool:
    """Nothing, "无", "/" and the like."""
    return bool(_EMPTY.match(raw))


def is_placeholder(raw: str) -> bool:
    """Words that promise law and name none: 有关法律法规, 各地配套政策法规文件, 上级要求."""
    return bool(_PLACEHOLDER.search(raw))


def is_party_item(view: ItemView) -> bool:
    """党建 items rest on party documents (domain facts: 20-odd items of every list)."""
    return bool(re.search(r"党的建设|党建|党的领导|党组织|党员|党风|意识形态|统战|纪检", view.item.field + view.item.name))
