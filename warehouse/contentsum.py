"""Sums over what a published or sealed file says, whatever the order of its rows and its form on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import query

SUM_TABLES = frozenset({"meta", "seal"})
"""Tables of one row that hold such sums themselves."""

NIGHTLY_TABLES = frozenset(
    {
        "runs",
        "section_runs",
        "fetches",
        "rejects",
        "section_layouts",
        "archive_files",
        "archive_changes",
        "findings",
        "decision_log",
        "reconciliations",
        "check_evidence",
    }
)
"""The book-keeping of nights: what was asked, how it was read, what was noticed; every night adds to it. What
the self-check saw is of its day."""

NIGHTLY_COLUMNS: Mapping[str, Sequence[str]] = {
    "items": ("last_seen_at",),
    "item_sections": ("last_seen_at", "accepted_at"),
    "item_versions": ("run_id", "archive_file", "archive_offset"),
    "item_changes": ("run_id",),
    "redactions": ("archive_file", "archive_offset"),
    "figures": ("as_of",),
    "figures_all": ("as_of",),
    "portals": ("data_as_of",),
    "figure_sources": ("proof", "complete_at"),
    "observations": ("last_seen_at", "run_id"),
}
"""Columns of the other tables that a quiet night moves too, or that only say which run and which bytes."""

COUNTED = "publish/counted_sum"

PARTLY_NIGHTLY: Mapping[str, str] = {
    "observations": "publish/disclosed_sum",
    "figures": COUNTED,
    "figures_all": COUNTED,
    "figure_items": COUNTED,
    "figure_sources": COUNTED,
}
"""Tables of which a part is left out, and the statement that sums the rest: whether the home page and what it
links to opens, every night tells anew; the self-check moves with the calendar."""

_ALL_ROWS = "publish/content_sum"

_MADE_BY = slice(52, 84)
"""Where the header of a DuckDB file names the version of the library that made it."""


class TableSum(NamedTuple):
    """How many rows of a table are summed, and the sum of their hashes."""

    rows: int
    summed: int

    def moved(self, gone: TableSum, come: TableSum) -> TableSum:
        """The sum of the same table after some rows have left it and others have come."""
        return TableSum(self.rows - gone.rows + come.rows, self.summed - gone.summed + come.summed)


class _Sum(NamedTuple):
    """Of one table; `summed` is None where it has no row."""

    rows: int
    summed: int | None


def content_sha256(connection: DuckDBPyConnection, catalog: str) -> str:
    """sha256 hex over what the attached published file `catalog` says was disclosed and counted: all but
    NIGHTLY_TABLES and NIGHTLY_COLUMNS, so that it is the same after a night in which nothing changed.

    DuckDB's own hash of rows stands behind it, for its speed: two versions of the library may differ in it
    (`made_by_this`). The same rows give the same sum, in whatever order they stand.
    """
    return sha256_of(content_sums(connection, catalog))


def content_sums(
    connection: DuckDBPyConnection, catalog: str, known: Mapping[str, TableSum] = MappingProxyType({})
) -> dict[str, TableSum]:
    """Table → sum of what it says that way; those of `known` are believed and not looked at."""
    left = SUM_TABLES | NIGHTLY_TABLES
    return {
        name: known[name] if name in known else content_sum(connection, name, place)
        for name, place in _tables(connection, catalog, left).items()
    }


def content_sum(connection: DuckDBPyConnection, name: str, place: str, but: Sequence[str] = ()) -> TableSum:
    """The sum of what `place`, a table in the form of the published table `name` with the columns `but`
    besides, says that way."""
    statement = PARTLY_NIGHTLY.get(name, _ALL_ROWS)
    return _sum(connection, statement, place, (*NIGHTLY_COLUMNS.get(name, ()), *but))


def sha256_of(sums: Mapping[str, TableSum]) -> str:
    """The one sum over those of all tables, which are in the order of their names."""
    digest = hashlib.sha256()
    for name, told in sums.items():
        digest.update(_line(name, told))
    return digest.hexdigest()


def whole_sha256(connection: DuckDBPyConnection, catalog: str, also: Sequence[str]) -> str:
    """sha256 hex over every row of every table of the sealed file `catalog`, and the words of `also`."""
    digest = hashlib.sha256()
    for name, place in _tables(connection, catalog, SUM_TABLES).items():
        digest.update(_line(name, _sum(connection, _ALL_ROWS, place, ())))
    for words in also:
        digest.update(f"{words}\n".encode())
    return digest.hexdigest()


def _tables(connection: DuckDBPyConnection, catalog: str, but: frozenset[str]) -> dict[str, str]:
    """Table → the name to read it by, in a fixed order."""
    return query.pairs(
        connection, "publish/summed_tables", "table_name", "place", catalog=catalog, but=sorted(but)
    )


def _sum(connection: DuckDBPyConnection, statement: str, place: str, but: Sequence[str]) -> TableSum:
    told = query.one(connection, statement, _Sum, name=place, but=list(but))
    return TableSum(told.rows, told.summed or 0)


def _line(name: str, told: TableSum) -> bytes:
    return f"published.main.{name} {told.rows} {told.summed}\n".encode()


def made_by_this(file: Path) -> bool:
    """Whether the file was made by the version of DuckDB at work here, so that sums can be compared."""
    with file.open("rb") as opened:
        header = opened.read(_MADE_BY.stop)
    return header[_MADE_BY].rstrip(b"\0") == f"v{duckdb.__version__}".encode()
