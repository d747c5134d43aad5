"""Report files: they open, they hold what they should, and nothing from input comes alive in them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt
from docx import Document

from api.reports.docx import write_docx
from api.reports.flat import print_table
from tests.api.conftest import DAY, youju
from tests.ingest.test_files import ole_with_stream

PLACE = "河南省/许昌市/临溪县/恶意镇"
EVIL = (
    "=1+1", "=cmd|'/c calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "=HYPERLINK(\"http://example.com\")",
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "控制\x01字符", "{{ 7*7 }}", "[bold]标记[/bold]",
)


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Reports on a list whose cells try everything."""
    folder = tmp_path_factory.mktemp("evil")
    source, db = folder / "清单.csv", folder / "y.db"
    with source.open("w", encoding="utf-8", newline="") as f:
        writer = csv.writer(f)
        writer.writerow(("序号", "领域", "事项名称", "责任主体", "法律依据"))
        for n, text in enumerate(EVIL, 1):
            writer.writerow((n, text, text, text, text + "《中华人民共和国消防法》第三十二条"))
        writer.writerow((len(EVIL) + 1, "超长", "超长单元格", "某镇", "《中华人民共和国消防法》第三十二条：" + "长" * 50_000))
    assert youju("import", "duties", source, "--place", PLACE, db=db).code == 0
    out = {}
    for fmt in ("xlsx", "docx", "html", "csv", "json"):
        out[fmt] = folder / f"r.{fmt}"
        done = youju("audit", "-o", out[fmt], "--as-of", DAY, db=db)
        assert done.code in (0, 1) and "Traceback" not in done.err, done.err
    return out


def cells(path: Path) -> list[openpyxl.cell.cell.Cell]:
    book = openpyxl.load_workbook(path)
    return [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]


def test_no_formula_in_the_workbook(evil: dict[str, Path]) -> None:
    found = cells(evil["xlsx"])
    assert [c.coordinate for c in found if c.data_type == "f"] == []
    assert {"=1+1", "@SUM(A1)", "控制字符"} <= {str(c.value) for c in found}  # the text itself survives
    assert max(len(str(c.value)) for c in found) <= 32_767
    assert not [c for c in found if c.hyperlink]


def test_no_formula_in_the_csv(evil: dict[str, Path]) -> None:
    rows = list(csv.reader(io.StringIO(evil["csv"].read_text("utf-8-sig"))))
    assert len(rows) == len(EVIL) + 2
    assert not [c for row in rows[1:] for c in row if c[:1] in ("=", "+", "@", "\t") or re.match(r"-\d", c)]


def test_nothing_runs_in_the_page(evil: dict[str, Path]) -> None:
    page = evil["html"].read_text("utf-8")
    assert "<script>alert" not in page and "<img src=x" not in page and "{{ 7*7 }}" in page
    assert page.count("<script>") == 1
    assert not re.findall(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page) and "@import" not in page


def test_word_file_opens(evil: dict[str, Path]) -> None:
    text = "\n".join(p.text for p in Document(str(evil["docx"])).paragraphs)
    assert "=1+1" in text and "控制字符" in text


def test_workbook_is_ready_to_fill_in(demo_folder: Path) -> None:
    book = openpyxl.load_workbook(demo_folder / "体检报告.xlsx")
    assert book.sheetnames == ["汇总", "逐项意见", "应列未列", "所依法规"]
    sheet = book["逐项意见"]
    header = [c.value for c in sheet[1]]
    assert header[-4:-1] == ["编办意见", "司法局意见", "采纳情况"]
    assert sheet.max_row == 72 and sheet.freeze_panes == "E2" and sheet.auto_filter.ref and sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.fitToHeight == 0
    verdicts = {row[7].value: row[7].fill.fgColor.rgb for row in sheet.iter_rows(min_row=2)}
    assert len(set(verdicts.values())) == len(verdicts) >= 3  # a colour a verdict


def test_word_report_has_its_sections(demo_folder: Path) -> None:
    document = Document(str(demo_folder / "体检报告.docx"))
    text = "\n".join(p.text for p in document.paragraphs)
    for part in ("一、总体情况", "二、问题分类", "三、应列未列的法定职责", "四、所依法规的时效性", "附件　逐项意见", "司法局意见："):
        assert part in text
    struck = [r.text for p in document.paragraphs for r in p.runs if r.font.strike]
    assert struck  # the diff of an amended text


def _many(data: dict[str, Any], copies: int) -> dict[str, Any]:
    """The sample's audit as a county of ``copies`` townships with the same master items, and a few of their own."""
    items = []
    for n in range(copies):
        for i in data["items"]:
            own = i["name"] + (str(n) if i["seq"] == "1" else "")
            items.append(i | {"id": f"{n}-{i['id']}", "name": own, "list": f"{n}镇" + i["list"], "place": f"河南省/许昌市/临溪县/{n}镇"})
    return data | {"items": items}


def test_same_items_of_a_county_are_one_entry(demo_folder: Path, tmp_path: Path) -> None:
    data = json.loads((demo_folder / "体检报告.json").read_text("utf-8"))

    def entries(d: dict[str, Any]) -> tuple[int, str]:
        write_docx(d, tmp_path / "r.docx")
        lines = [p.text for p in Document(str(tmp_path / "r.docx")).paragraphs]
        return len([x for x in lines if re.match(r"\d+．.*【", x)]), "\n".join(lines)

    (one, _), (many, text) = entries(data), entries(_many(data, 20))
    own = sum(i["seq"] == "1" for i in data["items"])
    assert one <= many <= one + 19 * own and "同此共20项" in text


def test_a_long_appendix_is_cut_worst_first_and_says_so(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.loads((demo_folder / "体检报告.json").read_text("utf-8"))
    monkeypatch.setattr("api.reports.docx.APPENDIX_LIMIT", 5)
    write_docx(data, tmp_path / "r.docx")
    lines = [p.text for p in Document(str(tmp_path / "r.docx")).paragraphs]
    heads = [x for x in lines if re.match(r"\d+．.*【", x)]
    assert len(heads) == 5 and all(x.endswith("【无据】") for x in heads)
    assert any("条目过多" in x and "见工作簿" in x for x in lines)


def test_terminal_shows_the_worst_and_counts_the_rest(demo_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads((demo_folder / "体检报告.json").read_text("utf-8"))
    wrong = sum(any(f["severity"] == "error" for f in i["findings"]) for i in data["items"])
    print_table(_many(data, 30), limit=3)
    out = capsys.readouterr().out
    assert out.count("·第") == 3 and f"另有{30 * sum(any(f['severity'] != 'info' for f in i['findings']) for i in data['items']) - 3}项有问题" in out
    assert wrong and out.count("【错误】") >= 3


def test_json_file_equals_stdout(demo_folder: Path, db: Path) -> None:
    assert json.loads((demo_folder / "体检报告.json").read_text("utf-8"))["items"]
    first, second = (db.parent / name for name in ("a.json", "b.json"))
    for path in (first, second):
        youju("audit", "-o", path, "--as-of", DAY, db=db)
    assert first.read_bytes() == second.read_bytes()


def test_page_filters_in_a_browser(demo_folder: Path, tmp_path: Path, browser: str) -> None:
    page = (demo_folder / "体检报告.html").read_text("utf-8")
    driven = page.replace("</body>", "<script>document.getElementById('code').value='REPEALED';"
                          "document.getElementById('code').dispatchEvent(new Event('input'));"
                          "document.title=document.getElementById('count').textContent;</script></body>")
    path = tmp_path / "page.html"
    path.write_text(driven, "utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", path.as_uri()],
        capture_output=True, text=True, timeout=90, check=True,
    )
    shown = len([r for r in re.findall(r"<tr data-list[^>]*>", done.stdout) if " hidden" not in r])
    data = json.loads((demo_folder / "体检报告.json").read_text("utf-8"))
    wanted = sum(any(f["code"] == "REPEALED" for f in i["findings"]) for i in data["items"])
    assert shown == wanted > 0
    assert f"<title>显示 {wanted} / 71 项</title>" in done.stdout


def test_unwritable_output_is_one_line(db: Path, tmp_path: Path) -> None:
    (tmp_path / "是文件夹.xlsx").mkdir()
    done = youju("audit", "-o", tmp_path / "是文件夹.xlsx", db=db)
    assert done.code == 2 and "Traceback" not in done.err and len(done.err.strip().splitlines()) == 1


def _bomb(path: Path, member: str) -> None:
    """A small archive whose one sheet or document unpacks to 200 MB."""
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr("[Content_Types].xml", "<Types/>")
        with z.open(member, "w", force_zip64=True) as f:
            for _ in range(200):
                f.write(b"0" * 1_000_000)


def test_bad_files_are_refused_and_the_rest_goes_on(demo_folder: Path, tmp_path: Path) -> None:
    good = demo_folder / "柳河镇基本履职事项清单.xlsx"
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "乱.xlsx").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "加密.xlsx").write_bytes(ole_with_stream("EncryptedPackage"))
    _bomb(tmp_path / "炸弹.xlsx", "xl/worksheets/sheet1.xml")
    _bomb(tmp_path / "炸弹.docx", "word/document.xml")
    bad = sorted(tmp_path.glob("*"))
    db = tmp_path / "y.db"
    done = youju("import", "duties", *bad, good, "--place", PLACE, db=db)
    assert done.code == 0 and "Traceback" not in done.err
    for path in bad:
        assert path.name in done.err
    assert json.loads(youju("audit", "--json", db=db).out)["summary"]["items"] == 40
    assert "加密" in done.err
    before = (youju("audit", "--json", db=db).out, youju("import", "duties", *bad, "--place", PLACE, db=db))
    assert before[1].code == 2 and before[1].out == "" and youju("audit", "--json", db=db).out == before[0]  # the library is as it was


def test_old_workbook_under_a_new_name_is_read(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("基本履职")
    for n, row in enumerate([("序号", "事项名称", "责任主体", "法律依据"), ("1", "开展群众性消防工作", "某镇人民政府", "《中华人民共和国消防法》第三十二条")]):
        for i, value in enumerate(row):
            sheet.write(n, i, value)
    book.save(str(tmp_path / "旧.xlsx"))
    assert youju("import", "duties", tmp_path / "旧.xlsx", "--place", PLACE, db=tmp_path / "y.db").code == 0
    (item,) = json.loads(youju("audit", "--json", db=tmp_path / "y.db").out)["items"]
    assert (item["name"], item["source"]["file"], item["source"]["row"]) == ("开展群众性消防工作", "旧.xlsx", 2)


@pytest.mark.parametrize(("fmt", "opens"), [("table", "河南省"), ("json", "{"), ("csv", "\ufeff清单"), ("html", "<!doctype html>")])
def test_text_formats_go_to_stdout(fmt: str, opens: str, db: Path) -> None:
    done = youju("audit", "--format", fmt, "--only", "NO_BASIS,REPEALED", "--as-of", DAY, db=db)
    assert done.code == 1 and done.out.startswith(opens) and done.err.startswith("注意：只做了2项检查") and done.err.count("\n") == 1


def test_list_without_a_basis_column(tmp_path: Path) -> None:
    path = tmp_path / "无依据列.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("基本履职")
    for n, row in enumerate([("序号", "事项名称", "责任主体"), ("1", "田间道路养护", "某镇人民政府"), ("2", "组织消防演练", "某镇人民政府")]):
        for i, value in enumerate(row):
            sheet.write_string(n, i, value)
    book.close()
    done = youju("import", "duties", path, "--place", PLACE, db=tmp_path / "y.db")
    assert done.code == 0 and "依据" in done.err
    data = json.loads(youju("audit", "--json", db=tmp_path / "y.db").out)
    assert [i["verdict"] for i in data["items"]] == ["not_checkable", "not_checkable"]
    assert "NO_BASIS" not in data["summary"]["by_code"]


def test_a_suggestion_shares_words_with_the_item_not_with_the_title_alone(db: Path) -> None:
    data = json.loads(youju("audit", "--json", "--as-of", DAY, db=db).out)
    texts = [s["text"] for item in data["items"] for s in item.get("suggestions", ())]
    assert texts and not [t for t in texts if t.endswith("起施行。") and len(t) < 30]
