"""Odd forms of citations, each in a combination that no list of forms shows. Tables as in ``test_citations``."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from ingest.records import CiteContext
from tests.support.cited import context, show

KNOWN = frozenset({"土地管理法", "城乡规划法", "城规法", "刑法", "民法典", "消防法", "甲省实施《中华人民共和国水法》办法"})

CELLS = [
    ("土地管理法44条2款", "short 土地管理法 44.2"),
    ("城规法65条、66条", "short 城规法 65|short 城规法 66"),
    ("刑法一百二十条之一", "short 刑法 120-1"),
    ("民法典一千零七十六条一款二项", "short 民法典 1076.1.2"),
    ("城乡规划法（2019修正）65条", "short 城乡规划法 65"),
    ("《土地管理法》44条、45条2款", "full 土地管理法 44|full 土地管理法 45.2"),
    ("《土地管理法》第44条2款3项", "full 土地管理法 44.2.3"),
    ("《土地管理法》第四十四条两款", "full 土地管理法 44"),
    ("消防法五十二条、五十三条", "short 消防法 52|short 消防法 53"),
    ("《甲条例》第三十四条第㈠、㈡项", "full 甲条例 34..1|full 甲条例 34..2"),
    ("《甲条例》第38条第１款第⑴项", "full 甲条例 38.1.1"),
    ("《甲条例》第三十四条（一）（二）（三）项", "full 甲条例 34..1|full 甲条例 34..2|full 甲条例 34..3"),
    ("刑法第120条之一、之二和第二百八十七条之一", "short 刑法 120-1|short 刑法 120-2|short 刑法 287-1"),
    ("刑法第一百二十条之一至之三", "short 刑法 120-1|short 刑法 120-2|short 刑法 120-3"),
    ("《甲法实施条例》<2021年修订>第52条", "full 甲法实施条例 52"),
    ("《甲法》〈2019修正〉第四条", "full 甲法 4"),
    ("甲发[2019]5号、甲办发（2020）24号和甲发【2018】12号文件", "doc_no ∅ - 甲发[2019]5号|doc_no ∅ - 甲办发（2020）24号|doc_no ∅ - 甲发【2018】12号"),
    ("甲省实施《中华人民共和国水法》办法第十条第二款", "short 甲省实施《中华人民共和国水法》办法 10.2"),
    ("《防洪法》第八条；乙市实施<水法>办法第十条", "full 防洪法 8|short 乙市实施<水法>办法 10"),
    ("《土地管理法》实施条例第五十二条", "short 《土地管理法》实施条例 52"),
    ("《甲条例》实施细则第三条、第五条", "short 《甲条例》实施细则 3|short 《甲条例》实施细则 5"),
    ("《甲条例》实施办法律援助", "full 甲条例 -"),
    ("最高人民法院关于适用《甲法》的解释（二）第六条第一款第（八）项", "short 最高人民法院关于适用《甲法》的解释（二） 6.1.8"),
    ("依照《甲法》的规定，参照《乙条例》若干规定", "full 甲法 -|full 乙条例 -"),
    ("《甲法》第七十四条及其实施条例第五十二条", "full 甲法 74|short 实施条例 52"),
    ("《甲条例》2011年修订，第八条、第三十一条第二款", "full 甲条例 8|full 甲条例 31.2"),
    ("《甲法》第4条 第5条 第10条", "full 甲法 4|bare 甲法 5|bare 甲法 10"),
    ("《甲法》第十条\n第十二条第二款\n第十五条", "full 甲法 10|bare 甲法 12.2|bare 甲法 15"),
    ("《甲法》第九十一条（一）、（三）；《乙法》第八十五条(二)", "full 甲法 91..1|full 甲法 91..3|full 乙法 85..2"),
    ("《甲法》第九十一条（一）克扣工资的；（二）拒不支付的", "full 甲法 91"),
    ("《甲法》第四条第二款、六十三条第三款", "full 甲法 4.2|full 甲法 63.3"),
    ("《甲法》第三十条从事屠宰的单位应当依照本法第二十五条规定办理，不得违反《乙法》第三条。", "full 甲法 30"),
    ("《甲法》第三十条规定从事屠宰的单位应当依照本法第二十五条办理。《乙法》第六条", "full 甲法 30|full 乙法 6"),
    ("《甲法》第五条结合《乙法》第六条的规定，由乡镇人民政府负责实施。", "full 甲法 5|full 乙法 6"),
    ("《甲法》第五条和有关规定，依照第二十五条处理", "full 甲法 5|bare 甲法 25"),
    ("《甲法》第三十条 第二十五条规定的场所，应当依法办理。", "full 甲法 30"),
    ("《甲法》（第五十二条、第五十三条）", "full 甲法 52|full 甲法 53"),
    ("《甲法》：第五十二条 乡镇人民政府应当组织检查。", "full 甲法 52"),
    ("《甲法》的第五十二条；《乙法》中第三条", "full 甲法 52|full 乙法 3"),
    ("《甲法》第五二条、第五十２条", "full 甲法 52|full 甲法 52"),
    ("《甲法》第52条1、2款", "full 甲法 52.1|full 甲法 52.2"),
    ("《甲法》第99999条；《乙法》第0条、第3001条第二款", "full 甲法 99999|full 乙法 0|full 乙法 3001.2"),
    ("甲政办〔2020〕12号文第三条", "doc_no ∅ 3 甲政办〔2020〕12号"),
    ("甲省人民政府令第190号第十条第二款、第十一条", "doc_no ∅ 10.2 甲省人民政府令第190号|doc_no ∅ 11 甲省人民政府令第190号"),
    ("《“十四五”甲省应急体系规划》第三章", ""),
    ("消防法（2021修正）第五条、城乡规划法（主席令第29号，2019年修正）第五条第二款", "short 消防法 5|short 城乡规划法 5.2 主席令第29号"),
    ("《甲法》第七十四条；《甲省赋权指导目录》第18项", "full 甲法 74|full 甲省赋权指导目录 ..18"),
    ("《甲法》第七十四条；《经营许可证》第三章、第四项；第五条", "full 甲法 74|bare ∅ 5"),
    ("《甲法》第七条 本法第五十八条、第六十一条规定的处罚，由县级人民政府决定。", "full 甲法 7"),
    ("消防法第五条、第六条 乡镇人民政府负责；城乡规划法第九条", "short 消防法 5|short 消防法 6|short 城乡规划法 9"),
    ("《甲法》第三十一条 应当依照消防法第五条检查。城乡规划法第六十五条 由乡镇人民政府责令停止建设。", "full 甲法 31|short 城乡规划法 65"),
]

PROSE = [
    ("违反本条例六十条第四款规定的", "甲条例", "84.", "anaphor 甲条例 60.4"),
    ("本市出台规定15条，制定办法12条，落实三条措施", "甲条例", "8.", ""),
    ("依照刑法三条", "甲法", "8.", ""),
    ("依照本法12条2款", "甲法", "8.", "anaphor 甲法 12.2"),
    ("为了实施《甲法》的规定，制定本办法", "甲办法", "1.", "full 甲法 -"),
    ("有下列情形的：（一）违反第十条；（二）失职；（三）前两项以外的", "甲法", "70.1", "bare 甲法 10|relative 甲法 70.1.1|relative 甲法 70.1.2"),
    ("违反本条第二十三条第三款的", "甲条例", "43.", "bare 甲条例 23.3"),
    ("甲法第五条增加一款，作为第一款：", "甲法修正案（二）", "13.", "short 甲法 5|relative 甲法 5.1"),
    ("将第三条改为第四条。第五条第二款删去。", "甲会关于修改《甲条例》的决定", "1.", "bare 甲条例 3|bare 甲条例 4|bare 甲条例 5.2"),
    ("本决定第二条", "甲会关于修改《甲条例》的决定", "1.", "anaphor 甲会关于修改《甲条例》的决定 2"),
    ("依照甲法第十七条第二款和十八条第一款、第二款", "甲办法", "5.", "short 甲法 17.2|short 甲法 18.1|short 甲法 18.2"),
    ("关于执行《甲法》若干问题的规定第三条", "甲办法", "5.", "short 关于执行《甲法》若干问题的规定 3"),
]

INNER = [
    ("《甲法》第七十四条及其实施条例第五十二条", "", "甲法实施条例"),
    ("依照《甲法》第三条、该法实施细则第十条", "", "甲法实施细则"),
    ("依照本法及其实施条例第六条", "乙法", "乙法实施条例"),
    ("依照本法实施条例第六条", "乙法", "乙法实施条例"),
    ("《甲法》第三条、实施条例第六条", "", None),
    ("乙县关于印发《甲办法》的通知第三条", "", "甲办法"),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
@pytest.mark.parametrize("told", [True, False], ids=["as cell", "unasked"])
def test_cells(text: str, expected: str, told: bool) -> None:
    found = find_citations(text, CiteContext(mode="basis") if told else None, KNOWN.__contains__)
    assert [show(c) for c in found] == ([] if not expected else expected.split("|"))
    assert all(text[c.start:c.end] == c.text for c in found)


@pytest.mark.parametrize(("text", "law", "where", "expected"), PROSE)
def test_prose(text: str, law: str, where: str, expected: str) -> None:
    found = find_citations(text, context(law, where), KNOWN.__contains__)
    assert [show(c) for c in found] == ([] if not expected else expected.split("|"))


@pytest.mark.parametrize(("text", "law", "inner"), INNER)
def test_what_a_name_stands_for(text: str, law: str, inner: str | None) -> None:
    found = find_citations(text, CiteContext(law=law, article=5) if law else None)
    assert found[-1].inner_title == inner
