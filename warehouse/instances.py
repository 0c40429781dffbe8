"""DuckDB instances that outlive the files they open: to start one takes ten times as long as to open a file.

A run opens its ledger for seconds at a time, again and again, and lets go of it in between, so that others
may open it. What is lent out here is alone in its instance, and of what it was used for nothing stays: no
file, no temporary table, no setting of its connection.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import query

_IDLE: defaultdict[int, list[DuckDBPyConnection]] = defaultdict(list)
"""By process, instances that nobody uses: one that a process was forked with has no threads in it."""

SMALL = 32 * 2**20
"""Bytes of a file below which statements are so short that to share them out among processors costs more than
it brings."""


@contextmanager
def opened(file: Path, *, read_only: bool) -> Iterator[DuckDBPyConnection]:
    """A connection to a file, which is closed again when the block ends.

    Raises duckdb.Error as `duckdb.connect` does. An instance in which anything went wrong is not used again.
    """
    instance = _instance(file.with_name(f"{file.name}.tmp"))
    connection = instance.cursor()
    try:
        query.run(connection, "instances/attach_read_only" if read_only else "instances/attach", file=file)
        query.run(connection, "instances/use")
        is_small = file.stat().st_size < SMALL
        query.run(instance, "instances/one_thread" if is_small else "instances/all_threads")
        yield connection
        connection.close()
        query.run(instance, "instances/let_go")
        if query.value(instance, "instances/left_open") == 0:
            _IDLE[os.getpid()].append(instance)
            return
    except BaseException:
        connection.close()
        instance.close()
        raise
    instance.close()


def _instance(spill: Path) -> DuckDBPyConnection:
    """An instance that nobody else uses; what does not fit into memory goes into that folder."""
    with suppress(IndexError):
        while instance := _IDLE[os.getpid()].pop():
            with suppress(duckdb.Error):
                query.run(instance, "instances/spill", folder=spill)
                return instance
            instance.close()
    instance = duckdb.connect()
    query.run(instance, "instances/limit_memory")
    query.run(instance, "instances/spill", folder=spill)
    return instance
