"""Walking a section's list to its end, or to rows already known; every page read is told to the caller.

The walk trusts nothing: a page that fails does not end it where the list says that more follow, pages whose
rows were all seen before do, and page 1 is read again at the end, because newest-first lists move while they
are read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from scrapers.address import item_id
from scrapers.crawl.fetcher import Fetched, Fetcher, question_key
from scrapers.crawl.list_result import ListResult
from scrapers.crawl.listpage import Reading, read_page
from scrapers.crawl.readers import ReadList
from scrapers.crawl.stop_rule import reaches_known
from scrapers.known import KnownItem
from scrapers.parsing import request_for
from scrapers.records import Entry, ListPage, OtherPage, Request

MAX_PAGES = 2000
"""Pages of one list at most; a longer one is partial and says so."""

FIRST_PAGES = 300
"""Pages of a list that states no total, where it was never read to its end before."""

GROWTH = 3
"""A list without a stated total is ended at so many times the rows of its last complete reading …"""

GROWTH_ROWS = 500
"""… and so many more."""

STALE_PAGES = 2
"""So many pages in succession without one new row end a walk: an endless pager, or a list that repeats."""

REPEAT_ROWS = 5
"""A page without a new row is another page again from so many rows on; a shorter one may be a list's tail."""

FAILED_IN_SUCCESSION = 50
"""So many failed pages in succession end a walk; the list's last page is still tried."""

FAILED_WITHOUT_END = 3
"""… so many where the list does not say how many pages it has."""

END_OF_LIST = frozenset({"gone", "soft_gone", "redirected_away", "ok", "unchanged"})
"""How a page past a list's end answers when nothing promised that page."""


@dataclass(frozen=True, slots=True)
class Step:
    """The next page to read: its request, number, and whether the list itself promised it."""

    request: Request
    number: int
    promised: bool


@dataclass(frozen=True, slots=True)
class Patience:
    """How far a list is followed that does not say how long it is: rows (None: any number), and pages."""

    rows: int | None = None
    pages: int = FIRST_PAGES

    @classmethod
    def of(cls, complete_rows: int | None, max_rows: int | None) -> Patience:
        """By the rows of the last complete reading, and by the most that a person expects (bounds.csv)."""
        expected = [GROWTH * rows + GROWTH_ROWS for rows in (complete_rows, max_rows) if rows is not None]
        return cls(max(expected), MAX_PAGES) if expected else cls()


PageTeller = Callable[[int, ListPage, Fetched], None]
"""Told each list page read: its number from 1, what it says, and the answer it came in."""


class Walker:
    """Walks one section's list. `known` are the rows of the last reading, by item id; `adds_up` says whether
    these and the rows told so far are as many as the list's stated total (None: it states none)."""

    def __init__(
        self,
        fetcher: Fetcher,
        read: ReadList,
        portal_id: str,
        url: str,
        family: str,
        known: Mapping[str, KnownItem],
        tell: PageTeller,
        adds_up: Callable[[int | None], bool],
        patience: Patience | None = None,
    ) -> None:
        self._fetcher, self._read = fetcher, read
        self._portal_id, self._url, self._family = portal_id, url, family
        self._known, self._tell, self._adds_up = known, tell, adds_up
        self._patience = patience or Patience()
        self._begin()

    def walk(self, whole: bool) -> ListResult:
        """Reads the list's pages in order; to its end when `whole`, else to known rows where these and the
        new ones add up to the list's total. Raises what `Fetcher.ask` raises.

        Where rows left the list meanwhile, the walk is done once more, so that none slips between pages.
        """
        walk = self._walk_once(whole)
        if walk.pages_read > 1 and not walk.stopped:
            self._read_first_again(walk)
            if walk.shrank:
                walk = self._walk_once(whole, fresh=True)
                if walk.pages_read > 1 and not walk.stopped:
                    self._read_first_again(walk)
        return walk

    def _begin(self) -> None:
        self._seen: set[str] = set()
        self._asked: set[str] = set()
        self._unread: set[str] = set()
        self._numbered: ListPage | None = None
        self._shown_on: str | None = None
        self._limit: int | None = None
        self._names_next = False
        self._failed_in_succession = self._stale_in_succession = 0

    def _walk_once(self, whole: bool, fresh: bool = False) -> ListResult:
        walk = ListResult()
        self._begin()
        step: Step | None = Step(Request(self._url), 1, promised=True)
        while step is not None and not walk.stopped:
            self._asked.add(question_key(step.request))
            listing, got = read_page(
                self._fetcher, self._read, step.request, self._family, fresh, self._shown_on
            )
            if step.number == 1:
                walk.first, walk.first_got = listing, got
                self._shown_on = listing.base or None if isinstance(listing, ListPage) else None
            if not (isinstance(listing, ListPage) and _has_rows(listing)):
                step = self._after_failure(walk, listing, got, step)
                continue
            if self._repeats(walk, listing):
                step = self._after_repeat(walk, listing, step)
                continue
            self._take(walk, step.number, listing, got)
            step = self._after(walk, listing, step.number)
            if step is not None and not whole and reaches_known(listing.entries, self._known, self._id):
                whole = not self._adds_up(walk.records_declared)
                walk.whole = whole
                step = step if whole else None
        return walk

    def _page(self, step: Step, fresh: bool) -> tuple[Reading, Fetched]:
        """One page of the list, and the answer that it came in."""
        return read_page(self._fetcher, self._read, step.request, self._family, fresh, self._shown_on)

    def _take(self, walk: ListResult, number: int, listing: ListPage, got: Fetched) -> None:
        """Adds a page's rows to the walk and tells them."""
        if not walk.pages:
            walk.pages_declared, walk.records_declared = listing.pages, listing.records
        self._learn(listing)
        walk.capped = walk.capped or listing.capped
        walk.pinned.update(self._id(entry) for entry in listing.entries if entry.pinned)
        self._failed_in_succession = self._stale_in_succession = 0
        ids = self._ids(listing)
        walk.pages.append(ids + tuple(f"{number}:{row.position}" for row in listing.unread))
        walk.unread += len(listing.unread)
        self._unread.update(row.raw for row in listing.unread)
        self._seen.update(ids)
        self._tell(number, listing, got)

    def _learn(self, listing: ListPage) -> None:
        """Keeps what a page says of the pages that follow."""
        if listing.numbering is not None:
            self._numbered = listing
        numbered = listing.numbering.last if listing.numbering else None
        last = listing.pages if numbered is None else numbered
        if last is not None:
            self._limit = max(self._limit or 0, last)

    def _after(self, walk: ListResult, listing: ListPage, number: int) -> Step | None:
        """The page that follows one just read; None at the end of the list or of patience."""
        walk.at_end = self._names_next = False
        walk.stopped = _beyond_reason(walk, number, len(self._seen), self._patience)
        walk.endless = bool(walk.stopped)
        if not walk.stopped and number >= MAX_PAGES:
            walk.stopped = f"列表超过 {MAX_PAGES} 页"
        if walk.stopped:
            return None
        if listing.next is not None and question_key(listing.next) not in self._asked:
            self._names_next = True
            promised = self._limit is None or number + 1 <= self._limit
            return Step(listing.next, number + 1, promised)
        step = self._by_number(number + 1)
        unfollowed = self._numbered is not None if self._limit is None else number < self._limit
        walk.at_end = step is None and not unfollowed
        return step

    def _by_number(self, number: int) -> Step | None:
        """Page `number` by the list's own numbering, not past the pages it declares."""
        past = self._limit is not None and number > self._limit
        if self._numbered is None or past or number > MAX_PAGES:
            return None
        request = request_for(self._numbered, number)
        if request is None or question_key(request) in self._asked:
            return None
        return Step(request, number, promised=self._limit is not None)

    def _repeats(self, walk: ListResult, listing: ListPage) -> bool:
        """Whether a page is one read before under another address."""
        ids = self._ids(listing)
        if not walk.pages or listing.unread or any(row not in self._seen for row in ids):
            return False
        return len(ids) >= REPEAT_ROWS or ids in walk.pages

    def _after_repeat(self, walk: ListResult, listing: ListPage, step: Step) -> Step | None:
        """Past its end a list may show its last page again; before it that page's own rows are missing."""
        last_again = len(walk.pages) > 1 and set(self._ids(listing)) <= set(walk.pages[-1])
        if not step.promised or (self._limit is None and last_again):
            walk.at_end = not self._names_next
            return None
        walk.repeated_pages.append(step.request.url)
        walk.repeated_rows += len(listing.entries)
        self._stale_in_succession += 1
        if self._stale_in_succession < STALE_PAGES:
            return self._after(walk, listing, step.number)
        walk.stopped = "翻页后反复出现相同的行"
        return None

    def _after_failure(self, walk: ListResult, listing: Reading, got: Fetched, step: Step) -> Step | None:
        """Notes a page that gave no rows; goes on where the list promises further ones."""
        if got.outcome == "challenged" or _is_other(listing, "challenged"):
            walk.challenged = listing.reason if isinstance(listing, OtherPage) else got.reason
            walk.stopped = "中途被防护系统拦截"
        says_empty = isinstance(listing, ListPage) and listing.outcome == "empty"
        if step.number == 1:
            if isinstance(listing, ListPage) and says_empty:
                walk.pages.append(())
                walk.pages_declared, walk.records_declared = listing.pages, listing.records
            return None
        past_end = got.outcome in END_OF_LIST and not walk.challenged
        if past_end and (not step.promised or (self._limit is None and says_empty)):
            walk.at_end = not self._names_next
            return None
        walk.failed_pages.append(step.request.url)
        self._failed_in_succession += 1
        if walk.stopped or self._limit is None:
            patient = not walk.stopped and self._failed_in_succession < FAILED_WITHOUT_END
            return self._by_number(step.number + 1) if patient else None
        if self._failed_in_succession < FAILED_IN_SUCCESSION:
            return self._by_number(step.number + 1)
        walk.skipped_pages = max(walk.skipped_pages, self._limit - step.number - 1)
        return self._by_number(self._limit) if step.number < self._limit else None

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
        """Whether rows left page 1: those still there must be its first ones, pushed down by new ones."""
        before = [row for row in walk.pages[0] if row not in walk.pinned and ":" not in row]
        now = [self._id(entry) for entry in listing.entries if not entry.pinned]
        kept = [row for row in before if row in set(now)]
        new = sum(row not in self._seen for row in now)
        return kept != before[: len(kept)] or len(before) - len(kept) > new

    def _ids(self, listing: ListPage) -> tuple[str, ...]:
        return tuple(self._id(entry) for entry in listing.entries)

    def _id(self, entry: Entry) -> str:
        return item_id(self._portal_id, entry.url)


def _has_rows(listing: ListPage) -> bool:
    return bool(listing.entries or listing.unread)


def _beyond_reason(walk: ListResult, number: int, seen: int, patience: Patience) -> str:
    """Why a walk that goes on and on is ended, in Chinese; empty while there is no reason to."""
    unused = "疑为无尽翻页,所读的行均未采用"
    remedy = f"{unused};如确有这么多,请在 bounds.csv 写明该栏目的上限"
    if walk.records_declared and seen > 2 * walk.records_declared + 100:
        return f"读到的行远多于列表自称的 {walk.records_declared} 条,{unused}"
    if walk.pages_declared and number > 2 * walk.pages_declared + 10:
        return f"翻过的页远多于列表自称的 {walk.pages_declared} 页,{unused}"
    if walk.records_declared is None and patience.rows is not None and seen > patience.rows:
        return f"列表没有写明总数,读到第 {number} 页已有 {seen} 行,远多于以往,{remedy}"
    if walk.records_declared is None and walk.pages_declared is None and number >= patience.pages:
        return f"列表没有写明总数,翻到第 {number} 页仍有新行,{remedy}"
    return ""


def _is_other(listing: Reading, outcome: str) -> bool:
    return isinstance(listing, OtherPage) and listing.outcome == outcome
