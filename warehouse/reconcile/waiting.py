"""Which pages wait to be read as annual reports: what every night asks, and is mostly told: none."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from warehouse import query
from warehouse.read_only import open_read_only

_HERE = Path(__file__).parents[2]
_READ_BY = ("scrapers/documents", "scrapers/vocabulary", "warehouse/forms", "warehouse/reconcile")
_ASKED_BY = "sql/report/reconcile.sql"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A page that is to be read as an annual report, as the published file has it."""

    portal_id: str
    item_id: str
    url: str
    title: str | None
    unit: str | None
    """Whose page it is, where page, list or section say so."""
    published_on: date | None
    version: int
    content_sha256: str | None
    archive_file: str
    archive_offset: int
    linked: Sequence[str | None] | None
    """Names of the files that it links to."""
    is_of_several: bool
    """Whether the file holds other portals too."""


@cache
def rules_now() -> str:
    """By what reports are read and compared today, as line 0 of a report names it: a sum over the files of
    the program that do it, so that nobody has to raise a number."""
    digest = hashlib.sha256()
    for room in _READ_BY:
        files = [file for file in (_HERE / room).rglob("*") if file.suffix in (".py", ".toml", ".csv")]
        for file in (*sorted(files), _HERE / _ASKED_BY):
            digest.update(f"{file.relative_to(_HERE).as_posix()}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def waiting(published: Path) -> list[Waiting]:
    """The pages whose report is to be compared, the newest first. Raises FileUnreadable, duckdb.Error."""
    with open_read_only(published) as connection:
        rules = f"reconcile@{rules_now()}"
        return query.records(connection, "reconcile/waiting", Waiting, rules=rules)
