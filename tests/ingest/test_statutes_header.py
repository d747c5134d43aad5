"""Header lines to events and dates; what a statute is and who made it. Own-worded texts."""

from __future__ import annotations

import pytest

from ingest.statutes import parse_statute
from ingest.statutes.classify import kind_of
from ingest.statutes.header import find_doc_no, read_date, read_history

EVENTS = [
    ("2007年10月28日 第十届全国人民代表大会常务委员会第三十次会议通过", [("2007-10-28", "adopted")]),
    ("２００２年６月２９日 某会议通过", [("2002-06-29", "adopted")]),
    ("二○○二年六月二十九日某会议通过", [("2002-06-29", "adopted")]),
    ("2020 年 1 月 2 日某会议通过", [("2020-01-02", "adopted")]),
    ("1988年4月28日 国务院发布　", [("1988-04-28", "promulgated")]),
    ("2005年4月27日 国务院第88次常务会议通过，2005年7月1日国务院令第440号公布", [("2005-04-27", "adopted"), ("2005-07-01", "promulgated")]),
    ("2016年11月26日 某省第十二届人民代表大会常务委员会第二十四次会议批准", [("2016-11-26", "approved")]),
    ("2018年9月7日 某会议《关于修改〈甲条例〉等十九件地方性法规的决定》第二次修正）", [("2018-09-07", "amended")]),
    ("2021年8月20日 第十三届全国人民代表大会常务委员会第三十次会议修订", [("2021-08-20", "revised")]),
    ("2021年1月1日 施行", [("2021-01-01", "effective")]),
    ("（2007年1月1日某会议通过　根据2015年4月24日某会议《关于修改〈甲法〉的决定》第一次修正　根据2019年4月23日某会议《关于修改〈乙法〉的决定》第二次修正）",
     [("2007-01-01", "adopted"), ("2015-04-24", "amended"), ("2019-04-23", "amended")]),
    ("（2020年3月2日某会议通过，自2020年5月1日起施行）", [("2020-03-02", "adopted"), ("2020-05-01", "effective")]),
    ("根据1999年1月1日某会议通过的《甲法修正案》、2001年1月1日某会议通过的《甲法修正案（二）》修正", [("1999-01-01", "amended"), ("2001-01-01", "amended")]),
    ("2001年2月3日 某会议通过的《中华人民共和国甲法修正案（三）》", [("2001-02-03", "amended")]),
    ("2019年6月3日最高人民法院审判委员会会议、2019年9月4日最高人民检察院检察委员会会议通过", [("2019-06-03", "adopted"), ("2019-09-04", "adopted")]),
    ("1982年12月10日某会议通过并于同日公布施行", [("1982-12-10", "adopted")]),
    ("公布日期不详", [(None, "other")]),
    ("2020年13月45日 某会议通过", [(None, "adopted")]),
]


@pytest.mark.parametrize(("line", "expected"), EVENTS, ids=[e[0][:24] for e in EVENTS])
def test_events(line: str, expected: list[tuple[str | None, str]]) -> None:
    assert [(e.date, e.kind) for e in read_history([line])] == expected


def test_an_event_broken_over_lines_is_one() -> None:
    history = read_history(["2017年7月28日 某省", "第十二届人民代表大会常务委员会第三十一次会议《关于修改〈甲规定〉的决定》修正"])
    assert [(e.date, e.kind) for e in history] == [("2017-07-28", "amended")]


@pytest.mark.parametrize(("text", "expected"), [("一九九七年三月十四日", "1997-03-14"), ("2024年2月30日", None), ("没有日期", None)])
def test_read_date(text: str, expected: str | None) -> None:
    assert read_date(text) == expected


DOC_NOS = [
    ("2000年7月24日 中华人民共和国国务院令第288号公布", "中华人民共和国国务院令第288号"),
    ("法释〔2022〕3号", "法释〔2022〕3号"),
    ("法释[2022]3号", "法释[2022]3号"),
    ("中华人民共和国主席令 第 七十四 号", "中华人民共和国主席令第七十四号"),
    ("2007年10月28日 某会议通过", ""),
    ("根据《国务院令第1号》修改", ""),
]


@pytest.mark.parametrize(("line", "expected"), DOC_NOS, ids=[d[0][:20] for d in DOC_NOS])
def test_doc_no(line: str, expected: str) -> None:
    assert find_doc_no([line]) == expected


def statute(title: str, header: str, body: str = "第一条 甲。\n\n第二条 {}", closing: str = "本条例自公布之日起施行。", path: str = "") -> str:
    return f"# {title}\n\n{header}\n\n<!-- INFO END -->\n\n" + body.format(closing)


DATES = [
    ("stated", "2007年10月28日 某会议通过", "本法自2008年1月1日起施行。", "", ("2008-01-01", "stated", "2007-10-28")),
    ("full-width digits", "2007年10月28日 某会议通过", "本法自２００８年１月１日起施行。", "", ("2008-01-01", "stated", "2007-10-28")),
    ("from promulgation", "2007年10月28日 某会议通过", "本法自公布之日起施行。", "", ("2007-10-28", "公布之日", "2007-10-28")),
    ("approved before it can be promulgated", "2016年2月20日 甲市会议通过\n\n2016年3月30日 乙省会议批准", "本条例自公布之日起施行。", "",
     ("2016-03-30", "公布之日", "2016-03-30")),
    ("partial amendment leaves the date", "2007年10月28日 某会议通过\n\n2019年4月23日 某会议《关于修改〈甲法〉的决定》修正", "本法自2008年1月1日起施行。", "",
     ("2008-01-01", "stated", "2019-04-23")),
    ("whole revision moves 公布之日", "1998年1月1日 某会议通过\n\n2019年4月23日 某会议修订", "本法自公布之日起施行。", "",
     ("2019-04-23", "公布之日", "2019-04-23")),
    ("header", "2007年10月28日 某会议通过\n\n2008年1月1日 施行", "甲。", "", ("2008-01-01", "header", "2007-10-28")),
    ("an old word for 施行", "1957年5月22日 某会议通过", "本规定自一九五七年六月一日起实行。", "", ("1957-06-01", "stated", "1957-05-22")),
    ("days between", "2007年10月28日 某会议公布", "本条例自公布之日起三十日后施行。", "", ("2007-11-27", "公布之日", "2007-10-28")),
    ("months between", "2007年11月30日 某会议公布", "本条例自公布之日起满3个月施行。", "", ("2008-02-29", "公布之日", "2007-11-30")),
    ("working days cannot be counted", "2007年10月28日 某会议公布", "本条例自公布之日起30个工作日后施行。", "", (None, "公布之日", "2007-10-28")),
    ("the day after", "2007年10月28日 某会议公布", "本条例自公布之次日起施行。", "", ("2007-10-29", "公布之日", "2007-10-28")),
    ("half a year", "2007年10月28日 某会议公布", "本条例自公布之日起半年后施行。", "", ("2008-04-28", "公布之日", "2007-10-28")),
    ("from, without 自", "2007年10月28日 某会议公布", "本条例从公布之日起施行。", "", ("2007-10-28", "公布之日", "2007-10-28")),
    ("without 自 or 从", "2007年10月28日 某会议公布", "本条例公布之日起施行。", "", ("2007-10-28", "公布之日", "2007-10-28")),
    ("no day of this text", "2007年10月28日 某会议通过", "本条例公布施行后，旧条例不再适用。", "", (None, "", "2007-10-28")),
    ("the first month by its other name", "2007年10月28日 某会议通过", "本法自2008年元月1日起施行。", "", ("2008-01-01", "stated", "2007-10-28")),
    ("an article later than the rest", "2007年10月28日 某会议通过", "第五条自2009年1月1日起施行，其他条款自2008年1月1日起施行。", "",
     ("2008-01-01", "stated", "2007-10-28")),
    ("a day called the day of effect", "2007年10月28日 某会议通过", "本法的施行日期为2008年1月1日。", "", ("2008-01-01", "stated", "2007-10-28")),
    ("the header's own words", "2007年10月28日 某会议公布 自公布之日起施行", "甲。", "", ("2007-10-28", "公布之日", "2007-10-28")),
    ("another title's date", "2007年10月28日 某会议通过", "乙。《旧法》自1990年1月1日起施行的规定废止。", "", (None, "", "2007-10-28")),
    ("file name", "", "本规定自发布之日起施行。", "x/甲规定(1987-12-03).md", ("1987-12-03", "发布之日", "1987-12-03")),
    ("file name is newer than the header", "2007年10月28日 某会议通过", "本法自2008年1月1日起施行。", "x/甲(2010-08-11).md",
     ("2008-01-01", "stated", "2010-08-11")),
]


@pytest.mark.parametrize(("name", "header", "closing", "path", "expected"), DATES, ids=[d[0] for d in DATES])
def test_dates(name: str, header: str, closing: str, path: str, expected: tuple[str | None, str, str]) -> None:
    doc = parse_statute(statute("甲法", header, closing=closing), path=path)
    assert (doc.effective, doc.effective_basis, doc.version_date) == expected


def test_joint_adoption_is_complete_with_the_second_organ() -> None:
    doc = parse_statute(statute("甲解释", "2020年8月31日最高人民法院审判委员会会议、2020年8月21日最高人民检察院检察委员会会议通过"))
    assert doc.adopted == "2020-08-31"


def test_header_that_spills_over_the_mark() -> None:
    doc = parse_statute(
        "# 甲法\n\n2019年3月15日 第十三届全国人民代表大会第二次\n\n<!-- INFO END -->\n\n会议通过）\n\n## 第一章 总则\n\n第一条 甲。\n\n第二条 本法自2020年1月1日起施行。")
    assert doc.adopted == "2019-03-15" and not doc.sections


def test_title_printed_again_below_the_header_is_no_preamble() -> None:
    doc = parse_statute("# 甲院关于样本案件的解释\n\n2023年3月2日 甲院通过\n\n<!-- INFO END -->\n\n甲院\n\n关于样本案件的解释\n\n法释〔2023〕3号\n\n为依法办案，解释如下：\n\n第一条 乙。")
    assert doc.doc_no == "法释〔2023〕3号"
    assert [s.text for s in doc.sections] == ["为依法办案，解释如下："]


CLASSES = [
    ("中华人民共和国样本法", "2020年1月1日 第十三届全国人民代表大会第三次会议通过", "", ("法律", "全国人民代表大会", ())),
    ("中华人民共和国样本法", "2020年1月1日 第十三届全国人民代表大会常务委员会第十七次会议通过", "", ("法律", "全国人民代表大会常务委员会", ())),
    ("样本管理条例", "2000年7月24日 中华人民共和国国务院令第288号公布", "", ("行政法规", "国务院", ())),
    ("中华人民共和国样本检定管理办法", "1987年4月15日 国务院发布", "", ("行政法规", "国务院", ())),
    ("河南省样本条例", "2020年1月1日 河南省第十三届人民代表大会常务委员会第一次会议通过", "", ("地方性法规", "河南省人民代表大会常务委员会", ("河南省",))),
    ("洛阳市样本条例", "2020年1月1日 洛阳市第十五届人民代表大会常务委员会第一次会议通过\n\n2020年3月1日 河南省第十三届人民代表大会常务委员会第二次会议批准", "",
     ("地方性法规", "洛阳市人民代表大会常务委员会", ("河南省", "洛阳市"))),
    ("河南省样本管理办法", "2020年1月1日 河南省人民政府令第198号公布", "", ("地方政府规章", "河南省人民政府", ("河南省",))),
    ("样本程序规定", "2020年8月6日 中华人民共和国公安部令第160号公布", "", ("部门规章", "公安部", ())),
    ("最高人民法院关于样本的解释", "2020年1月1日 最高人民法院审判委员会第1次会议通过", "", ("司法解释", "最高人民法院", ())),
    ("最高人民法院、最高人民检察院关于样本的解释", "", "", ("司法解释", "最高人民法院、最高人民检察院", ())),
    ("上海市样本规定", "", "上海/地方性法规/上海市样本规定.md", ("地方性法规", "", ("上海市",))),
    ("样本事项说明", "", "", ("其他", "", ())),
]


@pytest.mark.parametrize(("title", "header", "path", "expected"), CLASSES, ids=[f"{c[0]}|{c[1][:14]}" for c in CLASSES])
def test_level_issuer_region(title: str, header: str, path: str, expected: tuple[str, str, tuple[str, ...]]) -> None:
    doc = parse_statute(statute(title, header), path=path)
    assert (doc.level, doc.issuer, doc.region) == expected


KINDS = [
    ("中华人民共和国刑法修正案（十一）", "amendment"), ("中华人民共和国宪法修正案（2018年）", "amendment"),
    ("关于修改《甲法》等八部法律的决定", "decision"), ("某市人大常委会关于废止部分地方性法规的决定", "decision"),
    ("关于惩治骗购外汇犯罪的决定", "statute"), ("样本条例", "statute"), ("修正案审议规则", "statute"),
]


@pytest.mark.parametrize(("title", "expected"), KINDS)
def test_kind(title: str, expected: str) -> None:
    assert kind_of(title) == expected


def test_promulgating_order_without_a_bracketed_header() -> None:
    doc = parse_statute(
        "中华人民共和国主席令\n第七十四号\n《中华人民共和国样本法》已由中华人民共和国第十届全国人民代表大会常务委员会第三十次会议于2007年10月28日通过，"
        "现予公布，自2008年1月1日起施行。\n中华人民共和国样本法\n第一条 甲。\n第二条 本法自2008年1月1日起施行。")
    assert (doc.title, doc.adopted, doc.issuer, doc.level) == ("中华人民共和国样本法", "2007-10-28", "全国人民代表大会常务委员会", "法律")
    assert doc.doc_no == "中华人民共和国主席令第七十四号" and len(doc.articles) == 2


def test_normative_document_is_dated_by_its_signature() -> None:
    doc = parse_statute("国务院关于样本工作的意见\n国发〔2019〕5号\n各省人民政府：\n现提出以下意见：\n一、总体要求\n（一）甲。\n国务院\n2019年2月3日")
    assert (doc.level, doc.doc_no, doc.version_date) == ("规范性文件", "国发〔2019〕5号", "2019-02-03")


BETWEEN = [
    ("the page's words", "青石省样本条例\n发布时间：2019-12-31　来源：某局\n（2019年3月28日青石省第十三届人民代表大会常务委员会第十次会议通过）\n第一条　甲。", ("2019-03-28", "2019-03-28")),
    ("a second title", "# 某会关于批准《青石省样本条例》的决议\n\n批准青石省样本条例的决议\n\n（1980年8月26日通过）\n\n某会决定：批准。\n", ("1980-08-26", "1980-08-26")),
    ("a date in digits", "青石省样本条例\n（2019-03-28青石省第十三届人民代表大会常务委员会第十次会议通过）\n第一条　甲。", ("2019-03-28", "2019-03-28")),
    ("a date alone", "# 青石省人民政府关于样本工作的意见\n\n（2021年5月28日）\n\n一、甲。\n", (None, "2021-05-28")),
    ("no header further down", "# 青石省样本条例\n\n甲乙丙\n\n丁戊。\n\n（2019年3月28日通过）\n\n第一条 甲。\n", (None, "")),
]


@pytest.mark.parametrize(("name", "text", "expected"), BETWEEN, ids=[b[0] for b in BETWEEN])
def test_what_stands_between_title_and_header(name: str, text: str, expected: tuple[str | None, str]) -> None:
    doc = parse_statute(text)
    assert (doc.adopted, doc.version_date) == expected
    assert any(w.code == "no_date" for w in doc.warnings) == (not expected[1])


@pytest.mark.parametrize(("title", "path", "issuer"), [
    ("样本管理条例", "行政法规/样本管理条例(2020-01-01).md", "国务院"),
    ("样本支付规定", "行政法规/样本支付规定(1994-01-01).md", ""),
])
def test_a_national_条例_without_a_header_is_made_by_the_state_council(title: str, path: str, issuer: str) -> None:
    """No ministry may call its rules 条例; what else lies among 行政法规 may be a ministry's, approved."""
    doc = parse_statute(statute(title, ""), path=path)
    assert (doc.level, doc.issuer) == ("行政法规", issuer)


def test_a_notice_of_a_government_office_is_the_office_s() -> None:
    doc = parse_statute("样山县人民政府办公室\n关于印发《样县公园管理办法》的通知\n样政办〔2021〕12号\n各乡镇人民政府：\n现印发给你们。\n"
                        "样县公园管理办法\n第一条　甲。\n第二条　本办法自2021年4月1日起施行。")
    assert (doc.title, doc.issuer, doc.level) == ("样县公园管理办法", "样山县人民政府办公室", "规范性文件")


def test_what_a_ministry_s_notice_hands_on_is_no_规章() -> None:
    """规章 are promulgated by 令 (规章制定程序条例第三十条)."""
    text = "{}\n农经发〔2021〕1号\n各有关单位：\n现将《样本补贴管理办法》印发给你们。\n农业农村部\n2021年2月3日\n样本补贴管理办法\n第一条　甲。\n第二条　本办法自印发之日起施行。"
    doc = parse_statute(text.format("农业农村部关于印发《样本补贴管理办法》的通知"))
    assert (doc.title, doc.level, doc.issuer) == ("样本补贴管理办法", "规范性文件", "农业农村部")
    order = parse_statute("样本补贴管理办法\n（2021年2月3日农业农村部令2021年第1号公布）\n第一条　甲。\n第二条　本办法自2021年3月1日起施行。")
    assert order.level == "部门规章"


def test_title_in_the_front_matter() -> None:
    doc = parse_statute("---\ntitle: 青石省样本条例\ndate: 2020-01-01\n---\n\n（2019年3月28日青石省第十三届人民代表大会常务委员会第十次会议通过）\n\n第一条 甲。")
    assert doc.title == "青石省样本条例" and not any(w.code == "no_title" for w in doc.warnings)
