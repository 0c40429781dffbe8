"""Walking a section's list to its end, or to rows already known; every page read is told to the caller.

The walk trusts nothing: a page that fails does not end it where the list says that more follow, pages whose
rows were all seen before do, and page 1 is read again at the end, because newest-first lists move while they
are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from scrapers.address import item_id
from scrapers.crawl.desk import Desk, Got, question_key
from scrapers.known import KnownItem
from scrapers.reading.lists import read_list, request_for
from scrapers.reading.privacy import mask
from scrapers.records import Entry, ListPage, OtherPage, Request

MAX_PAGES = 2000
"""Pages of one list at most; a longer one is partial and says so."""

STALE_PAGES = 2
"""So many pages in succession without one new row end a walk: an endless pager, or a list that repeats."""

FAILED_IN_SUCCESSION = 50
"""So many failed pages in succession end a walk; the list's last page is still tried."""

KNOWN_IN_SUCCESSION = 2
"""So many unchanged known rows one after another (pinned ones do not count) end a nightly walk."""

HOPS = 3
"""Answers looked at for one list page: a redirect stub or a shell leads to the next one."""

END_OF_LIST = frozenset({"gone", "soft_gone", "redirected_away", "ok", "unchanged"})
"""How a page past a list's end answers when nothing promised that page."""


@dataclass(slots=True)
class Walk:
    """What a walk has found; read by `proof`."""

    pages: list[tuple[str, ...]] = field(default_factory=list)
    """Per page read: its rows' ids in order; unread rows by page and position."""
    pages_declared: int | None = None
    records_declared: int | None = None
    failed_pages: list[str] = field(default_factory=list)
    unread: int = 0
    capped: bool = False
    whole: bool = True
    """False when the walk stopped at known rows."""
    shrank: bool = False
    """Rows left the list while it was read, so rows may have slipped between two pages."""
    stopped: str = ""
    """Why the walk ended before the list's end, in Chinese; empty when it reached the end."""
    first: ListPage | OtherPage | None = None
    first_got: Got | None = None

    @property
    def pages_read(self) -> int:
        """List pages that gave rows, or said that there are none."""
        return len(self.pages)

    @property
    def distinct(self) -> int:
        """Distinct rows: an address counts as often as it stands on one page at most."""
        most: Counter[str] = Counter()
        for page in self.pages:
            for row, times in Counter(page).items():
                most[row] = max(most[row], times)
        return most.total()

    @property
    def total(self) -> int:
        """Rows on all pages, repeats included."""
        return sum(len(page) for page in self.pages)


@dataclass(frozen=True, slots=True)
class Step:
    """The next page to read: its request, number, and whether the list itself promised it."""

    request: Request
    number: int
    promised: bool


PageTeller = Callable[[int, ListPage, Got], None]
"""Told each list page read: its number from 1, what it says, and the answer it came in."""


class Walker:
    """Walks one section's list. `known` are the rows of the last reading, by item id."""

    def __init__(
        self,
        desk: Desk,
        portal_id: str,
        url: str,
        family: str,
        known: Mapping[str, KnownItem],
        tell: PageTeller,
    ) -> None:
        self._desk, self._portal_id, self._url, self._family = desk, portal_id, url, family
        self._known, self._tell = known, tell
        self._seen: set[str] = set()
        self._asked: set[str] = set()
        self._numbered: ListPage | None = None
        self._limit: int | None = None
        self._failed_in_succession = 0
        self._stale_in_succession = 0

    def walk(self, whole: bool) -> Walk:
        """Reads the list's pages in order; to its end when `whole`. Raises what `Desk.ask` raises.

        Where rows left the list meanwhile, the walk is done once more, so that none slips between pages.
        """
        walk = self._walk_once(whole)
        if walk.pages_read > 1 and not walk.stopped:
            self._read_first_again(walk)
            if walk.shrank:
                walk = self._walk_once(whole, fresh=True)
                self._read_first_again(walk)
        return walk

    def _walk_once(self, whole: bool, fresh: bool = False) -> Walk:
        walk = Walk()
        self._asked, self._seen = set(), set()
        self._failed_in_succession = self._stale_in_succession = 0
        step: Step | None = Step(Request(self._url), 1, promised=True)
        while step is not None and not walk.stopped:
            self._asked.add(question_key(step.request))
            listing, got = self._read(step.request, fresh)
            if step.number == 1:
                walk.first, walk.first_got = listing, got
            if isinstance(listing, ListPage) and (listing.entries or listing.unread):
                self._take(walk, step.number, listing, got)
                if not whole and self._reached_known(listing):
                    walk.whole = False
                    break
                step = self._after(walk, listing, step.number)
            else:
                step = self._after_failure(walk, listing, got, step)
        return walk

    def _read(self, request: Request, fresh: bool = False) -> tuple[ListPage | OtherPage | None, Got]:
        """One list page; a shell that fetches its rows by a known call, and a redirect stub, are followed."""
        got = self._desk.ask(request, "list", fresh)
        listing: ListPage | OtherPage | None = None
        shell: ListPage | None = None
        for _ in range(HOPS):
            if got.page is None:
                return None, got
            listing = read_list(got.page, self._family)
            following = _hop(listing, got)
            if following is None:
                break
            shell = listing if isinstance(listing, ListPage) else shell
            got = self._desk.ask(following, "list", fresh)
        if isinstance(listing, ListPage) and shell is not None and listing is not shell:
            listing = _with_totals(listing, shell)
        return listing, got

    def _take(self, walk: Walk, number: int, listing: ListPage, got: Got) -> None:
        """Adds a page's rows to the walk and tells them."""
        if not walk.pages:
            walk.pages_declared, walk.records_declared = listing.pages, listing.records
        if listing.pages is not None:
            self._limit = max(self._limit or 0, listing.pages)
        if listing.numbering is not None:
            self._numbered = listing
        walk.unread += len(listing.unread)
        walk.capped = walk.capped or listing.capped
        ids = tuple(self._id(entry) for entry in listing.entries)
        unread = tuple(f"{number}:{row.position}" for row in listing.unread)
        new = any(row not in self._seen for row in ids) or bool(unread)
        self._failed_in_succession = 0
        self._stale_in_succession = 0 if new else self._stale_in_succession + 1
        walk.pages.append(ids + unread)
        self._seen.update(ids)
        self._tell(number, listing, got)

    def _after(self, walk: Walk, listing: ListPage, number: int) -> Step | None:
        """The page that follows one just read; None at the end of the list or of patience."""
        if self._stale_in_succession >= STALE_PAGES:
            enough = walk.records_declared is not None and walk.distinct >= walk.records_declared
            walk.stopped = "" if enough else "翻页后反复出现相同的行"
            return None
        if walk.records_declared and walk.distinct > 2 * walk.records_declared + 100:
            walk.stopped = f"读到的行远多于列表自称的 {walk.records_declared} 条,疑为无尽翻页"
            return None
        if number >= MAX_PAGES:
            walk.stopped = f"列表超过 {MAX_PAGES} 页"
            return None
        if listing.next is not None and question_key(listing.next) not in self._asked:
            return Step(listing.next, number + 1, promised=True)
        return self._by_number(number + 1)

    def _by_number(self, number: int) -> Step | None:
        """Page `number` by the list's own numbering, not past the pages it declares."""
        if self._numbered is None or (self._limit is not None and number > self._limit):
            return None
        request = request_for(self._numbered, number)
        if request is None or question_key(request) in self._asked:
            return None
        return Step(request, number, promised=self._limit is not None)

    def _after_failure(
        self, walk: Walk, listing: ListPage | OtherPage | None, got: Got, step: Step
    ) -> Step | None:
        """Notes a page that gave no rows; goes on where the list promises further ones."""
        if isinstance(listing, ListPage) and listing.outcome == "empty" and step.number == 1:
            walk.pages.append(())
            walk.pages_declared, walk.records_declared = listing.pages, listing.records
            return None
        if step.number == 1:
            return None
        if got.outcome == "challenged" or _is(listing, "challenged"):
            walk.failed_pages.append(step.request.url)
            walk.stopped = "中途被防护系统拦截"
            return None
        if not step.promised and got.outcome in END_OF_LIST:
            return None
        walk.failed_pages.append(step.request.url)
        self._failed_in_succession += 1
        if self._failed_in_succession < FAILED_IN_SUCCESSION or self._limit is None:
            return self._by_number(step.number + 1)
        return self._by_number(self._limit) if step.number < self._limit else None

    def _read_first_again(self, walk: Walk) -> None:
        """Reads page 1 again: rows that came in meanwhile stand there now, or on the pages that follow."""
        step: Step | None = Step(Request(self._url), 1, promised=True)
        before = set(walk.pages[0])
        while step is not None and step.number <= walk.pages_read:
            listing, got = self._read(step.request, fresh=True)
            if not isinstance(listing, ListPage) or not listing.entries:
                return
            ids = [self._id(entry) for entry in listing.entries]
            fresh = [row for row in ids if row not in self._seen]
            if step.number == 1:
                walk.records_declared, walk.pages_declared = listing.records, listing.pages
                walk.shrank = len(before - set(ids)) > len(fresh)
            if fresh:
                walk.pages.append(tuple(fresh))
                self._seen.update(fresh)
                self._tell(step.number, listing, got)
            if len(fresh) < len(ids) or listing.next is None:
                return
            step = Step(listing.next, step.number + 1, promised=True)

    def _reached_known(self, listing: ListPage) -> bool:
        """Two known, unchanged rows in succession; pinned rows neither count nor break the run."""
        run = 0
        for entry in listing.entries:
            if entry.pinned:
                continue
            item = self._known.get(self._id(entry))
            run = run + 1 if item is not None and _is_same(item, entry) else 0
            if run >= KNOWN_IN_SUCCESSION:
                return True
        return False

    def _id(self, entry: Entry) -> str:
        return item_id(self._portal_id, entry.url)


def _is_same(item: KnownItem, entry: Entry) -> bool:
    """Whether a row stands as it stood at the last complete reading."""
    return item.accepted and (item.list_title, item.listed_on) == (mask(entry.title), entry.date)


def _hop(listing: ListPage | OtherPage, got: Got) -> Request | None:
    """Where a page without rows of its own says that they are."""
    if isinstance(listing, ListPage):
        return None if listing.entries else listing.rows_at
    if listing.outcome == "redirect" and listing.target and listing.target != got.request.url:
        return Request(listing.target)
    return None


def _with_totals(listing: ListPage, shell: ListPage) -> ListPage:
    """Rows of a script call, with the totals and pager that only its shell page states."""
    return replace(
        listing,
        pages=listing.pages if listing.pages is not None else shell.pages,
        records=listing.records if listing.records is not None else shell.records,
        next=listing.next or shell.next,
        numbering=listing.numbering or shell.numbering,
        capped=listing.capped or shell.capped,
    )


def _is(listing: ListPage | OtherPage | None, outcome: str) -> bool:
    return isinstance(listing, OtherPage) and listing.outcome == outcome
