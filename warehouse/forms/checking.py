"""Whether a form's figures agree with each other: its identities tried on what stands in its cells.

Four outcomes (domain/README.md, 勾稽关系): pass; fail; uncertain, with the likely reason; not_assessable,
where a figure that is needed is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import eq, ge, le

from warehouse.forms import saying
from warehouse.forms.expressions import STATED, Expression, Term
from warehouse.forms.findings import MISSING, Entry, Finding, Looked, Outcome, Sides, total
from warehouse.forms.identities import BELOW_CITY, Identity, identities_of
from warehouse.forms.reasons import reason
from warehouse.forms.records import Form

_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {"=": eq, "<=": le, ">=": ge}


@dataclass(frozen=True, slots=True)
class _Report:
    form: Form
    values: Mapping[str, Entry]
    previous: Mapping[str, Entry] | None
    previous_form: Form
    below_city: bool | None
    tables: Collection[str] | None

    def looked(self, term: Term) -> Looked:
        source = self.previous if term.is_previous else self.values
        entry = (source or {}).get(term.code, MISSING)
        stated = term.code.startswith(STATED)
        name = f"正文所说{term.code.removeprefix(STATED)}" if stated else self.form.value(term.code).name
        said = f"上年{name}" if term.is_previous else name
        return Looked(term.code, said, entry, term.sign, term.is_previous)

    def is_asked(self, expression: Expression) -> bool:
        """Whether its cells stand in the tables that are asked, and the text states what it compares."""
        for code in [term.code for term in (*expression.left, *expression.right)]:
            if code.startswith(STATED):
                if code not in self.values:
                    return False
            elif self.tables is not None and self.form.value(code).table not in self.tables:
                return False
        return True


def check(
    form: Form,
    values: Mapping[str, Entry],
    previous: Mapping[str, Entry] | None = None,
    *,
    previous_form: Form | None = None,
    below_city: bool | None = None,
    tables: Collection[str] | None = None,
) -> tuple[Finding, ...]:
    """Every identity of the form, tried on its figures, in the order of `identities.csv`. A rule of which no
    instance can be assessed is one finding.

    `values`: code → entry; a code that is not in it is missing. Figures that the report's text states stand
    in it under `正文.` (正文.行政复议); rules on those that it does not state are not asked.
    `previous`: last year's report, on `previous_form` (None: the same form); a rule across years is asked
    only where both forms have it.
    `below_city`: whether the organ is below the city and can make no 规章 (None: not known).
    `tables`: rules within these tables only, for a report that mixes forms (洪泽区 2023: 表二 of 2021 beside
    表三 of 2019).
    """
    report = _Report(form, values, previous, previous_form or form, below_city, tables)
    return tuple(
        finding
        for identity in identities_of(form)
        if not (identity.when == BELOW_CITY and below_city is False)
        for finding in _tried(identity, report)
    )


def _tried(identity: Identity, report: _Report) -> Iterator[Finding]:
    asked = [expression for expression in identity.expressions if report.is_asked(expression)]
    if not asked:
        return
    if identity.predicate:
        yield from _single(identity, asked, report)
        return
    found = [_compared(identity, expression, report) for expression in asked]
    if len(found) > 1 and all(finding.outcome == "not_assessable" for finding in found):
        yield _none_assessable(identity, found, report)
    else:
        yield from found


def _none_assessable(identity: Identity, found: Sequence[Finding], report: _Report) -> Finding:
    cells = tuple(dict.fromkeys(cell for finding in found for cell in finding.cells))
    why = _lacking(identity, Sides(cells), report)
    return _finding(identity, report, "not_assessable", Sides(cells), (why,), why)


def _compared(identity: Identity, expression: Expression, report: _Report) -> Finding:
    sides = Sides(tuple(map(report.looked, expression.left)), tuple(map(report.looked, expression.right)))
    lacking = _lacking(identity, sides, report)
    if lacking:
        return _finding(identity, report, "not_assessable", sides, (lacking,), lacking)
    left, right = total(sides.left), total(sides.right)
    is_held = _HOLDS[expression.relation](left, right)
    why = "" if is_held else reason(identity.causes, expression.relation, sides, report.looked)
    outcome: Outcome = "pass" if is_held else "uncertain" if why else "fail"
    verdict = saying.verdict(expression.relation, left - right, is_held)
    parts = (saying.side(sides.left), saying.side(sides.right), verdict, why)
    return _finding(identity, report, outcome, sides, parts, why, left, right)


def _finding(
    identity: Identity,
    report: _Report,
    outcome: Outcome,
    sides: Sides,
    parts: tuple[str, ...],
    why: str = "",
    left: Decimal | None = None,
    right: Decimal | None = None,
) -> Finding:
    return Finding(
        report.form.name,
        identity.id,
        identity.severity,
        outcome,
        sides,
        left,
        right,
        saying.sentence(identity.words, *parts),
        why,
        identity.source,
    )


def _lacking(identity: Identity, sides: Sides, report: _Report) -> str:
    """Why it cannot be assessed; empty where it can."""
    if identity.when == BELOW_CITY and report.below_city is None:
        return "没有说明本机关是否在设区的市以下，无法判断"
    if any(cell.is_previous for cell in sides.cells):
        if report.previous is None:
            return "没有上一年的数字，无法判断"
        if identity.id not in {one.id for one in identities_of(report.previous_form)}:
            return f"上一年用的是另一种表（{report.previous_form.name}），没有可比的格"
    lacking = [cell.name for cell in sides.cells if not cell.entry.is_counted]
    return f"{saying.listed(lacking)}缺数或不是数，无法判断" if lacking else ""


def _single(identity: Identity, asked: Sequence[Expression], report: _Report) -> Iterator[Finding]:
    """A rule on single cells: a finding for each that breaks it; if none does, one that counts the others."""
    looked = [report.looked(expression.left[0]) for expression in asked]
    given = tuple(cell for cell in looked if cell.entry.state == "given")
    broken = [cell for cell in given if not _PREDICATES[identity.predicate](cell.entry)]
    for cell in broken:
        yield _finding(identity, report, "fail", Sides((cell,)), (saying.cell(cell),))
    if given and not broken:
        yield _finding(identity, report, "pass", Sides(given), (f"填了的 {len(given)} 格都符合",))
    if not given:
        lacking = "没有一格填了数，无法判断"
        yield _finding(identity, report, "not_assessable", Sides(tuple(looked)), (lacking,), lacking)


def _is_whole(entry: Entry) -> bool:
    return entry.value is not None and entry.value == entry.value.to_integral_value()


_PREDICATES: Mapping[str, Callable[[Entry], bool]] = {
    "为非负整数": lambda entry: _is_whole(entry) and entry.number >= 0,
    "为整数": _is_whole,
    "为非负数": lambda entry: entry.value is not None and entry.value >= 0,
    "为十位数字": lambda entry: re.fullmatch("[0-9]{10}", entry.text or str(entry.value)) is not None,
}
