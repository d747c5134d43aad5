"""References as people type them, and what is shown for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.show_text import show_text
from graph.importing.duties import import_duties
from graph.importing.laws import import_laws
from graph.model import Version
from graph.refs import parse_ref
from graph.resolve import Resolver
from graph.show import _earlier_text, show
from graph.sqlite.store import open_library
from graph.store import LibraryReader
from ingest.errors import InputError
from tests.graph.audit import test_force as force
from tests.support import lawfiles
from tests.support.memory_library import MemoryLibrary

DAY = "2024-06-01"
CRIMES = """# 中华人民共和国护井法

1999年1月1日 第九届全国人民代表大会常务委员会第七次会议通过

<!-- INFO END -->

第六十五条 毁坏水井的，责令修复：
（一）井盖被毁的；
（二）井壁被毁的。
情节严重的，处罚款。

第一百二十条 投毒的，依照《水井法》第四条处理。

第一百二十条之一 资助投毒的，依照前条处理。

第一百二十一条 本法自1999年2月1日起施行。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LibraryReader]:
    folder = tmp_path_factory.mktemp("show")
    laws = lawfiles.write(folder / "laws")
    (laws / "护井法(1999-01-01).md").write_text(CRIMES, encoding="utf-8")
    (laws / "意见.md").write_text(
        "# 国务院关于村路的意见\n\n国发〔2019〕5号\n\n2019年2月2日 国务院发布\n\n<!-- INFO END -->\n\n第一条 养好村路。\n", encoding="utf-8")
    import_laws(folder / "x.db", [laws])
    rows = folder / "清单.csv"
    rows.write_text("序号,事项名称,责任主体,法律法规依据\n1,水井巡查,某镇人民政府,《水井法》第四条\n2,水井加盖,某镇人民政府,《水井法》第三条\n",
                    encoding="utf-8")
    import_duties(folder / "x.db", [rows], ("某省", "某市", "某县", "某镇"), kind="基本履职", round="2024")
    with open_library(folder / "x.db") as reader:
        yield reader


@pytest.fixture(scope="module")
def resolver(library: LibraryReader) -> Resolver:
    return Resolver(library, as_of=DAY)


WELLS, GUARD = "水井法@2011-06-30", "护井法@1999-01-01"


@pytest.mark.parametrize(("text", "provision"), [
    ("水井法第三条", f"{WELLS}#3"),
    ("水井法 第三条", f"{WELLS}#3"),
    ("《水井法》第三条", f"{WELLS}#3"),
    ("《中华人民共和国水井法》第3条", f"{WELLS}#3"),
    ("中华人民共和国水井法3条", f"{WELLS}#3"),
    ("水井法3", f"{WELLS}#3"),
    ("水井法３", f"{WELLS}#3"),
    ("水井法三", f"{WELLS}#3"),
    ("水井法的第三条", f"{WELLS}#3"),
    ("护井法第六十五条第一款第（二）项", f"{GUARD}#65.1.2"),
    ("护井法第六十五条第一款第二项", f"{GUARD}#65.1.2"),
    ("《护井法》65条1款2项", f"{GUARD}#65.1.2"),
    ("护井法65条2款", f"{GUARD}#65.2"),
    ("护井法六十五条二款", f"{GUARD}#65.2"),
    ("护井法65.2", f"{GUARD}#65.2"),
    ("护井法65.1.2", f"{GUARD}#65.1.2"),
    ("护井法第65条（二）项", f"{GUARD}#65.1.2"),
    ("护井法120之一", f"{GUARD}#120-1"),
    ("护井法第一百二十条之一", f"{GUARD}#120-1"),
    ("护井法120-1", f"{GUARD}#120-1"),
    ("护井法第120条", f"{GUARD}#120"),
    ("护井法一百二十", f"{GUARD}#120"),
    (f"{GUARD}#65.1.2", f"{GUARD}#65.1.2"),
    ("水井法@2001-03-01#3", "水井法@2001-03-01#3"),
    ("水井法#3", f"{WELLS}#3"),
    ("《水井法》(2011年修正)第3条", f"{WELLS}#3"),
    ("《水井法》（2011修正）第三条", f"{WELLS}#3"),
    ("《水井法》(2001年)第3条", "水井法@2001-03-01#3"),
    ("水井法(2001年)第3条", "水井法@2001-03-01#3"),
    ("\ufeff水井法第三条、", f"{WELLS}#3"),
    ("《护井法》第六十五條第一款第一項", f"{GUARD}#65.1.1"),
    ("国发〔2019〕5号第一条", "国务院关于村路的意见@2019-02-02#1"),
    ("国发[2019]5号1条", "国务院关于村路的意见@2019-02-02#1"),
])
def test_a_provision_by_its_name(resolver: Resolver, text: str, provision: str) -> None:
    (found,) = parse_ref(text, resolver)
    assert (found.status, found.provision) == ("resolved", provision)


@pytest.mark.parametrize("text", [
    "水井法第三条、第四条", "《水井法》第三条和第四条", "水井法3、4", "水井法第三条至第五条", "水井法第三条、护井法第六十五条", "护井法第六十五条第一款第（一）项、第（二）项",
])
def test_several_provisions_at_once_are_asked_for_one_by_one(library: LibraryReader, resolver: Resolver, text: str) -> None:
    with pytest.raises(InputError, match="写了几条") as said:
        show(library, text, resolver)
    assert "一次查一条" in (said.value.remedy or "")


@pytest.mark.parametrize(("text", "law"), [
    ("水井法", "水井法"), ("《水井法》", "水井法"), ("中华人民共和国水井法", "水井法"), ("村路条例", "村路条例"),
    ("水井法@2001-03-01", "水井法"), ("国发〔2019〕5号", "国务院关于村路的意见"), ("村路条列", "村路条例"),
])
def test_a_law_by_its_name(resolver: Resolver, text: str, law: str) -> None:
    (found,) = parse_ref(text, resolver)
    assert (found.status, found.statute_id, found.provision) == ("title_only", law, None)


@pytest.mark.parametrize("text", [
    "", "水井", "秸秆焚烧", "水井 加盖", "2025年", "第三条", "违建处罚", "六十五", "65", "加盖3", "a" * 500, "#", "@#",
    "一二三四五六七八九十" * 8, "《》", "（一）",
])
def test_words_are_no_reference(resolver: Resolver, text: str) -> None:
    assert parse_ref(text, resolver) == []


def test_what_is_not_there_is_said(resolver: Resolver) -> None:
    (found,) = parse_ref("水井法第九十九条", resolver)
    assert (found.status, found.provision) == ("article_not_found", None)
    (found,) = parse_ref("水井法@2001-03-01#99", resolver)
    assert found.status == "article_not_found"
    (found,) = parse_ref("水井法第三条第七款", resolver)
    assert (found.provision, found.missing) == (f"{WELLS}#3", "paragraph")


def test_a_provision_is_shown_with_its_surroundings(library: LibraryReader, resolver: Resolver) -> None:
    shown = show(library, "水井法第三条", resolver)
    assert shown.text == "水井应当加盖，夜间应当设置警示灯和反光标志。"
    assert shown.place == ("第一章 总则",) and shown.status == "现行有效"
    assert [(e.version.date, e.status, [p.id for p in e.provisions], e.change) for e in shown.editions] == [
        ("2001-03-01", "已修改", ["水井法@2001-03-01#2"], "moved_amended"), ("2011-06-30", "现行有效", [f"{WELLS}#3"], ""),
    ]
    assert ("insert", "和反光标志") in shown.editions[0].diff
    assert [(c.provision_id, c.label) for c in shown.cited_by] == [(f"{WELLS}#5", "第五条")]
    assert [d.item.item.name for d in shown.duties] == ["水井加盖"]
    assert shown.successor == ()


def test_a_text_cites_the_version_of_its_own_day_and_none_of_a_law_not_yet_made(library: LibraryReader, resolver: Resolver) -> None:
    shown = show(library, "水井法第四条", resolver)
    assert [(c.provision_id, c.then) for c in shown.cited_by] == [("池塘法@2020-12-01#2", ""), ("村路条例@2005-04-04#2", "水井法@2001-03-01#3")]
    before = show(library, "水井法@2001-03-01#3", resolver)
    assert [(c.provision_id, c.then) for c in before.cited_by] == [("村路条例@2005-04-04#2", "")]


def test_a_day_before_the_oldest_text_is_said(library: LibraryReader) -> None:
    assert show(library, "水井法第四条", Resolver(library, as_of="2000-01-01")).note == ""  # not made yet
    late = Version("甲法@2020-01-01", "甲法", "2020-01-01", adopted="1990-01-01", effective_from="2020-03-01")
    assert "更早的版本" in _earlier_text(late, [late], "2010-01-01")
    assert _earlier_text(late, [late], "2020-03-01") == ""


def test_a_number_of_a_text_older_than_any_held_is_called_that(tmp_path: Path) -> None:
    (tmp_path / "塘法(2020-05-01).md").write_text(
        "# 中华人民共和国塘法\n\n1990年5月1日 某会议通过\n\n2020年5月1日 某会议修订\n\n<!-- INFO END -->\n\n"
        "第一条 水塘应当清淤。\n\n第二条 本法自2020年7月1日起施行。\n", encoding="utf-8")
    for year in ("2005", "2022"):
        (tmp_path / f"塘边规定{year}.md").write_text(
            f"# 塘边管理规定{year}\n\n{year}年3月1日 国务院发布\n\n<!-- INFO END -->\n\n"
            f"第一条 依照《中华人民共和国塘法》第一条处理。\n\n第二条 本规定自{year}年4月1日起施行。\n", encoding="utf-8")
    import_laws(tmp_path / "x.db", [tmp_path])
    with open_library(tmp_path / "x.db") as reader:
        shown = show(reader, "塘法第一条", Resolver(reader, as_of=DAY))
    assert {c.provision_id[:10]: c.before for c in shown.cited_by} == {"塘边管理规定2005": "2005-04-01", "塘边管理规定2022": ""}
    text = show_text(shown)
    assert text.count("法规库未收录，条号可能不同") == 1 and "《塘边管理规定2005》第一条（2005-04-01施行，" in text


def test_a_text_under_a_title_of_before_names_the_title_of_now(tmp_path: Path) -> None:
    head = "<!-- INFO END -->\n\n第一条 水塘应当清淤。\n"
    (tmp_path / "a.md").write_text(f"# 河南省水塘暂行条例\n\n2001年5月1日 河南省人民代表大会常务委员会通过\n\n{head}", encoding="utf-8")
    (tmp_path / "b.md").write_text(
        "# 河南省水塘条例\n\n2001年5月1日 河南省人民代表大会常务委员会通过\n\n"
        f"2010年5月1日 河南省人民代表大会常务委员会《关于修改〈河南省水塘暂行条例〉的决定》修正\n\n{head}", encoding="utf-8")
    import_laws(tmp_path / "x.db", [tmp_path])
    with open_library(tmp_path / "x.db") as reader:
        resolver = Resolver(reader, as_of=DAY)
        assert "《河南省水塘条例》题注" in show(reader, "河南省水塘暂行条例第一条", resolver).note
        assert show(reader, "河南省水塘条例第一条", resolver).note == ""


def test_an_old_number_leads_to_where_the_content_is_now(library: LibraryReader, resolver: Resolver) -> None:
    shown = show(library, "水井法@2001-03-01#3", resolver)
    assert shown.status == "已修改" and shown.successor == (f"{WELLS}#4",)


def test_a_sub_division_shows_its_own_text(library: LibraryReader, resolver: Resolver) -> None:
    assert show(library, "护井法65条1款2项", resolver).text == "井壁被毁的。"


def test_a_law_is_shown_with_its_contents(library: LibraryReader, resolver: Resolver) -> None:
    shown = show(library, "水井法", resolver)
    assert shown.provision is None and shown.contents == (("第一章 总则", 6),)
    assert [e.version.date for e in shown.editions] == ["2001-03-01", "2011-06-30"]
    assert shown.cited_by_total == 4  # with the one of a time before it, which names the law all the same
    assert [d.item.item.name for d in shown.duties] == ["水井巡查", "水井加盖"]


def test_a_repealed_law_names_what_repealed_it(library: LibraryReader, resolver: Resolver) -> None:
    shown = show(library, "村路养护办法第一条", resolver)
    assert shown.status == "已废止"
    assert shown.repeal is not None and shown.repeal.repealing_version == "村路条例@2005-04-04"


def test_what_is_no_reference_is_refused_with_a_hint(library: LibraryReader, resolver: Resolver) -> None:
    with pytest.raises(InputError, match="youju search"):
        show(library, "秸秆焚烧", resolver)


def test_what_is_not_held_has_a_note(library: LibraryReader, resolver: Resolver) -> None:
    assert "没有" in show(library, "水井法第九十九条", resolver).note
    assert "没有这一款" in show(library, "水井法第三条第七款", resolver).note
    assert [show(library, f"水井法第{n}条", resolver).note for n in ("0", "〇", "99999")] == [
        "2011-06-30版没有第0条", "2011-06-30版没有第0条", "2011-06-30版没有第99999条"]


def test_a_part_that_no_longer_applies_and_the_text_to_come(tmp_path: Path) -> None:
    laws = tmp_path / "laws"
    laws.mkdir()
    made = "# 甲渠条例\n\n2010年3月1日 国务院公布{}\n\n<!-- INFO END -->\n\n第一条 甲渠由{}管理。\n\n第二条 毁渠的处罚款。\n\n第三条 本条例自{}起施行。\n"
    (laws / "甲渠条例(2010-03-01).md").write_text(made.format("", "乡镇人民政府", "2010年6月1日"), "utf-8")
    (laws / "甲渠条例(2023-03-01).md").write_text(made.format(" 2023年3月1日 国务院修订", "县级人民政府", "2025年1月1日"), "utf-8")
    (laws / "乙条例(2020-05-01).md").write_text(
        "# 乙条例\n\n2020年5月1日 国务院公布\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 本条例自2020年6月1日起施行。《甲渠条例》第二条同时废止。\n", "utf-8")
    import_laws(tmp_path / "x.db", [laws])
    with open_library(tmp_path / "x.db") as reader:
        second = show(reader, "甲渠条例第二条", Resolver(reader, as_of=DAY))
        assert second.status == "现行有效" and [r.date for r in second.partial] == ["2020-06-01"]
        assert show(reader, "甲渠条例第二条", Resolver(reader, as_of="2020-05-31")).partial == ()
        first = show(reader, "甲渠条例第一条", Resolver(reader, as_of=DAY))
        assert first.partial == () and first.status == "现行有效" and "乡镇" in first.text
        assert [e.status for e in first.editions] == ["现行有效", "尚未生效"]
        assert ("delete", "乡镇") in first.editions[1].diff and ("insert", "县级") in first.editions[1].diff


def test_an_unknown_law_is_said_to_be_unknown(library: LibraryReader, resolver: Resolver) -> None:
    with pytest.raises(InputError, match="法规库和法规目录中都没有“某某管理规定”"):
        show(library, "某某管理规定", resolver)
    with pytest.raises(InputError, match="“完全不是”不是法规或条文"):
        show(library, "完全不是", resolver)


def test_a_number_that_meant_something_else_before_says_where_that_stands() -> None:
    reader = MemoryLibrary([force.OLD, force.NEW])
    resolver = Resolver(reader, as_of="2026-01-01")
    found = {n: show(reader, f"村井法第{n}条", resolver).renumbered for n in "二四一五"}
    assert found["二"] is not None and (found["二"].was, found["二"].now) == ("村井法@2009-10-01#2", ("村井法@2019-10-01#4",))
    assert found["四"] is not None and found["四"].now == ()  # the old fourth article was deleted
    assert found["一"] is None  # the same content, amended
    old = show(reader, "村井法@2009-10-01#2", resolver)
    assert old.renumbered is None and old.successor == ("村井法@2019-10-01#4",)
    shown = show_text(show(reader, "村井法第二条", resolver))
    assert "注意：修改前（2009-10-01版）的第二条是另一内容，内容现见第四条" in shown
