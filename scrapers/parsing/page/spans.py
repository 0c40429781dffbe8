"""Which of a page's lines each element spans."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import turbohtml

from scrapers.parsing.page.dom import Element

Within = Callable[[], dict[turbohtml.Element, tuple[int, int]]]
"""Finds the spans of a block and the elements in it, inner ones before those around them, itself the last."""


def all_spans(
    known: Iterable[tuple[turbohtml.Element, tuple[int, int]]], closed: Mapping[turbohtml.Element, Within]
) -> Iterator[tuple[turbohtml.Element, tuple[int, int]]]:
    """The spans that are known, before that of a closed block those of the elements in it."""
    for node, span in known:
        if node in closed:
            yield from closed[node]().items()
        else:
            yield node, span


class Spans:
    """For each element of the body the lines it spans: the first, and the one past the last.

    They are kept by the tree's own nodes, of which each element is a view: making a view of every element
    takes longer than everything else that is done with a page. A block that the site repeats is closed: of
    the elements in it nobody asks on most pages, so that what they span is found out where somebody does.
    """

    __slots__ = ("_closed", "_of", "_start")

    def __init__(
        self,
        start: turbohtml.Element | None = None,
        of: dict[turbohtml.Element, tuple[int, int]] | None = None,
        closed: dict[turbohtml.Element, Within] | None = None,
    ) -> None:
        """`of`: of `start` and the elements in it, inner ones before those around them; without those within
        the blocks `closed`."""
        self._start, self._of, self._closed = start, of or {}, closed or {}

    def get(self, element: Element) -> tuple[int, int] | None:
        """What an element spans; None where it is none of the body's."""
        return self._spans(element.node)

    def of(self, element: Element, otherwise: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """What an element spans; `otherwise` where it is none of the body's."""
        return self._spans(element.node) or otherwise

    def named(
        self, fits: Callable[[str, str | None, str | None], bool], among: str | None = None
    ) -> list[Element]:
        """The elements whose name, class and id fit, inner ones before those around them. `among`: a selector
        of all that may."""
        if among is None or self._start is None:
            self._open()
            return [Element(node) for node in self._of if fits(node.tag, node.attr("class"), node.attr("id"))]
        found = {
            node
            for node in (self._start, *self._start.select(among))
            if fits(node.tag, node.attr("class"), node.attr("id")) and self._spans(node)
        }
        if len(found) > 1:
            self._open()  # for the order
        ordered = found if len(found) < 2 else (node for node in self._of if node in found)
        return [Element(node) for node in ordered]

    def inside(self, element: Element) -> Iterator[tuple[turbohtml.Element, tuple[int, int]]]:
        """The elements right inside an element that span lines of the body, and what they span."""
        for child in element.node.children:
            if isinstance(child, turbohtml.Element) and (span := self._spans(child)):
                yield child, span

    def __contains__(self, element: Element) -> bool:
        return self._spans(element.node) is not None

    def _spans(self, node: turbohtml.Element) -> tuple[int, int] | None:
        return self._of.get(node) or (self._within(node) if self._closed else None)

    def _within(self, node: turbohtml.Element) -> tuple[int, int] | None:
        """What an element spans that is not known to: one that stands within a closed block."""
        around = node.parent
        while isinstance(around, turbohtml.Element):
            if around in self._closed:
                self._open()
                return self._of.get(node)
            if around in self._of:
                return None
            around = around.parent
        return None

    def _open(self) -> None:
        """Opens all closed blocks."""
        if self._closed:
            self._of, self._closed = dict(all_spans(self._of.items(), self._closed)), {}
