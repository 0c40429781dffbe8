"""CSV files that people write by hand or in a spreadsheet, one row a decision: read strictly, said clearly.

UTF-8 with or without BOM; empty rows and rows that begin with `#` say nothing. What spoils the whole file
(its encoding, its header, a quote that never closes) is refused in a sentence; what is wrong with one row is
for its reader to say, and spoils that row only.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import NamedTuple

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")

Refusal = Callable[[str], Exception]
"""Makes the exception for a file that cannot be read, of what is wrong and the remedy (Chinese)."""


class Line(NamedTuple):
    """A row of the file: the number (from 1) of the line on which it begins, its cells without blanks."""

    number: int
    cells: tuple[str, ...]
    """As many as the header has; those not written are ''."""
    surplus: str | None
    """That the row has more cells than the header, in Chinese; None where it has not."""


def read_lines(file: Path, header: Sequence[str], refused: Refusal) -> list[Line]:
    """The rows below the header, in their order; none where there is no file.

    Raises what `refused` makes for a file that cannot be read as a whole, or whose header is not `header`.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except OSError as error:
        raise refused(f"无法读取({error.strerror});请检查权限") from error
    except UnicodeDecodeError as error:
        raise refused("不是 UTF-8 编码;请在 Excel 中另存为“CSV UTF-8”") from error
    rows = _rows(text, refused)
    number, found = next(rows, (1, []))
    if found != list(header):
        written = ",".join(found)[:80] or "(空文件)"
        raise refused(f"第 {number} 行的表头是“{written}”;请改成“{','.join(header)}”")
    return [_line(number, cells, len(header)) for number, cells in rows]


def day_of(written: str) -> date | None:
    """The day that a cell says: 2018-01-22, 2018/1/22, 2018.1.22 or 2018年1月22日; None for anything else."""
    found = _DAY.fullmatch(written)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def day_fault(written: str) -> str:
    """What is said of a cell that should be a day and is none (Chinese)."""
    return f"when 是“{written}”,应为日期,如 2018-01-22"


def _rows(text: str, refused: Refusal) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells of every row that says something; spreadsheets' empty last cells are cut off."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    number = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            if cells and not cells[0].startswith("#"):
                yield number, cells
            number = reader.line_num + 1
    except csv.Error as error:
        raise refused(f"第 {number} 行起不是 CSV({error});请检查引号是否成对") from error


def _line(number: int, cells: list[str], width: int) -> Line:
    surplus = f"有 {len(cells)} 列,应为 {width} 列" if len(cells) > width else None
    return Line(number, tuple([*cells, *[""] * width][:width]), surplus)
