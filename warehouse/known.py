"""What the ledger knows of a section, as the value that a crawl starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from duckdb import DuckDBPyConnection

import sql
from scrapers.known import Known, KnownItem, Stored
from scrapers.package import Proof
from warehouse.bounds import BoundRow, bound_of
from warehouse.changes import to_settle


def known_of_section(
    ledger: DuckDBPyConnection, section_id: str, run_id: str, bounds: Sequence[BoundRow] = ()
) -> Known:
    """Rows, answers and the last whole reading of a section of the run's portal; what people expect of it.

    Raises LookupError when the run was never begun.
    """
    whose = {"portal_id": _portal_of(ledger, run_id), "section_id": section_id}
    of_run = {**whose, "run_id": run_id}
    answers = _answers(ledger, whose)
    told = ledger.execute(sql.statement("known/told_this_run"), of_run).fetchall()
    whole = ledger.execute(sql.statement("known/last_whole"), whose).fetchall()
    declared = ledger.execute(sql.statement("known/last_declared"), whose).fetchall()
    open_ = to_settle(ledger, whose)
    [(next_part,)] = ledger.execute(sql.statement("known/next_part"), of_run).fetchall()
    return Known(
        items=known_items(ledger, of_run),
        answers=answers,
        this_run={key: replace(answers[key], asked_at=at) for key, at in told if key in answers},
        complete_rows=whole[0][0] if whole else None,
        complete_at=whole[0][1] if whole else None,
        records_declared=declared[0][0] if declared else None,
        left=open_.pages,
        missing=open_.read_whole,
        bound=bound_of(ledger, bounds, whose["portal_id"], section_id),
        next_part=next_part,
    )


def known_items(ledger: DuckDBPyConnection, of_run: Mapping[str, str]) -> dict[str, KnownItem]:
    """The rows that a section held when it was last read, by item id; `of_run` has portal_id, section_id, and
    run_id: the run under way, whose own visits are not among the nights on which a page did not come."""
    rows = ledger.execute(sql.statement("known/section_items"), of_run).fetchall()
    return {row[0]: KnownItem(*row) for row in rows}


def section_proof(ledger: DuckDBPyConnection, run_id: str, section_id: str) -> Proof | None:
    """The final proof, complete or empty, of a section in this run; None while it is still to be read."""
    rows = ledger.execute(
        sql.statement("known/section_proof"), {"run_id": run_id, "section_id": section_id}
    ).fetchall()
    return Proof(*rows[0]) if rows else None


def section_done(ledger: DuckDBPyConnection, run_id: str, section_id: str) -> bool:
    """Whether this run has read that section to a final proof, complete or empty."""
    return section_proof(ledger, run_id, section_id) is not None


def checked_items(ledger: DuckDBPyConnection, portal_id: str) -> dict[str, datetime]:
    """By item id, when the item's page was last asked in whatever section; not those that failed for now."""
    rows = ledger.execute(sql.statement("known/checked_items"), {"portal_id": portal_id}).fetchall()
    return dict(rows)


def _portal_of(ledger: DuckDBPyConnection, run_id: str) -> str:
    rows = ledger.execute(sql.statement("known/portal_of_run"), {"run_id": run_id}).fetchall()
    if not rows:
        raise LookupError(f"run {run_id!r} was never begun in this ledger")
    return str(rows[0][0])


def _answers(ledger: DuckDBPyConnection, whose: dict[str, str]) -> dict[str, Stored]:
    rows = ledger.execute(sql.statement("known/answers"), whose).fetchall()
    return {
        key: Stored(
            url=url,
            etag=etag,
            last_modified=last_modified,
            sha256=sha256,
            archive_file=archive_file,
            archive_offset=archive_offset,
            content_type=content_type,
            asked_at=asked_at,
        )
        for (
            key,
            url,
            etag,
            last_modified,
            sha256,
            archive_file,
            archive_offset,
            content_type,
            asked_at,
        ) in rows
    }
