"""Loading what lies in the home, and saying which packages could not be."""

from __future__ import annotations

import sys
from datetime import datetime

from duckdb import DuckDBPyConnection

from warehouse.compaction import settle
from warehouse.home import Home
from warehouse.load import load_packages


def load(ledger: DuckDBPyConnection, home: Home, now: datetime) -> None:
    """Loads every package; tells on stderr why one was put aside. Ends a compaction of the archive that was
    killed. Raises what `load_packages` does, OSError."""
    settle(ledger, home)
    for name, why in load_packages(ledger, home, now).rejected:
        print(f"{why}(已移到 {home.rejected / name})", file=sys.stderr)
