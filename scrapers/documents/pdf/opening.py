"""Opening a PDF: passwords, files that end too early, packed parts that are broken or too much."""

from __future__ import annotations

import re
import zlib

import pypdfium2

from scrapers.documents.limits import Asked
from scrapers.documents.records import Refused

_STREAM = re.compile(rb"stream\r?\n")
_FILTER = re.compile(rb"/(ASCII85Decode|ASCIIHexDecode|\w+Decode|A85|AHx|Fl|LZW|RL)\b")
_OF_FONTS = (b"/Length1", b"Type1C", b"CIDFontType0C", b"/OpenType")
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
        if _is_flate(dictionary) and any(word in dictionary for word in _OF_FONTS) == fonts:
            broken += not _unpacks(content[start:end], asked)
        position = end
    return broken


def _is_flate(dictionary: bytes) -> bool:
    """Whether a stream is packed by Flate alone, and no picture."""
    return b"/Image" not in dictionary and _FILTER.findall(dictionary) in ([b"FlateDecode"], [b"Fl"])


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
