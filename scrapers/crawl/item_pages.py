"""The pages of a section's items in one run: asked for, once more where they failed, read by their layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from scrapers.address import host_of
from scrapers.crawl.accounts import LinkAccount
from scrapers.crawl.expecting import expected_of
from scrapers.crawl.fetcher import Fetched, Fetcher
from scrapers.crawl.item_layouts import ItemLayouts, listed
from scrapers.crawl.proof import PageFaults
from scrapers.crawl.reading_process import Job
from scrapers.crawl.revisit import given_up, pages_to_ask, twins
from scrapers.crawl.rows import item_job
from scrapers.crawl.stopped import CrawlStopped
from scrapers.crawl.stream import PackageStream
from scrapers.known import Known
from scrapers.package import ItemRow, LayoutRow, ListRow
from scrapers.portalfile import Section
from scrapers.records import Request
from scrapers.vocabulary.outcomes import ASKED_AGAIN

if TYPE_CHECKING:
    from scrapers.crawl.section import Crawl

ASKED_ONCE_MORE = ASKED_AGAIN - {"challenged", "refused_by_robots"}
"""Outcomes of an item page that may be another one at the end of the same night."""

LEFT_PAGES = 50
"""Pages of items that left a section's list asked in one night."""


class ItemPages:
    """The item pages of one section in one run; `rows` are those of its list, by item id, `account` is told
    of pages that its list may be compared with."""

    def __init__(
        self,
        crawl: Crawl,
        section: Section,
        known: Known,
        stream: PackageStream,
        fetcher: Fetcher,
        rows: Mapping[str, ListRow],
        account: LinkAccount,
    ) -> None:
        self._crawl, self._section, self._known = crawl, section, known
        self._stream, self._fetcher = stream, fetcher
        self._rows, self._account = rows, account
        self._given_up = given_up(known.items)
        self._came: set[str] = set()
        """Items for whose page bytes came tonight, whatever these say."""
        self._failed: set[str] = set()
        """Items whose pages failed tonight and may come at a second try."""
        self._whole = True
        self._layouts = ItemLayouts(
            section.item_layout() or known.item_layout, crawl.now, expected_of(section)
        )

    def read(self, faults: PageFaults, whole: bool) -> None:
        """Asks for the item pages of a list that was read `whole` or to known rows, and notes how that went.
        A wish to stop is heard by the client: what is under way still comes."""
        self._whole = whole
        crawl = self._crawl
        assert crawl.begun_at is not None
        ids = pages_to_ask(
            self._rows.values(), self._known.items, crawl.checked, crawl.policy, crawl.begun_at
        )
        urls = {row_id: self._url(row_id) for row_id in ids}
        if crawl.policy.kind == "nightly":
            urls |= {row_id: url for row_id, url in self._left().items() if row_id not in urls}
        for row_id in self._known.redacted:
            urls.pop(row_id, None)
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
        crawl, before = self._crawl, faults.asked
        answers = self._fetcher.ask_many((Request(url) for url in urls.values()), "item", once_more)
        jobs = (
            self._job(row_id, url, got, number, before + len(urls))
            for number, (row_id, url, got) in enumerate(_paired(urls, answers), before + 1)
        )
        asked = -1
        while not faults.challenged and asked < faults.asked:
            asked = faults.asked
            try:
                for done in crawl.read.items(islice(jobs, self._stream.room), self._layouts.awaits_layout):
                    self._take_all(self._layouts.read(done), faults)
                    if faults.challenged:
                        break
            finally:  # what was read before a wish to stop is not read again
                self._take_all(self._layouts.rest(), faults)
            self._stream.roll_if_full()

    def _job(self, row_id: str, url: str, got: Fetched, number: int, total: int) -> Job:
        """The job of reading a page that came, the `number`th of `total`."""
        self._crawl.progress(self._section.id, "条目", number, total)
        if got.page is not None:
            self._came.add(row_id)
            if self._account.needs_items:
                self._account.take_item(got.page)
        bare, page = item_job(row_id, url, got, self._section.url)
        return self._layouts.job(bare, page, listed(self._rows.get(row_id), self._known.items.get(row_id)))

    def _take_all(self, rows: Iterable[ItemRow | LayoutRow], faults: PageFaults) -> None:
        for row in rows:
            if isinstance(row, LayoutRow):
                self._stream.add(row)
            else:
                self._take(row, faults)

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


def _paired(urls: Mapping[str, str], answers: Iterable[Fetched]) -> Iterator[tuple[str, str, Fetched]]:
    """Item id, address and what came of it; an item is passed over whose page was asked for when the run was
    to end, while others still came."""
    waiting = iter(urls.items())
    for got in answers:
        row_id, url = next(one for one in waiting if one[1] == got.request.url)
        yield row_id, url, got
