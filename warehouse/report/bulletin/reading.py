"""Reads a bulletin from the published file, which is only ever opened for reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from scrapers.vocabulary import CATEGORIES
from warehouse import query
from warehouse.calendars import Calendar
from warehouse.report.bulletin.judging import judge, ranked, rules
from warehouse.report.bulletin.period import Period, Span, span_of
from warehouse.report.bulletin.records import (
    MISSING,
    SHARED,
    Beside,
    Bulletin,
    BulletinItem,
    Count,
    SectionRow,
    Standing,
    UnitRow,
)
from warehouse.report.form import ReportError
from warehouse.report.read import TOTAL, local, opened

Figures = Mapping[str | None, Mapping[str, Count]]
"""By unit (None: the portal), by category or 合计."""


def read_bulletin(
    published: Path,
    period: Period,
    portal_id: str | None = None,
    with_ranks: bool = False,
    calendar: Calendar | None = None,
) -> Bulletin:
    """The bulletin of a period from the published file; of several portals, that of the one meant.

    `calendar`: the working days, by which people have to act before a holiday. Raises ReportError when there
    is no such file, it cannot be read, nothing was read yet, or the period begins after the last reading.
    """
    with opened(published, portal_id) as connection:
        span = span_of(period, _read_on(connection))
        _stage(connection, span)
        facts = query.rows(connection, "report/file_facts")[0]
        rows = query.records(connection, "report/bulletin_section_rows", SectionRow)
        sections = tuple(judge(row, span, calendar or Calendar()) for row in rows)
        figures, assigned = _figures(connection)
        units = _units(connection, figures, sections)
        items = query.records(connection, "report/bulletin_items", BulletinItem)
        beside = query.one(connection, "report/bulletin_beside", Beside, **_days(span))
    return Bulletin(
        portal_name=facts["portal_name"] or "",
        portal_home=facts["portal_home"] or "",
        span=span,
        total=figures[None].get(TOTAL, MISSING),
        categories=_categories(figures, None),
        without_section=frozenset(_categories(figures, None)) - assigned,
        units=ranked(units) if with_ranks else units,
        shared=UnitRow(SHARED, False, False, None, {}, _of_unit(sections, "")),
        sections=sections,
        items=tuple(items),
        beside=beside,
        with_ranks=with_ranks,
        rules=(*rules().sentences, f"通报口径第 {rules().version} 版"),
        data_as_of=local(facts["data_as_of"]),
        built_at=local(facts["built_at"]),
        rules_version=facts["rules_version"] or "",
    )


def _read_on(connection: DuckDBPyConnection) -> Any:
    day = query.value(connection, "report/bulletin_read_on")
    if day is None:
        raise ReportError("公布文件中还没有任何栏目完整读取过;请先运行 gongkai nightly 或 gongkai backfill")
    return day


def _days(span: Span) -> dict[str, object]:
    return {"first": span.period.first, "last": span.period.last, "until": span.until}


def _stage(connection: DuckDBPyConnection, span: Span) -> None:
    """The temporary tables of the period."""
    first, last = span.period.first, span.period.last
    query.run(connection, "report/bulletin_documents", first=first, last=last)
    query.run(connection, "report/bulletin_sections", until=span.until, whole_from=span.whole_from)
    query.run(connection, "report/bulletin_units")
    query.run(connection, "report/bulletin_holding")


def _figures(connection: DuckDBPyConnection) -> tuple[Figures, frozenset[str]]:
    """The numbers, and the codes that a section is of."""
    figures: dict[str | None, dict[str, Count]] = defaultdict(dict)
    rows = query.rows(connection, "report/bulletin_figures")
    for row in rows:
        figures[row["unit"]][row["code"]] = Count(row["documents"], row["origin"])
    figures.setdefault(None, {})
    return figures, frozenset(row["code"] for row in rows if row["is_assigned"])


def _categories(figures: Figures, unit: str | None) -> dict[str, Count]:
    """Every category that may stand on a portal, in the order of the table, and those it does not know; one
    that no section is of is missing."""
    told = figures.get(unit, {})
    known = [name for name, category in CATEGORIES.items() if category.on_portal]
    others = sorted({code for codes in figures.values() for code in codes} - {*known, TOTAL})
    return {name: told.get(name, MISSING) for name in (*known, *others)}


def _units(
    connection: DuckDBPyConnection, figures: Figures, sections: Sequence[Standing]
) -> tuple[UnitRow, ...]:
    return tuple(
        UnitRow(
            name=row["unit"],
            is_listed=row["is_listed"],
            is_pending=row["is_pending"],
            published=figures.get(row["unit"], {}).get(TOTAL, MISSING),
            categories=_categories(figures, row["unit"]),
            sections=_of_unit(sections, row["unit"]) if row["unit"] else (),
        )
        for row in query.rows(connection, "report/bulletin_unit_rows")
    )


def _of_unit(sections: Sequence[Standing], unit: str) -> tuple[Standing, ...]:
    return tuple(told for told in sections if told.section.unit == unit)
