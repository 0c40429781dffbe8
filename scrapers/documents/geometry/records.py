"""What a page looks like, whoever drew it: signs with their boxes, ruling lines, and the lines and grids that
are found among them. Points or pixels; x grows to the right, **y grows downwards**, (0, 0) is the upper left
corner of the page as people see it (turned pages are turned before)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from scrapers.documents.records import Place


class Glyph(NamedTuple):
    """A sign, or several that were drawn as one and that no ruling line goes through, with its box."""

    text: str
    """A space that stands in the file is a glyph; gaps are not, lines find them."""
    x0: float
    y0: float
    """Upper edge."""
    x1: float
    y1: float
    """Lower edge."""
    size: float
    """Height of the type; the em of Chinese signs."""


class Rule(NamedTuple):
    """A ruling line, or a dash of it: a box longer than thick. Fat boxes are no rules: give their edges."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Line:
    """One line of text, before lines become paragraphs."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    left: float = 0.0
    """Margins of the column of text that it stands in."""
    right: float = 0.0
    pitch: float = 0.0
    """From line to line in that column; 0 where nobody can say."""
    page: int = 1
    leader: float = 0.0
    """Width of its first word: what did not fit on the line before."""
    box: Rule | None = None
    """The frame that it stands in: one of a single cell, no table by itself."""


@dataclass(slots=True)
class Grid:
    """A ruled table on one page, with the places of its lines."""

    rows: list[list[str | None]]
    spans: dict[Place, Place]
    xs: list[float]
    """Edges of columns, one more than there are columns."""
    ys: list[float]
    page: int = 1
    last_page: int = 1
    open_top: bool = False
    """No line was drawn along its upper edge: the table began before."""
    open_bottom: bool = False
    inner: list[Grid] = field(default_factory=list)
    """Tables drawn inside one of its cells."""
    rooms: dict[int, float] = field(default_factory=dict)
    """Column of a cell that reaches the lower edge to the ems left on its last line of text."""
