"""Reads a PDF: the text layer in reading order, ruled tables with spans, what was left out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

from scrapers.documents.continued import joined
from scrapers.documents.geometry import Grid, Line, page_parts, paragraphs, without_repeats
from scrapers.documents.limits import Asked
from scrapers.documents.pdf import extras
from scrapers.documents.pdf.clipping import OUTLINES
from scrapers.documents.pdf.opening import broken_parts, ends_early, opened
from scrapers.documents.pdf.page import Drawn, View, view_of
from scrapers.documents.pdf.ruling import draw
from scrapers.documents.pdf.scanned import doubted, scanned_page, told
from scrapers.documents.pdf.signs import quarters, read_signs
from scrapers.documents.records import LeftOut, Reading, Refused

_COVERED = 0.6
"""Part of a page that a picture covers for the page to be a scan, where there is next to no text."""
_FEW = 25
"""Signs that a scanner's program or a page number adds to a scan."""
_SOME = 0.05
"""The same of a page that is only partly read."""
_UNREADABLE = 0.3
"""Part of the signs of a page without meaning beyond which the page is not text."""


@dataclass(slots=True)
class _Pages:
    """What was found on the pages so far."""

    parts: list[list[Line | Grid]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    """Pages that are pictures and were not read."""
    outlines: list[int] = field(default_factory=list)
    recognised: list[tuple[int, Any]] = field(default_factory=list)
    layers: list[int] = field(default_factory=list)
    """Pages whose text a scanner's recognition put there."""
    garbled: list[int] = field(default_factory=list)
    doubtful: list[int] = field(default_factory=list)
    """Pages some of whose signs have no meaning."""
    failed: list[int] = field(default_factory=list)
    unreadable: int = 0
    hidden: int = 0
    pictures: int = 0
    notes: int = 0
    watermarks: dict[str, None] = field(default_factory=dict)
    not_read: int = 0
    cells: int = 0


def read(content: bytes, asked: Asked) -> Reading:
    """Text and tables of every page. Raises Refused where nothing can be opened, or parts unpack to more than
    is allowed."""
    broken = broken_parts(content, asked, fonts=False)
    with ThreadPoolExecutor(1) as aside, _no_search_for_cycles():
        # Unpacking leaves other threads room: fonts are looked at while pages are read.
        fonts = aside.submit(broken_parts, content, asked, fonts=True)
        document = opened(content)
        try:
            reading = Reading(pages=len(document), read_by="pypdfium2")
            extras.prepared(document)
            pages = _pages(document, asked)
            extras.of_the_file(document, reading)
        finally:
            document.close()
        broken += fonts.result()
    kept, heads, texts = without_repeats(pages.parts, pages.heights, pages.numbers)
    blocks = paragraphs(joined(kept, pages.heights))
    reading.blocks = doubted(blocks, {number for number, _ in pages.recognised})
    _told(reading, pages, heads, texts)
    _judged(reading, pages, ends_early(content), broken)
    return reading


@contextmanager
def _no_search_for_cycles() -> Iterator[None]:
    """Pages are a hundred thousand small tuples and no cycle among them: looking for some takes a tenth."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _pages(document: pypdfium2.PdfDocument, asked: Asked) -> _Pages:
    pages = _Pages()
    count = len(document)
    for index in range(count):
        if index >= asked.limits.pages or asked.late() or pages.cells > asked.limits.cells:
            pages.not_read = count - index
            break
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            pages.failed.append(index + 1)
            continue
        try:
            _page(document, page, index + 1, pages, asked)
        finally:
            page.close()
    return pages


def _page(
    document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage, number: int, pages: _Pages, asked: Asked
) -> None:
    """Adds one page to what was found."""
    flattened, notes = extras.annotated(page.raw)
    pages.notes += notes
    if flattened and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
        page.close()
        page = document[number - 1]
    drawn = _drawn(page, number)
    pages.unreadable += drawn.unreadable
    pages.hidden += drawn.hidden
    if drawn.watermark:
        pages.watermarks.setdefault(drawn.watermark)
    if not _is_text(drawn, pages):
        found = scanned_page(page, asked)
        if found is not None:
            drawn.glyphs, drawn.rules = found.glyphs, found.rules
            drawn.view = View(0, 0, found.width, found.height, 0)
            pages.recognised.append((number, found.seen))
            _forgotten(number, pages)
    elif drawn.recognised:
        pages.layers.append(number)
    else:
        pages.pictures += drawn.pictures
    parts = page_parts(drawn.glyphs, drawn.rules, number, drawn.view.width, drawn.view.height)
    pages.cells += sum(len(part.rows) * len(part.rows[0]) for part in parts if isinstance(part, Grid))
    pages.parts.append(parts)
    pages.heights.append(drawn.view.height)
    pages.numbers.append(number)


def _drawn(page: pypdfium2.PdfPage, number: int) -> Drawn:
    """What stands on a page."""
    drawn = Drawn(number, view_of(page.raw))
    text = raw.FPDFText_LoadPage(page.raw)
    try:
        turns = quarters(text) if text else None
        if turns is not None:
            drawn.view.turns = turns
        draw(page.raw, drawn)
        if text:
            read_signs(text, drawn)
    finally:
        if text:
            raw.FPDFText_ClosePage(text)
    return drawn


def _is_text(drawn: Drawn, pages: _Pages) -> bool:
    """Whether the text layer is what the page says; where not, the page is put among those that are not."""
    number = drawn.number
    if drawn.signs and drawn.unreadable > _UNREADABLE * drawn.signs:
        pages.garbled.append(number)
        return False
    if drawn.unreadable > _SOME * drawn.signs:
        pages.doubtful.append(number)
    if drawn.covered >= _COVERED and drawn.signs < _FEW:
        pages.scans.append(number)
        return False
    if not drawn.signs and drawn.pictures:
        pages.scans.append(number)
        return False
    if not drawn.signs and drawn.curves > OUTLINES:
        pages.outlines.append(number)
        return False
    return True


def _forgotten(number: int, pages: _Pages) -> None:
    """A page that recognition read is none of those that could not be read."""
    for places in (pages.scans, pages.outlines, pages.garbled):
        if number in places:
            places.remove(number)


def _told(reading: Reading, pages: _Pages, heads: int, texts: list[str]) -> None:
    """What was left out, and what people should know."""
    left_out = reading.left_out
    for what, where, count in (
        ("pages", _where(pages.scans), len(pages.scans)),
        ("pages", _where(pages.outlines), len(pages.outlines)),
        ("pages", _where(pages.garbled), len(pages.garbled)),
        ("pages", _where(pages.failed), len(pages.failed)),
        ("pages", "文件末尾" if pages.not_read else "", pages.not_read),
        ("unread", _where(pages.doubtful), len(pages.doubtful)),
        ("characters", "", pages.unreadable),
        ("hidden_text", "页面可见范围之外", pages.hidden),
        ("headers", "", heads),
        ("images", "", pages.pictures),
        ("comments", "", pages.notes),
    ):
        if count:
            left_out.append(LeftOut(what, where, count))
    if texts:
        reading.notes.append("页眉页脚没有放进正文:" + ";".join(f"「{text[:60]}」" for text in texts[:10]))
    if pages.watermarks:
        reading.notes.append("水印没有放进正文:" + ";".join(f"「{text[:60]}」" for text in pages.watermarks))
    if pages.layers:
        reading.notes.append(f"{_where(pages.layers)}是扫描件,文字是扫描时识别的,可能有错")
    reading.notes.extend(told(pages.recognised))
    reading.notes.extend(
        f"{_where(places)}{words}"
        for places, words in (
            (pages.scans, "是图片,没有文字层"),
            (pages.outlines, "的文字画成了图形,没有文字层"),
            (pages.garbled, "的字体没有说明每个字是什么,读不出来"),
        )
        if places
    )


def _judged(reading: Reading, pages: _Pages, early: bool, broken: int) -> None:
    """The outcome, where it is not ok or what the composing of the text finds."""
    not_text = len(pages.scans) + len(pages.outlines) + len(pages.garbled)
    nothing = not any(pages.parts)
    if early or broken:
        reading.outcome = "damaged"
        reason = "文件不完整(没有结尾)" if early else f"文件里有 {broken} 处压缩的内容损坏"
        reading.reason = f"{reason},读到的可能不全"
    elif pages.failed and len(pages.failed) == (reading.pages or 0):
        raise Refused("damaged", "文件损坏,没有一页读得出来")
    elif pages.garbled and len(pages.garbled) * 2 > len(pages.numbers):
        reading.outcome = "damaged"
        reading.reason = f"{_where(pages.garbled)}的字体没有说明每个字是什么,文字读不出来"
    elif not_text and nothing and not pages.not_read:
        reading.outcome = "scan"
        reading.reason = f"{not_text} 页都没有文字层(扫描件或图片)"


def _where(numbers: list[int]) -> str:
    """Pages as people write them: 第 1–3、7 页."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    said = "、".join(str(a) if a == b else f"{a}–{b}" for a, b in spans[:20])
    return f"第 {said}{' 等' if len(spans) > 20 else ''} 页"
