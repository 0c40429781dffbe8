"""Builds the streams of a small Word 97 document, for what no program at hand writes: old pieces, merging by
flags, damaged pages."""

from __future__ import annotations

import struct
import time
from dataclasses import dataclass, field

from scrapers.documents.limits import Asked, Limits
from scrapers.documents.records import Document
from scrapers.documents.words.binary.fib import CHARACTERS, CLX, PARAGRAPHS, STORIES, fib_of
from scrapers.documents.words.binary.stories import Body

TEXT_AT = 2048


def asked() -> Asked:
    def inner(content: bytes, name: str, around: Asked) -> Document:
        raise AssertionError("nothing is inside")

    return Asked("a.doc", Limits(), inner, ends_at=time.monotonic() + 60)


def sprm(code: int, operand: bytes | int) -> bytes:
    return struct.pack("<H", code) + (bytes([operand]) if isinstance(operand, int) else operand)


def in_table(depth: int = 1) -> bytes:
    return sprm(0x2416, 1) + (sprm(0x6649, struct.pack("<i", depth)) if depth > 1 else b"")


def row_end(edges: list[int], flags: list[int] | None = None) -> bytes:
    """The properties of a row's end: edges of its cells, flags of TC80."""
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags or [0] * (len(edges) - 1))
    table = bytes([len(edges) - 1]) + struct.pack(f"<{len(edges)}h", *edges) + cells
    return in_table() + sprm(0x2417, 1) + sprm(0xD608, struct.pack("<H", len(table) + 1) + table)


def _units(text: str) -> str:
    """Characters as the format counts them: two halves for one beyond U+FFFF."""
    data = text.encode("utf-16-le")
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


@dataclass
class Streams:
    """Pieces of text in the order of reading, and what is told of places in them."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    """Text, and whether it is kept as two bytes a character."""
    lengths: dict[str, int] = field(default_factory=dict)
    paragraphs: dict[int, bytes] = field(default_factory=dict)
    """Number of a paragraph to its properties."""
    characters: list[tuple[int, int, bytes]] = field(default_factory=list)
    """First character, last one exclusively, properties."""

    def body(self, without_pages: bool = False, cut: int | None = None) -> Body:
        """The document; without its pages of paragraphs, or with the stream cut after so many bytes."""
        kept = [(_units(piece), wide) for piece, wide in self.pieces]
        text = "".join(piece for piece, _ in kept)
        bytes_of, places, pcds = bytearray(), [0], b""
        fcs: list[int] = []
        for piece, wide in kept:
            at = TEXT_AT + len(bytes_of)
            pcds += struct.pack("<HIH", 0, at if wide else at * 2 | 1 << 30, 0)
            width = 2 if wide else 1
            fcs += [at + width * index for index in range(len(piece))]
            bytes_of += piece.encode(*(("utf-16-le", "surrogatepass") if wide else ("cp1252",)))
            places.append(places[-1] + len(piece))
        fcs.append(TEXT_AT + len(bytes_of))
        clx = struct.pack(f"<{len(places)}I", *places) + pcds
        table = b"\x02" + struct.pack("<I", len(clx)) + clx
        word = bytearray(TEXT_AT) + bytes_of
        word += bytes(-len(word) % 512)
        parts = {CLX: (0, len(table))}
        for number, page in (
            (PARAGRAPHS, self._paragraph_page(text, fcs)),
            (CHARACTERS, self._run_page(fcs)),
        ):
            index = struct.pack("<III", fcs[0], fcs[-1], len(word) // 512)
            parts[number] = (len(table), len(index))
            table += index
            word += page
        if without_pages:
            parts.pop(PARAGRAPHS)
        head = self._head(len(text), parts)
        word[: len(head)] = head
        stream = bytes(word[:cut])
        return Body(stream, bytes(table), b"", fib_of(stream), asked())

    def _head(self, size: int, parts: dict[int, tuple[int, int]]) -> bytes:
        lengths = {"text": size - sum(self.lengths.values())} | self.lengths
        counts = struct.pack("<8i", *(lengths.get(story, 0) for story in STORIES))
        places = b"".join(struct.pack("<II", *parts.get(number, (0, 0))) for number in range(93))
        head = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x0200) + bytes(20)
        return (
            head
            + struct.pack("<H28xH", 14, 22)
            + bytes(12)
            + counts
            + bytes(44)
            + struct.pack("<H", 93)
            + places
        )

    def _paragraph_page(self, text: str, fcs: list[int]) -> bytes:
        ends = [at + 1 for at, sign in enumerate(text) if sign in "\r\x07\x0c"]
        runs = [
            (start, end, b"\0\0" + self.paragraphs.get(number, b""))
            for number, (start, end) in enumerate(zip([0, *ends], ends, strict=False))
        ]
        page, at = bytearray(512), 510
        struct.pack_into(f"<{len(runs) + 1}I", page, 0, *(fcs[run[0]] for run in runs), fcs[runs[-1][1]])
        for index, (_, _, properties) in enumerate(runs):
            data = properties + b"\0" * (1 - len(properties) % 2)
            data = bytes([(len(data) + 1) // 2]) + data
            at = (at - len(data)) // 2 * 2
            page[at : at + len(data)] = data
            page[4 * (len(runs) + 1) + 13 * index] = at // 2
        page[511] = len(runs)
        return bytes(page)

    def _run_page(self, fcs: list[int]) -> bytes:
        edges = sorted({0, len(fcs) - 1, *(at for run in self.characters for at in run[:2])})
        page, at = bytearray(512), 510
        struct.pack_into(f"<{len(edges)}I", page, 0, *(fcs[edge] for edge in edges))
        for index, start in enumerate(edges[:-1]):
            properties = next((p for first, end, p in self.characters if first <= start < end), b"")
            if properties:
                at = (at - len(properties) - 1) // 2 * 2
                page[at : at + len(properties) + 1] = bytes([len(properties)]) + properties
                page[4 * len(edges) + index] = at // 2
        page[511] = len(edges) - 1
        return bytes(page)
