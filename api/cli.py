"""The command line: one table of commands, loaded when used; Chinese messages; exit codes 0 / 1 / 2."""

from __future__ import annotations

import importlib
import os
import sqlite3
import sys
from pathlib import Path

import click

from api.i18n import speak_chinese
from api.settings import Settings
from ingest.errors import InputError

speak_chinese()  # before any option text is made

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("api.commands.demo:demo", "演示：导入样例法规库和样例清单，体检并写出报告"),
    "import": ("api.commands.imports:group", "导入：法规（laws）、清单（duties）、三定规定（sanding）"),
    "audit": ("api.commands.audit:audit", "清单体检：逐项核验法律依据，给出问题、证据和改法"),
    "suggest": ("api.commands.find:suggest", "为事项推荐可作依据的条款"),
    "impact": ("api.commands.impact:impact", "法规修改或废止后，哪些事项受影响、条号变成多少"),
    "trace": ("api.commands.trace:trace", "追溯：事项→引用→条文→法规"),
    "search": ("api.commands.find:search", "检索事项、条文、法规、机构"),
    "show": ("api.commands.texts:show", "查看条文或法规：各版本、被谁引用、哪些事项以此为据"),
    "cite": ("api.commands.texts:cite", "识别文本中的法条引用"),
    "parse": ("api.commands.texts:parse", "解析一部法规文件的结构"),
    "doctor": ("api.commands.care:doctor", "检查法规库是否完好，并说明怎么办"),
    "backup": ("api.commands.care:backup", "备份法规库"),
}
"""name → (module:attribute, one line of help)."""


class Doors(click.Group):
    """Loads a command's module only when the command is used: a cold ``youju show`` must not pay for reports."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        command.options_metavar = "[选项]"
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Doors, options_metavar="[选项]", subcommand_metavar="命令 …", context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--db", type=click.Path(dir_okay=False, path_type=Path), default=Path("youju.db"), envvar="YOUJU_DB",
              show_default=True, help="法规库文件（也可用环境变量 YOUJU_DB 指定）。")
@click.version_option(package_name="youju", prog_name="youju")
@click.pass_context
def cli(ctx: click.Context, db: Path) -> None:
    """有据：逐项核验乡镇履职事项清单的法律依据。

    先用 youju import laws 导入法规全文，再用 youju import duties 导入清单，然后 youju audit 体检。
    """
    ctx.obj = Settings(db=db)


def main(args: list[str] | None = None) -> None:
    """Entry point. Exit codes: 0 clean, 1 findings (audit, doctor), 2 usage or input error, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=args, prog_name="youju", standalone_mode=False)
    except InputError as e:
        _fail(f"错误：{e}")
    except click.exceptions.NoArgsIsHelpError as e:
        click.echo(e.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as e:
        hint = f"（{e.ctx.command_path} -h 查看帮助）" if isinstance(e, click.UsageError) and e.ctx else ""
        _fail(f"用法错误：{e.format_message()}{hint}")
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中止，法规库保持原样。", err=True)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except sqlite3.DatabaseError as e:
        from graph.sqlite.trouble import trouble

        _fail(f"错误：{trouble(e)}")
    except Exception as e:  # whatever else: still one line, the details in a file
        if os.environ.get("YOUJU_DEBUG") == "1":
            raise
        _fail(unforeseen(e))
    sys.exit(code if isinstance(code, int) else 0)


def unforeseen(e: Exception) -> str:
    """One line for an error that is not the user's, with the traceback kept in a log file."""
    import tempfile
    import traceback

    what = f"{e.strerror}：{e.filename or ''}" if isinstance(e, OSError) and e.strerror else f"{type(e).__name__}: {e}"
    try:
        handle, log = tempfile.mkstemp(prefix="youju-", suffix=".log")
        with open(handle, "w", encoding="utf-8") as f:
            f.write("".join(traceback.format_exception(e)))
    except OSError:
        return f"程序出错：{what}；没有写成的内容不会留下，请设 YOUJU_DEBUG=1 再运行，把输出交给维护人员"
    return f"程序出错：{what}；没有写成的内容不会留下，请把 {log} 交给维护人员"


def _fail(message: str) -> None:
    click.echo(" ".join(message.split("\n")), err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
