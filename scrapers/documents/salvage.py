"""Parts of a ZIP that was cut short: its directory is at the end and lost, the parts before it are whole.

Walks the local headers (APPNOTE 4.3.7). A part counts only where its checksum holds; of the last one, which
was cut, what came before the end."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from scrapers.documents.limits import Asked

_HEADER = struct.Struct("<4sHHHHHIIIHH")
_PIECE = 1 << 20
MOST = 5_000
"""Parts that are looked for."""


@dataclass(frozen=True, slots=True)
class Salvaged:
    """A part as far as it is there."""

    data: bytes
    whole: bool


def salvaged(content: bytes, asked: Asked) -> dict[str, Salvaged]:
    """Parts by name, in the order of the file, until one is damaged: what follows that is not believed.
    Raises Refused where more is inside than allowed."""
    found: dict[str, Salvaged] = {}
    at = max(content.find(b"PK\x03\x04", 0, 64), 0)
    while len(found) < MOST and content[at : at + 4] == b"PK\x03\x04" and at + _HEADER.size <= len(content):
        _, _, flags, method, _, _, crc, size, _, names, extra = _HEADER.unpack_from(content, at)
        start = at + _HEADER.size + names + extra
        name = content[at + _HEADER.size : start - extra].decode(
            "utf-8" if flags & 0x800 else "cp437", "replace"
        )
        if flags & 1 or method not in (0, 8) or (method == 0 and flags & 8):
            break
        described = bool(flags & 8)
        data, used, ended = _unpacked(content, start, None if described else size, method, asked)
        at = start + used
        if described and ended:
            at, crc = _described(content, at)
        whole = ended and zlib.crc32(data) == crc
        cut = not ended and start + used >= len(content)
        if whole or (cut and data):
            found.setdefault(name, Salvaged(data, whole))
        if not whole:
            break
    return found


def _unpacked(
    content: bytes, start: int, size: int | None, method: int, asked: Asked
) -> tuple[bytes, int, bool]:
    """(data, bytes used, whether it came to its end)."""
    end = len(content) if size is None else min(start + size, len(content))
    if method == 0:
        data = content[start:end]
        asked.unpacked(len(data))
        return data, len(data), size is not None and len(data) == size
    stream = zlib.decompressobj(-15)
    pieces: list[bytes] = []
    at = start
    try:
        while not stream.eof and (at < end or stream.unconsumed_tail):
            given = stream.unconsumed_tail or content[at : min(at + _PIECE, end)]
            if not stream.unconsumed_tail:
                at = min(at + _PIECE, end)
            piece = stream.decompress(given, _PIECE)
            asked.unpacked(len(piece))
            pieces.append(piece)
    except zlib.error:
        return b"", 0, False
    return b"".join(pieces), at - start - len(stream.unused_data), stream.eof


def _described(content: bytes, at: int) -> tuple[int, int]:
    """Where the next header is after a data descriptor, and the checksum in it."""
    marked = content[at : at + 4] == b"PK\x07\x08"
    begin = at + 4 * marked
    crc = int.from_bytes(content[begin : begin + 4], "little")
    for length in (12, 20):  # sizes of four bytes, or of eight
        if content[begin + length : begin + length + 2] == b"PK" or begin + length >= len(content):
            return begin + length, crc
    return begin + 12, crc
