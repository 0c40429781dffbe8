"""One sum over what a published or sealed file says, whatever the order of its rows and its form on disk."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import duckdb
from duckdb import DuckDBPyConnection

from warehouse import query

NOT_SUMMED = ("meta", "seal")
"""Tables of one row that hold such sums themselves."""

_MADE_BY = slice(52, 84)
"""Where the header of a DuckDB file names the version of the library that made it."""


class _Sum(NamedTuple):
    """Of one table; `summed` is None where it has no row."""

    rows: int
    summed: int | None


def content_sha256(connection: DuckDBPyConnection, catalog: str, also: Sequence[str] = ()) -> str:
    """sha256 hex over every table of the attached `catalog` but `meta` and `seal`, and the words of `also`.

    DuckDB's own hash of rows stands behind it, for its speed: two versions of the library may differ in it
    (`made_by_this`). The same rows give the same sum, in whatever order they stand.
    """
    digest = hashlib.sha256()
    tables = query.pairs(
        connection, "publish/summed_tables", "table_name", "place", catalog=catalog, but=list(NOT_SUMMED)
    )
    for name, place in tables.items():
        told = query.one(connection, "publish/content_sum", _Sum, name=place)
        digest.update(f"published.main.{name} {told.rows} {told.summed or 0}\n".encode())
    for words in also:
        digest.update(f"{words}\n".encode())
    return digest.hexdigest()


def made_by_this(file: Path) -> bool:
    """Whether the file was made by the version of DuckDB at work here, so that sums can be compared."""
    with file.open("rb") as opened:
        header = opened.read(_MADE_BY.stop)
    return header[_MADE_BY].rstrip(b"\0") == f"v{duckdb.__version__}".encode()
