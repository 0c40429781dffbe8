"""The ledger: the pipeline's private database of what is known, opened by one process at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import duckdb

import sql
from scrapers.oswords import reason
from warehouse import query
from warehouse.faults import cause, is_damage
from warehouse.home import HomeError, HomeTooNew
from warehouse.instances import opened
from warehouse.ledger_copies import keep_copy, way_back
from warehouse.ledger_left import as_left, believe, leave
from warehouse.outcomes import teach_outcomes

SCHEMA_VERSION = 8
"""Form of the ledger's tables, as SCHEMA makes them; an older ledger is brought to it by the
statements `ledger/migrate_N_to_N+1`."""

SCHEMA = ("ledger/schema", "ledger/taken_out", "ledger/observations", "ledger/reconciled", "ledger/touched")
"""The statements that make the tables."""

TIME_ZONE = "Asia/Shanghai"
"""Zone in which days are reckoned and instants are shown."""


_SOUND: dict[Path, tuple[int, int, int]] = {}
"""Inode, bytes and instant of change of each ledger that this process has found whole or let go of last: a
run opens its ledger again and again, mostly as it left it."""


class _Stated(NamedTuple):
    """Form of a ledger, and the sum of the schema that it was last made by; None for what it does not say."""

    schema_version: int | None = None
    schema_sha256: str | None = None


class LedgerError(HomeError):
    """The ledger cannot be opened: one sentence with the remedy."""


class LedgerDamaged(LedgerError):
    """The ledger's file is cut off or otherwise no whole database."""


class LedgerTooNew(LedgerError, HomeTooNew):
    """The ledger was written by a newer version of the program, which this one must not touch."""


def open_ledger(path: Path, say: Callable[[str], None] | None = None) -> duckdb.DuckDBPyConnection:
    """A connection to the ledger at `path`, made when it is not there; folders must be there. One of an older
    form is copied beside itself and brought to the present form, which `say` is told (Chinese).

    Raises LedgerTooNew for a ledger of a newer version, LedgerDamaged for one that is cut off or damaged,
    LedgerError when the file cannot be opened, or not be copied.
    """
    with _in_words(path):
        connection, version = _read(path)
        if version is None or version >= SCHEMA_VERSION:
            return _settled(connection, version)
        with connection:
            query.run(connection, "ledger/checkpoint")
        kept = _keep_copy(path, version)
        connection, version = _read(path)
        _settled(connection, version)
    if say is not None:
        say(
            f"台账已从版本 {version} 升级到版本 {SCHEMA_VERSION};升级前的台账保存在 {kept},退回旧版程序时用它"
        )
    return connection


@contextmanager
def held_ledger(path: Path, say: Callable[[str], None] | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """The ledger for as long as the block lasts: as `open_ledger`, and ten times as quick where a process
    opens one again and again. Raises what that does."""
    is_as_left = as_left(path)
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(_as_it_is(path))
        except (duckdb.Error, _NotAsIs):
            connection = stack.enter_context(open_ledger(path, say))
            is_as_left = False  # made or migrated just now
        believe(connection, is_as_left)
        yield connection
    leave(path)
    with suppress(OSError):  # moved away meanwhile
        _SOUND[path] = _state(path)


class _NotAsIs(Exception):
    """The ledger is to be made, to be brought to the present form, or refused."""


@contextmanager
def _as_it_is(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A ledger of the present form. Raises _NotAsIs for every other, duckdb.Error for what is no ledger."""
    if not path.exists():
        raise _NotAsIs
    with opened(path, read_only=False) as connection:
        prepare(connection)
        _read_if_short(connection, path)
        if _stated(connection) != _present():
            raise _NotAsIs
        yield connection


def _read(path: Path) -> tuple[duckdb.DuckDBPyConnection, int | None]:
    """A connection to a ledger that is whole as far as that shows, and the version that it states; nothing of
    it is changed. Raises LedgerTooNew, duckdb.Error."""
    connection = duckdb.connect(str(path))
    with _closed_on_error(connection):
        query.run(connection, "instances/limit_memory")
        prepare(connection)
        _read_if_short(connection, path)
        version = _stated(connection).schema_version
        if version and version > SCHEMA_VERSION:
            raise LedgerTooNew(
                f"台账 {path} 的版本是 {version},比本程序认得的 {SCHEMA_VERSION} 新,未作任何改动;"
                f"{way_back(path, version, SCHEMA_VERSION)}"
            )
    return connection, version


@contextmanager
def _closed_on_error(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """A connection that whoever asked for it will not get is closed."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _keep_copy(path: Path, version: int) -> Path:
    """As `ledger_copies.keep_copy`. Raises LedgerError, the ledger as it was."""
    try:
        return keep_copy(path, version)
    except OSError as error:
        raise LedgerError(
            f"台账 {path} 需要升级(版本 {version} → {SCHEMA_VERSION}),升级前的备份却写不下来"
            f"({reason(error)});台账未作任何改动,请腾出至少一份台账大小的磁盘空间后重跑"
        ) from error


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """What DuckDB says against the file, as a sentence with the remedy."""
    try:
        yield
    except duckdb.Error as error:
        if is_damage(error):
            raise LedgerDamaged(
                f"台账 {path} {cause(error)};没有改动它。请从备份恢复这个文件后重跑;"
                f"{path.parent / 'packages'} 中尚未载入的数据包都保留着,恢复后会自动载入,公布文件没有改动"
            ) from error
        raise LedgerError(
            f"台账 {path} 打不开({cause(error)});请关闭占用它的程序,或检查磁盘空间和权限后重跑"
        ) from error


def _read_if_short(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Reads all of a file that is shorter than its header says, unless this process left it as it stands;
    raises duckdb.Error where something is lost: otherwise that would come out in the middle of a run."""
    state = _state(path)
    if _SOUND.get(path) == state:
        return
    if query.column(connection, "ledger/is_short", bytes=path.stat().st_size) == [True]:
        for name in query.column(connection, "ledger/tables"):
            query.value(connection, "ledger/read_whole", name=name)
    _SOUND[path] = state


def _state(path: Path) -> tuple[int, int, int]:
    """What tells whether anybody has touched a file since."""
    told = path.stat()
    return told.st_ino, told.st_size, told.st_mtime_ns


def prepare(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes time zone, folding functions and meanings of outcomes known to a connection, for its SQL."""
    query.run(connection, "ledger/settings")
    query.run(connection, "ledger/macros")
    teach_outcomes(connection)


def _settled(connection: duckdb.DuckDBPyConnection, version: int | None) -> duckdb.DuckDBPyConnection:
    """The connection, its tables brought to the present form in one transaction, unless the ledger states
    that they have it: a kill leaves the old form or the new one. `version`: the ledger's; None: a new one."""
    present = _present()
    if _stated(connection) == present:
        return connection
    with _closed_on_error(connection), query.transaction(connection):
        for older in range(version or SCHEMA_VERSION, SCHEMA_VERSION):
            query.run(connection, f"ledger/migrate_{older}_to_{older + 1}")
        for name in SCHEMA:
            query.run(connection, name)
        for name in ("ledger/raise_version", "ledger/set_version"):
            query.run(connection, name, version=present.schema_version, schema_sha256=present.schema_sha256)
    return connection


def _present() -> _Stated:
    """What a ledger of the present form states."""
    schema = "".join(map(sql.statement, SCHEMA))
    return _Stated(SCHEMA_VERSION, hashlib.sha256(schema.encode()).hexdigest())


def _stated(connection: duckdb.DuckDBPyConnection) -> _Stated:
    """Version and sum of the schema that the ledger states; None for what it does not."""
    with suppress(duckdb.CatalogException, duckdb.BinderException):  # no ledger yet, or an older one
        return query.at_most_one(connection, "ledger/stated", _Stated) or _Stated()
    with suppress(duckdb.CatalogException):
        return _Stated(query.value(connection, "ledger/version"))
    return _Stated()
