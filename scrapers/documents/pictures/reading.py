"""The reader of pictures: PNG, JPEG, TIFF with all its pages, BMP, GIF, WEBP."""

from __future__ import annotations

import importlib.util
import time
from statistics import median

from scrapers.documents.geometry import page_blocks
from scrapers.documents.limits import Asked
from scrapers.documents.pictures.engine import NOT_INSTALLED, installed
from scrapers.documents.pictures.frames import Frames
from scrapers.documents.pictures.recognising import Seen, scaled, seen
from scrapers.documents.pictures.telling import doubted, told
from scrapers.documents.records import LeftOut, Paragraph, Reading, Refused, Table

TYPE = 12.0
"""Points of the type that most documents are set in."""


def read(content: bytes, asked: Asked) -> Reading:
    """Text and ruled tables of every page, as OCR gives them. Without the extra the outcome is `scan`. Raises
    Refused where the picture cannot be opened."""
    if not importlib.util.find_spec("PIL"):
        raise Refused("scan", NOT_INSTALLED)
    frames = Frames(content, asked)
    reading = Reading(pages=frames.pages)
    if not installed():
        reading.outcome, reading.reason = "scan", NOT_INSTALLED
        return reading
    reading.read_by = "rapidocr"
    _read_pages(frames, reading, asked)
    if frames.moving:
        reading.left_out.append(LeftOut("images", "动画第 1 幅之后", frames.frames - 1))
    if frames.cut and reading.outcome == "ok":
        reading.outcome, reading.reason = "damaged", "图片不完整:缺的部分没有读到"
    return reading


def _read_pages(frames: Frames, reading: Reading, asked: Asked) -> None:
    """Adds the pages' blocks; what is beyond bounds or time is left out."""
    looked: list[tuple[int, Seen]] = []
    longest = 0.0
    for page, image in enumerate(frames, start=1):
        began = time.monotonic()
        if page > asked.limits.pages or began + longest > asked.ends_at:
            rest = frames.pages - page + 1
            reading.left_out.append(LeftOut("pages", f"第 {page} 页起", rest))
            break
        if image is None:
            reading.left_out.append(LeftOut("pages", f"第 {page} 页"))
            continue
        found = seen(image)
        if found is None:  # the extra is there and not whole
            raise Refused("scan", NOT_INSTALLED)
        looked.append((page, found))
        reading.blocks += blocks_of(found, page)
        if found.dropped:
            reading.left_out.append(LeftOut("characters", f"第 {page} 页", found.dropped))
        longest = max(longest, time.monotonic() - began)
    reading.notes += told(looked)
    if not looked and frames.pages == 1:
        raise Refused("damaged", "图片损坏或不完整,打不开")


def blocks_of(found: Seen, page: int) -> list[Paragraph | Table]:
    """Blocks of one page that was recognised, in points: its type is taken to be of the usual size, so that
    lines as near as people draw double ones are one. Figures in its tables are doubtful."""
    sizes = [glyph.size for glyph in found.glyphs]
    points = scaled(found, TYPE / median(sizes) if sizes else 1.0)
    blocks = page_blocks(points.glyphs, points.rules, page, points.width, points.height)
    return [doubted(block) if isinstance(block, Table) else block for block in blocks]
