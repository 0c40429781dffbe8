"""Packages' files read into temporary tables, and these brought into items, list rows and versions.

Statements are planned anew each time, and of most packages some bring nothing: what has nothing to do is not
begun.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.privacy import REDACTED_TITLE
from warehouse import query
from warehouse.batches import Batch

READERS = ("fetches", "rows", "items", "rejects", "layouts", "observations")


class Folded(NamedTuple):
    """How many known list rows a package from the archive has corrected, how many rows are new, and of how
    many versions more is known."""

    changed_rows: int
    new_rows: int
    noted: int


def stage(ledger: DuckDBPyConnection, batch: Batch) -> Counter[str]:
    """Reads packages' files into the stage, which is there and empty; returns how many rows each kind
    brought: mostly some bring none, and what is done with their rows need not be begun."""
    stage_packages(ledger, batch)
    staged = Counter[str]()
    for name in READERS:
        files = [
            (place, str(file))
            for place, package in enumerate(batch.packages)
            if (file := package.folder / f"{name}.jsonl").is_file()
        ]
        if files:
            packages, paths = (list(told) for told in zip(*files, strict=True))
            staged[name] = query.value(ledger, f"load/read_{name}", files=paths, packages=packages)
    _keep_out(ledger, staged)
    return staged


def stage_packages(ledger: DuckDBPyConnection, batch: Batch) -> None:
    """Makes these the packages that statements are about; the rows of others stay in the stage."""
    query.run(ledger, "load/stage_packages", packages=json.dumps(batch.manifests()))


def _keep_out(ledger: DuckDBPyConnection, staged: Counter[str]) -> None:
    """What was taken out for good is not brought back by what was read since."""
    if not query.value(ledger, "load/any_redacted"):
        return
    if staged["rows"]:
        query.run(ledger, "redact/keep_rows", marker=REDACTED_TITLE)
        query.run(ledger, "redact/keep_addresses")
    if staged["items"]:
        query.run(ledger, "redact/keep_pages", marker=REDACTED_TITLE)
        query.run(ledger, "redact/keep_files")
    if staged["observations"]:
        query.run(ledger, "redact/keep_observations")


def fold(ledger: DuckDBPyConnection, batch: Batch, staged: Counter[str]) -> Folded:
    """Brings the staged rows into the held items, list rows and versions."""
    portal = {"portal_id": batch.of_run["portal_id"]}
    query.run(ledger, "load/fold_package")
    corrected = new_rows = noted = 0
    if batch.is_read_again:
        corrected = _correct(ledger, batch)
    query.run(ledger, "load/fold_items")
    if not batch.is_read_again:
        _sight(ledger, batch, staged)
    query.run(ledger, "load/add_items", **portal)
    if staged["rows"]:
        new_rows = query.value(ledger, "load/add_item_sections", **batch.of_run)
    if staged["items"]:
        noted = query.value(ledger, "load/note_texts")
        query.run(ledger, "load/add_versions", **batch.of_run)
    return Folded(corrected, new_rows, noted)


def _sight(ledger: DuckDBPyConnection, batch: Batch, staged: Counter[str]) -> None:
    """Items and list rows known already were seen again, as they are now."""
    query.run(ledger, "load/update_items")
    if staged["rows"]:
        if query.value(ledger, "load/others_met", **batch.of_run):
            query.run(ledger, "load/note_met", **batch.of_run)
        query.run(ledger, "load/update_item_sections", **batch.of_run)


def _correct(ledger: DuckDBPyConnection, batch: Batch) -> int:
    """What a package made from the archive says of what is known. It says nothing new of the portal: each
    answer is held against what was read from that answer before, what was accepted stays accepted, and
    nothing was seen, asked, met or gone by it."""
    query.run(ledger, "load/fold_answers")
    query.run(ledger, "load/find_pages")
    of_section = batch.packages[0].values("portal_id", "section_id")
    return int(query.value(ledger, "load/correct_rows", **of_section))
