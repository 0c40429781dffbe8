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


def note_edited_rows(ledger: DuckDBPyConnection, of_run: Mapping[str, str], packages: Sequence[int]) -> None:
    """Keeps what rows of these staged packages' sections said before they are accepted anew, no item's rows
    in two of them; `of_run` has portal_id and run_id."""
    query.run(ledger, "changes/edited_rows", **of_run, packages=list(packages))


def suspect_sections(ledger: DuckDBPyConnection, portal_id: str, section_ids: Sequence[str]) -> set[str]:
    """Of these sections those that hold items which may not be there any more, or were not: there is
    something to settle. Mostly there are none."""
    asked = {"portal_id": portal_id, "section_ids": list(section_ids)}
    return set(query.column(ledger, "changes/suspect_sections", **asked))


def may_have_moved(ledger: DuckDBPyConnection, portal_id: str) -> bool:
    """Whether staged packages may show any item that is held to have moved: mostly they do not."""
    return bool(query.value(ledger, "changes/may_have_moved", portal_id=portal_id))


def find_suspects(ledger: DuckDBPyConnection, portal_id: str) -> bool:
    """Whether held sections that staged packages have read whole hold items that may not be there any more,
    or were not: there is something to settle. Mostly there is not."""
    return bool(query.value(ledger, "changes/suspects", portal_id=portal_id))


def settle(ledger: DuckDBPyConnection, of_run: Mapping[str, str], may_move: bool) -> None:
    """Withdraws, restores and links moved items of suspect sections whose complete readings have just been
    accepted, once their suspects are found; `of_run` has portal_id and run_id. `may_move`: whether any item
    may have moved, or has in this run. The caller holds the transaction."""
    query.run(ledger, "changes/departed")
    query.run(ledger, "changes/note_restored", **of_run)
    query.run(ledger, "changes/restore")
    if may_move:
        query.run(ledger, "changes/move", **of_run)
        correct_withdrawn(ledger, of_run)
    query.run(ledger, "changes/withdraw", **of_run)
    query.run(ledger, "changes/note_withdrawn", **of_run)


def correct_withdrawn(ledger: DuckDBPyConnection, of_run: Mapping[str, str]) -> None:
    """Items that the run has found moved were not withdrawn before; `of_run` has portal_id and run_id."""
    query.run(ledger, "changes/correct_withdrawn", **of_run)


def to_settle(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> ToSettle:
    """What is open of a section's items that left; `whose` has portal_id and section_id."""
    section = {name: whose[name] for name in ("portal_id", "section_id")}
    query.run(ledger, "changes/suspects_of_section", **section)
    query.run(ledger, "changes/hold_suspects")
    query.run(ledger, "changes/departed")
    left = query.records(ledger, "changes/to_settle", _Left)
    return ToSettle(
        read_whole=any(item.unconfirmed for item in left),
        pages={item.item_id: item.url for item in left if item.page_due},
    )
