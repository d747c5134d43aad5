"""``youju trace``: item → citations → provisions → laws."""

from __future__ import annotations

from pathlib import Path

import click

from api.commands.audit import make_audit
from api.files import write_whole
from api.output import print_json, say
from api.settings import Settings, as_of_option, place_path
from graph.model import StoredItem, StoredList
from graph.store import LibraryReader
from ingest.errors import InputError


@click.command(help="追溯一项事项：事项→引用→条文→法规。ITEM 是事项编号或名称。")
@click.argument("item", metavar="ITEM")
@click.option("--format", "fmt", type=click.Choice(["text", "json", "svg"]), default=None, help="输出格式；不写时按 -o 的扩展名，否则为文字。")
@click.option("--json", "as_json", is_flag=True, help="等于 --format json。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入的文件。")
@click.option("--place", metavar="省/市/县[/乡]", help="同名事项很多时，只找这个地方的。")
@as_of_option
@click.pass_obj
def trace(settings: Settings, item: str, fmt: str | None, as_json: bool, output: Path | None, place: str | None, as_of: str) -> None:
    """Print or write the chain of evidence of one item."""
    from api.tracing import trace_data, trace_svg, trace_text

    suffix = output.suffix.lstrip(".").lower() if output else ""
    fmt = "json" if as_json else fmt or (suffix if suffix in ("json", "svg") else "text")
    reader = settings.reader()
    stored, in_list = find_item(reader, item, place_path(place))
    data = make_audit(reader, settings.db, [in_list], as_of, suggest=False)
    chain = trace_data(next(i for i in data["items"] if i["id"] == stored.id), data)
    if fmt == "json" and output is None:
        print_json(chain)
        return
    if fmt == "json":
        import json

        text = json.dumps(chain, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    else:
        text = trace_svg(chain) if fmt == "svg" else trace_text(chain) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_whole(output, lambda path: path.write_bytes(text.encode("utf-8")))
        say(f"已写入 {output}")


def find_item(reader: LibraryReader, wanted: str, place: tuple[str, ...]) -> tuple[StoredItem, StoredList]:
    """An item by id, else by name (exact before partial). Raises InputError when none or several fit."""
    lists = {x.id: x for x in reader.lists(place or None)}
    stored = reader.item(wanted)
    if stored is not None and stored.list_id in lists:
        return stored, lists[stored.list_id]
    named = [i for i in reader.items(list(lists)) if wanted in i.item.name]
    hits = [i for i in named if i.item.name == wanted] or named
    if not hits:
        raise InputError(f"没有找到事项“{wanted}”", "trace", "请用 youju search 查找事项，或核对名称")
    if len(hits) > 1:
        shown = "；".join(f"{i.id}（{i.item.name}）" for i in hits[:5])
        raise InputError(f"有{len(hits)}项符合“{wanted}”", "trace", f"请用编号指明：{shown}")
    return hits[0], lists[hits[0].list_id]
