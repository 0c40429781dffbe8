"""A page as the lines that a reader sees, in order, each with the block element it stands in.

All that reads fields works on these lines, so one walk over the tree serves them all. Inside a line the
borders of inline elements are kept as `MARK`: templates put each value into an element of its own, and the
border tells where a value ends although no blank is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, islice
from typing import Any

import turbohtml

from scrapers.parsing.page import limits
from scrapers.parsing.page.dom import BLOCKS, HIDDEN, REPEATED, Element, fold

MARK = "\x1f"
"""Border of an inline element inside `Line.raw`."""

_UNDISPLAYED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_FORM_PARTS = frozenset({"select", "textarea", "button", "iframe", "noscript", "svg", "object"})
_PLACED = frozenset({"textarea", "iframe", "object"})
"""Of those that show no line: what may be all that stands in its place."""
_AMBIGUOUS = re.compile("<(?:template|plaintext|xmp|noembed|noframes|svg|math)")
"""Elements whose markup may be that of another tree."""
_INLINE, _LINK, _BLOCK, _PLACE, _HIDDEN, _HOLDER = range(6)
"""What an element is to a line: a part of it, a link in it, its border; in the others no text is shown, and
of them only a place stands for something. The last is what a template holds."""
_KINDS = (
    {tag: _PLACE if tag in _PLACED else _HIDDEN for tag in HIDDEN | _FORM_PARTS}
    | dict.fromkeys(BLOCKS, _BLOCK)
    | {"a": _LINK}
)


@dataclass(slots=True, eq=False)
class Line:
    """One line of shown text."""

    number: int
    raw: str
    """The text with `MARK` at inline borders, white space as written."""
    block: turbohtml.Element
    """The innermost block element around it."""
    linked: int
    """Characters of it that stand inside links."""
    text: str = ""
    """Folded, without marks."""
    hidden: bool = False
    """Whether it stands under `display:none`: a copy for printing, data for a script, a closed tab."""

    @property
    def node(self) -> Element:
        """A view of the block; of one block the same as long as it is kept."""
        return Element(self.block)

    @property
    def plain(self) -> int:
        """Characters outside links."""
        return max(0, len(self.text) - self.linked)


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

    def __contains__(self, element: Element) -> bool:
        return element.node in self._of


@dataclass(slots=True)
class PageLines:
    """All lines of a page, and for each element the lines it spans (`start` included, `end` not)."""

    lines: list[Line] = field(default_factory=list)
    spans: Spans = field(default_factory=Spans)

    def of(self, element: Element) -> list[Line]:
        """The lines of one element; none for an inline element without a block inside."""
        start, end = self.spans.of(element)
        return self.lines[start:end]


def lines_of(root: Element) -> PageLines:
    """The lines of `root`'s body, scripts and form controls left out."""
    body = root.find("body")
    start = (root if body is None else body).node
    styled = start.select('[style*="display" i]')
    hides = {node for node in (start, *styled) if _UNDISPLAYED.search(str(node.attr("style") or ""))}
    gathered = _Gathered()
    if start.tag == "body" and start not in hides:
        gathered.pieces.append(MARK)
        _by_blocks(start, hides, gathered)
        gathered.pieces.append(MARK)
        gathered.spans[start] = (0, len(gathered.lines))
    else:
        _walk(start, hides, gathered)
    if gathered.pieces:
        gathered.end_line(start)
    return PageLines(gathered.lines, Spans(start, gathered.spans))


@lru_cache(maxsize=REPEATED)
def _shown_before(raw: str) -> str:
    return fold(raw.replace(MARK, ""))


class _Gathered:
    """The lines so far, and the pieces of the next."""

    __slots__ = ("blocks", "lines", "linked", "pieces", "spans", "undisplayed")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.spans: dict[turbohtml.Element, tuple[int, int]] = {}
        self.pieces: list[str] = []
        self.linked = 0
        """Characters of the pieces that stand inside links."""
        self.blocks: list[turbohtml.Element] = []
        """The open ones."""
        self.undisplayed = 0
        """How many of the open elements are not displayed."""

    def end_line(self, node: turbohtml.Element) -> None:
        """Ends the line, if anything is shown in it. One that stands in no block goes with the element `node`
        that ends it."""
        pieces = self.pieces
        raw = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if not raw.isspace():  # as is one that is all borders
            text = _shown_before(raw) if len(raw) <= limits.REPEATED_LINE else fold(raw.replace(MARK, ""))
            if text:
                block = self.blocks[-1] if self.blocks else node
                lines = self.lines
                lines.append(Line(len(lines), raw, block, self.linked, text, self.undisplayed > 0))
        self.linked = 0


class _Past:
    """What stands behind the last node of a page, so that all elements end before it."""

    parent = None


_PAST = (_Past(),)


def _by_blocks(
    around: turbohtml.Element, hides: Collection[turbohtml.Element], gathered: _Gathered, level: int = 0
) -> None:
    """Goes through all nodes in `around`. Of a block that was walked through before, on this page or another,
    word for word, the lines are the same, whatever stands around it: a block begins and ends them."""
    for child in around.children:
        if isinstance(child, turbohtml.Text):
            gathered.pieces.append(child.data)
            continue
        block = isinstance(child, turbohtml.Element) and _KINDS.get(child.tag) == _BLOCK
        if not isinstance(child, turbohtml.Element) or not block or child in hides or level == limits.LEVELS:
            _walk(child, hides, gathered)
            continue
        if gathered.pieces:
            gathered.end_line(child)
        markup = child.serialize()
        if not limits.BLOCK <= len(markup) <= limits.LONGEST_BLOCK:
            _walk(child, hides, gathered)
            continue
        seen = _seen_before(markup)
        if seen.lines is not None:
            _repeat(child, seen, gathered)
            continue
        lines, spans = len(gathered.lines), len(gathered.spans)
        gathered.blocks.append(child)
        _by_blocks(child, hides, gathered, level + 1)
        if gathered.pieces:
            gathered.end_line(child)
        gathered.blocks.pop()
        gathered.spans[child] = (lines, len(gathered.lines))
        if seen.again and not _AMBIGUOUS.search(markup):
            _remember(child, seen, gathered, lines, spans)
        seen.again = True


@dataclass(slots=True)
class _Seen:
    """What a block gives: of its elements the number in it, of its lines the number in its first."""

    again: bool = False
    """Whether it was seen before: what stands on one page only is not worth keeping."""
    lines: list[tuple[str, int, int, str, bool]] | None = None
    """Of each line its text as written, number of its block, linked characters, its text, whether hidden."""
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    """Number of an element, and its span."""


@lru_cache(maxsize=limits.BLOCKS)
def _seen_before(markup: str) -> _Seen:
    return _Seen()


def _remember(node: turbohtml.Element, seen: _Seen, gathered: _Gathered, lines: int, spans: int) -> None:
    """Keeps what a block gave: all lines from number `lines` on, and all spans from number `spans` on."""
    numbers = {element: number for number, element in enumerate(node.iter_elements(include_self=True))}
    seen.spans = [
        (numbers[element], first - lines, end - lines)
        for element, (first, end) in islice(gathered.spans.items(), spans, None)
    ]
    seen.lines = [
        (line.raw, numbers[line.block], line.linked, line.text, line.hidden)
        for line in gathered.lines[lines:]
    ]


def _repeat(node: turbohtml.Element, seen: _Seen, gathered: _Gathered) -> None:
    """Adds to the page what a block gave before."""
    elements = list(node.iter_elements(include_self=True))
    lines, spans = gathered.lines, gathered.spans
    start = len(lines)
    for element, first, end in seen.spans:
        spans[elements[element]] = (start + first, start + end)
    for number, (raw, block, linked, text, hidden) in enumerate(seen.lines or (), start):
        lines.append(Line(number, raw, elements[block], linked, text, hidden))


def _walk(start: turbohtml.Node, hides: Collection[turbohtml.Element], gathered: _Gathered) -> None:
    """Goes through `start` and all nodes in it, in document order, once for every page: no calls that could
    be left out. An element ends before the first node that is not in it.
    """
    lines, pieces, blocks, end_line = gathered.lines, gathered.pieces, gathered.blocks, gathered.end_line
    spans = gathered.spans
    opened: list[tuple[Any, int, int]] = [(None, _HOLDER, 0)]
    links = unshown = 0
    innermost = None
    nodes: Iterable[Any] = chain((start,), start.descendants, _PAST)
    for node in nodes:
        around = node.parent if node is not start else None
        while innermost is not around:
            ended, kind, first = opened.pop()
            if kind == _BLOCK:
                if pieces:
                    end_line(ended)
                blocks.pop()
            elif kind <= _LINK:
                pieces.append(MARK)
                links -= kind
            elif kind != _HOLDER:
                unshown -= 1
            if kind <= _PLACE:
                spans[ended] = (first, len(lines))
            if hides and ended in hides:
                gathered.undisplayed -= 1
            innermost = opened[-1][0]
        if isinstance(node, turbohtml.Text):
            if not unshown:
                text = node.data
                pieces.append(text)
                if links:
                    gathered.linked += len(text.strip())
            continue
        kind = _KINDS.get(node.tag, _INLINE) if isinstance(node, turbohtml.Element) else _HOLDER
        if hides and node in hides:
            gathered.undisplayed += 1
        if kind == _BLOCK:
            if pieces:
                end_line(node)
            blocks.append(node)
        elif kind <= _LINK:
            pieces.append(MARK)
            links += kind
        elif kind != _HOLDER:
            unshown += 1
        opened.append((node, kind, len(lines)))
        innermost = node
