"""OpenDocument sheets, packed (ODS) and flat (FODS): values and what the document itself keeps as shown
(OpenDocument 1.3, part 3, 9)."""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import Any

from lxml import etree

from scrapers.documents.limits import Asked
from scrapers.documents.parts import Parts, local
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.sheets.grid import Facts, Grid, from_places
from scrapers.documents.sheets.placing import Placing
from scrapers.documents.sheets.shown import (
    LARGE,
    duration_text,
    lost_digits,
    moment_text,
    number_text,
    time_text,
    truth_text,
)

_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14


def read(content: bytes, asked: Asked) -> Reading:
    """Every visible sheet. Raises Refused where nothing can be read."""
    reading = Reading(read_by="lxml")
    if content[:2] == b"PK":
        parts = Parts(content, asked)
        if "META-INF/manifest.xml" in parts and b"encryption-data" in parts.bytes_of("META-INF/manifest.xml"):
            raise Refused("password", "文件有密码,没有密码读不到")
        if "content.xml" not in parts:
            raise Refused("damaged", "文件不完整:里面没有内容")
        content = parts.bytes_of("content.xml")
        scripts = sum(
            1 for name in parts.names if name.startswith(("Basic/", "Scripts/")) and name.count("/") > 1
        )
        if scripts:
            reading.left_out.append(LeftOut("macros"))
    book = _Book(asked, reading)
    if not book.read(content):
        if not reading.blocks:
            raise Refused("damaged", "文件损坏:XML 不完整")
        reading.outcome, reading.reason = "damaged", "文件损坏:XML 中断,只读到这里"
    return reading


def _name(element: Any, name: str) -> str:
    """An attribute by its local name; of those of the same name the one of the standard comes first."""
    return next((value for key, value in element.items() if local(key) == name), "")


def _count(element: Any, name: str, most: int) -> int:
    value = _name(element, name)
    return max(1, min(int(value), most)) if value.isdigit() else 1


class _Book:
    """The sheets of one document, as its elements come."""

    def __init__(self, asked: Asked, reading: Reading) -> None:
        self._asked = asked
        self._placing = Placing(asked, reading)
        self._hidden: set[str] = set()
        self._sheet: _Sheet | None = None
        self._depth = 0

    def read(self, data: bytes) -> bool:
        """Reads all; whether the XML was whole."""
        events = etree.iterparse(
            io.BytesIO(data), events=("start", "end"), resolve_entities=False, no_network=True
        )
        try:
            for event, element in events:
                if not self._noticed(event, local(element.tag), element):
                    return True
        except etree.XMLSyntaxError:
            self._close()
            return False
        ended = re.search(rb"</[\w:]*document(?:-content)?>\s*$", data[-200:]) is not None
        whole = self._sheet is None and ended
        self._close()
        return whole

    def _noticed(self, event: str, kind: str, element: Any) -> bool:
        """Takes an element in; False where no more is to be read."""
        if kind == "table":
            self._depth += 1 if event == "start" else -1
            if event == "start" and self._depth == 1:
                hidden = _name(element, "style-name") in self._hidden
                self._sheet = _Sheet(_name(element, "name"), hidden)
            elif event == "end" and self._depth == 0:
                self._close()
                element.clear()
        elif event == "end" and kind == "table-properties" and _name(element, "display") == "false":
            self._hidden.add(_name(element.getparent(), "name"))
        elif event == "end" and self._sheet is not None and self._depth == 1:
            return self._within(kind, element, self._sheet)
        return True

    def _within(self, kind: str, element: Any, sheet: _Sheet) -> bool:
        if kind == "table-column":
            sheet.column(element)
        elif kind == "table-row":
            sheet.row(element, self._placing.room)
            element.clear()
            if self._placing.full(sheet.cells_read, sheet.rows_read):
                sheet.cut = sheet.cut or -1
                self._close()
                return False
        return True

    def _close(self) -> None:
        sheet, self._sheet = self._sheet, None
        if sheet is None:
            return
        if sheet.hidden:
            self._placing.hidden(sheet.name)
        else:
            self._placing.put(sheet.name, *sheet.told(self._placing.room))


class _Sheet:
    """Cells and facts of one sheet."""

    def __init__(self, name: str, hidden: bool) -> None:
        self.name, self.hidden, self.cut = name, hidden, 0
        self.cells_read = self.rows_read = 0
        self._cells: dict[int, dict[int, str]] = {}
        self._facts = Facts()
        self._doubts: dict[tuple[int, int], str] = {}
        self._row = self._column = 0
        self._beside: dict[str, int] = {}

    def column(self, element: Any) -> None:
        """Notes hidden columns."""
        count = _count(element, "number-columns-repeated", _MOST_COLUMNS)
        if _name(element, "visibility") in ("collapse", "filter") and self._column + count < 1 << 10:
            self._facts.hidden_columns += range(self._column, self._column + count)
        self._column += count

    def row(self, element: Any, room: int) -> None:
        """Takes the cells of a row, as often as it stands for several."""
        self.rows_read += 1
        count = _count(element, "number-rows-repeated", _MOST_ROWS)
        texts: dict[int, str] = {}
        column = 0
        for cell in element:
            if local(cell.tag) in ("table-cell", "covered-table-cell"):
                column = self._cell(cell, column, texts)
        if texts:
            kept = min(count, max(0, (room - self.cells_read) // len(texts)) + 1)
            self.cut += count - kept
            for at in range(self._row, self._row + kept):
                self._cells[at] = texts
            self.cells_read += kept * len(texts)
        if _name(element, "visibility") in ("collapse", "filter") and count < 1 << 16:
            self._facts.hidden_rows += range(self._row, self._row + count)
        self._row += count

    def _cell(self, cell: Any, column: int, texts: dict[int, str]) -> int:
        """Takes a cell; the column after it."""
        count = _count(cell, "number-columns-repeated", _MOST_COLUMNS)
        rows = _count(cell, "number-rows-spanned", _MOST_ROWS)
        columns = _count(cell, "number-columns-spanned", _MOST_COLUMNS)
        if rows > 1 or columns > 1:
            self._facts.merges.append((self._row, column, self._row + rows - 1, column + columns - 1))
        text, doubt = self._text(cell, (self._row, column))
        if text and column + count <= _MOST_COLUMNS:
            for at in range(column, column + count):
                texts[at] = text
                if doubt:
                    self._doubts[self._row, at] = doubt
        return column + count

    def _text(self, cell: Any, place: tuple[int, int]) -> tuple[str, str]:
        """The text of a cell as people see it, and a doubt of it."""
        if not len(cell) and not cell.attrib:
            return "", ""
        shown = "\n".join(_paragraph(each) for each in cell if local(each.tag) == "p")
        self._noted(cell)
        kind = next((value for key, value in cell.items() if key.endswith("office:1.0}value-type")), "")
        if cell.get(_EXTENDED) == "error" or (_name(cell, "formula") and _ERROR.fullmatch(shown)):
            self._facts.errors[place] = shown or "#N/A"
            return shown or "#N/A", ""
        if _name(cell, "formula") and not kind and not shown:
            self._facts.no_value.add(place)
            return "", ""
        return _value_text(cell, kind, shown)

    def _noted(self, cell: Any) -> None:
        for each in cell.iter("{*}annotation", "{*}image", "{*}object", "{*}text-box"):
            what = {"annotation": "comments", "image": "images", "object": "charts"}.get(
                local(each.tag), "drawings"
            )
            self._beside[what] = self._beside.get(what, 0) + 1

    def told(self, room: int) -> tuple[Grid, Facts]:
        """The grid and the facts."""
        grid = from_places(self._cells, room)
        grid.doubts |= self._doubts
        grid.cut = self.cut if self.cut < 0 else grid.cut + self.cut
        self._facts.left_out += [LeftOut(what, count=count) for what, count in sorted(self._beside.items())]
        return grid, self._facts


_EXTENDED = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|\w+!)|Err:\d{3}")
_PLAIN = re.compile(r"[-+\d,.\s()¥￥]*(?:E[-+]?\d+)?")
_ZERO_FIRST = re.compile(r"-?0\d")
_UNSIGNED = re.compile(r"[¥￥]?\s*\d[^-－−(（]*\Z")
_FRACTION = re.compile(r"\s*-?\s*(?:\d+\s+)?\d+/\d+\s*")
_PART = re.compile(r"\d{4}年?|(?:\d{4}[-./年])?(?P<month>\d{1,2})月|\d{4}[-./](?P<also>\d{1,2})")
_WEEKDAY = re.compile(r"(?:星期|周)[一二三四五六日]")
_NO_DAY = dt.date(1899, 12, 30)
"""The day of hours without one."""


def _value_text(cell: Any, kind: str, shown: str) -> tuple[str, str]:
    """The text of a value by its kind; what the document keeps as shown where that says more."""
    if kind in ("float", "currency", "percentage"):
        try:
            number = float(_name(cell, "value"))
        except ValueError:
            return shown, ""
        doubt = "digits_lost" if abs(number) >= LARGE else ""
        if _speaks(shown, number) and not doubt:
            # A colour alone may tell people of the sign.
            return ("-" if number < 0 and _UNSIGNED.match(shown) else "") + shown, ""
        return number_text(number), doubt
    if kind == "date":
        return _moment(_name(cell, "date-value"), shown.strip()), ""
    if kind == "time":
        return _time(_name(cell, "time-value"), shown), ""
    if kind == "boolean":
        return truth_text(_name(cell, "boolean-value") == "true"), ""
    text = shown or _name(cell, "string-value")
    return text, "digits_lost" if lost_digits(text) else ""


def _speaks(shown: str, number: float) -> bool:
    """Whether what is shown says more than the number: a unit, zeros before it, other digits than the
    number's (thousands); not an error, a cell that is too narrow, a fraction."""
    if not shown or "#" in shown or _ERROR.fullmatch(shown) or _FRACTION.fullmatch(shown):
        return False
    if not _PLAIN.fullmatch(shown) or _ZERO_FIRST.match(shown):
        return True
    digits = re.sub(r"[^\d.]", "", shown)
    if "E" in shown or not re.fullmatch(r"\d+(?:\.\d+)?", digits):
        return False
    return abs(float(digits) - abs(number)) > 0.51 * 10.0 ** -len(digits.partition(".")[2])


def _moment(value: str, shown: str) -> str:
    try:
        moment = dt.datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", value))
    except ValueError:
        return shown or value
    if moment.date() == _NO_DAY:
        return time_text(moment.time())
    if _WEEKDAY.fullmatch(shown):
        return shown
    match = _PART.fullmatch(shown)
    if match:  # no day is made up where none is shown
        return f"{moment.year}年" + (f"{moment.month}月" if match["month"] or match["also"] else "")
    return moment_text(moment)


_TIME = re.compile(r"(-?)P(?:(\d+)D)?T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?")


def _time(value: str, shown: str) -> str:
    """`PT08H30M00S` as `08:30`; beyond a day hours go on."""
    match = _TIME.fullmatch(value)
    if not match:
        return shown or value
    days, hours, minutes = (int(match[at] or 0) for at in (2, 3, 4))
    length = dt.timedelta(days=days, hours=hours, minutes=minutes, seconds=round(float(match[5] or 0)))
    # A format that counts no hours beyond a day shows those of the last one.
    counted = shown.lstrip("-").startswith(str(int(length.total_seconds()) // 3600))
    if match[1] or (length >= dt.timedelta(days=1) and (counted or not shown)):
        return duration_text(-length if match[1] else length)
    return time_text((dt.datetime.min + length).time())


def _paragraph(element: Any) -> str:
    """The text of a paragraph: without notes, runs of spaces and line ends as they are."""
    pieces = [element.text or ""]
    for each in element:
        kind = local(each.tag)
        if kind == "s":
            pieces.append(" " * _count(each, "c", 1000))
        elif kind == "tab":
            pieces.append("\t")
        elif kind == "line-break":
            pieces.append("\n")
        elif kind and kind not in ("annotation", "note", "ruby-text"):
            pieces.append(_paragraph(each))
        pieces.append(each.tail or "")
    return "".join(pieces)
