"""Every figure counted again from the file's own items, by statements other than those that made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from duckdb import DuckDBPyConnection

import sql
from warehouse.verify.records import Difference


def check_figures(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    """Figures, rows behind them and counts that do not come out again; `year` None means every year.

    `categories` are the names that can be counted on a portal.
    """
    yield from _figures(connection, categories, year)
    yield from _figure_items(connection, categories, year)
    for form, of, code, value, behind in _rows(connection, "other_forms", year=year):
        message = f"数字 {form} {of} {code} 是 {_plain(value)},明细却有 {behind} 条"
        yield Difference("数字", f"{form} {of} {code}", message)
    for of, month, unit, category, items, recounted in _rows(connection, "counts", year=year):
        subject = f"{of}-{month:02d} {unit} {category}"
        yield Difference("单位分类统计", subject, f"counts 中 {subject} 是 {items},重新统计是 {recounted}")


def check_items(connection: DuckDBPyConnection) -> Iterator[Difference]:
    """Items that count though no section's reading lets them, or whose content is that of no version."""
    for item_id, title in _rows(connection, "uncounted"):
        message = f"条目 {item_id}“{title or '无标题'}”有类别,却没有任何一个栏目计入它"
        yield Difference("条目", item_id, message)
    for item_id, title in _rows(connection, "hashes"):
        message = f"条目 {item_id}“{title or '无标题'}”的内容校验和与它的任何一版都不同"
        yield Difference("条目", item_id, message)


def _figures(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    found = _rows(connection, "figures", categories=list(categories), year=year)
    for of, code, stands, value, behind, recounted in found:
        told = _plain(value) if stands else "没有这一行"
        message = f"数字 sections {of} {code}:文件中是 {told},明细 {behind} 条,由条目重新统计是 {recounted}"
        yield Difference("数字", f"sections {of} {code}", message)


def _figure_items(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    found = _rows(connection, "figure_items", categories=list(categories), year=year)
    for of, code, item_id, times, is_expected, title in found:
        which = f"数字 sections {of} {code} 的明细"
        item = f"条目 {item_id}“{title or '无标题'}”"
        if times > 1:
            message = f"{which}把{item}列了 {times} 次"
        else:
            message = f"{which}缺少{item}" if is_expected else f"{which}多出{item}"
        yield Difference("数字明细", f"sections {of} {code} {item_id}", message)


def _rows(connection: DuckDBPyConnection, name: str, **values: object) -> list[tuple[Any, ...]]:
    return connection.execute(sql.statement(f"verify/{name}"), values or None).fetchall()


def _plain(value: Decimal | None) -> str:
    return "缺" if value is None else f"{value.normalize():f}"
