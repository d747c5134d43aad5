"""款 and 项 without a 条 of their own, and what else depends on where a text stands. Tables as in ``test_citations``."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from ingest.citations.context import amends_several
from ingest.records import CiteContext
from tests.support.cited import context, show

SANCTIONS = "违反本条例第九条规定，有下列行为之一的，按照下列规定处罚：\n（一）违反第一项规定的，处警告；\n（二）违反第三项、第四项规定的，处罚款；\n（三）有第五项行为的，责令改正。"
SEVERAL = "甲市人大常委会关于修改《甲市渡口条例》等五件地方性法规的决定"

PROSE = [
    (SANCTIONS, "甲条例", "30.", "anaphor 甲条例 9|relative 甲条例 9..1|relative 甲条例 9..3|relative 甲条例 9..4|relative 甲条例 9..5"),
    ("违反第七项规定的，处罚款。", "甲条例", "30.1.2", "relative 甲条例 ..7"),
    ("符合第七项规定的，应当备案。", "甲条例", "30.1.2", "relative 甲条例 30.1.7"),
    ("违反本条例第九条第一款规定的，处警告；违反第二款规定的，处罚款。", "甲条例", "30.1", "anaphor 甲条例 9.1|relative 甲条例 9.2"),
    ("违反本条例第九条第一款规定的，处警告；屡犯的，依照第二款处罚。", "甲条例", "30.1", "anaphor 甲条例 9.1|relative 甲条例 30.2"),
    ("违反第二款规定的，处罚款。", "甲条例", "30.3", "relative 甲条例 30.2"),
    ("前款第二项的渡船应当登记；第三项的渡船应当备案。", "甲条例", "8.2", "relative 甲条例 8.1.2|relative 甲条例 8.1.3"),
    ("因本条第一款第一项停航的，提前公告；因第二、三项停航的，随时公告。", "甲条例", "8.3", "relative 甲条例 8.1.1|relative 甲条例 8.1.2|relative 甲条例 8.1.3"),
    ("下列渡口应当关闭：\n（一）年久的；\n（二）无照的。\n存在第二项情形的，处罚款。", "甲条例", "8.", "relative 甲条例 8.1.2"),
    ("存在第二项情形的，处罚款。", "甲条例", "8.2", "relative 甲条例 8.1.2"),
    ("存在第二项情形的，处罚款。", "甲条例", "8.4", "relative 甲条例 8..2"),
    ("有下列情形之一，其中第二项须经批准：", "甲条例", "8.2", "relative 甲条例 8.2.2"),
    ("属于第九条第二款规定的渡船以及第三款规定的渡船", "甲条例", "30.1", "bare 甲条例 9.2|relative 甲条例 9.3"),
    ("符合甲法第七条前三款规定的", "乙规定", "5.1", "short 甲法 7.1|short 甲法 7.2|short 甲法 7.3"),
    ("依据甲法第七条第二款前两项规定", "乙规定", "5.1", "short 甲法 7.2.1|short 甲法 7.2.2"),
    ("将污染物从大到小排序，对前三项征收费用。", "甲法", "9.1", ""),
    ("除前三项规定的以外", "甲法", "9.1.4", "relative 甲法 9.1.1|relative 甲法 9.1.2|relative 甲法 9.1.3"),
    ("违反本条例规定第九条的", "甲条例", "30.1", "anaphor 甲条例 9"),
    ("构成本法第九条规定之罪，造成本法第十条后果，核算成本法第三条", "甲法", "30.1", "anaphor 甲法 9|anaphor 甲法 10|short 核算成本法 3"),
    ("依照本法总则第四章的规定", "甲法", "30.1", "anaphor 甲法 ch4"),
    ("适用民法总则第九条", "甲规定", "3.1", "short 民法总则 9"),
    ("会议讨论决定第一款第二项的事项", "甲办法", "8.2", "relative 甲办法 8.1.2"),
    ("违反本条例第九条的第二款、第三款规定的", "甲条例", "30.1", "anaphor 甲条例 9.2|anaphor 甲条例 9.3"),
    ("应当接受检查。 第九条船舶应当登记。", "甲条例", "8.", ""),
    ("“犯第二款罪的，从重处罚。”", "甲法修正案（五）", "", "relative 甲法 .2"),
    ("甲法第九条增加一款，作为第三款：“渡口免费。”第三款改为第四款。", "甲法修正案", "24.1", "short 甲法 9|relative 甲法 9.3|relative 甲法 9.3|relative 甲法 9.4"),
    ("违反本条例第九条规定，野炊的，处罚款。\n违反第四项规定的，处警告。", "甲条例", "30.", "anaphor 甲条例 9|relative 甲条例 9..4"),
    ("违反本条例第九条第一款规定的，处罚款。\n违反第二款规定的，处警告。", "甲条例", "30.", "anaphor 甲条例 9.1|relative 甲条例 9.2"),
    ("渡口应当备案。\n违反本条例第九条规定的，处罚款。\n违反第一款规定的，处警告。", "甲条例", "30.", "anaphor 甲条例 9|relative 甲条例 30.1"),
    ("前款（一）、（三）项用甲文；（二）、（四）项用乙文。", "甲条例", "8.2", "relative 甲条例 8.1.1|relative 甲条例 8.1.3|relative 甲条例 8.1.2|relative 甲条例 8.1.4"),
    ("（二）项目名称；从事前款活动；前款物品；事前条件，目前款项", "甲条例", "8.2", "relative 甲条例 8.1|relative 甲条例 8.1"),
    ("依照第五章规定的程序；联合国宪章第七章；本编第六章；香港法例《甲条例》、第九章《乙条例》", "丙条例", "8.2", "bare 丙条例 ch5|full 甲条例 -|full 乙条例 -"),
    ("参照民法典第三编第二分编第二十章和民法典继承编第九条", "甲规定", "8.2", "short 民法典 ch20|short 民法典 9"),
    ("依照《乙条例》的规定处理：\n（一）违反第九条的；\n（二）《丙条例》第三条。", "甲条例", "30.", "full 乙条例 -|bare 甲条例 9|full 丙条例 3"),
    ("按下列规定办理：\n（一）渡口由甲；\n码头由乙；\n（二）船舶由丙。\n不属前款的，由丁。", "甲条例", "8.", "relative 甲条例 8.1"),
    ("按下列规定办理：\n渡口由甲；\n（二）船舶由丙；\n码头由乙；\n（四）前两项以外的由丁。", "甲条例", "8.", "relative 甲条例 8.1.2|relative 甲条例 8.1.3"),
    ("按下列规定办理：\n一、渡口由甲；\n二、船舶由丙。\n前款第一项的费用由丁。", "甲条例", "8.", "relative 甲条例 8.1.1"),
    ("按下列规定办理：\n(1)渡口由甲；\n①船舶由丙；\n(2)依照前项办理。", "甲条例", "8.", "relative 甲条例 8.1.1"),
    ("按下列规定办理：\n（一）渡口：\n1.由甲；\n2.由乙；\n（二）依照前项办理。\n前款另有：\n（一）船舶。\n前款", "甲条例", "8.", "relative 甲条例 8.1.1|relative 甲条例 8.1|relative 甲条例 8.2"),
    ("将第二十九条修改为：", SEVERAL, "", "bare ∅ 29"),
    ("本决定第二条自公布之日起施行。", SEVERAL, "", f"anaphor {SEVERAL} 2"),
    ("第一百二十条（《修正案》第五条）", "关于执行《中华人民共和国刑法》 确定罪名的补充规定（三）", "", "bare 中华人民共和国刑法 120|full 修正案 5"),
]


@pytest.mark.parametrize(("text", "law", "where", "expected"), PROSE)
def test_prose(text: str, law: str, where: str, expected: str) -> None:
    found = find_citations(text, context(law, where) if where else CiteContext(law=law))
    assert [show(c) for c in found] == ([] if not expected else expected.split("|"))


@pytest.mark.parametrize(
    ("title", "several"),
    [(SEVERAL, True), ("国务院关于修改部分行政法规的决定", True), ("关于修改《甲条例》和《乙条例》的决定", True), ("关于修改〈甲条例〉的决定", False), ("甲市渡口条例", False)],
)
def test_which_decisions_amend_several_texts(title: str, several: bool) -> None:
    assert amends_several(title) is several


def test_a_certificate_with_a_short_name_is_no_law() -> None:
    text = "应当申领《甲市渡口经营许可证》（以下简称《许可证》）。未取得《许可证》的，处罚款。"
    assert find_citations(text, context("甲条例", "5.1")) == []
