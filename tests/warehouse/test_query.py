"""Rows become records by the names of their columns; other columns, or another number of rows, are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pytest

import sql
from warehouse import query
from warehouse.query import WrongShape

STATEMENTS = {
    "people": "SELECT * FROM (VALUES ('b', 2), ('a', 1)) AS told(name, age)",
    "turned": "SELECT 3 AS age, 'c' AS name",
    "none": "SELECT 'x' AS name, 0 AS age WHERE FALSE",
    "surplus": "SELECT 'x' AS name, 0 AS age, TRUE AS tall",
    "missing": "SELECT 'x' AS name",
    "twice": "SELECT 'x' AS name, 0 AS age, 1 AS age",
    "asked": "SELECT $file AS file, $at::TIMESTAMPTZ = TIMESTAMPTZ '2018-01-22 00:00:00+00' AS is_then",
    "made": "CREATE OR REPLACE TEMP TABLE made AS SELECT unnest([1, 2, 3]) AS number",
}


class Person(NamedTuple):
    name: str
    age: int


@dataclass(frozen=True, slots=True)
class Known:
    name: str
    age: int = 0
    seen: bool = field(default=False, init=False)


@dataclass(frozen=True, slots=True)
class Age:
    age: int


@pytest.fixture
def connection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with statements of its own under `own/`."""
    monkeypatch.setattr(sql, "statement", lambda name: STATEMENTS[name.removeprefix("own/")])
    with duckdb.connect() as opened:
        yield opened


@pytest.mark.parametrize("record", [Person, Known])
def test_columns_find_their_fields_in_whatever_order(
    connection: duckdb.DuckDBPyConnection, record: Callable[..., Any]
) -> None:
    assert query.records(connection, "own/people", record) == [record("b", 2), record("a", 1)]
    assert query.one(connection, "own/turned", record) == record("c", 3)
    assert query.at_most_one(connection, "own/none", record) is None


def test_a_key_may_be_a_field_or_not(connection: duckdb.DuckDBPyConnection) -> None:
    assert query.by_key(connection, "own/people", "name", Person) == {"b": ("b", 2), "a": ("a", 1)}
    assert query.by_key(connection, "own/people", "name", Age) == {"b": Age(2), "a": Age(1)}
    assert query.pairs(connection, "own/turned", "name", "age") == {"c": 3}


@pytest.mark.parametrize(
    ("statement", "said"), [("surplus", "tall"), ("missing", "lacks age"), ("twice", "name, age, age")]
)
@pytest.mark.parametrize("record", [Person, Known])
def test_other_columns_are_named(
    connection: duckdb.DuckDBPyConnection, record: Callable[..., Any], statement: str, said: str
) -> None:
    with pytest.raises(WrongShape, match=f"own/{statement}.*{said}"):
        query.records(connection, f"own/{statement}", record)


def test_another_number_of_rows_is_told(connection: duckdb.DuckDBPyConnection) -> None:
    for wrong in (
        lambda: query.one(connection, "own/none", Person),
        lambda: query.at_most_one(connection, "own/people", Person),
        lambda: query.value(connection, "own/people"),
        lambda: query.column(connection, "own/turned"),
        lambda: query.pairs(connection, "own/surplus", "name", "age"),
        lambda: query.by_key(connection, "own/people", "id", Person),
    ):
        with pytest.raises(WrongShape, match="own/"):
            wrong()


def test_instants_and_paths_go_in_as_text(connection: duckdb.DuckDBPyConnection) -> None:
    told = query.rows(connection, "own/asked", file=Path("a/b"), at=datetime(2018, 1, 22, tzinfo=UTC))
    assert told == [{"file": "a/b", "is_then": True}]


def test_a_statement_that_makes_rows_tells_how_many(connection: duckdb.DuckDBPyConnection) -> None:
    assert query.value(connection, "own/made") == 3


def test_a_transaction_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "kept.duckdb") as connection:
        connection.execute("CREATE TABLE told (number INTEGER PRIMARY KEY)")
        with query.transaction(connection):
            connection.execute("INSERT INTO told VALUES (1)")
        with pytest.raises(KeyboardInterrupt), query.transaction(connection):
            connection.execute("INSERT INTO told VALUES (2)")
            raise KeyboardInterrupt
        with pytest.raises(duckdb.ConstraintException, match="1"), query.transaction(connection):
            connection.execute("INSERT INTO told VALUES (3)")
            connection.execute("INSERT INTO told VALUES (1)")
        assert connection.execute("SELECT number FROM told").fetchall() == [(1,)]
        with query.transaction(connection):  # none is left open
            connection.execute("INSERT INTO told VALUES (4)")


def test_why_a_transaction_failed_is_told_also_of_a_database_that_was_let_go_of(tmp_path: Path) -> None:
    connection = duckdb.connect(tmp_path / "closed.duckdb")
    with pytest.raises(LookupError, match="first"), query.transaction(connection):
        connection.close()
        raise LookupError("first")


def test_a_transaction_that_the_database_ended_itself_is_told_by_its_own_error(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "two.duckdb") as one, one.cursor() as other:
        one.execute("CREATE TABLE told (number INTEGER PRIMARY KEY)")
        with pytest.raises(duckdb.TransactionException, match="duplicate key"), query.transaction(one):
            one.execute("INSERT INTO told VALUES (1)")
            other.execute("INSERT INTO told VALUES (1)")
        with query.transaction(one):
            one.execute("INSERT INTO told VALUES (2)")
        assert one.execute("SELECT number FROM told ORDER BY 1").fetchall() == [(1,), (2,)]
