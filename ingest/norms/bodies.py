"""Public bodies named in a text, and the tier of each as a township sees it (checks.md, Township tiers).

A body is found by the word that ends its name (人民政府, 部门, 机关 …) and read backwards from there: what stands
in front of 人民政府 decides the tier (县级以上…各级 excludes, 各级 includes, 乡、镇 names the township).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.norms.words import TAILS
from ingest.records import Tier

_BR = "[（(]"
_KET = "[）)]"
_TOWN = rf"(?:乡镇|镇乡|街镇|镇街|民族乡|民族苏木|苏木|街道|乡|镇)(?:级|{_BR}[^）)，。；]{{1,12}}{_KET})?"
_JOIN = r"(?:、|和|与|及|以及|或者|或|/)"
_UPPER = rf"(?:自治州|州|省|设区的市|市|盟|县|区|旗|市辖区|自治县)(?:级)?(?:{_BR}[^）)，。；]{{1,12}}{_KET})?"

_TOWN_PLACE = (
    rf"(?:[、和]?{_BR}?(?:街道|乡镇|乡{_BR}镇{_KET}|村|社区){_KET}?)*(?=应当|必须|可以|不得|负责|要(?!求|素|件|害|点))"
)
_TOWN_PLACES = (  # a place for its body: 各乡镇应当
    "各乡镇", "乡镇", f"乡{_BR}镇{_KET}", f"镇{_BR}乡{_KET}", "乡、镇", f"乡{_BR}镇、街道{_KET}", f"镇(?<![城集村市]镇){_BR}街道{_KET}", r"街(?<![\u4e00-\u9fff]街)道", "街(?<=[和及各]街)道", "镇街", "街镇", "苏木",
)
TAIL = re.compile("|".join([*TAILS, *(place + _TOWN_PLACE for place in _TOWN_PLACES), "县、乡(?:、村)?(?=应当|必须)"]))
"""The words that end a public body's name. Every branch begins with a character of its own, which makes it fast."""

_TOWN_END = re.compile(
    rf"(?:{_UPPER}{_JOIN}?){{0,4}}(?:各|本|有关)?(?:{_TOWN}{_JOIN}?)*{_TOWN}"
    rf"(?:、?[两三四五二]级|以上(?:地方)?(?:各级)?)?(?:的|各级|基层)?$"
)
_TOWN_FIRST = re.compile(rf"{_TOWN}{_JOIN}(?:不设区的市|市辖区|县级|县|区|旗|市){_BR}?[^，。；、）)]{{0,8}}{_KET}?(?:以上)?(?:地方)?(?:各级)?的?$")
_ABOVE = re.compile(rf"(?:县级|县|区县|市县|市|省级|省|设区的市|自治州|地区|地市|地|区|州|{_TOWN})级?(?:{_BR}[^）)，。；]{{1,12}}{_KET})?(?:及其?)?以上(?:{_BR}[^）)，。；]{{1,12}}{_KET})?的?(?:各级)?的?(?:地方)?(?:各级)?的?$")
_EVERY = re.compile(r"各级(?:的)?(?:地方)?(?:国家)?的?$")
_HERE = re.compile(r"(?:基层|当地|所在地|所在地的|地方|各地|属地|有关|有关地方|相关|事发地|发生地|居住地|户籍地|户籍所在地|户籍所在地的|下级|下一级|所属|所辖)$")
_RELATIVE = re.compile(r"(?:本级|同级)(?:地方)?$")
_HIGHER = re.compile(r"(?:中华人民共和国|上级|上一级|中央|国务院|设区的市|省级|市级|县级|省|市|区|县|州|盟|旗|自治区|直辖市|辖区|新区|地区|专员公署|两省|三省|都|特别行政区)(?:的|各级|地方|、)?$|县级以上$")
_CITY_BRACKET = re.compile(rf"(?:市|县|区|旗|州|省){_BR}[^）)]{{1,14}}{_KET}(?:的|级)?$|(?:市|县|区|州|省)[两三二四]级$")
_INCLUSIVE_ORGAN = re.compile(r"(?:行政|国家|各级|行政执法|权力|公权力)$")
_TOWN_CONGRESS = re.compile("(?:乡镇|镇|乡级)的?人民代表大会")
_NATIONAL = re.compile("(?:全国|中央|国务院)[^，。；：、的]{2,20}$")
_ENTRUSTED = re.compile("负责[^，。；]{1,20}(?:工作|管理|监督|事务)的$")
_TOLD = re.compile(r"(?:接到|收到|接报)[^，。；]{0,10}的$")
_TOWN_ORGAN = re.compile(rf"(?<![县城])(?:乡镇|乡{_BR}镇{_KET}|镇{_BR}乡{_KET}|乡、民族乡、镇|乡、镇|乡级|街道|苏木|镇|乡)[^，。；：\n]{{0,22}}$")
_TOWN_BODY_TAILS = frozenset("文化站 统计站 广播站 工作站 服务站 管理站 推广站 司法所 财政所 服务中心 治理中心 执法中队 执法队伍 执法队".split())
_NOT_PUBLIC = re.compile(
    r"(?:科协办事|残联办事|妇联办事|医疗|卫生|评估|检测|检验|鉴定|中介|服务|金融|保险|培训|教育|科研|研究|代理|咨询|公证|仲裁|认证|审图|调解|社会|专业|内设|内部|组织|养老|托育|代表|机|学术|技术|预防控制|救助|收养|福利|公益|媒体|经营|招标|拍卖|信用|评级|计量|审计|会计|设计|监测|养护|防治|保健|照料|托养|康复|筛查|安置|施工|支付|结算|交易|运营|投资|出版|制作|验证|测评|评价|考试|评审|办学|文化|储蓄|清算|托管|征信|境外|分支|出资)$"
)
_FUNCTIONAL = re.compile(r"(?:登记|(?<!行政)执法|许可|审批|批准|复查|办案|决定|受理|原|组织编制|编制|制定|处罚|执行|立案|调查|发证|签发|作出决定的|选举|承办|主办|招录|任免|处分|任命|所在|用人|该|其|党政|有关|相关|各|两个以上|文化|印刷|机要|审查|仲裁|监督|表彰|评选)$")
_BY_PLACE = frozenset("办公室 委员会 总队 支队 大队 管理处 管理所 管理中心".split())  # public when a place stands before them
_PLACED = re.compile(r"(?:^|[、和与及，。；由])(?:本)?(?:国家|全国|中央|国务院|省|自治区|直辖市|市|州|县|区|旗)[^，。；：的村居业]{1,20}$|政府[^，。；：的]{0,12}$")
_OF_GOVERNMENT = re.compile(r"政府[^，。；应可必不负和、或]{0,10}$")
_SUPERVISE = re.compile(r"(?:经办|指挥|矫正|复议|检查|督查|监督管理|监管|管理|主管|执法|救援|派出|海事|气象|邮政|监察|纪检|监督|征收|征稽|稽查|铁路|民航|通信|情报|外汇|证券|税务|防疫|检疫|消防|办公|工作)$")

_BESIDE = ("、社会团体", "、人民团体", "、群团", "、团体", "、企业", "、企事业", "、事业单位", "和企业", "和事业单位")
_FOREIGN = re.compile("(?:外国|该国|请求国|缔约国|对方国家)(?:的)?(?:中央|地方|主管|司法)?$")
_AMENDED = re.compile("”(?:中|之后|后|一句|一款)?(?:、“|改为|修改为|增加|删去|相应)")


@dataclass(frozen=True, slots=True)
class Body:
    """A public body in a text. ``kin`` says what ends its name: government, department, organ, congress, town."""

    start: int
    end: int
    tier: Tier
    kin: str
    vague: bool = False  # 人民政府 without a tier, 本级人民政府: takes its tier from its neighbours


def find_bodies(text: str, lo: int, tails: Iterable[re.Match[str]]) -> list[Body]:
    """Bodies of a sentence that begins at ``lo``, in order, from its ``tails``; titles in 《》 are passed over."""
    found = (_body(text, lo, m) for m in tails if not _in_title(text, lo, m.start()))
    return [body for body in found if body is not None and not _spoken_of(text, lo, body)]


def _body(text: str, lo: int, m: re.Match[str]) -> Body | None:
    tail, at = m[0], m.start()
    if tail == "政府":
        return _government(text, lo, m)
    before = text[max(lo, at - 24):at]
    if tail.endswith("办事处") or tail == "街道办":
        return Body(at - (2 if before.endswith(("城市", "城镇")) else 0), m.end(), "township", "government")
    if tail.startswith(("各乡", "乡", "镇", "街", "苏", "县、乡")):
        return Body(at, m.end(), "township", "government")
    if tail in _TOWN_BODY_TAILS:
        named = _TOWN_ORGAN.search(before)
        if named is None or re.search("应当|可以|政府|办事处|负责|设立|建立", named[0]):
            return None
        return Body(at - len(named[0]), m.end(), "township", "town")
    if tail in ("人民代表大会", "主席团"):
        named = _TOWN_END.search(before) or (_TOWN_ORGAN.search(before) if tail == "主席团" else None)
        if named:
            return Body(at - len(named[0]), m.end(), "township", "congress")
        if tail == "主席团":
            return Body(at, m.end(), "township", "congress") if _TOWN_CONGRESS.search(text, lo, _sentence_end(text, at)) else None
        return Body(at, m.end(), "included" if before.endswith("各级") and not _ABOVE.search(before) else "excluded", "congress")
    if tail == "机关":
        return _organ(before, at, m.end(), text.startswith(_BESIDE, m.end()))
    if tail == "机构":
        if before.endswith(("各级人民政府行政", "国家行政")):
            return Body(at - 2, m.end(), "included", "organ")
        if _NATIONAL.search(before):
            return Body(at, m.end(), "excluded", "department")
        if _NOT_PUBLIC.search(before) or not (_ENTRUSTED.search(before) or _PLACED.search(before) or _SUPERVISE.search(before) or _OF_GOVERNMENT.search(before)):
            return None
        town = _TOWN_ORGAN.search(before)
        if town and not re.search("[、和或]|政府|办事处|设立|设置|派驻", town[0]):
            return Body(at - len(town[0]), m.end(), "township", "town")
        return Body(at, m.end(), "excluded", "department")
    if tail == "部门" and (text.startswith(("规章", "规范性", "预算", "决算"), m.end()) or before.endswith(("内", "施工", "生产", "销售", "用人", "经营"))):
        return None
    if tail in _BY_PLACE and not _PLACED.search(before):
        return None
    vague = tail == "部门" and before.endswith(("有关", "相关", "各", "其他", "其"))
    return Body(at, m.end(), "excluded", "department", vague)


def _government(text: str, lo: int, m: re.Match[str]) -> Body | None:
    at = m.start()
    if text.startswith("人民", at - 2) and at - 2 >= lo:
        at -= 2
    elif text.startswith(("信息", "采购", "投资", "性", "购买", "规章", "间", "令", "资金", "债", "网站", "定价", "指导价", "储备", "补", "财政", "办公", "会议", "令第", "职能", "服务", "工作报告", "主导", "引导", "引领", "集中", "专项", "资助", "预算", "特殊津贴", "规定", "举办", "机关", "奖", "法制", "土地", "审批", "出资", "支持", "合同", "履约", "授权", "投入", "组织", "储蓄"), m.end()) or text.startswith("非", at - 1):
        return None
    before = text[max(lo, at - 34):at]
    start = at
    tier: Tier = "included"
    vague = False
    above = _ABOVE.search(before) if "以上" in before[-16:] else None
    if above:
        named = re.search(_TOWN + r"级?以上", above[0])
        tier, start = ("township" if named and not re.search(r"[县市省州]", above[0][:named.start()]) else "excluded"), at - len(above[0])
    elif any(c in before[-14:] for c in "乡镇苏街") and (t := _TOWN_END.search(before) or _TOWN_FIRST.search(before)):
        tier, start = "township", at - len(t[0])
    elif e := _EVERY.search(before):
        start = at - len(e[0])
    elif r := _RELATIVE.search(before):
        start, vague = at - len(r[0]), True
    elif c := _CITY_BRACKET.search(before):
        tier, start = "excluded", at - len(c[0])
    elif h := _HIGHER.search(before):
        tier, start = "excluded", at - len(h[0])
    elif h := _HERE.search(before):
        start = at - len(h[0])
    elif at == m.start() and re.search(r"[\u4e00-\u9fff]$", before) and not before.endswith(("由", "向", "和", "或者", "经", "报")):
        return None  # 政府 inside another word: 实行政府投入
    else:
        vague = True
    return Body(start, m.end(), tier, "government", vague)


def _organ(before: str, at: int, end: int, listed: bool) -> Body | None:
    if listed and (not before or before[-1] in "，。；：\n\u3000 "):
        return Body(at, end, "included", "organ")  # 机关、社会团体、企业事业单位: any organ
    if _TOLD.search(before):
        return Body(at, end, "included", "told", True)
    if _INCLUSIVE_ORGAN.search(before):
        return Body(at - 2, end, "included", "organ")
    if before.endswith("派出") and not before.endswith("公安派出"):
        return Body(at - 2, end, "township", "government")
    if _FUNCTIONAL.search(before) or before.endswith(("、", "的", "）", "和", "或者")) or not before:
        return None
    return Body(at, end, "excluded", "department")


def _sentence_end(text: str, at: int) -> int:
    end = text.find("。", at)
    return len(text) if end < 0 else end


def _spoken_of(text: str, lo: int, body: Body) -> bool:
    """Whether a body is another state's, or stands in words that the text quotes in order to amend them."""
    if _FOREIGN.search(text, max(lo, body.start - 8), body.start) or text.startswith("外国", body.start):
        return True
    opened = text.rfind("“", lo, body.start)
    if opened < 0 or text.find("”", opened, body.start) >= 0:
        return False
    closed = text.find("”", body.end)
    return closed >= 0 and _AMENDED.match(text, closed) is not None


def _in_title(text: str, lo: int, at: int) -> bool:
    opened = text.rfind("《", max(lo, at - 60), at)
    return opened >= 0 and text.find("》", opened, at) < 0
