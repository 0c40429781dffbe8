"""The text of a Word file: pieces of the stream in the order of reading. [MS-DOC] 2.4.1, 2.8.35, 2.9.38."""

from __future__ import annotations

import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

_PIECE = struct.Struct("<HIH")
_NARROW = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)}
_COMPRESSED = 1 << 30


class Piece(NamedTuple):
    """Characters that stand together in the stream."""

    start: int
    """Number of its first character in the document."""
    end: int
    at: int
    """Offset of its first byte in the stream."""
    wide: bool
    """Two bytes a character (UTF-16), else one (Windows-1252)."""
    changes: bytes
    """Properties that a quick save laid over it (grpprl)."""


@dataclass(slots=True)
class Text:
    """All characters of a document, one a place: half of a character beyond U+FFFF is one too."""

    characters: str
    pieces: list[Piece]
    lost: int
    """Characters that the list of pieces names and the file does not hold."""

    def byte_of(self, place: int) -> tuple[int, Piece]:
        """Where a character stands in the stream, and its piece."""
        found = bisect_right(self.pieces, place, key=lambda piece: piece.start) - 1
        piece = self.pieces[max(found, 0)]
        return piece.at + (place - piece.start) * (2 if piece.wide else 1), piece


def text_of(word: bytes, clx: bytes, asked: Asked) -> Text:
    """The text of the stream by its piece table. Raises Refused where there is none that can be followed."""
    parts: list[str] = []
    pieces: list[Piece] = []
    lost = start = 0
    for piece in pieces_of(clx):
        size = (piece.end - piece.start) * (2 if piece.wide else 1)
        asked.unpacked(min(size, len(word)))
        found = _decoded(word[piece.at : piece.at + size], piece.wide)
        lost += piece.end - piece.start - len(found)
        if found:
            pieces.append(piece._replace(start=start, end=start + len(found)))
            parts.append(found)
            start += len(found)
        if lost:
            # What follows would be counted from a wrong place.
            lost += sum(later.end - later.start for later in pieces_of(clx) if later.start >= piece.end)
            break
    if not pieces:
        raise Refused("damaged", "文件损坏:正文不在文件里(缺少后半部分)")
    return Text("".join(parts), pieces, lost)


def _decoded(data: bytes, wide: bool) -> str:
    if not wide:
        return data.decode("latin-1").translate(_NARROW)
    data = data[: len(data) // 2 * 2]
    text = data.decode("utf-16-le", "surrogatepass")
    if 2 * len(text) == len(data):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


def pieces_of(clx: bytes) -> list[Piece]:
    """The piece table within a CLX. Raises Refused where it is none."""
    changes: list[bytes] = []
    at = 0
    while clx[at : at + 1] == b"\x01" and at + 3 <= len(clx):
        size = struct.unpack_from("<H", clx, at + 1)[0]
        changes.append(clx[at + 3 : at + 3 + size])
        at += 3 + size
    if clx[at : at + 1] != b"\x02" or at + 5 > len(clx):
        raise Refused("damaged", "文件损坏:正文的目录(piece table)缺失")
    table = clx[at + 5 : at + 5 + struct.unpack_from("<I", clx, at + 1)[0]]
    number = (len(table) - 4) // 12
    if number < 1:
        raise Refused("damaged", "文件损坏:正文的目录(piece table)是空的")
    places = struct.unpack_from(f"<{number + 1}I", table)
    pieces: list[Piece] = []
    for index, (_, where, prm) in enumerate(_PIECE.iter_unpack(table[4 * (number + 1) :][: 8 * number])):
        if places[index + 1] < places[index]:
            break
        wide = not where & _COMPRESSED
        offset = where & (_COMPRESSED - 1)
        pieces.append(
            Piece(
                places[index],
                places[index + 1],
                offset if wide else offset // 2,
                wide,
                _changes(prm, changes),
            )
        )
    return pieces


_SHORT = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}
"""Single properties by the number that a piece has for them: in a table, end of a row, deleted, hidden."""


def _changes(prm: int, changes: list[bytes]) -> bytes:
    """The properties laid over a piece. [MS-DOC] 2.9.212 and 2.9.213."""
    if prm & 1:
        return changes[prm >> 1] if prm >> 1 < len(changes) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return struct.pack("<HB", code, prm >> 8) if code else b""
