"""Tables as Excel, WPS and editors save them, from bytes to rows of cells: any of their encodings, separators
and line ends. Pure.

What was saved in another form than text is refused in a sentence; a sign that cannot be read stays as U+FFFD,
and a quote that never closes spoils the line it stands on: both are for the reader of the row to say.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator, Sequence
from io import StringIO
from typing import NamedTuple

LOST = "\ufffd"
"""Stands for bytes that no sign of the file's encoding has."""

SEPARATORS = ",\t;"

csv.field_size_limit(1 << 30)
# Python's own bound (131072) is an error in the midst of reading: a page of HTML that was saved under the
# file's name has longer lines, and so has the log when somebody pasted a whole document as his reason.

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""In the order in which they are looked for: UTF-32's begins with UTF-16's."""

_NO_TEXT = (
    (b"PK\x03\x04", "其实是 Excel 工作簿(.xlsx),不是 CSV"),
    (b"\xd0\xcf\x11\xe0", "其实是 Excel 工作簿(.xls),不是 CSV"),
)
_CHINESE = re.compile("[\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_FOREIGN = re.compile("[\u00a1-\u00ac\u00ae-\u07ff]")
_PADDING = re.compile(rb"\0{4,}\Z")
"""What a disk leaves at the end of a file that was being saved when the machine stopped."""
_MARKED = re.compile(r'="([^"]*)"')
"""How a cell is written so that Excel takes it for text."""
_BLANK = "\u200b\u200c\u200d\u2060\ufeff"
"""Signs that nobody sees and `str.strip` leaves."""
_SEP_LINE = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)


class NotText(ValueError):
    """The file is no text; says in Chinese what it is."""


class Row(NamedTuple):
    """A row that says something: the number (from 1) of the line on which it begins, its cleaned cells."""

    number: int
    cells: list[str]
    broken: bool = False
    """Whether a quote on it does not close, so that its cells may be others than were meant."""


def text_of(data: bytes) -> str:
    """The text of a saved table. By its BOM, else UTF-8, else GB18030 (what Excel calls CSV, in Chinese).

    A file without BOM most of whose lines are UTF-8 is UTF-8, whatever somebody added to it. Raises NotText.
    """
    for mark, what in _NO_TEXT:
        if data.startswith(mark):
            raise NotText(what)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace").rstrip("\0")
    data = _PADDING.sub(b"", data)
    if b"\0" in data:
        # UTF-16 without a BOM: of every ASCII sign one byte is nought, the second in little endian.
        little = data[1::2].count(0) >= data[::2].count(0)
        return data.decode("utf-16-le" if little else "utf-16-be", "replace")
    if data.isascii() or _is_utf8(data):
        return data.decode("utf-8")
    lines = [line for line in re.split(rb"[\r\n]+", data) if not line.isascii()]
    if sum(map(_is_utf8, lines)) * 2 >= len(lines):
        return data.decode("utf-8", "replace")
    # Somebody's editor added lines in GB18030: no sign of that holds the byte of a line's end.
    return "".join(_line_text(line) for line in re.split(rb"([\r\n]+)", data))


def coding_of(data: bytes) -> tuple[bytes, str] | None:
    """BOM and encoding by which a saved table can be written as it is, byte for byte; None where it is in
    several, or holds what no sign is."""
    bom, name = next(((bom, name) for bom, name in _BOMS if data.startswith(bom)), (b"", ""))
    if not name and b"\0" in data:
        name = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    name = name or ("utf-8" if data.isascii() or _is_utf8(data) else "gb18030")
    try:
        text = data[len(bom) :].decode(name)
        is_same = bom + text.encode(name) == data and text == text_of(data)
    except (UnicodeError, NotText):
        return None
    return (bom, name) if is_same else None


def rows_of(text: str, header: Sequence[str]) -> list[Row]:
    """Every row that says something, the header first, read by the separator under which the header has the
    most of its names. Lines that begin with `#` are told to people and are none."""
    return reading_of(text, header)[1]


def reading_of(text: str, header: Sequence[str]) -> tuple[str, list[Row]]:
    """The separator, and the rows as `rows_of` gives them."""
    text, separators = _without_sep_line(text)
    readings = [(separator, _rows(text, separator, len(header))) for separator in separators]
    return max(readings, key=lambda told: len(set(header) & set(names_of(told[1][0]) if told[1] else ())))


def names_of(row: Row) -> list[str]:
    """A header's names as they are compared."""
    return [cell.lower() for cell in row.cells]


def is_finished(text: str) -> bool:
    """Whether the last line has an end: what was cut off while it was written has mostly none."""
    return not text or text[-1] in "\r\n"


def _line_text(line: bytes) -> str:
    """A line of a file that is GB18030 for the most part; one of UTF-8 has Chinese signs as such."""
    return line.decode("utf-8" if line.isascii() or _is_utf8(line) else "gb18030", "replace")


def _is_utf8(data: bytes) -> bool:
    """Whether bytes that are not ASCII alone are UTF-8: a few Chinese words in GB18030 (目录) may be so, too,
    but are letters of other scripts then, without a Chinese sign."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return bool(_CHINESE.search(text)) or not _FOREIGN.search(text)


def _without_sep_line(text: str) -> tuple[str, str]:
    """The text with the line `sep=;`, by which Excel is told the separator, left empty; what may separate."""
    first, end, rest = text.partition("\n")
    told = _SEP_LINE.fullmatch(first)
    return (f"{end}{rest}", told[1]) if told else (text, SEPARATORS)


def _rows(text: str, separator: str, width: int) -> list[Row]:
    lines = StringIO(text, newline="").readlines()
    rows: list[Row] = []
    start = 0
    while start < len(lines):
        start = _read_on(lines, start, separator, width, rows)
    return rows


def _read_on(lines: list[str], start: int, separator: str, width: int, rows: list[Row]) -> int:
    """Adds the rows from that line on to `rows`, up to a quote that does not close; where to read on."""
    reader = csv.reader(iter(lines[start:]), delimiter=separator, strict=True)
    at = start
    try:
        for cells in reader:
            if _swallowed(cells, separator, width):
                break
            rows += _saying(at + 1, cells)
            at = start + reader.line_num
        else:
            return len(lines)
    except csv.Error:
        pass
    # The line alone, its quotes taken for signs like any other; what follows is read as if it were well.
    plain = csv.reader([lines[at]], delimiter=separator, quoting=csv.QUOTE_NONE)
    cells = [cell.strip().strip('"') for cell in next(plain, [])]
    rows += (row._replace(broken=True) for row in _saying(at + 1, cells))
    return at + 1


def _swallowed(cells: list[str], separator: str, width: int) -> bool:
    """Whether a cell holds a whole row: its quote should have closed on an earlier line."""
    inner = (line for cell in cells if "\n" in cell or "\r" in cell for line in cell.splitlines()[1:])
    return any(line.count(separator) >= width - 1 for line in inner)


def _saying(number: int, written: list[str]) -> Iterator[Row]:
    """The row, if it says something; the empty cells that spreadsheets leave at its end are cut off."""
    cells = [cleaned(cell) for cell in written]
    while cells and not cells[-1]:
        cells.pop()
    # ##### is what Excel saves of a day in a column too narrow for it, and no comment.
    if cells and (not cells[0].startswith("#") or (len(cells) > 1 and not cells[0].strip("#"))):
        yield Row(number, cells)


def cleaned(cell: str) -> str:
    """A cell without blanks around it (full-width and unseen ones too) and without the marks of text."""
    bare = cell.strip().strip(_BLANK).strip()
    if marked := _MARKED.fullmatch(bare):
        bare = marked[1].strip()
    return bare[1:].strip() if bare.startswith("'") and bare.count("'") == 1 else bare
