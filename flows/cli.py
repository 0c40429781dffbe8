"""The command `gongkai`: one lazily imported module per command, exit codes as promised.

0 all complete · 1 a fault of the program · 2 wrong use or unreadable portal file · 3 finished, but some
section is partial, failed or challenged · 4 another run holds this home · 5 a host could not be
reached · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import atexit
import io
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from difflib import get_close_matches
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from flows.chinese import in_chinese, speak_chinese
from flows.commands.options import EXIT_FAULT, EXIT_STOPPED, EXIT_USE, HOME, fail
from flows.given import each_once, unusable

_LEAVING = 20.0
"""Seconds that Prefect has to send what it still wants to tell its server."""

_STOPPED = "已按 Ctrl-C 停止;抓取命令已读到的部分都已保存,重新运行同一命令即可继续"

COMMANDS = {
    "demo": "示例:启动自带的示例县门户,抓取其 2017 年并生成统计表",
    "serve": "常驻运行:界面、每晚自动抓取、可在界面上启动的任务",
    "nightly": "立即执行一次今晚的增量抓取",
    "backfill": "补抓某一年发布的全部内容,可中断后继续",
    "report": "由公布文件生成某一年的统计表",
    "declare": "只有人能给的数字:生成填报的 Excel 表,核对后导入",
    "reconcile": "把已公布的年度报告与本库的数字比较",
    "extract": "读取一个网页或文件,输出一个 JSON 对象",
    "probe": "查看一个从未见过的门户,输出可用的门户文件",
    "layout": "一个栏目的版式:学到的条目行、标题、日期的位置,可改正",
    "why": "条目由哪些规则计入或排除;数字由哪些条目和规则得出",
    "seal": "封存某一年:数字、条目、来历、规则和校验和,此后不再改动",
    "verify": "核对公布文件、封存文件、校验和与存档,列出每处差异",
    "redact": "依规删除不该公开的内容:存档、公布文件和封存文件中都删去,留下校验和、日期和原因",
    "republish": "按人工决定和现行规则重新统计并公布,不重新抓取",
    "bounds": "各栏目行数的上下限:bounds propose 提出,由人核对认可",
    "reparse": "按现行规则重读存档,不发请求",
    "backup": "备份数据目录:抓取进行中也可以;已备份过的不再复制",
    "restore": "从备份恢复成一个新的数据目录,可在另一台机器上",
    "archive": "存档占用的磁盘:能腾出多少,取出过期的,移到别的磁盘",
    "status": "各栏目最近一次完整抓取、缺失的夜晚、待人工处理的事项",
    "portal": "数据目录中的门户:列出、改名、停用、恢复",
    "message": "消息(邮件、企业微信、钉钉):message --test 发一条试试",
    "config": "数据目录的设置:各项现值和来历",
}
"""Command → one line of help; listing them imports none of them."""


class _Commands(click.Group):
    """Knows its commands by name, and imports `flows.commands.NAME` only when one is called. Whatever ends a
    command badly comes out as one Chinese line on stderr and the promised exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"flows.commands.{cmd_name}"), "command", None)
        assert isinstance(command, click.Command)
        return each_once(in_chinese(command))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command. Raises click's exceptions alone: a trouble that no command has put into words
        itself is said here."""
        try:
            code = super().invoke(ctx)
            sys.stdout.flush()
            return code
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt as stopped:
            raise fail(_STOPPED, EXIT_STOPPED) from stopped
        except Exception as error:  # the boundary to the person who typed the command
            if isinstance(error, OSError) and _is_of_output(error):
                raise
            from flows.troubles import is_interrupted, told

            if is_interrupted(error):
                raise fail(_STOPPED, EXIT_STOPPED) from error
            code, sentence = told(error, ctx.meta.get(HOME))
            raise fail(sentence, code) from error

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **more: Any,
    ) -> Any:
        """As click's, with our exit codes and one line for an error of use."""
        given = list(sys.argv[1:] if args is None else args)
        run = partial(super().main, given, prog_name, complete_var, standalone_mode=False, **more)
        if not standalone_mode:
            return run()
        if wrong := unusable(given):
            click.echo(wrong, err=True)
            sys.exit(EXIT_USE)
        sys.exit(_exit_code(run))


def _exit_code(run: Callable[[], Any]) -> int:
    """Runs; says an error of use, in one line."""
    try:
        code = run()
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
    except click.ClickException as error:
        click.echo(_one_line(error), err=True)
    except (KeyboardInterrupt, click.Abort):
        click.echo(_STOPPED, err=True)
        return EXIT_STOPPED
    except BrokenPipeError:
        _drop_output()
        return EXIT_FAULT
    except OSError as error:  # of stdout: all else was told
        from scrapers.oswords import reason

        _drop_output()
        click.echo(f"输出没有写完({reason(error)});请把输出写到别处后重新运行同一命令", err=True)
        return EXIT_FAULT
    return EXIT_USE


def _is_of_output(error: OSError) -> bool:
    """Whether what was printed could not be written, and not a file of the home: click failed, or we here."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and trace.tb_frame.f_code.co_filename in (click.utils.__file__, __file__)


def _drop_output() -> None:
    """What stdout did not take is not tried again while the interpreter is taken down."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(error: click.ClickException) -> str:
    """What is wrong, where, and where the usage is read."""
    said = " ".join(error.format_message().split()).rstrip(".")
    if isinstance(error, click.NoSuchCommand) and (near := get_close_matches(error.command_name, COMMANDS)):
        said += f"(是不是 {'、'.join(near)}?)"
    context = error.ctx if isinstance(error, click.UsageError) else None
    path = context.command_path if context else "gongkai"
    return f"{path}:{said};用法见 {path} --help"


speak_chinese()


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", prog_name="gongkai")
def cli() -> None:
    """公开:抓取县级政府门户的信息公开栏目,分类统计,自动生成年度报告的统计表。"""


in_chinese(cli)


def main() -> NoReturn:
    """Entry point of the console script."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            # Closed by whoever started us: a file opened next would take its place.
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w"))  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal that knows no Chinese, a file name of broken bytes: shown as numbers, never a fault.
            stream.reconfigure(errors="backslashreplace")
    try:
        cli.main()
    except SystemExit as leaving:
        _leave(leaving.code if isinstance(leaving.code, int) else EXIT_FAULT)
    _leave(0)


def _leave(code: int) -> NoReturn:
    """Exits. Where DuckDB or Prefect was at work the interpreter is not taken down piece by piece: that looks
    through all that the process holds, Prefect's threads keep frames alive, of which DuckDB's binding then
    prints pages of notes, and a lost server can hold the exit up."""
    if {"prefect", "duckdb"} & sys.modules.keys():
        leaving = threading.Thread(target=atexit._run_exitfuncs, daemon=True)
        leaving.start()
        leaving.join(_LEAVING)
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
