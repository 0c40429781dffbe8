"""A list that differs from all before: a collapse, a redesign, a migration of dates. Nothing of it is taken
over without a person."""

from __future__ import annotations

from collections.abc import Mapping

from scrapers.crawl.list_result import ListResult
from scrapers.known import Known, KnownItem
from scrapers.package import ListRow

COLLAPSE_SHARE = 0.5
"""A whole list with less than this share of the rows of its last complete reading is held back."""

COLLAPSE_ROWS = 5
"""… where the last complete reading had at least so many rows; likewise where fewer than that share of these
is left, unless the others rolled off the list's end."""

REDESIGN_ROWS = 2
"""A list on which none of at least so many known rows is left is held back: a redesign, or another list."""

MOVED_DATES_SHARE = 0.5
"""A list on which more than this share of the rows known changed its date at once is held back …"""

MOVED_DATES_ROWS = 10
"""… where these are at least so many."""

LOST_DATES_ROWS = 2
"""So many rows that had a date and have none now, more than MOVED_DATES_SHARE of those read again, are held
back: without a date they would count in no year."""


def upheavals(walk: ListResult, known: Known, rows: Mapping[str, ListRow]) -> list[str]:
    """A collapse, a redesign, or a migration of dates: nothing of it is taken over without a person."""
    before = known.complete_rows or 0
    if before >= COLLAPSE_ROWS and walk.rows < before * COLLAPSE_SHARE:
        return [f"行数骤减:上次完整读取 {before} 条,这次 {walk.rows} 条,暂不采用"]
    accepted = [item for item in known.items.values() if item.accepted]
    left = [(item, rows[item.item_id]) for item in accepted if item.item_id in rows]
    if len(accepted) >= REDESIGN_ROWS and not left:
        return [f"上次的 {len(accepted)} 条地址一条也不在列表上,疑为网站改版,暂不采用"]
    lost = len(accepted) - len(left) - _rolled_off(accepted, rows)
    if len(accepted) >= COLLAPSE_ROWS and lost > len(accepted) * (1 - COLLAPSE_SHARE):
        return [f"上次的 {len(accepted)} 条中 {lost} 条不在列表上了,暂不采用"]
    moved = sum(row.listed_on is not None and item.stood_on != row.listed_on for item, row in left)
    if len(left) >= MOVED_DATES_ROWS and moved > len(left) * MOVED_DATES_SHARE:
        return [f"{len(left)} 条已知的行中 {moved} 条日期同时变了,疑为迁移,暂不采用"]
    return []


def lost_dates(known: Known, rows: Mapping[str, ListRow]) -> list[str]:
    """Rows whose date cannot be read any more."""
    dated = [item for item in known.items.values() if item.listed_on is not None and item.item_id in rows]
    lost = sum(rows[item.item_id].listed_on is None for item in dated)
    if lost < LOST_DATES_ROWS or lost <= len(dated) * MOVED_DATES_SHARE:
        return []
    return [f"{len(dated)} 条已知的行中 {lost} 条读不出日期了,暂不采用"]


def _rolled_off(accepted: list[KnownItem], rows: Mapping[str, ListRow]) -> int:
    """Known rows that are missing because the list shows its newest rows only: older than all it shows."""
    days = [row.listed_on for row in rows.values() if row.listed_on is not None and not row.pinned]
    if not days:
        return 0
    missing = [item for item in accepted if item.item_id not in rows]
    return sum(item.listed_on is not None and item.listed_on < min(days) for item in missing)
