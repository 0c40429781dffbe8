"""A finished file in the place of the published one: readers meet the old or the new one, whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from scrapers.durable import fsync, write_durably
from scrapers.package import file_sha256
from warehouse.home import Home
from warehouse.read_only import drop_logs


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
    file.replace(home.published)
    digest_file.replace(home.published_sha256)
    fsync(home.root)
    drop_logs(home.published)
    return digest
