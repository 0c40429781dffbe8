"""The `sections` form as values: one row per category of disclosure, and the facts that stand beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from scrapers.vocabulary.outcomes import GROUND_WORDS, OUTCOME_WORDS
from warehouse.report.year_read import YearRead

Origin = Literal["computed", "lower_bound", "declared", "missing"]

ORIGIN_WORDS: dict[str, str] = {
    "computed": "可由网站得出",
    "lower_bound": "仅下限",
    "declared": "单位填报",
    "missing": "缺",
}
"""How a figure's origin is printed."""

SHANGHAI = ZoneInfo("Asia/Shanghai")


class ReportError(Exception):
    """A report that cannot be made; the message is a sentence for the person who asked, with the remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: `value` counts documents in the unit `measure`, None when the figure is missing."""

    code: str
    label: str
    measure: str
    value: int | None
    origin: Origin
    as_of: datetime | None
    rule: str
    sql_file: str
    rule_text: str = ""

    @property
    def number(self) -> str:
        """The figure as it stands in a table: `272`, `至少 272`, or `缺`; never a blank."""
        if self.value is None:
            return ORIGIN_WORDS["missing"]
        return f"至少 {self.value}" if self.origin == "lower_bound" else str(self.value)

    @property
    def origin_words(self) -> str:
        """可由网站得出, 仅下限, 单位填报 or 缺."""
        return ORIGIN_WORDS[self.origin]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Counts beside the total, all of the year and in items, except `undated_count` (of no year)."""

    categories_sum: int
    """The categories' figures added up; an item of two categories counts twice, so at least the total."""
    merged_count: int
    """Items merged into a counted document, not counted again."""
    listed_count: int
    """How often the counted documents and those merged into them stand in a section's list."""
    undated_count: int
    undated_unread_count: int
    """Of the undated ones those whose page was not read: it may state a date."""
    unresolved_unit_items: int
    unresolved_unit_names: int
    unclassified_count: int
    elsewhere_count: int
    """Items of categories that are not counted on a portal."""
    unconfirmed_count: int
    """Items that only incomplete readings met."""
    excluded_count: int
    """Items that a person excluded."""


@dataclass(frozen=True, slots=True)
class IncompleteSection:
    """A section whose last reading was not complete; a count is None where nothing was declared or read."""

    section_id: str
    name: str
    category: str
    outcome: str | None
    reason: str
    pages_declared: int | None
    pages_read: int | None
    records_declared: int | None
    records_read: int | None
    read_at: datetime | None
    complete_at: datetime | None
    """The last complete reading, whose figures stay; None when there never was one."""

    @property
    def outcome_words(self) -> str:
        """不完整, 失败, 被防护拦截 or 尚未读取."""
        return OUTCOME_WORDS[self.outcome] if self.outcome else "尚未读取"

    @property
    def read_of_declared(self) -> str:
        """`272/322 条、11/13 页`, with `?` for what is not known."""
        pairs = (
            (self.records_read, self.records_declared, "条"),
            (self.pages_read, self.pages_declared, "页"),
        )
        parts = [
            f"{'?' if read is None else read}/{'?' if declared is None else declared} {unit}"
            for read, declared, unit in pairs
            if read is not None or declared is not None
        ]
        return "、".join(parts)

    @property
    def basis(self) -> str:
        """What the figures rest on meanwhile, in words."""
        if self.complete_at is not None:
            return f"沿用 {moment_words(self.complete_at)} 的完整数据"
        return "尚无数据" if not self.records_read else "从未完整读取,所涉数字仅为下限"


@dataclass(frozen=True, slots=True)
class ProvenSection:
    """A section whose whole list was read once: what its figures rest on."""

    section_id: str
    name: str
    categories: str
    """Those it is assigned to; empty where its items are classified one by one."""
    proof: str | None
    complete_at: datetime | None
    unread_rows: int
    """Rows of whose date nothing is known yet: they may be of any year."""

    @property
    def ground(self) -> str:
        """On what its last complete reading rests, in words."""
        said = GROUND_WORDS.get(self.proof or "", "没有记依据")
        return f"{said};{self.unread_rows} 条日期待读" if self.unread_rows else said


@dataclass(frozen=True, slots=True)
class SectionsForm:
    """Form `sections` of one year: rows in the order of the category table, then the total."""

    portal_name: str
    portal_home: str
    year: int
    rows: tuple[Row, ...]
    total: Row
    """Distinct documents over all categories (code 合计)."""
    neighbours: Neighbours
    read: YearRead
    proven: tuple[ProvenSection, ...]
    incomplete: tuple[IncompleteSection, ...]
    data_as_of: datetime | None
    """The oldest instant that a figure of this form rests on; None when there is none."""
    built_at: datetime | None
    rules_version: str

    @property
    def given(self) -> tuple[Row, ...]:
        """Rows that have a figure."""
        return tuple(row for row in self.rows if row.value is not None)

    @property
    def missing(self) -> tuple[Row, ...]:
        """Rows without one."""
        return tuple(row for row in self.rows if row.value is None)


def moment_words(moment: datetime | None) -> str:
    """`2018-01-30 11:15` in Beijing time; 未知 for None."""
    return "未知" if moment is None else f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
