"""``youju search`` and ``youju suggest``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from api.output import console, json_lines, print_json, say
from api.settings import Settings, as_of_option, place_path, resolver_for
from ingest.errors import InputError

if TYPE_CHECKING:
    from graph.resolve import Resolver
    from graph.store import LibraryReader
    from search import Filters, Index, SearchResult

KINDS = ("duty", "provision", "law", "organ")
KIND_NAMES = {"duty": "事项", "provision": "条文", "law": "法规", "organ": "机构"}
STATUSES = ("现行有效", "已修改", "尚未生效", "已废止")


@click.command(
    help="检索事项、条文、法规、机构。WORDS 可以是词（“短语”加引号，-词 表示不含），也可以是条文引用，如 城规法65。",
    context_settings={"ignore_unknown_options": True},  # -垃圾 excludes a word
)
@click.argument("words", nargs=-1, metavar="WORDS...")
@click.option("--kind", type=click.Choice(KINDS), help="只找一类：duty 事项、provision 条文、law 法规、organ 机构。")
@click.option("-k", type=click.IntRange(1, 1000), default=10, show_default=True, help="显示几条。")
@click.option("--offset", type=click.IntRange(0, 100_000), default=0, help="从第几条之后开始（翻页）。")
@click.option("--level", multiple=True, metavar="效力级别", help="如 法律、行政法规、地方性法规，可多次使用。")
@click.option("--place", metavar="省/市/县[/乡]", help="只看本地适用的：国家、本省、本市的法规和本地清单。")
@click.option("--status", multiple=True, type=click.Choice(STATUSES), help="时效性，可多次使用。")
@click.option("--list-kind", multiple=True, metavar="类型", help="清单类型，如 基本履职，可多次使用。")
@click.option("--power-type", multiple=True, metavar="类型", help="职权类型，如 行政处罚，可多次使用。")
@click.option("--lead", multiple=True, metavar="部门", help="牵头部门，可多次使用。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="批量：标准输入每行一个 JSON 对象（id、query、kind、k），输出每行一个。")
@as_of_option
@click.pass_obj
def search(
    settings: Settings, words: tuple[str, ...], kind: str | None, k: int, offset: int, level: tuple[str, ...], place: str | None,
    status: tuple[str, ...], list_kind: tuple[str, ...], power_type: tuple[str, ...], lead: tuple[str, ...], as_json: bool,
    as_jsonl: bool, as_of: str,
) -> None:
    """Search the library."""
    from search import Filters
    from search import search as find

    reader, index, resolver = _opened(settings, as_of, place)
    filters = Filters(frozenset(level), place_path(place), frozenset(status), frozenset(list_kind), frozenset(power_type), frozenset(lead))
    if as_jsonl:
        for value, wrong in json_lines():
            answer = _search_line(value, index, reader, resolver, filters, k, as_of) if value is not None else {"id": None, "error": wrong}
            print_json(answer, compact=True)
        return
    for unknown in (w for w in words if re.match("--|-[a-zA-Z]$", w)):
        raise click.NoSuchOption(unknown)
    if not "".join(words).strip():
        raise InputError("没有写要找什么", "search", "如 youju search 秸秆焚烧")
    _mind_place(filters.place)
    found = find(index, reader, resolver, " ".join(words), kind=kind, k=k, offset=offset, filters=filters, as_of=as_of)  # type: ignore[arg-type]
    if as_json:
        from search import result_json

        print_json(result_json(found))
    else:
        _print_hits(found, offset)


@click.command(help="为事项推荐可作依据的条款，附理由。")
@click.argument("name", metavar="事项名称", required=False)
@click.option("-k", type=click.IntRange(1, 200), default=10, show_default=True, help="显示几条。")
@click.option("--power-type", default="", metavar="类型", help="职权类型，如 行政处罚。")
@click.option("--field", default="", metavar="领域", help="领域，如 生态环境。")
@click.option("--bearer", default="", metavar="主体", help="责任主体，如 柳河镇人民政府。")
@click.option("--place", metavar="省/市/县[/乡]", help="所在地，推荐当地适用的法规。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--jsonl", "as_jsonl", is_flag=True, help="批量：标准输入每行一个 JSON 对象（id、name、power_type、bearer、place、k）。")
@as_of_option
@click.pass_obj
def suggest(
    settings: Settings, name: str | None, k: int, power_type: str, field: str, bearer: str, place: str | None, as_json: bool,
    as_jsonl: bool, as_of: str,
) -> None:
    """Suggest provisions that could ground an item."""
    from search import suggest as propose
    from search import suggestions_json

    reader, index, resolver = _opened(settings, as_of, place)
    where = place_path(place)
    if as_jsonl:
        for value, wrong in json_lines():
            answer = _suggest_line(value, index, reader, resolver, where, k, as_of) if value is not None else {"id": None, "error": wrong}
            print_json(answer, compact=True)
        return
    if not name or not name.strip():
        raise InputError("没有写事项名称", "suggest", "如 youju suggest 秸秆禁烧巡查")
    _mind_place(where)
    found = propose(index, reader, resolver, name, field=field, power_type=power_type, bearer=bearer, place=where, k=k, as_of=as_of)
    if as_json:
        print_json({"name": name, "as_of": as_of, "hits": suggestions_json(found)})
        return
    from rich.markup import escape

    out = console()
    for i, s in enumerate(found, 1):
        out.print(f"[bold]{i}. {escape(s.title)}[/bold]　[dim]{escape(s.level)}　{escape(s.provision)}[/dim]", soft_wrap=True)
        out.print(escape(f"   {s.text[:160]}"), soft_wrap=True)
        out.print(escape("   理由：" + "；".join(s.reasons)), soft_wrap=True)
    if not found:
        say(f"没有找到可作依据的条款：现行有效的法规中没有与“{name}”相近的条文。可换用法规里的说法、写明职权类型，或先收录有关法规。")


def _mind_place(place: tuple[str, ...]) -> None:
    """Say so where no such place is known: its local law would be left out without a word."""
    from corpus.regions import is_known

    if place and not is_known(place):
        say(f"注意：“{'/'.join(place)}”不在行政区划表中，只能查到国家法规；如有误请写成 省/市/县[/乡]")


def _opened(settings: Settings, as_of: str, place: str | None) -> tuple[LibraryReader, Index, Resolver]:
    from search import open_index

    reader = settings.reader()
    return reader, open_index(settings.db, reader), resolver_for(reader, as_of, place_path(place))


def _search_line(
    value: dict[str, Any], index: Index, reader: LibraryReader, resolver: Resolver, filters: Filters, k: int, as_of: str,
) -> dict[str, Any]:
    from search import hit_json
    from search import search as find

    query, kind, most = value.get("query"), value.get("kind"), value.get("k", k)
    if not isinstance(query, str):
        return {"id": value.get("id"), "error": "缺少 query（字符串）"}
    if kind is not None and kind not in KINDS:
        return {"id": value.get("id"), "error": "kind 应为 " + "、".join(KINDS)}
    if not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= 1000:
        return {"id": value.get("id"), "error": "k 应为 1 到 1000 的整数"}
    found = find(index, reader, resolver, query, kind=kind, k=most, filters=filters, as_of=as_of)
    return {"id": value.get("id"), "hits": [hit_json(h) for h in found.hits]}


def _suggest_line(
    value: dict[str, Any], index: Index, reader: LibraryReader, resolver: Resolver, where: tuple[str, ...], k: int, as_of: str,
) -> dict[str, Any]:
    from search import suggest as propose
    from search import suggestions_json

    texts = {key: value.get(key) or "" for key in ("name", "power_type", "bearer", "field")}
    most = value.get("k", k)
    if not all(isinstance(t, str) for t in texts.values()) or not texts["name"].strip():
        return {"id": value.get("id"), "error": "缺少 name（字符串）"}
    if not isinstance(most, int) or isinstance(most, bool) or not 1 <= most <= 1000:
        return {"id": value.get("id"), "error": "k 应为 1 到 1000 的整数"}
    try:
        place = place_path(value.get("place")) if value.get("place") else where
    except (InputError, AttributeError, TypeError):
        return {"id": value.get("id"), "error": "place 应写成 省/市/县[/乡]"}
    found = propose(index, reader, resolver, texts["name"], field=texts["field"], power_type=texts["power_type"],
                    bearer=texts["bearer"], place=place, k=most, as_of=as_of)
    return {"id": value.get("id"), "hits": suggestions_json(found)}


def _print_hits(found: SearchResult, offset: int) -> None:
    from rich.text import Text

    out = console()
    for w in found.warnings:
        say(f"注意：{w}")
    for i, hit in enumerate(found.hits, offset + 1):
        head = Text(f"{i}. ")
        head.append(hit.title, "bold")
        head.append(f"　{KIND_NAMES[hit.kind]}　{hit.status}　{hit.id}", "dim")
        body = Text("   " + hit.text)
        for start, end in hit.highlights:
            body.stylize("bold yellow", start + 3, end + 3)
        out.print(head, soft_wrap=True)
        out.print(body, soft_wrap=True)
        if hit.reason:
            out.print(Text(f"   {hit.reason}", "dim"), soft_wrap=True)
    if not found.hits and not found.total:
        say("没有找到。")
    elif not found.hits:
        say(f"共{found.total}条，第{offset}条之后没有了。")
    elif found.total > offset + len(found.hits):
        say(f"共{found.total}条，加 --offset {offset + len(found.hits)} 看后面的。")
