"""Crawling one section: list, item pages, proof; the one entry point that flows call."""

from __future__ import annotations

import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from scrapers.asking.web import Web
from scrapers.crawl.desk import Desk, Got
from scrapers.crawl.proof import PageFaults, prove
from scrapers.crawl.rows import item_row, list_rows
from scrapers.crawl.scope import Scope, pages_to_ask
from scrapers.crawl.stream import PackageStream
from scrapers.crawl.walk import Walker
from scrapers.known import Known
from scrapers.package import ItemRow, ListRow, PackageHead, Proof
from scrapers.portalfile import Portal, Section
from scrapers.records import ListPage, Request

FAILED_FOR_NOW = frozenset({"server_error", "timeout", "challenged", "refused_by_robots"})
"""Outcomes after which an item's page is still owed and asked for again next time."""


class Interrupted(Exception):
    """The run was asked to stop; what was fetched so far is in place and a next run goes on from there."""


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
    section; the crawl adds to it, so that an item in two sections is asked once."""

    portal: Portal
    run_id: str
    scope: Scope
    web: Web
    place: CrawlPlace
    checked: MutableMapping[str, datetime]
    now: Callable[[], datetime]
    stop: threading.Event
    progress: Progress

    def section(self, section: Section, known: Known, full_due: bool = False) -> Proof:
        """Crawls one section into packages under `place.work`; returns its proof.

        Raises Interrupted when asked to stop, OSError when a package cannot be written (full disk); what
        was placed before stays.
        """
        head = PackageHead(self.portal.id, self.run_id, section.id, known.next_part, self.scope.kind)
        with PackageStream(self.place.work, head, self.now) as stream:
            desk = Desk(self.web, stream, known, self.place.archive)
            return _SectionCrawl(self, section, known, stream, desk).run(full_due)

    def failed(self, section: Section, known: Known, reason: str) -> Proof:
        """A package that says only that the section could not be crawled, and why (Chinese)."""
        head = PackageHead(self.portal.id, self.run_id, section.id, known.next_part, self.scope.kind)
        proof = Proof("failed", reason, None, 0, None, 0, whole_list=False)
        with PackageStream(self.place.work, head, self.now) as stream:
            stream.finish(proof)
        return proof


class _SectionCrawl:
    """One section in one run; holds the rows read so far."""

    def __init__(
        self, crawl: Crawl, section: Section, known: Known, stream: PackageStream, desk: Desk
    ) -> None:
        self._crawl, self._section, self._known = crawl, section, known
        self._stream, self._desk = stream, desk
        self._rows: dict[str, ListRow] = {}

    def run(self, full_due: bool) -> Proof:
        section, known, scope = self._section, self._known, self._crawl.scope
        walker = Walker(self._desk, self._crawl.portal.id, section.url, section.cms, known.items, self._tell)
        walk = walker.walk(scope.whole_list(known.complete_at is not None, full_due))
        if not walk.whole and not self._adds_up(walk.records_declared):
            walk = walker.walk(whole=True)
        faults = PageFaults()
        if section.details and self._rows:
            self._read_items(faults)
        proof = prove(walk, faults, known)
        self._stream.finish(proof)
        return proof

    def _adds_up(self, declared: int | None) -> bool:
        """Whether the rows known and the new ones are as many as the list says it holds."""
        return declared is None or len(self._known.items.keys() | self._rows.keys()) == declared

    def _tell(self, number: int, listing: ListPage, got: Got) -> None:
        for row in list_rows(self._crawl.portal, self._section.url, number, listing, got):
            self._stream.add(row)
            if isinstance(row, ListRow):
                self._rows.setdefault(row.item_id, row)
        self._crawl.progress(self._section.id, "列表", number, listing.pages)
        self._pause()

    def _pause(self) -> None:
        """A point where nothing is half told: a full package is put in place, a wish to stop is heard."""
        self._stream.roll_if_full()
        if self._crawl.stop.is_set():
            raise Interrupted(self._section.id)

    def _read_items(self, faults: PageFaults) -> None:
        ids = pages_to_ask(self._rows.values(), self._known.items, self._crawl.checked, self._crawl.scope)
        urls = {row_id: self._url(row_id) for row_id in ids}
        requests = [Request(url) for url in urls.values()]
        for (row_id, url), got in zip(urls.items(), self._desk.ask_many(requests, "item"), strict=False):
            row = item_row(row_id, url, got)
            self._stream.add(row)
            if row.outcome not in FAILED_FOR_NOW:
                self._crawl.checked[row_id] = got.asked_at
            self._note(faults, row)
            self._crawl.progress(self._section.id, "条目", faults.asked, len(ids))
            self._pause()
            if faults.challenged:
                break
        if self._crawl.stop.is_set():
            raise Interrupted(self._section.id)

    def _url(self, row_id: str) -> str:
        row = self._rows.get(row_id)
        return row.url if row else self._known.items[row_id].url

    def _note(self, faults: PageFaults, row: ItemRow) -> None:
        faults.asked += 1
        if row.outcome == "challenged":
            faults.challenged = True
            self._crawl.web.leave_alone(row.url, row.reason)
        elif row.outcome in FAILED_FOR_NOW:
            faults.failed += 1
            listed = self._rows.get(row.item_id)
            faults.undated += listed is not None and listed.listed_on is None
