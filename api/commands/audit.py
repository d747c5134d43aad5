"""``youju audit``: the main job."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from api.output import progress_bar, say
from api.settings import Settings, as_of_option, place_path
from graph.audit.registry import all_checks
from graph.model import StoredList
from graph.store import LibraryReader
from ingest.errors import InputError

FORMATS = ("table", "json", "csv", "xlsx", "docx", "html")
BINARY = frozenset({"xlsx", "docx"})


@click.command(help="清单体检：逐项核验法律依据。LIST 是清单编号或名称，不写则体检法规库（或 --place）中的全部清单。")
@click.argument("lists", metavar="[LIST]...", nargs=-1)
@click.option("--format", "fmt", type=click.Choice(FORMATS), default=None, help="输出格式；不写时按 -o 的扩展名，否则为终端表格。")
@click.option("--json", "as_json", is_flag=True, help="等于 --format json。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="写入的文件。")
@click.option("--only", metavar="CODES", help="只做这些检查，用逗号分隔，如 REPEALED,ARTICLE_MOVED。")
@click.option("--fail-on", type=click.Choice(["error", "warning"]), default="warning", show_default=True,
              help="出现这一级别（及以上）的问题时以 1 退出。")
@click.option("--place", metavar="省/市/县[/乡]", help="只体检这个地方的清单。")
@click.option("--severity", "severity", multiple=True, metavar="CODE=LEVEL",
              help="改变某项检查的级别：error、warning、info 或 off（不查），可多次使用。")
@click.option("--config", type=click.Path(dir_okay=False, path_type=Path), help="检查级别配置文件（TOML，[severity] 一节）。")
@click.option("--organs", type=click.Path(dir_okay=False, path_type=Path), envvar="YOUJU_ORGANS",
              help="本县的机构对照表（制表符分隔，列同 corpus/data/organs.tsv），补充或改写随附的表。")
@click.option("--no-suggest", is_flag=True, help="不为缺少依据的事项推荐条款。")
@as_of_option
@click.pass_obj
def audit(
    settings: Settings, lists: tuple[str, ...], fmt: str | None, as_json: bool, output: Path | None, only: str | None,
    fail_on: str, place: str | None, severity: tuple[str, ...], config: Path | None, organs: Path | None, no_suggest: bool, as_of: str,
) -> int:
    """Audit lists and write the report. Exit code 1 when findings reach ``--fail-on``."""
    fmt = "json" if as_json else fmt or (output.suffix.lstrip(".").lower() if output else "table")
    if fmt not in FORMATS:
        raise InputError(f"不认识的格式“{fmt}”", str(output or ""), "可用：" + "、".join(FORMATS))
    if fmt in BINARY and output is None:
        raise InputError(f"{fmt} 要写入文件", "--format", f"请用 -o 指定文件名，如 -o 体检报告.{fmt}")
    reader = settings.reader()
    chosen = choose_lists(reader, lists, place_path(place))
    codes = parse_codes(only)
    levels = read_severities(config) | parse_severities(severity)
    if codes:
        say(f"注意：只做了{len(codes)}项检查，结论只反映这{len(codes)}项，其余问题没有查")
    data = make_audit(reader, settings.db, chosen, as_of, only=codes, severities=levels,
                      place=place_path(place), organs=organs, suggest=not no_suggest)
    from api.reports.write import write_report

    written = write_report(data, fmt, output)
    if written is not None:
        say(f"已写入 {written}")
    found = data["summary"]["by_severity"]
    return int(bool(found["error"] or (fail_on == "warning" and found["warning"])))


def make_audit(
    reader: LibraryReader, db: Path, lists: Sequence[StoredList], as_of: str, *, only: Sequence[str] | None = None,
    severities: dict[str, str] | None = None, place: tuple[str, ...] = (), organs: Path | None = None,
    suggest: bool = True,
) -> dict[str, Any]:
    """Run the checks over ``lists`` and return the report's data."""
    from api.reports.data import audit_data
    from corpus.organs import load_organs
    from graph.audit.resolving import item_resolver
    from graph.audit.run import run_audit

    try:
        known = load_organs(organs)
    except ValueError as e:
        raise InputError(str(e), "--organs") from None
    with progress_bar("体检") as update:
        result = run_audit(
            reader, lists, item_resolver(reader, as_of), as_of, place=place, organs=known, only=only, severities=severities, progress=update,
        )
    suggestions = {}
    if suggest and only is None:
        from api.suggestions import suggestions_for

        suggestions = suggestions_for(result, reader, db)
    return audit_data(result, reader, suggestions)


def choose_lists(reader: LibraryReader, wanted: Sequence[str], place: tuple[str, ...]) -> list[StoredList]:
    """Lists by id or name (all of the place, or of the library, when none is named). Raises InputError."""
    held = list(reader.lists(place or None))
    if not held:
        where = "/".join(place) if place else "法规库"
        raise InputError("还没有清单", where, "请先运行 youju import duties 文件 --place 省/市/县")
    if not wanted:
        return held
    chosen: list[StoredList] = []
    for name in wanted:
        hits = [x for x in held if name in (x.id, x.name)] or [x for x in held if name in x.name or name in x.id]
        if not hits:
            known = "、".join(x.name for x in held[:8])
            raise InputError(f"没有名为“{name}”的清单", "audit", f"现有：{known}")
        chosen.extend(x for x in hits if x not in chosen)
    return chosen


def parse_codes(only: str | None) -> list[str] | None:
    """``--only`` as codes; Chinese names are taken too. Raises InputError for an unknown one."""
    if not only:
        return None
    names = {c.name: code for code, c in all_checks().items()}
    codes = [names.get(part.strip(), part.strip().upper()) for part in only.replace("，", ",").split(",") if part.strip()]
    unknown = [c for c in codes if c not in all_checks()]
    if unknown:
        raise InputError(f"没有这项检查：{'、'.join(unknown)}", "--only", "README 的检查表列出全部代码")
    return codes


def parse_severities(pairs: Sequence[str]) -> dict[str, str]:
    """CODE=LEVEL pairs. Raises InputError for an unknown code or level."""
    out: dict[str, str] = {}
    for pair in pairs:
        code, _, level = pair.partition("=")
        code, level = code.strip().upper(), level.strip().lower()
        if code not in all_checks() or level not in ("error", "warning", "info", "off"):
            raise InputError(f"“{pair}”看不懂", "--severity", "写成 代码=级别，级别为 error、warning、info 或 off")
        out[code] = level
    return out


def read_severities(config: Path | None) -> dict[str, str]:
    """The [severity] table of a TOML file. Raises InputError when it cannot be read."""
    if config is None:
        return {}
    import tomllib

    try:
        table = tomllib.loads(config.read_text("utf-8")).get("severity", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as e:
        raise InputError(f"配置文件读不了（{e}）", str(config), "应为 UTF-8 的 TOML，含 [severity] 一节") from None
    return parse_severities([f"{code}={level}" for code, level in table.items()])
