"""Runs the statements of `sql/` by name; rows come back as records, by the names of their columns.

Values go in by name. An instant or a path goes in as text, which the statement casts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
from duckdb import DuckDBPyConnection, Statement

import sql

Row = dict[str, Any]
"""One row by column, for templates and sentences that take single columns of it."""

Record = TypeVar("Record")
"""A frozen dataclass or NamedTuple whose fields are the columns of a statement."""


class WrongShape(Exception):
    """A statement gives other columns, or another number of rows, than the code that runs it takes: a fault
    of the program."""


@contextmanager
def transaction(connection: DuckDBPyConnection) -> Iterator[None]:
    """All that the block writes, or nothing of it where the block raises; where the commit does, the database
    says which of both when it is opened next. What was raised goes up."""
    connection.begin()
    try:
        yield
        connection.commit()
    except BaseException:
        with suppress(duckdb.Error):  # of a database that has failed, or let go of it by itself
            connection.rollback()
        raise


def run(connection: DuckDBPyConnection, statement: str, /, **values: object) -> None:
    """Runs a statement for what it does."""
    _execute(connection, statement, values)


def records(
    connection: DuckDBPyConnection, statement: str, record: Callable[..., Record], /, **values: object
) -> list[Record]:
    """Every row as a record. Raises WrongShape when a column is missing or surplus."""
    cursor = _execute(connection, statement, values)
    make = _maker(statement, _columns(cursor), record)
    return [make(row) for row in cursor.fetchall()]


def by_key(
    connection: DuckDBPyConnection,
    statement: str,
    key: str,
    record: Callable[..., Record],
    /,
    **values: object,
) -> dict[Any, Record]:
    """Every row as a record under the value of its column `key`, be that a field of the record or not."""
    cursor = _execute(connection, statement, values)
    columns = _columns(cursor)
    place = _place(statement, columns, key)
    make = _maker(statement, columns, record, (key,))
    return {row[place]: make(row) for row in cursor.fetchall()}


def by_keys(
    connection: DuckDBPyConnection,
    statement: str,
    keys: tuple[str, str],
    record: Callable[..., Record],
    /,
    **values: object,
) -> dict[Any, dict[Any, Record]]:
    """Every row as a record, under the value of the first key and in there of the second, be they fields of
    the record or not."""
    cursor = _execute(connection, statement, values)
    columns = _columns(cursor)
    first, second = (_place(statement, columns, key) for key in keys)
    make = _maker(statement, columns, record, keys)
    found: dict[Any, dict[Any, Record]] = {}
    for row in cursor.fetchall():
        found.setdefault(row[first], {})[row[second]] = make(row)
    return found


def at_most_one(
    connection: DuckDBPyConnection, statement: str, record: Callable[..., Record], /, **values: object
) -> Record | None:
    """The row as a record; None where there is none. Raises WrongShape when there are several."""
    found = records(connection, statement, record, **values)
    if len(found) > 1:
        raise WrongShape(f"{statement} gives {len(found)} rows, not one")
    return found[0] if found else None


def one(
    connection: DuckDBPyConnection, statement: str, record: Callable[..., Record], /, **values: object
) -> Record:
    """The one row as a record. Raises WrongShape when there is none, or more."""
    found = at_most_one(connection, statement, record, **values)
    if found is None:
        raise WrongShape(f"{statement} gives no row")
    return found


def rows(connection: DuckDBPyConnection, statement: str, /, **values: object) -> list[Row]:
    """Every row by its columns."""
    cursor = _execute(connection, statement, values)
    columns = _columns(cursor)
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def column(connection: DuckDBPyConnection, statement: str, /, **values: object) -> list[Any]:
    """The values of a statement of one column. Raises WrongShape when it has more."""
    cursor = _execute(connection, statement, values)
    columns = _columns(cursor)
    if len(columns) != 1:
        raise WrongShape(f"{statement} gives {', '.join(columns) or 'no column'}, not one column")
    return [value for (value,) in cursor.fetchall()]


def value(connection: DuckDBPyConnection, statement: str, /, **values: object) -> Any:
    """The value of a statement of one column and one row: what it asks, or how many rows it has changed."""
    found = column(connection, statement, **values)
    if len(found) != 1:
        raise WrongShape(f"{statement} gives {len(found)} rows, not one")
    return found[0]


def pairs(
    connection: DuckDBPyConnection, statement: str, key: str, told: str, /, **values: object
) -> dict[Any, Any]:
    """The values of the column `told` by those of the column `key`; the statement has no others."""
    cursor = _execute(connection, statement, values)
    columns = _columns(cursor)
    if sorted(columns) != sorted((key, told)):
        raise WrongShape(f"{statement} gives {', '.join(columns)}, not {key} and {told}")
    first, second = columns.index(key), columns.index(told)
    return {row[first]: row[second] for row in cursor.fetchall()}


_PARSED: dict[str, tuple[Statement, ...]] = {}
"""Text of a statement of `sql/` → what it parses to: a night runs the same ones again and again, and of a
small home parsing is an eighth of a publication."""


def _execute(connection: DuckDBPyConnection, statement: str, values: dict[str, object]) -> DuckDBPyConnection:
    told = {name: _told(value) for name, value in values.items()}
    *before, last = _parsed(connection, sql.statement(statement))
    for one in before:  # as DuckDB does with a text of several: the values are the last one's
        connection.execute(one)
    return connection.execute(last, told or None)


def _parsed(connection: DuckDBPyConnection, text: str) -> tuple[Statement, ...]:
    if text not in _PARSED:
        _PARSED[text] = tuple(connection.extract_statements(text))
    return _PARSED[text]


def _told(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def _columns(cursor: DuckDBPyConnection) -> tuple[str, ...]:
    return tuple(told[0] for told in cursor.description or ())


def _maker(
    statement: str, columns: Sequence[str], record: Callable[..., Record], keys: Sequence[str] = ()
) -> Callable[[Sequence[Any]], Record]:
    """What makes a record of a row; `keys` are columns that the record need not have."""
    wanted = _fields(record)
    surplus = sorted(set(columns) - set(wanted) - set(keys))
    missing = sorted(set(wanted) - set(columns))
    if surplus or missing or len(set(columns)) < len(columns):
        raise WrongShape(
            f"{statement} gives {', '.join(columns)}; of what {record!r} takes it lacks "
            f"{', '.join(missing) or 'nothing'}, and it knows nothing of {', '.join(surplus) or 'none'}"
        )
    places = [columns.index(name) for name in wanted]
    if places == list(range(len(columns))):
        return lambda row: record(*row)
    return lambda row: record(*[row[place] for place in places])


def _fields(record: Callable[..., Record]) -> tuple[str, ...]:
    """Names of what a record is made of, in the order in which it takes them."""
    if is_dataclass(record):
        return tuple(told.name for told in fields(record) if told.init)
    return tuple(getattr(record, "_fields"))  # noqa: B009 - a NamedTuple, which has no type of its own


def _place(statement: str, columns: Sequence[str], key: str) -> int:
    if key not in columns:
        raise WrongShape(f"{statement} gives {', '.join(columns)}, not {key}")
    return columns.index(key)
