"""How a section stands at the end of a period, and which rank a unit has, by `rules.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from warehouse.calendars import Calendar, UnknownYear
from warehouse.report.bulletin.period import Span
from warehouse.report.bulletin.records import SectionRow, Standing, State, UnitRow

RULES = Path(__file__).with_name("rules.toml")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """The numbers of `rules.toml`, and its sentences as they are printed."""

    version: int
    soon_days: int
    soon_part: int
    sentences: tuple[str, ...]

    def soon(self, cadence_days: int) -> timedelta:
        """How long before the last day in time a section of that cadence is one that falls due."""
        return min(self.soon_days, cadence_days // self.soon_part) * _DAY


@cache
def rules() -> Rules:
    """Those in force."""
    told: dict[str, Any] = tomllib.loads(RULES.read_text(encoding="utf-8"))
    days, part = told["soon_days"], told["soon_part"]
    part_words = "半个" if part == 2 else f"{part} 分之一个"
    sentences = (
        f"最低要求:{told['minimum']}",
        f"逾期:{told['overdue']}",
        f"即将逾期:{told['soon'].format(days=days, part=part_words)}",
    )
    return Rules(told["version"], days, part, sentences)


def judge(section: SectionRow, span: Span, calendar: Calendar) -> Standing:
    """How a section stands as the period ends.

    A known item that is recent enough proves it in order, however the rest was read; that there is no such
    item is proven only by a whole reading: without one it is doubtful, never overdue.
    """
    due_on = None
    if section.last_on is not None and section.cadence_days is not None:
        due_on = section.last_on + timedelta(days=section.cadence_days)
    state = _state(section, due_on, span)
    falls_due = state == "soon" and due_on is not None
    return Standing(
        section,
        state,
        due_on,
        act_by=_working_day_until(due_on, calendar) if falls_due and due_on else None,
        overdue_days=(span.until - due_on).days if state == "overdue" and due_on else None,
        minimum=minimum(section, span),
        note=_note(section, state, span),
    )


def minimum(section: SectionRow, span: Span) -> int | None:
    """Updates that the days of the period demand: one a cadence, whole ones only; None where none is."""
    if section.cadence_days is None or section.is_taken_out:
        return None
    return span.days // section.cadence_days or None


def _state(section: SectionRow, due_on: date | None, span: Span) -> State:
    if section.is_taken_out:
        return "taken_out"
    if not section.was_read:
        return "never_read"
    if section.cadence_days is None:
        return "no_cadence"
    if due_on is not None and due_on >= span.until:
        return "soon" if due_on <= span.until + rules().soon(section.cadence_days) else "in_order"
    # Of a section whose every item is later, nobody knows what it held before.
    if not section.is_whole or (due_on is None and section.next_on is not None):
        return "doubtful"
    return "overdue"


def _note(section: SectionRow, state: State, span: Span) -> str:
    if state == "never_read":
        return section.reason or "尚未读取"
    if state == "doubtful":
        return _unread(section, span) or "期末以前没有条目,读到的都在其后"
    if state == "soon" and not section.is_whole:
        return f"{_unread(section, span)};可能已有更新"
    if state == "overdue" and section.last_on is None:
        return "空白栏目:没有任何有发布日期的条目"
    return ""


def _unread(section: SectionRow, span: Span) -> str:
    """Why a section is not known whole; '' of one that is."""
    if section.is_whole:
        return ""
    if not section.is_covered or section.complete_on is None:
        said = "从未完整读取过"
    elif section.unread_rows:
        said = f"{section.unread_rows} 条的日期待读"
    else:
        after = "还没有到本期最后一天" if span.is_over else "此后没有读全"
        said = f"最近一次完整读取在 {section.complete_on:%Y-%m-%d},{after}"
    return f"{said}({section.reason})" if section.reason else said


def _working_day_until(day: date, calendar: Calendar) -> date | None:
    """The day itself or the last working day before it (调休 included); None in a year without calendar."""
    while True:
        is_working = calendar.is_working_day(day)
        if isinstance(is_working, UnknownYear):
            return None
        if is_working:
            return day
        day -= _DAY


def ranked(units: Sequence[UnitRow]) -> tuple[UnitRow, ...]:
    """The units with their ranks by what they published, in that order, those without one behind them;
    equal numbers share the best.

    A number that is a lower bound or missing gives no rank, and leaves those of the units that it may surpass
    open: `3–5`.
    """
    exact = [unit for unit in units if unit.published and unit.published.origin == "computed"]
    open_ones = [
        unit.published.value or 0
        for unit in units
        if unit.published and unit.published.origin != "computed" and not unit.is_pending
    ]
    numbers = [unit.published.value or 0 for unit in exact if unit.published and not unit.is_pending]
    told = [_with_rank(unit, numbers, open_ones) for unit in units]
    return tuple(sorted(told, key=_place))


def _place(unit: UnitRow) -> tuple[bool, int]:
    return not unit.rank, int(unit.rank.partition("–")[0] or 0)


def _with_rank(unit: UnitRow, numbers: Sequence[int], open_ones: Sequence[int]) -> UnitRow:
    if unit.is_pending or unit.published is None or unit.published.origin != "computed":
        return unit
    own = unit.published.value or 0
    best = 1 + sum(number > own for number in (*numbers, *open_ones))
    worst = best + sum(number <= own for number in open_ones)
    return replace(unit, rank=str(best) if best == worst else f"{best}–{worst}")
