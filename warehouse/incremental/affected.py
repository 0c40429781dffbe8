"""Which items and runs may have changed since the file that stands; see the package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from duckdb import DuckDBPyConnection

from warehouse import overrides, query
from warehouse.decisions import HomeDecisions
from warehouse.incremental.noted import Stated, find_keys

MOST_LOOKED_AT = 0.4
"""Of which part of the items all rows may be looked at, to find those that are affected."""

LEAST_SHARE = 1000
"""Of so many items parts are reckoned where there are fewer."""


class BuiltWhole(Exception):
    """Why the file has to be built whole, in words for whoever maintains the program."""


def is_told(ledger: DuckDBPyConnection, stated: Stated) -> bool:
    """Whether the ledger tells which items were touched since the file that stands."""
    return bool(query.value(ledger, "incremental/is_told", published_sha256=stated.published_sha256))


def untold(ledger: DuckDBPyConnection) -> int:
    """How many items and runs have changed, by the sums of the ledger, of which it does not tell that they
    were touched: a fault of the program. After `find_affected`, items summed."""
    return int(query.value(ledger, "incremental/untold"))


def find_touched(
    ledger: DuckDBPyConnection, people: HomeDecisions, stated: Stated, most: float, summed: bool
) -> None:
    """Makes `affected`, as yet of the items of which the ledger says something else and those that are named,
    and takes the rows of whatever may be affected (`narrow`, attached). Needs `known` attached, and what
    `sum_items` makes where items are `summed`: where the ledger does not tell which were touched. `most`:
    which part of the items may be affected; raises BuiltWhole where it cannot be shown which are."""
    overrides.stage(ledger, people.decisions)
    if summed:
        query.run(ledger, "incremental/changed_buckets")
    query.run(ledger, "incremental/named")
    if summed:
        query.run(ledger, "incremental/candidates", buckets=stated.buckets)
    else:
        query.run(ledger, "incremental/touched_candidates")
    looked_at: int = query.value(ledger, "incremental/candidate_items")
    if looked_at > max(MOST_LOOKED_AT, most) * _items(stated):
        raise BuiltWhole(f"{looked_at} items may be affected")
    query.run(ledger, "incremental/attach_narrow")
    with current(ledger, "narrow", "taken"):
        query.run(ledger, "incremental/item_prints")
    if summed:
        query.run(ledger, "incremental/changed_prints", buckets=stated.buckets)
        if query.value(ledger, "incremental/incomplete", buckets=stated.buckets):
            raise BuiltWhole("not all rows of the changed buckets are of known items")
    else:
        query.run(ledger, "incremental/touched_prints")
        query.run(ledger, "incremental/touched_sums", buckets=stated.buckets)
        query.run(ledger, "incremental/touched_buckets", buckets=stated.buckets)
    if query.value(ledger, "incremental/is_lost"):
        raise BuiltWhole("an item is no more that was")
    query.run(ledger, "incremental/affected")


def find_affected(ledger: DuckDBPyConnection, stated: Stated, most: float) -> None:
    """Adds to `affected` whatever may have changed with those, makes `changed_runs`, and the small ledger of
    all of them. After `find_touched`; needs `stood` attached, too, and what `sum_others` makes. Raises
    BuiltWhole where they are more than that part of the items."""
    _spread(ledger, most * _items(stated))
    query.run(ledger, "incremental/missed")
    if query.value(ledger, "incremental/missed_items"):
        query.run(ledger, "incremental/take_missed")
    query.run(ledger, "incremental/changed_runs")
    query.run(ledger, "incremental/small_ledger")


def _items(stated: Stated) -> int:
    """The number of items that parts are reckoned of."""
    return max(stated.items, LEAST_SHARE)


def _spread(ledger: DuckDBPyConnection, most: float) -> None:
    """Adds to `affected` whatever shares a key with it, from item to item. Raises BuiltWhole where these are
    more than `most`."""
    affected: int = query.value(ledger, "incremental/affected_items")
    if affected <= most:
        query.run(ledger, "incremental/stating")
        find_keys(ledger, "stating_items", "stating_versions", "stating_changes", "stating_merges")
        query.run(ledger, "incremental/reached")
        query.run(ledger, "incremental/influence")
        if query.value(ledger, "incremental/reached_further"):
            query.run(ledger, "incremental/influence_further")
        while affected <= most and (added := query.value(ledger, "incremental/spread")):
            affected += added
    if affected > most:
        raise BuiltWhole(f"{affected} items are affected")


@contextmanager
def current(ledger: DuckDBPyConnection, catalog: str, schema: str = "main") -> Iterator[None]:
    """A catalog, current for as long as the block lasts: what a statement names without one is there."""
    before = query.value(ledger, "incremental/catalog")
    query.run(ledger, "incremental/use", catalog=f"{catalog}.{schema}")
    try:
        yield
    finally:
        quoted = before.replace('"', '""')
        query.run(ledger, "incremental/use", catalog=f'"{quoted}".main')
