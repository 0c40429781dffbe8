"""A finished file in the place of the published one: readers meet the old or the new one, whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from scrapers.durable import fsync, write_durably
from scrapers.package import file_sha256
from warehouse.home import Home
from warehouse.read_only import drop_logs


@contextmanager
def _let_go_later(file: Path) -> Iterator[None]:
    """Holds a file that the block replaces, whose blocks the system frees when nobody holds it any more: of
    some gigabytes that takes a second, for which nobody waits then. Raises what the block does."""
    held = os.open(file, os.O_RDONLY) if file.is_file() else None
    try:
        yield
    finally:
        if held is not None:
            try:
                Thread(target=os.close, args=(held,), name="let go").start()
            except RuntimeError:  # no more threads here
                os.close(held)


@contextmanager
def summed_beside(file: Path) -> Iterator[Callable[[], str]]:
    """Sums a file beside what the block does, which is given a function that waits for its sha256; that
    raises OSError where it cannot be read."""
    with ThreadPoolExecutor(1, "sum") as beside:
        yield beside.submit(file_sha256, file).result


def put_in_place(home: Home, file: Path, digest: str) -> str:
    """Moves a finished file, whose sha256 is `digest`, over the published one, durably, and that sum after
    it; returns it. Raises OSError.

    A write-ahead log that somebody left beside the published file (opened for writing, killed) goes first:
    some clients would merge it silently into the new file, others refuse to open it.
    """
    file.chmod(0o444)
    fsync(file)
    digest_file = home.aside / home.published_sha256.name
    write_durably(digest_file, f"{digest}  {home.published.name}\n")
    drop_logs(home.published)
    with _let_go_later(home.published):
        file.replace(home.published)
        digest_file.replace(home.published_sha256)
    fsync(home.root)
    drop_logs(home.published)
    return digest
