"""Whether a list page has reached rows that are known and stand as they stood: the end of a nightly walk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from scrapers.known import KnownItem
from scrapers.privacy import mask
from scrapers.records import Entry

KNOWN_IN_SUCCESSION = 2
"""So many unchanged known rows one after another (pinned ones do not count) end a nightly walk."""


def reaches_known(
    entries: Sequence[Entry], known: Mapping[str, KnownItem], id_of: Callable[[Entry], str]
) -> bool:
    """Whether two known, unchanged rows stand in succession on a page.

    Pinned rows neither count nor break the run. Nor do rows above a newer one: these are pinned without a
    mark, or the list is not newest first, so that new rows may stand below them.
    """
    run = 0
    for entry, out_of_order in zip(entries, _above_newer(entries), strict=True):
        if entry.pinned or out_of_order:
            continue
        item = known.get(id_of(entry))
        run = run + 1 if item is not None and _is_same(item, entry) else 0
        if run >= KNOWN_IN_SUCCESSION:
            return True
    return False


def _is_same(item: KnownItem, entry: Entry) -> bool:
    """Whether a row stands as it stood at the last complete reading."""
    unchanged = (item.list_title, item.listed_on) == (mask(entry.title), entry.date)
    return item.accepted and not item.changed and unchanged


def _above_newer(entries: Sequence[Entry]) -> list[bool]:
    """Per row, whether a later date stands further down the page."""
    flags: list[bool] = []
    newest = None
    for entry in reversed(entries):
        flags.append(entry.date is not None and newest is not None and newest > entry.date)
        if entry.date is not None and not entry.pinned:
            newest = entry.date if newest is None else max(newest, entry.date)
    return flags[::-1]
