"""The archive read again with today's rules: what there is to read, and how what was read differs.

What is read goes the way of every package (`warehouse.load`, where it is said what is different with these);
here it is compared first, so that people are told, and a package that says nothing new need not be loaded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.repackage import ArchivedSection, Kept
from warehouse import query
from warehouse.batches import Batch
from warehouse.folding import fold, stage
from warehouse.held import hold
from warehouse.known import layouts_known
from warehouse.layouts import item_layout_of, list_layout_of
from warehouse.packages import Package, read_package


class DifferingField(NamedTuple):
    """A field (Chinese), how many pages differ in it, and one of their addresses."""

    field: str
    pages: int
    example: str


@dataclass(slots=True)
class Reparsed:
    """What came of it: pages and list rows read again, and how they differ from what the ledger has."""

    pages: int = 0
    differing_pages: int = 0
    noted: int = 0
    """Pages that read as before and of which more is known now: length and sum of the text."""
    fields: list[DifferingField] = field(default_factory=list)
    """The most frequent first."""
    observed: int = 0
    """Pages that say otherwise, as letters or guides, than was kept of them."""
    rows: int = 0
    differing_rows: int = 0
    new_rows: int = 0
    not_met: int = 0
    """Rows of the ledger that no archived list shows to today's readers; they stay."""
    published: bool = False
    """Whether the file was published anew: for what differs, or for what a stopped reparse had kept."""
    notes: tuple[str, ...] = ()
    """What the publication says to people, in Chinese."""
    left_out: tuple[str, ...] = ()
    """Portals whose archive could not be read again, and why, in Chinese."""

    @property
    def differs(self) -> bool:
        """Whether anything reads otherwise, or is known only now."""
        changed = self.differing_pages or self.noted or self.observed
        return bool(changed or self.differing_rows or self.new_rows)

    def add(self, section: Reparsed) -> None:
        """Counts in what came of one more section."""
        for name in _COUNTED:
            setattr(self, name, getattr(self, name) + getattr(section, name))
        told = {differing.field: differing for differing in self.fields}
        for more in section.fields:
            before = told.get(more.field, DifferingField(more.field, 0, more.example))
            example = min(before.example, more.example)
            told[more.field] = DifferingField(more.field, before.pages + more.pages, example)
        self.fields = sorted(told.values(), key=lambda differing: (-differing.pages, differing.field))


_COUNTED = (
    "pages", "differing_pages", "noted", "observed", "rows", "differing_rows", "new_rows", "not_met",
)  # fmt: skip
"""What is added up over sections."""


class _RowsMet(NamedTuple):
    met: int
    not_met: int


def archived_sections(ledger: DuckDBPyConnection, portal_id: str) -> list[str]:
    """Ids of a portal's sections of which the archive has something, declared or not; makes the temporary
    table that `archived_section` reads."""
    query.run(ledger, "reparse/pages", portal_id=portal_id)
    return query.column(ledger, "reparse/sections", portal_id=portal_id)


def archived_section(ledger: DuckDBPyConnection, portal_id: str, section_id: str) -> ArchivedSection:
    """Of a section the item pages that its versions rest on, and the answers to every reading of its list."""
    section = {"portal_id": portal_id, "section_id": section_id}
    runs = query.column(ledger, "reparse/readings", **section)
    layouts = layouts_known(ledger, portal_id, [section_id]).get(section_id, {})
    return ArchivedSection(
        pages=query.records(ledger, "reparse/pages_of_section", Kept, section_id=section_id),
        readings=[query.records(ledger, "reparse/questions", Kept, **section, run_id=run) for run in runs],
        list_layout=list_layout_of(layouts.get("list")),
        item_layout=item_layout_of(layouts.get("item")),
    )


def compare(ledger: DuckDBPyConnection, folder: Path, with_list: bool) -> Reparsed:
    """What loading a closed package of kind `reparse` would change; nothing is kept.

    `with_list`: the section's list was read again, so that rows which it does not show are to be counted.
    """
    package = read_package(folder)
    ledger.begin()
    try:
        return _compared(ledger, package, with_list)
    finally:
        ledger.rollback()


def _compared(ledger: DuckDBPyConnection, package: Package, with_list: bool) -> Reparsed:
    query.run(ledger, "load/stage")
    batch = Batch((package,))
    staged = stage(ledger, batch)
    hold(ledger, batch, insist=True)
    folded = fold(ledger, batch, staged)
    query.run(ledger, "load/fold_observed_pages", package=0)
    query.run(ledger, "load/fold_observations", package=0)
    found = Reparsed(
        pages=staged["items"],
        differing_pages=query.value(ledger, "reparse/differing_pages"),
        noted=folded.noted,
        observed=query.value(ledger, "reparse/differing_observations", **package.values("portal_id")),
        fields=query.records(ledger, "reparse/differing_fields", DifferingField),
        differing_rows=folded.changed_rows,
        new_rows=folded.new_rows,
    )
    if with_list:
        section = package.values("portal_id", "section_id")
        met = query.one(ledger, "reparse/rows_met", _RowsMet, **section)
        found.rows, found.not_met = met.met, met.not_met
    return found
