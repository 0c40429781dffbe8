"""How a list goes on: which page follows one just read, and what is left open where none does.

A printed link to the next page is followed whatever the list says of its number of pages; where there is
none, pages are asked by number, up to the last one that the list counts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from scrapers.crawl.fetcher import question_key
from scrapers.crawl.patience import MAX_PAGES
from scrapers.parsing import request_for
from scrapers.records import ListPage, Numbering, Request


@dataclass(frozen=True, slots=True)
class Step:
    """The next page to read: its request, its number from 1, and whether the list itself promised it: it
    counts it among its pages, or counts none and prints a link to it."""

    request: Request
    number: int
    promised: bool


class Onward:
    """What the pages read so far say of those that follow, and which were asked."""

    def __init__(self) -> None:
        """Of a list no page of which was read yet."""
        self.limit: int | None = None
        """The pages that the list counts, by the highest number that any of its pages states."""
        self.by_habit = False
        """Whether the pages are asked for where they mostly are, as no control tells their addresses."""
        self._asked: set[str] = set()
        self._numbered: ListPage | None = None
        self._last: ListPage | None = None

    def asks(self, step: Step) -> None:
        """A page is asked: no step leads to it again."""
        self._asked.add(question_key(step.request))

    def learn(self, listing: ListPage) -> None:
        """Keeps what a page says of the pages that follow."""
        self._last = listing
        if listing.numbering is not None:
            self._numbered = listing
        numbered = listing.numbering.last if listing.numbering else None
        last = listing.pages if numbered is None else numbered
        if last is not None:
            self.limit = max(self.limit or 0, last)

    def turns_by(self, first: ListPage, numbering: Numbering) -> None:
        """Further pages are found under a numbering that the first page does not tell."""
        self.by_habit = True
        self._numbered = replace(first, numbering=numbering)

    def after(self, listing: ListPage, number: int) -> Step | None:
        """The page that follows one just read; None where it names none, or only pages asked before."""
        if listing.next is not None and question_key(listing.next) not in self._asked:
            promised = self.limit is None or number + 1 <= self.limit
            return Step(listing.next, number + 1, promised)
        return self.by_number(number + 1)

    def by_number(self, number: int) -> Step | None:
        """Page `number` by the list's own numbering, not past the pages that it counts."""
        past = self.limit is not None and number > self.limit
        if self._numbered is None or past or number > MAX_PAGES:
            return None
        request = request_for(self._numbered, number)
        if request is None or question_key(request) in self._asked:
            return None
        return Step(request, number, promised=self.limit is not None)

    @property
    def unfollowed(self) -> str:
        """The control on the last page read that leads on and cannot be followed, in Chinese; or empty."""
        control = self._last.unfollowed if self._last is not None else ""
        return f"列表有一个不能跟随的翻页控件「{control}」,其后的行未读到" if control else ""

    def left_open(self, number: int) -> str:
        """What the last page read, of that number, leaves open where nothing follows it, in Chinese; empty
        where it is the list's last one."""
        if self.unfollowed:
            return self.unfollowed
        if self.limit is not None:
            counted = f"列表写明 {self.limit} 页,第 {number} 页却没有能跟随的翻页链接,其后的行未读到"
            return counted if number < self.limit else ""
        if self._numbered is not None:
            return f"列表按编号翻页,却得不出第 {number + 1} 页的网址,不能确认已到末页"
        return ""
