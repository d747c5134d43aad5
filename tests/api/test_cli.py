"""The command line as the interface has it: shapes, exit codes, one clear line for bad input."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from corpus.sample import LAWS, SANDING
from tests.api.conftest import DAY, Done, youju

PLACE = "河南省/许昌市/临溪县/柳河镇"
CITE_KEYS = {
    "start", "end", "text", "kind", "title", "doc_no", "article", "suffix", "article_end", "paragraph", "item", "subitem", "chapter",
    "status", "law", "provision", "version", "candidates", "quote",
}


def refused(done: Done) -> str:
    """The one line of a refusal: exit code 2, nothing on stdout, no traceback."""
    assert done.code == 2, (done.code, done.out, done.err)
    assert done.out == "" and "Traceback" not in done.err
    (line,) = done.err.strip().splitlines()
    return line


def test_help_is_chinese() -> None:
    done = youju("--help")
    assert done.code == 0 and "用法" in done.out and "清单体检" in done.out and "Usage" not in done.out
    assert "选项" in youju("audit", "--help").out


@pytest.mark.parametrize(("args", "word"), [
    (["nosuch"], "没有“nosuch”这个命令"),
    (["audit", "--nosuch"], "没有“--nosuch”这个选项"),
    (["audit", "--as-of", "2026-13-40"], "不是日期"),
    (["audit", "--only", "NO_SUCH"], "没有这项检查"),
    (["audit", "--severity", "NO_BASIS=high"], "看不懂"),
    (["audit", "--format", "xlsx"], "-o"),
    (["audit", "没有这张清单"], "没有名为"),
    (["show", "完全不是法规的东西啊"], "不是法规或条文"),
    (["trace", "没有这个事项"], "没有找到事项"),
    (["import", "laws", "没有这个文件夹"], "不存在"),
    (["import", "duties", "没有.xlsx", "--place", PLACE], "不存在"),
    (["impact", "没有的法"], ""),
    (["cite", "没有的文件.txt"], "不存在"),
    (["parse", "没有的文件.md"], "不存在"),
    (["suggest"], "没有写事项名称"),
    (["search"], "没有写要找什么"),
    (["search", "河道", "--nosuch"], "没有“--nosuch”这个选项"),
    (["search", "河道", "-x"], "没有“-x”这个选项"),
])
def test_bad_usage_is_one_line(args: list[str], word: str, db: Path) -> None:
    assert word in refused(youju(*args, db=db))


def test_missing_library_says_what_to_do(tmp_path: Path) -> None:
    assert "youju import laws" in refused(youju("audit", db=tmp_path / "none.db"))


def test_foreign_file_is_no_library(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    foreign.write_bytes(b"not a library at all" * 100)
    refused(youju("show", "城规法65", db=foreign))
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table t (x)")
    refused(youju("show", "城规法65", db=tmp_path / "other.db"))


def test_duties_need_a_place(demo_folder: Path, db: Path) -> None:
    assert "--place" in refused(youju("import", "duties", demo_folder / "柳河镇基本履职事项清单.xlsx", db=db))


def test_a_place_of_no_province_is_said(demo_folder: Path, tmp_path: Path) -> None:
    done = youju("import", "duties", demo_folder / "柳河镇基本履职事项清单.xlsx", "--place", "火星", db=tmp_path / "y.db")
    assert done.code == 0 and "火星" in done.err


def test_import_again_changes_nothing(demo_folder: Path, db: Path) -> None:
    before = youju("audit", "--json", "--as-of", DAY, db=db).out
    for args in (["import", "laws", LAWS], ["import", "duties", demo_folder / "柳河镇基本履职事项清单.xlsx", "--place", PLACE],
                 ["import", "sanding", *sorted(SANDING.glob("*.txt"))]):
        assert youju(*args, db=db).code == 0
    assert youju("audit", "--json", "--as-of", DAY, db=db).out == before


def test_dry_run_shows_columns_and_stores_nothing(demo_folder: Path, tmp_path: Path) -> None:
    done = youju("import", "duties", demo_folder / "柳河镇配合履职事项清单.xlsx", "--dry-run", db=tmp_path / "new.db")
    assert done.code == 0 and "法律依据" in done.out and "乡镇配合职责" in done.out
    assert not (tmp_path / "new.db").exists()


def test_audit_json_is_the_schema(db: Path) -> None:
    done = youju("audit", "--json", "--as-of", DAY, db=db)
    assert done.code == 1  # findings
    data = json.loads(done.out)
    assert data["schema"] == "youju.audit/1" and data["as_of"] == DAY
    assert {"name", "place", "kind", "round", "items"} <= set(data["lists"][0])
    assert {"items", "grounded", "unsupported", "by_code", "by_severity"} <= set(data["summary"])
    assert data["summary"]["items"] == len(data["items"]) == 71
    item = next(i for i in data["items"] if "水污染防治法" in i["basis_raw"])
    assert {"id", "list", "seq", "name", "source", "verdict", "basis", "findings"} <= set(item)
    assert item["source"] == {"file": "柳河镇基本履职事项清单.xlsx", "sheet": "基本履职", "row": 24}
    assert set(item["basis"][0]) >= CITE_KEYS
    finding = next(f for f in item["findings"] if f["code"] == "REPEALED")
    assert {"code", "severity", "message", "citation", "evidence", "fix"} <= set(finding)
    assert {"cited", "found", "diff"} <= set(finding["evidence"])
    assert finding["fix"] == {"text": "《中华人民共和国生态环境法典》第三百零九条第三款", "provision": "生态环境法典@2026-03-12#309.3"}
    assert {"provision", "text", "bearer"} <= set(data["uncovered"][0])
    assert youju("audit", "--json", "--as-of", DAY, db=db).out == done.out  # byte for byte
    assert done.out.index('"as_of"') < done.out.index('"items"') < done.out.index('"schema"')  # sorted keys


def test_demo_shows_a_dozen_kinds_of_findings(db: Path) -> None:
    data = json.loads(youju("audit", "--json", "--as-of", DAY, db=db).out)
    assert len(set(data["summary"]["by_code"]) - {"SOLE_BASIS"}) >= 20


def test_before_the_code_nothing_is_repealed(db: Path) -> None:
    data = json.loads(youju("audit", "--json", "--as-of", "2026-08-14", db=db).out)
    assert "REPEALED" not in data["summary"]["by_code"]


def test_exit_codes_follow_fail_on(db: Path) -> None:
    assert youju("audit", "--only", "DUPLICATE_ITEM", "--fail-on", "error", db=db).code == 0
    assert youju("audit", "--only", "DUPLICATE_ITEM", "--fail-on", "warning", db=db).code == 1
    assert youju("audit", "--only", "重复事项", "--severity", "DUPLICATE_ITEM=error", "--fail-on", "error", db=db).code == 1
    assert youju("audit", "--only", "DUPLICATE_ITEM", "--severity", "DUPLICATE_ITEM=off", db=db).code == 0


def test_severities_from_a_file(db: Path, tmp_path: Path) -> None:
    config = tmp_path / "级别.toml"
    config.write_text("[severity]\nDUPLICATE_ITEM = \"info\"\n", "utf-8")
    assert youju("audit", "--only", "DUPLICATE_ITEM", "--config", config, db=db).code == 0
    config.write_text("[severity\n", "utf-8")
    assert "配置文件" in refused(youju("audit", "--config", config, db=db))


def test_cite(db: Path) -> None:
    text = "《城乡规划法》第六十五条，《独生子女父母光荣证》"
    done = youju("cite", "-", "--json", db=db, stdin=text)
    (one,) = json.loads(done.out)
    assert set(one) >= CITE_KEYS and text[one["start"]:one["end"]] == one["text"]
    assert (one["status"], one["provision"], one["law"]) == ("resolved", "城乡规划法@2019-04-23#65", "中华人民共和国城乡规划法")


def test_cite_without_a_library_uses_the_catalogue(tmp_path: Path) -> None:
    done = youju("cite", "-", "--json", db=tmp_path / "none.db", stdin="《食品安全法》第六条、《食品安全法》第九百条")
    assert [c["status"] for c in json.loads(done.out)] == ["law_not_in_library", "article_not_found"]


def test_cite_counts_the_characters_of_the_input(db: Path, tmp_path: Path) -> None:
    text = "依据：\r\n《城乡规划法》第六十五条\r\n第六十六条"
    (tmp_path / "x.txt").write_bytes(text.encode("gb18030"))
    for done in (youju("cite", "-", "--json", db=db, stdin=text), youju("cite", tmp_path / "x.txt", "--json", db=db)):
        found = json.loads(done.out)
        assert [text[c["start"]:c["end"]] for c in found] == [c["text"] for c in found] == ["《城乡规划法》第六十五条", "第六十六条"]


def test_show_says_what_the_catalogue_knows(db: Path) -> None:
    told = youju("show", "婚姻法第三条", db=db)
    assert told.code == 0 and "民法典" in told.out and "2021-01-01" in told.out and "条文未收录" in told.out
    known = json.loads(youju("show", "公司法第三百条", "--json", db=db).out)
    assert known["known"]["versions"][-1]["articles"] == 266 and known["resolution"]["status"] == "article_not_found"


def test_jsonl_keeps_order_and_goes_on_after_a_bad_line(db: Path) -> None:
    lines = ['{"id": 1, "text": "城规法第65条"}', "not json", '{"id": 3}', '{"id": 4, "text": "本法第四十一条和前款", "law": "城乡规划法", "article": 65, "paragraph": 2}', "[]"]
    done = youju("cite", "--jsonl", db=db, stdin="\n".join(lines))
    rows = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0 and [r["id"] for r in rows] == [1, None, 3, 4, None]
    assert rows[0]["citations"][0]["article"] == 65 and "error" in rows[1] and "error" in rows[2]
    assert [(c["article"], c["paragraph"]) for c in rows[3]["citations"]] == [(41, None), (65, 1)]


def test_search_and_suggest_jsonl(db: Path) -> None:
    done = youju("search", "--jsonl", db=db, stdin='{"id": "a", "query": "焚烧秸秆", "kind": "provision", "k": 3}\n{"id": "b", "query": 5}\n')
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert first["id"] == "a" and 1 <= len(first["hits"]) <= 3 and "秸秆" in first["hits"][0]["text"] and "error" in second
    done = youju("suggest", "--jsonl", db=db, stdin='{"id": 1, "name": "乡道养护", "place": "' + PLACE + '", "k": 2}\n{"id": 2}\n')
    first, second = (json.loads(line) for line in done.out.splitlines())
    assert first["hits"][0]["id"] == "公路法@2017-11-04#8" and "error" in second


def test_search_json(db: Path) -> None:
    data = json.loads(youju("search", "城规法65", "--json", db=db).out)
    assert {"query", "as_of", "took_ms", "total", "hits"} <= set(data)
    assert data["hits"][0]["id"] == "城乡规划法@2019-04-23#65"
    assert {"kind", "id", "law", "article", "suffix", "title", "text", "highlights", "score", "status"} <= set(data["hits"][0])


@pytest.mark.parametrize("words", [["焚烧", "-秸秆"], ["-秸秆", "焚烧"], ["-“焚烧 秸秆”", "焚烧"]])
def test_a_leading_minus_excludes_at_the_command_line(words: list[str], db: Path) -> None:
    data = json.loads(youju("search", *words, "--kind", "provision", "--json", db=db).out)
    excluded = next(w for w in words if w.startswith("-")).strip("-“”").replace(" ", "")
    assert data["hits"] and not any(excluded in h["text"] for h in data["hits"])


@pytest.mark.parametrize(("args", "said"), [
    (["search", "垙垙垙"], "没有找到含“垙垙垙”的"), (["search", "秸秆", "--offset", "5000"], "之后没有了"),
    (["search", "秸秆", "--level", "司法解释"], "请放宽效力级别"), (["suggest", "垙垙垙"], "没有与“垙垙垙”相近的条文"),
])
def test_nothing_found_says_why(args: list[str], said: str, db: Path) -> None:
    done = youju(*args, db=db)
    assert done.code == 0 and said in done.out + done.err


def test_show(db: Path) -> None:
    text = youju("show", "城规法65", "--as-of", DAY, db=db).out
    assert "第六十五条" in text and "现行有效" in text and "要旨，非法条原文" in text and "以此为据的事项" in text
    old = youju("show", "大气污染防治法第七十七条", "--as-of", DAY, db=db).out
    assert "被《生态环境法典》第一千二百四十二条废止" in old
    assert "现行内容见：《生态环境法典》第二百四十六条（编号：生态环境法典@2026-03-12#246）" in old
    assert json.loads(youju("show", "城规法65", "--json", db=db).out)["provision"] == "城乡规划法@2019-04-23#65"


def test_what_is_left_out_is_said(db: Path) -> None:
    assert "只做了1项检查" in youju("audit", "--only", "REPEALED", db=db).err
    assert "只做了" not in youju("audit", db=db).err
    for command in (["search", "秸秆焚烧"], ["suggest", "秸秆焚烧"]):
        assert "“火星省”不在行政区划表中" in youju(*command, "--place", "火星省", "--as-of", DAY, db=db).err
        assert "不在行政区划表中" not in youju(*command, "--place", "河南省/许昌市", "--as-of", DAY, db=db).err


def test_show_of_an_amended_text_claims_no_day_it_does_not_state(tmp_path: Path) -> None:
    (tmp_path / "law.md").write_text(
        "# 甲渠条例\n\n2010年3月1日 甲省人民代表大会常务委员会通过\n\n2019年5月1日 修正\n\n<!-- INFO END -->\n\n第一条 甲渠由乡镇管理。\n\n"
        "第二条 本条例自2010年6月1日起施行。\n", "utf-8")
    library = tmp_path / "y.db"
    assert youju("import", "laws", str(tmp_path / "law.md"), db=library).code == 0
    said = youju("show", "甲渠条例", db=library).out
    assert "2019-05-01版，修改后的施行日期未载明" in said
    version = json.loads(youju("show", "甲渠条例", "--json", db=library).out)["version"]
    assert version["effective_from"] == "2019-05-01" and version["effective_stated"] is False


def test_parse(tmp_path: Path) -> None:
    done = youju("parse", LAWS / "城乡规划法(2019-04-23).md", "--json")
    data = json.loads(done.out)
    assert {"title", "history", "articles", "warnings"} <= set(data)
    article = data["articles"][-1]
    assert (article["number"], article["article"], article["suffix"]) == ("第六十五条", 65, 0) and article["paragraphs"][0]["items"] == []
    (tmp_path / "空.md").write_bytes(b"")
    assert youju("parse", tmp_path / "空.md", "--json").code == 2
    (tmp_path / "决定.txt").write_text(
        "关于修改《样县水窖条例》的决定\n（2022年5月26日样县会议通过）\n一、删去第二条。\n样县水窖条例\n第一条　甲。\n第二条　本条例自2014年3月1日起施行。\n", "utf-8")
    both = youju("parse", tmp_path / "决定.txt", "--json")
    assert (json.loads(both.out)["kind"], both.code) == ("decision", 0) and "样县水窖条例" in both.err


def test_impact_and_adjustment_table(db: Path, tmp_path: Path) -> None:
    data = json.loads(youju("impact", "大气污染防治法", "--json", "--as-of", DAY, db=db).out)
    assert data["to_law"] == "中华人民共和国生态环境法典"
    assert {"law", "from", "to", "articles", "added", "items"} <= set(data)
    assert {(i["citation"], i["action"]) for i in data["items"]} and all(
        {"id", "name", "citation", "now", "action"} <= set(i) for i in data["items"])
    amended = json.loads(youju("impact", "村民委员会组织法", "--json", "--as-of", DAY, db=db).out)
    assert {"第五条": ["第六条"], "第三十五条": ["第四十条"]}.items() <= {a["old"]: a["new"] for a in amended["articles"]}.items()
    table = tmp_path / "调整建议表.xlsx"
    assert youju("impact", "大气污染防治法", "-o", table, "--as-of", DAY, db=db).code == 0 and table.stat().st_size > 4000
    assert "扩展名" in refused(youju("impact", "大气污染防治法", "-o", tmp_path / "表.pdf", db=db))


def test_trace(db: Path, tmp_path: Path) -> None:
    name = "对露天焚烧秸秆、落叶的处罚"
    assert "现应引" in youju("trace", name, "--as-of", DAY, db=db).out
    data = json.loads(youju("trace", name, "--json", "--as-of", DAY, db=db).out)
    assert [link["state"] for link in data["links"]] == ["bad", "bad"]
    picture = tmp_path / "追溯.svg"
    assert youju("trace", name, "-o", picture, "--as-of", DAY, db=db).code == 0
    from lxml import etree

    assert etree.fromstring(picture.read_bytes()).tag.endswith("svg")


def test_doctor(db: Path, tmp_path: Path) -> None:
    done = youju("doctor", "--json", "--as-of", DAY, db=db)
    assert all({"code", "severity", "what", "where", "remedy"} == set(a) for a in json.loads(done.out))
    assert "不存在" in refused(youju("doctor", db=tmp_path / "none.db"))


def test_backup(db: Path, tmp_path: Path) -> None:
    copy = tmp_path / "备份.db"
    assert youju("backup", copy, db=db).code == 0
    assert youju("show", "城规法65", db=copy).code == 0
    assert "已存在" in refused(youju("backup", copy, db=db))
    assert "自己" in refused(youju("backup", db, "--force", db=db))


def test_demo_refuses_a_foreign_folder(tmp_path: Path) -> None:
    (tmp_path / "我的文件.txt").write_text("x")
    assert "别的东西" in refused(youju("demo", "--dir", tmp_path))


def test_a_law_without_article_gets_articles_of_that_law(db: Path, tmp_path: Path) -> None:
    source = tmp_path / "基本履职事项清单.csv"
    source.write_text("序号,事项名称,责任主体,法律依据\n1,乡道的建设和养护,某镇人民政府,《中华人民共和国公路法》\n", "utf-8")
    assert youju("import", "duties", source, "--place", "河南省/许昌市/临溪县/新设镇", db=db).code == 0
    data = json.loads(youju("audit", "--json", "--as-of", DAY, "--place", "河南省/许昌市/临溪县/新设镇", db=db).out)
    (item,) = data["items"]
    assert "WHOLE_LAW_ONLY" in [f["code"] for f in item["findings"]]
    assert item["suggestions"][0]["provision"] == "公路法@2017-11-04#8"
    assert all(s["provision"].startswith("公路法@") for s in item["suggestions"])


def test_a_county_adds_its_own_organs(db: Path, tmp_path: Path) -> None:
    table = tmp_path / "机构.tsv"
    table.write_text("name\tsuccessor\tyear\tkind\tgeneric\tnote\n城市管理局\t综合行政执法局\t2024\trenamed\t1\t\n", "utf-8")
    plain = json.loads(youju("audit", "--only", "OBSOLETE_ORGAN", "--json", db=db).out)["summary"]["by_code"]
    own = json.loads(youju("audit", "--only", "OBSOLETE_ORGAN", "--json", "--organs", table, db=db).out)
    assert own["summary"]["by_code"]["OBSOLETE_ORGAN"] > plain["OBSOLETE_ORGAN"]
    assert any("综合行政执法局" in f["message"] for i in own["items"] for f in i["findings"])
    table.write_text("坏\t表\n一\t二\n", "utf-8")
    assert "机构对照表" in refused(youju("audit", "--organs", table, db=db))


def test_show_leads_on_from_a_law_that_is_not_held(db: Path) -> None:
    told = youju("show", "固体废物污染环境防治法第一百一十一条第一款第二项", "--as-of", "2026-11-23", db=db).out
    assert "条文未收录" in told and "已废止：2026-08-15" in told and "现行内容见：《生态环境法典》第一千一百七十四条" in told
    before = youju("show", "固体废物污染环境防治法第六条", "--as-of", "2026-08-14", db=db).out
    assert "已废止" not in before and "现行内容" not in before


def test_cite_says_what_is_not_there_and_what_the_number_meant_before(tmp_path: Path) -> None:
    from tests.support import lawfiles

    db = tmp_path / "wells.db"
    assert youju("import", "laws", lawfiles.write(tmp_path / "laws"), db=db).code == 0
    text = "《水井法》第五条第九款、第五条第一款第（九）项、第三条、第一条；《水井法》（2011年修订）第三条；《水井法》第99999条"
    rows = youju("cite", "-", "--as-of", "2024-06-01", db=db, stdin=text).out.splitlines()
    assert "该条没有所引的款" in rows[0] and "该条没有所引的项" in rows[1] and not any("已对应条文" in row for row in rows[:2])
    note = "修改前（2001-03-01版）的第三条是另一内容，内容现见第四条"
    assert [note in row for row in rows[2:5]] == [True, False, False] and all("已对应条文" in row for row in rows[2:5])
    assert "修改前" not in rows[3] and "没有第99999条" in rows[5]


def test_cite_says_what_became_of_a_repealed_law(db: Path, tmp_path: Path) -> None:
    text = "《大气污染防治法》第七十七条、《水污染防治法》第四条第二款、《城乡规划法》第六十五条、《合同法》第八条"
    held = youju("cite", "-", "--as-of", "2026-11-23", db=db, stdin=text).out.splitlines()
    assert "已废止（2026-08-15，《生态环境法典》第一千二百四十二条），现行内容见《生态环境法典》第二百四十六条" in held[0]
    assert "已废止" not in held[2]
    unheld = youju("cite", "-", "--as-of", "2026-11-23", db=tmp_path / "none.db", stdin=text).out.splitlines()
    assert unheld[1].endswith("已废止（2026-08-15，《中华人民共和国生态环境法典》第一千二百四十二条），现行内容见《生态环境法典》第八条第二款")
    assert "已废止" not in unheld[2] and "2021-01-01" in unheld[3] and "现行内容" not in unheld[3]
    before = youju("cite", "-", "--as-of", "2026-08-14", db=tmp_path / "none.db", stdin=text).out.splitlines()
    assert not any("已废止" in line for line in before[:3])
