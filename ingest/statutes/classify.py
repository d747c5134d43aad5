"""What a statute is: kind, 效力级别, 制定机关, jurisdiction. By header first, title next, folder names last."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from corpus.regions import region_of_issuer
from ingest.records import AuthorityLevel, HistoryEvent, StatuteKind

_LOCAL_CONGRESS = re.compile(r"([\u4e00-\u9fa5]{2,24}?(?:省|市|自治区|自治州|自治县|自治旗|县|盟|区))(?:第[^届]{1,6}届)?(?:人民代表大会|人大)(常务委员会|常委会)?")
_LOCAL_GOVERNMENT = re.compile(r"([\u4e00-\u9fa5]{2,18}?(?:省|市|自治区|自治州|自治县|县|区))人民政府(?:办公[厅室])?")
_LOCAL_ORGAN = re.compile(r"[\u4e00-\u9fa5]{2,10}?(?:省|市|自治区|自治州|县|区)(?!人民)[\u4e00-\u9fa5]{2,12}?(?:局|厅|委员会|委|办公[厅室])(?=[、\s\u3000公发印]|$)")
_LOCAL_ORGAN_OF_TITLE = re.compile(r"([\u4e00-\u9fa5]{2,10}?(?:省|市|自治区|自治州|县|区)(?!人民)[\u4e00-\u9fa5]{2,12}?(?:局|厅|委员会|委|办公[厅室]))关于")
_NATIONAL_CONGRESS = re.compile(r"^(?:\s*\d{4}年.{1,8}日\s*)?(?:(?:中华人民共和国)?第[^届省市]{1,6}届)?全国人(?:民代表大会|大)(常务委员会|常委会)?")
_COURTS = ("最高人民法院", "最高人民检察院")
_AMENDMENT = re.compile(r"修正案(?:[（(][一二三四五六七八九十\d年]+[）)])?$")
_DECISION = re.compile(r"关于.*(?:修改|修订|废止|清理|停止执行|暂时调整).*的(?:决定|决议)(?:[（(][^）)]*[）)])?$")
_NUMBER_OF_YEAR = re.compile(r"^[\u4e00-\u9fa5]{1,10}[〔\[【（(［]\s*\d{4}")
"""规章 are promulgated by 令 (规章制定程序条例第三十条); what a notice with such a number hands on is none."""
_FOLDERS: tuple[tuple[str, AuthorityLevel], ...] = (
    ("司法解释", "司法解释"), ("行政法规", "行政法规"), ("监察法规", "监察法规"), ("部门规章", "部门规章"), ("经济特区法规", "经济特区法规"),
    ("单行条例", "自治条例和单行条例"), ("地方性法规", "地方性法规"), ("地方政府规章", "地方政府规章"), ("规范性文件", "规范性文件"),
)
_LAW_FOLDERS = {"宪法", "宪法相关法", "民法典", "民法商法", "行政法", "经济法", "社会法", "刑法", "诉讼与非诉讼程序法", "法律"}
LAW_SUFFIX = re.compile(
    r"(?:法|法典|条例|规定|办法|细则|规则|决定|决议|解释|批复|解答|答复|通知|意见|通则|守则|准则|规范|标准|章程|纲要|规程|公告|"
    r"办法细则|修正案|公约|协定|宣言|命令|令|制度|方案|函|纪要|说明|安排|表|目录|总则|分则|附则|编)(?:[（(〔][^）)〕]{1,20}[）)〕])*$"
)


class Class(NamedTuple):
    """See the fields of the same names in StatuteDoc."""

    kind: StatuteKind
    level: AuthorityLevel
    issuer: str
    region: tuple[str, ...]


def classify(title: str, history: Sequence[HistoryEvent], doc_no: str, path: str, notice: str = "") -> Class:
    """Kind, level, issuer and region of a statute by its title, header, 文号 and path; ``notice``: the title of the
    notice that hands it on."""
    kind = kind_of(title)
    events = [e.event for e in history if e.kind in ("adopted", "approved", "promulgated", "revised", "amended")]
    first = next((e.event for e in history if e.kind == "adopted"), events[0] if events else "")
    issuer, level = _issuer(first, [*events, *([notice] if notice else [])], title, doc_no)
    if re.match(r"(?:国发|国办发|国函|[\u4e00-\u9fa5]{1,4}(?:政|政办|府|办)(?:发|字|规)?)[〔\[【（(［]", doc_no) or (
        level in ("行政法规", "部门规章") and re.search(r"的?(?:意见|通知|函)$", title)
    ) or (level == "部门规章" and notice and not doc_no.startswith("令") and _NUMBER_OF_YEAR.search(doc_no)):
        level = "规范性文件"
    if folder := _folder_level(path):
        level = folder if level == "其他" or folder in ("经济特区法规", "自治条例和单行条例") or _vague(level, folder) else level
    if title.removeprefix("中华人民共和国") == "宪法" or "宪法修正案" in title:
        level = "宪法"
    if level == "地方性法规" and re.search(r"自治[州县旗].*自治条例$", title):
        level = "自治条例和单行条例"
    if level == "行政法规" and not issuer and title.endswith("条例"):  # 部门规章不得称条例：行政法规制定程序条例第五条
        issuer = "国务院"
    if level == "司法解释" and kind == "statute":
        kind = "reply" if re.search(r"的?(?:批复|答复|解答|复函)(?:[（(].*[）)])?$", title) else "interpretation"
    national = level in ("宪法", "法律", "行政法规", "监察法规", "部门规章", "司法解释")
    region = () if national else region_of_issuer(issuer) or region_of_issuer(title)
    return Class(kind, level, issuer, region)


def kind_of(title: str) -> StatuteKind:
    """修正案 and amending or repealing decisions quote articles that are not their own."""
    bare = re.sub(r"\s", "", title)
    if _AMENDMENT.search(bare):
        return "amendment"
    return "decision" if _DECISION.search(bare) else "statute"


@lru_cache(maxsize=1)
def organs() -> tuple[tuple[str, AuthorityLevel], ...]:
    """Rows of data/issuers.tsv, longest name first."""
    text = (files("ingest.statutes") / "data" / "issuers.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(sorted(((r[0], r[1]) for r in rows), key=lambda r: -len(r[0])))  # type: ignore[misc]


def _issuer(first: str, events: Sequence[str], title: str, doc_no: str) -> tuple[str, AuthorityLevel]:
    bare = re.sub(r"^[\d\s年月日]+", "", first).strip()
    local = bool(region_of_issuer(title[:12]))
    m = _NATIONAL_CONGRESS.match(title) or (None if local else _NATIONAL_CONGRESS.match(bare))
    if m:
        return "全国人民代表大会" + ("常务委员会" if m[1] else ""), "法律"
    for event in (bare, *events):
        if m := _LOCAL_CONGRESS.match(re.sub(r"^第[^届]{1,6}届", "", event)):
            return m[1] + "人民代表大会" + ("常务委员会" if m[2] else ""), "地方性法规"
    if title.startswith(_COURTS):
        return "、".join(organ for organ in _COURTS if organ in title.split("关于")[0]), "司法解释"
    for text in (doc_no, bare, *events, title):
        if m := _LOCAL_GOVERNMENT.match(text):
            return m[0], "地方政府规章" if "令" in doc_no or "令" in bare else "规范性文件"
        if (organ := _head_organ(text)) and organ in text:
            return organ, dict(organs())[organ]
    for text in (bare, *events):
        if m := _LOCAL_ORGAN.match(text):
            return m[0], "规范性文件"
    if m := _LOCAL_ORGAN_OF_TITLE.match(title):
        return m[1], "规范性文件"
    if m := _LOCAL_CONGRESS.match(title):
        return m[1] + "人民代表大会" + ("常务委员会" if m[2] else ""), "地方性法规"
    if re.match(r"中华人民共和国.{1,40}(?<!办)法$", title):
        return "", "法律"
    if re.match(r"中华人民共和国.*条例$", title):
        return "国务院", "行政法规"
    if title.endswith("条例") and region_of_issuer(title):
        return "", "地方性法规"
    return "", "其他"


def _head_organ(text: str) -> str:
    """The first organ of data/issuers.tsv that a text names outside 《》, near its beginning."""
    head = re.sub(r"《.*", "", text)[:60].removeprefix("中华人民共和国")
    hits = [(head.find(name), -len(name), name) for name, _ in organs() if name in head]
    return min(hits)[2] if hits else ""


def _folder_level(path: str) -> AuthorityLevel | None:
    parts = path.replace("\\", "/").replace("!", "/").split("/")[:-1]
    for part in reversed(parts):
        for word, level in _FOLDERS:
            if part == word or part.endswith(word):
                return level
        if part in _LAW_FOLDERS:
            return "法律"
    return None


def _vague(level: AuthorityLevel, folder: AuthorityLevel) -> bool:
    """The header alone does not tell 国务院 documents of two levels apart, nor a congress's decisions."""
    return level in ("规范性文件", "部门规章", "党内法规") and folder in ("行政法规", "地方性法规", "司法解释", "部门规章")
