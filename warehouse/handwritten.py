"""CSV files that people write by hand or in a spreadsheet, one row a decision: read strictly, said clearly.

Every form in which a spreadsheet saves them is read (`spreadsheet`). Nothing is raised: what spoils the whole
file (it is no text, has another header) is the table's fault in a sentence, what is wrong with one row the
row's, and spoils that row only.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from scrapers.oswords import reason
from warehouse.spreadsheet import LOST, NotText, Row, is_finished, names_of, rows_of, text_of

LOOKS, PAUSE = 5, 0.2
"""How often a file that may be being saved just now is looked at, and the seconds between."""

JUST_NOW = 5.0
"""Seconds for which a file that was saved, or a folder that was changed, may still be at it."""

_CLOCK = r"(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?"
_WEEKDAY = r"(?:\s*(?:星期|周)[一二三四五六日天])?"
_DAY = re.compile(rf"(\d{{4}})\s*[-/.年]\s*(\d{{1,2}})\s*[-/.月]\s*(\d{{1,2}})日?{_WEEKDAY}{_CLOCK}")
_COMPACT = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_SERIAL = re.compile(r"([2-6]\d{4})(?:\.\d+)?")
"""Days since 1899-12-30, as Excel keeps them: 1954 to 2091."""
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}")

_POWER = re.compile(r"-?\d(?:[.,]\d+)?E[+-]\d+", re.IGNORECASE)
_MONTH_DAY = re.compile(r"\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}")
_NARROW = re.compile(r"#{2,}")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)")
_MARKS = re.compile(r"[\W\d_]*\?{2,}[\W\d_]*")
"""What is left of Chinese that was saved in an encoding without it."""

_QUOTED = 60
"""Signs of a cell that a sentence quotes."""

ID = "id"
"""The column of ids, which every file may have."""

OTHER_NAMES = {"编号": ID, "门户": "portal"}
"""Columns that people may call otherwise."""

PROSE = ("who", "why")
"""Columns of free words, in which nothing looks like a damaged number."""


class Line(NamedTuple):
    """A row of the file: the number (from 1) of the line on which it begins, its cells cleaned."""

    number: int
    cells: tuple[str, ...]
    """One for each name of the header, in its order; those not written are ''."""
    fault: str | None = None
    """Why the cells are not what was meant, in Chinese, with the column; None where nothing says so."""
    id: str = ""
    """Its cell in the column of ids, as written; '' where there is none."""
    more: tuple[str, ...] = ()
    """Cells of the columns that a file may have or not, in the order in which they were asked for."""


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it is now."""

    lines: tuple[Line, ...] = ()
    fault: str | None = None
    """Why nothing of it can be read, and the remedy (Chinese); None where the rows were read."""
    missing: bool = False
    unfinished: bool = False
    """Whether its last line has no end, as that of a file which is being saved."""
    data: bytes = b""
    """The file as it was read, where its rows were."""


def read_table(file: Path, header: Sequence[str], expected: bool = False, more: Sequence[str] = ()) -> Table:
    """The rows below the header, in the header's order; with their ids, and the columns `more`, where the
    file has these. Further columns are the person's own. A file that is being saved is waited for, a second
    at most; so is one that is not there, where it is `expected`."""
    table = _look(file, header, more)
    for _ in range(1, LOOKS):
        doubtful = table.fault or table.unfinished or (table.missing and expected)
        if not (doubtful and is_at_work(file, file.parent)):
            break
        time.sleep(PAUSE)
        table = _look(file, header, more)
    return table


def day_of(written: str) -> date | None:
    """The day that a cell says, in the forms in which spreadsheets print it: 2018-01-22, 2018/1/22,
    2018.1.22, 2018年1月22日, 20180122, with a time or a weekday behind it.

    None for anything else: 1/2/2018 may be January or February, a bare number a day of either of Excel's
    calendars.
    """
    plain = unicodedata.normalize("NFKC", written)
    found = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def day_fault(written: str) -> str:
    """What is said of a cell that should be a day and is none (Chinese)."""
    plain = unicodedata.normalize("NFKC", written)
    if serial := _SERIAL.fullmatch(plain):
        days = int(serial[1])
        usual, other = (first + timedelta(days) for first in (date(1899, 12, 30), date(1904, 1, 1)))
        why = f"像是 Excel 的日期序号(常用的 1900 年日期系统中是 {usual},1904 年的是 {other}),请写明日期"
    elif _YEAR_LAST.fullmatch(plain):
        why = "年、月、日的先后分不清,请写成 2018-01-22 的样子"
    else:
        why = "应为日期,如 2018-01-22"
    return f"when 是{quoted(written)},{why}"


def quoted(cell: str) -> str:
    """A cell as sentences quote it: of a long one the beginning, without signs that nobody can see."""
    seen = "".join(sign if sign.isprintable() else "\ufffd" for sign in cell[:_QUOTED])
    return f"“{seen}{'…' if len(cell) > _QUOTED else ''}”"


def is_damaged(cell: str) -> bool:
    """Whether a spreadsheet or an encoding made another cell of it."""
    forms = (_MARKS, _NARROW, _ERROR, _POWER, _MONTH_DAY)
    return LOST in cell or any(form.fullmatch(cell) for form in forms)


def may_have_been(cell: str, was: str) -> bool:
    """Whether a damaged cell may have been that: of a number in powers of ten the first digits are left."""
    if not _POWER.fullmatch(cell):
        return True
    left = cell.replace(",", ".").upper()
    try:
        shown = f"{float(was):.{len(left.partition('E')[0].partition('.')[2])}E}"
    except (ValueError, OverflowError):
        return False
    return float(shown) == float(left)


def column_names(row: Row) -> list[str]:
    """A header's names as they are compared, in English where both are known."""
    return [OTHER_NAMES.get(name, name) for name in names_of(row)]


def _look(file: Path, header: Sequence[str], more: Sequence[str]) -> Table:
    """One look at the file, as it was from the first byte to the last."""
    try:
        before = file.stat()
        data = file.read_bytes()
        if (after := file.stat()) and (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
            return Table(fault="正在被改写;请等保存完毕", unfinished=True)
        text = text_of(data)
    except FileNotFoundError:
        return Table(missing=True)
    except OSError as error:
        return Table(fault=f"无法读取({reason(error)});请检查权限")
    except NotText as error:
        return Table(fault=f"{error};请在 Excel 中另存为“CSV UTF-8”")
    first, *rows = rows_of(text, header) or [Row(1, [])]
    if wrong := _header_fault(first, header, (ID, *more)):
        return Table(fault=wrong, unfinished=not is_finished(text))
    names = column_names(first)
    lines = tuple(_line(row, names, header, more) for row in rows)
    return Table(lines, unfinished=not is_finished(text), data=data)


def is_at_work(*places: Path) -> bool:
    """Whether a file was saved, or a folder changed, only just now."""
    for place in places:
        try:
            if abs(time.time() - place.stat().st_mtime) < JUST_NOW:
                return True
        except OSError:
            continue
    return False


def _header_fault(row: Row, header: Sequence[str], optional: Sequence[str]) -> str | None:
    """What is wrong with the header; its names may stand in any order, empty cells and columns of a person's
    own between them."""
    written = [name for name in column_names(row) if name]
    twice = [name for name in written if name in (*header, *optional) and written.count(name) > 1]
    if set(header) <= set(written) and not twice:
        return None
    shown = quoted(",".join(row.cells) or "(空文件)")
    missing = "、".join(name for name in header if name not in written)
    more = "、".join(dict.fromkeys(twice))
    more = quoted(more)[1:-1]
    what = ";".join((f"缺 {missing}",) * bool(missing) + (f"多 {more}",) * bool(more))
    return f"第 {row.number} 行的表头是{shown}({what});请改成“{','.join(header)}”"


def _line(row: Row, names: Sequence[str], header: Sequence[str], more: Sequence[str]) -> Line:
    padded = [*row.cells, *[""] * len(names)]
    told = {name: padded[place] for place, name in enumerate(names) if name}
    cells = tuple(told[name] for name in header)
    optional = tuple(told.get(name, "") for name in more)
    return Line(row.number, cells, _line_fault(row, cells, names, header), told.get(ID, ""), optional)


def _line_fault(row: Row, cells: Sequence[str], names: Sequence[str], header: Sequence[str]) -> str | None:
    if row.broken:
        return "引号不成对"
    named = [place for place, name in enumerate(names) if name]
    if any(cell for place, cell in enumerate(row.cells) if place not in named):
        return f"有 {len(row.cells)} 列,应为 {len(named)} 列"
    if len(row.cells) == 1 and len(re.findall("[,;\uff0c\uff1b\u3001]", row.cells[0])) >= len(header) - 1:
        return "只有一列;各列之间请用英文逗号,与表头一样"
    faults = (_damage(name, cell) for name, cell in zip(header, cells, strict=True))
    return ";".join(filter(None, faults)) or None


def _damage(name: str, cell: str) -> str | None:
    """What a spreadsheet or an encoding did to a cell; None where nothing can be seen of it."""
    if LOST in cell or _MARKS.fullmatch(cell):
        why = "有字已经丢失(存成了别的编码),请重新填写"
    elif _NARROW.fullmatch(cell):
        why = "是列太窄时存下的井号,原来的内容已经丢失,请把列拉宽再重新填写"
    elif _ERROR.fullmatch(cell):
        why = "是 Excel 的公式错误,请在内容前加一个单引号再重新填写"
    elif name in PROSE:
        return None
    elif _POWER.fullmatch(cell):
        why = "是被 Excel 改成科学记数的编号,原来的数字已经丢失,请把这一列设为“文本”再重新填写"
    elif name != "when" and _MONTH_DAY.fullmatch(cell):
        why = "是被 Excel 改成日期的编号,请把这一列设为“文本”再重新填写"
    else:
        return None
    return f"{name} 是{quoted(cell)},{why}"
