"""One page as people see it: turned as it is shown, cut to what is shown, y downwards."""

from __future__ import annotations

from dataclasses import dataclass, field

import pypdfium2.raw as raw

from scrapers.documents.geometry import Glyph, Rule

Box = tuple[float, float, float, float]


@dataclass(slots=True)
class View:
    """From the page's own places to those that people see."""

    left: float
    bottom: float
    right: float
    top: float
    turns: int
    """Quarters of a turn to the right."""

    @property
    def width(self) -> float:
        """As shown."""
        return self.top - self.bottom if self.turns % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """As shown."""
        return self.right - self.left if self.turns % 2 else self.top - self.bottom

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """A box of the page (y upwards) as shown (y downwards): left, upper, right, lower edge."""
        if self.turns == 0:
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        if self.turns == 1:
            return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
        if self.turns == 2:
            return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
        return self.top - y1, self.right - x1, self.top - y0, self.right - x0


@dataclass(slots=True)
class Drawn:
    """What is on a page."""

    number: int
    view: View
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    signs: int = 0
    """Signs of the text layer that can be seen, spaces aside."""
    unreadable: int = 0
    """Of them those that no table of the font says the meaning of."""
    hidden: int = 0
    """Signs outside of what is shown."""
    clips: dict[int, Box] = field(default_factory=dict)
    """Pieces of text, by where the library keeps them, to the part of the page beyond which they are cut."""
    unseen: list[tuple[int, bool]] = field(default_factory=list)
    """Pieces of text that are not drawn, and (True) white ones."""
    grounds: list[Box] = field(default_factory=list)
    """What is filled, not in white: on it white text is seen."""
    watermark: str = ""
    recognised: bool = False
    """The text lies unseen over a picture: a scanner's recognition made it."""
    pictures: int = 0
    covered: float = 0.0
    """Part of the page that its largest picture covers."""
    curves: int = 0
    """Bent outlines: letters that were drawn, where there is no text."""


def view_of(page: object) -> View:
    """How a page is shown."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, rect)
    return View(rect.left, rect.bottom, rect.right, rect.top, raw.FPDFPage_GetRotation(page) % 4)
