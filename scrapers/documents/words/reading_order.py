"""In which order people read the shapes of a slide."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

LINE = 228_600
"""Shapes whose tops differ by less (a quarter of an inch, in EMU) stand side by side."""


class Placing(NamedTuple):
    """A shape and where it is; None where the file does not say."""

    shape: Any
    top: int | None
    left: int | None
    title: bool = False


def in_order(shapes: Iterable[Placing]) -> list[Any]:
    """The title first, then from top to bottom, side by side from left to right; shapes without a place stay
    after the one that they follow in the file."""
    ordered: list[Placing] = []
    top, left = 0, 0
    for each in shapes:
        top = top if each.top is None else each.top
        left = left if each.left is None else each.left
        ordered.append(Placing(each.shape, top, left, each.title))
    ordered.sort(key=lambda each: (not each.title, each.top or 0))
    lines: list[list[Placing]] = []
    for each in ordered:
        line = lines[-1] if lines else None
        if line and line[0].title == each.title and (each.top or 0) - (line[0].top or 0) < LINE:
            line.append(each)
        else:
            lines.append([each])
    return [each.shape for line in lines for each in sorted(line, key=lambda placing: placing.left or 0)]
