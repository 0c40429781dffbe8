"""What the tables of one file say, held against each other: each row that does not follow from the others is
named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from duckdb import DuckDBPyConnection

import sql
from scrapers.address import item_id
from warehouse.verify.records import Difference


def check_contents(connection: DuckDBPyConnection, knows_lists: bool) -> Iterator[Difference]:
    """Items whose values do not follow from their versions and places, and rows of items that are not there.

    `knows_lists` is false for a year closed as of an earlier instant: places found later are not in the file.
    """
    yield from _addresses(connection)
    yield from _values(connection, knows_lists)
    yield from _units(connection)
    yield from _orphans(connection)


def _addresses(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for stands, portal_id, url, title in _rows(connection, "addresses"):
        try:
            should = item_id(portal_id, url)
        except ValueError:
            should = "无(不是网址)"
        if stands != should:
            message = f"items:{_item(stands, title)}的网址是 {url},由网址得出的编号应为 {should}"
            yield Difference("网址", stands, message)


def _values(connection: DuckDBPyConnection, knows_lists: bool) -> Iterator[Difference]:
    for found, title, field, stands, should, version in _rows(connection, "items", lists=knows_lists):
        by = f"第 {version} 版" if version else "列表"
        message = f"items.{field}:{_item(found, title)}是 {_told(stands)},按其{by}应为 {_told(should)}"
        yield Difference("条目", found, message)


def _units(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for found, title, unit, unit_from, should in _rows(connection, "units"):
        message = (
            f"items.unit:{_item(found, title)}是 {_told(unit)}(来源 {unit_from}),"
            f"按网页原文、栏目、人工决定或同类条目应为 {_told(should)}"
        )
        yield Difference("条目", found, message)


def _orphans(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for place, found, told in _rows(connection, "orphans"):
        message = f"{place}:有条目 {found} 的行({_told(told)}),items 中却没有这个条目"
        yield Difference("条目", found, message)


def _item(found: str, title: str | None) -> str:
    return f"条目 {found}“{title or '无标题'}”"


def _told(value: Any) -> str:
    return "无" if value is None else f"“{value}”"


def _rows(connection: DuckDBPyConnection, name: str, **values: object) -> list[tuple[Any, ...]]:
    return connection.execute(sql.statement(f"verify/{name}"), values or None).fetchall()
