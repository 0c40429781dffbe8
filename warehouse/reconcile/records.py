"""What a published report says, as records: cells of its tables, counts of its text, and what could not be
placed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

State = Literal["given", "blank", "not_applicable", "missing", "unreadable"]
"""Of a cell: a number; nothing; 不适用, or a sentence in place of the table; not printed in this report;
printed, but not to be read as one number."""
By = Literal["label", "position", "cut", "none"]
"""How a cell was found: by the labels of its row and column; by its place between those that were; cut out of
figures that run together, by the identities; not at all."""
Precision = Literal["exact", "at_least", "at_most", "about"]
"""Of a count in words: 15条; 15余条; 近15条; 约15条."""
Outcome = Literal["equal", "differs", "uncertain"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the document. Pages, tables, rows and columns are counted from 1, as people count."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    at: int | None = None
    """Characters of the document's text before it, where it was read there."""

    def words(self) -> str:
        """For people: 第 2 页第 1 个表第 4 行第 3 列; '' where nothing is known."""
        named = {"页": self.page, "个表": self.table, "行": self.row, "列": self.column}
        said = "".join(f"第 {number} {what}" for what, number in named.items() if number is not None)
        return said or (f"正文第 {self.at + 1} 字" if self.at is not None else "")


@dataclass(frozen=True, slots=True)
class Printed:
    """One cell of a form as a report prints it."""

    code: str
    form: str
    """The form that the code is of: of a mixed report (洪泽 2023) the older one's for rows that only it
    has."""
    text: str | None
    """As printed; None where the report has no such cell."""
    value: Decimal | None
    """In `unit`; None unless the state is given."""
    state: State
    unit: str = ""
    """Unit in which `value` stands: as printed with the figure or its head; the form's where neither says
    one."""
    remark: str = ""
    """What stands in brackets behind the figure (其中修订16件), or why there is none."""
    where: Where = Where()
    by: By = "label"


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be placed or decided, what contradicts itself."""

    kind: str
    """A word of `PROBLEMS`."""
    message: str
    """What, and why (Chinese)."""
    where: Where = Where()
    codes: tuple[str, ...] = ()
    """Cells that it is about."""


PROBLEMS = {
    "unread": "文件没有读到或没有读全",
    "no_form": "认不出是哪一种表",
    "year": "年份前后不一",
    "two_years": "名称与标题的年份不同",
    "several": "可能有几份报告",
    "no_year": "没有写明年份",
    "no_organ": "没有写明机关",
    "section": "缺少部分或顺序不同",
    "row": "表中的行无法对应",
    "column": "表中的列无法对应",
    "cell": "单元格读不出数字",
    "unit": "计量单位与表式不同",
    "position": "标签缺失,按位置认定",
    "undecided": "数字连在一起,无法断开",
    "identity": "报告自身不符合勾稽关系",
    "twice": "同一格印了两次,数字不同",
    "mixed": "新旧表式混用",
    "table": "表格无法对应",
}
"""Kinds of problem, as people are told."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count in a sentence: 发布政策解读信息39条."""

    what: str
    """The words that say what is counted, without the number."""
    number: Decimal
    unit: str
    at: int
    ends: int
    """Where it begins and ends in the document's text."""
    sentence: str
    segment: str = ""
    """The part of the sentence up to the next ; that it stands in: what the words alone may leave open."""
    precision: Precision = "exact"
    whole: int | None = None
    """`at` of the count that this is a part of."""
    raw: str = ""
    """As printed: 400余条; for none in words the words (没有发生…行政复议案)."""
    lead: str = ""
    """Of a row of a list what stands above the list: 2016年发布情况如下."""


@dataclass(frozen=True, slots=True)
class Added:
    """Parts of a count against their total."""

    whole: Counted
    parts: tuple[Counted, ...]
    outcome: Outcome
    difference: Decimal
    """Total less the sum of the parts."""
    reason: str
    """In words (Chinese)."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of the numbered parts of a report (一、总体情况)."""

    number: int
    head: str
    """As printed."""
    at: int
    ends: int
    """Offsets in the document's text: of the head, and of what follows the part."""


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """What a published annual report says."""

    name: str
    organ: str | None
    year: int | None
    title: str | None
    form: str | None
    """A form's id (`report-2021`); None where there is none of the tables and the sections say no form."""
    sections: tuple[Section, ...] = ()
    cells: Mapping[str, Printed] = field(default_factory=dict)
    """Code (2.R1.C1) to cell; every cell of the form, those not printed among them."""
    counts: tuple[Counted, ...] = ()
    sums: tuple[Added, ...] = ()
    problems: tuple[Problem, ...] = ()
