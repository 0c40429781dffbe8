"""Crawling one section: list, item pages, proof; the one entry point that flows call."""

from __future__ import annotations

import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from scrapers.crawl.accounts import Account, LinkAccount, without_rows
from scrapers.crawl.expecting import expected_of
from scrapers.crawl.fetcher import Fetched, Fetcher
from scrapers.crawl.item_pages import ItemPages
from scrapers.crawl.learning import SectionLists, learn, reason_of
from scrapers.crawl.letters import listed_letters
from scrapers.crawl.list_result import ListResult
from scrapers.crawl.patience import Patience
from scrapers.crawl.proof import PageFaults, prove
from scrapers.crawl.readers import Here, Reader
from scrapers.crawl.revisit import RevisitPolicy
from scrapers.crawl.rows import better, list_rows
from scrapers.crawl.stopped import CrawlStopped
from scrapers.crawl.stream import PackageStream
from scrapers.crawl.walk import Walker
from scrapers.http.client import HttpClient, Stopped
from scrapers.known import Known
from scrapers.package import LayoutRow, ListRow, ObservationRow, PackageHead, Proof, RejectRow
from scrapers.portalfile import Portal, Section
from scrapers.records import ListPage

if TYPE_CHECKING:
    from scrapers.parsing import Links


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
        self._told: list[ListRow | RejectRow | ObservationRow] = []
        self._holds_letters = expected_of(section) == "letter"
        self._lists = SectionLists(crawl.read, section.list_layout() or known.list_layout)
        self._account = LinkAccount()
        self._again = section.id in crawl.alone
        """Whether this is the second time in this run, after the other sections."""
        self._pages = ItemPages(crawl, section, known, stream, fetcher, self._rows, self._account)

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
            crawl.portal.first_id,
            section.url,
            section.cms,
            known,
            self._tell,
            Patience.of(known.complete_rows, known.bound.max_rows if known.bound else None),
            crawl.policy.read_lately(known.complete_at),
        )
        walk = self._walk(walker, whole, hold=waits)
        faults = PageFaults()
        if waits and (first := self._undecided(walk)) is not None:
            crawl.alone.add(section.id)
            if section.id in crawl.first_pages:
                crawl.first_pages[section.id] = without_rows(crawl.first_pages[section.id])
            self._fetcher.keep_robots()
            return first
        self._give()
        if section.details and self._rows and not (walk.challenged or walk.endless):
            self._pages.read(faults, walk.whole)
        account = self._account.settled(self._others())
        proof = account.on(prove(walk, faults, known, self._rows, account))
        for row in account.set_aside:
            self._stream.add(row)
        self._mark_alone(proof, account)
        self._keep_layout(account)
        self._fetcher.keep_robots()
        if self._again or section.id not in crawl.alone:
            self._stream.finish(proof)
        return proof

    def _undecided(self, walk: ListResult) -> Proof | None:
        """The proof of a list that is to be compared with other sections before its rows count, because it
        has one page or links that nothing explains: a box of the site's frame may have been read for it. None
        where it has no rows or is proven without them."""
        account = self._account.settled({})
        proof = account.on(prove(walk, PageFaults(), self._known, self._rows, account))
        lone = self._account.needs_items and account.alone and proof.ground != "total"
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
        if self._holds_letters:
            self._told += listed_letters(self._crawl.portal, self._section.url, got)
        self._account.take(number, got.request.url, listing)
        if number == 1 and listing.links:
            self._crawl.first_pages[self._section.id] = listing.links
        self._crawl.progress(self._section.id, "列表", number, listing.pages)
        self._stream.roll_if_full()
        if self._crawl.stop.is_set():
            raise CrawlStopped(self._section.id)
