"""A page as the lines that a reader sees, in order, each with the block element it stands in.

All that reads fields works on these lines, so one walk over the tree serves them all. Inside a line the
borders of inline elements are kept as `MARK`: templates put each value into an element of its own, and the
border tells where a value ends although no blank is printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from scrapers.parsing.page.dom import BLOCKS, HIDDEN, Element, fold, walk

MARK = "\x1f"
"""Border of an inline element inside `Line.raw`."""

_UNDISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FORM_PARTS = frozenset({"select", "textarea", "button", "iframe", "noscript", "svg", "object"})


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


@dataclass(slots=True)
class PageLines:
    """All lines of a page, and for each element the lines it spans (`start` included, `end` not)."""

    lines: list[Line] = field(default_factory=list)
    spans: dict[Element, tuple[int, int]] = field(default_factory=dict)

    def of(self, element: Element) -> list[Line]:
        """The lines of one element; none for an inline element without a block inside."""
        start, end = self.spans.get(element, (0, 0))
        return self.lines[start:end]


def lines_of(root: Element) -> PageLines:
    """The lines of `root`'s body, scripts and form controls left out."""
    body = root.find("body")
    walker = _Walker()
    for begins, node in walk(root if body is None else body):
        if begins:
            walker.open(node)
        else:
            walker.close(node)
    walker.finish(root)
    return walker.page_lines


@lru_cache(maxsize=512)
def _is_undisplayed(style: str | None) -> bool:
    """Whether an inline style hides its element; templates repeat the few styles."""
    return bool(style and _UNDISPLAYED.search(style))


class _Walker:
    """State of the one walk: the open blocks, and the pieces of the line being gathered."""

    def __init__(self) -> None:
        self.page_lines = PageLines()
        self._blocks: list[Element] = []
        self._starts: list[int] = []
        self._pieces: list[str] = []
        self._linked = 0
        self._links = 0
        self._hidden = 0
        self._undisplayed = 0

    def open(self, node: Element) -> None:
        tag = node.tag
        if _is_undisplayed(node.get("style")):
            self._undisplayed += 1
        if tag in HIDDEN or tag in _FORM_PARTS:
            self._hidden += 1
        elif tag in BLOCKS:
            self._break(node)
            self._blocks.append(node)
            self._starts.append(len(self.page_lines.lines))
        else:
            self._pieces.append(MARK)
            self._links += tag == "a"
            self.page_lines.spans[node] = (len(self.page_lines.lines), len(self.page_lines.lines))
        self.text(node.text)

    def close(self, node: Element) -> None:
        tag = node.tag
        if tag in HIDDEN or tag in _FORM_PARTS:
            self._hidden -= 1
        elif tag in BLOCKS:
            self._break(node)
            self._blocks.pop()
            self.page_lines.spans[node] = (self._starts.pop(), len(self.page_lines.lines))
        else:
            self._pieces.append(MARK)
            self._links -= tag == "a"
            self.page_lines.spans[node] = (self.page_lines.spans[node][0], len(self.page_lines.lines))
        if self._undisplayed and _is_undisplayed(node.get("style")):
            self._undisplayed -= 1
        self.text(node.tail)

    def text(self, written: str | None) -> None:
        if written and not self._hidden:
            self._pieces.append(written)
            if self._links > 0:
                self._linked += len(written.strip())

    def finish(self, root: Element) -> None:
        self._break(root)

    def _break(self, node: Element) -> None:
        """Ends the line being gathered, if anything is shown in it."""
        raw = "".join(self._pieces)
        self._pieces.clear()
        text = fold(raw.replace(MARK, "")) if raw else ""
        if text:
            block = self._blocks[-1] if self._blocks else node
            hidden = self._undisplayed > 0
            self.page_lines.lines.append(
                Line(len(self.page_lines.lines), raw, block, self._linked, text, hidden)
            )
        self._linked = 0
