"""A bulletin as values: units, sections, the items of the period, and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from warehouse.report.bulletin.period import Span
from warehouse.report.form import ORIGIN_WORDS, Origin

State = Literal["in_order", "soon", "overdue", "doubtful", "never_read", "no_cadence", "taken_out"]
STATE_WORDS: Mapping[State, str] = {
    "in_order": "正常",
    "soon": "即将逾期",
    "overdue": "逾期",
    "doubtful": "存疑",
    "never_read": "从未读到",
    "no_cadence": "未规定周期",
    "taken_out": "已移出门户文件",
}
JUDGED: tuple[State, ...] = ("overdue", "soon", "doubtful", "in_order")
"""States of sections that have a cadence and were read."""
UNIT_STATES: tuple[State, ...] = ("overdue", "soon", "doubtful", "never_read")
"""States of which each unit's line tells how many."""
NO_DEMAND, NONE_SUCH, SHARED = "无要求", "—", "不分单位的栏目"
"""No update is due in the period; there is nothing that could be counted; sections of no fixed unit."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many documents: all there are, at least so many (lower_bound), or not known (missing)."""

    value: int | None
    origin: Origin

    @property
    def words(self) -> str:
        """`12`, `至少 12` or `缺`; 0 only where it is known."""
        if self.value is None:
            return ORIGIN_WORDS["missing"]
        return f"至少 {self.value}" if self.origin == "lower_bound" else str(self.value)


MISSING = Count(None, "missing")


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section as it was read; the columns of `report/bulletin_section_rows`."""

    section_id: str
    name: str
    url: str
    category: str
    unit: str
    """Its fixed unit; '' where it has none."""
    cadence_days: int | None
    is_taken_out: bool
    was_read: bool
    is_covered: bool
    unread_rows: int
    complete_on: date | None
    is_whole: bool
    """Whether all that it held until the last day that is told is known."""
    outcome: str | None
    reason: str
    documents: int
    """Published there in the period: at least so many where it is not whole."""
    last_on: date | None
    """Day of its newest item until the last day that is told."""
    next_on: date | None
    """Day of its first item after that."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a section stands at the end of the period."""

    section: SectionRow
    state: State
    due_on: date | None
    """The last day on which its next update is in time; None without an item or a cadence."""
    act_by: date | None
    """The last working day until then, of one that falls due; None where no calendar is known."""
    overdue_days: int | None
    minimum: int | None
    """Updates that the period demands; None where none is due (无要求)."""
    note: str
    """Why, in Chinese; '' where there is nothing to add."""

    @property
    def documents(self) -> Count:
        """Of the period."""
        if self.section.is_whole:
            return Count(self.section.documents, "computed")
        return Count(self.section.documents, "lower_bound") if self.section.documents else MISSING


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit's line."""

    name: str
    is_listed: bool
    """Whether the portal's unit table has it."""
    is_pending: bool
    """Stands for documents of which nobody knows yet whose they are (待读, 不详)."""
    published: Count | None
    """None of the line for sections of no fixed unit: their documents stand at their units."""
    categories: Mapping[str, Count]
    """Every category that the portal's numbers know, in the order of the category table."""
    sections: tuple[Standing, ...]
    """Those that are the unit's alone."""
    rank: str = ""
    """`3`, or `3–5` where lower bounds leave it open; '' without one."""

    @property
    def minimum(self) -> int | None:
        """Updates that the period demands of its sections; None where none is demanded."""
        return sum(told.minimum or 0 for told in self.sections) or None

    def of(self, *states: State) -> int | None:
        """How many of its sections stand so; None where it has none of its own."""
        standing = [told for told in self.sections if told.state != "taken_out"]
        return sum(told.state in states for told in standing) if standing else None

    @property
    def in_categories(self) -> str:
        """Its categories with a number above 0."""
        return in_categories(self.categories)


@dataclass(frozen=True, slots=True)
class BulletinItem:
    """A document of the period; the columns of `report/bulletin_items`."""

    published_on: date
    unit: str
    title: str
    categories: str
    sections: str
    document_number: str
    index_number: str
    url: str
    removed_on: date | None
    merged: int
    """Further addresses of the same document."""
    item_id: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Items of the period that no number counts, and counted ones that need a word."""

    merged_count: int
    unclassified_count: int
    elsewhere_count: int
    excluded_count: int
    unconfirmed_count: int
    undated_count: int
    """Of no period: no date of theirs can be read."""
    later_count: int
    """Counted, and dated after the last day that was read."""
    pending_count: int
    """Counted, and nobody knows yet whose they are."""


@dataclass(frozen=True, slots=True)
class Bulletin:
    """The 通报 of one portal and period."""

    portal_name: str
    portal_home: str
    span: Span
    total: Count
    """Distinct documents of the period."""
    categories: Mapping[str, Count]
    without_section: frozenset[str]
    """Categories that no section is of."""
    units: tuple[UnitRow, ...]
    shared: UnitRow
    """Sections of no fixed unit."""
    sections: tuple[Standing, ...]
    items: tuple[BulletinItem, ...]
    beside: Beside
    with_ranks: bool
    rules: tuple[str, ...]
    """By which sections are judged, in sentences."""
    data_as_of: datetime | None
    built_at: datetime | None
    rules_version: str

    @property
    def title(self) -> str:
        """云泽县人民政府2017年10月政府信息公开情况通报."""
        return f"{self.portal_name}{self.span.period.label}政府信息公开情况通报"

    @property
    def lines(self) -> tuple[UnitRow, ...]:
        """The table's lines: units, then the sections that are nobody's alone."""
        return (*self.units, self.shared) if self.shared.sections else self.units

    def standing(self, *states: State) -> tuple[Standing, ...]:
        """Sections that stand so."""
        return tuple(told for told in self.sections if told.state in states)


def shown_categories(bulletin: Bulletin) -> list[str]:
    """Categories with a document in the period: those that tables have columns for."""
    return [name for name, count in bulletin.categories.items() if count.value]


def in_categories(categories: Mapping[str, Count]) -> str:
    """`政府文件 3、通知公告 至少 12`: those with a number above 0."""
    return joined(f"{name} {count.words}" for name, count in categories.items() if count.value)


def day_text(day: date | None) -> str:
    """`2017-10-31`; '' for None."""
    return "" if day is None else day.isoformat()


def number_text(number: int | None, otherwise: str) -> str:
    """Digits, or what stands where there is no number."""
    return otherwise if number is None else str(number)


def joined(names: Iterable[str]) -> str:
    """Names with 、 between them."""
    return "、".join(names)
