"""The log of decisions as the standing file holds it: the third copy, by which the other two are judged.

Whoever alters both others alike, or takes them away, would else be found only until the next publication,
which comes every night and takes over what it finds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import duckdb

from scrapers.package import file_sha256
from warehouse import query
from warehouse.decision_log import CHANGES, LOG_NAME, Book, Entry, instant_words, joined
from warehouse.home import Home
from warehouse.read_only import StrayLog, open_read_only


class PublishedLine(NamedTuple):
    """A line of the published table."""

    number: int
    logged_at: datetime | None
    file: str
    decision_id: str
    change: str
    who: str
    content: str
    note: str
    sha256: str

    @property
    def cells(self) -> tuple[str, ...]:
        """As the log has them, without the sum."""
        at = instant_words(self.logged_at) if self.logged_at else ""
        word = CHANGES.get(self.change, self.change)
        told = (self.file, self.decision_id, word, self.who, self.content, self.note)
        return (str(self.number), at, *told)


def published_lines(home: Home) -> list[PublishedLine]:
    """All lines that the standing file has; none where it cannot be asked."""
    if not home.published.is_file():
        return []
    try:
        with open_read_only(home.published, of_any_form=True) as reader:
            return query.records(reader, "overrides/published_log", PublishedLine)
    except (duckdb.Error, StrayLog):
        return []


def beside_published(book: Book, published: Sequence[PublishedLine], home: Home) -> Book:
    """The book, where it goes on from what was published; else what was published, and what is wrong with the
    copies. A published file that was altered since, or whose own lines do not join, proves nothing. Raises
    nothing."""
    unlike = _first_unlike(book.entries, published)
    if not unlike or not _is_as_published(home):
        return book
    entries = joined((one.cells, one.sha256) for one in published)
    if entries is None:
        return book
    lost = len(published) - len(book.entries)
    if unlike > len(book.entries):
        what = f"{LOG_NAME} 和副本都缺第 {unlike} 行以后的 {lost} 行" if book.entries else _gone(book, lost)
    else:
        what = f"{LOG_NAME} 和副本从第 {unlike} 行起与公布文件的 decision_log 不符(被改动、插入或删去)"
    return Book(entries, (what,), restored_from="公布文件")


def _gone(book: Book, lost: int) -> str:
    return f"{book.faults[0] if book.faults else f'{LOG_NAME} 和副本都不见了'}(共 {lost} 行)"


def _first_unlike(entries: tuple[Entry, ...], published: Sequence[PublishedLine]) -> int:
    """Number of the first published line that the log has not, or has otherwise; 0 where there is none."""
    for place, line in enumerate(published):
        if place >= len(entries) or entries[place] != Entry(line.cells, line.sha256):
            return place + 1
    return 0


def _is_as_published(home: Home) -> bool:
    try:
        return home.published_sha256.read_text().split()[0] == file_sha256(home.published)
    except (OSError, ValueError, IndexError):
        return False
