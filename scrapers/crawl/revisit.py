"""What a crawl is for, and which item pages it therefore asks; pure decisions, no I/O.

Nightly: pages of new and changed rows, and a slice of those already read, by age class: young pages often,
every page again in turn. The slice goes by the longest unchecked first, so it rotates with the nights that
really ran and not with the calendar. Backfill of years: pages of rows that the list dates near them.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from scrapers.crawl.years import Years
from scrapers.known import KnownItem
from scrapers.package import ListRow
from scrapers.privacy import REDACTED_TITLE

YEAR_MARGIN = timedelta(days=31)
"""A list's date and the page's publish date may differ; rows this near the years' edges are read as well."""

SLICES: tuple[tuple[timedelta, int], ...] = (
    (timedelta(days=7), 1),
    (timedelta(days=60), 5),
    (timedelta.max, 60),
)
"""Age classes of items already read: younger than … days → the share 1/n of them asked again each night."""

GIVEN_UP_AFTER = 3
"""After so many nights in succession on which its page did not come an item is left to its list row: it is
asked again in its turn, and no longer keeps the section from being complete."""

GIVEN_UP_SHARE = 0.1
"""… unless more than this share of the section's items (and more than GIVEN_UP_ITEMS), or most of them, are
such: then it is the site that fails."""

GIVEN_UP_ITEMS = 2

UNANSWERED_A_NIGHT = 50
"""Letters without an answer whose pages are asked again in one night, the longest unchecked first: what is
said of a letter that waits would soon not be true any more."""

WHOLE_LIST_EVERY = timedelta(days=30)
"""A list is walked to its end at least so often: only then do rows that left it show, or slipped in below."""

WHOLE_LIST_SOONER = timedelta(days=7)
"""… so often where a night has less than a count of all rows to join them by."""

PROVEN_WITHIN = 7
"""Nights within which a section is read whole that was complete without a ground for it."""


@dataclass(frozen=True, slots=True)
class RevisitPolicy:
    """What this crawl is for. `today` is the day in the portal's time zone."""

    kind: Literal["nightly", "backfill"]
    today: date
    years: Years | None = None

    def whole_list(self, complete_at: datetime | None, unproven: bool) -> bool:
        """Whether the list is walked to its end, or may stop at known rows. `complete_at`: when it was last
        read to its end and found complete."""
        if self.kind == "backfill" or complete_at is None or unproven:
            return True
        return self.today - complete_at.date() >= WHOLE_LIST_EVERY

    def read_lately(self, complete_at: datetime | None) -> bool:
        """Whether the whole list was read so lately that a night may join that reading without a count of all
        rows: by their order, or in spite of it."""
        return complete_at is not None and self.today - complete_at.date() < WHOLE_LIST_SOONER

    def proves(self, section_id: str) -> bool:
        """Whether this is the night on which a section that was read whole before grounds were kept is read
        whole again to prove it: each has one in PROVEN_WITHIN nights, not all the same."""
        return (zlib.crc32(section_id.encode()) + self.today.toordinal()) % PROVEN_WITHIN == 0

    def near(self, day: date | None) -> bool:
        """Whether a row of that list date may belong to what is asked; an undated row always may."""
        if self.years is None or day is None:
            return True
        return self.years.begins_on - YEAR_MARGIN <= day <= self.years.ends_on + YEAR_MARGIN


def pages_to_ask(
    rows: Iterable[ListRow],
    known: Mapping[str, KnownItem],
    checked: Mapping[str, datetime],
    policy: RevisitPolicy,
    since: datetime,
) -> list[str]:
    """Item ids whose pages are asked now: those pending from nights before that tonight's rows do not show,
    then in list order what the rows ask for, then the slice of those read before.

    `checked` says when an item's page was last asked, in whatever section; what was asked since `since`, the
    run's beginning, is not asked again in this run.
    """
    left_alone = given_up(known)
    listed = {row.item_id: row for row in rows}
    # Of this section's items only: a portal has thousands of sections.
    asked = {item_id for item_id in known.keys() | listed if (at := checked.get(item_id)) and at >= since}
    wanted: dict[str, None] = {}
    if policy.kind == "nightly":
        pending = (
            item for item in known.values() if item.pending and item.has_page and item.item_id not in listed
        )
        first_unread = sorted(pending, key=lambda item: item.read)
        wanted = {item.item_id: None for item in first_unread if item.item_id not in left_alone}
    for row in listed.values():
        item = None if row.item_id in left_alone else known.get(row.item_id)
        alone = row.item_id in left_alone and not _changed(row, known[row.item_id])
        if row.has_page and not alone and policy.near(row.listed_on) and _is_due(row, item, checked, policy):
            wanted[row.item_id] = None
    if policy.kind == "nightly":
        wanted.update(dict.fromkeys(_unanswered(known, checked)))
        wanted.update(dict.fromkeys(slice_to_revisit(known, checked, policy.today, asked | wanted.keys())))
    return [item_id for item_id in wanted if item_id not in asked]


def _unanswered(known: Mapping[str, KnownItem], checked: Mapping[str, datetime]) -> list[str]:
    """Letters that waited for an answer when they were last read."""
    waiting = [item for item in known.values() if item.unanswered and item.has_page and not item.gone]
    last = {item.item_id: checked.get(item.item_id) or item.checked_at for item in waiting}
    order = sorted(last, key=lambda one: (at.isoformat() if (at := last[one]) else "", one))
    return order[:UNANSWERED_A_NIGHT]


def given_up(known: Mapping[str, KnownItem]) -> frozenset[str]:
    """Ids of items whose pages did not come night after night; none where these are so many that it is the
    site that fails. Pages that are redirected off the hosts night after night stand elsewhere by intent."""
    long = [item for item in known.values() if item.pending and item.failed_nights >= GIVEN_UP_AFTER]
    failing = sum(not item.sent_away for item in long)
    many = failing > max(GIVEN_UP_ITEMS, len(known) * GIVEN_UP_SHARE) or failing * 2 > len(known)
    if failing > 1 and many:
        return frozenset(item.item_id for item in long if item.sent_away)
    return frozenset(item.item_id for item in long)


def twins(rows: Mapping[str, ListRow], known: Mapping[str, KnownItem]) -> dict[str, str]:
    """Item id → address of known items that a row new tonight may have taken the place of: the same title and
    date, or the only one of that title. What their pages say tells a move from a second copy."""
    by_title: dict[str, list[KnownItem]] = {}
    for item in known.values():
        if item.item_id not in rows and item.has_page and not item.gone:
            by_title.setdefault(item.list_title, []).append(item)
    found: dict[str, str] = {}
    for row in rows.values():
        alike = by_title.get(row.title, []) if row.title and row.item_id not in known else []
        same_day = [item for item in alike if item.listed_on == row.listed_on]
        for item in same_day or (alike if len(alike) == 1 else []):
            found[item.item_id] = item.url
    return found


def slice_to_revisit(
    known: Mapping[str, KnownItem],
    checked: Mapping[str, datetime],
    today: date,
    asked: Collection[str] = frozenset(),
) -> list[str]:
    """Tonight's share of each age class, the longest unchecked (or never checked) first.

    Items `asked` in this run anyway (for their rows, in another section, before it was taken up again) count
    for the share.
    Pages found gone come round as slowly as old ones: one may be restored.
    """
    classes: list[list[tuple[str, str]]] = [[] for _ in SLICES]
    done = [0 for _ in SLICES]
    for item in known.values():
        if not item.has_page:
            continue
        day = item.published_on or item.listed_on
        age = today - day if day and not item.gone else timedelta.max
        rank = next(i for i, (limit, _) in enumerate(SLICES) if age <= limit)
        if item.item_id in asked:
            done[rank] += item.accepted
        else:
            last = checked.get(item.item_id) or item.checked_at
            classes[rank].append((last.isoformat() if last else "", item.item_id))
    chosen: list[str] = []
    for members, already, (_, share) in zip(classes, done, SLICES, strict=True):
        tonight = math.ceil((len(members) + already) / share) - already
        chosen += [item_id for _, item_id in sorted(members)[: max(0, tonight)]]
    return chosen


def _is_due(
    row: ListRow, item: KnownItem | None, checked: Mapping[str, datetime], policy: RevisitPolicy
) -> bool:
    """Whether the page of a listed row is asked for on account of the row itself: it is new on this list (or
    back on it), it changed, or its page is still to be read.

    A page found gone was told of: that the list goes on showing its row says nothing new, and neither does a
    change of that row which nights before have asked about. It rests until the row itself moves, or its turn.
    """
    if item is None or item.pending or _changed(row, item):
        return True
    if item.gone:
        return item.missed
    if item.changed:
        return True
    return policy.kind == "backfill" and row.item_id not in checked


def _changed(row: ListRow, item: KnownItem) -> bool:
    """Whether the list itself shows a change: another title (unless that was taken out) or another date."""
    title = row.title if item.list_title == REDACTED_TITLE else item.list_title
    return row.title != title or row.listed_on != item.listed_on
