"""The layout of a section's item pages through one run: in force, learned of tonight's pages, or anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from scrapers.crawl.reading_process import Done, Job
from scrapers.crawl.rows import read_job
from scrapers.known import KnownItem
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow, LayoutRow, ListRow
from scrapers.parsing import ItemSample, Listed, learn_item_layout
from scrapers.records import Page

LEARN_FROM = 6
"""Pages beside their rows of which a layout is learned: their rows wait for it."""
PROVEN = 3
"""Of these so many must read by what was learned, and most of them."""


def listed(row: ListRow | None, known: KnownItem | None) -> Listed | None:
    """What an item's row says, tonight's or the last that was read."""
    if row is not None:
        return Listed(row.title, row.listed_on)
    return Listed(known.list_title, known.listed_on) if known else None


class _Sampled(NamedTuple):
    job: Job
    sample: ItemSample
    misfit: str


class ItemLayouts:
    """Gives each page its layout, and takes what reading made of it: the rows, and what was learned.

    Without a layout the first pages' rows wait until one is learned, and are read by it. Where one is in
    force, pages that it does not fit are read by the rules; several together teach a new one. A person's is
    in force as it stands.
    """

    def __init__(self, layout: ItemLayout | None, now: Callable[[], datetime]) -> None:
        self._layout, self._now = layout, now
        self._learns = layout is None or layout.learned_from != "person"
        self._under_way: deque[Job] = deque()
        self._waiting: list[ItemRow] = []
        self._samples: list[_Sampled] = []

    def job(self, row: ItemRow, page: Page | None, listed: Listed | None) -> Job:
        """The job of reading a page; its row comes to `read` in the same order."""
        job = Job(row, page, self._layout, listed if self._learns else None)
        self._under_way.append(job)
        return job

    def read(self, done: Done) -> Iterator[ItemRow | LayoutRow]:
        """What is ready now that the next page was read."""
        job = self._under_way.popleft()
        self._waiting.append(done.row)
        if done.sample is not None and self._learns:
            self._samples.append(_Sampled(job, done.sample, done.misfit))
        if len(self._samples) >= LEARN_FROM:
            yield from self._learned()
            self._learns = False
        if self._layout is not None or not self._learns or done.row.outcome == "challenged":
            yield from self._ready()

    def rest(self) -> Iterator[ItemRow | LayoutRow]:
        """All that still waits; jobs that came to nothing are forgotten."""
        self._under_way.clear()
        if self._learns:
            yield from self._learned()
        yield from self._ready()

    def _ready(self) -> Iterator[ItemRow]:
        rows, self._waiting = self._waiting, []
        yield from rows

    def _learned(self) -> Iterator[LayoutRow]:
        """A layout of the pages sampled, where most of them read by it; the rows that wait are read by it."""
        layout = learn_item_layout([one.sample for one in self._samples], self._layout)
        if layout is None or layout == self._layout:
            return
        again = {one.job.row.item_id: read_job(one.job._replace(layout=layout)) for one in self._samples}
        fitting = sum(not done.misfit for done in again.values())
        if fitting < PROVEN or fitting * 2 <= len(again):
            return
        first = self._layout is None
        rows = {row_id: done.row for row_id, done in again.items()}
        self._waiting = [rows.get(row.item_id, row) for row in self._waiting]
        self._layout, self._samples = layout, []
        told = f"此前没有版式,由 {fitting} 页条目学得" if first else f"{fitting} 页不合原有版式"
        yield LayoutRow("item", layout.to_json(), layout.learned_from, self._now(), told)
