"""A process that reads pages for another: jobs on stdin, what they gave on stdout, until stdin ends.

Both ends are this program, so the messages are pickles behind their length.
"""

from __future__ import annotations

import atexit
import os
import pickle
import sys
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from scrapers.garbage import collect_rarely
from scrapers.layout import ListLayout
from scrapers.package import ItemRow
from scrapers.records import Expected, Listed, ListPage, OtherPage, Page

if TYPE_CHECKING:  # the process starts in a tenth of the time without the readers
    from scrapers.layout import ItemLayout
    from scrapers.parsing import ItemSample
    from scrapers.rereading import RereadJob


class Job(NamedTuple):
    """One item page to read."""

    row: ItemRow
    """Lacks only what the page states."""
    page: Page | None
    """None where there is nothing to read."""
    layout: ItemLayout | None = None
    """By which its section's pages are read."""
    listed: Listed | None = None
    """What its row on the list says, where a layout may be learned of it."""
    expected: Expected | None = None
    """What the pages of its section are."""


class Done(NamedTuple):
    """One item page that was read."""

    row: ItemRow
    misfit: str = ""
    """What of the layout does not fit the page (Chinese)."""
    sample: ItemSample | None = None
    """The page beside its row, where a layout may be learned of it."""


class ItemJobs(NamedTuple):
    """Item pages to read; gives what they state, in order."""

    chunk: tuple[Job, ...]

    def done(self) -> list[Done]:
        """Reads them, in this process."""
        from scrapers.crawl.rows import read_job

        return [read_job(job) for job in self.chunk]


@dataclass(frozen=True, slots=True)
class ListJob:
    """A list page to read as one of a family (`auto` where none is known), by a layout where it fits."""

    page: Page
    family: str
    layout: ListLayout | None = None

    def done(self) -> ListPage | OtherPage:
        """Reads it, in this process."""
        from scrapers.parsing import parse_list

        return parse_list(self.page, self.family, self.layout)


_LENGTH = 8


def send(pipe: IO[bytes], message: object) -> None:
    """Writes one message; raises OSError when nobody reads it."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.write(len(data).to_bytes(_LENGTH, "big") + data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> Any:
    """The next message; raises EOFError when there is none any more."""
    head = pipe.read(_LENGTH)
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(data) < size:
        raise EOFError
    return pickle.loads(data)


def main() -> None:
    """Answers until the other end is closed."""
    collect_rarely()
    while True:
        try:
            job: ItemJobs | ListJob | RereadJob = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(sys.stdout.buffer, job.done())
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
    # Every answer is written: to take the program apart object by object takes as long as to read 150 pages.
    atexit._run_exitfuncs()
    os._exit(0)
