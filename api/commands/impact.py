"""``youju impact``: what a change of law does to the lists, and the adjustment table."""

from __future__ import annotations

from pathlib import Path

import click

from api.output import print_json, say
from api.settings import Day, Settings, as_of_option
from ingest.errors import InputError


@click.command(help="法规修改或废止的影响：旧条→新条、受影响的事项和动态调整建议表。")
@click.argument("law", metavar="LAW")
@click.option("--from", "from_date", type=Day(), metavar="DATE", help="旧版本的日期，默认为现行版本的前一版。")
@click.option("--to", "to_date", type=Day(), metavar="DATE", help="新版本的日期，默认为现行版本（已废止的，为废止它的法）。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="把动态调整建议表写入 .xlsx 或 .csv。")
@as_of_option
@click.pass_obj
def impact(
    settings: Settings, law: str, from_date: str | None, to_date: str | None, as_json: bool, output: Path | None, as_of: str,
) -> None:
    """Print the impact of a change of law."""
    from api.reports.adjustment import print_impact, write_adjustment
    from graph.impact import impact as find_impact
    from graph.impact import impact_json

    if output is not None and output.suffix.lower() not in (".xlsx", ".csv"):
        raise InputError("调整建议表只写 .xlsx 或 .csv", str(output), "请改扩展名")
    reader = settings.reader()
    found = find_impact(reader, law, from_date, to_date, as_of=as_of)
    if as_json:
        print_json(impact_json(found))
    else:
        print_impact(found)
    if output is not None:
        write_adjustment(found, reader, output, as_of)
        say(f"已写入 {output}")
