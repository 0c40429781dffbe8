"""Figures: merges of items into documents, the form `sections`, counts by unit, category and month."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

import sql
from warehouse import overrides
from warehouse.rulebook import COUNTING, MERGING


def merge(ledger: DuckDBPyConnection) -> None:
    """Fills `published.merges`: items that are one document, by the versioned rules and what people decided
    (temporary table `decided`), with the rule."""
    ledger.execute(sql.statement("figures/mergeable"))
    ledger.execute(sql.statement("figures/merge_keys"))
    ledger.execute(sql.statement("figures/twins"), {"rules": str(MERGING)})
    ledger.execute(sql.statement("figures/content_keys"))
    ledger.execute(sql.statement("figures/moved_keys"))
    overrides.note_copies(ledger)
    overrides.apply_merges(ledger)
    ledger.execute(sql.statement("figures/merges"), {"rules": str(MERGING)})


def count(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures`, `figure_items` and `counts` of every year that has items."""
    ledger.execute(sql.statement("figures/documents"))
    ledger.execute(sql.statement("figures/feeding"))
    ledger.execute(
        sql.statement("figures/sections"), {"rules": str(COUNTING), "sql_file": "figures/sections.sql"}
    )
    ledger.execute(sql.statement("figures/section_items"))
    ledger.execute(sql.statement("figures/counts"))
