"""The ledger: the pipeline's private database of what is known, opened by one process at a time."""

from __future__ import annotations

from pathlib import Path

import duckdb

import sql
from warehouse.home import HomeError

SCHEMA_VERSION = 2
"""Form of the ledger's tables, as `sql/ledger/schema.sql` makes them."""

TIME_ZONE = "Asia/Shanghai"
"""Zone in which days are reckoned and instants are shown."""


class LedgerError(HomeError):
    """The ledger cannot be opened: one sentence with the remedy."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer version of the program, which this one must not touch."""


def open_ledger(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the ledger at `path`, made when it is not there; folders must be there.

    Raises LedgerTooNew for a ledger of a newer version, LedgerError when the file cannot be opened.
    """
    try:
        connection = duckdb.connect(str(path))
    except duckdb.Error as error:
        raise LedgerError(
            f"台账 {path} 无法打开({str(error).splitlines()[0]});请确认没有别的程序占用它,且磁盘未满、可写"
        ) from error
    try:
        prepare(connection)
        _settle_version(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Sets time zone and the folding functions on a connection; the ledger's SQL relies on both."""
    connection.execute(sql.statement("ledger/settings"))
    connection.execute(sql.statement("ledger/macros"))


def _settle_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.begin()
    [(found,)] = connection.execute(sql.statement("ledger/has_version")).fetchall()
    if found:
        [(version,)] = connection.execute(sql.statement("ledger/version")).fetchall()
        if version and version > SCHEMA_VERSION:
            connection.rollback()
            raise LedgerTooNew(
                f"台账 {path} 的版本是 {version},"
                f"比本程序认得的 {SCHEMA_VERSION} 新;请升级程序,台账未作任何改动"
            )
    connection.execute(sql.statement("ledger/schema"))
    for name in ("ledger/raise_version", "ledger/set_version"):
        connection.execute(sql.statement(name), {"version": SCHEMA_VERSION})
    connection.commit()
