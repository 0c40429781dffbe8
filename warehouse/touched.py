"""Which items and runs were written of since the last publication: noted by whoever writes to the ledger's
tables of them, so that a night's publication need not sum all of them to find what changed.

That is believed only while nobody else has written. Loading notes what it touches in the transaction in which
it does; nothing else that a run does touches items, but for a clock that jumped (`warehouse/clock.py`). All
other commands that write to them (taking out, renaming, reading again), and people's own tools, note nothing:
the file is then another than a run left it, which the next run sees (`warehouse/ledger_left.py`), and the
next publication sums the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.held import Held


def follow(ledger: DuckDBPyConnection, published_sha256: str) -> None:
    """From now on what is touched is noted, since this published file. Raises duckdb.Error, all as it was."""
    with query.transaction(ledger):
        query.run(ledger, "incremental/follow", published_sha256=published_sha256)


def forget(ledger: DuckDBPyConnection) -> None:
    """What was noted is not believed any more: something was written that nothing notes."""
    query.run(ledger, "ledger/forget_touched")


def touch(ledger: DuckDBPyConnection, of_run: Mapping[str, str], held: Held) -> None:
    """Notes the run of staged packages, and the items that these may have touched, just brought in; `of_run`
    has portal_id and run_id. The caller holds the transaction."""
    if query.value(ledger, "load/is_noted"):
        query.run(ledger, "load/touch_run", run_id=of_run["run_id"])
        query.run(ledger, "load/touch_told", **of_run)
        if held.any:
            query.run(ledger, "load/touch_held")
        if held.any_new:
            query.run(ledger, "load/touch_new")


def touch_unlisted(ledger: DuckDBPyConnection, of_run: Mapping[str, str]) -> None:
    """Notes the letters of a list that shows them no more, before they go; `of_run` has portal_id, section_id
    and run_id."""
    if query.value(ledger, "load/is_noted"):
        query.run(ledger, "load/touch_unlisted", **of_run)
