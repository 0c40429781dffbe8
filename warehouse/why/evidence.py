"""What stands behind a figure of the self-check: sections, items and addresses with what was found."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse.query import records
from warehouse.self_check import SCORE, STATE_WORDS, VERDICT

SHOWN = 200
"""Rows that are named; of the others it is said how many they are."""


class _Evidence(NamedTuple):
    """A row of `check_evidence`, with the names of what it is about."""

    code: str
    state: str
    section_name: str | None
    title: str | None
    url: str | None
    since: date | None
    due_on: date | None
    words: str


def evidence_lines(connection: DuckDBPyConnection, year: int, code: str) -> list[str]:
    """The evidence of an indicator, faults first; of the figures on all indicators together where to look."""
    if code in (VERDICT, SCORE):
        return ["由本年度其他各行得出:gongkai report --form self-check 列出全部各行和依据"]
    rows = records(connection, "why/evidence", _Evidence, year=year, code=code)
    lines = [_line(row) for row in rows[:SHOWN]]
    if len(rows) > SHOWN:
        lines.append(
            f"另有 {len(rows) - SHOWN} 行(在 DuckDB 中:SELECT * FROM 台账.自查依据 "
            f"WHERE 年度 = {year} AND 指标 = '{code}')"
        )
    return lines or ["没有依据"]


def _line(row: _Evidence) -> str:
    about = row.section_name or row.title or ""
    days = f",自 {row.since} 起" if row.since else ""
    days += f",到期日 {row.due_on}" if row.due_on else ""
    where = f"  {row.url}" if row.url else ""
    return f"{STATE_WORDS[row.state]}  {about}{':' if about else ''}{row.words}{days}{where}"
