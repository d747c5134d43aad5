"""三定规定 into sentences: paths, kinds, offices, the other department, boards, notices of adjustment."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import InputError
from ingest.sanding import clauses_at, parse_reference, parse_sanding, read_sanding

NEW = """安山县自然资源局职能配置、内设机构和人员编制规定
安办发〔2019〕24号
第一条根据《县委办公室关于印发<安山县机构改革实施方案>的通知》（安办发〔2018〕9号），制定本规定。
第二条 县自然资源局是县政府工作部门，为正科级，加挂县林业局、县绿化委员会办公室牌子。
第三条主要职责：(一)履行土地所有者职责。履行国土用途管制职责。组织贯彻有关法规。(二)负责不动产统一登记。
（三）负责地质灾害预防。指导隐患排查；组织演练。
（四）有关职责分工。
1.与县应急管理局的有关职责分工。
（1）县应急管理局负责统筹救援。
2.与县农业农村局的职责分工。县农业农村局负责耕地质量管理。
第四条 县自然资源局设下列内设机构：
（一）办公室（综合执法科）。负责机关运转；承担信息公开。
（二）耕地保护股  拟订保护政策；组织实施监督。
第五条 行政编制25名，设局长1名。
第六条 本规定自2019年3月30日起施行。
2019年3月20日
"""
OLD = """济山办文〔2022〕21号
承山镇机构职能
一、机构性质
承山镇党委政府为正科级。
四、党政机构及职责
（一）党政综合办公室（挂档案室牌子）。负责机关运转。承担会务。
（四）自然资源和生态环境办公室。负责巡查宅基地；协助查处违法占地。
五、事业单位
（一）综合服务中心。承担便民服务。
"""

CLAUSES = [
    (NEW, ("第三条", "（一）", "第2句"), "duty", "", "履行国土用途管制职责。"),
    (NEW, ("第三条", "（三）", "第2句"), "duty", "", "指导隐患排查；组织演练。"),
    (NEW, ("第三条", "（四）", "1.", "（1）", "第1句"), "division", "县应急管理局", "县应急管理局负责统筹救援。"),
    (NEW, ("第三条", "（四）", "2.", "第2句"), "division", "县农业农村局", "县农业农村局负责耕地质量管理。"),
    (NEW, ("第四条", "（一）", "第2句"), "internal", "办公室（综合执法科）", "负责机关运转；"),
    (NEW, ("第四条", "（二）", "第2句"), "internal", "耕地保护股", "组织实施监督。"),
    (NEW, ("第五条", "第1句"), "staffing", "", "行政编制25名，设局长1名。"),
    (NEW, ("第一条", "第1句"), "general", "", "根据《县委办公室关于印发<安山县机构改革实施方案>的通知》（安办发〔2018〕9号），制定本规定。"),
    (OLD, ("四、", "（四）", "第3句"), "internal", "自然资源和生态环境办公室", "协助查处违法占地。"),
    (OLD, ("五、", "（一）", "第2句"), "internal", "综合服务中心", "承担便民服务。"),
]


@pytest.mark.parametrize(("text", "path", "kind", "organ", "words"), CLAUSES, ids=lambda v: "/".join(v) if isinstance(v, tuple) else None)
def test_a_sentence_keeps_its_path(text: str, path: tuple[str, ...], kind: str, organ: str, words: str) -> None:
    found = {c.path: c for c in parse_sanding(text).clauses}
    clause = found[path]
    assert (clause.kind, clause.organ, clause.text) == (kind, organ, words)
    assert text[clause.start : clause.end] == words


@pytest.mark.parametrize(
    ("text", "organ", "doc_no", "style", "aliases", "date"),
    [
        (NEW, "安山县自然资源局", "安办发〔2019〕24号", "新式", ("县林业局", "县绿化委员会办公室"), "2019-03-20"),
        (OLD, "承山镇", "济山办文〔2022〕21号", "旧式", (), None),
        ("安山县民政局主要职责、内设机构和人员编制规定\n一、主要职责\n（一）拟订规划；组织实施。", "安山县民政局", "", "旧式", (), None),
        ("关于印发《安山县水利局职能配置规定》的通知\n第一条 主要职责：（一）负责防汛。", "安山县水利局", "", "新式", (), None),
    ],
)
def test_the_heading_names_the_organ(
    text: str, organ: str, doc_no: str, style: str, aliases: tuple[str, ...], date: str | None
) -> None:
    rule = parse_sanding(text)
    assert (rule.organ, rule.doc_no, rule.style, rule.aliases, rule.date) == (organ, doc_no, style, aliases, date)


def test_headings_are_no_duties() -> None:
    general = {c.text for c in parse_sanding(NEW).clauses if c.kind == "general"}
    assert {"主要职责：", "有关职责分工。", "办公室（综合执法科）。", "县自然资源局设下列内设机构："} <= general


def test_old_style_is_cut_at_semicolons() -> None:
    rule = parse_sanding("安山县农业局职能配置\n一、主要职责\n（一）拟订农业规划；组织实施；指导农技推广。")
    assert [c.text for c in clauses_at(rule, ("一、", "（一）"))] == ["拟订农业规划；", "组织实施；", "指导农技推广。"]


def test_duties_of_member_units() -> None:
    rule = parse_sanding("安山县减灾委员会成员单位工作职责\n县委宣传部。负责组织报道。\n县水利局：负责汛情监测。指导抢险。")
    assert [(c.organ, c.text) for c in rule.clauses if c.kind == "division"] == [
        ("县委宣传部", "负责组织报道。"),
        ("县水利局", "县水利局：负责汛情监测。"),
        ("县水利局", "指导抢险。"),
    ]


def test_an_adjusting_notice_is_noted() -> None:
    rule = parse_sanding("关于调整安山县水利局职责机构编制的通知\n县水利局：\n一、将移民管理职责划入县水利局。\n二、增设防御股。负责物资管理。")
    assert rule.organ == "安山县水利局"
    assert [w.code for w in rule.warnings] == ["patch"]
    assert [c.text for c in rule.clauses if c.kind == "duty"] == ["将移民管理职责划入县水利局。", "负责物资管理。"]


def test_a_text_without_duties_says_so() -> None:
    assert [w.code for w in parse_sanding("会议纪要\n今天讨论了天气。").warnings] == ["no_duties"]


@pytest.mark.parametrize(
    ("cell", "doc_no", "path"),
    [
        ("济区办文〔2022〕21号四、党政机构及职责(四)", "济区办文〔2022〕21号", ("四、", "（四）")),
        ("第三条（三）第2句", "", ("第三条", "（三）", "第2句")),
        ("安办发[2019]24号 第三条（十二）", "安办发[2019]24号", ("第三条", "（十二）")),
        ("安办发〔2019〕24号第四条（一）3.", "安办发〔2019〕24号", ("第四条", "（一）", "3.")),
        ("见三定规定", "", ()),
    ],
)
def test_references_in_list_cells(cell: str, doc_no: str, path: tuple[str, ...]) -> None:
    found = parse_reference(cell)
    assert (found.doc_no, found.path) == (doc_no, path)


def test_a_reference_leads_to_its_sentences() -> None:
    found = clauses_at(parse_sanding(OLD), parse_reference("济山办文〔2022〕21号四、党政机构及职责(四)").path)
    assert [c.text for c in found if c.kind != "general"] == ["负责巡查宅基地；", "协助查处违法占地。"]


@pytest.mark.parametrize("fmt", ["txt", "docx", "html"])
def test_every_format_reads_the_same(fmt: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{fmt}"
    if fmt == "txt":
        path.write_bytes(NEW.encode("gb18030"))
    elif fmt == "html":
        body = "".join(f"<p>{line.replace('<', '&lt;')}</p>" for line in NEW.splitlines())
        path.write_text(f"<html><body>{body}</body></html>", "utf-8")
    else:
        document = docx.Document()
        for line in NEW.splitlines():
            document.add_paragraph(line)
        document.save(str(path))
    rule, plain = read_sanding(path), parse_sanding(NEW)
    assert [(c.path, c.text, c.kind, c.organ) for c in rule.clauses] == [(c.path, c.text, c.kind, c.organ) for c in plain.clauses]
    assert (rule.organ, rule.doc_no, rule.source.format if rule.source else "") == (plain.organ, plain.doc_no, fmt)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.docx"
    path.write_bytes(b"")
    with pytest.raises(InputError, match="空"):
        read_sanding(path)


@given(st.text(alphabet="第一二三条、（）()1.。；：\n与的职责分工局县负责设机构", max_size=120))
def test_any_text_is_read_and_every_span_holds(text: str) -> None:
    assert all(text[c.start : c.end] == c.text for c in parse_sanding(text).clauses)
