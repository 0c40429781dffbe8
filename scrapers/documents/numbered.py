"""Units of a table's cells, and numbers drawn over several of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from scrapers.documents.numbers import UNITS, Number, blank_of, number_of
from scrapers.documents.records import Cell, Paragraph, Place, Table

_SAID = re.compile(r"单\s*位\s*[:：]\s*(?:人民币)?\s*([^\s:：()（）。;；]{1,20})")
_SEVERAL = re.compile(r"[、,，/和及]")
_BRACKETS = re.compile(r"[(（\[【]\s*(?:计量)?(?:单\s*位\s*[:：]?)?\s*([^()（）\[\]【】\s]{1,6})\s*[)）\]】]")
_HEADS = 8
"""Rows at the top in which a table says its unit."""
_BEFORE = 3
"""Lines before a table in which it is said."""


def with_units(blocks: Iterable[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """The same blocks, tables with the unit that is printed for the whole of them."""
    before: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            before = [*before[1 - _BEFORE :], block.text]
            yield block
            continue
        unit = block.unit or unit_of_table("\n".join(before), block)
        before = []
        yield replace(block, unit=unit) if unit and unit != block.unit else block


def unit_of_table(text_before: str, table: Table) -> str:
    """The unit said before the table (单位:万元) or in its first rows; '' where none is said, or several
    are: what is said for part of it is not the unit of the whole."""
    said = {
        unit
        for row in table.rows[:_HEADS]
        for text in row
        if text and "位" in text
        for unit in _units_in(text)
    }
    if said:
        later = (text for row in table.rows[_HEADS:] for text in row if text and "位" in text)
        said |= {unit for text in later for unit in _units_in(text)}
    else:
        lines = [line for line in text_before.splitlines() if line.strip()][-_BEFORE:]
        said = set(_units_in(lines[-1])) if lines else set()
        if not said:
            said = {unit for line in lines for unit in _units_in(line)}
    return said.pop() if len(said) == 1 and "" not in said else ""


def _units_in(text: str) -> Iterator[str]:
    """Units that a line says; '' for what names several or is no unit together with one."""
    for match in _SAID.finditer(text):
        words = [word.removesuffix("人民币") for word in _SEVERAL.split(match[1]) if word]
        known = [word for word in words if word in UNITS]
        if known:
            yield known[0] if len(words) == 1 else ""


def unit_at(table: Table, row: int, column: int) -> str:
    """The unit of a cell: its own; else that of its head or its row's label, in brackets (金额（万元）);
    else the table's. '' where none is said, or head and label say different ones."""
    own = number_of(table.rows[row][column] or "")
    return own.unit if own is not None and own.unit else _unit_said(table, _anchors(table), row, column)


def numbers_of(table: Table) -> Iterator[tuple[Cell, Number | None]]:
    """Every cell once, with the number that it is, in the unit that it, its head, its row's label or the
    table says; None where it is no number, or one that is not to be trusted (a doubt)."""
    anchors = _anchors(table)
    above = [""] * len(table.rows[0]) if table.rows else []
    counted = [False] * len(above)
    cells = table.cells()
    cell = next(cells, None)
    for row in range(len(table.rows)):
        left = beside = before = ""
        for column in range(len(above)):
            if cell is not None and (cell.row, cell.column) == (row, column):
                yield cell, _number_in(cell, _agreed(above[column], beside or left, table))
                cell = next(cells, None)
            text = _text(table, anchors, (row, column))
            beside, before = _alone(text, before), text
            said = _unit_in(text)
            left = said or left
            if said or (counted[column] and _begins_anew(table, anchors, row, text)):
                above[column], counted[column] = said, False
            elif not counted[column]:
                counted[column] = number_of(text) is not None


def _number_in(cell: Cell, unit: str) -> Number | None:
    number = None if cell.doubt else number_of(cell.text)
    return number if number is None or number.unit else replace(number, unit=unit)


def _unit_said(table: Table, anchors: dict[Place, Place], row: int, column: int) -> str:
    """The unit in the brackets of a cell's head or its row's label, else the table's."""
    heads = _head_unit(table, anchors, row, column)
    texts = [_text(table, anchors, (row, at)) for at in range(column - 1, -1, -1)]
    labels = (_alone(*[*texts, ""][:2]) if texts else "") or _first_unit(texts)
    return _agreed(heads, labels, table)


def _head_unit(table: Table, anchors: dict[Place, Place], row: int, column: int) -> str:
    """The unit that the heads above a cell say, up to those of the figures before: a head without one below
    figures begins anew (本年收费金额 below 本年制发件数 and its numbers)."""
    anew = False
    for at in range(row - 1, -1, -1):
        text = _text(table, anchors, (at, column))
        if said := _unit_in(text):
            return said
        if anew and number_of(text) is not None:
            return ""
        anew = anew or _begins_anew(table, anchors, at, text)
    return ""


def _begins_anew(table: Table, anchors: dict[Place, Place], row: int, text: str) -> bool:
    """Whether a text without a unit is a head: no number stands in its row, and it is no word for none."""
    if not text.strip() or number_of(text) is not None or blank_of(text):
        return False
    return all(number_of(_text(table, anchors, (row, at))) is None for at in range(len(table.rows[row])))


def _agreed(head: str, label: str, table: Table) -> str:
    """What head and label say, '' where they say different units, or that it is none; else the table's."""
    if head and label and head != label:
        return ""
    said = head or label or table.unit or ""
    return "" if said == _UNMEASURED else said


def _anchors(table: Table) -> dict[Place, Place]:
    """Covered places to the cell that covers them."""
    return {
        (r, c): (row, column)
        for (row, column), (rows, columns) in table.spans.items()
        for r in range(row, row + rows)
        for c in range(column, column + columns)
    }


def _text(table: Table, anchors: dict[Place, Place], place: Place) -> str:
    row, column = anchors.get(place, place)
    return table.rows[row][column] or ""


def _first_unit(texts: Iterable[str]) -> str:
    return next((said for text in texts if (said := _unit_in(text))), "")


_UNMEASURED = "-"
"""Said of what is not measured in the table's unit, whatever it is: numbers in a row, years, shares."""
_NO_AMOUNT = re.compile(
    r"(?:序号|编号|编码|代码|行次|栏次|排名|名次|年度|年份|月份|日期|时间|电话|邮编|占比|比例|比重|率)\Z"
)
_WIDE = {ord("％"): "%"}
_COUNTERS = sorted((unit for unit in UNITS if unit == UNITS[unit][0] != "元"), key=len, reverse=True)
"""Units of what is counted: 件 of 件数."""
_OF_TIME = re.compile(r"[本上下同前后每各去](?:期|次|年|月|批)数量?\Z")
"""本期数 is an amount, not a number of 期."""


def _alone(text: str, before: str) -> str:
    """The unit that a cell is, for the one on its right (计量单位 | 数量): where it stands behind a number it
    is that one's (数量 | 单位 | 单价)."""
    unit = text.strip()
    return unit if unit in UNITS and number_of(before) is None else ""


@lru_cache(maxsize=4096)
def _unit_in(text: str) -> str:
    """The unit that a head or label says in brackets, after 单位, as 件数 or at its end (增长%);
    `_UNMEASURED` where it says that there is none; '' where it says nothing, and for a number."""
    found = [match[1].removeprefix("人民币") for match in _BRACKETS.finditer(text)]
    unit = next((each for each in reversed(found) if each in UNITS), "")
    said = unit or next((each for each in _units_in(text) if each), "") or _unit_of_words(text)
    return said if said and number_of(text) is None else ""


def _unit_of_words(text: str) -> str:
    words = "".join(text.split()).translate(_WIDE)
    if len(words) > 1 and words[-1] in "%‰":
        return words[-1]
    counted = next((unit for unit in _COUNTERS if words.endswith((f"{unit}数", f"{unit}数量"))), "")
    if counted and not _OF_TIME.search(words):
        return counted
    return _UNMEASURED if _NO_AMOUNT.search(words) else ""


_PLACES = "千百十亿千百十万千百十元角分"
_POWERS = {at: Decimal(10) ** (11 - at) for at in range(len(_PLACES))}
_WHOLE, _PART = frozenset({"元", "整数", "万元"}), frozenset({"角分", "小数"})


def digits_over_columns(table: Table, row: int, columns: Sequence[int]) -> Number | None:
    """The number that stands digit by digit in neighbouring cells, or as yuan and fen in two; None where
    the cells hold anything else. Heads 千百十万千百十元角分 above say where the point is."""
    cells = [(table.rows[row][column] or "").strip() for column in columns]
    heads = _heads(table, row, columns)
    raw = " ".join(cells)
    if len(cells) == 2 and heads and heads[0] in _WHOLE and heads[1] in _PART:
        return _of_two(cells, "万元" if heads[0] == "万元" else "元", raw)
    digits = [cell.translate({0xFF10 + at: str(at) for at in range(10)}) for cell in cells]
    first = next((at for at, cell in enumerate(digits) if cell.isdigit()), None)
    if first is None or any(cell not in ("", "¥", "￥") for cell in digits[:first]):
        return None
    if any(len(cell) != 1 or not cell.isascii() or not cell.isdigit() for cell in digits[first:]):
        return None
    if len(digits) == 1:
        return None
    whole = Decimal("".join(digits[first:]))
    joined = "".join(heads)
    if joined and all(len(head) == 1 for head in heads):
        at = _PLACES.rfind(joined)
        if at < 0:
            return None
        return Number(whole * _POWERS[at + len(joined) - 1], "元", raw=raw)
    return Number(whole, unit_at(table, row, columns[0]), raw=raw)


def _of_two(cells: list[str], unit: str, raw: str) -> Number | None:
    whole, part = number_of(cells[0]), cells[1].lstrip(".")
    if whole is None or whole.value % 1 or not re.fullmatch(r"\d{2}", part):
        return None
    sign = -1 if whole.value < 0 else 1
    return Number(whole.value + sign * Decimal(f"0.{part}"), unit, raw=raw)


def _heads(table: Table, row: int, columns: Sequence[int]) -> list[str]:
    """The nearest row above in which every one of these columns has a text that is a place of money."""
    for at in range(row - 1, -1, -1):
        texts = [(table.rows[at][column] or "").strip() for column in columns]
        if all(text and (text in _WHOLE | _PART or (len(text) == 1 and text in _PLACES)) for text in texts):
            return texts
    return []
