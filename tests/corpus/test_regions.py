"""Places in titles and as users write them."""

from __future__ import annotations

import pytest

from corpus.regions import covers, is_known, parse_place, region_of, region_of_issuer, split_region


@pytest.mark.parametrize(("text", "region", "rest"), [
    ("河南省洛阳市城市绿化条例", ("河南省", "洛阳市"), "城市绿化条例"),
    ("洛阳市城市绿化条例", ("河南省", "洛阳市"), "城市绿化条例"),
    ("彭水苗族土家族自治县城乡建设管理条例", ("重庆市", "彭水苗族土家族自治县"), "城乡建设管理条例"),
    ("上海港口条例", ("上海市",), "港口条例"),
    ("中国（上海）自由贸易试验区条例", ("上海市",), "中国（上海）自由贸易试验区条例"),
    ("深圳经济特区物业管理条例", ("广东省", "深圳市"), "物业管理条例"),
    ("莱芜市绿化条例", ("山东省", "莱芜市"), "绿化条例"),
    ("吉林省吉林市条例", ("吉林省", "吉林市"), "条例"),
    ("济源市人民政府", ("河南省", "济源市"), "人民政府"),
    ("矿区管理办法", (), "矿区管理办法"),
    ("朝阳产业促进办法", (), "朝阳产业促进办法"),
    ("鼓楼区人民政府", (), "鼓楼区人民政府"),
    ("城乡规划法", (), "城乡规划法"),
    ("长江三峡工程建设移民条例", (), "长江三峡工程建设移民条例"),
])
def test_a_title_begins_with_its_place(text: str, region: tuple[str, ...], rest: str) -> None:
    assert split_region(text) == (region, rest)
    assert region_of(text) == region


@pytest.mark.parametrize(("issuer", "region"), [
    ("许昌市人民代表大会常务委员会", ("河南省", "许昌市")),
    ("全国人民代表大会常务委员会", ()),
    ("国务院", ()),
    ("襄城县人民政府", ("河南省", "许昌市", "襄城县")),
])
def test_an_issuer_has_a_jurisdiction(issuer: str, region: tuple[str, ...]) -> None:
    assert region_of_issuer(issuer) == region


@pytest.mark.parametrize(("text", "path"), [
    ("河南省/许昌市/襄城县/某镇", ("河南省", "许昌市", "襄城县", "某镇")),
    ("河南/许昌/襄城", ("河南省", "许昌市", "襄城县")),
    ("河南省许昌市襄城县某镇", ("河南省", "许昌市", "襄城县", "某镇")),
    ("襄城县", ("河南省", "许昌市", "襄城县")),
    ("重庆市/县/彭水苗族土家族自治县", ("重庆市", "彭水苗族土家族自治县")),
    ("某省/某市/某县", ("某省", "某市", "某县")),
    ("", ()),
])
def test_a_place_is_read_as_written(text: str, path: tuple[str, ...]) -> None:
    assert parse_place(text) == path


@pytest.mark.parametrize(("law", "place", "answer"), [
    ((), ("河南省", "许昌市"), True),
    (("河南省",), ("河南省", "许昌市", "襄城县"), True),
    (("河南省", "许昌市"), ("河南省", "许昌市", "襄城县"), True),
    (("河南省", "洛阳市"), ("河南省", "许昌市", "襄城县"), False),
    (("浙江省",), ("河南省",), False),
    (("河南省", "许昌市"), ("河南省",), False),
    (("河南省",), (), False),
])
def test_a_law_covers_its_place_and_those_below(law: tuple[str, ...], place: tuple[str, ...], answer: bool) -> None:
    assert covers(law, place) is answer


@pytest.mark.parametrize(("place", "known"), [("河南省/许昌市/襄城县", True), ("襄城县", True), ("河南省/新设县", True), ("火星", False), ("", False)])
def test_a_place_is_known_by_its_province(place: str, known: bool) -> None:
    assert is_known(parse_place(place)) is known
