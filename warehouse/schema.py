"""The published file's schema: its tables, the 台账 views and their comments, made in an empty database."""

from __future__ import annotations

import duckdb

from warehouse import query

SCHEMA_VERSION = 9
"""Written to `meta.schema_version`; raised when tables or columns are added, or hold what they did not."""

STORAGE_VERSION = "v1.2.0"
"""Storage version to ATTACH the file with, so that DuckDB clients from 1.2.2 on open it."""


MAKING = (
    "published/schema",
    "published/all_portals",
    "published/ledger_views",
    "published/all_portals_views",
    "published/decision_log",
    "published/declarations",
    "published/reconciliations",
    "published/taken_out",
    "published/observations",
    "published/self_check",
    "published/comments",
    "published/view_comments",
)
"""The statements that make the schema, in their order."""


def create_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """Makes every table, view and comment of the published file in the connection's current database.

    The database has to be empty and current (`USE`). Raises duckdb.CatalogException when it is not empty.
    """
    for name in MAKING:
        query.run(connection, name)
