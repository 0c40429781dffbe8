"""Rows of an XLSX sheet read cell by cell: where a rectangle of it would be too large, or its XML breaks
off."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from lxml import etree

from scrapers.documents.limits import Asked
from scrapers.documents.parts import local
from scrapers.documents.records import Refused
from scrapers.documents.sheets.codes import BUILT_IN, is_date, is_duration
from scrapers.documents.sheets.grid import Facts, column_of_letters
from scrapers.documents.sheets.shown import duration_text, moment_of_text, number_text, truth_text
from scrapers.documents.sheets.strings import text_within, unescaped
from scrapers.documents.sheets.xlsx import Book


def cells_of(data: bytes, book: Book, facts: Facts, asked: Asked) -> tuple[dict[int, dict[int, str]], bool]:
    """Texts by row and column, and whether the sheet was read to its end."""
    if b"<!ENTITY" in data[:4096]:
        raise Refused("damaged", "XML 里定义了实体,没有读")
    reader = _Cells(book, facts)
    rows: dict[int, dict[int, str]] = {}
    budget = asked.limits.cells
    whole = data.rstrip().endswith(b"worksheet>")
    row = -1
    events = _rows(data)
    try:
        for _, element in events:
            number = element.get("r")
            row = int(number) - 1 if number and number.isdigit() else row + 1
            cells = reader.of(element, row)
            budget -= len(cells)
            if cells:
                rows.setdefault(row, {}).update(cells)
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
            if budget < 0 or (row % 1000 == 0 and asked.late()):
                return rows, False
    except etree.XMLSyntaxError:
        return rows, False
    return rows, whole


def _rows(data: bytes) -> Any:
    return etree.iterparse(
        io.BytesIO(data), tag="{*}row", resolve_entities=False, no_network=True, load_dtd=False
    )


class _Cells:
    """Cells of a row to texts."""

    def __init__(self, book: Book, facts: Facts) -> None:
        self._strings = book.strings()
        self._shows = book.shows()
        self._facts = facts
        self._codes = [code or BUILT_IN.get(number, "") for number, code in book.codes]
        self._from_1904 = book.from_1904

    def of(self, row: Any, at: int) -> dict[int, str]:
        """The texts of one `<row>`, by column."""
        texts: dict[int, str] = {}
        column = -1
        for cell in row.iterchildren("{*}c"):
            letters = re.match(r"[A-Z]{1,3}", cell.get("r") or "")
            column = column_of_letters(letters[0]) if letters else column + 1
            text = self._text(cell, (at, column))
            if text:
                texts[column] = text
        return texts

    def _text(self, cell: Any, place: tuple[int, int]) -> str:
        kind = cell.get("t") or "n"
        if kind == "inlineStr":
            return text_within(cell)
        value = next((each.text or "" for each in cell if local(each.tag) == "v"), "")
        if kind == "s":
            return self._strings[int(value)] if value.isdigit() and int(value) < len(self._strings) else ""
        if kind == "b":
            return truth_text(value in ("1", "true")) if value else ""
        if kind == "e":
            self._facts.errors[place] = value or "#N/A"
        elif not value and kind != "str" and any(local(each.tag) == "f" for each in cell):
            self._facts.no_value.add(place)
        if kind in ("str", "e", "d") or not value:
            return unescaped(value)
        return self._number(value, cell.get("s") or "0")

    def _number(self, value: str, style: str) -> str:
        try:
            number = float(value)
        except ValueError:
            return value
        at = int(style) if style.isdigit() else -1
        if at in self._shows:
            return self._shows[at](number)
        code = self._codes[at] if 0 <= at < len(self._codes) else ""
        if code and is_duration(code) and abs(number) < 1e6:
            return duration_text(dt.timedelta(days=number))
        return moment_of_text(number, self._from_1904) if code and is_date(code) else number_text(number)
