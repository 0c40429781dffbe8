"""Ruling lines in a bitmap: what is much longer than any stroke of writing, and thin."""

from __future__ import annotations

from typing import Any

from scrapers.documents.geometry import Rule

_LONGER = 1.8
"""Heights of the type that a line is long at least: no stroke of a Chinese sign is."""
_GAP = 5
"""Pixels that a faint line may be interrupted for."""
MOST = 5_000
"""Lines that are looked at: a halftone picture has any number of them."""


def rules_of(grey: Any, size: float) -> list[Rule]:
    """Horizontal and vertical ruling lines of the picture (grey, a numpy array). `size`: height of its
    type, in pixels."""
    import cv2

    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    length = max(24, round(_LONGER * size))
    thick = max(6.0, 0.45 * size)
    across = [Rule(*box) for box in _runs(ink, length, thick, upright=False)]
    down = [Rule(*box) for box in _runs(ink, length, thick, upright=True)]
    return [*across, *down][:MOST]


def _runs(ink: Any, length: int, thick: float, upright: bool) -> list[tuple[float, float, float, float]]:
    """Boxes of long thin runs of ink in one direction."""
    import cv2

    def kernel(size: int) -> Any:
        return cv2.getStructuringElement(cv2.MORPH_RECT, (1, size) if upright else (size, 1))

    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel(_GAP))
    lines = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, kernel(length))
    # A line that is not quite straight is steps of runs: one pixel across joins them.
    joined = cv2.dilate(lines, kernel(_GAP))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[tuple[float, float, float, float]] = []
    for x, y, width, height, _area in boxes[1 : min(count, MOST)].tolist():
        long, across = (height, width) if upright else (width, height)
        if across <= thick and long >= length:
            found.append((float(x), float(y), float(x + width), float(y + height)))
    return found
