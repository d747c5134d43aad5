"""The part that a public body plays in its clause: does it act, decide, join in, or is it only spoken of."""

from __future__ import annotations

import re
from typing import Literal

from ingest.norms.words import BARE, CHIEF_DECIDES, DECIDE, PERSONS, RELATIVE, CueRole
from ingest.records import Modality

Part = Literal["subject", "agent", "decide", "join", "asked"]

_MODAL = re.compile(r"应当|必须|不得|可以|方可|有权|严禁|禁止|应(?![急用对税收付聘届征])|负责")
_DIRECT = re.compile(r"(?:均|都|也|还|依法|共同)?(?:应当|必须|不得|可以|方可|有权|负责|应(?![急用对税收付聘届征]))")
_TAIL_FILLER = re.compile(r"[）)]?(?:单位)?(?:[（(][^）)]{0,40}[）)]|等(?:有关|相关|其他)?(?:单位|组织|机构|部门|人民政府)?|(?:或者?|和|及)其(?:授权|委托|指定)的(?:机关|部门|机构|单位|组织)|、[厅局委处](?=可|应|负|根|按))*")
_COORDINATION = re.compile(r"[、和与或及]|以及|并")
_CHIEF = re.compile(r"(?:的)?(?:主要)?(?:负责人(?!口)|负责同志|领导)(?:，|是|为|应当|对[^，。；]{0,30}负)|行政(?:首长|领导)负责制")
_LIABLE = re.compile(r"[^。；]{0,160}?(?:未|不|违反|有下列|有前款|滥用|玩忽|截留|挪用|侵占|擅自|拒|弄虚作假|失职)[^。；]{0,120}?的[，：]")
_SANCTION = re.compile(r"[^。；]{0,160}?的[，：](?:由|责令|对|给予|依法给予|依法追究|处|予以|依照|上级|监察)")
_PUNISHED = re.compile(r"(?:不履行|不依法|未|违反|滥用)[^。；]{0,120}?，(?:依法)?对(?:其)?(?:直接负责|负有责任|主要负责人)")
_STAFF = re.compile(r"及其(?:执法|有关|相关|工作)?人员(?=，|应当|不得|必须|在)")
_DEEMS = re.compile(r"认为[^。；]{1,60}?的，(?:可以)?由")
_DUTIES_ARE = re.compile(r"的(?:主要|具体|法定)?(?:职责|任务|职权|权限|工作)(?:和[^，。；：]{1,6})?(?:是|为|包括|如下|主要有|有)?(?:[：:是]|下列)")
_OTHERS = re.compile(r"(?:[、和或及]|以及)(?:其他)?[^，。；：的]{1,60}，")
_THEN = re.compile("向|认为|按照|根据|依据|依照|依法|做好|共同|分别|具体|发现|负责|协助|配合|(?<!其他|事业|经济|社会|自治)组织|开展|设立|执行|履行|承担|在|自|对(?!外)")
_ADVERB = re.compile(r"[、，(（和]|等|根据|按照|依照|在|对|经|因|通过|为|结合|依法|发现|接到|确需|需要|也|均|还|都|$")
_STATED = re.compile(  # what is said of the body, not asked of it: 适用本法, 是国家权力机关, 以…登记为准
    "(?:(?!应当|可以|不得|必须)[^。；]){0,60}?(?:适用(?:本|前款|该)|为准(?=[，。；]))"
    "|是[^，。；]{0,12}(?:权力机关|行政机关|执行机关|审判机关|检察机关|监察机关|法律监督机关|派出机关|组成部分)[，。；]"
)
_SCENE = re.compile(  # the body only sets the scene and a private one is charged: 受理申请后，债务人应当
    "(?:(?!应当|可以|不得|必须)[^，。；]){1,80}(?:后|之?前|时)，(?!应当|由|并|对|在|经|可以|应|依|认为|一般|根据)"
    "[^，。；]{0,12}?(?:人|者|单位|公司|企业|一方|双方)(?!民|员)(?:应当|仍|必须|不得|可以|未|拒|有权|提出|申请)"
    "|(?:(?!应当|可以|不得|必须)[^，。；]){1,60}的，[^，。；应可不由对]{2,12}(?:机关|部门|机构|人|者|单位)(?:应当|可以|不得)"
    "|作出[^，。；]{1,30}，[^，。；]{0,8}(?:人|者|单位)(?:不服|对[^，。；]{0,20}不服)"
)
_NAMED = re.compile("[^，。；]{0,40}(?:名义|为准|为主)")  # 以国家机关的名义
_PURPOSE = re.compile(r"(?:为了?|为进一步)(?:加强|规范|保障|推进|促进|提高|保护|维护|明确|发挥|建设)")
_ASSIST = re.compile(
    r"(?:、[^，。；]{0,40})?(?:在[^，。；]{0,40})?(?:(?:，)?(?:按照|根据|在|对|依照|结合|因|为|接到|发现)[^，。；]{0,60}，)?"
    r"(?:[^，。；]{0,10}?(?:应当|要|负责|应|可以|必须|有义务))?"
    r"(?:依法|积极|主动|共同|及时|做好|予以|给予|密切|认真|全力|具体|提供|支持、|支持和|支持并|按照[^，。；]{1,24}|根据[^，。；]{1,24}|在[^，。；]{1,24}[内中下]){0,3}"
    r"(?:协助|配合|协同(?=[^，。；]{1,24}(?:部门|机关|机构|政府)))"
)
_OWN_WORK = re.compile(
    r"[，；](?:并)?(?:负责|推广|督促|动员|组织|加强|做好(?!协助|配合)|开展|建立|落实|指导|及时|采取|制止|引导|明确|确定|调解|检查|宣传|应当(?!协助|配合)|承担|履行|制定|设立|依法)"
    r"|，并(?!予以|给予|提供)|或者按照授权"
)


def part_of(cue: CueRole | None, clause_lead: str, after: str) -> Part | None:
    """The part of a body, or None when it is no bearer.

    ``cue``: role of the last cue before it in its clause; ``clause_lead``: the clause before it;
    ``after``: the sentence from the end of the body's coordinated group.
    """
    rest = after[_TAIL_FILLER.match(after).end():]  # type: ignore[union-attr]
    if cue == "approve" and (CHIEF_DECIDES.match(rest) or (rest.startswith("的") and DECIDE.match(rest))):
        return "decide"
    if cue == "agent" and CHIEF_DECIDES.match(rest):
        return "agent"
    if _CHIEF.match(rest):
        return "subject" if cue is None and not _liable(rest) else None
    if _DUTIES_ARE.match(rest):
        return "subject"
    if staff := _STAFF.match(rest):  # 某部门及其工作人员应当: the body too
        rest = rest[staff.end():]
    if cue is None and not _DIRECT.match(rest) and (
        clause_lead.startswith("在") or (clause_lead.endswith("以") and _NAMED.match(rest))
    ):
        return None
    if PERSONS.match(rest) or _PURPOSE.match(clause_lead) or _STATED.match(rest):
        return None
    if _DIRECT.match(rest) and cue not in ("receive", "approve"):
        return None if _liable(rest) else ("agent" if cue == "agent" else "subject")
    if cue is None:
        return "subject" if _predicate(rest) and not _liable(rest) else None
    if RELATIVE.match(rest):
        return "decide" if cue == "approve" and DECIDE.match(rest) else None
    if cue == "agent":
        return "agent" if rest[:1] not in ("", "。", "；", "的") else None
    if cue == "approve":
        return "decide" if DECIDE.match(rest) else None
    if cue == "join":
        return "join"
    if cue == "ask":
        return "asked" if rest[:1] not in ("", "，", "。", "；", "、", "的", "和", "提", "报") else None
    return None


def modality_of(part: Part, predicate: str, power: bool) -> tuple[Modality, tuple[str, ...]]:
    """Modality and tags of a bearer's predicate. ``power``: the predicate is an exercise of public power."""
    if part == "decide" or part == "asked":
        return "empowered", ("delegated",) if part == "asked" else ("decides",)
    if part == "join":
        return "assist", ("joint",)
    if _ASSIST.match(predicate):
        return "assist", ("mixed",) if _OWN_WORK.search(predicate) else ()
    modal = _MODAL.search(predicate.split("。")[0])
    word = modal[0] if modal else ""
    tags = ("assist",) if "协助" in predicate or "配合" in predicate else ()
    if word in ("不得", "严禁", "禁止"):
        return "must_not", tags
    if part == "agent" and power:
        return "empowered", tags
    if word in ("可以", "方可", "有权") and modal is not None and _ADVERB.match(predicate[:modal.start()]):
        return "may", tags
    return "must", tags


def _predicate(rest: str) -> bool:
    """Whether what follows a would-be subject is something that it does."""
    if rest[:1] in ("，", ","):
        return bool(_MODAL.search(rest[:90])) or bool(BARE.match(rest, 1))
    if RELATIVE.match(rest) or _DEEMS.match(rest) or _sets_scene(rest):
        return False
    if BARE.match(rest) or _MODAL.match(rest):
        return True
    if _COORDINATION.match(rest):  # others, no public bodies, follow: 、村民委员会应当
        clause = re.split("[，。；：]", rest, maxsplit=1)[0]
        modal = _MODAL.search(clause)
        if not modal and rest.startswith(("，依照", "，按照"), len(clause)) and "工作人员" not in clause:
            return True
        if not modal and _OTHERS.match(rest):
            return bool(_MODAL.search(rest[len(clause):len(clause) + 60]))
        if modal:
            return "的" not in clause[:modal.start()] or clause[:modal.start()].endswith(("单位", "组织", "企业"))
        then = _THEN.search(clause)
        return then is not None and "的" not in clause[:then.start()]
    return False


def _sets_scene(rest: str) -> bool:
    comma = rest.find("，", 1)
    if comma < 0 or not (rest[comma - 1] in "后前时的" or rest.startswith("作出")):
        return False
    return _SCENE.match(rest) is not None


def _liable(rest: str) -> bool:
    """Whether the sentence tells what befalls the body when it fails its duty."""
    if ("的" not in rest and "对" not in rest) or _DIRECT.match(rest):
        return False
    return bool(_PUNISHED.match(rest) or (_LIABLE.match(rest) and _SANCTION.match(rest)))
