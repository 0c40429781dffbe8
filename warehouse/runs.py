"""The ledger's own record of runs: begun, taken up again, ended."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from duckdb import DuckDBPyConnection

import sql
from scrapers.crawl.years import Years
from warehouse.ledger import TIME_ZONE

RESUME_WITHIN = timedelta(hours=20)
"""An unfinished nightly run older than this is not taken up again: tonight's list is another one."""


def begin_run(
    ledger: DuckDBPyConnection, kind: str, portal_id: str, years: Years | None, now: datetime
) -> str:
    """Id of the run to work on, `<kind>-<instant in Asia/Shanghai>-<4 hex>`.

    An unfinished run of the same kind, portal and years is taken up again: a backfill always, a nightly while
    younger than 20 hours. Every other unfinished one of that kind is marked `interrupted`. A run that was
    stopped by a person or killed is unfinished as long as nobody called `end_run` for it, or while what it
    brought is not published (`ending`): taken up, it has nothing left to ask and publishes.
    """
    whose = _whose(kind, portal_id, years)
    unfinished = ledger.execute(sql.statement("runs/unfinished"), whose).fetchall()
    resumed = None
    for run_id, started_at, ended in unfinished:
        if resumed is None and _resumable(kind, started_at, now):
            resumed = str(run_id)
        elif not ended:
            end_run(ledger, run_id, "interrupted", now)
    return resumed or _begin(ledger, whose, now)


def unfinished_backfill(ledger: DuckDBPyConnection, portal_id: str, years: Years) -> str | None:
    """Id of the run that a backfill of those years takes up again; None where it would begin a new one."""
    found = ledger.execute(sql.statement("runs/unfinished"), _whose("backfill", portal_id, years)).fetchall()
    return str(found[0][0]) if found else None


def end_run(ledger: DuckDBPyConnection, run_id: str, outcome: str, now: datetime) -> None:
    """Marks a run as ended: `complete`, `partial` …, or `interrupted` for one given up."""
    ledger.execute(
        sql.statement("runs/end"), {"run_id": run_id, "outcome": outcome, "finished_at": now.isoformat()}
    )


def started_at(ledger: DuckDBPyConnection, run_id: str) -> datetime:
    """When a run that is in the ledger began, however often it was taken up again since."""
    [(began,)] = ledger.execute(sql.statement("runs/started"), {"run_id": run_id}).fetchall()
    assert isinstance(began, datetime)
    return began


def waiting_runs(ledger: DuckDBPyConnection, kind: str) -> list[str]:
    """Ids of the runs of a kind that may have brought something which is not published, oldest first."""
    return [row[0] for row in ledger.execute(sql.statement("runs/waiting"), {"kind": kind}).fetchall()]


@contextmanager
def ending(ledger: DuckDBPyConnection, outcomes: Mapping[str, str], now: datetime) -> Iterator[None]:
    """Ends runs (id → outcome) around their publication, which is the block: a kill or a fault in there
    leaves them unfinished, though the file that was being built says that they ended."""
    ledger.begin()
    for run_id, outcome in outcomes.items():
        ledger.execute(sql.statement("runs/announce"), {"run_id": run_id})
        end_run(ledger, run_id, outcome, now)
    ledger.commit()
    yield
    for name in ("runs/published", "runs/forget_met"):
        ledger.execute(sql.statement(name))


def _whose(kind: str, portal_id: str, years: Years | None) -> dict[str, object]:
    """What a run is for, as the ledger keeps it: `to_year` only where there are several years."""
    first, last = (None, None) if years is None else (years.first, years.to_year)
    return {"portal_id": portal_id, "kind": kind, "year": first, "to_year": last}


def _resumable(kind: str, started_at: datetime, now: datetime) -> bool:
    return kind == "backfill" or (kind == "nightly" and now - started_at < RESUME_WITHIN)


def _begin(ledger: DuckDBPyConnection, whose: Mapping[str, object], now: datetime) -> str:
    instant = now.astimezone(ZoneInfo(TIME_ZONE)).strftime("%Y%m%dT%H%M%S")
    run_id = f"{whose['kind']}-{instant}-{secrets.token_hex(2)}"
    ledger.execute(sql.statement("runs/begin"), {**whose, "run_id": run_id, "started_at": now.isoformat()})
    return run_id
