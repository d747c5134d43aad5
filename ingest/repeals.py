"""Repeals that a text states: 同时废止 and its kin, with date, part and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from corpus.titles import normalise_title
from ingest.dates import dates_in
from ingest.records import StatuteDoc


@dataclass(frozen=True, slots=True)
class RepealNotice:
    """One law that ``doc`` says it repeals. ``date`` is the day that takes effect, ISO, None when the text is silent."""

    title: str  # as written, outer 《》 off
    dated: str | None  # last date in the description of the repealed law, "1998-09-24"; ("1987-02" as far as stated)
    doc_no: str | None
    date: str | None
    scope: Literal["全部", "部分"]
    part: str  # the part named when ``scope`` is 部分, else ""
    article: str  # 第五十二条, 十二、, "" when outside both
    sentence: str


def find_repeals(doc: StatuteDoc) -> list[RepealNotice]:
    """Repeals in text order, one row a law. What a decision quotes as another law's new text is left out.

    A decision named as having amended a repealed law (根据《关于修改X的决定》修正的《X》) falls with it.
    """
    found: list[RepealNotice] = []
    for label, text in _blocks(doc):
        if _WORTH_READING.search(text):
            found += _in_block(text, label, doc)
    if not found:
        found += _by_title(doc)
    unique: dict[tuple[str, str], RepealNotice] = {}
    for n in found:
        unique.setdefault((normalise_title(n.title), n.part), n)
    return list(unique.values())


# ---------------------------------------------------------------- patterns

_VERB = re.compile(
    r"(?:同时|即行|即告|即|予以|自行|相应|一并|均|全部|一律|现予|起|已|宣布|明令)(?:予以|即行|废止|作废|失效|停止执行|停止施行|停止使用|不再执行|不再施行|不再适用)+"
    r"|(?<=[》）)])(?:不再适用|不再执行|不再施行|停止执行|停止施行|停止适用|停止使用|废止|作废|失效)(?!之?前|之?后|以前|以后|时|的)"
    r"|(?:(?<=的规定)|(?<=的标准)|(?<=额标准)|(?<=的内容)|(?<=\d[条款项])|(?<=[一二三四五六七八九十百][条款项章节]))"
    r"(?:不再适用|不再执行|停止执行|停止适用|废止|失效)(?=[。；，]|$)"
    r"|(?:(?<=之日)|(?<=\d日)|(?<=[一二三四五六七八九十]日))(?:停止执行|废止|失效)(?=[。；，]|$)"
)
"""What is said of the titles before it. Plain 废止 counts only straight after a title or a part of one."""
_VERB_FIRST = re.compile(
    r"(?:^|[，、；：日\d.．一二三四五六七八九十]|决定|同时|予以|现将?|起)废止(?=下列|以下|[^，。；]{0,60}?《)"
    r"|(?:^|[，、；：]|决定|同时|起)停止(?:执行|施行|适用)(?=《)"
)
"""废止《X》, 决定废止下列…, 同时废止1990年…《X》, 停止执行《X》."""
_WORTH_READING = re.compile("废止|作废|失效|停止执行|停止施行|停止适用|停止使用|不再执行|不再施行|不再适用")
_NOT_YET = re.compile(
    r"(?:^|[，。；])(?:(?:待|俟)|在?(?=新的|国家|国务院|省|上位法|统一)(?![^，。；《》]*本(?:法|条例|办法|规定|细则|解释|决定)))"
    r"[^，。；《》]{2,30}(?:后|时|之日起?)[，,]"
)
"""待新标准发布后，《X》自行废止: what depends on something to come is no repeal of a known day."""
_OTHER_TEXT = re.compile(r"《(?P<title>[^《》]+(?:《[^《》]*》[^《》]*)*)》(?:施行|实施|生效|公布|发布|颁布)(?:之日起|后|以后|时)，")
"""《Y》施行后，《X》同时废止: falls with the day of another text, which is not said here."""
_SAID = re.compile(r"(?:废止|作废|失效|停止执行|停止施行|不再适用|不再执行|继续有效|继续执行)[，,](?=[^，。；《》]{0,30}《)")
"""The end of what is said of some titles, before others."""
_STAYS = re.compile(r"^(?:仍然?|仍旧|依然)?继续(?:有效|执行|施行|适用)|^仍然?(?:有效|执行|施行|适用)")
_BUT = re.compile(r"(?:同时|即行|予以)?(?:废止|失效|停止执行)[，,](?P<part>但(?:是)?[^，。；]{2,40}(?:继续|仍|除外)[^。；]*)")
"""《X》同时废止，但第九条继续适用: all but a part."""
_NOT_OURS = re.compile(r"抵触|不一致|不相?符|相冲突")
_OPENS_PART = re.compile(r"^(?:[（(][^（）()]*[)）])?(?:的[^，。；]{1,16}(?:标准|内容|数额)|第[零〇一二三四五六七八九十百千两\d]+[编章节条]|中(?!华)|规定的|有关|关于|附件|附表|原附件)")
_ATTRIBUTE = re.compile(r"^(?:第?[一二三四五六七八九十两\d]+次)?(?:修正|修订|修改|作了|进行|予以修|补充|调整|确定|规定|的要求|精神)")
_AMENDS = re.compile(r"^(?!.*修改和废止).*关于(?:修改|修订|修正).+的决定$|修正案(?:[（(][^（）()]*[)）])?$")
_SOLE = re.compile(r"(?:修改|修订|修正)[《〈](?:(?![》〉]).)+[》〉](?:部分条款|有关条款|若干条款|个别条款)?的决定$|修正案")
"""An amending decision on one law falls with it as a whole; one on several, as far as it amended that law."""
_OWN_FORCE = re.compile(r"^(?:施行|实施|生效|公布|发布|颁布|颁行|通过)(?:之日|后|以后|前|以前|时|的同时)")
_LEANS_ON = re.compile(r"(?:根据|依照|依据|按|遵照|违反|符合|与|同(?!时))(?:[^，。；《》、]{0,40})$")
_DESCRIBED = re.compile(r"(?:通过|发布|公布|颁布|批准|批转|施行|实施|制定|印发|修正|修订|修改|转发|颁发|下发|核准|同意)的?$")
_LAW_WORD = (
    r"法|法典|条例|规定|办法|细则|决定|规则|解释|批复|通知|意见|章程|准则|纲要|制度|标准|公告|复函|函|解答|答复|令|方案|守则|修正案|"
    r"通则|总则|规程|命令|指示|决议|目录|纪要|规范|要点|事项|职责|暂行|通告|法令|要求|措施|说明|补充|几项|布告|报告|请示|协定|名单|名称|罪名|安排|条文|议事规则"
)
_LAW_TITLE = re.compile(rf"(?:{_LAW_WORD})(?:[（(〈<][^（）()]*[)）〉>])?(?:[（(][^（）()]*[)）])?$")
_BARE_NAME = re.compile(
    r"(?:^|[，、和及与]|通过的|发布的|公布的|颁布的|批准的|修正的|修订的|修改的|制定的|施行的|施行后|之日起)原?"
    r"([\u4e00-\u9fff〈〉《》（）]{2,60}?(?:条例|办法|规定|细则|规则|决定|章程|法))(?:[（(]试行[)）])?(?=$|[、和及与，])"
)
_BARE_VAGUE = re.compile(r"(?:各地|各级|各部门|各单位|以前|过去|此前|原有|其他|有关|相关|凡|上述|本(?:法|条例|办法|规定)|之前|现行|前款|该)")
_TAIL_OF_NAME = re.compile(r"^(?:暂行|若干|的?实施|施行|管理)*(?:办法|细则|条例|规定|决定|意见|解释|补充规定)")
_JOINT = re.compile(r"[\s、，和及与以并；]+")
_NOTE = re.compile(r"^\s*[（(]((?:[^（）()]|[（(][^（）()]*[)）])*)[)）]")
_DOC_NO = re.compile(
    r"[\u4e00-\u9fff]{1,12}?(?:[（(][\u4e00-\u9fff]{1,2}[)）][\u4e00-\u9fff]{0,3})?[〔\[［【（(]\s*(?:19|20)\d\d\s*[〕\]］】）)]\s*第?\s*\d+\s*号|[\u4e00-\u9fff]{2,20}?令?[（(]?第?\s*[\d一二三四五六七八九十百]+\s*号令?"
)
_BEFORE_NO = re.compile(r"^[年月日]?(?:原|以|由|根据|经)?")
"""What stands before a number and is not its: 2000年1月13日原某局令第94号."""
_FROM_DAY = re.compile(
    r"[自从]([^，。；《》]{4,24}?[日年月])起(?:[，,]|(?=(?:同时|即行|予以|全部)?(?:废止|作废|停止|失效|不再)))"
    r"|[自从于]([^，。；《》]{4,24}?日)(?=(?:同时|即行|予以|全部)?(?:废止|作废|停止|失效))"
)
"""自2021年1月1日起，《X》停止执行 and 《X》于2021年1月1日废止: the day is the repeal's, not the law's."""
_OTHER_EVENT = re.compile(r"自(?!本|公布|发布|颁布|施行|实施|印发|通过|批准|生效)[^，。；《》\d〇一二三四五六七八九十]{1,12}之日起(?=自行|即行|同时|予以|废止|失效|作废|停止)")
"""《X》自撤销之日起失效: of a day that is not said."""
_NOTED = re.compile(r"(.+?)[（(]([^（）()]*(?:\d{4}\s*年|〔\d{4}〕|第\s*\d+\s*号)[^（）()]*)[)）]$")
"""A listed title without brackets with what is told of it: 某条例（1998年5月1日通过）."""
_NUMBERING = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十百\d]+[)）]|[一二三四五六七八九十百\d]+[、.．])\s*")


# ---------------------------------------------------------------- blocks and clauses


def _blocks(doc: StatuteDoc) -> Iterator[tuple[str, str]]:
    """(label, text): articles and sections, without what stands between quotation marks."""
    for a in doc.articles:
        yield a.number, _unquoted(a.text)
    for s in doc.sections:
        yield s.number, _unquoted("\n".join(p for p in (s.title, s.text) if p))


def _unquoted(text: str) -> str:
    if "“" not in text or not _WORTH_READING.search(text):
        return text
    return re.sub(r"“[^“”]*(?:“[^“”]*”[^“”]*)*”", lambda m: "“”" if len(m[0]) > 40 else m[0], text)


def _in_block(text: str, label: str, doc: StatuteDoc) -> Iterator[RepealNotice]:
    lines = text.split("\n")
    for n, line in enumerate(lines):
        for sentence in _split(line, "。"):
            if not _WORTH_READING.search(sentence):
                continue
            if _announces_list(sentence):
                yield from _listed(lines[n + 1 :], sentence, label, doc)
                continue
            yield from _in_sentence(sentence, label, doc)


def _in_sentence(sentence: str, label: str, doc: StatuteDoc) -> Iterator[RepealNotice]:
    clauses = [part for clause in _split(sentence, "；;") for part in _statements(clause)]
    carried = ""  # bare list members before the clause that has the verb: …《A》；…《B》同时废止
    for clause in clauses:
        if _NOT_YET.search(clause) or _OTHER_EVENT.search(clause) or _of_another_text(clause, doc):
            continue
        verb = _outside_titles(_VERB, clause)
        first = _outside_titles(_VERB_FIRST, clause)
        if first and (verb is None or first.end() <= verb.end() + 1):
            yield from _objects(clause[first.end() :], clause, sentence, label, doc, after=True)
        elif verb:
            before = carried + clause[: verb.start()]
            yield from _objects(before, carried + clause, sentence, label, doc)
        carried = carried + clause if re.search(r"[》）)]\s*[；;]\s*$", clause) and not verb and not first else ""


def _statements(clause: str) -> list[str]:
    """《A》自…起废止，《B》继续有效: each is said for itself; a day in front of both (自…起，) holds for both."""
    titles = _top_titles(clause)
    cuts = [m.end() for m in _SAID.finditer(clause) if not any(s <= m.start() < e for s, e in titles)]
    day = _FROM_DAY.match(clause)
    head = day[0] if day and day[0].endswith(("，", ",")) else ""
    parts = [clause[a:b] for a, b in pairwise([0, *cuts, len(clause)])]
    return [parts[0], *(p if _FROM_DAY.search(p) else head + p for p in parts[1:])]


def _of_another_text(clause: str, doc: StatuteDoc) -> bool:
    m = _OTHER_TEXT.search(clause)
    return m is not None and normalise_title(m["title"]) not in normalise_title(doc.title)


def _announces_list(sentence: str) -> bool:
    s = sentence.rstrip()
    return bool(re.search(r"(?:下列|以下).*(?:废止|失效|停止执行)|废止(?:下列|以下)", s)) and s.endswith(("：", ":")) and "《" not in s


def _listed(lines: list[str], head: str, label: str, doc: StatuteDoc) -> Iterator[RepealNotice]:
    """Members of a list under a heading that ends in a colon: bracketed titles, or one bare title a line."""
    number = 0
    for line in lines:
        body = _NUMBERING.sub("", line).strip("；;。 \u3000")
        numbered = _NUMBERING.match(line) is not None
        if not body or body.endswith(("：", ":")) or (not numbered and "《" not in body):
            break
        if numbered:
            here = _first_number(line)
            if here and number and here <= number and "《" not in body:
                break
            number = here or number
        if "《" in body:
            yield from _objects(body, line, head + line.strip(), label, doc, after=True)
        elif _LAW_TITLE.search(body) and not _NOTED.match(body):
            yield _notice(body, "", "", "", head + line.strip(), label, doc)
        elif (noted := _NOTED.match(body)) and _LAW_TITLE.search(noted[1]):
            yield _notice(noted[1], "", noted[2], "", head + line.strip(), label, doc)


def _by_title(doc: StatuteDoc) -> Iterator[RepealNotice]:
    """关于废止《X》的决定 whose body says no more than that it is repealed."""
    m = re.search(r"关于废止((?:[《〈].+[》〉])+)的(?:决定|决议|通知|公告)$", doc.title)
    if m:
        for name in re.findall(r"[《〈](.+?)[》〉](?=[《〈、和]|$)", m[1]):
            yield _notice(name, "", "", "", doc.title, "", doc)


# ---------------------------------------------------------------- titles of a clause


def _objects(span: str, clause: str, sentence: str, label: str, doc: StatuteDoc, after: bool = False) -> Iterator[RepealNotice]:
    """Titles in ``span`` that the clause repeals, each with its description before and the part named after it."""
    titles = _top_titles(span)
    if not titles:
        if not after and "废止" in clause:
            yield from _bare(span, sentence, label, doc)
        return
    rows: list[tuple[str, str, str, str]] = []
    amending: list[tuple[str, str]] = []  # decisions that amended the next law: they fall with it
    inherited = ""
    end = 0
    for k, (s, e) in enumerate(titles):
        nxt = titles[k + 1][0] if k + 1 < len(titles) else len(span)
        lead, tail = span[end:s], span[e:nxt]
        name = span[s + 1 : e - 1].strip()
        tail_name = _TAIL_OF_NAME.match(tail)
        if tail_name and (k + 1 == len(titles) or re.match(r"[、，和及与；]", tail[tail_name.end() :])):
            # 上海市实施《X法》办法: the name runs on both sides of the brackets
            head = re.search(r"([\u4e00-\u9fff]{2,30}(?:实施|贯彻|执行|〈))$", lead)
            if head:
                name = _after_description(head[1]) + f"〈{name}〉" + tail_name[0]
                tail = tail[tail_name.end() :]
        elif _ATTRIBUTE.match(_NOTE.sub("", tail)) and k + 1 < len(titles):
            if _AMENDS.search(name):
                amending.append((name, lead))
            continue  # 根据《关于修改…的决定》修正的《X》: the description goes on
        elif _OWN_FORCE.match(_NOTE.sub("", tail)) or _spared(lead, _NOTE.sub("", tail)) or (_LEANS_ON.search(lead) and not _DESCRIBED.search(lead)):
            end = e
            inherited, amending = "", []
            continue
        end = e
        if not _LAW_TITLE.search(name):
            continue
        describes = _description(lead)
        if _JOINT.fullmatch(lead) and not dates_in(_note(tail)):
            describes = inherited
        inherited = describes
        rows += [(n, d, "", "" if _SOLE.search(n) else f"对《{name}》的修改") for n, d in amending]
        amending = []
        rows.append((name, describes, _note(tail), _part(tail, clause)))
    # 《A》、《B》中有关…的规定: only the last is cut, as the texts mean it
    for name, describes, note, part in rows:
        if _NOT_OURS.search(clause) and not part:
            part = clause.strip()
        yield _notice(name, describes, note, part, sentence, label, doc, clause)


def _spared(lead: str, tail: str) -> bool:
    """除《X》外，其他规定同时废止; 《X》继续有效; 废止《Y》、修改《X》: X stays."""
    if _STAYS.match(tail) or lead.endswith(("修改", "修订", "修正")):
        return True
    return lead.rstrip().endswith("除") and re.match(r"[^，。；《]{0,12}(?:外|以外)", tail) is not None


def _bare(span: str, sentence: str, label: str, doc: StatuteDoc) -> Iterator[RepealNotice]:
    """A name without brackets straight before the verb: 1990年…发布的某市某办法同时废止."""
    tail = re.split(r"施行[，。]|生效[，。]|施行后[，]|之日起[，]", span)[-1]
    if _NOT_OURS.search(span) or _BARE_VAGUE.search(tail):
        return
    for m in _BARE_NAME.finditer(tail):
        name = _after_description(m[1])
        if len(name) >= 5:
            yield _notice(name, tail[: m.start(1)], "", "", sentence, label, doc)


def _after_description(name: str) -> str:
    """Cut 1990年…通过的 off the front of a bare name."""
    return re.split(r"(?:通过|发布|公布|颁布|批准|修正|修订|修改|制定|施行|实行)的", name)[-1].removeprefix("原")


def _description(lead: str) -> str:
    """What belongs to the title: after our own 施行 clause."""
    own = re.split(r"(?:施行|实施|生效|执行)[，,。；]|施行后[，,]|有效期[^，,。；]*[，,]", lead)[-1]
    return _FROM_DAY.sub("", own)


def _note(tail: str) -> str:
    m = _NOTE.match(tail)
    return m[1] if m else ""


def _part(tail: str, clause: str) -> str:
    rest = tail.strip()
    if _OPENS_PART.match(rest):
        return _NOTE.sub("", rest).strip("，、 ")
    if but := _BUT.search(clause):
        return but["part"]
    m = re.search(r"除[^，。；]{1,40}(?:外|以外)", clause)
    return m[0] if m else ""


def _notice(
    name: str, describes: str, note: str, part: str, sentence: str, label: str, doc: StatuteDoc, clause: str = ""
) -> RepealNotice:
    days = dates_in(describes) or dates_in(note)
    number = _DOC_NO.search(note) or _DOC_NO.search(describes)
    doc_no = _BEFORE_NO.sub("", number[0].strip()) if number else None
    return RepealNotice(
        title=name, dated=days[-1] if days else None, doc_no=doc_no, date=_takes_effect(clause or sentence, doc),
        scope="部分" if part else "全部", part=part, article=label, sentence=sentence.strip(),
    )


def _takes_effect(clause: str, doc: StatuteDoc) -> str | None:
    for m in _FROM_DAY.finditer(clause):
        said = m[1] or m[2]
        days = dates_in(said)
        if days and len(days[0]) == 10 and not said.startswith("本"):
            return days[0]
    return doc.effective or doc.promulgated or doc.adopted or doc.version_date or None


# ---------------------------------------------------------------- small readers


def _split(text: str, stops: str) -> list[str]:
    """Cut after each stop that stands outside 《》 and brackets."""
    out: list[str] = []
    depth = start = 0
    for i, c in enumerate(text):
        if c in "《〈（(":
            depth += 1
        elif c in "》〉）)":
            depth = max(0, depth - 1)
        elif c in stops and depth == 0:
            out.append(text[start : i + 1])
            start = i + 1
    if start < len(text):
        out.append(text[start:])
    return out


def _top_titles(text: str) -> list[tuple[int, int]]:
    """Spans of outermost 《…》; a nested 《 keeps the outer one open. Titles in a bracket note belong to the note."""
    spans: list[tuple[int, int]] = []
    depth = start = notes = 0
    for i, c in enumerate(text):
        if c == "《":
            if depth == 0:
                start = i
            depth += 1
        elif c == "》" and depth:
            depth -= 1
            if depth == 0 and not notes:
                spans.append((start, i + 1))
        elif depth == 0 and c in "（(":
            notes += 1
        elif depth == 0 and c in "）)":
            notes = max(0, notes - 1)
    return spans


def _outside_titles(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Last match of ``pattern`` that does not stand inside 《》."""
    spans = _top_titles(text)
    last = None
    for m in pattern.finditer(text):
        if not any(s <= m.start() < e - 1 for s, e in spans):
            last = m
    return last


def _first_number(line: str) -> int:
    m = re.match(r"\s*[（(]?(\d+)", line)
    return int(m[1]) if m else 0

