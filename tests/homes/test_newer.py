"""What a newer program wrote is refused in one sentence by whatever reads it, and nothing is touched."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from flows.cli import cli
from tests.homes import VERSIONS, laid, sum_again
from warehouse.home import Home
from warehouse.newer import FORMS

NEWER = 99
READS = {
    "status": ["status"],
    "report": ["report", "--year", "2017"],
    "why item": ["why", "http://www.sample.gov.cn/zfwj/1.html"],
    "why figure": ["why", "sections", "2017", "政府文件"],
    "layout": ["layout", "nb"],
    "bounds": ["bounds", "propose"],
    "verify": ["verify"],
}
SEALED = {
    "why sealed": ["why", "sections", "2017", "政府文件", "--file", "sealed/2017.duckdb"],
    "verify year": ["verify", "--year", "2017"],
}
WRITES = {
    "nightly": ["nightly", "--plain"],
    "backfill": ["backfill", "--year", "2017", "--plain"],
    "republish": ["republish"],
    "reparse": ["reparse"],
}
SEAL = {"seal": ["seal", "--year", "2017"]}


def database(name: str, table: str) -> Callable[[Home], str]:
    """A database of the home says that a newer program made it."""

    def raised(home: Home) -> str:
        file = home.root / name
        file.chmod(0o600)
        with duckdb.connect(str(file)) as connection:
            connection.execute(f"UPDATE {table} SET schema_version = {NEWER}")
        if table == "meta":
            sum_again(file)
        return name

    return raised


def small(name: str) -> Callable[[Home], str]:
    """A small file of `work/` says so."""

    def raised(home: Home) -> str:
        file = home.work / name
        told = json.loads(file.read_text("utf-8"))
        file.write_text(json.dumps({**told, "form": NEWER, "new": [1]}), "utf-8")
        return name

    return raised


def package(home: Home) -> str:
    """A package waits that a newer program made; and a damaged one before it."""
    for name, manifest in (("a.nb.0001", "{"), ("b.nb.0001", json.dumps({"format": NEWER, "files": {}}))):
        (home.packages / name).mkdir()
        (home.packages / name / "package.json").write_text(manifest, "utf-8")
    return "b.nb.0001"


def key(name: str) -> Callable[[Home], str]:
    """A file that people write has a key that only a newer program knows."""

    def raised(home: Home) -> str:
        file = home.root / name
        file.write_text(f"{file.read_text('utf-8')}\n[fromlater]\nkey = 1\n", "utf-8")
        return "fromlater"

    return raised


CASES: Mapping[str, tuple[Callable[[Home], str], Mapping[str, list[str]]]] = {
    "published": (database("gongkai.duckdb", "meta"), READS | WRITES | SEAL),
    "ledger": (database("work/ledger.duckdb", "ledger_meta"), WRITES),
    "sealed": (database("sealed/2017.duckdb", "meta"), SEALED),
    "package": (package, {name: WRITES[name] for name in ("nightly", "republish")}),
    **{name: (small(name), WRITES | SEAL) for name in FORMS},
    "settings": (key("gongkai.toml"), {"config": ["config"]}),
    "portal file": (key("portals/sample.toml"), WRITES),
}
"""What is newer, and the commands that read it."""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest home that is kept, brought to today's form."""
    home = laid(VERSIONS[-1], tmp_path_factory.mktemp("homes") / "home")
    home.declared.mkdir(exist_ok=True)
    row = "form,year,code,state,value,who\nreport-2021,2021,2.R1.C1,given,0,W\n"
    (home.declared / "2021.csv").write_text(row, "utf-8")
    ran = CliRunner().invoke(cli, ["republish", "--home", str(home.root)])
    assert ran.exit_code == 0, ran.output
    return home.root


@pytest.fixture(scope="module")
def newer(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[Home, str]]:
    """The home of a case, and what its sentence names."""

    @cache
    def made(case: str) -> tuple[Home, str]:
        root = tmp_path_factory.mktemp("newer") / "home"
        shutil.copytree(kept, root)
        return Home(root), CASES[case][0](Home(root))

    return made


def digest(root: Path) -> dict[str, str]:
    """Every file by its content, but locks, and the small files that say how the last run ended."""
    told = ("nightly.json", "backfill.json", "messages.json")
    files = [file for file in root.rglob("*") if file.is_file() and not file.name.endswith(("lock", *told))]
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.mark.parametrize(
    ("case", "command"), [(case, command) for case, (_, commands) in CASES.items() for command in commands]
)
def test_it_is_refused_in_one_sentence_and_nothing_is_touched(
    newer: Callable[[str], tuple[Home, str]], case: str, command: str
) -> None:
    home, named = newer(case)
    before, small_before = digest(home.root), (home.work / case).read_bytes() if case in FORMS else b""
    words = [word.replace("sealed/", f"{home.sealed}/") for word in CASES[case][1][command]]
    ran = CliRunner().invoke(cli, [*words, "--home", str(home.root)])
    [line] = ran.stderr.splitlines()
    assert isinstance(ran.exception, SystemExit) and ran.exit_code == 2 and ran.stdout == ""
    assert named in line
    if case not in ("settings", "portal file"):
        assert "请升级程序" in line
    assert digest(home.root) == before
    assert case not in FORMS or (home.work / case).read_bytes() == small_before


@pytest.mark.parametrize("name", FORMS)
def test_status_tells_of_a_newer_small_file_first(kept: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(kept, tmp_path / "home")
    home = Home(tmp_path / "home")
    small(name)(home)
    ran = CliRunner().invoke(cli, ["status", "--home", str(home.root)])
    [first] = [line for line in ran.stdout.splitlines() if line.startswith(" 1. ")]
    assert name in ran.stdout.replace("\n", "").replace(" ", "") and "更新版本的程序" in first + ran.stdout
