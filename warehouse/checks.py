"""Checks over a file about to be published: guards that block it, findings that inform its readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

import sql

GUARDS = "checks/guard_*.sql"
FINDINGS = "checks/inform_*.sql"


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that a guard selected: the guard's name and the row's columns in words."""

    guard: str
    row: str


def guard(ledger: DuckDBPyConnection, standing: Path) -> list[BadRow]:
    """Every row that a guard selects, up to 20 of each guard; none in a sound file.

    `standing` is the published file that stands, compared with where it can be opened.
    """
    bad = [row for name in _names(GUARDS) for row in _selected(ledger, name)]
    return bad + _lost(ledger, standing)


def inform(ledger: DuckDBPyConnection, found_at: datetime) -> None:
    """Fills `published.findings`: what each check found, and that it found nothing."""
    for name in _names(FINDINGS):
        ledger.execute(sql.statement(name), {"found_at": found_at.isoformat()})


def _names(pattern: str) -> list[str]:
    return sorted(f"{path.parent.name}/{path.stem}" for path in sql.FOLDER.glob(pattern))


def _selected(ledger: DuckDBPyConnection, name: str) -> list[BadRow]:
    rows = ledger.execute(sql.statement(name)).fetchall()
    return [BadRow(Path(name).name, " ".join(str(value) for value in row)) for row in rows[:20]]


def _lost(ledger: DuckDBPyConnection, standing: Path) -> list[BadRow]:
    """Items of the standing file that are not known any more. A file that somebody holds for writing, or that
    is damaged, cannot be compared with: that must not keep the new one back."""
    if not standing.is_file():
        return []
    try:
        ledger.execute(sql.statement("publish/attach_standing"), {"file": str(standing)})
    except duckdb.Error:
        return []
    try:
        return _selected(ledger, "checks/lost_items")
    except duckdb.Error:
        return []
    finally:
        ledger.execute(sql.statement("publish/detach_standing"))
