"""Checks over a file about to be published: guards that block it, findings that inform its readers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

import duckdb
from duckdb import DuckDBPyConnection

import sql
from warehouse import query
from warehouse.calendars import Calendar
from warehouse.calendars import stage as stage_calendar
from warehouse.faults import cause
from warehouse.file_sums import is_ours
from warehouse.read_only import StrayLog, refuse_logs

GUARDS = ("checks/guards",)
FINDINGS = (
    "checks/sections",
    "checks/layouts",
    "checks/items",
    "checks/duplicates",
    "checks/dates",
    "checks/redactions",
    "checks/declared",
    "checks/reconciled",
)
"""Files of sql/checks, whose every statement is a check."""
GUARDS_OF_SEVERAL = ("checks/guards_all",)
"""Guards of what stands for all portals together, which of one portal is a copy."""
OF_ROWS = tuple(
    f"checks/guard_{name}" for name in ("accounted", "keys", "merges", "nothing_dropped", "orphans")
)
"""Guards of rows of items and of the items that they name."""
DEAR = ("checks/guard_accounted", "checks/guard_keys", "checks/guard_orphans", "checks/guard_recount")
"""Guards that look at every row of every item: at every whole publication, and of what was made anew at the
others."""

OF_WATCHED = ("checks/watched_items", "checks/watched_rows")
"""What checks of dates and categories look at."""

_WATCHED = frozenset({"address", "differs", "early", "impossible", "issued", "later", "undated"})
"""What `watched` tells of items."""

LOOKS_AT = {
    "watched_items": _WATCHED,
    "watched_rows": _WATCHED,
    "inform_annual_report_missing": {"reports"},
    "inform_backdated": {"address", "later"},
    "inform_date_differs": {"differs"},
    "inform_date_impossible": {"impossible"},
    "inform_duplicate": {"alike"},
    "inform_item_undated": {"undated"},
    "inform_item_unlisted": {"unlisted"},
    "inform_late": {"issued"},
    "inform_ledger": {"ledger"},
    "inform_merge_large": {"merges"},
    "inform_merged": {"merges"},
    "inform_page_unread": {"unread"},
    "inform_personal_data": {"people"},
    "inform_redacted_again": {"redacted"},
    "inform_redacted_online": {"redacted"},
    "inform_section_bounds": {"bounds"},
    "inform_section_layout_changed": {"layouts"},
    "inform_section_retired": {"retired"},
    "inform_unclassified": {"unclassified"},
    "inform_uncompared": {"unread"},
    "inform_unit_unresolved": {"units"},
    "declared_contradicts": {"declarations"},
    "declared_unplaced": {"declarations"},
    "report_contradicts": {"reports_compared"},
    "report_differs": {"reports_compared"},
    "report_uncompared": {"reports_compared"},
}
"""By the names of statements, of what one has to be there (`checks/at_hand`) for them to find anything."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """One row that a guard selected: the guard's name and the row's columns in words."""

    guard: str
    row: str


def guard(ledger: DuckDBPyConnection) -> list[BadRow]:
    """Every row that a guard selects, up to 20 of each guard; none in a sound file."""
    query.run(ledger, "checks/doubtful_items")
    several = query.value(ledger, "figures/several_portals")
    names = _names((*GUARDS, *GUARDS_OF_SEVERAL) if several else GUARDS)
    return [row for name in names for row in _selected(ledger, name)]


def guard_narrow(ledger: DuckDBPyConnection) -> list[BadRow]:
    """Every row that a guard of rows selects of what was made anew; none where it is sound."""
    query.run(ledger, "checks/doubtful_items")
    return [row for name in OF_ROWS for row in _selected(ledger, name)]


def guard_renewed(ledger: DuckDBPyConnection) -> list[BadRow]:
    """As `guard`, of a file of one portal that was made from the one that stood: all but the dear ones."""
    return [row for name in _names(GUARDS) if name not in DEAR for row in _selected(ledger, name)]


def guard_standing(
    ledger: DuckDBPyConnection, standing: Path, told_sum: Path
) -> tuple[list[BadRow], tuple[str, ...]]:
    """Items of the published file that stands and are not known any more; and, in Chinese, why it could not
    be compared with.

    Only a file whose sha256 is the one in `told_sum` is one of ours: what a stranger wrote into it, what is
    damaged or held for writing by somebody must not keep the new file back.
    """
    if not standing.is_file():
        return [], ()
    if not is_ours(standing, told_sum, since_compared=True):
        return [], (
            f"原来的 {standing.name} 与 {told_sum.name} 不符(公布之后被改动或损坏),没有用它核对条目有无缺失",
        )
    try:
        refuse_logs(standing)
        return _lost(ledger, standing), ()
    except (StrayLog, duckdb.Error) as error:
        why = cause(error) if isinstance(error, duckdb.Error) else str(error)
        return [], (f"原来的 {standing.name} 无法读取({why}),没有用它核对条目有无缺失",)


def inform(ledger: DuckDBPyConnection, found_at: datetime, calendar: Calendar) -> None:
    """Fills `published.findings` with what each check found. Needs `watched`, `check_rows`, `alike_keys`. A
    check that has nothing to look at is not begun: planning it costs more than all that it would see."""
    query.run(ledger, "checks/alike_items")
    at_hand = set(query.column(ledger, "checks/at_hand"))
    for name in OF_WATCHED:
        if _may_find(name, at_hand):
            query.run(ledger, name)
    if _may_find("checks/inform_late", at_hand):
        stage_calendar(ledger, calendar)
    for name in _names(FINDINGS):
        if _may_find(name, at_hand):
            # What happened while loading has its own instants.
            told = {"found_at": found_at} if "$found_at" in sql.statement(name) else {}
            query.run(ledger, name, **told)


def _may_find(name: str, at_hand: AbstractSet[str]) -> bool:
    """Whether there is anything that the statement looks at; always, where LOOKS_AT does not name it."""
    looks_at = LOOKS_AT.get(Path(name).name)
    return looks_at is None or not at_hand.isdisjoint(looks_at)


def inform_passes(
    ledger: DuckDBPyConnection, found_at: datetime, about: str = "items", but: Sequence[str] = ()
) -> None:
    """Adds to `published.findings`, after all checks that are `about` items or decisions, that those which
    found nothing did so, `but` for these checks."""
    query.run(ledger, "checks/inform_passes", found_at=found_at, about=about, but=list(but))


def _names(files: Sequence[str]) -> Iterator[str]:
    return chain.from_iterable(map(sql.step, files))


def _selected(ledger: DuckDBPyConnection, name: str) -> list[BadRow]:
    rows = query.rows(ledger, name)[:20]
    return [BadRow(Path(name).name, " ".join(map(str, row.values()))) for row in rows]


def _lost(ledger: DuckDBPyConnection, standing: Path) -> list[BadRow]:
    """Raises duckdb.Error when the file cannot be opened or holds other tables."""
    query.run(ledger, "checks/attach_standing", file=standing)
    try:
        return _selected(ledger, "checks/lost_items")
    finally:
        query.run(ledger, "checks/detach_standing")
