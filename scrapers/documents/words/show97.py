"""Presentations of PowerPoint 97-2003 where no LibreOffice is: the text of their slides in the show's order.

[MS-PPT]: the newest edit names where each slide is (2.3.3-2.3.5), the list of slides their order (2.4.14.3),
the shapes of a slide hold its text, or point to it in that list.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field

import olefile

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Paragraph, Reading, Refused
from scrapers.documents.words.binary.fib import BROKEN
from scrapers.documents.words.binary.marks import clean

_DOCUMENT, _SLIDE, _LIST, _PERSIST, _EDIT, _DIRECTORY = 0x03E8, 0x03EE, 0x0FF0, 0x03F3, 0x0FF5, 0x1772
_HEADER, _UNITS, _BYTES, _OUTLINE = 0x0F9F, 0x0FA0, 0x0FA8, 0x0F9E
_PUT_IN = (0x0FD8, 0x0FF7, 0x0FF8, 0x0FF9, 0x0FFA, 0x1015)
_TEXTBOX = 0xF00D
_LOCKED = 0xF3D1C4DF
_EDITS = 10_000
"""Edits that are followed: each save may add one."""
_HEAD = struct.Struct("<HHI")


@dataclass(slots=True)
class _Slide:
    """A slide as the list of slides has it."""

    persist: int
    texts: list[str] = field(default_factory=list)


def locked(content: bytes) -> bool:
    """Whether a presentation has a password ([MS-PPT] 2.3.2)."""
    with suppress(*BROKEN):
        user = olefile.OleFileIO(io.BytesIO(content)).openstream("Current User").read()
        return bool(struct.unpack_from("<I", user, 12)[0] == _LOCKED)
    return False


def read(content: bytes, asked: Asked) -> Reading:
    """The slides' text. Raises Refused where the list of slides cannot be found."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            user = file.openstream("Current User").read()
            stream = file.openstream("PowerPoint Document").read()
            pictures = file.exists("Pictures") and file.get_size("Pictures") > 0
        edit = struct.unpack_from("<I", user, 16)[0]
    except BROKEN as error:
        raise Refused("damaged", "文件损坏:目录读不出来(文件可能没有下载完整)") from error
    reading = shown(stream, edit, asked)
    if pictures:
        reading.left_out.append(LeftOut("images"))
    return reading


def shown(stream: bytes, edit: int, asked: Asked) -> Reading:
    """The slides of the stream `PowerPoint Document`, whose newest edit stands at `edit`."""
    places, document = _places(stream, edit)
    slides = _slides(stream, places.get(document, len(stream)))
    reading = Reading(pages=len(slides), read_by="gongkai")
    lost = 0
    for number, slide in enumerate(slides[: asked.limits.pages], 1):
        if asked.late():
            reading.left_out.append(LeftOut("pages", count=len(slides) - number + 1))
            break
        lost += not _tell(stream, places.get(slide.persist, len(stream)), slide, number, reading)
    if len(slides) > asked.limits.pages:
        reading.left_out.append(LeftOut("pages", count=len(slides) - asked.limits.pages))
    reading.notes.append("没有用 LibreOffice:只读了幻灯片上的文字,表格按单元格顺序成行")
    if lost:
        reading.outcome, reading.reason = "damaged", f"文件损坏:{lost} 张幻灯片读不出来;已读出能读的部分"
    return reading


def _places(stream: bytes, edit: int) -> tuple[dict[int, int], int]:
    """Where each part is, by its number, and the number of the document. Raises Refused where no edit is."""
    places: dict[int, int] = {}
    document: int | None = None
    seen: set[int] = set()
    while edit not in seen and len(seen) < _EDITS and edit + 28 <= len(stream):
        seen.add(edit)
        if _HEAD.unpack_from(stream, edit)[1] != _EDIT:
            break
        before, directory, number = struct.unpack_from("<III", stream, edit + 16)
        document = number if document is None else document
        for part, at in _directory(stream, directory):
            places.setdefault(part, at)
        if not before:
            break
        edit = before
    if document is None:
        raise Refused("damaged", "文件损坏:幻灯片的目录缺失")
    return places, document


def _directory(stream: bytes, at: int) -> Iterator[tuple[int, int]]:
    if at + 8 > len(stream):
        return
    _, kind, size = _HEAD.unpack_from(stream, at)
    if kind != _DIRECTORY:
        return
    data = stream[at + 8 : at + 8 + size]
    words = [word for (word,) in struct.iter_unpack("<I", data[: len(data) // 4 * 4])]
    index = 0
    while index < len(words):
        first, number = words[index] & 0xFFFFF, words[index] >> 20
        yield from enumerate(words[index + 1 : index + 1 + number], first)
        index += 1 + number


def _records(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int, int]]:
    """Instance, kind, and bounds of what they hold, of the records of a stretch; those within others after
    them. What is a record and what holds records is told by the records themselves."""
    waiting = [(start, min(end, len(data)))]
    while waiting:
        at, last = waiting.pop()
        if at + 8 > last:
            continue
        told, kind, size = _HEAD.unpack_from(data, at)
        inside = min(at + 8 + size, last)
        waiting.append((inside, last))
        yield told >> 4, kind, at + 8, inside
        if told & 0xF == 0xF and kind != _TEXTBOX and len(waiting) < 1000:
            waiting.append((at + 8, inside))


def _slides(stream: bytes, at: int) -> list[_Slide]:
    """The slides in their order. Raises Refused where the document is not where it should be."""
    if at + 8 > len(stream) or _HEAD.unpack_from(stream, at)[1] != _DOCUMENT:
        raise Refused("damaged", "文件损坏:幻灯片的目录缺失")
    size = _HEAD.unpack_from(stream, at)[2]
    slides: list[_Slide] = []
    for instance, kind, start, end in _records(stream, at + 8, at + 8 + size):
        if kind == _LIST and instance == 0:
            for _, inner, first, last in _records(stream, start, end):
                if inner == _PERSIST and last - first >= 4:
                    slides.append(_Slide(struct.unpack_from("<I", stream, first)[0]))
                elif inner == _HEADER and slides:
                    slides[-1].texts.append("")
                elif inner in (_UNITS, _BYTES) and slides and slides[-1].texts:
                    slides[-1].texts[-1] = _text(inner, stream[first:last])
            break
    return slides


def _tell(stream: bytes, at: int, slide: _Slide, page: int, reading: Reading) -> bool:
    """The text of a slide's shapes into the reading; whether the slide was there."""
    if at + 8 > len(stream) or _HEAD.unpack_from(stream, at)[1] != _SLIDE:
        return False
    size = _HEAD.unpack_from(stream, at)[2]
    for _, kind, start, end in _records(stream, at + 8, at + 8 + size):
        if kind == _TEXTBOX:
            lines = _of_a_box(stream, start, end, slide).split("\r")
            reading.blocks += [Paragraph(clean(line).rstrip(), page) for line in lines if line.strip()]
    return True


def _of_a_box(stream: bytes, start: int, end: int, slide: _Slide) -> str:
    """The text of a shape. What a program puts in (numbers of pages, days, footers) stands there as an
    asterisk, and is left out."""
    text = ""
    for _, kind, first, last in _records(stream, start, end):
        if kind in (_UNITS, _BYTES):
            text = _text(kind, stream[first:last])
        elif last - first >= 4 and kind in (_OUTLINE, *_PUT_IN):
            number = struct.unpack_from("<I", stream, first)[0]
            if kind == _OUTLINE:
                text = slide.texts[number] if number < len(slide.texts) else text
            elif text[number : number + 1] == "*":
                text = text[:number] + "\0" + text[number + 1 :]
    return text.replace("\0", "")


def _text(kind: int, data: bytes) -> str:
    if kind == _BYTES:
        return data.decode("latin-1")
    return data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
