"""The published file made anew from the ledger, aside, to be compared with the one that stands."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.decisions import HomeDecisions
from warehouse.faults import cause, is_damage
from warehouse.home import Home, HomeError
from warehouse.ledger import SCHEMA_VERSION, prepare
from warehouse.publish import attached, build
from warehouse.read_only import drop_logs


class NotMade(Exception):
    """It cannot be made anew: why, in Chinese."""

    def __init__(self, why: str, is_lost: bool = False) -> None:
        """`is_lost`: because the ledger is damaged, or gone from the folder in which it should stand."""
        super().__init__(why)
        self.is_lost = is_lost


class Hold(NamedTuple):
    """How the home is held: from what instant on, and for how many seconds another holder is waited for."""

    now: datetime
    wait: float


class Since(NamedTuple):
    """What the ledger has learned since the publication."""

    packages: int
    runs: int


class _Form(NamedTuple):
    schema_version: int | None
    schema_sha256: str | None


@contextmanager
def made_anew(
    connection: DuckDBPyConnection, home: Home, people: HomeDecisions, built_at: datetime, hold: Hold
) -> Iterator[Since]:
    """Attaches to `connection`, as `made`, what a publication of that instant by those decisions would say of
    the ledger as it is, which is only read. The home is held while it is built.

    Raises NotMade where there is no ledger, another run holds the home, or something cannot be read.
    """
    file = home.aside / f"verify-{os.getpid()}.duckdb"
    try:
        with _held(home, hold):
            try:
                since = _built(home, file, people, built_at)
                query.run(connection, "verify/attach_made", file=file)
            finally:
                file.unlink(missing_ok=True)  # who has it open reads on
                drop_logs(file)
    except duckdb.InterruptException:
        raise
    except (HomeError, duckdb.Error, OSError) as error:
        if why := _damage(error):
            remedy = f"请从备份恢复 {home.work}(packages/ 里尚未载入的数据包请保留)"
            raise NotMade(f"台账 {home.ledger} {why};{remedy}", is_lost=True) from error
        raise NotMade(str(error).splitlines()[0]) from error
    try:
        yield since
    finally:
        query.run(connection, "verify/detach_made")


@contextmanager
def _held(home: Home, hold: Hold) -> Iterator[None]:
    """The home, held; nothing is made in one without a ledger."""
    if not home.ledger.is_file():
        if home.work.exists():
            raise NotMade(f"台账 {home.ledger} 不见了;请从备份恢复 {home.work}", is_lost=True)
        raise NotMade(f"没有台账 {home.ledger}")
    with home.locked(hold.now, wait=hold.wait):
        yield


def _damage(error: Exception) -> str | None:
    """What is wrong with the ledger's own bytes or tables, in Chinese; None where it is something else."""
    raised = error.__cause__ if isinstance(error, HomeError) else error
    if isinstance(raised, duckdb.Error) and is_damage(raised):
        return cause(raised)
    if isinstance(raised, (duckdb.ProgrammingError, duckdb.DataError)):
        return f"缺少表、列,或其中的内容不是程序所写({cause(raised)})"
    return None


def _built(home: Home, file: Path, people: HomeDecisions, built_at: datetime) -> Since:
    with duckdb.connect(config={"temp_directory": str(home.aside / f"{file.stem}.tmp")}) as ledger:
        query.run(ledger, "instances/limit_memory")
        query.run(ledger, "verify/attach_ledger", file=home.ledger)
        query.run(ledger, "verify/use_ledger")
        prepare(ledger)
        if query.one(ledger, "ledger/stated", _Form).schema_version != SCHEMA_VERSION:
            raise NotMade(f"台账 {home.ledger} 是另一版本的程序写的")
        since = query.one(ledger, "verify/since", Since, built_at=built_at)
        with attached(ledger, home, file):
            build(ledger, people, built_at)
            query.run(ledger, "publish/checkpoint")
    return since
