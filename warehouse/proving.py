"""Proofs of sections brought into the ledger, and what a complete reading settles."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.layout import LAYOUT_VERSION
from scrapers.vocabulary.outcomes import WHOLE
from warehouse import query
from warehouse.batches import Batch
from warehouse.changes import correct_withdrawn, note_edited_rows, settle, suspect_sections
from warehouse.packages import Package


class NotTogether(Exception):
    """One package after the other might leave another ledger than these have together."""


class _Open(NamedTuple):
    """What a complete night has to accept or clear away in the sections that were read whole."""

    has_rows: bool
    edited: list[int]
    """Packages in whose sections rows that were accepted are others now."""
    has_versions: bool
    has_met: bool
    has_moved: bool


def prove(ledger: DuckDBPyConnection, batch: Batch, again: Collection[str]) -> None:
    """The sections' proofs, and what complete readings settle; `again`: packages whose run has proven their
    section before. The caller holds the transaction. Raises NotTogether."""
    proven = [package for package in batch.packages if package.proof is not None]
    if not proven:
        return
    for package in proven:
        if package.head["package_id"] in again:
            of_run = package.values("portal_id", "run_id", "section_id")
            query.run(ledger, "load/drop_rejects", **of_run, **package.values("package_id"))
            query.run(ledger, "load/drop_section_run", **of_run)
    query.run(ledger, "load/add_section_runs", **batch.of_run, layout_version=LAYOUT_VERSION)
    whole = [package for package in proven if package.proof and package.proof["outcome"] in WHOLE]
    if whole:
        _accept(ledger, batch, whole)


def _accept(ledger: DuckDBPyConnection, batch: Batch, whole: list[Package]) -> None:
    """What complete readings settle."""
    if any(package.proof and package.proof["whole_list"] for package in whole):
        query.run(ledger, "load/mark_left", **batch.of_run)
    open_ = query.one(ledger, "load/open_of_sections", _Open, **batch.of_run)
    for place in sorted(open_.edited):
        edited = batch.packages[place]
        note_edited_rows(ledger, edited.values("portal_id", "run_id", "section_id"))
    if open_.has_rows:
        query.run(ledger, "load/accept_rows", **batch.of_run)
    if open_.has_met:
        query.run(ledger, "load/drop_met", **batch.of_run)
    if open_.has_versions:
        query.run(ledger, "load/accept_versions", portal_id=batch.of_run["portal_id"])
    _settle(ledger, batch, whole, open_.has_moved)


def _settle(ledger: DuckDBPyConnection, batch: Batch, whole: list[Package], has_moved: bool) -> None:
    """What left, moved or came back: that is sought among all that the ledger has by then, so in the section
    of the last package only."""
    last = batch.packages[-1]
    sections = [package.head["section_id"] for package in whole]
    suspect = suspect_sections(ledger, batch.of_run["portal_id"], sections)
    if suspect - {last.head["section_id"]} or (suspect and last is not whole[-1]):
        raise NotTogether
    if has_moved and (len(whole) > 1 or not suspect):
        correct_withdrawn(ledger, batch.of_run)
    if suspect:
        settle(ledger, last.values("portal_id", "run_id", "section_id"))
