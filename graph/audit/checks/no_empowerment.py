"""NO_EMPOWERMENT 缺赋权依据."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.regions import region_of
from corpus.titles import normalise_title
from graph.audit.context import AuditContext, ItemView
from graph.audit.empowerment import lower_decision, provincial_decision
from graph.audit.fitness import Basis, bases, bearer_names, penal, power_of, row_text, side, unheld_grounds
from graph.audit.registry import Draft, check
from graph.audit.wording import cited_label, evidence_of
from graph.model import Evidence, Fix
from ingest.records import Norm

_UNNAMED_PENALTY = re.compile(r"罚款|警告|没收|吊销|停产停业|拘留")
_GENERAL_RULE = re.compile(r"(?:本(?:法|条例|办法|规定)|前[一二两三四五六七八九十]*[款条])规定的(?:行政)?处罚[^。；]{0,120}由[^。；]{2,60}(?:决定|实施|执行|处罚)")
_ENTRUSTED = re.compile(r"委托(?!人|书)")
_ON_PENALTIES = frozenset({"行政处罚法", "行政强制法"})  # they govern every penalty and give none
_DECISION_RULE = "《中华人民共和国行政处罚法》第二十四条第一款：由省、自治区、直辖市决定交由乡镇人民政府、街道办事处行使，决定应当公布"
_ENTRUST_RULE = "《中华人民共和国行政强制法》第十七条第一款：行政强制措施权不得委托"


@check("NO_EMPOWERMENT", "缺赋权依据", "warning")
def no_empowerment(view: ItemView, context: AuditContext) -> Iterator[Draft]:
    """A penalty that the statute gives to a county department, used by the township without the provincial decision.

    Rule: 行政处罚法第二十四条: only the province may decide to hand a county department's penalties to townships, and
    publishes the decision; a county's notice does not count. A penalty that the statute itself gives to the 乡级
    needs none. 行政强制措施 by 委托 is an error (行政强制法第十七条). Silent for 委托 of penalties (行政处罚法第二十条),
    and where a regulation of the province that is not held may hand the power over.
    """
    if side(view) != "township" or view.item.kind in ("配合履职", "负面清单"):
        return
    power, row = power_of(view.item), row_text(view.item)
    if power in ("强制措施", "强制") and _is_entrusted(view):
        yield Draft(
            "行政强制措施不得委托乡镇（街道）实施", evidence=Evidence(cited=row[:500], note=_ENTRUST_RULE), severity="error",
        )
        return
    if power != "处罚" or _is_entrusted(view) or provincial_decision(f"{row}\n{view.list.name}"):
        return
    found = [b for b in bases(view, context) if b.provision.version_id.split("@")[0] not in _ON_PENALTIES]
    punishing = [(b, norms) for b in found if (norms := penal(b.norms, b.provision.text) or _decided_elsewhere(b, context))]
    theirs = [(b, norms) for b, norms in punishing if _all_excluded(norms)]
    if not theirs or len(theirs) < len(punishing) or _unheld_local(view, context):
        return
    basis, norms = theirs[0]
    lower = lower_decision(row)
    yield Draft(
        f"{cited_label(basis.cited)}的处罚由{bearer_names(norms)}实施，"
        + (f"《{lower}》不是省级决定，不能据以交由乡镇（街道）行使" if lower else "未见省级人民政府交由乡镇（街道）行使的决定"),
        basis.cited.index, _evidence(basis), Fix("补充省、自治区、直辖市关于赋予乡镇（街道）该项行政处罚权的决定（文号及目录序号）；没有的，退回原执法部门"),
    )


def _decided_elsewhere(basis: Basis, context: AuditContext) -> list[Norm]:
    """Of a penalty whose provision names nobody: who decides by the law's own general rule (本法规定的处罚由…决定)."""
    if not _UNNAMED_PENALTY.search(basis.provision.text) or any(b.tier != "other" for n in basis.norms for b in n.bearers):
        return []
    version = basis.provision.version_id
    norms = context.memo("deciders", version, lambda: [
        n for p in context.provisions(version) if _GENERAL_RULE.search(p.text)
        for n in context.norms(p.id) if _GENERAL_RULE.search(p.text, n.start, n.end)
    ])
    return [n for n in norms if any(b.tier != "other" for b in n.bearers)]


def _is_entrusted(view: ItemView) -> bool:
    item = view.item
    return bool(_ENTRUSTED.search(item.empowerment) or _ENTRUSTED.search(item.way) or _ENTRUSTED.search(view.list.name))


def _all_excluded(norms: list[Norm]) -> bool:
    """Nobody of the township's tier; 作出处罚决定的行政机关 names no tier at all."""
    return all(b.tier in ("excluded", "other") or (b.tier == "included" and "政府" not in b.text) for n in norms for b in n.bearers)


def _unheld_local(view: ItemView, context: AuditContext) -> bool:
    """A local regulation or rule without text in the library: it may give the township the power."""
    return any(
        region_of(normalise_title(c.resolution.law or c.citation.title or "")) for c in unheld_grounds(view, context)
    )


def _evidence(basis: Basis) -> Evidence:
    return evidence_of(basis.cited, found=basis.provision.text, provision=basis.provision.id, note=_DECISION_RULE)
