"""From signs and ruling lines to text in reading order and tables: pure geometry, for every format that says
only where things are drawn (PDF, OFD, what OCR finds).

    glyphs, rules ──> grids (tables) ──┐
          └─────────> lines ──> columns┴─> page_parts ──> paragraphs ──> blocks

A reader of one page asks `page_blocks`. One of many pages takes `page_parts` of each, drops what repeats
(`without_repeats`), joins tables that go on (`scrapers.documents.continued`) and then takes `paragraphs`.
"""

from scrapers.documents.geometry.pages import page_blocks, page_parts
from scrapers.documents.geometry.paragraphs import paragraphs
from scrapers.documents.geometry.records import Glyph, Grid, Line, Rule
from scrapers.documents.geometry.repeats import without_repeats

__all__ = ["Glyph", "Grid", "Line", "Rule", "page_blocks", "page_parts", "paragraphs", "without_repeats"]
