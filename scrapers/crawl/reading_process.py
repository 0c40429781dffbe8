"""A process that reads pages for another: jobs on stdin, what they gave on stdout, until stdin ends.

Both ends are this program, so the messages are pickles behind their length.
"""

from __future__ import annotations

import pickle
import sys
from dataclasses import dataclass
from typing import IO, Any

from scrapers.layout import ListLayout
from scrapers.package import ItemRow
from scrapers.records import ListPage, OtherPage, Page

Job = tuple[ItemRow, Page | None]
"""A row that lacks only what the page states, and the page; None where there is nothing to read."""


@dataclass(frozen=True, slots=True)
class ItemJobs:
    """Item pages to read; gives their rows, in order."""

    chunk: tuple[Job, ...]

    def done(self) -> list[ItemRow]:
        """Reads them, in this process."""
        from scrapers.crawl.rows import fill

        return [bare if page is None else fill(bare, page) for bare, page in self.chunk]


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
    while True:
        try:
            job: ItemJobs | ListJob = receive(sys.stdin.buffer)
        except EOFError:
            return
        try:
            send(sys.stdout.buffer, job.done())
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
