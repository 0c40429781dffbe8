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

_MADE_BY = slice(52, 84)
"""Where the header of a DuckDB file names the version of the library that made it."""


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
    return _summed(connection, catalog, SUM_TABLES | NIGHTLY_TABLES, NIGHTLY_COLUMNS, (), PARTLY_NIGHTLY)


def whole_sha256(connection: DuckDBPyConnection, catalog: str, also: Sequence[str]) -> str:
    """sha256 hex over every row of every table of the sealed file `catalog`, and the words of `also`."""
    return _summed(connection, catalog, SUM_TABLES, {}, also)


def _summed(
    connection: DuckDBPyConnection,
    catalog: str,
    tables_left: frozenset[str],
    columns_left: Mapping[str, Sequence[str]],
    also: Sequence[str],
    partly: Mapping[str, str] = MappingProxyType({}),
) -> str:
    digest = hashlib.sha256()
    tables = query.pairs(
        connection, "publish/summed_tables", "table_name", "place", catalog=catalog, but=sorted(tables_left)
    )
    for name, place in tables.items():
        left = list(columns_left.get(name, ()))
        statement = partly.get(name, "publish/content_sum")
        told = query.one(connection, statement, _Sum, name=place, but=left)
        digest.update(f"published.main.{name} {told.rows} {told.summed or 0}\n".encode())
    for words in also:
        digest.update(f"{words}\n".encode())
    return digest.hexdigest()


def made_by_this(file: Path) -> bool:
    """Whether the file was made by the version of DuckDB at work here, so that sums can be compared."""
    with file.open("rb") as opened:
        header = opened.read(_MADE_BY.stop)
    return header[_MADE_BY].rstrip(b"\0") == f"v{duckdb.__version__}".encode()
