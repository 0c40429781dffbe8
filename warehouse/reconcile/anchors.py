"""Where the labels of a form stand in a text that kept a table without its borders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from warehouse.forms import form_named, normalised, without_remark
from warehouse.forms.labels import wordings
from warehouse.reconcile.shape import Row, Shape, loose, shape

_LEAST = 5
"""Signs of a label's beginning that stand for it."""
_BETWEEN = r"[\W_]*"
_WIDE = {str(digit): f"[{digit}{chr(0xFF10 + digit)}]" for digit in range(10)}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A label in the text."""

    start: int
    end: int
    key: str
    """The label as compared."""
    row: Row | None
    """The row whose label it is; None for heads and groups."""
    other: Row | None = None
    """Of a group the row that it is in another form: （六）其他处理 of 2019."""
    is_whole: bool = True
    """Whether all of the label stands there."""


@cache
def _pattern(key: str) -> re.Pattern[str]:
    """A label as `normalised`, found with any marks and spaces between its signs and in its other
    wordings."""
    pieces = [key]
    for seen, printed in wordings():
        other = f"(?:{_signs(seen)}|{_signs(printed)})"
        pieces = [part for piece in pieces for part in _parted(piece, printed, other)]
    return re.compile(
        _BETWEEN.join(each if each.startswith("(?:") else _signs(each) for each in pieces if each)
    )


def _parted(piece: str, printed: str, other: str) -> Iterator[str]:
    if piece.startswith("(?:") or printed not in piece:
        yield piece
        return
    for at, part in enumerate(piece.split(printed)):
        if at:
            yield other
        yield part


def _signs(key: str) -> str:
    return _BETWEEN.join(_WIDE.get(sign, re.escape(sign)) for sign in key)


@cache
def _labels(form: str, table: str) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Every label of a table with its rows (none: a head, a group), in every way it may stand; longest
    first."""
    printed = form_named(form).table(table)
    rows = shape(form, table)
    found: dict[str, tuple[Row, ...]] = {}
    for cell in printed.cells:
        if cell.is_label:
            for key in (normalised(cell.text), without_remark(cell.text)):
                if key:
                    found[key] = rows.exactly.get(key, ())
    for row in rows.rows:
        for key in loose(row.label) if row.path else ():
            # Without its number a label is looked for only where it is long enough to be no other word.
            if len(key) > 4 and key not in found:
                found[key] = rows.loosely[key]
    return tuple(sorted(found.items(), key=lambda each: -len(each[0])))


def anchors(text: str, start: int, end: int, shapes: Sequence[Shape]) -> list[Anchor]:
    """The labels of a table between two places, from the first on; of two that overlap the longer one stands.

    Labels that are printed alike (（二）被依法纠错数) are taken in the order in which the form has them.
    Of the `shapes` the later ones give only rows that the first does not have. A row's label that is not
    there whole may be parted by its figures, where lines of a page were kept: then its beginning stands
    for it."""
    found: list[Anchor] = []
    others = {key: rows[0] for each in shapes[1:] for key, rows in _labels(each.form, each.table) if rows}
    taken: set[str] = set()
    for each in shapes:
        labels = [pair for pair in _labels(each.form, each.table) if pair[0] not in taken]
        taken |= {key for key, _ in labels}
        for key, rows in labels:
            for at, (begins, ends) in enumerate(_spots(text, start, end, key, found)):
                row = rows[min(at, len(rows) - 1)] if rows else None
                found.append(Anchor(begins, ends, key, row, None if rows else others.get(key)))
    if found:
        begun = [*_begun(text, (start, end), shapes[0], [anchor for anchor in found if anchor.row])]
        # A head of two signs (其他) may stand in a label that is not whole (2.其他法律行政法规).
        found = [*begun, *(each for each in found if each.row or _free((each.start, each.end), begun))]
    return sorted(found, key=lambda anchor: anchor.start)


def _spots(text: str, start: int, end: int, key: str, found: Sequence[Anchor]) -> list[tuple[int, int]]:
    spans = [_with_marks(text, *match.span()) for match in _pattern(key).finditer(text, start, end)]
    return [span for span in spans if _free(span, found)]


def _begun(text: str, within: tuple[int, int], shape: Shape, found: Sequence[Anchor]) -> Iterator[Anchor]:
    """Rows whose label stands there only with its beginning, and only once."""
    there = {anchor.row.place for anchor in found if anchor.row}
    for row in shape.rows:
        key = without_remark(row.label) if row.path and row.place not in there else ""
        for length in range(len(key) - 1, max(_LEAST, len(key) // 3) - 1, -1):
            spots = _spots(text, *within, key[:length], found)
            if spots:
                if len(spots) == 1:
                    yield Anchor(*spots[0], key[:length], row, is_whole=False)
                break


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a label with the brackets and quotes that open before it and close behind it."""
    while start and text[start - 1] in '（([【“"《':
        start -= 1
    while end < len(text) and text[end] in '）)]】”"》：:':
        end += 1
    return start, end


def _free(span: tuple[int, int], found: Sequence[Anchor]) -> bool:
    return not any(span[0] < each.end and each.start < span[1] for each in found)
