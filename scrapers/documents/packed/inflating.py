"""Bytes out of compression, piece by piece, so that a bound is met before the memory is."""

from __future__ import annotations

import bz2
import lzma
import zipfile
import zlib
from typing import Any

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

_PIECE = 1 << 20


class Broken(Exception):
    """Compressed bytes that are damaged or cut short."""


def count(size: int, asked: Asked) -> None:
    """Puts bytes that were unpacked on the account. Raises Refused beyond the bound, or when time is over."""
    asked.unpacked(size)
    if asked.late():
        raise Refused("too_slow", "时间不够,没有解完")


METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
"""Methods of ZIP that the standard library unpacks."""


def unpacked(packed: memoryview, method: int, size: int | None, asked: Asked) -> tuple[bytes, int]:
    """What the bytes are unpacked to, on the account of `asked`, and how many of them that took.

    `size` as the archive tells it, None where it does not. Raises Broken where they are not whole or are not
    of that size, Refused beyond the bound.
    """
    if method == zipfile.ZIP_STORED:
        asked.unpacked(len(packed))
        data, taken = bytes(packed), len(packed)
    else:
        try:
            data, taken = _inflated(packed, method, size, asked)
        except (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError) as error:
            raise Broken from error
    if size is not None and len(data) != size:
        raise Broken
    return data, taken


def _inflated(packed: memoryview, method: int, size: int | None, asked: Asked) -> tuple[bytes, int]:
    if method == zipfile.ZIP_DEFLATED:
        return drained(zlib.decompressobj(-15), packed, asked)
    if method == zipfile.ZIP_BZIP2:
        return drained(bz2.BZ2Decompressor(), packed, asked)
    # APPNOTE.TXT 5.8.8: version, length of the properties, the properties; an end mark is not certain.
    length = int.from_bytes(packed[2:4], "little")
    filters = [_properties(bytes(packed[4 : 4 + length]))]
    stream = lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=filters)
    data, taken = drained(stream, packed[4 + length :], asked, size)
    return data, 4 + length + taken


def _properties(told: bytes) -> dict[str, Any]:
    if len(told) != 5:
        raise lzma.LZMAError("properties")
    packed, dictionary = told[0], int.from_bytes(told[1:5], "little")
    lc, rest = packed % 9, packed // 9
    return {
        "id": lzma.FILTER_LZMA1,
        "dict_size": min(dictionary, 64 << 20),
        "lc": lc,
        "lp": rest % 5,
        "pb": rest // 5,
    }


def drained(stream: Any, packed: memoryview, asked: Asked, size: int | None = None) -> tuple[bytes, int]:
    """All that a decompressor of the standard library makes of the bytes, and how many it took. Raises
    EOFError where they end before the stream does, unless `size` bytes are there."""
    pieces: list[bytes] = []
    length = 0
    for at in range(0, len(packed), _PIECE):
        waiting: Any = packed[at : at + _PIECE]
        while not stream.eof:
            piece = stream.decompress(waiting, _PIECE)
            count(len(piece), asked)
            pieces.append(piece)
            length += len(piece)
            waiting = getattr(stream, "unconsumed_tail", b"")
            if length == size or not (piece or waiting):
                break
        if stream.eof or length == size:
            return b"".join(pieces), min(at + _PIECE, len(packed)) - len(stream.unused_data)
    raise EOFError
