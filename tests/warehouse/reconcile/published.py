"""The published reports that are at hand, read, and the figures that people read of them."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scrapers.documents import Document, Limits
from scrapers.documents.inside import read_here
from tests.shared import SHARED
from warehouse.forms import FORMS, form_named
from warehouse.reconcile import PublishedReport, read_report

DOMAIN = SHARED / "domain"
SHORT = {"1.逾期不补正": "申请人无正当理由逾期不补正", "2.逾期未缴费": "申请人逾期未按收费通知要求缴纳费用"}
"""Labels that were noted shorter than they are printed, and how the printed ones begin."""


class Figure(NamedTuple):
    """A figure that a person read."""

    report: str
    table: str
    row: str
    column: str
    figure: str
    unit: str


def document(content: bytes, name: str) -> Document:
    """The document that the bytes are."""
    return read_here(content, name, Limits())


@cache
def reports() -> dict[str, tuple[PublishedReport, ...]]:
    """Reports by their id; the form and the text of one report may be two pages."""
    found: dict[str, list[PublishedReport]] = defaultdict(list)
    for path in [*sorted((DOMAIN / "reports").iterdir()), DOMAIN / "arxan_2017_report.txt"]:
        found[re.sub(r"_(form|text|report)$", "", path.stem)].append(one(path))
    return {name: tuple(each) for name, each in found.items()}


def one(path: Path) -> PublishedReport:
    """The report that a file is."""
    return read_report(document(path.read_bytes(), path.name), path.name)


@cache
def figures() -> tuple[Figure, ...]:
    """The figures read by hand of the reports that are at hand."""
    with (DOMAIN / "real_reports.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["report_id"] in reports()]
    keys = ("report_id", "table", "row_label", "column_label", "figure", "figure_unit")
    return tuple(Figure(*(row[key].replace("no unit printed", "") for key in keys)) for row in rows)


def codes(figure: Figure, form: str) -> tuple[str, ...]:
    """The cells that a figure may be: by its labels, in the report's form or another one (mixed)."""
    table = "1" if figure.table == "statistics" else figure.table.removeprefix("table")
    leaf = figure.row.rpartition("/")[2]
    for each in dict.fromkeys([form, *(other.name for other in FORMS)]):
        values = form_named(each).find(figure.row, figure.column, table)
        if not values and leaf in SHORT:
            values = tuple(
                value
                for value in form_named(each).values
                if value.table == table
                and SHORT[leaf] in value.row_label
                and value.column_head == figure.column
            )
        if values:
            return tuple(value.code for value in values)
    return ()


def number(figure: str) -> Decimal:
    """A figure of a text as it was noted: 1395万, 800多, 400余."""
    plain = figure.rstrip("余多")
    return Decimal(plain.removesuffix("万")) * (10_000 if plain.endswith("万") else 1)
