"""Articles old to new, on small laws of our own."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Alignment
from graph.versions.align import added, align, similarity, to_alignments
from graph.versions.trace_forward import alignments_between, pairs_to_align, successor_of
from ingest.records import Article, Paragraph
from tests.support.laws import law
from tests.support.memory_library import MemoryLibrary

OLD = """
第一章 总则
第一条 为了加强河湖保护，改善水环境，制定本法。
第二条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第三条 乡镇人民政府应当组织清理河道内的垃圾和漂浮物，并及时制止倾倒垃圾的行为。
第四条 任何单位和个人都有权举报破坏河湖的行为。接到举报的部门应当在十日内处理，并将结果告知举报人。
第二章 采砂
第五条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。
第六条 采砂船舶应当在指定地点停放，未经批准不得擅自离开。
第七条 集体所有的鱼塘由村民小组自行看护，具体办法由村规民约规定。
第三章 法律责任
第八条 违反本法第五条规定，未取得采砂许可证采砂的，责令停止违法行为，没收违法所得，处一万元以上十万元以下罚款。
第九条 违反本法第六条规定，采砂船舶擅自离开指定地点的，处五千元罚款。
第十条 本法自2010年1月1日起施行。
"""

NEW = """
第一章 总则
第一条 为了加强河湖保护，改善水生态环境，维护河湖健康，制定本法。
第二条 河湖保护坚持统筹规划、系统治理、严格监管的原则。
第三条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第四条 乡镇人民政府应当组织清理河道内的垃圾、漂浮物和阻水障碍物，及时制止倾倒垃圾的行为，并报告上级主管部门。
第五条 任何单位和个人都有权举报破坏河湖的行为。
第六条 接到举报的部门应当在五个工作日内处理，并将结果告知举报人；举报人的信息应当保密。
第二章 采砂
第七条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。采砂船舶应当在指定地点停放，未经批准不得擅自离开。
第三章 法律责任
第八条 违反本法第七条规定，未取得采砂许可证采砂的，责令停止违法行为，没收违法所得，处十万元以上五十万元以下罚款。
第九条 违反本法第七条规定，采砂船舶擅自离开指定地点的，处一万元罚款。
第十条 本法自2024年5月1日起施行。
"""

EXPECTED = [
    (1, (1,), "amended"), (2, (3,), "moved"), (3, (4,), "moved_amended"), (4, (5, 6), "split"), (5, (7,), "merged"),
    (6, (7,), "merged"), (7, (), "deleted"), (8, (8,), "amended"), (9, (9,), "amended"), (10, (10,), "amended"),
]  # fmt: skip


def articles(text: str) -> tuple[Article, ...]:
    return law("河湖保护法", text, date="2010-01-01").articles


def test_every_kind_of_change() -> None:
    rows = align(articles(OLD), articles(NEW))
    assert [r.old.article for r in rows] == list(range(1, 11))
    got = [(r.old.article, tuple(sorted(a.article for a in r.new)), r.change) for r in rows]
    assert got == EXPECTED
    assert [a.article for a in added(rows, articles(NEW))] == [2]


def test_same_text_is_same_everywhere() -> None:
    rows = align(articles(OLD), articles(OLD))
    assert [(r.new[0].article, r.change, r.similarity) for r in rows] == [(k, "same", 1.0) for k in range(1, 11)]
    assert added(rows, articles(OLD)) == []


def test_punctuation_width_and_blanks_are_no_change() -> None:
    loose = OLD.replace("，", ",").replace("。", " 。")
    assert {r.change for r in align(articles(OLD), articles(loose))} == {"same"}


def test_one_side_empty() -> None:
    assert align((), articles(NEW)) == []
    assert {r.change for r in align(articles(OLD), ())} == {"deleted"}
    assert len(added([], articles(NEW))) == 10


def test_inserted_article_with_suffix() -> None:
    new = OLD.replace("第六条 采砂船舶", "第五条之一 采砂许可证由水行政主管部门发放。\n第六条 采砂船舶")
    rows = align(articles(OLD), articles(new))
    assert {r.change for r in rows} == {"same"}
    assert [(a.article, a.suffix) for a in added(rows, articles(new))] == [(5, 1)]


def test_taken_up_into_a_code() -> None:
    """Many parts on other matters; what has no place there is deleted, never guessed."""
    other = [
        f"第{n}条 {subject}的生产经营者应当建立{thing}台账，如实记录{thing}的来源、去向和处置情况，保存期限不少于五年。"
        for n, (subject, thing) in zip("一二三四五六七八九", [("农药", "农药"), ("种子", "种子"), ("饲料", "饲料"), ("兽药", "兽药"),
            ("肥料", "肥料"), ("粮食", "粮食"), ("烟花", "烟花爆竹"), ("水产", "苗种"), ("蚕种", "蚕种")], strict=True)
    ]  # fmt: skip
    code = "第一编 农业\n" + "\n".join(other) + """
第二编 河湖
第十条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第十一条 乡镇人民政府应当组织清理河道内的垃圾、漂浮物，及时制止倾倒垃圾的行为。
第十二条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。
"""
    rows = {r.old.article: tuple(a.article for a in r.new) for r in align(articles(OLD), articles(code), ordered=False)}
    assert (rows[2], rows[3], rows[5]) == ((10,), (11,), (12,))
    assert rows[7] == ()


LAW_ON_WATER = """
第一条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第二条 乡镇人民政府应当组织清理河道内的垃圾和漂浮物，并及时制止倾倒垃圾的行为。
第三条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。
第四条 采砂船舶应当在指定地点停放，未经批准不得擅自离开。
第五条 湖泊岸线范围内禁止围湖造地、建设临时窝棚和堆放物料。
第六条 水闸管理单位应当按照调度方案启闭闸门，并做好运行记录。
第七条 国家对耗水过高的老旧水泵实行淘汰制度。使用单位应当在规定的期限内停止使用列入名录的老旧水泵。
"""
PART_ON_WATER = """
第二编 河湖
第三条 县级以上人民政府水行政主管部门负责本行政区域河湖的监督管理工作。
第四条 乡镇人民政府应当组织清理河道内的垃圾和漂浮物，及时制止倾倒垃圾的行为。
第五条 在河道内采砂应当取得采砂许可证，按照许可的范围、数量和期限作业。
第六条 采砂船舶应当在指定地点停放，未经批准不得擅自离开。
第七条 湖泊岸线范围内禁止围湖造地、建设临时窝棚和堆放物料。
第八条 水闸管理单位应当按照调度方案启闭闸门，做好运行记录。
第三编 农机
第九条 国家对危及安全的老旧拖拉机实行淘汰制度。使用单位应当在规定的期限内停止使用列入名录的老旧拖拉机。
第十条 拖拉机驾驶人应当取得驾驶证，并定期参加安全培训。
第十一条 农业机械维修点应当具备相应的场地、设备和人员。
第十二条 插秧机的推广鉴定由省级农业机械鉴定机构承担。
第十三条 联合收割机跨区作业应当领取作业证，并遵守当地收割秩序。
第十四条 农机合作社可以按照规定申请购机补贴和作业补贴。
"""
COMMON_CLAUSE = "第一条 国家对耗能耗水过高的设备实行淘汰制度。使用单位应当在期限内停止使用列入名录的设备。"


@pytest.mark.parametrize(("general_part", "expected"), [
    (COMMON_CLAUSE, (1,)),
    ("第一条 各级人民政府应当加强宣传教育。", (9,)),  # nothing at home: the look-alike stays
])  # fmt: skip
def test_look_alike_on_another_matter_gives_way(general_part: str, expected: tuple[int, ...]) -> None:
    code = articles(f"第一编 总则\n{general_part}\n第二条 公民有权举报违法行为。\n{PART_ON_WATER.strip()}")
    rows = {r.old.article: tuple(a.article for a in r.new) for r in align(articles(LAW_ON_WATER), code, ordered=False)}
    assert [rows[n] for n in range(1, 7)] == [(3,), (4,), (5,), (6,), (7,), (8,)]
    assert rows[7] == expected


def test_records_carry_ids() -> None:
    rows = to_alignments(align(articles(OLD), articles(NEW)), "河湖保护法@2010-01-01", "河湖保护法@2024-05-01")
    assert rows[3].old == "河湖保护法@2010-01-01#4"
    assert set(rows[3].new) == {"河湖保护法@2024-05-01#5", "河湖保护法@2024-05-01#6"}
    assert rows[6].new == ()


@pytest.mark.parametrize(("a", "b", "least", "most"), [
    ("应当登记。", "应当登记", 1.0, 1.0), ("应当登记。", "不得排放。", 0.0, 0.3), ("", "", 1.0, 1.0),
])  # fmt: skip
def test_similarity(a: str, b: str, least: float, most: float) -> None:
    assert least <= similarity(a, b) <= most


texts = st.lists(st.text(alphabet="甲乙丙第一条本法规定，。；", max_size=20), max_size=6)


@settings(max_examples=40, deadline=None)
@given(texts, texts)
def test_any_texts_align(old: list[str], new: list[str]) -> None:
    a, b = ([Article(f"第{k}条", k, 0, (), (Paragraph(t),)) for k, t in enumerate(side, 1)] for side in (old, new))
    for ordered in (True, False):
        rows = align(a, b, ordered=ordered)
        assert [r.old for r in rows] == a
        assert all((r.change == "deleted") == (not r.new) and 0 <= r.similarity <= 1 for r in rows)


# ---------------------------------------------------------------- over several texts

MIDDLE = OLD.replace("处五千元罚款", "处八千元罚款").replace("2010年1月1日", "2015年1月1日")


def library() -> MemoryLibrary:
    docs = [law("河湖保护法", OLD, date="2010-01-01"), law("河湖保护法", MIDDLE, date="2015-01-01"),
            law("河湖保护法", NEW, date="2024-05-01")]  # fmt: skip
    rows = [r for a, b in pairwise(docs) for r in to_alignments(
        align(a.articles, b.articles), f"河湖保护法@{a.version_date}", f"河湖保护法@{b.version_date}")]
    return MemoryLibrary(docs, alignments=rows)


@pytest.mark.parametrize(("article", "day", "expected"), [
    (9, "2014-12-31", ["2010-01-01#9"]),
    (9, "2020-01-01", ["2015-01-01#9"]),
    (3, "2026-01-01", ["2024-05-01#4"]),
    (4, "2026-01-01", ["2024-05-01#5", "2024-05-01#6"]),
    (7, "2026-01-01", []),
])  # fmt: skip
def test_forward_through_versions(article: int, day: str, expected: list[str]) -> None:
    found = successor_of(library(), f"河湖保护法@2010-01-01#{article}.1", day)
    assert sorted(found.provisions) == [f"河湖保护法@{e}" for e in expected]


@pytest.mark.parametrize(("legs", "new", "sure"), [
    ([("1", ("2", "3"), True)], ("2", "3"), True),
    ([("1", ("2",), False)], ("2",), False),
    ([("1", ("2", "3"), True), ("2", (), True), ("3", ("7",), False)], ("7",), False),  # the part that is left decides
    ([("1", ("2", "3"), True), ("2", (), False), ("3", ("7",), True)], ("7",), True),
    ([("1", ("2", "3"), True), ("2", (), True), ("3", (), False)], (), False),
    ([("1", ("2",), False), ("2", ("4",), True)], ("4",), False),
])
def test_doubt_goes_along_the_way(legs: list[tuple[str, tuple[str, ...], bool]], new: tuple[str, ...], sure: bool) -> None:
    docs = [law("湖法", "\n".join(f"第{n}条 {n}湖。" for n in "一二三四五六七"), date=f"20{y}-01-01") for y in ("00", "10", "20")]
    def row(old: str, later: tuple[str, ...], certain: bool) -> Alignment:
        a, b = ("2000", "2010") if old == "1" else ("2010", "2020")
        change = "deleted" if not later else "split" if len(later) > 1 else "moved"
        return Alignment(f"湖法@{a}-01-01#{old}", tuple(f"湖法@{b}-01-01#{n}" for n in later), change, 0.5, certain)

    rows = [row(*leg) for leg in legs]
    if len(legs) == 1:
        rows += [row(n, (n,), True) for n in legs[0][1]]
        rows = [replace(r, change="same") if r.old.startswith("湖法@2010") else r for r in rows]
    (joined,) = [a for a in alignments_between(MemoryLibrary(docs, alignments=rows), "湖法@2000-01-01", "湖法@2020-01-01")]
    assert tuple(n.rpartition("#")[2] for n in joined.new) == new and joined.sure is sure


def test_alignment_over_a_version_between() -> None:
    rows = {a.old: a for a in alignments_between(library(), "河湖保护法@2010-01-01", "河湖保护法@2024-05-01")}
    assert [(rows[f"河湖保护法@2010-01-01#{k}"].change) for k, _, _ in EXPECTED] == [c for _, _, c in EXPECTED]


def test_alignment_is_computed_where_none_is_stored() -> None:
    docs = [law("河湖保护法", OLD, date="2010-01-01"), law("河湖保护法", NEW, date="2024-05-01")]
    assert successor_of(MemoryLibrary(docs), "河湖保护法@2010-01-01#3", "2026-01-01").provisions == ("河湖保护法@2024-05-01#4",)


def test_pairs_that_a_library_keeps_aligned() -> None:
    reader = library()
    versions = {s.id: reader.versions(s.id) for s in reader.statutes()}
    assert pairs_to_align(reader.statutes(), versions, ()) == [
        ("河湖保护法@2010-01-01", "河湖保护法@2015-01-01", True), ("河湖保护法@2015-01-01", "河湖保护法@2024-05-01", True),
    ]
