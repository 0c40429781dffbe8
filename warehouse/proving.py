"""Proofs of sections brought into the ledger, and what a complete reading settles."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.layout import LAYOUT_VERSION
from scrapers.vocabulary.outcomes import WHOLE
from warehouse import query
from warehouse.batches import Batch
from warehouse.changes import correct_withdrawn, find_suspects, note_edited_rows, settle
from warehouse.held import Held
from warehouse.packages import Package


class _Open(NamedTuple):
    """What a complete night has to accept or clear away in the sections that were read whole."""

    has_rows: bool
    edited: list[int]
    """Packages in whose sections rows that were accepted are others now."""
    edited_twice: bool
    """Whether rows of one item are, in several of these sections."""
    has_versions: bool
    has_met: bool
    has_moved: bool


def prove(ledger: DuckDBPyConnection, batch: Batch, again: Collection[str], held: Held) -> bool:
    """The sections' proofs, and what complete readings settle; whether they accepted versions of pages.
    `again`: packages whose run has proven their section before. The caller holds the transaction."""
    proven = [package for package in batch.packages if package.proof is not None]
    if not proven:
        return False
    for package in proven:
        if package.head["package_id"] in again:
            of_run = package.values("portal_id", "run_id", "section_id")
            query.run(ledger, "load/drop_rejects", **of_run, **package.values("package_id"))
            query.run(ledger, "load/drop_section_run", **of_run)
    query.run(ledger, "load/add_section_runs", **batch.of_run, layout_version=LAYOUT_VERSION)
    whole = [package for package in proven if package.proof and package.proof["outcome"] in WHOLE]
    if whole and held.any:
        return _accept(ledger, batch, whole, held)
    if whole:
        query.run(ledger, "load/drop_met", **batch.of_run)
        correct_withdrawn(ledger, batch.of_run)
    return False


def _accept(ledger: DuckDBPyConnection, batch: Batch, whole: list[Package], held: Held) -> bool:
    """What complete readings settle; whether they accepted versions of pages."""
    if any(package.proof and package.proof["whole_list"] for package in whole):
        query.run(ledger, "load/mark_left", **batch.of_run)
    open_ = query.one(ledger, "load/open_of_sections", _Open, **batch.of_run)
    for places in [[place] for place in sorted(open_.edited)] if open_.edited_twice else [open_.edited]:
        if places:
            note_edited_rows(ledger, batch.of_run, places)
    if open_.has_rows:
        query.run(ledger, "load/accept_rows", **batch.of_run)
    if held.any_new:
        query.run(ledger, "load/accept_new_rows", **batch.of_run)
        query.run(ledger, "load/accept_new_versions", portal_id=batch.of_run["portal_id"])
    if open_.has_met:
        query.run(ledger, "load/drop_met", **batch.of_run)
    if open_.has_versions:
        query.run(ledger, "load/accept_versions", portal_id=batch.of_run["portal_id"])
    is_suspect = held.may_depart and find_suspects(ledger, batch.of_run["portal_id"])
    if open_.has_moved and (len(whole) > 1 or not is_suspect):
        correct_withdrawn(ledger, batch.of_run)
    if is_suspect:
        settle(ledger, batch.of_run, held.may_move or open_.has_moved)
    return open_.has_versions
