"""Where a shape of a slide is: its own place, or that of its placeholder on the layout or the master."""

from __future__ import annotations

from typing import Any

from scrapers.documents.words.names import NAMES, attribute, child, number
from scrapers.documents.words.package import Package

Place = tuple[int | None, int | None]


def placeholder_of(shape: Any) -> tuple[str, str]:
    """Type and index of the placeholder that a shape fills; '' and '' where it fills none."""
    for each in shape:
        if NAMES[each.tag].startswith("nv"):
            found = child(child(each, "nvPr"), "ph")
            if found is not None:
                return attribute(found, "type", "obj"), attribute(found, "idx", "0")
            break
    return "", ""


def own_place(shape: Any) -> Place:
    """(top, left) that a shape says itself; None where it does not."""
    frame = child(shape, "xfrm")
    for name in ("spPr", "grpSpPr"):
        frame = frame if frame is not None else child(child(shape, name), "xfrm")
    offset = child(frame, "off")
    if offset is None:
        return None, None
    return number(attribute(offset, "y")), number(attribute(offset, "x"))


class Placeholders:
    """Placeholders of a slide's layout and master."""

    def __init__(self, package: Package, slide: str) -> None:
        """`slide`: the part of the slide."""
        self._by_index: dict[str, Place] = {}
        self._by_type: dict[str, Place] = {}
        for layout in package.of_kind(slide, "slideLayout"):
            self._add(package, layout)
            for master in package.of_kind(layout, "slideMaster"):
                self._add(package, master, indexed=False)

    def _add(self, package: Package, part: str, indexed: bool = True) -> None:
        for type_, index, place in package.remembered(part, _places):
            if indexed:
                self._by_index.setdefault(index, place)
            self._by_type.setdefault(_like(type_), place)

    def place(self, shape: Any) -> Place:
        """(top, left) of a shape; None where nothing says it."""
        place = own_place(shape)
        type_, index = placeholder_of(shape)
        if place[0] is not None or not type_:
            return place
        found = self._by_index.get(index) if index != "0" else None
        return found or self._by_type.get(_like(type_)) or self._by_index.get(index) or (None, None)


def _like(type_: str) -> str:
    """Placeholders of these types stand for each other."""
    return {"ctrTitle": "title", "subTitle": "body", "obj": "body"}.get(type_, type_)


def _places(root: Any) -> list[tuple[str, str, Place]]:
    """(type, index, place) of the placeholders of a layout or master."""
    tree = child(child(root, "cSld"), "spTree")
    found = []
    for shape in tree if tree is not None else ():
        type_, index = placeholder_of(shape)
        place = own_place(shape)
        if type_ and place[0] is not None:
            found.append((type_, index, place))
    return found
