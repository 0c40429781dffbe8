"""The ledger: the pipeline's private database of what is known, opened by one process at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

import sql
from warehouse import query
from warehouse.home import HomeError, is_damage
from warehouse.outcomes import teach_outcomes

SCHEMA_VERSION = 4
"""Form of the ledger's tables, as `ledger/schema` makes them."""

TIME_ZONE = "Asia/Shanghai"
"""Zone in which days are reckoned and instants are shown."""


_READ_WHOLE: set[tuple[Path, int, int, int]] = set()
"""Path, inode, bytes and instant of change of files that this process has read whole: a run opens its ledger
again and again, mostly as it left it."""


class _Stated(NamedTuple):
    """Form of a ledger, and the sum of the schema that it was last made by; None for what it does not say."""

    schema_version: int | None = None
    schema_sha256: str | None = None


class LedgerError(HomeError):
    """The ledger cannot be opened: one sentence with the remedy."""


class LedgerDamaged(LedgerError):
    """The ledger's file is cut off or otherwise no whole database."""


class LedgerTooNew(LedgerError):
    """The ledger was written by a newer version of the program, which this one must not touch."""


def open_ledger(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to the ledger at `path`, made when it is not there; folders must be there.

    Raises LedgerTooNew for a ledger of a newer version, LedgerDamaged for one that is cut off or damaged,
    LedgerError when the file cannot be opened.
    """
    with _in_words(path):
        connection = duckdb.connect(str(path))
        try:
            prepare(connection)
            _read_if_short(connection, path)
            _settle_version(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What DuckDB says against the file, as a sentence with the remedy."""
    try:
        yield
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        if is_damage(error):
            raise LedgerDamaged(
                f"台账 {path} 已损坏或被截断({first});没有改动它。请从备份恢复这个文件后重跑;"
                f"{path.parent / 'packages'} 中尚未载入的数据包都保留着,恢复后会自动载入,已发布的文件未受影响"
            ) from error
        if "lock" in first:
            raise LedgerError(f"台账 {path} 正被别的程序占用({first});请等它结束或关闭它后重跑") from error
        raise LedgerError(f"台账 {path} 无法打开({first});请确认磁盘未满、目录可写") from error


def _read_if_short(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Reads all of a file that is shorter than its header says, unless it was read as it stands; raises
    duckdb.Error where something is lost: otherwise that would come out in the middle of a run."""
    told = path.stat()
    state = (path, told.st_ino, told.st_size, told.st_mtime_ns)
    is_short = query.column(connection, "ledger/is_short", bytes=told.st_size)
    if is_short == [True] and state not in _READ_WHOLE:
        for name in query.column(connection, "ledger/tables"):
            query.value(connection, "ledger/read_whole", name=name)
        _READ_WHOLE.add(state)


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes time zone, folding functions and meanings of outcomes known to a connection, for its SQL."""
    query.run(connection, "ledger/settings")
    query.run(connection, "ledger/macros")
    teach_outcomes(connection)


def _settle_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Brings the tables to the present form, unless the ledger states that they have it."""
    stated = _stated(connection)
    version = stated.schema_version
    if version and version > SCHEMA_VERSION:
        raise LedgerTooNew(
            f"台账 {path} 的版本是 {version},比本程序认得的 {SCHEMA_VERSION} 新;请升级程序,台账未作任何改动"
        )
    present = hashlib.sha256(sql.statement("ledger/schema").encode()).hexdigest()
    if stated == _Stated(SCHEMA_VERSION, present):
        return
    connection.begin()
    query.run(connection, "ledger/schema")
    for name in ("ledger/raise_version", "ledger/set_version"):
        query.run(connection, name, version=SCHEMA_VERSION, schema_sha256=present)
    connection.commit()


def _stated(connection: duckdb.DuckDBPyConnection) -> _Stated:
    """Version and sum of the schema that the ledger states; None for what it does not."""
    with suppress(duckdb.CatalogException, duckdb.BinderException):  # no ledger yet, or an older one
        return query.at_most_one(connection, "ledger/stated", _Stated) or _Stated()
    with suppress(duckdb.CatalogException):
        return _Stated(query.value(connection, "ledger/version"))
    return _Stated()
