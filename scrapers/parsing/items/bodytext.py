"""Where the item's own text stands on the page, and that text without what changes from fetch to fetch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from scrapers.parsing.items import limits
from scrapers.parsing.page.dom import REPEATED, SHORT, Element
from scrapers.parsing.page.lines import Line, PageLines
from scrapers.parsing.page.pairs import Pair
from scrapers.parsing.words.frame import FOOTER_LINES
from scrapers.parsing.words.item import (
    AFTER,
    BODY_TAGS,
    DOWNLOADS,
    EDITORS,
    FIRST_PARTS,
    TOOL_LINES,
    VOLATILE,
)
from scrapers.parsing.words.labels import HEAD_LABELS

_BOX_TAGS = """
    body div section article main td tr tbody table center form ucapcontent founder-content span font li
    ul dd dl
"""
_BOXES = frozenset(_BOX_TAGS.split())

_PICTURES = ("img", "video", "audio", "source", "iframe", "embed", "object")
_SALUTATION = re.compile(r"[\u4e00-\u9fff）)][:：]$")
_SENTENCE = re.compile("[，。；]")
"""What a paragraph has and a line of many issuing bodies has not."""


def body_of(root: Element, page_lines: PageLines, headline: int | None, pairs: list[Pair]) -> Element:
    """The element that holds the item's text: an editor's own box, else the box with most of the page's prose
    below the headline; `root` where nothing stands out. An empty editor's box is the body of an item that is
    a picture, a film or a file.
    """
    editors = page_lines.spans.named(_is_editor, _NAMED)
    weights = _weights(page_lines, headline, _head_lines(pairs))
    best = _heaviest(page_lines, editors, weights)
    densest = _densest(root, page_lines, weights)
    if best is None:
        return densest
    mass, rival = _mass(page_lines, best, weights), _mass(page_lines, densest, weights)
    return best if mass >= rival * limits.EDITOR or (not mass and rival < limits.BESIDE_PICTURE) else densest


def _heaviest(page_lines: PageLines, boxes: list[Element], weights: list[int]) -> Element | None:
    """The box with the most prose, of such as have alike the one of the most lines; None of none."""
    if len(boxes) < 2:
        return boxes[0] if boxes else None
    return max(boxes, key=lambda node: (_mass(page_lines, node, weights), _breadth(page_lines, node)))


def head_end(page_lines: PageLines, headline: int | None, pairs: list[Pair], body: Element) -> int:
    """Number of the last line of the item's head (title, date, source, counters), -1 without head.

    The head ends before a body that starts below the headline, at the first paragraph, and where six lines
    in a row print no label of a head.
    """
    if headline is None:
        starts = [p.line for p in pairs if p.kind in ("published", "unit")]
        headline = starts[0] - 1 if starts else -1
    start = page_lines.spans.of(body)[0]
    limit = _past_head(pairs, headline, start) if start > headline else len(page_lines.lines)
    labelled = _head_lines(pairs)
    last = headline
    for line in page_lines.lines[headline + 1 : limit]:
        if line.number in labelled:
            last = line.number
        elif (
            line.plain > limits.PARAGRAPH
            or _SALUTATION.search(line.text)
            or line.number - last > limits.HEAD_GAP
        ):
            break
    return last


def _past_head(pairs: list[Pair], headline: int, start: int) -> int:
    """Where the head ends at the latest: at the body's first line `start`, or behind it where that one is the
    page's line of date and source, written into one box with the text.
    """
    dated = [p.line for p in pairs if p.kind == "published" and p.value and headline < p.line <= start]
    return start + 1 if dated[:1] == [start] else start


def content_lines(page_lines: PageLines, body: Element, after: int) -> list[Line]:
    """The body's lines below line `after`, up to what follows an item (neighbours, tools, related lists)."""
    lines = [line for line in page_lines.of(body) if line.number > after]
    plains = [line.plain for line in lines]
    rest, before = sum(plains), 0
    for place, (line, plain) in enumerate(zip(lines, plains, strict=True)):
        rest -= plain
        if (
            place
            and len(line.text) < limits.PARAGRAPH
            and AFTER.match(line.text)
            and (rest < limits.TAIL or before > rest)
        ):
            return lines[:place]
        before += plain
    return lines


def body_text(lines: list[Line]) -> str:
    """The lines as text, one each, without counters, today's date and tool words."""
    texts = (_steady(line.text) for line in lines if not TOOL_LINES.match(line.text))
    return "\n".join(text for text in texts if text)


def _steady(text: str) -> str:
    """A line without counters. Only short lines are counters: a report's own 访问量 is its content."""
    steady = DOWNLOADS.sub("", text)
    return VOLATILE.sub("", steady).strip() if len(text) < limits.COUNTER else steady


def pictures(page_lines: PageLines, body: Element, lines: range) -> list[str]:
    """Addresses as written of the pictures, films and frames that stand among those lines, in the body or
    in the box around it: the box with most of the text may leave out what stands beside it."""
    parent = body.getparent()
    around = body if parent is None or parent.tag in ("html", "body") else parent
    shown = (
        node for node in around.iter(*_PICTURES) if page_lines.spans.of(node, (lines.start, 0))[0] in lines
    )
    written = (node.get(name) for node in shown for name in ("src", "data-src", "data-original", "data"))
    return [address.strip() for address in written if address and address.strip()]


def letterhead(lines: list[Line]) -> Iterator[Line]:
    """The first lines above salutation and first paragraph: where a document prints its number."""
    for line in lines[: limits.LETTERHEAD]:
        if _SALUTATION.search(line.text):
            break
        if (
            len(line.text) > limits.LETTERHEAD_LINE
            and _SENTENCE.search(line.text)
            and not line.text.startswith(("（", "("))
        ):
            break
        if FIRST_PARTS.match(line.text):
            break
        yield line


_NAMED = ", ".join(("[class]", "[id]", *sorted(BODY_TAGS)))
"""The elements that `_is_editor` may fit."""


@lru_cache(maxsize=4096)
def _is_editor(tag: str, classes: str | None, identity: str | None) -> bool:
    """Whether an element is named like the box of an editor's text; templates repeat the few names."""
    if classes is None and identity is None:
        return tag in BODY_TAGS
    return bool(EDITORS.search(f"{classes or ''} {identity or ''}"))


def _head_lines(pairs: list[Pair]) -> set[int]:
    """Lines with a label that an item's head or property box prints."""
    return {p.line for p in pairs if p.kind not in ("other", "title") or p.label in HEAD_LABELS}


def _weights(page_lines: PageLines, headline: int | None, head: set[int]) -> list[int]:
    """Running sum of prose characters: shown, unlinked, below the headline, neither head nor footer."""
    above = 0 if headline is None else headline + 1
    counts = [0] * max(above, len(page_lines.lines))
    for line, plain in page_lines.told(_prose):
        counts[line.number] = plain
    counts[:above] = [0] * above
    for number in head:
        counts[number] = 0
    return [0, *accumulate(counts)]


def _prose(line: Line) -> int | None:
    """Characters of a line that may be of a text; None where there are none."""
    plain = len(line.text) - line.linked
    return plain if plain > 0 and not line.hidden and not _is_foot(line.text) else None


def _is_foot(text: str) -> bool:
    return _is_foot_before(text) if len(text) <= SHORT else FOOTER_LINES.search(text) is not None


@lru_cache(maxsize=REPEATED)
def _is_foot_before(text: str) -> bool:
    return FOOTER_LINES.search(text) is not None


def _mass(page_lines: PageLines, node: Element, sums: list[int]) -> int:
    start, end = page_lines.spans.of(node, (0, len(page_lines.lines)))
    return sums[end] - sums[start]


def _breadth(page_lines: PageLines, node: Element) -> int:
    start, end = page_lines.spans.of(node)
    return end - start


def _densest(root: Element, page_lines: PageLines, sums: list[int]) -> Element:
    """Downwards from the body, into the one child that holds most of the prose, until none does."""
    body = root.find("body")
    node: Element = root if body is None else body
    whole = _mass(page_lines, node, sums)
    while whole:
        most, best = -1, None
        for child, span in page_lines.spans.inside(node):
            if child.tag in _BOXES:
                mass = sums[span[1]] - sums[span[0]]
                if mass > most:
                    most, best = mass, child
        if best is None or most < limits.DENSE * whole:
            break
        node, whole = Element(best), most
    return node
