"""A clock that jumped: what is dated after the present instant, and up to when what is dated is believed.

Nobody is told the true time. Of one night dated a year ahead, and a hundred before it, the one was wrong;
where most of what is known is dated after now, the present clock is. Either way nothing looks fresher than it
is, and nothing is last for a year.
"""

from __future__ import annotations

from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.touched import forget


def believed_until(connection: DuckDBPyConnection, now: datetime) -> datetime:
    """Up to when instants in the ledger (or a published file) are believed at `now`; far ahead where it is
    the present clock that is wrong."""
    until = query.value(connection, "clock/believed", now=now)
    assert isinstance(until, datetime)
    return until


def note_present(ledger: DuckDBPyConnection, now: datetime) -> None:
    """Makes the temporary table `present_instant`, by which a publication judges what is last."""
    query.run(ledger, "clock/present", until=believed_until(ledger, now))


def set_right(ledger: DuckDBPyConnection, now: datetime) -> None:
    """Before a run begins: what was last seen under a clock that was ahead was seen by now at the latest.
    What happened when (first seen, accepted, left) stays as it was written."""
    until = believed_until(ledger, now)
    for name in ("clock/items_seen", "clock/rows_seen"):
        if query.value(ledger, name, until=until, now=now):
            forget(ledger)
