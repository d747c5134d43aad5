"""Norms of a provision: who must, may, must not, decides or assists, sentence by sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.norms.bodies import TAIL, Body, find_bodies
from ingest.norms.roles import Part, modality_of, part_of
from ingest.norms.words import CUE, CUE_ROLE, POWER, CueRole
from ingest.records import Bearer, Norm, Tier

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
_ITEM = re.compile(r"[ \u3000]*(?:[（(][一二三四五六七八九十百\d]+[）)]|\d{1,2}[．.、])")
_LEAD_END = re.compile(r"[：:]\s*$")
_INLINE_LEAD = re.compile(r"[：:](?=[（(]一[）)])")
_LINK = re.compile(r"(?:以及|或者|其|[、和或及与（( \u3000])+")
_JOINT = re.compile(r"[、和或及与（(/]|以及|并")
_DEFINES = re.compile(r"[^，。；]{0,30}所称[^。；]{1,40}?是指")
_VERB = re.compile(
    "组织|重新|组建|协调|会同|指导|督促|负责|应|要|可以|必须|不得|建立|健全|加强|根据|按照|依法|依照|将|把|在|对|向|由|与|从|因|支持|帮助"
    "|制定|明确|确定|设立|设置|采取|通过|推动|推进|落实|履行|协助|配合|做好|开展|提供|给予|责令|委托|授权|鼓励|引导|促进|有权|是|不"
    "|都是|都应|均应|发现|认为|受理|办理|审理|收到|接到"
)
_CHARGED = re.compile("，?(?:应当|必须|不得|可以|负责)")
_CASE = re.compile("的[；。，]?$")
_HANDED = re.compile("(?:提出|申请|申报|报告|反映|举报|投诉|备案|提交|汇报|请求)")
_MODAL = re.compile("应当|必须|不得|可以|有权")
_PRIVATE = re.compile(
    r"(?:单位|个人|企业|公民|组织|公司|人员|经营者|[\u4e00-\u9fff]者|[\u4e00-\u9fff]人|村民委员会|居民委员会|业主委员会|学校|医院|家庭|业主)(?:均|都)?$"
)
_ANAPHOR = re.compile(r"(?:有关|该|相关)$")


@dataclass(frozen=True, slots=True)
class _Acting:
    body: Body
    part: Part
    start: int
    group: int


def find_norms(text: str) -> list[Norm]:
    """Norms of an article's text (one line a 款/项/目), in order. Spans are characters of ``text``.

    A 项 without a bearer of its own takes those of its lead-in (乡镇人民政府履行下列职责：).
    """
    norms: list[Norm] = []
    lead: list[Norm] = []
    tails = list(TAIL.finditer(text))
    used = 0
    colon = "：" in text or ":" in text
    for m in _SENTENCE.finditer(text):
        lo, hi = m.span()
        fresh = lo == 0 or text[lo - 1] == "\n"
        is_item = _ITEM.match(text, lo, hi) is not None
        if fresh and not is_item:
            lead = []
        first = used
        while used < len(tails) and tails[used].start() < hi:
            used += 1
        case = is_item and _CASE.search(text, lo, hi) is not None and _MODAL.search(text, lo, hi) is None
        own = _sentence_norms(text, lo, hi, tails[first:used]) if used > first and not case else []
        if not own and not (is_item and lead):
            own = _private_norms(text, lo, hi)
        if is_item and lead and not own:
            norms.extend(replace(n, action=text[lo:hi].strip(), start=lo, end=hi) for n in lead)
            continue
        norms.extend(own)
        if colon and (_LEAD_END.search(text, max(lo, hi - 2), hi) or _INLINE_LEAD.search(text, lo, hi)):
            lead = own
    return norms


def provision_tier(norms: Sequence[Norm]) -> Literal["township", "included", "excluded", "none"]:
    """The nearest tier that any bearer of a provision has: named outright, included, excluded; none without bearers."""
    tiers: set[Tier] = {b.tier for n in norms for b in n.bearers}
    for tier in ("township", "included", "excluded"):
        if tier in tiers:
            return tier
    return "none"


def _sentence_norms(text: str, lo: int, hi: int, tails: list[re.Match[str]]) -> list[Norm]:
    bodies = find_bodies(text, lo, tails)
    if not bodies or _DEFINES.match(text, lo, hi):
        return []
    cues = [(c.start(), c.end(), CUE_ROLE[c[0]]) for c in CUE.finditer(text, lo, hi)]
    acting = _acting(text, lo, hi, _merge(text, bodies, cues), cues)
    if not acting:
        return []
    groups: dict[int, list[_Acting]] = {}
    for a in acting:
        groups.setdefault(a.group, []).append(a)
    ordered = list(groups.values())
    out: list[Norm] = []
    for n, members in enumerate(ordered):
        after = members[-1].body.end
        stop = ordered[n + 1][0].start if n + 1 < len(ordered) else hi
        predicate = text[after:max(stop, after)]
        power = POWER.match(predicate) is not None
        modality, tags = modality_of(members[0].part, predicate, power)
        bearers = tuple(
            Bearer(text[a.start:a.body.end], a.start, a.body.end, a.body.tier) for a in members
        )
        if any(a.body.kin == "government" and a.body.tier == "township" for a in members):
            tags += ("government",)
        out.append(Norm(bearers, modality, predicate.strip(" ，。；、"), lo, hi, tags))
    return out


def _merge(text: str, bodies: list[Body], cues: list[tuple[int, int, CueRole]]) -> list[Body]:
    """Drop a body that only qualifies the one after it (县级人民政府水行政主管部门, 公安机关交通管理部门)."""
    out: list[Body] = []
    for n, body in enumerate(bodies):
        following = bodies[n + 1] if n + 1 < len(bodies) else None
        if following is not None and body.kin != "town" and following.kin in ("department", "town", "organ"):
            between = text[body.end:following.end]
            name = between[:-2]
            if not _JOINT.match(between) and not re.search("[，。；：）)]", between) and not _VERB.match(name) and len(name) < 60 \
                    and not any(body.end <= s < following.start - 1 and _acts(role, text, s, body.end) for s, _, role in cues):
                bodies[n + 1] = replace(
                    following, start=body.start, vague=False,
                    tier=body.tier if body.tier == "township" or following.kin == "organ" else "excluded",
                    kin="town" if body.tier == "township" else following.kin,
                )
                continue
        out.append(body)
    return out


def _acts(role: CueRole, text: str, at: int, body_end: int) -> bool:
    return role != "object" or at - body_end < 12


def _acting(
    text: str, lo: int, hi: int, bodies: list[Body], cues: list[tuple[int, int, CueRole]],
) -> list[_Acting]:
    out: list[_Acting] = []
    ends = _group_ends(text, bodies, cues)
    mentioned_township = False
    above = {b.kin for b in bodies if b.tier == "excluded" and not b.vague}
    for n, body in enumerate(bodies):
        at = body.start
        clause = max(lo, text.rfind("，", lo, at) + 1, text.rfind("：", lo, at) + 1, text.rfind(":", lo, at) + 1, text.rfind(",", lo, at) + 1)
        cue, cue_end = _last_cue(cues, clause, body.start)
        group = ends[n]
        if cue == "object" and "的" in text[cue_end:body.start] and (
            text.startswith(("接到", "收到"), cue_end - 2) or _CHARGED.match(text, bodies[group].end, hi)
        ):
            cue = None  # 接到报告的县级人民政府; 受洪水威胁的县级人民政府，应当
        if cue is None and _goes_on(text, lo, clause, bodies[:n], cues) and _HANDED.match(text, bodies[group].end, hi):
            cue = "receive"
        alone = n == 0 or ends[n - 1] != group
        if cue is None and alone and clause < at - 1 and text[at - 1] == "与" and text[at - 2] != "参":
            cue = "object"  # 其效力与法院裁定相同
        part = part_of(cue, text[clause:body.start], text[bodies[group].end:hi])
        if part is None:
            mentioned_township |= body.tier == "township"
            continue
        start = body.start
        if body.kin in ("department", "organ", "congress") and body.tier != "township":
            previous = bodies[n - 1].end if n and bodies[n - 1].end <= start else lo
            start = _name_start(text, max(clause, cue_end, previous), start)
        out.append(_Acting(_settle(text, body, mentioned_township, above), part, start, group))
    return out


def _goes_on(text: str, lo: int, clause: int, before: list[Body], cues: list[tuple[int, int, CueRole]]) -> bool:
    """Whether a clause goes on with the recipients of the one before it: 向甲或者乙，丙或者丁提出."""
    if not before or text[clause - 1:clause] != "，":
        return False
    cue, at = _last_cue(cues, max(lo, text.rfind("，", lo, clause - 1) + 1), before[-1].end)
    return cue == "receive" and not re.search("提出|应当|申请|报告", text[at:clause])


def _group_ends(text: str, bodies: list[Body], cues: list[tuple[int, int, CueRole]]) -> list[int]:
    """For each body the index of the last one coordinated with it."""
    ends = list(range(len(bodies)))
    for n in range(len(bodies) - 2, -1, -1):
        between = text[bodies[n].end:bodies[n + 1].start]
        if (not between or _JOINT.match(between)) and not re.search("[，。；：]|应当|的(?!人民)", between) \
                and not any(bodies[n].end <= s < bodies[n + 1].start and r != "object" for s, _, r in cues):
            ends[n] = ends[n + 1]
    return ends


def _last_cue(cues: list[tuple[int, int, CueRole]], lo: int, hi: int) -> tuple[CueRole | None, int]:
    for s, e, role in reversed(cues):
        if s < lo:
            break
        if e <= hi:
            if role == "help" and any(r == "agent" and lo <= at < s for at, _, r in cues):
                return "agent", e  # 由甲协助乙编制: 乙 acts
            return role, e
    return None, lo


def _name_start(text: str, lo: int, at: int) -> int:
    """Where a department's name begins: after the clause's start, a cue, or the body before it."""
    lead = _LINK.match(text, lo, at)
    lo = lead.end() if lead else lo
    label = _ITEM.match(text, lo, at)
    return label.end() if label else lo


def _settle(text: str, body: Body, mentioned_township: bool, above: set[str]) -> Body:
    """Tier of a body that takes it from its neighbours: 有关人民政府 after 向乡镇人民政府反映, 本级人民政府."""
    if body.kin == "told":
        return replace(body, tier="township" if mentioned_township else "excluded")
    if body.kin == "government" and mentioned_township and _ANAPHOR.search(text[max(0, body.start - 2):body.end - 4]):
        return replace(body, tier="township")
    if body.vague and body.tier == "included":
        relative = text.startswith(("本级", "同级"), body.start)  # of a department or a congress of a county or higher
        if "government" in above or (relative and above):
            return replace(body, tier="excluded")
    return body


def _private_norms(text: str, lo: int, hi: int) -> list[Norm]:
    m = None
    for modal in _MODAL.finditer(text, lo, hi):
        if m := _PRIVATE.search(text, max(lo, modal.start() - 8), modal.start()):
            break
    if m is None:
        return []
    start = max(text.rfind(c, lo, m.start()) for c in "，：。；") + 1 or lo
    label = _ITEM.match(text, start, m.start())
    start = label.end() if label else start
    if CUE.search(text, start, m.start()):
        return []
    predicate = text[m.end():hi]
    modality, tags = modality_of("subject", predicate, False)
    return [Norm((Bearer(text[start:m.end()], start, m.end(), "other"),), modality, predicate.strip(" ，。；"), lo, hi, tags)]
