"""Workbooks: values by calamine (in Rust, it reads XLSX, XLSB, XLS back to Excel 5), everything that a
person sees
of them and calamine does not tell by a scan of the file. Formulas are never calculated, macros never run."""

from __future__ import annotations

import gc
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Protocol

import python_calamine as calamine

from scrapers.documents.formats import format_of
from scrapers.documents.limits import Asked
from scrapers.documents.parts import Parts
from scrapers.documents.records import LeftOut, Reading, Refused
from scrapers.documents.sheets import biff, sparse, xlsb, xlsx
from scrapers.documents.sheets.columns import Shows, rows_of
from scrapers.documents.sheets.grid import Facts, Grid, from_cells
from scrapers.documents.sheets.placing import Placing
from scrapers.documents.sheets.shown import lost_digits


class Source(Protocol):
    """The scan of one format."""

    def facts_of(self, name: str, at: int = -1) -> Facts:
        """What it tells of a sheet, `at` among all. Raises Refused where the sheet cannot be read."""

    def left_out(self) -> list[LeftOut]:
        """What the workbook holds beside its sheets."""

    def listed(self) -> list[tuple[str, bool]]:
        """Names of sheets that `cells_of` can read, and whether they are seen."""

    def cells_of(self, name: str, facts: Facts, asked: Asked) -> tuple[dict[int, dict[int, str]], bool]:
        """The sheet's texts cell by cell, and whether to its end: where calamine cannot give them. Raises
        Refused where this format has no such reading."""


def read(content: bytes, asked: Asked) -> Reading:
    """Every visible sheet: its name as a line, then its table. Hidden sheets are told, hidden rows and
    columns read and noted. Raises Refused where nothing can be read."""
    source = _source(content, asked)
    reading = Reading(read_by="calamine", left_out=source.left_out())
    book, listed = _opened(content, source)
    if book is None:
        reading.read_by = "lxml"
    work = _Work(book, source, asked, reading, Placing(asked, reading))
    with _uncollected():
        for name, visible, at in listed:
            if visible:
                work.sheet(name, at)
            else:
                work.placing.hidden(name)
    if work.damaged and reading.outcome == "ok":
        if not reading.blocks:
            raise Refused("damaged", f"文件损坏:{work.damaged[0]}")
        reading.outcome, reading.reason = "damaged", "文件损坏:" + ";".join(work.damaged[:3])
    return reading


@contextmanager
def _uncollected() -> Iterator[None]:
    """No search for cycles while a million texts are made: there are none, and it costs a tenth of the
    time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _source(content: bytes, asked: Asked) -> Source:
    kind = format_of(content, asked.name).name
    if kind == "xls":
        return biff.Source(content, asked)
    parts = Parts(content, asked)
    return xlsb.Source(parts) if kind == "xlsb" else XlsxSource(parts, asked)


class XlsxSource:
    """The scan of an XLSX workbook."""

    def __init__(self, parts: Parts, asked: Asked) -> None:
        """Raises Refused where the parts are no workbook."""
        self._asked = asked
        self._book = xlsx.Book(parts)
        self._book.lengths()
        self._shows = self._book.shows()
        self._data = b""

    def facts_of(self, name: str, at: int = -1) -> Facts:
        """What the bytes of the sheet tell."""
        part = self._book.sheets.get(name, "")
        if part not in self._book.parts:
            raise Refused("damaged", f"工作表「{name}」不在文件里")
        self._data = self._book.parts.bytes_of(part)
        scan = xlsx.Scan(self._data, self._book, self._shows)
        if scan.text() > self._asked.limits.text:
            raise Refused("too_much_text", f"读出的内容超过 {self._asked.limits.text >> 20} MB,没有给出")
        facts = scan.facts()
        facts.shapes = self._book.shapes(part)
        if facts.height * facts.width > self._asked.limits.cells:
            facts.height, facts.width = scan.exact_size()
        return facts

    def left_out(self) -> list[LeftOut]:
        """By the names of the parts."""
        return self._book.left_out()

    def listed(self) -> list[tuple[str, bool]]:
        """All sheets that the workbook names."""
        return [(name, name not in self._book.unseen) for name in self._book.sheets]

    def cells_of(self, name: str, facts: Facts, asked: Asked) -> tuple[dict[int, dict[int, str]], bool]:
        """Cell by cell, by lxml; of the sheet that `facts_of` was last asked for."""
        return sparse.cells_of(self._data, self._book, facts, asked)


def _opened(content: bytes, source: Source) -> tuple[Any, list[tuple[str, bool, int]]]:
    """calamine's workbook and the names of its sheets, whether they are seen, and which they are. None and
    what the scan lists where calamine gives up over something beside the sheets. Raises Refused."""
    try:
        with _Guard("工作簿读不出来"):
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Refused as refused:
        listed = source.listed()
        if refused.outcome != "damaged" or not listed:
            raise
        return None, [(name, visible, at) for at, (name, visible) in enumerate(listed)]
    seen = calamine.SheetVisibleEnum.Visible
    sheets = [
        (sheet.name, sheet.visible == seen, at)
        for at, sheet in enumerate(book.sheets_metadata)
        if sheet.typ == calamine.SheetTypeEnum.WorkSheet
    ]
    return book, sheets


class _Guard:
    """What calamine raises as Refused; a panic of Rust is no Exception, and comes out of what is damaged."""

    def __init__(self, words: str) -> None:
        self._words = words

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if error is None or isinstance(error, Refused | MemoryError):
            return
        if isinstance(error, calamine.PasswordError):
            raise Refused("password", "工作簿有密码,没有密码读不到") from error
        if type(error).__name__ == "PanicException" or isinstance(error, _EXPECTED):
            raise Refused("damaged", self._words) from error


_EXPECTED = (calamine.CalamineError, OSError, ValueError, OverflowError)


MOST = 1 << 24
"""Places of a sheet's rectangle that calamine may fill, empty ones among them: as many as an XLS sheet
has."""


@dataclass(slots=True)
class _Work:
    """The sheets of one workbook, one after another."""

    book: Any
    source: Source
    asked: Asked
    reading: Reading
    placing: Placing
    damaged: list[str] = field(default_factory=list)

    def sheet(self, name: str, at: int) -> None:
        """Reads a sheet into the blocks, or tells why not."""
        if self.asked.late() or self.placing.room <= 0:
            self.placing.cut(name)
            return
        try:
            facts = self.source.facts_of(name, at)
            if facts.broken:
                self._lost(name, facts.broken)
            grid = self._grid(name, facts)
        except Refused as refused:
            if refused.outcome != "damaged":
                raise
            self._lost(name, refused.args[0])
            return
        self.placing.put(name, grid, facts)

    def _lost(self, name: str, why: str) -> None:
        self.damaged.append(f"工作表「{name}」没有读全({why})")
        self.reading.left_out.append(LeftOut("unread", f"工作表「{name}」"))

    def _grid(self, name: str, facts: Facts) -> Grid:
        """The texts: as calamine has them, or cell by cell where that rectangle is too large or it gives
        up."""
        if self.book is not None and facts.height * facts.width <= max(MOST, self.placing.room):
            try:
                with _Guard("读不出来"):
                    return self._from_calamine(self.book.get_sheet_by_name(name), facts)
            except Refused as refused:
                if refused.outcome != "damaged":
                    raise
        cells, whole = self.source.cells_of(name, facts, self.asked)
        if not whole and not self.asked.late():
            self._lost(name, "内容中断")
        grid = self._doubted(from_cells(cells, self.placing.room, set(facts.errors) | facts.no_value))
        if not whole and self.asked.late():
            grid.cut = -1
        return grid

    def _doubted(self, grid: Grid) -> Grid:
        for row, texts in zip(grid.row_at, grid.rows, strict=True):
            for column, text in zip(grid.column_at, texts, strict=True):
                if text and lost_digits(text):
                    grid.doubts[row, column] = "digits_lost"
        return grid

    def _from_calamine(self, sheet: Any, facts: Facts) -> Grid:
        start = sheet.start
        if start is None:
            return Grid([], range(0), range(0))
        if not facts.merges:
            facts.merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or ()]
        height, width = sheet.height, sheet.width
        if height * width > self.placing.room:
            return _compacted(sheet, start[1], facts, self.placing.room)
        grid = Grid([], range(start[0], start[0] + height), range(start[1], start[1] + width))
        for piece in rows_of(sheet.to_python(), start[0], start[1], _by_row(facts), grid.doubts):
            grid.rows += piece
            if len(grid.rows) < height and self.asked.late():
                grid.cut, grid.row_at = height - len(grid.rows), grid.row_at[: len(grid.rows)]
                break
        return grid


def _by_row(facts: Facts) -> Shows:
    """Formats that speak, by row and column."""
    rows: Shows = {}
    for (row, column), show in facts.shows.items():
        rows.setdefault(row, {})[column] = show
    return rows


def _compacted(sheet: Any, left: int, facts: Facts, room: int) -> Grid:
    """Rows and columns that hold something, of a sheet whose rectangle is too large for a table."""
    grid = Grid([], [], range(0))
    at: list[int] = []
    # An iterator of calamine begins with the sheet's first row, a list with the first that holds something.
    for row, texts in enumerate(
        chain.from_iterable(rows_of(sheet.iter_rows(), 0, left, _by_row(facts), grid.doubts))
    ):
        if any(texts):
            grid.rows.append(texts)
            at.append(row)
    columns = [column for column, texts in enumerate(zip(*grid.rows, strict=True)) if any(texts)]
    if grid.rows and len(columns) < len(grid.rows[0]):
        grid.rows = [tuple(row[column] for column in columns) for row in grid.rows]
    kept = room // max(1, len(columns))
    grid.cut = max(0, len(at) - kept)
    grid.rows, grid.row_at = grid.rows[:kept], at[:kept]
    grid.column_at = [left + column for column in columns]
    return grid
