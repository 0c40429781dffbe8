"""Figures: merges of items into documents, the form `sections`, counts by unit, category and month."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from warehouse import overrides, query
from warehouse.rulebook import CLASSIFICATION, COUNTING, MERGING


def merge(ledger: DuckDBPyConnection) -> None:
    """Fills `published.merges`: items that are one document, by the versioned rules and what people decided
    (temporary table `decided`), with the rule."""
    query.run(ledger, "figures/mergeable")
    query.run(ledger, "figures/merge_keys")
    query.run(ledger, "figures/twins", rules=MERGING)
    query.run(ledger, "figures/content_keys")
    query.run(ledger, "figures/moved_keys")
    overrides.note_copies(ledger)
    overrides.apply_merges(ledger)
    query.run(ledger, "figures/merges", rules=MERGING)


def count(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures`, what they rest on and count, `counts` and `exclusions`, for all years."""
    query.run(ledger, "figures/documents")
    query.run(ledger, "figures/feeding", rules=CLASSIFICATION)
    query.run(ledger, "figures/sections", rules=COUNTING, sql_file="figures/sections.sql")
    query.run(ledger, "figures/sources")
    query.run(ledger, "figures/section_items")
    query.run(ledger, "figures/counts")
    query.run(ledger, "figures/exclusions", rules=COUNTING)
