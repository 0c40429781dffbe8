"""How things stand, for the person who looks after the pipeline; read from the published file alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import query
from warehouse.faults import cause
from warehouse.home import HomeError
from warehouse.ledger import prepare
from warehouse.read_only import open_read_only

MISSED_DAYS = 14
"""How many days back nights without a complete run are listed."""


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section: when it was last complete, last changed and last read, and what came of that reading."""

    section_id: str
    name: str
    complete_at: datetime | None
    changed_at: datetime | None
    read_at: datetime | None
    outcome: str | None
    """Outcome of the last reading; None when the section was never read."""
    reason: str
    pages_declared: int | None
    pages_read: int | None
    records_declared: int | None
    records_read: int | None
    nights_missed: int | None
    """Days since the last complete reading; since the first run where there is none; None before any run."""
    cadence_days: int | None


@dataclass(frozen=True, slots=True)
class WaitingFinding:
    """One finding that waits for a person."""

    check_id: str
    outcome: str
    severity: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that `gongkai status` tells."""

    built_at: datetime
    data_as_of: datetime | None
    sections: tuple[SectionStatus, ...]
    missed: tuple[date, ...]
    """Days of the last 14 before today on which no nightly run was complete."""
    waiting: tuple[WaitingFinding, ...]


class _Age(NamedTuple):
    built_at: datetime
    data_as_of: datetime | None


def read_status(published: Path, now: datetime) -> Status:
    """How the sections of a published file stand at `now`.

    Raises HomeError when there is no published file, when it cannot be read, or when a log lies beside it.
    """
    if not published.is_file():
        raise HomeError(f"{published} 还不存在;请先运行 gongkai nightly 或 gongkai backfill")
    try:
        with open_read_only(published) as reader:
            prepare(reader)
            age = query.one(reader, "status/file", _Age)
            return Status(
                built_at=age.built_at,
                data_as_of=age.data_as_of,
                sections=tuple(query.records(reader, "status/sections", SectionStatus, now=now)),
                missed=tuple(query.column(reader, "status/missed_days", now=now, days=MISSED_DAYS)),
                waiting=tuple(query.records(reader, "status/waiting", WaitingFinding)),
            )
    except duckdb.Error as error:
        raise HomeError(f"{published} 无法读取({cause(error)});请运行 gongkai republish 重新生成") from error
