"""Faults of groups D and E: the wrong body, place, power or topic; a list that is unsound in itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.numerals import format_numeral
from tests.support.planting.material import TOWNSHIP, Material, Row, body_of, listed

_HIGH_DUTY = re.compile(r"^(?:国务院|省、自治区、直辖市人民政府|设区的市级以上|县级以上)[^，。；]{2,30}?(?:应当|负责)([^，。；：、]{8,24})[，。]")


def tier(m: Material) -> Iterator[Row]:
    duties = [(p, words) for p, _, words in m.department_duties()]
    for statute_id in m.national():
        for p in m.articles(statute_id):
            d = _HIGH_DUTY.match(body_of(p).paragraphs[0].text) if body_of(p).paragraphs else None
            if d and len(body_of(p).paragraphs) == 1 and not re.search("乡|街道|各级|基层|当地", p.text):
                duties.append((p, d[1]))
    m.random.shuffle(duties)
    for n, (p, words) in enumerate(duties):
        yield Row(listed(words, n), m.cite(p, short=n % 2 == 0), ("基本履职", "权责清单", "法定职责")[n % 3], planted="WRONG_TIER")


def assist(m: Material) -> Iterator[Row]:
    for p, i in m.assisting():
        if sum("协助" in x.text or "配合" in x.text for x in body_of(p).paragraphs) > 1:
            continue
        d = re.search(r"(?:协助|配合)(?:[^，。；]{0,20}?(?:做好|开展|进行))?([^，。；]{6,30})[，。；]", body_of(p).paragraphs[i - 1].text)
        if d:
            deep = f"第{format_numeral(i)}款" if len(body_of(p).paragraphs) > 1 else ""
            yield Row(d[1], m.cite(p, deep=deep), planted="ASSIST_ONLY")


def elsewhere(m: Material) -> Iterator[Row]:
    ids = sorted(i for i in m.current if m.statutes[i].region and m.statutes[i].region[0] != m.place[0])
    m.random.shuffle(ids)
    for statute_id in ids:
        for p in m.articles(statute_id):
            found = TOWNSHIP.search(p.text)
            d = re.compile(r"(?:应当|负责)([^，。；：、]{6,26})[，。；]").search(p.text, found.end(), found.end() + 60) if found else None
            if d:
                yield Row(d[1], m.cite(p), planted="OUT_OF_JURISDICTION")
                break


def power(m: Material) -> Iterator[Row]:
    for n, (p, what) in enumerate(m.department_penalties()):
        low = (
            (f"对{what}的处罚", f"《临溪县人民政府关于加强管理的通告》（临政〔2022〕{n + 1}号）", "行政处罚"),
            (f"对{what}的行政处罚", f"《许昌市城乡环境管理工作方案》（许政办〔2021〕{n + 1}号）第三条", "行政处罚"),
            ("农村生活用水申请的许可", f"《农村生活用水申请管理办法》（水利部令2019年第{n % 40 + 1}号）第六条", "行政许可"),
            ("查封违法堆放的物品", f"《违法堆放物品处置规定》（住房和城乡建设部令第{n % 60 + 1}号）第八条", "行政强制措施"),
            ("强制拆除临时搭建物", f"《临溪县临时搭建物管理办法》（临政〔2020〕{n % 60 + 1}号）", "行政强制执行"),
        )
        name, basis, kind = low[n % 5]
        yield Row(name if n % 5 < 2 else f"{name}（{n}）", basis, "赋权清单", kind, planted="POWER_NOT_GRANTABLE")
        notice = f"；《临溪县人民政府关于向乡镇（街道）下放行政处罚权的通知》（临政〔2022〕{n + 1}号）"
        yield Row(f"对{what}的行政处罚", m.cite(p) + (notice if n % 3 == 0 else ""), ("赋权清单", "权责清单", "基本履职")[n % 3], "行政处罚",
                  planted="NO_EMPOWERMENT")


def topic(m: Material) -> Iterator[Row]:
    """Provisions drawn by lot from the same library, of the township's tier so that nothing else is wrong."""
    duties = m.township_duties()
    others = [p for p, _, _ in m.township_duties()]
    for (own, _, words), p in zip(duties, others, strict=False):
        if p.id.split("@")[0] != own.id.split("@")[0]:
            yield Row(words, m.cite(p), planted="TOPIC_MISMATCH")


def list_faults(m: Material) -> Iterator[Row]:
    bodies = ("县国土资源局", "县安全生产监督管理局", "县环境保护局", "县卫生和计划生育委员会", "县食品药品监督管理局", "县农业局", "县质量技术监督局", "县工商行政管理局")
    bad = ("招商引资任务指标完成", "与村签订安全生产责任状", "承担征地拆迁任务", "下达税收任务指标", "层层分解植树造林任务指标", "完成报刊征订任务",
           "负责辖区招商引资", "签订计划生育目标责任书", "完成城镇建设开发任务", "实行末位排名通报考核")
    types = ("行政审批", "行政许可权", "其他职权", "便民服务", "行政管理", "行政执法")
    for n, (p, _, words) in enumerate(m.township_duties()):
        yield Row(words, m.cite(p), bearer="", planted="NO_BEARER")
        yield Row(words, m.cite(p), power_type=types[n % 6], planted="POWER_TYPE_UNKNOWN")
        yield Row(words, m.cite(p), "配合履职", bearer="", extra={"lead": bodies[n % 8]}, planted="OBSOLETE_ORGAN")
        yield Row(f"{bad[n % 10]}（{n}）", m.cite(p), planted="NEGATIVE_LIST")
        yield Row(words, m.cite(p), planted="DUPLICATE_ITEM", extra={"again": ("", "负责", "", "工作")[n % 4]})
        yield Row(words, m.cite(p), planted="LISTS_CONFLICT", extra={"again": ("", "", "工作")[n % 3]})


def sanding_gap(m: Material) -> Iterator[Row]:
    """The lead's 三定规定 (``SANDING``) speaks of water; these items do not."""
    for p, _, words in m.township_duties():
        if not re.search("水|渠|河|灌|堤|坝|汛|防洪|旱|指导|负责", words):
            yield Row(words, m.cite(p), "配合履职", bearer="", extra={"lead": "县河务局"}, planted="SANDING_GAP")


SANDING = """临溪县河务局职能配置、内设机构和人员编制规定
第一条 根据上级机构改革方案，制定本规定。
第二条 临溪县河务局是县人民政府工作部门，为正科级。
第三条 临溪县河务局的主要职责是：
（一）负责黄河堤防和河道工程的日常养护。
（二）组织河道采砂规划的编制和实施。
（三）承担黄河防汛物资的储备和调度。
第四条 本规定由中共临溪县委机构编制委员会办公室负责解释。
"""

MAKERS = (tier, assist, elsewhere, power, topic, list_faults, sanding_gap)
