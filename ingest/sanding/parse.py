"""Text of a 三定规定 into clauses: labels, sections, sentences, offices and the other department of a 职责分工."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from ingest.numerals import format_numeral, parse_numeral
from ingest.records import ReadWarning, SandingClause, SandingRule, Source
from ingest.sanding.reference import DOC_NO

ClauseKind = Literal["duty", "division", "internal", "staffing", "general"]

_LABELS = (  # (level, pattern at the start of a line)
    (0, re.compile(r"第\s*([零〇一二三四五六七八九十百\d]{1,5})\s*条(?!第|规定|的|、|和|至)")),
    (1, re.compile(r"([一二三四五六七八九十]{1,3})\s*、")),
    (2, re.compile(r"[（(]\s*([一二三四五六七八九十]{1,3})\s*[）)]")),
    (3, re.compile(r"(\d{1,2})\s*[.．、](?!\d)")),
    (4, re.compile(r"[（(]\s*(\d{1,2})\s*[）)]")),
)
_FORMS = ("第{}条", "{}、", "（{}）", "{}.", "（{}）")
_INLINE = re.compile(r"(?<=[。；：:;])\s*(?=[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]|第[零〇一二三四五六七八九十百]{1,5}条)")
_TITLE_WORDS = re.compile(r"职能配置|主要职责|机构编制|内设机构|三定|机构职能|职责调整|职责机构")
_ORGAN_OF_TITLE = re.compile(
    r"(?:关于)?(?:印发|调整|明确|核定)?[《〈<“]?(?P<organ>[一-鿿（）()]{3,40}?)(?:\s|的|有关)*(?:“?三定”?|成员单位|职能配置|主要职责|机关?职能|机构职能|职责机构|机构编制|职责调整|内设机构|部分职责|职责)"
)
_ISSUED = re.compile(r"^.{0,40}?(?:关于)?(?:印发|调整|明确|核定)")
_PATCH = re.compile(r"调整.{2,60}(?:职责|机构|编制)|职责机构编制|(?:职责|机构编制)(?:等)?(?:有关)?(?:事项)?调整")
_ORGAN_CLAUSE = re.compile(r"^(?P<organ>[一-鿿]{2,24}?)(?:[（(][^（）()]{0,60}[）)])?(?:是|为)[^。]{0,40}(?:工作部门|派出机关|派出机构|工作机关|直属机构|事业单位|正科级|副科级|正处级|副处级)")
_BOARD = re.compile(r"(?:加挂|挂)(?P<names>[^。；，,]{2,80}?)(?:的)?牌子|对外使用(?P<other>[^。；，,]{2,40}?)名称")
_OFFICE = re.compile(r"^(?P<office>[一-鿿]{2,20}?(?:办公室|室|科|股|处|队|站|中心|所|办|部|局|委|会)(?:[（(][^（）()]{1,40}[）)])?)(?:[。：:\s]|(?=负责|承担|拟订|组织|指导|协助|主要))")
_WITH = re.compile(r"与(?P<organ>[一-鿿、]{2,40}?)(?:的|在|有关|之间|关于|等)")
_UNIT_LINE = re.compile(r"^(?P<organ>[一-鿿（）()、]{2,30}?(?:局|委|办|部|院|会|队|站|中心|公司|政府|街道|镇|乡|办公室))\s*[。：:]\s*(?=负责|承担|组织|指导|配合|协助|按照|会同|牵头|做好)")
_HEADING = re.compile(r"[：:]$")
_VERBS = re.compile(r"负责|承担|组织|指导|拟订|拟定|监督|履行|贯彻|协助|配合|推进|推动|制定|管理|办理|完成|执行|实施|统筹|协调|开展|参与|划入|划出|承办|是|为")
_DATE = re.compile(r"^\s*(?:20|19)\d{2}年\d{1,2}月\d{1,2}日\s*$")
_DATE_PARTS = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")


@dataclass(slots=True)
class _Place:
    """Where the reader stands: labels by level, the kind and body they set."""

    labels: dict[int, str]
    kinds: dict[int, ClauseKind]
    organs: dict[int, str]
    sentences: int = 0

    def enter(self, level: int, label: str) -> None:
        for deeper in [k for k in self.labels if k >= level]:
            del self.labels[deeper]
        for table in (self.kinds, self.organs):
            for deeper in [k for k in table if k >= level]:
                del table[deeper]
        self.labels[level] = label
        self.sentences = 0

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.labels[k] for k in sorted(self.labels))

    @property
    def kind(self) -> ClauseKind:
        return self.kinds[max(self.kinds)] if self.kinds else "general"

    @property
    def organ(self) -> str:
        return self.organs[max(self.organs)] if self.organs else ""


def parse_sanding(
    text: str, name: str = "", *, source: Source | None = None, warnings: tuple[ReadWarning, ...] = ()
) -> SandingRule:
    """Clauses of a 三定规定; ``clause.text == text[clause.start:clause.end]``. Never raises on text."""
    lines = list(_lines(text))
    new_style = any(_LABELS[0][1].match(line) for _, line in lines)
    first = next((i for i, (_, line) in enumerate(lines) if _label_of(line) is not None), len(lines))
    title = _title(lines[: min(first, 12)], name)
    patch = bool(_PATCH.search(title))
    clauses = tuple(_clauses(text, lines[_body_start(lines, first) :], new_style=new_style, patch=patch))
    found = list(warnings)
    if patch:
        found.append(ReadWarning("patch", "这是调整职责机构编制的通知，只写改动之处", name, "请一并导入原三定规定，核对时以本通知为准"))
    if not any(c.kind in ("duty", "division", "internal") for c in clauses):
        found.append(ReadWarning("no_duties", "没有读到职责条款", name, "请核对文件是否为三定规定全文"))
    head = [line for _, line in lines[:first]]
    return SandingRule(
        organ=_organ(title, clauses, name),
        title=title,
        doc_no=_doc_no(head, name),
        style="新式" if new_style else "旧式",
        clauses=clauses,
        aliases=_aliases(clauses),
        date=_date([*head, *(line for _, line in lines[-6:])]),
        source=source,
        warnings=tuple(found),
    )


# ---------------------------------------------------------------- clauses


def _clauses(text: str, lines: list[tuple[int, str]], *, new_style: bool, patch: bool) -> Iterator[SandingClause]:
    place = _Place({}, {}, {})
    for offset, line in lines:
        if _DATE.match(line):
            continue
        start = offset
        while (found := _label_of(line)) is not None:
            level, label, length = found
            place.enter(level, label)
            gap = len(line[length:]) - len(line[length:].lstrip())
            start += length + gap
            line = line[length + gap :]
        level = max(place.labels, default=-1)
        _settle(place, level, line)
        split_semicolons = not new_style or place.kind == "internal"
        for a, b in _sentences(line, split_semicolons):
            place.sentences += 1
            path = (*place.path, f"第{place.sentences}句")
            heading = place.sentences == 1 and place.kind != "staffing" and _is_heading(line[a:b])
            kind: ClauseKind = "general" if heading else place.kind
            if patch and kind == "general" and _VERBS.search(line[a:b]):
                kind = "duty"
            yield SandingClause(path, text[start + a : start + b], kind, place.organ, start + a, start + b)


def _is_heading(sentence: str) -> bool:
    """A section's or an office's name standing alone: it says where the duties begin and is none itself."""
    return bool(_HEADING.search(sentence)) or (len(sentence) <= 40 and not _VERBS.search(sentence))


def _settle(place: _Place, level: int, line: str) -> None:
    """What a line's opening says about itself and what hangs under it."""
    opening = line.split("。", 1)[0][:60]
    kind = next((k for pattern, k in _sections() if pattern.search(opening)), None)
    under = place.kind
    if kind is not None and (level <= 1 or (level <= 3 and kind == "division") or under == "general"):
        place.kinds[level] = kind
    if place.kind == "division":
        if other := _WITH.search(opening):
            place.organs[level] = other.group("organ")
    elif place.kind == "internal" and level >= 2 and (office := _OFFICE.match(line)):
        place.organs[level] = office.group("office")
    if unit := _UNIT_LINE.match(line):
        place.organs[level] = unit.group("organ")
        if place.kind in ("general", "division"):
            place.kinds[level] = "division"


def _sentences(line: str, split_semicolons: bool) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a line; marks inside brackets and quotes do not end one."""
    ends = "。！" + ("；;" if split_semicolons else "")
    depth, start = 0, 0
    for i, char in enumerate(line):
        if char in "（(“《〈":
            depth += 1
        elif char in "）)”》〉":
            depth = max(0, depth - 1)
        elif char in ends and (not depth or ("）" not in line[i:] and "”" not in line[i:])):
            if line[start : i + 1].strip(" 　" + ends):
                yield _trim(line, start, i + 1)
            start = i + 1
    if line[start:].strip():
        yield _trim(line, start, len(line))


def _trim(line: str, a: int, b: int) -> tuple[int, int]:
    while a < b and line[a].isspace():
        a += 1
    while b > a and line[b - 1].isspace():
        b -= 1
    return a, b


def _label_of(line: str) -> tuple[int, str, int] | None:
    """(level, label, length) of the label at the start of a line."""
    for level, pattern in _LABELS:
        if (found := pattern.match(line)) and (number := parse_numeral(found.group(1))):
            written = str(number) if level >= 3 else format_numeral(min(number, 9999))
            return level, _FORMS[level].format(written), found.end()
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """(offset, line) without outer blanks; labels that follow a full stop inside a line begin one of their own."""
    offset = 0
    for line in text.split("\n"):
        at = 0
        for cut in [*(m.end() for m in _INLINE.finditer(line)), len(line)]:
            part = line[at:cut]
            body = part.strip().lstrip("#*> ")
            if body:
                yield offset + at + part.index(body), body.rstrip()
            at = cut
        offset += len(line) + 1


@cache
def _sections() -> tuple[tuple[re.Pattern[str], ClauseKind], ...]:
    rows = files("ingest.sanding").joinpath("data", "sections.tsv").read_text("utf-8").splitlines()
    cells = [row.split("\t") for row in rows if row.strip() and not row.startswith("#")][1:]
    return tuple((re.compile(pattern), cast(ClauseKind, kind)) for pattern, kind in cells)


# ---------------------------------------------------------------- the header


def _body_start(lines: list[tuple[int, str]], first: int) -> int:
    """The body begins at the first label; without any (成员单位职责) at the first unit's line."""
    if first < len(lines):
        return first
    return next((i for i, (_, line) in enumerate(lines) if _UNIT_LINE.match(line)), min(1, len(lines)))


def _title(head: list[tuple[int, str]], name: str) -> str:
    for i, (_, line) in enumerate(head):
        if _TITLE_WORDS.search(line) and len(line) <= 80 and not line.endswith("。"):
            before = head[i - 1][1] if i else ""
            broken = before and len(before) <= 40 and re.search(r"(?:局|委员会|办公室|政府|部|会)$", before) and line.startswith(("职能", "主要", "内设", "机构"))
            return before + line if broken else line
    return head[0][1] if head and len(head[0][1]) <= 60 else name.rsplit(".", 1)[0]


def _organ(title: str, clauses: tuple[SandingClause, ...], name: str) -> str:
    found = _ORGAN_OF_TITLE.search(_ISSUED.sub("", title, count=1).lstrip("《〈<“"))
    if found:
        return found.group("organ").strip("《〈<“ ")
    for clause in clauses[:12]:
        if inside := _ORGAN_CLAUSE.match(clause.text):
            return inside.group("organ")
    return re.sub(r"(?:三定|职能|规定|\d).*$", "", name.rsplit(".", 1)[0]) or title


def _doc_no(head: list[str], name: str) -> str:
    """A document number that stands in the heading, not one that a sentence quotes."""
    for line in [*head[:8], name]:
        found = DOC_NO.search(line)
        if found and (len(line) <= found.end() - found.start() + 24 or line == name):
            return "".join(found.group().split())
    return ""


def _aliases(clauses: tuple[SandingClause, ...]) -> tuple[str, ...]:
    """Names on further boards of the organ itself (加挂…牌子), its offices' boards left out."""
    names: list[str] = []
    for clause in clauses:
        if clause.kind == "internal" or clause.organ:
            continue
        for found in _BOARD.finditer(clause.text):
            for name in re.split(r"[、和及]", found.group("names") or found.group("other")):
                plain = name.strip("“”‘’ 《》")
                if 2 < len(plain) <= 30:
                    names.append(plain)
    return tuple(dict.fromkeys(names))


def _date(lines: list[str]) -> str | None:
    for line in lines:
        if _DATE.match(line) and (found := _DATE_PARTS.search(line)):
            return f"{found.group(1)}-{int(found.group(2)):02d}-{int(found.group(3)):02d}"
    return None
