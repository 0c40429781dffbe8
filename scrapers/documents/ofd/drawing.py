"""What a page draws: signs, ruling lines and pictures of its templates and layers, within bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from scrapers.documents.geometry import Glyph, Rule
from scrapers.documents.limits import Asked
from scrapers.documents.ofd.matrix import POINTS, Box, Matrix, box_of, matrix_of
from scrapers.documents.ofd.package import contents
from scrapers.documents.ofd.paths import rules_of
from scrapers.documents.ofd.texts import run_of
from scrapers.documents.parts import local

OBJECTS = 1_000_000
"""Objects of one document that are looked at: drawings within drawings may be any number."""
DEPTH = 12
"""Blocks and drawings within one another."""
SIGNS = 200_000
"""Signs of one page that are read: the densest real ones have some ten thousand."""
_LOOK = 2_000
"""Objects between two looks at the clock."""


class Picture(NamedTuple):
    """A picture on a page, in points."""

    resource: str
    x: float
    y: float
    width: float
    height: float


@dataclass(slots=True)
class Drawn:
    """What was drawn on one page, in points."""

    glyphs: list[Glyph] = field(default_factory=list)
    unseen: list[Glyph] = field(default_factory=list)
    """Signs that nobody sees: transparent, or neither filled nor outlined."""
    turns: list[int] = field(default_factory=lambda: [0, 0, 0, 0])
    """Signs by how many quarters their text is turned."""
    slanted: list[str] = field(default_factory=list)
    """Texts written across the page: watermarks."""
    rules: list[Rule] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    unknown: int = 0
    """Signs of which no program can say what they are."""
    cut: bool = False
    """Whether something of it was not read: more than is looked at, or a drawing that is not there."""


class Draughtsman:
    """Draws the pages of one document; counts what it draws."""

    def __init__(self, drawings: dict[str, Any], asked: Asked) -> None:
        """`drawings`: identifier to the element of a `CompositeGraphicUnit`."""
        self._drawings = drawings
        self._asked = asked
        self._objects = 0
        self._stopped = False

    def draw(self, roots: list[Any], area: Box) -> Drawn:
        """All that templates and page draw, in their order; `area` is the page's own."""
        drawn = Drawn()
        self._stopped = self._objects > OBJECTS
        paper = Matrix(e=-area.x, f=-area.y)
        for root in roots:
            for element in contents(root):
                self._draw(element, paper, drawn, DEPTH, True)
        return drawn

    def _draw(self, element: Any, space: Matrix, drawn: Drawn, depth: int, shown: bool) -> None:
        self._objects += 1
        if not depth or self._stops(drawn):
            drawn.cut = True
            return
        kind = local(element.tag)
        if kind in ("Layer", "PageBlock", "Content"):
            self._each(element, space, drawn, depth, shown)
            return
        if kind not in ("TextObject", "PathObject", "ImageObject", "CompositeObject"):
            return
        shown = shown and _is_shown(element)
        boundary = box_of(element.get("Boundary")) or Box(0.0, 0.0, 0.0, 0.0)
        corner = Matrix(e=boundary.x, f=boundary.y).within(space)
        place = matrix_of(element.get("CTM")).within(corner)
        if kind == "TextObject":
            run = run_of(element, place)
            if not (shown and _is_inked(element)):
                drawn.unseen += run.glyphs
                return
            drawn.unknown += run.unknown
            drawn.cut = drawn.cut or run.cut
            if run.slanted:
                drawn.slanted.append("".join(glyph.text for glyph in run.glyphs))
            else:
                drawn.glyphs += run.glyphs
                drawn.turns[run.quarters] += len(run.glyphs)
        elif kind == "CompositeObject":
            self._draw_within(element.get("ResourceID"), place, drawn, depth, shown)
        elif kind == "PathObject" and shown:
            drawn.rules += rules_of(element, place, _on_page(boundary, corner))
        elif kind == "ImageObject" and shown:
            box = _on_page(boundary, corner)
            if box is not None:
                drawn.pictures.append(
                    Picture(element.get("ResourceID") or "", *(POINTS * value for value in box))
                )

    def _stops(self, drawn: Drawn) -> bool:
        """Whether nothing more is drawn: bounds or time are used up."""
        if not self._stopped:
            self._stopped = (
                self._objects > OBJECTS
                or len(drawn.glyphs) + len(drawn.unseen) > SIGNS
                or (self._objects % _LOOK == 0 and self._asked.late())
            )
        return self._stopped

    def _each(self, parent: Any, space: Matrix, drawn: Drawn, depth: int, shown: bool) -> None:
        for child in parent:
            if self._stopped:
                drawn.cut = True
                return
            self._draw(child, space, drawn, depth - 1, shown)

    def _draw_within(
        self, resource: str | None, place: Matrix, drawn: Drawn, depth: int, shown: bool
    ) -> None:
        """A drawing that is kept once and used in many places."""
        unit = self._drawings.get(resource or "")
        if unit is None:
            drawn.cut = True
            return
        for child in unit:
            if local(child.tag) == "Content":
                self._each(child, place, drawn, depth, shown)


def _is_shown(element: Any) -> bool:
    return (element.get("Visible") or "").strip().lower() not in ("false", "0") and (
        element.get("Alpha") or ""
    ).strip() not in ("0", "0.0")


def _is_inked(element: Any) -> bool:
    """Whether a text is filled, as it is unless it says otherwise, or outlined."""
    return (element.get("Fill") or "").strip().lower() not in ("false", "0") or (
        element.get("Stroke") or ""
    ).strip().lower() in ("true", "1")


def _on_page(boundary: Box, corner: Matrix) -> Box | None:
    """A boundary on the page (mm); None for one that has no extent at all: it then bounds nothing."""
    if boundary.width <= 0 and boundary.height <= 0:
        return None
    (ax, ay) = corner.at(0.0, 0.0)
    (bx, by) = corner.at(boundary.width, boundary.height)
    return Box(min(ax, bx), min(ay, by), abs(bx - ax), abs(by - ay))


def drawings_of(roots: list[Any]) -> dict[str, Any]:
    """The drawings that resources keep (`CompositeGraphicUnit`), by identifier."""
    return {
        element.get("ID") or "": element
        for root in roots
        if root is not None
        for element in root.iter()
        if local(element.tag) == "CompositeGraphicUnit"
    }


def media_of(root: Any) -> Iterator[tuple[str, str]]:
    """Pictures that a resource file names: identifier and path, relative to its `BaseLoc`."""
    if root is None:
        return
    base = (root.get("BaseLoc") or "").replace("\\", "/").rstrip("/")
    for element in root.iter():
        if local(element.tag) != "MultiMedia":
            continue
        for child in element:
            if local(child.tag) == "MediaFile" and child.text:
                path = child.text.strip().replace("\\", "/")
                yield element.get("ID") or "", path if path.startswith("/") or not base else f"{base}/{path}"
