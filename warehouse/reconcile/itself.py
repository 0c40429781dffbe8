"""A published report against itself: the identities of its form tried on what it prints, its tables and
its text."""

from __future__ import annotations

from decimal import Decimal

from scrapers.documents.numbers import Number, in_unit
from warehouse.forms import Entry, Finding, check, form_named
from warehouse.forms.expressions import STATED
from warehouse.reconcile.cells import ABOUT
from warehouse.reconcile.lexicon import lexicon
from warehouse.reconcile.records import Printed, PublishedReport

_REQUESTS = frozenset({"件", "份", "宗", "起", "条", "次", "例"})
"""Units in which reports count requests and cases."""


def against_itself(report: PublishedReport, previous: PublishedReport | None = None) -> tuple[Finding, ...]:
    """Every identity of the report's form, with its outcome; of a mixed report each table by its own form's.

    `previous`: last year's report of the organ, for what is carried over. What could not be read is missing
    (not assessable), never 0. Rules: `warehouse/forms/identities.csv`. Empty for a report without a form."""
    if report.form is None:
        return ()
    found: list[Finding] = []
    values = entries(report) | stated(report)
    before = entries(previous) if previous and previous.form else None
    for form, tables in _forms(report).items():
        old = form_named(previous.form) if previous and previous.form else None
        found += check(form_named(form), values, before, previous_form=old, tables=tables)
    return tuple(found)


def _forms(report: PublishedReport) -> dict[str, set[str]]:
    """Form to the tables that are its own: a table that has a row of another form is that one's."""
    assert report.form is not None
    forms = {table.name: report.form for table in form_named(report.form).tables}
    for cell in report.cells.values():
        if cell.form != report.form:
            forms[form_named(cell.form).value(cell.code).table] = cell.form
    return {form: {name for name, each in forms.items() if each == form} for form in forms.values()}


def entries(report: PublishedReport) -> dict[str, Entry]:
    """The cells as the checks of the forms take them, money in the form's unit."""
    return {code: _entry(cell) for code, cell in report.cells.items()}


def _entry(cell: Printed) -> Entry:
    if cell.state == "unreadable" or cell.remark == ABOUT or is_other_measure(cell):
        return Entry("missing", text=cell.text or "")
    value = in_measure(cell)
    return Entry(cell.state, value, "" if value is not None else cell.text or "")


def in_measure(cell: Printed) -> Decimal | None:
    """A cell's figure in the unit of its form; as printed where the two are of different kinds."""
    value, measure = cell.value, form_named(cell.form).value(cell.code).measure
    if value is not None and measure and cell.unit != measure:
        same = in_unit(Number(value, cell.unit), measure)
        value = same.value if same else value
    return value


def is_other_measure(cell: Printed) -> bool:
    """Whether a cell prints money or a share where the form has a count, or the other way round: its figure
    is not the form's."""
    measure = form_named(cell.form).value(cell.code).measure
    return cell.value is not None and bool(measure and cell.unit) and _sort(cell.unit) != _sort(measure)


def _sort(unit: str) -> str:
    if unit in ("%", "‰"):
        return "share"
    return "money" if unit.endswith("元") else "count"


def stated(report: PublishedReport) -> dict[str, Entry]:
    """Figures of the tables that the text states as well, under `正文.`; not those of which sentences say
    different numbers."""
    found: dict[str, Entry] = {}
    for each in lexicon().stated:
        numbers = {
            count.number
            for count in report.counts
            if count.unit in _REQUESTS and count.precision == "exact" and each.fits(count.what)
        }
        if len(numbers) == 1:
            found[STATED + each.name] = Entry("given", Decimal(numbers.pop()))
    return found
