"""What became of every link of a section's list pages, over the whole walk: the guard against rows missed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from scrapers.layout import LearnedFrom, ListLayout
from scrapers.package import Proof, RejectRow
from scrapers.parsing import Comparison, Links, compare, frame_of, links_of
from scrapers.privacy import mask
from scrapers.records import LinkRole, ListPage, Page, PageLink

WHOLE_PAGES = 2
"""Pages of which all links are kept to be compared; of further ones those that may be missed rows."""

ITEMS = 2
"""Pages of items that a list of one page is compared with."""

OTHERS = 8
"""First pages of other sections that a list is compared with."""


@dataclass(frozen=True, slots=True)
class Account:
    """How the links of a walk's pages add up."""

    ground: LearnedFrom | None
    """What the pages were compared with; None where their rows are not links of a page (data answers)."""
    links_seen: int
    rows_seen: int
    set_aside: tuple[RejectRow, ...]
    """Links that may be rows and were not read as such."""
    layout: ListLayout | None
    """By which the pages were read."""
    odd_dates: tuple[str, ...] = ()
    """What rows print for a date that names no day, row by row."""

    @property
    def doubt(self) -> str:
        """Why the reading is not proven whole by its pages, in Chinese; '' where every link is explained."""
        if not self.set_aside:
            return ""
        first = self.set_aside[0]
        return f"列表页上有 {len(self.set_aside)} 个链接可能是漏读的条目(见 rejects),首个为「{first.raw}」"

    @property
    def note(self) -> str:
        """What is worth a word and no doubt: dates that cannot be read, in Chinese; '' for none."""
        if not self.odd_dates:
            return ""
        return f"{len(self.odd_dates)} 行印的日期不能确定是哪一天,首个为「{mask(self.odd_dates[0])}」"

    @property
    def alone(self) -> bool:
        """Whether there was no other page to compare with, so that what was taken for frame is a guess."""
        return self.ground == "rules"

    def on(self, proof: Proof) -> Proof:
        """The proof with these sums."""
        if self.ground is None:
            return proof
        return replace(
            proof,
            links_seen=self.links_seen,
            rows_seen=self.rows_seen,
            rows_set_aside=len(self.set_aside),
        )


def without_rows(links: Links) -> Links:
    """The links of a page of which it is not known yet whether what was read for its rows are any."""
    unknown: dict[LinkRole, LinkRole] = {"row": "outside", "inside": "outside"}
    return tuple(replace(link, role=unknown.get(link.role, link.role)) for link in links)


def _aside(page_url: str, words: str) -> RejectRow:
    """A link set aside; `words` are what it shows."""
    reason = f"链接「{words}」既不是条目,也不是翻页或各页共有的框架,可能漏读"
    return RejectRow(page_url, None, reason, words)


class LinkAccount:
    """Takes a section's list pages as they are told."""

    def __init__(self) -> None:
        """Has seen nothing."""
        self._pages: dict[int, tuple[str, tuple[PageLink, ...]]] = {}
        self._counted: dict[int, tuple[int, int]] = {}
        self._odd_dates: dict[int, list[str]] = {}
        self._layout: ListLayout | None = None
        self._items: list[Links] = []

    def take(self, number: int, url: str, listing: ListPage) -> None:
        """A list page, of that number and asked at that address; told again, it stands in place of itself."""
        self._odd_dates[number] = [entry.date_unread for entry in listing.entries if entry.date_unread]
        if not listing.links:
            return
        links = listing.links
        self._counted[number] = (len(links), sum(link.role == "row" for link in links))
        if number > WHOLE_PAGES:
            links = tuple(link for link in links if link.role in ("inside", "outside", "row"))
        self._pages[number] = (url, links)
        if self._layout is None or number == 1:
            self._layout = listing.layout

    @property
    def needs_items(self) -> bool:
        """Whether a page of an item would be something to compare with, where the list has one page only."""
        return len(self._pages) == 1 and len(self._items) < ITEMS

    def take_item(self, page: Page) -> None:
        """A page of one of the list's items."""
        self._items.append(links_of(page))

    def settled(self, others: Mapping[str, Links]) -> Account:
        """The account; `others` are the first pages of other sections, by section."""
        pages = [self._pages[number] for number in sorted(self._pages)]
        odd = tuple(text for number in sorted(self._odd_dates) for text in self._odd_dates[number])
        if not pages:
            return Account(None, 0, 0, (), self._layout, odd)
        found = self._compared([links for _, links in pages], [*others.values()][:OTHERS])
        missed = {link.url: link for link in found.unexplained}
        aside = tuple(
            _aside(url, mask(link.text or link.url))
            for url, links in pages
            for link in links
            if missed.pop(link.url, None) is not None
        )
        seen, rows = (sum(counts) for counts in zip(*self._counted.values(), strict=True))
        layout = self._layout
        if layout is not None and layout.learned_from == "rules" and not aside:
            layout = replace(layout, frame=frame_of([links for _, links in pages]))
        return Account(self._ground(found), seen, rows, aside, layout, odd)

    def _ground(self, found: Comparison) -> LearnedFrom:
        """What the pages rest on: where there is nothing to compare with today, what their layout was learned
        from, as long as it fits."""
        if found.ground != "rules" or self._layout is None:
            return found.ground
        return self._layout.learned_from

    def _compared(self, own: Sequence[Links], others: Sequence[Links]) -> Comparison:
        return compare(own, others, self._items)
