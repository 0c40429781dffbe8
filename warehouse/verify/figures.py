"""Every figure of form `sections` counted again from the file's own items, by statements other than those
that made it; `forms.py` has the other forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from duckdb import DuckDBPyConnection

from warehouse import query
from warehouse.verify.records import Difference, NamedItem


class _Figure(NamedTuple):
    """A figure as it stands (`stands`: whether there is one), the rows behind it, and as counted again."""

    portal_id: str
    year: int
    code: str
    stands: bool
    value: Decimal | None
    behind: int
    recounted: int


class _FigureItem(NamedTuple):
    """A document that a figure counts so many times, and should count or not."""

    portal_id: str
    year: int
    code: str
    item_id: str
    times: int
    is_expected: bool
    title: str | None


class _Count(NamedTuple):
    portal_id: str
    year: int
    month: int
    unit: str
    category: str
    items: int
    recounted: int


def check_figures(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None
) -> Iterator[Difference]:
    """Figures, rows behind them and counts that do not come out again; `year` None means every year.

    `categories` are the names that can be counted on a portal.
    """
    whose = whose_of(connection)
    yield from _figures(connection, categories, year, whose)
    yield from _figure_items(connection, categories, year, whose)
    for row in query.records(connection, "verify/counts", _Count, year=year):
        which = whose(row.portal_id, f"{row.year}-{row.month:02d} {row.unit} {row.category}")
        message = f"counts 中 {which} 是 {row.items},重新统计是 {row.recounted}"
        yield Difference("单位分类统计", which, message)


def check_items(connection: DuckDBPyConnection) -> Iterator[Difference]:
    """Items that count though no section's reading lets them, or whose content is that of no version."""
    for item in query.records(connection, "verify/uncounted", NamedItem):
        yield Difference("条目", item.item_id, f"{item.words}有类别,却没有任何一个栏目计入它")
    for item in query.records(connection, "verify/hashes", NamedItem):
        yield Difference("条目", item.item_id, f"{item.words}的内容校验和与它的任何一版都不同")


class Whose(NamedTuple):
    """Names a portal beside a figure, where the file holds several."""

    is_several: bool

    def __call__(self, portal_id: str | None, which: str) -> str:
        """`which`, with the portal's id before it."""
        return f"{portal_id} {which}" if self.is_several and portal_id else which


def whose_of(connection: DuckDBPyConnection) -> Whose:
    """How figures of this file are named."""
    return Whose(len(query.column(connection, "seal/portals")) > 1)


def _figures(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None, whose: Whose
) -> Iterator[Difference]:
    found = query.records(connection, "verify/figures", _Figure, categories=list(categories), year=year)
    for row in found:
        which = whose(row.portal_id, f"sections {row.year} {row.code}")
        told = plain(row.value) if row.stands else "没有这一行"
        message = f"数字 {which}:文件中是 {told},明细 {row.behind} 条,由条目重新统计是 {row.recounted}"
        yield Difference("数字", which, message)


def _figure_items(
    connection: DuckDBPyConnection, categories: Sequence[str], year: int | None, whose: Whose
) -> Iterator[Difference]:
    values = {"categories": list(categories), "year": year}
    for row in query.records(connection, "verify/figure_items", _FigureItem, **values):
        which = whose(row.portal_id, f"sections {row.year} {row.code}")
        item = NamedItem(row.item_id, row.title).words
        if row.times > 1:
            what = f"把{item}列了 {row.times} 次"
        else:
            what = f"缺少{item}" if row.is_expected else f"多出{item}"
        yield Difference("数字明细", f"{which} {row.item_id}", f"数字 {which} 的明细{what}")


def plain(value: Decimal | None) -> str:
    """A figure's value as differences tell it."""
    return "缺" if value is None else f"{value.normalize():f}"
