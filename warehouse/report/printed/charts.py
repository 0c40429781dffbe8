"""Bar charts of a page: places in percent, for a template to draw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: items of a month, a unit or a category."""

    kind: str
    """month, unit or category."""
    label: str
    items: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar as long as its part of the longest one, in percent."""

    label: str
    items: int
    length: float


def chart(bars: Iterable[Bar], kind: str) -> tuple[Drawn, ...]:
    """The bars of a kind in their order; of months all twelve, those without an item too."""
    these = [bar for bar in bars if bar.kind == kind]
    if kind == "month" and these:
        items = {bar.label: bar.items for bar in these}
        these = [Bar(kind, f"{month}月", items.get(f"{month}月", 0)) for month in range(1, 13)]
    most = max((bar.items for bar in these), default=0) or 1
    return tuple(Drawn(bar.label, bar.items, round(100 * bar.items / most, 2)) for bar in these)
