"""Repeals as texts state them. Sentences are of our own wording."""

from __future__ import annotations

import pytest

from ingest.dates import dates_in
from ingest.records import Article, Paragraph, Section, StatuteDoc
from ingest.repeals import find_repeals


def law(*paragraphs: str, title: str = "某市河湖条例", effective: str | None = "2021-03-01", **more: object) -> StatuteDoc:
    article = Article("第九条", 9, 0, (), tuple(Paragraph(p) for p in paragraphs))
    return StatuteDoc(title=title, history=(), articles=(article,), effective=effective, **more)  # type: ignore[arg-type]


# (text, [(title, dated, scope, date)])
CASES: list[tuple[str, list[tuple[str, str | None, str, str | None]]]] = [
    ("本条例自2021年3月1日起施行。1997年5月8日市人大常委会通过的《某市河道条例》同时废止。",
     [("某市河道条例", "1997-05-08", "全部", "2021-03-01")]),
    ("本条例自2021年3月1日起施行，《某市河道条例》同时废止。", [("某市河道条例", None, "全部", "2021-03-01")]),
    ("《甲法》、《乙法》和《丙条例》同时废止。",
     [("甲法", None, "全部", "2021-03-01"), ("乙法", None, "全部", "2021-03-01"), ("丙条例", None, "全部", "2021-03-01")]),
    # the description ends with the last date; a decision in it that amended the law falls with the law
    ("1990年1月2日市人大常委会通过，根据1998年4月3日《关于修改〈某市河道条例〉的决定》第一次修正的《某市河道条例》同时废止。",
     [("关于修改〈某市河道条例〉的决定", "1998-04-03", "全部", "2021-03-01"), ("某市河道条例", "1998-04-03", "全部", "2021-03-01")]),
    ("根据2001年6月1日市人大常委会通过的《某市河道条例修正案》修订的《某市河道条例》同时废止。",
     [("某市河道条例修正案", "2001-06-01", "全部", "2021-03-01"), ("某市河道条例", "2001-06-01", "全部", "2021-03-01")]),
    # one that amended several laws, only as far as it amended this one
    ("根据2010年7月30日《关于修改部分地方性法规的决定》修正的《某市河道条例》同时废止。",
     [("关于修改部分地方性法规的决定", "2010-07-30", "部分", "2021-03-01"), ("某市河道条例", "2010-07-30", "全部", "2021-03-01")]),
    ("根据2010年7月30日《关于修改〈某市供水条例〉等七件地方性法规的决定》修正的《某市河道条例》同时废止。",
     [("关于修改〈某市供水条例〉等七件地方性法规的决定", "2010-07-30", "部分", "2021-03-01"),
      ("某市河道条例", "2010-07-30", "全部", "2021-03-01")]),
    ("一九八八年十二月三十一日发布的《某市〈水法〉实施细则》即行废止。", [("某市〈水法〉实施细则", "1988-12-31", "全部", "2021-03-01")]),
    # one description for two titles
    ("1991年5月1日市政府发布的《甲办法》和《乙办法》同时废止。",
     [("甲办法", "1991-05-01", "全部", "2021-03-01"), ("乙办法", "1991-05-01", "全部", "2021-03-01")]),
    ("本条例自2021年3月1日起施行，同时《某市河道条例》废止。", [("某市河道条例", None, "全部", "2021-03-01")]),
    ("本条例自2021年3月1日起施行，有效期至2026年3月1日，《某市河道条例》（2010年修订）同时失效。",
     [("某市河道条例", "2010", "全部", "2021-03-01")]),
    # parts
    ("1980年6月1日发布的《某市用水条例》中有关罚款的规定同时废止。", [("某市用水条例", "1980-06-01", "部分", "2021-03-01")]),
    ("《某市用水条例》第三条、第五条同时废止。", [("某市用水条例", None, "部分", "2021-03-01")]),
    ("《某市用水条例》除第八条外同时废止。", [("某市用水条例", None, "部分", "2021-03-01")]),
    ("自本条例施行之日起，《某市用水条例》中有关水价的规定停止执行。", [("某市用水条例", None, "部分", "2021-03-01")]),
    ("《某市用水条例》的罚款数额标准停止执行。", [("某市用水条例", None, "部分", "2021-03-01")]),
    ("原《某市用水条例》停止使用。", [("某市用水条例", None, "全部", "2021-03-01")]),
    # days of their own
    ("《甲办法》同时废止；《乙办法》自2022年1月1日起废止。",
     [("甲办法", None, "全部", "2021-03-01"), ("乙办法", None, "全部", "2022-01-01")]),
    ("自2022年1月1日起，《乙办法》停止执行。", [("乙办法", None, "全部", "2022-01-01")]),
    ("自1997年2月5日起施行的《某市幼儿园规定》同时废止。", [("某市幼儿园规定", "1997-02-05", "全部", "2021-03-01")]),
    ("《某市游行规定》自本条例施行之日起即行废止。", [("某市游行规定", None, "全部", "2021-03-01")]),
    ("本条例施行后，《甲办法》（试行）同时废止。", [("甲办法", None, "全部", "2021-03-01")]),
    # brackets lost, brackets inside, doc numbers, an elder namesake
    ("1995年3月4日市政府发布的某市渔港暂行办法同时废止。", [("某市渔港暂行办法", "1995-03-04", "全部", "2021-03-01")]),
    ("1995年3月4日通过的某市实施《渔业法》办法同时废止。", [("某市实施〈渔业法〉办法", "1995-03-04", "全部", "2021-03-01")]),
    ("原《某市河湖条例》同时废止。", [("某市河湖条例", None, "全部", "2021-03-01")]),
    ("《关于办理某类案件的解释》（法释〔2002〕30号）不再适用。", [("关于办理某类案件的解释", None, "全部", "2021-03-01")]),
    # list over clauses
    ("1990年1月1日发布的《甲办法》；1991年1月1日发布的《乙办法》同时废止。",
     [("甲办法", "1990-01-01", "全部", "2021-03-01"), ("乙办法", "1991-01-01", "全部", "2021-03-01")]),
    # an order to repeal
    ("常务委员会决定废止《某市邮政条例》（1994年7月22日市人大常委会通过）。", [("某市邮政条例", "1994-07-22", "全部", "2021-03-01")]),
    ("废止《某市邮政条例》（1994年7月22日通过，根据2010年12月23日某市第十三届人民代表大会常务委员会第二十二次会议通过的《关于修改部分法规的决定》修正）。",
     [("某市邮政条例", "2010-12-23", "全部", "2021-03-01")]),
    ("本条例自2021年3月1日起施行，同时废止1990年2月1日发布的《某市河道条例》。", [("某市河道条例", "1990-02-01", "全部", "2021-03-01")]),
    # each of several statements for itself: day, what stays, what is only changed
    ("《甲办法》自2022年7月1日起废止，《乙办法》自2023年1月1日起废止。",
     [("甲办法", None, "全部", "2022-07-01"), ("乙办法", None, "全部", "2023-01-01")]),
    ("自2022年7月1日起，《甲办法》停止执行，《乙办法》同时废止。",
     [("甲办法", None, "全部", "2022-07-01"), ("乙办法", None, "全部", "2022-07-01")]),
    ("《甲办法》（2010年修订）继续有效，《乙办法》同时废止。", [("乙办法", None, "全部", "2021-03-01")]),
    ("废止《甲办法》、修改《乙办法》。", [("甲办法", None, "全部", "2021-03-01")]),
    ("《甲办法》同时废止，但第九条继续适用。", [("甲办法", None, "部分", "2021-03-01")]),
    ("自2022年7月1日起，《甲办法》第八条停止执行。", [("甲办法", None, "部分", "2022-07-01")]),
    ("《甲办法》第二章不再适用。", [("甲办法", None, "部分", "2021-03-01")]),
    ("《甲办法》于2022年12月31日废止。", [("甲办法", None, "全部", "2022-12-31")]),
    ("《甲办法》于本条例施行之日废止。", [("甲办法", None, "全部", "2021-03-01")]),
    ("本条例实施之日，《甲办法》即告失效。", [("甲办法", None, "全部", "2021-03-01")]),
    ("会议决定停止执行《甲办法》。", [("甲办法", None, "全部", "2021-03-01")]),
    ("《某市河湖条例》施行后，《甲办法》同时废止。", [("甲办法", None, "全部", "2021-03-01")]),
]  # fmt: skip

NONE = [
    "国家标准《河湖安全规范》实施后，《甲办法》同时废止。",
    "《甲办法》仍然有效，本条例不废止其他规定。",
    "被撤销的《甲办法》自撤销之日起失效。",
    "依照《甲办法》第八条停止执行。",
    "本市其他规定与本条例不一致的，以本条例为准。",
    "以前发布的规定与本条例抵触的，同时废止。",
    "各地制定的土地使用费办法同时停止执行。",
    "逾期不办理延续登记的，《采矿许可证》自行废止。",
    "按《某市用水条例》的规定停止执行。",
    "待国家标准发布后，《某市用水规范》自行废止。",
    "新的国家标准实施之日起，《某市用水规范》同时废止。",
    "除《某市用水条例》外，其他规定同时废止。",
    "法律的修改和废止程序，适用本章规定。",
    "对不适应的法规，应当及时修改或者废止。",
    "地方性法规被废止的，除由其他地方性法规规定废止该法规的以外，应当公布。",
    "复议期间行政行为不停止执行。",
    "新订立的合同，不再适用该办法。",
    "为了实施《中华人民共和国水法》，制定本条例。",
    "实施《某市机构改革方案》需要制定、修改、废止地方性法规的，应当提请审议。",
    "根据《关于废止和修改部分法规的决定》修正。",
    "食品安全国家标准制定后，该地方标准即行废止。",
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_states(text: str, expected: list[tuple[str, str | None, str, str | None]]) -> None:
    assert [(r.title, r.dated, r.scope, r.date) for r in find_repeals(law(text))] == expected


@pytest.mark.parametrize("text", NONE)
def test_states_none(text: str) -> None:
    assert find_repeals(law(text)) == []


def test_a_text_with_no_day_but_its_files_repeals_by_that() -> None:
    (r,) = find_repeals(law("本规定施行后，《甲办法》同时废止。", effective=None, version_date="2015-02-28"))
    assert r.date == "2015-02-28"


def test_says_where_and_by_which_number() -> None:
    (r,) = find_repeals(law("2000年1月1日发布的《甲办法》（某部令第26号）同时废止。"))
    assert (r.article, r.doc_no, r.part) == ("第九条", "某部令第26号", "")
    assert r.sentence == "2000年1月1日发布的《甲办法》（某部令第26号）同时废止。"


@pytest.mark.parametrize(("text", "number"), [
    ("2000年1月13日原某局令第94号公布的《甲办法》同时废止。", "某局令第94号"),
    ("1991年5月2日以某市人民政府第3号令发布的《甲办法》同时废止。", "某市人民政府第3号令"),
    ("《甲办法》（法（研）发〔1987〕32号）同时废止。", "法（研）发〔1987〕32号"),
])  # fmt: skip
def test_a_number_is_what_the_text_numbers_by(text: str, number: str) -> None:
    assert [r.doc_no for r in find_repeals(law(text))] == [number]


def test_a_list_ends_where_another_is_announced() -> None:
    lines = ("一、废止下列文件：", "（一）《甲办法》；", "（二）《乙办法》。", "二、修改下列文件：", "（一）《丙办法》。")
    assert [r.title for r in find_repeals(law(*lines))] == ["甲办法", "乙办法"]


def test_list_under_a_heading() -> None:
    doc = law("下列规定自本条例施行之日起予以废止：", "1．甲暂行条例", "2．关于惩治某罪的补充规定")
    assert [r.title for r in find_repeals(doc)] == ["甲暂行条例", "关于惩治某罪的补充规定"]


def test_second_annex_is_kept_law() -> None:
    annexes = (
        Section("annex", "附件一", "", "下列条例已纳入本法，自本法施行之日起，予以废止：\n1．甲暂行条例"),
        Section("annex", "附件二", "", "下列决定予以保留：\n1．关于禁毒的决定"),
    )
    doc = StatuteDoc(title="某法", history=(), articles=(), sections=annexes, adopted="1997-03-14")
    assert [(r.title, r.article, r.date) for r in find_repeals(doc)] == [("甲暂行条例", "附件一", "1997-03-14")]


def test_decision_of_numbered_parts() -> None:
    parts = (
        Section("numbered", "一、", "", "废止《某市治安条例》（1992年9月19日通过）"),
        Section("numbered", "二、", "", "废止《某市邮政条例》"),
        Section("numbered", "三、", "", "本决定自公布之日起施行。"),
    )
    doc = StatuteDoc(title="某市关于废止部分地方性法规的决定", history=(), articles=(), sections=parts, promulgated="2022-01-05")
    assert [(r.title, r.dated, r.date) for r in find_repeals(doc)] == [
        ("某市治安条例", "1992-09-19", "2022-01-05"), ("某市邮政条例", None, "2022-01-05"),
    ]


def test_decision_that_names_the_law_in_its_title_only() -> None:
    doc = StatuteDoc(
        title="某市人民代表大会常务委员会关于废止《某市粮食条例》的决定", history=(), articles=(),
        sections=(Section("note", "", "", "会议决定予以废止，自公布之日起施行。"),), adopted="2020-06-01",
    )
    assert [(r.title, r.date) for r in find_repeals(doc)] == [("某市粮食条例", "2020-06-01")]


def test_words_quoted_for_another_law_are_not_its_own() -> None:
    text = "将第三十条修改为：“第三十条 本条例自2020年1月1日起施行。《某市旧的管理办法》和《某市更旧的管理办法》同时废止。”"
    assert find_repeals(law(text, kind="decision")) == []


@pytest.mark.parametrize(("text", "dates"), [
    ("１９９７年7月18日通过、一九九九年十二月二十五日修订", ["1997-07-18", "1999-12-25"]),
    ("二〇〇三年二月一日", ["2003-02-01"]),
    ("1987年2月，1990年", ["1987-02", "1990"]),
    ("第二十五次会议", []),
])  # fmt: skip
def test_dates(text: str, dates: list[str]) -> None:
    assert dates_in(text) == dates


def test_listed_titles_without_brackets_keep_their_notes_apart() -> None:
    found = find_repeals(law("决定废止下列地方性法规：\n一、某市河道条例（1998年5月1日通过）\n二、某市水井条例（试行）"))
    assert [(n.title, n.dated) for n in found] == [("某市河道条例", "1998-05-01"), ("某市水井条例（试行）", None)]
