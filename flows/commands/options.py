"""Options that several commands share, and the errors that commands turn into exit codes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

HOME = "flows.home"
"""Under this name a command's context keeps the home that it is about."""

EXIT_FAULT, EXIT_USE, EXIT_INCOMPLETE, EXIT_BUSY, EXIT_UNREACHABLE, EXIT_STOPPED = 1, 2, 3, 4, 5, 130


def _kept(context: click.Context, option: click.Parameter, home: Path) -> Path:
    """Keeps the home where an error is put into words."""
    context.meta[HOME] = home
    return home


def home_option(function: F) -> F:
    """`--home DIR`, also GONGKAI_HOME."""
    return click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="GONGKAI_HOME",
        default=Path("warehouse/data"),
        callback=_kept,
        metavar="目录",
        show_default=True,
        help="存放全部数据的目录(也可用环境变量 GONGKAI_HOME)",
    )(function)


def portal_option(function: F) -> F:
    """`--portal NAME|FILE.toml`."""
    return click.option(
        "--portal",
        metavar="名称|文件.toml",
        help="门户文件的路径或名称;数据目录中恰有一个门户时可省略",
    )(function)


def portals_option(function: F) -> F:
    """`--portal NAME|FILE.toml`, as often as wanted: `portals`."""
    return click.option(
        "--portal",
        "portals",
        multiple=True,
        metavar="名称|文件.toml",
        help="门户文件的路径或名称,可重复;省略则为数据目录中的全部门户",
    )(function)


def plain_option(function: F) -> F:
    """`--plain`: the same run without Prefect, for the night on which Prefect itself is the fault."""
    return click.option("--plain", is_flag=True, help="不经 Prefect 直接运行(Prefect 出故障时用)")(function)


def fail(message: str, code: int) -> click.exceptions.Exit:
    """Prints one line on stderr; the exception to raise with that exit code."""
    click.echo(" ".join(message.split()), err=True)
    return click.exceptions.Exit(code)
