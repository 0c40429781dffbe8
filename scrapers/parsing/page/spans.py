"""Which of a page's lines each element spans."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import turbohtml

from scrapers.parsing.page.dom import Element


class Spans:
    """For each element of the body the lines it spans: the first, and the one past the last.

    They are kept by the tree's own nodes, of which each element is a view: making a view of every element
    takes longer than everything else that is done with a page.
    """

    __slots__ = ("_of", "_start")

    def __init__(
        self,
        start: turbohtml.Element | None = None,
        of: dict[turbohtml.Element, tuple[int, int]] | None = None,
    ) -> None:
        """`of`: of `start` and the elements in it, inner ones before those around them."""
        self._start, self._of = start, of or {}

    def get(self, element: Element) -> tuple[int, int] | None:
        """What an element spans; None where it is none of the body's."""
        return self._of.get(element.node)

    def of(self, element: Element, otherwise: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """What an element spans; `otherwise` where it is none of the body's."""
        return self._of.get(element.node, otherwise)

    def named(
        self, fits: Callable[[str, str | None, str | None], bool], among: str | None = None
    ) -> list[Element]:
        """The elements whose name, class and id fit, inner ones before those around them. `among`: a selector
        of all that may."""
        if among is None or self._start is None:
            return [Element(node) for node in self._of if fits(node.tag, node.attr("class"), node.attr("id"))]
        found = {
            node
            for node in (self._start, *self._start.select(among))
            if fits(node.tag, node.attr("class"), node.attr("id")) and node in self._of
        }
        ordered = found if len(found) < 2 else (node for node in self._of if node in found)
        return [Element(node) for node in ordered]

    def inside(self, element: Element) -> Iterator[tuple[turbohtml.Element, tuple[int, int]]]:
        """The elements right inside an element that span lines of the body, and what they span."""
        for child in element.node.children:
            if isinstance(child, turbohtml.Element) and (span := self._of.get(child)):
                yield child, span

    def __contains__(self, element: Element) -> bool:
        return element.node in self._of
