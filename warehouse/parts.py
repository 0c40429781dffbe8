"""The items in parts, for statements that put together what several large tables say of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from duckdb import DuckDBPyConnection

from warehouse import query

A_PART = 2_000_000
"""About how many items a part has: what such a statement needs of so many fits into the memory that
statements may take. What does not is written beside the ledger and read again, for longer than all else
takes."""


def in_parts(ledger: DuckDBPyConnection, *statements: str) -> None:
    """Runs statements that take $least and $most, of a part of the items the least and the most hash of their
    ids: all of them for one part, then for the next."""
    for least, most in _parts(query.value(ledger, "incremental/items_known")):
        for name in statements:
            query.run(ledger, name, least=least, most=most)


def _parts(items: int) -> Iterator[tuple[int, int]]:
    parts = 1 + items // A_PART
    bounds = [2**64 * part // parts for part in range(parts + 1)]
    return ((least, most - 1) for least, most in pairwise(bounds))
