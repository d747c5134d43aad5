"""``youju parse``, ``youju cite`` and ``youju show``: statutes and citations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.output import json_lines, print_json, problem_line, read_text, say
from api.settings import Settings, as_of_option, place_path, resolver_for
from ingest.errors import InputError

if TYPE_CHECKING:
    from graph.model import Resolution
    from graph.resolve import Resolver
    from graph.standing import Renumbered, Standing

STATUS_NAMES = {
    "resolved": "已对应条文", "title_only": "只到法规", "law_not_in_library": "法规库未收录", "article_not_found": "条款不存在",
    "ambiguous": "名称有歧义", "unresolved": "未能对应",
}

_MISSING = {"paragraph": "该条没有所引的款", "item": "该条没有所引的项", "subitem": "该项没有所引的目"}
"""Instead of 已对应条文, where only what stands above the cited step exists."""


@click.command(help="解析一部法规文件的结构（不需要法规库）。")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def parse(file: Path, as_json: bool) -> None:
    """Print a statute's structure."""
    from ingest.statutes import plan_units, read_unit, to_json

    if not file.exists():
        raise InputError("文件不存在", str(file), "请核对路径")
    units, problems = plan_units([file])
    reads = [read_unit(u) for u in units]
    docs = [d for r in reads for d in r.docs]
    for problem in problems:
        say(f"注意：{problem.path}：{problem.message}" + (f"；{problem.remedy}" if problem.remedy else ""))
    for warning in (w for r in reads for w in r.problems):
        say(f"注意：{problem_line(warning)}")
    if not docs:
        raise InputError("没有读出法规", str(file), "请确认是法规全文（.docx .html .md .txt .pdf）")
    if len(docs) > 1 and docs[0].kind == "decision":  # an amending decision with the amended text published again below it
        say(f"注意：只显示修改决定；文件后附的“{docs[1].title}”另成一部，导入时各自收录")
        docs = docs[:1]
    if len(docs) > 1:
        names = "、".join(d.title for d in docs[:5])
        raise InputError(f"里面有{len(docs)}部法规（{names}）", str(file), "请一次解析一部，或用 youju import laws 导入")
    doc = docs[0]
    if as_json:
        print_json(to_json(doc))
        return
    click.echo(f"{doc.title}　{doc.level}　{doc.issuer}　{doc.version_date}版")
    for event in doc.history:
        click.echo(f"  {event.date or ''} {event.event}")
    path: tuple[str, ...] = ()
    for article in doc.articles:
        if article.path != path:
            path = article.path
            click.echo("\n" + "　".join(path))
        first, _, rest = article.text.partition("\n")
        click.echo(f"{article.number}　{first}")
        for line in rest.splitlines():
            click.echo(f"    {line}")
    for w in doc.warnings:
        say(f"注意：{problem_line(w)}")


@click.command(help="识别文本中的法条引用，并在法规库中对应到条文。FILE 写 - 或不写表示从标准输入读。")
@click.argument("file", metavar="[FILE|-]", default="-")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 数组。")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="批量：标准输入每行一个 JSON 对象（id、text），输出每行一个。")
@click.option("--place", metavar="省/市/县[/乡]", help="文本所在地，用于区分同名法规。")
@as_of_option
@click.pass_obj
def cite(settings: Settings, file: str, as_json: bool, as_jsonl: bool, place: str | None, as_of: str) -> None:
    """Print the citations of a text."""
    from graph.cite import cite_text, resolution_json
    from graph.standing import meant_before, standing

    where = place_path(place)
    reader = settings.reader_or_empty()
    resolver = resolver_for(reader, as_of, where)
    if as_jsonl:
        for value, wrong in json_lines():
            print_json(_cite_line(value, resolver) if value is not None else {"id": None, "error": wrong}, compact=True)
        return
    found = cite_text(read_text(file), resolver)
    if as_json:
        print_json([resolution_json(r) for r in found])
        return
    for r in found:
        click.echo(_cite_row(r, standing(reader, r, as_of), meant_before(reader, r, as_of)))
    if not found:
        say("没有识别出引用。")


def _cite_line(value: dict[str, Any], resolver: Resolver) -> dict[str, Any]:
    """One answer of the batch; a bad line says what is wrong and the rest goes on."""
    from graph.cite import cite_text, resolution_json
    from ingest.records import CiteContext

    text = value.get("text")
    if not isinstance(text, str):
        return {"id": value.get("id"), "error": "缺少 text（字符串）"}
    context = None
    if any(value.get(k) is not None for k in ("law", "article", "paragraph", "suffix", "item", "mode")):
        law = value.get("law")
        numbers = {k: value.get(k) for k in ("article", "paragraph", "item")}
        if (law is not None and not isinstance(law, str)) or any(n is not None and not isinstance(n, int) for n in numbers.values()):
            return {"id": value.get("id"), "error": "law 应为字符串，article、paragraph、item 应为整数"}
        mode = "basis" if value.get("mode") == "basis" else "prose"
        context = CiteContext(law=law, suffix=int(value.get("suffix") or 0), mode=mode, **numbers)  # type: ignore[arg-type]
    return {"id": value.get("id"), "citations": [resolution_json(r) for r in cite_text(text, resolver, context)]}


def _cite_row(r: Resolution, became: Standing | None, before: Renumbered | None) -> str:
    """One line: what was cited, and what it leads to, with what an official has to know before relying on it."""
    from api.show_text import renumbered_note

    status = _MISSING.get(r.missing or "", STATUS_NAMES[r.status])
    target = r.provision or (f"《{r.law}》" if r.law else "")
    names = "、".join(f"《{c.title}》" for c in r.candidates[:4])
    inexact = f"名称有误，应为《{r.law}》" if r.how == "similar" and r.law else ""
    parts = (
        status, target, f"可能是：{names}" if names else "", inexact, r.reason, what_became(became) if became else "",
        renumbered_note(before) if before else "",
    )
    return f"{r.citation.text.replace(chr(10), '')}　→　{'　'.join(p for p in parts if p)}"


def what_became(s: Standing) -> str:
    """已废止（2026-08-15，《生态环境法典》第一千二百四十二条），现行内容见《生态环境法典》第八条第二款."""
    from graph.address import listed, provision_label

    by = f"（{'，'.join(x for x in (s.repeal.date or '', f'《{s.repeal.by_title}》{s.repeal.article}') if x)}）" if s.repeal else ""
    now = f"，现行内容见{listed(map(provision_label, s.now.places))}{s.now.note}" if s.now.places else ""
    lost = "，没有找到承接其内容的现行条文，请查阅取代它的文本" if s.now.lost else ""
    return s.status + by + now + lost


@click.command(help="查看条文或法规。REF 可写 城乡规划法第六十五条、城规法65、刑法120之一 或条文编号。")
@click.argument("ref", metavar="REF", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--place", metavar="省/市/县[/乡]", help="所在地，用于区分同名法规。")
@as_of_option
@click.pass_obj
def show(settings: Settings, ref: tuple[str, ...], as_json: bool, place: str | None, as_of: str) -> None:
    """Print a provision or a law with what hangs on it."""
    from graph.show import show as look_up

    reader = settings.reader()
    shown = look_up(reader, "".join(ref), resolver_for(reader, as_of, place_path(place)))
    if as_json:
        from api.show_text import show_json

        print_json(show_json(shown))
    else:
        from api.show_text import show_text

        click.echo(show_text(shown))
