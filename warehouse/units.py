"""Units that pages do not print: named by a report's title, or else by its section's name."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.rulebook import COUNTING


def name_units(ledger: DuckDBPyConnection) -> None:
    """Gives reports, guides and budgets without a printed unit that of their title, in `published.items`.

    By rules U-title and U-organ. After the categories are settled, before what people decided of units.
    Needs `placed` and `section_state`.
    """
    if query.value(ledger, "publish/any_unnamed", rules=COUNTING):
        query.run(ledger, "publish/worded_units", rules=COUNTING)
        query.run(ledger, "publish/named_units", rules=COUNTING)
        query.run(ledger, "redact/keep_units")
        query.run(ledger, "publish/settle_named")
