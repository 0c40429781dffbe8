"""The layout of a section's item pages through one run: in force, learned of tonight's pages, or anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from scrapers import parsing
from scrapers.crawl.reading_process import Done, Job
from scrapers.crawl.rows import read_job
from scrapers.known import KnownItem
from scrapers.layout import ItemLayout
from scrapers.package import ItemRow, LayoutRow, ListRow
from scrapers.records import Expected, Listed, Page

LEARN_FROM = 6
"""Pages beside their rows of which a layout is learned: their rows wait for it."""
PROVEN = 3
"""Of these so many must read by what was learned, and most of them."""


def listed(row: ListRow | None, known: KnownItem | None) -> Listed | None:
    """What an item's row says, tonight's or the last that was read."""
    if row is not None:
        return Listed(row.title, row.listed_on)
    return Listed(known.list_title, known.listed_on) if known else None


AWAITED = 4 * LEARN_FROM
"""Of so many pages at most the first are read before more are begun, as a layout may be learned of them."""


class _Waiting(NamedTuple):
    """A page that was read, and may be read otherwise by the layout to come."""

    job: Job
    done: Done


class ItemLayouts:
    """Gives each page its layout, and takes what reading made of it: the rows, and what was learned.

    Without a layout the first pages' rows wait until one is learned, and are read by it. Where one is in
    force, pages that it does not fit are read by the rules; several together teach a new one, for which they
    wait. A person's is in force as it stands.
    """

    def __init__(
        self, layout: ItemLayout | None, now: Callable[[], datetime], expected: Expected | None = None
    ) -> None:
        self._layout, self._now, self._expected = layout, now, expected
        self._learns = layout is None or layout.learned_from != "person"
        self._under_way: deque[Job] = deque()
        self._waiting: list[_Waiting] = []
        self._samples: dict[str, _Waiting] = {}
        """By item, pages beside their rows."""
        self._begun = 0

    def awaits_layout(self) -> bool:
        """Whether the first pages are to be read before more are begun: what is read before their layout is
        learned is read twice."""
        return self._layout is None and self._learns and self._begun < AWAITED

    def job(self, row: ItemRow, page: Page | None, listed: Listed | None) -> Job:
        """The job of reading a page; its row comes to `read` in the same order."""
        job = Job(row, page, self._layout, listed if self._learns else None, self._expected)
        self._under_way.append(job)
        self._begun += 1
        return job

    def read(self, done: Done) -> Iterator[ItemRow | LayoutRow]:
        """What is ready now that the next page was read."""
        job = self._under_way.popleft()
        if self._layout is not None and job.layout != self._layout and (done.misfit or job.layout is None):
            job, done = self._again(_Waiting(job, done), self._layout)  # learned while it was being read
        self._waiting.append(_Waiting(job, done))
        if done.sample is not None and self._learns:
            self._samples[done.row.item_id] = _Waiting(job, done)
        if len(self._samples) >= LEARN_FROM:
            yield from self._learned()
            self._learns = False
        if not self._learns or done.row.outcome == "challenged":
            yield from self._ready()
        elif self._layout is not None:
            yield from self._ready(but_misfits=True)

    def rest(self) -> Iterator[ItemRow | LayoutRow]:
        """All that still waits; jobs that came to nothing are forgotten."""
        self._under_way.clear()
        if self._learns and self._samples:
            yield from self._learned()
        yield from self._ready()

    def _ready(self, but_misfits: bool = False) -> Iterator[ItemRow]:
        waiting = self._waiting
        self._waiting = [one for one in waiting if one.done.misfit] if but_misfits else []
        yield from (one.done.row for one in waiting if not (but_misfits and one.done.misfit))

    def _learned(self) -> Iterator[LayoutRow]:
        """A layout of the pages sampled, where most of them read by it; the rows that wait are read by it."""
        samples = [one.done.sample for one in self._samples.values() if one.done.sample is not None]
        layout = parsing.learn_item_layout(samples, self._layout)
        if layout is None or layout == self._layout:
            return
        again = {item: self._again(one, layout) for item, one in self._samples.items()}
        fitting = sum(not one.done.misfit for one in again.values())
        if fitting < PROVEN or fitting * 2 <= len(again):
            return
        first = self._layout is None
        self._waiting = [again.get(one.done.row.item_id) or self._again(one, layout) for one in self._waiting]
        self._layout, self._samples = layout, {}
        told = f"此前没有版式,由 {fitting} 页条目学得" if first else f"{fitting} 页不合原有版式"
        yield LayoutRow("item", layout.to_json(), layout.learned_from, self._now(), told)

    def _again(self, one: _Waiting, layout: ItemLayout) -> _Waiting:
        """A page by a layout that it was not read by; where it would say just the same, what it said."""
        job, sample = one.job._replace(layout=layout), one.done.sample
        if sample is not None and sample.reads_alike(layout):
            return _Waiting(job, Done(one.done.row))
        return _Waiting(job, read_job(job))
