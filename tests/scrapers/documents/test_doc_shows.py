"""Presentations of PowerPoint 97-2003 on a machine without LibreOffice: streams made by hand."""

from __future__ import annotations

import random
import struct

import pytest

from scrapers.documents.records import LeftOut, Paragraph, Refused
from scrapers.documents.words.show97 import shown
from tests.scrapers.documents.word_streams import asked


def record(kind: int, data: bytes, instance: int = 0, holds: bool = False) -> bytes:
    return struct.pack("<HHI", instance << 4 | (0xF if holds else 0), kind, len(data)) + data


def text(words: str, narrow: bool = False) -> bytes:
    data = words.encode("latin-1" if narrow else "utf-16-le")
    return record(0x0F9F, bytes(4)) + record(0x0FA8 if narrow else 0x0FA0, data)


def slide(*boxes: bytes) -> bytes:
    shapes = b"".join(record(0xF004, record(0xF00D, box), holds=True) for box in boxes)
    drawing = record(0xF002, record(0xF003, shapes, holds=True), holds=True)
    return record(0x03EE, record(0x040C, drawing, holds=True), holds=True)


def show(slides: list[bytes], listed: list[tuple[int, bytes]]) -> tuple[bytes, int]:
    """The stream and the place of its edit; `listed` are numbers of slides (from 2) and their texts."""
    entries = b"".join(record(0x03F3, struct.pack("<I16x", number)) + texts for number, texts in listed)
    masters = record(0x0FF0, record(0x03F3, struct.pack("<I16x", 99)) + text("母版"), instance=1, holds=True)
    document = record(0x03E8, masters + record(0x0FF0, entries, holds=True), holds=True)
    stream, places = b"", []
    for part in (document, *slides):
        places.append(len(stream))
        stream += part
    directory = len(stream)
    stream += record(
        0x1772, struct.pack("<I", 1 | len(places) << 20) + struct.pack(f"<{len(places)}I", *places)
    )
    edit = len(stream)
    return stream + record(0x0FF5, struct.pack("<IIIIII4x", 0, 0, 0, directory, 1, 9)), edit


SLIDES = [
    slide(text("第一张\r第二段\x0b换行")),
    slide(record(0x0F9E, bytes(4)), text("caf\u00e9 350", narrow=True)),
]


def test_slides_come_in_the_order_of_the_show_with_texts_of_their_list() -> None:
    found = shown(*show(SLIDES, [(3, text("标题")), (2, b"")]), asked())
    assert found.blocks == [
        Paragraph("标题", 1), Paragraph("café 350", 1), Paragraph("第一张", 2), Paragraph("第二段\n换行", 2),
    ]  # fmt: skip
    assert (found.pages, found.outcome) == (2, "ok")


def test_a_newer_edit_s_slide_stands_for_the_older_one() -> None:
    stream, edit = show([slide(text("旧"))], [(2, b"")])
    at = len(stream)
    stream += slide(text("新"))
    directory = len(stream)
    stream += record(0x1772, struct.pack("<II", 2 | 1 << 20, at))
    newest = len(stream)
    stream += record(0x0FF5, struct.pack("<IIIIII4x", 0, 0, edit, directory, 1, 9))
    assert shown(stream, newest, asked()).blocks == [Paragraph("新", 1)]


def test_what_a_program_puts_in_is_no_text() -> None:
    box = text("第*页 5*3") + record(0x0FD8, struct.pack("<I", 1))
    assert shown(*show([slide(box)], [(2, b"")]), asked()).blocks == [Paragraph("第页 5*3", 1)]


def test_a_slide_that_is_gone_is_told() -> None:
    found = shown(*show(SLIDES, [(2, b""), (7, b"")]), asked())
    assert (found.outcome, len(found.blocks)) == ("damaged", 2)
    assert "1 张幻灯片读不出来" in found.reason


def test_slides_beyond_the_bound_are_told() -> None:
    account = asked()
    account.ends_at = 0.0
    assert shown(*show(SLIDES, [(2, b""), (3, b"")]), account).left_out == [LeftOut("pages", count=2)]


def test_damage_raises_nothing_else() -> None:
    stream, edit = show(SLIDES, [(3, text("标题")), (2, b"")])
    chance = random.Random(3)
    for _ in range(300):
        data = bytearray(stream)
        for _ in range(chance.choice((1, 4, 16))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            shown(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), edit, asked())
        except Refused as refused:
            assert refused.outcome == "damaged"


def test_a_show_without_an_edit_is_damaged() -> None:
    with pytest.raises(Refused, match="目录缺失"):
        shown(b"\0" * 100, 4, asked())
