"""UNCOVERED_DUTY and SANDING_GAP on small laws and rules in our own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from graph.audit.checks.sanding_gap import sanding_gap
from graph.audit.checks.uncovered_duty import uncovered_duty
from graph.audit.context import AuditContext, ItemView
from graph.audit.coverage import township_duties
from graph.model import Alignment
from ingest.norms import find_norms
from ingest.records import SandingClause, SandingRule
from ingest.statutes import parse_statute
from tests.support.fitness_cases import AS_OF, PLACE, context_of, view_of
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

PONDS = law("池塘管护法", """
第一条 乡镇人民政府应当建立池塘台账，登记水面和养殖户。
第二条 县级人民政府农业部门负责发放养殖证，乡镇人民政府予以协助。
第三条 各级人民政府应当加强对池塘工作的领导。
第四条 各级人民政府应当公布池塘禁捕期。
第五条 建设单位应当向乡镇人民政府报告施工情况。
""", date="2020-01-01")
HERE = law("河南省池塘条例", "第一条 街道办事处应当每月巡查池塘。", date="2021-01-01", level="地方性法规", region=("河南省",))
THERE = law("湖南省池塘条例", "第一条 街道办事处应当每月巡查池塘。", date="2021-01-01", level="地方性法规", region=("湖南省",))
DOCS = [THERE, HERE, PONDS]


def _asked(views: Sequence[ItemView], context: AuditContext) -> list[str]:
    return [d.evidence.provision or "" for d in uncovered_duty(views, context)]


def test_duties_come_by_weight_and_only_from_law_in_force_here() -> None:
    context = context_of(DOCS)
    assert _asked([], context) == [
        "池塘管护法@2020-01-01#1", "河南省池塘条例@2021-01-01#1", "池塘管护法@2020-01-01#2", "池塘管护法@2020-01-01#4",
    ]
    assert [d.named for d in township_duties(context)] == [True, True, True, False]


def test_place_decides_which_local_law_counts() -> None:
    assert _asked([], context_of([HERE, THERE], place=("湖南省", "长沙市"))) == ["湖南省池塘条例@2021-01-01#1"]
    assert _asked([], context_of([HERE, THERE], place=())) == []


@pytest.mark.parametrize(("name", "basis", "covered"), [
    ("池塘台账", "《池塘管护法》第一条", True),  # rests on it
    ("水面管理", "《池塘管护法》第一条第一款", True),  # on part of it
    ("建立池塘台账和登记养殖户", "", True),  # the same in words
    ("水面管理", "《池塘管护法》", False),  # the whole law is no ground for one duty
    ("池塘台账", "", False),  # too few words to tell
    ("高龄津贴资格认定", "", False),
])
def test_an_item_covers_what_it_rests_on_or_says(name: str, basis: str, covered: bool) -> None:
    context = context_of(DOCS)
    asked = _asked([view_of(context, name, basis)], context)
    assert ("池塘管护法@2020-01-01#1" not in asked) == covered


def test_an_old_number_covers_what_it_became() -> None:
    old = law("池塘管护法", "第九条 乡镇人民政府应当建立池塘台账。", date="2010-01-01")
    library = MemoryLibrary([old, PONDS], norms=find_norms, alignments=[
        Alignment("池塘管护法@2010-01-01#9", ("池塘管护法@2020-01-01#1",), "moved", 0.9)])
    context = AuditContext(library, AS_OF, PLACE)  # type: ignore[arg-type]
    view = view_of(context, "台账", "《池塘管护法》第九条")
    resolution = replace(view.basis[0].resolution, provision="池塘管护法@2010-01-01#9", version_id="池塘管护法@2010-01-01")
    view = context.view(view.stored, view.list, [resolution])
    assert "池塘管护法@2020-01-01#1" not in _asked([view], context)


@pytest.mark.parametrize(("bearer", "place", "asked"), [
    ("街道办事处", "某镇", False), ("街道办事处", "某街道", True), ("街道办事处", "襄城县", True),
    ("乡镇人民政府、街道办事处", "某镇", True), ("乡镇人民政府、街道办事处", "某街道", True),
    ("乡、镇人民政府以及街道办事处等地方人民政府派出机关", "某镇", True),
])
def test_a_township_is_not_asked_for_what_a_street_office_bears(bearer: str, place: str, asked: bool) -> None:
    docs = [law("池塘管护法", f"第一条 {bearer}应当建立池塘台账。", date="2020-01-01")]
    context = AuditContext(MemoryLibrary(docs, norms=find_norms), AS_OF, (*PLACE[:3], place))  # type: ignore[arg-type]
    assert bool(_asked([], context)) == asked


def test_lists_that_hold_no_duties_are_not_asked() -> None:
    context = context_of(DOCS)
    assert _asked([view_of(context, "养殖证发放", "", kind="上级收回")], context) == []


def test_a_duty_says_who_and_what() -> None:
    draft = next(iter(uncovered_duty([], context_of(DOCS))))
    assert draft.evidence.cited == "乡镇人民政府"
    assert draft.evidence.note.startswith("应当建立池塘台账")
    assert draft.fix is not None and draft.fix.text == "《池塘管护法》第一条"


RULE = SandingRule("襄城县水利局", "襄城县水利局职能配置规定", "", "新式", (
    SandingClause(("第三条", "（一）"), "负责水资源管理和取水许可。"),
    SandingClause(("第三条", "（二）"), "指导农村饮水安全工程建设管护。"),
), aliases=("县河长制办公室",))


@pytest.mark.parametrize(("name", "fields", "fires"), [
    ("高龄津贴资格认定", {"lead": ("县水利局",)}, True),
    ("高龄津贴资格认定", {"lead": ("襄城县水利局",), "kind": "配合履职"}, True),
    ("高龄津贴资格认定", {"receiver": "水利局", "kind": "上级收回"}, True),
    ("高龄津贴资格认定", {"lead": ("县河长制办公室",)}, True),
    ("农村饮水安全工程管护", {"lead": ("县水利局",)}, False),
    ("高龄津贴资格认定", {"lead": ("县民政局",)}, False),  # its rule is not held
    ("高龄津贴资格认定", {"lead": ("县水利局", "县民政局")}, False),
    ("高龄津贴资格认定", {}, False),
    ("其他工作", {"lead": ("县水利局",)}, False),  # too few words to tell
])
def test_sanding_gap(name: str, fields: dict, fires: bool) -> None:
    context = context_of(DOCS, sanding=[RULE])
    assert bool(list(sanding_gap(view_of(context, name, "", **fields), context))) == fires


def test_every_known_township_duty_is_asked_for_and_goes_when_cited(shared: Path) -> None:
    rows = [json.loads(x) for x in (shared / "facts" / "statutory_duties.jsonl").read_text(encoding="utf-8").splitlines()]
    docs = [
        replace(parse_statute((shared / "corpus" / file).read_text(encoding="utf-8"), path=file), effective=None)
        for file in sorted({r["file"] for r in rows})
    ]
    context = context_of(docs)
    held = {(doc.title, a.number) for doc in docs for a in doc.articles}  # a code's parts may stand in other files
    wanted = {(r["law"], r["article"]) for r in rows} & held
    assert len(wanted) >= 85
    asked = {(context.statutes[d.statute.id].title, d.provision.body.number) for d in township_duties(context)}
    assert wanted <= asked
    views = [view_of(context, "某项工作", f"《{title}》{article}") for title, article in sorted(wanted)]
    left = {d.evidence.provision for d in uncovered_duty(views, context)}
    assert not left & {v.basis[0].resolution.provision for v in views}
