"""One page: tables by their lines, the rest as lines of text, all in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.documents.geometry.columns import in_order
from scrapers.documents.geometry.grids import grids_of
from scrapers.documents.geometry.paragraphs import paragraphs
from scrapers.documents.geometry.records import Glyph, Grid, Line, Rule
from scrapers.documents.records import Paragraph, Table


def page_blocks(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int, width: float, height: float
) -> list[Paragraph | Table]:
    """Paragraphs and tables of one page in reading order. `width` and `height` are the page's, in the unit of
    the boxes. Raises nothing."""
    return paragraphs(page_parts(glyphs, rules, page, width, height))


def page_parts(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], page: int, width: float, height: float
) -> list[Line | Grid]:
    """Lines and tables of one page in reading order, for readers that look at several pages together."""
    grids, rest, boxes = grids_of(glyphs, rules, page)
    parts = in_order(rest, grids, page)
    for part in parts:
        if boxes and isinstance(part, Line):
            part.box = next((box for box in boxes if _within(part, box)), None)
    return parts


def _within(line: Line, box: Rule) -> bool:
    middle = (line.y0 + line.y1) / 2
    return box.x0 < line.x0 and line.x1 < box.x1 and box.y0 < middle < box.y1
