"""Loading what lies in the home, and saying which packages could not be."""

from __future__ import annotations

import sys
from datetime import datetime
from functools import cache

from duckdb import DuckDBPyConnection

from warehouse.compaction import settle
from warehouse.home import Home
from warehouse.load import load_packages


def load(ledger: DuckDBPyConnection, home: Home, now: datetime) -> None:
    """Loads every package; tells on stderr why one was put aside, or left. Ends a compaction of the archive
    that was killed. Raises what `load_packages` does, OSError."""
    settle(ledger, home)
    report = load_packages(ledger, home, now)
    for name, why in report.rejected:
        print(f"{why}(已移到 {home.rejected / name})", file=sys.stderr)
    for sentence in report.left:
        _say_once(sentence)


@cache
def _say_once(sentence: str) -> None:
    """A run loads many times, and each time meets what is left."""
    print(sentence, file=sys.stderr)
