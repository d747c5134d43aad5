"""Headings that lost their 第X章 or 第X节. Own-worded texts."""

from __future__ import annotations

import pytest

from ingest.statutes import parse_statute, render

HEAD = "# 青石省样本条例\n\n2019年3月28日 青石省第十三届人民代表大会常务委员会第十次会议通过\n\n<!-- INFO END -->\n\n"


def paths(*lines: str) -> tuple[list[str], int, int]:
    """Last heading of each article, 款 beyond one an article, headings said to be lost."""
    doc = parse_statute(HEAD + "\n\n".join(lines))
    assert parse_statute(render(doc)).articles == doc.articles
    return ([a.path[-1] if a.path else "" for a in doc.articles], sum(len(a.paragraphs) - 1 for a in doc.articles),
            sum(w.code == "heading_label_lost" for w in doc.warnings))


LOST = [
    ("between two known", ["## 第一章 总则", "第一条 甲。", "管理", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"], ["第一章 总则", "第二章\u3000管理", "第三章 罚则"], 0, 1),
    ("two in a row", ["## 第一章 总则", "第一条 甲。", "管理", "第二条 乙。", "监督", "第三条 丙。", "## 第四章 罚则", "第四条 丁。"],
     ["第一章 总则", "第二章\u3000管理", "第三章\u3000监督", "第四章 罚则"], 0, 2),
    ("总则 too", ["总　则", "第一条 甲。", "管理", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"], ["第一章\u3000总　则", "第二章\u3000管理", "第三章 罚则"], 0, 2),
    ("总则 and no numbers", ["总　则", "第一条 甲。", "管理", "第二条 乙。", "附　则", "第三条 丙。"], ["总　则", "管理", "附　则"], 0, 0),
    ("over two lines", ["## 第一章 总则", "第一条 甲。", "卷烟纸、滤嘴棒、", "烟用丝束的生产和销售", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"],
     ["第一章 总则", "第二章\u3000卷烟纸、滤嘴棒、烟用丝束的生产和销售", "第三章 罚则"], 0, 1),
    ("numbers leave it open", ["## 第一章 总则", "第一条 甲。", "管理", "第二条 乙。"], ["第一章 总则", "管理"], 0, 1),
    ("numbers contradict", ["## 第一章 总则", "第一条 甲。", "管理", "第二条 乙。", "## 第四章 罚则", "第三条 丙。"], ["第一章 总则", "管理", "第四章 罚则"], 0, 1),
    ("a 节", ["## 第一章 总则", "### 第一节 子", "第一条 甲。", "丑丑", "第二条 乙。", "### 第三节 寅", "第三条 丙。"], ["第一节 子", "第二节\u3000丑丑", "第三节 寅"], 0, 1),
    ("a 章 before its 节", ["## 第一章 总则", "第一条 甲。", "管理", "### 第一节 子", "第二条 乙。"], ["第一章 总则", "第一节 子"], 0, 1),
    ("章 or 节", ["## 第一章 总则", "### 第一节 子", "第一条 甲。", "丑丑", "第二条 乙。", "寅卯", "第三条 丙。", "## 第三章 罚则", "第四条 丁。"],
     ["第一节 子", "第一节 子", "第一节 子", "第三章 罚则"], 2, 0),
    ("after a lead-in", ["## 第一章 总则", "第一条 下列单位：", "管理所", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"], ["第一章 总则"] * 2 + ["第三章 罚则"], 1, 0),
    ("a formula", ["## 第一章 总则", "第一条 甲。", "税额＝价格×税率", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"], ["第一章 总则"] * 2 + ["第三章 罚则"], 1, 0),
    ("a sentence", ["## 第一章 总则", "第一条 甲。", "管理由乙负责。", "第二条 乙。", "## 第三章 罚则", "第三条 丙。"], ["第一章 总则"] * 2 + ["第三章 罚则"], 1, 0),
    ("no article follows", ["## 第一章 总则", "第一条 甲。", "管理", "乙负责管理。", "第二条 丙。", "## 第三章 罚则", "第三条 丙。"], ["第一章 总则"] * 2 + ["第三章 罚则"], 2, 0),
]


@pytest.mark.parametrize(("name", "lines", "expected", "extra", "said"), LOST, ids=[r[0] for r in LOST])
def test_headings_without_label(name: str, lines: list[str], expected: list[str], extra: int, said: int) -> None:
    assert paths(*lines) == (expected, extra, said)
