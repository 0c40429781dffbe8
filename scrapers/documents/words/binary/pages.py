"""Which properties a place in the stream has: pages of 512 bytes, found by a table. [MS-DOC] 2.8.5, 2.8.6,
2.9.33, 2.9.174."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

_PAGE = 512


@dataclass(slots=True)
class Runs:
    """Stretches of the stream in order, with the properties of each."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    properties: list[bytes] = field(default_factory=list)
    whole: bool = True
    """Whether every page of the table was there."""

    def at(self, place: int) -> bytes | None:
        """The properties of a byte; None where nothing says any."""
        found = bisect_right(self.starts, place) - 1
        if found < 0 or place >= self.ends[found]:
            return None
        return self.properties[found]

    def end_of(self, place: int) -> int:
        """Where the stretch ends that a byte is in."""
        found = bisect_right(self.starts, place) - 1
        return max(self.ends[found], place + 1) if found >= 0 else place + 1


def paragraph_runs(word: bytes, table: bytes) -> Runs:
    """Style and modifications (GrpPrlAndIstd) of every paragraph."""
    return _runs(word, table, _paragraphs)


def character_runs(word: bytes, table: bytes) -> Runs:
    """Modifications of every run of characters."""
    return _runs(word, table, _characters)


def _runs(word: bytes, table: bytes, read: Callable[[bytes], Iterator[tuple[int, int, bytes]]]) -> Runs:
    number = (len(table) - 4) // 8
    runs = Runs(whole=number > 0)
    if number < 1:
        return runs
    found: list[tuple[int, int, bytes]] = []
    for page in dict.fromkeys(struct.unpack_from(f"<{number}I", table, 4 * (number + 1))):
        at = (page & 0x3FFFFF) * _PAGE
        if at + _PAGE > len(word):
            runs.whole = False
            continue
        found.extend(read(word[at : at + _PAGE]))
    found.sort(key=lambda run: run[0])
    for start, end, properties in found:
        runs.starts.append(start)
        runs.ends.append(end)
        runs.properties.append(properties)
    return runs


def _paragraphs(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    number = page[511]
    first = 4 * (number + 1)
    if not number or first + 13 * number > 511:
        return
    places = struct.unpack_from(f"<{number + 1}I", page)
    for index in range(number):
        at = 2 * page[first + 13 * index]
        properties = b""
        if at:
            size = 2 * page[at] - 1
            if size < 0 and at + 1 < _PAGE:
                at, size = at + 1, 2 * page[at + 1]
            properties = page[at + 1 : min(at + 1 + max(size, 0), 511)]
        if places[index] < places[index + 1]:
            yield places[index], places[index + 1], properties


def _characters(page: bytes) -> Iterator[tuple[int, int, bytes]]:
    number = page[511]
    first = 4 * (number + 1)
    if not number or first + number > 511:
        return
    places = struct.unpack_from(f"<{number + 1}I", page)
    for index in range(number):
        at = 2 * page[first + index]
        properties = page[at + 1 : min(at + 1 + page[at], 511)] if at else b""
        if places[index] < places[index + 1]:
            yield places[index], places[index + 1], properties
