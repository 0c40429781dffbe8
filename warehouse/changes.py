"""Changes over nights: what left, moved or came back, settled when a section's complete reading is loaded.

New items and new versions of pages stand in `items` and `item_versions`; here is what neither tells. Only a
complete reading settles anything: on a night that is held back (a redesign, a collapse) nothing is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What the next crawl of a section should look into: a second whole reading, and pages by item id."""

    read_whole: bool
    pages: Mapping[str, str]
    """Item id → address, of items that left their lists and whose page was not asked since."""


NOTHING_OPEN = ToSettle(read_whole=False, pages={})


class _Left(NamedTuple):
    """An item that left a list: has a second whole reading to confirm that, is its page to be asked."""

    item_id: str
    url: str
    unconfirmed: bool
    page_due: bool


def note_edited_rows(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> None:
    """Keeps what rows said before they are accepted anew; `whose` has portal_id, section_id and run_id."""
    query.run(ledger, "changes/edited_rows", **whose)


def suspect_sections(ledger: DuckDBPyConnection, portal_id: str, section_ids: Sequence[str]) -> set[str]:
    """Of these sections those that hold items which may not be there any more, or were not: there is
    something to settle. Mostly there are none."""
    asked = {"portal_id": portal_id, "section_ids": list(section_ids)}
    return set(query.column(ledger, "changes/suspect_sections", **asked))


def settle(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> None:
    """Withdraws, restores and links moved items of a suspect section whose complete reading has just been
    accepted; `whose` has portal_id, section_id and run_id. The caller holds the transaction."""
    of_run = {name: whose[name] for name in ("portal_id", "run_id")}
    if not _departed(ledger, whose):
        return
    query.run(ledger, "changes/note_restored", **of_run)
    query.run(ledger, "changes/restore")
    query.run(ledger, "changes/move", **of_run)
    correct_withdrawn(ledger, of_run)
    query.run(ledger, "changes/withdraw", **whose)
    query.run(ledger, "changes/note_withdrawn", **of_run)


def correct_withdrawn(ledger: DuckDBPyConnection, of_run: Mapping[str, str]) -> None:
    """Items that the run has found moved were not withdrawn before; `of_run` has portal_id and run_id."""
    query.run(ledger, "changes/correct_withdrawn", **of_run)


def to_settle(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> ToSettle:
    """What is open of a section's items that left; `whose` has portal_id and section_id."""
    left = query.records(ledger, "changes/to_settle", _Left) if _departed(ledger, whose) else []
    return ToSettle(
        read_whole=any(item.unconfirmed for item in left),
        pages={item.item_id: item.url for item in left if item.page_due},
    )


def _departed(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> bool:
    """Makes `departed` of a section; False, and nothing made, where no item is suspect."""
    section = {name: whose[name] for name in ("portal_id", "section_id")}
    suspects = query.value(ledger, "changes/suspects", **section)
    if suspects:
        query.run(ledger, "changes/departed")
    return bool(suspects)
