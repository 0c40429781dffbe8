"""Properties as the format writes them: single modifications, one after another. [MS-DOC] 2.6."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from scrapers.documents.words.boxes import Box, Row

_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_DEFINE_TABLE, _CHANGE_TABS = 0xD608, 0xC615
_HUGE = (0x6645, 0x6646)
_TABLE_PROPERTIES = 0x646B


def sprms_of(grpprl: bytes) -> Iterator[tuple[int, bytes]]:
    """Code and operand of each modification; ends where the bytes make no sense any more."""
    at, end = 0, len(grpprl)
    while at + 2 < end:
        code = grpprl[at] | grpprl[at + 1] << 8
        at += 2
        size = _SIZES.get(code >> 13)
        if size is None:
            at, size = _variable(grpprl, at, code)
        if at + size > end:
            return
        yield code, grpprl[at : at + size]
        at += size


def _variable(grpprl: bytes, at: int, code: int) -> tuple[int, int]:
    """Where an operand that says its own length begins, and how long it is."""
    if code == _DEFINE_TABLE:
        if at + 2 > len(grpprl):
            return at, len(grpprl)
        return at + 2, max((grpprl[at] | grpprl[at + 1] << 8) - 1, 0)
    size = grpprl[at]
    if code == _CHANGE_TABS and size == 255 and at + 1 < len(grpprl):
        deleted = grpprl[at + 1]
        added = at + 2 + 4 * deleted
        size = 1 + 4 * deleted + 1 + 3 * (grpprl[added] if added < len(grpprl) else 0)
    return at + 1, size


@dataclass(frozen=True, slots=True)
class Characters:
    """What matters of a run of characters."""

    hidden: int | None = None
    """0 or 1; 128 as the style, 129 the opposite; None where it is not said."""
    deleted: bool = False
    raised: bool = False
    special: bool = False
    embedded: bool = False
    style: int | None = None
    symbol: tuple[int, int] | None = None
    """Font and character."""

    def plain(self) -> bool:
        """Whether the text is simply text."""
        return self == _PLAIN


_PLAIN = Characters()


def characters_of(grpprl: bytes) -> Characters:
    """The character properties of a list of modifications."""
    found = _PLAIN
    for code, operand in sprms_of(grpprl):
        if code == 0x083C:
            found = replace(found, hidden=operand[0])
        elif code == 0x0800:
            found = replace(found, deleted=operand[0] in (1, 0x81))
        elif code == 0x2A48:
            found = replace(found, raised=operand[0] == 1)
        elif code == 0x0855:
            found = replace(found, special=bool(operand[0]))
        elif code in (0x0856, 0x080A):
            found = replace(found, embedded=bool(operand[0]) or found.embedded)
        elif code == 0x4A30:
            found = replace(found, style=int.from_bytes(operand, "little"))
        elif code == 0x6A09:
            found = replace(found, symbol=struct.unpack("<HH", operand))
    return found


@dataclass(slots=True)
class Paragraphs:
    """What matters of a paragraph and, at the end of a row, of the row."""

    style: int = 0
    in_table: bool = False
    row_end: bool = False
    depth: int | None = None
    inner_cell: bool = False
    inner_row: bool = False
    override: int | None = None
    """Number of the list (ilfo), counted from 1; 0 for none."""
    level: int | None = None
    row: Row = field(default_factory=list)
    told: bool = True
    """Whether the file says anything of it: every paragraph has at least a style."""

    def at_depth(self) -> int:
        """Tables around it."""
        if not self.in_table and not self.row_end:
            return max(self.depth or 0, 0)
        return max(self.depth or 1, 1)


def paragraphs_of(style: int, grpprl: bytes, data: bytes) -> Paragraphs:
    """The paragraph properties of a list of modifications; `data` is the stream that holds long ones."""
    found = Paragraphs(style)
    _apply(found, grpprl, data, True)
    return found


def _apply(found: Paragraphs, grpprl: bytes, data: bytes, follow: bool) -> None:
    for code, operand in sprms_of(grpprl):
        if code in _HUGE or code == _TABLE_PROPERTIES:
            at = int.from_bytes(operand, "little")
            if follow and at + 2 <= len(data):
                size = struct.unpack_from("<H", data, at)[0]
                _apply(found, data[at + 2 : at + 2 + size], data, False)
        elif code >> 10 & 7 == 5:
            _of_a_row(found.row, code, operand)
        elif code in _FLAGS:
            setattr(found, _FLAGS[code], bool(operand[0]))
        elif code == 0x6649:
            found.depth = int.from_bytes(operand, "little", signed=True)
        elif code == 0x460B:
            found.override = int.from_bytes(operand, "little")
        elif code == 0x260A:
            found.level = operand[0]


_FLAGS = {0x2416: "in_table", 0x2417: "row_end", 0x244B: "inner_cell", 0x244C: "inner_row"}


def _of_a_row(row: Row, code: int, operand: bytes) -> None:
    """A modification of the row: its cells, their widths and merging."""
    if code == _DEFINE_TABLE:
        row[:] = _cells(operand)
    elif code in (0x5624, 0x5625):
        for index in range(operand[0] + 1, min(operand[1], len(row))):
            row[index].beside = code == 0x5624
        if code == 0x5625 and operand[0] < len(row):
            row[operand[0]].beside = False
    elif code == 0xD62B and len(operand) >= 2 and operand[0] < len(row):
        row[operand[0]].below, row[operand[0]].top = operand[1] & 3 == 1, operand[1] & 3 == 3
    elif code == 0x5622:
        del row[operand[0] : operand[1]]
    elif code == 0x7623:
        width = int.from_bytes(operand[2:4], "little", signed=True)
        for index in range(operand[0], min(operand[1], len(row))):
            moved = row[index].left + width - row[index].right
            row[index].right += moved
            for later in row[index + 1 :]:
                later.left, later.right = later.left + moved, later.right + moved
    elif code == 0x7621:
        _insert(row, operand)


def _insert(row: Row, operand: bytes) -> None:
    """Cells of one width put in. [MS-DOC] sprmTInsert."""
    at, number, width = operand[0], operand[1], int.from_bytes(operand[2:4], "little", signed=True)
    at = min(at, len(row))
    if len(row) + number > 255:
        return
    left = row[at - 1].right if at else (row[0].left if row else 0)
    for later in row[at:]:
        later.left, later.right = later.left + number * width, later.right + number * width
    row[at:at] = [Box(left + index * width, left + (index + 1) * width) for index in range(number)]


def _cells(operand: bytes) -> Row:
    """The cells of sprmTDefTable: edges and, as far as they are told, merging ([MS-DOC] 2.9.317, 2.9.310)."""
    number = operand[0] if operand else 0
    if not number or len(operand) < 1 + 2 * (number + 1):
        return []
    edges = struct.unpack_from(f"<{number + 1}h", operand, 1)
    row = [Box(left, right) for left, right in pairwise(edges)]
    at, first = 1 + 2 * (number + 1), 0
    for box in row:
        if at + 2 > len(operand):
            break
        flags = operand[at]
        sideways = flags & 3
        # Programs differ in which of the two bits begins a group: the one it begins with.
        box.beside = bool(sideways) and bool(first) and sideways != first
        first = first if box.beside else sideways
        box.top, box.below = flags & 0x60 == 0x60, flags & 0x60 == 0x20
        at += 20
    return row
