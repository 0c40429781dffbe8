"""A section's list layout: the one in force, and learning it anew from first pages that are read anyway."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from scrapers.crawl.fetcher import Fetcher
from scrapers.crawl.listpage import read_page
from scrapers.crawl.readers import Reader
from scrapers.layout import ListLayout
from scrapers.parsing import Links, boxes_of, compare, content_of, frame_of, is_changing, with_fields
from scrapers.records import ListPage, OtherPage, Page, Request

KEPT = 4
"""Pages of a section whose reading is kept: the first two, each perhaps of two answers."""


@dataclass(slots=True)
class SectionLists:
    """Reads a section's list pages by the layout in force: a person's, else what was learned, else none."""

    read: Reader
    layout: ListLayout | None
    page: Page | None = field(default=None, init=False)
    """The page read last."""
    _kept: dict[str, _Kept] = field(default_factory=dict, init=False)
    """Address → the last reading of the first pages: learning reads them, then the walk, and page 1 at its
    end once more."""

    def __call__(self, page: Page, family: str) -> ListPage | OtherPage:
        """The page, read by the layout where it fits and else by the rules."""
        self.page = page
        return self.by(page, family, self.layout)

    def by(self, page: Page, family: str, layout: ListLayout | None) -> ListPage | OtherPage:
        """The page, read by this layout where it fits. What was read of the very same bytes is not read again
        where it would say the same."""
        before = self._kept.get(page.url)
        if before is not None and (before.page, before.family) == (page, family):
            listing = before.by(layout)
            if listing is not None:
                return listing
        listing = self.read.list_page(page, family, layout)
        if before is not None or len(self._kept) < KEPT:
            self._kept[page.url] = _Kept(page, family, layout, listing)
        return listing


class _Kept(NamedTuple):
    """What a page was read as."""

    page: Page
    family: str
    layout: ListLayout | None
    listing: ListPage | OtherPage

    def by(self, layout: ListLayout | None) -> ListPage | OtherPage | None:
        """The same by another layout, where that reads alike; None where it may not."""
        if layout == self.layout:
            return self.listing
        own = self.layout
        if own is None or layout is None or "person" in (own.learned_from, layout.learned_from):
            return None
        # What the rules make of a page where the layout does not fit looks like a layout of theirs that does.
        if own.learned_from == "rules" or _unplaced(own) != _unplaced(layout):
            return None
        listing = self.listing
        if isinstance(listing, ListPage) and listing.layout == own:
            return replace(listing, layout=layout)
        return listing


def _unplaced(layout: ListLayout) -> ListLayout:
    """What of a learned layout a reading depends on: the places of its fields say for people what is found
    without them."""
    return replace(layout, title=None, date=None, learned_from="pages")


def learn(
    lists: SectionLists,
    fetcher: Fetcher,
    url: str,
    family: str,
    others: Mapping[str, Links],
    *,
    whole: bool,
    sole: bool = True,
) -> None:
    """Learns the layout of the list at `url` where the one in force does not fit its first page, and puts it
    in force. Asks for page 1, and for page 2 where the list is to be read `whole`, in any case only what the
    walk would ask for next: that gets the same answers. `others` are first pages of other sections; `sole`
    says that there are none to wait for.

    Raises what `Fetcher.ask` raises.
    """
    if lists.layout is not None and lists.layout.learned_from == "person":
        return
    with fetcher.ahead():
        listing, got = read_page(fetcher, lists, Request(url), family)
        page = lists.page
        if page is None or got.page is None:
            return
        if isinstance(listing, ListPage) and (boxes := boxes_of(listing.links, [*others.values()])):
            lists.layout = ListLayout(rows=(), frame=boxes, learned_from="sections")
            listing = lists(page, family)
        if isinstance(listing, OtherPage):
            found = _found(lists, page, family, listing, [*others.values()])
            lists.layout = found or _frame_only(lists.layout)
            return
        if not isinstance(listing, ListPage) or not listing.links or listing.layout is None:
            return
        if listing.layout == lists.layout:
            return
        lists.layout = before = _frame_only(lists.layout)
        second = _second(lists, fetcher, listing, family) if whole else None
    pages = [(page, listing), *([second] if second else [])]
    lists.layout = _learned(lists, pages, family, [*others.values()], sole=sole) or before


def _frame_only(layout: ListLayout | None) -> ListLayout | None:
    """A layout that only says what is no row; None for any other."""
    return layout if layout is not None and not layout.rows else None


def _second(
    lists: SectionLists, fetcher: Fetcher, first: ListPage, family: str
) -> tuple[Page, ListPage] | None:
    """Page 2 of the list, where its first page names it."""
    if first.next is None:
        return None
    listing, _ = read_page(fetcher, lists, first.next, family, shown_on=first.base or None)
    if isinstance(listing, ListPage) and listing.links and lists.page is not None:
        return lists.page, listing
    return None


def _learned(
    lists: SectionLists,
    pages: Sequence[tuple[Page, ListPage]],
    family: str,
    others: Sequence[Links],
    *,
    sole: bool,
) -> ListLayout | None:
    """The layout by which the rules have read the pages, with the places of links that comparing shows to be
    content; None where reading by it does not give the same rows, and these.

    What differs between two pages of the list may be a box with other content at every look: only pages of
    other sections, which then have it as well, show that it is none."""
    own = [listing.links for _, listing in pages]
    found = compare(own, others, ())
    first = pages[0][1]
    assert first.layout is not None
    rows = dict.fromkeys(place for _, listing in pages if listing.layout for place in listing.layout.rows)
    missed = tuple(dict.fromkeys(link.place for link in found.unexplained))
    frame = tuple(place for place in frame_of(own) if place not in missed)
    layout = replace(first.layout, rows=tuple(rows), frame=frame, learned_from=found.ground)
    wider = replace(layout, rows=(*layout.rows, *missed))
    shown = sole or (bool(others) and not any(is_changing(place, others) for place in missed))
    if missed and found.ground == "pages" and shown and _reads(lists, pages, family, wider):
        return with_fields(pages[0][0], wider)
    return with_fields(pages[0][0], layout) if _reads(lists, pages, family, layout) else None


def _reads(
    lists: SectionLists, pages: Sequence[tuple[Page, ListPage]], family: str, layout: ListLayout
) -> bool:
    """Whether the layout fits all the pages and none of the rows that the rules read is lost by it."""
    for page, by_rules in pages:
        listing = lists.by(page, family, layout)
        if not isinstance(listing, ListPage) or listing.layout != layout:
            return False
        if not set(by_rules.entries) <= set(listing.entries):
            return False
    return True


def _found(
    lists: SectionLists, page: Page, family: str, listing: OtherPage, others: Sequence[Links]
) -> ListLayout | None:
    """The layout of a page that the rules could make nothing of: its content, by comparison with others."""
    place = content_of(listing.links, others)
    if place is None:
        return None
    frame = tuple(sorted({link.place for link in listing.links} - {place}))
    layout = ListLayout(rows=(place,), frame=frame, learned_from="sections")
    by_layout = lists.by(page, family, layout)
    fits = isinstance(by_layout, ListPage) and by_layout.layout == layout
    return with_fields(page, layout) if fits else None


def reason_of(before: ListLayout | None, now: ListLayout) -> str:
    """Why a layout was learned, in Chinese."""
    if before is None:
        return "首次学得"
    return "此前的版式与页面不再相符" if before.rows != now.rows else "框架或行内各项的位置有变"
