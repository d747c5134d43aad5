"""Citations as tables: a text and what it cites, written ``kind title address [doc_no]``.

Address: ``条[-之].款.项.目``; ``ch4`` a chapter; ``100~160`` a range too long to expand; ``-`` the whole text.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.citations import find_citations, find_definitions, scan
from ingest.records import Citation, CiteContext
from tests.support.cited import context, show

CELLS = [
    ("《城乡规划法》第六十五条", "full 城乡规划法 65"),
    ("《中华人民共和国土地管理法》第七十四条、第八十二条。", "full 中华人民共和国土地管理法 74|full 中华人民共和国土地管理法 82"),
    ("城规法第65条", "short 城规法 65"),
    ("中华人民共和国消防法第五十二条第二款", "short 中华人民共和国消防法 52.2"),
    ("《种子法》第31条、50条、77条", "full 种子法 31|full 种子法 50|full 种子法 77"),
    ("《森林法》第16、17、30条", "full 森林法 16|full 森林法 17|full 森林法 30"),
    ("《森林法》第３９条第２款", "full 森林法 39.2"),
    ("《水法》第 六十 条", "full 水法 60"),
    ("《水法》笫六条", "full 水法 6"),
    ("《甲县条例》第四十八第一款", "full 甲县条例 48.1"),
    ("《刑法》第一百二十条之一", "full 刑法 120-1"),
    ("《动物防疫法》第三章第十七条", "full 动物防疫法 17"),
    ("《动物防疫法》第二章24条", "full 动物防疫法 24"),
    ("《渔业法》第二章", "full 渔业法 ch2"),
    ("《土地管理法》44条", "full 土地管理法 44"),
    ("《农药管理条例》第五十五条第一款第（一）项、第（三）项", "full 农药管理条例 55.1.1|full 农药管理条例 55.1.3"),
    ("《农药管理条例》第五十五条第(一)、(二)项", "full 农药管理条例 55..1|full 农药管理条例 55..2"),
    ("《农药管理条例》第五十五条第一项至第三项", "full 农药管理条例 55..1|full 农药管理条例 55..2|full 农药管理条例 55..3"),
    ("《旅游法》第九条至第十二条", "full 旅游法 9|full 旅游法 10|full 旅游法 11|full 旅游法 12"),
    ("《旅游法》第九至十一条", "full 旅游法 9|full 旅游法 10|full 旅游法 11"),
    ("《旅游法》第三、四条", "full 旅游法 3|full 旅游法 4"),
    ("《旅游法》第5-7条", "full 旅游法 5|full 旅游法 6|full 旅游法 7"),
    ("《甲省实施〈中华人民共和国水法〉办法》第二十条", "full 甲省实施〈中华人民共和国水法〉办法 20"),
    ("《甲省实施<水法>办法》第二十条", "full 甲省实施<水法>办法 20"),
    ("《〈广告管理条例〉施行细则》第四条", "full 〈广告管理条例〉施行细则 4"),
    ("《甲省实施《水法》办法》第二十条", "full 甲省实施《水法》办法 20"),
    ("《关于印发〈甲市临时救助办法〉的通知》（甲民发〔2020〕12号）第十条", "full 关于印发〈甲市临时救助办法〉的通知 10 甲民发〔2020〕12号"),
    ("〈水法〉第三条", "full 水法 3"),
    ("<水法>第三条", "full 水法 3"),
    ("水土保持法》第四十八条", "full 水土保持法 48"),
    ("《水土保持法第四十八条", "full 水土保持法 48"),
    ("《水土\n保持法》第四十八条", "full 水土保持法 48"),
    ("【法律】《行政处罚法》第二十四条", "full 行政处罚法 24"),
    ("1.【行政法规】《信访工作条例》第五条；2.【部门规章】《农村公路养护管理办法》第四条", "full 信访工作条例 5|full 农村公路养护管理办法 4"),
    ("国务院《殡葬管理条例》（国务院令第225号）第八条", "full 殡葬管理条例 8 国务院令第225号"),
    ("《殡葬管理条例》国务院令第225号，第八条第二款", "full 殡葬管理条例 8.2 国务院令第225号"),
    ("《兽药管理条例》（2020年修订）第四十四条", "full 兽药管理条例 44"),
    ("《甲省燃气条例》(2014年甲政令第11号)第九条", "full 甲省燃气条例 9 甲政令第11号"),
    ("《甲省燃气条例》（根据2018年9月1日《甲省人大常委会关于修改〈甲省燃气条例〉等三部条例的决定》第二次修正）第九条", "full 甲省燃气条例 9"),
    ("《动物防疫法》第三十条：“从事屠宰应当依照第二十五条规定取得《动物防疫条件合格证》。”", "full 动物防疫法 30"),
    ("《动物防疫法》第三十条 从事屠宰的单位应当依照本法第二十五条规定办理。第三十一条 运输动物应当附有检疫证明。", "full 动物防疫法 30|bare 动物防疫法 31"),
    ("《动物防疫法》第三十条：从事屠宰的，依照第二十五条处理。《甲省动物防疫条例》第五条：乡镇人民政府应当协助。", "full 动物防疫法 30|full 甲省动物防疫条例 5"),
    ("《老年人权益保障法》第五条 各级人民政府应当将老龄事业纳入规划。\n第七条 村民委员会应当反映老年人的要求。", "full 老年人权益保障法 5|bare 老年人权益保障法 7"),
    ("1、《土地管理法》第十五条第一款 农民集体所有的土地可以承包。第十五条第二款 须经批准。", "full 土地管理法 15.1|bare 土地管理法 15.2"),
    ("《食品安全法》第三十五条：“国家对食品生产经营实行许可制度。 2.《甲省小作坊条例》第六条：“乡镇人民政府应当……。”", "full 食品安全法 35|full 甲省小作坊条例 6"),
    ("《城市绿化条例》第二十条；《城市市容和环境卫生管理条例》第三十四条第（一）项", "full 城市绿化条例 20|full 城市市容和环境卫生管理条例 34..1"),
    ("《消防法》《安全生产法》《突发事件应对法》", "full 消防法 -|full 安全生产法 -|full 突发事件应对法 -"),
    ("《娱乐场所管理条例》\n《娱乐场所管理办法》", "full 娱乐场所管理条例 -|full 娱乐场所管理办法 -"),
    ("《水法》第十条，《防洪法》第二十二条第三款，《河道管理条例》第二十四条", "full 水法 10|full 防洪法 22.3|full 河道管理条例 24"),
    ("《水法》第十条《防洪法》第二十二条", "full 水法 10|full 防洪法 22"),
    ("《独生子女父母光荣证》办理规定", ""),
    ("《流动人口婚育证明》、《人口与计划生育法》第二十五条", "full 人口与计划生育法 25"),
    ("《行政处罚告知书》送达依据《行政处罚法》第六十一条", "full 行政处罚法 61"),
    ("甲政办发〔2019〕55号", "doc_no ∅ - 甲政办发〔2019〕55号"),
    ("《甲省赋权目录》（甲政办发[2020]8号）", "full 甲省赋权目录 - 甲政办发[2020]8号"),
    ("《关于加强临时救助工作的意见》(甲民发(2007)5号)", "full 关于加强临时救助工作的意见 - 甲民发(2007)5号"),
    ("《关于加强临时救助工作的意见》（甲发〔201455号）", "full 关于加强临时救助工作的意见 - 甲发〔201455号"),
    ("《国务院对确需保留的行政审批项目设定行政许可的决定》（国务院令第412号）附件第176项", "full 国务院对确需保留的行政审批项目设定行政许可的决定 ..176 国务院令第412号"),
    ("有关法律法规", ""),
    ("各地配套政策法规文件", ""),
    ("第十二条", "bare ∅ 12"),
    ("《教育法》第五十三条、《义务教育法》第十三条第二款和第十四条", "full 教育法 53|full 义务教育法 13.2|full 义务教育法 14"),
    ("《教育法》第五十三条 第二款", "full 教育法 53.2"),
    ("《水污染防治法》第五十六条规定：“国家支持畜禽养殖场建设设施。”", "full 水污染防治法 56"),
    ("①《气象法》第二十八条②《气象灾害防御条例》第二十七条", "full 气象法 28|full 气象灾害防御条例 27"),
    ("●《气象法》第二十八条 ●《气象灾害防御条例》第二十七条", "full 气象法 28|full 气象灾害防御条例 27"),
    ("一、《气象法》第二十八条。二、《气象灾害防御条例》第二十七条。", "full 气象法 28|full 气象灾害防御条例 27"),
    ("《土地管理法》（2019年修正）第六十二条、《土地管理法实施条例》（国务院令第743号）第三十四条", "full 土地管理法 62|full 土地管理法实施条例 34 国务院令第743号"),
    ("《土地管理法》第六十二条;《乡村建设规划许可证》核发规定", "full 土地管理法 62"),
    ("《甲市市政设施管理办法（试行）》第七条", "full 甲市市政设施管理办法（试行） 7"),
    ("《甲市市政设施管理办法》（试行）第七条", "full 甲市市政设施管理办法（试行） 7"),
    ("民法典第二百四十九条；城乡规划法（2019年修正）第四十一条第一款", "short 民法典 249|short 城乡规划法 41.1"),
    ("《退役军人保障法》第六十七条 ……  《烈士褒扬条例》第五条 ……", "full 退役军人保障法 67|full 烈士褒扬条例 5"),
    ("《河道管理条例》第二十四条 在河道管理范围内，禁止修建围堤。违反《防洪法》第二十二条的，责令改正。", "full 河道管理条例 24"),
    ("《集会游行示威法》第十二条\n第（二）项", "full 集会游行示威法 12..2"),
    ("《传染病防治法》第五十二条第一款、第二款第（三）项", "full 传染病防治法 52.1|full 传染病防治法 52.2.3"),
    ("《慈善法》第一百条至第一百六十条", "full 慈善法 100~160"),
]
"""Cells of a list (依据) in the layouts of real lists: the item's own citations only."""

PROSE = [
    ("违反本法第十条规定的，依照第四十二条处罚。", "甲法", "50.", "anaphor 甲法 10|bare 甲法 42"),
    ("有前款第一项、第三项行为的", "甲法", "50.3", "relative 甲法 50.2.1|relative 甲法 50.2.3"),
    ("前款所称工程", "甲法", "50.3", "relative 甲法 50.2"),
    ("前两款规定的措施", "甲法", "50.3", "relative 甲法 50.1|relative 甲法 50.2"),
    ("除前条规定外", "甲法", "50.1", "relative 甲法 49"),
    ("依照前条第二款处理", "甲法", "50.1", "relative 甲法 49.2"),
    ("依照前条处理", "甲法", "50-1.1", "relative 甲法 50"),
    ("本条第一款、第二款规定的期限", "甲法", "50.3", "relative 甲法 50.1|relative 甲法 50.2"),
    ("依照第一款的规定处罚", "甲法", "50.3", "relative 甲法 50.1"),
    ("违反本条例第七条、第十九条第三款、第三十八条第二款规定", "甲条例", "50.", "anaphor 甲条例 7|anaphor 甲条例 19.3|anaphor 甲条例 38.2"),
    ("违反本条例第十三条第一款至第三款规定", "甲条例", "50.", "anaphor 甲条例 13.1|anaphor 甲条例 13.2|anaphor 甲条例 13.3"),
    ("本条例第八、九、十条", "甲条例", "50.", "anaphor 甲条例 8|anaphor 甲条例 9|anaphor 甲条例 10"),
    ("适用本法第四章的规定", "甲法", "50.", "anaphor 甲法 ch4"),
    ("依照出境入境管理法第六十一条的规定", "甲条例", "30.", "short 出境入境管理法 61"),
    ("构成犯罪的，依照刑法第二百三十四条、第二百三十二条的规定", "甲法", "50.", "short 刑法 234|short 刑法 232"),
    ("适用修改后的民事诉讼法第八十一条", "甲规定", "5.", "short 民事诉讼法 81"),
    ("申请人依据《行政复议法》第十一条提出申请的，适用该法第三十条。", "甲办法", "5.", "full 行政复议法 11|anaphor 行政复议法 30"),
    ("《水法》第十条和同法第二十条", "甲办法", "5.", "full 水法 10|anaphor 水法 20"),
    ("根据《土地管理法》（以下简称《土管法》），制定本办法。", "甲办法", "1.", "full 土地管理法 -"),
    ("根据《水法》、《防洪法》和《甲省水条例》，制定本条例。", "乙市水条例", "1.", "full 水法 -|full 防洪法 -|full 甲省水条例 -"),
    ("依照有关法律、行政法规的规定处理，法律另有规定的除外。", "甲法", "50.", ""),
    ("应当取得《药品经营许可证》，并悬挂《营业执照》。", "甲法", "50.", ""),
    ("持有卫生许可证第三条所列场所", "甲法", "50.", ""),
    ("依照刑法修正案（十一）第二条处理", "甲法", "50.", "short 刑法修正案（十一） 2"),
    ("依据劳动合同法第三十条和调解仲裁法第十六条", "甲法", "50.", "short 劳动合同法 30|short 调解仲裁法 16"),
    ("违反本法规定，构成犯罪的，依照刑法有关规定追究刑事责任。", "甲法", "50.", ""),
    ("本条所称标准，由本章另行规定。", "甲法", "50.", ""),
    ("依照《刑法修正案（九）》第七条", "甲规定", "5.", "full 刑法修正案（九） 7"),
    ("依照《关于审理民事案件的解释（二）》第十九条第一款第二项", "甲规定", "5.", "full 关于审理民事案件的解释（二） 19.1.2"),
    ("两年内第一次、第二次检查，第三方机构参加。", "甲法", "50.", ""),
    ("第一，加强管理；第二，依法处理。", "甲法", "50.", ""),
    ("符合第十条第一项条件的条款和条件", "甲法", "50.", "bare 甲法 10..1"),
    ("民法典和刑法第三百条", "甲规定", "5.", "short 刑法 300"),
    ("当事人违反合同法第五十二条", "甲规定", "5.", "short 合同法 52"),
    ("依照香港特别行政区基本法第十八条", "甲规定", "5.", "short 香港特别行政区基本法 18"),
    ("以前款项已结清，提前条件具备，当前项目继续。", "甲法", "50.2", ""),
    ("本项第二目规定的", "甲规定", "14.1.3", "relative 甲规定 14.1.3.2"),
    ("应当依照对外贸易法第三条办理", "甲规定", "5.", "short 对外贸易法 3"),
    ("依照刑法分则第八章处罚", "甲规定", "5.", "short 刑法 ch8"),
    ("当事人按照合同第三条履行，违反公司章程第五条", "甲法", "50.", ""),
    ("违反本规定附录第一条、第二条", "甲规定", "13.", ""),
    ("依照本法及其实施条例第五条处理", "甲规定", "5.", "short 实施条例 5"),
    ("我院以法〔1998〕86号文答复", "甲规定", "5.", "doc_no ∅ - 法〔1998〕86号"),
    ("有第十条、第十一条之一的，责令改正", "甲法", "50.", "bare 甲法 10|bare 甲法 11"),
    ("刑法第一百二十条、第一百二十条之一的规定", "甲规定", "5.", "short 刑法 120|short 刑法 120-1"),
    ("前项规定的凭证", "甲规定", "14.1.3", "relative 甲规定 14.1.2"),
]
"""Running text, the law it stands in and where (条[-之].款.项)."""

QUOTES = [
    ("《动物防疫法》第三十条：“从事屠宰应当依照第二十五条规定办理。”", ["从事屠宰应当依照第二十五条规定办理。"]),
    ("《动物防疫法》第三十条 从事屠宰的单位应当办理。第三十一条 运输动物应当附证。", ["从事屠宰的单位应当办理。", "运输动物应当附证。"]),
    ("1.《甲法》第三条：“国家实行许可制度。 2.《乙条例》第六条：“乡镇人民政府应当协助。”", ["国家实行许可制度。", "乡镇人民政府应当协助。"]),
    ("《甲法》第三条规定：“有‘重大’隐患的，应当报告”；《乙法》第六条。", ["有‘重大’隐患的，应当报告", None]),
    ("《甲法》第三条、第五条 …… 《乙法》第六条", [None, None, None]),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
@pytest.mark.parametrize("told", [True, False], ids=["as cell", "unasked"])
def test_cells(text: str, expected: str, told: bool) -> None:
    found = find_citations(text, CiteContext(mode="basis") if told else None)
    assert [show(c) for c in found] == _split(expected)


@pytest.mark.parametrize(("text", "law", "where", "expected"), PROSE)
def test_prose(text: str, law: str, where: str, expected: str) -> None:
    assert [show(c) for c in find_citations(text, context(law, where))] == _split(expected)


@pytest.mark.parametrize(("text", "expected"), QUOTES)
def test_quotes(text: str, expected: list[str | None]) -> None:
    found = find_citations(text, CiteContext(mode="basis"))
    assert [c.quote.text if c.quote else None for c in found] == expected
    assert all(text[c.quote.start : c.quote.end] == c.quote.text for c in found if c.quote)


SPANS = [
    ("依据国务院《甲条例》（2018年修正）第三条第一款、第四条处理", ["《甲条例》（2018年修正）第三条第一款", "第四条"]),
    ("【法律】《甲法》第三、四条", ["《甲法》第三", "四条"]),
    ("《甲法》第三条至第五条", ["《甲法》第三条", "《甲法》第三条至第五条", "第五条"]),
    ("适用修正后的刑法第三条", ["刑法第三条"]),
    ("依照前三款规定", ["前三款", "前三款", "前三款"]),
    ("《甲\n法》第 三\n条", ["《甲\n法》第 三\n条"]),
]


@pytest.mark.parametrize(("text", "expected"), SPANS)
def test_spans_are_those_of_the_raw_text(text: str, expected: list[str]) -> None:
    found = find_citations(text)
    assert [c.text for c in found] == expected
    _check_spans(text, found)


def test_no_name_begins_with_a_joint() -> None:
    known = {"民法典", "、民法典"}.__contains__
    assert [c.title for c in find_citations("依照甲法第二十六条、民法典第四条", None, known)] == ["甲法", "民法典"]


def test_known_names_decide_where_a_name_begins() -> None:
    known = {"以工代赈管理办法", "管理办法"}.__contains__
    assert [c.title for c in find_citations("应当按照以工代赈管理办法第五条执行", None, known)] == ["以工代赈管理办法"]


def test_the_definition_of_a_short_name_is_no_citation_and_its_use_is() -> None:
    text = "根据《甲省城市绿化管理条例》（以下简称《绿化条例》），制定本办法。违反绿化条例第九条的，予以处罚。"
    assert [(d.alias, d.title) for d in find_definitions(text)] == [("绿化条例", "甲省城市绿化管理条例")]
    found = scan(text)
    assert [show(c) for c in found.citations] == ["full 甲省城市绿化管理条例 -", "short 绿化条例 9"]
    assert [d.title for d in found.definitions] == ["甲省城市绿化管理条例"]


@pytest.mark.parametrize(("text", "expected"), [
    ("根据《甲省林木法》、《甲省渡口法》和《甲省林木法实施条例》（以下简称《林木法》、《渡口法》、《林木法条例》），",
     [("林木法", "甲省林木法"), ("渡口法", "甲省渡口法"), ("林木法条例", "甲省林木法实施条例")]),
    ("依照《甲省林木法》和省人大常委会《关于渡口的决定》（以下分别简称为《林木法》和《决定》）办理。", [("林木法", "甲省林木法"), ("决定", "关于渡口的决定")]),
    ("根据《甲省林木法》（以下简称《林木法》、《实施条例》），", []),
])  # fmt: skip
def test_short_names_listed_in_one_bracket_go_by_their_order(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(d.alias, d.title) for d in find_definitions(text)] == expected


@pytest.mark.parametrize(("text", "titles"), [
    ("违反第五条（参见《乙条例》第三条），依照第七条处罚。", ["甲法", "乙条例", "甲法"]),
    ("依照《丙条例》第五条（《乙条例》第三条）、第七条处罚。", ["丙条例", "乙条例", "丙条例"]),
    ("依照《丙条例》（第五条、第六条）、第七条处罚。", ["丙条例", "丙条例", "丙条例"]),
    ("依照（《丙条例》）第五条处罚。", ["丙条例", "丙条例"]),
    ("对《丙条例》作如下补充：\n| 第五条（《乙条例》第三条） | 某罪 |\n| 第六条（《乙条例》第四条） | 某罪 |", ["丙条例", "甲法", "乙条例", "甲法", "乙条例"]),
])  # fmt: skip
def test_what_a_note_names_does_not_reach_beyond_it(text: str, titles: list[str]) -> None:
    assert [c.title for c in find_citations(text, CiteContext("甲法", 9))] == titles


def test_a_supplement_speaks_of_itself() -> None:
    text = "根据《甲地与乙地互相执行的安排》（以下简称安排），作如下补充。本补充安排第一条自公布之日起施行。"
    (cited,) = [c for c in find_citations(text, CiteContext("甲地与乙地互相执行的补充安排")) if c.article]
    assert (cited.kind, cited.title) == ("anaphor", "甲地与乙地互相执行的补充安排")


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("《甲法》（2019年修正）第三条", 2019),
        ("《甲法》(2003年10月28日主席令第八号，2011年4月22日予以修改)第三条", 2011),
        ("《甲法（2021修订）》第三条", 2021),
        ("《甲法》（甲办发〔2014〕7号）第三条", None),
    ],
)
def test_the_note_names_the_edition(text: str, year: int | None) -> None:
    assert find_citations(text)[0].edition_year == year


def test_a_short_name_keeps_its_own_bracket() -> None:
    found = find_definitions("根据《中华人民共和国甲法修正案（八）》（以下简称甲法修正案（八））的规定")
    assert [d.alias for d in found] == ["甲法修正案（八）"]


def test_the_inner_title_of_a_notice_is_kept() -> None:
    cited = find_citations("《关于印发〈甲市救助办法〉的通知》第十条")[0]
    assert (cited.title, cited.inner_title) == ("关于印发〈甲市救助办法〉的通知", "甲市救助办法")


def test_a_long_list_is_read_whole() -> None:
    text = "《甲法》" + "、".join(["第三条"] * 100_000)
    found = find_citations(text)
    assert len(found) == 100_000
    assert found[-1].end == len(text)


PIECES = [*list("第条款项目章之至、，。；“”《》〈〉<>（）()【】〔〕号令前本该同法例"), "一", "十", "２", "3", " ", "\n", "第一", "条例", "前款", "本条", "简称", "2019", "关于", "规定：", "…", "\u3000"]


@pytest.mark.parametrize("piece", ["第", "第一、", "第一条", "第（", "《", "〈", "（", "前", "“", "号", "一", "第一款第", "1.《甲法》第三条：“", "第一条至", "该法实施条例第三条", "前项（一）；"])
def test_repetition_is_read_in_one_pass(piece: str) -> None:
    text = piece * 20_000
    _check_spans(text, find_citations(text, CiteContext(mode="basis")))
    _check_spans(text, find_citations(text))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.sampled_from(["prose", "basis", None]))
def test_whatever_the_text_spans_slice_and_come_in_order(text: str, mode: str | None) -> None:
    given_context = None if mode is None else CiteContext("甲法", 5, 0, 2, mode=mode)  # type: ignore[arg-type]
    _check_spans(text, find_citations(text, given_context))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_arbitrary_text_is_survived(text: str) -> None:
    _check_spans(text, find_citations(text))


def _check_spans(text: str, found: list[Citation]) -> None:
    assert all(text[c.start : c.end] == c.text and c.text for c in found)
    assert [c.start for c in found] == sorted(c.start for c in found)


def _split(expected: str) -> list[str]:
    return expected.split("|") if expected else []
