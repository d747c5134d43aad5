"""Citations to provisions, over a small library of our own words."""

from __future__ import annotations

import pytest

from corpus.catalogue import Catalogue, CatalogueEntry, CatalogueRepeal, CatalogueVersion
from graph.cite import cite_text, resolution_json
from graph.model import Repeal, Resolution
from graph.names import NameIndex
from graph.resolve import Resolver
from ingest.citations import Definition
from ingest.records import Citation, CiteContext, Section
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

OLD = """第一章 总则
第一条 旧文甲。
第二条 旧文乙。
第三条 旧文丙。"""
NEW = """第一章 总则
第一条 新文甲。
新文第二款。
第二条 有下列情形之一的，予以登记：
（一）新设的；
（二）变更的：
1.名称；
2.住所。
前款之外另有：
（一）注销的。
第二章 附则
第二条之一 新增。
第二条之二 新增。"""
CODE = "\n".join(f"第{n}条 {n}。" for n in ("一", "二", "三", "四", "五"))
LIBRARY = MemoryLibrary(
    [
        law("中华人民共和国茶园法", OLD, date="2005-03-01"),
        law("中华人民共和国茶园法", NEW, date="2019-05-01"),
        law("中华人民共和国茶园法", CODE, date="2027-01-01"),
        law("茶园登记办法", CODE, date="2020-01-01", level="部门规章"),
        law("中华人民共和国茶叶合同法", CODE, date="2020-01-01"),
        law("旧茶条例", CODE, date="1999-01-01", level="行政法规"),
        law("茶树条例", "第一条 甲。\n第二章 附则\n第二条 乙。", date="2001-01-01"),
        law("残缺茶法", CODE, date="2001-01-01", completeness="truncated"),
        law("河南省茶园条例", CODE, date="2010-01-01", level="地方性法规", region=("河南省",)),
        law("浙江省茶园条例", CODE, date="2010-01-01", level="地方性法规", region=("浙江省",)),
        law("茶价若干规定", "", date="2010-01-01", sections=(Section("numbered", "一、", "", "统一定价。"),)),
    ],
    repeals=[Repeal("旧茶条例", None, "茶园法@2005-03-01", "第三条", "2005-03-01", "全部", "旧茶条例同时废止。", "旧茶条例")],
    aliases=[("登记办法", "茶园登记办法", "茶园法@2019-05-01#1")],
)
CATALOGUE = Catalogue([
    CatalogueEntry("目录所知法", "法律", "", "", (), (CatalogueVersion("2010-01-01", None, 30, 30, 0, True),)),
    CatalogueEntry("条数未定法", "法律", "", "", (), (CatalogueVersion("2010-01-01", None, 30, 30, 0, False),)),
    CatalogueEntry("早废条例", "", "", "", (), (), "1980-01-01", CatalogueRepeal("目录所知法", "第三十条", "2010-01-01")),
])
NAMES = NameIndex(LIBRARY.statutes(), CATALOGUE, ())


def resolve(text: str, as_of: str = "2026-11-23", **context: object) -> list[Resolution]:
    return cite_text(text, Resolver(LIBRARY, as_of=as_of, names=NAMES), CiteContext(**context))  # type: ignore[arg-type]


def one(text: str, **context: object) -> Resolution:
    (found,) = resolve(text, **context)
    return found


@pytest.mark.parametrize(("text", "provision", "missing"), [
    ("《茶园法》第一条", "茶园法@2019-05-01#1", None),
    ("《茶园法》第一条第二款", "茶园法@2019-05-01#1.2", None),
    ("《茶园法》第一条第三款", "茶园法@2019-05-01#1", "paragraph"),
    ("《茶园法》第二条第一款第二项", "茶园法@2019-05-01#2.1.2", None),
    ("《茶园法》第二条第一款第二项第2目", "茶园法@2019-05-01#2.1.2.2", None),
    ("《茶园法》第二条第一款第二项第9目", "茶园法@2019-05-01#2.1.2", "subitem"),
    ("《茶园法》第二条第二项", "茶园法@2019-05-01#2.1.2", None),  # the only 款 with a 第二项
    ("《茶园法》第二条第一项", "茶园法@2019-05-01#2", None),  # two 款 have one: not told apart
    ("《茶园法》第二条第七项", "茶园法@2019-05-01#2", "item"),
    ("《茶园法》第二条第二款第二项", "茶园法@2019-05-01#2.2", "item"),
    ("《茶园法》第一条第一款第一项", "茶园法@2019-05-01#1.1", "item"),
    ("《茶园法》第二条之一", "茶园法@2019-05-01#2-1", None),
    ("《茶园法》（2005年公布）第一条", "茶园法@2005-03-01#1", None),
    ("《茶园法》第三条", "茶园法@2005-03-01#3", None),  # only the older text has it
    ("《茶园法》第四条", "茶园法@2027-01-01#4", None),  # only a text to come has it
    ("茶叶合同法第五条", "茶叶合同法@2020-01-01#5", None),  # not 同法
    ("《旧茶条例》第二条", "旧茶条例@1999-01-01#2", None),  # repealed: its last text
])
def test_the_provision_is_found_as_deep_as_it_goes(text: str, provision: str, missing: str | None) -> None:
    found = one(text)
    assert (found.status, found.provision, found.missing) == ("resolved", provision, missing)


@pytest.mark.parametrize(("day", "version"), [
    ("2004-01-01", "2005-03-01"), ("2010-01-01", "2005-03-01"), ("2019-05-01", "2019-05-01"),
    ("2026-12-31", "2019-05-01"), ("2027-01-01", "2027-01-01"),
])
def test_the_version_is_that_of_the_day(day: str, version: str) -> None:
    (found,) = resolve("《茶园法》第一条", as_of=day)
    assert found.version_id == f"茶园法@{version}"


@pytest.mark.parametrize(("text", "status", "law_known", "held"), [
    ("《茶园法》", "title_only", True, True),
    ("《茶园法》第九条", "article_not_found", True, True),
    ("《茶园法》第二条之九", "article_not_found", True, True),
    ("《残缺茶法》第九条", "law_not_in_library", True, False),  # the rest is not held
    ("《残缺茶法》第五条第九款", "resolved", True, False),
    ("《茶园法》（2012年修正）第九条", "law_not_in_library", True, False),  # an edition that is not held
    ("《目录所知法》", "title_only", True, False),
    ("《目录所知法》第三十条", "law_not_in_library", True, False),
    ("《目录所知法》第三十一条", "article_not_found", True, False),
    ("《条数未定法》第三十一条", "law_not_in_library", True, False),
    ("《早废条例》第三条", "law_not_in_library", True, False),
    ("《采茶工管理办法》第三条", "law_not_in_library", False, False),
    ("《条例》第三条", "unresolved", False, False),
    ("第三条", "unresolved", False, False),
])
def test_what_cannot_be_linked_says_why(text: str, status: str, law_known: bool, held: bool) -> None:
    found = one(text, mode="basis")
    assert (found.status, found.law is not None, found.text_held) == (status, law_known, held)
    assert found.reason or status in ("title_only", "resolved", "article_not_found")


def test_an_edition_that_is_not_held_is_said_to_be_replaced() -> None:
    found = one("《茶园法》（2012年修正）第一条")
    assert (found.status, found.provision, found.edition_held) == ("resolved", "茶园法@2019-05-01#1", False)
    assert "2012" in found.reason


def test_local_laws_of_one_name_need_the_place() -> None:
    def at(place: tuple[str, ...]) -> Resolution:
        resolver = Resolver(LIBRARY, as_of="2026-11-23", place=place, names=NAMES)
        return resolver.resolve([Citation(0, 9, "《茶园条例》第一条", "full", title="茶园条例", article=1)])[0]

    assert at(("河南省", "许昌市")).law == "河南省茶园条例"
    assert at(("河南省", "许昌市")).how == "alias"
    assert at(("湖南省",)).status == "law_not_in_library"


@pytest.mark.parametrize(("text", "context", "provision"), [
    ("依照本法第一条第二款", {"law": "中华人民共和国茶园法", "article": 2}, "茶园法@2019-05-01#1.2"),
    ("前款规定", {"law": "茶园法", "article": 2, "paragraph": 2}, "茶园法@2019-05-01#2.1"),
    ("本条第一款", {"law": "茶园法", "article": 2, "paragraph": 2}, "茶园法@2019-05-01#2.1"),
    ("第一条规定", {"law": "茶园法", "article": 2}, "茶园法@2019-05-01#1"),
    ("依照第二款处理", {"law": "茶园法", "article": 1}, "茶园法@2019-05-01#1.2"),
    ("依照第二项处理", {"law": "茶园法", "article": 2, "paragraph": 1}, "茶园法@2019-05-01#2.1.2"),
    ("本法第一条", {"law": "茶园法@2005-03-01", "article": 2}, "茶园法@2005-03-01#1"),
    ("《登记办法》第四条", {"law": "茶园法", "article": 2}, "茶园登记办法@2020-01-01#4"),
])
def test_a_text_refers_to_where_it_stands(text: str, context: dict[str, object], provision: str) -> None:
    assert one(text, **context).provision == provision


def test_another_law_is_never_taken_for_the_one_the_text_stands_in() -> None:
    assert one("同法第二条", law="茶园法", article=1).status == "unresolved"


@pytest.mark.parametrize("context", [
    {"law": "茶园法"},  # the article is not told
    {"law": "茶园法", "article": 2, "paragraph": 1},  # nothing comes before the first 款
])
def test_a_relative_reference_without_its_place_stays_open(context: dict[str, object]) -> None:
    found = one("依照前款规定", **context)
    assert (found.status, found.provision, found.law) == ("unresolved", None, "中华人民共和国茶园法")


@pytest.mark.parametrize(("text", "context"), [
    ("违反第二项规定的，处罚款。", {"law": "茶园登记办法", "article": 2, "paragraph": 1, "item": 1}),
    ("将第三条修改为：", {"law": "甲市人大常委会关于修改《茶园登记办法》等两件规章的决定", "article": 1}),
])  # fmt: skip
def test_what_belongs_elsewhere_is_not_looked_for_where_it_stands(text: str, context: dict[str, object]) -> None:
    (found,) = resolve(text, **context)
    assert (found.status, found.provision) == ("unresolved", None)


def test_the_article_before_is_the_last_inserted_one() -> None:
    resolver = Resolver(LIBRARY, as_of="2026-11-23", names=NAMES)
    cited = Citation(0, 2, "前条", "relative", title="茶园法", article=2)
    (found,) = resolver.resolve([cited], CiteContext(law="茶园法", article=3))
    assert found.provision == "茶园法@2019-05-01#2-2"


def test_a_short_name_holds_where_it_is_defined() -> None:
    first, second = resolve("依照《茶园登记办法》（以下简称《办法》）第一条和《办法》第二条")
    assert (first.how, second.how) == ("exact", "defined")
    assert second.provision == "茶园登记办法@2020-01-01#2"
    (elsewhere,) = resolve("《办法》第二条", mode="basis")
    assert elsewhere.status == "unresolved"


@pytest.mark.parametrize("law", ["关于修改《茶园登记办法》的决定", "关于修改《茶园登记办法》的决定@2021-01-01"])
def test_the_numbers_that_a_decision_changes_are_of_before_by_whatever_name(law: str) -> None:
    text = "决定修改《茶园登记办法》（以下简称《办法》）：将《办法》第二条调整为第三条。"
    assert [(r.citation.article, r.status) for r in resolve(text, law=law, article=1) if r.citation.kind == "bare"] == [(3, "title_only")]


def test_a_decision_on_several_laws_gives_no_number_of_today() -> None:
    law = "某院关于修改《茶园登记办法》等二十件规章的决定"
    found = resolve("修改《茶园登记办法》\n1.删除第二条。", law=law, article=1)
    assert [(r.citation.article, r.status, r.provision) for r in found] == [(None, "title_only", None), (2, "title_only", None)]


def test_definitions_may_be_given() -> None:
    resolver = Resolver(LIBRARY, as_of="2026-11-23", names=NAMES)
    cited = Citation(0, 7, "《办法》第二条", "full", title="办法", article=2)
    (found,) = resolver.resolve([cited], definitions=[Definition("办法", "茶园登记办法", 0, 0)])
    assert (found.how, found.statute_id) == ("defined", "茶园登记办法")


def test_the_article_of_a_forwarding_notice_is_that_of_what_it_forwards() -> None:
    found = one("《某部关于印发〈茶园登记办法〉的通知》第三条")
    assert (found.how, found.provision) == ("inner", "茶园登记办法@2020-01-01#3")


def test_chapters_are_checked() -> None:
    assert one("《茶园法》第二章").status == "resolved"
    assert one("《茶园法》第九章").status == "article_not_found"
    gapped = one("《茶树条例》第一章")  # the headings before 第二章 were lost
    assert (gapped.status, gapped.text_held) == ("law_not_in_library", False)


def test_a_numbered_part_stands_for_an_article_where_there_are_none() -> None:
    assert one("《茶价若干规定》第一条").provision == "茶价若干规定@2010-01-01#一、"


def test_a_number_gone_is_looked_for_on_the_day_of_the_list() -> None:
    resolver = Resolver(LIBRARY, as_of="2027-06-01", list_date="2010-01-01", names=NAMES)
    cited = Citation(0, 9, "《茶园法》第二条之一", "full", title="茶园法", article=2, suffix=1)
    (found,) = resolver.resolve([cited])
    assert found.provision == "茶园法@2019-05-01#2-1"


def test_the_json_has_every_key() -> None:
    value = resolution_json(one("《茶园法》第二条第二款第九项"))
    assert list(value) == [
        "start", "end", "text", "kind", "title", "doc_no", "article", "suffix", "article_end", "paragraph", "item",
        "subitem", "chapter", "status", "law", "provision", "version", "candidates", "quote",
    ]
    assert (value["law"], value["version"], value["provision"]) == ("中华人民共和国茶园法", "2019-05-01", "茶园法@2019-05-01#2.2")
    assert one("《茶园法》第一条").citation.text == "《茶园法》第一条"


def test_json_names_the_law_that_a_text_stands_in_by_its_title() -> None:
    value = resolution_json(one("本法第一条", law="茶园法@2005-03-01", article=2))
    assert (value["title"], value["law"], value["version"]) == ("茶园法", "中华人民共和国茶园法", "2005-03-01")
