"""A published report's figures beside the warehouse's: equal, different by N with likely causes, not in the
warehouse, not computable. Pure: what is known of the warehouse goes in as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from warehouse.forms import form_named
from warehouse.reconcile.cells import ABOUT
from warehouse.reconcile.itself import in_measure, is_other_measure
from warehouse.reconcile.placing import category_of
from warehouse.reconcile.records import Counted, Printed, PublishedReport
from warehouse.reconcile.scope import planned_under, scope_of

Verdict = Literal["equal", "differs", "consistent", "not_in_warehouse", "not_computable", "unreadable"]
VERDICTS: Mapping[Verdict, str] = {
    "equal": "一致",
    "differs": "不一致",
    "consistent": "不矛盾",
    "not_in_warehouse": "仓库没有",
    "not_computable": "网站得不出",
    "unreadable": "读不出",
}
"""How a verdict is called. 不矛盾: the warehouse has a lower bound, and the report says no less."""

BESIDE = frozenset({"equal", "differs", "consistent"})
"""Verdicts of a figure that was set beside one of the warehouse's."""
_COMPARED = frozenset({"equal", "differs", "consistent", "not_in_warehouse"})


@dataclass(frozen=True, slots=True)
class Ours:
    """A figure of the warehouse."""

    value: Decimal | None
    origin: str
    """computed, lower_bound, declared or missing."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands beside a category's figure of the year, in items: causes that a difference may have."""

    listed: int = 0
    """Rows of lists in which the counted documents stand: an item listed twice counts once."""
    merged: int = 0
    """Copies merged into a counted document."""
    withdrawn: int = 0
    """Counted documents that the site has taken down."""
    late: int = 0
    """Counted documents that were first seen after the report was published, where that day is known."""
    undated: int = 0
    """Items of the category's sections without a date, which are of no year."""
    excluded: int = 0
    """Items that people excluded."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of the report beside the warehouse's."""

    kind: Literal["cell", "text"]
    code: str
    """Of a cell its code in the form; of a count in the text the category, '' where the words name none."""
    label: str
    """Labels of the cell as printed, or the words that say what is counted."""
    printed: Decimal | None
    unit: str
    ours: Decimal | None
    origin: str
    verdict: Verdict
    difference: Decimal | None
    """The report's less ours; None where there is nothing to compare."""
    causes: tuple[str, ...]
    """Likely ones of a difference, or why nothing is compared, in words; none where the figures are equal."""
    where: str
    """Page and cell, or the sentence."""
    repeats: bool = False
    """The same category with the same number was named before: one set of items, not two."""


def compared(
    report: PublishedReport,
    cells: Mapping[str, Ours],
    categories: Mapping[str, Ours],
    facts: Mapping[str, Facts],
    off_portal: frozenset[str],
    year: int,
) -> tuple[Compared, ...]:
    """Every figure of the report, those of its tables first. `cells`: the warehouse's by code of the report's
    form; `categories`: its by category (and 合计), with `facts` beside them; `off_portal`: categories that
    never stand on a portal; `year`: of the comparison."""
    return (*_cells(report, cells), *_counts(report, categories, facts, off_portal, year))


def _cells(report: PublishedReport, ours: Mapping[str, Ours]) -> Iterator[Compared]:
    for code, printed in report.cells.items():
        if printed.state == "missing":
            continue
        value = form_named(printed.form).by_code.get(code)
        label = value.name if value else code
        # A row that only the older form has (洪泽 2023) is no cell of the report's.
        there = ours if printed.form == report.form else {}
        yield _cell(code, label, printed, there.get(code, Ours(None, "missing")))


def _cell(code: str, label: str, printed: Printed, ours: Ours) -> Compared:
    number = Decimal(0) if printed.state == "blank" else in_measure(printed)
    causes: tuple[str, ...] = ()
    if printed.state == "unreadable":
        verdict, difference = "unreadable", None
    elif number is None or ours.value is None:
        verdict, difference = "not_computable", None
    elif is_other_measure(printed):
        verdict, difference, causes = "not_computable", None, (f"报告以“{printed.unit}”计,不能比较",)
    elif printed.remark == ABOUT:
        verdict, difference, causes = "not_computable", None, ("报告印的是约数,不与准确的数字比较",)
    elif printed.state == "blank" and not ours.value:
        verdict, difference, causes = "consistent", Decimal(0), ("报告是空白,没有印 0",)
    else:
        verdict, difference = _verdict(number, ours), number - ours.value
    return Compared(
        "cell",
        code,
        label,
        printed.value,
        printed.unit,
        ours.value,
        ours.origin,
        verdict,  # type: ignore[arg-type]
        difference,
        causes,
        printed.where.words(),
    )


def _verdict(number: Decimal, ours: Ours) -> Verdict:
    assert ours.value is not None
    if ours.origin == "lower_bound" and number >= ours.value:
        return "consistent"
    return "equal" if number == ours.value else "differs"


def _counts(
    report: PublishedReport,
    categories: Mapping[str, Ours],
    facts: Mapping[str, Facts],
    off_portal: frozenset[str],
    year: int,
) -> Iterator[Compared]:
    seen: set[tuple[str, Decimal]] = set()
    places = {count.at: count for count in report.counts}
    for count in report.counts:
        category = category_of(count) or ""
        ours = categories.get(category, Ours(None, "missing"))
        verdict, difference = _of_text(count, category, ours, off_portal)
        told = facts.get(category, Facts())
        causes = tuple(_causes(count.number, ours, told)) if verdict in ("differs", "consistent") else ()
        scope = None
        if verdict in _COMPARED:
            head = next((part.head for part in report.sections if part.at <= count.at < part.ends), "")
            scope = planned_under(head) or scope_of(count, places, year, report.organ)
        if scope and not (scope.is_open and verdict == "equal"):
            verdict, difference, causes = "not_computable", None, (scope.why,)
        yield Compared(
            "text",
            category,
            count.what,
            count.number,
            count.unit,
            ours.value,
            ours.origin,
            verdict,
            difference,
            causes,
            count.segment or count.sentence,
            scope is None and bool(category) and (category, count.number) in seen,
        )
        if scope is None:
            seen.add((category, count.number))


def _of_text(
    count: Counted, category: str, ours: Ours, off_portal: frozenset[str]
) -> tuple[Verdict, Decimal | None]:
    if not category or category in off_portal:
        return "not_computable", None
    if ours.value is None:
        return "not_in_warehouse", None
    difference = count.number - ours.value
    # 3条以上 and 约3条 beside 3 are no contradiction, but nothing says that they are 3.
    if _roughly(count, ours.value) or (count.precision != "exact" and not difference):
        return "consistent", difference
    return _verdict(count.number, ours), difference


def _roughly(count: Counted, ours: Decimal) -> bool:
    """Whether a count that is not exact leaves room for ours: 1300余 is less than 1400, 约1300 and 0.13万 are
    rounded to hundreds."""
    step = Decimal(1).scaleb(_zeros(count.number))
    room = max(step, count.number / 10)
    if count.precision == "at_least":
        is_open = not any(sign in count.raw for sign in "余多来")
        return count.number < ours and (is_open or ours - count.number < room)
    if count.precision == "at_most":
        return ours < count.number
    is_rounded = count.precision == "about" or ("万" in count.raw and step > 1)
    return is_rounded and ours != count.number and abs(ours - count.number) < room


def _zeros(number: Decimal) -> int:
    """At how many places a whole number ends in 0."""
    digits = f"{number:f}"
    return len(digits) - len(digits.rstrip("0")) if number and number == number.to_integral_value() else 0


def _causes(number: Decimal, ours: Ours, facts: Facts) -> Iterator[str]:
    """Likely causes of a difference, the exact ones first."""
    assert ours.value is not None
    more = number - ours.value
    exactly = {
        f"报告计入了重复发布的 {facts.merged} 条(本库按文件只计一次)": facts.merged,
        f"报告按列表行计:这些文件在列表中共出现 {facts.listed} 次": facts.listed - int(ours.value),
        f"报告计入了没有日期的 {facts.undated} 条(不属于任何年度,本库不计)": facts.undated,
        f"报告计入了人工排除的 {facts.excluded} 条": facts.excluded,
        f"报告没有计已经撤下的 {facts.withdrawn} 条(本库仍计入发布年度)": -facts.withdrawn,
        f"报告发布以后才见到的 {facts.late} 条不在报告之内": -facts.late,
    }
    certain = [words for words, count in exactly.items() if count and count == more]
    yield from certain
    if ours.origin == "lower_bound" and more >= 0:
        yield "本库只有下限:所依据的栏目没有读全"
    if more and not certain:
        yield from (
            f"可能部分因为:{words}"
            for words, count in exactly.items()
            if 0 < abs(count) < abs(more) and count * more > 0
        )
        if more > 0:
            yield "可能:报告计入了其他渠道,或把列表中的一行行内容按条计"
        else:
            yield "可能:报告截止得更早,或只计了一部分栏目、只说其中一种"
