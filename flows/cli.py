"""The command `gongkai`: one lazily imported module per command, exit codes as promised.

0 all complete · 1 a fault of the program · 2 wrong use or unreadable portal file · 3 finished, but some
section is partial, failed or challenged · 4 another run holds this home · 5 a host could not be
reached · 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import atexit
import os
import sys
from importlib import import_module
from typing import NoReturn

import click

COMMANDS = {
    "demo": "示例:启动自带的示例县门户,抓取其 2017 年并生成统计表",
    "serve": "常驻运行:界面、每晚自动抓取、可在界面上启动的任务",
    "nightly": "立即执行一次今晚的增量抓取",
    "backfill": "补抓某一年发布的全部内容,可中断后继续",
    "report": "由公布文件生成某一年的统计表",
    "extract": "读取一个网页或文件,输出一个 JSON 对象",
    "probe": "查看一个从未见过的门户,输出可用的门户文件",
    "layout": "一个栏目的版式:学到的条目行、标题、日期的位置,可改正",
    "why": "条目由哪些规则计入或排除;数字由哪些条目和规则得出",
    "seal": "封存某一年:数字、条目、来历、规则和校验和,此后不再改动",
    "verify": "核对公布文件、封存文件、校验和与存档,列出每处差异",
    "republish": "按人工决定和现行规则重新统计并发布,不重新采集",
    "bounds": "各栏目行数的上下限:bounds propose 提出,由人核对认可",
    "reparse": "按现行规则重读存档,不发请求",
    "status": "各栏目最近一次完整抓取、缺失的夜晚、待人工处理的事项",
    "message": "消息(邮件、企业微信、钉钉):message --test 发一条试试",
    "config": "数据目录的设置:各项现值和来历",
}
"""Command → one line of help; listing them imports none of them."""


class _LazyGroup(click.Group):
    """Knows its commands by name, and imports `flows.commands.NAME` only when one is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"flows.commands.{cmd_name}"), "command", None)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gongkai", prog_name="gongkai")
def cli() -> None:
    """公开:抓取县级政府门户的信息公开栏目,分类统计,自动生成年度报告的统计表。"""


def main() -> NoReturn:
    """Entry point of the console script; turns every known error into one line and its exit code."""
    try:
        code = cli.main(standalone_mode=False)
        _leave(code if isinstance(code, int) else 0)
    except click.exceptions.Exit as error:
        _leave(error.exit_code)
    except click.ClickException as error:
        error.show()
        _leave(2)
    except (KeyboardInterrupt, click.Abort):
        print("已按 Ctrl-C 停止;已抓取的部分已保存,重新运行同一命令即可继续。", file=sys.stderr)
        _leave(130)
    except BrokenPipeError:
        _leave(1)


def _leave(code: int) -> NoReturn:
    """Exits. After a flow the interpreter is not taken down piece by piece: Prefect's threads keep frames
    alive, of which DuckDB's binding then prints pages of notes, and a lost server can hold the exit up."""
    if "prefect" in sys.modules:
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)
