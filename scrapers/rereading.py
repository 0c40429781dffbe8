"""Who reads archived pages again: this process, or as many beside it as there are processors."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

from scrapers.crawl.beside import ReadingProcess

if TYPE_CHECKING:  # only who reads needs the readers
    from scrapers.layout import ItemLayout

FEW = 8
"""Jobs that are done in this process before others are started: these take a while to come up."""

_AHEAD = 2
"""Jobs under way or waiting, per process: what is read ahead stays bounded."""


class ToldPage(NamedTuple):
    """An archived item page, and what is told of it."""

    archive_file: str
    archive_offset: int
    stands: Mapping[str, Any]
    """By field of an ItemRow."""
    asked: Mapping[str, Any]
    """Of the question, by field of an Archived: `asked_at`, `status`; only those that are told."""
    layouts: tuple[ItemLayout, ...]
    """By which it may have been read; most likely by the first. By the rules it always may."""
    item_id: str
    """Whose page it is told to be."""
    first_id: str | None
    """The id that its portal's items are named by; None where that is not known."""


class Again(NamedTuple):
    """What came of reading a page again."""

    payload_sha256: str | None
    """sha256 hex of the answer's body, content-decoded; None where there was nothing to read."""
    differing: Mapping[str, Any]
    """By field that is told otherwise, what is read. Where one of the readings is what is told, no field."""
    asked: Mapping[str, Any]
    """By field of the question that is told otherwise, what the record says; `url` where the question was
    for another item's page."""
    trouble: str = ""
    """Why it could not be read (Chinese); '' where it could."""
    is_redacted: bool = False
    """Whether a record stands there that says the answer was taken out; its sum is then that of what stood
    there."""


@dataclass(frozen=True, slots=True)
class RereadJob:
    """Pages of one file of an archive to read again, in the order of their places."""

    archive: Path
    pages: tuple[ToldPage, ...]

    def done(self) -> list[Again]:
        """Reads them, in this process."""
        from scrapers.reread import read_again

        return [read_again(self.archive, page) for page in self.pages]

    def singly(self) -> Iterator[RereadJob]:
        """Each page as a job of its own."""
        return (RereadJob(self.archive, (page,)) for page in self.pages)


class Rereader(Protocol):
    """Reads archived pages again."""

    def each(self, jobs: Iterable[RereadJob]) -> Iterator[list[Again]]:
        """What each job gives, in order."""


class RereadHere:
    """Reads in this process: a `Rereader`."""

    def each(self, jobs: Iterable[RereadJob]) -> Iterator[list[Again]]:
        """What each job gives, in order."""
        return (job.done() for job in jobs)


class Rereaders:
    """Reads in processes of their own; a context manager that ends them, and a `Rereader`.

    They end by themselves when this process is gone, however it went, and at once when the block is left by
    an exception (Ctrl-C). Of pages with which a process dies each is tried alone; what it dies with is told
    as unreadable.
    """

    def __init__(self, processes: int | None = None) -> None:
        """`processes`: as many as there are processors where none is given. Starts nothing yet."""
        self._processes = processes or processors()
        self._threads = ThreadPoolExecutor(self._processes, thread_name_prefix="rereading")
        self._own = threading.local()
        self._broken_off = False
        self._started: list[ReadingProcess] = []

    @property
    def processes(self) -> list[int]:
        """Ids of the processes started."""
        return [process.id for process in self._started]

    def __enter__(self) -> Self:
        """Itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Ends the processes."""
        if kind is not None:
            self._broken_off = True
            for process in self._started:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._started:
            process.end()

    def each(self, jobs: Iterable[RereadJob]) -> Iterator[list[Again]]:
        """What each job gives, in order, with a few under way. Few jobs are done here."""
        remaining = iter(jobs)
        first = list(islice(remaining, FEW))
        if len(first) < FEW or self._processes == 1:
            yield from RereadHere().each(chain(first, remaining))
            return
        waiting: deque[Future[list[Again]]] = deque()
        for job in chain(first, remaining):
            # The processes stand in another folder than we do: a path from here would lead nowhere.
            placed = replace(job, archive=job.archive.absolute())
            waiting.append(self._threads.submit(self._read, placed))
            if len(waiting) > self._processes * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _read(self, job: RereadJob) -> list[Again]:
        """What a job gives, from this thread's process."""
        given: list[Again] | None = self._process().read(job)
        if given is not None or self._broken_off:
            return given or []
        self._own.process = None
        if len(job.pages) == 1:
            return [Again(None, {}, {}, "重读时读取进程中断")]
        return [again for single in job.singly() for again in self._read(single)]

    def _process(self) -> ReadingProcess:
        process: ReadingProcess | None = getattr(self._own, "process", None)
        if process is None:
            process = self._own.process = ReadingProcess()
            self._started.append(process)
        return process


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
