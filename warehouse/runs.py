"""The ledger's own record of runs: begun, taken up again, ended."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

from scrapers.crawl.years import Years
from warehouse import query
from warehouse.ledger import TIME_ZONE

RESUME_WITHIN = timedelta(hours=20)
"""An unfinished nightly run older than this is not taken up again: tonight's list is another one."""


AHEAD = timedelta(hours=1)
"""So far a clock may have been set back since a run began."""


class _Unfinished(NamedTuple):
    """A run that was not given up; `ended`: it is through and not published yet."""

    run_id: str
    started_at: datetime
    ended: bool


def new_run_id(kind: str, now: datetime) -> str:
    """An id that no run has: `<kind>-<instant in Asia/Shanghai>-<4 hex>`."""
    instant = now.astimezone(ZoneInfo(TIME_ZONE)).strftime("%Y%m%dT%H%M%S")
    return f"{kind}-{instant}-{secrets.token_hex(2)}"


def begin_run(
    ledger: DuckDBPyConnection, kind: str, portal_id: str, years: Years | None, now: datetime
) -> str:
    """Id of the run to work on, as `new_run_id` makes it.

    An unfinished run of the same kind, portal and years is taken up again: a backfill always, a nightly while
    younger than 20 hours. Every other unfinished one of that kind is marked `interrupted`. A run that was
    stopped by a person or killed is unfinished as long as nobody called `end_run` for it, or while what it
    brought is not published (`ending`): taken up, it has nothing left to ask and publishes.
    """
    whose = _whose(kind, portal_id, years)
    resumed = None
    for run in query.records(ledger, "runs/unfinished", _Unfinished, **whose):
        if resumed is None and _resumable(kind, run.started_at, now):
            resumed = run.run_id
        elif not run.ended:
            end_run(ledger, run.run_id, "interrupted", now)
    return resumed or _begin(ledger, whose, now)


def unfinished_backfill(ledger: DuckDBPyConnection, portal_id: str, years: Years) -> str | None:
    """Id of the run that a backfill of those years takes up again; None where it would begin a new one."""
    whose = _whose("backfill", portal_id, years)
    found = query.records(ledger, "runs/unfinished", _Unfinished, **whose)
    return found[0].run_id if found else None


def end_run(ledger: DuckDBPyConnection, run_id: str, outcome: str, now: datetime) -> None:
    """Marks a run as ended: `complete`, `partial` …, or `interrupted` for one given up."""
    query.run(ledger, "runs/end", run_id=run_id, outcome=outcome, finished_at=now)


def started_at(ledger: DuckDBPyConnection, run_id: str) -> datetime:
    """When a run that is in the ledger began, however often it was taken up again since."""
    began = query.value(ledger, "runs/started", run_id=run_id)
    assert isinstance(began, datetime)
    return began


def waiting_runs(ledger: DuckDBPyConnection, kind: str) -> list[str]:
    """Ids of the runs of a kind that may have brought something which is not published, oldest first."""
    return query.column(ledger, "runs/waiting", kind=kind)


@contextmanager
def ending(ledger: DuckDBPyConnection, outcomes: Mapping[str, str], now: datetime) -> Iterator[None]:
    """Ends runs (id → outcome) around their publication, which is the block: a kill or a fault in there
    leaves them unfinished, though the file that was being built says that they ended."""
    with query.transaction(ledger):
        for run_id, outcome in outcomes.items():
            query.run(ledger, "runs/announce", run_id=run_id)
            end_run(ledger, run_id, outcome, now)
    yield
    for name in ("runs/published", "runs/forget_met"):
        query.run(ledger, name)


def _whose(kind: str, portal_id: str, years: Years | None) -> dict[str, object]:
    """What a run is for, as the ledger keeps it: `to_year` only where there are several years."""
    first, last = (None, None) if years is None else (years.first, years.to_year)
    return {"portal_id": portal_id, "kind": kind, "year": first, "to_year": last}


def _resumable(kind: str, started_at: datetime, now: datetime) -> bool:
    # One from the future was begun while the clock was wrong: it would belong to no night until then.
    return kind == "backfill" or (kind == "nightly" and -AHEAD <= now - started_at < RESUME_WITHIN)


def _begin(ledger: DuckDBPyConnection, whose: Mapping[str, object], now: datetime) -> str:
    run_id = new_run_id(str(whose["kind"]), now)
    while query.column(ledger, "runs/started", run_id=run_id):  # portals begin their runs in one second
        run_id = new_run_id(str(whose["kind"]), now)
    query.run(ledger, "runs/begin", **whose, run_id=run_id, started_at=now)
    return run_id
