"""Faults of groups A and B: no basis, or none that exists as cited."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.address import parse_id
from ingest.numerals import article_label, format_numeral
from tests.support.planting.material import Material, Row, body_of, listed

_SWAPS = (("县级", "区级"), ("乡镇人民政府", "县级人民政府"), ("街道办事处", "居民委员会"), ("县级以上", "乡级以上"), ("乡、民族乡、镇", "县"))
_WORDS = (("应当", "可以"), ("组织", "协助组织"), ("加强", "做好"), ("及时", "定期"), ("负责", "参与"), ("保护", "管理"))
_UNCLEAR = ("环境法", "土地法", "交通法", "安全法", "组织法", "应急条例", "交通安全法")
_LEFT_OUT = re.compile("卫生|安全|监督|管理|保护|防治|促进|服务|权益")
_ADDED = (("管理条例", "监督管理条例"), ("防治法", "防治管理法"), ("促进法", "发展促进法"), ("保护法", "保护管理法"), ("条例", "管理条例"))
_MISPRINTS = {"畜": "蓄", "养": "氧", "防": "妨", "殖": "植", "监": "临", "建": "健", "权": "劝", "计": "记", "备": "务", "征": "证", "域": "城", "违": "围"}


def basis_faults(m: Material) -> Iterator[Row]:
    empty = ("无", "", "/", "——", "暂无", "无依据", "《动物防疫条件合格证》", "《柳河镇履行职责事项清单》")
    holders = ("有关法律法规", "相关法律法规及政策文件", "各地配套政策法规文件", "国家有关规定", "上级有关文件要求", "法律、法规、规章的有关规定",
               "相关政策", "按照上级要求", "依据有关法律、法规执行")
    unread = ("见附件二第三栏", "按照县里开会定的办法来", "同上", "详见汇编本第三十二页", "按惯例办理流程表执行", "由县里统一明确", "第三栏所列", "会议定的事")
    for n, (_, _, words) in enumerate(m.township_duties()):
        yield Row(words, empty[n % len(empty)], planted="NO_BASIS")
        yield Row(words + "任务", holders[n % len(holders)], planted="PLACEHOLDER_BASIS")
        yield Row(words + "事务", unread[n % len(unread)], planted="UNREADABLE_BASIS")


def policy(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        bases = (
            f"《许昌市人民政府关于加强{words[:6]}工作的意见》（许政〔2021〕{n + 3}号）",
            f"《临溪县人民政府办公室关于印发{words[:5]}实施方案的通知》（临政办〔2022〕{n + 5}号）第二条",
            f"临政办〔2020〕{n + 1}号", f"《中共临溪县委关于{words[:6]}的决定》（临发〔2023〕{n + 1}号）",
            f"《临溪县第十五届人民政府第{format_numeral(n % 9 + 3)}次常务会议纪要》",
        )
        yield Row(words, bases[n % 5], planted="POLICY_ONLY")


def whole(m: Material) -> Iterator[Row]:
    for n, (p, _, words) in enumerate(m.township_duties()):
        s = m.statutes[parse_id(p.id).statute]
        yield Row(words, (f"《{s.title}》", f"《{s.short_title}》", f"《{s.title}》；临政〔2022〕3号")[n % 3], planted="WHOLE_LAW_ONLY")


def sanding(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        bases = (f"《柳河镇职能配置、机构设置和人员编制规定》（临编〔2024〕{n + 1}号）", f"柳河镇“三定”规定第{format_numeral(n % 7 + 2)}条（二）")
        yield Row(words, bases[n % 2], planted="SANDING_ONLY")


def not_held(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        yield Row(words, f"《{words[2:8]}服务保障办法》（农业农村部令2021年第{n + 2}号）第{format_numeral(n % 9 + 3)}条", planted="LAW_NOT_IN_LIBRARY")


def text_not_held(m: Material) -> Iterator[Row]:
    """Articles past the end of a text that breaks off: that they do not exist cannot be said."""
    cut = [v for i in sorted(m.statutes) for v in m.reader.versions(i) if v.completeness == "truncated" and v.max_article > 5]
    m.random.shuffle(cut)
    for n, (v, (_, _, words)) in enumerate(zip(cut, m.township_duties(), strict=False)):
        if not m.statutes[v.statute_id].region:
            yield Row(words, f"《{m.statutes[v.statute_id].title}》{article_label(v.max_article + 1 + n % 3)}", planted="PROVISION_NOT_IN_LIBRARY")


def inexact(m: Material) -> Iterator[Row]:
    for n, (p, _, words) in enumerate(m.township_duties()):
        s = m.statutes[parse_id(p.id).statute]
        wrong = (_without_word, _with_word, _misprinted)[n % 3](s.short_title)
        if wrong and wrong not in m.titles and "中华人民共和国" + wrong not in m.titles and len(wrong) > 5:
            yield Row(words, m.cite(p).replace(s.title, wrong), planted="TITLE_INEXACT", fix=p.id)


def unclear(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()[:21]):
        yield Row(words, f"《{_UNCLEAR[n % len(_UNCLEAR)]}》第{format_numeral(n % 5 + 2)}条", planted="TITLE_AMBIGUOUS")


def beyond(m: Material) -> Iterator[Row]:
    for n, (p, _, words) in enumerate(m.township_duties()):
        a = parse_id(p.id)
        top = max(v.max_article for v in m.reader.versions(a.statute))
        wrong = article_label(a.article or 1, 19) if n % 6 == 0 else article_label(top + m.random.randint(1, 40))
        yield Row(words, f"《{m.statutes[a.statute].title}》{wrong}", planted="ARTICLE_NOT_FOUND")


def subdivision(m: Material) -> Iterator[Row]:
    for n, (p, i, words) in enumerate(m.township_duties()):
        have = len(body_of(p).paragraphs)
        if have == 1 and n % 2:
            yield Row(words, m.cite(p, deep="第一款"), planted="SINGLE_PARAGRAPH")
        else:
            yield Row(words, m.cite(p, deep=f"第{format_numeral(have + 1 + n % 3)}款"), planted="SUBDIVISION_NOT_FOUND")
            yield Row(words, m.cite(p, deep=f"第{format_numeral(i)}款第（二）项"), planted="SUBDIVISION_NOT_FOUND")


def quotes(m: Material) -> Iterator[Row]:
    for n, (p, i, words) in enumerate(m.township_duties()):
        text = body_of(p).paragraphs[i - 1].text
        mark = ("：“{}”", " {}", "：{}")[n % 3]
        altered = _altered(text, n)
        if altered:
            yield Row(listed(words, n), m.cite(p) + mark.format(altered), planted="QUOTE_DIFFERS")
        others = [q for q in m.articles(parse_id(p.id).statute) if q.id != p.id and len(body_of(q).paragraphs[0].text) > 40]
        if others:
            q = m.random.choice(others)
            quote = body_of(q).paragraphs[0].text
            yield Row(words, m.cite(p) + mark.format(quote if n % 2 else quote.split("。")[0] + "。"), planted="QUOTE_ELSEWHERE", fix=q.id)


MAKERS = (basis_faults, policy, whole, sanding, not_held, text_not_held, inexact, unclear, beyond, subdivision, quotes)


def _altered(text: str, n: int) -> str | None:
    """The text with a bearer, a word, a sentence or a clause changed."""
    if n % 4 == 3:
        clauses = text.split("，")
        return "，".join([*clauses[:1], *clauses[2:]]) if len(clauses) > 3 else None
    for old, new in (_SWAPS if n % 4 == 1 else _WORDS):
        if old in text:
            return text.replace(old, new, 1)
    return None


def _without_word(title: str) -> str | None:
    hits = list(_LEFT_OUT.finditer(title))
    return title[:hits[-1].start()] + title[hits[-1].end():] if hits and len(title) > 7 and "实施" not in title else None


def _with_word(title: str) -> str | None:
    for old, new in _ADDED:
        if title.endswith(old) and not title.endswith(new):
            return title.removesuffix(old) + new
    return None


def _misprinted(title: str) -> str | None:
    return next((title.replace(old, new, 1) for old, new in _MISPRINTS.items() if old in title), None)
