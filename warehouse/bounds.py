"""Bounds of sections: how many rows a person expects, per section and year; what they hold back and propose.

`overrides/bounds.csv`: section_id, year (or `*`: the whole list), min_rows,
max_rows, who, when, why. Asymmetric: a list below its lower bound is held back, one above its upper is a
finding. A reading that was held back is taken over once a row, dated that day or later, says that so many
rows are right.
"""

from __future__ import annotations

import csv
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.known import Bound
from scrapers.privacy import mask
from warehouse import query, row_ids
from warehouse.handwritten import Line, day_fault, day_of, is_damaged, quoted, read_table
from warehouse.home import HomeError

FILE_NAME = "bounds.csv"
PROPOSED_NAME = "bounds.proposed.csv"
HEADER = ("section_id", "year", "min_rows", "max_rows", "who", "when", "why")
LETTER = "B"
"""With which the ids of its rows begin."""
WHOLE = "*"
"""In place of a year: the section's whole list."""


class BoundsError(HomeError):
    """The file cannot be read as a whole: says where and what was expected."""


@dataclass(frozen=True, slots=True)
class BoundRow:
    """One line of the file; bounds in rows, None for none. `fault` says in Chinese why it does not apply."""

    section_id: str
    year: str
    min_rows: int | None
    max_rows: int | None
    who: str
    when: date | None
    why: str
    line: int = 0
    fault: str | None = None
    id: str = ""
    """Of the row; '' for one that cannot be read."""
    missing_since: datetime | None = None
    """Since when the row is not in the file any more, though in force."""
    withdrawn: bool = False

    def holds(self, rows: int) -> bool:
        """Whether so many rows are within the bounds."""
        return (self.min_rows or 0) <= rows and (self.max_rows is None or rows <= self.max_rows)

    def cells(self) -> tuple[str, ...]:
        """The line as it is written to the file."""
        values = astuple(self)[: len(HEADER)]
        return tuple("" if value is None else str(value) for value in values)

    def content(self) -> tuple[str, ...]:
        """The same: there are no further columns."""
        return self.cells()

    def decided(self) -> tuple[str, ...]:
        """What is gone by: all but who says so, when and why."""
        return self.cells()[:4]

    def about(self) -> tuple[str, ...]:
        """What no two rows speak of unless one of them is the other, reworded."""
        return (self.section_id, self.year)

    def is_unsure(self, place: int) -> bool:
        """Whether its section (0) or its year (1) cannot be what was meant."""
        if place == 0:
            return not self.section_id or is_damaged(self.section_id)
        return not _is_year(self.year)


@dataclass(frozen=True, slots=True)
class Observed:
    """What a section held: rows of its last whole reading (`year` is `*`), or items counted in a year."""

    section_id: str
    year: str
    rows: int
    held_on: date | None = None
    """Day of that reading where it was held back."""
    reason: str = ""


class _Held(NamedTuple):
    """A section as it is published, and the day of its last reading where that was held back."""

    published_id: str
    held_on: date | None


def read_bounds(file: Path) -> list[BoundRow]:
    """The rows of a file in its order; none where there is no file.

    For a person who proposes new ones: a run goes by `decisions.read_home_decisions`. Raises BoundsError for
    a file that cannot be read as a whole.
    """
    table = read_table(file, HEADER)
    if table.fault is not None:
        raise BoundsError(f"{file}: {table.fault}")
    return without_doubles([row_of(line) for line in table.lines])


def bound_of(
    ledger: DuckDBPyConnection,
    rows: Sequence[BoundRow],
    portal_id: str,
    section_id: str,
    until: datetime = datetime(9999, 1, 1, tzinfo=UTC),
) -> Bound | None:
    """What the accepted bounds say of a section's whole list; None where they say nothing. A reading dated
    after `until` was made under a wrong clock: nobody could release what it held back.

    `released`: the row was decided on or after the day on which the section was last held back.
    """
    if not rows:
        return None
    whose = {"portal_id": portal_id, "section_id": section_id}
    held = query.at_most_one(ledger, "bounds/held", _Held, **whose, until=until)
    if held is None:
        return None
    for row in rows:
        if row.fault is None and row.year == WHOLE and row.section_id == held.published_id:
            released = held.held_on is not None and row.when is not None and row.when >= held.held_on
            return Bound(row.min_rows, row.max_rows, released)
    return None


def stage(ledger: DuckDBPyConnection, rows: Sequence[BoundRow]) -> None:
    """Makes the temporary table `bounds`, which the findings read."""
    query.run(
        ledger,
        "bounds/stage",
        lines=[row.line for row in rows],
        sections=[row.section_id for row in rows],
        years=[row.year for row in rows],
        mins=[row.min_rows for row in rows],
        maxs=[row.max_rows for row in rows],
        faults=[row.fault for row in rows],
    )


def observed(published: DuckDBPyConnection) -> list[Observed]:
    """What the published file says of every section, whole and per closed year of at least 5 items."""
    return query.records(published, "bounds/observed", Observed)


def propose(accepted: Sequence[BoundRow], seen: Iterable[Observed], who: str, today: date) -> list[BoundRow]:
    """Bounds for a person to review, by section and year: accepted rows as they are where they still fit, new
    ones elsewhere. A list may lose half its rows or double, a closed year a tenth or a fifth."""
    standing = {(row.section_id, row.year): row for row in accepted if row.fault is None}
    proposed = dict(standing)
    for told in seen:
        key = (told.section_id, told.year)
        row = standing.get(key)
        released = row is not None and row.when is not None and (not told.held_on or row.when >= told.held_on)
        if row is None or not row.holds(told.rows) or not released:
            proposed[key] = _proposal(told, who, today)
    return [proposed[key] for key in sorted(proposed)]


def difference(accepted: Sequence[BoundRow], proposed: Sequence[BoundRow]) -> list[str]:
    """A line in Chinese per row that the proposal adds or changes; empty where it changes nothing."""
    standing = {(row.section_id, row.year): row for row in accepted if row.fault is None}
    lines = [f"去掉 第 {row.line} 行({row.fault})" for row in accepted if row.fault]
    for row in proposed:
        before = standing.get((row.section_id, row.year))
        whose = f"{row.section_id} {'整个列表' if row.year == WHOLE else f'{row.year} 年'}"
        if before is None:
            lines.append(f"新增 {whose}: {_span(row)}({row.why})")
        elif before != row:
            lines.append(f"改动 {whose}: {_span(before)} → {_span(row)}({row.why})")
    return lines


def written(rows: Sequence[BoundRow], given: Collection[str] = ()) -> bytes:
    """A file of these rows under the header, with a BOM for spreadsheets; of their ids those that were
    `given` for good."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*HEADER, "编号"))
    writer.writerows((*row.cells(), row.id if row.id in given else "") for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _proposal(told: Observed, who: str, today: date) -> BoundRow:
    if told.year != WHOLE:
        low, high = math.floor(told.rows * 0.9), math.ceil(told.rows * 1.2) + 5
        why = f"该年计入 {told.rows} 条"
    else:
        low, high = told.rows // 2, told.rows * 2 + 20
        why = f"最近一次读到 {told.rows} 条"
    if told.held_on:
        why = f"{told.held_on} 读到 {told.rows} 条而未采用:{told.reason}"
    return BoundRow(told.section_id, told.year, low, high, who, today, why)


def _span(row: BoundRow) -> str:
    low = "不限" if row.min_rows is None else row.min_rows
    high = "不限" if row.max_rows is None else row.max_rows
    return f"{low}–{high} 条"


def row_of(line: Line) -> BoundRow:
    """The bounds that a line of the file says."""
    section_id, year, low, high, who, when, why = line.cells
    who, why = mask(who), mask(why)
    faults = [line.fault] if line.fault else []
    if not section_id or not who or not why:
        faults.append("section_id、who、why 都要填")
    if not _is_year(year):
        faults.append(f"year 是{quoted(year)},应为四位年份或 *")
    for name, value in (("min_rows", low), ("max_rows", high)):
        if value and not value.isdecimal():
            faults.append(f"{name} 是{quoted(value)},应为条数或留空")
    row = BoundRow(section_id, year, _rows(low), _rows(high), who, day_of(when), why, line.number)
    if row.when is None:
        faults.append(day_fault(when))
    if row.min_rows is not None and row.max_rows is not None and row.min_rows > row.max_rows:
        faults.append("min_rows 大于 max_rows")
    return replace(row, fault=";".join(faults) or None, id=row_ids.read(line.id, LETTER))


def _is_year(written: str) -> bool:
    return written == WHOLE or (written.isdigit() and len(written) == 4)


def without_doubles(rows: Sequence[BoundRow]) -> list[BoundRow]:
    """A second row of the same section and year contradicts the first: neither is guessed at. One that cannot
    be read says nothing, and contradicts none."""
    times = Counter((row.section_id, row.year) for row in rows if not row.fault)
    return [
        replace(row, fault=row.fault or "同一栏目、同一年份有几行")
        if times[row.section_id, row.year] > 1
        else row
        for row in rows
    ]


def _rows(written: str) -> int | None:
    return int(written) if written.isdecimal() else None
