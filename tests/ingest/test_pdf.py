"""PDF text layers: columns, running heads, centred headings, tables."""

from __future__ import annotations

import io

import pytest

from ingest.documents import read_document
from ingest.statutes import parse_statute
from tests.support.statute_forms import EXPECTED, PUBLISHED


def _drawn(pages: list[list[tuple[float, float, str]]], rules: int = 0) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont("STSong-Light", 11)
        for x, y, text in page:
            canvas.drawString(x, y, text)
        for n in range(rules):
            canvas.line(50, 100 + 20 * n, 500, 100 + 20 * n)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("row_by_row", [False, True])
def test_two_columns_of_a_pdf(row_by_row: bool) -> None:
    """A gazette's two columns, in the order of reading or line by line across both, its head over the full width."""
    rows = [text[i:i + 20] for text in ("　　" + line for line in PUBLISHED[9:]) for i in range(0, len(text), 20)]
    left = [(50.0, 700.0 - 20 * k, row) for k, row in enumerate(rows[:12])]
    right = [(310.0, 700.0 - 20 * k, row) for k, row in enumerate(rows[12:])]
    body = [cell for pair in zip(left, right, strict=False) for cell in pair] + [*left[len(right):], *right[len(left):]] if row_by_row else left + right
    data = _drawn([[(200.0, 770.0, PUBLISHED[0]), (50.0, 745.0, PUBLISHED[1][:40]), (50.0, 725.0, PUBLISHED[1][40:80]), *body]])
    doc = parse_statute(read_document(data, "x.pdf").text)
    assert (doc.title, doc.adopted) == (PUBLISHED[0], "2019-03-28")
    assert [(a.article, len(a.paragraphs), len(a.paragraphs[0].items)) for a in doc.articles] == [(a, p, i) for a, _, p, i in EXPECTED]


def test_a_ruled_table_of_two_columns_is_read_row_by_row() -> None:
    cells = [(x, 700.0 - 20 * k, f"{side}{k}" + "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳") for k in range(8) for x, side in ((50.0, "左"), (310.0, "右"))]
    text = read_document(_drawn([cells], rules=9), "x.pdf").text
    assert text.index("右0") < text.index("左1")


def test_a_running_head_with_the_page_s_number_is_left_out() -> None:
    rows = [text[i:i + 34] for k, line in enumerate(PUBLISHED) for text in [line if not k else "　　" + line] for i in range(0, len(text), 34)]
    pages = [rows[k:k + 10] for k in range(0, len(rows), 10)]
    data = _drawn([[(60.0, 810.0, f"青石省法规汇编　{n}"), *((60.0, 770.0 - 20 * r, row) for r, row in enumerate(page))] for n, page in enumerate(pages, 1)])
    doc = parse_statute(read_document(data, "x.pdf").text)
    assert doc.title == PUBLISHED[0] and not doc.warnings and "汇编" not in "".join(a.text for a in doc.articles)


def test_centred_headings_of_a_pdf_stand_apart() -> None:
    """They have no indent in the text layer, as the paragraphs have."""
    rows = [PUBLISHED[0], "　　" + PUBLISHED[1][:28], PUBLISHED[1][28:56], PUBLISHED[1][56:84], PUBLISHED[1][84:], "　　第一条　为了加强河道清淤工作保障行洪安全制定本条例。",
            "第二章　附　　则", "　　第二条　本条例自2019年6月1日起施行。"]
    doc = parse_statute(read_document(_drawn([[(60.0, 770.0 - 20 * k, row) for k, row in enumerate(rows)]]), "x.pdf").text)
    assert [a.path for a in doc.articles] == [(), ("第二章　附　　则",)]


def test_a_full_stop_that_stands_alone_on_a_page_s_edge_is_no_running_head() -> None:
    page = [(60.0, 770.0, "第一条　" + "甲" * 30), (60.0, 750.0, "。"), (60.0, 730.0, "第二条　" + "乙" * 30), (60.0, 710.0, "。")]
    text = read_document(_drawn([page, [(x, y, row.replace("第一", "第三").replace("第二", "第四")) for x, y, row in page]]), "x.pdf").text
    assert text.count("。") == 4
