"""Duty lists with planted faults, made from the texts of a library: each row knows the code that must be found.

Rows are worded as lists word them, from the provision's own sentence cut to a verb and its object. Deterministic
for a seed.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest

from graph.address import article_id, parse_id
from graph.audit.wording import place_label
from graph.model import Alignment, Provision, Statute, Version
from graph.store import LibraryReader
from graph.versions.in_force import version_at
from graph.versions.trace_forward import alignments_between, successor_of
from ingest.numerals import article_label, format_numeral
from ingest.records import Article

TOWNSHIP = re.compile(r"(?:乡镇人民政府|乡（镇）人民政府|乡\(镇\)人民政府|乡、民族乡、镇的?人民政府|乡级人民政府|街道办事处)")
DUTY = re.compile(r"(?:应当|负责)([^，。；：、]{6,26})[，。；]")
PENALTY = re.compile(r"^(?:违反本(?:法|条例|办法)[^，]{0,12}规定，)?(?:有下列[^：]*：)?([^，。；：]{5,24})的，由([^，]{4,30}?)(?:主管部门|行政部门)")


@dataclass(frozen=True, slots=True)
class Row:
    """A list row: cells by field, the code planted ("" = faultless) and the fix expected (provision id)."""

    name: str
    basis: str
    kind: str = "基本履职"
    power_type: str = ""
    bearer: str = "柳河镇人民政府"
    extra: dict[str, str] = field(default_factory=dict)
    planted: str = ""
    fix: str | None = None
    fix_text: str | None = None


@dataclass
class Material:
    """What rows are made from, as of a day and a place."""

    reader: LibraryReader
    as_of: str
    place: tuple[str, ...]
    seed: int

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.statutes: dict[str, Statute] = {s.id: s for s in self.reader.statutes()}
        self.current: dict[str, Version] = {}
        for s in self.statutes.values():
            v = version_at(self.reader.versions(s.id), self.as_of)
            if v is not None and v.completeness == "complete" and s.kind == "statute" and v.n_articles > 8:
                self.current[s.id] = v

    def national(self) -> list[str]:
        """Statutes in force of the whole country."""
        return sorted(i for i in self.current if self.statutes[i].level in ("法律", "行政法规"))

    def here(self) -> list[str]:
        """Statutes in force at the place: national, and its province's."""
        return sorted(i for i in self.current if not self.statutes[i].region or self.statutes[i].region == self.place[:1])

    def articles(self, statute_id: str) -> list[Provision]:
        """Articles in force."""
        return [p for p in self.reader.provisions(self.current[statute_id].id) if isinstance(p.body, Article)]

    def cite(self, p: Provision, *, deep: str = "", short: bool = False) -> str:
        """《…》第…条."""
        a = parse_id(p.id)
        s = self.statutes[a.statute]
        return f"《{s.short_title if short else s.title}》{article_label(a.article or 0, a.suffix)}{deep}"

    def township_duties(self) -> list[tuple[Provision, int, str]]:
        """(article, paragraph, duty in words) of paragraphs that oblige the township, in force here."""
        found, names = [], set()
        for statute_id in self.here():
            for p in self.articles(statute_id):
                assert isinstance(p.body, Article)
                for i, paragraph in enumerate(p.body.paragraphs, 1):
                    m = TOWNSHIP.search(paragraph.text)
                    if m is None or paragraph.items:
                        continue
                    d = DUTY.search(paragraph.text, m.end(), m.end() + 60)
                    if d and d[1] not in names and not re.search(r"协助|配合|其他|下列|本法|前款|县级|部门", paragraph.text[m.end():d.end()]):
                        names.add(d[1])
                        found.append((p, i, d[1]))
        self.random.shuffle(found)
        return found

    def department_penalties(self) -> list[tuple[Provision, str]]:
        """(article, behaviour) of penalties that the statute gives to a department."""
        found = []
        for statute_id in self.here():
            for p in self.articles(statute_id):
                m = PENALTY.match(p.text)
                if m and "罚款" in p.text and not TOWNSHIP.search(p.text) and "下列" not in m[1] and "乡" not in p.text:
                    found.append((p, m[1]))
        self.random.shuffle(found)
        return found


def faultless(m: Material, most: int) -> Iterator[Row]:
    """Rows without fault: township duties, with and without quotes, and departments' penalties taken back."""
    duties = m.township_duties()
    for n, (p, i, words) in enumerate(duties[:most]):
        assert isinstance(p.body, Article)
        several = len(p.body.paragraphs) > 1
        deep = f"第{format_numeral(i)}款" if several and n % 2 else ""
        text = p.body.paragraphs[i - 1].text
        quote = ["", f"：“{text}”", f" {text}", f"：{text}", ""][n % 5]
        yield Row(words, m.cite(p, deep=deep, short=n % 3 == 0) + quote)
    for p, what in m.department_penalties()[:most // 3]:
        yield Row(f"对{what}的处罚", m.cite(p), "上级收回", "行政处罚", "", {"receiver": "县有关部门"}, "")


def planted(m: Material, each: int) -> Iterator[Row]:
    """Rows with one fault each, at most ``each`` a code."""
    count: Counter[str] = Counter()
    for maker in MAKERS:
        for row in islice(maker(m), 12 * each):
            if count[row.planted] < each:
                count[row.planted] += 1
                yield row


Maker = Callable[[Material], Iterator[Row]]


def _basis_faults(m: Material) -> Iterator[Row]:
    duties = m.township_duties()
    empty = ("无", "", "/", "——", "暂无", "无依据")
    holders = ("有关法律法规", "相关法律法规及政策文件", "各地配套政策法规文件", "国家有关规定", "上级有关文件要求", "法律、法规、规章的有关规定")
    unread = ("见附件二第三栏", "按照县里开会定的办法来", "同上", "详见汇编本第三十二页", "按惯例办理流程表执行", "由县里统一明确")
    for n, (_, _, words) in enumerate(duties):
        yield Row(words, empty[n % 6], planted="NO_BASIS")
        yield Row(words + "工作", holders[n % 6], planted="PLACEHOLDER_BASIS")
        yield Row(words + "事务", unread[n % 6], planted="UNREADABLE_BASIS")


def _policy(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        basis = (f"《许昌市人民政府关于加强{words[:6]}工作的意见》（许政〔2021〕{n + 3}号）", f"《临溪县人民政府办公室关于印发{words[:5]}实施方案的通知》（临政办〔2022〕{n + 5}号）")[n % 2]
        yield Row(words, basis, planted="POLICY_ONLY")


def _whole(m: Material) -> Iterator[Row]:
    for p, _, words in m.township_duties():
        yield Row(words, f"《{m.statutes[parse_id(p.id).statute].title}》", planted="WHOLE_LAW_ONLY")


def _sanding(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        yield Row(words, f"《柳河镇职能配置、机构设置和人员编制规定》（临编〔2024〕{n + 1}号）", planted="SANDING_ONLY")


def _not_held(m: Material) -> Iterator[Row]:
    for n, (_, _, words) in enumerate(m.township_duties()):
        yield Row(words, f"《{words[2:8]}服务保障办法》（农业农村部令2021年第{n + 2}号）第{format_numeral(n % 9 + 3)}条", planted="LAW_NOT_IN_LIBRARY")


def _inexact(m: Material) -> Iterator[Row]:
    for p, _, words in m.township_duties():
        title = m.statutes[parse_id(p.id).statute].title
        for old, new in (("安全", "安全生产"), ("管理条例", "条例"), ("防治", "防治管理"), ("促进法", "法"), ("和", "与"), ("保护条例", "保护管理条例")):
            if old in title and len(title) > 9:
                wrong = title.replace(old, new, 1)
                if wrong not in {s.title for s in m.statutes.values()}:
                    yield Row(words, m.cite(p).replace(title, wrong), planted="TITLE_INEXACT", fix=p.id)
                break


def _beyond(m: Material) -> Iterator[Row]:
    for p, _, words in m.township_duties():
        a = parse_id(p.id)
        top = max(v.max_article for v in m.reader.versions(a.statute))
        yield Row(words, f"《{m.statutes[a.statute].title}》{article_label(top + m.random.randint(3, 40))}", planted="ARTICLE_NOT_FOUND")


def _subdivision(m: Material) -> Iterator[Row]:
    for n, (p, i, words) in enumerate(m.township_duties()):
        assert isinstance(p.body, Article)
        have = len(p.body.paragraphs)
        if have == 1 and n % 2:
            yield Row(words, m.cite(p, deep="第一款"), planted="SINGLE_PARAGRAPH")
        else:
            yield Row(words, m.cite(p, deep=f"第{format_numeral(have + 1 + n % 3)}款"), planted="SUBDIVISION_NOT_FOUND")
            yield Row(words, m.cite(p, deep=f"第{format_numeral(i)}款第（二）项"), planted="SUBDIVISION_NOT_FOUND")


_SWAPS = (("县级", "区级"), ("乡镇人民政府", "县级人民政府"), ("街道办事处", "居民委员会"), ("县级以上", "乡级以上"), ("乡、民族乡、镇", "县"))
_WORDS = (("应当", "可以"), ("组织", "协助组织"), ("加强", "做好"), ("及时", "定期"), ("负责", "参与"), ("保护", "管理"))


def _quotes(m: Material) -> Iterator[Row]:
    for n, (p, i, words) in enumerate(m.township_duties()):
        assert isinstance(p.body, Article)
        text = p.body.paragraphs[i - 1].text
        mark = ("：“{}”", " {}", "：{}")[n % 3]
        for old, new in (_SWAPS if n % 2 else _WORDS):
            if old in text:
                yield Row(words, m.cite(p) + mark.format(text.replace(old, new, 1)), planted="QUOTE_DIFFERS")
                break
        others = [q for q in m.articles(parse_id(p.id).statute) if q.id != p.id and isinstance(q.body, Article) and len(q.body.paragraphs[0].text) > 40]
        if others:
            q = m.random.choice(others)
            assert isinstance(q.body, Article)
            yield Row(words, m.cite(p) + mark.format(q.body.paragraphs[0].text), planted="QUOTE_ELSEWHERE", fix=q.id)


def _versions(m: Material) -> Iterator[tuple[Version, Version, dict[str, Alignment]]]:
    for statute_id in sorted(m.current):
        now = m.current[statute_id]
        if m.statutes[statute_id].region not in ((), m.place[:1]):
            continue
        for old in m.reader.versions(statute_id):
            if old.date < now.date and old.completeness == "complete":
                yield old, now, {a.old: a for a in alignments_between(m.reader, old.id, now.id)}


def _changed(m: Material) -> Iterator[Row]:
    """Old numbers: moved (with quote, with the bracketed year, by words alone), amended and deleted articles."""
    pool: list[Row] = []
    for old, now, rows in _versions(m):
        for p in m.reader.provisions(old.id):
            if not isinstance(p.body, Article) or p.id not in rows:
                continue
            a = rows[p.id]
            address, text = parse_id(p.id), p.body.paragraphs[0].text if p.body.paragraphs else ""
            d = DUTY.search(text)
            if d is None or len(text) < 30:
                continue
            name, title = d[1], m.statutes[address.statute].title
            here = article_id(now.id, address.article or 0, address.suffix)
            year, number = old.date[:4], place_label(address)
            if a.change in ("moved", "moved_amended") and a.similarity > 0.75 and here not in a.new:
                pool.append(Row(name, f"《{title}》（{year}年修正）{number}", planted="ARTICLE_MOVED", fix=a.new[0], extra={"sign": "year"}))
                pool.append(Row(name, f"《{title}》{number}：“{text}”", planted="ARTICLE_MOVED", fix=a.new[0], extra={"sign": "quote"}))
                pool.append(Row(name, f"《{title}》{number}", planted="ARTICLE_MOVED", fix=a.new[0], extra={"sign": "words"}))
            elif a.change == "amended" and a.similarity < 0.97 and a.new == (here,):
                pool.append(Row(name, f"《{title}》（{year}年修正）{number}", planted="ARTICLE_AMENDED"))
                pool.append(Row(name, f"《{title}》{number}：“{text}”", planted="ARTICLE_AMENDED", extra={"sign": "quote"}))
            elif a.change == "deleted":
                pool.append(Row(name, f"《{title}》（{year}年修正）{number}", planted="ARTICLE_DELETED"))
    m.random.shuffle(pool)
    by_code = {code: [r for r in pool if r.planted == code] for code in ("ARTICLE_MOVED", "ARTICLE_AMENDED", "ARTICLE_DELETED")}
    for rows in zip_longest(*by_code.values()):
        yield from (r for r in rows if r is not None)


def _repealed(m: Material) -> Iterator[Row]:
    pool = []
    for statute_id, s in sorted(m.statutes.items()):
        if statute_id in m.current or s.region not in ((), m.place[:1]) or not m.reader.repeals_of(statute_id):
            continue
        versions = m.reader.versions(statute_id)
        if not versions or version_at(versions, m.as_of):
            continue
        for p in m.reader.provisions(versions[-1].id):
            if not isinstance(p.body, Article) or not p.body.paragraphs:
                continue
            d = DUTY.search(p.body.paragraphs[0].text)
            if d:
                to = [i for i in successor_of(m.reader, p.id, m.as_of).provisions if version_at(m.reader.versions(parse_id(i).statute), m.as_of)]
                pool.append(Row(d[1], m.cite(p), "配合履职", planted="REPEALED", fix=to[0] if to else None, bearer="", extra={"lead": "县有关部门"}))
    m.random.shuffle(pool)
    yield from pool


def _tier(m: Material) -> Iterator[Row]:
    for statute_id in m.national():
        for p in m.articles(statute_id):
            assert isinstance(p.body, Article)
            text = p.body.paragraphs[0].text
            d = re.search(r"^(?:国务院|县级以上(?:地方)?人民政府)[^，。]{2,16}主管部门(?:应当|负责)([^，。；：]{8,24})[，。]", text)
            if d and len(p.body.paragraphs) == 1 and not re.search(r"乡|街道|各级|基层|当地", text):
                yield Row(d[1], m.cite(p), planted="WRONG_TIER")


def _assist(m: Material) -> Iterator[Row]:
    for statute_id in m.here():
        for p in m.articles(statute_id):
            assert isinstance(p.body, Article)
            for i, paragraph in enumerate(p.body.paragraphs, 1):
                d = re.search(r"(?:乡镇人民政府|乡（镇）人民政府|街道办事处)(?:应当|依法)?(?:协助|配合)[^，。；]{0,20}?(?:做好|开展)([^，。；]{6,24})[，。；]", paragraph.text)
                if d and len(TOWNSHIP.findall(p.text)) <= 2 and len(re.findall("协助|配合", p.text)) == 1:
                    yield Row(d[1], m.cite(p, deep=f"第{format_numeral(i)}款" if len(p.body.paragraphs) > 1 else ""), planted="ASSIST_ONLY")


def _elsewhere(m: Material) -> Iterator[Row]:
    ids = sorted(i for i in m.current if m.statutes[i].region and m.statutes[i].region[0] != m.place[0])
    m.random.shuffle(ids)
    for statute_id in ids:
        for p in m.articles(statute_id):
            found = TOWNSHIP.search(p.text)
            d = DUTY.search(p.text, found.end(), found.end() + 60) if found else None
            if d:
                yield Row(d[1], m.cite(p), planted="OUT_OF_JURISDICTION")
                break


def _power(m: Material) -> Iterator[Row]:
    for n, (p, what) in enumerate(m.department_penalties()):
        yield Row(f"对{what}的处罚", f"《临溪县人民政府关于加强管理的通告》（临政〔2022〕{n + 1}号）", "赋权清单", "行政处罚", planted="POWER_NOT_GRANTABLE")
        yield Row(f"对{what}的处罚", m.cite(p), "赋权清单", "行政处罚", planted="NO_EMPOWERMENT")


def _topic(m: Material) -> Iterator[Row]:
    duties = m.township_duties()
    others = [p for i in m.national() for p in m.articles(i)[5:9] if "级人民政府" in p.text]
    m.random.shuffle(others)
    for (_, _, words), p in zip(duties, others, strict=False):
        yield Row(words, m.cite(p), planted="TOPIC_MISMATCH")


def _list_faults(m: Material) -> Iterator[Row]:
    duties = m.township_duties()
    bodies = ("县国土资源局", "县安全生产监督管理局", "县环境保护局", "县卫生和计划生育委员会", "县食品药品监督管理局", "县农业局")
    bad = ("招商引资任务指标完成", "与村签订安全生产责任状", "承担征地拆迁任务", "下达税收任务指标", "层层分解植树造林任务指标", "完成报刊征订任务")
    types = ("行政审批", "行政许可权", "其他职权", "便民服务", "行政管理", "行政执法")
    for n, (p, _, words) in enumerate(duties):
        yield Row(words, m.cite(p), bearer="", planted="NO_BEARER")
        yield Row(words, m.cite(p), power_type=types[n % 6], planted="POWER_TYPE_UNKNOWN")
        yield Row(words, m.cite(p), "配合履职", bearer="", extra={"lead": bodies[n % 6]}, planted="OBSOLETE_ORGAN")
        yield Row(f"{bad[n % 6]}（{n}）", m.cite(p), planted="NEGATIVE_LIST")
        yield Row(words, m.cite(p), planted="DUPLICATE_ITEM")
        yield Row(words, m.cite(p), planted="LISTS_CONFLICT")


MAKERS: Sequence[Maker] = (
    _basis_faults, _policy, _whole, _sanding, _not_held, _inexact, _beyond, _subdivision, _quotes, _changed, _repealed, _tier, _assist,
    _elsewhere, _power, _topic, _list_faults,
)
