"""Grounds for items: what is suggested, and why."""

from __future__ import annotations

import pytest

from graph.resolve import Resolver
from graph.sqlite.store import SqliteLibrary
from search import Index, complete, suggest
from search.item import read_item


@pytest.mark.parametrize(("name", "power", "core"), [
    ("对向河道倾倒垃圾的行政处罚", "行政处罚", "向河道倾倒垃圾"),
    ("农村住房建设审批", "行政许可", "农村住房建设"),
    ("（一）对林木采伐的监督检查", "", "林木采伐"),
    ("秸秆焚烧监管执法处罚(直接赋权乡镇)", "", "秸秆焚烧"),
    ("审批", "行政许可", "审批"),
    ("行政处罚：对擅自占用城市道路的行为", "", "擅自占用城市道路的行为"),
    ("【赋权】12.对乱倒垃圾行为的行政处罚权", "", "乱倒垃圾行为"),
    ("对擅自设置户外广告的处罚（除吊销许可证外）", "", "擅自设置户外广告"),
    ("村（居）民自治组织工作的指导", "", "村（居）民自治组织工作的指导"),
    ("协助做好动物防疫工作", "", "动物防疫"),
    ("组织生活", "", "组织生活"),
])
def test_subject_of_an_item(name: str, power: str, core: str) -> None:
    assert read_item(name, power).core == core


@pytest.mark.parametrize(("name", "cell", "power"), [
    ("对乱倒垃圾的处罚", "", "penalty"), ("[行政处罚]对乱倒垃圾的", "", "penalty"), ("对涉案工具的查封、扣押", "", "force"),
    ("河道采砂的监管（日常巡查）", "", "inspect"), ("乡道养护", "", "other"), ("乡道养护", "行政检查", "inspect"),
    ("农村危房改造（行政许可）", "", "other"),
])
def test_power_of_an_item(name: str, cell: str, power: str) -> None:
    assert read_item(name, cell).power.name == power


@pytest.mark.parametrize(("bearer", "place", "township"), [
    ("某镇人民政府", (), True), ("县水利局", (), False), ("", (), None), ("", ("河南省", "许昌市", "襄城县", "某镇"), True),
])
def test_whose_item(bearer: str, place: tuple[str, ...], township: bool | None) -> None:
    assert read_item("河道巡查", "", bearer, place).township is township


def test_penalty_comes_with_the_duty_it_enforces(index: Index, reader: SqliteLibrary, resolver: Resolver) -> None:
    found = suggest(index, reader, resolver, "对向河道倾倒垃圾的行政处罚", power_type="行政处罚", k=2)
    assert {s.provision for s in found} == {"河流法@2020-01-01#5", "河流法@2020-01-01#2"}
    assert {s.pair for s in found} == {s.provision for s in found}
    assert any("第二条" in r for s in found if s.article == 5 for r in s.reasons)


def test_duty_names_the_township(index: Index, reader: SqliteLibrary, resolver: Resolver) -> None:
    first = suggest(index, reader, resolver, "河道日常巡查", bearer="某镇人民政府")[0]
    assert first.provision == "河流法@2020-01-01#3"
    assert any("乡镇" in r for r in first.reasons)


def test_permit_wants_the_clause_that_sets_it(index: Index, reader: SqliteLibrary, resolver: Resolver) -> None:
    assert suggest(index, reader, resolver, "河道采砂许可", power_type="行政许可")[0].provision == "河流法@2020-01-01#4"


def test_only_law_in_force_here(index: Index, reader: SqliteLibrary, resolver: Resolver) -> None:
    for place in ((), ("河南省", "许昌市")):
        found = suggest(index, reader, resolver, "秸秆焚烧和河道管护", place=place, k=20)
        assert not any(s.provision.startswith(("焚烧法", "河流法@2001")) for s in found)
    assert not any(s.provision.startswith("洛阳市") for s in found)
    there = suggest(index, reader, resolver, "养犬登记", place=("河南省", "洛阳市"))
    assert there[0].provision == "洛阳市河道条例@2018-03-01#2"


def test_nothing_in_common_gives_nothing(index: Index, reader: SqliteLibrary, resolver: Resolver) -> None:
    assert suggest(index, reader, resolver, "xyz") == []


@pytest.mark.parametrize(("typed", "first"), [
    ("河流", "河流法"), ("hlf", "河流法"), ("中华人民共和国河", "河流法"), ("违章建", "违章建筑"), ("河道巡", "河道巡查和垃圾清理"),
    ("建管条", "建房管理条例"), ("水务", "水务局"),
    ("河流法第", "河流法"), ("河流法3", "河流法"), ("建管条第二条", "建房管理条例"), ("hlf3", "河流法"),
])
def test_completion(index: Index, typed: str, first: str) -> None:
    assert complete(index, typed)[0].text == first


def test_completion_of_nothing(index: Index) -> None:
    assert complete(index, "  ") == []
