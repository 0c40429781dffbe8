"""What a crawl is for, and which item pages it therefore asks; pure decisions, no I/O.

Nightly: pages of new and changed rows, and a slice of those already read, by age class: young pages often,
every page again in turn. The slice goes by the longest unchecked first, so it rotates with the nights that
really ran and not with the calendar. Backfill of a year: pages of rows that the list dates near that year.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from scrapers.known import KnownItem
from scrapers.package import ListRow

YEAR_MARGIN = timedelta(days=31)
"""A list's date and the page's publish date may differ; rows this near the year's edges are read as well."""

SLICES: tuple[tuple[timedelta, int], ...] = (
    (timedelta(days=7), 1),
    (timedelta(days=60), 5),
    (timedelta.max, 60),
)
"""Age classes of items already read: younger than … days → the share 1/n of them asked again each night."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What this crawl is for. `today` is the day in the portal's time zone."""

    kind: Literal["nightly", "backfill"]
    today: date
    year: int | None = None

    def whole_list(self, known_complete: bool, full_due: bool) -> bool:
        """Whether the list is walked to its end, or may stop at known rows."""
        return self.kind == "backfill" or not known_complete or full_due

    def near(self, day: date | None) -> bool:
        """Whether a row of that list date may belong to what is asked; an undated row always may."""
        if self.year is None or day is None:
            return True
        return date(self.year, 1, 1) - YEAR_MARGIN <= day <= date(self.year, 12, 31) + YEAR_MARGIN


def pages_to_ask(
    rows: Iterable[ListRow],
    known: Mapping[str, KnownItem],
    checked: Mapping[str, datetime],
    scope: Scope,
) -> list[str]:
    """Item ids whose pages are asked now, in list order, then the slice of those read before.

    `checked` says when an item's page was last asked, in whatever section; an item asked before is asked
    again only when its row changed or its turn has come.
    """
    wanted: dict[str, None] = {}
    for row in rows:
        if (
            row.has_page
            and scope.near(row.listed_on)
            and _is_due(row, known.get(row.item_id), checked, scope)
        ):
            wanted[row.item_id] = None
    if scope.kind == "nightly":
        wanted.update(dict.fromkeys(slice_to_revisit(known, checked, scope.today)))
    return list(wanted)


def slice_to_revisit(
    known: Mapping[str, KnownItem], checked: Mapping[str, datetime], today: date
) -> list[str]:
    """Tonight's share of each age class, the longest unchecked (or never checked) first."""
    classes: list[list[tuple[str, str]]] = [[] for _ in SLICES]
    for item in known.values():
        if not item.has_page or item.gone:
            continue
        day = item.published_on or item.listed_on
        age = today - day if day else timedelta.max
        rank = next(i for i, (limit, _) in enumerate(SLICES) if age <= limit)
        last = checked.get(item.item_id) or item.checked_at
        classes[rank].append((last.isoformat() if last else "", item.item_id))
    chosen: list[str] = []
    for members, (_, share) in zip(classes, SLICES, strict=True):
        members.sort()
        chosen += [item_id for _, item_id in members[: math.ceil(len(members) / share)]]
    return chosen


def _is_due(row: ListRow, item: KnownItem | None, checked: Mapping[str, datetime], scope: Scope) -> bool:
    """Whether the page of a listed row is asked for on account of the row itself."""
    if item is not None and (item.owed or _changed(row, item)):
        return True
    return row.item_id not in checked and (item is None or scope.kind == "backfill")


def _changed(row: ListRow, item: KnownItem) -> bool:
    """Whether the list itself shows a change: another title or another date."""
    return row.title != item.list_title or row.listed_on != item.listed_on
