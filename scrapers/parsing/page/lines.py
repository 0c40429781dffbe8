"""A page as the lines that a reader sees, in order, each with the block element it stands in.

All that reads fields works on these lines, so one walk over the tree serves them all. Inside a line the
borders of inline elements are kept as `MARK`: templates put each value into an element of its own, and the
border tells where a value ends although no blank is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import turbohtml

from scrapers.parsing.page.dom import BLOCKS, HIDDEN, Element, fold

MARK = "\x1f"
"""Border of an inline element inside `Line.raw`."""

_UNDISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FORM_PARTS = frozenset({"select", "textarea", "button", "iframe", "noscript", "svg", "object"})
_PLACED = frozenset({"textarea", "iframe", "object"})
"""Of those that show no line: what may be all that stands in its place."""
_UNSHOWN = HIDDEN | _FORM_PARTS


@dataclass(slots=True, eq=False)
class Line:
    """One line of shown text."""

    number: int
    raw: str
    """The text with `MARK` at inline borders, white space as written."""
    node: Element
    """The innermost block element around it."""
    linked: int
    """Characters of it that stand inside links."""
    text: str = ""
    """Folded, without marks."""
    hidden: bool = False
    """Whether it stands under `display:none`: a copy for printing, data for a script, a closed tab."""

    @property
    def plain(self) -> int:
        """Characters outside links."""
        return max(0, len(self.text) - self.linked)


class Spans:
    """For each element of the body the lines it spans: the first, and the one past the last.

    They are kept by the tree's own nodes, of which each element is a view: making a view of every element
    takes longer than everything else that is done with a page.
    """

    __slots__ = ("_of",)

    def __init__(self, of: dict[turbohtml.Element, tuple[int, int]]) -> None:
        self._of = of

    def get(self, element: Element) -> tuple[int, int] | None:
        """What an element spans; None where it is none of the body's."""
        return self._of.get(element.node)

    def of(self, element: Element, otherwise: tuple[int, int] = (0, 0)) -> tuple[int, int]:
        """What an element spans; `otherwise` where it is none of the body's."""
        return self._of.get(element.node, otherwise)

    def named(self, fits: Callable[[str, str | None, str | None], bool]) -> list[Element]:
        """The elements whose name, class and id fit, inner ones before those around them."""
        return [Element(node) for node in self._of if fits(node.tag, node.attr("class"), node.attr("id"))]

    def __contains__(self, element: Element) -> bool:
        return element.node in self._of


@dataclass(slots=True)
class PageLines:
    """All lines of a page, and for each element the lines it spans (`start` included, `end` not)."""

    lines: list[Line] = field(default_factory=list)
    spans: Spans = field(default_factory=lambda: Spans({}))

    def of(self, element: Element) -> list[Line]:
        """The lines of one element; none for an inline element without a block inside."""
        start, end = self.spans.of(element)
        return self.lines[start:end]


def lines_of(root: Element) -> PageLines:
    """The lines of `root`'s body, scripts and form controls left out."""
    body = root.find("body")
    start = (root if body is None else body).node
    walker = _Walker(start)
    walker.walk()
    return PageLines(walker.lines, Spans(walker.spans))


class _Walker:
    """State of the one walk: the open elements, and the pieces of the line being gathered."""

    def __init__(self, start: turbohtml.Element) -> None:
        self.lines: list[Line] = []
        self.spans: dict[turbohtml.Element, tuple[int, int]] = {}
        self._start = start
        self._open: list[turbohtml.Node] = []
        self._firsts: list[int] = []
        """For each of the open elements the number of its first line."""
        self._blocks: list[turbohtml.Element] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = self._unshown = self._undisplayed = 0
        styled: Iterable[turbohtml.Element] = start.select('[style*="display" i]')
        self._hides = {
            node for node in (start, *styled) if _UNDISPLAYED.search(str(node.attr("style") or ""))
        }

    def walk(self) -> None:
        """Through all nodes in document order. An element ends before the first node that is not in it."""
        self._begin(self._start)
        opened, gather = self._open, self._pieces.append
        for node in self._start.descendants:
            around = node.parent
            while opened[-1] is not around:
                self._end(opened.pop())
            if isinstance(node, turbohtml.Text):
                if not self._unshown:
                    gather(node.data)
                    if self._links:
                        self._linked += len(node.data.strip())
            elif isinstance(node, turbohtml.Element):
                self._begin(node)
            else:  # what a template holds
                opened.append(node)
                self._firsts.append(len(self.lines))
        while opened:
            self._end(opened.pop())
        self._break(self._start)

    def _begin(self, node: turbohtml.Element) -> None:
        tag = node.tag
        if self._hides and node in self._hides:
            self._undisplayed += 1
        if tag in BLOCKS:
            self._break(node)
            self._blocks.append(node)
        elif tag in _UNSHOWN:
            self._unshown += 1
        else:
            self._pieces.append(MARK)
            if tag == "a":
                self._links += 1
        self._open.append(node)
        self._firsts.append(len(self.lines))

    def _end(self, node: turbohtml.Node) -> None:
        first = self._firsts.pop()
        if not isinstance(node, turbohtml.Element):
            return
        tag = node.tag
        if tag in BLOCKS:
            self._break(node)
            self._blocks.pop()
            self.spans[node] = (first, len(self.lines))
        elif tag in _UNSHOWN:
            self._unshown -= 1
            if tag in _PLACED:
                self.spans[node] = (first, len(self.lines))
        else:
            self._pieces.append(MARK)
            if tag == "a":
                self._links -= 1
            self.spans[node] = (first, len(self.lines))
        if self._hides and node in self._hides:
            self._undisplayed -= 1

    def _break(self, node: turbohtml.Element) -> None:
        """Ends the line being gathered, if anything is shown in it. One that stands in no block goes with the
        element that ends it."""
        if not self._pieces:
            return
        raw = "".join(self._pieces)
        self._pieces.clear()
        text = "" if raw.isspace() else fold(raw.replace(MARK, ""))
        if text:
            block = Element(self._blocks[-1] if self._blocks else node)
            hidden = self._undisplayed > 0
            self.lines.append(Line(len(self.lines), raw, block, self._linked, text, hidden))
        self._linked = 0
