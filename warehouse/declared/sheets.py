"""The sheets of a workbook that were filled in: which form each is, its rows, what of it was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from warehouse.declared.asking import labels_of
from warehouse.declared.entries import Written, remark_of
from warehouse.declared.layout import (
    CODE,
    HEAD,
    HEADS,
    INPUT,
    LABEL,
    MANUAL,
    REMARK,
    STAMP_WORDS,
    TEMPLATE,
    Stamp,
)
from warehouse.declared.records import Trouble
from warehouse.forms import Form, form_named, normalised
from warehouse.handwritten import quoted

_LOOKED = 20
"""Rows in which the heads may stand; people put lines above a table."""
_MOST_ROWS, _MOST_COLUMNS = 3_000, 60
_STAMP = re.compile(rf"({'|'.join(STAMP_WORDS.values())})\s*[::]\s*(.*)")
_AGAIN = "请用 template 重新生成模板,把填的数抄过去"


class Wanted(NamedTuple):
    """What a sheet has to be of."""

    year: int
    portal: str


class FilledRow(NamedTuple):
    """A row with something in its input cell, or a remark."""

    place: str
    code: str
    written: Written
    remark: str


@dataclass
class FilledSheet:
    """A sheet of a form."""

    name: str
    form: Form
    rows: list[FilledRow] = field(default_factory=list)
    faults: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)
    is_usable: bool = True
    """Whether its rows can be taken for those of the form, year and portal at all."""

    def refuse(self, cell: str, what: str) -> None:
        """A fault of the sheet as a whole."""
        self.faults.append(Trouble(self.name, cell, what))
        self.is_usable = False


def sheets_of(book: Any, wanted: Wanted) -> tuple[list[FilledSheet], list[Trouble]]:
    """The sheets that are of forms, those of one form twice refused; and what is told of the others."""
    found: list[FilledSheet] = []
    told: list[Trouble] = []
    for sheet in book.worksheets:
        read = _sheet(sheet, wanted, book.epoch)
        if read is not None:
            found.append(read)
        elif sheet.title != MANUAL and sheet.max_row * sheet.max_column > 1:
            told.append(Trouble(sheet.title, "", "不是填报表(没有“表式:…”),没有读"))
    for form, times in Counter(sheet.form.name for sheet in found).items():
        doubled = [sheet for sheet in found if sheet.form.name == form]
        if times > 1:
            names = "、".join(sheet.name for sheet in doubled)
            for one in doubled:
                one.refuse("", f"表 {form} 有 {times} 个工作表({names});请只留一个")
    return found, told


def _sheet(sheet: Any, wanted: Wanted, epoch: Any) -> FilledSheet | None:
    head, told = _head_row(sheet), _stamped(sheet)
    try:
        form = form_named(told.get("form", sheet.title))
    except KeyError:
        if "form" not in told:
            return None
        form = None
    if form is None:
        read = FilledSheet(sheet.title, form_named("report-2021"))
        read.refuse("", f"没有名为 {told['form']} 的表;{_AGAIN}")
        return read
    read = FilledSheet(sheet.title, form)
    _check_stamp(read, told, wanted)
    if head is None:
        read.refuse("", f"找不到表头({CODE}、{LABEL}……{INPUT});{_AGAIN}")
    elif _check_heads(read, sheet, head):
        _tell_hidden(read, sheet, head)
        _refuse_merged(read, sheet, head)
        _read_rows(read, sheet, head, epoch)
    return read


def _rows(sheet: Any, first: int, last: int) -> Iterator[tuple[Any, ...]]:
    bottom = min(last, sheet.max_row)
    if bottom >= first:
        yield from sheet.iter_rows(
            min_row=first, max_row=bottom, max_col=min(sheet.max_column, _MOST_COLUMNS)
        )


def _text(cell: Any) -> str:
    return "" if cell.value is None else str(cell.value).strip()


def _head_row(sheet: Any) -> int | None:
    for row in _rows(sheet, 1, _LOOKED):
        if {CODE, INPUT} <= {_text(cell) for cell in row}:
            return int(row[0].row)
    return None


def _stamped(sheet: Any) -> dict[str, str]:
    """What the sheet says of itself, above its heads."""
    fields = {word: name for name, word in STAMP_WORDS.items()}
    texts = (_text(cell) for row in _rows(sheet, 1, _LOOKED) for cell in row)
    return {fields[told[1]]: told[2].strip() for text in texts if (told := _STAMP.fullmatch(text))}


def _check_stamp(read: FilledSheet, told: dict[str, str], wanted: Wanted) -> None:
    lacking = [word for name, word in STAMP_WORDS.items() if name not in told]
    if lacking:
        read.refuse("", f"表头上方缺 {'、'.join(f'“{word}:”' for word in lacking)};{_AGAIN}")
        return
    stamp = Stamp(**told)
    if stamp.template != TEMPLATE:
        read.refuse("", f"模板版本是 {stamp.template},本程序认得 {TEMPLATE};{_AGAIN}")
    if stamp.version != read.form.version:
        read.refuse("", f"表样版本是 {stamp.version},现行的是 {read.form.version};{_AGAIN}")
    if stamp.year != str(wanted.year):
        read.refuse("", f"是 {stamp.year} 年的表,要导入的是 {wanted.year} 年;请核对 --year,或换一个文件")
    if stamp.portal != wanted.portal:
        whose = f"门户 {wanted.portal}" if wanted.portal else "没有写明门户的"
        read.refuse("", f"是门户“{stamp.portal}”的表,要导入的是{whose};请核对 --portal,或换一个文件")


def _check_heads(read: FilledSheet, sheet: Any, head: int) -> bool:
    """Whether the columns stand as they were given out."""
    [row] = _rows(sheet, head, head)
    heads = [_text(cell) for cell in row]
    while heads and not heads[-1]:
        heads.pop()
    if tuple(heads) == HEADS:
        return True
    doubled = [name for name, times in Counter(heads).items() if name in HEADS and times > 1]
    lacking = [name for name in HEADS if name not in heads]
    if doubled or lacking:
        said = "".join(
            (f",多了 {'、'.join(doubled)}" * bool(doubled), f",缺 {'、'.join(lacking)}" * bool(lacking))
        )
        read.refuse(f"{head}:{head}", f"表头与模板不同{said};请改回,或{_AGAIN}")
        return False
    at, (found, due) = next(
        (at, pair) for at, pair in enumerate(zip(heads, HEADS, strict=False)) if pair[0] != pair[1]
    )
    what = f"表头应是“{due}”,却是{quoted(found)}:列的次序变了,或插入了列;请移回,或{_AGAIN}"
    read.refuse(row[at].coordinate, what)
    return False


def _tell_hidden(read: FilledSheet, sheet: Any, head: int) -> None:
    if sheet.sheet_state != "visible":
        read.notes.append(Trouble(read.name, "", "是隐藏的工作表,照样读了"))
    rows = [
        str(number)
        for number, told in sheet.row_dimensions.items()
        if told.hidden and head <= number <= sheet.max_row
    ]
    if rows:
        more = f"等 {len(rows)} 行" if len(rows) > 5 else ""
        read.notes.append(Trouble(read.name, "", f"第 {'、'.join(rows[:5])} 行{more}是隐藏的,照样读了"))
    columns = [name for name, told in sheet.column_dimensions.items() if told.hidden]
    if columns:
        read.notes.append(Trouble(read.name, "", f"{'、'.join(sorted(columns))} 列是隐藏的,照样读了"))


def _refuse_merged(read: FilledSheet, sheet: Any, head: int) -> None:
    for merged in sheet.merged_cells.ranges:
        if merged.max_row >= head and merged.min_col <= len(HEADS):
            what = "单元格被合并了,除左上角外的内容已经丢失;请取消合并,重填这几格"
            read.faults.append(Trouble(read.name, merged.coord, what))


def _merged_rows(sheet: Any) -> set[int]:
    return {row for merged in sheet.merged_cells.ranges for row in range(merged.min_row, merged.max_row + 1)}


def _read_rows(read: FilledSheet, sheet: Any, head: int, epoch: Any) -> None:
    """Its filled rows; one whose code is unknown, doubled or stands beside other labels is a fault."""
    labels, merged = labels_of(read.form), _merged_rows(sheet)
    first_of: dict[str, str] = {}
    doubled: set[str] = set()
    if sheet.max_row > _MOST_ROWS:
        read.faults.append(
            Trouble(read.name, "", f"有 {sheet.max_row} 行,只读前 {_MOST_ROWS} 行;请删去多余的行")
        )
    for cells in _rows(sheet, head + 1, _MOST_ROWS):
        row = dict(zip(HEADS, cells, strict=False))
        _refuse_beyond(read, cells[len(HEADS) :])
        if row[CODE].row in merged:
            continue
        code, is_filled = _text(row[CODE]), _is_filled(row)
        if not code and not is_filled:
            continue
        if fault := _code_fault(code, row, labels, first_of):
            read.faults.append(Trouble(read.name, row[CODE].coordinate, fault))
        elif is_filled:
            _read_row(read, row, code, epoch)
        if code in first_of:
            doubled.add(code)
        first_of.setdefault(code, row[CODE].coordinate)
    read.rows = [row for row in read.rows if row.code not in doubled]


def _is_filled(row: dict[str, Any]) -> bool:
    return any(name in row and _text(row[name]) for name in (INPUT, REMARK))


def _code_fault(code: str, row: dict[str, Any], labels: Any, first_of: dict[str, str]) -> str:
    """What is wrong with whose row it is (Chinese)."""
    if not code:
        return f"填了{quoted(_text(row[INPUT]) or _text(row[REMARK]))},这一行却没有编号;请填在有编号的行"
    if code not in labels:
        return f"编号{quoted(code)}不是这张表的;请照模板改回"
    if code in first_of:
        return f"编号 {code} 有两行(另一行在 {first_of[code]});请删去一行"
    printed = tuple(map(normalised, labels[code]))
    if tuple(normalised(_text(row[name])) for name in (LABEL, HEAD)) != printed:
        shown = " · ".join(filter(None, labels[code]))
        return f"编号 {code} 应是{quoted(shown)},旁边却是{quoted(_text(row[LABEL]))}:行被移动过;请照模板改回"
    return ""


def _read_row(read: FilledSheet, row: dict[str, Any], code: str, epoch: Any) -> None:
    cell = row[INPUT]
    remark, fault = remark_of(row[REMARK].value if REMARK in row else None)
    if fault:
        read.faults.append(Trouble(read.name, row[REMARK].coordinate, fault, code))
    written = Written(cell.value, cell.data_type, cell.number_format or "", epoch)
    read.rows.append(FilledRow(cell.coordinate, code, written, remark))


def _refuse_beyond(read: FilledSheet, cells: Sequence[Any]) -> None:
    """What stands right of the table was meant for some cell of it."""
    for cell in cells:
        if _text(cell):
            what = f"表格右边写着{quoted(_text(cell))},不知道属于哪一格;请移到“填报”或“备注”一栏"
            read.faults.append(Trouble(read.name, cell.coordinate, what))
