"""Which years of publication a backfill is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

EARLIEST, LATEST = 1990, 2100
"""No portal published before the one; the other only catches typing errors."""


class YearsError(ValueError):
    """Years that cannot be asked for: one Chinese sentence that says what is wrong and what to write."""


@dataclass(frozen=True, slots=True)
class Years:
    """Calendar years from `first` to `last`, both included; one year where these are the same.

    Raises YearsError where they are in the wrong order or no years of a portal.
    """

    first: int
    last: int

    def __post_init__(self) -> None:
        for year in (self.first, self.last):
            if not EARLIEST <= year <= LATEST:
                raise YearsError(f"年度 {year} 不在 {EARLIEST}–{LATEST} 之内;请填四位年份,如 2017")
        if self.first > self.last:
            raise YearsError(f"起始年度 {self.first} 晚于截止年度 {self.last};请对调")

    @property
    def text(self) -> str:
        """As people read it: `2017`, or `2014–2017`."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"

    @property
    def to_year(self) -> int | None:
        """The last year of several; None where it is one year: as the record of runs keeps it."""
        return None if self.first == self.last else self.last

    @property
    def each(self) -> range:
        """Every year, the earliest first."""
        return range(self.first, self.last + 1)

    @property
    def begins_on(self) -> date:
        """The first day."""
        return date(self.first, 1, 1)

    @property
    def ends_on(self) -> date:
        """The last day."""
        return date(self.last, 12, 31)

    @classmethod
    def of(cls, year: int | None, first: int | None, last: int | None, today: date) -> Years:
        """What a person asked for: either one year, or the first and the last of several.

        `today` in the portal's time zone. Raises YearsError for both, neither, half a range, years in the
        wrong order, and a year that has not begun.
        """
        if year is not None and (first is not None or last is not None):
            raise YearsError("年度(--year)与起止年度(--from、--to)不能同时填写;请只填一种")
        if year is not None:
            first = last = year
        elif first is None and last is None:
            raise YearsError("请填写补抓哪一年(--year 2017),或起止年度(--from 2014 --to 2017)")
        if first is None or last is None:
            missing = "起始年度(--from)" if first is None else "截止年度(--to)"
            raise YearsError(f"还缺{missing};补抓几年请填写起止两个年度,补抓一年请填年度(--year)")
        years = cls(first, last)
        if last > today.year:
            raise YearsError(f"年度 {last} 还没有到,今年是 {today.year} 年;请改为 {today.year} 或更早")
        return years
