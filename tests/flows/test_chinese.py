"""The argument parser's sentences are all in Chinese, and an error of use is one line."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from flows.chinese import SENTENCES, UNHEARD, in_chinese
from flows.cli import COMMANDS, cli

ENGLISH = re.compile(
    r"\b(?:Usage|Options|Commands|Error|Invalid|Missing|No such|Show|default|required|Try)\b"
)


def said_by_click() -> Iterator[str]:
    """Every sentence that click looks up, by its own source."""
    for file in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id in ("_", "gettext", "ngettext"):
                yield from (
                    argument.value
                    for argument in node.args
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
                )


def gongkai(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)), prog_name="gongkai")


def test_every_sentence_of_the_parser_is_in_the_table_or_known_to_be_unheard() -> None:
    assert set(said_by_click()) - {"required"} == (SENTENCES.keys() | UNHEARD) - {"required"}
    assert not SENTENCES.keys() & UNHEARD


@pytest.mark.parametrize("sentence", SENTENCES, ids=range(len(SENTENCES)))
def test_what_is_filled_in_has_a_name_that_click_gives(sentence: str) -> None:
    def names(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert names(SENTENCES[sentence]) <= names(sentence)
    assert re.findall(r"%\(\w+\)s", SENTENCES[sentence]) == re.findall(r"%\(\w+\)s", sentence)


@pytest.mark.parametrize("words", [(), *((name,) for name in COMMANDS), ("bounds", "propose")])
def test_help_is_chinese_throughout(words: tuple[str, ...]) -> None:
    told = gongkai(*words, "--help").stdout
    assert told.startswith("用法: gongkai")
    assert "显示本说明后退出" in told
    assert ENGLISH.findall(told) == []
    assert (
        re.findall(r"\b(?:INTEGER|TEXT|DIRECTORY|FILE|PATH|FLOAT|RANGE|OPTIONS|ARGS|COMMAND)\b", told) == []
    )


WRONG = {
    "no such command": (["statsu"], "没有命令 statsu(是不是 status?)"),
    "no such option": (["status", "--jsno"], "没有选项 --jsno (是不是 '--json'?)"),
    "option before": (["--home", "x", "status"], "没有选项 --home"),
    "missing option": (["report"], "缺少选项 '--year'"),
    "missing argument": (["layout"], "缺少参数 '栏目id'"),
    "no number": (["report", "--year", "今年"], "'--year' 不对:'今年' 不是数;请写阿拉伯数字"),
    "out of range": (["report", "--year", "17"], "17 不在允许的范围之内(1990 至 2100)"),
    "no choice": (["extract", "x", "--kind", "页"], "'页' 不可用;可用:'item', 'list'"),
    "no day": (
        ["seal", "--year", "2017", "--as-of", "2017年"],
        "'2017年' 不是日期;请写成年-月-日,如 2017-12-31",
    ),
    "no value": (["status", "--home"], "选项 --home 后面要带一个值"),
    "a value too many": (["status", "--check=yes"], "选项 --check 后面不带值"),
    "arguments too many": (["status", "a", "b"], "多出了几个参数(a b)"),
    "home is a file": (["status", "--home", __file__], "是文件,不是目录;请写一个目录"),
    "file is a folder": (["why", "x", "--file", "."], "'.' 是目录,不是文件;请写一个文件"),
    "no subcommand": (["bounds", "porpose"], "没有命令 porpose"),
    "broken bytes": (["status", "--home", "\udcff", "x"], "多出了一个参数(x)"),
    "two ways": (["status", "--json", "--check"], "--json 和 --check 不能同用"),
    "trial of nothing": (["nightly", "--dry-run"], "--dry-run 和 --section 要一起用"),
    "no address": (["probe", "ftp://a/"], "不是完整网址"),
    "no page": (["extract", "没有.html"], "没有.html: 无法读取(不存在)"),
    "a folder": (["extract", "."], "无法读取(是目录,不是文件)"),
    "an unset variable": (["status", "--home", ""], "--home 后面是空的"),
    "nothing behind the sign": (["nightly", "--portal="], "--portal 后面是空的"),
    "blanks alone": (["why", "  "], "“why”后面的参数是空的"),
    "two lines": (["nightly", "--portal", "a\nb"], "--portal 后面有换行、制表符等控制字符"),
    "far too long": (["nightly", "--dry-run", "--section", "长" * 3000], "--section 后面太长(3000 个字)"),
    "a name too long": (["status", "--home", "长" * 300], "名称太长"),
    "a portal's name too long": (["nightly", "--portal", "长" * 300], "名称太长"),
    "one option twice": (["report", "--year", "2016", "--year=2017"], "--year 写了 2 次;请只写一次"),
    "twice under a group": (["bounds", "propose", "--home", "a", "--home", "b"], "--home 写了 2 次"),
    "half an address": (["extract", "http://[::1"], "不是完整网址"),
}


@pytest.mark.parametrize(("words", "said"), WRONG.values(), ids=WRONG)
def test_wrong_use_is_one_chinese_line(words: list[str], said: str) -> None:
    ran = gongkai(*words)
    assert (ran.exit_code, ran.stdout) == (2, "")
    [line] = ran.stderr.splitlines()
    assert said in line
    assert ENGLISH.findall(line) == []


def test_the_parser_says_where_the_usage_stands() -> None:
    assert gongkai("report").stderr.endswith("用法见 gongkai report --help\n")
    assert gongkai("nonsense").stderr.endswith("用法见 gongkai --help\n")


def test_without_a_command_the_help_is_shown() -> None:
    ran = gongkai()
    assert (ran.exit_code, ran.stdout) == (2, "")
    assert ran.stderr.startswith("用法: gongkai [选项]… 命令 [参数]…")


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        (click.INT, "整数"), (click.STRING, "文字"), (click.FLOAT, "数"), (click.Path(), "路径"),
        (click.Path(file_okay=False), "目录"), (click.Path(dir_okay=False), "文件"),
        (click.DateTime(), "日期"), (click.IntRange(1, 2), "整数"),
    ],
)  # fmt: skip
def test_kinds_of_values_have_chinese_names(kind: click.ParamType, shown: str) -> None:
    command = in_chinese(click.Command("x", params=[click.Option(["--a"], type=kind)]))
    assert f"--a {shown}" in command.get_help(click.Context(command))
