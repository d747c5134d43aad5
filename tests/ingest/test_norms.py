"""Norms: tier, modality and span of each bearer, as tables of sentences in our own words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.norms import find_norms, provision_tier
from tests.evaluation.norms import labelled

# text, tier of the provision, modality of its first norm with that tier
TIERS = [
    ("乡镇人民政府应当每季度巡查河道。", "township", "must"),
    ("乡、民族乡、镇的人民政府管理本区域的渡口。", "township", "must"),
    ("乡（镇）人民政府、街道办事处可以设立调解室。", "township", "may"),
    ("县、乡级人民政府应当组织清淤。", "township", "must"),
    ("纠纷由乡级或者县级人民政府处理。", "township", "empowered"),
    ("区（县）、乡（镇）人民政府不得挤占专款。", "township", "must_not"),
    ("镇人民政府（街道办事处）应当建立台账。", "township", "must"),
    ("苏木人民政府负责草场巡护。", "township", "must"),
    ("县、乡、村应当做好群测群防。", "township", "must"),
    ("乡镇以上人民政府应当加强领导。", "township", "must"),
    ("擅自搭建的，由镇人民政府责令限期拆除。", "township", "empowered"),
    ("宅基地申请应当报乡镇人民政府批准。", "township", "empowered"),
    ("经街道办事处审核后，报送民政部门。", "township", "empowered"),
    ("县级林业部门负责防火检查，乡镇人民政府予以协助。", "township", "assist"),
    ("水利部门应当会同乡镇人民政府划定保护范围。", "township", "assist"),
    ("村民可以向乡镇人民政府或者县级主管部门反映，有关人民政府应当答复。", "township", "must"),
    ("乡镇人民代表大会主席团负责联系代表。", "township", "must"),
    ("各级人民政府应当支持绿化。", "included", "must"),
    ("地方各级人民政府及其有关部门应当公开信息。", "included", "must"),
    ("当地人民政府应当妥善安置灾民。", "included", "must"),
    ("基层人民政府应当宣传防火知识。", "included", "must"),
    ("行政机关不得收取费用。", "included", "must_not"),
    ("县级以上人民政府应当编制规划。", "excluded", "must"),
    ("县级以上地方各级人民政府应当编制规划。", "excluded", "must"),
    ("各级人民政府财政部门应当审核预算。", "excluded", "must"),
    ("县级人民政府水行政主管部门责令改正。", "excluded", "must"),
    ("省、自治区、直辖市人民政府可以制定办法。", "excluded", "may"),
    ("国务院应当公布目录。", "excluded", "must"),
    ("公安机关应当及时处置。", "excluded", "must"),
    ("应当向乡镇人民政府报告的事项，由公安机关登记。", "excluded", "must"),
    ("建设单位应当向镇人民政府报告。", "none", None),
    ("乡镇人民政府的工作人员玩忽职守的，依法给予处分。", "none", None),
    ("在乡镇人民政府所在地设立的网点，每周营业五天。", "none", None),
    ("村民委员会应当协助乡镇人民政府开展工作。", "none", None),
    ("乡镇企业应当遵守环保规定。", "none", None),
    ("乡村道路应当硬化。", "none", None),
    ("为了规范乡镇人民政府的履职，制定本办法。", "none", None),
    ("乡镇人民政府批准的建房项目，建房人应当按图施工。", "none", None),
    # names that take in the township
    ("市、县、乡人民政府应当组织巡查。", "township", "must"),
    ("省、市、县、乡（镇）四级人民政府应当做好准备。", "township", "must"),
    ("县级以上人民政府和乡镇人民政府应当加强管理。", "township", "must"),
    ("乡级以上地方人民政府负责统计。", "township", "must"),
    ("各镇（街道）负责日常巡查。", "township", "must"),
    ("园区管理机构、乡（镇、街道）应当建立台账。", "township", "must"),
    ("不设区的市人民政府或者街道办事处可以委托。", "township", "may"),
    ("乡镇、街道以及社会团体根据需要可以设立调解室。", "township", "must"),
    ("镇的人民代表大会主席被罢免的，由主席团予以公告。", "township", "must"),
    ("设区的市、县两级人民政府应当做好准备。", "excluded", "must"),
    ("县级以上的地方各级人民代表大会选举本级院长。", "excluded", "must"),
    # who counts as a public body
    ("机关、社会团体、企业应当节约用水。", "included", "must"),
    ("全国各级人民政府都是国务院领导下的行政机关，都服从国务院。", "included", "must"),
    ("住房公积金管理中心应当责令退款。", "excluded", "must"),
    ("文书的副本由外交部保存。", "excluded", "must"),
    ("规划由省水文机构负责实施。", "excluded", "must"),
    ("县级以上地方负责防火工作的机构组织演练。", "excluded", "must"),
    ("车辆管理所应当及时核查。", "excluded", "must"),
    ("名单经县级公安机关负责人批准，可以公开。", "excluded", "empowered"),
    ("受台风威胁的沿海地区的县级人民政府，应当组织转移。", "excluded", "must"),
    ("接到报告的县级人民政府应当立即核实。", "excluded", "must"),
    ("检察院发现有关行政机关怠于履职的，应当提出建议。", "excluded", "must"),
    ("法院受理申请后，债务人应当移交账册。", "none", None),
    ("海关作出处罚决定，当事人不服的，可以申请复议。", "none", None),
    ("市场监管部门处理投诉，适用本办法。", "none", None),
    ("地方各级人民代表大会是地方国家权力机关。", "none", None),
    ("外国法院请求送达的，由当事人办理。", "none", None),
    ("公安机关依法收缴的罚款一律上缴国库。", "none", None),
    ("以国家机关的名义组织集会，必须经本单位同意。", "none", None),
    ("税务部门不依法履行职责，对直接负责的人员给予处分。", "none", None),
    ("各级人民政府任命的国家工作人员，在就职时应当宣誓。", "none", None),
    ("市、县(市、区)设立委员会，负责协调。", "excluded", "must"),
    ("期满不改正的，由商标局撤销注册。", "excluded", "empowered"),
    ("回避由信访工作机构负责人决定。", "excluded", "empowered"),
    ("常务委员会听取专项报告。", "excluded", "must"),
    ("社区矫正机构可以购买服务。", "excluded", "may"),
    ("工委是县人大在街道设立的工作机构，对常务委员会负责。", "excluded", "must"),
    ("农户与乡镇人民政府签订的协议，由双方履行。", "none", None),
    ("代表可以向县级人大常委会，乡镇人民代表大会主席团提出申诉。", "none", None),
]


@pytest.mark.parametrize(("text", "tier", "modality"), TIERS)
def test_tier_and_modality(text: str, tier: str, modality: str | None) -> None:
    norms = find_norms(text)
    assert provision_tier(norms) == tier
    if modality is not None:
        assert next(n.modality for n in norms if any(b.tier == tier for b in n.bearers)) == modality


def test_bearers_of_one_sentence_keep_their_own_part_and_tier() -> None:
    text = "县级人民政府负责编制方案，乡镇人民政府、街道办事处协助实施，农户应当配合。"
    county, town = find_norms(text)
    assert [(b.text, b.tier) for b in county.bearers] == [("县级人民政府", "excluded")]
    assert [(b.text, b.tier) for b in town.bearers] == [("乡镇人民政府", "township"), ("街道办事处", "township")]
    assert (county.modality, town.modality) == ("must", "assist")
    assert town.action.startswith("协助实施")


def test_items_take_the_bearer_of_their_lead_in() -> None:
    text = "乡镇人民政府履行下列职责：\n（一）建立台账；\n（二）组织演练。\n村民应当配合。"
    norms = find_norms(text)
    items = [n for n in norms if text[n.start:n.end].startswith("（")]
    assert [n.action for n in items] == ["（一）建立台账；", "（二）组织演练。"]
    assert all(n.bearers[0].text == "乡镇人民政府" for n in items)
    assert provision_tier([n for n in norms if n.start >= text.index("村民")]) == "none"


def test_assistance_beside_own_work_is_marked() -> None:
    only, mixed = (
        find_norms("乡镇人民政府应当协助林业部门开展防火检查。")[0],
        find_norms("乡镇人民政府应当协助林业部门开展防火检查，督促农户清理可燃物。")[0],
    )
    assert only.modality == mixed.modality == "assist"
    assert "mixed" not in only.tags
    assert "mixed" in mixed.tags


def test_titles_are_no_bearers() -> None:
    assert find_norms("依照《地方各级人民政府组织法》应当公开。") == []


@given(st.text(alphabet="乡镇县级以上人民政府街道办事处部门应当由向报协助的、，。；：（一）\n《》各", max_size=120))
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for norm in find_norms(text):
        assert 0 <= norm.start < norm.end <= len(text)
        for b in norm.bearers:
            assert text[b.start:b.end] == b.text


def test_labelled_sentences(shared: Path) -> None:
    rows = list(labelled(shared))
    right = sum(provision_tier(r.norms) == r.tier for r in rows)
    assert len(rows) >= 250
    assert right / len(rows) >= 0.97
