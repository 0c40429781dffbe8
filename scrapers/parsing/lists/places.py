"""Where on a page something stands, written as CSS: the tags and names from the body down to it, without
positions, so that it is the same for all rows of a list and on all pages of one template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import turbohtml

from scrapers.parsing.page.dom import Element
from scrapers.parsing.words.frame import ROW_STATES

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ID = re.compile(r"[A-Za-z_][A-Za-z_-]*")
"""An id with a number in it may be one page's own."""
_ROOTS = frozenset({"body", "html"})
_REPEATED = frozenset({"li", "tr", "dd", "dt", "a", "td"})
"""Elements whose classes often say how one stands among its like (`first`, `odd`)."""


class Places:
    """Places of one page's elements; each is worked out once."""

    def __init__(self) -> None:
        """Knows nothing yet."""
        self._known: dict[turbohtml.Node, str] = {}

    def of(self, element: Element) -> str:
        """`body>div.list>ul>li>a`: a CSS selector that matches the element and all that stand like it."""
        known = self._known
        line: list[tuple[turbohtml.Element, str]] = []
        node: turbohtml.Node | None = element.node
        while isinstance(node, turbohtml.Element):
            place = known.get(node)
            if place is not None or (tag := node.tag) in _ROOTS:
                break
            line.append((node, tag))
            node = node.parent
        else:
            place = None
        place = place or "body"
        for inner, tag in reversed(line):
            step = _step(tag, inner.attr("class") or "", inner.attr("id") or "")
            place = known[inner] = f"{place}>{step}"
        return place


def within(place: str, outer: str) -> str | None:
    """The rest of a place below `outer`, as a selector from there; None where it is not below it."""
    return place.removeprefix(f"{outer}>") if place.startswith(f"{outer}>") else None


@lru_cache(maxsize=4096)  # the boxes of a site are named alike on all its pages
def _step(tag: str, classes: str, own: str) -> str:
    names = classes.split()
    if tag in _REPEATED:
        names = [name for name in names if not ROW_STATES.fullmatch(name)]
    kept = dict.fromkeys(name for name in names if _NAME.fullmatch(name))
    mark = f"#{own}" if _ID.fullmatch(own) else ""
    escaped = tag.replace(":", r"\:")  # Word's <o:p>
    return f"{escaped}{mark}{''.join(f'.{name}' for name in kept)}"


def exclusive(anchors: Mapping[Element, str], limits: frozenset[Element]) -> dict[Element, Element]:
    """For each link, given with its address, the largest element around it that holds no link to another of
    these addresses: its row. It ends below `limits`, elements that are more than a row in any case."""
    held: dict[turbohtml.Node, set[str]] = {}
    for anchor, href in anchors.items():
        held.setdefault(anchor.node, set()).add(href)
        for around in anchor.node.ancestors:
            held.setdefault(around, set()).add(href)
    ends = {element.node for element in limits}
    return {anchor: _row(anchor, held, ends) for anchor in anchors}


def _row(anchor: Element, held: Mapping[turbohtml.Node, set[str]], ends: set[turbohtml.Element]) -> Element:
    row = anchor.node
    for around in anchor.node.ancestors:
        if not isinstance(around, turbohtml.Element) or around.tag in _ROOTS:
            break
        if len(held[around]) > 1 or around in ends:
            break
        row = around
    return anchor if row is anchor.node else Element(row)
