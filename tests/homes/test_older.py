"""A home of each released version: reading it asks for republish in one sentence, which brings it to today's
form with its figures, its sealed years as they were, and a way back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli import cli
from tests.homes import VERSIONS, laid
from tests.homes.test_newer import READS, SEAL, SEALED
from tests.warehouse.build import attached
from warehouse.home import Home
from warehouse.ledger import SCHEMA_VERSION, open_ledger
from warehouse.newer import FORMS

README = Path(__file__).parents[2] / "README.md"
FIGURES = "SELECT year, code, value, origin FROM figures WHERE form = 'sections' ORDER BY ALL"


def gongkai(words: list[str], home: Path) -> Result:
    placed = [word.replace("sealed/", f"{home / 'sealed'}/") for word in words]
    return CliRunner().invoke(cli, [*placed, "--home", str(home)])


def told(file: Path, question: str) -> list[tuple[Any, ...]]:
    with attached(file) as reader:
        return reader.execute(question).fetchall()


@pytest.fixture(scope="module", params=VERSIONS)
def old(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """As it was left; nothing here changes it."""
    return laid(request.param, tmp_path_factory.mktemp("old") / "home")


@pytest.fixture(scope="module")
def brought(old: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, Result]:
    """A copy of it after `gongkai republish`, and what that said."""
    root = tmp_path_factory.mktemp("brought") / "home"
    shutil.copytree(old.root, root)
    return Home(root), gongkai(["republish"], root)


@pytest.mark.parametrize("command", READS | SEAL)
def test_before_it_is_published_again_each_command_says_so_in_one_sentence(old: Home, command: str) -> None:
    before = old.published.read_bytes()
    ran = gongkai((READS | SEAL)[command], old.root)
    assert isinstance(ran.exception, SystemExit) and ran.exit_code == 2 and ran.stdout == ""
    [line] = ran.stderr.splitlines()
    assert "请先运行 gongkai republish" in line
    assert old.published.read_bytes() == before


@pytest.mark.parametrize("command", SEALED)
def test_its_sealed_year_is_read_as_it_stands(old: Home, command: str) -> None:
    [sealed] = old.sealed.glob("*.duckdb")
    before = sealed.read_bytes()
    ran = gongkai(SEALED[command], old.root)
    assert (ran.exit_code, "差异 [" in ran.stdout) == (0, False), ran.output
    assert sealed.read_bytes() == before


def test_republish_says_where_the_ledger_of_before_is_and_keeps_every_figure(
    old: Home, brought: tuple[Home, Result]
) -> None:
    home, ran = brought
    assert ran.exit_code == 0, ran.output
    [copy] = home.work.glob("ledger.v*.duckdb")
    assert f"升级到版本 {SCHEMA_VERSION};升级前的台账保存在 {copy}" in ran.stderr
    assert told(home.published, FIGURES) == told(old.published, FIGURES) != []
    assert copy.read_bytes() == old.ledger.read_bytes()


def test_the_migration_alone_keeps_every_row_of_every_table(old: Home, tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    shutil.copyfile(old.ledger, path)
    with duckdb.connect(str(old.ledger), read_only=True) as before:
        tables = [name for (name,) in before.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        rows = {table: rows_of(before, table) for table in tables if table != "ledger_meta"}
    with open_ledger(path) as after:
        assert {table: rows_of(after, table, columns) for table, (columns, _) in rows.items()} == rows
    assert all(found for _, found in rows.values()), "the home has something in each"


def test_a_package_that_waited_is_loaded(old: Home, brought: tuple[Home, Result]) -> None:
    waiting = [folder.name for folder in old.packages.iterdir()]
    with duckdb.connect(str(brought[0].ledger), read_only=True) as ledger:
        loaded = {name for (name,) in ledger.execute("SELECT package_id FROM packages").fetchall()}
    assert waiting and set(waiting) <= loaded and not list(brought[0].packages.iterdir())


def rows_of(
    ledger: duckdb.DuckDBPyConnection, table: str, columns: list[str] | None = None
) -> tuple[list[str], list[tuple[Any, ...]]]:
    names = columns or [told[0] for told in ledger.execute(f"SELECT * FROM {table} LIMIT 0").description]
    return names, ledger.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY ALL").fetchall()


@pytest.mark.parametrize("command", READS | SEALED | SEAL)
def test_after_it_every_command_works(brought: tuple[Home, Result], command: str) -> None:
    home, _ = brought
    before = {file.name: file.read_bytes() for file in home.sealed.iterdir()}
    ran = gongkai((READS | SEALED | SEAL)[command], home.root)
    assert ran.exit_code == 0 and not re.search(r"差异 \[|Traceback", ran.output), ran.output
    assert {file.name: file.read_bytes() for file in home.sealed.iterdir()} == before


def test_the_way_back_is_the_one_that_the_readme_tells(
    old: Home, brought: tuple[Home, Result], tmp_path: Path
) -> None:
    """By its own lines, as far as they move files; then the ledger is the one that the older program left."""
    shutil.copytree(brought[0].root, tmp_path / "home")
    home = Home(tmp_path / "home")
    [copy] = home.work.glob("ledger.v*.duckdb")
    written = README.read_text("utf-8")
    moving = re.search(r"^\$ mkdir later && mv (.+) later/\n\$ mv (\S+) (\S+)$", written, re.MULTILINE)
    assert moving
    (home.root / "later").mkdir()
    for pattern in moving[1].split():
        for file in home.root.glob(pattern):
            file.rename(home.root / "later" / file.name)
    assert re.fullmatch(
        moving[2].replace("旧版本", r"\d+").replace("校验和", "[0-9a-f]{12}"), f"work/{copy.name}"
    )
    copy.rename(home.root / moving[3])
    assert home.ledger.read_bytes() == old.ledger.read_bytes() and not home.published.exists()
    assert not home.published_sha256.exists()


def test_the_readme_lists_every_form() -> None:
    written = README.read_text("utf-8")
    [table] = re.findall(r"^\| what \| its form.*?\n\n", written, re.MULTILINE | re.DOTALL)
    named = set(re.findall(r"`(?:work/)?([\w.*/]+)`", table))
    assert set(FORMS) | {"ledger.duckdb", "gongkai.duckdb", "sealed/*.duckdb", "packages/*/"} <= named
