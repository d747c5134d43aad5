"""Titles as cited, and the laws they may mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus.aliases import Alias
from corpus.catalogue import Catalogue, CatalogueEntry
from graph.model import Statute
from graph.names import NameIndex, is_generic

TITLES = (
    "中华人民共和国城乡规划法", "中华人民共和国土地管理法", "中华人民共和国土地管理法实施条例", "中华人民共和国环境保护税法",
    "公共场所卫生管理条例", "城市市容和环境卫生管理条例", "娱乐场所管理条例", "道路货物运输管理暂行办法",
    "河南省实施〈中华人民共和国城乡规划法〉办法", "河南省河道管理条例", "河南省消防条例", "浙江省消防条例", "许昌市养犬管理条例",
    "最高人民法院关于审理拖欠工程款案件适用法律若干问题的解释（一）", "最高人民法院关于审理拖欠工程款案件适用法律若干问题的解释（二）",
    "农村公路养护管理条例", "农村公路养护监督条例", "水域资源繁殖保护条例", "车站码头治安巡查和联防条例", "城市绿地条例",
    "许昌市城市绿地管理条例", "保护少先队员教育条例", "中华人民共和国城乡规划法实施条例", "宗教事务条例",
    "中华人民共和国乡镇人民代表大会和人民政府联系法", "河南省村民委员会办事条例", "中华人民共和国护林员保障法", "茶叶管理条例", "苗木管理条例",
    "河南省苗木管理条例", "水车管理条例", "水车安全条例", "湖区登记暂行条例", "浙江省实施〈中华人民共和国招标投标法〉办法", "最高人民法院关于适用〈中华人民共和国城乡规划法〉许可编的解释（一）",
    "最高人民法院关于适用〈中华人民共和国城乡规划法〉处罚编的解释（一）", "最高人民法院关于适用〈中华人民共和国城乡规划法〉处罚编的解释（二）",
    "最高人民法院关于审理水车租赁纠纷案件适用法律若干问题的规定",
)


@pytest.fixture(scope="module")
def index() -> NameIndex:
    def statute(title: str) -> Statute:
        region = ("河南省",) if title.startswith("河南") else ("浙江省",) if title.startswith("浙江") else ()
        region = ("河南省", "许昌市") if title.startswith("许昌") else region
        return Statute(title.removeprefix("中华人民共和国"), title, title, "法律", region=region)

    aliases = (Alias("城规法", ("中华人民共和国城乡规划法",)), Alias("土地法", ("城乡规划法", "土地管理法")))
    return NameIndex([statute(t) for t in TITLES], Catalogue(()), aliases)


@pytest.mark.parametrize(("cited", "how", "title"), [
    ("中华人民共和国城乡规划法", "exact", "中华人民共和国城乡规划法"),
    ("《 中华人民共和国 城乡规划法 》", "exact", "中华人民共和国城乡规划法"),
    ("城乡规划法", "short", "中华人民共和国城乡规划法"),
    ("城规法", "alias", "中华人民共和国城乡规划法"),
    ("河南省实施<城乡规划法>办法", "short", "河南省实施〈中华人民共和国城乡规划法〉办法"),
    ("河南省实施中华人民共和国城乡规划法办法", "exact", "河南省实施〈中华人民共和国城乡规划法〉办法"),
    ("河南省〈城乡规划法〉实施办法", "alias", "河南省实施〈中华人民共和国城乡规划法〉办法"),
    ("河南消防条例", "alias", "河南省消防条例"),
    ("土地管理法（2019年修正）", "short", "中华人民共和国土地管理法"),
    ("关于审理拖欠工程款案件适用法律若干问题的解释（一）", "alias", "最高人民法院关于审理拖欠工程款案件适用法律若干问题的解释（一）"),
    ("公共场所管理条例", "similar", "公共场所卫生管理条例"),
    ("城市市容环境卫生管理条例", "similar", "城市市容和环境卫生管理条例"),
    ("中华人共和国城乡规划法", "similar", "中华人民共和国城乡规划法"),
    ("公共场所卫生管理条列", "similar", "公共场所卫生管理条例"),
    ("城乡规化法", "similar", "中华人民共和国城乡规划法"),  # the same sound
    ("道路货物运物管理暂行办法", "similar", "道路货物运输管理暂行办法"),
    ("娱乐场场所管理条例", "similar", "娱乐场所管理条例"),
    ("公共场所卫生监督管理条例", "similar", "公共场所卫生管理条例"),  # a word too many
    ("水域资源保护条例", "similar", "水域资源繁殖保护条例"),  # a word left out
    ("城市市容环境卫生条例", "similar", "城市市容和环境卫生管理条例"),  # a word left out, and a conjunction
    ("车站码头治安巡查条例", "similar", "车站码头治安巡查和联防条例"),  # a word left out with its conjunction
    ("场所公共卫生管理条例", "similar", "公共场所卫生管理条例"),  # two words that changed places
    ("少先队员保护教育条例", "similar", "保护少先队员教育条例"),  # of two and of four characters
    ("宗教事物条例", "similar", "宗教事务条例"),  # though 事物 is a word
    ("城规法实施条例", "alias", "中华人民共和国城乡规划法实施条例"),
    ("城乡规划实施条例", "similar", "中华人民共和国城乡规划法实施条例"),  # what is implemented is a law
    ("乡镇人大和政府联系法", "alias", "中华人民共和国乡镇人民代表大会和人民政府联系法"),  # words in short
    ("浙江省招投标法实施办法", "alias", "浙江省实施〈中华人民共和国招标投标法〉办法"),
    ("河南省村委会办事条例", "alias", "河南省村民委员会办事条例"),
    ("护林员保护法", "similar", "中华人民共和国护林员保障法"),  # a word that means the same
    ("茶叶条例", "similar", "茶叶管理条例"),  # a word that narrows nothing
    ("湖区登记条例", "similar", "湖区登记暂行条例"),  # all regulations of the state are known
    ("城规法许可编解释一", "alias", "最高人民法院关于适用〈中华人民共和国城乡规划法〉许可编的解释（一）"),
    ("城乡规划法许可编司法解释", "alias", "最高人民法院关于适用〈中华人民共和国城乡规划法〉许可编的解释（一）"),
    ("最高院城乡规划法处罚编解释（2）", "alias", "最高人民法院关于适用〈中华人民共和国城乡规划法〉处罚编的解释（二）"),
    ("水车租赁纠纷司法解释", "alias", "最高人民法院关于审理水车租赁纠纷案件适用法律若干问题的规定"),
    ("城乡规划发", "similar", "中华人民共和国城乡规划法"),  # the kind by its sound
])
def test_one_law_is_meant(index: NameIndex, cited: str, how: str, title: str) -> None:
    match = index.lookup(cited)
    assert [n.title for n in match.names] == [title]
    assert match.how == how


@pytest.mark.parametrize("cited", [
    "环境保护法",  # not 环境保护税法
    "河南省航道管理条例",  # not 河道
    "河南省河道监督管理条例",  # local regulations are not all known
    "湖南省消防条例",  # another province
    "养犬管理条例",  # one place's alone: whose is meant is not said
    "城市市容和环境卫生管理办法",  # 办法 is not 条例
    "土地管理法实施细则", "城规法实施细则",
    "道路货物运输管理办法",  # 暂行 makes another document
    "最高人民法院关于审理拖欠工程款案件适用法律若干问题的解释（三）",
    "四川省〈城乡规划法〉实施办法",
    "城乡规划",  # a plan
    "安全生产许可证条例",
    "中华人民共和国消防条例",  # of the state: no province's
    "城乡规划罚款",
    "苗木条例",  # places have one too
    "水车条例",  # two regulations share the subject
    "河南省护林员保护法",
    "城乡规划法处罚编解释三", "水车租赁解释", "水车租赁规定", "城乡规划法解释",
])
def test_another_law_is_never_taken_for_it(index: NameIndex, cited: str) -> None:
    assert index.lookup(cited).names == ()


@pytest.mark.parametrize(("cited", "titles"), [
    ("消防条例", {"河南省消防条例", "浙江省消防条例"}),
    ("土地法", {"中华人民共和国城乡规划法", "中华人民共和国土地管理法"}),
    ("城乡规划法处罚编解释", {f"最高人民法院关于适用〈中华人民共和国城乡规划法〉处罚编的解释（{n}）" for n in "一二"}),
    ("农村公路养护条例", {"农村公路养护管理条例", "农村公路养护监督条例"}),
    ("城市绿地管理条例", {"城市绿地条例", "许昌市城市绿地管理条例"}),  # a word too many, or a city left out
])
def test_what_cannot_be_told_is_ambiguous(index: NameIndex, cited: str, titles: set[str]) -> None:
    assert {n.title for n in index.lookup(cited).names} == titles


def test_of_several_laws_the_one_held_is_not_the_one_meant() -> None:
    held = Statute("甲法", "甲法", "甲法", "法律")
    gone = CatalogueEntry("乙法", "法律", "", "", (), ())
    match = NameIndex([held], Catalogue((gone,)), (Alias("甲乙法", ("甲法", "乙法")),)).lookup("甲乙法")
    assert {n.title for n in match.names} == {"甲法", "乙法"}
    here = Statute("河南省游览条例", "河南省游览条例", "河南省游览条例", "地方性法规", region=("河南省",))
    there = CatalogueEntry("浙江省游览条例", "地方性法规", "", "", ("浙江省",), ())
    index = NameIndex([here], Catalogue((there,)), ())
    assert {n.title for n in index.lookup("游览条例").names} == {"河南省游览条例", "浙江省游览条例"}
    assert [n.title for n in index.lookup("游览条例", place=("浙江省",)).names] == ["浙江省游览条例"]


def test_a_repealed_title_without_its_issuer_is_the_one_held_of_the_same_title() -> None:
    now = Statute("甲", "最高人民法院关于审理水车租赁案件的规定", "甲", "司法解释")
    gone = tuple(CatalogueEntry(t, "", "", "", (), ()) for t in ("关于审理水车租赁案件的规定", "关于审理水磨租赁案件的规定"))
    index = NameIndex([now], Catalogue(gone), ())
    assert [n.title for n in index.lookup("关于审理水车租赁案件的规定").names] == ["最高人民法院关于审理水车租赁案件的规定"]
    assert [n.title for n in index.lookup("关于审理水磨租赁案件的规定").names] == ["关于审理水磨租赁案件的规定"]


def test_the_issuer_outside_the_title_counts_as_part_of_it(index: NameIndex) -> None:
    match = index.lookup("关于审理拖欠工程款案件适用法律若干问题的解释（二）", issuer="最高人民法院")
    assert match.how == "exact" and match.names[0].title.endswith("（二）")


@pytest.mark.parametrize(("issuer", "cited", "titles"), [
    ("河南省人民政府", "公共场所卫生管理条例", []),  # the state's of that name is another document
    ("市人民政府办公室", "公共场所管理条例", []),
    ("河南省人民政府", "消防条例", ["河南省消防条例"]),
    ("省人大常委会", "河南省消防条例", ["河南省消防条例"]),
    ("市人民政府", "中华人民共和国土地管理法实施条例", ["中华人民共和国土地管理法实施条例"]),  # says itself whose it is
    ("市人民政府", "城乡规划法", ["中华人民共和国城乡规划法"]),  # no place makes a 法
    ("国务院", "公共场所卫生管理条例", ["公共场所卫生管理条例"]),
])
def test_a_local_body_issues_no_law_of_the_state(index: NameIndex, issuer: str, cited: str, titles: list[str]) -> None:
    assert [n.title for n in index.lookup(cited, issuer=issuer).names] == titles


def test_a_place_lends_its_own_laws_only(index: NameIndex) -> None:
    here = index.lookup("养犬管理条例", place=("河南省", "许昌市", "襄城县"))
    assert (here.how, [n.title for n in here.names]) == ("alias", ["许昌市养犬管理条例"])
    assert index.lookup("养犬管理条例", place=("河南省", "洛阳市")).names == ()
    assert index.lookup("消防条例", place=("浙江省",)).names[0].title == "浙江省消防条例"


@pytest.mark.parametrize(("cited", "titles"), [
    ("城乡规划法实施办法", ["河南省实施〈中华人民共和国城乡规划法〉办法"]),
    ("实施《城乡规划法》办法", ["河南省实施〈中华人民共和国城乡规划法〉办法"]),
    ("土地管理法实施办法", []),
    ("省消防条例", ["河南省消防条例"]),
    ("我省消防条例", ["河南省消防条例"]),
    ("市消防条例", []),  # the province's is no city's
    ("市养犬管理条例", ["许昌市养犬管理条例"]),
])
def test_a_place_lends_its_implementing_rules_and_its_kind(index: NameIndex, cited: str, titles: list[str]) -> None:
    assert [n.title for n in index.lookup(cited, place=("河南省", "许昌市", "襄城县")).names] == titles


def test_a_law_is_found_by_its_name_of_before_until_another_law_bears_it() -> None:
    renamed = Statute("河南省河湖条例", "河南省河湖条例", "河南省河湖条例", "地方性法规", region=("河南省",), former=("河南省河湖暂行条例", "河南省河、湖暂行条例"))
    index = NameIndex([renamed], Catalogue(()), ())
    match = index.lookup("河南省河湖暂行条例")
    assert (match.how, [n.title for n in match.names]) == ("alias", ["河南省河湖条例"])
    other = replace(renamed, id="x", title="河南省河湖暂行条例", former=())
    assert NameIndex([renamed, other], Catalogue(()), ()).lookup("河南省河湖暂行条例").how == "exact"


def test_a_year_inside_the_title_is_kept(index: NameIndex) -> None:
    assert index.lookup("土地管理法（2004年修正）").edition_year == 2004


@pytest.mark.parametrize(("name", "answer"), [("条例", True), ("《实施办法》", True), ("该规定", True), ("消防条例", False), ("水法", False)])
def test_a_kind_of_document_is_no_name(name: str, answer: bool) -> None:
    assert is_generic(name) is answer


def test_known_names_are_exact_ones(index: NameIndex) -> None:
    known = {n for n in ("城乡规划法", "城规法", "《城乡规划法》", "乡规划法", "规划法", "公共场所管理条例") if index.known(n)}
    assert known == {"城乡规划法", "城规法", "《城乡规划法》"}
