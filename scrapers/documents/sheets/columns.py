"""Values of a sheet to texts, a thousand rows at a time and column by column: a column mostly holds one
kind of
value, and goes through without a step of Python for each cell. What a large sheet costs is decided here."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from scrapers.documents.records import Place
from scrapers.documents.sheets.codes import Show
from scrapers.documents.sheets.shown import LARGE, TEXTS, lost_digits

PIECE = 1000
"""Rows taken together."""

Row = tuple[str, ...]
Shows = dict[int, dict[int, Show]]
"""Formats that speak, by row and column of the sheet."""


def rows_of(
    values: Iterable[list[Any]], top: int, left: int, shows: Shows, doubts: dict[Place, str]
) -> Iterator[list[Row]]:
    """Texts for the values of a sheet whose first cell is at (top, left), `PIECE` rows at a time; numbers
    that have lost their last digits go into `doubts`, by their place in the sheet."""
    values = iter(values)
    while piece := list(islice(values, PIECE)):
        columns = [
            _texts(column, top, left + at, doubts) for at, column in enumerate(zip(*piece, strict=True))
        ]
        for row in shows.keys() & range(top, top + len(piece)) if shows else ():
            for column, show in shows[row].items():
                _show(piece, columns, row - top, column - left, show)
        yield list(zip(*columns, strict=True))
        top += len(piece)


def _show(piece: list[list[Any]], columns: list[list[str]], row: int, column: int, show: Show) -> None:
    if 0 <= column < len(columns) and piece[row][column] != "":
        columns[column][row] = show(piece[row][column])


def _texts(column: tuple[Any, ...], top: int, at: int, doubts: dict[Place, str]) -> list[str]:
    kinds = set(map(type, column))
    if kinds == _STRINGS:
        return _strings(column, top, at, doubts)
    if kinds == _FLOATS:
        texts = list(map(_DIGITS, column))
        if "e" not in "".join(texts):
            return texts
    elif kinds == _DAYS:
        return list(map(dt.date.isoformat, column))
    if float in kinds:
        for row, value in enumerate(column, top):
            if type(value) is float and (value >= LARGE or value <= -LARGE):
                doubts[row, at] = "digits_lost"
    texts = [value if type(value) is str else TEXTS[type(value)](value) for value in column]
    return _strings(tuple(texts), top, at, doubts) if str in kinds else texts


_STRINGS, _FLOATS, _DAYS = {str}, {float}, {dt.date}
_LONG = re.compile(r"\d{15}000|\dE\+")
_DIGITS: Callable[[float], str] = "%.15g".__mod__


def _strings(texts: tuple[str, ...], top: int, at: int, doubts: dict[Place, str]) -> list[str]:
    """Line ends as one sign; long numbers as text, as a cell too narrow shows them, doubted."""
    together = "\x1f".join((*texts, ""))
    if ("E+" in together or "000\x1f" in together) and _LONG.search(together):
        doubts |= {(row, at): "digits_lost" for row, text in enumerate(texts, top) if lost_digits(text)}
    if "\r" in together or "\0" in together:
        return [text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for text in texts]
    return list(texts)
