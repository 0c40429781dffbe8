"""A page as the lines that a reader sees, in order, each with the block element it stands in.

All that reads fields works on these lines, so one walk over the tree serves them all. Inside a line the
borders of inline elements are kept as `MARK`: templates put each value into an element of its own, and the
border tells where a value ends although no blank is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from itertools import islice
from typing import Any, NamedTuple, TypeVar

import turbohtml

from scrapers.parsing.page import limits
from scrapers.parsing.page.dom import BLOCKS, HIDDEN, REPEATED, Element, fold
from scrapers.parsing.page.repeated import Seen, name_before, seen_before
from scrapers.parsing.page.spans import Spans, Within, all_spans

T = TypeVar("T")

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


class Line(NamedTuple):
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


_LINE_OF: Callable[[tuple[Any, ...]], Line] = partial(tuple.__new__, Line)
"""`Line` of what it consists of, without a call of the interpreter's: pages repeat most of their lines."""


@dataclass(slots=True)
class PageLines:
    """All lines of a page, and for each element the lines it spans (`start` included, `end` not)."""

    lines: list[Line] = field(default_factory=list)
    spans: Spans = field(default_factory=Spans)
    repeated: list[tuple[int, Seen]] = field(default_factory=list)
    """Blocks that were seen before, in page order, none within another, each behind the number of its first
    line."""

    def of(self, element: Element) -> list[Line]:
        """The lines of one element; none for an inline element without a block inside."""
        start, end = self.spans.of(element)
        return self.lines[start:end]

    def told(self, reads: Callable[[Line], T | None]) -> list[tuple[Line, T]]:
        """The lines of which `reads` makes something, each with what that is. It may look at a line's texts,
        its links and whether it is shown, no further: what it makes of a block's lines is remembered."""
        lines, found, end = self.lines, list[tuple[Line, T]](), 0
        for start, seen in self.repeated:
            found += [(line, told) for line in lines[end:start] if (told := reads(line)) is not None]
            end = start + seen.count
            if (before := seen.told.get(reads)) is None:
                before = seen.told[reads] = [
                    (place, told)
                    for place, line in enumerate(lines[start:end])
                    if (told := reads(line)) is not None
                ]
            found += [(lines[start + place], told) for place, told in before]
        return found + [(line, told) for line in lines[end:] if (told := reads(line)) is not None]


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
    spans = Spans(start, gathered.spans, gathered.closed)
    return PageLines(gathered.lines, spans, gathered.repeated)


@lru_cache(maxsize=REPEATED)
def _shown_before(raw: str) -> str:
    return fold(raw.replace(MARK, ""))


class _Gathered:
    """The lines so far, and the pieces of the next."""

    __slots__ = ("blocks", "closed", "lines", "linked", "pieces", "repeated", "spans", "undisplayed")

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.spans: dict[turbohtml.Element, tuple[int, int]] = {}
        self.closed: dict[turbohtml.Element, Within] = {}
        """Of blocks that were seen before the spans of what is in them."""
        self.pieces: list[str] = []
        self.linked = 0
        """Characters of the pieces that stand inside links."""
        self.blocks: list[turbohtml.Element] = []
        """The open ones."""
        self.undisplayed = 0
        """How many of the open elements are not displayed."""
        self.repeated: list[tuple[int, Seen]] = []
        """The blocks that were seen before, each behind the number of its first line."""

    def end_line(self, node: turbohtml.Element) -> None:
        """Ends the line, if anything is shown in it. One that stands in no block goes with the element `node`
        that ends it."""
        pieces = self.pieces
        if len(pieces) == 1:
            raw = pieces.pop()
        else:
            raw = "".join(pieces)
            pieces.clear()
        if not raw.isspace():  # as is one that is all borders
            self.add(raw, self.blocks[-1] if self.blocks else node)
        self.linked = 0

    def add(self, raw: str, block: turbohtml.Element) -> None:
        """Adds a line that is more than blanks, unless it shows nothing."""
        text = _shown_before(raw) if len(raw) <= limits.REPEATED_LINE else fold(raw.replace(MARK, ""))
        if text:
            lines = self.lines
            lines.append(_LINE_OF((len(lines), raw, block, self.linked, text, self.undisplayed > 0)))

    def took_leaf(self, node: turbohtml.Element, children: Sequence[turbohtml.Node]) -> bool:
        """Goes through a block that is empty or one text, as most are: nothing need be opened for it. False
        of any other, which is left as it is."""
        only = children[0] if children else None
        if only is not None and not isinstance(only, turbohtml.Text):
            return False
        if self.pieces:
            self.end_line(node)
        first = len(self.lines)
        if only is not None and not (text := only.data).isspace():
            self.add(text, node)
        self.spans[node] = (first, len(self.lines))
        return True


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
        name = name_before(level, child.tag, child.attr("class"), child.attr("id"))
        if name.is_fruitless():
            _walk(child, hides, gathered)
            continue
        if gathered.pieces:
            gathered.end_line(child)
        markup = child.serialize()
        if not limits.BLOCK <= len(markup) <= limits.LONGEST_BLOCK:
            _walk(child, hides, gathered)
            continue
        seen = seen_before(markup)
        if seen.lines is not None:
            _repeat(child, seen, gathered)
            name.in_vain = 0
            continue
        repeated = len(gathered.repeated)
        lines, spans = len(gathered.lines), len(gathered.spans)
        gathered.blocks.append(child)
        _by_blocks(child, hides, gathered, level + 1)
        if gathered.pieces:
            gathered.end_line(child)
        gathered.blocks.pop()
        gathered.spans[child] = (lines, len(gathered.lines))
        if seen.again and not _AMBIGUOUS.search(markup):
            _remember(child, seen, gathered, lines, spans)
        name.in_vain = 0 if seen.again or len(gathered.repeated) > repeated else name.in_vain + 1
        seen.again = True


def _remember(node: turbohtml.Element, seen: Seen, gathered: _Gathered, lines: int, spans: int) -> None:
    """Keeps what a block gave: all lines from number `lines` on, and all spans from number `spans` on."""
    numbers = {element: number for number, element in enumerate(node.iter_elements(include_self=True))}
    spanning = list(all_spans(islice(gathered.spans.items(), spans, None), gathered.closed))
    seen.elements = [numbers[element] for element, _ in spanning]
    seen.spans = [(first - lines, end - lines) for _, (first, end) in spanning]
    own = gathered.lines[lines:]
    seen.count = len(own)
    seen.lines = (
        [line.raw for line in own],
        [numbers[line.block] for line in own],
        [line.linked for line in own],
        [line.text for line in own],
        [line.hidden for line in own],
    )


def _repeat(node: turbohtml.Element, seen: Seen, gathered: _Gathered) -> None:
    """Adds to the page what a block gave before."""
    elements = list(node.iter_elements(include_self=True))
    lines = gathered.lines
    start = len(lines)
    assert seen.lines is not None
    gathered.spans[node] = (start, start + seen.count)
    gathered.closed[node] = partial(seen.within, elements, start)
    gathered.repeated.append((start, seen))
    raws, blocks, linked, texts, hidden = seen.lines
    around = map(elements.__getitem__, blocks)
    numbers = range(start, start + seen.count)
    lines += map(_LINE_OF, zip(numbers, raws, around, linked, texts, hidden, strict=True))


def _walk(start: turbohtml.Node, hides: Collection[turbohtml.Element], gathered: _Gathered) -> None:
    """Goes through `start` and all nodes in it, in document order, once for every page: no calls that could
    be left out. An element ends behind the last node that is in it.
    """
    lines, pieces, blocks = gathered.lines, gathered.pieces, gathered.blocks
    spans, end_line, took_leaf = gathered.spans, gathered.end_line, gathered.took_leaf
    opened: list[tuple[Any, int, int]] = []
    levels: list[Iterator[Any]] = [iter((start,))]
    links = unshown = 0
    while True:
        for node in levels[-1]:
            if isinstance(node, turbohtml.Text):
                if not unshown:
                    text = node.data
                    pieces.append(text)
                    if links:
                        gathered.linked += len(text.strip())
                continue
            kind = _KINDS.get(node.tag, _INLINE) if isinstance(node, turbohtml.Element) else _HOLDER
            children = node.children
            if hides and node in hides:
                gathered.undisplayed += 1
            elif (
                kind == _BLOCK and len(children) < 2 and not (links or unshown) and took_leaf(node, children)
            ):
                continue
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
            levels.append(iter(children))
            break
        else:
            levels.pop()
            if not opened:
                return
            node, kind, first = opened.pop()
            if kind == _BLOCK:
                if pieces:
                    end_line(node)
                blocks.pop()
            elif kind <= _LINK:
                pieces.append(MARK)
                links -= kind
            elif kind != _HOLDER:
                unshown -= 1
            if kind <= _PLACE:
                spans[node] = (first, len(lines))
            if hides and node in hides:
                gathered.undisplayed -= 1
