"""How a ledger was left: whether anybody has written to it since a run let go of it.

People may open the ledger with their own tools, it may be put back from a backup, a run may be killed: then
what it says it has noted of itself (warehouse/touched.py) is not believed. Who opens, writes and closes it in
the very milliseconds in which a run lets go of it is not seen, until the ledger is summed again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.read_only import logs_of

_HEADERS = 3 * 4096
"""Bytes at the beginning of a DuckDB file that every writing to it changes, as they count its checkpoints; an
older copy that was written to may come to the same."""


def as_left(ledger: Path) -> bool:
    """Whether the closed file is as a run left it: nobody has written to it since."""
    with suppress(OSError):
        return _left(ledger).read_bytes() == _state(ledger)
    return False


def leave(ledger: Path) -> None:
    """Notes how the closed file is left; what cannot be noted is not believed later."""
    with suppress(OSError):
        _left(ledger).write_bytes(_state(ledger))


def believe(ledger: DuckDBPyConnection, is_as_left: bool) -> None:
    """Of the ledger, just opened by a run: is what was noted to be believed for as long as it is open?"""
    query.run(ledger, "ledger/left_alone" if is_as_left else "ledger/forget_touched")


def _left(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.stem}.left")


def _state(ledger: Path) -> bytes:
    """What tells this file, unwritten, from any other. Raises OSError, also where a log lies beside it."""
    if logs_of(ledger):
        raise OSError(f"{ledger} was not let go of")
    with ledger.open("rb") as opened:
        headers = hashlib.sha256(opened.read(_HEADERS)).hexdigest()
    told = ledger.stat()
    return f"{headers} {told.st_ino} {told.st_size} {told.st_mtime_ns}".encode()
