"""Takes answers out of an archive file whose retention is over; every other record stays where it lies.

In the place of answers that lie one after another (their response or revisit records and the requests after
them) comes one `metadata` record of the very length, which says when they were taken out and what sum their
bytes had (`Gongkai-Compacted`). The rest of that length is zeros, stored as they are and not written where
the file system can leave holes: so offsets hold, any reader of WARC reads on, and the disk has the room. An
offset within such a record is that of an answer that was taken out.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import IO
from uuid import UUID

from scrapers.durable import fsync
from scrapers.sparse import write_sparsely

COMPACTED = "Gongkai-Compacted"
"""Field of the record that stands in the place of answers: day and sha256 of the bytes that stood there."""

_PIECE = 64 * 2**10
_HEAD = 2048
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_TRAILER, _STORED, _LONGEST = 8, 5, 0xFFFF


@dataclass(frozen=True, slots=True)
class Member:
    """One record as it lies in a file."""

    offset: int
    length: int
    head: bytes
    """How its content begins: the record's own fields."""

    @property
    def kind(self) -> str:
        """Its WARC-Type; '' where that is not said."""
        return _field(self.head, "WARC-Type")


@dataclass(frozen=True, slots=True)
class Compaction:
    """What came of a file."""

    answers: int
    """Answers taken out."""
    bytes: int
    """Bytes that they took."""


def members(path: Path) -> Iterator[Member]:
    """Every record of a file with its place. Raises ValueError where one is not whole, OSError."""
    with path.open("rb") as file:
        offset, pending = 0, b""
        while pending or (pending := file.read(_PIECE)):
            engine = zlib.decompressobj(31)
            head, size = b"", 0
            while not engine.eof:
                data = pending or file.read(_PIECE)
                if not data:
                    raise ValueError(f"{path}: cut off in the record at {offset}")
                try:
                    content = engine.decompress(data)
                except zlib.error as error:
                    raise ValueError(f"{path}: no record at {offset}: {error}") from error
                head += content[: _HEAD - len(head)] if len(head) < _HEAD else b""
                size += len(data) - len(engine.unused_data)
                pending = engine.unused_data
            yield Member(offset, size, head)
            offset += size


def answers_at(path: Path, offsets: Collection[int]) -> dict[int, int]:
    """Of the answers that begin at those offsets the length with the question's, where it can be taken out.
    Raises ValueError where the file is not whole, OSError."""
    found: dict[int, int] = {}
    answer: Member | None = None
    for member in members(path):
        if answer is not None and member.kind == "request":
            found[answer.offset] = answer.length + member.length
        elif answer is not None:
            found[answer.offset] = answer.length
        taken = member.offset in offsets and member.kind in ("response", "revisit")
        answer = member if taken else None
    if answer is not None:
        found[answer.offset] = answer.length
    return {
        offset: found[offset]
        for start, length in _spans(found)
        if length >= shortest()
        for offset in found
        if start <= offset < start + length
    }


def write_compacted(path: Path, aside: Path, offsets: Collection[int], day: date) -> Compaction:
    """Writes the file to `aside`, durably, without the answers that begin at those offsets. Raises
    ValueError, OSError."""
    answers = answers_at(path, offsets)
    spans = _spans(answers)
    with path.open("rb") as source, aside.open("wb") as made:
        for offset, length in spans:
            _copy(source, made, offset - source.tell())
            taken = source.read(length)
            write_sparsely(made, filler(length, day, hashlib.sha256(taken).hexdigest()))
        _copy(source, made, path.stat().st_size - source.tell())
        made.truncate(path.stat().st_size)
    fsync(aside)
    return Compaction(len(answers), sum(answers.values()))


def shortest() -> int:
    """The length below which there is no room for the record that has to stand there."""
    return len(_GZIP_HEAD) + _STORED + len(_record("0" * 10, "0" * 64, 0)) + _TRAILER + 1


def filler(length: int, day: date, sha256: str) -> bytes:
    """A gzip member of that very length: the record that stands in the place of answers."""
    room = length - len(_GZIP_HEAD) - _TRAILER
    blocks = -(-room // (_LONGEST + _STORED))
    size = room - blocks * _STORED
    content = _sized(day.isoformat(), sha256, size)
    parts = [_GZIP_HEAD]
    for number in range(blocks):
        part = content[number * _LONGEST : (number + 1) * _LONGEST]
        parts.append(struct.pack("<BHH", number == blocks - 1, len(part), len(part) ^ 0xFFFF) + part)
    parts.append(struct.pack("<II", zlib.crc32(content), len(content) & 0xFFFFFFFF))
    return b"".join(parts)


def is_compacted(path: Path, offset: int) -> bool:
    """Whether an answer that began there was taken out by this. Raises OSError."""
    told = path.stat()
    taken = _taken_out(path, told.st_mtime_ns, told.st_size)
    return any(start <= offset < end for start, end in taken)


@lru_cache(maxsize=64)
def _taken_out(path: Path, mtime_ns: int, size: int) -> tuple[tuple[int, int], ...]:
    """From where to where there are records that stand in the place of answers; of a file as it is now."""
    del mtime_ns, size
    found = []
    try:
        for member in members(path):
            if _field(member.head, COMPACTED):
                found.append((member.offset, member.offset + member.length))
    except ValueError:
        pass  # what stands behind the damage is not known
    return tuple(found)


def _spans(answers: Mapping[int, int]) -> list[tuple[int, int]]:
    """Offsets and lengths, those that follow one another at once as one."""
    spans: list[tuple[int, int]] = []
    for offset, length in sorted(answers.items()):
        if spans and sum(spans[-1]) == offset:
            spans[-1] = spans[-1][0], spans[-1][1] + length
        else:
            spans.append((offset, length))
    return spans


def _sized(day: str, sha256: str, size: int) -> bytes:
    """A record of that many bytes; its own length stands in it, in as many digits as it takes."""
    body = size - len(_record(day, sha256, 0))
    while len(_record(day, sha256, body)) != size:
        body -= 1
    return _record(day, sha256, body)


def _record(day: str, sha256: str, body: int) -> bytes:
    # Whoever compacts a file anew writes the same record again: its id follows from what it says.
    named = UUID(bytes=hashlib.sha256(f"{day} {sha256}".encode()).digest()[:16], version=4)
    fields = (
        "WARC/1.1",
        "WARC-Type: metadata",
        f"WARC-Record-ID: <urn:uuid:{named}>",
        f"WARC-Date: {day}T00:00:00Z",
        f"{COMPACTED}: {day} {sha256}",
        "Content-Type: application/octet-stream",
        f"Content-Length: {body:05d}",
    )
    return "\r\n".join((*fields, "", "")).encode() + bytes(body) + b"\r\n\r\n"


def _field(head: bytes, name: str) -> str:
    """A field of a record's own; '' where it is not there."""
    for line in head.partition(b"\r\n\r\n")[0].split(b"\r\n")[1:]:
        said, _, value = line.partition(b":")
        if said.strip().lower() == name.lower().encode():
            return value.strip().decode("utf-8", "replace")
    return ""


def _copy(source: IO[bytes], made: IO[bytes], length: int) -> None:
    while length > 0:
        data = source.read(min(length, _PIECE))
        if not data:
            raise ValueError("the file became shorter while it was read")
        write_sparsely(made, data)
        length -= len(data)
