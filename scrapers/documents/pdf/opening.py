"""Opening a PDF: passwords, files that end too early, packed parts that are broken or too much."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Callable

import pypdfium2

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(ASCII85Decode|ASCIIHexDecode|\w+Decode|A85|AHx|Fl|LZW|RL)\b")
_OF_FONTS = (b"/Length1", b"Type1C", b"CIDFontType0C", b"/OpenType")
_WRITTEN: dict[bytes, Callable[[bytes], bytes]] = {
    b"ASCII85Decode": base64.a85decode,
    b"A85": base64.a85decode,
    b"ASCIIHexDecode": binascii.unhexlify,
    b"AHx": binascii.unhexlify,
}
"""Ways in which writers put what they packed as letters."""
_ENDS = {name: b"~>" if b"85" in name else b">" for name in _WRITTEN}
_FLUSHED = b"\x00\x00\xff\xff"
_BEFORE = 400
"""Bytes before a stream in which its dictionary is looked for."""
_PIECE = 1 << 22


def opened(content: bytes) -> pypdfium2.PdfDocument:
    """The document. Raises Refused where it has a password, or where nothing can be read."""
    # The library keeps its last error: some failures set none, and would be told as the file before.
    pypdfium2.raw.FPDF_LoadMemDocument(b"?", 1, None)
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise Refused("password", "文件用密码加密,没有密码读不到") from error
        if code == pypdfium2.raw.FPDF_ERR_SECURITY:
            raise Refused("unsupported", "文件用读不了的方式加密") from error
        raise Refused("damaged", "文件损坏或不完整,打不开") from error
    if not count:
        document.close()
        raise Refused("damaged", "文件损坏或不完整,里面没有一页")
    return document


def ends_early(content: bytes) -> bool:
    """Whether the file has objects and no end after them: it was cut."""
    end = content.rfind(b"%%EOF")
    return end < 0 or content.find(b" obj", end) >= 0 or content.find(b"endobj", end) >= 0


def broken_parts(content: bytes, asked: Asked, fonts: bool) -> int:
    """How many packed parts do not unpack to their end, or not to what was packed: fonts, or all but fonts (a
    broken font takes the text that is set in it away without a word). Pictures are not looked at. Raises
    Refused where parts unpack to more than is allowed: the library would take the memory for all of it.
    """
    if b"/Encrypt" in content:
        return 0
    broken = 0
    position = 0
    while found := _STREAM.search(content, position):
        start = position = found.end()
        end = content.find(b"endstream", start)
        if end < 0:
            end = len(content)
        if content[found.start() - 3 : found.start()] == b"end":
            continue
        dictionary = content[max(0, found.start() - _BEFORE) : found.start()]
        dictionary = dictionary[dictionary.rfind(b" obj") + 1 :]
        written = _written(dictionary)
        if written is not None and any(word in dictionary for word in _OF_FONTS) == fonts:
            packed = _plain(content[start:end], written)
            broken += packed is None or not _unpacks(packed, asked)
        position = end
    return broken


def _written(dictionary: bytes) -> bytes | None:
    """How a stream that is packed by Flate, and no picture, is written: a word of `_WRITTEN`, b"" for as it
    is; None of any other."""
    *written, last = _FILTER.findall(dictionary) or [b""]
    if b"/Image" in dictionary or last not in (b"FlateDecode", b"Fl") or len(written) > 1:
        return None
    return written[0] if written and written[0] in _WRITTEN else None if written else b""


def _plain(stream: bytes, written: bytes) -> bytes | None:
    """What was written as letters; None where other signs stand among them, or its end is not there."""
    if not written:
        return stream
    letters, end, _ = stream.partition(_ENDS[written])
    if not end:
        return None
    try:
        return _WRITTEN[written](b"".join(letters.translate(None, b"\0").split()))
    except ValueError:
        return None


def _unpacks(packed: bytes, asked: Asked) -> bool:
    """Whether all of it unpacks, and is what was packed."""
    unpacker = zlib.decompressobj()
    data = packed
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(data, _PIECE)
            asked.unpacked(len(piece))
            data = unpacker.unconsumed_tail
            if not (piece or data):
                break
    except zlib.error:
        return False
    # Some writers flush and never close: everything they packed is there.
    return unpacker.eof or packed.rstrip(b"\r\n").endswith(_FLUSHED)
