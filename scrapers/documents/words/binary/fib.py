"""The block with which a Word file begins: version, locks, lengths of its texts, places of its parts.
[MS-DOC] 2.5."""

from __future__ import annotations

import struct
from dataclasses import dataclass

from scrapers.documents.records import Refused

STYLES, COMMENTS, CHARACTERS, PARAGRAPHS, FONTS, CLX, LISTS, OVERRIDES = 1, 4, 12, 13, 15, 33, 73, 74
"""Numbers of the parts in the list of places (FibRgFcLcb97)."""
STORIES = ("text", "footnotes", "headers", "macros", "comments", "endnotes", "boxes", "header_boxes")
"""The texts of a document in the order in which its characters are counted."""
WORD_97 = 0x6A
"""Versions below are Word 6 and 95, whose blocks are others."""

BROKEN = (OSError, ValueError, IndexError, TypeError, AttributeError, KeyError, OverflowError, struct.error)
"""What the library raises of a damaged directory or chain of sectors."""

_LENGTHS = struct.Struct("<8i")
_PAIR = struct.Struct("<II")


@dataclass(frozen=True, slots=True)
class Fib:
    """What the block says."""

    version: int
    encrypted: bool
    table: str
    """Name of the stream that holds the parts."""
    lengths: dict[str, int]
    """Characters of each story."""
    places: tuple[tuple[int, int], ...]

    def place(self, number: int) -> tuple[int, int]:
        """Offset and size of a part in the table stream; (0, 0) where there is none."""
        return self.places[number] if number < len(self.places) else (0, 0)


def fib_of(word: bytes) -> Fib:
    """The block of a stream `WordDocument`. Raises Refused where it is none or incomplete."""
    if len(word) < 0x22 or word[1:2] not in (b"\xa5",):
        raise Refused("damaged", "文件损坏:开头不是 Word 文档的文件头")
    version, flags = struct.unpack_from("<H", word, 2)[0], struct.unpack_from("<H", word, 10)[0]
    encrypted = bool(flags & 0x0100)
    if encrypted or version < WORD_97:
        return Fib(version, encrypted, "", {}, ())
    try:
        shorts = struct.unpack_from("<H", word, 0x20)[0]
        at = 0x22 + 2 * shorts
        longs = struct.unpack_from("<H", word, at)[0]
        counts = _LENGTHS.unpack_from(word, at + 2 + 12)
        at += 2 + 4 * longs
        number = struct.unpack_from("<H", word, at)[0]
    except struct.error as error:
        raise Refused("damaged", "文件损坏:文件头不完整") from error
    table = word[at + 2 : at + 2 + 8 * number]
    places = tuple(_PAIR.iter_unpack(table[: len(table) // 8 * 8]))
    lengths = {story: max(count, 0) for story, count in zip(STORIES, counts, strict=True)}
    return Fib(version, False, "1Table" if flags & 0x0200 else "0Table", lengths, places)
