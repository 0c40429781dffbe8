"""Sets a published report beside the warehouse: whose it is, of which year, and every figure compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from scrapers.vocabulary import CATEGORIES
from warehouse import query
from warehouse.forms import Finding
from warehouse.reconcile.comparing import Compared, Facts, Ours, compared
from warehouse.reconcile.heading import names_report
from warehouse.reconcile.itself import against_itself
from warehouse.reconcile.records import PublishedReport
from warehouse.reconcile.scope import is_called_otherwise
from warehouse.report.form import ReportError
from warehouse.report.read import opened

SECTIONS = "sections"
OFF_PORTAL = frozenset(name for name, category in CATEGORIES.items() if not category.on_portal)


@dataclass(frozen=True, slots=True)
class Reconciled:
    """A report, the year by which it was compared, and what came of it."""

    report: PublishedReport
    year: int
    portal: str
    unit: str | None
    """The unit whose own report it is; None where it is the portal's."""
    rows: tuple[Compared, ...]
    itself: tuple[Finding, ...]
    """What the report's own identities say, those that hold among it."""
    notes: tuple[str, ...]
    """What people should know before they read the rows (Chinese)."""
    apart: str = ""
    """Why no figure was set beside the warehouse's (Chinese); '' where they were."""


def reconcile(
    published: Path,
    report: PublishedReport,
    year: int | None = None,
    portal_id: str | None = None,
    published_on: date | None = None,
) -> Reconciled:
    """The report's figures beside those of the published file. `year`: where given, it goes before the
    report's own. `published_on`: the report's day, where it is known: what was seen later is none of its.

    Raises ReportError where neither says a year, or the file cannot be read or holds nothing of the year.
    """
    of_year = year or report.year
    if of_year is None:
        raise ReportError(f"{report.name}: 没有写明是哪一年的报告;请用 --year 指定年度")
    with opened(published, portal_id) as connection:
        portal = _portal(connection)
        if not _ours(connection, "report/reconcile_figures", form=SECTIONS, year=of_year):
            raise ReportError(_no_such_year(connection, of_year))
        unit = _unit(connection, report.organ, portal)
        rows = _beside(connection, report, of_year, unit, published_on)
    notes = tuple(_notes(report, year, portal, unit))
    return Reconciled(report, of_year, portal, unit, rows, against_itself(report), notes)


def printed_on_page(
    published: Path,
    report: PublishedReport,
    portal_id: str | None,
    published_on: date | None,
    whose: str | None,
) -> Reconciled:
    """The same of a report that stands on one of the portal's pages, where nobody looks at whose it is: it is
    set beside figures only where it is the portal's own or one unit's, of a year that the file has; else
    beside itself, and `apart` says why. `whose`: the page's unit, for a report that names no organ.

    Raises ReportError where the file cannot be read."""
    organ, year = report.organ or whose, report.year
    with opened(published, portal_id) as connection:
        portal = _portal(connection)
        unit = _unit(connection, organ, portal)
        apart = _apart(connection, report, organ, unit, portal, year)
        if not apart and year is not None:
            rows = _beside(connection, report, year, unit, published_on)
            notes = tuple(_notes(report, None, portal, unit)) if report.organ else ()
            return Reconciled(report, year, portal, unit, rows, against_itself(report), notes)
    rows = tuple(
        row if row.verdict == "unreadable" else replace(row, verdict="not_computable", causes=(apart,))
        for row in compared(report, {}, {}, {}, OFF_PORTAL, year or 0)
    )
    return Reconciled(report, year or 0, portal, unit, rows, against_itself(report), (), apart)


def _apart(
    connection: DuckDBPyConnection,
    report: PublishedReport,
    organ: str | None,
    unit: str | None,
    portal: str,
    year: int | None,
) -> str:
    """Why a page's report is set beside no figures; '' where it is."""
    if not _is_report(report):
        return "网页不像年度报告(没有年度报告的标题,也没有报表;或是通知、计划之类),只核对其自身"
    if unsure := [one.message for one in report.problems if one.kind in ("several", "two_years")]:
        return f"{unsure[0]},只核对报告自身"
    if year is None:
        return "报告没有写明年度,只核对报告自身"
    if not organ:
        return "报告没有写明机关,只核对报告自身"
    if unit is None and not _same(organ, portal):
        return f"报告的机关是{organ},不是本门户,也不是本库认得的单位,只核对报告自身"
    if not _ours(connection, "report/reconcile_figures", form=SECTIONS, year=year):
        return f"本库没有 {year} 年的数字,只核对报告自身"
    return ""


def _is_report(report: PublishedReport) -> bool:
    """Whether a page is a report by its tables or title; one that is called a plan or a notice is none."""
    if is_called_otherwise(report.name):
        return False
    return report.form is not None or report.title is not None or names_report(report.name)


def _beside(
    connection: DuckDBPyConnection,
    report: PublishedReport,
    year: int,
    unit: str | None,
    published_on: date | None,
) -> tuple[Compared, ...]:
    """Every figure of the report beside those of the file: of a unit's report beside what that unit has
    published."""
    if unit:
        categories = _ours(connection, "report/reconcile_unit", unit=unit, year=year)
        return compared(report, {}, categories, {}, OFF_PORTAL, year)
    categories = _ours(connection, "report/reconcile_figures", form=SECTIONS, year=year)
    form = report.form
    cells = _ours(connection, "report/reconcile_figures", form=form, year=year) if form else {}
    return compared(report, cells, categories, _facts(connection, year, published_on), OFF_PORTAL, year)


def _portal(connection: DuckDBPyConnection) -> str:
    return query.rows(connection, "report/file_facts")[0]["portal_name"] or ""


def _ours(connection: DuckDBPyConnection, statement: str, **values: object) -> dict[str, Ours]:
    return {row["code"]: _figure(row) for row in query.rows(connection, statement, **values)}


def _figure(row: Mapping[str, Any]) -> Ours:
    value = row["value"]
    return Ours(None if value is None else Decimal(str(value)), row["origin"])


def _facts(connection: DuckDBPyConnection, year: int, published_on: date | None) -> dict[str, Facts]:
    day = published_on.isoformat() if published_on else None
    rows = query.rows(connection, "report/reconcile_facts", year=year, published_on=day)
    return {row.pop("code"): Facts(**row) for row in map(dict, rows)}


def _unit(connection: DuckDBPyConnection, organ: str | None, portal: str) -> str | None:
    """The unit of the file whose report it is; None where it is the portal's own, or of nobody known."""
    if not organ or _same(organ, portal):
        return None
    names = [row["name"] for row in query.rows(connection, "report/reconcile_units")]
    alike = [name for name in names if _same(organ, name)]
    return alike[0] if len(alike) == 1 and not _same(alike[0], portal) else None


def _same(organ: str, name: str) -> bool:
    """阿尔山市 and 阿尔山市人民政府 are one."""
    short = [text.strip().removesuffix("门户网站").removesuffix("人民政府") for text in (organ, name)]
    return bool(short[0]) and short[0] == short[1]


def _no_such_year(connection: DuckDBPyConnection, year: int) -> str:
    years = [str(row["year"]) for row in query.rows(connection, "report/years", form=SECTIONS)]
    there = f"现有年度:{'、'.join(years)}" if years else "文件中还没有任何年度的数字"
    return f"公布文件中没有 {year} 年的数字;{there};请运行 gongkai backfill --year {year}"


def _notes(report: PublishedReport, year: int | None, portal: str, unit: str | None) -> list[str]:
    said = []
    if year and report.year and year != report.year:
        said.append(f"报告写的是 {report.year} 年,按 --year 与本库 {year} 年的数字比较")
    if unit:
        said.append(f"这是 {unit} 自己的报告:只与本库中这个单位发布的条目比较,表格中的数字本库没有")
    elif report.organ and not _same(report.organ, portal):
        said.append(f"报告的机关是 {report.organ},本库的门户是 {portal}:不是同一机关的,数字不必相同")
    if not report.organ:
        said.append("报告没有写明机关,当作本门户的报告比较")
    return said
