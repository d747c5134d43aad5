"""Slips of the pen and of the scanner in list cells, and cells typed in half width. Tables as in ``test_citations``."""

from __future__ import annotations

import pytest

from ingest.citations import find_citations
from ingest.records import CiteContext
from tests.support.cited import address, show

KNOWN = frozenset({"城市绿化条例", "消防法", "水法"})

CELLS = [
    ("《甲法》第七十四条第—款、第—百二十条", "full 甲法 74.1|full 甲法 120"),
    ("《甲法》第（—）项、第(-)、(二)项", "full 甲法 ..1|full 甲法 ..1|full 甲法 ..2"),
    ("《甲法》第6O条、第l2条", "full 甲法 60|full 甲法 12"),
    ("《甲法》第二＋条、第＋五条", "full 甲法 20|full 甲法 15"),
    ("《甲法》第七十八條第二款第三項", "full 甲法 78.2.3"),
    ("《甲法》第九条起至第十一条止", "full 甲法 9|full 甲法 10|full 甲法 11"),
    ("《甲法》第九条第一款第二）项、第十条第（三项", "full 甲法 9.1.2|full 甲法 10..3"),
    ("《甲法》第九条一款二项、第十条二款", "full 甲法 9.1.2|full 甲法 10.2"),
    ("《甲法》第九条第一款二项", "full 甲法 9.1.2"),
    ("《甲法》第九条（第二款）；《乙法》第三条【第一款】", "full 甲法 9.2|full 乙法 3.1"),
    ("《甲法》第九条（第二款除外）", "full 甲法 9|relative 甲法 9.2"),
    ("《甲法》，第九条；《乙法》——第三条", "full 甲法 9|full 乙法 3"),
    ("<<甲法>>第九条；《《乙法》》第三条；《丙法》》第四条", "full 甲法 9|full 乙法 3|full 丙法 4"),
    ("“渡口法”第九条；「船舶条例」第三条；【码头办法】第四条", "short 渡口法 9|short 船舶条例 3|short 码头办法 4"),
    ("【部门规章】第三条", "bare ∅ 3"),
    ("甲管理条例》（甲政令第8号）第九条、第十条", "full 甲管理条例 9 甲政令第8号|full 甲管理条例 10 甲政令第8号"),
    ("1.甲法》第九条 2.依据渡口法》、《丙法》", "full 甲法 9|full 渡口法 -|full 丙法 -"),
    ("关于加强渡口、码头管理的通知》（甲发〔2020〕3号）", "full 关于加强渡口、码头管理的通知 - 甲发〔2020〕3号"),
    ("甲法》第九条：“船舶应当依照第二十条登记。”第十条：“渡口免费。”", "full 甲法 9|bare 甲法 10"),
    ("〈甲法》第九条；（乙法》第三条；《丙法）第四条", "full 甲法 9|full 乙法 3|full 丙法 4"),
    ("《甲法》第九条:船舶应当登记,依照第二十条处罚.《乙法》第三条:渡口免费.", "full 甲法 9|full 乙法 3"),
    ("《甲法》第九条船舶应当依照第二十条登记,不得违反第十一条的规定.第十条渡口免费开放,依照第三条执行.", "full 甲法 9|bare 甲法 10"),
    ("《甲法》第九条 船舶应当登记 第十条 渡口应当免费", "full 甲法 9|bare 甲法 10"),
    ("《甲法》第九条 船舶应当依照 第二十条 的规定登记", "full 甲法 9"),
    ("《甲法》第九条 船舶违反本法规定的，依照《乙法》\n第二十条处罚。", "full 甲法 9"),
    ("《甲法》第九条第二款规定：船舶……第三款规定：渡口……", "full 甲法 9.2|relative 甲法 9.3"),
    ("一是《甲法》第九条\n二是《乙法》第三条", "full 甲法 9|full 乙法 3"),
    ("【地方性法规】1.《甲法》第九条：依照第二十条处罚。2.《乙法》第三条", "full 甲法 9|full 乙法 3"),
    ("《甲省\r\n渡口条例》第九条", "full 甲省渡口条例 9"),
    ("《甲省渡口条例》甲省人大常委会公告第42号，第九条", "full 甲省渡口条例 9 甲省人大常委会公告第42号"),
    ("《甲省渡口条例》（甲省第十二届人大常委会公告 第3 号）第九条", "full 甲省渡口条例 9 甲省第十二届人大常委会公告 第3 号"),
    ("《关于加强渡口管理的意见》（甲发〔2020〕21 号）", "full 关于加强渡口管理的意见 - 甲发〔2020〕21 号"),
    ("城市绿化条例第26条、甲省城市绿化条例第31条", "short 城市绿化条例 26|short 甲省城市绿化条例 31"),
    ("由县市消防法第五条规定的机构负责；甲县水法第三条", "short 消防法 5|short 水法 3"),
]


@pytest.mark.parametrize(("text", "expected"), CELLS)
@pytest.mark.parametrize("told", [True, False], ids=["as cell", "unasked"])
def test_cells(text: str, expected: str, told: bool) -> None:
    found = find_citations(text, CiteContext(mode="basis") if told else None, KNOWN.__contains__)
    assert [show(c) for c in found] == expected.split("|")
    assert all(text[c.start:c.end] == c.text for c in found)
    assert all(text[c.quote.start:c.quote.end] == c.quote.text for c in found if c.quote)


def test_a_lost_opening_mark_leaves_the_preposition_outside() -> None:
    (cited,) = find_citations("应当依照渡口法》第九条办理", CiteContext("乙条例", 5, 0, 1))
    assert (cited.title, cited.text) == ("渡口法", "渡口法》第九条")


MARKED = ["《甲省渡口条例》", "〈甲省渡口条例〉", "<甲省渡口条例>", "甲省渡口条例", "《甲省渡口条例", "甲省渡口条例》", "《甲省\n渡口条例》"]
NOTES = [
    "", "（2019年修订）", "[2018修正]", "（甲政令第8号）", "（1992年6月28日甲政令第1号发布，自1992年8月1日起施行）", "（试行）（甲政令第8号）",
    "（根据2018年1月1日《甲省人大常委会关于修改〈乙条例〉的决定》修正）",
]
LOCATORS = [("第九条", "9"), ("第 九 条 第二款", "9.2"), ("第九、十条", "9 10"), ("第九条至第十一条", "9 10 11"), ("第九条第（一）、（三）项", "9..1 9..3"), ("第二章第九条之一", "9-1")]
QUOTES = ["：“违反本法第二十条规定的，依照《乙法》第三条处罚。”\n", " 有下列行为的，责令改正：（一）损坏渡口的；（二）违反第五条规定的。", "规定：“依照前款处罚。”；", "；"]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("marked", MARKED)
def test_every_form_of_title_goes_with_every_note_locator_and_quote(marked: str, note: str, numbered: bool) -> None:
    title = "甲省渡口条例" + ("（试行）" if note.startswith("（试行") else "")
    for locator, addresses in LOCATORS:
        for quote in QUOTES:
            first, second = ("1.", "2.") if numbered else ("", "")
            text = f"{first}{marked}{note}{locator}{quote}{second}《丙省渡口条例》第七条"
            found = find_citations(text, None, {"甲省渡口条例"}.__contains__)
            assert [f"{c.title} {address(c)}" for c in found] == [*(f"{title} {a}" for a in addresses.split()), "丙省渡口条例 7"], text
