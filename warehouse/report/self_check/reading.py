"""Reads a self-check from the published file, which is only ever opened for reading."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.report.form import ReportError
from warehouse.report.read import local, opened
from warehouse.report.self_check.records import Evidence, Line, SelfCheck
from warehouse.self_check import FORM, SCORE, VERDICT, Judged, read_judging


class NoSelfCheck(ReportError):
    """The published file holds no self-check of the year that was asked for."""


def read_self_check(published: Path, year: int, portal_id: str | None = None) -> SelfCheck:
    """The self-check of a year; of several portals, that of the one meant. Raises ReportError when there is
    no such file or it cannot be read, NoSelfCheck when it holds none of that year."""
    with opened(published, portal_id) as connection:
        figures = query.rows(connection, "report/figures", form=FORM, year=year)
        if not figures:
            raise NoSelfCheck(_no_such_year(connection, year))
        evidence = query.records(connection, "report/self_check_evidence", Evidence, year=year)
        facts = query.rows(connection, "report/file_facts")[0]
    behind: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        behind[one.code].append(one)
    judging = {one.code: one for one in read_judging()}
    order = [*judging, VERDICT, SCORE]
    lines = [_line(row, judging.get(row["code"]), behind[row["code"]]) for row in figures]
    lines.sort(key=lambda line: order.index(line.code) if line.code in order else len(order))
    return SelfCheck(
        portal_name=facts["portal_name"] or "",
        portal_home=facts["portal_home"] or "",
        year=year,
        lines=tuple(lines),
        data_as_of=max((line.as_of for line in lines if line.as_of), default=local(facts["data_as_of"])),
        built_at=local(facts["built_at"]),
        rules_version=facts["rules_version"] or "",
    )


def _line(row: dict[str, Any], judged: Judged | None, evidence: list[Evidence]) -> Line:
    return Line(
        row["code"],
        row["label"],
        row["measure"] or "",
        row["value"],
        row["value_text"] or "",
        row["origin"],
        row["rule"] or "",
        row["rule_text"] or "",
        row["sql_file"] or "",
        local(row["as_of"]),
        judged,
        tuple(evidence),
    )


def _no_such_year(connection: DuckDBPyConnection, year: int) -> str:
    years = [str(record["year"]) for record in query.rows(connection, "report/years", form=FORM)]
    there = f"现有年度:{'、'.join(years)}" if years else "文件中还没有自查表"
    return f"公布文件中没有 {year} 年的自查表;{there};请运行 gongkai nightly"
