"""Reads rows of a published (or sealed) file, and puts their values into words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from warehouse import query, read_only
from warehouse.faults import unreadable
from warehouse.home import FileUnreadable
from warehouse.ledger import TIME_ZONE, prepare
from warehouse.query import Row


class WhyError(Exception):
    """What was asked for is not there; the message says so, with the nearest that is."""


@contextmanager
def opened(published: Path, portal_id: str | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a published file, or to what is of one of its portals.

    Raises WhyError when there is none or it cannot be read.
    """
    if not published.is_file():
        raise WhyError(f"没有公布文件 {published};请先运行 gongkai nightly 或 gongkai backfill")
    try:
        with read_only.open_read_only(published, [portal_id] if portal_id else ()) as connection:
            prepare(connection)
            yield connection
    except FileUnreadable as error:
        raise WhyError(str(error)) from error
    except duckdb.Error as error:
        raise WhyError(unreadable(published, error)) from error


def moment(instant: datetime | None) -> str:
    """An instant as `YYYY-MM-DD HH:MM` in Beijing, `—` for none."""
    return f"{instant.astimezone(ZoneInfo(TIME_ZONE)):%Y-%m-%d %H:%M}" if instant else "—"


def amount(value: Decimal | None, measure: str | None, origin: str | None) -> str:
    """A figure with its unit of measure, `至少 68 条` of a lower bound; `缺` for none, which is no zero."""
    if value is None:
        return _WITHOUT_VALUE["missing"]
    least = "至少 " if origin == "lower_bound" else ""
    return f"{least}{value.normalize():f} {measure or ''}".rstrip()


def cell(figure: Row) -> str:
    """What stands in a figure's cell: a number as `amount`, a text, 空白 or 不适用, which are no zero either;
    `figure` is a row of `figures`, of older files too, which have numbers alone."""
    if text := figure.get("value_text"):
        if figure["value"] is None:
            return str(text)
        return f"{text}({amount(figure['value'], figure['measure'], figure['origin'])})"
    if figure["value"] is None:
        return _WITHOUT_VALUE[figure.get("state") or "missing"]
    return amount(figure["value"], figure["measure"], figure["origin"])


_WITHOUT_VALUE = {
    "missing": "缺(没有数字,不等于零)",
    "blank": "空白(表上留空,不等于零)",
    "not_applicable": "不适用",
}
"""State of a cell without a value → what is said of it."""


def knows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the file has this table: sealed files keep the form of the program that sealed them."""
    return bool(query.value(connection, "why/knows", table=table))
