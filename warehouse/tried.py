"""What a trial of one section read, for a person to compare with the section's page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse import query
from warehouse.ledger import prepare
from warehouse.read_only import open_read_only


@dataclass(frozen=True, slots=True)
class TriedRow:
    """One item as it would be counted; None where the page states nothing."""

    title: str | None
    published_on: date | None
    unit: str | None
    categories: str | None
    document_number: str | None
    url: str


def tried_rows(published: Path, most: int) -> list[TriedRow]:
    """The newest items of a trial's file, at most so many."""
    with open_read_only(published) as connection:
        prepare(connection)
        return query.records(connection, "status/tried_rows", TriedRow, most=most)
