"""The argument parser's own words in Chinese: headings, errors, what stands in brackets behind an option.

click looks each of its sentences up with gettext, under the names `_` and `ngettext` of its own modules; here
both are given a table. tests/flows/test_chinese.py holds the table against the sentences in click's source.
"""

from __future__ import annotations

import sys
from typing import Any

import click
import click.formatting
import click.types

from flows.width import cells

SENTENCES = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示本说明后退出",
    "Show the version and exit.": "显示版本号后退出",
    "%(prog)s, version %(version)s": "%(prog)s 版本 %(version)s",
    "default: {default}": "默认:{default}",
    "required": "必填",
    "env var: {var}": "环境变量:{var}",
    "(dynamic)": "(按情况而定)",
    "deprecated": "已停用",
    "file": "文件",
    "directory": "目录",
    "path": "路径",
    "Error: {message}": "{message}",
    "Try '{command} {option}' for help.": "用法见 {command} {option}",
    "Missing command.": "没有写要执行的命令",
    "Missing argument": "缺少参数",
    "Missing option": "缺少选项",
    "Missing parameter": "缺少",
    "Missing parameter: {param_name}": "缺少 {param_name}",
    "Missing {param_type}": "缺少 {param_type}",
    "No such option {name!r}.": "没有选项 {name}",
    "No such command {name!r}.": "没有命令 {name}",
    "Did you mean {possibility}?": "(是不是 {possibility}?)",
    "(Did you mean one of: {possibilities}?)": "(是不是 {possibilities} 之一?)",
    "Invalid value: {message}": "写法不对:{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 不对:{message}",
    "Got unexpected extra argument ({args})": "多出了一个参数({args})",
    "Got unexpected extra arguments ({args})": "多出了几个参数({args})",
    "Option {name!r} does not take a value.": "选项 {name} 后面不带值",
    "Option {name!r} requires an argument.": "选项 {name} 后面要带一个值",
    "Option {name!r} requires {nargs} arguments.": "选项 {name} 后面要带 {nargs} 个值",
    "Argument {name!r} takes {nargs} values.": "参数 {name} 要写 {nargs} 个值",
    "Takes {nargs} values but 1 was given.": "要写 {nargs} 个值,只写了 1 个",
    "Takes {nargs} values but {len} were given.": "要写 {nargs} 个值,写了 {len} 个",
    "{len_type} values are required, but {len_value} was given.": "要写 {len_type} 个值,写了 {len_value} 个",
    "{len_type} values are required, but {len_value} were given.": "要写 {len_type} 个值,写了 {len_value} 个",
    "Choose from:\n\t{choices}": "可用:{choices}",
    "{value!r} is not {choice}.": "{value!r} 不可用;可用:{choice}",
    "{value!r} is not one of {choices}.": "{value!r} 不可用;可用:{choices}",
    "{value!r} does not match the format {format}.": "{value!r} 不是日期;请写成年-月-日,如 2017-12-31",
    "{value!r} does not match the formats {formats}.": "{value!r} 不是日期;请写成 {formats} 之一",
    "{value!r} is not a valid {number_type}.": "{value!r} 不是数;请写阿拉伯数字",
    "{value} is not in the range {range}.": "{value} 不在允许的范围之内({range})",
    "{value!r} is not a valid boolean. Recognized values: {states}": "{value!r} 不可用;可用:{states}",
    "{value!r} is not a valid UUID.": "{value!r} 不是 UUID",
    "{name} {filename!r} does not exist.": "没有{name} {filename!r};请检查路径",
    "{name} {filename!r} is a file.": "{filename!r} 是文件,不是目录;请写一个目录",
    "{name} {filename!r} is a directory.": "{filename!r} 是目录,不是文件;请写一个文件",
    "{name} {filename!r} is not readable.": "{name} {filename!r} 无法读取;请检查权限",
    "{name} {filename!r} is not writable.": "{name} {filename!r} 不可写;请检查权限",
    "{name} {filename!r} is not executable.": "{name} {filename!r} 不可执行;请检查权限",
    "Could not open file {filename!r}: {message}": "{filename!r} 无法打开({message});请检查路径和权限",
    "unknown error": "原因不明",
    "Aborted!": "已停止",
}
"""What click says → the same in Chinese, with the same names in braces. Without a final full stop: a remedy
follows."""

UNHEARD = {
    "d", "{editor}: Editing failed", "{editor}: Editing failed: {e}", "Windows error: {error}",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Value must be an iterable.", "Could not determine name for option with declarations {decls!r}",
    "No options defined but a name was passed ({name}). Did you mean to declare an argument instead? Did you"
    " mean to pass '--{name}'?",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice", "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Do you want to continue?", "Confirm the action without prompting.", "Choice({choices})",
    "Invalid start character for option ({option})",
    "Couldn't detect Bash version, shell completion is not supported.",
    "Shell completion is not supported for Bash versions older than 4.4.",
    "Press any key to continue...", "Repeat for confirmation",
    "Error: The two entered values do not match.", "Error: invalid input", "Unknown color {colour!r}",
    "Unknown standard stream '{name}'",
}  # fmt: skip
"""What click says to programmers, to editors, at prompts and to shells: no command of ours comes to it."""

METAVARS = {"INTEGER": "整数", "INTEGER RANGE": "整数", "FLOAT RANGE": "数", "FLOAT": "数", "TEXT": "文字",
            "DATETIME": "日期", "DIRECTORY": "目录", "FILE": "文件", "PATH": "路径"}  # fmt: skip
"""How click names the kind of an option's value in a help text."""


def translated(sentence: str) -> str:
    """A sentence of click's in Chinese; as it is where the table does not have it."""
    return SENTENCES.get(sentence, sentence)


def translated_of(one: str, several: str, count: int) -> str:
    """The same where click has one sentence for one and another for several."""
    return translated(one if count == 1 else several)


def speak_chinese() -> None:
    """From now on click speaks Chinese in this process."""
    for name, module in list(sys.modules.items()):
        if name == click.__name__ or name.startswith(f"{click.__name__}."):
            for looked_up, ours in (("_", translated), ("ngettext", translated_of)):
                if hasattr(module, looked_up):
                    setattr(module, looked_up, ours)
    setattr(click.formatting, "term_len", cells)  # noqa: B010 - of another package
    setattr(click.types._NumberRangeBase, "_describe_range", _range_words)  # noqa: B010


def _range_words(allowed: Any) -> str:
    """The numbers that an option takes, as a clerk reads them: click's own is 1990<=x<=2100."""
    least, most = allowed.min, allowed.max
    if least is not None and most is not None:
        return f"{least} 至 {most}"
    if least is None:
        return f"不大于 {most}"
    return f"大于 {least}" if allowed.min_open else f"不小于 {least}"


def in_chinese(command: click.Command) -> click.Command:
    """The command, and those under it, with Chinese words in its usage line."""
    command.options_metavar = "[选项]…"
    for option in command.params:
        if option.metavar is None and isinstance(option, click.Option):
            option.metavar = METAVARS.get(option.type.name.upper())
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for one in command.commands.values():
            in_chinese(one)
    return command
