"""Stores that the contract suite runs against, and small records of our own to fill them with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from graph.model import Alignment, Link, Provision, Repeal, Statute, StoredItem, StoredList, Version
from graph.sqlite.store import open_library
from graph.store import LibraryWriter
from ingest.records import (
    Article,
    Bearer,
    CellRef,
    Citation,
    DutyItem,
    Item,
    Norm,
    Paragraph,
    ReadWarning,
    Section,
)

StoreFactory = Callable[[Path], AbstractContextManager[LibraryWriter]]


@contextmanager
def sqlite_store(folder: Path) -> Iterator[LibraryWriter]:
    """An empty SQLite library in a folder."""
    with open_library(folder / "library.db", "rw") as store:
        yield store


def article(n: int, text: str, suffix: int = 0, items: tuple[str, ...] = ()) -> Article:
    """An article of one paragraph."""
    rows = tuple(Item(f"（{i}）", i, t) for i, t in enumerate(items, 1))
    return Article(f"第{n}条", n, suffix, ("第一章 总则",), (Paragraph(text, rows),))


def provision(version_id: str, seq: int, body: Article | Section) -> Provision:
    """A provision with the id that its body asks for."""
    if isinstance(body, Section):
        key = body.number or body.title
    else:
        key = str(body.article) + (f"-{body.suffix}" if body.suffix else "")
    return Provision(f"{version_id}#{key}", version_id, seq, body)


def citation(text: str, title: str | None, n: int | None = None) -> Citation:
    """A full citation at the start of a text."""
    return Citation(0, len(text), text, "full", title=title, article=n)


def norm(tier: str, action: str = "巡查") -> Norm:
    """A duty of one bearer."""
    return Norm((Bearer("乡镇人民政府", 0, 6, tier),), "must", action, 0, 12)  # type: ignore[arg-type]


WELLS = Statute("水井法", "中华人民共和国水井法", "水井法", "法律")
ROADS = Statute("村路条例", "村路条例", "村路条例", "行政法规", region=("某省",))
WELLS_OLD = Version("水井法@2001-01-01", "水井法", "2001-01-01", effective_from="2001-02-01", effective_to="2011-02-01")
WELLS_NEW = Version("水井法@2011-01-01", "水井法", "2011-01-01", effective_from="2011-02-01")
ROADS_ONLY = Version("村路条例@2005-05-05", "村路条例", "2005-05-05")
GAP = ReadWarning("gap", "第二条后缺一条", "第二条后", "请核对原文")
CITES_WELLS = Link(citation("《水井法》第二条", "水井法", 2), "水井法", None, 2)
CITES_UNKNOWN = Link(citation("《池塘法》第一条", "池塘法", 1), "池塘法", None, 1)
CITES_ITSELF = Link(Citation(0, 5, "本条例第一条", "anaphor", self_word="本条例", article=1), "", "村路条例", 1)
LIST = StoredList("某县/基本履职", "某镇基本履职清单", "基本履职", ("某省", "某市", "某县"), "2025", "a.xlsx", "00", 2)
ITEMS = (
    StoredItem("某县/基本履职#1", LIST.id, DutyItem("1", "巡查水井", CellRef("a.xlsx", "表1", 2), basis_raw="《水井法》第二条"),
               (CITES_WELLS.citation,)),
    StoredItem("某县/基本履职#2", LIST.id, DutyItem("2", "巡查池塘", CellRef("a.xlsx", "表1", 3)), (CITES_UNKNOWN.citation,)),
)
REPEAL = Repeal("村路办法", "1990-01-01", ROADS_ONLY.id, "第三条", "2005-06-01", "全部", "村路办法同时废止。")
MOVED = Alignment("水井法@2001-01-01#1", ("水井法@2011-01-01#2",), "moved", 0.9, sure=False)
GONE = Alignment("水井法@2001-01-01#2", (), "deleted", 0.0)


def fill(store: LibraryWriter) -> None:
    """A small library: two laws, one of them in two versions, links of every kind, one list."""
    with store.transaction():
        store.put_statutes([WELLS, ROADS])
        store.put_versions([(WELLS_OLD, [GAP]), (WELLS_NEW, []), (ROADS_ONLY, [])])
        store.put_provisions([
            provision(WELLS_OLD.id, 0, article(1, "水井应当加盖。")),
            provision(WELLS_OLD.id, 1, article(2, "水井应当登记。")),
            provision(WELLS_NEW.id, 0, article(1, "本法所称水井，是指取水的井。")),
            provision(WELLS_NEW.id, 1, article(2, "水井应当加盖：", items=("木盖；", "石盖。"))),
            provision(WELLS_NEW.id, 2, article(2, "水井应当有人看护。", suffix=1)),
            provision(WELLS_NEW.id, 3, Section("annex", "附件一", "式样", "盖子的式样。")),
            provision(ROADS_ONLY.id, 0, article(1, "乡镇人民政府应当巡查村路。")),
            provision(ROADS_ONLY.id, 1, article(2, "依照《水井法》第二条、《池塘法》第一条办理。")),
        ])
        store.put_names([("水井法", "水井法"), ("池塘法", None)])
        store.put_citations([(f"{ROADS_ONLY.id}#2", [CITES_WELLS, CITES_UNKNOWN, CITES_ITSELF])])
        store.put_norms([(f"{ROADS_ONLY.id}#1", [norm("township"), norm("excluded")]), (f"{ROADS_ONLY.id}#2", [norm("other")])])
        store.put_aliases([("井法", "水井法", "村路条例@2005-05-05#2")])
        store.put_repeals([REPEAL])
        store.put_alignments(WELLS_OLD.id, WELLS_NEW.id, [MOVED, GONE])
        store.put_list(LIST, ITEMS, [[CITES_WELLS], [CITES_UNKNOWN]])
