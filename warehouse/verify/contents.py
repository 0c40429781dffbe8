"""What the tables of one file say, held against each other: each row that does not follow from the others is
named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from scrapers.address import item_id
from scrapers.privacy import REDACTED_TITLE
from warehouse import query
from warehouse.portal_names import published_first_ids
from warehouse.verify.records import Difference, NamedItem


class _Address(NamedTuple):
    item_id: str
    portal_id: str
    url: str
    title: str | None


class _Value(NamedTuple):
    """A field of an item: what stands there, what should stand by its version (none: by its list rows)."""

    item_id: str
    title: str | None
    field: str
    stands: str | None
    should: str | None
    version: int | None


class _Unit(NamedTuple):
    item_id: str
    title: str | None
    unit: str | None
    unit_from: str
    should: str | None


class _Orphan(NamedTuple):
    place: str
    item_id: str
    told: str | None


def check_contents(connection: DuckDBPyConnection, knows_lists: bool) -> Iterator[Difference]:
    """Items whose values do not follow from their versions and places, and rows of items that are not there.

    `knows_lists` is false for a year closed as of an earlier instant: places found later are not in the file.
    """
    yield from _addresses(connection)
    yield from _values(connection, knows_lists)
    yield from _units(connection)
    yield from _orphans(connection)


def _addresses(connection: DuckDBPyConnection) -> Iterator[Difference]:
    named_by = published_first_ids(connection)
    for row in query.records(connection, "verify/addresses", _Address):
        try:
            should = item_id(named_by.get(row.portal_id, row.portal_id), row.url)
        except ValueError:
            should = "无(不是网址)"
        is_masked = "****" in row.url  # the id is that of the address as it is
        if row.item_id != should and not is_masked:
            item = NamedItem(row.item_id, row.title).words
            message = f"items:{item}的网址是 {row.url},由网址得出的编号应为 {should}"
            yield Difference("网址", row.item_id, message)


def _values(connection: DuckDBPyConnection, knows_lists: bool) -> Iterator[Difference]:
    for row in query.records(connection, "verify/items", _Value, lists=knows_lists):
        by = f"第 {row.version} 版" if row.version else "列表"
        item = NamedItem(row.item_id, row.title).words
        message = f"items.{row.field}:{item}是 {_told(row.stands)},按其{by}应为 {_told(row.should)}"
        yield Difference("条目", row.item_id, message)


def _units(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for row in query.records(connection, "verify/units", _Unit, marker=REDACTED_TITLE):
        message = (
            f"items.unit:{NamedItem(row.item_id, row.title).words}是 {_told(row.unit)}(来源 {row.unit_from}),"
            f"按网页原文、栏目、人工决定或同类条目应为 {_told(row.should)}"
        )
        yield Difference("条目", row.item_id, message)


def _orphans(connection: DuckDBPyConnection) -> Iterator[Difference]:
    for row in query.records(connection, "verify/orphans", _Orphan):
        message = f"{row.place}:有条目 {row.item_id} 的行({_told(row.told)}),items 中却没有这个条目"
        yield Difference("条目", row.item_id, message)


def _told(value: Any) -> str:
    return "无" if value is None else f"“{value}”"
