"""Changes over nights: what left, moved or came back, settled when a section's complete reading is loaded.

New items and new versions of pages stand in `items` and `item_versions`; here is what neither tells. Only a
complete reading settles anything: on a night that is held back (a redesign, a collapse) nothing is withdrawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

import sql

_SECTION = ("portal_id", "section_id")


@dataclass(frozen=True, slots=True)
class ToSettle:
    """What the next crawl of a section should look into: a second whole reading, and pages by item id."""

    read_whole: bool
    pages: Mapping[str, str]
    """Item id → address, of items that left their lists and whose page was not asked since."""


def note_edited_rows(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> None:
    """Keeps what rows said before they are accepted anew; `whose` has portal_id, section_id and run_id."""
    _run(ledger, "changes/edited_rows", whose, *_SECTION, "run_id")


def settle(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> None:
    """Withdraws, restores and links moved items of a section whose complete reading has just been accepted.

    `whose` has portal_id, section_id and run_id; the caller holds the transaction.
    """
    departed = _departed(ledger, whose)
    if departed:
        _run(ledger, "changes/note_restored", whose, "portal_id", "run_id")
        _run(ledger, "changes/restore", whose)
        _run(ledger, "changes/move", whose, "portal_id", "run_id")
    _run(ledger, "changes/correct_withdrawn", whose, "portal_id", "run_id")
    if departed:
        _run(ledger, "changes/withdraw", whose, *_SECTION, "run_id")
        _run(ledger, "changes/note_withdrawn", whose, "portal_id", "run_id")


def to_settle(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> ToSettle:
    """What is open of a section's items that left; `whose` has portal_id and section_id."""
    rows = ledger.execute(sql.statement("changes/to_settle")).fetchall() if _departed(ledger, whose) else []
    return ToSettle(
        read_whole=any(unconfirmed for _, _, unconfirmed, _ in rows),
        pages={item_id: url for item_id, url, _, due in rows if due},
    )


def _departed(ledger: DuckDBPyConnection, whose: Mapping[str, str]) -> bool:
    """Makes `departed` of a section; False, and nothing made, where no item is suspect."""
    values = {value: whose[value] for value in _SECTION}
    [(suspects,)] = ledger.execute(sql.statement("changes/suspects"), values).fetchall()
    if suspects:
        ledger.execute(sql.statement("changes/departed"))
    return bool(suspects)


def _run(ledger: DuckDBPyConnection, name: str, whose: Mapping[str, str], *values: str) -> None:
    ledger.execute(sql.statement(name), {value: whose[value] for value in values} or None)
