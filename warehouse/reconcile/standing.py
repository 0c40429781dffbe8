"""What was set beside the figures, in the file that is being published: only what still stands so."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

import sql
from warehouse import query


def stand(ledger: DuckDBPyConnection) -> None:
    """Fills `published.reconciliations` of the attached new file, whose figures stand: a line per figure of
    every report that was compared with these very figures, and of every page how far it is."""
    tables = {
        "figures": "published.main.figures",
        "counts": "published.main.counts",
        "units": "published.main.units",
    }
    for name in sql.step("reconcile/publish"):
        query.run(ledger, name, **(tables if name.endswith("/basis") else {}))
