"""The period of a bulletin: a month, a quarter, half a year or a year, and how far of it is known."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from warehouse.report.form import ReportError

ALLOWED = "2017-10(月)、2017-Q4(季度)、2017-H1(半年)、2017(全年)"
_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:([0-9]{1,2})|Q([1-4])|H([12])))?")
_YEARS = range(1990, 2101)
_QUARTERS = ("第一季度", "第二季度", "第三季度", "第四季度")
_HALVES = ("上半年", "下半年")


@dataclass(frozen=True, slots=True)
class Period:
    """Days `first` to `last`, both of it, in Shanghai."""

    code: str
    """As it is written in commands and names of files: 2017-10, 2017-Q4, 2017-H1, 2017."""
    label: str
    """2017年10月, 2017年第四季度, 2017年上半年, 2017年."""
    first: date
    last: date

    @property
    def year(self) -> int:
        """The year in which all of it lies."""
        return self.first.year


def parse_period(written: str) -> Period:
    """The period that a person wrote; full-width signs and small letters will do.

    Raises ReportError for what is none, naming what is allowed.
    """
    found = _WRITTEN.fullmatch(unicodedata.normalize("NFKC", written).strip().upper())
    year = int(found[1]) if found else 0
    month = int(found[2]) if found and found[2] else None
    if found is None or year not in _YEARS or (month is not None and not 1 <= month <= 12):
        raise ReportError(f"没有期间 {written.strip() or '(空)'};可以写 {ALLOWED}")
    if month is not None:
        return _months(year, month, 1, f"{year}-{month:02}", f"{month}月")
    if found[3]:
        quarter = int(found[3])
        return _months(year, 3 * quarter - 2, 3, f"{year}-Q{quarter}", _QUARTERS[quarter - 1])
    if found[4]:
        half = int(found[4])
        return _months(year, 6 * half - 5, 6, f"{year}-H{half}", _HALVES[half - 1])
    return _months(year, 1, 12, str(year), "")


def _months(year: int, month: int, count: int, code: str, label: str) -> Period:
    last = month + count - 1
    return Period(code, f"{year}年{label}", date(year, month, 1), date(year, last, monthrange(year, last)[1]))


@dataclass(frozen=True, slots=True)
class Span:
    """What is known of a period: all of it, or as far as the portal was read (截至某日)."""

    period: Period
    read_on: date
    """The day up to which the portal was read."""

    @property
    def is_over(self) -> bool:
        """Whether the portal was read after the period's last day."""
        return self.read_on > self.period.last

    @property
    def until(self) -> date:
        """The last day that is told: the period's, or that of the reading."""
        return min(self.period.last, self.read_on)

    @property
    def days(self) -> int:
        """How many days are told."""
        return (self.until - self.period.first).days + 1

    @property
    def whole_from(self) -> date:
        """A complete reading of that day or later tells all of what was published until then: after the
        last day of a period that is over, else on the last day that is told."""
        return self.until + timedelta(days=1) if self.is_over else self.until

    @property
    def words(self) -> str:
        """`2017年10月1日至31日`, and that the period is not over, where it is not."""
        told = f"{day_words(self.period.first)}至{day_words(self.until, self.period.first)}"
        return told if self.is_over else f"{told}(本期尚未结束,截至{self.until:%Y-%m-%d})"


def span_of(period: Period, read_on: date) -> Span:
    """Raises ReportError for a period that begins after the last reading: nothing is known of it."""
    if read_on < period.first:
        raise ReportError(
            f"{period.label}还没有数据:门户读到 {read_on:%Y-%m-%d} 为止,本期从 {period.first:%Y-%m-%d} 开始"
        )
    return Span(period, read_on)


def day_words(day: date, after: date | None = None) -> str:
    """`2017年10月31日`; behind a day of the same year or month only what differs."""
    if after is not None and (after.year, after.month) == (day.year, day.month):
        return f"{day.day}日"
    if after is not None and after.year == day.year:
        return f"{day.month}月{day.day}日"
    return f"{day.year}年{day.month}月{day.day}日"
