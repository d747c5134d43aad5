"""Laws that took the place of others: duties that still cite the old one, and where its content went."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Alignment, Link, Repeal, StoredItem, StoredList
from graph.resolve import Resolver
from graph.sqlite.store import SqliteLibrary, open_library
from ingest.records import CellRef, Citation, DutyItem
from search import Index, open_index, search, suggest
from tests.search.conftest import DAY, GONE, fill
from tests.support.laws import law

CODE = """
第一条 为了护好空气，制定本法。
第二条 在禁止的时段露天焚烧秸秆的，处二百元罚款。
"""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, SqliteLibrary, Resolver]]:
    """焚烧法, repealed by 空气法典, and a list that still cites it."""
    path: Path = tmp_path_factory.mktemp("over") / "over.db"
    citation = Citation(0, 8, "《焚烧法》第一条", "full", title="焚烧法", article=1)
    held = StoredList("某镇/基本履职", "基本履职清单", "基本履职", ("河南省", "许昌市", "襄城县", "某镇"), "2025", "l.xlsx", "x", 1)
    item = DutyItem("1", "秸秆焚烧处罚", CellRef("l.xlsx", "s", 2), "基本履职", basis_raw=citation.text)
    with open_library(path, "rw") as library:
        fill(library, [law("焚烧法", GONE, date="1999-01-01"), law("空气法典", CODE, date="2015-01-01")])
        with library.transaction():
            library.put_repeals([Repeal("焚烧法", None, "空气法典@2015-01-01", "第二条", "2015-01-01", "全部", "", "焚烧法")])
            library.put_alignments("焚烧法@1999-01-01", "空气法典@2015-01-01", [
                Alignment("焚烧法@1999-01-01#1", ("空气法典@2015-01-01#2",), "moved_amended", 0.8)])
            library.put_names([("焚烧法", "焚烧法")])
            library.put_list(held, [StoredItem("某镇/基本履职#1", held.id, item, (citation,))], [[Link(citation, "焚烧法", "焚烧法", 1)]])
    with open_library(path) as reader:
        yield open_index(path, reader), reader, Resolver(reader, as_of=DAY)


def test_article_of_the_repealed_law(opened: tuple[Index, SqliteLibrary, Resolver]) -> None:
    found = search(*opened, "焚烧法第一条")
    assert [h.id for h in found.hits] == ["焚烧法@1999-01-01#1", "空气法典@2015-01-01#2", "某镇/基本履职#1"]
    assert "内容现见《空气法典》第二条" in found.warnings[0]


def test_the_repealed_law_by_name(opened: tuple[Index, SqliteLibrary, Resolver]) -> None:
    found = search(*opened, "《焚烧法》")
    assert [h.id for h in found.hits if h.kind == "law"] == ["焚烧法@1999-01-01", "空气法典@2015-01-01"]
    assert found.warnings == ("《焚烧法》已废止，由《空气法典》取代",)


def test_duties_that_cite_the_old_article(opened: tuple[Index, SqliteLibrary, Resolver]) -> None:
    hits = search(*opened, "空气法典第二条").hits
    assert [h.id for h in hits] == ["空气法典@2015-01-01#2", "某镇/基本履职#1"]
    assert "旧法" in hits[1].reason
    assert [h.id for h in search(*opened, "空气法典第一条").hits] == ["空气法典@2015-01-01#1"]


def test_suggestion_names_the_article_it_took_over(opened: tuple[Index, SqliteLibrary, Resolver]) -> None:
    first = suggest(*opened, "对露天焚烧秸秆的处罚", power_type="行政处罚")[0]
    assert first.provision == "空气法典@2015-01-01#2"
    assert "承接已废止的《焚烧法》第一条" in first.reasons
