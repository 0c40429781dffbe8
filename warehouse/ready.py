"""A ready file: the published file's schema with its comments and no rows, kept in a home's `work/`.

Making the schema takes a tenth of a second, most of it for the comments; copying it from a ready file takes a
few milliseconds, and gives the same bytes.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

import sql
from scrapers.durable import replace_whole
from warehouse import query
from warehouse.home import Home
from warehouse.schema import MAKING, create_schema

_PATTERN = "empty-*.duckdb"


def lay_schema(connection: duckdb.DuckDBPyConnection, home: Home, copying: str) -> None:
    """Makes every table, view and comment of the published file in an empty, attached database: the one that
    the statement `copying` names. Raises OSError, duckdb.Error; the caller holds the home's lock."""
    query.run(connection, "published/attach_ready", file=ready_file(home))
    try:
        query.run(connection, copying)
    finally:
        query.run(connection, "published/detach_ready")


def ready_file(home: Home) -> Path:
    """The home's ready file, made where there is none of this schema and this DuckDB, or where it is damaged.

    Its name holds the sum of its bytes, so that one cut off or altered is never read. Raises OSError,
    duckdb.Error when it cannot be made.
    """
    found = list(home.work.glob(_PATTERN))
    for file in found:
        if file.name == _name(file.read_bytes()):
            return file
    for file in found:
        file.unlink()
    content = _made()
    name = _name(content)
    return replace_whole(home.work / name, content, aside=home.aside / name)


def _name(content: bytes) -> str:
    return f"empty-{_making_sha256()[:16]}-{hashlib.sha256(content).hexdigest()}.duckdb"


@cache
def _making_sha256() -> str:
    """Over all that a ready file rests on: the statements that make it, and the library."""
    statements = map(sql.statement, ("publish/attach", *MAKING))
    return hashlib.sha256("\n".join((duckdb.__version__, *statements)).encode()).hexdigest()


@cache
def _made() -> bytes:
    """The bytes of a ready file, made once a process."""
    with TemporaryDirectory(prefix="gongkai-") as folder:
        file = Path(folder) / "empty.duckdb"
        with duckdb.connect() as connection:
            query.run(connection, "publish/attach", file=file)
            query.run(connection, "publish/use_published")
            create_schema(connection)
            query.run(connection, "publish/checkpoint")
        return file.read_bytes()
