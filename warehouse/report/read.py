"""Reads a report's figures from the published file, which is only ever open_read_only for reading."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from scrapers.vocabulary import CATEGORIES
from warehouse.faults import unreadable
from warehouse.home import FileUnreadable
from warehouse.query import rows
from warehouse.read_only import open_read_only
from warehouse.report.form import (
    SHANGHAI,
    IncompleteSection,
    Neighbours,
    ProvenSection,
    ReportError,
    Row,
    SectionsForm,
)
from warehouse.report.year_read import year_read

FORM = "sections"
TOTAL = "合计"
"""Code of the row that counts distinct documents."""


def read_sections(published: Path, year: int, portal_id: str | None = None) -> SectionsForm:
    """The `sections` form of `year` from the published file; of several portals, that of the one meant.

    Rows come in the order of the category table, unknown codes after them. Raises ReportError when there is
    no such file, it cannot be read, or it holds no figures of that year.
    """
    with opened(published, portal_id) as connection:
        figures = [_row(record) for record in rows(connection, "report/figures", form=FORM, year=year)]
        totals = [row for row in figures if row.code == TOTAL]
        if not totals:
            raise ReportError(_no_such_year(connection, year))
        of_categories = tuple(sorted((row for row in figures if row.code != TOTAL), key=_place))
        facts = rows(connection, "report/file_facts")[0]
        counts = rows(connection, "report/neighbours", form=FORM, year=year, total=TOTAL)[0]
        read = year_read(connection, year)
        sources = rows(connection, "report/proven_sections", form=FORM, total=TOTAL)
        incomplete = tuple(_incomplete(record) for record in rows(connection, "report/incomplete_sections"))
    instants = [
        row.as_of for row in (*of_categories, *totals) if row.as_of is not None and row.value is not None
    ]
    return SectionsForm(
        portal_name=facts["portal_name"] or "",
        portal_home=facts["portal_home"] or "",
        year=year,
        rows=of_categories,
        total=totals[0],
        neighbours=Neighbours(categories_sum=sum(row.value or 0 for row in of_categories), **counts),
        read=read,
        proven=tuple(_proven(record) for record in sources),
        incomplete=incomplete,
        data_as_of=min(instants, default=local(facts["data_as_of"])),
        built_at=local(facts["built_at"]),
        rules_version=facts["rules_version"] or "",
    )


@contextmanager
def opened(published: Path, portal_id: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published file, of one portal where it is named. Raises ReportError where
    there is no file, and with what DuckDB says against it."""
    if not published.is_file():
        raise ReportError(f"没有公布文件 {published};请先运行 gongkai backfill 或 gongkai nightly")
    try:
        with open_read_only(published, [portal_id] if portal_id else ()) as connection:
            yield connection
    except FileUnreadable as error:
        raise ReportError(str(error)) from error
    except duckdb.Error as error:
        raise ReportError(unreadable(published, error)) from error


def _row(record: dict[str, Any]) -> Row:
    """Raises ReportError for a figure that is no whole number: this form counts documents."""
    value = record["value"]
    if value is not None and value != int(value):
        raise ReportError(f"公布文件中“{record['label']}”的数值 {value} 不是整数;请运行 gongkai verify")
    return Row(
        code=record["code"],
        label=record["label"],
        measure=record["measure"] or "",
        value=None if value is None else int(value),
        origin=record["origin"],
        as_of=local(record["as_of"]),
        rule=record["rule"] or "",
        sql_file=record["sql_file"] or "",
        rule_text=record["rule_text"] or "",
    )


def _proven(record: dict[str, Any]) -> ProvenSection:
    told = {"categories": record["categories"] or "", "complete_at": local(record["complete_at"])}
    return ProvenSection(**{**record, **told})


def _incomplete(record: dict[str, Any]) -> IncompleteSection:
    instants = {name: local(record[name]) for name in ("read_at", "complete_at")}
    return IncompleteSection(**{**record, **instants})


def local(moment: datetime | None) -> datetime | None:
    """An instant of the file in Beijing time; None stays None."""
    return None if moment is None else moment.astimezone(SHANGHAI)


def _place(row: Row) -> tuple[int, str]:
    order = list(CATEGORIES)
    return (order.index(row.code) if row.code in CATEGORIES else len(order), row.code)


def _no_such_year(connection: duckdb.DuckDBPyConnection, year: int) -> str:
    years = [str(record["year"]) for record in rows(connection, "report/years", form=FORM)]
    there = f"现有年度:{'、'.join(years)}" if years else "文件中还没有任何年度的数字"
    return f"公布文件中没有 {year} 年的栏目统计;{there};请运行 gongkai backfill --year {year}"
