"""A printed form with its figures: what stands in each cell, and by what right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from warehouse.forms import Entry, Form, Value
from warehouse.forms.findings import State
from warehouse.report.form import Origin
from warehouse.report.wording import Fact
from warehouse.report.wording import plain as plain

NOT_APPLICABLE = "不适用"


@dataclass(frozen=True, slots=True)
class Figure:
    """What is known of one cell. 0, a blank, 不适用 and nothing known are four different things."""

    value: Value
    """The printed cell."""
    state: State
    origin: Origin
    number: Decimal | None = None
    text: str = ""
    """Of a cell that holds no number."""
    rule: str = ""
    sql_file: str = ""
    as_of: datetime | None = None

    @property
    def printed(self) -> str:
        """As it stands in the form: digits without separators, `至少 12` of a lower bound, 不适用; nothing
        where it is blank or nobody gave it (then `to_fill`)."""
        if self.state == "not_applicable":
            return NOT_APPLICABLE
        if self.state != "given":
            return ""
        said = plain(self.number) if self.number is not None else self.text
        # 本年增/减 carries its sign (form 2019).
        said = f"+{said}" if self.value.kind == "signed" and self.number and self.number > 0 else said
        return f"至少 {said}" if self.origin == "lower_bound" else said

    @property
    def to_fill(self) -> bool:
        """Whether a person has to give it, or to replace a lower bound."""
        return self.state == "missing" or self.origin == "lower_bound"

    @property
    def fact(self) -> Fact:
        """For sentences, which say a number or nothing."""
        number = self.number if self.state == "given" else None
        return Fact(
            self.value.name, self.value.measure, number, self.origin if number is not None else "missing"
        )

    @property
    def entry(self) -> Entry:
        """For the identities. A lower bound is no figure that a sum could be held to."""
        return Entry("missing") if self.to_fill else Entry(self.state, self.number, self.text)


@dataclass(frozen=True)
class FilledForm:
    """A form of one year and one portal."""

    form: Form
    year: int
    organ: str
    figures: Mapping[str, Figure]
    """Every cell that holds a figure, by code."""
    unknown: tuple[str, ...] = field(default=())
    """Codes with a figure that this version of the form does not have: told, never dropped."""

    @property
    def title(self) -> str:
        """As printed: 2021年政府信息公开工作年度报告."""
        return self.form.title.replace("{year}", str(self.year))

    def to_fill(self) -> tuple[Figure, ...]:
        """What people still have to give, in the order of the form."""
        return tuple(figure for figure in self.figures.values() if figure.to_fill)


def filled(form: Form, year: int, organ: str, records: Iterable[Mapping[str, Any]]) -> FilledForm:
    """The form with the rows of `figures` (code, value, value_text, state, origin, rule, sql_file, as_of);
    cells without a row are missing."""
    told = {str(record["code"]): record for record in records}
    figures = {value.code: _figure(value, told.get(value.code)) for value in form.values}
    unknown = tuple(code for code in told if code not in figures)
    return FilledForm(form, year, organ, figures, unknown=unknown)


def _figure(value: Value, record: Mapping[str, Any] | None) -> Figure:
    if record is None:
        return Figure(value, "missing", "missing")
    number = record["value"]
    return Figure(
        value,
        record["state"],
        record["origin"],
        None if number is None else Decimal(str(number)),
        record["value_text"] or "",
        record["rule"] or "",
        record["sql_file"] or "",
        record["as_of"],
    )
