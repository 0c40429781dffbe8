"""Crawling one section: list, item pages, proof; the one entry point that flows call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Protocol

from scrapers.address import host_of
from scrapers.crawl.accounts import Account, LinkAccount, without_rows
from scrapers.crawl.fetcher import Fetched, Fetcher
from scrapers.crawl.item_layouts import ItemLayouts, listed
from scrapers.crawl.learning import SectionLists, learn, reason_of
from scrapers.crawl.list_result import ListResult
from scrapers.crawl.patience import Patience
from scrapers.crawl.proof import PageFaults, prove
from scrapers.crawl.readers import Here, Reader
from scrapers.crawl.reading_process import Job
from scrapers.crawl.revisit import RevisitPolicy, given_up, pages_to_ask, twins
from scrapers.crawl.rows import better, item_job, list_rows
from scrapers.crawl.stream import PackageStream
from scrapers.crawl.walk import Walker
from scrapers.http.client import HttpClient, Stopped
from scrapers.known import Known
from scrapers.package import ItemRow, LayoutRow, ListRow, PackageHead, Proof, RejectRow
from scrapers.parsing import Links
from scrapers.portalfile import Portal, Section
from scrapers.records import ListPage, Request
from scrapers.vocabulary.outcomes import ASKED_AGAIN

ASKED_ONCE_MORE = ASKED_AGAIN - {"challenged", "refused_by_robots"}
"""Outcomes of an item page that may be another one at the end of the same night."""

LEFT_PAGES = 50
"""Pages of items that left a section's list asked in one night."""


class CrawlStopped(Exception):
    """The run was asked to stop, or its hours are over; what was fetched so far is in place and a next run
    goes on from there."""


class Progress(Protocol):
    """Told how far a section is: what is being read, how many are done, of how many (None: not known)."""

    def __call__(self, section_id: str, doing: str, done: int, total: int | None) -> None:
        """`doing` is 列表 or 条目."""


@dataclass(frozen=True, slots=True)
class CrawlPlace:
    """Where a crawl writes and reads: `work` holds aside/ and packages/, `archive` the WARC files."""

    work: Path
    archive: Path


@dataclass(slots=True)
class Crawl:
    """What all sections of one run share. `checked` says when each item's page was last asked, in any
    section; the crawl adds to it, so that an item in two sections is asked once. `begun_at` is when the run
    began, also where this is its resumption; now, when not given."""

    portal: Portal
    run_id: str
    policy: RevisitPolicy
    client: HttpClient
    place: CrawlPlace
    checked: MutableMapping[str, datetime]
    now: Callable[[], datetime]
    stop: threading.Event
    progress: Progress
    begun_at: datetime | None = None
    read: Reader = field(default_factory=Here)
    """Reads the pages."""
    claimed: set[str] = field(default_factory=set)
    """Items whose pages a section is asking for just now: another one beside it leaves them to it."""
    asked_twice: set[str] = field(default_factory=set)
    """Items whose pages failed and had their second chance in this run, in whatever section."""
    first_pages: dict[str, Links] = field(default_factory=dict)
    """Section → links of its list's first page as read in this run: what others are compared with."""
    alone: set[str] = field(default_factory=set)
    """Sections whose list there was nothing to compare with: crawled once more, without a request, when other
    sections have been read."""
    others_come: bool = False
    """Whether the run reads several sections, so that the first ones can wait for others."""

    def __post_init__(self) -> None:
        """A run that is not taken up again begins now."""
        if self.begun_at is None:
            self.begun_at = self.now()

    def section(self, section: Section, known: Known) -> Proof:
        """Crawls one section into packages under `place.work`; returns its proof.

        Raises CrawlStopped when asked to stop, OSError when a package cannot be written (full disk); what
        was placed before stays.
        """
        head = PackageHead(self.portal.id, self.run_id, section.id, known.next_part, self.policy.kind)
        with PackageStream(self.place.work, head, self.now) as stream:
            fetcher = Fetcher(self.client, stream, known, self.place.archive)
            try:
                return _SectionCrawl(self, section, known, stream, fetcher).run()
            except Stopped as stopped:
                raise CrawlStopped(str(stopped)) from stopped

    def failed(self, section: Section, known: Known, reason: str) -> Proof:
        """A package that says only that the section could not be crawled, and why (Chinese)."""
        head = PackageHead(self.portal.id, self.run_id, section.id, known.next_part, self.policy.kind)
        proof = Proof("failed", reason, None, 0, None, 0, whole_list=False)
        with PackageStream(self.place.work, head, self.now) as stream:
            stream.finish(proof)
        return proof


class _SectionCrawl:
    """One section in one run; holds the rows read so far."""

    def __init__(
        self, crawl: Crawl, section: Section, known: Known, stream: PackageStream, fetcher: Fetcher
    ) -> None:
        self._crawl, self._section, self._known = crawl, section, known
        self._stream, self._fetcher = stream, fetcher
        self._rows: dict[str, ListRow] = {}
        self._told: list[ListRow | RejectRow] = []
        self._lists = SectionLists(crawl.read, section.list_layout() or known.list_layout)
        self._account = LinkAccount()
        self._again = section.id in crawl.alone
        """Whether this is the second time in this run, after the other sections."""
        self._given_up = given_up(known.items)
        self._came: set[str] = set()
        """Items for whose page bytes came tonight, whatever these say."""
        self._failed: set[str] = set()
        """Items whose pages failed tonight and may come at a second try."""
        self._whole = True
        self._layouts = ItemLayouts(section.item_layout() or known.item_layout, crawl.now)

    def run(self) -> Proof:
        """List, item pages, proof."""
        section, known, crawl = self._section, self._known, self._crawl
        others = self._others()
        whole = crawl.policy.whole_list(known.complete_at, self._unproven())
        waits = crawl.others_come and not others and not self._again
        sole = not others and not waits
        learn(self._lists, self._fetcher, section.url, section.cms, others, whole=whole, sole=sole)
        walker = Walker(
            self._fetcher,
            self._lists,
            crawl.portal.id,
            section.url,
            section.cms,
            known,
            self._tell,
            Patience.of(known.complete_rows, known.bound.max_rows if known.bound else None),
            crawl.policy.read_lately(known.complete_at),
        )
        walk = self._walk(walker, whole, hold=waits)
        self._whole = walk.whole
        faults = PageFaults()
        if waits and (first := self._undecided(walk)) is not None:
            crawl.alone.add(section.id)
            if section.id in crawl.first_pages:
                crawl.first_pages[section.id] = without_rows(crawl.first_pages[section.id])
            self._fetcher.keep_robots()
            self._stream.finish(first)
            return first
        self._give()
        if section.details and self._rows and not (walk.challenged or walk.endless):
            self._read_items(faults)
        account = self._account.settled(self._others())
        proof = account.on(prove(walk, faults, known, self._rows, account))
        for row in account.set_aside:
            self._stream.add(row)
        self._mark_alone(proof, account)
        self._keep_layout(account)
        self._fetcher.keep_robots()
        self._stream.finish(proof)
        return proof

    def _undecided(self, walk: ListResult) -> Proof | None:
        """The proof of a list that is to be compared with other sections before its rows count, because it
        has one page or links that nothing explains: a box of the site's frame may have been read for it. None
        where it has no rows or is proven without them."""
        account = self._account.settled({})
        proof = account.on(prove(walk, PageFaults(), self._known, self._rows, account))
        lone = self._account.needs_items and proof.ground != "total"
        if proof.outcome not in ("complete", "partial") or not (lone or account.set_aside):
            return None
        reason = proof.reason or "列表要与别的栏目的页面比较,才能确定哪些是条目"
        return replace(proof, outcome="partial", reason=reason, ground=None)

    def _others(self) -> dict[str, Links]:
        """First pages of other sections' lists, as far as they have been read."""
        pages = dict(self._crawl.first_pages)  # a copy: sections crawled beside this one add to it
        return {section: links for section, links in pages.items() if section != self._section.id}

    def _keep_layout(self, account: Account) -> None:
        """Writes down a layout that was learned and proven, where it is another one than before."""
        now, before = account.layout, self._known.list_layout
        if now is None or account.alone or account.set_aside or now.learned_from == "person":
            return
        if account.ground is not None and now.learned_from == "rules":
            now = replace(now, learned_from=account.ground)
        if before is None or replace(now, learned_from=before.learned_from) != before:
            reason = reason_of(before, now)
            self._stream.add(LayoutRow("list", now.to_json(), now.learned_from, self._crawl.now(), reason))

    def _mark_alone(self, proof: Proof, account: Account) -> None:
        """Whether the section waits for others to be compared with."""
        early = self._crawl.others_come and not self._again and bool(account.set_aside)
        waits = proof.outcome == "partial" and (account.alone or early)
        (self._crawl.alone.add if waits else self._crawl.alone.discard)(self._section.id)

    def _walk(self, walker: Walker, whole: bool, *, hold: bool) -> ListResult:
        """The list's rows go into the package when it is known that it comes to an end: those that a calendar
        makes up for ever are no items. What a walk that is broken off has read stays, unless the rows
        are on `hold`."""
        walk: ListResult | None = None
        try:
            walk = walker.walk(whole)
        finally:
            if walk is not None and walk.endless:
                self._told = []
            if walk is None and not hold:
                self._give()
        return walk

    def _give(self) -> None:
        """The rows read go into the package."""
        for row in self._told:
            self._stream.add(row)
        self._told = []

    def _unproven(self) -> bool:
        """Whether an incomplete night left rows that no complete reading has met yet, or a complete one
        missed rows that a second one should look for, or it has no ground and tonight looks for one."""
        known = self._known
        to_prove = known.ground is None or (
            known.ground == "before" and self._crawl.policy.proves(self._section.id)
        )
        return known.missing or to_prove or any(not item.accepted for item in known.items.values())

    def _tell(self, number: int, listing: ListPage, got: Fetched) -> None:
        for row in list_rows(self._crawl.portal, self._section.url, number, listing, got):
            self._told.append(row)
            if isinstance(row, ListRow):
                self._rows[row.item_id] = better(self._rows.get(row.item_id), row)
        self._account.take(number, got.request.url, listing)
        if number == 1 and listing.links:
            self._crawl.first_pages[self._section.id] = listing.links
        self._crawl.progress(self._section.id, "列表", number, listing.pages)
        self._stream.roll_if_full()
        if self._crawl.stop.is_set():
            raise CrawlStopped(self._section.id)

    def _read_items(self, faults: PageFaults) -> None:
        """Asks for the item pages. A wish to stop is heard by the client: what is under way still comes."""
        crawl = self._crawl
        assert crawl.begun_at is not None
        # A copy: a section crawled beside this one adds to it meanwhile.
        checked = dict(crawl.checked)
        ids = pages_to_ask(self._rows.values(), self._known.items, checked, crawl.policy, crawl.begun_at)
        urls = {row_id: self._url(row_id) for row_id in ids}
        if crawl.policy.kind == "nightly":
            urls |= {row_id: url for row_id, url in self._left().items() if row_id not in urls}
        others = {row_id: url for row_id, url in urls.items() if row_id in crawl.claimed}
        own = {row_id: url for row_id, url in urls.items() if row_id not in others}
        crawl.claimed.update(own)
        try:
            self._ask_items(own, faults)
            self._ask_once_more(own, faults)
        finally:
            crawl.claimed.difference_update(own)
        if others and not faults.challenged:
            self._ask_items(self._not_come(others), faults)
        faults.given_up = sum(not self._has_come(row_id) for row_id in self._given_up)

    def _not_come(self, others: dict[str, str]) -> dict[str, str]:
        """Of the pages that another section was asking for those that did not come to it; waits for it."""
        crawl = self._crawl
        while crawl.claimed & others.keys():
            if crawl.stop.wait(0.02):
                raise CrawlStopped(self._section.id)
        return {row_id: url for row_id, url in others.items() if not self._has_come(row_id)}

    def _has_come(self, row_id: str) -> bool:
        """Whether an item's page came in this run, to whatever section."""
        since, at = self._crawl.begun_at, self._crawl.checked.get(row_id)
        return since is not None and at is not None and at >= since

    def _ask_once_more(self, urls: dict[str, str], faults: PageFaults) -> None:
        """Gives those of the pages that failed for now their second chance, unless their host is left alone:
        what comes of that is what counts of them. Both questions are recorded."""
        crawl, alone = self._crawl, self._crawl.client.left_alone()
        failed = self._failed - self._given_up
        again = {row_id: url for row_id, url in urls.items() if row_id in failed}
        again = {row_id: url for row_id, url in again.items() if host_of(url) not in alone}
        if faults.challenged or not again:
            return
        crawl.asked_twice.update(again)
        self._came.difference_update(again)
        faults.take_back(again)
        self._ask_items(again, faults, once_more=True)

    def _ask_items(self, urls: dict[str, str], faults: PageFaults, once_more: bool = False) -> None:
        """Asks for those pages and takes what comes; a package is put in place only when all that was asked
        for it is read."""
        crawl, total = self._crawl, faults.asked + len(urls)
        answers = self._fetcher.ask_many((Request(url) for url in urls.values()), "item", once_more)
        jobs = (
            self._job(row_id, url, got) for (row_id, url), got in zip(urls.items(), answers, strict=False)
        )
        asked = -1
        while not faults.challenged and asked < faults.asked:
            asked = faults.asked
            try:
                for done in crawl.read.items(islice(jobs, self._stream.room)):
                    self._take_all(self._layouts.read(done), faults, total)
                    if faults.challenged:
                        break
            finally:  # what was read before a wish to stop is not read again
                self._take_all(self._layouts.rest(), faults, total)
            self._stream.roll_if_full()

    def _job(self, row_id: str, url: str, got: Fetched) -> Job:
        if got.page is not None:
            self._came.add(row_id)
            if self._account.needs_items:
                self._account.take_item(got.page)
        bare, page = item_job(row_id, url, got, self._section.url)
        return self._layouts.job(bare, page, listed(self._rows.get(row_id), self._known.items.get(row_id)))

    def _take_all(self, rows: Iterable[ItemRow | LayoutRow], faults: PageFaults, total: int) -> None:
        for row in rows:
            if isinstance(row, LayoutRow):
                self._stream.add(row)
                continue
            self._take(row, faults)
            self._crawl.progress(self._section.id, "条目", faults.asked, total)

    def _take(self, row: ItemRow, faults: PageFaults) -> None:
        self._fetcher.judged(Request(row.url), row.outcome, row.reason)
        self._stream.add(row)
        if self._answered(row):
            self._crawl.checked[row.item_id] = row.seen_at
        self._note(faults, row)

    def _answered(self, row: ItemRow) -> bool:
        """Whether the page said what there is to say. One that came and only sends the reader on did, unlike
        a redirect in its place."""
        sent_on = row.outcome == "redirected_away" and row.item_id in self._came
        return sent_on or row.outcome not in ASKED_AGAIN

    def _left(self) -> dict[str, str]:
        """Addresses of items that left the list, or whose title came up at a new one: what their pages say
        now tells why. The former are bounded for a night."""
        left = {row_id: url for row_id, url in self._known.left.items() if row_id not in self._rows}
        due = {row_id: url for row_id, url in left.items() if not self._has_come(row_id)}
        maybe_moved = twins(self._rows, self._known.items)
        return dict(islice(due.items(), LEFT_PAGES)) | {
            row_id: url for row_id, url in maybe_moved.items() if not self._has_come(row_id)
        }

    def _url(self, row_id: str) -> str:
        row = self._rows.get(row_id)
        return row.url if row else self._known.items[row_id].url

    def _note(self, faults: PageFaults, row: ItemRow) -> None:
        faults.asked += 1
        if row.outcome == "challenged":
            faults.challenged = True
            self._crawl.client.leave_alone(row.url, row.reason)
        elif not self._answered(row):
            faults.failed += 1
            if row.outcome in ASKED_ONCE_MORE and row.item_id not in self._crawl.asked_twice:
                self._failed.add(row.item_id)
            item = self._known.items.get(row.item_id)
            listed = row.item_id in self._rows or (item is not None and not self._whole)
            told_before = (item is not None and item.read) or row.item_id in self._crawl.checked
            if listed and not told_before and row.item_id not in self._given_up:
                faults.unread[row.item_id] = f"{row.url}({row.reason or row.outcome})"
