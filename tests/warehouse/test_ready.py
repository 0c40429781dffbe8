"""The ready file that publications copy their schema from: the same bytes as the statements make, and never
trusted when it is not whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

import sql
from tests.warehouse.build import County, Told, as_left, county, portal, section
from warehouse.home import Home
from warehouse.ready import lay_schema, ready_file
from warehouse.schema import create_schema


@pytest.fixture(scope="module")
def one_night(tmp_path_factory: pytest.TempPathFactory) -> County:
    declared = portal(section("nb", "信息公开年报", "信息公开年报"))
    with county(tmp_path_factory.mktemp("one") / "home", declared) as made:
        made.night(nb=[Told("nb/1.html")])
    return made


@pytest.fixture
def sample(one_night: County, tmp_path: Path) -> Iterator[County]:
    with as_left(one_night, tmp_path / "home") as made:
        yield made


def written(file: Path, make: Callable[[duckdb.DuckDBPyConnection], None]) -> bytes:
    """A published file without rows, whose schema `make` made."""
    with duckdb.connect() as connection:
        connection.execute(sql.statement("publish/attach"), {"file": str(file)})
        make(connection)
        connection.execute(sql.statement("publish/checkpoint"))
    return file.read_bytes()


def by_statements(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(sql.statement("publish/use_published"))
    create_schema(connection)


def test_copied_schema_gives_the_bytes_that_its_statements_give(tmp_path: Path) -> None:
    home = Home(tmp_path / "home")
    home.create()
    copied = written(tmp_path / "a.duckdb", lambda opened: lay_schema(opened, home, "publish/copy_schema"))
    assert copied == written(tmp_path / "b.duckdb", by_statements)


def test_it_is_made_once_and_holds_no_row_of_the_home(sample: County) -> None:
    file = ready_file(sample.home)
    before = file.stat()
    sample.publish()
    assert ready_file(sample.home) == file
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    with duckdb.connect(str(file), read_only=True) as reader:
        tables = [name for (name,) in reader.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        assert tables and not any(reader.execute(f"FROM {name}").fetchall() for name in tables)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut off": lambda content: content[:70_000],
    "empty": lambda content: b"",
    "one byte altered": lambda content: content[:50_000] + b"x" + content[50_001:],
    "another program's": lambda content: b"not a database" * 9_000,
}


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_one_is_made_anew_and_no_publication_suffers(sample: County, how: str) -> None:
    file = ready_file(sample.home)
    whole, before = file.read_bytes(), sample.publish()
    file.write_bytes(DAMAGES[how](whole))
    # DuckDB chooses by a random sample how to pack longer texts: the same content, not always the same bytes.
    assert replace(sample.publish(), sha256=before.sha256) == before
    assert file.read_bytes() == whole


def test_that_of_another_schema_or_another_duckdb_is_replaced(sample: County) -> None:
    file = ready_file(sample.home)
    other = file.with_name(file.name.replace("empty-", "empty-0", 1))
    file.rename(other)
    sample.publish()
    assert file.exists() and not other.exists()
