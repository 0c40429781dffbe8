"""Figures: merges of items into documents, the form `sections`, the office's forms, counts by unit, category
and month; of each portal, and of all together."""

from __future__ import annotations

from collections.abc import Sequence

from duckdb import DuckDBPyConnection

from warehouse import overrides, query
from warehouse.declared.placing import place, place_together
from warehouse.declared.records import Declaration
from warehouse.form_figures import count_forms_together, file_in_forms, tell_forms
from warehouse.rulebook import CLASSIFICATION, COUNTING, MERGING
from warehouse.self_check.counting import count_self_check, count_self_check_together


def merge(ledger: DuckDBPyConnection) -> None:
    """Fills `published.merges`: items that are one document, by the versioned rules and what people decided
    (temporary table `decided`), with the rule."""
    query.run(ledger, "redact/title_keys")
    query.run(ledger, "figures/mergeable")
    query.run(ledger, "figures/merge_keys")
    if query.value(ledger, "figures/repeated_bodies", rules=MERGING):
        query.run(ledger, "figures/twins", rules=MERGING)
        query.run(ledger, "figures/content_keys")
    else:
        query.run(ledger, "figures/no_twins")
    query.run(ledger, "figures/moved_keys")
    overrides.note_copies(ledger)
    overrides.apply_merges(ledger)
    if query.value(ledger, "figures/any_shared"):
        query.run(ledger, "figures/joined", rules=MERGING)
        query.run(ledger, "figures/merges")
    query.run(ledger, "figures/drop_keys")


def file_documents(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figure_items`, `counts` and `exclusions`, whose every row is of one document and those
    merged into it, and makes `section_counts` and `form_counts`: how many documents each figure counts."""
    query.run(ledger, "figures/documents")
    query.run(ledger, "figures/filed")
    query.run(ledger, "figures/codes", rules=COUNTING)
    query.run(ledger, "figures/section_counts")
    query.run(ledger, "figures/section_items")
    query.run(ledger, "figures/counts")
    if query.value(ledger, "figures/left_out"):
        query.run(ledger, "figures/exclusions", rules=COUNTING)
    file_in_forms(ledger)


def tell(ledger: DuckDBPyConnection, declared: Sequence[Declaration], *, rows_known: bool = False) -> None:
    """Fills `published.figures` and what they rest on, from `section_counts` and `form_counts`. `rows_known`
    as `count_self_check` has it, and the file is one that stood."""
    query.run(ledger, "figures/feeding", rules=CLASSIFICATION)
    query.run(ledger, "figures/standing")
    query.run(ledger, "figures/sections", sql_file="figures/sections.sql")
    query.run(ledger, "figures/sources")
    tell_forms(ledger)
    count_self_check(ledger, rows_known=rows_known)
    query.run(ledger, "incremental/all_sources" if rows_known else "figures/all_sources")
    place(ledger, declared)
    _count_together(ledger)


def _count_together(ledger: DuckDBPyConnection) -> None:
    """Fills `published.figures_all`, `counts_all` and `merges_all`: all portals of the home together, a
    document that several of them carry once."""
    if not query.value(ledger, "figures/several_portals"):
        query.run(ledger, "figures/one_portal")
        return
    query.run(ledger, "figures/across_keys", rules=MERGING)
    query.run(ledger, "figures/joined", rules=MERGING)
    query.run(ledger, "figures/merges_all")
    query.run(ledger, "figures/documents_all")
    query.run(ledger, "figures/figures_all", sql_file="figures/all_portals.sql")
    count_forms_together(ledger)
    count_self_check_together(ledger)
    place_together(ledger)
    query.run(ledger, "figures/counts_all")
