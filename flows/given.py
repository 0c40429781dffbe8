"""What may be typed behind `gongkai` at all: nothing empty, nothing invisible, nothing twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import click

_LONGEST = 2000
"""Characters that an argument has at most: no path and no address of a page has more."""


def unusable(given: Sequence[str]) -> str:
    """What no argument of ours can be, in one line; '' where all can be. An empty one is a variable of a
    shell that is not set: as a folder it would be the one in which somebody happens to stand."""
    for before, one in zip(["", *given], given, strict=False):
        name, _, value = one.partition("=") if one.startswith("--") and "=" in one else (before, "", one)
        where = f"{name} 后面" if name.startswith("-") else f"“{name or 'gongkai'}”后面的参数"
        if not value.strip():
            return f"{where}是空的;请写上内容(用变量写的,请核对变量是否已设置)"
        if any(ord(sign) < 32 or ord(sign) == 127 for sign in value):
            return f"{where}有换行、制表符等控制字符:{value[:40]!a};请去掉"
        if len(value) > _LONGEST:
            return f"{where}太长({len(value)} 个字):{value[:40]}…;请核对"
    return ""


def each_once(command: click.Command) -> click.Command:
    """The command, and those under it, refusing an option that takes one value and is given two: click would
    take the last one in silence."""
    make_parser = command.make_parser

    def made(context: click.Context) -> Any:
        parser = make_parser(context)
        parse_args = parser.parse_args

        def parsed(args: list[str]) -> Any:
            values, rest, order = parse_args(args)
            for option, times in Counter(order).items():
                if times > 1 and isinstance(option, click.Option) and not (option.multiple or option.is_flag):
                    raise click.UsageError(f"{option.opts[0]} 写了 {times} 次;请只写一次", context)
            return values, rest, order

        parser.parse_args = parsed  # type: ignore[method-assign]
        return parser

    command.make_parser = made  # type: ignore[method-assign, assignment]
    if isinstance(command, click.Group):
        for one in command.commands.values():
            each_once(one)
    return command
