"""Checks of fitness: cases that fire and cases that must not, on laws in our own words."""

from __future__ import annotations

import pytest

from graph.audit.fitness import span_of
from tests.support.fitness_cases import PLACE, context_of, drafts, view_of
from tests.support.laws import law

RIVER = law("中华人民共和国河道巡护法", """
第一条 为了保护河道，制定本法。
第二条 县级以上人民政府水行政主管部门负责河道巡护的监督管理。
第三条 乡镇人民政府、街道办事处应当组织河道巡护，及时清除漂浮物。
第四条 县级人民政府水行政主管部门负责采砂检查，乡镇人民政府予以协助。
第五条 各级人民政府应当加强河道保护宣传。
第六条 河道巡护经费由有关部门核定。
第七条 有下列情形之一的，由县级人民政府水行政主管部门责令改正，处一千元以下罚款：
（一）向河道倾倒垃圾的；
（二）毁坏巡护标志的。
第八条 在河道内搭建窝棚的，由乡镇人民政府责令限期拆除，可以处五百元以下罚款。
第九条 省、自治区、直辖市人民政府划定跨县河道的巡护范围。
第十条 县级人民政府编制巡护规划。
乡镇人民政府应当按照规划设置巡护点。
第十一条 乡镇人民政府应当协助水行政主管部门开展宣传，组织村民参加巡护。
第十二条 县级人民政府档案主管部门负责巡护档案的监督指导。
乡镇人民政府档案机构，负责管理本机关的巡护档案。
第十三条 县、乡级人民政府应当公布河道巡护名录。
第十四条 河道争议由乡级或者县级人民政府处理。
第十五条 当地人民政府应当组织河道抢险。
""", date="2020-01-01")
FIRE = law("中华人民共和国柴垛防火法", """
第一条 堆放柴垛堵塞通道的，责令改正，处五百元以下罚款。
第二条 本法规定的处罚，由消防救援机构决定。
""", date="2020-01-01")
LOCAL = law("河南省河道巡护条例", "第一条 乡镇人民政府应当配备巡河员。", date="2021-01-01", level="地方性法规", region=("河南省",))
OTHER = law("湖南省河道巡护条例", "第一条 乡镇人民政府应当配备巡河员。", date="2021-01-01", level="地方性法规", region=("湖南省",))
CITY = law("洛阳市河道管理条例", "第一条 乡镇人民政府应当配备巡河员。", date="2021-01-01", level="地方性法规",
           region=("河南省", "洛阳市"))
RULE = law("采砂许可管理办法", "第一条 采砂许可由水行政主管部门办理。", date="2019-01-01", level="部门规章")
PENALTY = law("中华人民共和国行政处罚法", "第二十四条 省、自治区、直辖市可以决定将行政处罚权交由乡镇人民政府行使。", date="2021-07-15")
DOCS = [RIVER, FIRE, LOCAL, OTHER, CITY, RULE, PENALTY]

FIRES = [
    # code, item, basis, fields
    ("WRONG_TIER", "河道巡护监督管理", "《河道巡护法》第二条", {}),
    ("WRONG_TIER", "编制河道巡护规划", "《河道巡护法》第十条第一款", {}),
    ("WRONG_TIER", "划定跨县河道巡护范围", "《河道巡护法》第九条", {"kind": "上级收回", "receiver": "县水利局"}),
    ("ASSIST_ONLY", "采砂检查", "《河道巡护法》第四条", {}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《湖南省河道巡护条例》第一条", {}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《洛阳市河道管理条例》第一条", {}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《湖北省湖泊保护条例》第四条", {}),  # known by its title only
    ("POWER_NOT_GRANTABLE", "对倾倒垃圾的行政处罚", "《关于加强河道管理的通知》（襄政〔2020〕3号）", {"power_type": "行政处罚"}),
    ("POWER_NOT_GRANTABLE", "对倾倒垃圾的行政处罚", "《襄城县河道管理办法》第九条", {"power_type": "行政处罚"}),
    ("POWER_NOT_GRANTABLE", "采砂许可", "《采砂许可管理办法》第一条", {"power_type": "行政许可"}),
    ("POWER_NOT_GRANTABLE", "查封采砂船", "《采砂许可管理办法》第一条", {"power_type": "行政强制措施"}),
    ("POWER_NOT_GRANTABLE", "强制拆除窝棚", "《河南省河道巡护条例》第一条", {"power_type": "行政强制执行"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条第（一）项", {"power_type": "行政处罚", "kind": "赋权清单"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的处罚", "《河道巡护法》第七条\n《襄城县人民政府关于赋予乡镇行政处罚权的通知》（襄政〔2021〕9号）", {}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《行政处罚法》第二十四条\n《河道巡护法》第七条", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对堵塞通道的行政处罚", "《柴垛防火法》第一条", {"power_type": "行政处罚"}),  # 第二条 says who decides
    ("NO_EMPOWERMENT", "扣押采砂船", "《河道巡护法》第七条", {"power_type": "行政强制措施", "empowerment": "委托", "kind": "赋权清单"}),
    ("TOPIC_MISMATCH", "高龄津贴资格认定", "《河道巡护法》第三条", {}),
    ("SOLE_BASIS", "河道巡护", "《河道巡护法》第三条", {}),
    ("SOLE_BASIS", "河道巡护", "《河道巡护法》第三条\n《关于加强河道管理的通知》（襄政〔2020〕3号）", {}),
]

SILENT = [
    ("WRONG_TIER", "河道巡护", "《河道巡护法》第三条", {}),
    ("WRONG_TIER", "河道保护宣传", "《河道巡护法》第五条", {}),  # 各级人民政府 includes the township
    ("WRONG_TIER", "河道巡护", "《河道巡护法》第一条", {}),  # no bearer at all
    ("WRONG_TIER", "公布河道巡护名录", "《河道巡护法》第十三条", {}),  # coordinated names (convention 6)
    ("WRONG_TIER", "河道争议处理", "《河道巡护法》第十四条", {}),
    ("WRONG_TIER", "组织河道抢险", "《河道巡护法》第十五条", {}),
    ("WRONG_TIER", "河道巡护经费", "《河道巡护法》第六条", {}),  # 有关部门 proves nothing
    ("WRONG_TIER", "设置巡护点", "《河道巡护法》第十条", {}),  # its second 款 names the township
    ("WRONG_TIER", "设置巡护点", "《河道巡护法》第十条第二款", {}),
    ("WRONG_TIER", "河道巡护监督", "《河道巡护法》第二条\n《河道巡护法》第三条", {}),
    ("WRONG_TIER", "河道巡护监督", "《河道巡护法》第二条\n《河南省水利条例》第九条", {}),  # a ground that is not held
    ("WRONG_TIER", "配合采砂检查", "《河道巡护法》第二条", {"kind": "配合履职"}),
    ("WRONG_TIER", "河道巡护监督管理", "《河道巡护法》第二条", {"kind": "上级收回", "receiver": "县水利局"}),
    ("WRONG_TIER", "对倾倒垃圾的处罚", "《河道巡护法》第七条", {"power_type": "行政处罚"}),  # NO_EMPOWERMENT speaks
    ("WRONG_TIER", "河道巡护监督管理", "《河道巡护法》第二条", {"kind": "权责清单", "bearer": "县水利局", "list_name": "权责清单"}),
    ("WRONG_TIER", "河道巡护监督管理", "《河道巡护法》第二条", {"kind": "权责清单", "bearer": "县水利局"}),
    ("WRONG_TIER", "巡护档案", "《河道巡护法》第十二条", {}),  # an office of the township is a subject
    ("WRONG_TIER", "河道巡护监督管理", "《堤防法》第二条", {}),  # not held: nothing is said
    ("ASSIST_ONLY", "采砂检查", "《河道巡护法》第四条", {"kind": "配合履职"}),
    ("ASSIST_ONLY", "河道巡护", "《河道巡护法》第三条", {}),
    ("ASSIST_ONLY", "采砂检查", "《河道巡护法》第四条\n《河道巡护法》第三条", {}),
    ("ASSIST_ONLY", "组织村民巡护", "《河道巡护法》第十一条", {}),  # own work beside
    ("ASSIST_ONLY", "采砂检查", "《河道巡护法》第四条", {"kind": "上级收回"}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《河南省河道巡护条例》第一条", {}),
    ("OUT_OF_JURISDICTION", "河道巡护", "《河道巡护法》第三条", {}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《湖南省河道巡护条例》第一条", {"place": ()}),
    ("OUT_OF_JURISDICTION", "配备巡河员", "《洛阳市河道管理条例》第一条", {"place": ("河南省",)}),
    ("OUT_OF_JURISDICTION", "贸易服务", "《海南自由贸易港法》第二条", {}),
    ("POWER_NOT_GRANTABLE", "对倾倒垃圾的行政处罚", "《采砂许可管理办法》第一条", {"power_type": "行政处罚"}),  # 规章 may
    ("POWER_NOT_GRANTABLE", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条\n《关于加强河道管理的通知》", {"power_type": "行政处罚"}),
    ("POWER_NOT_GRANTABLE", "采砂许可", "《河南省河道巡护条例》第一条", {"power_type": "行政许可"}),
    ("POWER_NOT_GRANTABLE", "采砂许可", "《国务院对确需保留的行政审批项目设定行政许可的决定》", {"power_type": "行政许可"}),
    ("POWER_NOT_GRANTABLE", "强制拆除窝棚", "《河道巡护法》第八条", {"power_type": "行政强制执行"}),
    ("POWER_NOT_GRANTABLE", "强制拆除窝棚", "《城市绿化管理办法》第八条", {"power_type": "行政强制"}),  # rank unknown
    ("POWER_NOT_GRANTABLE", "河道巡护", "《关于加强河道管理的通知》", {}),  # no such power
    ("POWER_NOT_GRANTABLE", "对倾倒垃圾的行政处罚", "", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对搭建窝棚的处罚", "《河道巡护法》第八条", {"power_type": "行政处罚"}),  # given by the statute
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚",
     "《河道巡护法》第七条\n《河南省人民政府关于赋予乡镇人民政府部分行政处罚权的决定》（豫政〔2021〕20号）", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条\n《湖南省赋予乡镇（街道）经济社会管理权限指导目录》（湘政办发〔2019〕55号）",
     {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条\n豫政〔2021〕20号", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条", {"power_type": "行政处罚", "remark": "省政府赋权目录第12项"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条", {"power_type": "行政处罚", "kind": "上级收回"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《河道巡护法》第七条", {"power_type": "行政处罚", "empowerment": "委托"}),
    ("NO_EMPOWERMENT", "对倾倒垃圾的行政处罚", "《堤防法》第七条", {"power_type": "行政处罚"}),
    ("NO_EMPOWERMENT", "河道巡护", "《河道巡护法》第七条", {}),
    ("TOPIC_MISMATCH", "组织开展辖区内群众性文化活动和河道沿线垃圾漂浮物集中整治行动", "《河道巡护法》第三条", {}),  # two words
    ("TOPIC_MISMATCH", "河道漂浮物清理", "《河道巡护法》第三条", {}),
    ("TOPIC_MISMATCH", "高龄津贴资格认定", "《行政处罚法》第二十四条", {}),
    ("TOPIC_MISMATCH", "高龄津贴资格认定", "《老年人权益保障法》第三条", {}),
    ("SOLE_BASIS", "河道巡护", "《河道巡护法》第三条\n《河南省河道巡护条例》第一条", {}),
    ("SOLE_BASIS", "河道巡护", "", {}),
]


@pytest.mark.parametrize(("code", "name", "basis", "fields"), FIRES)
def test_fires(code: str, name: str, basis: str, fields: dict) -> None:
    context = context_of(DOCS)
    found = drafts(code, view_of(context, name, basis, **fields), context)
    assert len(found) == 1
    assert found[0].message


@pytest.mark.parametrize(("code", "name", "basis", "fields"), SILENT)
def test_is_silent(code: str, name: str, basis: str, fields: dict) -> None:
    context = context_of(DOCS, place=fields.get("place", PLACE))
    assert drafts(code, view_of(context, name, basis, **fields), context) == []


def test_findings_show_what_they_rest_on() -> None:
    context = context_of(DOCS)
    wrong = drafts("WRONG_TIER", view_of(context, "河道巡护监督管理", "《河道巡护法》第二条"), context)[0]
    assert "县级以上人民政府水行政主管部门" in wrong.message
    assert wrong.evidence.found.startswith("县级以上")
    county = drafts("NO_EMPOWERMENT", view_of(
        context, "对倾倒垃圾的处罚", "《河道巡护法》第七条\n《襄城县人民政府关于赋予乡镇行政处罚权的通知》"), context)[0]
    assert "不是省级决定" in county.message
    entrusted = drafts("NO_EMPOWERMENT", view_of(
        context, "扣押采砂船", "《河道巡护法》第七条", power_type="行政强制措施", empowerment="委托"), context)[0]
    assert entrusted.severity == "error"


def test_spans_of_subdivisions_lie_in_the_rendered_article() -> None:
    article = RIVER.articles[6]
    lo, hi = span_of(article, 1, 2, None)
    assert article.text[lo:hi] == "（二）毁坏巡护标志的。"
    tenth = RIVER.articles[9]
    lo, hi = span_of(tenth, 2, None, None)
    assert tenth.text[lo:hi] == "乡镇人民政府应当按照规划设置巡护点。"
    assert span_of(tenth, 9, None, None) == (0, len(tenth.text))
