"""Reads the printed forms of a year from the published file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.forms import Finding, Form, check, form_named
from warehouse.report.draft import facts_of
from warehouse.report.form import SectionsForm, moment_words
from warehouse.report.printed.annual import BESIDE, facts_beside
from warehouse.report.printed.charts import Bar
from warehouse.report.printed.excel import CheckRow, ItemRow
from warehouse.report.printed.filled import FilledForm, filled
from warehouse.report.read import FORM as SECTIONS
from warehouse.report.read import opened, read_sections
from warehouse.report.wording import Fact

OUTCOMES = {"pass": "相符", "fail": "不符", "uncertain": "存疑", "not_assessable": "不能判断"}
"""How the outcome of an identity is called."""


@dataclass(frozen=True)
class FormsOfYear:
    """All that the files of a year's forms are made from."""

    sections: SectionsForm
    """The figures by category."""
    forms: tuple[FilledForm, ...]
    checks: tuple[Finding, ...]
    items: tuple[ItemRow, ...]
    """Those behind the figures of these forms."""
    bars: tuple[Bar, ...]
    beside: Mapping[str, Fact]
    """Figures that the text of an annual report tells beside those of its own form: by category, and of the
    website form."""

    @property
    def data_as_of(self) -> datetime | None:
        """The oldest instant that a figure rests on."""
        return self.sections.data_as_of

    @property
    def built_at(self) -> datetime | None:
        """When the published file was made."""
        return self.sections.built_at

    def check_rows(self) -> Iterator[CheckRow]:
        """The identities in words; those that hold too."""
        for found in self.checks:
            yield CheckRow(
                found.form, found.rule, OUTCOMES[found.outcome], found.left, found.right, found.sentence
            )


def read_forms(
    published: Path, year: int, wanted: Sequence[Form], portal_id: str | None = None
) -> FormsOfYear:
    """The forms of a year, filled and checked, beside the figures by category; a cell that nobody gave is
    missing. Raises ReportError where there is no such file, it cannot be read or has nothing of the year."""
    sections = read_sections(published, year, portal_id)
    with opened(published, portal_id) as connection:
        made = [_filled(connection, form, year, sections.portal_name) for form in wanted]
        website = next((one for one in made if one.form.name == BESIDE), None)
        website = website or _filled(connection, form_named(BESIDE), year, sections.portal_name)
        before = {form.name: _entries(connection, form, year - 1) for form in wanted}
        names = [SECTIONS, *(form.name for form in wanted)]
        items = query.records(connection, "report/form_items", ItemRow, forms=names, year=year)
        bars = query.records(connection, "report/bars", Bar, year=year)
    checks = [
        finding
        for one in made
        for finding in check(one.form, _entries_of(one), before[one.form.name] or None)
    ]
    return FormsOfYear(
        sections=sections,
        forms=tuple(made),
        checks=tuple(checks),
        items=tuple(items),
        bars=tuple(bars),
        beside=facts_of(sections) | facts_beside(website),
    )


def _filled(connection: DuckDBPyConnection, form: Form, year: int, organ: str) -> FilledForm:
    return filled(form, year, organ, query.rows(connection, "report/form_figures", form=form.name, year=year))


def _entries(connection: DuckDBPyConnection, form: Form, year: int) -> dict[str, Any]:
    """What stood in the cells of another year; empty where the file holds none of it."""
    rows = query.rows(connection, "report/form_figures", form=form.name, year=year)
    return _entries_of(filled(form, year, "", rows)) if rows else {}


def _entries_of(one: FilledForm) -> dict[str, Any]:
    return {code: figure.entry for code, figure in one.figures.items() if not figure.to_fill}


def as_of_words(forms: FormsOfYear) -> str:
    """数据截至 … · 生成于 …."""
    return f"数据截至 {moment_words(forms.data_as_of)} · 生成于 {moment_words(forms.built_at)}"
