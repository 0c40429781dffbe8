"""Which cells of a form a person has to give, with what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from warehouse.declared.records import STATE_WORDS, Declaration, State
from warehouse.forms import Form, Value, normalised
from warehouse.forms.sources import read_sources
from warehouse.report.printed.filled import plain


class Known(NamedTuple):
    """A row of `figures`, of any form and year."""

    form: str
    year: int
    code: str
    value: Decimal | None
    value_text: str | None
    state: State
    origin: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A cell that is asked of a person."""

    form: str
    value: Value
    from_site: str
    """What the website shows of it: `至少 12`; empty where it shows nothing."""
    last_year: str
    """What stood there last year; empty where that is not known."""
    standing: Declaration | None
    """What is in force for this year already."""

    @property
    def row_label(self) -> str:
        """The labels of its row as printed, from the widest to its own."""
        return _joined(self.value.row_path or self.value.column_path[:-1])

    @property
    def column_head(self) -> str:
        """The heads above it as printed."""
        path = self.value.column_path
        return _joined(path if self.value.row_path else path[-1:])


def asked_cells(
    form: Form,
    year: int,
    known: Iterable[Known],
    declared: Iterable[Declaration],
    previous_form: Form | None,
) -> list[Asked]:
    """The cells of the form that the website does not give for that year, in the form's order: of a year
    that it tells of, those that are not computed; else those that are never computed (`forms/sources.csv`).

    `known`: figures of the portal of that year and the year before; `declared`: what people declared of its
    forms in both; `previous_form`: on which last year's report was made.
    """
    figures = {(one.form, one.year, one.code): one for one in known}
    standing = {(one.form, one.year, one.code): one for one in declared if one.state != "missing"}
    asked = []
    for value in form.values:
        figure = figures.get((form.name, year, value.code))
        is_computed = _origins()[form.name, value.code] == "computed"
        if figure.origin != "computed" if figure else not is_computed:
            last_year = _last_year(value, year - 1, previous_form, figures, standing)
            now = standing.get((form.name, year, value.code))
            asked.append(Asked(form.name, value, _shown(figure, is_computed), last_year, now))
    return asked


def labels_of(form: Form) -> Mapping[str, tuple[str, str]]:
    """Code → what the sheet prints beside it: its row's labels, its column's heads."""
    cells = (Asked(form.name, value, "", "", None) for value in form.values)
    return {cell.value.code: (cell.row_label, cell.column_head) for cell in cells}


def _joined(labels: Iterable[str]) -> str:
    return " / ".join(label.replace("\n", "") for label in labels)


def _shown(figure: Known | None, is_computed: bool) -> str:
    """A lower bound, or that the website would tell if it were read whole; what was declared stands in the
    cell itself."""
    if figure is not None and figure.origin == "lower_bound" and figure.value is not None:
        return f"至少 {plain(figure.value)}"
    return "没有读全" if is_computed else ""


@cache
def _origins() -> dict[tuple[str, str], str]:
    return {(source.form, source.code): source.origin for source in read_sources()}


def _last_year(
    value: Value,
    year: int,
    form: Form | None,
    figures: Mapping[tuple[str, int, str], Known],
    standing: Mapping[tuple[str, int, str], Declaration],
) -> str:
    """Of the cell with the same code and the same labels: a revised form may use a code for another cell."""
    was = None if form is None else form.by_code.get(value.code)
    if form is None or was is None or normalised(was.name) != normalised(value.name):
        return ""
    figure, declared = figures.get((form.name, year, value.code)), standing.get((form.name, year, value.code))
    if declared is not None and (figure is None or figure.origin != "computed"):
        return _words(declared.state, declared.value, declared.text)
    if figure is None or figure.state == "missing":
        return ""
    bound = "至少 " if figure.origin == "lower_bound" else ""
    return bound + _words(figure.state, figure.value, figure.value_text or "")


def _words(state: State, value: Decimal | None, text: str) -> str:
    if state != "given":
        return STATE_WORDS[state]
    return text if value is None else plain(value)
