"""A finished file in the place of the published one: readers meet the old or the new one, whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

from scrapers.durable import fsync, write_durably
from warehouse.file_sums import FileState, state_of, sum_unless
from warehouse.home import Home, HomeError
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


class Summing:
    """The sum of a new file, taken beside what is done until the file is put in place."""

    def __init__(self, file: Path, beside: ThreadPoolExecutor) -> None:
        self._file, self._beside, self.ended = file, beside, Event()
        self._begun: tuple[FileState, Future[str]] | None = None

    def begin(self) -> None:
        """Begins: the file is written to its end. Raises OSError where it is not there."""
        self._begun = state_of(self._file), self._beside.submit(sum_unless, self._file, self.ended)

    def result(self) -> str:
        """Its sha256, once begun. Raises HomeError where somebody touched the file since: guards have
        looked at another one; OSError where it cannot be read."""
        assert self._begun is not None
        state, summed = self._begun
        digest = summed.result()
        if state_of(self._file) != state:
            raise HomeError(
                f"{self._file} 在核查之后被别的程序改动,没有公布,原来的公布文件保持不变;"
                "请关闭打开它的程序,再公布一次"
            )
        return digest


@contextmanager
def summed_beside(file: Path) -> Iterator[Summing]:
    """For the sum of a file that the block makes. Where that raises, the sum is left as far as it is. Raises
    what that does."""
    with ThreadPoolExecutor(1, "sum") as beside:
        summing = Summing(file, beside)
        try:
            yield summing
        finally:
            summing.ended.set()


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
