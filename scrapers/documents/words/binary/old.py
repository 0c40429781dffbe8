"""Word 6 and 95, where no LibreOffice is: the text in the document's code page, rows by the marks of cells.

The block of these files and the piece table of those saved quickly are those of the Word 6 format as its
description (1995) has them; all stands in one stream.
"""

from __future__ import annotations

import struct

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.words.binary.marks import clean, cuts_of_fields, merged
from scrapers.documents.words.binary.pieces import pieces_of
from scrapers.documents.words.flow import Flow
from scrapers.documents.words.rich.charsets import of_charset

_QUICK = 0x0004
_TOLD = {"footnotes": 0x38, "headers": 0x3C, "comments": 0x44}
_BY_LANGUAGE = {
    **dict.fromkeys((0x0804, 0x1004), "gb18030"),
    **dict.fromkeys((0x0404, 0x0C04), "cp950"),
    **dict.fromkeys((0x0419, 0x0422), "cp1251"),
    0x0411: "cp932",
    0x0412: "cp949",
}


def read(word: bytes, asked: Asked) -> Reading:
    """The text of the stream `WordDocument`. Raises Refused where it is not in it."""
    if len(word) < 0x168:
        raise Refused("damaged", "文件损坏:文件头不完整")
    flags, language = struct.unpack_from("<H", word, 10)[0], struct.unpack_from("<H", word, 6)[0]
    size = struct.unpack_from("<i", word, 0x34)[0]
    data = _text(word, flags, max(size, 0), asked)
    codec = _BY_LANGUAGE.get(language) or _by_fonts(word, data)
    text = data.decode(codec, "replace") if codec else _western(data)
    reading = Reading(read_by="gongkai", encoding=codec or "cp1252")
    lost = text.count("\ufffd")
    flow = Flow(asked)
    _tell(text, flow)
    reading.blocks.extend(flow.blocks)
    reading.left_out.extend(flow.left_out)
    counts = {what: int(struct.unpack_from("<i", word, at)[0] > 0) for what, at in _TOLD.items()}
    for what, count in ({"characters": lost, "images": text.count("\x01")} | counts).items():
        if count:
            reading.left_out.append(LeftOut(what, count=count))
    if "\x07" in text:
        reading.left_out.append(LeftOut("unread", "Word 95 表格的合并和列宽"))
    if len(data) < size:
        reading.outcome = "damaged"
        reading.reason = f"文件损坏:正文少 {size - len(data)} 个字;已读出能读的部分"
    return reading


def _text(word: bytes, flags: int, size: int, asked: Asked) -> bytes:
    """The bytes of the main text."""
    begin, end = struct.unpack_from("<II", word, 0x18)
    at, length = struct.unpack_from("<II", word, 0x160)
    if not flags & _QUICK or not length:
        return word[begin : min(end, begin + size)]
    data = b""
    for piece in pieces_of(word[at : at + length]):
        # No piece is marked as narrow here: all are.
        asked.unpacked(min(piece.end - piece.start, len(word)))
        data += word[piece.at : piece.at + piece.end - piece.start]
        if len(data) >= size:
            break
    return data[:size]


def _by_fonts(word: bytes, data: bytes) -> str:
    """The codec of the fonts' character set; '' for a Western one. Raises Refused where they have several:
    which one a character has is not looked up."""
    at, size = struct.unpack_from("<II", word, 0xD0)
    table, place = word[at : at + size], 2
    codecs: set[str] = set()
    while place + 5 < len(table):
        codecs.add(of_charset(table[place + 4]))
        place += table[place] + 1
    codecs.discard("")
    if len(codecs) > 1 and not data.isascii():
        raise Refused(
            "needs_converter",
            "Word 95 文档,文字用了几种编码,要靠 LibreOffice 打开,本机没有:"
            "请在能打开它的电脑上另存为 DOCX 或 PDF",
        )
    return min(codecs, default="")


def _western(data: bytes) -> str:
    return "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in data)


def _tell(text: str, flow: Flow) -> None:
    cuts, _ = cuts_of_fields(text)
    for cut in reversed(merged(cuts)):
        text = text[: cut.start] + cut.instead + text[cut.end :]
    start = 0
    for at, sign in enumerate(text):
        if sign == "\x07":
            flow.loose(clean(text[start:at]))
            start = at + 1
        elif sign in "\r\x0c":
            flow.paragraph(clean(text[start:at]), 0)
            start = at + 1
    if start < len(text):
        flow.paragraph(clean(text[start:]), 0)
    flow.end()
