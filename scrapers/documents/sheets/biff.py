"""What calamine does not tell of an XLS workbook (BIFF5 and BIFF8, ET of WPS among them), by its records
(MS-XLS; OpenOffice's documentation of the format, 4 and 5)."""

from __future__ import annotations

import io
import struct
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import olefile

from scrapers.documents.limits import Asked
from scrapers.documents.records import LeftOut, Refused
from scrapers.documents.sheets.codes import Show, show_of
from scrapers.documents.sheets.grid import Facts

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
"""By the code that a cell holds."""

_EOF, _FORMULA, _CODEPAGE, _FILEPASS, _NOTE, _DATES = 0x000A, 0x0006, 0x0042, 0x002F, 0x001C, 0x0022
_BOUNDSHEET, _COLINFO, _OBJECT, _XF, _MERGES, _MULRK = 0x0085, 0x007D, 0x005D, 0x00E0, 0x00E5, 0x00BD
_NUMBER, _LABEL, _BOOLERR, _ROW, _RK, _FORMAT, _BOF, _SUPBOOK = (
    0x0203,
    0x0204,
    0x0205,
    0x0208,
    0x027E,
    0x041E,
    0x0809,
    0x01AE,
)
_LABELSST, _RSTRING, _SIZE = 0x00FD, 0x00D6, 0x0200
_OBJECTS = {5: "charts", 8: "images", 6: "drawings", 2: "drawings", 3: "drawings"}
_CODEPAGES = {936: "gb18030", 950: "big5hkscs", 54936: "gb18030", 1200: "utf-16-le"}

ROWS, COLUMNS = 1 << 16, 1 << 8
"""Of a sheet, at most."""

Record = tuple[int, int, int]
"""Its kind, where its data begins, their length."""


class Source:
    """The records of one workbook."""

    def __init__(self, content: bytes, asked: Asked) -> None:
        """Raises Refused where there is no workbook stream, or it is encrypted."""
        self._data, self._macros = _stream(content)
        self._asked = asked
        self._codes: dict[int, str] = {}
        self._styles: list[int] = []
        self._begins: dict[str, int] = {}
        self._from_1904 = False
        self._links = 0
        self._wide = True
        self._encoding = "gb18030"
        self._globals()
        shows = (
            (at, show_of(self._codes.get(n, ""), n, self._from_1904)) for at, n in enumerate(self._styles)
        )
        self._shows: dict[int, Show] = {at: show for at, show in shows if show is not None}
        self._facts = {name: self._scanned(begins) for name, begins in self._begins.items()}
        # Of a damaged file a cell may lie anywhere, and calamine makes room for all up to there.
        if any(facts.height > ROWS or facts.width > COLUMNS for facts in self._facts.values()):
            raise Refused("damaged", "文件损坏:单元格的位置超出工作表")

    def left_out(self) -> list[LeftOut]:
        """Macros and references to other files."""
        told = [LeftOut("macros")] if self._macros else []
        return [*told, LeftOut("links", count=self._links)] if self._links else told

    def listed(self) -> list[tuple[str, bool]]:
        """None: this format has no second reading."""
        return []

    def cells_of(self, name: str, facts: Facts, asked: Asked) -> tuple[dict[int, dict[int, str]], bool]:
        """This format has no second reading."""
        raise Refused("damaged", "读不出来")

    def _globals(self) -> None:
        for kind, at, size in _records(self._data, 0):
            if kind == _FILEPASS:
                raise Refused("password", "工作簿有密码,没有密码读不到")
            if kind == _BOF:
                self._wide = self._data[at : at + 2] == b"\x00\x06"
            elif kind == _CODEPAGE and size >= 2:
                number = int.from_bytes(self._data[at : at + 2], "little")
                self._encoding = _CODEPAGES.get(number, f"cp{number}")
            elif kind == _DATES and size >= 2:
                self._from_1904 = self._data[at] == 1
            elif kind == _XF and size >= 4:
                self._styles.append(int.from_bytes(self._data[at + 2 : at + 4], "little"))
            elif kind == _FORMAT and size > 2:
                number = int.from_bytes(self._data[at : at + 2], "little")
                self._codes[number] = self._text(at + 2, 2 if self._wide else 1)
            elif kind == _BOUNDSHEET and size > 7:
                begins = int.from_bytes(self._data[at : at + 4], "little")
                self._begins[self._text(at + 6, 1)] = begins
            elif kind == _SUPBOOK and self._data[at + 2 : at + 4] not in (b"\x01\x04", b"\x01\x3a"):
                self._links += 1

    def _text(self, at: int, length: int) -> str:
        """A string with its length before it: a byte or two."""
        count = int.from_bytes(self._data[at : at + length], "little")
        at += length
        if not self._wide:
            try:
                return self._data[at : at + count].decode(self._encoding, "replace")
            except LookupError:
                return self._data[at : at + count].decode("gb18030", "replace")
        double = bool(self._data[at] & 1) if at < len(self._data) else False
        raw = self._data[at + 1 : at + 1 + count * (2 if double else 1)]
        return raw.decode("utf-16-le" if double else "latin-1", "replace")

    def facts_of(self, name: str, at: int = -1) -> Facts:
        """What the records of the sheet tell; `at`: which it is, where its name is read in another way."""
        if name in self._facts:
            return self._facts[name]
        facts = list(self._facts.values())
        return facts[at] if 0 <= at < len(facts) else Facts(broken="对不上工作表的名称")

    def _scanned(self, begins: int) -> Facts:
        sheet = _Sheet(self._data, self._shows)
        first = last = 0
        for kind, at, size in _records(self._data, begins):
            sheet.record(kind, at, size)
            first, last = first or kind, kind
        facts = sheet.told()
        if first != _BOF or last != _EOF:
            facts.broken = "内容中断"
        return facts


@dataclass(slots=True)
class _Sheet:
    """Facts of a sheet, record by record."""

    data: bytes
    shows: dict[int, Show]
    facts: Facts = field(default_factory=Facts)
    objects: Counter[str] = field(default_factory=Counter)
    empty_results: set[tuple[int, int]] = field(default_factory=set)
    formulas: int = 0

    def record(self, kind: int, at: int, size: int) -> None:
        """Takes one record in."""
        data = self.data
        if kind in _CELLS and size >= 6:
            row, column, style = struct.unpack_from("<3H", data, at)
            self._reach(row, column)
            if style in self.shows and kind != _LABELSST:
                self.facts.shows[row, column] = self.shows[style]
            if kind == _FORMULA and size >= 14:
                self._result((row, column), data[at + 6 : at + 14])
            elif kind == _BOOLERR and size >= 8 and data[at + 7]:
                self.facts.errors[row, column] = ERRORS.get(data[at + 6], "#N/A")
        elif kind == _MULRK and size >= 12:
            self._many(at, size)
        elif kind == _ROW and size >= 16 and data[at + 12] & 0x20:
            self.facts.hidden_rows.append(int.from_bytes(data[at : at + 2], "little"))
        elif kind == _COLINFO and size >= 10 and data[at + 8] & 1:
            first, last = struct.unpack_from("<2H", data, at)
            self.facts.hidden_columns += range(first, min(last, 255) + 1) if last < 255 else []
        elif kind == _MERGES and size >= 2:
            self._merged(at, size)
        elif kind == _SIZE:
            self._sized(at, size)
        elif kind == _NOTE:
            self.objects["comments"] += 1
        elif kind == _OBJECT and size >= 6 and data[at] == 0x15:
            what = _OBJECTS.get(int.from_bytes(data[at + 4 : at + 6], "little"))
            if what:
                self.objects[what] += 1

    def _reach(self, row: int, column: int) -> None:
        self.facts.height = max(self.facts.height, row + 1)
        self.facts.width = max(self.facts.width, column + 1)

    def _sized(self, at: int, size: int) -> None:
        """The size that the sheet says it has: calamine makes room for it, before it reads a cell."""
        form = {10: "<4H", 14: "<2I2H"}.get(size)
        if form:
            top, bottom, left, right = struct.unpack_from(form, self.data, at)
            left = 0 if left >= COLUMNS or right < left else left
            if bottom and right and (bottom <= top or bottom - top > ROWS or right - left > COLUMNS):
                self.facts.height = ROWS + 1

    def _result(self, place: tuple[int, int], result: bytes) -> None:
        self.formulas += 1
        if result[6:] != b"\xff\xff":
            return
        if result[0] == 2:
            self.facts.errors[place] = ERRORS.get(result[2], "#N/A")
        elif result[0] == 3:
            self.empty_results.add(place)

    def _many(self, at: int, size: int) -> None:
        row, first = struct.unpack_from("<2H", self.data, at)
        for beside in range((size - 6) // 6):
            style = int.from_bytes(self.data[at + 4 + 6 * beside : at + 6 + 6 * beside], "little")
            if style in self.shows:
                self.facts.shows[row, first + beside] = self.shows[style]
        self._reach(row, first + (size - 6) // 6 - 1)

    def _merged(self, at: int, size: int) -> None:
        count = min(int.from_bytes(self.data[at : at + 2], "little"), (size - 2) // 8)
        for each in range(count):
            top, bottom, left, right = struct.unpack_from("<4H", self.data, at + 2 + 8 * each)
            self.facts.merges.append((top, left, bottom, right))

    def told(self) -> Facts:
        """The facts. Formulas that all have the empty text for a result were never calculated: some libraries
        write them so."""
        if self.empty_results and len(self.empty_results) == self.formulas:
            self.facts.no_value = self.empty_results
        self.facts.left_out = [LeftOut(what, count=count) for what, count in sorted(self.objects.items())]
        return self.facts


_CELLS = frozenset({_NUMBER, _RK, _FORMULA, _BOOLERR, _LABELSST, _LABEL, _RSTRING})


def _stream(content: bytes) -> tuple[bytes, bool]:
    """The workbook's stream, and whether there are macros. Raises Refused."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            name = next((each for each in ("Workbook", "Book") if file.exists(each)), "")
            if not name:
                raise Refused("damaged", "文件损坏:里面没有工作簿")
            return file.openstream(name).read(), file.exists("_VBA_PROJECT_CUR") or file.exists(
                "_VBA_PROJECT"
            )
    except Refused:
        raise
    except Exception as error:  # the library raises whatever a damaged directory makes it
        raise Refused("damaged", "文件损坏:目录读不出来") from error


def _records(data: bytes, at: int) -> Iterator[Record]:
    """The records of one substream, those of what is nested in it (charts) left aside."""
    depth, end = 0, len(data)
    unpack = struct.Struct("<2H").unpack_from
    while at + 4 <= end:
        kind, size = unpack(data, at)
        if kind == _BOF:
            depth += 1
        if depth <= 1:
            yield kind, at + 4, min(size, end - at - 4)
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + size
