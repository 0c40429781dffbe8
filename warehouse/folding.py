"""A package's files read into temporary tables, and these brought into items, list rows and versions.

Statements are planned anew for every package, and of most packages some bring nothing: what has nothing to do
is not begun.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.privacy import REDACTED_TITLE
from warehouse import query
from warehouse.packages import Package

READERS = ("fetches", "rows", "items", "rejects", "layouts", "observations")


class Folded(NamedTuple):
    """How many known list rows a package has changed, how many rows are new, and of how many versions more
    is known by it."""

    changed_rows: int
    new_rows: int
    noted: int


class _ToBring(NamedTuple):
    """What of a package's folded rows and pages there is to bring in."""

    has_new_items: bool
    has_new_rows: bool
    has_read_pages: bool


def stage(ledger: DuckDBPyConnection, package: Package) -> Counter[str]:
    """Reads a package's files into the stage, which is there; returns how many rows each brought: of most
    packages some bring none, and what is done with their rows need not be begun."""
    query.run(ledger, "load/clear_stage")
    staged = Counter[str]()
    for name in READERS:
        file = package.folder / f"{name}.jsonl"
        if file.is_file():
            staged[name] = query.value(ledger, f"load/read_{name}", file=file)
    _keep_out(ledger, staged)
    return staged


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


def fold(ledger: DuckDBPyConnection, package: Package, staged: Counter[str]) -> Folded:
    """Brings the staged rows into items, list rows and versions; the caller holds the transaction."""
    query.run(ledger, "load/fold_package")
    corrected = _correct(ledger, package) if package.is_read_again else _sight(ledger, package, staged)
    there = query.one(ledger, "load/folded", _ToBring, **package.values("portal_id", "section_id"))
    if there.has_new_items:
        query.run(ledger, "load/add_items", **package.values("portal_id"))
    new_rows = noted = 0
    if there.has_new_rows:
        whose = package.values("portal_id", "run_id", "section_id")
        new_rows = query.value(ledger, "load/add_item_sections", **whose)
    if there.has_read_pages:
        noted = query.value(ledger, "load/note_texts")
        query.run(ledger, "load/add_versions", **package.values("portal_id", "run_id", "reader_version"))
    return Folded(corrected, new_rows, noted)


def _sight(ledger: DuckDBPyConnection, package: Package, staged: Counter[str]) -> int:
    """Items and list rows known already were seen again, as they are now."""
    query.run(ledger, "load/update_items")
    if not staged["rows"]:
        return 0
    whose = package.values("portal_id", "run_id", "section_id")
    if query.value(ledger, "load/others_met", **package.values("portal_id", "run_id")):
        query.run(ledger, "load/note_met", **whose)
    return int(query.value(ledger, "load/update_item_sections", **whose))


def _correct(ledger: DuckDBPyConnection, package: Package) -> int:
    """What a package made from the archive says of what is known. It says nothing new of the portal: each
    answer is held against what was read from that answer before, what was accepted stays accepted, and
    nothing was seen, asked, met or gone by it."""
    query.run(ledger, "load/fold_answers")
    query.run(ledger, "load/find_pages")
    return int(query.value(ledger, "load/correct_rows", **package.values("portal_id", "section_id")))
