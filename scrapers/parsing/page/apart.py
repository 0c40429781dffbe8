"""Labels in one row, column or list, and their values in the next one: `label` and `value` are no neighbours.

The two are parallel: as many values as labels, the first for the first. That is believed of boxes that hold
nothing else and where every day and number stands behind a label of one; one value out of place and none is
read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import turbohtml

from scrapers.parsing.page import limits
from scrapers.parsing.page.dates import find_moment, is_short_date, parse_moment
from scrapers.parsing.page.dom import HIDDEN, REPEATED, Element, fold, text_of
from scrapers.parsing.page.lines import MARK, Line, PageLines
from scrapers.parsing.page.pairs import BLANKS, Pair, label_of, two_sides
from scrapers.parsing.words.labels import LABELS, NO_NUMBER, NUMBERLESS_KINDS, PROPERTY_LABELS

_UNLISTED = re.compile("[\u4e00-\u9fff\\s]{2,10}[:：]?")
"""A cell that may be a label of which nobody told, among others that are known."""


class Apart(NamedTuple):
    """Pairs whose values stand apart from them, and the line past the last label."""

    pairs: list[Pair]
    end: int


def may_stand_apart(raw: str) -> bool:
    """Whether a line is such as holds the first of those labels."""
    return bool(_labels_in(raw)) or bool(_halves_of(raw))


def values_apart(page_lines: PageLines, line: Line) -> Apart | None:
    """The pairs of which `line` holds the first label, where a whole run of labels is followed by a run of
    their values; None elsewhere."""
    lines, number = page_lines.lines, line.number
    raw = line.raw
    count = _labels_in(raw)
    if not count:
        halves = _halves_of(raw)
        return Apart(_pairs([(*told, number) for told in halves]), number + 1) if halves else None
    if count == 1 and not (number + 1 < len(lines) and _labels_in(lines[number + 1].raw)):
        return None
    if count == 1 and lines[number + 1].block is line.block:
        told = _broken_lines(page_lines, line)
    else:
        told = _boxes(page_lines, line, None if count > 1 else lines[number + 1])
    if told is None or not _fit(told):
        return None
    return Apart(_pairs(told), told[-1][2] + 1)


_Told = list[tuple[str, str, int]]
"""Text of the label's box, of the value's, and the label's line."""


@lru_cache(maxsize=REPEATED)
def _labels_in(raw: str) -> int:
    """How many labels a line consists of; 0 where anything else stands in it."""
    if len(raw) > limits.UNMARKED_LINE:
        return 0
    count = 0
    for piece in raw.split(MARK):
        if label_of(piece):
            count += 1
        elif BLANKS.sub("", piece):
            return 0
    return count


def _halves(raw: str) -> tuple[tuple[str, str], ...]:
    """Labels and values of a line that is all labels and then as many values, each in its own element."""
    pieces = [piece for piece in map(fold, raw.split(MARK)) if piece]
    half = len(pieces) // 2
    if len(pieces) % 2 or half < 2 or not all(map(label_of, pieces[:half])):
        return ()
    told = tuple(zip(pieces[:half], pieces[half:], strict=True))
    return told if _fit([(*one, 0) for one in told]) else ()


_halves_before = lru_cache(maxsize=REPEATED)(_halves)


def _halves_of(raw: str) -> tuple[tuple[str, str], ...]:
    """The same of any line; none of one that is too long."""
    if MARK not in raw or len(raw) > limits.LABELLED_LINE:
        return ()
    return _halves_before(raw) if len(raw) <= limits.REPEATED_LINE else _halves(raw)


def _pairs(told: _Told) -> list[Pair]:
    return [
        Pair(LABELS[label], label, value, value, at, boxed=True)
        for text, value, at in told
        if (label := label_of(text))
    ]


def _broken_lines(page_lines: PageLines, line: Line) -> _Told | None:
    """Labels in one box and values in the next, a line of each for each."""
    start, end = page_lines.spans.of(line.node)
    below = page_lines.lines[end : 2 * end - start]
    if start != line.number or len(below) != end - start or below[0].block is line.block:
        return None
    if page_lines.spans.get(below[0].node) != (end, 2 * end - start):
        return None
    labels = page_lines.lines[start:end]
    return [(label.text, value.text, label.number) for label, value in zip(labels, below, strict=True)]


def _boxes(page_lines: PageLines, line: Line, below: Line | None) -> _Told | None:
    """Labels in boxes beside each other and values in boxes that are as many, behind them or in the box
    that follows theirs."""
    around = line.node if below is None else _around_both(line, below)
    spans = page_lines.spans
    children = _cells(page_lines, around) if around is not None else []
    if around is None or len(children) < 2 or page_lines.spans.of(children[0], (-1, 0))[0] != line.number:
        return None
    half = len(children) // 2
    if not all(_may_be_label(text_of(label)) for label in children[:half] if label in spans):
        return None  # labels they are in either case, and in most boxes the second is a value
    texts = [text_of(child) for child in children]
    beside = len(children) % 2 == 0 and all(label_of(text) is None for text in texts[half:])
    labels = children[:half] if beside else children
    if not all(_may_be_label(text) for text, label in zip(texts, labels, strict=False) if label in spans):
        return None  # as `_fit` would say, before the values are looked for
    values = children[half:] if beside else _next_boxes(page_lines, around)
    if len(labels) != len(values):
        return None
    return [
        (text, text_of(value), spans.of(label)[0])
        for text, label, value in zip(texts, labels, values, strict=False)
        if label in spans
    ]


def _around_both(line: Line, below: Line) -> Element | None:
    """The box in which the boxes of two lines stand beside each other; None where one is in the other."""
    box = line.block.parent
    if isinstance(box, turbohtml.Element) and line.block != below.block and below.block.parent == box:
        return Element(box)
    sides = two_sides(line.node, below.node)
    return sides[0].getparent() if sides else None


def _cells(page_lines: PageLines, around: Element) -> list[Element]:
    """The boxes in `around`, each of a line or two; none where they are too many or hold more."""
    if len(around) > 2 * limits.CELLS:
        return []
    cells = [child for child in around if child.tag not in HIDDEN and child.tag != "br"]
    spans = [page_lines.spans.of(cell) for cell in cells]
    return cells if all(end - start <= 2 for start, end in spans) else []


def _next_boxes(page_lines: PageLines, around: Element) -> list[Element]:
    """The boxes inside of what follows `around`, or the box that it alone fills."""
    node: Element | None = around
    for _ in range(limits.AROUND):
        if node is None or node.tag == "body":
            return []
        beside = node.getnext()
        while beside is not None and _is_empty(page_lines, beside):
            beside = beside.getnext()
        if beside is not None:
            break
        node = node.getparent()
    else:
        return []
    if _goes_on(beside):
        return []
    while len(beside) == 1 and len(beside[0]):
        beside = beside[0]
    return _cells(page_lines, beside)


def _is_empty(page_lines: PageLines, element: Element) -> bool:
    """Whether a box shows nothing; one that scripts fill is none."""
    start, end = page_lines.spans.of(element)
    return start == end and not text_of(element)


def _goes_on(row: Element) -> bool:
    """Whether below a row of a table stands another one of values: a table of documents."""
    below = row.getnext() if row.tag == "tr" else None
    return below is not None and not any(label_of(text_of(cell)) for cell in below[:2])


def _fit(told: Sequence[tuple[str, str, int]]) -> bool:
    """Whether these are labels and their values: mostly labels that are known, no value that is one, and days
    and numbers just where a label announces them, one at the least."""
    labels = [label_of(text) for text, _, _ in told]
    if sum(label in PROPERTY_LABELS for label in labels) < 2 or sum(map(bool, labels)) * 2 < len(told):
        return False
    if not all(_may_be_label(text) for text, _, _ in told):
        return False
    if any(label_of(value) or len(value) > limits.VALUE_BELOW for _, value, _ in told):
        return False
    shown = [_shows(label, value) for label, (_, value, _) in zip(labels, told, strict=True) if value]
    return all(one is not False for one in shown) and any(shown)


def _may_be_label(text: str) -> bool:
    return label_of(text) is not None or _UNLISTED.fullmatch(text) is not None


def _shows(label: str | None, value: str) -> bool | None:
    """Whether a value shows that it is its label's: True or False of days and numbers, None of names."""
    kind = LABELS[label] if label else "other"
    is_day = parse_moment(value) is not None or is_short_date(value)
    if kind in ("published", "issued"):
        return is_day or find_moment(value) is not None
    if kind in ("index_number", "document_number"):
        bare = value.strip().lower()
        nothing = bare in NO_NUMBER or bare in NUMBERLESS_KINDS
        return None if nothing else not is_day and any(letter.isdigit() for letter in value)
    return False if kind in ("unit", "title", "column") and is_day else None
