"""The forms that users hold, folders, archives and codes spread over files, and the corpus itself."""

from __future__ import annotations

import csv
import json
import pickle
import random
import re
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.documents import read_document, unwrap
from ingest.errors import InputError
from ingest.pages import html_text
from ingest.records import Article, HistoryEvent, Item, Paragraph, Section, StatuteDoc, Subitem
from ingest.statutes import parse_statute, plan_units, read_unit, render
from ingest.statutes.labels import print_label
from tests.support.statute_forms import EXPECTED, PUBLISHED, as_docx, as_html, as_pdf, as_txt

FORMS = [
    ("docx", "x.docx", as_docx(PUBLISHED)),
    ("html", "x.html", as_html(PUBLISHED)),
    ("html gb2312", "x.html", as_html(PUBLISHED, "gb2312")),
    ("txt", "x.txt", as_txt(PUBLISHED)),
    ("txt hard-wrapped GB18030", "x.txt", as_txt(PUBLISHED, 28, "gb18030")),
    ("txt UTF-16", "x.txt", as_txt(PUBLISHED, 0, "utf-16")),
    ("pdf", "x.pdf", as_pdf(PUBLISHED)),
    ("md without hashes", "x.md", as_txt(PUBLISHED)),
]


@pytest.mark.parametrize(("form", "name", "data"), FORMS, ids=[f[0] for f in FORMS])
def test_every_form_gives_the_same_statute(form: str, name: str, data: bytes) -> None:
    doc = parse_statute(read_document(data, name).text, path=name)
    assert doc.title == PUBLISHED[0]
    assert (doc.adopted, doc.amended, doc.effective) == ("2019-03-28", ("2022-09-30",), "2019-06-01")
    assert [(a.article, a.path, len(a.paragraphs), len(a.paragraphs[0].items)) for a in doc.articles] == EXPECTED
    assert [s.number for s in doc.articles[2].paragraphs[0].items[0].subitems] == ["1．", "2．"]
    assert not doc.sections


def test_docx_table_after_the_last_article_is_an_annex() -> None:
    data = as_docx([*PUBLISHED, "附表　收费标准"], [["项目", "标准"], ["清淤", "十元"]])
    doc = parse_statute(read_document(data, "x.docx").text)
    assert [(s.kind, s.number, s.title, s.text) for s in doc.sections] == [
        ("annex", "附表", "收费标准", "| 项目 | 标准 |\n| 清淤 | 十元 |")]


@pytest.mark.parametrize("notice", [
    ["样山县人民政府关于印发《样县公园管理办法（试行）》的通知"],
    ["样山县人民政府", "关于印发样县公园管理办法（试行）的通知"],
])
def test_title_below_a_notice_that_hands_it_on(notice: list[str]) -> None:
    lines = ["样山县人民政府文件", "样政发〔2021〕12号", *notice, "各乡镇人民政府：", "《样县公园管理办法（试行）》已经县政府同意，现印发给你们，请遵照执行。",
             "样山县人民政府", "2021年3月5日", "（此件公开发布）", "样县公园管理办法", "（试行）", "第一章　总则", "第一条　甲。", "第二条　本办法自印发之日起施行。"]
    doc = parse_statute(read_document(as_docx(lines), "x.docx").text)
    assert (doc.title, doc.doc_no, doc.version_date, doc.effective) == ("样县公园管理办法（试行）", "样政发〔2021〕12号", "2021-03-05", "2021-03-05")
    assert (doc.issuer, len(doc.articles), doc.sections) == ("样山县人民政府", 2, ())


def test_a_county_organs_text_on_trial_is_whole() -> None:
    doc = parse_statute("样山县水窖补助办法\n（2023年6月1日样山县财政局印发）\n第1条 甲。\n第2条 本办法自2023年7月1日起试行。\n样山县财政局办公室 2023年6月2日印发\n")
    assert (doc.level, doc.issuer, doc.completeness, doc.effective) == ("规范性文件", "样山县财政局", "complete", "2023-07-01")
    assert [s.kind for s in doc.sections] == ["note"] and len(doc.articles[-1].paragraphs) == 1


def test_what_a_page_offers_below_the_text_is_left_out() -> None:
    page = as_html(PUBLISHED).decode().replace("</body>", "<div><p>相关链接</p><p>某条例第一条解读</p></div></body>")
    doc = parse_statute(read_document(page.encode(), "x.html").text)
    assert len(doc.articles) == len(EXPECTED) and not doc.sections


def test_a_page_that_prints_the_title_twice() -> None:
    doc = parse_statute("\n".join([f"# {PUBLISHED[0]}", *PUBLISHED]))
    assert doc.title == PUBLISHED[0] and doc.amended == ("2022-09-30",) and not doc.sections


def test_title_below_a_promulgating_order() -> None:
    lines = ["中华人民共和国国务院令", "第 901 号", "《样本事务管理条例》已经2021年3月1日国务院第200次常务会议通过，现予公布，自2021年5月1日起施行。",
             "总理　某某某", "2021年3月9日", "样本事务管理条例", "第一章　总则", "第一条　甲。", "第二章　附则", "第二条　本条例自2021年5月1日起施行。"]
    doc = parse_statute(read_document(as_docx(lines), "x.docx").text)
    assert doc.title == "样本事务管理条例" and len(doc.articles) == 2 and doc.level == "行政法规"
    assert "901" in doc.doc_no and doc.effective == "2021-05-01"


def test_title_broken_over_lines_and_numbered_title() -> None:
    doc = parse_statute("最高人民法院关于样本案件\n适用法律问题的解释\n（二）\n（2020年1月2日最高人民法院审判委员会第9次会议通过）\n为正确审理样本案件，制定本解释。\n第一条　甲。")
    assert doc.title == "最高人民法院关于样本案件适用法律问题的解释（二）" and doc.adopted == "2020-01-02"


def test_html_layout_table_and_entities() -> None:
    page = "<html><body><table><tr><td><p>样本条例</p><p>第一条&nbsp;&nbsp;甲&lt;乙&gt;。</p><p>第二条　下列情形：<br>（一）丙；<br>（二）丁。</p></td></tr></table></body></html>"
    doc = parse_statute(html_text(page))
    assert [a.text for a in doc.articles] == ["甲<乙>。", "下列情形：\n（一）丙；\n（二）丁。"]


PAGES = [
    ("title inside a header block", "<title>某网</title>", '<header class="article-header"><h1>样本条例</h1></header>'),
    ("site name as h1", "<title>样本条例_某市人民政府网</title>", "<h1>某市人民政府</h1><p>首页</p><p>样本条例</p><p>发布时间：2020-01-01　来源：某局</p>"),
    ("title in h2", "<title>样本条例 - 某网</title>", "<div class='top'>您的位置</div><h2>样本条例</h2><div>【字号：大 中 小】</div>"),
]


@pytest.mark.parametrize(("name", "head", "top"), PAGES, ids=[p[0] for p in PAGES])
def test_html_title_is_found_among_the_page_s_own_words(name: str, head: str, top: str) -> None:
    page = f"<html><head>{head}</head><body>{top}<p>（2020年1月1日某市第一届人民代表大会常务委员会第二次会议通过）</p><p>第一条　甲。</p><p>第二条　乙。</p></body></html>"
    doc = parse_statute(html_text(page))
    assert (doc.title, doc.adopted, len(doc.articles)) == ("样本条例", "2020-01-01", 2) and not doc.sections


def test_a_short_text_broken_by_hand_is_put_together_without_a_warning() -> None:
    lines = [*PUBLISHED[:2], *PUBLISHED[9:11], PUBLISHED[22], "第四条　本条例自2019年6月1日起施行。"]
    doc = parse_statute(read_document(as_txt([line.replace("第四条　清", "第三条　清") for line in lines], 40), "x.txt").text)
    assert [len(a.paragraphs) for a in doc.articles] == [1, 1, 1, 1] and not doc.warnings


def test_the_text_published_again_below_an_amending_decision_is_a_statute_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("\n".join([
        "青石省人民代表大会常务委员会关于修改《青石省水窖条例》的决定", "（2022年5月26日青石省第十三届人民代表大会常务委员会第三十次会议通过）",
        "一、将第二条修改为：“第二条　水窖由村民委员会管理。”", "本决定自公布之日起施行。", "《青石省水窖条例》根据本决定作相应修改，重新公布。", "青石省水窖条例",
        "（2014年1月2日青石省第十二届人民代表大会常务委员会第七次会议通过　根据2022年5月26日青石省第十三届人民代表大会常务委员会第三十次会议《关于修改〈青石省水窖条例〉的决定》修正）",
        "第一条　为了节水，制定本条例。", "第二条　水窖由村民委员会管理。", "第三条　本条例自2014年3月1日起施行。"]), "utf-8")
    docs = read_unit(plan_units([tmp_path / "x.txt"])[0][0]).docs
    assert [(d.kind, d.title, len(d.articles), d.version_date) for d in docs] == [
        ("decision", "青石省人民代表大会常务委员会关于修改《青石省水窖条例》的决定", 0, "2022-05-26"), ("statute", "青石省水窖条例", 3, "2022-05-26")]


@pytest.mark.parametrize("rest", ["青石省水窖条例\n第一条修改为：“第一条　甲。”", "二、青石省水窖条例\n第一条　甲。", ""])
def test_a_decision_alone_is_one_text(tmp_path: Path, rest: str) -> None:
    (tmp_path / "x.txt").write_text(f"关于修改《青石省水窖条例》的决定\n（2022年5月26日通过）\n一、删去第三条。\n{rest}\n本决定自公布之日起施行。\n", "utf-8")
    assert len(read_unit(plan_units([tmp_path / "x.txt"])[0][0]).docs) == 1


def test_lines_broken_at_the_margin_without_indents() -> None:
    """A line that ends in a semicolon at the margin goes on, as no 款 ends so; what cannot be told is said."""
    lines = ["样县水窖管理办法", "（2022年1月6日样县人民政府令第11号公布）", "第一条　甲单位应当每月定期清淤一次并且做好记录；", "乙单位应当每季检测水质一次并向社会公示结果。",
             "第二条　有下列情形之一的，由有关部门责令改正：", "（一）未按照规定的次数和期限清理淤泥的；", "（二）未按照规定的次数和期限检测水质或者未公示", "的。", "第三条　本办法自2022年3月1日起施行，由县人", "民政府负责解释。"]
    read = read_document("\n".join(lines).encode(), "x.txt")
    doc = parse_statute(read.text)
    assert [(len(a.paragraphs), len(a.paragraphs[0].items)) for a in doc.articles] == [(1, 0), (1, 2), (1, 0)]
    assert [w.code for w in read.warnings] == ["unwrapped"] and not read_document(as_txt(PUBLISHED, 28), "x.txt").warnings


def test_unwrap_leaves_whole_paragraphs_alone() -> None:
    text = "\n".join(PUBLISHED)
    assert unwrap(text) == text


@pytest.mark.parametrize(("data", "name", "said"), [
    (b"%PDF-1.4 nonsense", "x.pdf", "PDF"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "x.doc", ""), (b"", "x.txt", ""),
    (b"PK\x03\x04 broken", "x.docx", ""),
], ids=["pdf", "ole", "empty", "docx"])
def test_bad_documents_are_refused_in_words(data: bytes, name: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_document(data, name)
    assert said in str(caught.value) and caught.value.remedy


# ---------------------------------------------------------------- units

PART = "# {}\n\n**第{}条**　甲。\n\n**第{}条**　乙。\n"


@pytest.fixture
def code_folder(tmp_path: Path) -> Path:
    """A code in the just-laws layout, one in the 编 layout, two versions of a law, and files that are no statutes."""
    def write(name: str, text: str) -> None:
        path = tmp_path / "laws" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    head = "# 中华人民共和国样本法典\n\n2020年5月28日第十三届全国人民代表大会第三次会议通过\n"
    write("code.md", "---\nnext: /x\n---\n\n" + head)
    write("code/00-supplementary.md", "# 附则\n\n**第五条**　本法自2021年1月1日起施行。\n")
    write("code/01-general.md", PART.format("第一编　总则", "一", "二"))
    write("code/02-special.md", PART.format("第二编　分则", "三", "四"))
    write("code/04-amendment.md", "# 修正案\n\n" + "".join(
        f"## 中华人民共和国样本法典修正案（{n}）\n\n*202{k}年1月1日第十三届全国人民代表大会常务委员会第二次会议通过*\n\n一、第一条修改为：“甲。”\n\n"
        for k, n in enumerate("一二", 2)))
    sub = "# 中华人民共和国样本民法\n\n# {}\n\n2020年5月28日 第十三届全国人民代表大会第三次会议通过\n\n<!-- INFO END -->\n\n第{}条 甲。\n"
    write("民/总则.md", sub.format("总则", "一"))
    write("民/合同编.md", sub.format("合同编", "二"))
    write("mark.md", "# 样本商标法\n\n2019年4月23日第十三届全国人民代表大会常务委员会第十次会议通过\n\n**第一条**　本法自2019年11月1日起施行。\n")
    write("mark/versions/2027-01-01.md", "# 样本商标法\n\n2026年6月26日第十四届全国人民代表大会常务委员会第二次会议修订\n\n**第一条**　本法自2027年1月1日起施行。\n")
    write("mark/versions.json", "{}")
    write("README.md", "# 说明\n\n本项目收集法规。\n")
    write("模版.md", "---\nbookHidden: true\n---\n\n# 标题\n\n第一条 xxx\n")
    write("LICENSE", "MIT")
    return tmp_path / "laws"


def test_folder_to_units(code_folder: Path) -> None:
    units, problems = plan_units([code_folder])
    reads = [read_unit(pickle.loads(pickle.dumps(u))) for u in units]
    found = {(d.title, d.version_date): [a.article for a in d.articles] for r in reads for d in r.docs}
    assert not problems and not [r.problems for r in reads if r.problems]
    assert found == {
        ("中华人民共和国样本法典", "2020-05-28"): [1, 2, 3, 4, 5],
        ("中华人民共和国样本法典修正案（一）", "2022-01-01"): [],
        ("中华人民共和国样本法典修正案（二）", "2023-01-01"): [],
        ("中华人民共和国样本民法", "2020-05-28"): [1, 2],
        ("样本商标法", "2019-04-23"): [1],
        ("样本商标法", "2026-06-26"): [1],
    }
    assert sum(bool(r.ignored) for r in reads) == 2
    code = next(d for r in reads for d in r.docs if d.title.endswith("样本法典"))
    assert [a.path for a in code.articles] == [("第一编　总则",)] * 2 + [("第二编　分则",)] * 2 + [("附则",)]
    assert code.completeness == "complete"


def test_one_file_named_brings_its_parts(code_folder: Path) -> None:
    units, _ = plan_units([code_folder / "code.md"])
    assert len(units) == 1 and len(read_unit(units[0]).docs[0].articles) == 5


def test_zip_gives_the_same_as_the_folder(code_folder: Path, tmp_path: Path) -> None:
    archive = tmp_path / "laws.zip"
    with zipfile.ZipFile(archive, "w") as z:
        for path in sorted(p for p in code_folder.rglob("*") if p.is_file()):
            z.write(path, str(path.relative_to(code_folder)))
        z.writestr("../escape.md", "# 越界条例\n\n第一条 甲。")
    units, problems = plan_units([archive])
    titles = sorted((d.title, len(d.articles)) for u in units for d in read_unit(u).docs)
    folder = sorted((d.title, len(d.articles)) for u in plan_units([code_folder])[0] for d in read_unit(u).docs)
    assert titles == folder
    assert [p.path.split("!")[-1] for p in problems] == ["../escape.md"]
    assert all(u.path.startswith(f"{archive}!") for u in units)


def test_bad_files_do_not_stop_the_batch(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"not a document")
    (tmp_path / "b.md").write_text("# 样本条例\n\n第一条 本条例自2020年1月1日起施行。", "utf-8")
    (tmp_path / "c.zip").write_bytes(b"not a zip")
    units, problems = plan_units([tmp_path, tmp_path / "missing"])
    reads = {u.path.rsplit("/", 1)[1]: read_unit(u) for u in units}
    assert [p.message for p in problems] and len(problems) == 2
    assert reads["a.docx"].problems[0].remedy and not reads["a.docx"].docs
    assert reads["b.md"].docs[0].title == "样本条例"


# ---------------------------------------------------------------- properties

PIECES = st.sampled_from([
    "第", "条", "第一条 ", "第二条", "第一百二十条之一 ", "笫三条", "（一）", "(2)", "1．", "一、", "## ", "# ", "第一章 总则\n", "“", "”", "《", "》",
    "附件：", "附表一\n", "| 甲 | 乙 |\n", "<table>", "</table>", "<!-- INFO END -->", "<!-- TABLE -->", "---\n", "**", "\n", "\n\n", "　",
    "\u200b", "2020年1月1日", "某会议通过", "本法自公布之日起施行。", "目录\n", "甲乙丙丁", "。", "；", "：", "*", ">", ":::", "\x00", "①", "注：",
])


@settings(max_examples=250, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map("".join)))
def test_no_text_crashes_the_parser(text: str) -> None:
    doc = parse_statute(text, path="任意.md")
    assert doc.title and parse_statute(render(doc)).title
    numbers = [(a.article, a.suffix) for a in doc.articles]
    assert len(numbers) == len(set(numbers))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x.md", "x.txt", "x.html", "x.docx", "x.pdf"]))
def test_no_bytes_crash_the_reader(data: bytes, name: str) -> None:
    try:
        text = read_document(data, name).text
    except InputError as exc:
        assert str(exc)
    else:
        assert parse_statute(text).title


WORDS = st.text(alphabet="甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=18)
SENTENCES = WORDS.map(lambda w: w + "。")


@st.composite
def statutes(draw: st.DrawFn) -> StatuteDoc:
    """A well-formed statute: articles with 之N, 款, 项, 目, a path, a preamble and an annex."""
    articles: list[Article] = []
    chapter, suffix, number = 0, 0, 0
    for _ in range(draw(st.integers(1, 8))):
        if not chapter or draw(st.booleans()):
            chapter += 1
            heading = f"第{'一二三四五六七八九'[chapter]}章　{draw(WORDS)}"
        number, suffix = (number, suffix + 1) if number and draw(st.integers(0, 4)) == 0 else (number + 1, 0)
        paragraphs = []
        for _ in range(draw(st.integers(1, 3))):
            items = tuple(
                Item(f"（{'一二三'[i]}）", i + 1, draw(SENTENCES), tuple(
                    Subitem(f"{j + 1}．", j + 1, draw(SENTENCES)) for j in range(draw(st.integers(0, 2)))))
                for i in range(draw(st.integers(0, 3))))
            paragraphs.append(Paragraph(draw(WORDS) + ("：" if items else "。"), items))
        articles.append(Article(print_label(number, suffix), number, suffix, (heading,), tuple(paragraphs), draw(st.sampled_from(["", "条旨"]))))
    closing = Article(print_label(number + 1), number + 1, 0, articles[-1].path, (Paragraph("本条例自2019年6月1日起施行。"),))
    sections = tuple(draw(st.lists(st.sampled_from([
        Section("preamble", "", "", "前文甲。\n前文乙。"), Section("annex", "附件一", "目录", "一，甲\n二，乙")]), unique=True, max_size=2)))
    history = (HistoryEvent("2019-03-28", "青石省第十三届人民代表大会常务委员会第十次会议通过", "adopted"),)
    return StatuteDoc("青石省" + draw(WORDS) + "条例", history, (*articles, closing), tuple(sorted(sections, key=lambda s: s.kind != "preamble")))


@settings(max_examples=120, deadline=None)
@given(statutes())
def test_rendered_statutes_parse_to_the_same_structure(doc: StatuteDoc) -> None:
    again = parse_statute(render(doc))
    assert (again.title, again.history, again.articles, again.sections) == (doc.title, doc.history, doc.articles, doc.sections)
    assert parse_statute(render(again)).articles == again.articles


# ---------------------------------------------------------------- the corpus


@pytest.fixture(scope="module")
def facts(shared: Path) -> list[dict[str, str]]:
    with (shared / "facts/laws.csv").open(encoding="utf-8") as handle:
        return [r for r in csv.DictReader(handle) if r["file"]]


def read_docs(shared: Path, files: list[str]) -> dict[str, StatuteDoc]:
    """First document of each corpus file named."""
    units, _ = plan_units([shared / "corpus" / f for f in files])
    return {str(Path(u.path).relative_to(shared / "corpus")): read_unit(u).docs[0] for u in units}


def test_corpus_sample_against_the_facts(shared: Path, facts: list[dict[str, str]]) -> None:
    sample = random.Random(11).sample([r for r in facts if r["source"] == "LRB"], 220) + [r for r in facts if r["source"] == "JL"][::12]
    docs = read_docs(shared, [r["file"] for r in sample])
    mended = {f for f, d in docs.items() if any(w.code == "articles_on_one_line" for w in d.warnings)}
    wrong = [(r["file"], len(docs[r["file"]].articles), r["n_articles"]) for r in sample
             if len(docs[r["file"]].articles) != int(r["n_articles"]) and r["file"] not in mended]
    assert not wrong
    dated = [(r["file"], docs[r["file"]].version_date, r["version_date"]) for r in sample if docs[r["file"]].version_date != r["version_date"]]
    assert not dated
    for doc in docs.values():
        again = parse_statute(render(doc), path=doc.source.path if doc.source else "")
        assert (again.articles, again.sections) == (doc.articles, doc.sections), doc.title


def test_truncated_and_empty_files_are_flagged(shared: Path, facts: list[dict[str, str]]) -> None:
    suspects = [r["file"] for r in facts if r["truncation"]]
    docs = read_docs(shared, suspects[::3])
    assert {d.completeness for d in docs.values()} <= {"truncated", "empty"}
    assert all(any(w.code in ("truncated", "empty") and w.remedy for w in d.warnings) for d in docs.values())


def test_gold_articles_word_for_word(shared: Path, facts: list[dict[str, str]]) -> None:
    gold = [g for g in map(json.loads, (shared / "gold/articles.jsonl").open(encoding="utf-8")) if g["gold_usable"]]
    laws = {g["law"] for g in gold}
    docs = read_docs(shared, [r["file"] for r in facts if r["title"] in laws])
    squeeze = re.compile(r"\s")
    found = {(d.title, a.number, squeeze.sub("", a.text).replace(";", "；")) for d in docs.values() for a in d.articles}
    missing = [(g["law"], g["article"]) for g in gold if (g["law"], g["article"], squeeze.sub("", g["text"]).replace(";", "；")) not in found]
    assert not missing


HOSTILE = [
    "<table" * 100_000, "<!--" * 100_000, "![" * 100_000, "《" * 200_000, "（2020年1月1日通过\n" + "甲乙\n" * 50_000,
    "2020年1月1日、" * 50_000 + "修正", "第一条 本法施行。\n" + "甲乙丙丁\n" * 50_000, "第" + "一" * 200_000 + "条",
    "\n".join(f"第{n}条 甲。" for n in range(1, 9000)) * 3,
]


@pytest.mark.parametrize("text", HOSTILE, ids=[t[:6].replace("\n", " ") for t in HOSTILE])
def test_hostile_text_costs_no_more_than_its_length(text: str) -> None:
    """Each of these took minutes with a quadratic pattern; the suite's own time limit is the bound."""
    assert parse_statute("# 样本法\n\n" + text).title


def test_forms_that_are_not_read_are_said(tmp_path: Path) -> None:
    (tmp_path / "甲.wps").write_bytes(b"x")
    (tmp_path / "乙.txt").write_text("乙县条例\n（2020年1月1日乙县人民政府公布）\n第一条 本条例自2020年2月1日起施行。\n", "utf-8")
    with zipfile.ZipFile(tmp_path / "丙.zip", "w") as archive:
        archive.write(tmp_path / "乙.txt", "内/乙.txt")
        archive.writestr("内/丁.zip", b"PK")
        archive.writestr("内/戊.rar", b"Rar!")
    units, problems = plan_units([tmp_path])
    assert len(units) == 2
    assert sorted(p.path.rpartition("/")[2] for p in problems) == ["丁.zip", "戊.rar", "甲.wps"]
    assert all(p.message and p.remedy for p in problems)
