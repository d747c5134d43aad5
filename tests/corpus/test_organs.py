"""What organs became."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.organs import load_organs, normalise_organ, successor


@pytest.mark.parametrize(("name", "now", "year"), [
    ("襄城县国土资源局", "襄城县自然资源局", 2018),
    ("县国土资源局", "县自然资源局", 2018),
    ("原县安监局", "县应急管理局", 2018),
    ("河南省环境保护厅", "河南省生态环境厅", 2018),
    ("国土资源部", "自然资源部", 2018),
    ("市卫计委", "市卫生健康委员会", 2018),
    ("工商局", "市场监督管理局", 2018),
    ("县质量技术监督局", "县市场监督管理局", 2018),
    ("县农业局", "县农业农村局", 2018),
    ("县扶贫办", "县农业农村局", 2024),
    ("县法制办", "县司法局", 2018),
    ("县地税局", "县税务局", 2018),
    ("公安消防大队", "消防救援大队", 2018),
    ("县文化广电新闻出版局（旅游局）", "县文化和旅游局", 2018),
])
def test_an_obsolete_organ_has_a_successor(name: str, now: str, year: int) -> None:
    found = successor(name)
    assert found is not None
    assert (found.name, found.year) == (now, year)


@pytest.mark.parametrize("name", [
    "县农业农村局", "县自然资源局", "林业局", "县水利局", "教育局", "县市场监管局", "畜牧兽医局", "地震局", "乡镇人民政府", "",
])
def test_an_organ_that_stands_has_none(name: str) -> None:
    assert successor(name) is None


@pytest.mark.parametrize(("a", "b"), [
    ("县发改委", "发展和改革局"), ("襄城县农业局", "县农业农村局"), ("市卫健委", "卫生健康局"), ("县市场监管局", "市场监督管理局"),
    ("住建局", "县住房和城乡建设局"), ("县司法局", "司法局"),
])
def test_names_of_one_body_compare_equal(a: str, b: str) -> None:
    assert normalise_organ(a) == normalise_organ(b)


def test_different_bodies_stay_apart() -> None:
    assert normalise_organ("县林业局") != normalise_organ("县自然资源局")


def test_a_county_adds_its_own(tmp_path: Path) -> None:
    own = tmp_path / "organs.tsv"
    own.write_text("name\tsuccessor\tyear\tkind\tgeneric\tnote\n发展改革科技局\t发展和改革局\t2024\trenamed\t0\t\n", encoding="utf-8")
    found = load_organs(own).successor("县发展改革科技局")
    assert found is not None and found.name == "县发展和改革局"
    own.write_text("name\tsuccessor\tyear\tkind\tgeneric\tnote\n甲局\t乙局\t去年\trenamed\t0\t\n", encoding="utf-8")
    load_organs.cache_clear()
    with pytest.raises(ValueError, match="第1行"):
        load_organs(own)
