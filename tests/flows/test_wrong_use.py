"""What a user does wrong gets one line that helps, and its exit code."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from tests.flows.command import CHECKOUT, gongkai, installed_gongkai

GOOD = """
[portal]
id = "small"
name = "小县人民政府"
home = "http://127.0.0.1:9/"

[[section]]
id = "news"
name = "政务动态"
url = "http://127.0.0.1:9/news/"
category = "动态信息"
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD.replace("category", "catgory"), ["第 1 个 [[section]]", "catgory", "允许的键", "category"]),
        (GOOD.replace('url = "http://127.0.0.1:9/news/"\n', ""), ["第 1 个 [[section]]", "url", "缺少"]),
        (GOOD + GOOD[GOOD.index("[[section]]") :], ['"news"', "id"]),
        (GOOD.replace('name = "政务动态"', "name = 政务动态"), ["TOML", "第 9 行"]),
        (GOOD.replace('"动态信息"', '"动态"'), ["动态", "动态信息", "auto"]),
        ("", ["[portal]"]),
        (
            GOOD.replace("url =", "ulr ="),
            ["第 1 个 [[section]] 的 ulr 是未知的键(是不是 url?)", "缺少", "url"],
        ),
        (
            GOOD.replace("id =", "Id =").replace('name = "小县', 'nmae = "小县'),
            ["[portal] 的 nmae 是未知的键(是不是 name?)", "Id", "缺少 [portal] 的 id"],
        ),
    ],
    ids=[
        "unknown key",
        "missing url",
        "two of one id",
        "no TOML",
        "no such category",
        "empty file",
        "misspelt",
        "several",
    ],
)
def test_a_wrong_portal_file_is_one_line_with_file_place_and_remedy(
    tmp_path: Path, text: str, said: list[str]
) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    ran = gongkai("nightly", "--home", tmp_path / "home", "--portal", file)
    assert ran.returncode == 2
    assert ran.stdout == ""
    lines = ran.stderr.strip().splitlines()
    assert len(lines) == 1
    for words in (str(file), *said):
        assert words in lines[0]
    assert not (tmp_path / "home").exists(), "a wrong portal file touches nothing"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nightly"], "--portal"),
        (["nightly", "--portal", "nowhere"], "zhecheng"),
        (["backfill", "--portal", "zhecheng"], "--year"),
        (["backfill", "--from", "2014", "--portal", "zhecheng"], "--to"),
        (["backfill", "--from", "2017", "--to", "2014", "--portal", "zhecheng"], "晚于"),
        (["backfill", "--year", "2017", "--to", "2018", "--portal", "zhecheng"], "只填一种"),
        (["backfill", "--year", "2017", "--portal", "zhecheng", "--section", "nix"], "xxgk-xxgknb"),
        (["report", "--year", "2017"], "gongkai backfill"),
        (["report", "--year", "2017", "--format", "pdf"], "html"),
        (["status"], "gongkai"),
        (["extract", "no-such-file.html"], "no-such-file.html"),
        (["nonsense"], "nonsense"),
    ],
)
def test_wrong_use_exits_2_and_says_what_is_allowed(tmp_path: Path, arguments: list[str], said: str) -> None:
    home = [] if arguments[0] in ("extract", "nonsense") else ["--home", tmp_path / "home"]
    ran = gongkai(*arguments, *home)
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_home_that_another_run_holds_exits_4(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "good.toml"
    file.write_text(GOOD, encoding="utf-8")
    (home / "work").mkdir(parents=True)
    with (home / "work" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ran = gongkai("nightly", "--home", home, "--portal", file)
    assert ran.returncode == 4
    assert str(home) in ran.stderr and "占用" in ran.stderr


def test_help_lists_every_command_and_each_explains_itself() -> None:
    from flows.cli import COMMANDS

    ran = installed_gongkai("--help")
    assert ran.returncode == 0
    for name in COMMANDS:
        assert f"  {name} " in ran.stdout
        of_command = gongkai(name, "--help")
        assert of_command.returncode == 0, name
        assert "用法: gongkai" in of_command.stdout


def test_readme_names_every_command() -> None:
    from flows.cli import COMMANDS

    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`gongkai {name}" not in readme] == []


def test_help_imports_neither_prefect_nor_duckdb() -> None:
    import subprocess
    import sys

    code = (
        "import sys\nfrom flows.cli import cli\ncli(['--help'], standalone_mode=False)\n"
        "print([name for name in ('prefect', 'duckdb', 'requests', 'turbohtml') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"
