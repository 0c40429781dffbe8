"""Excel 2003 XML (SpreadsheetML), which many systems export and call .xls."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from lxml import etree

from scrapers.charset import decode
from scrapers.documents.limits import Asked
from scrapers.documents.parts import local
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.sheets.codes import show_of
from scrapers.documents.sheets.grid import Facts, from_places
from scrapers.documents.sheets.placing import Placing
from scrapers.documents.sheets.shown import (
    LARGE,
    lost_digits,
    moment_text,
    number_text,
    time_text,
    truth_text,
)

_NAMED = {"Percent": "0.00%", "Scientific": "", "Fixed": "", "Standard": "", "Currency": ""}
"""Formats by name; those of days are of cells that say themselves that they are days."""
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14


def read(content: bytes, asked: Asked) -> Reading:
    """Every visible sheet. Raises Refused where there is no sheet in the XML."""
    text, encoding = decode(content)
    data = re.sub(r"^\s*<\?xml[^>]*\?>", "", text, count=1).encode("utf-8", "replace")
    reading = Reading(read_by="lxml", encoding=encoding)
    book = _Book(asked, reading)
    whole = book.read(data)
    if not whole and reading.outcome == "ok" and not asked.late():
        if not reading.blocks:
            raise Refused("damaged", "文件损坏:XML 不完整")
        reading.outcome, reading.reason = "damaged", "文件损坏:XML 中断,只读到这里"
    return reading


def _name(element: Any, name: str) -> str:
    """An attribute by its local name."""
    return next((value for key, value in element.items() if local(key) == name), "")


def _count(element: Any, name: str, most: int) -> int:
    value = _name(element, name)
    return min(int(value), most) if value.isdigit() else 0


class _Book:
    """The sheets of one file, as its elements come."""

    def __init__(self, asked: Asked, reading: Reading) -> None:
        self._placing = Placing(asked, reading)
        self._formats: dict[str, str] = {}
        self._sheet = _Sheet("", self._formats)

    def read(self, data: bytes) -> bool:
        """Reads all; whether the XML was whole."""
        begun = False
        events = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True
        )
        try:
            for event, element in events:
                kind = local(element.tag)
                if event == "start":
                    if kind == "Worksheet":
                        self._sheet, begun = _Sheet(_name(element, "Name"), self._formats), True
                elif not self._ended(kind, element):
                    self._sheet.cut = -1
                    break
            whole = True
        except etree.XMLSyntaxError:
            whole = False
        # One that was ended by its own end is placed already: this is the one in which reading stopped.
        if begun and self._sheet.open:
            self._placing.put(self._sheet.name, *self._sheet.told(self._placing.room))
        return whole

    def _ended(self, kind: str, element: Any) -> bool:
        """Takes a whole element in; False where no more is to be read."""
        if kind == "Style":
            self._style(element)
        elif kind == "Column":
            self._sheet.column(element)
        elif kind == "Row":
            self._sheet.row(element)
            element.clear()
            return not self._placing.full(self._sheet.cells_read, self._sheet.rows_read)
        elif kind == "Visible":
            self._sheet.hidden = element.text in ("SheetHidden", "SheetVeryHidden")
        elif kind == "Worksheet":
            self._sheet.open = False
            if self._sheet.hidden:
                self._placing.hidden(self._sheet.name)
            else:
                self._placing.put(self._sheet.name, *self._sheet.told(self._placing.room))
            element.clear()
        return True

    def _style(self, element: Any) -> None:
        code = next((_name(each, "Format") for each in element if local(each.tag) == "NumberFormat"), None)
        if code is None:
            code = self._formats.get(_name(element, "Parent"), "")
        self._formats[_name(element, "ID")] = _NAMED.get(code, code)


class _Sheet:
    """Cells and facts of one sheet."""

    def __init__(self, name: str, formats: dict[str, str]) -> None:
        self.name, self.hidden, self.open, self.cut = name, False, True, 0
        self.cells_read = self.rows_read = 0
        self._formats = formats
        self._cells: dict[int, dict[int, str]] = {}
        self._facts = Facts()
        self._doubts: dict[tuple[int, int], str] = {}
        self._row = self._column = -1
        self._comments = 0

    def column(self, element: Any) -> None:
        """Notes hidden columns."""
        first = (_count(element, "Index", _MOST_COLUMNS) or self._column + 2) - 1
        self._column = first + _count(element, "Span", _MOST_COLUMNS)
        if _name(element, "Hidden") == "1" and self._column < 255:
            self._facts.hidden_columns += range(first, self._column + 1)

    def row(self, element: Any) -> None:
        """Takes the cells of a row."""
        self._row = (_count(element, "Index", _MOST_ROWS) or self._row + 2) - 1
        if _name(element, "Hidden") == "1":
            self._facts.hidden_rows.append(self._row)
        self.rows_read += 1
        column = -1
        for cell in element:
            if local(cell.tag) == "Cell":
                column = (_count(cell, "Index", _MOST_COLUMNS) or column + 2) - 1
                column = self._cell(cell, column)
        # Rows that say that they stand for several: only empty ones do.
        self._row += _count(element, "Span", _MOST_ROWS)

    def _cell(self, cell: Any, column: int) -> int:
        """Takes a cell; the last column that it covers."""
        across = _count(cell, "MergeAcross", _MOST_COLUMNS)
        down = _count(cell, "MergeDown", _MOST_ROWS)
        if across or down:
            self._facts.merges.append((self._row, column, self._row + down, column + across))
        self._comments += sum(1 for each in cell if local(each.tag) == "Comment")
        data = next((each for each in cell if local(each.tag) == "Data"), None)
        if data is not None:
            text = self._text(data, self._formats.get(_name(cell, "StyleID"), ""), (self._row, column))
            if text:
                self._cells.setdefault(self._row, {})[column] = text
                self.cells_read += 1
        elif _name(cell, "Formula"):
            self._facts.no_value.add((self._row, column))
        return column + across

    def _text(self, data: Any, code: str, place: tuple[int, int]) -> str:
        text = "".join(data.itertext()).replace("\r\n", "\n").replace("\r", "\n")
        kind = _name(data, "Type")
        if kind == "Number":
            return self._number(text, code, place)
        if kind == "DateTime":
            return _moment(text)
        if kind == "Boolean":
            return truth_text(text.strip() == "1")
        if kind == "Error":
            self._facts.errors[place] = text
        elif lost_digits(text):
            self._doubts[place] = "digits_lost"
        return text

    def _number(self, text: str, code: str, place: tuple[int, int]) -> str:
        try:
            number = float(text)
        except ValueError:
            return text
        if abs(number) >= LARGE:
            self._doubts[place] = "digits_lost"
        show = show_of(code) if code else None
        return show(number) if show else number_text(number)

    def told(self, room: int) -> tuple[Any, Facts]:
        """The grid and the facts."""
        grid = from_places(self._cells, room)
        grid.doubts |= self._doubts
        grid.cut = self.cut or grid.cut
        if self._comments:
            self._facts.left_out.append(LeftOut("comments", count=self._comments))
        return grid, self._facts


def _moment(text: str) -> str:
    """`2023-12-31T08:30:00.000` as people see it; hours alone are of 31 December 1899."""
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if moment.date() in (dt.date(1899, 12, 31), dt.date(1899, 12, 30)):
        return time_text(moment.time())
    return moment_text(moment)
