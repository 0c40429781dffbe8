"""DuckDB without its optimizer and on one thread: over a few rows planning takes longer than running.

For rooms whose homes hold a handful of items. The sample county, the saved portals and every command that a
test begins as a process run as people run them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from duckdb import DuckDBPyConnection

from warehouse import ledger


@contextmanager
def plainly() -> Iterator[None]:
    """Holds for every ledger that is opened in the block in this process, and what it publishes."""
    prepare = ledger.prepare

    def prepared(connection: DuckDBPyConnection) -> None:
        prepare(connection)
        connection.execute("SET threads = 1")
        connection.execute("PRAGMA disable_optimizer")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "prepare", prepared)
        yield


@pytest.fixture(scope="module", autouse=True)
def planned_plainly() -> Iterator[None]:
    """Of a module of tests."""
    with plainly():
        yield
