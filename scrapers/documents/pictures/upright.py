"""How far a scan is askew: by the angle under which its lines of text and rules stand out most."""

from __future__ import annotations

from typing import Any

MOST = 5.0
"""Degrees that are looked for: paper fed askew; more is a photograph."""
LEAST = 0.25
"""Degrees below which turning costs more sharpness than it gives."""
_SIDE = 900
"""Pixels of the longer side in which the angle is looked for."""


def skew_of(grey: Any) -> float:
    """Degrees by which the picture (grey, a numpy array) has to be turned, counter-clockwise; 0.0 where it is
    straight, or nothing tells."""
    import cv2
    import numpy

    scale = _SIDE / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else grey
    _, ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    # A page that is half ink is a photograph: nothing to read an angle from.
    if not 0.002 < float(numpy.count_nonzero(ink)) / ink.size < 0.4:
        return 0.0
    best = 0.0
    for step, span in ((1.0, MOST), (0.25, 0.75), (0.1, 0.2)):
        angles = [best + step * turn for turn in range(-round(span / step), round(span / step) + 1)]
        best = max(angles, key=lambda angle: (_sharpness(ink, angle), -abs(angle)))
    if abs(best) < LEAST or _sharpness(ink, best) < 1.1 * _sharpness(ink, 0.0):
        return 0.0
    return best


def _sharpness(ink: Any, angle: float) -> float:
    """How much rows of the turned picture differ from their neighbours."""
    import numpy

    rows = turned(ink, angle, 0).sum(axis=1, dtype=numpy.float64)
    return float(((rows[1:] - rows[:-1]) ** 2).sum())


def turned(image: Any, angle: float, paper: int = 255) -> Any:
    """The picture turned about its middle, counter-clockwise, same size; what comes in is of the paper's
    colour."""
    import cv2

    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    fill = (paper, paper, paper) if image.ndim == 3 else paper
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
