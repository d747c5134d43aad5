"""The provincial decision that hands a county department's powers to townships: whether a row names one."""

from __future__ import annotations

import re
from typing import Literal

from corpus.regions import region_of
from corpus.titles import normalise_title

Maker = Literal["province", "lower", "unknown"]

_TITLE = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》")
_HANDS_OVER = re.compile(r"赋权|赋予|下放|交由|相对集中|综合行政执法|乡镇|街道|基层|委托|行政处罚权|执法权|执法事项|权限")
_PROVINCE_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fff])(?:京|津|冀|晋|内蒙古|内|蒙|辽|吉|黑|沪|苏|浙|皖|闽|赣|鲁|豫|鄂|湘|粤|桂|琼|渝|川|黔|贵|滇|云|藏|陕|甘|青|宁|新|兵)"
    r"(?:政|府|人大|常|委|办|编|司|减|综|执)[\u4e00-\u9fff]{0,4}[〔\[【(（]?(?:19|20)\d{2}"
)
_PROVINCE_WORDS = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|由|经|根据|按照|依据|[\u4e00-\u9fff]{1,3})(?:省|自治区)(?:级|人民政府|政府|委|人大常委会)?[^，。；、\n]{0,30}?(?:赋权|赋予|下放|决定|指导目录|赋权目录|批复)"
)
_LOWER = re.compile(r"^(?:[^省]{0,8}?(?:市|县|区|旗|州|盟))?(?:人民政府|委|编办|政府|综合|司法局|县|区|市)")


def provincial_decision(text: str) -> bool:
    """Whether a row may name a decision of the province (of a 直辖市 too) by which townships use a department's powers.

    Only the province can decide (行政处罚法第二十四条第一款); a document by a county or city does not count, one
    whose maker cannot be told is given the benefit.
    """
    for m in _TITLE.finditer(text):
        title = normalise_title(m[1])
        if not _HANDS_OVER.search(title) or title in ("行政处罚法", "行政强制法"):
            continue
        if _maker(title) != "lower":
            return True
    bare = _TITLE.sub("", text)
    return bool(_PROVINCE_NUMBER.search(text) or _PROVINCE_WORDS.search(bare))


def lower_decision(text: str) -> str | None:
    """The title of a county's or city's document that claims to hand powers over, if the row names one."""
    for m in _TITLE.finditer(text):
        title = normalise_title(m[1])
        if _HANDS_OVER.search(title) and _maker(title) == "lower":
            return title
    return None


def _maker(title: str) -> Maker:
    area = region_of(title)
    if len(area) == 1 or title.startswith(("省", "自治区")):
        return "province"
    if len(area) > 1 or _LOWER.match(title):
        return "lower"
    return "unknown"
