"""How things stand, for the person who looks after the pipeline; read from the published file alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import duckdb

from warehouse import query
from warehouse.clock import believed_until
from warehouse.faults import unreadable
from warehouse.home import FileUnreadable
from warehouse.ledger import prepare
from warehouse.past_nights import NIGHTS, Night, NightReading, NightRun, Said, past_nights
from warehouse.read_only import open_read_only
from warehouse.settings import NightSettings


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """One section: when it was last complete, last changed and last read, and what came of that reading."""

    section_id: str
    name: str
    url: str
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
    portal_id: str = ""


@dataclass(frozen=True, slots=True)
class WaitingFinding:
    """One finding that waits for a person."""

    check_id: str
    outcome: str
    severity: str
    subject: str
    message: str
    found_at: datetime
    portal_id: str = ""


@dataclass(frozen=True, slots=True)
class Status:
    """Everything that `gongkai status` tells."""

    built_at: datetime
    data_as_of: datetime | None
    sections: tuple[SectionStatus, ...]
    nights: tuple[Night, ...]
    """The last nights, oldest first, with the one that is just over."""
    waiting: tuple[WaitingFinding, ...]


class _Age(NamedTuple):
    built_at: datetime
    data_as_of: datetime | None


def read_status(
    published: Path,
    now: datetime,
    night: NightSettings | None = None,
    said: Said | None = None,
    portal_ids: Sequence[str] = (),
) -> Status:
    """How the sections of a published file stand at `now`. `night`: when nights are; `said`: how the last one
    ended that published nothing; `portal_ids`: of which portals, all where none is named.

    Raises FileUnreadable when there is no published file, or it cannot be read, or a log lies beside it.
    """
    if not published.is_file():
        raise FileUnreadable(f"{published} 还不存在;请先运行 gongkai nightly 或 gongkai backfill")
    try:
        with open_read_only(published, portal_ids) as reader:
            prepare(reader)
            age = query.one(reader, "status/file", _Age)
            return Status(
                built_at=age.built_at,
                data_as_of=age.data_as_of,
                sections=tuple(
                    query.records(
                        reader, "status/sections", SectionStatus, now=now, until=believed_until(reader, now)
                    )
                ),
                nights=_nights(reader, now, night or NightSettings(), said),
                waiting=tuple(query.records(reader, "status/waiting", WaitingFinding)),
            )
    except duckdb.Error as error:
        raise FileUnreadable(unreadable(published, error)) from error


def _nights(
    reader: duckdb.DuckDBPyConnection, now: datetime, night: NightSettings, said: Said | None
) -> tuple[Night, ...]:
    since = now - timedelta(days=NIGHTS + 2)
    runs = query.records(reader, "status/nightly_runs", NightRun, since=since, now=now)
    readings = query.records(reader, "status/nightly_readings", NightReading, since=since, now=now)
    retired = query.pairs(reader, "status/retired", "portal_id", "retired_at")
    first = query.value(reader, "status/first_night")
    firsts = query.pairs(reader, "status/first_nights", "portal_id", "first")
    return past_nights(runs, readings, first, night, now, said, retired, firsts)


class PublishedPortal(NamedTuple):
    """A portal as a published file has it."""

    portal_id: str
    name: str
    retired_at: datetime | None
    before: list[str]
    """What it was called before."""

    @property
    def names(self) -> list[str]:
        """What it is called, then what it was called before."""
        return [self.portal_id, *self.before]


def published_portals(published: Path) -> list[PublishedPortal]:
    """The portals of a published file. Raises FileUnreadable when it is not there, or cannot be read."""
    if not published.is_file():
        raise FileUnreadable(f"{published} 还不存在;请先运行 gongkai nightly 或 gongkai backfill")
    try:
        with open_read_only(published) as reader:
            return query.records(reader, "status/portals", PublishedPortal)
    except duckdb.Error as error:
        raise FileUnreadable(unreadable(published, error)) from error
