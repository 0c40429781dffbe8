"""What reading one document may take, and the account of it while it is read."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scrapers.documents.records import Document, Refused


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one document, its members and whatever it is unpacked to among them."""

    seconds: float = 60.0
    """Wall clock. A reader that looks at the clock stops before and gives what it has (partial)."""
    memory: int = 2 << 30
    """Bytes of address space of the process that reads."""
    content: int = 256 << 20
    """Bytes of the file."""
    unpacked: int = 512 << 20
    """Bytes that come out of compressed parts, all together."""
    text: int = 64 << 20
    """Bytes of what is given back (UTF-8, JSON)."""
    pages: int = 2_000
    """Pages that are read; the rest is told."""
    cells: int = 5_000_000
    """Cells of all tables."""
    members: int = 1_000
    """Files in an archive that are read; the rest is told."""
    depth: int = 3
    """Archives within archives."""
    pixels: int = 40_000_000
    """Of a picture that is recognised."""


@dataclass(slots=True)
class Asked:
    """What a reader is given beside the bytes: name, bounds, and how far they are used up."""

    name: str | None
    limits: Limits
    inner: Callable[[bytes, str, Asked], Document]
    """Reads a file found inside: content, its name, this very account."""
    depth: int = 0
    """Archives around this file."""
    inflated: list[int] = field(default_factory=lambda: [0])
    """Bytes unpacked so far: one account for a file and all inside."""
    counted: list[int] = field(default_factory=lambda: [0])
    """Members of archives read so far: one account too."""
    ends_at: float = 0.0
    """`time.monotonic()` after which a reader stops and gives what it has."""

    def late(self) -> bool:
        """Whether the time for reading is over: what was read so far is given, as partial."""
        return time.monotonic() > self.ends_at

    def unpacked(self, size: int) -> None:
        """Counts bytes that came out of a compressed part. Raises Refused beyond the bound."""
        self.inflated[0] += size
        if self.inflated[0] > self.limits.unpacked:
            raise Refused("too_much_inside", f"解开后超过 {self.limits.unpacked >> 20} MB,没有读")

    def room(self) -> int:
        """Bytes that may still be unpacked."""
        return max(0, self.limits.unpacked - self.inflated[0])

    def one_more_member(self) -> None:
        """Counts a member of an archive."""
        self.counted[0] += 1

    def members_read(self) -> int:
        """Members of this archive, and of those around it, read so far."""
        return self.counted[0]
