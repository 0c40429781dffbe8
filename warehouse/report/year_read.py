"""Whether a year was ever asked for, and what its figures rest on where it was not: for reports and `why`."""

from __future__ import annotations

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from warehouse import query


@dataclass(frozen=True, slots=True)
class YearRead:
    """What was read for one year of publication."""

    year: int
    asked: bool
    """Whether a backfill of the year was finished."""
    asked_years: list[int]
    """Every year that was."""
    listed_only: int
    """Items that the year's figures count from their list rows alone: their pages were not read."""

    @property
    def words(self) -> str:
        """What proves the year's figures, in a sentence."""
        pages = f",其中 {self.listed_only} 条只按列表计(内容页没有读过)" if self.listed_only else ""
        if self.asked:
            return f"{self.year} 年已补抓{pages}"
        others = f"(补抓过的年度:{'、'.join(map(str, self.asked_years))})" if self.asked_years else ""
        return (
            f"没有专门补抓过 {self.year} 年{others}:本年的数字出自各栏目列表的读取{pages};"
            f"要逐页读取本年的条目,请运行 gongkai backfill --year {self.year}"
        )


def year_read(connection: DuckDBPyConnection, year: int) -> YearRead:
    """Of the file that is current in `connection`."""
    return query.one(connection, "report/year_read", YearRead, year=year)
