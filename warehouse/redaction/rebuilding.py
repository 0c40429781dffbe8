"""The ledger written anew: what was erased from a database file stays readable in its free blocks until
then."""

from __future__ import annotations

from pathlib import Path

import duckdb

from scrapers.durable import fsync
from warehouse import query
from warehouse.home import Home
from warehouse.ledger import prepare
from warehouse.read_only import drop_logs


def rebuild(home: Home) -> None:
    """Copies the closed ledger into a new file, in which the redactions under way are done, and puts that in
    its place. The caller holds the home. Raises OSError, duckdb.Error, the old ledger as it was."""
    aside = home.aside / f"redact-{home.ledger.name}"
    _remove(aside)
    try:
        with duckdb.connect() as connection:
            query.run(connection, "redact/attach_ledger", file=home.ledger)
            query.run(connection, "redact/attach_rebuilt", file=aside)
            prepare(connection)
            query.run(connection, "redact/copy_ledger")
            query.run(connection, "redact/done")
            query.run(connection, "redact/detach_rebuilt")
        _copied_once_more(aside)
        fsync(aside)
        drop_logs(home.ledger)
        aside.replace(home.ledger)
        fsync(home.work)
    finally:
        _remove(aside)


def _copied_once_more(file: Path) -> None:
    """The titles that were to go stood in the first copy until they were done: they do not in the second."""
    second = file.with_name(f"{file.name}.again")
    _remove(second)
    with duckdb.connect() as connection:
        query.run(connection, "redact/attach_ledger", file=file)
        query.run(connection, "redact/attach_rebuilt", file=second)
        query.run(connection, "redact/copy_ledger")
        query.run(connection, "redact/detach_rebuilt")
    drop_logs(file)
    second.replace(file)


def _remove(file: Path) -> None:
    file.unlink(missing_ok=True)
    drop_logs(file)
