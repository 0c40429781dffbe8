"""Word 97-2003 (also WPS's .wps, which is the same), read without a converter.

Text in the order of reading, tables as their rows' edges make them, automatic numbers computed. Footnotes
and text boxes follow the text. What is older (Word 6, 95) goes to LibreOffice where it is installed, else its
text alone is read.
"""

from __future__ import annotations

import io
from contextlib import suppress

import olefile

from scrapers.documents import converting
from scrapers.documents.limits import Asked
from scrapers.documents.office import program
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.words.binary import old
from scrapers.documents.words.binary.fib import BROKEN, WORD_97, Fib, fib_of
from scrapers.documents.words.binary.stories import Body

_MACROS = ("macros", "_vba_project_cur")


def read(content: bytes, asked: Asked) -> Reading:
    """The document. Raises Refused where it is locked or nothing of it can be read."""
    streams, found = _streams(content)
    word = streams.get("worddocument", b"")
    fib = fib_of(word)
    if fib.encrypted:
        raise Refused("password", "文件有密码,没有密码读不到")
    if fib.version < WORD_97:
        reading = _older(content, word, asked)
        reading.left_out.extend(left for left in found if left not in reading.left_out)
        return reading
    reading = _reading(
        Body(word, streams.get(fib.table.lower(), b""), streams.get("data", b""), fib, asked), fib
    )
    reading.left_out.extend(found)
    return reading


def _older(content: bytes, word: bytes, asked: Asked) -> Reading:
    """A document of Word 6 or 95: by LibreOffice, with its tables, where that is installed and opens it."""
    if program.found():
        try:
            return converting.read(content, asked)
        except Refused as refused:
            if refused.outcome != "damaged":
                raise
    return old.read(word, asked)


def _streams(content: bytes) -> tuple[dict[str, bytes], list[LeftOut]]:
    """The streams that matter, and what lies in the others. Raises Refused where there is no directory."""
    streams: dict[str, bytes] = {}
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            names = [
                tuple(part.lower() for part in path) for path in file.listdir(streams=True, storages=True)
            ]
            for name in ("worddocument", "0table", "1table", "data"):
                with suppress(*BROKEN):
                    streams[name] = file.openstream(name).read()
    except BROKEN as error:
        raise Refused("damaged", "文件损坏:目录读不出来(文件可能没有下载完整)") from error
    found: list[LeftOut] = []
    if any(name[0] in _MACROS for name in names):
        found.append(LeftOut("macros"))
    if objects := sum(len(name) == 2 and name[0] == "objectpool" for name in names):
        found.append(LeftOut("embedded", count=objects))
    return streams, found


def _reading(body: Body, fib: Fib) -> Reading:
    """Text, footnotes and text boxes one after another; what stands elsewhere is told."""
    reading = Reading(read_by="gongkai")
    reading.blocks.extend(body.story("text"))
    for story in ("footnotes", "endnotes", "boxes"):
        reading.blocks.extend(body.story(story))
    if body.story_has_text("headers") or body.story_has_text("header_boxes"):
        reading.left_out.append(LeftOut("headers"))
    for what, count in body.counts.items():
        if count:
            reading.left_out.append(LeftOut(what, count=count))
    reading.left_out.extend(body.left_out)
    reading.notes.extend(body.notes())
    if missing := body.missing():
        reading.outcome = "damaged"
        reading.reason = f"文件损坏:{missing};已读出能读的部分"
    return reading
