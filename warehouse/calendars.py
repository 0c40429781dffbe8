"""Working days of China, with the days that are moved (调休): from a maintained table where that knows the
year, by what a person wrote down where he knows better.

The calendar of a year is announced by the State Council in the autumn before; nothing foretells it. A year
that neither knows is an `UnknownYear`, never a guess. What a person writes (`overrides/calendar.csv`: day,
kind, source) overrules the table day by day, and makes a further year known once it is whole.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import chinese_calendar
from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.handwritten import day_fault, day_of, quoted, read_table

FILE_NAME = "calendar.csv"
HEADER = ("day", "kind", "source")
KINDS: Mapping[str, bool] = {
    **dict.fromkeys(("班", "上班", "工作日", "work"), True),
    **dict.fromkeys(("休", "放假", "休息", "节假日", "off"), False),
}
"""How a day may be called → whether it is a working day."""

HOLIDAYS = 11
"""Days off that a whole year has at least: 全国年节及纪念日放假办法 gives 11 from 2008, 13 from 2025."""

ON_WEEKDAYS = 7
"""So many of them fall on Monday to Friday at least: weekends alone are no holidays."""

_POSSIBLE = range(1949, 2101)
"""Years in which documents may be issued."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UnknownYear:
    """A year of which no calendar is known: whatever rests on it cannot be assessed."""

    year: int
    found: int = 0
    """Days off that a person has written down of it."""

    @property
    def sentence(self) -> str:
        """What is missing, and how to add it (Chinese)."""
        some = (
            f"(现有放假 {self.found} 天,不足 {HOLIDAYS} 天、几乎都是周末,或缺 1 月 1 日)"
            if self.found
            else ""
        )
        return (
            f"不知道 {self.year} 年的工作日历{some};请把国务院办公厅关于 {self.year} 年部分节假日安排的通知中"
            f"每个放假日和调休上班日写入 overrides/{FILE_NAME},一天一行:day 日期,kind 班或休,source 文号"
        )


class OwnDay(NamedTuple):
    """A row of a person's calendar; `fault` says in Chinese why it does not apply."""

    line: int
    day: date | None
    is_working: bool
    source: str
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Which days are working days; the table's alone where nobody wrote anything."""

    own: tuple[OwnDay, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    """What of the file cannot be read (line, or 0 for all of it; Chinese): it overrules nothing, and no
    further year is whole."""
    _days: dict[date, bool] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        days = {one.day: one.is_working for one in self.own if one.day is not None and one.fault is None}
        object.__setattr__(self, "_days", days)

    def is_working_day(self, day: date) -> bool | UnknownYear:
        """Whether a day is one, in Shanghai."""
        if unknown := self.unknown(day.year):
            return unknown
        told = self._days.get(day)
        if told is not None:
            return told
        return _announced(day) if day.year in _table_years() else day.weekday() < 5

    def working_days_between(self, first: date, last: date) -> int | UnknownYear:
        """Working days after `first`, up to and with `last`; 0 where `last` is not after it."""
        count = 0
        for day in _days(first + _DAY, last):
            is_working = self.is_working_day(day)
            if isinstance(is_working, UnknownYear):
                return is_working
            count += is_working
        return count

    def working_day_after(self, day: date, number: int) -> date | UnknownYear:
        """The working day that is the `number`th one after a day; the day itself for 0."""
        while number > 0:
            day += _DAY
            is_working = self.is_working_day(day)
            if isinstance(is_working, UnknownYear):
                return is_working
            number -= is_working
        return day

    def unknown(self, year: int) -> UnknownYear | None:
        """That nothing is known of a year; None for one that is known."""
        if year in _table_years():
            return None
        off = {day for day, is_working in self._days.items() if day.year == year and not is_working}
        weekdays = sum(day.weekday() < 5 for day in off)
        is_whole = (
            len(off) >= HOLIDAYS and weekdays >= ON_WEEKDAYS and date(year, 1, 1) in off and not self.faults
        )
        return None if is_whole else UnknownYear(year, len(off))

    def flags(self, year: int) -> str:
        """A sign a day of a known year: 1 for a working day, else 0."""
        if year in _table_years() and not any(day.year == year for day in self._days):
            return _table_flags(year)
        days = _days(date(year, 1, 1), date(year, 12, 31))
        return "".join("1" if self.is_working_day(day) is True else "0" for day in days)

    @property
    def years(self) -> list[int]:
        """Every year that is known."""
        written = {day.year for day in self._days}
        return sorted(year for year in written | _table_years() if self.unknown(year) is None)


def read_calendar(file: Path) -> Calendar:
    """A person's calendar over the table; the table alone where there is no file. Raises nothing."""
    table = read_table(file, HEADER)
    if table.fault is not None:
        return Calendar(faults=((0, table.fault),))
    own = _without_doubles([_own_day(line.number, line.cells, line.fault) for line in table.lines])
    return Calendar(own, tuple((one.line, one.fault) for one in own if one.fault))


def stage(ledger: DuckDBPyConnection, calendar: Calendar) -> None:
    """Makes the temporary tables `working_days`: of each known day how many working days there were since its
    unbroken row of known years began; and `unknown_years`: what is said of each that is not known."""
    years = calendar.years
    flags = [calendar.flags(year) for year in years]
    query.run(ledger, "calendars/stage_days", years=years, flags=flags)
    unknown = [told for year in _POSSIBLE if (told := calendar.unknown(year))]
    sentences = [one.sentence for one in unknown]
    query.run(ledger, "calendars/stage_unknown", unknown=[one.year for one in unknown], sentences=sentences)


@cache
def _table_years() -> frozenset[int]:
    """Years that the library has the announced calendar of."""
    return frozenset(day.year for day in chain(chinese_calendar.holidays, chinese_calendar.workdays))


@cache
def _table_flags(year: int) -> str:
    days = _days(date(year, 1, 1), date(year, 12, 31))
    return "".join("1" if _announced(day) else "0" for day in days)


def _announced(day: date) -> bool:
    """As the library's own `is_workday`, a tenth of its time: a publication asks of every day it knows."""
    return day in chinese_calendar.workdays or (day.weekday() < 5 and day not in chinese_calendar.holidays)


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _own_day(line: int, cells: Sequence[str], fault: str | None) -> OwnDay:
    written, kind, source = cells
    day = day_of(written)
    is_working = KINDS.get(unicodedata.normalize("NFKC", kind).lower())
    faults = [fault] if fault else []
    if day is None:
        faults.append(day_fault(written).replace("when 是", "day 是"))
    if is_working is None:
        faults.append(f"kind 是{quoted(kind)},应为 班 或 休")
    if not source:
        faults.append("source 没有填(写通知的文号)")
    return OwnDay(line, day, bool(is_working), source, ";".join(faults) or None)


def _without_doubles(days: Iterable[OwnDay]) -> tuple[OwnDay, ...]:
    """A day that is told twice, and otherwise the second time, is not guessed at."""
    rows = list(days)
    told: dict[date, set[bool]] = {}
    for one in rows:
        if one.day is not None and one.fault is None:
            told.setdefault(one.day, set()).add(one.is_working)
    return tuple(
        one._replace(fault=one.fault or "同一天既写了班又写了休")
        if one.day is not None and len(told.get(one.day, ())) > 1
        else one
        for one in rows
    )
