"""Record types that documents are read into. Frozen dataclasses, no behaviour that needs a store.

Offsets are characters of the raw text they were read from; dates are ISO strings (``YYYY-MM-DD``)
or ``None`` when the document does not say. Chinese legal terms are named in the docstrings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

# ---------------------------------------------------------------- documents and warnings


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something a reader noticed and did not hide: what, where, what to do (Chinese, for the user)."""

    code: str  # stable, e.g. "truncated", "gap", "label_lost", "table_without_basis"
    message: str
    where: str = ""  # e.g. "第三十条后", "Sheet1!C12"
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document came from. ``path`` may point into an archive: ``laws.zip!行政法/x.md``."""

    path: str
    sha256: str
    format: str  # md, docx, html, txt, pdf, xlsx, xls, csv
    size: int = 0  # bytes
    licence: str = ""


# ---------------------------------------------------------------- statutes (法规)


@dataclass(frozen=True, slots=True)
class Subitem:
    """目."""

    number: str
    subitem: int
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """项. ``suffix`` is N of （二）之N, else 0."""

    number: str
    item: int
    text: str
    subitems: tuple[Subitem, ...] = ()
    suffix: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    """款 with its 项. Text is without the labels of its items; items follow the lead-in."""

    text: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """条. 第一百二十条之一 is article 120, suffix 1. ``path`` is the chain 编/分编/章/节 as printed."""

    number: str
    article: int
    suffix: int
    path: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    caption: str = ""  # 条旨, e.g. 第一条【立法目的】

    @property
    def text(self) -> str:
        """The article's text without its own label, one line a 款/项/目, item labels kept."""
        return article_text(self.paragraphs)


def article_text(paragraphs: tuple[Paragraph, ...]) -> str:
    """Render 款/项/目 as lines: items and subitems start with their printed labels."""
    lines: list[str] = []
    for p in paragraphs:
        if p.text:
            lines.append(p.text)
        for it in p.items:
            lines.append(it.number + it.text)
            lines.extend(s.number + s.text for s in it.subitems)
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Section:
    """Text outside articles: preamble (序言), a 一、二、 numbered part, an annex (附件), a signature."""

    kind: Literal["preamble", "numbered", "annex", "note"]
    number: str  # "一、" / "附件一" / ""
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class HistoryEvent:
    """One line of the header. ``kind`` classifies ``event``."""

    date: str | None
    event: str
    kind: Literal["adopted", "approved", "promulgated", "amended", "revised", "effective", "repealed", "other"] = "other"


Completeness = Literal["complete", "truncated", "empty", "gapped", "partial"]
"""``truncated``: stops before its closing clause; ``gapped``: article numbers missing inside;
``partial``: the user says it is an excerpt. Of anything but ``complete`` nothing may be called non-existent."""

StatuteKind = Literal["statute", "amendment", "decision", "interpretation", "reply", "treaty", "other"]
"""``amendment``/``decision``: quotes articles of another law that are not its own (修正案、修改决定)."""

AuthorityLevel = Literal[
    "宪法", "法律", "行政法规", "监察法规", "地方性法规", "自治条例和单行条例", "经济特区法规",
    "部门规章", "地方政府规章", "司法解释", "规范性文件", "党内法规", "其他",
]


@dataclass(frozen=True, slots=True)
class StatuteDoc:
    """One statute file (or one statute spread over several files), structure only."""

    title: str
    history: tuple[HistoryEvent, ...]
    articles: tuple[Article, ...]
    sections: tuple[Section, ...] = ()
    kind: StatuteKind = "statute"
    level: AuthorityLevel = "其他"
    issuer: str = ""  # 制定机关
    doc_no: str = ""  # 发文字号
    region: tuple[str, ...] = ()  # jurisdiction: () national, ("河南省",), ("河南省", "洛阳市")
    adopted: str | None = None
    promulgated: str | None = None
    amended: tuple[str, ...] = ()  # every 修正/修订 date, ascending
    effective: str | None = None  # 施行日期 as this text states it
    effective_basis: str = ""  # stated | 公布之日 | header | …
    version_date: str = ""  # names the version: last amendment, else promulgation, else adoption, else file name
    completeness: Completeness = "complete"
    text_kind: Literal["official", "gist"] = "official"
    source: Source | None = None
    warnings: tuple[ReadWarning, ...] = ()


# ---------------------------------------------------------------- citations (引用)

CitationKind = Literal["full", "short", "anaphor", "relative", "bare", "doc_no"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The provision text that a list cell quotes after a citation; ``raw[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """A relative reference. 前款 = ("款", -1, 1); 前两款 = ("款", -1, 2) as two citations; 本条 = ("条", 0, 1);
    下款 = ("款", 1, 1). For 前两款 the k-th object has distance k-2-… i.e. -2 then -1 in ``offset``."""

    unit: Literal["条", "款", "项", "目"]
    offset: int  # 0 here, -1 previous, -2 …, +1 next


@dataclass(frozen=True, slots=True)
class Citation:
    """One target of a citation, as the surface states it. The grammar that makes these knows no library.

    ``raw[start:end] == text``. ``title`` as cited, outer brackets and blanks off; inherited for elided
    titles; None when unknown. ``inner_title`` is X of 《关于印发〈X〉的通知》.
    """

    start: int
    end: int
    text: str
    kind: CitationKind
    title: str | None = None
    inner_title: str | None = None
    doc_no: str | None = None
    article: int | None = None
    suffix: int = 0
    article_end: int | None = None
    paragraph: int | None = None
    item: int | None = None
    subitem: int | None = None
    chapter: int | None = None
    pointer: Pointer | None = None
    self_word: str | None = None  # 本法 / 该条例 / 同法 …
    edition: str | None = None  # bracket note as printed, e.g. "2018年修正", "国务院令第649号"
    edition_year: int | None = None  # the version year that the note names, if any
    issuer: str | None = None  # 国务院《…》: issuer just before the title
    label: str | None = None  # 【法律】 etc. in front
    group: int = 0  # members of one 、-joined list share a group number
    inherited: bool = False  # title comes from an earlier citation
    implied: bool = False  # member implied by a range (carries the whole range's span)
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class CiteContext:
    """Where the text stands, so that 本法 and 前款 resolve."""

    law: str | None = None
    article: int | None = None
    suffix: int = 0
    paragraph: int | None = None
    item: int | None = None
    mode: Literal["prose", "basis"] = "prose"
    """``basis``: a list cell; text after a citation is a quote, references in it are not the item's."""


# ---------------------------------------------------------------- duty lists (清单)

ListKind = Literal[
    "基本履职", "配合履职", "上级收回", "法定职责", "属地管理", "负面清单", "权责清单", "赋权清单", "检查清单", "其他",
]


@dataclass(frozen=True, slots=True)
class CellRef:
    """Where a row stands: base name of the file, sheet (or "表1"), 1-based row, 1-based columns by field."""

    file: str
    sheet: str
    row: int
    columns: tuple[tuple[str, int], ...] = ()  # field name -> column


@dataclass(frozen=True, slots=True)
class DutyItem:
    """One row (事项). Raw cells survive untouched in ``basis_raw``, ``sanding_raw`` and ``extra``."""

    seq: str
    name: str
    ref: CellRef
    kind: ListKind = "其他"
    code: str = ""  # 事项编码
    field: str = ""  # 领域 / 类别
    parent: str = ""  # 主项名称 of a 子项
    power_type: str = ""  # 职权类型 as printed
    bearer: str = ""  # 责任主体 / 实施主体
    lead: tuple[str, ...] = ()  # 牵头部门 (several: split by situation)
    support: tuple[str, ...] = ()  # 配合部门
    lead_duty: str = ""  # 上级部门职责
    own_duty: str = ""  # 乡镇配合职责
    receiver: str = ""  # 承接部门 (上级收回)
    original_body: str = ""  # 原实施主体 (赋权)
    way: str = ""  # 履职方式 / 工作方式
    empowerment: str = ""  # 直接赋权/下放/委托/服务前移
    basis_raw: str = ""
    sanding_raw: str = ""  # “三定规定”对应职责
    remark: str = ""
    extra: tuple[tuple[str, str], ...] = ()  # every other column under its own header


@dataclass(frozen=True, slots=True)
class IgnoredTable:
    """A sheet or table that was not read as a list, and why (Chinese)."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """``--dry-run`` shows these: the column's header chain and the field it was read as ("" = kept as is)."""

    column: int
    header: str
    field: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """One list read from one sheet or table."""

    name: str
    kind: ListKind
    items: tuple[DutyItem, ...]
    where: str  # file and sheet
    columns: tuple[ColumnUse, ...] = ()
    has_basis_column: bool = True
    dated: str | None = None  # the list's own date as its title states it: "2025", "2025-06" or "2025-06-30"


@dataclass(frozen=True, slots=True)
class DutyFile:
    """Everything found in one file."""

    source: Source
    lists: tuple[DutyList, ...]
    ignored: tuple[IgnoredTable, ...] = ()
    warnings: tuple[ReadWarning, ...] = ()


# ---------------------------------------------------------------- 三定规定


@dataclass(frozen=True, slots=True)
class SandingClause:
    """One sentence of a 三定规定 with its number path, e.g. ("第三条", "（三）", "第2句")."""

    path: tuple[str, ...]
    text: str
    kind: Literal["duty", "division", "internal", "staffing", "general"] = "duty"
    organ: str = ""  # 内设机构 or the other department of a 职责分工
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SandingRule:
    """三定规定 of one organ. ``style``: 新式 (第X条) or 旧式 (一、二、)."""

    organ: str
    title: str
    doc_no: str
    style: str
    clauses: tuple[SandingClause, ...]
    aliases: tuple[str, ...] = ()  # 加挂牌子
    date: str | None = None
    source: Source | None = None
    warnings: tuple[ReadWarning, ...] = ()


# ---------------------------------------------------------------- norms (规范)

Tier = Literal["township", "included", "excluded", "other"]
"""Of a bearer, seen from the township: named outright, included by 各级人民政府, excluded (县级以上…), not a public body."""

Modality = Literal["must", "may", "must_not", "assist", "empowered"]


@dataclass(frozen=True, slots=True)
class Bearer:
    """责任主体 of a norm, with its span in the provision's text."""

    text: str
    start: int
    end: int
    tier: Tier


@dataclass(frozen=True, slots=True)
class Norm:
    """Who may/must/must not do what: read from one sentence of a provision."""

    bearers: tuple[Bearer, ...]
    modality: Modality
    action: str
    start: int
    end: int  # span of the sentence in the text given
    tags: tuple[str, ...] = field(default=())
