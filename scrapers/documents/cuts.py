"""Where the page's end cut a table: rows and cells that are one again. Text is the measure: a cell goes on
where it is empty and no other of its column is, or where what stands above it filled its line to the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from scrapers.documents.geometry.lines import wide
from scrapers.documents.geometry.paragraphs import HEADING, NEVER_FIRST
from scrapers.documents.records import Place

Rows = list[list[str | None]]
FIGURE = re.compile(r"^[\d.,%\s()\-+/:]*\d[\d.,%\s()\-+/:]*$")
_LEAST = 0.5
"""Ems of a digit: a long number goes on with one."""
_SLACK = 0.5
"""Ems that a line may seem to have left: the margins of cells are seen only where texts fill them."""


class Part(NamedTuple):
    """The rows of a table on its pages so far, or on the next one, on the columns of both."""

    rows: Rows
    spans: dict[Place, Place]


@dataclass(slots=True)
class _Pair:
    """A cell that reaches the page's end, and the one of the same columns at the next one's beginning."""

    column: int
    width: int
    row: int
    """Where the upper one begins."""
    above: str
    height: int
    below: str
    below_height: int
    room: float | None
    """Ems left on the upper one's last line; None where nobody can say."""

    def fills(self) -> bool:
        """Whether the upper text can go on in the lower one: no more of it went on its last line."""
        if HEADING.match(self.below):
            return False
        word = re.match(r"[^\s]+", self.below)
        if self.room is None or word is None:
            return not (FIGURE.match(self.above) or FIGURE.match(self.below))
        first, room = self.below[0], self.room - _SLACK
        if wide(first):
            return room < (2.0 if self.below[1:2] in NEVER_FIRST else 1.0)
        if self.above[-1:].isdigit() and first.isdigit():
            return room < _LEAST
        return room < _LEAST * len(word[0])

    def fits(self) -> bool:
        """Whether both can be one text."""
        if not (self.above and self.below):
            return True
        figures = [FIGURE.match(text) is not None for text in (self.above, self.below)]
        return not any(figures) or (all(figures) and self.room is not None and self.fills())

    def merged(self) -> bool:
        return self.height > 1 or self.below_height > 1

    def half(self) -> bool:
        return bool(self.above) != bool(self.below)

    def text(self) -> str:
        return "\n".join(text for text in (self.above, self.below) if text)


def one(upper: Part, lower: Part, rooms: Mapping[int, float], cut: bool) -> Part:
    """The rows of both. `rooms`: ems left on the last line of cells that reach the page's end, by column;
    `cut`: no line was drawn between the pages."""
    rows, spans = upper
    more, more_spans = lower
    if not more:
        return upper
    pairs = _pairs(upper, lower, rooms)
    keys = _keys(upper, lower)
    if _is_rest(upper, lower, pairs, keys, cut):
        return _with_rest(upper, lower, pairs)
    base = len(rows)
    head = _head_at(upper, lower, pairs)
    for pair in pairs:
        if _goes_on(pair, pair.column in keys, head):
            rows[pair.row][pair.column] = pair.text()
            more[0][pair.column] = None
            more_spans.pop((0, pair.column), None)
            spans[pair.row, pair.column] = (pair.height + pair.below_height, pair.width)
    spans |= {(row + base, column): size for (row, column), size in more_spans.items()}
    return Part(rows + more, spans)


def _pairs(upper: Part, lower: Part, rooms: Mapping[int, float]) -> list[_Pair]:
    last = len(upper.rows) - 1
    reaching: dict[int, tuple[int, int, int]] = {}
    for row, texts in enumerate(upper.rows):
        for column, text in enumerate(texts):
            high, broad = upper.spans.get((row, column), (1, 1))
            if text is not None and row + high - 1 == last:
                reaching[column] = (row, high, broad)
    pairs = []
    for column, text in enumerate(lower.rows[0]):
        high, broad = lower.spans.get((0, column), (1, 1))
        if text is not None and column in reaching and reaching[column][2] == broad:
            row, height, _ = reaching[column]
            above = upper.rows[row][column] or ""
            pairs.append(_Pair(column, broad, row, above, height, text, high, rooms.get(column)))
    return pairs


def _keys(upper: Part, lower: Part) -> set[int]:
    """Columns of labels: the first ones, in which no cell is empty but at the cut. A column of figures is one
    only where it is the first."""
    keys: set[int] = set()
    last = len(upper.rows) - 1
    for column in range(len(lower.rows[0])):
        texts = [
            row[column]
            for at, row in enumerate(upper.rows)
            if at + upper.spans.get((at, column), (1, 1))[0] - 1 < last
        ] + [row[column] for row in lower.rows[1:]]
        if len(upper.rows) + len(lower.rows) < 4 or any(text == "" for text in texts):
            break
        figures = any(text and FIGURE.match(text) for text in texts)
        if figures and column:
            break
        keys.add(column)
        if figures:
            break
    return keys


def _is_rest(upper: Part, lower: Part, pairs: list[_Pair], keys: set[int], cut: bool) -> bool:
    """Whether the first row is the rest of the last one: each of its cells can be, and it has no label of its
    own, or one that goes on the label above (labels are numbered, and it is not; or it is the only one that
    lacks a figure)."""
    first = [pair for pair in pairs if pair.height == pair.below_height == 1]
    if not first or not all(pair.fits() for pair in pairs):
        return False
    if sum(pair.width for pair in pairs) != len(lower.rows[0]):
        return False
    if all(pair.merged() or not pair.below for pair in pairs):
        return False
    label = first[0]
    if not label.below:
        return bool(label.above) and (cut or label.column in keys)
    if _are_heads(upper, lower):
        return all(pair.room is not None and pair.fills() for pair in pairs if pair.above and pair.below)
    if label.column not in keys or label.room is None or not (label.above and label.fills()):
        return False
    others = [pair for pair in pairs if pair is not label and not pair.merged()]
    if any(pair.above and pair.below and not pair.fills() for pair in others):
        return False
    labels = [
        text for row in upper.rows + lower.rows[1:] if (text := row[label.column]) and not FIGURE.match(text)
    ]
    filled = any(
        pair.above and not (pair.below or any(row[pair.column] == "" for row in upper.rows + lower.rows[1:]))
        for pair in others
    )
    numbered = sum(HEADING.match("".join(text.split())) is not None for text in labels)
    return filled or 2 * numbered > len(labels)


def _with_rest(upper: Part, lower: Part, pairs: list[_Pair]) -> Part:
    rows, spans = upper
    for pair in pairs:
        rows[pair.row][pair.column] = pair.text()
        height = pair.height + pair.below_height - 1
        if height > 1 or pair.width > 1:
            spans[pair.row, pair.column] = (height, pair.width)
    base = len(rows) - 1
    spans |= {(row + base, column): size for (row, column), size in lower.spans.items() if row}
    return Part(rows + lower.rows[1:], spans)


def _goes_on(pair: _Pair, is_label: bool, head: str) -> bool:
    """Whether a cell of several rows goes over the cut; `head` as `_head_at` says."""
    if pair.above and pair.below:
        whole = (pair.merged() and is_label and head != "above") or head == "through"
        return whole and pair.room is not None and pair.fits() and pair.fills()
    if not pair.half():
        return pair.merged() and is_label
    if head == "through" or (pair.height > 1 and not pair.below and head != "above"):
        return True
    return is_label and not FIGURE.match(pair.text()) and (head != "above" or pair.below_height > 1)


def _head_at(upper: Part, lower: Part, pairs: list[_Pair]) -> str:
    """Where the heads of columns are, as far as figures tell: `through` the cut, where no figure stands above
    it nor in the next row, and a head over several columns above it is divided below; `above`, where they end
    with the page; '' where figures stand above the cut, or nowhere."""
    if any(_figures(upper.rows)) or not any(_figures(lower.rows)):
        return ""
    first = next((pair for pair in pairs if pair.column == 0), None)
    own = first and first.above and first.below and not (first.merged() or (first.room and first.fills()))
    if own or not _are_heads(upper, lower):
        return "above"
    paired = {pair.column for pair in pairs}
    last = len(upper.rows) - 1
    divided = any(
        upper.spans.get((last, column), (1, 1))[1] > 1
        for column, text in enumerate(upper.rows[last])
        if text and column not in paired
    )
    return "through" if paired and divided else "above"


def _are_heads(upper: Part, lower: Part) -> bool:
    """Whether figures stand below the next row only."""
    below = _figures(lower.rows)
    return not any(_figures(upper.rows)) and not below[0] and any(below)


def _figures(rows: Rows) -> list[bool]:
    return [any(text and FIGURE.match(text) for text in row) for row in rows]
