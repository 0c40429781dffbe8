"""Pages without a text layer: drawn as a picture and read by recognition, where that is installed."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any

import pypdfium2

from scrapers.documents.geometry import Glyph, Rule
from scrapers.documents.limits import Asked
from scrapers.documents.records import Paragraph, Refused, Table

_SCALE = 200 / 72
"""Pixels of a point: 200 in an inch, what scanners give and recognition is trained on."""


@dataclass(slots=True)
class Scanned:
    """What recognition read of a page, in points."""

    glyphs: list[Glyph]
    rules: list[Rule]
    width: float
    height: float
    seen: Any
    """As recognition gave it: what is told to people is made of it."""


def scanned_page(page: pypdfium2.PdfPage, asked: Asked) -> Scanned | None:
    """A page as recognition reads it; None where that is not installed, time is over, or it cannot."""
    pictures = _pictures()
    if pictures is None or asked.late():
        return None
    width, height = page.get_size()
    scale = min(_SCALE, (asked.limits.pixels / max(width * height, 1.0)) ** 0.5)
    try:
        seen = pictures.seen(page.render(scale=scale, may_draw_forms=True).to_pil())
    except (pypdfium2.PdfiumError, ImportError, ValueError, MemoryError, Refused):
        return None
    if seen is None:
        return None
    return Scanned(
        [Glyph(sign[0], *(edge / scale for edge in sign[1:])) for sign in seen.glyphs],
        [Rule(*(edge / scale for edge in rule)) for rule in seen.rules],
        seen.width / scale,
        seen.height / scale,
        seen,
    )


def told(pages: list[tuple[int, Any]]) -> list[str]:
    """What people should know of recognised pages (Chinese)."""
    pictures = _pictures()
    return list(pictures.told(pages)) if pages and pictures is not None else []


def doubted(blocks: list[Paragraph | Table], pages: set[int]) -> list[Paragraph | Table]:
    """Blocks, the figures of tables on recognised pages as doubtful."""
    pictures = _pictures()
    if not pages or pictures is None:
        return blocks
    return [
        pictures.doubted(block)
        if isinstance(block, Table) and pages.intersection(range(block.page or 0, (block.last_page or 0) + 1))
        else block
        for block in blocks
    ]


def _pictures() -> Any:
    """The room of pictures; None where it or what it needs is not there."""
    try:
        pictures = importlib.import_module("scrapers.documents.pictures")
    except ImportError:
        return None
    return pictures if hasattr(pictures, "seen") else None
