"""Rarer marks of statutes: headings on two lines, ㈠ and 1）, numbers of orders and announcements, orders that share a verb."""

from __future__ import annotations

import pytest

from ingest.statutes import parse_statute
from ingest.statutes.header import find_doc_no, read_date, read_history

_HEAD = "样山市茶园保护办法\n（2020年4月10日样山市人民政府令第66号公布）\n"
_LAST = "\n第{}条　本办法自2020年6月1日起施行。"


def shape(body: str, last: str = "二") -> list[tuple[int, list[list[int]]]]:
    """(article, for each 款 the numbers of 目 of its 项)."""
    doc = parse_statute(_HEAD + body + _LAST.format(last))
    assert not doc.warnings and not doc.sections
    return [(a.article, [[len(item.subitems) for item in p.items] for p in a.paragraphs]) for a in doc.articles]


SHAPES = [
    ("items in one letter", "第一条　下列行为禁止：\n㈠毁坏茶树；\n㈡倾倒垃圾；\n㈢擅自采石。\n违反前款规定的，责令改正。", [[0, 0, 0], []]),
    ("numbers with half a bracket", "第一条　茶园分为：\n（一）核心茶园，包括：\n1）古茶园；\n2）示范茶园；\n（二）一般茶园。", [[2, 0]]),
    ("half-width brackets below numbers", "第一条　茶园分为：\n1.核心茶园：\n1)古茶园；\n2)示范茶园；\n2.一般茶园。", [[2, 0]]),
    ("years and measures are no numbers", "第一条　茶园补助如下：\n2020年以前建成的，每亩一百元。\n1公顷以上的，另行补助。", [[], [], []]),
]


@pytest.mark.parametrize(("name", "body", "expected"), SHAPES, ids=[s[0] for s in SHAPES])
def test_marks_of_items(name: str, body: str, expected: list[list[int]]) -> None:
    assert shape(body) == [(1, expected), (2, [[]])]


def test_headings_whose_names_stand_a_line_below() -> None:
    doc = parse_statute(_HEAD + "第一章\n总则\n第一条　甲。\n第二章\n茶园的保护\n第一节\n规划\n第二条　乙。\n第三章\n附则" + _LAST.format("三"))
    assert [a.path for a in doc.articles] == [("第一章\u3000总则",), ("第二章\u3000茶园的保护", "第一节\u3000规划"), ("第三章\u3000附则",)]
    assert not doc.warnings and not doc.sections


DOC_NOS = [
    ("国家税务总局公告2018年第61号", "国家税务总局公告2018年第61号"),
    ("农业农村部令2022年第3号", "农业农村部令2022年第3号"),
    ("2020年4月20日以样山市人民政府令第66号公布", "样山市人民政府令第66号"),
]


@pytest.mark.parametrize(("line", "expected"), DOC_NOS, ids=[d[0] for d in DOC_NOS])
def test_numbers_of_orders_and_announcements(line: str, expected: str) -> None:
    assert find_doc_no([line]) == expected


def test_an_order_s_number_of_the_year_on_a_line_of_its_own() -> None:
    doc = parse_statute("农业农村部令\n2022年第3号\n《样本用地办法》已经部务会议审议通过，现予公布，自2022年11月1日起施行。\n部长　某某\n2022年9月1日\n样本用地办法\n第一条　甲。\n第二条　本办法自2022年11月1日起施行。")
    assert (doc.doc_no, doc.level, doc.issuer, doc.version_date) == ("农业农村部令2022年第3号", "部门规章", "农业农村部", "2022-09-01")


def test_an_order_of_two_ministries_is_the_first_one_s() -> None:
    doc = parse_statute("农业农村部　自然资源部令\n2022年第3号\n《样本用地办法》已经审议通过，现予公布，自2022年11月1日起施行。\n2022年9月1日\n样本用地办法\n第一条　甲。\n第二条　本办法自2022年11月1日起施行。")
    assert (doc.doc_no, doc.issuer, doc.level) == ("农业农村部自然资源部令2022年第3号", "农业农村部", "部门规章")


def test_a_number_in_brackets_below_the_title_is_header() -> None:
    doc = parse_statute("样本登记规则\n（财会字(1996)19号）\n第一条　甲。\n第二条　本规则自1996年7月1日起施行。")
    assert doc.doc_no == "财会字(1996)19号" and not doc.sections


def test_orders_in_a_list_share_the_verb_behind_it() -> None:
    line = "1997年5月1日样山市人民政府令第8号发布，2004年7月1日样山市人民政府令第68号、2010年11月29日样山市人民政府令第140号修正"
    assert [(e.date, e.kind) for e in read_history([line])] == [("1997-05-01", "promulgated"), ("2004-07-01", "amended"), ("2010-11-29", "amended")]


def test_the_first_month() -> None:
    assert read_date("二○○九年元月五日") == "2009-01-05"
