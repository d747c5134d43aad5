"""Statutes to structure: labels, 款项目, headings, quotations, annexes, headers. Own-worded texts."""

from __future__ import annotations

import pytest

from ingest.records import StatuteDoc
from ingest.statutes import parse_statute, to_json

HEAD = "# 青石省样本条例\n\n2019年3月28日 青石省第十三届人民代表大会常务委员会第十次会议通过\n\n<!-- INFO END -->\n\n"
END = "\n\n第{}条 本条例自2019年6月1日起施行。\n"


def parse(body: str, path: str = "") -> StatuteDoc:
    return parse_statute(HEAD + body, path=path)


def numbers(doc: StatuteDoc) -> list[str]:
    return [f"{a.article}-{a.suffix}" if a.suffix else str(a.article) for a in doc.articles]


def codes(doc: StatuteDoc) -> list[str]:
    return [w.code for w in doc.warnings]


LABELS = [
    ("plain", "第一条 甲。\n\n第二条 乙。", ["1", "2"]),
    ("bold and full-width blank", "**第一条**　甲。\n\n**第二条**　乙。", ["1", "2"]),
    ("no blank", "第一条为了保护甲。\n\n第二条本条例适用于乙。", ["1", "2"]),
    ("blank before 条", "第一条 甲。\n\n第二 条乙。", ["1", "2"]),
    ("笫", "第一条 甲。\n\n笫二条 乙。", ["1", "2"]),
    ("dash for 一", "\n\n".join(f"第{n}条 甲。" for n in ("二十九", "三十", "三十－", "三十二")), ["29", "30", "31", "32"]),
    ("之一", "第一条 甲。\n\n第一条之一 乙。\n\n第一条之二 丙。\n\n第二条 丁。", ["1", "1-1", "1-2", "2"]),
    ("Arabic", "第1条 甲。\n\n第2条 乙。", ["1", "2"]),
    ("full-width Arabic", "第１条 甲。\n\n第２条 乙。", ["1", "2"]),
    ("label alone on its line", "第一条\n\n甲。\n\n第二条\n\n乙。", ["1", "2"]),
    ("zero-width blanks", "第一条 甲。\n\n\u200b\n\n第二条 乙。\u200b", ["1", "2"]),
    ("several on one line", "第一条 " + "甲" * 30 + "。 第二条 " + "乙" * 30 + "。 第三条 丙。", ["1", "2", "3"]),
    ("two on one line, no blank before", "第一条 甲。第二条 乙。\n\n第三条 丙。", ["1", "2", "3"]),
    ("no line ends and no blanks", "第一条为了保护甲。第二条本条例适用于乙。第三条丙负责。\n\n第四条丁。", ["1", "2", "3", "4"]),
    ("a reference after a full stop", "第一条 依照下列规定。第二条规定的除外。\n\n第二条 乙。", ["1", "2"]),
    ("a quoted article after a full stop", "第一条 甲。第二条 乙。\n\n第二条 丙。", ["1", "2"]),
    ("a mark behind the label", "第一条、为了甲。\n\n第二条．乙。\n\n第三条：丙。\n\n第一条、第二条规定的除外。\n\n第四条、丁。", ["1", "2", "3", "4"]),
    ("reference at line start", "第一条 甲。\n\n第二条第一款规定的乙，适用本条。\n\n第二条 丙。", ["1", "2"]),
    ("reference to the next article", "第一条 甲。\n\n第二条规定的费用由丙承担。\n\n第二条 丁。", ["1", "2"]),
    ("款 at line start", "第一条 甲。\n\n第一款规定的乙。\n\n第二条 丙。", ["1", "2"]),
    ("misprinted number", "第一条 甲。\n\n第二条 乙。\n\n第三十条 丙。\n\n第四条 丁。\n\n第五条 戊。", ["1", "2", "3", "4", "5"]),
    ("number out of order", "第一条 甲。\n\n第二条 乙。\n\n第一条 丙。\n\n第三条 丁。", ["1", "2", "3"]),
    ("lost label", "第一条 甲。\n\n第三条 丙。\n\n第四条 丁。", ["1", "3", "4"]),
    ("第 lost", "第一条 甲。\n\n二条 乙。\n\n第三条 丙。", ["1", "2", "3"]),
    ("条 lost", "第一条 甲。\n\n第二　乙。\n\n第三条 丙。", ["1", "2", "3"]),
    ("第 lost, not borne out", "第一条 甲。\n\n二条 乙。\n\n第二条 丙。\n\n第三条 丁。", ["1", "2", "3"]),
    ("a count at the start of a line", "第一条 甲。\n\n两条 以上的河流。\n\n第二 乙。\n\n第四条 丁。", ["1", "4"]),
    ("glued closing clause", "第一条 甲。\n\n第二条 乙。第三条本条例自2019年6月1日起施行。", ["1", "2", "3"]),
]


@pytest.mark.parametrize(("name", "body", "expected"), LABELS, ids=[r[0] for r in LABELS])
def test_labels(name: str, body: str, expected: list[str]) -> None:
    assert numbers(parse(body)) == expected


def test_contents_that_list_the_articles_leave_nothing_behind() -> None:
    doc = parse("目　录\n\n第一条　甲的目的\n\n第二条　乙\n\n第三条　施行\n\n第一条　甲。\n\n第二条　乙。" + END.format("三"))
    assert numbers(doc) == ["1", "2", "3"] and not doc.sections and not doc.warnings


@pytest.mark.parametrize("mark", ["— 3 —", "－3－", "- 3 -", "第 3 页 共 9 页", "第3页"])
def test_a_page_s_number_is_no_text_and_the_sentence_goes_on(mark: str) -> None:
    doc = parse(f"第一条 乡镇应当\n\n{mark}\n\n组织巡查。\n\n{mark}\n\n村民委员会协助巡查。" + END.format("二") + f"\n{mark}\n")
    assert [p.text for p in doc.articles[0].paragraphs] == ["乡镇应当组织巡查。", "村民委员会协助巡查。"] and not doc.sections


def test_what_was_mended_or_missed_is_said() -> None:
    assert "label_irregular" in codes(parse("第一条 甲。\n\n笫二条 乙。"))
    assert "label_irregular" in codes(parse("第一条 甲。\n\n二条 乙。\n\n第三条 丙。"))
    assert "label_mistyped" in codes(parse("第一条 甲。\n\n第二十条 乙。\n\n第三条 丙。\n\n第四条 丁。"))
    gap = parse("第一条 甲。\n\n第四条 丙。\n\n第五条 本条例自2019年6月1日起施行。")
    warning = next(w for w in gap.warnings if w.code == "gap")
    assert "第二条至第三条" in warning.message and warning.where == "第一条后" and warning.remedy
    assert gap.completeness == "gapped"


def test_paragraphs_items_subitems() -> None:
    doc = parse(
        "第一条 申请人应当具备下列条件：\n\n（一）有场所，包括：\n\n1．自有场所；\n\n2．租用场所；\n\n（二）有人员；\n\n"
        "（二）之一 有制度；\n\n(三)  有资金。\n\n前款规定的条件由乡镇人民政府核实。\n\n第二条 分两类：\n\n一、甲类；\n\n二、乙类。"
    )
    one, two = doc.articles
    assert [p.text for p in one.paragraphs] == ["申请人应当具备下列条件：", "前款规定的条件由乡镇人民政府核实。"]
    assert [(i.number, i.item, i.suffix, i.text) for i in one.paragraphs[0].items] == [
        ("（一）", 1, 0, "有场所，包括："), ("（二）", 2, 0, "有人员；"), ("（二）之一", 2, 1, "有制度；"), ("(三)", 3, 0, "有资金。")]
    assert [(s.number, s.subitem, s.text) for s in one.paragraphs[0].items[0].subitems] == [
        ("1．", 1, "自有场所；"), ("2．", 2, "租用场所；")]
    assert [i.item for i in two.paragraphs[0].items] == [1, 2]


def test_an_inserted_item_s_number_within_its_brackets() -> None:
    doc = parse("第一条 分为：\n\n（一）甲；\n\n（一之一）乙；\n\n（二）丙。")
    assert [(i.item, i.suffix, i.text) for i in doc.articles[0].paragraphs[0].items] == [(1, 0, "甲；"), (1, 1, "乙；"), (2, 0, "丙。")]


def test_members_without_labels_are_one_paragraph_with_their_lead_in() -> None:
    """宪法第八十六条第二款 is 国务院实行总理负责制: a line that ends in a comma is no 款."""
    doc = parse("第一条 委员会由下列人员组成：\n\n主任，\n\n副主任若干人，\n\n委员若干人。\n\n委员会实行合议制。\n\n第二条 甲：\n\n乙。")
    assert [p.text for p in doc.articles[0].paragraphs] == ["委员会由下列人员组成：主任，副主任若干人，委员若干人。", "委员会实行合议制。"]
    assert len(doc.articles[1].paragraphs) == 2 and "hard_break" not in codes(doc)


def test_a_short_line_that_ends_in_a_comma_goes_on() -> None:
    doc = parse("第一条 有下列情形的：\n\n（一）未备案，\n\n且拒不改正的；\n\n（二）其他情形。\n\n有前款情形，\n\n及时改正的，不予处罚。")
    first, second = doc.articles[0].paragraphs
    assert [i.text for i in first.items] == ["未备案，且拒不改正的；", "其他情形。"]
    assert second.text == "有前款情形，及时改正的，不予处罚。" and "hard_break" in codes(doc)


def test_members_of_a_markdown_list_are_items() -> None:
    doc = parse("第一条 分为：\n\n- （一）甲；\n- （二）乙。\n\n- 3 -\n\n第二条 丙。")
    assert [i.number for i in doc.articles[0].paragraphs[0].items] == ["（一）", "（二）"]


@pytest.mark.parametrize("mark", ["（1）", "①", "⒈", "1、", "1."])
def test_subitem_marks(mark: str) -> None:
    doc = parse(f"第一条 分为：\n\n（一）甲类：\n\n{mark}甲一；\n\n（二）乙类。")
    assert [s.text for s in doc.articles[0].paragraphs[0].items[0].subitems] == ["甲一；"]


def test_items_run_on_in_one_line() -> None:
    doc = parse("第一条 下列情形除外：（一）甲；（二）乙；（三）第（一）、（二）项以外的丙。")
    assert [i.text for i in doc.articles[0].paragraphs[0].items] == ["甲；", "乙；", "第（一）、（二）项以外的丙。"]
    kept = parse("第一条 依照前款第（一）项、第（二）项处理。")
    assert not kept.articles[0].paragraphs[0].items


def test_hard_line_break_is_joined_and_said() -> None:
    doc = parse("第一条 乡镇人民政府应当组织村民委员会对辖区内的沟渠\n\n进行巡查。\n\n第二条 公式：应纳费额＝面积×单位费额\n\n面积以实测为准。")
    assert doc.articles[0].text == "乡镇人民政府应当组织村民委员会对辖区内的沟渠进行巡查。"
    assert len(doc.articles[1].paragraphs) == 2
    assert [w.where for w in doc.warnings if w.code == "hard_break"] == ["第一条"]


def test_captions_are_no_paragraph() -> None:
    doc = parse("第一条【立法目的】 为了甲。\n\n第二条（适用范围）\n\n本条例适用于乙。\n\n第三条 （一）丙；\n\n（二）丁。")
    assert [a.caption for a in doc.articles] == ["立法目的", "适用范围", ""]
    assert parse("第一条（目的）为了甲。").articles[0].caption == "目的" and not parse("第一条（一）丙；\n\n（二）丁。").articles[0].caption
    assert [len(a.paragraphs) for a in doc.articles] == [1, 1, 1]
    assert len(doc.articles[2].paragraphs[0].items) == 2


PATHS = [
    ("hashes", "## 第一章 总则\n\n第一条 甲。\n\n## 第二章\t罚则\n\n### 第一节 处罚\n\n第二条 乙。", [("第一章 总则",), ("第二章\t罚则", "第一节 处罚")]),
    ("节 with ##", "## 第一章 总则\n\n## 第一节 甲\n\n第一条 甲。\n\n## 第二节 乙\n\n第二条 乙。\n\n## 第二章 丙\n\n第三条 丙。",
     [("第一章 总则", "第一节 甲"), ("第一章 总则", "第二节 乙"), ("第二章 丙",)]),
    ("编 分编", "## 第一编 物\n\n## 第一分编 通则\n\n### 第一章 规定\n\n第一条 甲。\n\n## 第二编 约\n\n第二条 乙。\n\n## 附则\n\n第三条 丙。",
     [("第一编 物", "第一分编 通则", "第一章 规定"), ("第二编 约",), ("附则",)]),
    ("no hashes", "第一章 总 则\n\n第一条 甲。\n\n第二章法律责任\n\n第二条 乙。", [("第一章 总 则",), ("第二章法律责任",)]),
    ("contents first", "目　录\n\n第一章　总则\n\n第二章　罚则……3\n\n第一章　总则\n\n第一条 甲。\n\n第二章　罚则\n\n第二条 乙。",
     [("第一章　总则",), ("第二章　罚则",)]),
    ("heading on the line of its first article", "第一章　总则　第一条　甲。\n\n第二章　罚则　第二条　乙。", [("第一章　总则",), ("第二章　罚则",)]),
    ("contents that list the articles", "目　录\n\n第一章　总则\n\n第一条　甲的目的…………1\n\n第二章　罚则\n\n第二条　乙的罚则…………2\n\n第一章　总则\n\n第一条　甲。\n\n第二章　罚则\n\n第二条　乙。",
     [("第一章　总则",), ("第二章　罚则",)]),
    ("heading broken over lines", "## 第一章 市人民代表大会\n\n制定法规的程序\n\n第一条 甲。", [("第一章 市人民代表大会制定法规的程序",)]),
    ("parts 一、 as headings", "## 一、管辖\n\n第一条 甲。\n\n二、回避\n\n第二条 乙。", [("一、管辖",), ("二、回避",)]),
    ("章 named in a sentence", "第一条 甲。\n\n第二章规定的程序，适用本条。\n\n第二条 乙。", [(), ()]),
]


@pytest.mark.parametrize(("name", "body", "expected"), PATHS, ids=[r[0] for r in PATHS])
def test_headings_make_the_path(name: str, body: str, expected: list[tuple[str, ...]]) -> None:
    assert [a.path for a in parse(body).articles] == expected


def test_amendment_articles_are_its_own_only() -> None:
    doc = parse_statute(
        "# 青石省根本法修正案（2018年）\n\n2018年3月11日 青石省第一次会议通过\n\n<!-- INFO END -->\n\n"
        "第三十二条 第七段中“甲”修改为“乙”。\n\n第三十三条 增加一节，作为第七节；增加二条，作为第一百二十三条、第一百二十四条。内容如下：\n\n"
        "第七节 监察\n\n第一百二十三条 监察委员会是监察机关。\n\n第一百二十四条 监察委员会由下列人员组成：\n\n主任。"
    )
    assert doc.kind == "amendment" and numbers(doc) == ["32", "33"]
    assert "第一百二十三条" in doc.articles[1].text and doc.completeness == "complete"


def test_decision_quotes_are_not_its_articles() -> None:
    doc = parse_statute(
        "# 关于修改《青石省样本条例》的决定\n\n2020年1月1日 青石省第十三届人民代表大会常务委员会第十五次会议通过\n\n<!-- INFO END -->\n\n"
        "一、第三条修改为：“第三条 甲。\n\n第四条 乙。”\n\n二、删去第五条。\n\n本决定自公布之日起施行。"
    )
    assert doc.kind == "decision" and not doc.articles
    assert [s.number for s in doc.sections if s.kind == "numbered"] == ["一、", "二、"]


def test_quoted_label_out_of_sequence_stays_text() -> None:
    doc = parse("第一条 原条例规定：“甲。\n\n第九条 乙。”\n\n第二条 丙。")
    assert numbers(doc) == ["1", "2"] and "第九条 乙。" in doc.articles[0].text


TAILS = [
    ("附件", "附件：\n\n禁止目录\n\n第一条 表内一；", "附件", "禁止目录"),
    ("附表一 with hashes", "## 附表一　收费标准\n\n| 项 | 元 |\n|---|---|\n| 甲 | 1 |", "附表一", "收费标准"),
    ("table title without 附", "样本费率表（甲类适用）\n\n| 级 | 率 |\n| 1 | 3 |", "", "样本费率表（甲类适用）"),
    ("bare table", "| 级 | 率 |\n| 1 | 3 |", "", ""),
]


@pytest.mark.parametrize(("name", "tail", "number", "title"), TAILS, ids=[r[0] for r in TAILS])
def test_annexes_stand_apart_from_the_last_article(name: str, tail: str, number: str, title: str) -> None:
    doc = parse("第一条 甲。" + END.format("二") + "\n" + tail)
    assert doc.articles[-1].text == "本条例自2019年6月1日起施行。"
    annex = [s for s in doc.sections if s.kind == "annex"]
    assert [(s.number, s.title) for s in annex] == [(number, title)] and annex[0].text


def test_an_annex_counts_its_own_articles() -> None:
    doc = parse("第一条 甲。" + END.format("二") + "\n附件：\n\n样本公约\n\n第一条 甲一。")
    assert doc.warnings == () and "第一条 甲一。" in doc.sections[0].text
    assert "label_out_of_order" in codes(parse("第一条 甲。" + END.format("二") + "\n第一条 乙。"))


def test_footnote_and_repeal_sentence_after_the_closing_clause() -> None:
    doc = parse("第一条 甲。" + END.format("二") + "\n2001年发布的《旧样本条例》同时废止。\n\n① 本注另有说明。")
    assert len(doc.articles[-1].paragraphs) == 2
    assert [(s.kind, s.text) for s in doc.sections] == [("note", "① 本注另有说明。")]


def test_second_text_in_one_file_is_kept_apart() -> None:
    doc = parse("第一条 甲。\n\n第二条 本条例自公布之日起施行。\n\n样本实施细则\n\n第一条 丙。\n\n第二条 丁。\n\n第三条 戊。")
    assert numbers(doc) == ["1", "2"] and "second_text" in codes(doc)


def test_preamble_and_annex_titles_that_look_like_附则() -> None:
    doc = parse("## 序言\n\n某某历史悠久。\n\n## 第一章 总纲\n\n第一条 甲。\n\n## 附　则\n\n第二条 本条例自2019年6月1日起施行。")
    assert [(s.kind, s.text) for s in doc.sections] == [("preamble", "某某历史悠久。")]
    assert doc.articles[-1].path == ("附　则",)


def test_numbered_document_without_articles() -> None:
    doc = parse_statute("# 关于样本问题的批复\n\n2020年1月1日\n\n<!-- INFO END -->\n\n某省高级人民法院：\n\n一、甲。\n\n续甲。\n\n二、管辖\n\n乙。")
    assert not doc.articles and doc.completeness == "complete"
    assert [(s.kind, s.number, s.title, s.text) for s in doc.sections] == [
        ("preamble", "", "", "某省高级人民法院："), ("numbered", "一、", "", "甲。\n续甲。"), ("numbered", "二、", "管辖", "乙。")]


COMPLETENESS = [
    ("whole", "第一条 甲。" + END.format("二"), "complete"),
    ("effective by 实施", "第一条 甲。\n\n第二条 本条例自2019年6月1日起实施。", "complete"),
    ("stops early", "## 第一章 总则\n\n第一条 甲。\n\n## 第二章 乙\n\n第二条 乙。", "truncated"),
    ("last label without text", "第一条 本条例自2019年6月1日起施行。\n\n第二条", "truncated"),
    ("no text", "", "empty"),
    ("gap", "第一条 甲。" + END.format("三"), "gapped"),
    ("starts late", "第五条 甲。" + END.format("六"), "gapped"),
    ("附则 without an effective date", "## 第一章 总则\n\n第一条 甲。\n\n## 第二章 附则\n\n第二条 人民武装警察部队适用本条例。", "complete"),
]


@pytest.mark.parametrize(("name", "body", "expected"), COMPLETENESS, ids=[r[0] for r in COMPLETENESS])
def test_completeness(name: str, body: str, expected: str) -> None:
    doc = parse(body)
    assert doc.completeness == expected
    assert expected == "complete" or any(w.message and w.remedy for w in doc.warnings)


def test_json_shape() -> None:
    data = to_json(parse("## 第一章 总则\n\n第一条 甲：\n\n（一）乙：\n\n1．丙。" + END.format("二")))
    assert data["title"] == "青石省样本条例"
    assert data["history"][0]["date"] == "2019-03-28" and "通过" in data["history"][0]["event"]
    article = data["articles"][0]
    assert {k: article[k] for k in ("number", "article", "suffix", "path")} == {
        "number": "第一条", "article": 1, "suffix": 0, "path": ["第一章 总则"]}
    assert article["paragraphs"] == [{"text": "甲：", "items": [{
        "number": "（一）", "item": 1, "suffix": 0, "text": "乙：", "subitems": [{"number": "1．", "subitem": 1, "text": "丙。"}]}]}]
    assert data["warnings"] == [] and data["dates"]["effective"] == "2019-06-01"


def test_front_matter_style_images_and_tables_are_no_text() -> None:
    doc = parse_statute(
        "---\nsidebar: auto\n---\n\n# 中华人民共和国样本法\n\n2020年1月1日第十三届全国人民代表大会常务委员会第一次会议通过\n\n"
        "**第一条**　甲。\n\n**第二条**　本法自2021年1月1日起施行。\n\n<style>\ntd { width: 1px }\n</style>\n\n## 附表　税目表\n\n"
        "<table><tr><th>项</th><th>率</th></tr>\n<tr><td>甲</td><td>1%<br>起</td></tr></table>\n\n![图案](./a.png)\n"
    )
    assert numbers(doc) == ["1", "2"] and doc.level == "法律" and doc.issuer == "全国人民代表大会常务委员会"
    assert doc.sections[0].text == "| 项 | 率 |\n| 甲 | 1% 起 |\n图：图案"


def test_lost_table_is_said() -> None:
    assert "table_missing" in codes(parse("第一条 甲。" + END.format("二") + "\n附表：\n\n<!-- TABLE -->\n\n说明。"))
    assert "table_missing" not in codes(parse("第一条 甲。" + END.format("二") + "\n附表：\n\n<!-- TABLE -->\n\n| 甲 | 乙 |"))
