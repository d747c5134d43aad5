"""A small library of our own wording, as a SQLite file and opened with its index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import Link, Provision, Statute, StoredItem, StoredList, Version
from graph.resolve import Resolver
from graph.sqlite.store import SqliteLibrary, open_library
from ingest.norms import find_norms
from ingest.records import CellRef, Citation, DutyItem, StatuteDoc
from search import Index, open_index
from tests.support.laws import law

DAY = "2026-11-24"

RIVER = """
第一章 总则
第一条 为了护好河流，制定本法。
第二章 管护
第二条 禁止向河道倾倒垃圾、渣土。
第三条 乡镇人民政府应当组织巡查河道，发现倾倒垃圾的，予以制止并报告。
第四条 在河道内采砂，应当经县级水务部门许可。
第三章 法律责任
第五条 违反本法第二条规定，向河道倾倒垃圾的，由水务部门责令改正，处五百元以下罚款。
第五条之一 未经许可采砂的，没收违法所得。
"""
OLD_RIVER = """
第一条 为了护好河流，制定本法。
第二条 不准往河里倒垃圾。
"""
HOUSE = """
第一章 总则
第一条 本条例所称违法建设，是指未经规划许可的建设。
第二章 查处
第二条 乡镇人民政府负责本区域违法建设的查处，可以责令限期拆除。
第三条 居民家庭符合条件的，可以申请最低生活保障。
"""
CITY = """
第一条 本市城区河道由市水务部门管护。
第二条 本市养犬实行登记。
"""
GONE = """
第一条 露天焚烧秸秆的，处罚款。
"""


def docs() -> list[StatuteDoc]:
    """The laws: one with an earlier version, one local, one repealed."""
    return [
        law("中华人民共和国河流法", RIVER, date="2020-01-01"),
        law("中华人民共和国河流法", OLD_RIVER, date="2001-01-01"),
        law("建房管理条例", HOUSE, date="2019-05-01", level="行政法规"),
        law("洛阳市河道条例", CITY, date="2018-03-01", level="地方性法规", region=("河南省", "洛阳市")),
        law("焚烧法", GONE, date="1999-01-01"),
    ]


def fill(library: SqliteLibrary, wanted: list[StatuteDoc]) -> None:
    """Put documents into an open library; 河流法@2001 is superseded, 焚烧法 repealed in 2015."""
    ends = {"河流法@2001-01-01": "2020-01-01", "焚烧法@1999-01-01": "2015-01-01"}
    with library.transaction():
        for doc in wanted:
            short = doc.title.removeprefix("中华人民共和国")
            version = Version(
                f"{short}@{doc.version_date}", short, doc.version_date, effective_from=doc.version_date,
                effective_to=ends.get(f"{short}@{doc.version_date}"), n_articles=len(doc.articles), sha256=str(hash(doc.articles)),
            )
            library.put_statutes([Statute(short, doc.title, short, doc.level, region=doc.region)])
            library.put_versions([(version, ())])
            provisions = [
                Provision(f"{version.id}#{a.article}" + (f"-{a.suffix}" if a.suffix else ""), version.id, n, a)
                for n, a in enumerate(doc.articles)
            ]
            library.put_provisions(provisions)
            library.put_norms((p.id, find_norms(p.text)) for p in provisions)


def put_list(library: SqliteLibrary, names: list[str], town: str = "某镇") -> None:
    """A list of a township of 襄城县 whose items rest on 河流法第三条."""
    list_id = "襄城县/基本履职" if town == "某镇" else f"襄城县/{town}/基本履职"
    held = StoredList(list_id, "基本履职清单", "基本履职", ("河南省", "许昌市", "襄城县", town), "2025", "list.xlsx", "x", len(names))
    citation = Citation(0, 8, "《河流法》第三条", "full", title="河流法", article=3)
    items = [
        StoredItem(
            f"{held.id}#{n}", held.id,
            DutyItem(str(n), name, CellRef("list.xlsx", "Sheet1", n + 1), "基本履职", power_type="行政检查", lead=("水务局",),
                     basis_raw=citation.text), (citation,),
        )
        for n, name in enumerate(names, 1)
    ]
    with library.transaction():
        library.put_names([("河流法", "河流法")])
        library.put_list(held, items, [[Link(citation, "河流法", "河流法", 3)]] * len(items))


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library file."""
    path = tmp_path_factory.mktemp("library") / "youju.db"
    with open_library(path, "rw") as library:
        fill(library, docs())
        put_list(library, ["河道巡查和垃圾清理", "农村违法建设巡查"])
    return path


@pytest.fixture(scope="module")
def reader(db: Path) -> Iterator[SqliteLibrary]:
    """The library, opened for reading."""
    with open_library(db) as library:
        yield library


@pytest.fixture(scope="module")
def index(db: Path, reader: SqliteLibrary) -> Index:
    """Its index."""
    return open_index(db, reader)


@pytest.fixture(scope="module")
def resolver(reader: SqliteLibrary) -> Resolver:
    """A resolver as of the tests' day."""
    return Resolver(reader, as_of=DAY)
