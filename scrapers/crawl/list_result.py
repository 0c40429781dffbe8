"""What a walk over a section's list has found, and how its rows compare with what the list says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from scrapers.crawl.fetcher import Fetched
from scrapers.records import ListPage, OtherPage

if TYPE_CHECKING:
    from scrapers.crawl.onward import Step

FURNITURE_PAGES = 2
"""A row that stands on more pages than this is part of the template (a pinned row without its mark)."""

Join = Literal["total", "last_page", "order"]
"""What shows that rows known already follow where a walk stopped: the list's total, its last page, or nothing
but the order of its rows."""


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page that gave rows of its own, or said that there are none."""

    step: Step
    ids: tuple[str, ...]
    """Its rows' ids in order; unread rows by page and position."""
    pinned: frozenset[str] = frozenset()
    """Of these, the rows marked as pinned."""
    days: tuple[date | None, ...] = ()
    """The dates of the rows read, in order."""
    total: int | None = None
    """The rows that this page says the whole list holds."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A page that gave the rows of another page; `of_last`: those of the page before it."""

    step: Step
    rows: int
    of_last: bool


@dataclass(slots=True)
class ListResult:
    """What a walk has found; written by `Walker`, read by `prove`."""

    pages: list[PageRead] = field(default_factory=list)
    """By number. Pages that only repeat earlier ones are not among them."""
    late: list[str] = field(default_factory=list)
    """Ids of rows that came in while the list was read, found when page 1 was read again."""
    pages_declared: int | None = None
    records_declared: int | None = None
    failed: list[Step] = field(default_factory=list)
    """Pages that the list promised and that gave no rows."""
    skipped_pages: int = 0
    """Pages that the list promised and that were not tried, after many that failed."""
    repeated: list[Repeat] = field(default_factory=list)
    """Pages that the list promised and that gave the rows of another page."""
    unread: int = 0
    capped: bool = False
    whole: bool = True
    """False when the walk stopped at known rows."""
    joined: Join | None = None
    """Then: what shows that these follow."""
    newest_first: bool = True
    """False where it stopped so on a list that is in another order."""
    shrank: bool = False
    """Rows left the list while it was read, so rows may have slipped between two pages."""
    not_again: str = ""
    """Why page 1 could not be read again at the end; empty when it was, or needed not."""
    stopped: str = ""
    """Why the walk ended before the list's end, in Chinese; empty when it reached the end."""
    at_end: bool = False
    """Whether every way onward was followed, and none is left."""
    left_open: str = ""
    """The way onward that could not be followed, in Chinese; empty where there is none."""
    limit: int | None = None
    """The highest number of pages that any page of the list states."""
    by_habit: bool = False
    """Whether no control tells the addresses of further pages, and they were found where most lists have
    them."""
    endless: bool = False
    """It was ended because the list goes on and on beyond what it says or is known of it: its rows may be
    made up, and none is taken over."""
    challenged: str = ""
    """The evidence of a challenge that ended the walk; empty when there was none."""
    first: ListPage | OtherPage | None = None
    first_got: Fetched | None = None
    reread: bool = False
    """The list held fewer rows than it says, and was read a second time."""

    @property
    def pages_read(self) -> int:
        """List pages that gave rows of their own, or said that there are none."""
        return len(self.pages)

    @property
    def pinned(self) -> set[str]:
        """Rows marked as pinned on any page."""
        return {row for page in self.pages for row in page.pinned}

    @property
    def addresses(self) -> int:
        """Different rows; unread rows each count as one."""
        return len({row for page in self.pages for row in page.ids} | set(self.late))

    @property
    def rows(self) -> int:
        """Rows as a list counts them: an address that stands on it twice counts twice, but not where it is
        pinned, part of the template, or on two pages because the list moved on (or pages overlap)."""
        return self._counted()[0]

    @property
    def has_all(self) -> bool:
        """Whether as many different rows were read as the list says it holds."""
        return self.records_declared is not None and self.addresses == self.records_declared

    @property
    def ends_short(self) -> bool:
        """Whether the last page is shorter than each before it: nothing follows a page not filled."""
        *before, last = (len(page.ids) for page in self.pages) if self.pages else (0,)
        return bool(before) and last < min(before)

    def take(self, page: PageRead) -> None:
        """Puts a page at its place, instead of an earlier reading of it."""
        others = [kept for kept in self.pages if kept.step.number != page.step.number]
        self.pages = sorted([*others, page], key=lambda kept: kept.step.number)

    def agrees(self, declared: int) -> bool:
        """Whether the rows read are as many as the list says, however it counts addresses it holds twice."""
        rows, overlap = self._counted()
        straddling = not self.late and declared == rows + overlap
        return self.addresses <= declared <= rows or straddling

    def _counted(self) -> tuple[int, int]:
        """Rows, and how many were left out because they end one page and stand again atop the next."""
        on_pages = Counter(row for page in self.pages for row in set(page.ids))
        once = self.pinned | {row for row, pages in on_pages.items() if pages > FURNITURE_PAGES}
        rows, overlaps, previous = len(once) + len(self.late), 0, list[str]()
        for page in self.pages:
            own = [row for row in page.ids if row not in once]
            overlap = _overlap(previous, own)
            rows += len(own) - overlap
            overlaps += overlap
            previous = own
        return rows, overlaps

    @property
    def records_read(self) -> int:
        """Rows read, as the list counts them where that can be told; without those that could not be read."""
        declared = self.records_declared
        if declared is not None and self.agrees(declared):
            return declared - self.unread
        # A list that moved on while it was read repeats rows anywhere: then only addresses can be counted.
        return (self.addresses if self.late else self.rows) - self.unread


def _overlap(before: Sequence[str], after: Sequence[str]) -> int:
    """How many rows at the end of one page stand again at the beginning of the next."""
    for length in range(min(len(before), len(after)), 0, -1):
        if list(before[-length:]) == list(after[:length]):
            return length
    return 0
