"""What any store must do. Each store that we have is a factory; the suite is the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.model import HeldDocument, Link, Repeal, SourceFile, Statute, Version
from graph.store import LibraryWriter
from ingest.records import Article, SandingClause, SandingRule, StatuteDoc
from tests.support import stores as s

FACTORIES: dict[str, s.StoreFactory] = {"sqlite": s.sqlite_store}


@pytest.fixture(params=FACTORIES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[LibraryWriter]:
    with FACTORIES[request.param](tmp_path) as store:
        yield store


@pytest.fixture
def store(empty: LibraryWriter) -> LibraryWriter:
    s.fill(empty)
    return empty


# ---------------------------------------------------------------- an empty library answers


def test_empty_library_holds_nothing(empty: LibraryWriter) -> None:
    assert list(empty.statutes()) == list(empty.lists()) == list(empty.items()) == list(empty.sources()) == []
    assert empty.statute("水井法") is empty.version("水井法@2001") is empty.provision("水井法@2001#1") is empty.item("x") is None
    assert list(empty.versions("水井法")) == list(empty.provisions("水井法@2001")) == list(empty.township_norms()) == []
    assert list(empty.norms("水井法@2001#1")) == list(empty.alignment_from("水井法@2001#1")) == []
    assert empty.check() == []


# ---------------------------------------------------------------- what was put is got


def test_statutes_and_versions(store: LibraryWriter) -> None:
    assert {x.id: x for x in store.statutes()} == {"水井法": s.WELLS, "村路条例": s.ROADS}
    assert store.statute("村路条例") == s.ROADS
    assert list(store.versions("水井法")) == [s.WELLS_OLD, s.WELLS_NEW]
    assert store.version(s.WELLS_NEW.id) == s.WELLS_NEW
    assert list(store.version_warnings(s.WELLS_OLD.id)) == [s.GAP]
    assert list(store.aliases()) == [("井法", "水井法", "村路条例@2005-05-05#2")]


@pytest.mark.parametrize(("asked", "found"), [
    ("水井法@2011-01-01#2", "水井法@2011-01-01#2"),
    ("水井法@2011-01-01#2.1.2", "水井法@2011-01-01#2"),
    ("水井法@2011-01-01#2..2", "水井法@2011-01-01#2"),
    ("水井法@2011-01-01#2-1", "水井法@2011-01-01#2-1"),
    ("水井法@2011-01-01#附件一", "水井法@2011-01-01#附件一"),
    ("水井法@2011-01-01#3", None),
    ("水井法@2011-01-01", None),
    ("水井法@1999-01-01#1", None),
    ("池塘法@2011-01-01#1", None),
])
def test_provision_by_id(store: LibraryWriter, asked: str, found: str | None) -> None:
    got = store.provision(asked)
    assert (got.id if got else None) == found


def test_provision_keeps_its_body(store: LibraryWriter) -> None:
    got = store.provision("水井法@2011-01-01#2")
    assert got is not None and got.body == s.article(2, "水井应当加盖：", items=("木盖；", "石盖。"))
    assert got.text == "水井应当加盖：\n（1）木盖；\n（2）石盖。"


def test_provisions_stand_in_order(store: LibraryWriter) -> None:
    assert [p.id.partition("#")[2] for p in store.provisions(s.WELLS_NEW.id)] == ["1", "2", "2-1", "附件一"]
    assert len(list(store.iter_provisions())) == 8
    assert [p.version_id for p in store.iter_provisions([s.ROADS_ONLY.id, "无@1"])] == [s.ROADS_ONLY.id] * 2


def test_citations(store: LibraryWriter) -> None:
    place = "村路条例@2005-05-05#2"
    assert list(store.cited_by("水井法")) == [(place, s.CITES_WELLS.citation)]
    assert list(store.cited_by("水井法", 2)) == [(place, s.CITES_WELLS.citation)]
    assert list(store.cited_by("水井法", 1)) == list(store.cited_by("水井法", 2, 1)) == []
    assert store.citation_counts() == {"水井法": 1}  # a law's citations of itself do not count


def test_a_range_cites_what_lies_inside(store: LibraryWriter) -> None:
    whole = Link(s.Citation(0, 9, "水井法第一至六十条", "full", title="水井法", article=1, article_end=60), "水井法", None, 1)
    with store.transaction():
        store.put_citations([("村路条例@2005-05-05#1", [whole])])
    assert [len(store.cited_by("水井法", n)) for n in (1, 30, 60, 61)] == [1, 1, 1, 0]


def test_only_the_latest_text_counts_as_citing(store: LibraryWriter) -> None:
    later = Version("村路条例@2020-01-01", "村路条例", "2020-01-01")
    with store.transaction():
        store.put_versions([(later, [])])
        store.put_provisions([s.provision(later.id, 0, s.article(1, "村路应当平整。"))])
    assert list(store.cited_by("水井法")) == [] and store.citation_counts() == {}


def test_norms(store: LibraryWriter) -> None:
    assert list(store.norms("村路条例@2005-05-05#1")) == [s.norm("township"), s.norm("excluded")]
    assert list(store.norms("村路条例@2005-05-05#1.1")) == [s.norm("township"), s.norm("excluded")]
    assert list(store.norms("水井法@2001-01-01#1")) == []
    assert list(store.township_norms()) == [("村路条例@2005-05-05#1", s.norm("township"))]


def test_alignments(store: LibraryWriter) -> None:
    assert list(store.alignments(s.WELLS_OLD.id, s.WELLS_NEW.id)) == [s.MOVED, s.GONE]
    assert list(store.alignments(s.WELLS_NEW.id, s.WELLS_OLD.id)) == []
    assert list(store.alignment_from("水井法@2001-01-01#2")) == [s.GONE]
    assert list(store.alignment_to("水井法@2011-01-01#2")) == [s.MOVED]
    assert list(store.alignment_to("水井法@2011-01-01#1")) == []
    assert list(store.alignment_pairs()) == [(s.WELLS_OLD.id, s.WELLS_NEW.id)]


def test_repeals(store: LibraryWriter) -> None:
    assert list(store.repeals_by(s.ROADS_ONLY.id)) == [s.REPEAL]
    known = Repeal("水井法", None, s.ROADS_ONLY.id, "第三条", None, "部分", "…", repealed_statute="水井法")
    with store.transaction():
        store.put_repeals([known])
    assert list(store.repeals_of("水井法")) == list(store.repeals_by(s.ROADS_ONLY.id)) == [known]


def test_duties(store: LibraryWriter) -> None:
    assert list(store.lists()) == list(store.lists(("某省", "某市"))) == [s.LIST]
    assert list(store.lists(("别省",))) == []
    assert list(store.items()) == list(store.items([s.LIST.id])) == list(s.ITEMS)
    assert list(store.items(["无"])) == []
    assert store.item(s.ITEMS[1].id) == s.ITEMS[1]
    assert list(store.items_citing("水井法")) == [s.ITEMS[0]]
    assert list(store.items_citing("村路条例")) == []


def test_sanding_sources_documents_meta(store: LibraryWriter) -> None:
    rule = SandingRule("水利局", "水利局三定规定", "办发〔2019〕1号", "旧式", (SandingClause(("第一条",), "管水井。"),))
    source = SourceFile("/x/水井法.md", 12, 34, "ab")
    doc = HeldDocument(source.path, 0, StatuteDoc("水井法", (), ()), (("井法", "水井法", "1"),), (s.REPEAL,), s.WELLS_NEW.id)
    with store.transaction():
        store.put_sanding(rule)
        store.put_sources([source])
        store.put_documents([doc])
        store.set_meta("note", "x")
    assert list(store.sanding_rules()) == [rule]
    assert list(store.sources()) == [source] and store.source_hash(source.path) == "ab"
    assert store.source_hash("别处") is None
    assert list(store.documents()) == [doc]
    assert store.meta("note") == "x" and store.meta("别的") is None
    with store.transaction():
        store.delete_documents([source.path])
    assert list(store.sources()) == list(store.documents()) == []


# ---------------------------------------------------------------- links follow what names mean


def test_a_name_learned_later_links_what_was_filed_under_it(store: LibraryWriter) -> None:
    pond = Statute("池塘法", "池塘法", "池塘法", "法律")
    assert dict(store.names()) == {"水井法": "水井法", "池塘法": None}
    with store.transaction():
        store.put_statutes([pond])
        store.put_names([("池塘法", "池塘法")])
    assert [pid for pid, _ in store.cited_by("池塘法", 1)] == ["村路条例@2005-05-05#2"]
    assert list(store.items_citing("池塘法")) == [s.ITEMS[1]]


def test_a_deleted_statute_leaves_no_link(store: LibraryWriter) -> None:
    with store.transaction():
        store.delete_statutes(["水井法"])
    assert store.statute("水井法") is None and list(store.versions("水井法")) == []
    assert list(store.cited_by("水井法")) == list(store.items_citing("水井法")) == list(store.aliases()) == []
    assert dict(store.names()) == {"水井法": None, "池塘法": None}
    assert store.check() == []


def test_a_deleted_version_takes_what_hangs_on_it(store: LibraryWriter) -> None:
    with store.transaction():
        store.delete_versions([s.ROADS_ONLY.id, s.WELLS_OLD.id])
    assert list(store.versions("水井法")) == [s.WELLS_NEW]
    assert list(store.cited_by("水井法")) == list(store.township_norms()) == list(store.alignment_pairs()) == []
    assert store.check() == []


# ---------------------------------------------------------------- putting replaces


def test_provisions_of_a_version_are_replaced_whole(store: LibraryWriter) -> None:
    with store.transaction():
        store.put_provisions([s.provision(s.ROADS_ONLY.id, 0, s.article(7, "村路应当平整。"))])
    assert [p.id for p in store.provisions(s.ROADS_ONLY.id)] == ["村路条例@2005-05-05#7"]
    assert list(store.cited_by("水井法")) == list(store.norms("村路条例@2005-05-05#1")) == []
    assert store.check() == []


def test_a_list_is_replaced_whole(store: LibraryWriter) -> None:
    with store.transaction():
        store.put_list(s.LIST, s.ITEMS[1:], [[s.CITES_UNKNOWN]])
    assert list(store.items()) == list(s.ITEMS[1:])
    assert list(store.items_citing("水井法")) == []
    with store.transaction():
        store.delete_list(s.LIST.id)
    assert list(store.lists()) == list(store.items()) == []


def test_a_version_changed_keeps_its_text(store: LibraryWriter) -> None:
    ended = Version(s.WELLS_NEW.id, "水井法", s.WELLS_NEW.date, effective_to="2030-01-01")
    with store.transaction():
        store.put_versions([(ended, [])])
    assert store.version(s.WELLS_NEW.id) == ended and len(store.provisions(s.WELLS_NEW.id)) == 4


# ---------------------------------------------------------------- all or nothing


class Boom(Exception):
    pass


def test_a_failed_transaction_leaves_the_library_as_it_was(store: LibraryWriter) -> None:
    before = (store.revision(), list(store.iter_provisions()), list(store.items()), list(store.cited_by("水井法")))
    with pytest.raises(Boom), store.transaction():
        store.delete_statutes(["水井法"])
        store.put_statutes([Statute("池塘法", "池塘法", "池塘法", "法律")])
        store.delete_list(s.LIST.id)
        raise Boom
    assert (store.revision(), list(store.iter_provisions()), list(store.items()), list(store.cited_by("水井法"))) == before
    assert store.statute("池塘法") is None
    with store.transaction():  # and it can be written to again
        store.put_statutes([Statute("池塘法", "池塘法", "池塘法", "法律")])
    assert store.statute("池塘法") is not None


def test_unknown_ids_are_refused(store: LibraryWriter) -> None:
    for write in (
        lambda: store.put_citations([("村路条例@2005-05-05#99", [s.CITES_WELLS])]),
        lambda: store.put_provisions([s.provision("无@1", 0, s.article(1, "无。"))]),
        lambda: store.put_alignments(s.WELLS_OLD.id, "无@1", []),
    ):
        with pytest.raises(KeyError), store.transaction():
            write()


# ---------------------------------------------------------------- the revision


def _reword(store: LibraryWriter) -> None:
    store.put_provisions([s.provision(s.ROADS_ONLY.id, 0, s.article(1, "村路应当平整。"))])


@pytest.mark.parametrize("change", [
    _reword,
    lambda st: st.put_names([("池塘法", "村路条例")]),
    lambda st: st.put_norms([("村路条例@2005-05-05#1", [s.norm("other")])]),
    lambda st: st.put_aliases([]),
    lambda st: st.put_repeals([]),
    lambda st: st.put_alignments(s.WELLS_OLD.id, s.WELLS_NEW.id, [s.GONE]),
    lambda st: st.put_list(s.LIST, s.ITEMS[1:], [[s.CITES_UNKNOWN]]),
    lambda st: st.put_versions([(Version(s.WELLS_NEW.id, "水井法", "2011-01-01", effective_to="2030-01-01"), [])]),
    lambda st: st.put_citations([("村路条例@2005-05-05#2", [s.CITES_WELLS])]),
    lambda st: st.delete_versions([s.WELLS_OLD.id]),
])
def test_revision_changes_with_the_content(store: LibraryWriter, change) -> None:  # type: ignore[no-untyped-def]
    before = store.revision()
    with store.transaction():
        change(store)
    assert store.revision() != before


def test_revision_stays_when_nothing_changes(store: LibraryWriter) -> None:
    before = store.revision()
    with store.transaction():
        store.set_meta("note", "x")
    assert store.revision() == before
    s.fill(store)
    assert store.revision() == before


def test_revision_is_of_the_content_not_of_the_way_there(store: LibraryWriter, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    with s.sqlite_store(other) as second:
        with second.transaction():
            second.put_statutes([s.ROADS])
        s.fill(second)
        assert second.revision() == store.revision() != ""


def test_many_articles_stay_in_order(store: LibraryWriter) -> None:
    rows = [s.provision(s.ROADS_ONLY.id, n - 1, s.article(n, f"其{n}。")) for n in range(1, 1300)]
    with store.transaction():
        store.put_provisions(rows)
    got = store.provisions(s.ROADS_ONLY.id)
    assert [p.body.article for p in got if isinstance(p.body, Article)] == list(range(1, 1300))
