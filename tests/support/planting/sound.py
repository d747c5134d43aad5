"""Rows without fault, in the ways that lists cite: nothing may be said against them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from graph.address import parse_id
from graph.model import Provision
from ingest.numerals import format_numeral
from tests.support.planting.material import TOWNSHIP, Material, Row, body_of, listed

_DECISION = (
    "《{}人民政府关于赋予乡镇人民政府（街道办事处）部分行政处罚权的决定》（2021年12月8日公布）",
    "《{}赋予乡镇（街道）经济社会管理权限指导目录》第18项",
    "《{}人民政府关于交由乡镇人民政府行使部分县级行政处罚权的决定》",
)
_OFFICES = ("县农业农村局", "县自然资源局", "县应急管理局", "县水利局", "县市场监督管理局", "县民政局", "县卫生健康委员会")


def faultless(m: Material, most: int) -> Iterator[Row]:
    """Rows without fault: ``most`` township duties at the most, and half as many of each other sort."""
    duties = m.township_duties()[:most]
    for n, (p, i, words) in enumerate(duties):
        yield Row(listed(words, n), _basis(m, p, i, n))
    few = most // 4
    for n, (p, what) in enumerate(islice(m.department_penalties(), few)):
        yield Row(f"对{what}的{('处罚', '行政处罚')[n % 2]}", m.cite(p, short=n % 2 == 0), "上级收回", "行政处罚", "",
                  {"receiver": _OFFICES[n % 7]})
    for n, (p, what) in enumerate(islice(m.department_penalties()[few:], few // 2)):
        yield Row(f"对{what}的行政处罚", f"{m.cite(p)}；{_DECISION[n % 3].format(m.place[0])}", "赋权清单", "行政处罚")
    for n, (p, _, words) in enumerate(islice(m.department_duties(), few)):
        yield Row(f"协助做好{words}", m.cite(p), "配合履职", bearer="", extra={"lead": _OFFICES[n % 7]})
    for n, (p, i) in enumerate(islice(m.assisting(), few)):
        what_for = re.search(r"(?:协助|配合)[^，。；]{0,20}?(?:做好|开展|进行)([^，。；]{6,24})[，。；]", body_of(p).paragraphs[i - 1].text)
        if what_for:
            yield Row(what_for[1], m.cite(p, deep=_paragraph(p, i)), "配合履职", bearer="", extra={"lead": _OFFICES[n % 7]})
    for p, what in _own_penalties(m, few):
        yield Row(f"对{what}的处罚", m.cite(p), "权责清单", "行政处罚")


def _basis(m: Material, p: Provision, i: int, n: int) -> str:
    """One of a dozen ways to cite the paragraph."""
    text, deep = body_of(p).paragraphs[i - 1].text, _paragraph(p, i)
    date = m.current[parse_id(p.id).statute].date
    first = re.match(r".{16,}?。", text)
    ways = (
        m.cite(p), m.cite(p, deep=deep), m.cite(p, short=True), m.cite(p, deep=deep) + f"：“{text}”", m.cite(p) + f" {text}",
        m.cite(p) + f"：{text}", m.cite(p) + "：“" + (first[0] if first else text) + "”",
        m.cite(p) + f"：“{text[:14]}……{text[-14:] if len(text) > 40 else ''}”", f"【法律法规】{m.cite(p, deep=deep)}", m.cite(p, short=True).replace("《", "").replace("》", ""),
        m.cite(p, note=f"（{date[:4]}年修正）"), m.cite(p, note=f"（{int(date[:4])}年{int(date[5:7])}月{int(date[8:10])}日通过）"),
        f"1.{m.cite(p)}\n2.《临溪县人民政府关于加强基层工作的意见》（临政〔2023〕{n + 1}号）",
        _with_another(m, p), m.cite(p, deep=deep) + "\n\n" + text, f"依据：{m.cite(p, short=True)}。",
    )
    return ways[n % len(ways)]


def _with_another(m: Material, p: Provision) -> str:
    """《…》第…条、第…条: a further article of the same law that names the township, its title left out."""
    others = [q for q in m.articles(parse_id(p.id).statute) if q.id != p.id and TOWNSHIP.search(q.text) and "处罚" not in q.text]
    return m.cite(p) + (f"、第{format_numeral(parse_id(others[0].id).article or 0)}条" if others and not parse_id(others[0].id).suffix else "")


def _paragraph(p: Provision, i: int) -> str:
    return f"第{format_numeral(i)}款" if len(body_of(p).paragraphs) > 1 else ""


def _own_penalties(m: Material, most: int) -> list[tuple[Provision, str]]:
    """Penalties that the statute itself gives to the township."""
    found = []
    for statute_id in m.here():
        for p in m.articles(statute_id):
            hit = re.search(r"^(?:违反[^，]{0,20}规定，)?([^，。；：]{6,24})的，由(?:乡镇人民政府|乡级人民政府|乡、镇人民政府|乡（镇）人民政府|街道办事处)[^。]{0,60}罚款", p.text)
            if hit and not re.search("第|下列|情形", hit[1]):
                found.append((p, hit[1]))
    m.random.shuffle(found)
    return found[:most]
