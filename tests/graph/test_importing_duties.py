"""Importing lists and 三定规定: ids that stay, links that follow, the same file again."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.importing.duties import import_duties, import_sanding, last_day
from graph.importing.laws import import_laws
from graph.sqlite.store import open_library
from tests.support import lawfiles

TOWN = ("某省", "某市", "某县", "某镇")
HEAD = "序号,事项名称,职权类型,责任主体,法律法规依据\n"
ROWS = (
    "1,水井巡查,行政检查,某镇人民政府,《水井法》第三条\n"
    "2,池塘清淤,其他行政权力,某镇人民政府,《中华人民共和国池塘法》第一条、《水井法》第二条\n"
    "2,村路养护,其他行政权力,某镇人民政府,《村路条例》第三条\n"
    ",防溺水宣传,其他行政权力,某镇人民政府,无\n"
)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    import_laws(tmp_path / "library.db", [lawfiles.write(tmp_path / "laws")])
    return tmp_path / "library.db"


def write(path: Path, rows: str = ROWS) -> Path:
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_items_are_stored_with_their_links(db: Path, tmp_path: Path) -> None:
    report = import_duties(db, [write(tmp_path / "清单.csv")], TOWN, kind="基本履职", round="2025")
    assert [(x.id, x.n_items) for x in report.lists] == [("某省/某市/某县/某镇/基本履职/2025", 4)]
    with open_library(db) as store:
        items = list(store.items())
        assert [i.id.partition("#")[2] for i in items] == ["1", "行3", "行4", "行5"]
        assert [i.item.name for i in items] == ["水井巡查", "池塘清淤", "村路养护", "防溺水宣传"]
        assert [i.item.name for i in store.items_citing("水井法")] == ["水井巡查", "池塘清淤"]
        assert [i.item.name for i in store.items_citing("池塘法")] == ["池塘清淤"]
        assert store.lists(TOWN[:3])[0].place == TOWN
        assert items[0].item.ref.file == "清单.csv" and items[0].item.ref.row == 2


def test_again_changes_nothing(db: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "清单.csv")
    import_duties(db, [file], TOWN, kind="基本履职", round="2025")
    with open_library(db) as store:
        before = store.revision()
    report = import_duties(db, [file], TOWN, kind="基本履职", round="2025")
    assert (len(report.lists), len(report.unchanged)) == (0, 1)
    with open_library(db) as store:
        assert store.revision() == before


def test_a_changed_file_replaces_its_list(db: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "清单.csv")
    import_duties(db, [file], TOWN, kind="基本履职", round="2025")
    write(file, ROWS.replace("第三条\n2", "第四条\n2").replace(",防溺水宣传,其他行政权力,某镇人民政府,无\n", ""))
    import_duties(db, [file], TOWN, kind="基本履职", round="2025")
    with open_library(db) as store:
        assert [x.n_items for x in store.lists()] == [3]
        assert [c.article for c in next(iter(store.items())).citations] == [4]


def test_rounds_kinds_and_files_stand_side_by_side(db: Path, tmp_path: Path) -> None:
    one, two = write(tmp_path / "甲.csv"), write(tmp_path / "乙.csv")
    import_duties(db, [one], TOWN, kind="基本履职", round="2024")
    import_duties(db, [one], TOWN, kind="基本履职", round="2025")
    import_duties(db, [two], TOWN, kind="基本履职", round="2025")
    import_duties(db, [two], TOWN[:3], kind="配合履职", round="2025")
    base = "某省/某市/某县"
    with open_library(db) as store:
        assert [x.id for x in store.lists()] == [
            f"{base}/某镇/基本履职/2024", f"{base}/某镇/基本履职/2025", f"{base}/某镇/基本履职/2025/乙", f"{base}/配合履职/2025",
        ]
        assert len(list(store.items())) == 16


def test_a_law_that_comes_later_finds_its_items(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    import_duties(path, [write(tmp_path / "清单.csv")], TOWN, kind="基本履职", round="2025")
    with open_library(path) as store:
        assert list(store.items_citing("水井法")) == []
    import_laws(path, [lawfiles.write(tmp_path / "laws")])
    with open_library(path) as store:
        assert [i.item.name for i in store.items_citing("水井法")] == ["水井巡查", "池塘清淤"]


@pytest.mark.parametrize(("given", "stated", "want"), [
    (None, "2025", "2025-12-31"), (None, "2024-02", "2024-02-29"), ("2025-06-30", "2024", "2025-06-30"), (None, None, None),
])
def test_the_day_of_a_list(given: str | None, stated: str | None, want: str | None) -> None:
    assert last_day(given or stated) == want


def test_a_file_that_cannot_be_read_is_named_and_the_rest_goes_on(db: Path, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    report = import_duties(db, [bad, write(tmp_path / "清单.csv")], TOWN, kind="基本履职")
    assert report.failed == 1 and report.items == 4
    assert any("坏.xlsx" in line for line in report.lines())


def test_sanding_rules_are_stored_once(db: Path, tmp_path: Path) -> None:
    file = tmp_path / "水利局三定.txt"
    file.write_text(
        "某县水利局职能配置、内设机构和人员编制规定\n\n第一条 根据有关规定，制定本规定。\n\n"
        "第三条 县水利局主要职责是：\n（一）负责水井的登记管理。指导乡镇巡查水井。\n（二）负责池塘清淤的技术指导。\n",
        encoding="utf-8",
    )
    for _ in range(2):
        report = import_sanding(db, [file, tmp_path / "无.txt"])
        assert len(report.rules) == 1 and report.failed == 1
    with open_library(db) as store:
        (rule,) = store.sanding_rules()
        assert any("登记管理" in c.text for c in rule.clauses)
