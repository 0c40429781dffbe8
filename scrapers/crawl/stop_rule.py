"""Whether a walk has reached rows that are known and stand as they stood: where a night may end.

Two known rows in succession say nothing on a list that is not newest first: new rows may stand anywhere. The
order of a list shows in what is known of it: above where the walk stands, no row is missing that is newer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from scrapers.known import KnownItem
from scrapers.privacy import REDACTED_TITLE, mask
from scrapers.records import Entry

KNOWN_IN_SUCCESSION = 2
"""So many unchanged known rows one after another (pinned ones do not count) end a nightly walk."""

DISORDER_SHARE = 0.1
"""Of the rows below the first one in order, so many may stand out of it, and of the known rows not met yet,
so many may be newer than the oldest one met: dates corrected by hand."""

Known = Mapping[str, KnownItem]


def meets_known(entries: Sequence[Entry], known: Known, id_of: Callable[[Entry], str]) -> bool:
    """Whether two known, unchanged rows stand in succession, whatever the order of the list."""
    run = 0
    for entry in entries:
        if not entry.pinned:
            run = run + 1 if _stands(known.get(id_of(entry)), entry) else 0
            if run >= KNOWN_IN_SUCCESSION:
                return True
    return False


def reaches_known(entries: Sequence[Entry], known: Known, id_of: Callable[[Entry], str]) -> bool:
    """Whether the rows read so far, of all pages, show a list that is newest first and reach known rows in
    its order: two unchanged ones in succession, and none of the known rows that are newer is still to come.

    Pinned rows neither count nor break the run. Nor do rows above a newer one: these are pinned without a
    mark, or the list is not newest first, so that new rows may stand below them. So they may below known rows
    of the newest day: an older row has to follow.
    """
    ids = [id_of(entry) for entry in entries]
    days = [_day(entry, known.get(row)) for entry, row in zip(entries, ids, strict=True)]
    to_come = list(_days_to_come(known, set(ids)))
    in_order = _in_order(entries, days)
    run = 0
    for place in in_order:
        run = run + 1 if _stands(known.get(ids[place]), entries[place]) else 0
        if run >= KNOWN_IN_SUCCESSION:
            dated = [day for row in in_order if (day := days[row]) is not None]
            orderly = _is_orderly(entries, in_order, len(to_come)) and len(set(dated)) > 1
            return orderly and _none_newer(days[place], min(dated), to_come)
    return False


def _stands(item: KnownItem | None, entry: Entry) -> bool:
    """Whether a row stands as it stood at the last complete reading."""
    if item is None:
        return False
    title = item.list_title if item.list_title == REDACTED_TITLE else mask(entry.title)
    unchanged = (item.list_title, item.listed_on) == (title, entry.date)
    return item.accepted and not item.changed and unchanged


def _day(entry: Entry, item: KnownItem | None) -> date | None:
    """The day by which a list may order a row: its own, else that of the item's page."""
    if entry.date is not None or item is None:
        return entry.date
    return item.listed_on or item.published_on


def _days_to_come(known: Known, met: set[str]) -> Iterator[date]:
    for item in known.values():
        day = item.listed_on or item.published_on
        if item.accepted and day is not None and item.item_id not in met:
            yield day


def _none_newer(reached: date | None, oldest: date, to_come: Sequence[date]) -> bool:
    """Whether what is known and was not met yet is older than the rows reached, and nearly all of it not
    newer than the oldest row met."""
    if reached is None:
        return False
    newer_than_oldest = sum(day > oldest for day in to_come)
    return not any(day > reached for day in to_come) and newer_than_oldest <= DISORDER_SHARE * len(to_come)


def _in_order(entries: Sequence[Entry], days: Sequence[date | None]) -> list[int]:
    """Places of the rows that are not pinned and have no later date below them."""
    places: list[int] = []
    newest = None
    for place in range(len(entries) - 1, -1, -1):
        day = days[place]
        if entries[place].pinned:
            continue
        if day is None or newest is None or newest <= day:
            places.append(place)
        if day is not None:
            newest = day if newest is None else max(newest, day)
    return places[::-1]


def _is_orderly(entries: Sequence[Entry], in_order: Sequence[int], to_come: int) -> bool:
    """Whether nearly all rows below the first one in order are so, too, and above it stand a few: fewer than
    are still to come, else these may be the end of a list that is oldest first."""
    above = sum(not entry.pinned for entry in entries[: in_order[0]])
    below = sum(not entry.pinned for entry in entries[in_order[0] :])
    return below - len(in_order) <= DISORDER_SHARE * below and above < to_come
