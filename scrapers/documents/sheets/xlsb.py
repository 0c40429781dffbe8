"""What calamine does not tell of an XLSB workbook, by the records of its parts (MS-XLSB 2.1.4)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from scrapers.documents.limits import Asked
from scrapers.documents.parts import Parts
from scrapers.documents.records import LeftOut, Refused
from scrapers.documents.sheets.biff import ERRORS
from scrapers.documents.sheets.codes import Show, show_of
from scrapers.documents.sheets.grid import Facts
from scrapers.documents.sheets.xlsx import COLUMNS, left_out_of, relations

_ROW, _ERROR, _FORMULA_ERROR, _FORMAT, _STYLE, _COLUMN = 0, 3, 11, 44, 47, 60
_PROPERTIES, _SHEET, _MERGE, _STYLES_BEGIN, _STYLES_END = 153, 156, 176, 617, 618


class Source:
    """The records of one workbook."""

    def __init__(self, parts: Parts) -> None:
        """Raises Refused where the parts are no workbook."""
        self._parts = parts
        main = next((name for name in parts.names if name.lower().endswith("xl/workbook.bin")), "")
        if not main:
            raise Refused("damaged", "文件不完整:里面没有工作簿")
        targets = relations(parts, main)
        self._sheets: dict[str, str] = {}
        self._from_1904 = False
        for kind, data in _records(parts.bytes_of(main)):
            if kind == _PROPERTIES:
                self._from_1904 = bool(data[:1] and data[0] & 1)
            elif kind == _SHEET:
                relation, at = _wide(data, 8)
                self._sheets[_wide(data, at)[0]] = targets.get(relation, ("", ""))[0]
        styles = next((target for target, kind in targets.values() if kind == "styles"), "")
        self._shows = self._shown(parts.bytes_of(styles)) if styles in parts else {}
        for target, role in targets.values():
            if role == "sharedStrings" and target in parts:
                parts.bytes_of(target)

    def _shown(self, data: bytes) -> dict[int, Show]:
        codes: dict[int, str] = {}
        numbers: list[int] = []
        within = False
        for kind, record in _records(data):
            if kind == _FORMAT and len(record) > 6:
                codes[int.from_bytes(record[:2], "little")] = _wide(record, 2)[0]
            elif kind in (_STYLES_BEGIN, _STYLES_END):
                within = kind == _STYLES_BEGIN
            elif kind == _STYLE and within:
                numbers.append(int.from_bytes(record[2:4], "little"))
        found = ((at, show_of(codes.get(n, ""), n, self._from_1904)) for at, n in enumerate(numbers))
        return {at: show for at, show in found if show is not None}

    def left_out(self) -> list[LeftOut]:
        """By the names of the parts."""
        return left_out_of(self._parts)

    def listed(self) -> list[tuple[str, bool]]:
        """None: this format has no second reading."""
        return []

    def cells_of(self, name: str, facts: Facts, asked: Asked) -> tuple[dict[int, dict[int, str]], bool]:
        """This format has no second reading."""
        raise Refused("damaged", "读不出来")

    def facts_of(self, name: str, at: int = -1) -> Facts:
        """What the records of the sheet tell."""
        part = self._sheets.get(name, "")
        if part not in self._parts:
            raise Refused("damaged", f"工作表「{name}」不在文件里")
        facts, row = Facts(), 0
        for kind, data in _records(self._parts.bytes_of(part)):
            if kind == _ROW and len(data) >= 12:
                row = int.from_bytes(data[:4], "little")
                facts.height = max(facts.height, row + 1)
                if data[11] & 0x10:
                    facts.hidden_rows.append(row)
            elif 1 <= kind <= 11 and len(data) >= 8:
                self._cell(facts, row, kind, data)
            elif kind == _MERGE and len(data) >= 16:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                facts.merges.append((top, left, bottom, right))
            elif kind == _COLUMN and len(data) >= 18 and data[16] & 1:
                first, last = struct.unpack_from("<2I", data)
                facts.hidden_columns += range(first, last + 1) if last < COLUMNS - 1 else []
        return facts

    def _cell(self, facts: Facts, row: int, kind: int, data: bytes) -> None:
        column, style = struct.unpack_from("<2I", data)
        if column >= COLUMNS:
            return
        facts.width = max(facts.width, column + 1)
        show = self._shows.get(style & 0xFFFFFF)
        if show is not None and kind in (2, 5, 9):
            facts.shows[row, column] = show
        if kind in (_ERROR, _FORMULA_ERROR) and len(data) > 8:
            facts.errors[row, column] = ERRORS.get(data[8], "#N/A")


def _wide(data: bytes, at: int) -> tuple[str, int]:
    """A string with its length in four bytes before it, and where it ends."""
    count = int.from_bytes(data[at : at + 4], "little")
    end = at + 4 + 2 * min(count, 1 << 16)
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and data of each record."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80 and at < end:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while at < end and shift < 28:
            size |= (data[at] & 0x7F) << shift
            shift += 7
            at += 1
            if not data[at - 1] & 0x80:
                break
        yield kind, data[at : at + size]
        at += size
