"""CSV and TSV: what separates the cells is settled by a vote of the rows, the encoding by the bytes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from scrapers.charset import decode
from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Place, Reading, Table
from scrapers.documents.sheets.shown import lost_digits

_SEPARATORS = (",", "\t", ";", "|", "，")
_ASKED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
"""What Excel writes and reads as the first line."""
_VOTERS = 200
"""Rows that say what separates them."""
_LONG_FIELD = 20
"""Line ends in a cell, from which on an unclosed quotation mark is more likely than such a text."""


def read(content: bytes, asked: Asked) -> Reading:
    """One table of all rows; `encoding` is the one that was used."""
    text, encoding = decode(content)
    lost = text.count("\ufffd")
    reading = Reading(encoding=encoding, read_by="gongkai")
    if lost:
        reading.left_out.append(LeftOut("characters", count=lost))
    separator, text = _separator(text)
    rows = _rows(text, separator, asked, reading)
    width, notes = _evened(rows)
    reading.notes += notes
    if rows and width:
        doubts = _doubts(rows)
        reading.blocks.append(Table(rows=tuple(map(tuple, rows)), doubts=doubts))
    return reading


def _separator(text: str) -> tuple[str, str]:
    """What separates cells, and the text without the line that says so."""
    said = _ASKED.match(text)
    if said:
        return said[1], text[said.end() :]
    head = text[: 1 << 17]
    if len(text) > len(head):
        head = head[: head.rfind("\n") + 1] or head
    votes = {each: _votes(head, each) for each in _SEPARATORS}
    best = max(_SEPARATORS, key=lambda each: votes[each])
    # A comma is what the name says; anything else has to part most rows: 「一，二」 is a text.
    return best if votes[best][0] >= 0.5 else ",", text


def _votes(head: str, separator: str) -> tuple[float, int]:
    """Rows of the commonest width above one, as a share; then that width."""
    if separator not in head:
        return 0.0, 0
    try:
        widths = [
            len(row) for row, _ in zip(_parsed(head, separator), range(_VOTERS), strict=False) if any(row)
        ]
    except csv.Error:
        return 0.0, 0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0, 0
    # Of two equally common ones the wider: a title above is one of its own width.
    width, count = max(wide.items(), key=lambda each: (each[1], each[0]))
    return round(count / len(widths), 1), width


def _parsed(text: str, separator: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    # A field may be as long as the file: the limit is a guard of the module's, one for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]


def _rows(text: str, separator: str, asked: Asked, reading: Reading) -> list[list[str]]:
    """The rows, as far as time and bounds allow. A quotation mark that is never closed is a sign of the
    text."""
    rows = _bounded(_parsed(text, separator), asked, reading)
    swallowed = any(cell.count("\n") > _LONG_FIELD for row in rows[-1:] for cell in row)
    if text.count('"') % 2 and swallowed:
        reading.notes.append("有一个引号没有成对,引号都按普通文字读")
        return _bounded(_parsed(text, separator, csv.QUOTE_NONE), asked, reading)
    return rows


def _bounded(parsed: Iterator[list[str]], asked: Asked, reading: Reading) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    for row in parsed:
        cells += len(row)
        if cells > asked.limits.cells or (len(rows) % 1000 == 999 and asked.late()):
            rest = 1 + sum(1 for _ in parsed)
            reading.left_out.append(LeftOut("rows", count=rest))
            break
        rows.append(
            [
                _plain(cell) if cell[:1] in _GUARDS or "\r" in cell or cell[-1:] == "\t" else cell
                for cell in row
            ]
        )
    while rows and not any(rows[-1]):
        rows.pop()
    while rows and not any(rows[0]):
        rows.pop(0)
    return rows


_GUARDS = frozenset("='\t")
_GUARDED = re.compile(r"=\"(.*)\"|'([-+=@\d][^']*)|\t?([^\t]*)\t?", re.DOTALL)


def _plain(cell: str) -> str:
    """`="00123"` and `'00123` as Excel shows them: signs that keep the digits of a text."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    match = _GUARDED.fullmatch(cell)
    if not match:
        return cell
    return next(group for group in match.groups() if group is not None).replace('""', '"')


def _evened(rows: list[list[str]]) -> tuple[int, list[str]]:
    """All rows of one length, empty cells at the end of all off; where that needs saying (Chinese)."""
    if not rows:
        return 0, []
    for row in rows:
        while row and not row[-1]:
            row.pop()
    usual = _usual(rows)
    head = next((at for at, row in enumerate(rows) if len(row) >= usual), 0)
    joined, split = _thousands(rows, head, len(rows[head]))
    notes = [f"千位分隔符把数字分到了两格,已合起来:第 {_told(joined)} 行"] if joined else []
    if split:
        notes.append(f"有的数字可能被千位分隔符分到了两格,没有改:第 {_told(split)} 行")
    more = [at + 1 for at, row in enumerate(rows) if at > head and len(row) > len(rows[head])]
    if more:
        notes.append(f"比表头({len(rows[head])} 列)多出单元格的行:第 {_told(more)} 行")
    width = max(map(len, rows))
    for row in rows:
        row += [""] * (width - len(row))
    return width, notes


def _usual(rows: list[list[str]]) -> int:
    """The width that most rows reach: a title above and a remark below are narrower, a row with a split
    number is wider."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(widths.items(), key=lambda each: (each[1], -each[0]))[0] if widths else 1


_FIRST, _NEXT = re.compile(r"[-+¥￥$]?\s?\d{1,3}\Z"), re.compile(r"\d{3}(?:\.\d+)?\Z")


def _thousands(rows: list[list[str]], head: int, width: int) -> tuple[list[int], list[int]]:
    """Rows in which 1,234 became two cells: those put together, and those that may be such. Put together
    only where the pairs are exactly as many as the cells too many, and every column then holds what it holds
    elsewhere."""
    regular = [row for row in rows[head + 1 :] if len(row) == width]
    kinds = [Counter(_kind(row[at]) for row in regular if row[at]) for at in range(width)]
    joined, doubtful = [], []
    for at, row in enumerate(rows):
        extra = len(row) - width
        if at <= head or extra <= 0:
            continue
        pairs = [i for i in range(len(row) - 1) if _pair(row, i)]
        if len(pairs) < extra:
            continue
        whole = _together(row, pairs)
        if len(pairs) == extra and regular and all(_fits(cell, kinds[i]) for i, cell in enumerate(whole)):
            row[:] = whole
            joined.append(at + 1)
        else:
            doubtful.append(at + 1)
    return joined, doubtful


def _pair(row: list[str], at: int) -> bool:
    before = at > 0 and _pair(row, at - 1)
    first = re.fullmatch(r"\d{3}", row[at]) if before else _FIRST.match(row[at])
    return bool(first) and _NEXT.match(row[at + 1]) is not None


def _together(row: list[str], pairs: list[int]) -> list[str]:
    whole: list[str] = []
    for at, cell in enumerate(row):
        if at - 1 in pairs and whole:
            whole[-1] += "," + cell
        else:
            whole.append(cell)
    return whole


def _kind(cell: str) -> str:
    return "number" if re.fullmatch(r"[-+¥￥$]?[\d,]+(?:\.\d+)?", cell.strip()) else "text"


def _fits(cell: str, kinds: Counter[str]) -> bool:
    return not cell or not kinds or kinds.most_common(1)[0][0] == _kind(cell)


def _doubts(rows: list[list[str]]) -> dict[Place, str]:
    """Numbers that lost their last digits before the file was written."""
    return {
        (at, column): "digits_lost"
        for at, row in enumerate(rows)
        for column, cell in enumerate(row)
        if len(cell) > 6 and (cell.endswith("000") or "E+" in cell) and lost_digits(cell)
    }


def _told(rows: list[int]) -> str:
    return "、".join(map(str, rows[:10])) + (f" 等 {len(rows)}" if len(rows) > 10 else "")
