"""What the ledger holds of the items of which packages may change anything, copied beside it: packages are
brought into the copies, and these into the ledger once.

The large tables are gone through once for all packages of a batch, so that loading costs what the packages
bring rather than what the ledger holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.batches import Batch
from warehouse.changes import may_have_moved


class _Apart(NamedTuple):
    """A package that is not taken in one step with an earlier one."""

    package: int
    earlier: int


COPIES = ("items", "rows", "versions")
"""What is held, each of one large table."""


@dataclass(frozen=True, slots=True)
class Held:
    """Whether anything is held, whether any item of it may not be there any more, or was not, whether any
    of these may have moved; and whether items are accepted in the ledger itself."""

    any: bool = False
    may_depart: bool = False
    may_move: bool = False
    any_new: bool = False


class _Kinds(NamedTuple):
    """What there is among the items that are held."""

    may_depart: bool
    any_merely_new: bool


def hold(ledger: DuckDBPyConnection, batch: Batch, insist: bool = False) -> Held:
    """Makes the copies, of what staged packages tell of and of what is open in their sections, but for items
    that are merely new. Where there is nothing of either none is made, unless it `insists`."""
    has_held = bool(query.value(ledger, "load/find_held", **batch.of_run))
    may_depart = any_new = False
    if has_held:
        may_depart, any_new = query.one(ledger, "load/kinds_held", _Kinds)
    if any_new:
        query.run(ledger, "load/set_apart")
    if has_held or insist:
        for name in COPIES:
            query.run(ledger, f"load/hold_{name}")
    may_move = may_depart and may_have_moved(ledger, batch.of_run["portal_id"])
    return Held(has_held, may_depart, may_move, any_new)


def keep(ledger: DuckDBPyConnection, has_read: bool) -> None:
    """Brings into the ledger what of the copies is other than there; `has_read`: whether that may be versions
    of pages. The caller holds the transaction."""
    for name in COPIES if has_read else COPIES[:2]:
        query.run(ledger, f"load/keep_{name}")


def let_go(ledger: DuckDBPyConnection) -> None:
    """Drops the copies: they take memory that what comes after loading has better use for."""
    query.run(ledger, "load/let_go")


def steps(ledger: DuckDBPyConnection, batch: Batch, held: Held) -> list[Batch]:
    """A batch in as few steps as may be: what is taken in one leaves the ledger as one package after the
    other does."""
    if len(batch.packages) == 1:
        return [batch]
    found, first = [], 0
    for apart in query.records(ledger, "load/kept_apart", _Apart, **batch.of_run, may_move=held.may_move):
        if apart.earlier >= first and apart.package < len(batch.packages):
            found.append(batch.part(first, apart.package))
            first = apart.package
    return [*found, batch.part(first, len(batch.packages))]
