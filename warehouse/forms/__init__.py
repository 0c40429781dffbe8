"""The office's printed forms as data, and the identities (勾稽) between their figures.

Each form is a CSV, one row a printed cell: a label is corrected there and touches no code. Labels are those
of domain/*.csv, grids those of domain/layout.md; of the website's form no copy was seen: its grid is ours.
"""

from __future__ import annotations

from warehouse.forms.checking import check
from warehouse.forms.findings import BLANK, MISSING, Entry, Finding, Looked
from warehouse.forms.identities import Identity, identities_of
from warehouse.forms.labels import normalised, without_number, without_remark
from warehouse.forms.reading import read_forms
from warehouse.forms.records import KINDS, Cell, Form, FormError, Heading, Table, Value

__all__ = (
    "BLANK",
    "FORMS",
    "KINDS",
    "MISSING",
    "Cell",
    "Entry",
    "Finding",
    "Form",
    "FormError",
    "Heading",
    "Identity",
    "Looked",
    "Table",
    "Value",
    "check",
    "form_named",
    "forms_of",
    "identities_of",
    "normalised",
    "without_number",
    "without_remark",
)

FORMS: tuple[Form, ...] = read_forms()
"""statistics-2014, report-2019, report-2021, website-annual."""


def forms_of(year: int) -> tuple[Form, ...]:
    """The forms on which a report of this year is made, by the documents that `forms.csv` names; empty
    before 2014. The website's is due every 31 January from 2018 on (国办函〔2018〕12号, of 2018-01-15).

    What a *published* report was made on is told by its heads, not by its year."""
    return tuple(form for form in FORMS if form.covers(year))


def form_named(name: str) -> Form:
    """The form of this name. Raises KeyError (a Chinese sentence that lists the names)."""
    for form in FORMS:
        if form.name == name:
            return form
    raise KeyError(f"没有名为 {name} 的表,现有 {'、'.join(one.name for one in FORMS)}")
