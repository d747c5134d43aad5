"""Duty lists in the layouts that counties really use, written in every format, for tests and measures.

``make_list(rows, layout, fmt, path)`` writes one file and returns what a reader must find in it.
A row is a dict with any of: seq, name, parent, power_type, field, code, bearer, basis, sanding, lead, support,
lead_duty, own_duty, receiver, way, original_body, remark, public_basis, duty_basis.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.support.listmaker.layouts import LAYOUTS, Expected
from tests.support.listmaker.writers import FORMATS, write_model

__all__ = ["FORMATS", "LAYOUTS", "Expected", "make_list", "sample_rows"]


def make_list(rows: Sequence[dict[str, str]], layout: str, fmt: str, path: Path) -> list[Expected]:
    """Write ``rows`` in a named layout and format (xlsx, xls, docx, csv, csv-gb, html, html-gb, pdf) to ``path``.

    Returns the items a reader must find, in file order, with their sheet row as that format counts it.
    """
    model = LAYOUTS[layout](list(rows))
    return write_model(model, fmt, path)


def sample_rows() -> list[dict[str, str]]:
    """Twelve items in our own words."""
    out = []
    for i, (field, name, power, basis) in enumerate(_SAMPLE, 1):
        out.append(
            {
                "seq": str(i),
                "code": f"41102{i:04d}CF",
                "field": field,
                "name": name,
                "power_type": power,
                "bearer": "镇人民政府",
                "basis": basis,
                "sanding": f"襄办文〔2022〕{20 + i}号四、主要职责（{'一二三四五六七八九十'[i % 10]}）",
                "lead": "县自然资源局、县农业农村局",
                "support": "县公安局",
                "lead_duty": "负责组织排查，依法查处。",
                "own_duty": "协助做好巡查，发现问题及时报告。",
                "receiver": "县市场监督管理局",
                "way": "由承接部门直接受理并办结。",
                "original_body": "县城市管理局",
                "remark": "",
            }
        )
    return out


_SAMPLE = (
    ("党的建设", "组织开展村级党组织书记培训", "其他行政权力", "《中国共产党农村基层组织工作条例》第十五条"),
    ("自然资源", "对未取得乡村建设规划许可证进行建设的处罚", "行政处罚", "《中华人民共和国城乡规划法》第六十五条"),
    ("自然资源", "农村村民住宅用地的审核批准", "行政许可", "1.《土地管理法》第六十二条第四款\n2.《土地管理法实施条例》第三十四条"),
    ("农业农村", "农村土地承包经营纠纷调解", "其他行政权力", "《农村土地承包经营纠纷调解仲裁法》第三条、第四条"),
    ("农业农村", "动物疫病强制免疫的组织实施", "行政强制", "《动物防疫法》（2021年修订）第十八条第二款：乡镇做好本辖区强制免疫的组织。"),
    ("应急管理", "森林防火期内野外用火的巡查与制止", "行政检查", "《森林防火条例》（国务院令第541号）第二十五条；《森林法》第三十四条"),
    ("应急管理", "对烟花爆竹零售点的日常检查", "行政检查", "《烟花爆竹安全管理条例》第四条"),
    ("民生服务", "特困人员救助供养申请的受理与初审", "行政给付", "《社会救助暂行办法》第十六条"),
    ("民生服务", "临时救助的审核", "行政给付", "国发〔2014〕47号"),
    ("生态环境", "畜禽养殖污染防治的巡查报告", "行政检查", "《畜禽规模养殖污染防治条例》第五条第三款"),
    ("平安法治", "民间纠纷的调解与处理", "行政裁决", "《人民调解法》第五条"),
    ("综合政务", "村民委员会印章的管理备案", "其他行政权力", "无"),
)
