"""A process that reads item pages for another: chunks of jobs on stdin, rows on stdout, until stdin ends.

Both ends are this program, so the messages are pickles behind their length.
"""

from __future__ import annotations

import pickle
import sys
from typing import IO, Any

from scrapers.package import ItemRow
from scrapers.records import Page

Job = tuple[ItemRow, Page | None]
"""A row that lacks only what the page states, and the page; None where there is nothing to read."""

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
    from scrapers.crawl.rows import fill

    while True:
        try:
            chunk: list[Job] = receive(sys.stdin.buffer)
        except EOFError:
            return
        rows = [bare if page is None else fill(bare, page) for bare, page in chunk]
        try:
            send(sys.stdout.buffer, rows)
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()
