"""A small published file of a made-up county, written row by row: what the report's tests read.

Its 2017 has the figures of a real city's report of that year; the items behind the total are a few made-up
ones (nothing here counts, the report only prints what the file says).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.schema import SCHEMA_VERSION, STORAGE_VERSION, create_schema

AS_OF = datetime(2018, 1, 29, 18, 30, tzinfo=UTC)
"""02:30 of the next day in Beijing."""

FIGURES: dict[str, tuple[str, int]] = {
    "权责清单": ("条", 2945),
    "信息公开指南": ("条", 35),
    "信息公开制度": ("条", 53),
    "信息公开年报": ("条", 22),
    "预决算公开": ("条", 350),
    "重点领域信息公开": ("条", 50),
    "办事服务": ("条", 54),
    "政府文件": ("份", 34),
    "政府会议": ("条", 32),
    "政策解读": ("条", 39),
    "动态信息": ("条", 1301),
    "视频新闻": ("期", 180),
    "公众留言": ("条", 9),
}
"""Category → measure and figure, as the report of 2017 prints them; they add up to 5104."""

Figure = tuple[str, str, int | None, str]
"""code, measure, value, origin."""


def computed(figures: Mapping[str, tuple[str, int]] = FIGURES, total: int = 5104) -> list[Figure]:
    """Figures that all rest on complete readings, with the total's row."""
    rows: list[Figure] = [(code, measure, value, "computed") for code, (measure, value) in figures.items()]
    return [*rows, ("合计", "条", total, "computed")]


def publish(
    path: Path,
    figures: Sequence[Figure],
    year: int = 2017,
    name: str = "样例市人民政府",
    tables: Mapping[str, Sequence[tuple[object, ...]]] | None = None,
) -> Path:
    """Writes a published file with these figures and further rows by table; returns its path."""
    rows: dict[str, Sequence[tuple[object, ...]]] = {
        "meta": [(SCHEMA_VERSION, AS_OF, AS_OF, "7", None)],
        "rules": [("S1@1", 1, "统计口径", "不同渠道和方式公开相同信息计1条")],
        "portals": [("sample", name, "http://www.sample.gov.cn/")],
        "figures": [
            ("sections", year, code, code, measure, value, origin, "S1@1", "figures/sections.sql", AS_OF)
            for code, measure, value, origin in figures
        ],
    }
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{path}' AS building (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE building")
        create_schema(connection)
        for table, content in {**rows, **(tables or {})}.items():
            insert(connection, table, content)
    return path


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Adds rows of portal `sample`, which they may leave out; a figure's state is what its value says. A row
    shorter than the table leaves the last columns NULL."""
    columns = connection.table(table).columns
    marks = ", ".join(["?"] * len(columns))
    of_portal = columns[0] == "portal_id" and table != "portals"
    for row in rows:
        whole = ["sample", *row] if of_portal and row[0] != "sample" else [*row]
        if table == "figures":
            whole[7:7] = [None, "missing" if whole[7] == "missing" else "given"]
        connection.execute(
            f"INSERT INTO {table} VALUES ({marks})", [*whole, *[None] * (len(columns) - len(whole))]
        )


def item(
    item_id: str, day: str | None, unit: str = "样例市财政局", unit_from: str = "printed"
) -> tuple[object, ...]:
    """A row of `items`; without a day its date is stated nowhere."""
    address = f"http://www.sample.gov.cn/{item_id}.html"
    date_from = "none" if day is None else "page"
    stated = (None, None, None)
    head = (item_id, "sample", address, f"标题{item_id}", unit, unit_from, unit, day, None, date_from)
    return (*head, *stated, True, None, AS_OF, AS_OF, None)
