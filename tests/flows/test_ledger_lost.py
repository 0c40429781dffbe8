"""The published file stands and `work/` is gone: no run begins from nothing over it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.flows.test_wrong_use import GOOD
from tests.warehouse.build import Told, county, portal, section

COMMANDS = {
    "nightly": ("nightly", "--portal", "PORTAL"),
    "nightly plain": ("nightly", "--plain", "--portal", "PORTAL"),
    "backfill": ("backfill", "--year", "2017", "--portal", "PORTAL"),
    "republish": ("republish",),
    "reparse": ("reparse",),
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with county(tmp_path / "home", portal(section("nb", "信息公开年报", "信息公开年报"))) as made:
        made.night(nb=[Told("nb/1.html")])
    shutil.rmtree(made.home.work)
    return made.home.root


def contents(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_home_without_its_ledger_is_refused_and_left_as_it_is(
    home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "small.toml"
    file.write_text(GOOD, encoding="utf-8")
    before = contents(home)
    words = [str(file) if word == "PORTAL" else word for word in command]
    ran = CliRunner().invoke(cli, [*words, "--home", str(home)])
    assert (ran.exit_code, ran.stdout) == (1, "")
    [line] = ran.stderr.splitlines()
    for said in (str(home / "work"), "从备份恢复", "gongkai.duckdb 和 gongkai.duckdb.sha256 移到别处"):
        assert said in line
    assert contents(home) == before
