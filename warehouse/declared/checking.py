"""A filled workbook, checked as a whole: everything that is wrong at once, and what may be taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from warehouse.declared.agreeing import Before, disagreements
from warehouse.declared.entries import answer_of
from warehouse.declared.records import Declaration, DeclareError, Trouble
from warehouse.declared.sheets import FilledRow, FilledSheet, Wanted, sheets_of
from warehouse.declared.workbook import opened
from warehouse.forms import Entry


@dataclass(frozen=True, slots=True)
class Source:
    """Where and when a file came in, and by whom."""

    name: str
    who: str
    at: datetime
    """In Shanghai's time."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a workbook says."""

    good: tuple[Declaration, ...]
    """Rows that say something and can be taken, in the order of the sheets."""
    faults: tuple[Trouble, ...]
    notes: tuple[Trouble, ...]
    """What was taken otherwise than it stands there, and what was not read."""
    warnings: tuple[str, ...]
    """Identities (勾稽) that do not hold with what was declared (Chinese)."""
    read: int
    """Cells in which something stands."""


def check_workbook(
    data: bytes, wanted: Wanted, source: Source, standing: Iterable[Declaration], before: Before
) -> Checked:
    """Reads a workbook (XLSX) that was filled in. `standing`: what is in force of that year and portal; rows
    that say the same again are good ones. `before`: figures that identities need beside them.

    Raises DeclareError where nothing of it can be read, or nothing was filled in.
    """
    sheets, told = sheets_of(opened(data), wanted)
    if not sheets:
        raise DeclareError("文件里没有填报表;请用 gongkai declare 的 template 生成模板,填好后再导入")
    faults: list[Trouble] = []
    good: list[Declaration] = []
    notes = list(told)
    digest = hashlib.sha256(data).hexdigest()
    for sheet in sheets:
        rows, wrong, said = _answers(sheet, wanted, source, digest)
        faults += [*sheet.faults, *wrong]
        notes += [*sheet.notes, *said]
        good += rows if sheet.is_usable else []
    if not good and not faults:
        raise DeclareError("没有填任何一格:“填报”一栏都是空的;请填好并保存后再导入")
    read = sum(len(sheet.rows) for sheet in sheets)
    warnings = tuple(disagreements(good, wanted.year, standing, before))
    return Checked(tuple(good), tuple(faults), tuple(notes), warnings, read)


def _answers(
    sheet: FilledSheet, wanted: Wanted, source: Source, digest: str
) -> tuple[list[Declaration], list[Trouble], list[Trouble]]:
    good: list[Declaration] = []
    faults: list[Trouble] = []
    notes: list[Trouble] = []
    for row in sheet.rows:
        answer = answer_of(row.written, sheet.form.name, sheet.form.value(row.code))
        if answer.note:
            notes.append(Trouble(sheet.name, row.place, answer.note, row.code))
        if answer.fault:
            faults.append(Trouble(sheet.name, row.place, answer.fault, row.code))
        elif answer.entry is None:
            notes.append(Trouble(sheet.name, row.place, "只有备注,没有填数,备注没有记下", row.code))
        else:
            good.append(_declaration(sheet.form.name, row, answer.entry, wanted, source, digest))
    return good, faults, notes


def _declaration(
    form: str, row: FilledRow, entry: Entry, wanted: Wanted, source: Source, digest: str
) -> Declaration:
    return Declaration(
        form,
        wanted.year,
        row.code,
        entry.state,
        entry.value,
        entry.text,
        row.remark,
        source.who,
        source.at.isoformat(timespec="seconds"),
        source.name,
        digest,
        wanted.portal,
    )
