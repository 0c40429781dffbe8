"""RAR files that only store: no program that writes them may be shipped. After technote.txt of WinRAR."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

Member = tuple[bytes, bytes]
"""Name, in the bytes that are to stand in the archive, and content."""


def _block(kind: int, flags: int, fields: bytes, data: bytes = b"") -> bytes:
    head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
    return struct.pack("<H", zlib.crc32(head) & 0xFFFF) + head + data


def old(members: Sequence[Member], flags: int = 0, volume: int = 0, size: int | None = None) -> bytes:
    """RAR 4: names are bytes of no stated encoding; `flags` of every member (4: locked, 2: goes on in the
    next volume), `size` that each claims to have."""
    blocks = [_block(0x73, volume, bytes(6))]
    for name, content in members:
        unpacked = len(content) if size is None else size
        fields = struct.pack(
            "<IIBIIBBHI", len(content), unpacked, 2, zlib.crc32(content), 0, 29, 0x30, len(name), 0x20
        )
        blocks.append(_block(0x74, 0x8000 | flags, fields + name, content))
    return b"Rar!\x1a\x07\0" + b"".join(blocks) + _block(0x7B, 0x4000, b"")


def _number(value: int) -> bytes:
    pieces = bytearray()
    while value > 0x7F:
        pieces.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*pieces, value])


def _new_block(kind: int, fields: bytes, data: bytes | None = None) -> bytes:
    sized = b"" if data is None else _number(len(data))
    head = _number(kind) + _number(0 if data is None else 2) + sized + fields
    head = _number(len(head)) + head
    return struct.pack("<I", zlib.crc32(head)) + head + (data or b"")


def new(members: Sequence[Member]) -> bytes:
    """RAR 5: names are UTF-8."""
    blocks = [_new_block(1, _number(0))]
    for name, content in members:
        fields = _number(4) + _number(len(content)) + _number(0x20) + struct.pack("<I", zlib.crc32(content))
        fields += _number(0) + _number(0) + _number(len(name)) + name
        blocks.append(_new_block(2, fields, content))
    return b"Rar!\x1a\x07\x01\0" + b"".join(blocks) + _new_block(5, _number(0))
