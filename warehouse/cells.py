"""Writes single cells and rows into a table that a person keeps: everything else stays byte for byte, in its
encoding, line ends, separators and order of columns. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from io import StringIO

from warehouse.handwritten import ID, column_names
from warehouse.report.escaping import csv_text
from warehouse.spreadsheet import Row, cleaned, coding_of, is_finished, reading_of, text_of

_BOM = b"\xef\xbb\xbf"
_NEEDS_QUOTES = re.compile(r'[",;\t\r\n]')


class CannotWrite(ValueError):
    """The table is written in a way that could not be kept; says so in Chinese."""


Edit = tuple[int, int, str]
"""From, to, and what stands there instead."""


def with_ids(data: bytes, header: Sequence[str], ids: Mapping[int, str]) -> bytes:
    """The table with these ids, by the line on which a row begins; with a column for them where it has none.
    A row whose cells cannot be told apart for sure stays as it is. Raises CannotWrite."""
    bom, coding, text = _decoded(data)
    separator, rows = reading_of(text, header)
    if not rows or not ids:
        return data
    names = column_names(rows[0])
    place = names.index(ID) if ID in names else len(rows[0].cells)
    starts = _starts(text)
    edits = [
        edit
        for row in rows
        if row.number in ids
        for edit in _edits(text, starts[row.number - 1], row, separator, place, ids[row.number])
    ]
    if edits and ID not in names:
        # Chinese in a file that has none, and no BOM, would be read as another encoding.
        name = ID if data.isascii() else "编号"
        named = list(_edits(text, starts[rows[0].number - 1], rows[0], separator, place, name))
        edits = [*named, *edits] if named else []
    return bom + _edited(text, edits).encode(coding)


def with_rows(
    data: bytes, header: Sequence[str], rows: Sequence[Mapping[str, str]], plain: Collection[str] = ()
) -> bytes:
    """The table with these rows (cell by column) behind its own; cells of the columns `plain` are numbers,
    which a spreadsheet may take as such. Raises CannotWrite for a table that cannot be read, or lacks a
    column that a row needs."""
    bom, coding, text = _decoded(data)
    separator, written = reading_of(text, header)
    names = column_names(written[0]) if written else []
    lost = sorted({name for row in rows for name, cell in row.items() if cell and name not in names} - {ID})
    if lost or not set(header) <= set(names):
        raise CannotWrite(f"表头缺 {'、'.join(lost) or '、'.join(header)}")
    end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\n")
    lines = [separator.join(_written(row.get(name, ""), name in plain) for name in names) for row in rows]
    added = ("" if is_finished(text) else end) + "".join(f"{line}{end}" for line in lines)
    if not bom and data.isascii() and not added.isascii():
        bom = _BOM
    return bom + (text + added).encode(coding)


def _decoded(data: bytes) -> tuple[bytes, str, str]:
    told = coding_of(data)
    if told is None:
        raise CannotWrite("不是同一种编码,或有读不出的字节")
    return *told, text_of(data)


def _starts(text: str) -> list[int]:
    """Where each line begins, counted as the reader of rows counts them."""
    starts = [0]
    for line in StringIO(text, newline=""):
        starts.append(starts[-1] + len(line))
    return starts


def _edits(text: str, start: int, row: Row, separator: str, place: int, cell: str) -> Iterator[Edit]:
    """What sets that cell of a row."""
    spans = _spans(text, start, separator)
    told = [_unquoted(text[begin:end]) for begin, end in spans]
    while told and not told[-1]:
        told.pop()
    if row.broken or told != row.cells:
        return
    if place < len(spans):
        begin, end = spans[place]
        yield begin, end, cell
    else:
        end = spans[-1][1]
        yield end, end, separator * (place - len(spans) + 1) + cell


def _spans(text: str, start: int, separator: str) -> list[tuple[int, int]]:
    """From where to where each cell of the row goes that begins there, its quotes included."""
    spans: list[tuple[int, int]] = []
    begin = at = start
    is_quoted = False
    while at < len(text):
        sign = text[at]
        if is_quoted:
            is_quoted = sign != '"'
        elif sign == '"' and (at == begin or text[at - 1] == '"'):
            is_quoted = True
        elif sign == separator:
            spans.append((begin, at))
            begin = at + 1
        elif sign in "\r\n":
            break
        at += 1
    return [*spans, (begin, at)]


def _unquoted(written: str) -> str:
    if len(written) > 1 and written[0] == written[-1] == '"':
        written = written[1:-1].replace('""', '"')
    return cleaned(written)


def _edited(text: str, edits: Sequence[Edit]) -> str:
    for begin, end, cell in sorted(edits, reverse=True):
        text = text[:begin] + cell + text[end:]
    return text


def _written(cell: str, is_number: bool = False) -> str:
    """A cell as a spreadsheet takes it for text; or for a number."""
    plain = cell if is_number else csv_text(cell)
    if not _NEEDS_QUOTES.search(plain):
        return plain
    return '"' + plain.replace('"', '""') + '"'
