"""Walking a section's list to its end, or to rows already known; every page read is told to the caller.

The walk trusts nothing: a page that fails does not end it where the list says that more follow, pages whose
rows were all seen before do. A page that is not what it should be is asked once more. Page 1 is read again at
the end, because newest-first lists move while they are read; and all of it, where rows are missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from scrapers.address import item_id
from scrapers.crawl.ends import drop_repeated_ends, falls_short, may_be_past_end, repeats_past_end, rows_left
from scrapers.crawl.fetcher import Fetched, Fetcher
from scrapers.crawl.habits import numbering_by_habit
from scrapers.crawl.joining import Joining
from scrapers.crawl.list_result import ListResult, PageRead, Repeat
from scrapers.crawl.listpage import Reading, has_rows, read_page
from scrapers.crawl.onward import Onward, Step
from scrapers.crawl.page_lengths import short_pages
from scrapers.crawl.patience import MAX_PAGES, Patience
from scrapers.crawl.readers import ReadList
from scrapers.known import Known
from scrapers.records import Entry, ListPage, OtherPage, Request

STALE_PAGES = 2
"""So many pages in succession without one new row end a walk: an endless pager, or a list that repeats."""

REPEAT_ROWS = 5
"""A page without a new row is another page again from so many rows on; a shorter one may be a list's tail."""

FAILED_IN_SUCCESSION = 50
"""So many failed pages in succession end a walk; the list's last page is still tried."""

FAILED_WITHOUT_END = 3
"""… so many where the list does not say how many pages it has."""

DOUBTFUL_PAGES = 5
"""So many pages that are not what they should be are asked once more; of more, it is the site that fails."""

PageTeller = Callable[[int, ListPage, Fetched], None]
"""Told each list page read: its number from 1, what it says, and the answer it came in."""


class Walker:
    """Walks one section's list, of which `known` is known from nights before. `recent`: it was read whole so
    lately that the order of its rows is enough to join them."""

    def __init__(
        self,
        fetcher: Fetcher,
        read: ReadList,
        first_id: str,
        url: str,
        family: str,
        known: Known,
        tell: PageTeller,
        patience: Patience | None = None,
        recent: bool = False,
    ) -> None:
        self._fetcher, self._read = fetcher, read
        self._first_id, self._url, self._family = first_id, url, family
        self._known, self._tell, self._recent = known, tell, recent
        self._patience = patience or Patience()
        self._begin()

    def walk(self, whole: bool) -> ListResult:
        """Reads the list's pages in order; to its end when `whole`, else to known rows where it is shown that
        these follow. Raises what `Fetcher.ask` raises.

        Where rows left the list meanwhile, or fewer were read than it says it holds, the walk is done once
        more, so that none slips between pages.
        """
        walk = self._walk_once(whole)
        short = falls_short(walk, self._known.fell_short)
        if walk.shrank or short:
            walk = self._walk_once(whole or short, fresh=True)
            walk.reread = short
        return walk

    def _begin(self) -> None:
        self._seen: set[str] = set()
        self._unread: set[str] = set()
        self._onward = Onward()
        self._joining: Joining | None = None
        self._fresh = False
        self._shown_on: str | None = None
        self._failed_in_succession = self._stale_in_succession = 0

    def _walk_once(self, whole: bool, fresh: bool = False) -> ListResult:
        walk = ListResult()
        self._begin()
        self._fresh = fresh
        self._joining = None if whole else Joining(self._known, self._id, self._recent)
        self._follow(walk, Step(Request(self._url), 1, promised=True))
        drop_repeated_ends(walk, self._onward.limit)
        if not walk.stopped:
            self._ask_doubtful_again(walk)
        walk.limit, walk.by_habit = self._onward.limit, self._onward.by_habit
        if walk.pages_read > 1 and not walk.stopped:
            self._read_first_again(walk)
        return walk

    def _follow(self, walk: ListResult, step: Step | None) -> None:
        """Reads a page and those that follow it."""
        while step is not None and not walk.stopped:
            self._onward.asks(step)
            listing, got = self._page(step, self._fresh)
            if step.number == 1:
                walk.first, walk.first_got = listing, got
                self._shown_on = listing.base or None if isinstance(listing, ListPage) else None
            step = self._after_answer(walk, listing, got, step)

    def _after_answer(self, walk: ListResult, listing: Reading, got: Fetched, step: Step) -> Step | None:
        """Takes what a page gave; the page to read next."""
        if not (isinstance(listing, ListPage) and has_rows(listing)):
            return self._after_failure(walk, listing, got, step)
        if self._repeats(walk, listing):
            return self._after_repeat(walk, listing, step)
        self._take(walk, step, listing, got)
        following = self._after(walk, listing, step.number)
        return following if following is None else self._unless_joined(walk, listing, following)

    def _unless_joined(self, walk: ListResult, listing: ListPage, following: Step) -> Step | None:
        """The page that follows; None where it is shown that only known rows do."""
        if self._joining is None:
            return following
        self._joining.take(listing)
        if not self._joining.reached:
            return following
        joining, self._joining = self._joining, None
        walk.joined = joining.joined(walk, self._onward, self._seen, self._last_page)
        walk.whole = walk.joined is None
        walk.newest_first = walk.whole or joining.newest_first
        return following if walk.whole else None

    def _last_page(self, step: Step) -> ListPage | None:
        """A page read out of turn, of which nothing is told."""
        listing, _ = self._page(step, fresh=False)
        return listing if isinstance(listing, ListPage) and has_rows(listing) else None

    def _page(self, step: Step, fresh: bool) -> tuple[Reading, Fetched]:
        """One page of the list, and the answer that it came in."""
        return read_page(self._fetcher, self._read, step.request, self._family, fresh, self._shown_on)

    def _take(self, walk: ListResult, step: Step, listing: ListPage, got: Fetched) -> None:
        """Adds a page's rows to the walk and tells them."""
        if not walk.pages:
            walk.pages_declared, walk.records_declared = listing.pages, listing.records
        self._onward.learn(listing)
        walk.capped = walk.capped or listing.capped
        self._failed_in_succession = self._stale_in_succession = 0
        ids = self._ids(listing)
        unread = tuple(f"{step.number}:{row.position}" for row in listing.unread)
        walk.take(
            PageRead(
                step=step,
                ids=ids + unread,
                pinned=frozenset(self._id(entry) for entry in listing.entries if entry.pinned),
                days=tuple(entry.date for entry in listing.entries),
                total=listing.records,
            )
        )
        walk.unread += len(listing.unread)
        self._unread.update(row.raw for row in listing.unread)
        self._seen.update(ids)
        self._tell(step.number, listing, got)

    def _after(self, walk: ListResult, listing: ListPage, number: int) -> Step | None:
        """The page that follows one just read; None at the end of the list or of patience."""
        walk.at_end, walk.left_open = False, ""
        walk.stopped = self._patience.spent(walk, number, len(self._seen))
        walk.endless = bool(walk.stopped)
        if not walk.stopped and number >= MAX_PAGES:
            walk.stopped = f"列表超过 {MAX_PAGES} 页"
        if walk.stopped:
            return None
        step = self._onward.after(listing, number) or self._by_habit(listing, number)
        if step is None:
            walk.left_open = self._onward.left_open(number)
            walk.at_end = not walk.left_open
        return step

    def _by_habit(self, first: ListPage, number: int) -> Step | None:
        """Page 2 where the control that leads to it does not tell its address, but it is where most are."""
        if number != 1 or not self._onward.unfollowed:
            return None
        with self._fetcher.ahead():
            numbering = numbering_by_habit(first, self._url, self._page_two, self._id)
        if numbering is None:
            return None
        self._onward.turns_by(first, numbering)
        return self._onward.by_number(2)

    def _page_two(self, request: Request) -> Reading:
        return self._page(Step(request, 2, promised=False), self._fresh)[0]

    def _end(self, walk: ListResult) -> None:
        """Nothing follows the last page read; where this shows a control that could not be followed, what
        stands at the address where the next page might be says nothing of it, unless that is where all other
        pages were and the last one was not filled."""
        ended = walk.ends_short and self._onward.by_habit
        walk.left_open = "" if ended else self._onward.unfollowed
        walk.at_end = not walk.left_open

    def _repeats(self, walk: ListResult, listing: ListPage) -> bool:
        """Whether a page is one read before under another address."""
        ids = self._ids(listing)
        if not walk.pages or listing.unread or any(row not in self._seen for row in ids):
            return False
        return len(ids) >= REPEAT_ROWS or any(ids == page.ids for page in walk.pages)

    def _after_repeat(self, walk: ListResult, listing: ListPage, step: Step) -> Step | None:
        """Past its end a list may show its last page again, for ever; before it that page's own rows are
        missing. After a page that was not filled nothing is missing; a full one has to come twice again."""
        of_last = len(walk.pages) > 1 and set(self._ids(listing)) <= set(walk.pages[-1].ids)
        if repeats_past_end(walk, step, self._onward.limit, of_last=of_last):
            self._end(walk)
            return None
        walk.repeated.append(Repeat(step, len(listing.entries), of_last))
        self._stale_in_succession += 1
        if self._stale_in_succession < STALE_PAGES:
            return self._after(walk, listing, step.number)
        if self._onward.limit is None and all(page.of_last for page in walk.repeated[-STALE_PAGES:]):
            self._end(walk)
            return None
        walk.stopped = "翻页后反复出现相同的行"
        return None

    def _after_failure(self, walk: ListResult, listing: Reading, got: Fetched, step: Step) -> Step | None:
        """Notes a page that gave no rows; goes on where the list promises further ones."""
        self._note_challenge(walk, listing, got)
        if step.number == 1:
            if isinstance(listing, ListPage) and listing.outcome == "empty":
                walk.pages.append(PageRead(step, ()))
                walk.pages_declared, walk.records_declared = listing.pages, listing.records
                self._onward.learn(listing)
                walk.left_open = self._onward.left_open(1)
                walk.at_end = not walk.left_open
            return None
        if self._is_past_end(walk, listing, got, step):
            self._end(walk)
            return None
        walk.failed.append(step)
        self._failed_in_succession += 1
        limit = self._onward.limit
        if walk.stopped or limit is None:
            patient = not walk.stopped and self._failed_in_succession < FAILED_WITHOUT_END
            return self._onward.by_number(step.number + 1) if patient else None
        if self._failed_in_succession < FAILED_IN_SUCCESSION:
            return self._onward.by_number(step.number + 1)
        walk.skipped_pages = max(walk.skipped_pages, limit - step.number - 1)
        return self._onward.by_number(limit) if step.number < limit else None

    def _note_challenge(self, walk: ListResult, listing: Reading, got: Fetched) -> None:
        shown = isinstance(listing, OtherPage) and listing.outcome == "challenged"
        if shown or got.outcome == "challenged":
            walk.challenged = listing.reason if isinstance(listing, OtherPage) else got.reason
            walk.stopped = "中途被防护系统拦截"

    def _is_past_end(self, walk: ListResult, listing: Reading, got: Fetched, step: Step) -> bool:
        """Whether a page without rows is what stands past the list's end: it answers so, and the list did not
        promise it, or it says itself that it is empty, or the page before was not filled."""
        if not may_be_past_end(walk, got):
            return False
        if not step.promised:
            return True
        says_empty = isinstance(listing, ListPage) and listing.outcome == "empty"
        return self._onward.limit is None and (walk.ends_short or (says_empty and self._is_empty(step)))

    def _is_empty(self, step: Step) -> bool:
        """Whether a page behind a full one says once more that it is empty."""
        listing, _ = self._page(step, fresh=True)
        return isinstance(listing, ListPage) and listing.outcome == "empty"

    def _ask_doubtful_again(self, walk: ListResult) -> None:
        """Pages that failed, repeat another or are shorter than they should be have a second chance, as long
        as that helps; a list that goes on behind one of them is followed."""
        short = [page.step for page in short_pages(walk.pages)]
        doubtful = [*walk.failed, *(page.step for page in walk.repeated), *short]
        if len(doubtful) > DOUBTFUL_PAGES or walk.has_all:
            return
        for step in sorted(doubtful, key=lambda step: step.number):
            if walk.stopped or not self._came_right(walk, step):
                return

    def _came_right(self, walk: ListResult, step: Step) -> bool:
        """Asks a page once more; whether it is another one than before."""
        listing, got = self._page(step, fresh=True)
        if not (isinstance(listing, ListPage) and has_rows(listing)):
            self._note_challenge(walk, listing, got)
            return False
        before = next((page.ids for page in walk.pages if page.step.number == step.number), ())
        if self._repeats(walk, listing) or len(self._ids(listing)) <= len(before):
            return False
        walk.unread -= sum(":" in row for row in before)
        walk.failed = [failed for failed in walk.failed if failed != step]
        walk.repeated = [page for page in walk.repeated if page.step != step]
        furthest = step.number > max(page.step.number for page in walk.pages)
        self._take(walk, step, listing, got)
        if furthest:
            self._follow(walk, self._after(walk, listing, step.number))
        return True

    def _read_first_again(self, walk: ListResult) -> None:
        """Reads page 1 again: rows that came in meanwhile stand there now, or on the pages that follow."""
        step: Step | None = Step(Request(self._url), 1, promised=True)
        declared = walk.records_declared
        while step is not None and step.number <= walk.pages_read:
            listing, got = self._page(step, fresh=True)
            if not isinstance(listing, ListPage) or not listing.entries:
                walk.not_again = got.reason or (listing.reason if isinstance(listing, OtherPage) else "无行")
                return
            seen_before = set(self._seen)
            if step.number == 1:
                walk.records_declared = declared if listing.records is None else listing.records
                walk.pages_declared = listing.pages or walk.pages_declared
                walk.shrank = self._left(walk, listing)
            self._take_late(walk, step.number, listing, got)
            settled = any(not e.pinned and self._id(e) in seen_before for e in listing.entries)
            step = None if settled or listing.next is None else Step(listing.next, step.number + 1, True)
        if declared is not None and (walk.records_declared or 0) < declared + len(walk.late):
            walk.shrank = True

    def _take_late(self, walk: ListResult, number: int, listing: ListPage, got: Fetched) -> None:
        """Adds the rows of a page read again that were not there before, and tells them."""
        late = dict.fromkeys(row for row in self._ids(listing) if row not in self._seen)
        unread = tuple(row for row in listing.unread if row.raw not in self._unread)
        walk.unread += len(unread)
        walk.late += [*late, *(f"late {number}:{row.position}" for row in unread)]
        self._seen.update(late)
        self._unread.update(row.raw for row in unread)
        if late or unread:
            self._tell(number, replace(listing, unread=unread), got)

    def _left(self, walk: ListResult, listing: ListPage) -> bool:
        """Whether rows left page 1."""
        before = [row for row in walk.pages[0].ids if row not in walk.pinned and ":" not in row]
        now = [self._id(entry) for entry in listing.entries if not entry.pinned]
        return rows_left(before, now, sum(row not in self._seen for row in now))

    def _ids(self, listing: ListPage) -> tuple[str, ...]:
        return tuple(self._id(entry) for entry in listing.entries)

    def _id(self, entry: Entry) -> str:
        return item_id(self._first_id, entry.url)
