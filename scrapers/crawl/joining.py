"""Whether rows known from the last complete reading follow where a walk stops: the proof of an increment.

A list that states its total is joined where the rows known and the new ones are as many; one that states
none, where its last page ends where they would end: that page is asked each night, else rows that slip in
below known ones, or leave the list, show only when all of it is read. Where neither can be told, the order of
the rows has to do, and the whole list is read more often.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from scrapers.crawl.list_result import Join, ListResult
from scrapers.crawl.onward import Onward, Step
from scrapers.crawl.stop_rule import meets_known, reaches_known
from scrapers.known import Known
from scrapers.records import Entry, ListPage

UNORDERED_ROWS = 2000
"""A list that is not newest first is read whole each night, unless it holds more rows than this."""

LastPage = Callable[[Step], ListPage | None]
"""Reads a page out of turn; None where it gives no rows."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a list might be laid on pages: rows of its own a page, rows beside them on page 1, pages in all."""

    size: int
    beside: int
    pages: int
    on_last: int
    """Rows of its own on the last page."""


class Joining:
    """Collects the rows of a walk that may stop at known ones. `recent`: the last reading of the whole list
    is so young that an increment may rest on less than a count of its rows."""

    def __init__(self, known: Known, id_of: Callable[[Entry], str], recent: bool) -> None:
        self._known, self._id, self._recent = known, id_of, recent
        self._entries: list[Entry] = []

    def take(self, listing: ListPage) -> None:
        """Adds the rows of the page that follows."""
        self._entries += listing.entries

    @property
    def reached(self) -> bool:
        """Whether the rows taken so far have come to known ones."""
        return self.newest_first or (self._may_be_unordered and self._meets)

    def joined(self, walk: ListResult, onward: Onward, seen: set[str], last_page: LastPage) -> Join | None:
        """What shows that the known rows follow; None where they do not, or nothing shows it."""
        ordered, declared = self.newest_first, walk.records_declared
        if declared is not None and not self._adds_up(declared, seen):
            return None
        if declared is not None and ordered:
            return "total"
        fits = self._last_page_fits(walk, onward, seen, last_page)
        if fits is None and ordered:
            return "order" if self._recent else None
        if fits is None:
            return "total" if declared is not None else None
        return "last_page" if fits else None

    @property
    def newest_first(self) -> bool:
        """Whether the rows taken so far show that order, and have come to known ones in it."""
        return reaches_known(self._entries, self._known.items, self._id)

    @property
    def _meets(self) -> bool:
        return meets_known(self._entries, self._known.items, self._id)

    @property
    def _may_be_unordered(self) -> bool:
        return self._recent and len(self._known.items) > UNORDERED_ROWS

    def _adds_up(self, declared: int, seen: set[str]) -> bool:
        """Whether the rows known and the new ones are as many as the list says it holds. Where it counted
        others, or not all, at its last complete reading, it still does."""
        known = self._known
        accepted = sum(item.accepted for item in known.items.values())
        counted_otherwise = 0 if known.records_declared is None else known.records_declared - accepted
        return len(known.items.keys() | seen) + counted_otherwise == declared

    def _last_page_fits(
        self, walk: ListResult, onward: Onward, seen: set[str], last_page: LastPage
    ) -> bool | None:
        """Whether the list ends where the rows known and the new ones would; None where no page can be asked
        for by its number."""
        looked = False
        for layout in _layouts(walk, len(self._known.items.keys() | seen), onward.limit):
            step = onward.by_number(layout.pages) if layout.pages > walk.pages_read else None
            if step is None:
                continue
            looked = True
            listing = last_page(step)
            if listing is not None and self._ends(listing, layout, walk, seen):
                return True
        return False if looked or onward.by_number(walk.pages_read + 1) is not None else None

    def _ends(self, listing: ListPage, layout: Layout, walk: ListResult, seen: set[str]) -> bool:
        """Whether a page is the last one, with as many rows as it should have, and all of them known."""
        own = [self._id(entry) for entry in listing.entries]
        own = [row for row in own if row not in walk.pinned] if layout.beside else own
        names_more = listing.next is not None and layout.on_last == layout.size
        another = listing.current not in (None, layout.pages)
        if listing.unread or listing.unfollowed or names_more or another:
            return False
        return len(own) == layout.on_last and self._known.items.keys() | seen >= set(own)


def _layouts(walk: ListResult, rows: int, limit: int | None) -> Iterator[Layout]:
    """How so many rows would be laid on pages like page 1: with its pinned rows in their place among the
    others, or beside them."""
    first = walk.pages[0]
    for beside in sorted({0, len(first.pinned)}):
        size, own = len(first.ids) - beside, rows - beside
        if size <= 0 or own <= 0:
            continue
        pages = -(-own // size)
        if limit is None or limit == pages:
            yield Layout(size, beside, pages, own - (pages - 1) * size)
