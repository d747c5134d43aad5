"""What the checks of fitness (是否适格) share: the text an item means, its norms, whose tier it is judged at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from graph.address import parse_id
from graph.audit.basis import ground_of
from graph.audit.context import AuditContext, Cited, ItemView
from graph.audit.intended import intended
from graph.model import Provision
from ingest.norms import provision_tier
from ingest.records import Article, DutyItem, Norm

Power = Literal["处罚", "许可", "强制措施", "强制执行", "强制"]
"""The kinds of power for which the law says who may create and who may use them."""

_TOWN = re.compile(r"乡镇|街道|镇人民政府|乡人民政府|镇政府|乡政府|苏木|乡（镇）|乡\(镇\)|镇（街|履职|履行职责")
_TOWN_PLACE = re.compile(r"(?:镇|乡|街道|苏木|街道办事处|人民政府)$")
_DEPARTMENT = re.compile(r"(?:局|委|厅|支队|大队|总队|办公室|管委会|中心|公安|法院|检察院|部门|海关|银行)(?:$|[、，,；;（(和及])")
_BUREAU = re.compile(r"^[县市区省旗][\u4e00-\u9fff]{2,}(?:局|委|委员会|厅|支队|大队)$|^[\u4e00-\u9fff]{2,6}[县市区旗省][\u4e00-\u9fff]{2,}(?:局|委|委员会|厅)$")
_DEPARTMENT_LIST = re.compile(r"部门|[县市区]直|局|委员会|支队|大队")
_TOWN_KINDS = frozenset({"基本履职", "配合履职", "法定职责", "属地管理", "负面清单", "赋权清单"})
_PENALTY_NAME = re.compile(r"(?:的|予以|给予|进行|实施)?(?:行政)?处罚(?:权)?(?:[（(].*)?$|的罚款$|处以罚款$")
_LICENCE_NAME = re.compile(r"行政许可|许可(?:证)?(?:的)?(?:核发|审批|颁发|办理)?(?:[（(].*)?$")
_MEASURE_NAME = re.compile(r"行政强制措施|(?:查封|扣押|冻结|先行登记保存)[^，。；]{0,30}$")
_ENFORCE_NAME = re.compile(r"行政强制执行|强制执行|代履行|加处罚款|强制拆除|强制清除|强制铲除|强制清理")
_PENAL_ACTION = re.compile(r"责令|罚款|处罚|警告|没收|吊销|暂扣|拘留|取缔")


@dataclass(frozen=True, slots=True)
class Basis:
    """A citation with the text that stands for it today: the article cited, or where its content has moved."""

    cited: Cited
    provision: Provision
    norms: tuple[Norm, ...]  # of the cited part

    @property
    def tier(self) -> Literal["township", "included", "excluded", "none"]:
        """The nearest tier that the cited part binds."""
        return provision_tier(self.norms)


def bases(view: ItemView, context: AuditContext) -> tuple[Basis, ...]:
    """Citations of an item whose text is held and in force, each with what it means today; kept in the context.

    A repealed law, or content that was deleted or cannot be traced, is left out: other checks speak of it.
    """
    return context.memo("bases", view.id, lambda: tuple(_bases(view, context)))


def unheld_grounds(view: ItemView, context: AuditContext) -> list[Cited]:
    """Citations that may found the item but whose text cannot be judged: not held, whole laws, unclear names."""
    judged = {b.cited.index for b in bases(view, context)}
    return [c for c in view.basis if c.index not in judged and ground_of(c) in ("law", "rule", "unknown")]


def side(view: ItemView) -> Literal["township", "department"]:
    """Whose tier an item is judged at: the receiving department's in a 上级收回 list (Convention 1), else the
    township's, unless the item, the list or its kind says that a department bears it. 权责清单 and 检查清单 are kept
    by departments too: without a sign of the township they are taken as theirs."""
    item, entry = view.item, view.list
    if item.kind == "上级收回" or entry.kind == "上级收回":
        return "department"
    if item.kind not in _TOWN_KINDS and _BUREAU.search(item.bearer) and not _TOWN.search(item.bearer):
        return "department"
    if item.kind in _TOWN_KINDS or (entry.place and _TOWN_PLACE.search(entry.place[-1])):
        return "township"
    if _TOWN.search(item.bearer) or _TOWN.search(entry.name):
        return "township"
    if item.kind in ("权责清单", "检查清单") or _DEPARTMENT.search(item.bearer) or _DEPARTMENT_LIST.search(entry.name):
        return "department"
    return "township"


def power_of(item: DutyItem) -> Power | None:
    """The power that an item exercises, from its type, else from a name that says so outright."""
    kind, name = item.power_type, item.name.strip()
    if "处罚" in kind:
        return "处罚"
    if "许可" in kind or "审批" in kind:
        return "许可"
    if "强制" in kind:
        if "措施" in kind or _MEASURE_NAME.search(name):
            return "强制措施"
        return "强制执行" if "执行" in kind or _ENFORCE_NAME.search(name) else "强制"
    if kind.strip():
        return None
    if _ENFORCE_NAME.search(name):
        return "强制执行"
    if _MEASURE_NAME.search(name):
        return "强制措施"
    if _PENALTY_NAME.search(name):
        return "处罚"
    return "许可" if _LICENCE_NAME.search(name) and "检查" not in name else None


def penal(norms: Sequence[Norm], text: str) -> list[Norm]:
    """Norms by which a public body orders or punishes; of a 项, its lead-in says so. Mere approval is left out."""
    return [
        n for n in norms
        if "decides" not in n.tags and any(b.tier != "other" for b in n.bearers)
        and _PENAL_ACTION.search(text, min([n.start, *(b.start for b in n.bearers)]), n.end)
    ]


def bearer_names(norms: Sequence[Norm]) -> str:
    """The public bearers of norms, each once, as the provision has them."""
    names = dict.fromkeys(b.text for n in norms for b in n.bearers if b.tier != "other")
    return "、".join(list(names)[:4]) + ("等" if len(names) > 4 else "")


def row_text(item: DutyItem) -> str:
    """All that the row says about its ground and mode: basis, remark, mode of empowerment, other columns."""
    return "\n".join([item.basis_raw, item.remark, item.empowerment, item.way, item.original_body, *(v for _, v in item.extra)])


def span_of(body: Article, paragraph: int | None, item: int | None, subitem: int | None) -> tuple[int, int]:
    """Where a 款/项/目 stands in ``Article.text``; the whole article when the step is not there."""
    whole = (0, len(body.text))
    at = 0
    for n, p in enumerate(body.paragraphs, 1):
        start = at
        at += len(p.text) + 1 if p.text else 0
        found: tuple[int, int] | None = None
        for it in p.items:
            begin = at
            at += len(it.number) + len(it.text) + 1
            for s in it.subitems:
                if it.item == item and s.subitem == subitem:
                    found = (at, at + len(s.number) + len(s.text))
                at += len(s.number) + len(s.text) + 1
            if it.item == item and found is None:
                found = (begin, at - 1)
        if paragraph in (None, n):
            if item is not None:
                if found is not None:
                    return found
            elif paragraph == n:
                return start, max(start, at - 1)
    return whole


def _bases(view: ItemView, context: AuditContext) -> Iterator[Basis]:
    for cited in view.basis:
        if cited.statute is None or cited.version is None or cited.provision is None:
            continue
        if context.current(cited.statute.id) is None:
            continue
        meant = intended(view, cited, context)
        if meant is None:
            if isinstance(cited.provision.body, Article):
                yield Basis(cited, cited.provision, _norms_at(cited))
            continue
        for new in meant.alignment.new[:1] if meant.alignment else ():
            moved = context.provision(new)
            if moved is not None:
                yield Basis(cited, moved, context.norms(moved.id))


def _norms_at(cited: Cited) -> tuple[Norm, ...]:
    provision = cited.provision
    if provision is None or not isinstance(provision.body, Article) or cited.resolution.provision is None:
        return cited.norms
    a = parse_id(cited.resolution.provision)
    lo, hi = span_of(provision.body, a.paragraph, a.item, a.subitem)
    return tuple(n for n in cited.norms if n.start < hi and n.end > lo)
