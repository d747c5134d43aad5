"""Sanctions and the duties that they enforce, by citation and by wording."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.sqlite.store import SqliteLibrary, open_library
from search import Index, open_index
from search.partners import Partner, partner_of
from tests.search.conftest import fill
from tests.support.laws import law

TREES = """
第一章 总则
第一条 为了护好林木，制定本法。
第二章 管护
第二条 禁止在林区野炊、烧荒、燃放孔明灯。
第三条 采伐集体林木应当申请采伐证，并按证采伐。
第四条 村民可以在房前屋后种树。
第三章 法律责任
第五条 违反本法规定，在林区野炊、烧荒的，由林业主管部门责令停止违法行为，处二百元罚款。
第六条 违反本法第三条规定的，没收林木。
第七条 有下列行为之一的，由林业主管部门给予警告：
（一）拒绝监督检查的；
（二）在林区燃放孔明灯的。
第八条 妨碍公务的，依法追究责任。
"""


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, SqliteLibrary]]:
    """A law whose sanctions mostly cite no article."""
    path: Path = tmp_path_factory.mktemp("trees") / "trees.db"
    with open_library(path, "rw") as library:
        fill(library, [law("护林法", TREES, date="2020-01-01")])
    with open_library(path) as reader:
        yield open_index(path, reader), reader


@pytest.mark.parametrize(("article", "subject", "others", "partner", "sure"), [
    (6, "无证采伐", [], 3, True), (3, "采伐", [], 6, True),
    (5, "野炊烧荒", [], 2, False), (7, "燃放孔明灯", [], 2, False),
    (2, "野炊", [5], 5, False), (2, "野炊", [], None, False),
    (8, "妨碍公务", [], None, False), (4, "种树", [5, 7, 8], None, False),
])
def test_partner(
    trees: tuple[Index, SqliteLibrary], article: int, subject: str, others: list[int], partner: int | None, sure: bool
) -> None:
    index, reader = trees
    doc = {n: index.document("护林法@2020-01-01", n, 0) for n in range(1, 9)}
    found = partner_of(index, reader, doc[article] or 0, subject, [doc[n] or 0 for n in others])
    assert found == (Partner(doc[partner] or 0, sure) if partner else None)
