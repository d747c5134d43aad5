"""What a provision is about, as bits: sanction, duty, permit …; and whether it binds the township."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import IntFlag

from ingest.records import Norm


class Trait(IntFlag):
    """Cheap marks kept beside every document; ``suggest`` weighs them by power type and tier."""

    SANCTION = 1  # says what happens to who breaks a rule
    DUTY = 2  # somebody shall do something
    PERMIT = 4  # a permit, an approval, a registration
    FORBID = 8  # something is forbidden
    INSPECT = 16  # supervision and inspection
    REWARD = 32
    FORCE = 64  # coercion: seizing, sealing, pulling down
    GRANT = 128  # relief, allowances, subsidies
    CONFIRM = 256  # certifying, recognising
    LEVY = 512  # fees, requisition
    RULING = 1024  # disputes are decided or mediated
    GENERAL = 2048  # purpose, scope, definitions, entry into force
    LIABILITY = 4096  # stands under 法律责任/罚则
    TOWNSHIP = 8192  # obliges or empowers the township by name
    INCLUDED = 16384  # obliges the township as one of 各级人民政府
    COUNTY = 32768  # names 县级以上 bodies
    SECTION = 65536  # no article: preamble, annex, numbered part


_WORDS: tuple[tuple[Trait, tuple[str, ...]], ...] = (
    (Trait.SANCTION, ("罚款", "责令", "没收", "吊销", "警告", "拘留", "处罚", "处分", "追究")),
    (Trait.DUTY, ("应当", "负责", "必须", "协助", "职责")),
    (Trait.PERMIT, ("许可", "批准", "审批", "核准", "登记", "备案", "审核", "申请")),
    (Trait.FORBID, ("禁止", "不得", "严禁")),
    (Trait.INSPECT, ("检查", "巡查", "监督管理", "监测", "抽查", "排查")),
    (Trait.REWARD, ("表彰", "奖励")),
    (Trait.FORCE, ("强制", "查封", "扣押", "代履行", "代为", "拆除", "恢复原状", "代治理")),
    (Trait.GRANT, ("救助", "补助", "补贴", "给付", "救济", "供养", "抚恤", "优待", "发放", "保障金")),
    (Trait.CONFIRM, ("证明", "确认", "认定", "核发", "鉴定", "颁发", "发给")),
    (Trait.LEVY, ("征收", "收取", "缴纳", "征用", "费")),
    (Trait.RULING, ("争议", "纠纷", "调解", "裁决", "处理")),
    (Trait.COUNTY, ("县级以上",)),
)
_BITS = tuple((word, trait.value) for trait, words in _WORDS for word in words)
_GENERAL = re.compile("^为了?|制定本(?:法|条例|办法|规定|细则)|^本(?:法|条例|办法|规定)(?:自|所称|所指|下列|适用)|起施行|同时废止|由.{2,20}负责解释")
_LIABILITY = re.compile("责任|罚则|处罚|奖惩")
_LABEL = re.compile(r"^第[零〇一二三四五六七八九十百\d]+(?:分编|[编章节])\s*")


def traits_of(text: str, headings: str, is_article: bool = True) -> int:
    """``Trait`` bits of one provision by its words and by the headings it stands under."""
    bits = 0
    for word, bit in _BITS:
        if word in text:
            bits |= bit
    if _LIABILITY.search(headings):
        bits |= Trait.LIABILITY.value
    if _GENERAL.search(text):
        bits |= Trait.GENERAL.value
    return bits if is_article else bits | Trait.SECTION.value


def township_traits(norms: Iterable[tuple[str, Norm]]) -> dict[str, int]:
    """Provision id → ``Trait`` bits of how it binds the township, from the norms that the library holds."""
    found: dict[str, int] = {}
    for provision_id, norm in norms:
        tiers = {b.tier for b in norm.bearers}
        trait = Trait.TOWNSHIP if "township" in tiers else Trait.INCLUDED if "included" in tiers else Trait(0)
        found[provision_id] = found.get(provision_id, 0) | trait.value
    return found


def heading_words(path: Sequence[str]) -> str:
    """Headings without their numbers: 第五章　法律责任 → 法律责任."""
    return " ".join(_LABEL.sub("", h.strip()) for h in path if h != "§")
