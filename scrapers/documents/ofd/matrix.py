"""Places on an OFD page: numbers as they are written, boxes, and matrices (CTM)."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

POINTS = 72 / 25.4
"""Points of a millimetre."""
FAR = 1e7
"""Millimetres (ten kilometres) beyond which a number is damage."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")


class Box(NamedTuple):
    """A rectangle: upper left corner and size."""

    x: float
    y: float
    width: float
    height: float


class Matrix(NamedTuple):
    """`x' = a·x + c·y + e`, `y' = b·x + d·y + f`."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Matrix) -> Matrix:
        """This one first, then the outer one."""
        x, y = outer.at(self.e, self.f)
        return Matrix(
            outer.a * self.a + outer.c * self.b,
            outer.b * self.a + outer.d * self.b,
            outer.a * self.c + outer.c * self.d,
            outer.b * self.c + outer.d * self.d,
            x,
            y,
        )

    def scale(self) -> float:
        """How much larger things become."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def numbers(text: str | None) -> list[float]:
    """The numbers of an attribute (`0 0 210 297`, also with commas); those beyond all measure are 0."""
    found = [float(number) for number in _NUMBER.findall(text or "")]
    return [number if abs(number) < FAR else 0.0 for number in found]


def number(text: str | None, otherwise: float) -> float:
    """One number."""
    found = numbers(text)
    return found[0] if found else otherwise


def box_of(text: str | None) -> Box | None:
    """A `Boundary` or `PhysicalBox`; None where it is not four numbers."""
    found = numbers(text)
    return Box(*found[:4]) if len(found) >= 4 else None


def matrix_of(text: str | None) -> Matrix:
    """A `CTM`; one that changes nothing where it is not six numbers."""
    found = numbers(text)
    return Matrix(*found[:6]) if len(found) >= 6 else Matrix()
