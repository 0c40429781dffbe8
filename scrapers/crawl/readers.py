"""Who reads pages: this process, or another beside it where a host is asked faster than one can read.

Reading is pure, so it can happen anywhere. At the pace of a polite crawl one process reads what comes; only
without a rate limit (a portal of one's own) is a second processor worth a process.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Any, Protocol, Self

from scrapers.crawl.beside import ReadingProcess
from scrapers.crawl.reading_process import Done, ItemJobs, Job, ListJob
from scrapers.http.client import Stopped
from scrapers.http.manners import Manners
from scrapers.layout import ListLayout
from scrapers.records import ListPage, OtherPage, Page

ReadList = Callable[[Page, str], ListPage | OtherPage]
"""Reads a list page as one of a family."""


def _never() -> bool:
    return False


class Reader(Protocol):
    """Reads the pages of a crawl."""

    def items(self, jobs: Iterable[Job], waits: Callable[[], bool] = _never) -> Iterator[Done]:
        """What each job gives, in order. Where `jobs` raises Stopped, the rows begun still come before it.
        `waits`: whether what was begun is to come before more is."""

    def list_page(self, page: Page, family: str, layout: ListLayout | None = None) -> ListPage | OtherPage:
        """A list page, read as one of a family and by a layout where it fits."""


FAST = 0.005
"""Seconds between two questions below which reading would hold up asking."""

_CHUNK = 6
"""Pages handed over at a time: enough that it costs nothing, few enough that their rows come soon."""
_AHEAD = 2
"""Chunks under way or waiting."""
_DEATHS = 3
"""After so many deaths of its processes a run reads all the rest itself: something keeps ending them, and
each takes half a second of a processor to start."""


class Here:
    """Reads each page in this process, when it is its turn: a `Reader`."""

    def items(self, jobs: Iterable[Job], waits: Callable[[], bool] = _never) -> Iterator[Done]:
        """What each job gives, in order."""
        return (done for job in jobs for done in ItemJobs((job,)).done())

    def list_page(self, page: Page, family: str, layout: ListLayout | None = None) -> ListPage | OtherPage:
        """The page, read."""
        return ListJob(page, family, layout).done()


class ReaderBeside:
    """Reads in a process of its own; a context manager that ends it, and a `Reader` for several threads.

    One is enough: a second makes such a crawl a sixth faster, for 45 MB and some more of a processor a page,
    as it learns anew what repeats on the pages; four cost a tenth more of a processor, and are no faster.

    It ends by itself when this process is gone, however it went. When it dies it is not missed: what it was
    given is read here, and what comes next by another, unless some have died already.
    """

    def __init__(self) -> None:
        """Starts nothing before there is something to read."""
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="reading")
        self.process: ReadingProcess | None = None
        self._died = 0

    @classmethod
    def for_manners(cls, manners: Manners) -> Self | None:
        """One where the hosts are asked so fast that it is worth it, and there is a processor left."""
        processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls() if manners.interval < FAST and processors > 1 else None

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Ends the process."""
        self._thread.shutdown(cancel_futures=True)
        if self.process is not None:
            self.process.end()

    def list_page(self, page: Page, family: str, layout: ListLayout | None = None) -> ListPage | OtherPage:
        """The page, read while other threads go on."""
        job = ListJob(page, family, layout)
        listing: ListPage | OtherPage = self._thread.submit(self._read, job).result()
        return listing

    def items(self, jobs: Iterable[Job], waits: Callable[[], bool] = _never) -> Iterator[Done]:
        """What each job gives, in order, with a few jobs under way unless it `waits`."""
        remaining = iter(jobs)
        waiting: deque[Future[list[Done]]] = deque()
        ended: Stopped | None = None
        while ended is None:
            chunk: list[Job] = []
            try:
                chunk.extend(islice(remaining, _CHUNK))
            except Stopped as stopped:
                ended = stopped
            if not chunk:
                break
            waiting.append(self._thread.submit(self._read, ItemJobs(tuple(chunk))))
            while len(waiting) > (0 if waits() else _AHEAD):
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        if ended is not None:
            raise ended

    def _read(self, job: ItemJobs | ListJob) -> Any:
        """What a job gives, from the process, or from here when that is gone."""
        if self.process is None:
            if self._died == _DEATHS:
                return job.done()
            self.process = ReadingProcess()
        given = self.process.read(job)
        if given is not None:
            return given
        self.process.kill()
        self.process.end()
        self.process = None
        self._died += 1
        return job.done()
