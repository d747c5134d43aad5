"""Lists within an article: what goes on with a list, what lost its label, what only looks like a label. Own-worded texts."""

from __future__ import annotations

import pytest

from ingest.records import Paragraph
from ingest.statutes import parse_statute, render

HEAD = "# 青石省样本条例\n\n2019年3月28日 青石省第十三届人民代表大会常务委员会第十次会议通过\n\n<!-- INFO END -->\n\n第一条 "
LEAD = "有下列情形的，责令改正："


def first_article(*lines: str) -> tuple[tuple[Paragraph, ...], list[str]]:
    """款 of an article made of these lines, and codes of what was noticed; printed and read again it is the same."""
    doc = parse_statute(HEAD + "\n\n".join(lines) + "\n\n第二条 本条例自2019年6月1日起施行。\n")
    assert parse_statute(render(doc)).articles == doc.articles
    return doc.articles[0].paragraphs, [w.code for w in doc.warnings]


def outline(paragraphs: tuple[Paragraph, ...]) -> list[tuple[str, list[tuple[int, str]]]]:
    return [(p.text, [(i.item, i.text) for i in p.items]) for p in paragraphs]


LISTS = [
    ("a further sentence of an item", [LEAD, "（一）甲；", "甲包括子。", "（二）乙。", "前款规定另有例外。"],
     [(LEAD, [(1, "甲；\n甲包括子。"), (2, "乙。")]), ("前款规定另有例外。", [])], []),
    ("a formula between items", [LEAD, "（一）按公式计算：", "金额＝里程×标准", "（二）乙。"], [(LEAD, [(1, "按公式计算：\n金额＝里程×标准"), (2, "乙。")])], []),
    ("the first labels lost", [LEAD, "甲；", "乙；", "（三）丙。"], [(LEAD, [(1, "甲；"), (2, "乙；"), (3, "丙。")])], ["item_label_lost"]),
    ("a label lost within", [LEAD, "（一）甲；", "乙；", "（三）丙。"], [(LEAD, [(1, "甲；"), (2, "乙；"), (3, "丙。")])], ["item_label_lost"]),
    ("fewer lines than numbers", [LEAD, "甲；", "（三）丙。"], [(LEAD, []), ("甲；", [(3, "丙。")])], []),
    ("no lead-in", ["甲是子。", "乙是丑。", "（三）丙。"], [("甲是子。", []), ("乙是丑。", [(3, "丙。")])], []),
    ("a list of its own", [LEAD, "（一）甲；", "（二）乙。", LEAD, "（一）丙；", "（二）丁。"],
     [(LEAD, [(1, "甲；"), (2, "乙。")]), (LEAD, [(1, "丙；"), (2, "丁。")])], []),
    ("a lead-in and its first item on one line", [f"{LEAD} （一）甲；", "（二）乙。"], [(LEAD, [(1, "甲；"), (2, "乙。")])], []),
    ("the next item on the same line", [LEAD, "（一）甲；", "（二）乙；（三）丙；　　（四）丁。"], [(LEAD, [(1, "甲；"), (2, "乙；"), (3, "丙；"), (4, "丁。")])], []),
    ("items that are cited", [LEAD, "（一）项目甲；", "（二）项目乙。", "（一）至（二）项所列情形，从重。", "（一）、（二）项情形，报省备案。"],
     [(LEAD, [(1, "项目甲；"), (2, "项目乙。")]), ("（一）至（二）项所列情形，从重。", []), ("（一）、（二）项情形，报省备案。", [])], []),
    ("numerals that are words", ["二、三类疫病暴发时，按照一类处理。", "三、四级单位除外。"], [("二、三类疫病暴发时，按照一类处理。", []), ("三、四级单位除外。", [])], []),
    ("numerals that are words within 一、二、", [LEAD, "一、甲；", "二、乙。", "二、三级单位除外。", "三、丙。"],
     [(LEAD, [(1, "甲；"), (2, "乙。\n二、三级单位除外。"), (3, "丙。")])], []),
    ("dashes", ["水窖包括：", "——集雨水窖；", "——引水水窖。", "其他水窖除外。"], [("水窖包括：\n——集雨水窖；\n——引水水窖。", []), ("其他水窖除外。", [])], []),
]


@pytest.mark.parametrize(("name", "lines", "expected", "codes"), LISTS, ids=[r[0] for r in LISTS])
def test_lists(name: str, lines: list[str], expected: list[tuple[str, list[tuple[int, str]]]], codes: list[str]) -> None:
    paragraphs, found = first_article(*lines)
    assert outline(paragraphs) == expected and found == codes


def test_there_is_no_level_below_目() -> None:
    """立法法第六十五条: 编章节条款项目. What is counted below a 目 stays in its text and takes no number of its own."""
    (paragraph,), _ = first_article("水窖分为：", "（一）集雨水窖：", "1．单户：", "（1）窖口；", "（2）窖体；", "2．联户；", "（二）引水水窖：", "①自流；", "②提水。")
    assert [[(s.subitem, s.text) for s in i.subitems] for i in paragraph.items] == [
        [(1, "单户：\n（1）窖口；\n（2）窖体；"), (2, "联户；")], [(1, "自流；"), (2, "提水。")]]


def test_项_after_numbers_below_a_sentence_of_the_item_before() -> None:
    (paragraph,), _ = first_article(LEAD, "（一）甲。", "下列情形视为甲：", "1.子；", "2.丑。", "（二）乙。")
    assert [(i.item, i.text, [s.subitem for s in i.subitems]) for i in paragraph.items] == [(1, "甲。\n下列情形视为甲：", [1, 2]), (2, "乙。", [])]
