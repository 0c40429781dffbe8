"""The figures of real published reports (domain/real_reports.csv, read by hand) as entries of our forms."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from tests.shared import SHARED
from warehouse.forms import BLANK, Entry, Finding, Form, check, form_named

FORMS = {"2014": "statistics-2014", "2019-trial": "report-2019", "2021": "report-2021"}
TABLES = {"statistics": "1", "table2": "2", "table3": "3", "table4": "4"}
BELOW_CITY = ("county", "district", "township", "subdistrict")

NOTED = {
    "(六)其他处理/1.逾期不补正": "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "(六)其他处理/2.逾期未缴费": "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
}
"""Labels that the file shortens."""

STATED = {
    "收办": "收到申请",
    "收到申请": "收到申请",
    "受理申请": "收到申请",
    "受理政府信息公开申请": "收到申请",
    "上年结转": "上年结转",
    "转下年度": "结转下年度",
    "转下一年度": "结转下年度",
    "顺延下年度": "结转下年度",
    "予以公开": "予以公开",
    "部分公开": "部分公开",
    "不予公开": "不予公开",
    "无法提供": "无法提供",
    "不予处理": "不予处理",
    "其他处理": "其他处理",
    "行政复议": "行政复议",
    "行政诉讼": "行政诉讼",
}
"""How texts word what they count → the figure's name in `identities.csv`."""

Rows = list[dict[str, str]]


@dataclass
class Report:
    """One report; 洪泽区 2023 is made of tables of two forms."""

    below_city: bool
    values: dict[str, Entry] = field(default_factory=dict)
    form_of: dict[str, Form] = field(default_factory=dict)
    """By table."""
    unknown: list[str] = field(default_factory=list)
    """Labels that no form has."""

    def findings(self) -> Iterator[Finding]:
        for form in dict.fromkeys(self.form_of.values()):
            tables = [table for table, of in self.form_of.items() if of is form]
            yield from check(form, self.values, below_city=self.below_city, tables=tables)


def reports() -> dict[str, Report]:
    """By the report's id: what its tables and its text say."""
    rows: dict[str, dict[str, Rows]] = defaultdict(lambda: defaultdict(list))
    with (SHARED / "domain" / "real_reports.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            rows[row["report_id"]][row["table"]].append(row)
    return {report_id: _report(tables) for report_id, tables in rows.items()}


def _report(tables: dict[str, Rows]) -> Report:
    report = Report(next(iter(tables.values()))[0]["level"].startswith(BELOW_CITY))
    for row in tables.pop("text", ()):
        if row["row_label"] in STATED and row["figure"]:
            report.values[f"正文.{STATED[row['row_label']]}"] = _entry(row)
    for name, rows in tables.items():
        # 洪泽区 2023: the 2019 form's 表三 beside the 2021 form's 表二.
        is_old = any(row["row_label"] == "(六)其他处理" for row in rows)
        form = form_named("report-2019" if is_old else FORMS[rows[0]["form_version"]])
        report.form_of[TABLES[name]] = form
        _read(report, form, TABLES[name], rows)
    return report


def _read(report: Report, form: Form, table: str, rows: Rows) -> None:
    if rows[0]["note"].startswith("empty cells = 0"):
        report.values |= {value.code: BLANK for value in form.table(table).values}
    filled: set[str] = set()
    for row in rows:
        cells = form.find(NOTED.get(row["row_label"], row["row_label"]), row["column_label"], table)
        # The statistics print （二）被依法纠错数 and （三）其他情形数 twice, in this order.
        code = next((cell.code for cell in cells if cell.code not in filled), None)
        if code is None:
            report.unknown.append(row["row_label"])
        else:
            filled.add(code)
            report.values[code] = _entry(row)


def _entry(row: dict[str, str]) -> Entry:
    figure = row["figure"].strip()
    return Entry("given", Decimal(figure)) if figure else BLANK
